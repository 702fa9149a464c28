"""Who holds which role, where, on a day; and what they may do by it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q, QuerySet

from goldenthread.accounts.models import User
from goldenthread.accounts.queries import person_by_email
from goldenthread.partnership.models import Appointment, Council, Directorate, Service
from goldenthread.partnership.permissions import Permission, permissions_of, role_needs_code, roles_with
from goldenthread.partnership.queries.names import CouncilFacts, ServiceFacts
from goldenthread.storage.once import read_once


@dataclass(frozen=True)
class FirstPerson:
    """Whoever begins a database in which nobody holds a role yet; no account of theirs need be there."""

    email: str


@dataclass(frozen=True)
class Scope:
    """Where something is done: for a council, a directorate, a service. None of them is the whole partnership."""

    council_id: int | None = None
    directorate_id: int | None = None
    service_id: int | None = None
    name: str = "the whole partnership"


WHOLE = Scope()


@dataclass(frozen=True, kw_only=True)
class HeldRole:
    """A role that a person holds on a day, or in the place of whoever holds it.

    None is every council, directorate or service.
    """

    person_id: int
    role: str
    post: str  # as reports print it: a deputy's is "Director of Finance (deputy)"
    council_id: int | None
    directorate_id: int | None
    service_id: int | None
    office: str = ""  # the post itself, whoever acts in it
    is_deputy: bool = False

    def reaches(self, scope: Scope) -> bool:
        """Whether it reaches there. The whole partnership is not reached by a role for a part of it."""
        return (
            self.council_id in (None, scope.council_id)
            and self.directorate_id in (None, scope.directorate_id)
            and self.service_id in (None, scope.service_id)
        )


@dataclass(frozen=True)
class HeldSpan:
    """A role with the days on which it is held; no last day while it is not ended."""

    held: HeldRole
    starts_on: date
    ended_on: date | None

    def is_on(self, day: date) -> bool:
        """Whether it is held on the day."""
        return self.starts_on <= day and (self.ended_on is None or self.ended_on >= day)


def scope_of(
    *,
    council: Council | CouncilFacts | None = None,
    service: Service | ServiceFacts | None = None,
    directorate: Directorate | None = None,
) -> Scope:
    """The scope of a council and a service, or a directorate, with their names for a refusal."""
    named = ", ".join(thing.name for thing in (service, directorate, council) if thing is not None)
    return Scope(
        council_id=None if council is None else _id(council),
        directorate_id=_directorate_id(service, directorate),
        service_id=None if service is None else _id(service),
        name=named or WHOLE.name,
    )


def somebody_holds_a_role() -> bool:
    """Whether anybody was ever appointed to anything; if not, the database is new."""
    return Appointment.objects.exists()


def somebody_administers() -> bool:
    """Whether somebody whose account is open is administrator without a last day."""
    lasting = Appointment.objects.filter(role=Appointment.Role.ADMINISTRATOR, ended_on=None)
    return lasting.filter(council=None, directorate=None, service=None, person__is_active=True).exists()


def others_who_administer(person: User, *, on: date) -> tuple[str, ...]:
    """Names of everybody else whose account is open and who may say on that day who holds which role."""
    roles = roles_with(Permission.ADMINISTER_PEOPLE)
    held = (one for one in held_roles(on=on) if one.role in roles and one.reaches(WHOLE))
    ids = {one.person_id for one in held} - {person.pk}
    return tuple(User.objects.filter(pk__in=ids, is_active=True).order_by("name", "pk").values_list("name", flat=True))


def person_or_first(email: str) -> User | FirstPerson:
    """The person of this address; anybody, while nobody holds a role. Raises PersonUnknown."""
    return person_by_email(email) if somebody_holds_a_role() else FirstPerson(email.strip())


@read_once
def every_span() -> tuple[HeldSpan, ...]:
    """Every appointment there ever was, and after them every deputy."""
    return _spans(Appointment.objects.all())


def held_roles(*, on: date, person: User | None = None) -> tuple[HeldRole, ...]:
    """Every role held on a day, or those of one person; those of a deputy come last."""
    found = Appointment.objects.filter(starts_on__lte=on).exclude(ended_on__lt=on)
    if person is not None:
        found = found.filter(Q(person=person) | Q(deputies__person=person))
    return tuple(
        span.held for span in _spans(found) if span.is_on(on) and (person is None or span.held.person_id == person.pk)
    )


def what_may(person: User, *, today: date) -> Mapping[Permission, tuple[HeldRole, ...]]:
    """Everything that the person may do, each with the roles that say where."""
    found: dict[Permission, tuple[HeldRole, ...]] = {}
    for held in held_roles(on=today, person=person):
        for permission in permissions_of(held.role):
            found[permission] = (*found.get(permission, ()), held)
    return found


def may(person: User, permission: Permission, *, today: date, of: Scope | None = WHOLE) -> bool:
    """Whether the person may do this there on that day; `of=None` asks whether anywhere."""
    return role_for(person, permission, today=today, of=of) is not None


def role_for(person: User, permission: Permission, *, today: date, of: Scope | None = WHOLE) -> HeldRole | None:
    """The first role by which the person may do this there, with its post; or None."""
    return role_among(held_roles(on=today, person=person), permission, of=of)


def role_among(held: Iterable[HeldRole], *permissions: Permission, of: Scope | None) -> HeldRole | None:
    """The first of the roles that gives one of the permissions there: for many figures at once."""
    roles = roles_with(*permissions)
    return next((one for one in held if one.role in roles and (of is None or one.reaches(of))), None)


def role_held(person: User, role: str, *, on: date, of: Scope) -> HeldRole | None:
    """The appointment by which the person held this very role there on a day."""
    return next((one for one in held_roles(on=on, person=person) if one.role == role and one.reaches(of)), None)


def needs_code(person: User, *, today: date) -> bool:
    """Whether the person holds a role, or acts in one, that takes a code to sign in."""
    return any(role_needs_code(held.role) for held in held_roles(on=today, person=person))


def people_in_post(*, on: date) -> Mapping[str, tuple[int, ...]]:
    """Ids of the people who hold each post on a day, and then of those who act in it."""
    posts: dict[str, tuple[int, ...]] = {}
    for held in held_roles(on=on):
        if held.person_id not in posts.get(held.office, ()):
            posts[held.office] = (*posts.get(held.office, ()), held.person_id)
    return posts


def people_who_may(*permissions: Permission, on: date) -> tuple[int, ...]:
    """Ids of the people who may do one of these somewhere on a day, and of those who act for them."""
    roles = roles_with(*permissions)
    return tuple(dict.fromkeys(held.person_id for held in held_roles(on=on) if held.role in roles))


def _spans(appointments: QuerySet[Appointment]) -> tuple[HeldSpan, ...]:
    """The appointments, each once, and after them their deputies; in one query, a row for each deputy."""
    deputy = [f"deputies__{field}" for field in ("id", "person_id", "starts_on", "ends_on")]
    own: dict[int, HeldSpan] = {}
    acting: dict[int, HeldSpan] = {}
    for row in appointments.order_by("id", "deputies__id").values(
        "id",
        "person_id",
        "role",
        "post",
        "council_id",
        "directorate_id",
        "service_id",
        "starts_on",
        "ended_on",
        *deputy,
    ):
        held = HeldRole(
            person_id=row["person_id"],
            role=row["role"],
            post=row["post"],
            council_id=row["council_id"],
            directorate_id=row["directorate_id"],
            service_id=row["service_id"],
            office=row["post"],
        )
        span = own[row["id"]] = HeldSpan(held, starts_on=row["starts_on"], ended_on=row["ended_on"])
        if row["deputies__id"] is not None:
            acting[row["deputies__id"]] = HeldSpan(
                replace(held, person_id=row["deputies__person_id"], post=f"{held.post} (deputy)", is_deputy=True),
                starts_on=max(row["deputies__starts_on"], span.starts_on),
                ended_on=min(row["deputies__ends_on"], span.ended_on or row["deputies__ends_on"]),
            )
    return (*own.values(), *(acting[key] for key in sorted(acting)))


def _id(thing: Council | CouncilFacts | Service | ServiceFacts) -> int:
    return thing.id if isinstance(thing, CouncilFacts | ServiceFacts) else int(thing.pk)


def _directorate_id(service: Service | ServiceFacts | None, directorate: Directorate | None) -> int | None:
    if service is not None:
        return service.directorate_id
    return None if directorate is None else int(directorate.pk)
