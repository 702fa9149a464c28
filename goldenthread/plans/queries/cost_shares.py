"""Who bears which share of a service's cost, and variances as they were reported."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from goldenthread.domain.periods import FinancialYear
from goldenthread.domain.problems import Refused
from goldenthread.partnership.queries import councils, services
from goldenthread.plans.models import CostShare, StatedVariance


class NoShares(Refused):
    """Nobody set shares for the service and year."""

    def __init__(self, service: str, year: FinancialYear) -> None:
        super().__init__(f"No cost shares are set for {service} in {year.label}. set-cost-shares sets them.")


@dataclass(frozen=True, kw_only=True)
class SharesFacts:
    """The shares of a service and year that hold, by the councils' names in their order."""

    service: str
    service_slug: str
    year: str
    number: int
    shares: Mapping[str, Decimal]
    source: str
    decision: str
    illustrative: bool

    @property
    def year_label(self) -> str:
        return FinancialYear.parse(self.year).label


@dataclass(frozen=True, kw_only=True)
class VarianceFacts:
    """A variance against budget in millions of pounds as it was reported, with each council's part."""

    of: str  # the name of a service; "" of everything that is shared
    year: str
    period: str
    total: Decimal
    parts: Mapping[str, Decimal]  # by the councils' names in their order
    source: str
    illustrative: bool

    @property
    def year_label(self) -> str:
        return FinancialYear.parse(self.year).label


def cost_shares(**only: object) -> tuple[SharesFacts, ...]:
    """The shares that hold, by year (the newest first) and service; or those alone of which this holds."""
    found: dict[tuple[str, int], list[CostShare]] = {}
    rows = CostShare.objects.filter(**only).select_related("service", "council", "decision")
    for one in rows.order_by("-year", "service__position", "service_id", "-number", "council__position"):
        kept = found.setdefault((one.year, one.service_id), [])
        if not kept or kept[0].number == one.number:
            kept.append(one)
    return tuple(
        SharesFacts(
            service=every[0].service.name,
            service_slug=every[0].service.slug,
            year=every[0].year,
            number=every[0].number,
            shares={one.council.name: one.percent for one in every},
            source=every[0].source,
            decision="" if every[0].decision is None else every[0].decision.reference,
            illustrative=every[0].illustrative,
        )
        for every in found.values()
    )


def shares_of(service: str, year: FinancialYear) -> SharesFacts:
    """The shares of one service and year; raises NoShares."""
    found = cost_shares(service__slug=service, year=str(year))
    if not found:
        raise NoShares(service, year)
    return found[0]


def variances() -> tuple[VarianceFacts, ...]:
    """Every variance as it was stated last, the newest year first; three reads."""
    newest: dict[tuple[str, str, str], StatedVariance] = {}
    for one in StatedVariance.objects.order_by("-year", "pk"):
        newest[one.of, one.year, one.period] = one
    names = {one.slug: one.name for one in services()}
    of_councils = {one.slug: one.name for one in councils()}
    return tuple(
        VarianceFacts(
            of=names.get(one.of, one.of),
            year=one.year,
            period=one.period,
            total=one.total,
            parts={of_councils[slug]: Decimal(one.parts[slug]) for slug in of_councils if slug in one.parts},
            source=one.source,
            illustrative=one.illustrative,
        )
        for one in newest.values()
    )
