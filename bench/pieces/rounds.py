"""A round: opening it for every measure on the year's list, each with two years of earlier quarters."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from bench.databases import fresh_copy
from bench.measuring import Piece, Work
from goldenthread.accounts.models import User
from goldenthread.domain.periods import Quarter
from goldenthread.figures.operations import open_round
from goldenthread.indicators.models import EarlierFigure, Measure
from tests.world import (
    NOW,
    make_agreed_list,
    make_appointment,
    make_council,
    make_decision,
    make_indicator,
    make_measure,
    make_person,
    make_service,
    make_target,
)

OFFICER = "officer@example.org"
AT = datetime(2019, 10, 1, 9, tzinfo=UTC)
QUARTERS = [f"{year} Q{number}" for year in ("2017-18", "2018-19") for number in (1, 2, 3, 4)]


def fill_register(*, measures: int) -> None:
    """So many measures of three councils on an agreed list, with targets and earlier figures; a performance officer."""
    make_appointment(make_person("Performance Officer", email=OFFICER), role="performance-officer")
    councils = [make_council(name) for name in ("Newham", "Havering", "Bexley")]
    services = [make_service(f"Service {number}") for number in range(13)]
    decision = make_decision(on="2019-07-12")
    for number in range(measures // len(councils)):
        indicator = make_indicator(f"IND{number:04}", service=services[number % len(services)])
        for council in councils:
            measure = make_measure(indicator=indicator, council=council)
            make_target(measure, "95.0", tolerance="5")
            make_agreed_list(measure, decision=decision)
    EarlierFigure.objects.bulk_create(
        [
            EarlierFigure(
                measure=measure, period=period, value="94.1", source="A bench", imported_at=NOW, imported_by=1
            )
            for measure in Measure.objects.order_by("id")
            for period in QUARTERS
        ],
        batch_size=100,
    )


def _opening(folder: Path) -> Work:
    fresh_copy("register-1200", lambda: fill_register(measures=1200), into=folder)
    officer = User.objects.get(email=OFFICER)
    return lambda: open_round(quarter=Quarter.parse("2019-20 Q2"), meeting=None, by=officer, at=AT)


PIECES = (Piece("open a round of 1,200 measures", _opening, seconds=2.0),)
