"""Who is let in, and who acts for whom.

Days are those of the product's clock, which a demonstration holds still; moments are real, because links and sessions
run out by the real clock.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.accounts.operations import (
    InvitationLink,
    add_person,
    disable_person,
    enable_person,
    invite_person,
    rename_person,
    unlink_organisation,
)
from goldenthread.accounts.queries import PersonUnknown, person_by_email
from goldenthread.audit.operations import record
from goldenthread.domain.days import day_words
from goldenthread.domain.problems import Refused
from goldenthread.partnership.models import Appointment, Deputy
from goldenthread.partnership.operations.as_seen import check_as_seen
from goldenthread.partnership.permissions import Permission
from goldenthread.partnership.queries import held_roles, may
from goldenthread.partnership.rules import check_is_given_by_another, check_may, check_somebody_administers
from goldenthread.storage.turns import take_turns


class NameMissing(Refused):
    """Somebody who is not known yet is invited without a name."""

    def __init__(self, email: str) -> None:
        super().__init__(f"Nobody here has the e-mail address {email!r} yet. To add them, give their name too.")


class AdministratorThere(Refused):
    """There is an administrator, who invites everybody else."""


class OwnAccount(Refused):
    """An administrator would close the account that they are using."""


class AccountClosed(Refused):
    """Somebody whose account was closed is invited."""

    def __init__(self, email: str) -> None:
        super().__init__(
            f"The account of {email!r} is closed. Open it first.",
            at_terminal="`goldenthread account --open` does that.",
        )


class NotLinked(Refused):
    """The organisation's sign-in is not linked to this person."""


class NameAsBefore(Refused):
    """Somebody is given the name that they have."""


class DeputyRefused(Refused):
    """Nobody can act for this person, or not this one, or not then."""


@transaction.atomic
def invite(
    *,
    email: str,
    name: str,
    by: User,
    today: date,
    at: datetime,
    new_code: bool = False,
    version: int | None = None,
) -> tuple[User, InvitationLink]:
    """A link by which the person chooses a password, or links the organisation's sign-in; adds who is not known yet.

    With `new_code` their code is removed, for a telephone that was lost. `version`, here and below, is what a page
    showed of the person. Raises RoleMissing, CodeMissing, NameMissing, ChangedMeanwhile.
    """
    check_may(by, Permission.ADMINISTER_PEOPLE, today=today)
    person = _known_or_added(email, name=name, by=by, at=at)
    check_as_seen(person, version)
    return person, invite_person(person=person, by=by, at=at, new_code=new_code)


@transaction.atomic
def first_administrator(*, email: str, name: str, today: date, at: datetime) -> tuple[User, InvitationLink]:
    """Makes somebody administrator where nobody is, and invites them; raises AdministratorThere."""
    for held in held_roles(on=today):
        if held.role == Appointment.Role.ADMINISTRATOR:
            raise AdministratorThere(
                f"{User.objects.get(pk=held.person_id).name} is administrator already. Administrators invite others, "
                "and appoint them in the register.",
                at_terminal="`goldenthread invite` invites.",
            )
    person = _known_or_added(email, name=name, by=None, at=at)
    Appointment.objects.create(
        person=person, role=Appointment.Role.ADMINISTRATOR, post="Administrator", starts_on=today
    )
    record(
        "appointment added",
        subject="appointment",
        subject_id=f"{person.pk}/administrator",
        by=None,
        at=at,
        details={"new": {"role": "administrator", "post": "Administrator", "starts_on": today.isoformat()}},
    )
    return person, invite_person(person=person, by=None, at=at)


@transaction.atomic
def close_account(*, email: str, by: User, today: date, at: datetime, version: int | None = None) -> User:
    """Ends the person's sessions; nobody signs in as them any more.

    Raises PersonUnknown, OwnAccount, LastAdministrator, RoleMissing, ChangedMeanwhile.
    """
    check_may(by, Permission.ADMINISTER_PEOPLE, today=today)
    person = person_by_email(email)
    if person.pk == by.pk:
        raise OwnAccount("This is your own account. Have another administrator close it.")
    # As appointments end: of two who close each other one would see the other there still.
    take_turns("register")
    check_as_seen(person, version)
    disable_person(person_id=person.pk, by=by, at=at)
    check_somebody_administers()
    return person


@transaction.atomic
def open_account(*, email: str, by: User, today: date, at: datetime, version: int | None = None) -> User:
    """The person may sign in again, as before. Raises PersonUnknown, RoleMissing, ChangedMeanwhile."""
    check_may(by, Permission.ADMINISTER_PEOPLE, today=today)
    person = User.objects.filter(email__iexact=email.strip()).first()
    if person is None:
        raise PersonUnknown(email)
    check_as_seen(person, version)
    enable_person(person_id=person.pk, by=by, at=at)
    return person


