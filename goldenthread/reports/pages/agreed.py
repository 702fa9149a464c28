"""What changed of a measure in the register, from which day, and by whose authority."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from goldenthread.components.tables import Cell, Column, Table, row_of
from goldenthread.domain.cards import Card
from goldenthread.domain.days import day_words
from goldenthread.domain.periods import FinancialYear
from goldenthread.domain.units import Unit, decimals_of, print_difference, print_value
from goldenthread.indicators.queries.card_history import MeasureOfCard, TargetVersion

_MOST_DECIMALS = 6
_NO_DECISION = "–"


def changes_table(measure: MeasureOfCard, *, card: Card, key: str, name: str) -> Table:
    """Targets, tolerances, places on the list and owners, newest first."""
    found = [*_targets(measure, card=card), *_places(measure), *_owners(measure)]
    found.sort(key=lambda change: change[0], reverse=True)
    return Table(
        key=f"changes-{key}",
        caption=f"What was agreed, {name}",
        columns=(Column(title="From"), Column(title="What"), Column(title="Authority")),
        rows=tuple(row_of(day_words(day), cell, authority) for day, cell, authority in found),
        empty="Nothing has been agreed of it yet.",
    )


def _targets(measure: MeasureOfCard, *, card: Card) -> Iterator[tuple[date, Cell, str]]:
    for one in measure.targets:
        year = FinancialYear.parse(one.year).label
        tolerance = _tolerance(one, card=card)
        words = f"Target for {year}: {_target(one, card=card)}{f'; tolerance {tolerance}' if tolerance else ''}"
        remark = "; ".join(part for part in ("illustrative" if one.illustrative else "", one.rationale) if part)
        yield one.starts_on, Cell(words=words, small=remark), one.authority.words


def _places(measure: MeasureOfCard) -> Iterator[tuple[date, Cell, str]]:
    for one in measure.places:
        words = f"{one.state.capitalize()} of {FinancialYear.parse(one.year).label}"
        if one.state == "suspended":
            words = f"Suspended on the list of {FinancialYear.parse(one.year).label}"
        yield one.starts_on, Cell(words=words, small=one.reason), one.authority.words


def _owners(measure: MeasureOfCard) -> Iterator[tuple[date, Cell, str]]:
    for one in measure.owners:
        owner, signs = one.owner_post or "nobody yet", one.sign_off_post or "nobody yet"
        yield one.starts_on, Cell(words=f"Owner: {owner}; signed off by {signs}"), _NO_DECISION


def _target(one: TargetVersion, *, card: Card) -> str:
    if one.kind == "words":
        return one.words or "in words"
    if one.kind == "none":
        return "none"
    if one.kind == "band":
        edges = [None if edge is None else _printed(edge, card=card) for edge in (one.lower, one.upper)]
        lower, upper = edges
        if lower is None or upper is None:
            return f"at most {upper}" if lower is None else f"at least {lower}"
        return f"{lower} to {upper}"
    target = "none" if one.annual is None else _printed(one.annual, card=card)
    return f"{target} (floor {_printed(one.floor, card=card)})" if one.floor is not None else target


def _tolerance(one: TargetVersion, *, card: Card) -> str:
    if one.tolerance is None:
        return ""
    decimals = decimals_of(one.tolerance)
    if one.tolerance_unit == "percent":
        return f"{print_value(one.tolerance, unit=Unit.PERCENTAGE, decimals=decimals)} of the target"
    return print_difference(one.tolerance, unit=card.unit, decimals=decimals)


def _printed(value: Decimal, *, card: Card) -> str:
    return print_value(value, unit=card.unit, decimals=max(card.decimals, min(decimals_of(value), _MOST_DECIMALS)))
