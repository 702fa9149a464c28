"""What may stand in the partnership's sheets: each refusal at its cell, each change in the log."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from goldenthread.accounts.models import User
from goldenthread.audit.queries import history_of
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
from goldenthread.partnership.models import Council, Service
from goldenthread.partnership.operations import enter_partnership
from goldenthread.partnership.queries import partnership_sheets, the_partnership
from goldenthread.partnership.rules import Names, check_sheets
from goldenthread.spreadsheets.differences import Findings
from tests.world import NOW, START

pytestmark = pytest.mark.django_db

NEWHAM = CouncilRow(
    slug="newham",
    name="Newham",
    full_name="London Borough of Newham",
    short_name="LBN",
    gss_code="E09000025",
    order=1,
    clearance_required=False,
)
HAVERING = CouncilRow(
    slug="havering",
    name="Havering",
    full_name="London Borough of Havering",
    short_name="LBH",
    gss_code="E09000016",
    order=2,
    clearance_required=True,
)
SHEETS = PartnershipSheets(
    partnership=(PartnershipRow(name="oneSource", report_author="Officer", report_contact="Extension 1"),),
    councils=(NEWHAM, HAVERING),
    directorates=(DirectorateRow(slug="finance", name="Finance"),),
    services=(ServiceRow(slug="exchequer", name="Exchequer", directorate="finance", order=1),),
    provision=(ProvisionRow(service="Exchequer", council="E09000025", starts_on=START, extent="whole"),),
    people=(PersonRow(email="head@example.org", name="Director of Finance"),),
    appointments=(
        AppointmentRow(
            email="head@example.org",
            role="director",
            post="Director of Finance",
            directorate="Finance",
            starts_on=START,
        ),
    ),
)


def check(said: PartnershipSheets, *, may_appoint: bool = True) -> tuple[Any, Findings]:
    held = partnership_sheets()
    findings = Findings(file="register.xlsx")
    names = Names(held=held, said=said, findings=findings)
    return check_sheets(said, held=held, names=names, may_appoint=may_appoint, findings=findings), findings


def enter(said: PartnershipSheets, *, by: User) -> None:
    changes, findings = check(said)
    assert findings.problems == []
    enter_partnership(changes, by=by, at=NOW)


def columns_refused(said: PartnershipSheets, **options: bool) -> list[tuple[str, str]]:
    _, findings = check(said, **options)
    return [(problem.sheet, problem.column) for problem in findings.problems]


def test_the_sheets_come_back_with_slugs_for_names(officer: User) -> None:
    enter(SHEETS, by=officer)

    held = partnership_sheets()

    assert held.councils == (NEWHAM, HAVERING)
    assert held.provision == (ProvisionRow(service="exchequer", council="newham", starts_on=START, extent="whole"),)
    assert [row.directorate for row in held.appointments if row.role == "director"] == ["finance"]
    assert the_partnership() is not None


def test_a_renamed_council_keeps_its_slug_and_its_old_name_in_the_log(officer: User) -> None:
    enter(SHEETS, by=officer)

    enter(PartnershipSheets(councils=(replace(NEWHAM, name="Newham Council"),)), by=officer)

    assert Council.objects.get(slug="newham").name == "Newham Council"
    assert history_of(subject="council", subject_id="newham")[-1].details == {
        "old": {"name": "Newham"},
        "new": {"name": "Newham Council"},
    }


def test_a_service_may_move_to_another_directorate(officer: User) -> None:
    enter(SHEETS, by=officer)
    moved = PartnershipSheets(
        directorates=(DirectorateRow(slug="corporate", name="Corporate"),),
        services=(replace(SHEETS.services[0], directorate="Corporate"),),
    )

    enter(moved, by=officer)

    assert Service.objects.get().directorate.name == "Corporate"


def test_a_name_that_one_council_gives_up_may_be_taken_by_another(officer: User) -> None:
    enter(SHEETS, by=officer)
    other = replace(NEWHAM, slug="new", short_name="NEW", gss_code="E09000099", full_name="The new one")

    enter(PartnershipSheets(councils=(replace(NEWHAM, name="Old Newham"), other)), by=officer)

    assert Council.objects.get(slug="new").name == "Newham"


@pytest.mark.parametrize(
    ("said", "refused"),
    [
        ({"councils": (replace(NEWHAM, gss_code="E0900002"),)}, ("Councils", "GSS code")),
        ({"councils": (replace(NEWHAM, slug="New Ham"),)}, ("Councils", "Slug")),
        ({"councils": (NEWHAM, replace(HAVERING, name="newham"))}, ("Councils", "Name")),
        ({"councils": (NEWHAM, replace(HAVERING, short_name="LBN"))}, ("Councils", "Short name")),
        ({"councils": (NEWHAM, replace(HAVERING, gss_code="E09000025"))}, ("Councils", "GSS code")),
        ({"councils": (NEWHAM, NEWHAM)}, ("Councils", "Slug")),
        ({"partnership": (*SHEETS.partnership, *SHEETS.partnership)}, ("Partnership", "Name")),
        ({"services": (replace(SHEETS.services[0], directorate="Legal"),)}, ("Services", "Directorate")),
        ({"people": (PersonRow(email="head", name="Head"),)}, ("People", "Email")),
        (
            {"appointments": (replace(SHEETS.appointments[0], email="nobody@example.org"),)},
            ("Appointments", "Email"),
        ),
        (
            {"appointments": (replace(SHEETS.appointments[0], ended_on=date(2014, 3, 31)),)},
            ("Appointments", "To"),
        ),
        (
            {"provision": (replace(SHEETS.provision[0], parts="Treasury"),)},
            ("Provision", "Parts"),
        ),
        ({"provision": (replace(SHEETS.provision[0], council="Barking"),)}, ("Provision", "Council")),
    ],
)
def test_what_cannot_stand_in_a_sheet_is_refused_at_its_cell(said: dict[str, Any], refused: tuple[str, str]) -> None:
    assert refused in columns_refused(replace(SHEETS, **said))


def test_a_misspelt_council_is_told_which_one_may_be_meant() -> None:
    said = replace(SHEETS, provision=(replace(SHEETS.provision[0], council="Newhan"),))

    _, findings = check(said)

    assert "Did you mean 'newham'?" in findings.problems[0].message


@pytest.mark.parametrize(
    ("field", "column"), [("name", "Name"), ("short_name", "Short name"), ("gss_code", "GSS code")]
)
def test_a_council_that_changes_cannot_take_what_another_has(officer: User, field: str, column: str) -> None:
    enter(SHEETS, by=officer)
    changed = replace(NEWHAM, **{field: getattr(HAVERING, field)})

    assert columns_refused(PartnershipSheets(councils=(changed,))) == [("Councils", column)]


def test_another_slug_for_a_council_that_is_known_is_told_once_and_in_words(officer: User) -> None:
    enter(SHEETS, by=officer)
    said = replace(SHEETS, councils=(replace(NEWHAM, slug="new-ham"), HAVERING))

    _, findings = check(said)

    (problem,) = findings.problems
    assert (problem.column, problem.found, problem.expected) == ("Slug", "new-ham", "newham")
    assert problem.message == "A slug never changes: this is Newham, whose slug is newham. Put that back."


def test_another_slug_for_a_service_that_is_known_is_told_once_too(officer: User) -> None:
    enter(SHEETS, by=officer)

    assert columns_refused(replace(SHEETS, services=(replace(SHEETS.services[0], slug="exch"),))) == [
        ("Services", "Slug")
    ]


@pytest.mark.parametrize(
    "email",
    ["foo@bar..org", "<script>@x.org", "=cmd@x.org", "a@b", "a b@x.org", ".a@x.org", "a..b@x.org", "a@-x.org", "a@x.o"],
)
def test_what_is_no_address_is_refused(email: str) -> None:
    people = (*SHEETS.people, PersonRow(email=email, name="Somebody"))

    assert columns_refused(replace(SHEETS, people=people)) == [("People", "Email")]


@pytest.mark.parametrize("email", ["o'brien@example.org", "a.b+c@council.gov.uk", "A_B-1@x-y.example.org"])
def test_an_address_may_hold_what_addresses_hold(email: str) -> None:
    people = (*SHEETS.people, PersonRow(email=email, name="Somebody"))

    assert columns_refused(replace(SHEETS, people=people)) == []


def test_an_address_with_a_character_that_nobody_sees_is_nobodys(officer: User) -> None:
    enter(SHEETS, by=officer)

    _, findings = check(PartnershipSheets(people=(PersonRow(email="he\u200bad@example.org", name="Other"),)))

    (problem,) = findings.problems
    assert problem.message == "This address holds a character that nobody can see. Type it anew."


def test_a_row_with_one_bad_cell_is_still_told_what_is_wrong_with_the_others() -> None:
    said = replace(
        SHEETS,
        services=(replace(SHEETS.services[0], directorate="Legal", order=0, broken=True),),
        provision=(replace(SHEETS.provision[0], council="Barking", extent="", broken=True),),
        people=(*SHEETS.people, PersonRow(email="nobody", name="", broken=True)),
        appointments=(replace(SHEETS.appointments[0], post="", directorate="Legal", broken=True),),
    )

    assert columns_refused(said) == [
        ("Services", "Directorate"),
        ("Provision", "Council"),
        ("People", "Email"),
        ("Appointments", "Directorate"),
    ]


def test_a_row_that_cannot_be_read_hides_nothing_of_what_is_there(officer: User) -> None:
    enter(SHEETS, by=officer)
    said = PartnershipSheets(
        services=(replace(SHEETS.services[0], slug="", broken=True),),
        provision=(replace(SHEETS.provision[0], service="Exchequer", extent="part"),),
    )

    assert columns_refused(said) == [("Provision", "Parts")]


def test_a_broken_row_is_found_by_those_who_name_it_and_nothing_more_is_said() -> None:
    said = replace(SHEETS, councils=(replace(NEWHAM, broken=True), HAVERING))

    assert columns_refused(said) == []


def test_provision_that_holds_is_not_written_anew(officer: User) -> None:
    enter(SHEETS, by=officer)
    rewritten = replace(SHEETS.provision[0], extent="part", parts="Treasury")

    assert columns_refused(PartnershipSheets(provision=(rewritten,))) == [("Provision", "Extent")]


def test_without_the_right_nobody_is_made_known_or_given_a_role(officer: User) -> None:
    assert columns_refused(SHEETS, may_appoint=False) == [("People", "Email"), ("Appointments", "Email")]


def test_that_clearance_is_required_is_kept_and_a_blank_cell_does_not_take_it_back(officer: User) -> None:
    enter(SHEETS, by=officer)

    enter(PartnershipSheets(councils=(replace(HAVERING, full_name="Havering", clearance_required=None),)), by=officer)

    assert Council.objects.get(slug="havering").clearance_required
    assert not Council.objects.get(slug="newham").clearance_required


def test_of_a_new_council_a_blank_cell_means_that_no_clearance_is_required(officer: User) -> None:
    enter(PartnershipSheets(councils=(replace(HAVERING, clearance_required=None),)), by=officer)

    assert not Council.objects.get(slug="havering").clearance_required


def test_that_clearance_is_no_longer_required_is_said_with_no(officer: User) -> None:
    enter(SHEETS, by=officer)

    enter(PartnershipSheets(councils=(replace(HAVERING, clearance_required=False),)), by=officer)

    assert not Council.objects.get(slug="havering").clearance_required
