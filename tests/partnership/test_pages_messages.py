"""The mail log at its page: what was written to whom, whether anything sends it, and sending again."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.mail import letters
from goldenthread.mail.models import Message
from goldenthread.mail.operations import Addressee, choose_digest, note_work, send
from goldenthread.partnership.operations import invite
from tests.at_browser import sign_in
from tests.figures.returning_pages import form_on, words_on
from tests.world import make_appointment, make_person

pytestmark = pytest.mark.django_db

TODAY = date(2019, 10, 14)


@pytest.fixture(autouse=True)
def _day(settings):
    settings.GOLDENTHREAD_TODAY = TODAY


@pytest.fixture
def administrator(db: None) -> User:
    person = make_person("Sam Okoye", email="admin@example.org")
    make_appointment(person, role="administrator", post="Administrator")
    return person


@pytest.fixture
def at(client, administrator):
    """The administrator's browser."""
    return sign_in(client, administrator)


def written_to(person: User, **fields: object) -> Message:
    """A question asked of the person, as far as its fields say."""
    letter = letters.query_asked(quarter="Q2 2019/20", count=1, path="/returns")
    send(letter, to=[Addressee(person.pk, person.name, person.email)], at=timezone.now())
    message = Message.objects.order_by("-id")[0]
    Message.objects.filter(pk=message.pk).update(**fields)
    return message


def test_each_message_is_listed_with_its_kind_person_and_state_and_never_its_words(at, lead):
    message = written_to(lead, state="given-up", attempts=12, problem="550 No such mailbox.")

    page = at.get("/messages")

    said = words_on(page)
    assert "Query asked A question about 1 figure for Q2 2019/20 Head of Exchequer lead@example.org" in said
    assert "Given up 550 No such mailbox; tried 12 times" in said
    assert Message.objects.get(pk=message.pk).text not in page.content.decode()


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("state=failed", {"Given Up"}),
        ("state=uncertain", {"May Be"}),
        ("state=waiting", {"To Be", "Daily"}),
        ("state=digest", set()),
        ("search=may+be", {"May Be"}),
        ("kind=query+asked&state=sent", {"Gone"}),
        ("kind=overdue", {"Given Up", "May Be", "To Be", "Daily", "Gone"}),
    ],
)
def test_the_log_is_narrowed(at, asked, found):
    states = {"Given Up": "given-up", "May Be": "uncertain", "To Be": "queued", "Daily": "queued", "Gone": "sent"}
    for name, state in states.items():
        written_to(make_person(name), state=state, sent_at=timezone.now() if state == "sent" else None)

    said = words_on(at.get(f"/messages?{asked}"))

    assert {name for name in states if f"{name} " in said} == found


def test_what_waits_for_a_digest_is_told_apart(at, lead):
    choose_digest(person=lead.pk, daily=True, at=timezone.now())
    written_to(lead)

    assert "Waits for the day's digest" in words_on(at.get("/messages?state=digest"))


def test_before_anything_was_written_the_page_says_what_comes_here(at):
    assert "Nobody was written to yet" in words_on(at.get("/messages"))


def test_a_sender_that_never_ran_is_said_first(at, lead):
    written_to(lead)

    said = words_on(at.get("/messages"))

    assert "Nothing has sent messages yet. 1 message waits to be sent, the oldest since" in said


@pytest.mark.parametrize(
    ("ago", "stopped_by", "words"),
    [
        (timedelta(seconds=2), "", "Messages are being sent, last looked after 1 minute ago."),
        (timedelta(minutes=11), "", "Nothing has sent messages for 11 minutes."),
        (timedelta(hours=50), "", "Nothing has sent messages for 2 days."),
        (timedelta(minutes=2), "The mail server refused the password.", "The mail server refused the password."),
    ],
)
def test_whether_the_sender_is_alive_is_said_first(at, ago, stopped_by, words):
    note_work(where="to the folder", stopped_by=stopped_by, at=timezone.now() - ago)

    assert words in words_on(at.get("/messages"))


def test_work_leaves_when_it_worked_and_how_it_went(at, command, settings, tmp_path):
    settings.GOLDENTHREAD_MAIL_FOLDER = tmp_path / "mail"

    command("work", "--once")

    assert "Messages are being sent, last looked after 1 minute ago" in words_on(at.get("/messages"))


def test_what_may_have_been_sent_is_sent_again_after_a_look(at, lead):
    message = written_to(lead, state="uncertain", problem="The line broke.")
    where = f"/messages/{message.pk}/again"

    asked = at.get(where)
    page = at.post(where, form_on(asked), follow=True)

    assert "It may have arrived. Ask the person first" in words_on(asked)
    assert f"Message {message.pk} waits to be sent to lead@example.org again." in words_on(page)
    assert Message.objects.get(pk=message.pk).state == "queued"


def test_what_another_had_sent_again_meanwhile_is_not_sent_twice(at, lead):
    message = written_to(lead, state="uncertain")
    where = f"/messages/{message.pk}/again"
    Message.objects.filter(pk=message.pk).update(state="queued")

    page = at.post(where)

    assert page.status_code == 422
    assert f"Message {message.pk} is to be sent, so it is not sent again." in words_on(page)


def test_an_invitation_leads_to_a_new_one_instead(at, administrator, stranger):
    invite(email=stranger.email, name="", by=administrator, today=TODAY, at=timezone.now())
    Message.objects.update(state="given-up", problem="550 No such mailbox.")
    message = Message.objects.get()

    assert f'href="/people/{stranger.pk}/invite"' in at.get("/messages").content.decode()
    assert "Invite the person anew." in words_on(at.get(f"/messages/{message.pk}/again"))
    refused = words_on(at.post(f"/messages/{message.pk}/again"))
    assert "Invite Stranger anew." in refused
    assert "goldenthread invite" not in refused


def test_there_is_no_page_of_no_message(at):
    assert at.get("/messages/999/again").status_code == 404


def test_nobody_else_sees_the_log(client, officer):
    assert sign_in(client, officer).get("/messages").status_code == 403


def test_the_log_costs_the_same_however_long_it_is(at, lead):
    def statements() -> int:
        with CaptureQueriesContext(connection) as asked:
            at.get("/messages")
        return len(asked)

    written_to(lead)
    few = statements()
    for _ in range(60):
        written_to(lead)

    assert statements() == few
