"""Who holds which role, said one at a time: by the same rules as a register that is imported."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from goldenthread.accounts.models import Invitation, User
from goldenthread.accounts.operations import note
from goldenthread.audit.models import Event
from goldenthread.domain.problems import InputRefused
from goldenthread.mail.models import Message
from goldenthread.partnership.forms import AppointmentRow
from goldenthread.partnership.models import Appointment
from goldenthread.partnership.operations import (
    AlreadyAppointed,
    ChangedMeanwhile,
    EndedAlready,
    KnownAlready,
    appoint,
    close_account,
    end_appointment,
    invite_new,
)
from goldenthread.partnership.permissions import Permission
from goldenthread.partnership.queries import may, scope_of
from goldenthread.partnership.queries.people import person_version
from goldenthread.partnership.rules import LastAdministrator, OwnRole, RoleMissing
from tests.world import NOW, make_appointment, make_council, make_person, make_service

pytestmark = pytest.mark.django_db

TODAY = NOW.date()


@pytest.fixture
def administrator(db: None) -> User:
    person = make_person("Sam Okoye", email="admin@example.org")
    make_appointment(person, role="administrator", post="Administrator")
    return person


def a_lead(email: str = "new@example.org", **changes: Any) -> AppointmentRow:
    make_service()
    said: dict[str, Any] = {
        "email": email,
        "role": "service lead",
        "post": "Head of Exchequer",
        "service": "exchequer-and-transactional",
        "starts_on": TODAY,
        **changes,
    }
    return AppointmentRow(**said)


def done_by(person: User) -> dict[str, object]:
    return {"by": person, "today": TODAY, "at": NOW}


def test_somebody_new_is_added_appointed_invited_and_written_to_at_once(administrator):
    person, link = invite_new(
        email="new@example.org", name="Asha Patel", first=a_lead(), **done_by(administrator)
    )  # fmt: skip

    assert may(person, Permission.RETURN_FIGURES, today=TODAY, of=scope_of(service=make_service()))
    assert link.address in Message.objects.get(person=person.pk, kind="invitation").text
    assert list(Event.objects.order_by("id").values_list("kind", flat=True))[-3:] == [
        "person added",
        "appointment added",
        "person invited",
    ]


def test_nobody_is_added_where_their_appointment_is_refused(administrator):
    with pytest.raises(InputRefused, match="This ends before it begins"):
        invite_new(
            email="new@example.org",
            name="Asha Patel",
            first=a_lead(ended_on=date(2019, 10, 1)),
            **done_by(administrator),
        )

    assert not User.objects.filter(email="new@example.org").exists()
    assert not Invitation.objects.exists()


def test_what_is_no_address_is_refused_as_in_the_register(administrator):
    with pytest.raises(InputRefused, match="not an e-mail address"):
        invite_new(email="asha@example", name="Asha Patel", first=None, **done_by(administrator))


def test_an_address_that_somebody_has_is_said_to_be_theirs(administrator, lead):
    with pytest.raises(KnownAlready, match="Head of Exchequer has this address already"):
        invite_new(email="LEAD@example.org", name="Asha Patel", first=None, **done_by(administrator))


def test_nobody_but_an_administrator_appoints(officer, lead):
    with pytest.raises(RoleMissing):
        appoint(a_lead(lead.email), **done_by(officer))


def test_nobody_gives_a_role_to_themself_while_another_administrator_is_there(administrator):
    other = make_person("Priya Shah")
    make_appointment(other, role="administrator")

    with pytest.raises(OwnRole, match="Ask Priya Shah to do it"):
        appoint(a_lead(administrator.email), **done_by(administrator))

    assert not Appointment.objects.filter(role="service-lead").exists()
    appoint(a_lead(administrator.email), **done_by(other))
    assert may(administrator, Permission.RETURN_FIGURES, today=TODAY, of=scope_of(service=make_service()))


def test_nobody_holds_a_role_for_longer_by_their_own_hand(administrator):
    make_appointment(make_person("Priya Shah"), role="administrator")
    own = make_appointment(administrator, role="committee-clerk", ended_on="2019-10-31")
    done = done_by(administrator)

    with pytest.raises(OwnRole):
        end_appointment(appointment_id=own.pk, last_day=date(2019, 12, 31), **done)

    end_appointment(appointment_id=own.pk, last_day=date(2019, 10, 20), **done)
    assert Appointment.objects.get(pk=own.pk).ended_on == date(2019, 10, 20)


def test_whoever_alone_administers_takes_a_role_that_nobody_else_could_give(administrator):
    closed = make_person("Closed")
    make_appointment(closed, role="administrator")
    close_account(email=closed.email, **done_by(administrator))

    appoint(a_lead(administrator.email), **done_by(administrator))

    assert may(administrator, Permission.RETURN_FIGURES, today=TODAY, of=scope_of(service=make_service()))


def test_no_role_begins_before_it_is_given(administrator, stranger):
    yesterday = a_lead(stranger.email, starts_on=date(2019, 10, 13))

    with pytest.raises(InputRefused, match="what was done before stands under the posts of then"):
        appoint(yesterday, **done_by(administrator))
    with pytest.raises(InputRefused, match="what was done before stands under the posts of then"):
        invite_new(email="new@example.org", name="Asha Patel", first=replace(yesterday, email="new@example.org"),
                   **done_by(administrator))  # fmt: skip

    assert not Appointment.objects.filter(role="service-lead").exists()


def test_the_same_role_there_from_the_same_day_is_given_once(administrator, stranger):
    appoint(a_lead(stranger.email), **done_by(administrator))

    with pytest.raises(AlreadyAppointed, match="Stranger is service lead there from 14 October 2019 already"):
        appoint(a_lead(stranger.email, post="Another title"), **done_by(administrator))


def test_an_appointment_is_ended_with_its_last_day_and_the_log_has_both(administrator, stranger):
    appoint(a_lead(stranger.email), **done_by(administrator))
    given = Appointment.objects.get(person=stranger)

    end_appointment(appointment_id=given.pk, last_day=date(2019, 10, 31), **done_by(administrator))

    assert may(stranger, Permission.RETURN_FIGURES, today=date(2019, 10, 31), of=None)
    assert not may(stranger, Permission.RETURN_FIGURES, today=date(2019, 11, 1), of=None)
    event = Event.objects.get(kind="appointment changed")
    assert (event.by, event.details) == (
        administrator.pk,
        {"old": {"ended_on": ""}, "new": {"ended_on": "2019-10-31"}},
    )


def test_an_appointment_does_not_end_before_it_begins(administrator, stranger):
    given = make_appointment(stranger, starts_on="2019-10-14")

    with pytest.raises(InputRefused, match="This ends before it begins"):
        end_appointment(appointment_id=given.pk, last_day=date(2019, 10, 13), **done_by(administrator))


def test_what_has_ended_is_not_ended_again(administrator, stranger):
    given = make_appointment(stranger, ended_on="2019-09-30")

    with pytest.raises(EndedAlready, match="It ended on 30 September 2019"):
        end_appointment(appointment_id=given.pk, last_day=TODAY, **done_by(administrator))


def test_the_last_administrator_stays(administrator):
    own = Appointment.objects.get(person=administrator)

    with pytest.raises(LastAdministrator, match="Appoint another administrator first"):
        end_appointment(appointment_id=own.pk, last_day=date(2020, 3, 31), **done_by(administrator))

    own.refresh_from_db()
    assert own.ended_on is None


def test_an_administrator_whose_account_is_closed_does_not_count(administrator):
    other = make_person("Other", email="other@example.org")
    make_appointment(other, role="administrator")
    close_account(email=other.email, **done_by(administrator))
    own = Appointment.objects.get(person=administrator)

    with pytest.raises(LastAdministrator):
        end_appointment(appointment_id=own.pk, last_day=TODAY, **done_by(administrator))


def test_an_administrator_for_a_time_does_not_close_the_last_other(administrator):
    brief = make_person("Brief", email="brief@example.org")
    make_appointment(brief, role="administrator", ended_on="2019-12-31")

    with pytest.raises(LastAdministrator):
        close_account(email=administrator.email, **done_by(brief))

    assert User.objects.get(pk=administrator.pk).is_active


def test_an_appointment_for_a_council_reaches_that_council_alone(administrator, stranger):
    havering, newham = make_council("Havering"), make_council("Newham")
    row = AppointmentRow(
        email=stranger.email,
        role="section 151 officer",
        post="Section 151 Officer",
        council="havering",
        starts_on=TODAY,
    )

    appoint(row, **done_by(administrator))

    clears = [
        may(stranger, Permission.CLEAR_FIGURES, today=TODAY, of=scope_of(council=one)) for one in (havering, newham)
    ]
    assert clears == [True, False]


def test_what_a_page_showed_before_somebody_else_changed_it_is_not_decided_on(administrator, stranger):
    seen = person_version(stranger.pk)
    appoint(a_lead(stranger.email), **done_by(administrator))

    with pytest.raises(ChangedMeanwhile, match="Stranger was changed since you opened this page"):
        close_account(email=stranger.email, version=seen, **done_by(administrator))


def test_signing_in_meanwhile_changes_nothing_that_a_page_showed(administrator, lead):
    seen = person_version(lead.pk)
    note("signed in", person=lead, at=NOW)

    close_account(email=lead.email, version=seen, **done_by(administrator))

    assert not User.objects.get(pk=lead.pk).is_active
