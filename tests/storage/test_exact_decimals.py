"""A decimal comes back from the database digit for digit."""

from __future__ import annotations

import itertools
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from goldenthread.indicators.models import EarlierFigure, Measure, Target
from goldenthread.storage.fields import ComparedInSql, ExactDecimalField
from tests.world import NOW, make_indicator

pytestmark = pytest.mark.django_db
periods = itertools.count()

# The rows of all examples stay until the test ends; each example has its own.
with_one_database = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def measure() -> Measure:
    return Measure.objects.create(indicator=make_indicator())


@with_one_database
@given(number=st.decimals(allow_nan=False, allow_infinity=False))
@example(Decimal("94.49999"))
@example(Decimal("94.50000"))
@example(Decimal("-0.00"))
@example(Decimal("-0"))
@example(Decimal("0E+3"))
@example(Decimal("1E+400"))
@example(Decimal("-1E-400"))
@example(Decimal("123456789012345678901234567890.123456789012345678901234567890"))
def test_a_decimal_comes_back_digit_for_digit(measure: Measure, number: Decimal) -> None:
    row = _earlier_figure(measure, value=number)

    kept = EarlierFigure.objects.get(pk=row.pk).value

    assert kept is not None
    assert kept.as_tuple() == number.as_tuple()


def test_no_number_is_kept_as_no_number(measure: Measure) -> None:
    row = _earlier_figure(measure, value=None)

    assert EarlierFigure.objects.get(pk=row.pk).value is None


@pytest.mark.parametrize("number", [Decimal("NaN"), Decimal("sNaN"), Decimal("Infinity"), Decimal("-Infinity")])
def test_what_is_not_finite_is_refused(measure: Measure, number: Decimal) -> None:
    with pytest.raises(ValidationError, match="not a finite number"):
        _earlier_figure(measure, value=number)


def test_a_float_is_refused() -> None:
    with pytest.raises(ValidationError, match=r"94.5 is a float; give a Decimal or its text"):
        ExactDecimalField().get_prep_value(94.5)


def test_words_are_refused() -> None:
    with pytest.raises(ValidationError, match="'about 90' is not a number"):
        ExactDecimalField().get_prep_value("about 90")


@pytest.mark.parametrize("lookup", ["gt", "gte", "lt", "lte", "range", "in", "contains"])
def test_sql_may_not_compare_them(lookup: str) -> None:
    with pytest.raises(ComparedInSql, match="annual is exact text"):
        Target.objects.filter(**{f"annual__{lookup}": "90"})


def test_sql_may_ask_whether_there_is_one(measure: Measure) -> None:
    _earlier_figure(measure, value=None)

    assert EarlierFigure.objects.filter(value=None).count() == 1
    assert EarlierFigure.objects.filter(value__isnull=False).count() == 0


def _earlier_figure(measure: Measure, *, value: Decimal | None) -> EarlierFigure:
    return EarlierFigure.objects.create(
        measure=measure,
        period=str(next(periods)),
        value=value,
        source="A test",
        imported_at=NOW,
        imported_by=1,
    )
