"""A year out of its quarters: what a measure came to by its year-end rule, or why that cannot be said.

A quarter without its figure is never averaged away: the year is then incomplete, and says which quarter is missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from goldenthread.domain.cards import Frequency
from goldenthread.domain.listing import listed
from goldenthread.domain.measures import YearEndRule
from goldenthread.domain.periods import Quarter
from goldenthread.domain.rating.inputs import RatingInputs, Status
from goldenthread.domain.rollup import Part, RollUp, roll_up
from goldenthread.domain.targets import adds_up, is_of_a_quarter
from goldenthread.domain.terms import Terms, rating_inputs
from goldenthread.domain.units import Unit


class Asked(StrEnum):
    """Whether a quarter's figure was asked for, and why not."""

    YES = "yes"
    NOT_DUE = "not-due"  # reported less often
    NOT_MEASURED = "not-measured"  # not on the list, or its service not provided: it was no measure then
    SUSPENDED = "suspended"


@dataclass(frozen=True, kw_only=True)
class YearQuarter:
    """One quarter's figure as it is now known. Where there is no value, `marker` says why ("[x]", "not returned").

    `reported` is what was first frozen, where that was restated since; `rating` is the one that was reported.
    """

    period: str
    asked: Asked = Asked.YES
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    target: Decimal | None = None
    rating: str = ""
    marker: str = ""
    applies: bool = True  # False for "n/a": there was nothing to measure
    part_period: str = ""  # the service was provided for some of its days
    provisional: bool = False
    revised: bool = False
    reported: Decimal | None = None
    break_note: str | None = None  # the definition counts something else than in the quarter before
    withheld: bool = False  # from the public: [c]

    @property
    def label(self) -> str:
        return f"Q{Quarter.parse(self.period).number}"

    @property
    def has_figure(self) -> bool:
        return self.value is not None or (self.numerator is not None and self.denominator is not None)


class YearState(StrEnum):
    """How a measure's year stands."""

    COMPLETE = "complete"
    INCOMPLETE = "incomplete"  # a quarter that it needs is missing
    ENDED = "ended"  # the measure ended within the year
    SUSPENDED = "suspended"  # at the year's end
    IN_WORDS = "in-words"
    NOT_APPLICABLE = "not-applicable"


@dataclass(frozen=True, kw_only=True)
class YearResult:
    """A measure's year. `value` is None unless the year is complete; `so_far` is what its quarters make all the same.

    `notes` are sentences that belong beside the value: parts of the year, restatements, what is missing.
    """

    state: YearState
    value: Decimal | None
    so_far: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    reason: str  # why there is no value; "" where there is one
    missing: tuple[str, ...]
    is_part_year: bool
    notes: tuple[str, ...]


def year_result(
    quarters: Sequence[YearQuarter], *, rule: YearEndRule, unit: Unit, is_annual: bool, ended_on: date | None = None
) -> YearResult:
    """What the year came to. `ended_on` is the measure's last day where that lies within the year.

    An annual measure has a result of its own, whatever its rule: that of the quarter in which it is due.
    """
    due = [quarter for quarter in quarters if quarter.asked is not Asked.NOT_DUE]
    rule = YearEndRule.LAST if is_annual else rule
    rolled = roll_up([_part(quarter) for quarter in due], rule=rule, unit=unit)
    broken = [] if rule is YearEndRule.LAST else [q for q in due[1:] if q.break_note is not None and q.has_figure]
    state, reason = _state(due, rolled=rolled, broken=broken, unit=unit, ended_on=ended_on)
    is_complete = state is YearState.COMPLETE
    without = tuple(quarter.label for quarter in due if _is_missing(quarter))
    is_part = any(q.asked is Asked.NOT_MEASURED or q.part_period for q in due) or ended_on is not None
    return YearResult(
        state=state,
        value=rolled.value if is_complete else None,
        # Quarters on both sides of a break are different measures, and make no sum.
        so_far=None if broken else rolled.so_far,
        numerator=rolled.numerator if is_complete else None,
        denominator=rolled.denominator if is_complete else None,
        reason=reason,
        missing=without,
        is_part_year=is_part,
        notes=tuple(_notes(due, is_complete=is_complete, missing=without, ended_on=ended_on)),
    )


