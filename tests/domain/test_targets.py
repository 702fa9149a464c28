from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from goldenthread.domain.measures import MeasureType, YearEndRule
from goldenthread.domain.periods import FinancialYear
from goldenthread.domain.targets import (
    ProfileKind,
    ProfileNotPossible,
    mean_cumulative_shares,
    profile,
    year_to_date,
)
from goldenthread.domain.units import Unit

# Havering's council tax receipts, £000, by quarter: DLUHC, Receipts of Council Taxes, June 2023.
HAVERING = {
    FinancialYear(2018): [41748, 40617, 40819, 22776],
    FinancialYear(2019): [43308, 42738, 42769, 23984],
}
AMOUNTS = st.decimals(1, 10**9, places=2, allow_nan=False, allow_infinity=False)
YEARS = st.lists(st.lists(st.integers(0, 10**6), min_size=4, max_size=4).filter(sum), min_size=1, max_size=5)


def decimals_of(values):
    return {year: [Decimal(value) for value in quarters] for year, quarters in values.items()}


def make_profile(kind, *, annual="100", decimals=0, cumulative=True, **given):
    return profile(
        kind=ProfileKind(kind),
        annual=Decimal(annual),
        decimals=decimals,
        unit=Unit.COUNT,
        measure_type=MeasureType.CUMULATIVE if cumulative else MeasureType.PERIOD,
        year_end_rule=YearEndRule.LAST if cumulative else YearEndRule.SUM,
        **given,
    )


def test_a_constant_profile_is_the_years_target_in_every_quarter():
    assert make_profile("constant", annual="95").quarters == (95, 95, 95, 95)


def test_a_straight_line_adds_a_quarter_of_the_target_every_quarter():
    assert make_profile("straight-line", annual="90").quarters == (23, 45, 68, 90)
    assert make_profile("straight-line", annual="90", cumulative=False).quarters == (23, 22, 23, 22)


def test_a_stepped_profile_holds_each_target_until_the_next():
    stepped = make_profile("stepped", annual="95", steps={1: Decimal(90), 3: Decimal(95)})

    assert stepped.quarters == (90, 90, 95, 95)
    assert stepped.words == "Stepped: 90 from Q1 and 95 from Q3."


def test_a_target_may_be_typed_for_the_last_quarter_only():
    assert make_profile("typed", annual="98", typed=[None, None, None, Decimal(98)]).quarters == (None, None, None, 98)


def test_a_profile_from_history_follows_the_shares_of_havering():
    made = make_profile(
        "from-history",
        annual="160000",
        history={year: year_to_date(quarters) for year, quarters in decimals_of(HAVERING).items()},
    )

    assert made.quarters == (45556, 90194, 134959, 160000)
    assert made.words == ("The mean cumulative share of 2018/19 and 2019/20 (28.5%, 56.4%, 84.3%, 100.0%).")


def test_a_discrete_measure_gets_each_quarters_own_part_of_the_same_shares():
    made = make_profile("from-history", annual="160000", cumulative=False, history=decimals_of(HAVERING))

    assert made.quarters == (45556, 44638, 44765, 25041)


def test_a_year_is_left_out_with_its_reason_and_no_longer_counts():
    history = decimals_of(HAVERING)

    mean = mean_cumulative_shares(history, left_out={FinancialYear(2018): "miscoded  quarters"}, cumulative=False)

    assert mean.shares[0] == Fraction(43308, 152799)
    assert mean.in_words().endswith("; 2018/19 left out: miscoded quarters.")


