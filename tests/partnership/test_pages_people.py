"""The pages of people: the list, somebody new, one person, and every step that is taken of them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from goldenthread.accounts.models import Invitation, User
from goldenthread.mail.models import Message
from goldenthread.partnership.models import Appointment, Deputy
from goldenthread.partnership.operations import close_account, invite
from goldenthread.publishing.words import printable_characters
from tests.at_browser import give_password, sign_in
from tests.figures.returning_pages import form_on, words_on
from tests.world import NOW, make_appointment, make_council, make_directorate, make_person, make_provision, make_service

pytestmark = pytest.mark.django_db

TODAY = date(2019, 10, 14)


@pytest.fixture(autouse=True)
def _day(settings):
    settings.GOLDENTHREAD_TODAY = TODAY


@pytest.fixture
def administrator(db: None) -> User:
    person = make_person("Sam Okoye", email="admin@example.org")
    give_password(person)
    make_appointment(person, role="administrator", post="Administrator")
    return person


@pytest.fixture
def at(client, administrator):
    """The administrator's browser."""
    return sign_in(client, administrator)


def page_of(person: User, step: str = "") -> str:
    return f"/people/{person.pk}{f'/{step}' if step else ''}"


def days(name: str, day: date) -> dict[str, str]:
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


def days_of(**named: date) -> dict[str, str]:
    return {key: value for name, day in named.items() for key, value in days(name, day).items()}


def take(at, where: str, **typed: str):
    """The form of the page sent as it stands, with what is typed."""
    return at.post(where, {**form_on(at.get(where)), **typed}, follow=True)


# --- the list ---


def test_the_list_says_how_everybody_stands(at, lead, stranger):
    give_password(lead)
    invite(email=stranger.email, name="", by=User.objects.get(name="Sam Okoye"), today=TODAY, at=timezone.now())

    said = words_on(at.get("/people"))

    assert "Head of Exchequer lead@example.org Head of Exchequer service lead, Exchequer and Transactional" in said
    assert "Stranger stranger@example.org No role Invited until" in said


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("state=closed", "Closed Person"),
        ("state=expired", "Expired Person"),
        ("state=code", "Codeless Director"),
        ("state=deputy", "Standing In"),
        ("role=director", "Codeless Director"),
        ("council=havering", "Havering Treasurer"),
        ("search=TREASUR", "Havering Treasurer"),
        ("search=treasurer%40", "Havering Treasurer"),
    ],
)
def test_the_list_is_narrowed(at, administrator, asked, found):
    closed = make_person("Closed Person")
    close_account(email=closed.email, by=administrator, today=TODAY, at=NOW)
    expired = make_person("Expired Person")
    invite(email=expired.email, name="", by=administrator, today=TODAY, at=timezone.now() - timedelta(days=30))
    codeless = make_person("Codeless Director")
    give_password(codeless)
    make_appointment(codeless, role="director", directorate=make_directorate())
    treasurer = make_person("Havering Treasurer", email="treasurer@example.org")
    make_appointment(treasurer, role="section-151-officer", council=make_council("Havering"))
    away = make_appointment(make_person("Away"), role="member")
    Deputy.objects.create(
        appointment=away, person=make_person("Standing In"), starts_on=TODAY, ends_on=TODAY + timedelta(days=3)
    )

    said = words_on(at.get(f"/people?{asked}"))

    names = {"Closed Person", "Expired Person", "Codeless Director", "Standing In", "Havering Treasurer"}
    assert {name for name in names if name in said} == {found}


def test_a_list_that_nobody_fits_says_what_to_do(at):
    assert "Nobody is as you chose. Remove a choice to see more." in words_on(at.get("/people?search=nobody"))


def test_the_list_is_sorted_by_name_and_the_other_way(at, lead):
    there, back = (words_on(at.get(f"/people?sort={key}")) for key in ("name", "-name"))

    assert there.index("lead@example.org") < there.index("admin@example.org")
    assert back.index("lead@example.org") > back.index("admin@example.org")


def test_the_list_costs_the_same_however_many_there_are(at):
    def statements() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            at.get("/people")
        return len(asked)

    few = statements()
    for number in range(30):
        make_appointment(make_person(f"Person {number}"), service=make_service(f"Service {number}"))

    assert statements() == few


def test_nobody_else_sees_who_there_is(client, officer):
    answer = sign_in(client, officer).get("/people")

    assert answer.status_code == 403
    assert "is not administrator on 14 October 2019, which it takes to administer people." in (words_on(answer))


# --- somebody new ---

