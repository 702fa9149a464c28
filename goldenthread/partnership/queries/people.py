"""The people who use the product: how each stands, what they hold and held, who acts for whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Q

from goldenthread.accounts.models import User
from goldenthread.accounts.standing import Account, account_of, accounts
from goldenthread.audit.models import Event
from goldenthread.audit.queries import Asked, LogEntry, log_entries
from goldenthread.partnership.models import Appointment, Deputy
from goldenthread.partnership.permissions import Role, role_needs_code
from goldenthread.partnership.queries.names import councils, directorates, services
from goldenthread.partnership.queries.roles import HeldRole, held_roles

# What changes somebody, where signing in and out does not: a form that was open meanwhile is out of date.
CHANGES = (
    "person added",
    "person renamed",
    "person invited",
    "invitation taken up",
    "person disabled",
    "person enabled",
    "code added",
    "code removed",
    "organisation's sign-in linked",
    "organisation's sign-in unlinked",
    "appointment added",
    "appointment changed",
    "deputy named",
    "deputy changed",
    "deputy called off",
)


@dataclass(frozen=True)
class Places:
    """Names of councils, directorates and services by id, and which council has which slug."""

    councils: Mapping[int, str]
    directorates: Mapping[int, str]
    services: Mapping[int, str]
    council_slugs: Mapping[int, str]

    def where(self, held: HeldRole | AppointmentFacts) -> str:
        """ "Exchequer and Transactional, Havering", "the whole partnership"."""
        named = (
            self.services.get(held.service_id or 0),
            self.directorates.get(held.directorate_id or 0),
            self.councils.get(held.council_id or 0),
        )
        return ", ".join(filter(None, named)) or "the whole partnership"


@dataclass(frozen=True, kw_only=True)
class AppointmentFacts:
    """A role that somebody holds, held or will hold."""

    id: int
    person_id: int
    role: str
    post: str
    council_id: int | None
    directorate_id: int | None
    service_id: int | None
    starts_on: date
    ended_on: date | None
    where: str = ""

    @property
    def role_words(self) -> str:
        return Role(self.role).label

    def is_past(self, *, on: date) -> bool:
        return self.ended_on is not None and self.ended_on < on

    def is_to_come(self, *, on: date) -> bool:
        return self.starts_on > on

    def is_on(self, day: date) -> bool:
        """Whether it is held on the day."""
        return not self.is_past(on=day) and not self.is_to_come(on=day)


@dataclass(frozen=True, kw_only=True)
class DeputyFacts:
    """Somebody acts for another in some posts, from a day to a last day."""

    of_id: int
    of_name: str
    of_email: str
    deputy_id: int
    deputy_name: str
    deputy_email: str
    posts: tuple[str, ...]
    starts_on: date
    ends_on: date

    def is_on(self, day: date) -> bool:
        """Whether the deputy acts on the day."""
        return self.starts_on <= day <= self.ends_on


@dataclass(frozen=True, kw_only=True)
class ListedPerson:
    """One of the list of people: the account, and what they hold or act in today."""

    account: Account
    held: tuple[HeldRole, ...]
    where: tuple[str, ...]  # of each role held

    @property
    def needs_code(self) -> bool:
        return any(role_needs_code(one.role) for one in self.held)

    @property
    def is_deputy(self) -> bool:
        return any(one.is_deputy for one in self.held)

    @property
    def lacks_code(self) -> bool:
        """Whether they sign in without the code that a role of theirs takes, so that they get no further than that."""
        return self.account.can_sign_in and self.needs_code and not self.account.brings_a_second_factor


@dataclass(frozen=True, kw_only=True)
class PersonFacts:
    """Everything that is kept of one person's place in the partnership."""

    account: Account
    appointments: tuple[AppointmentFacts, ...]  # the newest first
    deputies: tuple[DeputyFacts, ...]  # who acts for them, now or to come
    acts_for: tuple[DeputyFacts, ...]
    needs_code: bool
    version: int  # changes with everything that is done to the person, but not by their signing in


def places() -> Places:
    """The names of everything that a role can be held for; three reads."""
    found = councils()
    return Places(
        councils={one.id: one.name for one in found},
        directorates=directorates(),
        services={one.id: one.name for one in services()},
        council_slugs={one.id: one.slug for one in found},
    )


