"""Who holds which role, where, on a day."""

from __future__ import annotations

import pytest

from goldenthread.accounts.models import User
from goldenthread.accounts.queries import PersonUnknown
from goldenthread.partnership.permissions import Permission
from goldenthread.partnership.queries import (
    FirstPerson,
    held_roles,
    may,
    people_in_post,
    person_or_first,
    role_for,
    scope_of,
    what_may,
)
from goldenthread.partnership.rules import RoleMissing, check_may
from tests.world import NOW, make_appointment, make_council, make_directorate, make_person, make_service

pytestmark = pytest.mark.django_db

TODAY = NOW.date()
RETURN, SIGN_OFF = Permission.RETURN_FIGURES, Permission.SIGN_OFF_FIGURES


def test_a_role_for_the_whole_partnership_reaches_every_service_and_council(officer: User) -> None:
    freeze = Permission.FREEZE_FIGURES

    assert may(officer, freeze, today=TODAY)
    assert may(officer, freeze, today=TODAY, of=scope_of(service=make_service(), council=make_council()))


def test_a_service_lead_leads_that_service_and_no_other(lead: User) -> None:
    assert may(lead, RETURN, today=TODAY, of=scope_of(service=make_service()))
    assert not may(lead, RETURN, today=TODAY, of=scope_of(service=make_service("Payroll")))
    assert not may(lead, RETURN, today=TODAY)


def test_a_director_directs_the_services_of_the_directorate(head: User) -> None:
    other = make_service("Legal", directorate=make_directorate("Legal and Governance"))

    assert may(head, SIGN_OFF, today=TODAY, of=scope_of(service=make_service()))
    assert not may(head, SIGN_OFF, today=TODAY, of=scope_of(service=other))


def test_a_role_for_one_council_does_not_reach_another_or_the_whole_partnership() -> None:
    havering, newham = make_council("Havering"), make_council("Newham")
    person = make_person("Section 151 officer")
    make_appointment(person, role="section-151-officer", council=havering)
    clear = Permission.CLEAR_FIGURES

    assert may(person, clear, today=TODAY, of=scope_of(council=havering))
    assert not may(person, clear, today=TODAY, of=scope_of(council=newham))
    assert not may(person, clear, today=TODAY)


@pytest.mark.parametrize(
    ("day", "holds"), [("2019-06-30", False), ("2019-07-01", True), ("2019-09-30", True), ("2019-10-01", False)]
)
def test_an_appointment_holds_from_its_first_day_to_its_last(day: str, holds: bool) -> None:
    person = make_person()
    make_appointment(person, starts_on="2019-07-01", ended_on="2019-09-30")

    held = held_roles(on=TODAY.fromisoformat(day), person=person)

    assert bool(held) is holds


def test_the_post_comes_with_the_role(lead: User) -> None:
    held = role_for(lead, RETURN, today=TODAY, of=scope_of(service=make_service()))

    assert held is not None
    assert (held.role, held.post) == ("service-lead", "Head of Exchequer")


def test_whoever_lacks_the_role_is_told_which_one_is_needed_where_and_when(stranger: User) -> None:
    expected = (
        "Stranger is not service lead or performance officer for Exchequer and Transactional, Havering on 14 October"
    )

    with pytest.raises(RoleMissing, match=expected):
        check_may(stranger, RETURN, today=TODAY, of=scope_of(service=make_service(), council=make_council()))


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


def test_everything_that_somebody_may_do_comes_with_where(lead: User) -> None:
    found = what_may(lead, today=TODAY)

    assert set(found) == {
        RETURN,
        Permission.READ_FIGURES_IN_PROGRESS,
        Permission.REPORT_PROGRESS,
        Permission.READ_PLANS,
        Permission.SCORE_REQUESTS,
        Permission.READ_REQUESTS,
        Permission.NAME_A_DEPUTY,
    }
    assert found[RETURN][0].service_id == make_service().pk


def test_who_holds_nothing_may_do_nothing(stranger: User) -> None:
    assert not what_may(stranger, today=TODAY)


def test_whether_somebody_may_do_it_anywhere_at_all(lead: User, stranger: User) -> None:
    assert may(lead, RETURN, today=TODAY, of=None)
    assert not may(stranger, RETURN, today=TODAY, of=None)
