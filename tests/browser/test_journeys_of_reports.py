"""A report gets words and is published, released and corrected; a restricted one is issued and read."""

from __future__ import annotations

import pytest
from django.test import Client

from goldenthread.publishing.models import Issue, Release
from tests.at_browser import sign_in
from tests.browser.pages_of_reports import HAVERING, JOINT, JOINT_1, Reports
from tests.browser.test_journeys_of_returns import Hand, Keys, go

pytestmark = pytest.mark.django_db(transaction=True)
both = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
SECOND = "2019-20-q2-joint-committee-2"


@pytest.fixture
def reports():
    return Reports()


@pytest.fixture
def open_as(visit):
    """Somebody's own browser at an address."""

    def opened(person, address, *, scripts=True):
        return visit(address, scripts=scripts, client=sign_in(Client(headers={"host": "localhost"}), person))

    return opened


@both
def test_a_report_gets_words_is_previewed_published_and_released(open_as, visit, reports, scripts):
    officer = Hand(open_as(reports.officer, "/reports", scripts=scripts))
    officer.follow("The joint committee")
    officer.follow("Write words of your own")
    officer.follow("Write it under “Introduction”")
    assert officer.page.get_by_text("What the figures say").is_visible()
    officer.fill("Introduction", "A new ledger was brought in at the end of July.")
    officer.press("Save these words")
    assert officer.page.get_by_text("The words under “Introduction” are saved.").is_visible()

    officer.page.goto(JOINT)
    officer.follow("Preview it as a page")
    assert officer.page.get_by_text("A new ledger was brought in at the end of July.").is_visible()
    assert officer.page.get_by_text("FROZEN, NOT PUBLISHED").first.is_visible()
    officer.page.go_back()
    officer.follow("Publish it")
    officer.press("Publish it")
    assert officer.page.get_by_text(f"Published as {JOINT_1}. It is public once it is released.").is_visible()

    clerk = Hand(open_as(reports.clerk, "/reports", scripts=scripts))
    clerk.follow("The joint committee")
    clerk.follow("Release it")
    clerk.press("Release it")

    assert Release.objects.get().publication.public_id == JOINT_1
    anybody = visit("/", scripts=scripts)
    go(anybody.get_by_role("link", name="Checksums, and how to check the files"))
    assert anybody.get_by_role("heading", name="How to check them").is_visible()


@both
def test_a_restricted_pack_is_issued_and_read(open_as, reports, scripts):
    officer = Hand(open_as(reports.officer, HAVERING, scripts=scripts))
    officer.follow("Issue it")
    officer.check("Havering Treasurer, Section 151 Officer")
    officer.press("Continue")
    assert officer.page.get_by_text("Each of them will see: every figure of Havering").is_visible()
    officer.press("Issue it")
    assert Issue.objects.get().person == reports.treasurer.pk

    treasurer = Hand(open_as(reports.treasurer, "/reports/issued", scripts=scripts))
    treasurer.follow("London Borough of Havering")
    treasurer.follow("Web page")
    assert treasurer.page.get_by_text("RESTRICTED").first.is_visible()

    officer.page.reload()
    assert officer.page.get_by_text("to 1 person, who has opened it.").first.is_visible()


@both
def test_a_mistake_is_put_right_by_a_correction_that_says_why(open_as, visit, reports, scripts):
    reports.publish()
    reports.release()
    reports.freeze_anew()
    officer = Hand(open_as(reports.officer, "/reports", scripts=scripts))
    officer.follow("The joint committee")
    officer.follow("Publish a correction")
    officer.fill("What is corrected, and why?", "EXC01 was 97.0%, not 96.2%")
    officer.press("Publish the correction")
    officer.follow("Release it")
    officer.press("Release it")

    anybody = visit(f"/publications/{JOINT_1}", scripts=scripts)
    assert anybody.get_by_text("Why: EXC01 was 97.0%, not 96.2%").is_visible()
    go(anybody.get_by_role("link", name=SECOND))
    assert anybody.get_by_text("Correction.").is_visible()


def test_a_report_is_published_by_keyboard_alone(open_as, reports):
    page = open_as(reports.officer, JOINT)
    keys = Keys(page)
    keys.enter("main a[href$='/publish']")
    keys.enter("form button.govuk-button")

    assert page.get_by_text(f"Published as {JOINT_1}").first.is_visible()