@transaction.atomic
def rename(*, email: str, name: str, by: User, today: date, at: datetime, version: int | None = None) -> User:
    """Gives the person another name, under which everything that they did stands from then on.

    Raises PersonUnknown, NameAsBefore, RoleMissing, ChangedMeanwhile.
    """
    check_may(by, Permission.ADMINISTER_PEOPLE, today=today)
    person = User.objects.filter(email__iexact=email.strip()).first()
    if person is None:
        raise PersonUnknown(email)
    check_as_seen(person, version)
    if not rename_person(person, name=name, by=by, at=at):
        raise NameAsBefore(f"{name} is the name already. Type it as it should be.")
    return person


@transaction.atomic
def unlink_account(*, email: str, by: User, today: date, at: datetime, version: int | None = None) -> User:
    """The organisation's sign-in opens the account no more.

    Raises PersonUnknown, NotLinked, RoleMissing, ChangedMeanwhile.
    """
    check_may(by, Permission.ADMINISTER_PEOPLE, today=today)
    person = person_by_email(email)
    check_as_seen(person, version)
    if not unlink_organisation(person_id=person.pk, by=by, at=at):
        raise NotLinked(f"No organisation's sign-in is linked to {person.name}.")
    return person


@transaction.atomic
def name_deputy(
    *,
    of: str,
    deputy: str,
    starts_on: date,
    ends_on: date,
    by: User,
    today: date,
    at: datetime,
    version: int | None = None,
) -> tuple[str, ...]:
    """Has one person act in every role that another holds on the first day; the posts in which they then act.

    Both are addresses. Named by the person themself, or by an administrator; `version` is what a page showed of the
    person. Raises PersonUnknown, DeputyRefused, OwnRole, ChangedMeanwhile.
    """
    away, acting = person_by_email(of), person_by_email(deputy)
    _check_may_name(away, by=by, today=today)
    check_as_seen(away, version)
    if away.pk == acting.pk:
        raise DeputyRefused("Nobody is their own deputy. Name somebody else.")
    check_is_given_by_another(acting, by=by, on=today)
    if ends_on < starts_on:
        raise DeputyRefused(f"The last day, {day_words(ends_on)}, is before the first, {day_words(starts_on)}.")
    found = Appointment.objects.filter(person=away, starts_on__lte=starts_on).exclude(ended_on__lt=starts_on)
    held = list(found.order_by("id"))
    if not held:
        raise DeputyRefused(f"{away.name} holds no role on {day_words(starts_on)}, so nobody can act in one.")
    # Who acted when is read from these days: what was done before today was done by whoever acted then.
    known = Deputy.objects.filter(appointment__person=away, person=acting, starts_on=starts_on)
    _check_is_not_over(ends_on if known.exists() else starts_on, today=today)
    for appointment in held:
        row, made = Deputy.objects.update_or_create(
            appointment=appointment, person=acting, starts_on=starts_on, defaults={"ends_on": ends_on}
        )
        _record(row, kind="deputy named" if made else "deputy changed", by=by, at=at)
    return tuple(appointment.post for appointment in held)


@transaction.atomic
def call_off_deputy(
    *, of: str, deputy: str, last_day: date, by: User, today: date, at: datetime, version: int | None = None
) -> int:
    """Ends what the deputy acts in after the day; what would begin later is ended too, for how many roles is returned.

    Raises PersonUnknown, DeputyRefused, ChangedMeanwhile.
    """
    away, acting = person_by_email(of), person_by_email(deputy)
    _check_may_name(away, by=by, today=today)
    check_as_seen(away, version)
    _check_is_not_over(last_day, today=today)
    rows = Deputy.objects.filter(appointment__person=away, person=acting, ends_on__gt=last_day).order_by("id")
    ended = list(rows)
    if not ended:
        raise DeputyRefused(f"{acting.name} does not act for {away.name} after {day_words(last_day)}.")
    for row in ended:
        if row.starts_on > last_day:
            _record(row, kind="deputy called off", by=by, at=at)
            row.delete()
        else:
            row.ends_on = last_day
            row.save(update_fields=["ends_on"])
            _record(row, kind="deputy called off", by=by, at=at)
    return len(ended)


def _check_is_not_over(day: date, *, today: date) -> None:
    if day < today:
        raise DeputyRefused(
            f"{day_words(day)} is over. A deputy begins and ends today or later: what was done before stands under "
            "whoever acted then."
        )


def _known_or_added(email: str, *, name: str, by: User | None, at: datetime) -> User:
    try:
        known = person_by_email(email)
    except PersonUnknown as unknown:
        if User.objects.filter(email__iexact=email.strip()).exists():
            raise AccountClosed(email) from unknown
        if not name.strip():
            raise NameMissing(email) from unknown
        return add_person(email=email.strip(), name=name.strip(), by=by, at=at)
    return known


def _check_may_name(away: User, *, by: User, today: date) -> None:
    if by.pk == away.pk and may(by, Permission.NAME_A_DEPUTY, today=today, of=None):
        return
    check_may(by, Permission.ADMINISTER_PEOPLE, today=today)


def _record(row: Deputy, *, kind: str, by: User, at: datetime) -> None:
    record(
        kind,
        subject="appointment",
        subject_id=f"{row.appointment.person_id}/{row.appointment.role}",
        by=by.pk,
        at=at,
        details={"deputy": row.person_id, "starts_on": row.starts_on.isoformat(), "ends_on": row.ends_on.isoformat()},
    )
