"""One figure as a report tells it: everything that is printed of it, worked out once from its snapshot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from goldenthread.charts.series import Point
from goldenthread.charts.sparkline import sparkline
from goldenthread.domain.cards import Frequency
from goldenthread.domain.endings import SuccessionFact
from goldenthread.domain.measures import MeasureType, ToleranceUnit
from goldenthread.domain.periods import Quarter, read_period
from goldenthread.domain.rating.comparisons import forecast_meets_target, has_target
from goldenthread.domain.rating.inputs import RatingInputs
from goldenthread.domain.snapshot import Comparator, FigureSnapshot, PolicyText, RoundFacts, SeriesPoint
from goldenthread.domain.terms import Terms, rating_inputs
from goldenthread.domain.units import Unit, decimals_of, print_difference, print_value
from goldenthread.domain.withheld import STATUS
from goldenthread.publishing.cells import Number, Picture, RatingCode, RatingMark, TravelCode, TravelMark
from goldenthread.reports.documents.bands import band_at
from goldenthread.reports.documents.flags import are_all_late, flags_of, late_target
from goldenthread.reports.documents.kinds import kind_remarks, kinds_in_words
from goldenthread.reports.documents.printed import (
    Returned,
    actual_number,
    decimals_shown,
    is_returned,
    target_in_words,
    target_printed,
)
from goldenthread.reports.documents.revised import travel_notes, with_marks
from goldenthread.reports.documents.sentences import starting
from goldenthread.reports.documents.succession import succession_notes

WHOLE_PARTNERSHIP = "Whole partnership"
# Two years and the quarter before them: as many as stand side by side in a table on paper.
MOST_PERIODS = 9


class Place(StrEnum):
    """Where a figure stands in every count of this report: each is in exactly one place."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    NOT_RATED = "not-rated"
    AWAITED = "awaited"
    NOT_RETURNED = "not-returned"
    WITHHELD = "withheld"
    INCOMPLETE = "incomplete"  # of a year: a quarter is missing


# Why a figure has no rating, as short as a table's cell; `reason` says it in a sentence.
SHORT_STATUS = {
    "no-target": "No target",
    "data-only": "Data only",
    "awaiting-data": "No figure",
    "not-due": "Not due",
    "data-lag": "Due later",
    "suspended": "Suspended",
    "discontinued": "Discontinued",
    "not-provided": "Not provided",
    "narrative-only": "In words",
    "not-applicable": "Not applicable",
    STATUS: "Withheld",
}
AWAITED = "Awaited"
NOT_RETURNED = "Not returned"
TRAVEL_WORDS = {"improved": "Improved", "same": "Same", "worse": "Worse", "not-stated": "Not stated"}
_RATED: dict[str, RatingCode] = {"green": "green", "amber": "amber", "red": "red"}
_TRAVELLED: dict[str, TravelCode] = {"improved": "improved", "same": "same", "worse": "worse"}


@dataclass(frozen=True, kw_only=True)
class ToldFigure:
    """A figure in words, numbers as printed and marks. `snapshot` holds what they were made from.

    `scope` is the council's name or "Whole partnership"; `labels` is what the figure's policy calls each rating;
    `own` is its rating under the council's own policy, None where it has none; `year_end` that of the forecast, None
    where none was given; `notes` are short remarks that hold for this figure alone; `kinds` says which figures of its
    series are published and which made up, where the report holds both.
    """

    snapshot: FigureSnapshot
    place: Place
    scope: str
    actual: Number
    target: Number
    forecast: Number
    forecast_words: str
    labels: Mapping[str, str]
    mark: RatingMark
    own: RatingMark | None
    year_end: RatingMark | None
    short: TravelMark
    long: TravelMark
    points: tuple[Point, ...]
    trend: Picture
    notes: tuple[str, ...]
    kinds: str

    @property
    def terms(self) -> Terms:
        return self.snapshot.terms

    @property
    def title(self) -> str:
        return self.snapshot.terms.title

    @property
    def name(self) -> str:
        """Tells it from every other figure of the round: "Invoices paid in 30 days (Havering)"."""
        return f"{self.title} ({self.scope})"

    @property
    def is_rated(self) -> bool:
        return self.place in (Place.GREEN, Place.AMBER, Place.RED)

    @property
    def is_exception(self) -> bool:
        """Amber or red for the joint committee: an exception report is due."""
        return self.place in (Place.AMBER, Place.RED)

    @property
    def is_own_exception(self) -> bool:
        """Amber or red under the council's own policy alone: an exception report is due of it too."""
        return not self.is_exception and self.own is not None and self.own.code in ("amber", "red")

    @property
    def own_differs(self) -> bool:
        """Whether the council's own policy rates it otherwise than the joint committee's."""
        return self.own is not None and self.own.code != self.mark.code

    @property
    def is_returned(self) -> bool:
        return is_returned(self.snapshot)

    @property
    def is_illustrative(self) -> bool:
        """Whether the figure itself is made up; its target may be where it is not."""
        return bool(self.terms.illustrative_note)

    @property
    def is_annual(self) -> bool:
        return self.terms.frequency is Frequency.ANNUAL

    @property
    def was_rated(self) -> str:
        """The newest earlier rating ("green", "amber", "red"), or "" where there is none."""
        earlier = self.snapshot.last_rated
        return earlier.rating if earlier is not None and earlier.rating in _RATED else ""

    def mark_of(self, rating: str, *, status: str) -> RatingMark:
        """Another rating of this measure, as under other terms, in the words of its policy."""
        return _mark_of(rating, status=status, labels=self.labels)

    @property
    def detail(self) -> str:
        """The quiet line under a measure's title where council and service are known: reference and remarks."""
        return "; ".join((self.terms.indicator_ref, *self.notes))