@pytest.mark.parametrize(
    ("given_", "why"),
    [
        ({"kind": "stepped", "steps": {2: Decimal(90)}}, "from Q1 on"),
        ({"kind": "stepped", "steps": {1: Decimal(90), 5: Decimal(100)}}, "from Q1 on"),
        ({"kind": "stepped", "steps": {1: Decimal(90)}}, "last step is 90"),
        ({"kind": "typed", "typed": [Decimal(1)]}, "Give four targets"),
        ({"kind": "typed", "typed": [None] * 4}, "at least one quarter"),
        ({"kind": "typed", "typed": [None, None, None, Decimal(99)]}, "they are one"),
        ({"kind": "typed", "cumulative": False, "typed": [Decimal(20)] * 4}, "add up to 80"),
        ({"kind": "from-history"}, "at least one previous year"),
        ({"kind": "from-history", "history": {FinancialYear(2018): [Decimal(1)]}}, "Give four figures of 2018/19"),
        (
            {"kind": "from-history", "history": {FinancialYear(2018): [Decimal(1), None, Decimal(3), Decimal(4)]}},
            "no figure for every quarter",
        ),
        ({"kind": "from-history", "history": {FinancialYear(2018): [Decimal(0)] * 4}}, "adds up to 0"),
        (
            {
                "kind": "from-history",
                "history": decimals_of(HAVERING),
                "left_out": {FinancialYear(2018): " "},
            },
            "Say why 2018/19",
        ),
        (
            {
                "kind": "from-history",
                "history": decimals_of(HAVERING),
                "left_out": {FinancialYear(2001): "old"},
            },
            "does not have it",
        ),
        (
            {
                "kind": "from-history",
                "history": decimals_of(HAVERING),
                "left_out": {FinancialYear(2018): "odd", FinancialYear(2019): "odd"},
            },
            "at least one previous year",
        ),
    ],
)
def test_a_profile_that_cannot_be_made_is_refused_in_words(given_, why):
    with pytest.raises(ProfileNotPossible, match=why):
        make_profile(**given_)


@pytest.mark.parametrize("kind", ["straight-line", "from-history"])
@pytest.mark.parametrize(
    ("measure_type", "rule"),
    [(MeasureType.PERIOD, YearEndRule.MEAN), (MeasureType.SNAPSHOT, YearEndRule.LAST)],
)
def test_a_year_that_its_quarters_do_not_add_up_to_is_not_shared_out(kind, measure_type, rule):
    with pytest.raises(ProfileNotPossible, match="do not add up"):
        profile(
            kind=ProfileKind(kind),
            annual=Decimal(95),
            decimals=1,
            unit=Unit.PERCENTAGE,
            measure_type=measure_type,
            year_end_rule=rule,
            history=decimals_of(HAVERING),
        )


@given(AMOUNTS, YEARS, st.integers(0, 3))
def test_discrete_targets_add_up_to_the_year_and_cumulative_ones_end_on_it(annual, years, decimals):
    history = {FinancialYear(2000 + n): [Decimal(v) for v in quarters] for n, quarters in enumerate(years)}
    running = {year: year_to_date(quarters) for year, quarters in history.items()}

    own = make_profile("from-history", annual=annual, decimals=decimals, cumulative=False, history=history)
    cumulative = make_profile("from-history", annual=annual, decimals=decimals, history=running)

    assert sum(map(Fraction, own.quarters)) == Fraction(annual)
    assert cumulative.quarters[-1] == annual
    assert year_to_date(own.quarters) == cumulative.quarters


@given(YEARS)
def test_shares_rise_to_one_where_every_quarter_adds_something(years):
    history = {FinancialYear(2000 + n): [Decimal(v) for v in quarters] for n, quarters in enumerate(years)}

    shares = mean_cumulative_shares(history, left_out={}, cumulative=False).shares

    assert list(shares) == sorted(shares)
    assert shares[-1] == 1


@given(YEARS, st.integers(2, 1000))
def test_a_year_weighs_the_same_whatever_its_size(years, times):
    history = {FinancialYear(2000 + n): [Decimal(v) for v in quarters] for n, quarters in enumerate(years)}
    first = FinancialYear(2000)
    larger = history | {first: [value * times for value in history[first]]}

    assert mean_cumulative_shares(larger, left_out={}, cumulative=False) == mean_cumulative_shares(
        history, left_out={}, cumulative=False
    )


@given(YEARS, st.lists(st.integers(0, 10**6), min_size=4, max_size=4))
def test_a_year_left_out_changes_no_target(years, odd):
    assume(sum(odd))
    history = {FinancialYear(2000 + n): [Decimal(v) for v in quarters] for n, quarters in enumerate(years)}
    with_odd = history | {FinancialYear(2050): [Decimal(value) for value in odd]}

    kept = mean_cumulative_shares(with_odd, left_out={FinancialYear(2050): "odd"}, cumulative=False)

    assert kept.shares == mean_cumulative_shares(history, left_out={}, cumulative=False).shares
