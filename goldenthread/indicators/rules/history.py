"""Sheet History: figures of periods that have ended, each checked against its card and its own parts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from goldenthread.domain.cards import Card
from goldenthread.domain.periods import FinancialYear, PeriodUnreadable, Quarter, read_period
from goldenthread.domain.rating import value_of_fraction
from goldenthread.domain.units import HUNDRED, Reading, ReadingKind, Unit, ValueUnreadable, read_value
from goldenthread.indicators.forms.sheets import HistoryRow
from goldenthread.indicators.rules.cards import Indicators, Measures, card_of
from goldenthread.indicators.rules.context import Context
from goldenthread.indicators.rules.numbers import NumberCells, could_be_a_share, number_text, share_in_words
from goldenthread.spreadsheets.exact import plain

_HAVE_PARTS = (Unit.PERCENTAGE, Unit.RATIO, Unit.DAYS, Unit.GBP)
# Marks that say something of a value; all others stand in place of one.
_BESIDE_A_VALUE = frozenset("befprtu")


@dataclass(frozen=True, kw_only=True)
class HistoryNumbers:
    """What a row of history is kept as. The value is worked out from its parts where they are known."""

    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    target: Decimal | None
    text: str


def history_key(row: HistoryRow) -> tuple[str, str, str]:
    """A measure has one figure for a period."""
    return (row.ref, row.council, row.period)


def quarters_of(rows: Iterable[HistoryRow]) -> frozenset[str]:
    """The quarters whose rounds may collect what the rows say."""
    quarters = set()
    for row in rows:
        try:
            quarters.add(_round_of(_read_period(row.period)[0]))
        except PeriodUnreadable:
            continue  # told where the row is read
    return frozenset(quarters)


def refuse_what_a_round_holds(
    rows: Iterable[HistoryRow], *, in_rounds: Collection[tuple[str, str, str]], context: Context
) -> None:
    """A figure of a period with a round is returned and signed off there: history is of the time before.

    `in_rounds` are measures with the quarters of the rounds that hold them. A year's figure is that of
    its fourth quarter.
    """
    for row in rows:
        quarter = _round_of(row.period)
        if (row.ref, row.council, quarter) in in_rounds:
            context.findings.refuse(
                row,
                "period",
                f"The round of {Quarter.parse(quarter).label} holds {row.ref} for "
                f"{context.scope_in_words(row.council)}, so its figure is returned there and cannot be imported. "
                "Take the row out.",
            )


def history_in_one_spelling(
    rows: Iterable[HistoryRow], *, indicators: Indicators, measures: Measures, context: Context
) -> Iterator[tuple[HistoryRow, HistoryNumbers]]:
    """The rows that stand, with what each is kept as."""
    for row in rows:
        scope = context.scope(row)
        period = _period(row, context=context) if row.period else None
        if scope is None or period is None or row.broken:
            indicators.is_known(row, row.ref, findings=context.findings)
            continue
        if not measures.is_known(row, (row.ref, scope), indicators=indicators, context=context):
            continue
        card = card_of(indicators.in_force_or_first(row.ref, on=period[1]))
        reader = _FigureReader(row, card=card, context=context)
        numbers, marker = reader.read()
        if not reader.cells.is_refused:
            spelled = history_row(
                numbers,
                ref=row.ref,
                council=scope,
                period=period[0],
                marker=marker,
                source=row.source,
                illustrative=row.illustrative,
                unit=card.unit,
                line=row.line,
            )
            yield spelled, numbers


def history_row(
    numbers: HistoryNumbers,
    *,
    ref: str,
    council: str,
    period: str,
    marker: str,
    source: str,
    illustrative: bool,
    unit: Unit,
    line: int = 0,
) -> HistoryRow:
    """The row that says a figure as it is kept."""
    has_parts = numbers.numerator is not None and numbers.denominator is not None
    return HistoryRow(
        line=line,
        ref=ref,
        council=council,
        period=period,
        value=numbers.text or ("" if has_parts else number_text(numbers.value, unit=unit)),
        numerator=number_text(numbers.numerator, unit=None),
        denominator=number_text(numbers.denominator, unit=None),
        target=number_text(numbers.target, unit=unit),
        marker=marker,
        source=source,
        illustrative=illustrative,
    )


def last_day_of(period: str) -> date:
    """The last day of a quarter or year in one spelling."""
    return _read_period(period)[1]


@lru_cache(maxsize=512)
def _read_period(text: str) -> tuple[str, date]:
    """A quarter or year in one spelling, and its last day; raises PeriodUnreadable."""
    period = read_period(text)
    if not isinstance(period, Quarter | FinancialYear):
        raise PeriodUnreadable("Figures are kept by quarter and by year.")
    return str(period), period.last_day


def _round_of(period: str) -> str:
    """The quarter whose round collects the figure of a quarter or year in one spelling."""
    return period if "Q" in period else f"{period} Q4"


def _period(row: HistoryRow, *, context: Context) -> tuple[str, date] | None:
    """The row's period in one spelling and its last day, or None where a problem was told."""
    try:
        period, last_day = _read_period(row.period)
    except PeriodUnreadable as refusal:
        context.findings.refuse(row, "period", str(refusal), expected="2018-19 Q2 or 2018-19")
        return None
    if last_day >= context.today:
        context.findings.refuse(
            row, "period", f"This period ends on {last_day}: history is of periods that have ended."
        )
        return None
    return period, last_day


