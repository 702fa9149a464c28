"""Whether a service level is kept, and how the thread is told in lines."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.domain.periods import FinancialYear
from goldenthread.domain.thread import (
    Attainment,
    Coverage,
    Finding,
    Loose,
    Node,
    NodeKind,
    attainment_of,
    is_in_force,
    level_in_words,
    lines_of,
)
from goldenthread.domain.units import Unit

numbers = st.decimals(min_value=-1000, max_value=1000, places=4)
KEPT, MISSED = Attainment.ATTAINED, Attainment.MISSED


@given(numbers, numbers)
def test_a_level_is_kept_at_it_and_on_its_own_side_alone(value, level):
    at_least = attainment_of(value, direction="at-least", level=level)
    at_most = attainment_of(value, direction="at-most", level=level)

    assert (at_least is KEPT) == (value >= level)
    assert (at_most is KEPT) == (value <= level)
    assert {at_least, at_most} <= {KEPT, MISSED}
    assert (at_least is KEPT and at_most is KEPT) == (value == level)
    assert attainment_of(level, direction="at-least", level=level) is KEPT


def test_what_prints_as_the_level_and_is_less_is_missed():
    assert attainment_of(Decimal("99.96"), direction="at-least", level=Decimal(100)) is MISSED


@pytest.mark.parametrize(
    ("status", "found"),
    [
        ("awaiting-data", Attainment.NO_FIGURE),
        ("", Attainment.NO_FIGURE),
        ("not-due", Attainment.NOT_DUE),
        ("data-lag", Attainment.NOT_DUE),
        ("suspended", Attainment.NOT_MEASURED),
        ("narrative-only", Attainment.NOT_MEASURED),
        ("withheld", Attainment.WITHHELD),
    ],
)
def test_without_a_figure_it_is_neither_kept_nor_missed(status, found):
    assert attainment_of(None, direction="at-least", level=Decimal(1), status=status) is found
    assert found.mark == "not-rated"


def test_what_is_withheld_tells_nothing_even_where_a_value_is_there():
    found = attainment_of(Decimal(5), direction="at-most", level=Decimal(9), status="withheld")

    assert found is Attainment.WITHHELD


def test_a_level_is_told_with_every_decimal_it_needs():
    assert level_in_words(Decimal("99.50"), direction="at-least", unit=Unit.PERCENTAGE) == "at least 99.5%"
    assert level_in_words(Decimal(3), direction="at-most", unit=Unit.DAYS) == "at most 3 days"


def test_a_tree_is_told_in_lines_from_the_top():
    indicator = Node(kind=NodeKind.INDICATOR, key="EXC05", name="Council Tax collection", state="93.0%, Amber")
    tree = Node(kind=NodeKind.PRIORITY, key="h/1", name="Opportunities", illustrative=True, children=(indicator,))

    assert list(lines_of(tree)) == [
        (0, "priority h/1: Opportunities (illustrative)"),
        (1, "indicator EXC05: Council Tax collection; 93.0%, Amber"),
    ]
    assert [one.key for one in tree.every()] == ["h/1", "EXC05"]


def test_coverage_says_out_of_how_many():
    found = Finding(loose=Loose.ACTION_SERVES_NOTHING, kind=NodeKind.ACTION, key="p/1", name="Ask staff")
    coverage = Coverage(findings=(found,), priorities=2, indicators=120, actions=30, owners=9)

    assert coverage.of(Loose.ACTION_SERVES_NOTHING) == (found,)
    assert coverage.out_of(Loose.ACTION_SERVES_NOTHING) == 30
    assert coverage.out_of(Loose.PRIORITY_ENDED) is None


def test_a_corporate_plan_holds_from_its_first_year_to_its_last():
    years = [FinancialYear.parse(text) for text in ("2018-19", "2019-20", "2021-22", "2022-23")]

    assert [is_in_force(2019, 2021, year) for year in years] == [False, True, True, False]
