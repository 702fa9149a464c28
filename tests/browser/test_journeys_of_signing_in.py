"""Signed out while writing: with scripts and without."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from goldenthread.accounts.models import BrowserSession
from tests.at_browser import PASSWORD, give_password, sign_in
from tests.browser.pages_of_returns import Cast
from tests.browser.test_journeys_of_returns import Hand
from tests.figures.quarter import Q3, figure_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_whoever_is_signed_out_while_writing_goes_on_with_the_same_words(visit, scripts):
    cast = Cast()
    give_password(cast.lead)
    client = sign_in(Client(headers={"host": "localhost"}), cast.lead)
    hand = Hand(visit(cast.address(cast.plain), scripts=scripts, client=client))
    hand.fill("The figure", "80.5%")
    hand.press("See the rating")
    hand.fill("Reasons for the level of performance", "A new ledger was brought in.")
    run_out(client)

    hand.press("Submit for sign-off")
    assert "What you typed is kept for you for an hour" in hand.page.locator("main").inner_text()
    hand.fill("E-mail address", "lead@example.org")
    hand.fill("Password", PASSWORD)
    hand.press("Sign in")
    assert "A new ledger was brought in." in hand.page.locator("main").inner_text()
    hand.press("Send it now")

    said = hand.page.get_by_label("Reasons for the level of performance").input_value()
    assert said == "A new ledger was brought in."
    assert figure_of(cast.plain, Q3).state == "due"


def run_out(client):
    session = client.session
    session["seen"] = (timezone.now() - timedelta(hours=2)).isoformat()
    session.save()
    assert BrowserSession.objects.filter(session_key=session.session_key).exists()
