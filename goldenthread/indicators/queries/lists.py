"""The year's list: who agreed it, and how many measures it counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from goldenthread.domain.periods import FinancialYear
from goldenthread.indicators.models import AgreedList, ListEntry, Target
from goldenthread.indicators.queries.authority import AuthorityFacts, authority_of
from goldenthread.indicators.queries.due import DueMeasure
from goldenthread.partnership.queries import CouncilFacts, ProvisionOnADay, councils


@dataclass(frozen=True, kw_only=True)
class ListFacts:
    """A year's list."""

    id: int
    year: str
    title: str
    authority: AuthorityFacts
    reporting: AuthorityFacts  # the decision that asked for the figures every quarter

    @property
    def is_proposed(self) -> bool:
        """Whether no decision has agreed it yet."""
        return not self.authority.is_agreed


@dataclass(frozen=True, kw_only=True)
class CouncilMeasures:
    """How many measures of a council the list counts."""

    council: CouncilFacts
    measures: int


@dataclass(frozen=True, kw_only=True)
class ListCounts:
    """120 measures: 51 for Newham, 60 for Havering and 9 for Bexley; and what stands beside them."""

    counted: int
    by_council: tuple[CouncilMeasures, ...]
    indicators: int  # different ones among the counted measures
    whole_partnership_measures: int


def agreed_list(year: FinancialYear) -> ListFacts | None:
    """The list of a year, or None where there is none."""
    meeting = "item__meeting__committee"
    found = (
        AgreedList.objects.filter(year=str(year))
        .select_related(f"decision__{meeting}", f"reporting_decision__{meeting}")
        .first()
    )
    if found is None:
        return None
    return ListFacts(
        id=found.pk,
        year=found.year,
        title=found.title,
        authority=authority_of(found.decision),
        reporting=authority_of(found.reporting_decision),
    )


def list_as_seen(year: FinancialYear) -> str:
    """Stands for the list as it was read: its decision, what is on it and every target; another word after a change."""
    lists = AgreedList.objects.filter(year=str(year)).values_list("title", "decision_id", "reporting_decision_id")
    # Rows that never change: that there is another is all that there is to know.
    entries = ListEntry.objects.filter(agreed_list__year=str(year)).order_by("pk").values_list("pk", flat=True)
    targets = Target.objects.filter(year=str(year)).order_by("pk").values_list("pk", flat=True)
    return sha256(repr((list(lists), list(entries), list(targets))).encode()).hexdigest()[:32]


def list_counts(measures: Iterable[DueMeasure]) -> ListCounts:
    """What the list counts on the quarter's last day, from what `measures_due` found for it."""
    every = list(measures)
    counted = [measure for measure in every if measure.council is not None]
    return ListCounts(
        counted=len(counted),
        by_council=tuple(
            CouncilMeasures(
                council=council,
                measures=sum(1 for m in counted if m.council is not None and m.council.id == council.id),
            )
            for council in councils()
        ),
        indicators=len({measure.ref for measure in counted}),
        whole_partnership_measures=len(every) - len(counted),
    )


def provided_to_one_council(provision: Iterable[ProvisionOnADay]) -> tuple[ProvisionOnADay, ...]:
    """Services that a single council gets: "Passenger Transport (LBH only)"; from `provision_on`."""
    by_service: dict[int, list[ProvisionOnADay]] = {}
    for provided in provision:
        by_service.setdefault(provided.service.id, []).append(provided)
    return tuple(found[0] for found in by_service.values() if len(found) == 1)
