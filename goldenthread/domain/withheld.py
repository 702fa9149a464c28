"""What is kept out of public packs: a measure, or a head of its exception report. The marker is [c].

Everything that a public document is made from goes through here first, so that no part of it has to know better. A
withheld measure keeps its place in the base of every count, in a place of its own: its rating is in no number.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from goldenthread.domain.snapshot import (
    AnsweredPromise,
    Comparator,
    ExceptionWords,
    FigureSnapshot,
    OtherRating,
    RoundFacts,
    SeriesPoint,
    Withheld,
)
from goldenthread.domain.terms import Terms
from goldenthread.domain.year import YearQuarter
from goldenthread.domain.year_close import YearSnapshot

MARKER = "[c]"
STATUS = "withheld"
_NOTHING_RETURNED = ("", "blank")


# The ratings of a figure, and those of what it is compared with, that may come of comparing with a withheld figure.
RATINGS = ("rating", "own", "year_end", "own_year_end", "earlier_terms")
COMPARATORS = ("previous", "last_year", "last_rated")
NOT_COMPARED = "Not rated here: it is compared with a figure that is withheld."

# By measure and period: what is withheld, and why.
WithheldOf = Mapping[tuple[int, str], tuple[Withheld, ...]]


class WithheldPart(StrEnum):
    """What may be withheld of a figure."""

    MEASURE = "measure"
    REASONS = "reasons"
    ACTIONS = "actions"


@dataclass(frozen=True, kw_only=True)
class WorkedOut:
    """A withheld figure that readers could work out, since a card says which figures add up to which. Told by terms."""

    withheld: Terms
    total: Terms


def in_words(reason: str) -> str:
    """ "[c] withheld: it would tell who is meant"."""
    return f"{MARKER} withheld: {reason}"


def why_withheld(figure: FigureSnapshot, part: WithheldPart) -> str:
    """The reason for which the part is withheld, or with it the whole measure; "" where it is shown."""
    reasons = {one.what: one.reason for one in figure.withheld}
    return reasons.get(part.value, reasons.get(WithheldPart.MEASURE.value, ""))


def for_the_public(figure: FigureSnapshot) -> FigureSnapshot:
    """The figure without what is withheld of it and of earlier periods, and without what is between a service and the
    officer: words that were edited away, warnings, notes, evidence."""
    shown = replace(
        figure,
        exception=None if figure.exception is None else _as_published(figure.exception),
        warnings=(),
        note="",
        evidence=(),
        previous=_comparator(figure.previous),
        last_year=_comparator(figure.last_year),
        last_rated=_comparator(figure.last_rated),
        annual=_comparator(figure.annual),
        series=tuple(_point(point) for point in figure.series),
        promises=tuple(_promise(one) for one in figure.promises),
        streaks=() if any(point.withheld for point in figure.series) else figure.streaks,
    )
    if figure.previous is not None and figure.previous.withheld:
        shown = replace(
            shown, travel_short="not-stated", travel_short_reason="Not stated: the figure before is withheld."
        )
    if figure.last_year is not None and figure.last_year.withheld:
        shown = replace(
            shown, travel_long="not-stated", travel_long_reason="Not stated: last year's figure is withheld."
        )
    shown = _without_compared(shown, names=rests_on_withheld(figure))
    why = why_withheld(figure, WithheldPart.MEASURE)
    if why:
        return _without_the_measure(shown, why=why)
    return replace(shown, exception=_without_heads(shown))


def rests_on_withheld(figure: FigureSnapshot) -> frozenset[str]:
    """Which of the figure's ratings, and of those that it is compared with, a reader could work a withheld figure from.

    Where that is not known, and it is compared with a withheld figure, it may be any.
    """
    if figure.rests_on_withheld is not None:
        return frozenset(figure.rests_on_withheld)
    compared = (figure.previous, figure.last_year)
    return frozenset(RATINGS if any(one is not None and one.withheld for one in compared) else ())


def year_for_the_public(year: YearSnapshot) -> YearSnapshot:
    """A measure's year without its withheld quarters. With one of them the outturn goes too: it might tell the quarter.

    The measure stays among those that are not rated, in the base of every count.
    """
    shown = replace(year, last_year=_comparator(year.last_year))
    if year.last_year is not None and year.last_year.withheld:
        shown = replace(shown, travel="not-stated", travel_reason="Not stated: last year's outturn is withheld.")
        names = RATINGS if year.rests_on_withheld is None else year.rests_on_withheld
        if "rating" in names:
            shown = replace(shown, rating="not-rated", status=STATUS, reason=NOT_COMPARED)
        if "own" in names:
            shown = replace(shown, own=_other(shown.own))
    if not year.withheld:
        return shown
    hidden = replace(year.result, value=None, so_far=None, numerator=None, denominator=None, reason="", notes=())
    return replace(
        shown,
        quarters=tuple(_quarter(one) for one in year.quarters),
        result=hidden,
        text=MARKER if year.text else "",
        rating="not-rated",
        status=STATUS,
        reason=f"Withheld: {year.withheld}",
        variance=None,
        variance_percent=None,
        own=None,
        travel="not-stated",
        travel_reason="Not stated: a quarter is withheld.",
    )


def result_for_the_public(result: Comparator | None) -> Comparator | None:
    """A result of a whole year; where it is withheld, that it is."""
    return _comparator(result)


def facts_for_the_public(facts: RoundFacts) -> RoundFacts:
    """What is said of the round, without restatements of figures that are withheld."""
    return replace(
        facts,
        restatements=tuple(one for one in facts.restatements if not one.figure.withheld),
        provisional=tuple(one for one in facts.provisional if not one.figure.withheld),
        left_promises=None
        if facts.left_promises is None
        else tuple(
            replace(one, promise=replace(one.promise, words=f"{MARKER} withheld")) if one.promise.withheld else one
            for one in facts.left_promises
        ),
    )


# --- figures that add up ----------------------------------------------------------------------------------------------


def worked_out(figures: Sequence[FigureSnapshot]) -> tuple[WorkedOut, ...]:
    """Withheld figures that the others give away: the total and every other part of it are shown."""
    return _worked_out([(one.terms, bool(why_withheld(one, WithheldPart.MEASURE))) for one in figures])


def years_worked_out(years: Sequence[YearSnapshot]) -> tuple[WorkedOut, ...]:
    """The same of measures whose year is withheld."""
    return _worked_out([(one.terms, bool(one.withheld)) for one in years])


def _worked_out(every: Sequence[tuple[Terms, bool]]) -> tuple[WorkedOut, ...]:
    """Of terms, each with whether what stands under them is withheld."""
    found = []
    known = {(terms.indicator_ref, terms.council): (terms, is_hidden) for terms, is_hidden in every}
    for total, total_is_hidden in every:
        parts = [known.get((reference, total.council)) for reference in total.sum_of]
        summed = [(total, total_is_hidden), *(part for part in parts if part is not None)]
        hidden = [terms for terms, is_hidden in summed if is_hidden]
        if parts and len(summed) == len(parts) + 1 and len(hidden) == 1:
            found.append(WorkedOut(withheld=hidden[0], total=total))
    return tuple(found)


# --- one figure -------------------------------------------------------------------------------------------------------


def _without_compared(figure: FigureSnapshot, *, names: Collection[str]) -> FigureSnapshot:
    """The figure without the ratings of these names: whether it is better than a withheld figure tells of that one."""
    if not names:
        return figure
    override, earlier = figure.override, figure.earlier_terms
    is_judged = override is not None
    if "rating" in names and override is not None:
        words = f"{figure.rating.capitalize()} by judgement, not by the rule: {override.reason}"
        override = replace(override, computed_rating="not-rated", computed_status=STATUS, computed_reason=NOT_COMPARED)
        figure = replace(figure, reason=words, override=override)
    elif "rating" in names:
        figure = replace(figure, rating="not-rated", status=STATUS, reason=NOT_COMPARED)
    if "earlier_terms" in names and earlier is not None:
        figure = replace(figure, earlier_terms=replace(earlier, rating="not-rated", status=STATUS, reason=NOT_COMPARED))
    # That an exception report is due says that the rating is amber or red.
    tells_rating = ("rating" in names and not is_judged) or "own" in names
    return replace(
        figure,
        exception=None if tells_rating else figure.exception,
        streaks=(),
        own=_other(figure.own) if "own" in names else figure.own,
        year_end=_other(figure.year_end) if "year_end" in names else figure.year_end,
        own_year_end=_other(figure.own_year_end) if "own_year_end" in names else figure.own_year_end,
        previous=_unrated(figure.previous) if "previous" in names else figure.previous,
        last_year=_unrated(figure.last_year) if "last_year" in names else figure.last_year,
        last_rated=_unrated(figure.last_rated) if "last_rated" in names else figure.last_rated,
    )


def _other(one: OtherRating | None) -> OtherRating | None:
    return None if one is None else replace(one, rating="not-rated", status=STATUS, reason=NOT_COMPARED)


def _unrated(one: Comparator | None) -> Comparator | None:
    return None if one is None else replace(one, rating="", status=STATUS)


def _without_the_measure(figure: FigureSnapshot, *, why: str) -> FigureSnapshot:
    # What nobody returned is said to be missing: to withhold it would make silence look like discretion.
    is_returned = figure.kind not in _NOTHING_RETURNED
    earlier = figure.earlier_terms
    bare = replace(
        figure,
        forecast=None,
        stated="",
        exception=None,
        promises=(),
        streaks=(),
        own=None,
        year_end=None,
        own_year_end=None,
        override=None,
        earlier_terms=None
        if earlier is None
        else replace(earlier, rating="not-rated", status=STATUS, reason="Not rated: the figure is withheld."),
    )
    if not is_returned:
        return bare
    *before, now = figure.series or (SeriesPoint(period="", value=None, target=None),)
    return replace(
        bare,
        kind="mark-c",
        value=None,
        numerator=None,
        denominator=None,
        text=MARKER,
        provisional=False,
        rating="not-rated",
        status=STATUS,
        reason=f"Withheld: {why}",
        variance=None,
        variance_percent=None,
        travel_short="not-stated",
        travel_short_reason="Not stated: the figure is withheld.",
        travel_long="not-stated",
        travel_long_reason="Not stated: the figure is withheld.",
        series=(*before, replace(now, value=None, marker=MARKER)) if figure.series else (),
    )


def _without_heads(figure: FigureSnapshot) -> ExceptionWords | None:
    words = figure.exception
    if words is None or not words.given:
        return words
    reasons = why_withheld(figure, WithheldPart.REASONS)
    actions = why_withheld(figure, WithheldPart.ACTIONS)
    if reasons:
        words = replace(words, reasons=in_words(reasons), same_words=False)
    if actions:
        words = replace(words, actions=(), back_on_track="", actions_withheld=in_words(actions))
    return words


def _as_published(words: ExceptionWords) -> ExceptionWords:
    return replace(words, edited_by="", original_reasons="", original_back_on_track="")


def _comparator(one: Comparator | None) -> Comparator | None:
    if one is None or not one.withheld:
        return one
    return replace(one, value=None, rating="", status=STATUS, revised=False)


def _point(one: SeriesPoint) -> SeriesPoint:
    return replace(one, value=None, marker=MARKER, revised=False) if one.withheld else one


def _quarter(one: YearQuarter) -> YearQuarter:
    if not one.withheld or (one.value is None and one.marker == "not returned"):
        return one
    bare = replace(one, value=None, numerator=None, denominator=None, reported=None, rating="", marker=MARKER)
    return replace(bare, provisional=False, revised=False)


def _promise(one: AnsweredPromise) -> AnsweredPromise:
    if not one.promise.withheld:
        return one
    return replace(one, promise=replace(one.promise, words=f"{MARKER} withheld"), words="")
