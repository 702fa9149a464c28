"""What the partnership is made of on a day: councils, directorates, services; who leads, and what is provided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from goldenthread.partnership.models import Appointment, Directorate, Provision
from goldenthread.partnership.queries.names import (
    CouncilFacts,
    PartnershipFacts,
    ServiceFacts,
    councils,
    people_names,
    services,
    the_partnership,
)
from goldenthread.partnership.queries.roles import HeldRole, held_roles

Pair = tuple[int, int]  # a service and a council, by their ids


@dataclass(frozen=True, kw_only=True)
class InPost:
    """Somebody who holds a post, or acts in one ("Director of Finance (deputy)")."""

    post: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Extent:
    """From a day on: wholly, in named parts, or not provided (`Provision.Extent`)."""

    starts_on: date
    extent: str
    parts: str

    @property
    def is_provided(self) -> bool:
        return self.extent != Provision.Extent.NOT_PROVIDED


@dataclass(frozen=True, kw_only=True)
class Provided:
    """How a service is provided to a council, version after version, oldest first; seen from a day."""

    versions: tuple[Extent, ...]
    on: date

    @property
    def now(self) -> Extent | None:
        """What holds on the day; None before the first."""
        return next((one for one in reversed(self.versions) if one.starts_on <= self.on), None)

    @property
    def to_come(self) -> Extent | None:
        """What follows it, where that is known."""
        return next((one for one in self.versions if one.starts_on > self.on), None)

    @property
    def is_provided(self) -> bool:
        return self.now is not None and self.now.is_provided

    @property
    def since(self) -> date | None:
        """The first day of the provision that lasts, whatever its extent was on the way."""
        began = None
        for one in self.versions:
            if one.starts_on <= self.on:
                began = None if not one.is_provided else began or one.starts_on
        return began

    @property
    def last_day(self) -> date | None:
        """The last day of a provision that has ended, or whose end is known."""
        if self.now is not None and not self.now.is_provided:
            return self.now.starts_on - timedelta(days=1)
        ends = self.to_come
        return None if ends is None or ends.is_provided or not self.is_provided else ends.starts_on - timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class DirectorateFacts:
    """A directorate, and who directs it."""

    id: int
    slug: str
    name: str
    directors: tuple[InPost, ...]


@dataclass(frozen=True, kw_only=True)
class MadeOf:
    """Everything that the partnership is made of; councils and services in the order of reports."""

    partnership: PartnershipFacts | None
    councils: tuple[CouncilFacts, ...]
    directorates: tuple[DirectorateFacts, ...]
    services: tuple[ServiceFacts, ...]
    leads: Mapping[int, tuple[InPost, ...]]  # by service
    provided: Mapping[Pair, Provided]

    def of_council(self, council: int) -> tuple[Provided, ...]:
        """How each service is provided to a council that ever got it."""
        return tuple(one for (_, to), one in self.provided.items() if to == council)


def made_of(*, on: date) -> MadeOf:
    """What the partnership is made of on a day; in as many reads whatever it holds."""
    held, names = held_roles(on=on), people_names()
    rows = Directorate.objects.order_by("name").values_list("id", "slug", "name")
    return MadeOf(
        partnership=the_partnership(),
        councils=councils(),
        directorates=tuple(
            DirectorateFacts(id=pk, slug=slug, name=name, directors=_directors(pk, held=held, names=names))
            for pk, slug, name in rows
        ),
        services=services(),
        leads=_leads(held, names=names),
        provided=_provided(on=on),
    )


def _directors(directorate: int, *, held: tuple[HeldRole, ...], names: Mapping[int, str]) -> tuple[InPost, ...]:
    return tuple(
        _in_post(one, names=names)
        for one in held
        if one.role == Appointment.Role.DIRECTOR and one.directorate_id == directorate and one.service_id is None
    )


def _leads(held: tuple[HeldRole, ...], *, names: Mapping[int, str]) -> dict[int, tuple[InPost, ...]]:
    found: dict[int, tuple[InPost, ...]] = {}
    for one in held:
        if one.role == Appointment.Role.SERVICE_LEAD and one.service_id is not None:
            found[one.service_id] = (*found.get(one.service_id, ()), _in_post(one, names=names))
    return found


def _in_post(held: HeldRole, *, names: Mapping[int, str]) -> InPost:
    return InPost(post=held.post, name=names.get(held.person_id, ""))


def _provided(*, on: date) -> dict[Pair, Provided]:
    found: dict[Pair, list[Extent]] = {}
    rows = Provision.objects.order_by("service__position", "service__name", "council__position", "starts_on")
    for service, council, starts_on, extent, parts in rows.values_list(
        "service_id", "council_id", "starts_on", "extent", "parts"
    ):
        found.setdefault((service, council), []).append(Extent(starts_on=starts_on, extent=extent, parts=parts))
    return {pair: Provided(versions=tuple(versions), on=on) for pair, versions in found.items()}
