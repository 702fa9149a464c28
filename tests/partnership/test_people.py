"""Who is let in by whom, and who acts for whom."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from allauth.socialaccount.models import SocialAccount
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.accounts.queries import PersonUnknown, person_by_email
from goldenthread.audit.models import Event
from goldenthread.partnership.models import Deputy
from goldenthread.partnership.operations import (
    AccountClosed,
    AdministratorThere,
    DeputyRefused,
    NameMissing,
    OwnAccount,
    call_off_deputy,
    close_account,
    first_administrator,
    invite,
    name_deputy,
    open_account,
)
from goldenthread.partnership.permissions import Permission
from goldenthread.partnership.queries import every_span, held_roles, may, people_in_post, role_for, scope_of
from goldenthread.partnership.rules import OwnRole, RoleMissing
from tests.terminal_runs import Command
from tests.world import NOW, make_appointment, make_person, make_service

pytestmark = pytest.mark.django_db

TODAY = NOW.date()
AWAY = {"starts_on": date(2019, 10, 14), "ends_on": date(2019, 10, 25)}
SIGN_OFF = Permission.SIGN_OFF_FIGURES


@pytest.fixture
def administrator(db: None) -> User:
    person = make_person("Administrator", email="admin@example.org")
    make_appointment(person, role="administrator")
    return person


def test_an_administrator_invites_somebody_new(administrator):
    person, link = invite(email="new@example.org", name="Newcomer", by=administrator, today=TODAY, at=NOW)

    assert person_by_email("new@example.org") == person
    assert link.address.startswith("http://127.0.0.1:8000/invitation/")
    assert link.expires_at - NOW == timedelta(days=7)


def test_somebody_new_needs_a_name(administrator):
    with pytest.raises(NameMissing, match="give their name too"):
        invite(email="new@example.org", name=" ", by=administrator, today=TODAY, at=NOW)


def test_nobody_else_invites(officer):
    with pytest.raises(RoleMissing, match="Performance Officer is not administrator"):
        invite(email="new@example.org", name="Newcomer", by=officer, today=TODAY, at=NOW)

    assert not User.objects.filter(email="new@example.org").exists()


def test_the_first_administrator_is_made_where_there_is_none(db):
    person, _ = first_administrator(email="first@example.org", name="First", today=TODAY, at=NOW)

    assert may(person, Permission.ADMINISTER_PEOPLE, today=TODAY)


def test_there_is_one_first_administrator(administrator):
    with pytest.raises(AdministratorThere, match="Administrator is administrator already"):
        first_administrator(email="second@example.org", name="Second", today=TODAY, at=NOW)


def test_an_account_is_closed_and_opened_again(administrator, lead):
    close_account(email=lead.email, by=administrator, today=TODAY, at=NOW)
    with pytest.raises(PersonUnknown):
        person_by_email(lead.email)
    with pytest.raises(AccountClosed):
        invite(email=lead.email, name="", by=administrator, today=TODAY, at=NOW)

    open_account(email=lead.email, by=administrator, today=TODAY, at=NOW)

    assert person_by_email(lead.email) == lead
    kinds = (
        Event.objects.filter(subject="person", subject_id=str(lead.pk)).order_by("id").values_list("kind", flat=True)
    )
    assert list(kinds)[-2:] == ["person disabled", "person enabled"]


def test_nobody_closes_their_own_account(administrator):
    with pytest.raises(OwnAccount):
        close_account(email=administrator.email, by=administrator, today=TODAY, at=NOW)


def test_a_deputy_signs_off_where_the_director_does_and_is_printed_as_deputy(head, stranger):
    name_deputy(of=head.email, deputy=stranger.email, **AWAY, by=head, today=TODAY, at=NOW)

    held = role_for(stranger, SIGN_OFF, today=TODAY, of=scope_of(service=make_service()))

    assert held is not None
    assert held.post == "Director of Finance (deputy)"
    assert may(head, SIGN_OFF, today=TODAY, of=scope_of(service=make_service()))


@pytest.mark.parametrize(
    ("day", "acts"), [("2019-10-13", False), ("2019-10-14", True), ("2019-10-25", True), ("2019-10-26", False)]
)
def test_a_deputy_acts_from_the_first_day_to_the_last(head, stranger, day, acts):
    name_deputy(of=head.email, deputy=stranger.email, **AWAY, by=head, today=TODAY, at=NOW)

    assert may(stranger, SIGN_OFF, today=date.fromisoformat(day), of=None) is acts


def test_a_deputy_acts_no_longer_than_the_appointment(stranger):
    leaving = make_person("Leaving", email="leaving@example.org")
    make_appointment(leaving, role="director", ended_on="2019-10-18")

    name_deputy(of=leaving.email, deputy=stranger.email, **AWAY, by=leaving, today=TODAY, at=NOW)

    assert may(stranger, SIGN_OFF, today=date(2019, 10, 18), of=None)
    assert not may(stranger, SIGN_OFF, today=date(2019, 10, 19), of=None)
    assert max(span.ended_on for span in every_span() if span.held.is_deputy) == date(2019, 10, 18)


def test_a_deputy_is_in_the_post_after_its_holder(head, stranger):
    name_deputy(of=head.email, deputy=stranger.email, **AWAY, by=head, today=TODAY, at=NOW)

    assert people_in_post(on=TODAY)["Director of Finance"] == (head.pk, stranger.pk)


def test_a_deputy_names_no_deputy_of_the_post(head, stranger):
    name_deputy(of=head.email, deputy=stranger.email, **AWAY, by=head, today=TODAY, at=NOW)
    third = make_person("Third", email="third@example.org")

    with pytest.raises(DeputyRefused, match="holds no role"):
        name_deputy(of=stranger.email, deputy=third.email, **AWAY, by=stranger, today=TODAY, at=NOW)


def test_an_administrator_names_a_deputy_and_nobody_else_does(head, stranger, administrator, officer):
    with pytest.raises(RoleMissing):
        name_deputy(of=head.email, deputy=stranger.email, **AWAY, by=officer, today=TODAY, at=NOW)

    name_deputy(of=head.email, deputy=stranger.email, **AWAY, by=administrator, today=TODAY, at=NOW)

    assert held_roles(on=TODAY, person=stranger)


def test_a_deputy_who_acts_already_acts_longer_or_until_today_and_no_less(head, stranger):
    name_deputy(of=head.email, deputy=stranger.email, **AWAY, by=head, today=TODAY, at=NOW)
    later = {"of": head.email, "deputy": stranger.email, "by": head, "today": date(2019, 10, 18), "at": NOW}

    name_deputy(**later, **{**AWAY, "ends_on": date(2019, 11, 1)})

    assert Deputy.objects.get().ends_on == date(2019, 11, 1)
    with pytest.raises(DeputyRefused, match="17 October 2019 is over"):
        name_deputy(**later, **{**AWAY, "ends_on": date(2019, 10, 17)})
    with pytest.raises(DeputyRefused, match="17 October 2019 is over"):
        call_off_deputy(**later, last_day=date(2019, 10, 17))


def test_an_administrator_does_not_name_themself_while_another_is_there(head, administrator):
    make_appointment(make_person("Priya Shah"), role="administrator")

    with pytest.raises(OwnRole, match="Ask Priya Shah to do it"):
        name_deputy(of=head.email, deputy=administrator.email, **AWAY, by=administrator, today=TODAY, at=NOW)

    assert not Deputy.objects.exists()


@pytest.mark.parametrize(
    ("deputy", "days", "said"),
    [
        ("head@example.org", AWAY, "Nobody is their own deputy"),
        ("stranger@example.org", {**AWAY, "ends_on": date(2019, 10, 1)}, "is before the first"),
        ("stranger@example.org", {**AWAY, "starts_on": date(2019, 10, 13)}, "13 October 2019 is over"),
    ],
)
def test_a_deputy_that_cannot_be_is_refused(head, stranger, deputy, days, said):
    with pytest.raises(DeputyRefused, match=said):
        name_deputy(of=head.email, deputy=deputy, **days, by=head, today=TODAY, at=NOW)


def test_a_deputy_is_called_off(head, stranger):
    name_deputy(of=head.email, deputy=stranger.email, **AWAY, by=head, today=TODAY, at=NOW)

    ended = call_off_deputy(
        of=head.email, deputy=stranger.email, last_day=date(2019, 10, 16), by=head, today=TODAY, at=NOW
    )

    assert ended == 1
    assert not may(stranger, SIGN_OFF, today=date(2019, 10, 17), of=None)
    assert Event.objects.order_by("id").last().kind == "deputy called off"


def test_a_deputy_who_never_began_is_gone_once_called_off(head, stranger):
    name_deputy(of=head.email, deputy=stranger.email, **AWAY, by=head, today=TODAY, at=NOW)

    call_off_deputy(
        of=head.email,
        deputy=stranger.email,
        last_day=date(2019, 10, 1),
        by=head,
        today=date(2019, 10, 1),
        at=NOW,
    )

    assert not Deputy.objects.exists()
    with pytest.raises(DeputyRefused, match="does not act for"):
        call_off_deputy(of=head.email, deputy=stranger.email, last_day=TODAY, by=head, today=TODAY, at=NOW)


def test_at_the_command_line_the_first_administrator_invites_a_second(command: Command):
    first = command("first-administrator", "a@example.org", "--name", "Anna")
    invited = command("invite", "b@example.org", "--name", "Ben", "--by", "a@example.org")

    assert first.status == invited.status == 0
    assert "Anna is invited, until " in first.out
    assert "http://127.0.0.1:8000/invitation/" in invited.out


def test_at_the_command_line_an_account_is_closed_and_opened(command: Command, administrator, stranger):
    closed = command("account", "stranger@example.org", "--close", "--by", "admin@example.org")
    opened = command("account", "stranger@example.org", "--open", "--by", "admin@example.org", "--json")

    assert closed.out == "The account of Stranger is closed.\n"
    assert '"account": "open"' in opened.out


def test_at_the_command_line_an_organisations_sign_in_is_unlinked(command: Command, administrator, stranger):
    SocialAccount.objects.create(user=stranger, provider="organisation", uid="https://login.example.org 4711")
    unlink = ("account", "stranger@example.org", "--unlink", "--by", "admin@example.org")

    unlinked = command(*unlink)
    again = command(*unlink)

    assert unlinked.out == "The account of Stranger is unlinked.\n"
    assert not SocialAccount.objects.exists()
    assert again.err == "No organisation's sign-in is linked to Stranger.\n"


def test_at_the_command_line_a_deputy_is_named_and_called_off(command: Command, head, stranger):
    last = (timezone.localdate() + timedelta(days=7)).isoformat()
    whom = ("--of", "head@example.org", "--deputy", "stranger@example.org", "--by", "head@example.org")

    named = command("deputy", *whom, "--from", timezone.localdate().isoformat(), "--to", last)
    called_off = command("deputy", *whom, "--call-off")
    neither = command("deputy", *whom)

    assert named.out == "stranger@example.org acts as Director of Finance.\n"
    assert called_off.out == "Called off, for 1 role.\n"
    assert neither.status == 2
