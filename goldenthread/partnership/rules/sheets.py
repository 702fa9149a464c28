"""What may stand in the partnership's sheets, and what they would change."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from goldenthread.partnership.forms import (
    AppointmentRow,
    CouncilRow,
    DirectorateRow,
    PartnershipRow,
    PartnershipSheets,
    PersonRow,
    ProvisionRow,
    ServiceRow,
)
from goldenthread.partnership.rules.names import Names
from goldenthread.spreadsheets.columns import Row
from goldenthread.spreadsheets.differences import Compared, Findings, compare, compare_versions, in_force, in_words

R = TypeVar("R", bound=Row)
S = TypeVar("S", CouncilRow, DirectorateRow, ServiceRow)

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_GSS = re.compile(r"[EWSNJKL][0-9]{8}")
# Runs of letters and digits, and what stands between them. The standard allows more; no council's address has it.
_EMAIL = re.compile(
    r"[A-Za-z0-9_](?:[A-Za-z0-9_+'&%-]|\.(?=[A-Za-z0-9_]))*@"
    r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]*[A-Za-z0-9]"
)


@dataclass(frozen=True, kw_only=True)
class PartnershipChanges:
    """What the sheets add and change, and provision as it is afterwards.

    In these rows councils, services and directorates are slugs.
    """

    partnership: Compared[PartnershipRow]
    councils: Compared[CouncilRow]
    directorates: Compared[DirectorateRow]
    services: Compared[ServiceRow]
    provision: Compared[ProvisionRow]
    people: Compared[PersonRow]
    appointments: Compared[AppointmentRow]
    provision_after: Mapping[tuple[str, str], tuple[ProvisionRow, ...]]

    def extent_on(self, day: date, *, service: str, council: str) -> str:
        """How far the service is provided to the council on a day: whole, part, not provided."""
        row = in_force(self.provision_after.get((service, council), ()), on=day, starts_on=lambda row: row.starts_on)
        return "not provided" if row is None else row.extent


def check_sheets(
    said: PartnershipSheets, *, held: PartnershipSheets, names: Names, may_appoint: bool, findings: Findings
) -> PartnershipChanges:
    """Checks every row, each problem told to the findings, and works out what is new or different."""
    partnership, _ = compare(
        held.partnership, _whole(said.partnership), key=lambda row: (), field="name", findings=findings
    )
    councils, all_councils = compare(
        held.councils,
        _with_their_slugs(
            _councils(said.councils, held=held.councils), reslugged=names.councils_reslugged, findings=findings
        ),
        key=lambda row: row.slug,
        field="slug",
        findings=findings,
    )
    _check_councils(councils.said, every=all_councils, findings=findings)
    _check_codes((row for row in said.councils if row.broken), findings=findings)
    directorates, all_directorates = compare(
        held.directorates,
        _with_their_slugs(_whole(said.directorates), reslugged=names.directorates_reslugged, findings=findings),
        key=lambda row: row.slug,
        field="slug",
        findings=findings,
    )
    _check_slugs(directorates.new, findings=findings)
    _check_unique(directorates.said, every=all_directorates, field="name", findings=findings)
    services, all_services = compare(
        held.services,
        _services(said.services, names=names, findings=findings),
        key=lambda row: row.slug,
        field="slug",
        findings=findings,
    )
    _check_slugs(services.new, findings=findings)
    _check_unique(services.said, every=all_services, field="name", findings=findings)
    provision, provision_after = compare_versions(
        held.provision,
        _provision(said.provision, names=names, findings=findings),
        thing=lambda row: (row.service, row.council),
        starts_on=lambda row: row.starts_on,
        findings=findings,
    )
    people, _ = compare(
        held.people,
        _people(said.people, names=names, findings=findings),
        key=lambda row: row.email,
        field="email",
        findings=findings,
    )
    appointments, _ = compare(
        held.appointments,
        _appointments(said.appointments, names=names, findings=findings),
        key=appointment_key,
        field="email",
        findings=findings,
    )
    if not may_appoint:
        _refuse_appointing((*people.said, *appointments.said), findings=findings)
    return PartnershipChanges(
        partnership=partnership,
        councils=councils,
        directorates=directorates,
        services=services,
        provision=provision,
        people=people,
        appointments=appointments,
        provision_after=provision_after,
    )


def appointment_key(row: AppointmentRow) -> tuple[str, str, str, str, str, date]:
    """What makes an appointment the same one: its post and last day may change."""
    return (row.email, row.role, row.council, row.directorate, row.service, row.starts_on)


def _whole(rows: Iterable[R]) -> tuple[R, ...]:
    return tuple(row for row in rows if not row.broken)


def _councils(rows: Iterable[CouncilRow], *, held: Iterable[CouncilRow]) -> Iterator[CouncilRow]:
    """Whole rows. A register from before there was such a column does not take back that clearance is required."""
    required = {row.slug: bool(row.clearance_required) for row in held}
    for row in _whole(rows):
        if row.clearance_required is None:
            yield replace(row, clearance_required=required.get(row.slug, False))
        else:
            yield row


def _check_councils(rows: tuple[CouncilRow, ...], *, every: tuple[CouncilRow, ...], findings: Findings) -> None:
    _check_slugs(rows, findings=findings)
    for field in ("name", "short_name", "gss_code"):
        _check_unique(rows, every=every, field=field, findings=findings)
    _check_codes(rows, findings=findings)


def _check_codes(rows: Iterable[CouncilRow], *, findings: Findings) -> None:
    for row in rows:
        if row.gss_code and not _GSS.fullmatch(row.gss_code):
            findings.refuse(row, "gss_code", "A GSS code is a letter and eight digits.", expected="E09000016, say")


def _check_slugs(rows: Iterable[CouncilRow | DirectorateRow | ServiceRow], *, findings: Findings) -> None:
    for row in rows:
        if not _SLUG.fullmatch(row.slug):
            findings.refuse(
                row, "slug", "A slug is small letters, digits and single hyphens.", expected="passenger-transport, say"
            )


def _with_their_slugs(rows: Iterable[S], *, reslugged: Mapping[str, str], findings: Findings) -> Iterator[S]:
    """The rows but those that give another slug to what has one."""
    for row in rows:
        kept = reslugged.get(row.slug)
        if kept is None:
            yield row
        else:
            findings.refuse(
                row,
                "slug",
                f"A slug never changes: this is {row.name}, whose slug is {kept}. Put that back.",
                expected=kept,
            )


def _check_unique(rows: tuple[R, ...], *, every: Iterable[R], field: str, findings: Findings) -> None:
    """Refuses a row whose word another row has, whatever its case; of two rows that are new or changed the later."""
    place = {id(row): position for position, row in enumerate(rows)}
    of_word: dict[str, list[R]] = {}
    for row in every:
        of_word.setdefault(_word(row, field), []).append(row)
    for row in rows:
        others = [each for each in of_word[_word(row, field)] if place.get(id(each), -1) < place[id(row)]]
        if others:
            where = f"row {others[0].line}" if others[0].line else "the register"
            findings.refuse(row, field, f"Another in {where} has this already. Each needs its own.")


def _word(row: Row, field: str) -> str:
    return in_words(getattr(row, field)).casefold()


# The checks below also look at what could be read of a broken row, which then goes no further. A cell that
# could not be read, and was told, holds an empty text there.


def _services(rows: Iterable[ServiceRow], *, names: Names, findings: Findings) -> Iterator[ServiceRow]:
    whole = [replace(row, directorate=found) for row in rows if (found := _directorate(row, names)) is not None]
    return _with_their_slugs(_whole(whole), reslugged=names.services_reslugged, findings=findings)


def _directorate(row: ServiceRow, names: Names) -> str | None:
    return names.directorate(row) if row.directorate else None


def _provision(rows: Iterable[ProvisionRow], *, names: Names, findings: Findings) -> Iterator[ProvisionRow]:
    for row in rows:
        service = names.service(row) if row.service else None
        council = names.council(row) if row.council else None
        if row.broken:
            continue
        if row.extent == "part" and not row.parts:
            findings.refuse(row, "parts", "The service is provided in part: name the parts.", expected="the parts")
        elif row.extent != "part" and row.parts:
            findings.refuse(row, "parts", f"Parts are named, but the extent is {row.extent}. Make the two agree.")
        elif service is not None and council is not None:
            yield replace(row, service=service, council=council)


def _people(rows: Iterable[PersonRow], *, names: Names, findings: Findings) -> Iterator[PersonRow]:
    for row in rows:
        if not row.email:
            continue
        if not row.email.isprintable():
            findings.refuse(row, "email", "This address holds a character that nobody can see. Type it anew.")
        elif not _EMAIL.fullmatch(row.email):
            findings.refuse(row, "email", "This is not an e-mail address.", expected="name@example.org, say")
        elif not row.broken and (kept := names.person(row)) is not None:
            yield replace(row, email=kept)


def _appointments(rows: Iterable[AppointmentRow], *, names: Names, findings: Findings) -> Iterator[AppointmentRow]:
    for row in rows:
        email = names.person(row) if row.email else None
        council = names.council(row) if row.council else ""
        directorate = names.directorate(row) if row.directorate else ""
        service = names.service(row) if row.service else ""
        if row.broken:
            continue
        if row.ended_on is not None and row.ended_on < row.starts_on:
            findings.refuse(row, "ended_on", "This ends before it begins.", expected=f"{row.starts_on} or later")
        elif email is not None and council is not None and directorate is not None and service is not None:
            yield replace(row, email=email, council=council, directorate=directorate, service=service)


def _refuse_appointing(rows: tuple[PersonRow | AppointmentRow, ...], *, findings: Findings) -> None:
    for row in rows:
        findings.refuse(
            row,
            "email",
            "This would change who is known or who holds which role, which only an administrator does. "
            "Put the row back as it was, or have an administrator import the file.",
        )
