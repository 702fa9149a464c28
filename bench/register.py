"""A register of any size to measure with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import copy
from typing import Any, TypeVar

from django.db import models

from goldenthread.indicators.models import (
    Accountability,
    Definition,
    EarlierFigure,
    Indicator,
    ListEntry,
    Measure,
    Target,
)
from tests.world import (
    NOW,
    make_agreed_list,
    make_appointment,
    make_council,
    make_decision,
    make_indicator,
    make_measure,
    make_person,
    make_provision,
    make_service,
    make_target,
)

OFFICER = "officer@example.org"
COUNCILS = ("Newham", "Havering", "Bexley")
QUARTERS = [f"{year} Q{number}" for year in ("2017-18", "2018-19") for number in (1, 2, 3, 4)]
Row = TypeVar("Row", bound=models.Model)


def fill_register(*, measures: int, services: int, history: bool = True) -> None:
    """So many measures of three councils on an agreed list, with targets and earlier figures, and their officer.

    One measure is made as a test would make it; the others are copies of its rows, written in batches.
    """
    make_appointment(make_person("Performance Officer", email=OFFICER), role="performance-officer")
    councils = [make_council(name) for name in COUNCILS]
    provided = [make_service(f"Service {number}") for number in range(services)]
    first = make_measure(indicator=make_indicator("IND00000", service=provided[0]), council=councils[0])
    make_target(first, "95.0", tolerance="5")
    make_agreed_list(first, decision=make_decision(on="2019-07-12"))
    for service in provided:
        for council in councils:
            if (service, council) != (provided[0], councils[0]):
                make_provision(service=service, council=council)

    refs = (f"IND{number:05}" for number in range(1, -(-measures // len(councils))))
    indicators = [first.indicator, *_write(Indicator(ref=ref) for ref in refs)]
    definition = Definition.objects.get()
    _write(
        _like(definition, indicator=indicator, service=provided[number % services])
        for number, indicator in enumerate(indicators)
        if indicator != first.indicator
    )
    scopes = [(indicator, council) for indicator in indicators for council in councils][1:measures]
    made = _write(Measure(indicator=indicator, council=council) for indicator, council in scopes)
    for row in (Accountability.objects.get(), Target.objects.get(), ListEntry.objects.get()):
        _write(_like(row, measure=measure) for measure in made)
    if history:
        _write(_earlier_figures([first, *made]))


def _earlier_figures(measures: Iterable[Measure]) -> Iterator[EarlierFigure]:
    for measure in measures:
        for period in QUARTERS:
            yield EarlierFigure(
                measure=measure, period=period, value="94.1", source="A bench", imported_at=NOW, imported_by=1
            )


def _like(row: Row, **fields: Any) -> Row:
    twin = copy(row)
    twin._state = copy(row._state)
    twin._state.adding = True
    twin._state.fields_cache = {}  # what it pointed to is no longer its own
    twin.pk = None
    for name, value in fields.items():
        setattr(twin, name, value)
    return twin


def _write(rows: Iterable[Row]) -> list[Row]:
    listed = list(rows)
    return type(listed[0])._base_manager.bulk_create(listed, batch_size=500) if listed else []
