"""A round is opened and chased, a figure restated, a year closed and its next list agreed: with scripts and without."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from goldenthread.figures.models import Restatement, Round, YearClose
from goldenthread.indicators.queries import agreed_list
from goldenthread.mail.models import Message
from tests.at_browser import sign_in
from tests.browser.pages_of_rounds import REASON
from tests.browser.pages_of_running import BOARD, Quarter
from tests.browser.pages_of_years import PAGE, Year
from tests.browser.test_journeys_of_returns import Hand
from tests.figures.proposals import FOR_NEXT
from tests.figures.quarter import figure_of
from tests.figures.year import YEAR
from tests.world import make_decision, make_item, make_meeting

pytestmark = pytest.mark.django_db(transaction=True)
both = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])


@pytest.fixture
def open_as(visit):
    """Somebody's own browser at an address."""

    def opened(person, address, *, scripts=True):
        return visit(address, scripts=scripts, client=sign_in(Client(headers={"host": "localhost"}), person))

    return opened


@both
def test_the_officer_opens_the_next_quarter_after_seeing_what_it_asks_for(open_as, scripts):
    quarter = Quarter()
    make_meeting(on="2020-03-06")
    officer = Hand(open_as(quarter.officer, BOARD, scripts=scripts))

    officer.follow("Open Q3 2019/20")
    officer.check("Q3 2019/20: October – December 2019")
    officer.check("Friday 6 March 2020, oneSource Joint Committee")
    officer.press("See what would be opened")
    assert officer.page.get_by_text("5 figures would be due").is_visible()
    officer.press("Open Q3 2019/20")

    assert officer.page.get_by_text("Q3 2019/20 is open: 5 figures are due.").is_visible()
    assert Round.objects.get(period="2019-20 Q3").meeting.date == date(2020, 3, 6)


@both
def test_the_officer_reminds_whoever_has_not_submitted_once(open_as, scripts):
    quarter = Quarter()
    officer = Hand(open_as(quarter.officer, BOARD, scripts=scripts))

    officer.press("Remind 1 person of 2 figures")
    assert officer.page.get_by_role("row", name="Head of Exchequer").is_visible()
    officer.press("Remind 1 person of 2 figures")

    assert officer.page.get_by_text("1 message is on its way.").is_visible()
    assert officer.page.get_by_text("Reminded last by Performance Officer").is_visible()
    assert Message.objects.filter(kind="overdue", person=quarter.lead.pk).count() == 1


@both
def test_the_officer_restates_a_frozen_figure_after_seeing_what_it_does(open_as, scripts):
    quarter = Quarter()
    quarter.freeze()
    officer = Hand(open_as(quarter.officer, quarter.look(quarter.amber), scripts=scripts))

    officer.follow("Restate it")
    officer.fill("The value as now known", "96.4")
    officer.check("A correction: what was reported was wrong")
    officer.fill("Why is it known otherwise now?", REASON)
    officer.press("See what it does")
    assert officer.page.get_by_text("It would have been green, and was amber.").is_visible()
    officer.press("Record the restatement")

    assert officer.page.get_by_text("is restated. Nothing published changes").is_visible()
    assert str(Restatement.objects.get().value) == "96.4"
    assert figure_of(quarter.amber).value.text == "92.0"


@both
def test_a_year_is_closed_and_the_list_of_the_next_proposed_and_agreed(open_as, scripts, tmp_path):
    year = Year()
    make_decision(item=make_item(meeting=make_meeting(on="2020-07-15"), number="5"), number="1", text=FOR_NEXT)
    officer = Hand(open_as(year.officer, PAGE, scripts=scripts))

    officer.follow("Close 2019/20")
    officer.press("Close 2019/20 as version 1")
    assert YearClose.objects.get().number == 1
    officer.follow("Propose the list of 2020/21")
    workbook = tmp_path / "proposal.xlsx"
    workbook.write_bytes(year.answers)
    officer.page.get_by_label("Workbook", exact=True).set_input_files(workbook)
    officer.press("See what would be proposed")
    assert officer.page.get_by_text("1 carried on, 1 changed, 1 dropped").is_visible()
    officer.press("Propose this list")
    officer.follow("Agree the list of 2020/21")
    officer.check(f"15 July 2020, minute 5, decision 1: {FOR_NEXT}")
    officer.press("Agree the list")

    assert officer.page.get_by_text("The list of 2020/21 is agreed by the oneSource Joint Committee").is_visible()
    assert not agreed_list(YEAR.next).is_proposed
