"""Quarters into a year and councils into a whole, from numerators and denominators, never by averaging rates.

What does not apply never enters: a council that does not get the service is not a council at 0%.
What is missing is named, and a whole with a missing part has no value.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce

from goldenthread.domain.measures import YearEndRule
from goldenthread.domain.units import EXACT, MONEY_SCALE, QUOTIENT, ZERO, Unit, percentage_of

# Units of which a whole is the sum of its parts.
ADDITIVE = frozenset({Unit.COUNT, *MONEY_SCALE})


@dataclass(frozen=True, kw_only=True)
class Part:
    """One quarter's or council's figure. `applies` is False where it has none to give, as for "n/a"."""

    label: str
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    applies: bool = True

    @property
    def has_fraction(self) -> bool:
        return self.numerator is not None and self.denominator is not None

    @property
    def is_missing(self) -> bool:
        return self.applies and self.value is None and not self.has_fraction


@dataclass(frozen=True, kw_only=True)
class RollUp:
    """The whole. `value` is None where a part is missing or none can be stated: `reason` says which.

    `so_far` is the figure of the parts that there are, for a year that is not over.
    """

    value: Decimal | None
    so_far: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    used: tuple[str, ...]
    missing: tuple[str, ...]
    not_applicable: tuple[str, ...]
    reason: str


def roll_up(parts: Sequence[Part], *, rule: YearEndRule, unit: Unit) -> RollUp:
    """The parts, in time order, combined by a rule. Ratio is the sum of numerators over that of denominators."""
    missing = _missing(parts, rule=rule)
    given = [part for part in parts if part.applies and not part.is_missing]
    numerator, denominator = _fraction(given)
    so_far, reason = _combined(given, rule=rule, unit=unit, numerator=numerator, denominator=denominator)
    if missing:
        reason = f"no figure for {', '.join(missing)}"
    return RollUp(
        value=None if missing else so_far,
        so_far=so_far,
        numerator=numerator,
        denominator=denominator,
        used=tuple(part.label for part in given),
        missing=missing,
        not_applicable=tuple(part.label for part in parts if not part.applies),
        reason=reason,
    )


def across_councils(parts: Sequence[Part], *, unit: Unit) -> RollUp:
    """The whole partnership's figure: from numerators and denominators, or the sum of counts and money.

    A rate without them has no whole: the mean of 90% of ten and 50% of a thousand says nothing.
    """
    given = [part for part in parts if part.applies and not part.is_missing]
    if unit in ADDITIVE and not all(part.has_fraction for part in given):
        return roll_up(parts, rule=YearEndRule.SUM, unit=unit)
    return roll_up(parts, rule=YearEndRule.RATIO, unit=unit)


def _missing(parts: Sequence[Part], *, rule: YearEndRule) -> tuple[str, ...]:
    """The parts that the whole cannot do without: of a running total, only the last one that applies."""
    applying = [part for part in parts if part.applies]
    needed = applying[-1:] if rule is YearEndRule.LAST else applying
    return tuple(part.label for part in needed if part.is_missing)


def _combined(
    given: Sequence[Part],
    *,
    rule: YearEndRule,
    unit: Unit,
    numerator: Decimal | None,
    denominator: Decimal | None,
) -> tuple[Decimal | None, str]:
    """The figure of the parts that there are, or None with the reason."""
    if not given:
        return None, "it applies to none of them"
    if rule is YearEndRule.RATIO:
        if numerator is None or denominator is None:
            return None, "not every part has a numerator and a denominator, and rates are never averaged"
        return _quotient(numerator, denominator, unit=unit)
    values = [part.value if part.value is not None else _own_quotient(part, unit=unit) for part in given]
    known = [value for value in values if value is not None]
    if len(known) < len(values):
        return None, "a part has no cases to measure"
    if rule is YearEndRule.LAST:
        return known[-1], ""
    total = reduce(EXACT.add, known, ZERO)
    return (total, "") if rule is YearEndRule.SUM else (QUOTIENT.divide(total, Decimal(len(known))), "")


def _fraction(given: Sequence[Part]) -> tuple[Decimal | None, Decimal | None]:
    """Both sums, or neither where a part lacks its fraction."""
    pairs = [(p.numerator, p.denominator) for p in given if p.numerator is not None and p.denominator is not None]
    if not pairs or len(pairs) < len(given):
        return None, None
    return reduce(EXACT.add, (n for n, _ in pairs), ZERO), reduce(EXACT.add, (d for _, d in pairs), ZERO)


def _quotient(numerator: Decimal, denominator: Decimal, *, unit: Unit) -> tuple[Decimal | None, str]:
    if not denominator:
        return None, "there are no cases to measure"
    if unit is Unit.PERCENTAGE:
        return percentage_of(numerator, denominator), ""
    return QUOTIENT.divide(numerator, denominator), ""


def _own_quotient(part: Part, *, unit: Unit) -> Decimal | None:
    if part.numerator is None or part.denominator is None:
        return None
    return _quotient(part.numerator, part.denominator, unit=unit)[0]
