"""The sheets of the register that say what the partnership is: councils, services, provision, people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from goldenthread.spreadsheets.columns import Column, Row

COUNCIL_MEANING = "Name of the council; its short name, slug or GSS code will do"
FROM_MEANING = "First day on which this holds, until the next row of the same thing"


@dataclass(frozen=True, kw_only=True)
class PartnershipRow(Row):
    sheet: ClassVar[str] = "Partnership"
    about: ClassVar[str] = "The partnership of this database. One row."

    name: Annotated[str, Column("Name", "Name of the partnership", needed=True, longest=80)]
    report_author: Annotated[str, Column("Report author", "Post that writes its reports", needed=True, longest=120)]
    report_contact: Annotated[str, Column("Report contact", "How that post is reached", needed=True, longest=120)]
    illustrative_note: Annotated[
        str,
        Column(
            "Illustrative note", "Printed on every page of every report; blank where every figure is real", longest=300
        ),
    ] = ""


@dataclass(frozen=True, kw_only=True)
class CouncilRow(Row):
    sheet: ClassVar[str] = "Councils"
    about: ClassVar[str] = "The partner councils."

    slug: Annotated[str, Column("Slug", "Small letters and hyphens; never changes: newham", needed=True, longest=50)]
    name: Annotated[str, Column("Name", "Newham", needed=True, longest=80)]
    full_name: Annotated[str, Column("Full name", "London Borough of Newham", needed=True, longest=120)]
    short_name: Annotated[str, Column("Short name", "LBN", needed=True, longest=12)]
    gss_code: Annotated[
        str, Column("GSS code", "Nine characters of the Office for National Statistics", needed=True, longest=9)
    ]
    order: Annotated[int, Column("Order", "Place in reports, from 1", needed=True)]
    clearance_required: Annotated[
        bool | None,
        Column(
            "Clearance required",
            "Yes: a pack with its figures is released only once its Section 151 officer or partner lead cleared them; "
            "blank: as it was, and at first no",
        ),
    ] = None


@dataclass(frozen=True, kw_only=True)
class DirectorateRow(Row):
    sheet: ClassVar[str] = "Directorates"
    about: ClassVar[str] = "Parts of the shared service, each led by a director."

    slug: Annotated[str, Column("Slug", "Small letters and hyphens; never changes", needed=True, longest=50)]
    name: Annotated[str, Column("Name", "Finance", needed=True, longest=120)]


@dataclass(frozen=True, kw_only=True)
class ServiceRow(Row):
    sheet: ClassVar[str] = "Services"
    about: ClassVar[str] = "What the partnership provides."

    slug: Annotated[str, Column("Slug", "Small letters and hyphens; never changes", needed=True, longest=50)]
    name: Annotated[str, Column("Name", "Passenger Transport", needed=True, longest=120)]
    directorate: Annotated[str, Column("Directorate", "Name of the directorate", needed=True)]
    order: Annotated[int, Column("Order", "Place in reports, from 1", needed=True)]


@dataclass(frozen=True, kw_only=True)
class ProvisionRow(Row):
    sheet: ClassVar[str] = "Provision"
    about: ClassVar[str] = "Which service is provided to which council, from when, wholly or in named parts."

    service: Annotated[str, Column("Service", "Name of the service", needed=True)]
    council: Annotated[str, Column("Council", COUNCIL_MEANING, needed=True)]
    starts_on: Annotated[date, Column("From", FROM_MEANING, needed=True)]
    extent: Annotated[
        str,
        Column(
            "Extent",
            "How far it is provided; “not provided” ends what went before",
            needed=True,
            choices=("whole", "part", "not provided"),
        ),
    ]
    parts: Annotated[str, Column("Parts", "Which parts, where it is provided in part")] = ""


@dataclass(frozen=True, kw_only=True)
class PersonRow(Row):
    sheet: ClassVar[str] = "People"
    about: ClassVar[str] = "People who use the product. Only an administrator adds to them after the first import."

    email: Annotated[str, Column("Email", "Identifies the person", needed=True, longest=254, all_seen=True)]
    name: Annotated[str, Column("Name", "As shown", needed=True, longest=150)]


@dataclass(frozen=True, kw_only=True)
class AppointmentRow(Row):
    sheet: ClassVar[str] = "Appointments"
    about: ClassVar[str] = (
        "Who holds which role, under which post. No council, directorate or service: for the whole "
        "partnership. Only an administrator changes them after the first import."
    )

    email: Annotated[str, Column("Email", "Of a person of sheet People", needed=True, longest=254, all_seen=True)]
    role: Annotated[
        str,
        Column(
            "Role",
            "What the person may do",
            needed=True,
            choices=(
                "administrator",
                "performance officer",
                "service lead",
                "director",
                "section 151 officer",
                "partner lead",
                "committee clerk",
                "member",
                "auditor",
            ),
        ),
    ]
    post: Annotated[
        str, Column("Post", "Title of the post, as reports print it: Head of Exchequer", needed=True, longest=120)
    ]
    council: Annotated[str, Column("Council", "Blank: every council")] = ""
    directorate: Annotated[str, Column("Directorate", "Blank: every directorate")] = ""
    service: Annotated[str, Column("Service", "Blank: every service")] = ""
    starts_on: Annotated[date, Column("From", "First day", needed=True)]
    ended_on: Annotated[date | None, Column("To", "Last day; blank while it lasts")] = None


@dataclass(frozen=True, kw_only=True)
class PartnershipSheets:
    """What the sheets of this room say."""

    partnership: tuple[PartnershipRow, ...] = ()
    councils: tuple[CouncilRow, ...] = ()
    directorates: tuple[DirectorateRow, ...] = ()
    services: tuple[ServiceRow, ...] = ()
    provision: tuple[ProvisionRow, ...] = ()
    people: tuple[PersonRow, ...] = ()
    appointments: tuple[AppointmentRow, ...] = ()
