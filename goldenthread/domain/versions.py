"""What differs between two versions of a round's figures: every figure, rating and sentence, as it was and as it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from goldenthread.domain.days import day_words
from goldenthread.domain.endings import EndedMeasure, SuccessionFact
from goldenthread.domain.overdue import OverdueFigure
from goldenthread.domain.periods import read_period
from goldenthread.domain.plain import to_plain
from goldenthread.domain.restated import ProvisionalFigure, RestatedFigure
from goldenthread.domain.snapshot import (
    AnsweredPromise,
    AnsweredWarning,
    Comparator,
    ExceptionWords,
    FigureSnapshot,
    OtherRating,
    PolicyText,
    Promise,
    RoundFacts,
    SeriesPoint,
    WithheldFigure,
)
from goldenthread.domain.terms import Terms
from goldenthread.domain.units import decimals_of, print_number, print_value

NOTHING = "–"
_LONDON = ZoneInfo("Europe/London")
MOST_DECIMALS = 6


class ChangeOf(StrEnum):
    """What kind of thing differs."""

    MEASURE = "measure"  # it is in one of the versions only
    FIGURE = "figure"
    RATING = "rating"
    SENTENCE = "sentence"
    TERMS = "terms"
    ROUND = "round"


@dataclass(frozen=True, kw_only=True)
class VersionChange:
    """One thing that differs. What is of the round as a whole names no measure."""

    of: ChangeOf
    what: str  # "figure", "rating under the council's own policy"
    was: str
    now: str
    measure_id: int = 0
    indicator_ref: str = ""
    title: str = ""
    council: str = ""

    @property
    def name(self) -> str:
        """EXC01, Havering"""
        if not self.measure_id:
            return "The round as a whole"
        return f"{self.indicator_ref}, {self.council or 'whole partnership'}"


def changes_between(
    before: tuple[RoundFacts, Sequence[FigureSnapshot]], after: tuple[RoundFacts, Sequence[FigureSnapshot]]
) -> tuple[VersionChange, ...]:
    """Everything that differs, measure by measure in the order of the later version; equal versions differ in nothing.

    Which version it is, and when it was frozen, is no difference.
    """
    facts_before, figures_before = before
    facts_after, figures_after = after
    earlier = {one.measure_id: one for one in figures_before}
    later = {one.measure_id for one in figures_after}
    changes = list(_of_round(facts_before, facts_after))
    for figure in figures_after:
        old = earlier.get(figure.measure_id)
        if old is None:
            changes.append(_named(figure, ChangeOf.MEASURE, "measure", was="not in it", now=_value(figure)))
        elif old != figure:
            changes += _of_figure(old, figure)
    for figure in figures_before:
        if figure.measure_id not in later:
            changes.append(_named(figure, ChangeOf.MEASURE, "measure", was=_value(figure), now="no longer in it"))
    return tuple(changes)


def _named(figure: FigureSnapshot, of: ChangeOf, what: str, *, was: str, now: str) -> VersionChange:
    terms = figure.terms
    return VersionChange(
        of=of,
        what=what,
        was=was or NOTHING,
        now=now or NOTHING,
        measure_id=figure.measure_id,
        indicator_ref=terms.indicator_ref,
        title=terms.title,
        council=terms.council,
    )


def _of_figure(old: FigureSnapshot, new: FigureSnapshot) -> Iterator[VersionChange]:
    was_said, is_said = dict(_said_of(old)), dict(_said_of(new))
    pairs = [(key, was_said.get(key, ""), is_said.get(key, "")) for key in is_said | was_said]
    differing = [(key, was, now) for key, was, now in pairs if was != now]
    for (of, what), was, now in differing:
        yield _named(new, of, what, was=was, now=now)
    if differing:
        return
    # It differs where words are too short to show it, as in the thirtieth decimal.
    for field in fields(new):
        was, now = (str(to_plain(getattr(one, field.name))) for one in (old, new))
        if was != now:
            yield _named(new, ChangeOf.FIGURE, f"{_field_in_words(field.name)}, as kept", was=was, now=now)


# --- everything that is said of one figure ----------------------------------------------------------------------------

_Said = tuple[tuple[ChangeOf, str], str]


def _said_of(figure: FigureSnapshot) -> Iterator[_Said]:
    """Each thing that is said of a figure, in words, in the order in which a reader asks for it.

    No field is left out: what has no words of its own here is told as it is kept.
    """
    yield (ChangeOf.FIGURE, "figure"), _value(figure)
    yield (ChangeOf.FIGURE, "numerator"), _number(figure.numerator)
    yield (ChangeOf.FIGURE, "denominator"), _number(figure.denominator)
    yield (ChangeOf.FIGURE, "year-end forecast"), _amount(figure.forecast, figure.terms)
    yield (ChangeOf.RATING, "rating"), _rating(figure.rating, figure.status)
    yield (ChangeOf.SENTENCE, "reason of the rating"), figure.reason
    for name, words in _OTHER_RATINGS.items():
        other: OtherRating | None = getattr(figure, name)
        yield (ChangeOf.RATING, f"rating {words}"), "" if other is None else _rating(other.rating, other.status)
        yield (ChangeOf.SENTENCE, f"reason of the rating {words}"), "" if other is None else other.reason
        policy = "" if other is None else f"{other.policy_slug}, version {other.policy_version}"
        yield (ChangeOf.TERMS, f"policy of the rating {words}"), policy
    for name, words in _COMPARATORS.items():
        yield (ChangeOf.FIGURE, words), _comparator(getattr(figure, name), figure.terms)
    yield (ChangeOf.SENTENCE, "direction since the previous period"), figure.travel_short_reason
    yield (ChangeOf.SENTENCE, "direction since last year"), figure.travel_long_reason
    yield from _said_in(figure.exception)
    yield (ChangeOf.SENTENCE, "answers to earlier promises"), "; ".join(_answer(one) for one in figure.promises)
    yield (ChangeOf.SENTENCE, "warnings"), "; ".join(_warning(one) for one in figure.warnings)
    for point in figure.series[:-1]:  # the last is the figure itself
        yield (ChangeOf.FIGURE, f"chart, {read_period(point.period).label}"), _point(point, figure.terms)
    yield from _terms(figure.terms)
    for field in fields(figure):
        if field.name not in _TOLD_ABOVE:
            yield (ChangeOf.SENTENCE, _field_in_words(field.name)), _plain_in_words(getattr(figure, field.name))


_OTHER_RATINGS = {
    "own": "under the council's own policy",
    "year_end": "at the year's end",
    "own_year_end": "at the year's end under the council's own policy",
}
_COMPARATORS = {
    "previous": "figure of the previous period",
    "last_year": "figure of the same period last year",
    "last_rated": "figure last rated",
    "annual": "last result of the year",
}
_TOLD_ABOVE = frozenset(
    (
        *("measure_id", "terms", "kind", "value", "numerator", "denominator", "text", "provisional", "forecast"),
        *("rating", "status", "reason", "travel_short_reason", "travel_long_reason", "exception", "promises"),
        *("warnings", "series", *_OTHER_RATINGS, *_COMPARATORS),
        # These follow from what is told: from figure and target, and from the sentences of travel.
        *("variance", "variance_percent", "travel_short", "travel_long"),
        # What is withheld of the figures compared with is told with these.
        "rests_on_withheld",
    )
)


def _said_in(words: ExceptionWords | None) -> Iterator[_Said]:
    report = "none due" if words is None else "given" if words.given else "not given"
    yield (ChangeOf.SENTENCE, "exception report"), report
    yield (ChangeOf.SENTENCE, "reasons"), "" if words is None else words.reasons
    yield (ChangeOf.SENTENCE, "difference"), "" if words is None else words.difference
    yield (ChangeOf.SENTENCE, "back on track"), "" if words is None else words.back_on_track
    yield (ChangeOf.SENTENCE, "written by"), "" if words is None else words.written_by
    actions = () if words is None else words.actions
    yield (ChangeOf.SENTENCE, "remedial actions"), "; ".join(_promise(action) for action in actions)


def _terms(terms: Terms) -> Iterator[_Said]:
    for field in fields(terms):
        value = getattr(terms, field.name)
        shown = _amount(value, terms) if field.name in _IN_THE_UNIT else _plain_in_words(value)
        yield (ChangeOf.TERMS, _field_in_words(field.name)), shown


_IN_THE_UNIT = ("target", "annual_target", "target_lower", "target_upper", "floor", "minimum", "maximum")


def _value(figure: FigureSnapshot) -> str:
    if figure.value is not None:
        return f"{_amount(figure.value, figure.terms)}{' [p]' if figure.provisional else ''}"
    return "not returned" if figure.kind in ("", "blank") else figure.text or figure.kind.replace("-", " ")


def _amount(value: Decimal | None, terms: Terms) -> str:
    """With every decimal that was given; of a quotient, which may have forty, a few more than are printed elsewhere."""
    if value is None:
        return ""
    return print_value(value, unit=terms.unit, decimals=max(terms.decimals, min(decimals_of(value), MOST_DECIMALS)))


def _number(value: Decimal | None) -> str:
    return "" if value is None else print_number(value, decimals=min(decimals_of(value), MOST_DECIMALS))


def _rating(code: str, status: str) -> str:
    return code.replace("-", " ") if status == "rated" else f"not rated ({status.replace('-', ' ')})"


def _comparator(one: Comparator | None, terms: Terms) -> str:
    if one is None:
        return ""
    rating = f", {_rating(one.rating, one.status)}" if one.rating else ""
    source = f" ({one.source})" if one.source else ""
    mark = " [r]" if one.revised else ""
    illustrative = ", illustrative" if one.illustrative else ""
    return f"{read_period(one.period).label}: {_amount(one.value, terms)}{mark}{rating}{illustrative}{source}"


def _promise(one: Promise) -> str:
    moved = "" if one.first_due_on == one.due_on else f", first {day_words(one.first_due_on)}"
    made_up = ", illustrative" if one.illustrative else ""
    due = day_words(one.due_on)
    return f"{one.words} ({one.owner_post}, by {due}{moved}, {one.state}{made_up}, number {one.action_id})"


def _answer(one: AnsweredPromise) -> str:
    due = "" if one.new_due_on is None else f", now due {day_words(one.new_due_on)}"
    said = f"{one.outcome or 'unanswered'}{due}{f': {one.words}' if one.words else ''}"
    return f"{_promise(one.promise)}, of {read_period(one.promised_for).label}: {said}"


def _warning(one: AnsweredWarning) -> str:
    return f"{one.words} {f'Answer: {one.answer}' if one.answer else 'No answer.'} ({one.code})"


def _point(one: SeriesPoint, terms: Terms) -> str:
    shown = one.marker or "no figure" if one.value is None else _amount(one.value, terms)
    edges = " to ".join(_amount(edge, terms) or NOTHING for edge in (one.target_lower, one.target_upper))
    has_band = (one.target_lower, one.target_upper) != (None, None)
    wanted = edges if has_band else _amount(one.target, terms)
    target = f" against {wanted}" if wanted else ""
    marks = "".join(
        mark
        for mark, holds in (
            (" [r]", one.revised),
            (", imported", one.imported),
            (", illustrative", one.illustrative),
        )
        if holds
    )
    return " ".join(part for part in (f"{shown}{target}{marks}", one.break_words) if part)


# --- the round as a whole ---------------------------------------------------------------------------------------------

_OF_THE_VERSION = ("version", "frozen_at")


def _of_round(before: RoundFacts, after: RoundFacts) -> Iterator[VersionChange]:
    for field in fields(after):
        was, now = getattr(before, field.name), getattr(after, field.name)
        # What nobody asked in the older version, and is nothing in the newer, is no difference.
        if field.name in _OF_THE_VERSION or was == now or (was is None and now == ()):
            continue
        what = _field_in_words(field.name)
        if isinstance(was, tuple) and isinstance(now, tuple):
            for one in was:
                if one not in now:
                    yield VersionChange(of=ChangeOf.ROUND, what=what, was=_plain_in_words(one), now=NOTHING)
            for one in now:
                if one not in was:
                    yield VersionChange(of=ChangeOf.ROUND, what=what, was=NOTHING, now=_plain_in_words(one))
            if sorted(map(repr, was)) == sorted(map(repr, now)):
                yield VersionChange(of=ChangeOf.ROUND, what=f"order of the {what}", was="another", now="as it is")
        else:
            yield VersionChange(
                of=ChangeOf.ROUND,
                what=what,
                was=_plain_in_words(was) or NOTHING,
                now=_plain_in_words(now) or NOTHING,
            )


def _field_in_words(name: str) -> str:
    return _FIELD_WORDS.get(name, name.replace("_", " "))


_FIELD_WORDS = {
    "meeting_on": "meeting",
    "ended": "measures that ended",
    "withheld": "withheld from the public",
    "successions": "indicators that others follow",
    "list_authority_words": "authority of the list",
    "reporting_authority_words": "authority of the report",
    "annual_target": "target of the year",
    "target": "target",
    "authority_words": "authority of the target",
    "earlier_terms": "terms before a change within the year",
    "provenance": "returned, submitted and signed off",
    "stated": "owner's judgement",
    "illustrative_note": "what is made up",
}


def _plain_in_words(value: Any) -> str:
    """Any kept value in one line: what a reader can hold against another, where it has no sentence of its own."""
    if value is None or value in ("", ()):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return _number(value)
    if isinstance(value, datetime):
        local = value.astimezone(_LONDON)
        return f"{day_words(local)} at {local:%H:%M}"
    if isinstance(value, date):
        return day_words(value)
    if isinstance(value, PolicyText):
        return f"{value.title}, version {value.version}"
    if isinstance(value, RestatedFigure):
        shown = (value.printed(value.known_before) or value.reported_words, value.printed(value.value))
        return f"{value.figure.name}, {read_period(value.figure.period).label}: {' to '.join(shown)}"
    if isinstance(value, ProvisionalFigure | OverdueFigure):
        return f"{value.figure.name}, {read_period(value.figure.period).label}"
    if isinstance(value, EndedMeasure):
        scope = value.council or "whole partnership"
        return f"{value.ref}, {scope}: {day_words(value.last_day)}. {value.reason}"
    if isinstance(value, SuccessionFact):
        return f"{value.ref}: {value.kind}, followed by {value.followed_by} from {day_words(value.starts_on)}"
    if isinstance(value, WithheldFigure):
        return f"{value.name}, {read_period(value.period).label}: {value.what}. {value.reason}"
    if isinstance(value, tuple):
        return "; ".join(_plain_in_words(one) for one in value)
    if hasattr(value, "__dataclass_fields__"):
        told = ((_field_in_words(name), _plain_in_words(getattr(value, name))) for name in value.__dataclass_fields__)
        return ", ".join(f"{name} {shown}" for name, shown in told if shown)
    return str(to_plain(value))
