"""How the page of one figure says what stands beside it, and which steps it offers to whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher

from django.urls import reverse
from django.utils import timezone

from goldenthread.components.lists import Fact, Happening
from goldenthread.components.surroundings import Link
from goldenthread.domain.periods import Quarter
from goldenthread.domain.workflow import FigureStep
from goldenthread.figures.forms.cells import printed_day
from goldenthread.figures.forms.layout import OUTCOMES
from goldenthread.figures.operations import Edited
from goldenthread.figures.queries.exceptions import difference_of
from goldenthread.figures.queries.looked_at import Beside, Done
from goldenthread.figures.queries.mine import AskedFigure
from goldenthread.figures.rules import reach_of, why_not_step
from goldenthread.figures.views import shown_board
from goldenthread.partnership.access import Person
from goldenthread.partnership.permissions import Permission
from goldenthread.terminal.order import moment_in_words

# Which list leads back, by the word in an address.
SOURCES = {"board": "The round", "sign-off": "Sign-off", "clearances": "Clearances", "returns": "My returns"}
_OUTCOMES = dict(OUTCOMES)
_PARTS = {"measure": "The figure", "reasons": "The reasons", "actions": "The remedial actions"}


@dataclass(frozen=True, kw_only=True)
class Steps:
    """What somebody may do to a figure from where it stands: pages to open, and buttons on the figure's own page."""

    pages: tuple[Link, ...]
    can_send: bool
    can_sign: bool
    why_not_signed: str  # to a director, of a submitted figure that they cannot sign off
    to_return: Link | None


def steps_of(asked: AskedFigure, *, person: Person, at: datetime, source: str, is_withheld: bool) -> Steps:
    """The steps that the rules let the person take now."""
    figure = asked.due.row
    reach = reach_of(person, at=at, signing=[figure])
    kept = f"?from={source}" if source else ""

    def may(step: FigureStep) -> bool:
        return not why_not_step(figure, step, reach=reach)

    def holds(permission: Permission) -> bool:
        return not reach.why_not(figure, permission)

    where = {"figure_id": figure.pk}
    reopening = FigureStep.REOPEN if figure.is_returned else FigureStep.ASK_AGAIN
    withhold = "Withhold from the public, or show again" if is_withheld else "Withhold from the public"
    pages = (
        (may(FigureStep.QUERY), "Ask a question", "query"),
        (may(FigureStep.EDIT_WORDS) and figure.words is not None, "Edit the words", "words"),
        (may(FigureStep.OVERRIDE) and figure.is_returned, "Rate it by judgement", "judge"),
        (may(reopening), "Open it again", "reopen"),
        (holds(Permission.WITHHOLD_FIGURES), withhold, "withhold"),
        (figure.state == "frozen" and holds(Permission.RESTATE_FIGURES), "Restate it", "restate"),
    )
    signing = why_not_step(figure, FigureStep.SIGN_OFF, reach=reach)
    is_waiting = figure.state == "submitted" and holds(Permission.SIGN_OFF_FIGURES)
    takes = figure.state in ("due", "returned", "queried") and holds(Permission.RETURN_FIGURES)
    links = [
        Link(words=words, address=reverse(f"figures:{name}", kwargs=where) + kept)
        for allowed, words, name in pages
        if allowed
    ]
    if figure.state == "submitted" and holds(Permission.RECORD_SIGN_OFFS):
        emailed = shown_board.emailed_address(asked.quarter, figure_id=figure.pk)
        links.append(Link(words="Record a sign-off given by e-mail", address=emailed))
    return Steps(
        pages=tuple(links),
        can_send=may(FigureStep.SUBMIT),
        can_sign=is_waiting and not signing,
        why_not_signed=signing if is_waiting else "",
        to_return=Link(words="Return or explain it", address=reverse("figures:figure", kwargs=where))
        if takes
        else None,
    )


def back_of(source: str, asked: AskedFigure, *, can_board: bool, can_sign: bool) -> Link:
    """Where the page leads back to."""
    if source == "sign-off" or (can_sign and not can_board and not source):
        return Link(words=SOURCES["sign-off"], address=reverse("figures:sign-off"))
    if source == "clearances":
        return Link(words=SOURCES[source], address=reverse("figures:clearances"))
    if can_board:
        return Link(words=SOURCES["board"], address=shown_board.board_address(asked.quarter))
    return Link(words="Home", address=reverse("web:home"))


@dataclass(frozen=True, kw_only=True)
class Head:
    """A head of an exception report: as its author wrote it, and as it is published where that differs."""

    name: str
    own: str
    published: str  # "" where it is the same
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Part:
    """A run of words: kept, taken out or put in."""

    words: str
    is_out: bool = False
    is_in: bool = False


@dataclass(frozen=True, kw_only=True)
class ExceptionShown:
    """An exception report as the page shows it."""

    heads: tuple[Head, ...]
    difference: str
    actions: tuple[Fact, ...]
    promises: tuple[Fact, ...]
    edited_by: str
    edited_because: str
    is_missing: bool


