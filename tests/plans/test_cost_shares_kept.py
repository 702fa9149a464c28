"""Cost shares of services and variances as they were reported: parts come to their total, or nothing is written."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from goldenthread.accounts.models import User
from goldenthread.domain.cost_shares import PartsDoNotAdd
from goldenthread.domain.periods import FinancialYear
from goldenthread.domain.problems import InputRefused
from goldenthread.plans.forms import read_named_numbers
from goldenthread.plans.models import CostShare, StatedVariance
from goldenthread.plans.operations import SharesSaid, VarianceSaid, set_cost_shares, state_variance
from goldenthread.plans.queries.cost_shares import NoShares, cost_shares, shares_of, variances
from tests.plans.improvement import IN_JULY
from tests.world import make_council, make_provision, make_service

pytestmark = pytest.mark.django_db

YEAR = FinancialYear(2017)
SHARES = SharesSaid(
    service="strategic-finance",
    year=YEAR,
    shares={"newham": Decimal(43), "havering": Decimal(42), "bexley": Decimal(15)},
    source="Minutes, item 18613",
)
OUTTURN = VarianceSaid(
    year=FinancialYear(2016),
    period="outturn",
    total=Decimal("-0.080"),
    parts={"havering": Decimal("0.195"), "newham": Decimal("0.045"), "bexley": Decimal("0.070")},
    source="Report of 28 July 2017",
)


@pytest.fixture(autouse=True)
def _world(officer: User) -> None:
    service = make_service("Strategic Finance")
    for name in ("Newham", "Havering", "Bexley"):
        make_provision(service=service, council=make_council(name), starts_on=date(2016, 4, 1))
    make_council("Camden")


def test_shares_are_kept_and_the_newest_hold(officer):
    assert set_cost_shares(SHARES, by=officer, at=IN_JULY) == 1
    assert set_cost_shares(SHARES, by=officer, at=IN_JULY) == 0
    again = replace(SHARES, shares={**SHARES.shares, "newham": Decimal("43.5"), "bexley": Decimal("14.5")})
    assert set_cost_shares(again, by=officer, at=IN_JULY) == 2

    assert CostShare.objects.count() == 6
    (now,) = cost_shares()
    assert now.shares == {"Newham": Decimal("43.5"), "Havering": Decimal(42), "Bexley": Decimal("14.5")}
    assert shares_of("strategic-finance", YEAR).number == 2
    assert set_cost_shares(replace(again, illustrative=True), by=officer, at=IN_JULY) == 3
    with pytest.raises(NoShares, match="2018/19"):
        shares_of("strategic-finance", YEAR.next)


def test_shares_that_do_not_come_to_100_or_are_of_nobody_are_refused_all_at_once(officer):
    wrong = replace(SHARES, shares={"newham": Decimal(60), "camden": Decimal(10), "x": Decimal(20)}, source=" ")
    with pytest.raises(InputRefused) as refused:
        set_cost_shares(wrong, by=officer, at=IN_JULY)

    words = [one.message for one in refused.value.problems]
    assert [one.column for one in refused.value.problems] == ["x", "source", "camden", ""]
    assert "is not provided to Camden in 2017/18" in words[2]
    assert "The shares come to 90%, 10 too few." in words[3]
    assert not CostShare.objects.exists()


def test_the_outturn_as_it_was_printed_is_refused_with_the_sign_that_mends_it(officer):
    with pytest.raises(PartsDoNotAdd, match=r"With \(0\.195\) in place of 0\.195 \(Havering\) they come to it\."):
        state_variance(OUTTURN, by=officer, at=IN_JULY)
    assert not StatedVariance.objects.exists()

    mended = replace(OUTTURN, parts={**OUTTURN.parts, "havering": Decimal("-0.195")})
    made = state_variance(mended, by=officer, at=IN_JULY)

    assert made is not None
    assert state_variance(mended, by=officer, at=IN_JULY) is None
    (one,) = variances()
    assert (one.year_label, one.period, one.total) == ("2016/17", "outturn", Decimal("-0.080"))
    assert one.parts == {"Newham": Decimal("0.045"), "Havering": Decimal("-0.195"), "Bexley": Decimal("0.070")}


def test_a_variance_of_nothing_known_is_refused(officer):
    wrong = replace(OUTTURN, of="ict", period=" \a", parts={"x": Decimal("-0.080")}, source="Report\u202e")
    with pytest.raises(InputRefused) as refused:
        state_variance(wrong, by=officer, at=IN_JULY)

    assert [one.column for one in refused.value.problems] == ["x", "source", "service", "period"]


def test_numbers_by_name_are_read_as_accounts_print_them():
    assert read_named_numbers(["newham=43%", "havering=(0.630)"]) == {
        "newham": Decimal(43),
        "havering": Decimal("-0.630"),
    }
    with pytest.raises(InputRefused) as refused:
        read_named_numbers(["newham", "bexley=x", "havering=1", "havering=2"])
    assert [one.found for one in refused.value.problems] == ["newham", "bexley=x", "havering=2"]
