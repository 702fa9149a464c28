"""What becomes of words that are sent by somebody who is no longer signed in."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from goldenthread.accounts.models import PutAside
from goldenthread.accounts.operations import disable_person
from goldenthread.accounts.operations.aside import throw_away_what_is_over
from goldenthread.figures.models import Figure, FigureQuery
from goldenthread.figures.operations import query_figures
from tests.at_browser import PASSWORD, give_password, sign_in, type_password
from tests.figures.quarter import OCTOBER, figure_of, give, submit
from tests.figures.returning_pages import TODAY, address, due_quarter, form_on, words_on
from tests.world import make_person

pytestmark = pytest.mark.django_db
WORDS = "It is complete.\r\nWe counted twice."
PAGE = "http://testserver/returns?show=red"


@pytest.fixture(autouse=True)
def _day(settings):
    settings.GOLDENTHREAD_TODAY = TODAY


@pytest.fixture
def asked(officer, lead):
    """A figure that the lead is asked about."""
    give_password(lead)
    measure, _ = due_quarter(officer=officer)
    give(measure, "96.0", by=lead)
    submit(measure, by=lead)
    query_figures(figure_ids=[figure_of(measure).pk], asked="Is it complete?", by=officer, at=OCTOBER)
    return measure


def away(client, person):
    """The client, whose person did nothing for two hours."""
    return sign_in(client, person, with_code=False, at=timezone.now() - timedelta(hours=2))


def send(client, measure, **more):
    version = str(Figure.objects.get(pk=figure_of(measure).pk).version)
    boxes = {"answer": WORDS, "version": version, "csrfmiddlewaretoken": "x", **more}
    return client.post(f"{address(measure)}/answer", boxes, headers={"Referer": PAGE})


def test_what_was_typed_when_the_session_ran_out_is_sent_after_signing_in_again(client, lead, asked):
    told = send(away(client, lead), asked)
    assert "What you typed is kept for you for an hour" in words_on(client.get(told["Location"]))
    assert "complete" not in told["Location"]

    led = client.post(told["Location"], {"login": lead.email, "password": PASSWORD, "next": "/unsent"})
    waiting = client.get(led["Location"])
    done = client.post(f"{address(asked)}/answer", form_on(waiting))

    assert "It is complete. We counted twice." in words_on(waiting)
    assert done["Location"] == "/returns"
    assert FigureQuery.objects.get().answer == "It is complete.\nWe counted twice."


def test_the_sign_in_page_leads_on_to_what_waits(client, lead, asked):
    told = send(away(client, lead), asked)

    assert parse_qs(urlsplit(told["Location"]).query) == {"next": ["/unsent"], "unsent": ["kept"]}
    assert 'name="next" value="/unsent"' in client.get(told["Location"]).content.decode()


def test_nobody_else_gets_the_words(client, lead, asked):
    send(away(client, lead), asked)
    other = make_person("Somebody else", email="else@example.org")
    give_password(other)
    type_password(client, other)

    assert "Nothing waits to be sent" in words_on(client.get("/unsent"))


def test_they_lie_in_the_database_sealed(client, lead, asked, settings):
    settings.GOLDENTHREAD_KEEPS_ITS_KEY = True

    send(away(client, lead), asked)

    assert b"complete" not in bytes(PutAside.objects.get().content)
    assert "complete" not in str(dict(client.session))


def test_after_an_hour_they_are_gone(client, lead, asked):
    send(away(client, lead), asked)
    PutAside.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    assert "Nothing waits to be sent" in words_on(sign_in(client, lead).get("/unsent"))
    throw_away_what_is_over(at=timezone.now())
    assert not PutAside.objects.exists()


def test_thrown_away_they_are_gone_and_the_page_before_is_shown(client, lead, asked):
    send(away(client, lead), asked)

    led = sign_in(client, lead).post("/unsent")

    assert led["Location"] == "/returns?show=red"
    assert not PutAside.objects.exists()


def test_whoever_signs_out_leaves_nothing(client, lead, asked):
    send(away(client, lead), asked)

    sign_in(client, lead).post("/sign-out")

    assert not PutAside.objects.exists()


def test_whose_account_is_closed_leaves_nothing(client, lead, asked):
    send(away(client, lead), asked)

    disable_person(person_id=lead.pk, by=make_person("Administrator"), at=timezone.now())

    assert not PutAside.objects.exists()


def test_a_form_overtaken_meanwhile_is_still_refused(client, lead, officer, asked):
    send(away(client, lead), asked)
    give(asked, "97.0", by=officer)

    refused = client.post(f"{address(asked)}/answer", form_on(sign_in(client, lead).get("/unsent")))

    assert refused.status_code == 409


@pytest.mark.parametrize("box", ["password", "oldpassword", "code"])
def test_a_password_or_code_is_kept_nowhere(client, lead, asked, box):
    told = send(away(client, lead), asked, **{box: "secret"})

    assert not PutAside.objects.exists()
    assert parse_qs(urlsplit(told["Location"]).query)["unsent"] == ["lost"]


def test_more_than_anybody_types_is_not_kept(client, lead, asked):
    send(away(client, lead), asked, answer="x" * 200_001)

    assert not PutAside.objects.exists()


def test_of_somebody_who_is_not_known_nothing_is_kept_and_they_come_back_to_the_page(client, lead, asked):
    told = send(client, asked)

    assert told["Location"] == "/sign-in?next=/returns%3Fshow%3Dred&unsent=lost"
    assert "nothing is kept of it here" in words_on(client.get(told["Location"]))
    assert not PutAside.objects.exists()
    assert not client.cookies.get("sessionid")


@pytest.mark.parametrize(
    "before", ["", "https://evil.example/returns", "http://testserver//evil.example", "javascript:x"]
)
def test_nobody_comes_back_to_another_site(client, before):
    told = client.post("/returns/submit", {"a": "b"}, headers={"Referer": before})

    assert told["Location"] == "/sign-in?next=/home&unsent=lost"


def old_form(person, *, headers):
    """A form of a page that was opened before the person signed in anew, in another window."""
    client = Client(enforce_csrf_checks=True)
    sign_in(client, person)
    client.get("/account")
    return client, client.post("/returns/submit", {"figure": "1:1", "words": "Typed."}, headers=headers)


def test_a_form_from_before_a_sign_in_is_kept_and_sent_by_its_author(lead):
    client, told = old_form(lead, headers={"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"})

    assert told["Location"] == "/unsent"
    assert "Typed." in words_on(client.get("/unsent"))


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://testserver", "Sec-Fetch-Site": "cross-site"},
    ],
)
def test_a_form_of_another_site_is_kept_for_nobody(lead, headers):
    _, told = old_form(lead, headers=headers)

    assert told.status_code == 403
    assert "This form is too old" in words_on(told)
    assert not PutAside.objects.exists()


def test_a_file_is_not_kept_and_the_page_says_so(client, lead, asked, tmp_path):
    file = tmp_path / "sheet.csv"
    file.write_text("Ref,Council,Value")
    with file.open("rb") as sent:
        away(client, lead).post("/returns/2019-20-q2/upload", {"file": sent, "note": "a"})

    assert "The file that you chose is not kept." in words_on(sign_in(client, lead).get("/unsent"))


def test_what_another_hand_changed_in_the_database_is_given_to_nobody(client, lead, asked):
    send(away(client, lead), asked)
    PutAside.objects.update(content=b"{}")

    assert "Nothing waits to be sent" in words_on(sign_in(client, lead).get("/unsent"))


def test_whoever_merely_reads_is_led_to_what_they_asked_for(client, lead):
    assert away(client, lead).get("/returns?show=red")["Location"] == "/sign-in?next=/returns%3Fshow%3Dred"


def test_a_form_of_somebody_who_has_to_add_a_code_first_is_kept_too(client, head, asked):
    told = send(sign_in(client, head, with_code=False), asked)

    assert told["Location"] == "/account/code/add?next=%2Funsent"
    assert "It is complete." in words_on(sign_in(client, head).get("/unsent"))
