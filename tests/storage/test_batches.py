"""Many rows are written with one statement, in their order, and as exactly as one by one."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.audit.models import Event
from goldenthread.indicators.models import EarlierFigure, Measure
from goldenthread.storage.batches import add_rows
from tests.world import NOW, make_indicator

pytestmark = pytest.mark.django_db
VALUES = ("94.49999", "94.50000", "-0.00", None, "1E+400")


@pytest.fixture
def measure() -> Measure:
    return Measure.objects.create(indicator=make_indicator())


def test_rows_come_back_in_their_order_and_digit_for_digit(measure: Measure) -> None:
    add_rows(_figure(measure, period=str(number), value=value) for number, value in enumerate(VALUES))

    kept = EarlierFigure.objects.order_by("pk").values_list("value", flat=True)
    assert [None if value is None else str(value) for value in kept] == list(VALUES)


def test_the_number_of_statements_does_not_grow_with_the_number_of_rows(measure: Measure) -> None:
    with CaptureQueriesContext(connection) as asked:
        add_rows(_figure(measure, period=str(number), value="1") for number in range(300))

    assert len([query for query in asked if "INSERT" in query["sql"]]) == 1


def test_what_two_rows_share_and_what_they_do_not_are_both_kept() -> None:
    shared = {"why": "the same"}

    add_rows(
        Event(at=NOW, by=by, kind="tried", subject="batch", subject_id=str(by), details=details)
        for by, details in ((1, shared), (2, shared), (None, {}), (3, shared))
    )

    kept = Event.objects.filter(subject="batch").order_by("pk").values_list("at", "by", "details")
    assert list(kept) == [(NOW, 1, shared), (NOW, 2, shared), (NOW, None, {}), (NOW, 3, shared)]


def test_one_row_that_cannot_be_kept_keeps_out_all(measure: Measure) -> None:
    rows = [_figure(measure, period="a", value="1"), _figure(measure, period="b", value="NaN")]

    with pytest.raises(ValidationError):
        add_rows(rows)

    assert not EarlierFigure.objects.exists()


def test_no_rows_ask_nothing_of_the_database() -> None:
    with CaptureQueriesContext(connection) as asked:
        add_rows([])

    assert not asked.captured_queries


def _figure(measure: Measure, *, period: str, value: str | None) -> EarlierFigure:
    number = None if value is None else Decimal(value)
    return EarlierFigure(measure=measure, period=period, value=number, source="x", imported_at=NOW, imported_by=1)