NEW = {
    "name": "Asha Patel",
    "email": "asha@example.org",
    "role": "service-lead",
    "post": "Head of Exchequer",
    **days("starts_on", TODAY),
}


def test_somebody_new_is_invited_with_a_first_role(at):
    make_service()

    page = take(at, "/people/invite", **NEW, service="Exchequer and Transactional")

    person = User.objects.get(email="asha@example.org")
    assert page.redirect_chain == [(page_of(person), 302)]
    assert "Asha Patel is invited. A message with the link waits to be sent" in words_on(page)
    assert Appointment.objects.get(person=person).service == make_service()
    assert Message.objects.filter(person=person.pk, kind="invitation").exists()


def test_somebody_who_only_stands_in_needs_no_role(at):
    take(at, "/people/invite", name="Asha Patel", email="asha@example.org", role="none")

    assert not Appointment.objects.filter(person=User.objects.get(email="asha@example.org")).exists()


def test_everything_that_is_missing_is_said_at_once(at):
    page = at.post("/people/invite", {"role": "director"})

    assert page.status_code == 422
    said = words_on(page)
    for words in ("Enter the name", "Enter the e-mail address", "Enter the post", "Enter the first day"):
        assert words in said


def test_what_was_typed_stays_where_something_is_wrong(at):
    page = at.post("/people/invite", {**NEW, "email": "asha at home"})

    assert "This is not an e-mail address." in words_on(page)
    assert form_on(page)["post"] == "Head of Exchequer"
    assert not User.objects.filter(name="Asha Patel").exists()


def test_somebody_who_is_here_already_is_named(at, lead):
    page = at.post("/people/invite", {**NEW, "email": "Lead@example.org"})

    assert "Head of Exchequer has this address already." in words_on(page)


def test_a_post_that_reports_cannot_print_is_refused(at):
    page = at.post("/people/invite", {**NEW, "post": "Head of 財務"})

    assert "This holds a character that reports cannot print." in words_on(page)


def test_everything_that_a_post_may_hold_can_be_printed():
    from goldenthread.partnership.forms.people import _WRITTEN  # noqa: PLC0415 - the one pattern

    written = {chr(code) for code in range(0x20, 0x2100) if _WRITTEN.fullmatch(chr(code))}

    assert len(written) > 300
    assert written - printable_characters() == set()


# --- one person ---


def test_a_person_s_page_says_how_they_sign_in_and_what_they_hold_and_held(at, lead):
    give_password(lead)
    make_appointment(lead, role="auditor", post="Auditor of old", ended_on="2018-03-31")

    said = words_on(at.get(page_of(lead)))

    assert "Password Chosen" in said
    assert "Not added; no role of theirs needs one" in said
    assert "Organisation’s own sign-in Not linked" in said
    assert "Head of Exchequer service lead Exchequer and Transactional 1 April 2014 No end date" in said
    assert "Held before" in said
    assert "Auditor of old auditor the whole partnership 1 April 2014 31 March 2018" in said
    assert "Invitation taken up" in said


def test_there_is_no_page_of_nobody(at):
    assert at.get("/people/0").status_code == 404


def test_inviting_again_ends_the_earlier_link(at, stranger, administrator):
    invite(email=stranger.email, name="", by=administrator, today=TODAY, at=timezone.now())

    page = take(at, page_of(stranger, "invite"))

    assert "Stranger is invited." in words_on(page)
    assert Invitation.objects.filter(person=stranger, withdrawn_at=None).count() == 1


def test_a_lost_telephone_s_code_is_removed(at, lead):
    Authenticator.objects.create(user=lead, type=Authenticator.Type.TOTP, data={"secret": "none"})

    page = take(at, page_of(lead, "code"))

    assert "The code of Head of Exchequer is removed." in words_on(page)
    assert not Authenticator.objects.filter(user=lead).exists()


def test_an_account_is_closed_after_a_look_at_what_is_theirs_and_opened_again(at, lead):
    asked = words_on(at.get(page_of(lead, "close")))
    closed = take(at, page_of(lead, "close"))

    assert "Head of Exchequer (service lead, Exchequer and Transactional)" in asked
    assert "The account of Head of Exchequer is closed." in words_on(closed)
    assert not User.objects.get(pk=lead.pk).is_active

    take(at, page_of(lead, "open"))

    assert User.objects.get(pk=lead.pk).is_active


def test_nobody_closes_their_own_account(at, administrator):
    assert "Close the account" not in words_on(at.get(page_of(administrator)))

    page = take(at, page_of(administrator, "close"))

    assert page.status_code == 422
    assert "This is your own account." in words_on(page)


