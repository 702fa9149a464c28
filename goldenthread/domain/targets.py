"""A year's target as four quarters' targets.

A straight line through council tax would rate every authority green all year: Havering has 28%, 56%
and 84% of the year's receipts in by the end of its first three quarters, not 25, 50 and 75. So a
profile can be made from history: the mean cumulative share of chosen previous years.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import accumulate, pairwise

from goldenthread.domain.listing import listed
from goldenthread.domain.measures import MeasureType, YearEndRule
from goldenthread.domain.periods import FinancialYear
from goldenthread.domain.problems import Refused
from goldenthread.domain.units import EXACT, Unit, decimals_of, print_value

QUARTERS = 4
HALF = Fraction(1, 2)
SAME_IN_EVERY_QUARTER = "The same target in every quarter."
STEPPED = "Stepped: "

QuarterTargets = tuple[Decimal | None, Decimal | None, Decimal | None, Decimal | None]
History = Mapping[FinancialYear, Sequence[Decimal | None]]


class ProfileKind(StrEnum):
    """How the quarters' targets follow from the year's."""

    CONSTANT = "constant"
    STRAIGHT_LINE = "straight-line"
    STEPPED = "stepped"
    TYPED = "typed"
    FROM_HISTORY = "from-history"


class ProfileNotPossible(Refused):
    """The quarters' targets cannot be made as asked. The text says why, and what to give instead."""


@dataclass(frozen=True, kw_only=True)
class MeanShares:
    """Which part of a year's total is reached by the end of each quarter, on the mean of some years.

    The shares are exact; the last is 1. Every year left out has its reason.
    """

    shares: tuple[Fraction, ...]
    years: tuple[FinancialYear, ...]
    left_out: tuple[tuple[FinancialYear, str], ...] = ()

    def in_words(self) -> str:
        percents = ", ".join(f"{_rounded(share * 100, decimals=1)}%" for share in self.shares)
        words = f"The mean cumulative share of {listed([year.label for year in self.years])} ({percents})"
        omitted = [f"{year.label} left out: {reason}" for year, reason in self.left_out]
        return "; ".join((words, *omitted)) + "."


@dataclass(frozen=True, kw_only=True)
class Profile:
    """The four quarters' targets; None where a quarter has none ("98%, Q4 only")."""

    kind: ProfileKind
    quarters: QuarterTargets
    words: str
    mean_shares: MeanShares | None = field(default=None)


def profile(
    *,
    kind: ProfileKind,
    annual: Decimal,
    decimals: int,
    unit: Unit,
    measure_type: MeasureType,
    year_end_rule: YearEndRule,
    steps: Mapping[int, Decimal] | None = None,
    typed: Sequence[Decimal | None] = (),
    history: History | None = None,
    left_out: Mapping[FinancialYear, str] | None = None,
) -> Profile:
    """The quarters' targets of one year; raises ProfileNotPossible.

    A cumulative measure gets cumulative targets; a period measure whose quarters add up gets each
    quarter's own part. `steps` gives the target from a quarter on; `history` gives four values for
    each year as the measure reports them, cumulative or not. Parts are rounded so that they still
    make the year's target exactly.
    """
    if kind is ProfileKind.CONSTANT:
        return Profile(kind=kind, quarters=(annual, annual, annual, annual), words=SAME_IN_EVERY_QUARTER)
    if kind is ProfileKind.STEPPED:
        return _stepped(steps or {}, annual=annual, unit=unit)
    if kind is ProfileKind.TYPED:
        quarters = _four(typed, what="targets")
        _check_typed(quarters, annual=annual, measure_type=measure_type, year_end_rule=year_end_rule)
        return Profile(kind=kind, quarters=quarters, words="Typed for each quarter.")
    is_cumulative = _is_cumulative(measure_type, year_end_rule, kind=kind)
    if kind is ProfileKind.STRAIGHT_LINE:
        shares = tuple(Fraction(number, QUARTERS) for number in range(1, QUARTERS + 1))
        words = "A straight line: a quarter of the year's target is added in every quarter."
        return Profile(kind=kind, quarters=_parts(annual, shares, decimals, cumulative=is_cumulative), words=words)
    mean = mean_cumulative_shares(history or {}, left_out=left_out or {}, cumulative=is_cumulative)
    quarters = _parts(annual, mean.shares, decimals, cumulative=is_cumulative)
    return Profile(kind=kind, quarters=quarters, words=mean.in_words(), mean_shares=mean)


