"""Who holds which role, said one at a time at the pages: by the rules of the register's sheets, and no other."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.accounts.operations import InvitationLink, invite_person
from goldenthread.accounts.queries import person_by_email
from goldenthread.domain.days import day_words
from goldenthread.domain.problems import InputRefused, Refused
from goldenthread.partnership.forms import AppointmentRow, PartnershipSheets, PersonRow
from goldenthread.partnership.models import Appointment
from goldenthread.partnership.operations.as_seen import check_as_seen
from goldenthread.partnership.operations.sheets import enter_partnership
from goldenthread.partnership.permissions import Permission
from goldenthread.partnership.queries import partnership_sheets
from goldenthread.partnership.rules import Names, PartnershipChanges, check_may, check_sheets
from goldenthread.spreadsheets.differences import Findings
from goldenthread.storage.turns import take_turns


class KnownAlready(Refused):
    """Somebody is to be added whose address is here."""


class AppointmentUnknown(Refused):
    """There is no such appointment, or it is another's."""


class AlreadyAppointed(Refused):
    """The person holds this very role there from that day on."""


class EndedAlready(Refused):
    """The appointment has a last day, and it has passed."""


@transaction.atomic
def invite_new(
    *, email: str, name: str, first: AppointmentRow | None, by: User, today: date, at: datetime
) -> tuple[User, InvitationLink]:
    """Adds somebody with a first role, or none, and sends them the link by which they choose a password.

    Raises KnownAlready, InputRefused with every problem of what was typed, RoleMissing, CodeMissing.
    """
    check_may(by, Permission.ADMINISTER_PEOPLE, today=today)
    take_turns("register")
    known = User.objects.filter(email__iexact=email.strip()).first()
    if known is not None:
        raise KnownAlready(
            f"{known.name} has this address already."
            + ("" if known.is_active else " Their account is closed: open it on their page.")
        )
    person = PersonRow(email=email.strip(), name=name)
    changes = _checked(PartnershipSheets(people=(person,), appointments=() if first is None else (first,)), today=today)
    enter_partnership(changes, by=by, at=at)
    added = person_by_email(email)
    return added, invite_person(person=added, by=by, at=at)


@transaction.atomic
def appoint(row: AppointmentRow, *, by: User, today: date, at: datetime, version: int | None = None) -> User:
    """Gives a role to somebody who is known, from a day on; the person.

    `version` is what a page showed of the person. Raises AlreadyAppointed, InputRefused with every problem of what was
    typed, ChangedMeanwhile, PersonUnknown, RoleMissing, CodeMissing.
    """
    check_may(by, Permission.ADMINISTER_PEOPLE, today=today)
    take_turns("register")
    person = person_by_email(row.email)
    check_as_seen(person, version)
    changes = _checked(PartnershipSheets(appointments=(row,)), today=today)
    if not changes.appointments.new:
        raise AlreadyAppointed(
            f"{person.name} is {row.role} there from {day_words(row.starts_on)} already. To change until when, "
            "end that appointment."
        )
    enter_partnership(changes, by=by, at=at)
    return person


@transaction.atomic
def end_appointment(
    *, appointment_id: int, last_day: date, by: User, today: date, at: datetime, version: int | None = None
) -> Appointment:
    """Gives an appointment its last day, or another one while it lasts.

    Raises AppointmentUnknown, EndedAlready, LastAdministrator, InputRefused, ChangedMeanwhile, RoleMissing and
    CodeMissing.
    """
    check_may(by, Permission.ADMINISTER_PEOPLE, today=today)
    take_turns("register")
    found = (
        Appointment.objects.filter(pk=appointment_id)
        .select_related("person", "council", "directorate", "service")
        .first()
    )
    if found is None:
        raise AppointmentUnknown("There is no such appointment.")
    check_as_seen(found.person, version)
    if found.ended_on is not None and found.ended_on < today:
        raise EndedAlready(f"It ended on {day_words(found.ended_on)}. Give a new one where it begins again.")
    row = AppointmentRow(
        email=found.person.email,
        role=found.role.replace("-", " "),
        post=found.post,
        council="" if found.council is None else found.council.slug,
        directorate="" if found.directorate is None else found.directorate.slug,
        service="" if found.service is None else found.service.slug,
        starts_on=found.starts_on,
        ended_on=last_day,
    )
    enter_partnership(_checked(PartnershipSheets(appointments=(row,)), today=today), by=by, at=at)
    return found


def _checked(said: PartnershipSheets, *, today: date) -> PartnershipChanges:
    """What the rows change, by the rules of a register that is imported, and from today on; raises InputRefused."""
    held, findings = partnership_sheets(), Findings(file="")
    names = Names(held=held, said=said, findings=findings)
    changes = check_sheets(said, held=held, names=names, may_appoint=True, findings=findings)
    # Documents print the post that somebody held when they did something: none is given for what was done before.
    for row in changes.appointments.new:
        if row.starts_on < today:
            findings.refuse(
                row,
                "starts_on",
                "A role begins on the day that it is given, or later: what was done before stands under the posts of "
                "then.",
                expected=f"{day_words(today)} or later",
            )
    if findings.problems:
        raise InputRefused(findings.problems)
    return changes
