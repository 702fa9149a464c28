"""What differs between two copies of a figure's terms, told as old and new in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any

from goldenthread.domain.measures import ToleranceUnit
from goldenthread.domain.rating.inputs import STATUS_WORDS, Status
from goldenthread.domain.terms import SeriesBreak, Terms
from goldenthread.domain.units import Unit, decimals_of, print_difference, print_value

NOTHING = "nothing"

# Fingerprints and repetitions of what stands beside them.
_BESIDE = frozenset({"definition_sha256", "policy_sha256", "own_policy_sha256", "authority", "illustrative"})
_VALUES = frozenset({"target", "annual_target", "target_lower", "target_upper", "floor", "minimum", "maximum"})
AGREED_BY = "who agreed it"
_CALLED = {
    "indicator_ref": "reference",
    "definition_version": "day of the definition",
    "council_gss": "code of the council",
    "counted": "counted on the list",
    "target_zero_intended": "target of 0 is meant",
    "lag_days": "days until it is due",
    "target": "target of the quarter",
    "annual_target": "target of the year",
    "target_lower": "lower edge of the band",
    "target_upper": "upper edge of the band",
    "target_words": "target in words",
    "profile_words": "profile",
    "policy_slug": "rating policy",
    "policy_version": "version of the rating policy",
    "own_policy_slug": "the council's own policy",
    "own_policy_version": "version of the council's own policy",
    "authority_words": AGREED_BY,
    "proposed": "list still proposed",
    "break_in_series": "definition changed since last year",
    "break_since_previous": "definition changed since the period before",
    "absence": "why nothing is due",
}


@dataclass(frozen=True, kw_only=True)
class TermChange:
    """One input, before and after: "target of the quarter", "97.0%", "95.0%"."""

    what: str
    old: str
    new: str


def term_changes(old: Terms, new: Terms) -> tuple[TermChange, ...]:
    """Everything that differs, in the order of the terms; equal terms give nothing.

    Two that differ in a fingerprint alone are told by it, so that no difference is silent.
    """
    told = tuple(_told(old, new, skip=_BESIDE))
    return told or tuple(_told(old, new, skip=frozenset()))


def _told(old: Terms, new: Terms, *, skip: frozenset[str]) -> Iterator[TermChange]:
    for field in fields(Terms):
        before, after = getattr(old, field.name), getattr(new, field.name)
        if before != after and field.name not in skip:
            yield TermChange(
                what=_CALLED.get(field.name, field.name.replace("_", " ")),
                old=_shown(field.name, before, terms=old),
                new=_shown(field.name, after, terms=new),
            )


def _shown(name: str, value: Any, *, terms: Terms) -> str:
    match value:
        case None | "" | ():
            return NOTHING
        case bool():
            return "yes" if value else "no"
        case Status():
            return STATUS_WORDS[value]
        case Decimal():
            return _number(name, value, terms=terms)
        case date():
            return f"{value.day} {value:%B %Y}"
        case SeriesBreak():
            return value.words
        case tuple():
            return ", ".join(_shown(name, one, terms=terms) for one in value)
    return str(value)


def _number(name: str, value: Decimal, *, terms: Terms) -> str:
    decimals = max(terms.decimals, decimals_of(value))
    if name == "tolerance" and terms.tolerance_unit is ToleranceUnit.PERCENT:
        return f"{print_value(value, unit=Unit.PERCENTAGE, decimals=decimals_of(value))} of the target"
    if name == "tolerance":
        return print_difference(value, unit=terms.unit, decimals=decimals_of(value))
    if name in _VALUES:
        return print_value(value, unit=terms.unit, decimals=decimals)
    return f"{value:f}"
