"""Everything that the partnership's sheets change: councils, services, provision, people, appointments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.db.models import Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.accounts.operations import add_person
from goldenthread.audit.operations import Happening, record_all
from goldenthread.partnership.forms import AppointmentRow, ProvisionRow
from goldenthread.partnership.models import Appointment, Council, Directorate, Partnership, Provision, Service
from goldenthread.partnership.rules import (
    PartnershipChanges,
    check_is_given_by_another,
    check_somebody_administers,
)
from goldenthread.spreadsheets.columns import Row
from goldenthread.spreadsheets.differences import differences, in_words

_BATCH = 100


@transaction.atomic
def enter_partnership(changes: PartnershipChanges, *, by: User, at: datetime) -> None:
    """Writes what `check_sheets` found to be new or different, with an event for each row.

    Raises LastAdministrator where it would leave nobody who administers, and OwnRole where somebody gives a role to
    themself, or holds one for longer by it, and another administrator is there.
    """
    if any(_is_given(old, row) and row.email == by.email for old, row in _appointments(changes)):
        check_is_given_by_another(by, by=by, on=timezone.localdate(at))
    _enter_people(changes, by=by, at=at)
    happenings = [
        *_enter_the_partnership(changes),
        *_enter_councils(changes),
        *_enter_directorates(changes),
        *_enter_services(changes),
        *_enter_provision(changes.provision.new),
        *_enter_appointments(changes),
    ]
    record_all(happenings, by=by.pk, at=at)


def happening_of(row: Row, *, subject: str, subject_id: str, old: Row | None = None) -> Happening:
    """What the log says of a row: all of a new one, the old and the new of what differs in a changed one."""
    if old is None:
        said = {each.name: in_words(getattr(row, each.name)) for each in fields(row) if each.compare}
        return Happening(f"{subject} added", subject, subject_id, {"new": {k: v for k, v in said.items() if v}})
    differing = differences(old, row)
    return Happening(
        f"{subject} changed",
        subject,
        subject_id,
        {
            "old": {name: in_words(getattr(old, name)) for name in differing},
            "new": {name: in_words(getattr(row, name)) for name in differing},
        },
    )


def _enter_people(changes: PartnershipChanges, *, by: User, at: datetime) -> None:
    for row in changes.people.said:
        add_person(email=row.email, name=row.name, by=by, at=at)


def _enter_the_partnership(changes: PartnershipChanges) -> list[Happening]:
    happenings = []
    for old, row in (*((None, row) for row in changes.partnership.new), *changes.partnership.changed):
        Partnership.objects.update_or_create(
            only=True,
            defaults={
                "name": row.name,
                "report_author": row.report_author,
                "report_contact": row.report_contact,
                "illustrative_note": row.illustrative_note,
            },
        )
        happenings.append(happening_of(row, subject="partnership", subject_id="1", old=old))
    return happenings


def _enter_councils(changes: PartnershipChanges) -> list[Happening]:
    new = [
        Council(
            slug=row.slug,
            name=row.name,
            full_name=row.full_name,
            short_name=row.short_name,
            gss_code=row.gss_code,
            position=row.order,
            clearance_required=bool(row.clearance_required),
        )
        for row in changes.councils.new
    ]
    _free(Council, changes.councils.changed, fields=("name", "gss_code"))
    for _, row in changes.councils.changed:
        Council.objects.filter(slug=row.slug).update(
            name=row.name,
            full_name=row.full_name,
            short_name=row.short_name,
            gss_code=row.gss_code,
            position=row.order,
            clearance_required=bool(row.clearance_required),
        )
    Council.objects.bulk_create(new, batch_size=_BATCH)
    return _by_slug(changes.councils.new, changes.councils.changed, subject="council")


def _enter_directorates(changes: PartnershipChanges) -> list[Happening]:
    new = [Directorate(slug=row.slug, name=row.name) for row in changes.directorates.new]
    _free(Directorate, changes.directorates.changed, fields=("name",))
    for _, row in changes.directorates.changed:
        Directorate.objects.filter(slug=row.slug).update(name=row.name)
    Directorate.objects.bulk_create(new, batch_size=_BATCH)
    return _by_slug(changes.directorates.new, changes.directorates.changed, subject="directorate")


def _enter_services(changes: PartnershipChanges) -> list[Happening]:
    directorates = _ids(Directorate)
    new = [
        Service(slug=row.slug, name=row.name, directorate_id=directorates[row.directorate], position=row.order)
        for row in changes.services.new
    ]
    _free(Service, changes.services.changed, fields=("name",))
    for _, row in changes.services.changed:
        Service.objects.filter(slug=row.slug).update(
            name=row.name, directorate_id=directorates[row.directorate], position=row.order
        )
    Service.objects.bulk_create(new, batch_size=_BATCH)
    return _by_slug(changes.services.new, changes.services.changed, subject="service")


def _enter_provision(rows: Iterable[ProvisionRow]) -> list[Happening]:
    services, councils = _ids(Service), _ids(Council)
    said = list(rows)
    Provision.objects.bulk_create(
        (
            Provision(
                service_id=services[row.service],
                council_id=councils[row.council],
                starts_on=row.starts_on,
                extent=row.extent.replace(" ", "-"),
                parts=row.parts,
            )
            for row in said
        ),
        batch_size=_BATCH,
    )
    return [happening_of(row, subject="provision", subject_id=f"{row.service}/{row.council}") for row in said]


def _enter_appointments(changes: PartnershipChanges) -> list[Happening]:
    people = dict(User.objects.values_list("email", "id"))
    councils, directorates, services = _ids(Council), _ids(Directorate), _ids(Service)

    def scope(row: AppointmentRow) -> dict[str, Any]:
        return {
            "person_id": people[row.email],
            "role": row.role.replace(" ", "-"),
            "council_id": councils[row.council] if row.council else None,
            "directorate_id": directorates[row.directorate] if row.directorate else None,
            "service_id": services[row.service] if row.service else None,
            "starts_on": row.starts_on,
        }

    new = [Appointment(**scope(row), post=row.post, ended_on=row.ended_on) for row in changes.appointments.new]
    Appointment.objects.bulk_create(new, batch_size=_BATCH)
    for _, row in changes.appointments.changed:
        Appointment.objects.filter(**scope(row)).update(post=row.post, ended_on=row.ended_on)
    if any(row.role == Appointment.Role.ADMINISTRATOR for _, row in changes.appointments.changed):
        check_somebody_administers()
    # The log holds a person's number and never the address.
    return [
        happening_of(
            replace(row, email=""),
            subject="appointment",
            subject_id=f"{people[row.email]}/{row.role}",
            old=None if old is None else replace(old, email=""),
        )
        for old, row in _appointments(changes)
    ]


def _appointments(changes: PartnershipChanges) -> list[tuple[AppointmentRow | None, AppointmentRow]]:
    """Each appointment that is new or changed, with what it was before."""
    return [*((None, row) for row in changes.appointments.new), *changes.appointments.changed]


def _is_given(old: AppointmentRow | None, row: AppointmentRow) -> bool:
    """Whether somebody holds a role by the row that they did not hold before, or for longer."""
    if old is None or old.ended_on is None:
        return old is None
    return row.ended_on is None or row.ended_on > old.ended_on


def _by_slug(new: Iterable[Any], changed: Iterable[tuple[Any, Any]], *, subject: str) -> list[Happening]:
    return [
        happening_of(row, subject=subject, subject_id=row.slug, old=old)
        for old, row in (*((None, row) for row in new), *changed)
    ]


def _free(model: type[models.Model], changed: Iterable[tuple[Any, Any]], *, fields: Iterable[str]) -> None:
    """Takes from rows about to change what each has alone, so that two of them may swap it."""
    slugs = [row.slug for _, row in changed]
    for start in range(0, len(slugs), _BATCH):
        rows = model._default_manager.filter(slug__in=slugs[start : start + _BATCH])
        meanwhile = Concat(Value("~"), Cast("pk", models.CharField()))
        rows.update(**dict.fromkeys(fields, meanwhile))


def _ids(model: type[models.Model]) -> Mapping[str, int]:
    """Ids of every row by slug."""
    return dict(model._default_manager.values_list("slug", "id"))