def people(*, on: date) -> tuple[ListedPerson, ...]:
    """Everybody, in order of name, with the roles of a day; as many reads whatever their number."""
    held: dict[int, list[HeldRole]] = {}
    for role in held_roles(on=on):
        held.setdefault(role.person_id, []).append(role)
    named = places()
    return tuple(
        ListedPerson(
            account=account,
            held=tuple(held.get(account.person_id, ())),
            where=tuple(named.where(one) for one in held.get(account.person_id, ())),
        )
        for account in accounts()
    )


def person_facts(person_id: int, *, on: date) -> PersonFacts | None:
    """One person; None where there is none of this id."""
    account = account_of(person_id)
    if account is None:
        return None
    acting = deputies(from_day=on, person_id=person_id)
    held = held_roles(on=on, person=User(pk=person_id))
    return PersonFacts(
        account=account,
        appointments=appointments_of(person_id),
        deputies=tuple(one for one in acting if one.of_id == person_id),
        acts_for=tuple(one for one in acting if one.deputy_id == person_id),
        needs_code=any(role_needs_code(one.role) for one in held),
        version=person_version(person_id),
    )


def appointments_of(person_id: int | None = None) -> tuple[AppointmentFacts, ...]:
    """Every appointment of a person, or of everybody, the newest first."""
    named = places()
    rows = Appointment.objects.all() if person_id is None else Appointment.objects.filter(person_id=person_id)
    fields = ("id", "person_id", "role", "post", "council_id", "directorate_id", "service_id", "starts_on", "ended_on")
    found = (AppointmentFacts(**row) for row in rows.order_by("-starts_on", "-id").values(*fields))
    return tuple(_placed(one, named) for one in found)


def deputies(*, from_day: date, person_id: int) -> tuple[DeputyFacts, ...]:
    """Who acts for the person, and for whom the person acts, on a day or after it; by first day."""
    rows = (
        Deputy.objects.filter(Q(person_id=person_id) | Q(appointment__person_id=person_id), ends_on__gte=from_day)
        .select_related("person", "appointment__person")
        .order_by("starts_on", "id")
    )
    grouped: dict[tuple[int, int, date, date], list[Deputy]] = {}
    for row in rows:
        grouped.setdefault((row.appointment.person_id, row.person_id, row.starts_on, row.ends_on), []).append(row)
    return tuple(
        DeputyFacts(
            of_id=of_id,
            of_name=every[0].appointment.person.name,
            of_email=every[0].appointment.person.email,
            deputy_id=deputy_id,
            deputy_name=every[0].person.name,
            deputy_email=every[0].person.email,
            posts=tuple(dict.fromkeys(one.appointment.post for one in every)),
            starts_on=starts_on,
            ends_on=ends_on,
        )
        for (of_id, deputy_id, starts_on, ends_on), every in grouped.items()
    )


def person_version(person_id: int) -> int:
    """A number that is another once anything was done to the person but their signing in."""
    found = Event.objects.filter(_about(person_id), kind__in=CHANGES).aggregate(newest=Max("id"))["newest"]
    return found or 0


def done_to_person(person_id: int, *, most: int) -> tuple[LogEntry, ...]:
    """What the log has of a person and their roles, newest first."""
    return tuple(log_entries(Asked(about=_about(person_id)), most=most))


def changed_since(person_id: int, version: int) -> tuple[LogEntry, ...]:
    """What was done to the person after their version was this, newest first."""
    found = log_entries(Asked(about=_about(person_id), kinds=CHANGES), most=50)
    return tuple(one for one in found if one.number > version)


def names_of(ids: set[int]) -> dict[int, str]:
    """The names of people by id."""
    return dict(User.objects.filter(pk__in=ids).values_list("pk", "name"))


def _about(person_id: int) -> Q:
    return Q(subject="person", subject_id=str(person_id)) | Q(
        subject="appointment", subject_id__startswith=f"{person_id}/"
    )


def _placed(one: AppointmentFacts, named: Places) -> AppointmentFacts:
    return AppointmentFacts(**{**vars(one), "where": named.where(one)})
