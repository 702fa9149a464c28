"""Service plans, resources and cost shares of the demonstration, each by the operation that the commands use for it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from goldenthread.demonstration.content import table, text
from goldenthread.demonstration.doing import OFFICER, post
from goldenthread.domain.cost_shares import read_amount
from goldenthread.domain.periods import FinancialYear
from goldenthread.plans.forms import read_resources, read_service_plan
from goldenthread.plans.operations import (
    SharesSaid,
    VarianceSaid,
    agree_resources,
    set_cost_shares,
    state_variance,
    write_service_plan,
)

SERVICES = ("council-tax-and-benefits", "exchequer-and-transactional")
_COUNCILS = ("newham", "havering", "bexley")


def write_plans(*, at: datetime) -> None:
    """The service plans of 2019/20, once the priorities are entered that they serve."""
    for service in SERVICES:
        file = f"{service}-2019-20.toml"
        written = read_service_plan(text(f"service-plans/{file}").encode(), file=file)
        write_service_plan(written, by=post(OFFICER), at=at)


def agree(*, at: datetime) -> None:
    """Which staff and money the actions of the Improvement Plan have."""
    file = "improvement-plan-resources.toml"
    agree_resources(read_resources(text(f"plans/{file}").encode(), file=file), by=post(OFFICER), at=at)


def share(*, at: datetime) -> None:
    """Cost shares of the public record, and outturns that the committee was told of up to then."""
    told = table("cost-shares.toml")
    for one in told["shares"]:
        said = SharesSaid(service=one["service"], year=_year(one), shares=_numbers(one), source=one["source"])
        set_cost_shares(said, by=post(OFFICER), at=at)
    for one in told["variance"]:
        variance = VarianceSaid(
            year=_year(one),
            period=one["period"],
            total=read_amount(one["total"]),
            parts=_numbers(one),
            source=one["source"],
        )
        state_variance(variance, by=post(OFFICER), at=at)


def _year(one: dict[str, Any]) -> FinancialYear:
    return FinancialYear.parse(one["year"])


def _numbers(one: dict[str, Any]) -> dict[str, Any]:
    return {slug: read_amount(one[slug]) for slug in _COUNCILS if slug in one}
