"""How the pages of returns say what they show: sentences, groups of figures, facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.urls import reverse

from goldenthread.components.lists import Fact, Tag, Task
from goldenthread.components.marks import Rating
from goldenthread.components.quarter_slugs import slug_of
from goldenthread.domain.days import day_words
from goldenthread.domain.periods import Quarter
from goldenthread.figures.forms.asking import asked_in_words, earlier_in_words, target_in_words
from goldenthread.figures.forms.board import RATINGS, TO_RETURN
from goldenthread.figures.forms.cells import printed_day
from goldenthread.figures.forms.layout import OUTCOMES
from goldenthread.figures.queries.changes import shown_reading
from goldenthread.figures.queries.exceptions import difference_of
from goldenthread.figures.queries.mine import AskedFigure, OpenFigure, to_submit
from goldenthread.figures.queries.returned import ReturnedReading

RATING_WORDS = dict(RATINGS)
# What the list of returns may be narrowed to, by the word in its address.
SHOWN = {"awaited": TO_RETURN, **RATING_WORDS}
_OUTCOMES = dict(OUTCOMES)


@dataclass(frozen=True, kw_only=True)
class Group:
    """The figures of one service in one quarter, as they are listed."""

    key: str
    heading: str
    due: str
    tasks: tuple[Task, ...]
    ready: str  # "Submit the 3 figures that are ready"; "" where none is
    seen: tuple[str, ...]  # each that is ready, with its version
    workbook: str  # where the workbook is
    upload: str  # where it is sent


@dataclass(frozen=True, kw_only=True)
class Rated:
    """A rating and the reason, as a page shows them."""

    rating: Rating
    reason: str
    own: Rating | None
    own_reason: str
    year_end: str
    difference: str  # between target and achievement; "" for what is on target
    is_exception: bool


def counted(number: int) -> str:
    """ "1 figure", "3 figures"."""
    return f"{number} figure" if number == 1 else f"{number} figures"


def belongs_to(figure: OpenFigure, *, which: str) -> bool:
    """Whether the list narrowed to `which` shows the figure; any other word shows all."""
    if which == "awaited":
        return not figure.is_returned
    return which not in SHOWN or (figure.is_returned and figure.rating == which)


def sentence_of(figures: Sequence[OpenFigure], *, today: date) -> str:
    """ "You have 3 figures to return by 15 January 2020.": those with the oldest deadline, and how late they are.

    "" where no figure is under way.
    """
    waiting = [one for one in figures if not one.is_returned]
    if not waiting:
        left = [one for one in figures if one.is_to_return]
        if left:
            return f"Every figure is returned; {counted(len(left))} still to explain, answer for or submit."
        return "Everything is submitted. Thank you." if figures else ""
    first = min(one.due_on for one in waiting)
    number = sum(one.due_on == first for one in waiting)
    if today > first:
        return f"You have {counted(number)} to return, due on {day_words(first)}: {_days(today - first)} late."
    return f"You have {counted(number)} to return by {day_words(first)}."


def groups_of(figures: Iterable[OpenFigure], *, today: date) -> tuple[Group, ...]:
    """The figures by quarter and service, in their order."""
    groups: dict[tuple[str, int], list[OpenFigure]] = {}
    for one in figures:
        groups.setdefault((str(one.quarter), one.service_id), []).append(one)
    return tuple(_group(own, today=today) for own in groups.values())


def _group(own: Sequence[OpenFigure], *, today: date) -> Group:
    first = own[0]
    those = to_submit(own)
    ready = len(those)
    where = {"period": slug_of(first.quarter), "service": first.service_slug}
    days = sorted({one.due_on for one in own if not one.is_given})
    return Group(
        key=f"{where['period']}-{first.service_slug}",
        heading=f"{first.service}, {first.quarter.label}",
        due=f"Due by {' and '.join(day_words(day) for day in days)}" if days else "",
        tasks=tuple(task_of(one, today=today) for one in own),
        ready=f"Submit the {counted(ready)} that {'is' if ready == 1 else 'are'} ready" if ready else "",
        seen=tuple(f"{one.figure_id}:{one.version}" for one in those),
        workbook=reverse("figures:workbook", kwargs=where),
        upload=reverse("figures:upload", kwargs={"period": where["period"]}),
    )


def task_of(figure: OpenFigure, *, today: date, with_quarter: bool = False) -> Task:
    """The figure as something to do, with how it stands; and of which quarter it is, where no heading says so."""
    hints = (figure.quarter.label if with_quarter else "", _hint(figure))
    return Task(
        words=f"{figure.ref}, {figure.council}: {figure.title}",
        key=f"figure-{figure.figure_id}",
        state=_state(figure, today=today),
        address=reverse("figures:figure", kwargs={"figure_id": figure.figure_id}),
        hint=": ".join(filter(None, hints)),
    )


def _state(figure: OpenFigure, *, today: date) -> Tag:
    if figure.state == "signed-off":
        return Tag(words="Signed off", tone="done")
    if figure.has_question:
        return Tag(words="Answer a question", tone="due")
    if figure.is_given:
        return Tag(words="Answer a warning", tone="due") if figure.has_warnings else Tag(words="Submitted", tone="done")
    if figure.is_late(today=today):
        late = _days(today - figure.due_on)
        return Tag(words=f"{late} late", tone="late")
    if not figure.is_returned:
        return Tag(words="To return")
    if figure.wants_words:
        return Tag(words="Explain", tone="due")
    if figure.has_warnings:
        return Tag(words="Answer a warning", tone="due")
    if figure.has_promises:
        return Tag(words="Answer for an action", tone="due")
    return Tag(words="Submit", tone="due")


def _hint(figure: OpenFigure) -> str:
    if not figure.is_returned:
        return ""
    said = [RATING_WORDS.get(figure.rating, "Not rated")]
    if not figure.is_given:
        said.append("not submitted yet")
        if figure.wants_words:
            said.append("wants an explanation")
        if figure.has_warnings:
            said.append("has a warning to answer")
        if figure.has_promises:
            said.append("has an earlier action to answer for")
    return ", ".join(said)


def _days(late: timedelta) -> str:
    number = late.days
    return "1 day" if number == 1 else f"{number} days"


def facts_of(asked: AskedFigure) -> tuple[Fact, ...]:
    """What returning the figure needs to know."""
    due = asked.due
    terms, quarter = due.terms, asked.quarter
    facts = [
        ("What to return", asked_in_words(terms, quarter=quarter)),
        ("How it is counted", terms.definition),
        ("Target", target_in_words(terms)),
        ("Last quarter", _in_plain_words(earlier_in_words(quarter.previous, terms=terms, earlier=due.earlier))),
        ("A year ago", _in_plain_words(earlier_in_words(quarter.same_last_year, terms=terms, earlier=due.earlier))),
        ("Due", day_words(asked.due_on)),
    ]
    return tuple(Fact(name=name, words=words) for name, words in facts if words)


# What a marker of a workbook and a pack means, for a page that has no legend.
_MARKERS = {
    "[x]": "not available",
    "[z]": "not applicable",
    "[c]": "withheld",
    "[p]": "(provisional)",
    "[r]": "(restated)",
}


def _in_plain_words(earlier: str) -> str:
    return " ".join(_MARKERS.get(word, word) for word in earlier.split(" ")) if earlier else "not known"


def rated(asked: AskedFigure) -> Rated:
    """The figure's rating, and how far it is from its target."""
    due = asked.due
    own = asked.own_rating
    return Rated(
        rating=mark_of(due.rating),
        reason=due.reason,
        own=mark_of(own) if own else None,
        own_reason=asked.own_reason,
        year_end=asked.year_end_reason,
        difference=difference_of(due) if due.is_exception else "",
        is_exception=due.is_exception,
    )


