"""Who holds which role, where, on a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from goldenthread.accounts.models import User
from goldenthread.accounts.queries import person_by_email
from goldenthread.partnership.models import Appointment, Council, Service
from goldenthread.partnership.queries.names import CouncilFacts, ServiceFacts


@dataclass(frozen=True)
class FirstPerson:
    """Whoever begins a database in which nobody holds a role yet; no account of theirs need be there."""

    email: str


@dataclass(frozen=True, kw_only=True)
class HeldRole:
    """A role that a person holds on a day. None is every council, directorate or service."""

    person_id: int
    role: str
    post: str
    council_id: int | None
    directorate_id: int | None
    service_id: int | None

    def covers(self, *, council_id: int | None, service: ServiceFacts | None) -> bool:
        """Whether it reaches this service for this council.

        No council is the whole partnership, which a role for one council does not reach; no service
        likewise.
        """
        return (
            self.council_id in (None, council_id)
            and self.directorate_id in (None, service.directorate_id if service else None)
            and self.service_id in (None, service.id if service else None)
        )


def somebody_holds_a_role() -> bool:
    """Whether anybody was ever appointed to anything; if not, the database is new."""
    return Appointment.objects.exists()


def person_or_first(email: str) -> User | FirstPerson:
    """The person of this address; anybody, while nobody holds a role. Raises PersonUnknown."""
    return person_by_email(email) if somebody_holds_a_role() else FirstPerson(email.strip())


def held_roles(*, on: date, person: User | None = None) -> tuple[HeldRole, ...]:
    """Every role held on a day, or those of one person."""
    found = Appointment.objects.filter(starts_on__lte=on).exclude(ended_on__lt=on).order_by("id")
    if person is not None:
        found = found.filter(person=person)
    return tuple(
        HeldRole(
            person_id=held.person_id,
            role=held.role,
            post=held.post,
            council_id=held.council_id,
            directorate_id=held.directorate_id,
            service_id=held.service_id,
        )
        for held in found
    )


def holds_role(
    person: User,
    *roles: str,
    on: date,
    council: Council | CouncilFacts | None = None,
    service: Service | ServiceFacts | None = None,
) -> bool:
    """Whether the person holds one of the roles on a day, for this service and council."""
    return role_held(person, *roles, on=on, council=council, service=service) is not None


def role_held(
    person: User,
    *roles: str,
    on: date,
    council: Council | CouncilFacts | None = None,
    service: Service | ServiceFacts | None = None,
) -> HeldRole | None:
    """The first appointment by which the person holds one of the roles there, with its post; or None."""
    what = _service_facts(service) if isinstance(service, Service) else service
    return role_among(
        held_roles(on=on, person=person), *roles, council_id=None if council is None else _id(council), service=what
    )


def role_among(
    held: Iterable[HeldRole], *roles: str, council_id: int | None, service: ServiceFacts | None
) -> HeldRole | None:
    """The same among roles that were read before: for many figures at once."""
    for one in held:
        if one.role in roles and one.covers(council_id=council_id, service=service):
            return one
    return None


def people_in_post(*, on: date) -> Mapping[str, tuple[int, ...]]:
    """Ids of the people who hold each post on a day."""
    posts: dict[str, tuple[int, ...]] = {}
    for held in held_roles(on=on):
        if held.person_id not in posts.get(held.post, ()):
            posts[held.post] = (*posts.get(held.post, ()), held.person_id)
    return posts


def _id(council: Council | CouncilFacts) -> int:
    return council.id if isinstance(council, CouncilFacts) else int(council.pk)


def _service_facts(service: Service) -> ServiceFacts:
    return ServiceFacts(
        id=service.pk,
        slug=service.slug,
        name=service.name,
        position=service.position,
        directorate_id=service.directorate_id,
        directorate="",
    )
