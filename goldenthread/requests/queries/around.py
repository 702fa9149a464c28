"""What stands around every request: the councils, the staff that service plans agreed, and what is promised already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F

from goldenthread.domain.plain import from_plain
from goldenthread.domain.request_decisions import RequestState
from goldenthread.domain.request_knowledge import StaffKnown
from goldenthread.domain.request_records import Needs
from goldenthread.partnership.queries import councils
from goldenthread.plans.models import ServicePlanResource
from goldenthread.requests.models import Statement

# What was accepted takes its staff until it has ended.
TAKING = (RequestState.ACCEPTED.value, RequestState.RUNNING.value)


@dataclass(frozen=True, kw_only=True)
class Around:
    """`establishments` are by service, council and year; `taken` the needs of accepted requests, by request id."""

    councils: Mapping[str, str]  # names by slug, in the order of reports
    establishments: Mapping[tuple[int, str, str], Decimal | None]
    taken: Mapping[int, tuple[int, Needs]]  # the service, and what it takes

    def staff(self, needs: Needs | None, *, service_id: int, request_id: int | None) -> tuple[StaffKnown, ...]:
        """What a request takes beside what there is and what others take, by council and year."""
        others = [taken for pk, (its, taken) in self.taken.items() if its == service_id and pk != request_id]

        def promised(council: str, year: str) -> Decimal:
            every = (one for taken in others for one in taken.staff)
            return sum((one.staff for one in every if (one.council, one.year) == (council, year)), Decimal(0))

        return tuple(
            StaffKnown(
                council=self.councils.get(one.council, one.council),
                council_slug=one.council,
                year=one.year,
                establishment=self.establishments.get((service_id, one.council, one.year)),
                promised=promised(one.council, one.year),
                needed=one.staff,
            )
            for one in (() if needs is None else needs.staff)
        )


def around() -> Around:
    """As it stands now; three reads."""
    establishments: dict[tuple[int, str, str], Decimal | None] = {}
    # What a council had by an earlier text of a service plan, which named it, is not its own any more.
    own = ServicePlanResource.objects.filter(service_plan__provided__council=F("council"))
    for row in own.order_by("number", "pk").values_list("service_plan__service_id", "council__slug", "year", "staff"):
        service_id, council, year, staff = row
        establishments[service_id, council, year] = staff
    taken: dict[int, tuple[int, Needs]] = {}
    needs = Statement.objects.filter(kind=Statement.Kind.NEEDS, request__state__in=TAKING).order_by("number", "pk")
    for pk, service_id, content in needs.values_list("request_id", "request__service_id", "content"):
        taken[pk] = (service_id, from_plain(Needs, content))
    return Around(councils={one.slug: one.name for one in councils()}, establishments=establishments, taken=taken)
