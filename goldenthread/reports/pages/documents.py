"""What the pages of documents say: each document in its state, its steps with who takes them, what was made of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from goldenthread.components.lists import Happening, Tag, Task
from goldenthread.components.surroundings import Link
from goldenthread.domain.days import day_words
from goldenthread.domain.periods import FinancialYear
from goldenthread.publishing.given import GivenCopy
from goldenthread.publishing.queries import PublicationEntry
from goldenthread.reports.drafted import DraftedWords
from goldenthread.reports.linter import LintFinding, Weight
from goldenthread.reports.made import MadeNow
from goldenthread.reports.releasing import MissingClearance
from goldenthread.reports.standing import Standing, State, can_be_issued_unfrozen
from goldenthread.reports.wanted import DocumentKind, Wanted
from goldenthread.terminal.order import moment_in_words

_TAGS = {
    State.NOT_YET: Tag(words="Not frozen yet"),
    State.TO_MAKE: Tag(words="To publish", tone="due"),
    State.BEHIND: Tag(words="Newer figures", tone="late"),
    State.TO_RELEASE: Tag(words="To release", tone="due"),
    State.RELEASED: Tag(words="Public", tone="done"),
    State.ISSUED: Tag(words="Issued", tone="done"),
}
_OF_A_YEAR = {
    DocumentKind.YEAR_END: {
        State.NOT_YET: Tag(words="Not closed yet"),
        State.BEHIND: Tag(words="Closed again since", tone="late"),
    },
    DocumentKind.PROPOSED_LIST: {State.NOT_YET: Tag(words="Nothing proposed")},
}
# What has to be there before a document can be published.
_ONCE = {
    DocumentKind.QUARTER: "Once the figures are frozen.",
    DocumentKind.YEAR_END: "Once the year is closed.",
    DocumentKind.PROPOSED_LIST: "Once a list is proposed.",
}


@dataclass(frozen=True, kw_only=True)
class PeriodShown:
    """The documents of one quarter, of the year or of the next list."""

    heading: str
    key: str
    tasks: tuple[Task, ...]


def document_address(wanted: Wanted, step: str = "") -> str:
    """The page of a document, or of a step of it."""
    name = f"reports:{step or 'document'}"
    return reverse(name, kwargs={"period": wanted.period_slug, "audience": wanted.audience_slug})


def place_address(wanted: Wanted, key: str) -> str:
    """The page on which the words of a place are written."""
    at = {"period": wanted.period_slug, "audience": wanted.audience_slug, "place": key.replace(":", "-")}
    return reverse("reports:place", kwargs=at)


def kept_address(public_id: str) -> str:
    """The page of what was issued or published, for whom it was given to."""
    return reverse("reports:kept", args=[public_id])


def year_links(years: Iterable[FinancialYear], *, shown: FinancialYear) -> tuple[Link, ...]:
    """The other years."""
    address = reverse("reports:reports")
    return tuple(Link(words=one.label, address=f"{address}?year={one}") for one in years if one != shown)


def periods_shown(standings: Iterable[Standing], *, prepares: bool) -> tuple[PeriodShown, ...]:
    """The documents by period. Whoever only releases sees what was published."""
    found: dict[str, list[Standing]] = {}
    for one in standings:
        if prepares or (not one.wanted.audience.is_restricted and one.current is not None):
            found.setdefault(one.wanted.period_slug, []).append(one)
    return tuple(
        PeriodShown(heading=every[0].wanted.label, key=key, tasks=tuple(_task(one) for one in every))
        for key, every in found.items()
    )


def _task(standing: Standing) -> Task:
    wanted = standing.wanted
    return Task(
        words=_capital(wanted.audience_words),
        key=wanted.name,
        state=tag_of(standing),
        address=document_address(wanted),
        hint=hint_of(standing),
    )


def tag_of(standing: Standing) -> Tag:
    """The state in a word or two."""
    state, wanted = standing.state, standing.wanted
    if state is State.TO_MAKE and wanted.audience.is_restricted:
        return Tag(words="To issue", tone="due")
    if wanted.kind is not DocumentKind.QUARTER and state in _OF_A_YEAR[wanted.kind]:
        return _OF_A_YEAR[wanted.kind][state]
    return _TAGS[state]


def hint_of(standing: Standing) -> str:
    """How it stands and what is next, in a sentence or two."""
    current, state, wanted = standing.current, standing.state, standing.wanted
    if current is None:
        if state is State.TO_MAKE:
            return f"From {_from(standing.made_from)}."
        if wanted.kind is not DocumentKind.QUARTER:
            return _ONCE[wanted.kind]
        if can_be_issued_unfrozen(wanted.audience):
            return "It can be previewed, and issued as a draft."
        return "It can be previewed as a draft."
    if wanted.audience.is_restricted:
        words = f"Issued on {_day(current)} to {_people(standing.current_copies)}."
    elif current.released_at is not None:
        words = f"Public since {day_words(timezone.localtime(current.released_at).date())}."
    else:
        words = f"Published on {_day(current)}, and not public yet."
    if state is not State.BEHIND:
        return words
    again = "Issue it anew" if wanted.audience.is_restricted else "Publish a correction"
    return f"{words} {again}, from {_from(standing.made_from)}."


def _from(made_from: str) -> str:
    """ "version 1 of the figures"."""
    return made_from.rpartition(", ")[2]


def _day(entry: PublicationEntry) -> str:
    return day_words(timezone.localtime(entry.published_at).date())


def _people(copies: tuple[GivenCopy, ...]) -> str:
    opened = sum(one.is_opened for one in copies)
    if len(copies) == 1:
        return f"1 person, who has {'' if opened else 'not '}opened it"
    return f"{len(copies)} people; {opened or 'none'} of them {'has' if opened == 1 else 'have'} opened it"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


# --- one document -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Found:
    """What is known of a document beside how it stands. `why_not` says why it cannot be made; "" where it can be."""

    made: MadeNow | None
    why_not: str
    drafted: tuple[DraftedWords, ...]
    places: int
    missing: tuple[MissingClearance, ...]


def steps_of(standing: Standing, found: Found, *, prepares: bool) -> tuple[Task, ...]:
    """Every step from words to release, in order. Whoever only releases takes the last."""
    return (
        tuple(_prepared(standing, found)) + tuple(_given(standing, found))
        if prepares
        else tuple(_given(standing, found, prepares=False))
    )


def _prepared(standing: Standing, found: Found) -> Iterator[Task]:
    wanted = standing.wanted
    written = len(found.drafted)
    yield Task(
        words="Write words of your own",
        key="words",
        state=Tag(words=f"{written} of {found.places} written", tone="done" if written else "quiet"),
        address=document_address(wanted, "words"),
        hint="Optional. They stand beside what is computed, marked as yours.",
    )
    made = found.made
    draft = "A draft: its figures may still change." if made is not None and made.is_draft else ""
    ready = Tag(words="Ready" if made is not None else "Not yet")
    yield Task(
        words="Preview it as a page",
        key="preview",
        state=ready,
        address=document_address(wanted, "preview") if made is not None else "",
        hint=found.why_not or draft or "As it would be made now. Nothing is kept of it.",
    )
    if made is not None:
        yield Task(
            words="Save the preview as a PDF",
            key="preview-pdf",
            state=ready,
            address=document_address(wanted, "preview-pdf"),
            hint="It takes a few seconds. Every page says that it is not published.",
        )
    if not wanted.audience.is_restricted:
        yield Task(
            words="See what the checks find",
            key="checks",
            state=_checks_tag(made),
            address=document_address(wanted, "checks") if made is not None else "",
            hint=_waiting(found.missing),
        )


def _checks_tag(made: MadeNow | None) -> Tag:
    if made is None:
        return Tag(words="Not yet")
    refused = sum(one.weight is Weight.REFUSED for one in made.findings)
    told = len(made.findings) - refused
    if refused:
        return Tag(words=f"{refused} to mend", tone="late")
    return Tag(words=f"{told} to note" if told else "All pass", tone="due" if told else "done")


def _waiting(missing: tuple[MissingClearance, ...]) -> str:
    if not missing:
        return ""
    names = list(dict.fromkeys(one.council.name for one in missing))
    return f"Not cleared yet: {', '.join(names)}. It is not released before."


def _given(standing: Standing, found: Found, *, prepares: bool = True) -> Iterator[Task]:
    wanted, current, state = standing.wanted, standing.current, standing.state
    if wanted.audience.is_restricted:
        yield _issue_step(standing, found)
        return
    if prepares:
        yield _publish_step(standing)
    waits = _waiting(found.missing)
    if current is not None and current.released_at is None:
        ready = state is State.TO_RELEASE
        yield Task(
            words="Release it",
            key="release",
            state=Tag(words="To release", tone="due") if ready and not waits else Tag(words="Waits", tone="late"),
            address=document_address(wanted, "release"),
            hint=waits
            or (
                "The committee clerk or the performance officer does so, with the agenda."
                if ready
                else "Figures were frozen again since it was published."
            ),
        )
    elif current is not None and not standing.is_behind:
        yield Task(words="Release it", key="release", state=Tag(words="Public", tone="done"), hint=hint_of(standing))
    else:
        yield Task(words="Release it", key="release", state=Tag(words="Not yet"), hint="Once it is published.")


def _issue_step(standing: Standing, found: Found) -> Task:
    current = standing.current
    can = found.made is not None and (not found.made.is_draft or can_be_issued_unfrozen(standing.wanted.audience))
    if current is None:
        state = Tag(words="To issue", tone="due") if can else Tag(words="Not yet")
        hint = "To people who hold a post that it is for." if can else found.why_not or _ONCE[standing.wanted.kind]
    else:
        state, hint = tag_of(standing), hint_of(standing)
    return Task(
        words="Issue it" if current is None else "Issue it to more people, or anew",
        key="issue",
        state=state,
        address=document_address(standing.wanted, "issue") if can or current is not None else "",
        hint=hint,
    )


def _publish_step(standing: Standing) -> Task:
    current = standing.current
    is_made = bool(standing.made_from)
    if current is None:
        state = Tag(words="To publish", tone="due") if is_made else Tag(words="Not yet")
        hint = "It takes a code at sign-in." if is_made else _ONCE[standing.wanted.kind]
        words = "Publish it"
    else:
        state = Tag(words="To correct", tone="late") if standing.is_behind else Tag(words="Published", tone="done")
        hint = f"{current.public_id}, made from {current.made_from}."
        words = "Publish a correction"
    address = document_address(standing.wanted, "publish") if is_made else ""
    return Task(words=words, key="publish", state=state, address=address, hint=hint)


def happened(standing: Standing) -> tuple[Happening, ...]:
    """What was published or issued, newest first, with what it replaced."""
    return tuple(_happening(entry, copies=standing.copies) for entry in standing.entries)


def _happening(entry: PublicationEntry, *, copies: Mapping[str, tuple[GivenCopy, ...]]) -> Happening:
    given = copies.get(entry.public_id, ())
    words = [f"Made from {entry.made_from}."]
    if entry.replaces:
        words.append(f"It replaces {entry.replaces}: {entry.replaces_because}")
    if entry.released_at is not None:
        words.append(f"Public since {moment_in_words(entry.released_at)}.")
    elif entry.restricted:
        words += [f"{one.post}: {'opened' if one.is_opened else 'not opened yet'}" for one in given]
    elif entry.replaced_by:
        words.append("It was replaced before it was released.")
    else:
        words.append("Not public yet.")
    return Happening(
        what=f"{'Issued' if entry.restricted else 'Published'} as {entry.public_id}",
        who="",
        when=moment_in_words(entry.published_at),
        when_exactly=timezone.localtime(entry.published_at).isoformat(timespec="seconds"),
        words="\n".join(words),
        link=Link(words=f"Read {entry.public_id}", address=kept_address(entry.public_id)),
    )


# --- what the checks find ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class FindingShown:
    """One thing that a check found: its sentence in parts, of which those that name a figure lead to it.

    `others` are links to figures that the sentence does not name.
    """

    parts: tuple[Link, ...]  # without an address: words alone
    others: tuple[Link, ...]


_MOST_LINKS = 10


def findings_shown(
    findings: Iterable[LintFinding], *, weight: Weight, figures: Mapping[int, int], names: Mapping[int, str]
) -> tuple[FindingShown, ...]:
    """Those of a weight. `figures` are the ids of figures by measure, `names` what each is called."""
    return tuple(
        _finding_shown(
            one.words,
            links=tuple(
                Link(words=names.get(measure, "The figure"), address=reverse("figures:look", args=[figures[measure]]))
                for measure in one.measures[:_MOST_LINKS]
                if measure in figures
            ),
        )
        for one in findings
        if one.weight is weight
    )


def _finding_shown(words: str, *, links: tuple[Link, ...]) -> FindingShown:
    """A figure is named once: where the sentence names it, that name leads to it."""
    named = {link.words: link for link in links if link.words in words}
    parts = re.split(f"({'|'.join(map(re.escape, named))})", words) if named else [words]
    seen: set[str] = set()
    shown = []
    for part in parts:
        is_first = part in named and part not in seen
        seen.add(part)
        shown.append(named[part] if is_first else Link(words=part, address=""))
    return FindingShown(parts=tuple(shown), others=tuple(one for one in links if one.words not in named))
