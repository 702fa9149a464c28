"""From an invitation to the first sign-in with a code; an appointment given and ended; a deputy named."""

from __future__ import annotations

import re
from email import message_from_bytes, policy

import pytest
from django.test import Client

from goldenthread.mail.queries import wants_a_digest
from goldenthread.partnership.models import Appointment, Deputy
from tests.at_browser import code_of, sign_in
from tests.browser.pages_of_people import People
from tests.browser.test_journeys_of_returns import Hand, go

pytestmark = pytest.mark.django_db(transaction=True)
both = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
WEAK, STRONG = "goldenthread2020", "seven green kettles at dusk"


@pytest.fixture
def people():
    return People()


@pytest.fixture
def link_to(command, settings, tmp_path):
    """Sends what waits; the path of the link in the only letter to an address, as it lies in the folder."""
    settings.GOLDENTHREAD_MAIL_FOLDER = tmp_path / "mail"

    def posted(address: str) -> str:
        command("work", "--once")
        files = settings.GOLDENTHREAD_MAIL_FOLDER.iterdir()
        letters = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in files]
        (letter,) = [one for one in letters if one["To"] == address]
        body = letter.get_body(("plain",))
        assert body is not None
        (link,) = re.findall(r"http://\S+?(/invitation/\S+)", body.get_content())
        return str(link)

    return posted


@pytest.fixture
def open_as(visit):
    """Somebody's own browser at an address."""

    def opened(person, address, *, scripts=True):
        return visit(address, scripts=scripts, client=sign_in(Client(headers={"host": "localhost"}), person))

    return opened


def fill_day(hand: Hand, name: str, *, day: str, month: str, year: str) -> None:
    """Three boxes, whose labels are those of every day of the page: by the name of the day."""
    group = hand.page.get_by_role("group", name=name)
    for label, typed in (("Day", day), ("Month", month), ("Year", year)):
        group.get_by_label(label, exact=True).fill(typed)


@both
def test_somebody_is_invited_chooses_a_password_adds_a_code_and_comes_home(visit, open_as, people, link_to, scripts):
    administrator = Hand(open_as(people.administrator, "/home", scripts=scripts))
    administrator.page.goto("/administration")
    administrator.follow("People")
    administrator.press("Invite somebody new")
    administrator.fill("Name", "Rosa Lind")
    administrator.fill("E-mail address", "rosa.lind@example.org")
    administrator.check("Director")
    administrator.fill("Post", "Director of Assets")
    administrator.press("Invite")
    assert administrator.page.get_by_text("Rosa Lind is invited.").is_visible()

    rosa = Hand(visit(link_to("rosa.lind@example.org"), scripts=scripts))
    rosa.page.locator("#id_password").fill(WEAK)
    rosa.press("Save and sign in")
    assert rosa.page.get_by_text("made of your name, or of words that are tried first").first.is_visible()
    rosa.page.locator("#id_password").fill(STRONG)
    rosa.press("Save and sign in")
    assert rosa.page.get_by_role("heading", name="Add a code").is_visible()
    key = rosa.page.get_by_text("Key:").locator("strong").inner_text().replace(" ", "")
    rosa.fill("The six digits that the app shows now", code_of(key))
    rosa.press("Add")
    assert rosa.page.locator("main code").count() >= 8
    go(rosa.page.get_by_role("button", name="I have kept them"))

    assert rosa.page.get_by_text("Director of Assets: Questions and signs off").is_visible()
    administrator.page.reload()
    assert administrator.page.locator("main").get_by_text("Can sign in").first.is_visible()


@both
def test_an_appointment_is_given_and_ended(open_as, people, scripts):
    hand = Hand(open_as(people.administrator, "/people?search=asha", scripts=scripts))
    hand.follow("Asha Patel")
    hand.follow("Give an appointment")
    hand.check("Section 151 officer")
    hand.fill("Post", "Section 151 Officer")
    hand.page.get_by_label("Council", exact=True).select_option("Havering")
    hand.press("Appoint")
    assert hand.page.get_by_text("Asha Patel is appointed.").is_visible()

    hand.follow("End the appointment as Section 151 Officer")
    fill_day(hand, "Last day", day="31", month="12", year="2019")
    hand.press("Save the last day")
    assert hand.page.get_by_text("This ends before it begins.").first.is_visible()
    fill_day(hand, "Last day", day="31", month="3", year="2020")
    hand.press("Save the last day")

    assert hand.page.get_by_role("cell", name="31 March 2020").is_visible()
    given = Appointment.objects.get(person=people.lead, role="section-151-officer")
    assert str(given.ended_on) == "2020-03-31"


@both
def test_a_deputy_is_named_and_called_off_and_messages_come_once_a_day(open_as, people, scripts):
    Deputy.objects.all().delete()
    hand = Hand(open_as(people.head, "/home", scripts=scripts))
    hand.follow("Name who acts for you while you are away")
    hand.page.get_by_label("Who acts", exact=True).select_option("Asha Patel, Head of Exchequer")
    fill_day(hand, "First day", day="20", month="1", year="2020")
    fill_day(hand, "Last day", day="31", month="1", year="2020")
    hand.press("Name the deputy")
    assert hand.page.get_by_text("Asha Patel acts as Director of Finance from 20 January 2020").first.is_visible()
    go(hand.page.get_by_role("button", name="Call off"))
    assert hand.page.get_by_text("Called off: Asha Patel acts until the end of today.").is_visible()

    hand.page.goto("/account")
    hand.check("Together, once a day")
    hand.press("Save")

    assert hand.page.get_by_text("Your messages come together, once a day.").is_visible()
    assert wants_a_digest(people.head.pk)
