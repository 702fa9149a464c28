"""One row of the sheet Figures: what was typed, read exactly, or refused with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from goldenthread.domain.difference import fraction_in_words
from goldenthread.domain.rating.inputs import value_of_fraction
from goldenthread.domain.units import (
    EXACT,
    HUNDRED,
    Reading,
    ReadingKind,
    Unit,
    decimals_of,
    decimals_to_tell_apart,
    print_number,
    print_value,
)
from goldenthread.figures.forms import cells as read
from goldenthread.figures.forms.cells import CellRefused
from goldenthread.figures.queries.returned import ReturnedReading
from goldenthread.spreadsheets.cells import Cell

# A percentage typed bare, above 0 and up to here, could be a share of 1 or a percentage. 0 is the same in both.
AMBIGUOUS_UP_TO = Decimal(1)
_BLANK = Reading(ReadingKind.BLANK, None, "")
_NUMBERS_OR_BLANK = (ReadingKind.BLANK, ReadingKind.VALUE, ReadingKind.NIL)
_HAVE_FRACTIONS = (Unit.PERCENTAGE, Unit.RATIO, Unit.DAYS, Unit.GBP)


@dataclass(frozen=True, kw_only=True)
class Allowed:
    """What the card of a measure lets a figure be."""

    unit: Unit
    decimals: int = 0
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    numerator_label: str = ""
    denominator_label: str = ""
    numerator_in_denominator: bool = False


@dataclass
class _Row:
    """The cells of a row by the key of their column, and what was wrong with them so far."""

    cells: Mapping[str, Cell]
    allowed: Allowed
    refused: list[CellRefused] = field(default_factory=list)

    def reading(self, key: str) -> Reading:
        try:
            return read.reading(self.cells.get(key), unit=self.allowed.unit, column=key)
        except CellRefused as refusal:
            self.refused.append(refusal)
            return _BLANK

    def number(self, key: str) -> Decimal | None:
        try:
            return read.number(self.cells.get(key), column=key)
        except CellRefused as refusal:
            self.refused.append(refusal)
            return None

    def words(self, key: str) -> str:
        try:
            return read.words(self.cells.get(key), column=key)
        except CellRefused as refusal:
            self.refused.append(refusal)
            return ""

    def says_yes(self, key: str) -> bool:
        try:
            return read.yes_or_no(self.cells.get(key), column=key)
        except CellRefused as refusal:
            self.refused.append(refusal)
            return False

    def judgement(self, key: str) -> str:
        try:
            return read.judgement(self.cells.get(key), column=key)
        except CellRefused as refusal:
            self.refused.append(refusal)
            return ""


def read_figure(cells: Mapping[str, Cell], *, allowed: Allowed) -> tuple[ReturnedReading | None, list[CellRefused]]:
    """What the row returns, and everything that is wrong with it; None where it is blank or refused.

    `cells` are those that hold something, by the key of their column.
    """
    row = _Row(cells, allowed)
    value, forecast = row.reading("value"), row.reading("forecast")
    numerator, denominator = row.number("numerator"), row.number("denominator")
    provisional, stated, note = row.says_yes("provisional"), row.judgement("stated"), row.words("note")
    if not row.refused:
        row.refused += _fraction_problems(value, numerator=numerator, denominator=denominator, allowed=allowed)
        row.refused += _forecast_problems(forecast, allowed=allowed)
    if row.refused:
        return None, row.refused
    computed, kind = None, value.kind
    if numerator is not None and denominator is not None and value.kind in _NUMBERS_OR_BLANK:
        computed, _, _ = value_of_fraction(numerator, denominator, unit=allowed.unit)
        kind = ReadingKind.NOT_APPLICABLE if computed is None else ReadingKind.VALUE
    if computed is None:
        row.refused += _ambiguity(value, column="value", allowed=allowed)
    returned = ReturnedReading(
        kind=kind,
        value=value.value if computed is None else computed,
        typed=None if computed is None else _typed(value, computed=computed, unit=allowed.unit),
        numerator=numerator,
        denominator=denominator,
        text=value.text,
        provisional=provisional or value.provisional,
        forecast=forecast.value,
        stated=stated,
        note=note,
    )
    row.refused += _limits(returned, allowed=allowed)
    if row.refused or returned == ReturnedReading():
        return None, row.refused
    return returned, []


def _typed(value: Reading, *, computed: Decimal, unit: Unit) -> Decimal | None:
    """The value typed beside its parts. Beside them a bare share of 1 is no longer ambiguous."""
    if value.value is None or unit is not Unit.PERCENTAGE or not _could_be_a_share(value):
        return value.value
    as_percentage = EXACT.multiply(value.value, HUNDRED)
    return min(value.value, as_percentage, key=lambda one: abs(one - computed))


def _could_be_a_share(value: Reading) -> bool:
    return value.value is not None and not value.percent_sign and 0 < abs(value.value) <= AMBIGUOUS_UP_TO


def _ambiguity(value: Reading, *, column: str, allowed: Allowed) -> Iterator[CellRefused]:
    if allowed.unit is Unit.PERCENTAGE and _could_be_a_share(value) and value.value is not None:
        as_typed, as_share = (
            f"{print_number(one, decimals=decimals_of(one))}%"
            for one in (value.value, EXACT.multiply(value.value, HUNDRED))
        )
        yield CellRefused(
            column,
            f"This could mean {as_typed} or {as_share}. Type it with its percent sign"
            + ("." if column != "value" else ", or fill in numerator and denominator."),
            value.text,
            f"{as_share} or {as_typed}",
        )


def _fraction_problems(
    value: Reading, *, numerator: Decimal | None, denominator: Decimal | None, allowed: Allowed
) -> Iterator[CellRefused]:
    if numerator is None and denominator is None:
        return
    top, bottom = allowed.numerator_label or "the numerator", allowed.denominator_label or "the denominator"
    if allowed.unit not in _HAVE_FRACTIONS:
        yield CellRefused("numerator", "This measure is no share or average. Leave numerator and denominator blank.")
        return
    if numerator is None:
        yield CellRefused("numerator", f"There is a denominator but no numerator. Fill in {top} too.")
    elif denominator is None:
        yield CellRefused("denominator", f"There is a numerator but no denominator. Fill in {bottom} too.")
    elif denominator < 0:
        yield CellRefused("denominator", "A denominator is never below 0.", str(denominator), "a number above 0")
    elif not denominator:
        if numerator or value.value is not None:
            yield CellRefused(
                "denominator",
                "The denominator is 0, so there is nothing to make a share of. If there were no cases, let the "
                "numerator be 0 too and leave the value blank.",
                "0",
                "a number above 0",
            )
    elif allowed.numerator_in_denominator and not 0 <= numerator <= denominator:
        yield CellRefused(
            "numerator",
            f"Here {top} is a part of {bottom}, so it is from 0 to the denominator. Check both.",
            fraction_in_words(numerator, denominator, unit=allowed.unit),
            f"0 to {print_number(denominator, decimals=decimals_of(denominator))}",
        )


def _forecast_problems(forecast: Reading, *, allowed: Allowed) -> Iterator[CellRefused]:
    if forecast.kind is ReadingKind.BLANK:
        return
    if forecast.value is None:
        yield CellRefused(
            "forecast", "A forecast is a number. Leave the cell blank where there is none.", forecast.text
        )
        return
    yield from _ambiguity(forecast, column="forecast", allowed=allowed)


def _limits(returned: ReturnedReading, *, allowed: Allowed) -> Iterator[CellRefused]:
    """What the definition card forbids."""
    for column, value in (("value", returned.value), ("forecast", returned.forecast)):
        if value is None:
            continue
        name = "The figure" if column == "value" else "The forecast"
        for limit, is_past, word in (
            (allowed.minimum, allowed.minimum is not None and value < allowed.minimum, "below the smallest"),
            (allowed.maximum, allowed.maximum is not None and value > allowed.maximum, "above the largest"),
        ):
            if limit is None or not is_past:
                continue
            decimals = decimals_to_tell_apart(value, limit, decimals=allowed.decimals)
            shown, edge = (print_value(one, unit=allowed.unit, decimals=decimals) for one in (value, limit))
            bound = "at least" if limit == allowed.minimum and value < limit else "at most"
            yield CellRefused(
                column,
                f"{name} is {word} that this measure's definition allows. Check the figure, its unit and its decimal "
                "point.",
                shown,
                f"{bound} {edge}",
            )
