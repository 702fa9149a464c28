"""Who holds which role, where, on a day."""

from __future__ import annotations

import pytest

from goldenthread.accounts.models import User
from goldenthread.accounts.queries import PersonUnknown
from goldenthread.partnership.models import Appointment
from goldenthread.partnership.queries import (
    FirstPerson,
    held_roles,
    holds_role,
    people_in_post,
    person_or_first,
    role_held,
)
from goldenthread.partnership.rules import RoleMissing, check_holds_role
from tests.world import NOW, make_appointment, make_council, make_directorate, make_person, make_service

pytestmark = pytest.mark.django_db

TODAY = NOW.date()
LEAD, DIRECTOR = Appointment.Role.SERVICE_LEAD, Appointment.Role.DIRECTOR


def test_a_role_for_the_whole_partnership_reaches_every_service_and_council(officer: User) -> None:
    role = Appointment.Role.PERFORMANCE_OFFICER

    assert holds_role(officer, role, on=TODAY)
    assert holds_role(officer, role, on=TODAY, service=make_service(), council=make_council())


def test_a_service_lead_leads_that_service_and_no_other(lead: User) -> None:
    assert holds_role(lead, LEAD, on=TODAY, service=make_service())
    assert not holds_role(lead, LEAD, on=TODAY, service=make_service("Payroll"))
    assert not holds_role(lead, LEAD, on=TODAY)


def test_a_director_directs_the_services_of_the_directorate(head: User) -> None:
    other = make_service("Legal", directorate=make_directorate("Legal and Governance"))

    assert holds_role(head, DIRECTOR, on=TODAY, service=make_service())
    assert not holds_role(head, DIRECTOR, on=TODAY, service=other)


def test_a_role_for_one_council_does_not_reach_another_or_the_whole_partnership() -> None:
    havering, newham = make_council("Havering"), make_council("Newham")
    person = make_person("Section 151 officer")
    make_appointment(person, role="section-151-officer", council=havering)
    role = Appointment.Role.SECTION_151

    assert holds_role(person, role, on=TODAY, council=havering)
    assert not holds_role(person, role, on=TODAY, council=newham)
    assert not holds_role(person, role, on=TODAY)


@pytest.mark.parametrize(
    ("day", "holds"), [("2019-06-30", False), ("2019-07-01", True), ("2019-09-30", True), ("2019-10-01", False)]
)
def test_an_appointment_holds_from_its_first_day_to_its_last(day: str, holds: bool) -> None:
    person = make_person()
    make_appointment(person, starts_on="2019-07-01", ended_on="2019-09-30")

    held = held_roles(on=TODAY.fromisoformat(day), person=person)

    assert bool(held) is holds


def test_the_post_comes_with_the_role(lead: User) -> None:
    held = role_held(lead, DIRECTOR, LEAD, on=TODAY, service=make_service())

    assert held is not None
    assert (held.role, held.post) == ("service-lead", "Head of Exchequer")


def test_whoever_lacks_the_role_is_told_which_one_is_needed_where_and_when(stranger: User) -> None:
    expected = "Stranger is not service lead or director for Exchequer and Transactional, Havering on 14 October 2019"

    with pytest.raises(RoleMissing, match=expected):
        check_holds_role(stranger, LEAD, DIRECTOR, on=TODAY, service=make_service(), council=make_council())


def test_a_post_may_be_held_by_two_people() -> None:
    first, second = make_person("Anna"), make_person("Ben")
    make_appointment(first, post="Head of Exchequer")
    make_appointment(second, post="Head of Exchequer")
    make_appointment(second, role="director", post="Head of Exchequer")

    assert people_in_post(on=TODAY)["Head of Exchequer"] == (first.pk, second.pk)


def test_in_a_new_database_anybody_is_the_first_and_later_only_those_who_are_known(db: None) -> None:
    assert person_or_first(" first@example.org ") == FirstPerson("first@example.org")

    make_appointment(make_person())

    with pytest.raises(PersonUnknown):
        person_or_first("first@example.org")
