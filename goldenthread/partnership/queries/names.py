"""The partnership, its councils and its services, as reports name them."""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.accounts.models import User
from goldenthread.partnership.models import Council, Directorate, Partnership, Service
from goldenthread.storage.once import read_once


@dataclass(frozen=True, kw_only=True)
class CouncilFacts:
    """A council as reports name it."""

    id: int
    slug: str
    name: str
    full_name: str
    short_name: str
    gss_code: str
    position: int
    clearance_required: bool


@dataclass(frozen=True, kw_only=True)
class ServiceFacts:
    """A service, and the directorate that it belongs to."""

    id: int
    slug: str
    name: str
    position: int
    directorate_id: int
    directorate: str


@dataclass(frozen=True, kw_only=True)
class PartnershipFacts:
    """The partnership as reports name it."""

    name: str
    report_author: str
    report_contact: str
    illustrative_note: str


@read_once
def the_partnership() -> PartnershipFacts | None:
    """The partnership of this database, once it is known."""
    found = Partnership.objects.first()
    if found is None:
        return None
    return PartnershipFacts(
        name=found.name,
        report_author=found.report_author,
        report_contact=found.report_contact,
        illustrative_note=found.illustrative_note,
    )


@read_once
def councils() -> tuple[CouncilFacts, ...]:
    """Every council, in the order of reports."""
    return tuple(council_facts(council) for council in Council.objects.order_by("position", "name"))


def council_facts(council: Council) -> CouncilFacts:
    """A council's row as a frozen value."""
    return CouncilFacts(
        id=council.pk,
        slug=council.slug,
        name=council.name,
        full_name=council.full_name,
        short_name=council.short_name,
        gss_code=council.gss_code,
        position=council.position,
        clearance_required=council.clearance_required,
    )


@read_once
def services() -> tuple[ServiceFacts, ...]:
    """Every service, in the order of reports."""
    found = Service.objects.select_related("directorate").order_by("position", "name")
    return tuple(
        ServiceFacts(
            id=service.pk,
            slug=service.slug,
            name=service.name,
            position=service.position,
            directorate_id=service.directorate_id,
            directorate=service.directorate.name,
        )
        for service in found
    )


def directorates() -> dict[int, str]:
    """Names of the directorates by id, in order of name."""
    return dict(Directorate.objects.order_by("name").values_list("id", "name"))


def people_names() -> dict[int, str]:
    """Names of everybody who ever had an account, by their number, in order of name."""
    return dict(User.objects.order_by("name", "pk").values_list("pk", "name"))
