"""A whole year as the tests of this room need it: four quarters given, signed off and frozen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from goldenthread.accounts.models import User
from goldenthread.domain.periods import FinancialYear, Quarter
from goldenthread.figures.operations import freeze_round
from goldenthread.indicators.models import Measure
from tests.figures.quarter import LONDON, give, opened

YEAR = FinancialYear.parse("2019-20")
MAY = datetime(2020, 5, 18, 10, 30, tzinfo=LONDON)
JUNE = datetime(2020, 6, 15, 10, 30, tzinfo=LONDON)
AFTER = {1: (2019, 7, 15), 2: (2019, 10, 14), 3: (2020, 1, 20), 4: (2020, 4, 20)}

Given = str | tuple[str, str, str] | None


def quarter_of(number: int, year: FinancialYear = YEAR) -> Quarter:
    return year.quarters[number - 1]


def after(quarter: Quarter) -> datetime:
    """A moment in the weeks after the quarter."""
    year, month, day = AFTER[quarter.number]
    return datetime(year + quarter.year.start - 2019, month, day, 10, 30, tzinfo=LONDON)


def lived(
    values: Mapping[Measure, Sequence[Given]],
    *,
    lead: User,
    officer: User,
    year: FinancialYear = YEAR,
    frozen: Sequence[int] = (1, 2, 3, 4),
) -> None:
    """Opens, returns and freezes quarters: each measure's values in order, None where nothing is returned.

    A value with its numerator and denominator is ("96.0", "96", "100").
    """
    for number in (1, 2, 3, 4):
        quarter = quarter_of(number, year)
        opened(quarter, by=officer, at=after(quarter))
        for measure, given in values.items():
            said = given[number - 1]
            if isinstance(said, tuple):
                value, numerator, denominator = said
                give(
                    measure,
                    value,
                    by=lead,
                    at=after(quarter),
                    quarter=quarter,
                    numerator=numerator,
                    denominator=denominator,
                )
            elif said is not None:
                give(measure, said, by=lead, at=after(quarter), quarter=quarter)
        if number in frozen:
            freeze_round(quarter=quarter, by=officer, at=after(quarter))