def year_inputs(terms: Terms, result: YearResult, *, last_year: Decimal | None) -> RatingInputs:
    """What the year is rated from: its value against the annual target, beside last year's.

    A band and a floor hold for the year as for each quarter. Comparison with a previous period is left out: the year
    follows no quarter.
    """
    inputs = rating_inputs(replace(terms, absence=None), value=result.value, last_year=last_year)
    absence, words = inputs.absence, inputs.absence_words
    if target_is_of_a_quarter(terms):
        absence, words = Status.NO_TARGET, _NO_TARGET_OF_THE_YEAR
    if result.state in _ABSENCES and absence is not Status.NARRATIVE_ONLY:
        absence, words = _ABSENCES[result.state], result.reason
    return inputs._replace(
        target=inputs.target if inputs.annual_target is None else inputs.annual_target,
        absence=absence,
        absence_words=words,
        break_since_previous=False,
    )


def target_is_of_a_quarter(terms: Terms) -> bool:
    """Whether what stands for the year's target is one quarter's, of a measure whose quarters add up to the year.

    No register with such a target is taken any more; one that was taken before would rate four green quarters red.
    """
    return (
        adds_up(terms.measure_type, terms.year_end_rule)
        and terms.frequency is Frequency.QUARTERLY
        and bool(terms.annual_target)
        and is_of_a_quarter(terms.profile_words)
    )


_NO_TARGET_OF_THE_YEAR = "there is no target of the year: what is set is that of one quarter, and the year adds them up"
_ABSENCES = {
    YearState.INCOMPLETE: Status.AWAITING_DATA,
    YearState.ENDED: Status.DISCONTINUED,
    YearState.SUSPENDED: Status.SUSPENDED,
    YearState.IN_WORDS: Status.NARRATIVE_ONLY,
    YearState.NOT_APPLICABLE: Status.NOT_APPLICABLE,
}


def _part(quarter: YearQuarter) -> Part:
    return Part(
        label=quarter.label,
        value=quarter.value,
        numerator=quarter.numerator,
        denominator=quarter.denominator,
        applies=quarter.applies and quarter.asked is not Asked.NOT_MEASURED,
    )


def _is_missing(quarter: YearQuarter) -> bool:
    return _part(quarter).is_missing


def _state(
    due: Sequence[YearQuarter], *, rolled: RollUp, broken: Sequence[YearQuarter], unit: Unit, ended_on: date | None
) -> tuple[YearState, str]:
    """How the year stands and why it has no value; the reason fits after "Not rated: "."""
    if ended_on is not None:
        return YearState.ENDED, f"the measure ended on {ended_on.day} {ended_on:%B %Y}, before the year did"
    if unit is Unit.TEXT:
        return YearState.IN_WORDS, "it is reported in words only"
    if due and due[-1].asked is Asked.SUSPENDED:
        return YearState.SUSPENDED, "the measure is suspended at the year's end"
    if rolled.missing:
        return YearState.INCOMPLETE, f"the year is incomplete: no figure for {listed(rolled.missing)}"
    if broken:
        first = broken[0]
        why = f" ({first.break_note.rstrip('.')})" if first.break_note else ""
        return (
            YearState.INCOMPLETE,
            f"the year's quarters cannot be put together: the definition changed in {first.label}{why}",
        )
    if rolled.value is None:
        if not rolled.used:
            return YearState.NOT_APPLICABLE, "it applied in no quarter of the year"
        return YearState.INCOMPLETE, f"the year has no value: {rolled.reason}"
    return YearState.COMPLETE, ""


def _notes(
    due: Sequence[YearQuarter], *, is_complete: bool, missing: Sequence[str], ended_on: date | None
) -> Iterator[str]:
    measured = [quarter for quarter in due if quarter.asked is not Asked.NOT_MEASURED]
    if measured and len(measured) < len(due):
        verb = "was" if ended_on is None else "had been"
        yield f"Part of the year: it {verb} measured in {listed([quarter.label for quarter in measured])} only."
    for quarter in due:
        if quarter.part_period and quarter.asked is not Asked.NOT_MEASURED:
            yield f"{quarter.label}: {quarter.part_period}"
    suspended = [quarter.label for quarter in due if quarter.asked is Asked.SUSPENDED]
    if suspended:
        yield f"Suspended in {listed(suspended)}."
    others = [label for label in missing if label not in suspended]
    if others and is_complete:
        yield f"No figure for {listed(others)}; the year's value is that of the last quarter."
    for quarter in due:
        if quarter.marker and not quarter.has_figure and quarter.marker != "not returned":
            yield f"{quarter.label} was given as {quarter.marker}."
    revised = [quarter.label for quarter in due if quarter.revised]
    if revised:
        yield f"Restated since it was reported: {listed(revised)} [r]."
    provisional = [quarter.label for quarter in due if quarter.provisional]
    if provisional:
        yield f"Still provisional: {listed(provisional)} [p]."
