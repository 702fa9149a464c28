"""An indicator is added, its target changed, and it is retired: with scripts and without; and a policy is tried."""

from __future__ import annotations

import pytest
from django.test import Client

from goldenthread.indicators.models import Definition, ListEntry, Target
from tests.at_browser import sign_in
from tests.browser.pages_of_register import CARD, REASON, register_of_two
from tests.browser.test_journeys_of_returns import Hand

pytestmark = pytest.mark.django_db(transaction=True)
both = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
CHOSEN = {
    "Level": "Operational",
    "Unit": "Percentage",
    "Which way is better?": "Higher is better",
    "Measure type": "The quarter alone",
    "Frequency": "Quarterly",
    "Year-end rule": "The mean of the quarters",
}


@pytest.fixture
def officer_at(visit):
    """Whoever keeps the register, at an address."""

    def opened(address, *, scripts):
        client = sign_in(Client(headers={"host": "localhost"}), register_of_two())
        return Hand(visit(address, scripts=scripts, client=client))

    return opened


def on_day(hand, day, month, year):
    for label, typed in (("Day", day), ("Month", month), ("Year", year)):
        hand.page.get_by_label(label, exact=True).first.fill(typed)


@both
def test_an_indicator_is_added_its_target_changed_and_it_is_retired(officer_at, scripts):
    hand = officer_at("/indicators", scripts=scripts)

    hand.follow("Add an indicator")
    hand.fill("Reference", "EXC07")
    on_day(hand, "1", "1", "2020")
    hand.page.get_by_label("Service", exact=True).select_option("exchequer-and-transactional")
    hand.fill("Title", CARD["title"])
    hand.fill("Definition", CARD["definition"])
    for label, chosen in CHOSEN.items():
        hand.page.get_by_label(label, exact=True).select_option(label=chosen)
    hand.check("Newham")
    hand.press("Continue")
    hand.fill("Owner post", "Head of Exchequer")
    hand.fill("Sign-off post", "Director of Finance")
    hand.page.get_by_label("Policy", exact=True).select_option("own-tolerance/1")
    hand.page.get_by_label("Kind", exact=True).select_option("number")
    hand.fill("Target for the year", "90%")
    hand.fill("Why is it added?", REASON)
    hand.press("See what will change")
    assert hand.page.get_by_text("90%").is_visible()
    hand.press("Add this indicator")
    assert hand.page.get_by_text("EXC07 is in the register.").is_visible()

    hand.follow("Change targets")
    on_day(hand, "1", "2", "2020")
    hand.fill("Target for the year", "85%")
    hand.fill("Why this target?", REASON)
    hand.press("See what will change")
    assert [cell.inner_text() for cell in hand.page.locator("#changes tbody tr").first.locator("td").all()] == [
        "1 February 2020", "90%", "85%"
    ]  # fmt: skip
    hand.press("Save this change")
    assert hand.page.get_by_text("The targets of EXC07 are changed.").is_visible()

    hand.follow("Retire this indicator")
    on_day(hand, "29", "2", "2020")
    hand.fill("Followed by", "EXC02")
    hand.fill("Why does it end?", REASON)
    hand.press("See what will change")
    hand.press("Retire this indicator")

    assert hand.page.get_by_text("Replaced from 1 March 2020: followed by EXC02.").is_visible()
    assert Definition.objects.filter(indicator__ref="EXC07").count() == 1
    assert [str(one.annual) for one in Target.objects.filter(measure__indicator__ref="EXC07").order_by("pk")] == [
        "90",
        "85",
    ]
    assert not ListEntry.objects.filter(measure__indicator__ref="EXC07").latest("starts_on").on_list


@both
def test_a_policy_is_read_and_tried_before_it_is_adopted(officer_at, scripts):
    hand = officer_at("/policies", scripts=scripts)

    hand.follow("Amber within 5% of the target")
    assert hand.page.get_by_text("Red: otherwise.").is_visible()
    hand.follow("Try it on a sample")
    hand.fill("Value", "89")
    hand.fill("Target", "95")
    hand.fill("Tolerance", "10")
    hand.press("Try it on this figure")

    assert hand.page.get_by_text("Of 1 figure 1 would be rated otherwise.").is_visible()
    assert "/policies/relative-tolerance/try" in hand.page.url
