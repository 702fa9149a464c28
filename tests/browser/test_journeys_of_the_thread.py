"""From the hub to a council's thread; from an indicator up to its priority, and down to its figure."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.browser.pages_of_thread import officer_on
from tests.browser.test_journeys_of_returns import Hand, go
from tests.browser.test_pages_for_all import violations

pytestmark = pytest.mark.django_db(transaction=True)
both = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])


@both
def test_council_tax_collection_leads_up_to_a_priority_and_down_to_its_figure(visit, scripts):
    client = Client(headers={"host": "localhost"})
    hand = Hand(visit(officer_on("/home")(client), scripts=scripts, client=client))

    if scripts:
        go(hand.page.locator("nav[aria-label=Menu]").get_by_role("link", name="Plans"))
    else:
        hand.page.goto(hand.page.url.replace("/home", "/thread"))
    assert hand.page.get_by_role("heading", name="Golden thread", exact=True).is_visible()
    hand.follow("Havering")
    assert hand.page.get_by_role("heading", name="Golden thread of London Borough of Havering").is_visible()
    assert not scripts or violations(hand.page) == []

    hand.follow("EXC05 Council Tax collection")
    hand.follow("Its own page, with every figure")
    hand.follow("Its golden thread")
    assert hand.page.get_by_text("Amber: 93.0% is 2.0 points below the target").first.is_visible()
    assert not scripts or violations(hand.page) == []

    hand.follow("1 Opportunities for all")
    assert hand.page.get_by_role("heading", name="1 Opportunities for all").is_visible()
    hand.follow("Q2 2019/20: 93.0%")
    assert hand.page.get_by_role("heading", name="Council Tax collection").first.is_visible()