def test_the_organisation_s_sign_in_is_unlinked(at, lead):
    SocialAccount.objects.create(user=lead, provider="organisation", uid="1")

    take(at, page_of(lead, "unlink"))

    assert not SocialAccount.objects.filter(user=lead).exists()


def test_an_appointment_is_given_and_ended(at, stranger):
    make_council("Havering")

    given = take(
        at,
        page_of(stranger, "appoint"),
        role="section-151-officer",
        post="Section 151 Officer",
        council="havering",
    )
    one = Appointment.objects.get(person=stranger)
    ended = take(at, f"{page_of(stranger)}/appointments/{one.pk}/end", **days("ended_on", date(2019, 12, 31)))

    assert "Section 151 Officer Section 151 officer Havering 14 October 2019 No end date" in words_on(given)
    assert "14 October 2019 31 December 2019" in words_on(ended)


def test_an_appointment_that_ends_before_it_begins_is_refused_at_its_last_day(at, stranger):
    page = take(
        at,
        page_of(stranger, "appoint"),
        role="member",
        post="Member",
        **days_of(starts_on=TODAY, ended_on=date(2019, 10, 1)),
    )

    assert page.status_code == 422
    assert "Last day Leave this blank if there is no end date. Error: This ends before it begins." in words_on(page)


def test_a_year_that_cannot_be_meant_is_refused(at, stranger):
    page = take(at, page_of(stranger, "appoint"), role="member", post="Member", **days("starts_on", date(219, 1, 1)))

    assert page.status_code == 422


def test_the_last_administrator_s_appointment_is_not_ended(at, administrator):
    own = Appointment.objects.get(person=administrator)

    page = take(at, f"{page_of(administrator)}/appointments/{own.pk}/end")

    assert page.status_code == 422
    assert "Appoint another administrator first" in words_on(page)


def test_the_appointment_of_another_is_not_ended_from_here(at, lead, stranger):
    other = Appointment.objects.get(person=lead)

    assert at.get(f"{page_of(stranger)}/appointments/{other.pk}/end").status_code == 404


def test_an_administrator_names_a_deputy_for_whoever_is_ill_and_calls_it_off(at, head, stranger):
    named = take(
        at,
        page_of(head, "deputies"),
        deputy=str(stranger.pk),
        **days_of(starts_on=TODAY, ends_on=date(2019, 10, 25)),
    )

    assert "Stranger acts as Director of Finance from 14 October 2019 to 25 October 2019" in words_on(named)

    page = at.post(f"{page_of(head)}/deputies/{stranger.pk}/call-off", form_on(named), follow=True)

    assert "Called off: Stranger acts until the end of today." in words_on(page)
    assert Deputy.objects.get().ends_on == TODAY


def test_a_form_that_another_overtook_says_who_when_and_what_and_keeps_what_was_typed(at, client, lead):
    where = page_of(lead, "appoint")
    stale = form_on(at.get(where))
    other = make_person("Other Administrator", email="other@example.org")
    make_appointment(other, role="administrator")
    from django.test import Client  # noqa: PLC0415 - one test needs a second browser

    take(sign_in(Client(), other), where, role="auditor", post="Auditor")

    page = at.post(where, {**stale, "role": "member", "post": "Chair of the committee"})

    assert page.status_code == 409
    said = words_on(page)
    assert "Other Administrator changed this at" in said
    assert "Appointment added, Other Administrator, " in said
    assert form_on(page)["post"] == "Chair of the committee"
    assert not Appointment.objects.filter(person=lead, role="member").exists()

    take(at, where, role="member", post="Chair of the committee")

    assert Appointment.objects.filter(person=lead, role="member").exists()


# --- who holds what role ---


def test_whoever_is_signed_in_finds_out_who_holds_what_role_where(client, member, head, lead):
    said = words_on(sign_in(client, member, with_code=False).get("/people/roles"))

    assert "Director Questions and signs off the figures of a directorate" in said
    assert "Director of Finance Director of Finance Finance No end date" in said
    assert "example.org" not in said


def test_what_nobody_answers_for_is_said(client, member):
    make_provision(service=make_service(), council=make_council("Havering"))

    said = words_on(sign_in(client, member, with_code=False).get("/people/roles"))

    assert "No service lead: Exchequer and Transactional" in said
    assert "No director: Finance" in said
    assert "Neither Section 151 officer nor partner lead: Havering" in said


def test_an_administrator_is_led_from_a_role_to_whoever_holds_it(at, lead):
    assert f'href="{page_of(lead)}"' in at.get("/people/roles").content.decode()