def adds_up(measure_type: MeasureType, year_end_rule: YearEndRule) -> bool:
    """Whether the year is what its quarters add up to, so that its target is what theirs add up to."""
    return measure_type is MeasureType.PERIOD and year_end_rule is YearEndRule.SUM


def is_of_a_quarter(profile_words: str) -> bool:
    """Whether a profile in words gives no quarter a part of the year's target, but the same or the next step."""
    return profile_words == SAME_IN_EVERY_QUARTER or profile_words.startswith(STEPPED)


def scaled_quarters(
    quarters: QuarterTargets, *, before: Decimal, after: Decimal, decimals: int, adds_up: bool
) -> QuarterTargets:
    """Quarters that were typed for one target of a year, in proportion for another; raises ProfileNotPossible.

    Where they add up to the year they still do; else the quarter that is the year's target still is.
    """
    if not before:
        raise ProfileNotPossible("Quarters of a target of 0 cannot be scaled to another. Enter them in the register.")
    known = [target for target in quarters if target is not None]
    if adds_up and len(known) == QUARTERS and sum(map(Fraction, known)) == Fraction(before):
        shares = tuple(accumulate(Fraction(target) / Fraction(before) for target in known))
        return _parts(after, shares, decimals, cumulative=False)
    factor = Fraction(after) / Fraction(before)
    return _four(
        [
            None
            if target is None
            else after
            if target == before
            else _rounded(Fraction(target) * factor, decimals=decimals)
            for target in quarters
        ],
        what="targets",
    )


def mean_cumulative_shares(history: History, *, left_out: Mapping[FinancialYear, str], cumulative: bool) -> MeanShares:
    """The mean, over the years that are not left out, of the share reached by the end of each quarter.

    `cumulative` says how the history is given: year to date, or each quarter by itself. Every year
    weighs the same, whatever its total.
    """
    unexplained = [year.label for year, reason in left_out.items() if not reason.strip()]
    if unexplained:
        raise ProfileNotPossible(f"Say why {listed(unexplained)} is left out of the profile.")
    unknown = [year.label for year in left_out if year not in history]
    if unknown:
        raise ProfileNotPossible(f"{listed(unknown)} is left out, but the history does not have it.")
    chosen = sorted(year for year in history if year not in left_out)
    if not chosen:
        raise ProfileNotPossible("A profile from history needs at least one previous year; give one, or type it.")
    shares = [_shares_of(history[year], year=year, cumulative=cumulative) for year in chosen]
    mean = tuple(sum(column, Fraction(0)) / len(chosen) for column in zip(*shares, strict=True))
    reasons = tuple((year, " ".join(left_out[year].split())) for year in sorted(left_out))
    return MeanShares(shares=mean, years=tuple(chosen), left_out=reasons)