def exception_of(asked: AskedFigure) -> ExceptionShown | None:
    """What was said of the figure under the heads of an exception report; None where nothing was, or had to be."""
    due = asked.due
    if not (due.is_exception or due.reasons or due.actions or due.promises):
        return None
    published = due.published
    return ExceptionShown(
        heads=tuple(
            head
            for head in (
                _head("Reasons for the level of performance", due.reasons, published.reasons),
                _head("Back on track by", due.back_on_track, published.back_on_track),
            )
            if head.own or head.published
        ),
        difference=difference_of(due) if due.is_exception else "",
        actions=tuple(
            Fact(name=f"Remedial action {place}", words=f"{one.words}\n{one.owner_post}, by {printed_day(one.due_on)}")
            for place, one in enumerate(due.actions, start=1)
        ),
        promises=tuple(
            Fact(
                name=f"Promised for {Quarter.parse(one.promised_for).label}",
                words=f"{one.words}\n{_OUTCOMES.get(one.outcome, 'No answer yet')}. {one.said}".strip(),
            )
            for one in due.promises
        ),
        edited_by=published.edited_by,
        edited_because=published.edited_because,
        is_missing=due.is_exception and not due.reasons,
    )


def _head(name: str, own: str, published: str) -> Head:
    if own == published:
        return Head(name=name, own=own, published="")
    return Head(name=name, own=own, published=published, parts=differing(own, published))


def differing(before: str, after: str) -> tuple[Part, ...]:
    """The words after, with what was taken out and put in marked, word by word."""
    old, new = before.split(), after.split()
    parts: list[Part] = []
    for tag, first, last, start, end in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if tag == "equal":
            parts.append(Part(words=" ".join(new[start:end])))
            continue
        if first < last:
            parts.append(Part(words=" ".join(old[first:last]), is_out=True))
        if start < end:
            parts.append(Part(words=" ".join(new[start:end]), is_in=True))
    return tuple(parts)


@dataclass(frozen=True, kw_only=True)
class EditedShown:
    """What an edit would change, and what is remarked of it."""

    heads: tuple[Head, ...]
    remarks: tuple[str, ...]
    lapses: bool
    author: str


def edited_words(edited: Edited) -> EditedShown:
    """Each head against the author's own words."""
    return EditedShown(
        heads=tuple(
            Head(
                name=one.head.capitalize(),
                own=one.original,
                published=one.after,
                parts=differing(one.original, one.after),
            )
            for one in edited.heads
        ),
        remarks=edited.remarks,
        lapses=edited.sign_off_lapsed,
        author=edited.author,
    )


def warnings_of(asked: AskedFigure) -> tuple[Fact, ...]:
    """What is unlikely about the figure as it is now, with the answer."""
    return tuple(Fact(name=one.words, words=one.answer or "No answer yet.") for one in asked.due.warnings)


def questions_of(beside: Beside) -> tuple[Happening, ...]:
    """Questions with their answers, newest first."""
    return tuple(
        Happening(
            what=one.asked,
            who=one.asked_by,
            when=moment_in_words(one.asked_at),
            when_exactly=timezone.localtime(one.asked_at).isoformat(timespec="seconds"),
            words=f"{one.answered_by or 'Somebody'} answered: {one.answer}" if one.answer else "No answer yet.",
        )
        for one in beside.questions
    )


def happenings_of(beside: Beside) -> tuple[Happening, ...]:
    """Everything that was done to the figure, newest first."""
    return tuple(
        Happening(
            what=_called(one),
            who=one.who,
            when=moment_in_words(one.at),
            when_exactly=timezone.localtime(one.at).isoformat(timespec="seconds"),
            words=one.why,
        )
        for one in beside.done
    )


def done_words(done: Iterable[Done]) -> list[str]:
    """ "Submitted, Head of Exchequer, 14 October 2019 at 10:30"."""
    return [", ".join(filter(None, (_called(one), one.who, moment_in_words(one.at)))) for one in done]


def changed_since(stands_beside: Beside, *, version: int) -> dict[str, object]:
    """What `figures/_changed_since.html` says to whoever sends a form of an older version."""
    last = stands_beside.done[0] if stands_beside.done else None
    return {
        "is_changed": True,
        "changed_by": (last.who if last else "") or "Somebody",
        "changed_at": f"{timezone.localtime(last.at):%H:%M}" if last else "another time",
        "since": done_words(stands_beside.since(version)),
    }


# What the log calls otherwise than the buttons of these pages do.
_CALLED = {
    "figure queried": "Question asked",
    "query answered": "Question answered",
    "figure reopened": "Opened again",
}


def _called(one: Done) -> str:
    return _CALLED.get(one.what) or one.what.removeprefix("figure ").capitalize()


def withheld_of(beside: Beside) -> tuple[str, ...]:
    """What is kept out of public packs now, and why."""
    return tuple(_withheld(beside))


def _withheld(beside: Beside) -> Iterator[str]:
    for what, reason in beside.withheld.items():
        yield f"{_PARTS.get(what, what)}: {reason}"


def without_name(message: str, *, name: str) -> str:
    """A refusal on the page of its figure, which need not name it again."""
    return message.removeprefix(f"{name}: ")