def told_figures(facts: RoundFacts, figures: Iterable[FigureSnapshot]) -> tuple[ToldFigure, ...]:
    """Every figure, in the order given."""
    policies = {(policy.slug, policy.version): policy for policy in facts.policies}
    names = {council.gss_code: council.council for council in facts.councils}
    marks = bool(facts.illustrative_note)
    every, successions = tuple(figures), facts.successions or ()
    once = are_all_late(figure.terms for figure in every)
    return tuple(
        _told(one, policies=policies, names=names, successions=successions, marks_kinds=marks, is_late_told_once=once)
        for one in every
    )


def place_of(figure: Returned) -> Place:
    """Rated by its rating; else not rated, where a return or the measure itself says why; else awaited until the day
    that it is due, and then not returned. What is withheld is in none of these."""
    if figure.rating in _RATED:
        return Place(figure.rating)
    if figure.status == STATUS:
        return Place.WITHHELD
    if not is_returned(figure) and figure.status in ("awaiting-data", ""):
        return Place.NOT_RETURNED
    if not is_returned(figure) and figure.status == "data-lag":
        return Place.AWAITED
    return Place.NOT_RATED


def earlier_in_words(earlier: Comparator | None, *, terms: Terms) -> str:
    """ "92.1%, Amber, in Q1 2019/20", with what is known of it; "none" where there is nothing."""
    if earlier is None:
        return "none"
    value = (
        "" if earlier.value is None else with_marks(value_in_words(earlier.value, terms=terms), revised=earlier.revised)
    )
    rating = _RATED.get(earlier.rating, "").capitalize()
    return f"{', '.join(part for part in (value, rating) if part) or 'no figure'} in {period_label(earlier.period)}"


def value_in_words(value: Decimal, *, terms: Terms) -> str:
    """A value at the decimals that the measure shows."""
    return print_value(value, unit=terms.unit, decimals=terms.decimals)


def tolerance_in_words(tolerance: Decimal | None, *, terms: Terms) -> str:
    """ "5 points", "10%"; "none" where there is none."""
    if tolerance is None:
        return "none"
    decimals = decimals_of(tolerance)
    if terms.tolerance_unit is ToleranceUnit.PERCENT:
        return f"{print_value(tolerance, unit=Unit.PERCENTAGE, decimals=decimals)} of the target"
    return print_difference(tolerance, unit=terms.unit, decimals=decimals)


def period_label(period: str) -> str:
    """ "Q2 2019/20" of "2019-20 Q2", "2018/19" of "2018-19"."""
    return read_period(period).label


def points_of(figure: FigureSnapshot) -> tuple[Point, ...]:
    """The newest of the figure's series for charts, numbers as printed."""
    return tuple(_point(point, terms=figure.terms) for point in figure.series[-MOST_PERIODS:])


# --- one figure -------------------------------------------------------------------------------------------------------


def _told(
    figure: FigureSnapshot,
    *,
    policies: Mapping[tuple[str, int], PolicyText],
    names: Mapping[str, str],
    successions: tuple[SuccessionFact, ...],
    marks_kinds: bool,
    is_late_told_once: bool,
) -> ToldFigure:
    terms = figure.terms
    place = place_of(figure)
    inputs = rating_inputs(terms, value=figure.value, forecast=figure.forecast)
    decimals = decimals_shown(inputs, value=figure.value)
    labels = _labels(policies.get((terms.policy_slug, terms.policy_version)))
    points = points_of(figure)
    kinds = kinds_in_words(figure, points=figure.series[-MOST_PERIODS:]) if marks_kinds else ""
    drawing = sparkline(points, note=kinds)
    return ToldFigure(
        snapshot=figure,
        place=place,
        scope=(names.get(terms.council_gss, terms.council) if terms.council else WHOLE_PARTNERSHIP),
        actual=actual_number(figure, terms=terms, decimals=decimals),
        target=Number(text=target_printed(terms, decimals=decimals), value=terms.target),
        forecast=_forecast(figure),
        forecast_words=_forecast_words(inputs),
        labels=labels,
        mark=_mark(figure, place=place, labels=labels),
        own=_own(figure, place=place, policies=policies),
        year_end=_year_end(figure, labels=labels),
        short=_travel(figure.travel_short),
        long=_travel(figure.travel_long),
        points=points,
        trend=Picture(svg=drawing.svg, alt=drawing.alt, width=drawing.width, height=drawing.height),
        notes=(
            *_notes(figure),
            *(() if is_late_told_once else late_target(terms)),
            *succession_notes(successions, ref=terms.indicator_ref),
            *(kind_remarks(figure.terms, value=figure.value, rating=figure.rating) if marks_kinds else ()),
        ),
        kinds=kinds,
    )


