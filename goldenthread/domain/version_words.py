"""One figure of a version in words: everything that is said of it, each thing under a name of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import IntEnum
from typing import Any
from zoneinfo import ZoneInfo

from goldenthread.domain.days import day_words
from goldenthread.domain.endings import CouncilLeft, EndedMeasure, SuccessionFact
from goldenthread.domain.overdue import OverdueFigure
from goldenthread.domain.periods import read_period
from goldenthread.domain.plain import to_plain
from goldenthread.domain.restated import ProvisionalFigure, RestatedFigure
from goldenthread.domain.snapshot import (
    AnsweredPromise,
    AnsweredWarning,
    Comparator,
    CouncilCount,
    EarlierTerms,
    ExceptionWords,
    FigureSnapshot,
    LeftPromise,
    OtherRating,
    Override,
    PolicyText,
    Promise,
    SeriesPoint,
    ServiceProvision,
    Withheld,
    WithheldFigure,
)
from goldenthread.domain.streaks import Streak
from goldenthread.domain.terms import Terms
from goldenthread.domain.units import decimals_of, print_number, print_value

NOTHING = "–"
_LONDON = ZoneInfo("Europe/London")
MOST_DECIMALS = 6
# So many words of an action name it.
_NAMED_BY = 8


class Of(IntEnum):
    """What kind of thing is said, the weightiest first."""

    RATING = 1
    FIGURE = 2
    COMPARED = 3
    SENTENCE = 4
    TERMS = 5


@dataclass(frozen=True)
class Key:
    """Under which name something is said. `of_item` is the number of an action, which tells two of a name apart."""

    of: Of
    what: str
    part: str = ""  # of an item that is told part by part: its owner, its day
    of_item: int = 0
    # How figures are worked with, of no use to a reader of what is published.
    internal: bool = False


Said = tuple[Key, str]


def said_of(figure: FigureSnapshot) -> Iterator[Said]:
    """Each thing that is said of a figure, in words, in the order in which a reader asks for it.

    No field is left out: what has no words of its own here is told field by field.
    """
    yield Key(Of.RATING, "rating"), _rating(figure.rating, figure.status)
    for name, words in _OTHER_RATINGS.items():
        other: OtherRating | None = getattr(figure, name)
        yield Key(Of.RATING, f"rating {words}"), "" if other is None else _rating(other.rating, other.status)
        yield Key(Of.SENTENCE, f"reason of the rating {words}"), "" if other is None else other.reason
        policy = "" if other is None else f"{other.policy_slug}, version {other.policy_version}"
        yield Key(Of.TERMS, f"policy of the rating {words}"), policy
    yield Key(Of.FIGURE, "figure"), figure_value(figure)
    yield Key(Of.FIGURE, "numerator"), _number(figure.numerator)
    yield Key(Of.FIGURE, "denominator"), _number(figure.denominator)
    yield Key(Of.FIGURE, "year-end forecast"), _amount(figure.forecast, figure.terms)
    yield Key(Of.SENTENCE, "reason of the rating"), figure.reason
    for name, words in _COMPARATORS.items():
        yield from _comparator(getattr(figure, name), words, terms=figure.terms)
    yield Key(Of.SENTENCE, "direction since the previous period"), figure.travel_short_reason
    yield Key(Of.SENTENCE, "direction since last year"), figure.travel_long_reason
    yield from _said_in(figure.exception)
    for answered in figure.promises:
        yield from _answer(answered)
    for warning in figure.warnings:
        yield Key(Of.SENTENCE, "warning", internal=True), _warning(warning)
    for point in figure.series[:-1]:  # the last is the figure itself
        yield Key(Of.COMPARED, f"chart, {read_period(point.period).label}"), _point(point, figure.terms)
    yield from _terms(figure.terms)
    for field in fields(figure.provenance):
        if field.name not in ("file_sha256", "sign_off_email_sha256"):
            value = getattr(figure.provenance, field.name)
            yield Key(Of.SENTENCE, field_in_words(field.name), internal=True), plain_in_words(value)
    for field in fields(figure):
        if field.name not in _TOLD_ABOVE:
            key = Key(Of.SENTENCE, field_in_words(field.name), internal=field.name in _INTERNAL)
            yield key, plain_in_words(getattr(figure, field.name))


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
        *("warnings", "series", "provenance", *_OTHER_RATINGS, *_COMPARATORS),
        # These follow from what is told: from figure and target, and from the sentences of travel.
        *("variance", "variance_percent", "travel_short", "travel_long"),
        # What is withheld of the figures compared with is told with these.
        "rests_on_withheld",
    )
)
_INTERNAL = ("state", "note", "stated", "evidence")


def _said_in(words: ExceptionWords | None) -> Iterator[Said]:
    report = "none due" if words is None else "given" if words.given else "not given"
    yield Key(Of.SENTENCE, "exception report"), report
    if words is None:
        return
    yield Key(Of.SENTENCE, "reasons"), words.reasons
    yield Key(Of.SENTENCE, "difference"), words.difference
    yield Key(Of.SENTENCE, "back on track"), words.back_on_track
    yield Key(Of.SENTENCE, "written by"), words.written_by
    yield Key(Of.SENTENCE, "words edited by", internal=True), words.edited_by
    yield Key(Of.SENTENCE, "author's own reasons", internal=True), words.original_reasons
    yield Key(Of.SENTENCE, "author's own back on track", internal=True), words.original_back_on_track
    yield Key(Of.SENTENCE, "remedial actions"), words.actions_withheld
    for action in words.actions:
        yield from _promise(action, name="remedial action")


def _promise(one: Promise, *, name: str) -> Iterator[Said]:
    """What is said of an action, each thing alone: only what differs is told of one that both versions have."""
    of = f"{name} “{_short(one.words)}”"

    def key(part: str) -> Key:
        # No document tells the state: what became of a promise is told by its answer.
        return Key(Of.SENTENCE, of, part, one.action_id, internal=part == "state")

    yield key(""), "withheld" if one.withheld else one.words
    yield key("owner"), one.owner_post
    yield key("due"), day_words(one.due_on)
    yield key("first due"), "" if one.first_due_on == one.due_on else day_words(one.first_due_on)
    yield key("state"), one.state
    yield key("illustrative"), "yes" if one.illustrative else ""


def _answer(one: AnsweredPromise) -> Iterator[Said]:
    name = f"promise of {read_period(one.promised_for).label}"
    of = f"{name} “{_short(one.promise.words)}”"
    yield from _promise(one.promise, name=name)
    answer = f"{one.outcome.replace('-', ' ') or 'unanswered'}{f': {one.words}' if one.words else ''}"
    due = "" if one.new_due_on is None else day_words(one.new_due_on)
    yield Key(Of.SENTENCE, of, "answer", one.promise.action_id), answer
    yield Key(Of.SENTENCE, of, "new day", one.promise.action_id), due


def _short(words: str) -> str:
    split = words.split()
    return words if len(split) <= _NAMED_BY else f"{' '.join(split[:_NAMED_BY])} …"


def _terms(terms: Terms) -> Iterator[Said]:
    for field in fields(terms):
        value = getattr(terms, field.name)
        shown = _amount(value, terms) if field.name in _IN_THE_UNIT else plain_in_words(value)
        yield Key(Of.TERMS, field_in_words(field.name), internal=field.name in _INTERNAL_TERMS), shown


_IN_THE_UNIT = ("target", "annual_target", "target_lower", "target_upper", "floor", "minimum", "maximum")
_INTERNAL_TERMS = (
    *("definition_sha256", "policy_sha256", "own_policy_sha256", "council_gss", "minimum", "maximum", "decimals"),
    *("numerator_in_denominator", "target_zero_intended", "lag_days"),
)


def figure_value(figure: FigureSnapshot) -> str:
    """ "92.1% [p]"; "not returned"."""
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


def _comparator(one: Comparator | None, words: str, *, terms: Terms) -> Iterator[Said]:
    if one is None:
        return
    rating = f", {_rating(one.rating, one.status)}" if one.rating else ""
    marks = f"{' [r]' if one.revised else ''}{' [c]' if one.withheld else ''}"
    shown = f"{read_period(one.period).label}: {_amount(one.value, terms)}{marks}{rating}"
    yield Key(Of.COMPARED, words), f"{shown}{', illustrative' if one.illustrative else ''}"
    yield Key(Of.COMPARED, f"source of the {words}", internal=True), one.source


def _warning(one: AnsweredWarning) -> str:
    return f"{one.words} {f'Answer: {one.answer}' if one.answer else 'No answer.'}"


def _point(one: SeriesPoint, terms: Terms) -> str:
    shown = one.marker or "no figure" if one.value is None else _amount(one.value, terms)
    if one.withheld:
        shown = "withheld [c]"
    edges = " to ".join(_amount(edge, terms) or NOTHING for edge in (one.target_lower, one.target_upper))
    has_band = (one.target_lower, one.target_upper) != (None, None)
    wanted = edges if has_band else _amount(one.target, terms)
    target = f" against {wanted}" if wanted else ""
    marks = "".join(
        mark
        for mark, holds in (
            (" [r]", one.revised),
            (", illustrative", one.illustrative),
        )
        if holds
    )
    return " ".join(part for part in (f"{shown}{target}{marks}", one.break_words) if part)


def field_in_words(name: str) -> str:
    """What a reader calls a field."""
    return _FIELD_WORDS.get(name, name.replace("_", " "))


_FIELD_WORDS = {
    "meeting_on": "meeting",
    "ended": "measures that ended",
    "left": "councils that left",
    "left_promises": "promises of measures that ended",
    "withheld": "withheld from the public",
    "successions": "indicators that others follow",
    "list_authority": "reference of the decision on the list",
    "list_authority_words": "authority of the list",
    "reporting_authority": "reference of the decision on the report",
    "reporting_authority_words": "authority of the report",
    "annual_target": "target of the year",
    "authority": "reference of the decision on the target",
    "authority_words": "authority of the target",
    "earlier_terms": "terms before a change within the year",
    "override": "rating by judgement",
    "stated": "owner's judgement",
    "note": "note to the officer",
    "state": "how far the figure came before the freeze",
    "streaks": "runs of bad periods",
    "illustrative_note": "what is made up",
    "council_gss": "code of the council",
    "cell": "cell of the file",
    "sheet": "sheet of the file",
    "file_name": "file sent",
    "file_sha256": "contents of the file sent",
    "definition_sha256": "definition, letter by letter",
    "policy_sha256": "policy, letter by letter",
    "own_policy_sha256": "the council's own policy, letter by letter",
}


def plain_in_words(value: Any) -> str:
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
    if isinstance(value, tuple):
        return "; ".join(plain_in_words(one) for one in value)
    if is_dataclass(value):
        return _kept_in_words(value)
    return str(to_plain(value))


def _kept_in_words(value: Any) -> str:
    match value:
        case PolicyText():
            return f"{value.title}, version {value.version}"
        case RestatedFigure():
            shown = (value.printed(value.known_before) or value.reported_words, value.printed(value.value))
            return f"{value.figure.name}, {read_period(value.figure.period).label}: {' to '.join(shown)}"
        case ProvisionalFigure() | OverdueFigure():
            return f"{value.figure.name}, {read_period(value.figure.period).label}"
        case WithheldFigure():
            return f"{value.name}, {read_period(value.period).label}: {value.what}. {value.reason}"
        case Withheld():
            return f"{value.what}: {value.reason}"
        case Streak() if value.periods:
            return str(value)
        case Override() | EarlierTerms():
            return _beside_in_words(value)
        case _:
            return _of_the_list(value)


def _of_the_list(value: Any) -> str:
    match value:
        case EndedMeasure():
            return f"{value.ref}, {value.council or 'whole partnership'}: {day_words(value.last_day)}. {value.reason}"
        case LeftPromise():
            made = value.promise
            words = "withheld [c]" if made.withheld else made.words
            return f"{value.name}, {read_period(value.promised_for).label}: {words} ({made.owner_post})"
        case CouncilLeft():
            return f"{value.council}: {day_words(value.last_day)}, {value.measures} of its measures ended"
        case SuccessionFact():
            return f"{value.ref}: {value.kind}, followed by {value.followed_by} from {day_words(value.starts_on)}"
        case CouncilCount():
            return f"{value.council}: {value.measures} on the list"
        case ServiceProvision():
            return f"{value.service} for {value.council}: {value.extent}{f' ({value.parts})' if value.parts else ''}"
        case _:
            return _fields_in_words(value)


def _beside_in_words(value: Override | EarlierTerms) -> str:
    if isinstance(value, Override):
        return (
            f"{_rating(value.rating, 'rated')}, by {value.by}: {value.reason} (computed: "
            f"{_rating(value.computed_rating, value.computed_status)})"
        )
    return (
        f"until {day_words(value.changed_on)}: target {_number(value.target) or 'none'}, tolerance "
        f"{_number(value.tolerance) or 'none'}, {_rating(value.rating, value.status)}; {value.authority_words}"
    )


def _fields_in_words(value: Any) -> str:
    told = ((field_in_words(one.name), plain_in_words(getattr(value, one.name))) for one in fields(value))
    return ", ".join(f"{name} {shown}" for name, shown in told if shown)