def year_to_date(quarters: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """Each quarter's own part as the running total of the year."""
    return tuple(accumulate(quarters, EXACT.add))


def _shares_of(values: Sequence[Decimal | None], *, year: FinancialYear, cumulative: bool) -> tuple[Fraction, ...]:
    known = [Fraction(value) for value in _four(values, what=f"figures of {year.label}") if value is not None]
    if len(known) < QUARTERS:
        raise ProfileNotPossible(f"{year.label} has no figure for every quarter; leave it out, and say why.")
    running = known if cumulative else list(accumulate(known))
    total = running[-1]
    if not total:
        raise ProfileNotPossible(f"{year.label} adds up to 0, so it has no shares; leave it out, and say why.")
    return tuple(part / total for part in running)


def _is_cumulative(measure_type: MeasureType, year_end_rule: YearEndRule, *, kind: ProfileKind) -> bool:
    """Whether targets run on through the year; raises where the quarters do not make up the year."""
    if measure_type is MeasureType.CUMULATIVE:
        return True
    if adds_up(measure_type, year_end_rule):
        return False
    raise ProfileNotPossible(
        f"A {kind.replace('-', ' ')} profile shares out a year's total, and the quarters of this measure do not add up "
        "to its year; use constant, stepped or typed targets."
    )


def _stepped(steps: Mapping[int, Decimal], *, annual: Decimal, unit: Unit) -> Profile:
    if 1 not in steps or not set(steps) <= set(range(1, QUARTERS + 1)):
        raise ProfileNotPossible("Give the target from Q1 on, and from each later quarter where it changes.")
    quarters = tuple(accumulate((steps.get(number) for number in range(1, QUARTERS + 1)), _latest))
    if quarters[-1] != annual:
        raise ProfileNotPossible(f"The last step is {quarters[-1]}, but the year's target is {annual}; make them one.")
    said = [
        f"{print_value(target, unit=unit, decimals=decimals_of(target))} from Q{number}"
        for number, target in sorted(steps.items())
    ]
    return Profile(
        kind=ProfileKind.STEPPED, quarters=_four(quarters, what="targets"), words=f"{STEPPED}{listed(said)}."
    )


def _latest(before: Decimal | None, now: Decimal | None) -> Decimal | None:
    return before if now is None else now


def _check_typed(
    quarters: QuarterTargets, *, annual: Decimal, measure_type: MeasureType, year_end_rule: YearEndRule
) -> None:
    """What is typed for the quarters agrees with what is typed for the year, where one follows from the other."""
    known = [target for target in quarters if target is not None]
    if not known:
        raise ProfileNotPossible("Type a target for at least one quarter.")
    if measure_type is MeasureType.CUMULATIVE and quarters[-1] not in (None, annual):
        raise ProfileNotPossible(
            f"The target for Q4 is {quarters[-1]} and the year's is {annual}; of a cumulative measure they are one."
        )
    is_whole = adds_up(measure_type, year_end_rule) and len(known) == QUARTERS
    total = sum(map(Fraction, known), Fraction(0))
    if is_whole and total != Fraction(annual):
        raise ProfileNotPossible(f"The quarters' targets add up to {_exact(total)}, but the year's target is {annual}.")


def _parts(annual: Decimal, shares: Sequence[Fraction], decimals: int, *, cumulative: bool) -> QuarterTargets:
    """The year's target by cumulative shares. The last is the target itself, so nothing is lost by rounding."""
    running = [_rounded(Fraction(annual) * share, decimals=decimals) for share in shares[:-1]] + [annual]
    if cumulative:
        return _four(running, what="targets")
    own = [running[0], *(EXACT.subtract(later, earlier) for earlier, later in pairwise(running))]
    return _four(own, what="targets")


def _rounded(number: Fraction, *, decimals: int) -> Decimal:
    """An exact fraction rounded half away from zero."""
    scaled = abs(number) * 10**decimals + HALF
    whole = scaled.numerator // scaled.denominator
    return Decimal(whole if number >= 0 else -whole).scaleb(-decimals, context=EXACT)


def _exact(number: Fraction) -> Decimal:
    return EXACT.divide(Decimal(number.numerator), Decimal(number.denominator))


def _four(values: Sequence[Decimal | None], *, what: str) -> QuarterTargets:
    if len(values) != QUARTERS:
        raise ProfileNotPossible(f"Give four {what}, one for each quarter; {len(values)} were given.")
    first, second, third, fourth = values
    return first, second, third, fourth
