"""The partnership as the sheets of a register would say it."""

from __future__ import annotations

from goldenthread.accounts.models import User
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
from goldenthread.partnership.models import Appointment, Directorate, Provision
from goldenthread.partnership.queries.names import councils, services, the_partnership


def partnership_sheets() -> PartnershipSheets:
    """Everything that the partnership's sheets would say; councils, services and directorates by slug."""
    councils_by_id = {council.id: council.slug for council in councils()}
    services_by_id = {service.id: service.slug for service in services()}
    directorates_by_id = dict(Directorate.objects.values_list("id", "slug"))
    found = the_partnership()
    return PartnershipSheets(
        partnership=()
        if found is None
        else (
            PartnershipRow(
                name=found.name,
                report_author=found.report_author,
                report_contact=found.report_contact,
                illustrative_note=found.illustrative_note,
            ),
        ),
        councils=tuple(
            CouncilRow(
                slug=council.slug,
                name=council.name,
                full_name=council.full_name,
                short_name=council.short_name,
                gss_code=council.gss_code,
                order=council.position,
                clearance_required=council.clearance_required,
            )
            for council in councils()
        ),
        directorates=tuple(
            DirectorateRow(slug=directorate.slug, name=directorate.name)
            for directorate in Directorate.objects.order_by("name")
        ),
        services=tuple(
            ServiceRow(
                slug=service.slug,
                name=service.name,
                directorate=directorates_by_id[service.directorate_id],
                order=service.position,
            )
            for service in services()
        ),
        provision=tuple(
            ProvisionRow(
                service=services_by_id[provision.service_id],
                council=councils_by_id[provision.council_id],
                starts_on=provision.starts_on,
                extent=provision.extent.replace("-", " "),
                parts=provision.parts,
            )
            for provision in Provision.objects.order_by(
                "service__position", "service__name", "council__position", "council__name", "starts_on"
            )
        ),
        people=tuple(PersonRow(email=person.email, name=person.name) for person in User.objects.order_by("email")),
        appointments=tuple(
            AppointmentRow(
                email=held.person.email,
                role=held.role.replace("-", " "),
                post=held.post,
                council="" if held.council_id is None else councils_by_id[held.council_id],
                directorate="" if held.directorate_id is None else directorates_by_id[held.directorate_id],
                service="" if held.service_id is None else services_by_id[held.service_id],
                starts_on=held.starts_on,
                ended_on=held.ended_on,
            )
            for held in Appointment.objects.select_related("person").order_by(
                "person__email", "role", "starts_on", "council__name", "directorate__name", "service__name"
            )
        ),
    )