class _FigureReader:
    """Reads the cells of one figure."""

    def __init__(self, row: HistoryRow, *, card: Card, context: Context) -> None:
        self.row = row
        self.card = card
        self.cells = NumberCells(row, unit=card.unit, findings=context.findings)

    def read(self) -> tuple[HistoryNumbers, str]:
        """What is kept, and the marker; what is wrong is told to the findings."""
        target = None if self.card.unit is Unit.TEXT else self.cells.number("target")
        numerator = self.cells.read("numerator", unit=None)
        denominator = self.cells.read("denominator", unit=None)
        value = self._reading("value")
        marker = self._marker(value)
        number = None if value is None else value.value
        if value is not None and not self.cells.is_refused:
            if numerator is not None or denominator is not None:
                number = self._of_parts(numerator, denominator, typed=value)
            elif could_be_a_share(value, unit=self.card.unit) and value.value is not None:
                self.cells.refuse("value", f"{share_in_words(value.value)} Or give numerator and denominator.")
        words = value.text if value is not None and value.kind is ReadingKind.TEXT else ""
        if number is None and not words and not marker and not self.cells.is_refused:
            self.cells.refuse("value", "Give a value, or a marker that says why there is none.", expected="[x], say")
        self._check_limits(number)
        numbers = HistoryNumbers(value=number, numerator=numerator, denominator=denominator, target=target, text=words)
        return numbers, marker

    def _reading(self, field: str) -> Reading | None:
        try:
            return read_value(getattr(self.row, field), unit=self.card.unit)
        except ValueUnreadable as refusal:
            self.cells.refuse(field, str(refusal))
            return None

    def _marker(self, value: Reading | None) -> str:
        """What stands beside the value or in its place, from both cells."""
        if value is None:
            return ""
        stands_in = value.is_missing and value.kind is not ReadingKind.BLANK
        own = value.text if stands_in else " ".join(f"[{mark}]" for mark in value.marks)
        if not self.row.marker:
            return own
        try:
            marker = read_value(self.row.marker, unit=None)
        except ValueUnreadable:
            marker = None
        if marker is None or not marker.is_missing or marker.kind is ReadingKind.BLANK:
            self.cells.refuse("marker", "This is no marker that is known.", expected="[x], [z], [c], n/a, say")
            return ""
        has_figure = not value.is_missing or bool(self.row.numerator)
        is_beside = all(mark.rstrip("0123456789") in _BESIDE_A_VALUE for mark in marker.marks) and bool(marker.marks)
        if has_figure and not is_beside:
            self.cells.refuse("marker", "There is a figure, and a marker that says there is none. Keep one of the two.")
        if own and own != marker.text:
            self.cells.refuse("marker", f"The value has another marker, {own}. Keep one of the two.")
        return marker.text

    def _of_parts(self, numerator: Decimal | None, denominator: Decimal | None, *, typed: Reading) -> Decimal | None:
        """The value that the parts make, once they are whole and agree with what is typed."""
        if self.card.unit not in _HAVE_PARTS:
            self.cells.refuse(
                "numerator", f"A figure in {self.card.unit.value} is not made of two parts. Leave them blank."
            )
        elif numerator is None or denominator is None:
            missing = "numerator" if numerator is None else "denominator"
            self.cells.refuse(missing, f"There is one part of a fraction without the other. Give the {missing} too.")
        elif denominator < 0:
            self.cells.refuse("denominator", "A denominator is never below 0.")
        elif self.card.numerator_in_denominator and not 0 <= numerator <= denominator:
            self.cells.refuse(
                "numerator", "The numerator is part of the denominator, so it is neither below 0 nor above it."
            )
        else:
            value, _, why = value_of_fraction(numerator, denominator, unit=self.card.unit)
            if value is None:
                self.cells.refuse("denominator", f"There is no value: {why}. Leave both blank and give a marker.")
            elif typed.value is not None and not _agree(typed, value, unit=self.card.unit):
                made = number_text(value.quantize(Decimal("0.01")), unit=self.card.unit)
                self.cells.refuse(
                    "value",
                    f"{plain(numerator)} over {plain(denominator)} is {made}. Correct the one that is wrong, or leave "
                    "the value blank.",
                )
            return value
        return None

    def _check_limits(self, number: Decimal | None) -> None:
        low, high = self.card.minimum, self.card.maximum
        if number is None:
            return
        if low is not None and number < low:
            self.cells.refuse("value", "This is smaller than the card allows.", expected=f"{plain(low)} or more")
        if high is not None and number > high:
            self.cells.refuse("value", "This is larger than the card allows.", expected=f"{plain(high)} or less")


def _agree(typed: Reading, computed: Decimal, *, unit: Unit) -> bool:
    """Whether a published value is its parts' to its last place, whether it was rounded there or cut off."""
    value = typed.value
    if value is None:
        return True
    scales = (1, HUNDRED) if could_be_a_share(typed, unit=unit) else (1,)
    return any(abs(computed - value * scale) < _last_place(value) * scale for scale in scales)


def _last_place(value: Decimal) -> Decimal:
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(min(exponent, 0) if isinstance(exponent, int) else 0)