def _forecast(figure: FigureSnapshot) -> Number:
    if figure.forecast is None:
        return Number(text="–")
    return Number(text=value_in_words(figure.forecast, terms=figure.terms), value=figure.forecast)


def _forecast_words(inputs: RatingInputs) -> str:
    """Whether the year is expected to end on target: beside the rating of now, not in place of it."""
    if inputs.forecast is None:
        return "–"
    if inputs.annual_target is None and not has_target(inputs):
        return "No target"
    return "On target" if forecast_meets_target(inputs) else "Off target"


def _mark(figure: FigureSnapshot, *, place: Place, labels: Mapping[str, str]) -> RatingMark:
    if place is Place.NOT_RETURNED:
        return RatingMark(code="not-rated", word=NOT_RETURNED)
    if place is Place.AWAITED:
        return RatingMark(code="not-rated", word=AWAITED)
    if place in (Place.NOT_RATED, Place.WITHHELD):
        return RatingMark(code="not-rated", word=SHORT_STATUS.get(figure.status, "Not rated"))
    return RatingMark(code=_RATED[figure.rating], word=labels.get(figure.rating) or starting(figure.rating))


def _mark_of(rating: str, *, status: str, labels: Mapping[str, str]) -> RatingMark:
    if rating in _RATED:
        return RatingMark(code=_RATED[rating], word=labels.get(rating) or rating.capitalize())
    return RatingMark(code="not-rated", word=SHORT_STATUS.get(status, "Not rated"))


def _labels(policy: PolicyText | None) -> Mapping[str, str]:
    return {} if policy is None else {"green": policy.green, "amber": policy.amber, "red": policy.red}


def _own(figure: FigureSnapshot, *, place: Place, policies: Mapping[tuple[str, int], PolicyText]) -> RatingMark | None:
    """What is awaited or was not returned is so for everybody."""
    own = figure.own
    if own is None or place in (Place.AWAITED, Place.NOT_RETURNED):
        return None
    return _mark_of(own.rating, status=own.status, labels=_labels(policies.get((own.policy_slug, own.policy_version))))


def _year_end(figure: FigureSnapshot, *, labels: Mapping[str, str]) -> RatingMark | None:
    rated = figure.year_end
    if rated is None or figure.forecast is None:
        return None
    return _mark_of(rated.rating, status=rated.status, labels=labels)


def _travel(code: str) -> TravelMark:
    return TravelMark(code=_TRAVELLED.get(code, "not-stated"), word=TRAVEL_WORDS.get(code, TRAVEL_WORDS["not-stated"]))


def _notes(figure: FigureSnapshot) -> Iterable[str]:
    terms = figure.terms
    if terms.measure_type is MeasureType.CUMULATIVE:
        yield "year to date"
    if terms.measure_type is MeasureType.ROLLING_YEAR:
        yield "rolling year"
    if terms.break_in_series:
        yield f"counts something else than a year before: {terms.break_note.rstrip('.')}"
    if terms.part_period_note:
        yield terms.part_period_note.rstrip(".")
    if figure.provisional:
        yield "provisional"
    if is_returned(figure) and figure.provenance.signed_off_at is None:
        yield "not signed off"
    yield from travel_notes(figure)
    yield from flags_of(figure)


def _point(point: SeriesPoint, *, terms: Terms) -> Point:
    period = read_period(point.period)
    printed = point.marker or "no figure"
    if point.value is not None:
        printed = with_marks(value_in_words(point.value, terms=terms), revised=point.revised)
    return Point(
        label=period.label,
        value=point.value,
        printed=printed,
        target=point.target,
        target_printed=band_at(point, terms=terms)
        or ("" if point.target is None else target_in_words(point.target, terms=terms)),
        lower=point.target_lower,
        upper=point.target_upper,
        tick=f"Q{period.number}" if isinstance(period, Quarter) else period.label,
        tick_group=period.year.label if isinstance(period, Quarter) else "",
        begins_anew=bool(point.break_words),
    )
