"""Colours are mended and saved, a provision ends, the log is filtered and saved: with scripts and without."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from goldenthread.audit.models import Event
from goldenthread.partnership.models import Provision
from goldenthread.partnership.queries.ratings import rating_styles
from tests.at_browser import sign_in
from tests.browser.pages_of_partnership import made_by
from tests.browser.test_journeys_of_returns import Hand, go

pytestmark = pytest.mark.django_db(transaction=True)
both = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])


@pytest.fixture
def officer(visit):
    """The officer's own browser at an address."""

    def opened(address, *, scripts):
        client = sign_in(Client(headers={"host": "localhost"}), made_by())
        return Hand(visit(address, scripts=scripts, client=client))

    return opened


@both
def test_a_colour_that_is_too_pale_is_refused_with_one_that_would_do_and_then_saved(officer, scripts):
    hand = officer("/partnership", scripts=scripts)
    go(hand.page.get_by_role("row", name="Havering").get_by_role("link", name="Words and colours"))
    hand.fill("Green is called", "On target")
    hand.fill("Colour of Amber", "#ffbf00")
    hand.press("Save")

    summary = hand.page.get_by_role("alert")
    assert "is 1.7 to 1, and has to be 3 to 1 or more" in summary.inner_text()
    nearest = summary.inner_text().split("The nearest that has it is ")[1][:7]
    hand.fill("Colour of Amber", nearest)
    hand.press("Show how it looks")
    assert hand.page.locator(f"svg[fill='{nearest}']").is_visible()
    hand.press("Save")

    assert hand.page.get_by_text("The words and colours of ratings of Havering are saved.").is_visible()
    assert rating_styles()["havering"]["amber"].colour == nearest


@both
def test_a_provision_ends_once_what_ends_with_it_was_seen(officer, scripts):
    hand = officer("/partnership", scripts=scripts)
    go(hand.page.locator("#provision a[href$='/bexley']").first)
    hand.follow("End this provision")
    for part, number in (("Day", "31"), ("Month", "7"), ("Year", "2020")):
        hand.fill(part, number)
    hand.fill("Why does it end?", "Bexley gave notice in June.")
    hand.press("See what will change")

    assert hand.page.get_by_text("EXC01 for Bexley ends with its service").is_visible()
    assert not Provision.objects.filter(starts_on="2020-08-01").exists()
    hand.press("End this provision")

    assert hand.page.get_by_text("The provision ends.").is_visible()
    assert Provision.objects.filter(starts_on="2020-08-01", extent="not-provided", council__slug="bexley").exists()


@both
def test_the_log_is_filtered_and_what_is_shown_is_saved(officer, scripts, tmp_path):
    hand = officer("/partnership/directorates/new", scripts=scripts)
    hand.fill("Name", "Legal and Governance")
    hand.press("Add the directorate")
    hand.page.goto(hand.page.url.replace("/partnership", "/events"))
    hand.page.get_by_label("What was done", exact=True).select_option("directorate added")
    hand.press("Apply filter")

    assert hand.page.locator("tbody tr").count() == 1
    with hand.page.expect_download() as saved:
        hand.page.get_by_role("button", name="Save as CSV").click()
    file = Path(tmp_path) / "events.csv"
    saved.value.save_as(file)

    lines = file.read_text(encoding="utf-8-sig").splitlines()
    assert [line.split(",")[3] for line in lines] == ["What was done", "Directorate added"]
    assert Event.objects.filter(kind="log saved as a file").count() == 1