def mark_of(code: str) -> Rating:
    """The rating as it is drawn."""
    return Rating(code, RATING_WORDS[code]) if code in RATING_WORDS else Rating("not-rated", "Not rated")


def figure_facts(asked: AskedFigure, *, before: AskedFigure | None = None) -> tuple[Fact, ...]:
    """What was returned; beside it what stood there before, where that was another."""
    now = dict(_figure_words(asked))
    was_given = before is not None and before.due.reading is not None and before.due.reading.is_returned
    then = dict(_figure_words(before)) if before is not None and was_given else {}
    return tuple(
        Fact(name=name, words=words if then.get(name, words) == words else f"{words}\nbefore: {then[name]}")
        for name, words in now.items()
    )


def _figure_words(asked: AskedFigure) -> Iterator[tuple[str, str]]:
    due = asked.due
    reading, terms = due.reading, due.terms
    if reading is None:
        yield "Figure", "not returned"
        return
    yield "Figure", shown_reading(reading, terms=terms) or "not returned"
    for label, number in (
        (terms.numerator_label or "Numerator", reading.numerator),
        (terms.denominator_label or "Denominator", reading.denominator),
    ):
        if number is not None:
            yield label[:1].upper() + label[1:], f"{number:,f}"
    yield "Target", target_in_words(terms)
    if reading.provisional:
        yield "Provisional", "It may still change"
    if reading.forecast is not None:
        yield "Year-end forecast", shown_reading(_forecast(asked), terms=terms)
    if reading.stated:
        yield "Your own judgement", reading.stated.capitalize()
    if reading.note:
        yield "Note to the officer", reading.note


def _forecast(asked: AskedFigure) -> ReturnedReading:
    assert asked.due.reading is not None
    return replace(asked.due.reading, value=asked.due.reading.forecast)


def said_facts(asked: AskedFigure) -> tuple[Fact, ...]:
    """What was said of the figure."""
    due = asked.due
    facts = [("Reasons", due.reasons), ("Back on track by", due.back_on_track)]
    facts += [
        ("Remedial action", f"{one.words}\n{one.owner_post}, by {printed_day(one.due_on)}") for one in due.actions
    ]
    facts += [
        (
            f"Promised for {Quarter.parse(one.promised_for).label}",
            f"{one.words}\n{_OUTCOMES.get(one.outcome, 'No answer')}. {one.said}".rstrip(),
        )
        for one in due.promises
    ]
    facts += [("Warning", f"{one.words}\n{one.answer}") for one in due.warnings if one.answer]
    return tuple(Fact(name=name, words=words) for name, words in facts if words)
