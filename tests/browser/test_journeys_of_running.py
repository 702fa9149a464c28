"""A figure is asked about and answered for, signed off and cleared: with scripts, without, and by keyboard alone."""

from __future__ import annotations

import pytest
from django.test import Client

from goldenthread.figures.models import Clearance
from tests.at_browser import sign_in
from tests.browser.pages_of_running import BOARD, Quarter
from tests.browser.test_journeys_of_returns import Hand, Keys
from tests.figures.quarter import figure_of

pytestmark = pytest.mark.django_db(transaction=True)
both = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])


@pytest.fixture
def quarter():
    return Quarter()


@pytest.fixture
def open_as(visit):
    """Somebody's own browser at an address."""

    def opened(person, address, *, scripts=True):
        return visit(address, scripts=scripts, client=sign_in(Client(headers={"host": "localhost"}), person))

    return opened


@both
def test_the_officer_asks_and_the_service_answers(open_as, quarter, scripts):
    officer = Hand(open_as(quarter.officer, BOARD, scripts=scripts))
    officer.follow("EXC03")
    officer.follow("Ask a question")
    officer.fill("Your question", "Does this hold the invoices of September?")
    officer.press("Ask")
    assert officer.page.get_by_text("No answer yet.").is_visible()

    lead = Hand(open_as(quarter.lead, "/returns", scripts=scripts))
    lead.follow("EXC03, Havering")
    assert lead.page.get_by_text("Does this hold the invoices of September?").is_visible()
    lead.fill("Your answer", "It does, all of them.")
    lead.press("Answer the question")

    officer.page.reload()
    assert officer.page.get_by_text("Head of Exchequer answered: It does, all of them.").is_visible()
    assert figure_of(quarter.red).state == "submitted"


@both
def test_a_director_signs_the_greens_off_together_and_the_red_by_itself(open_as, quarter, scripts):
    head = Hand(open_as(quarter.head, "/home", scripts=scripts))
    head.follow("3 figures to sign off")

    head.press("Sign off these 2 figures")
    head.follow("EXC03, Havering")
    assert head.page.get_by_text("A new purchase ledger was brought in").is_visible()
    head.press("Sign off this figure")

    assert head.page.get_by_text("Nothing waits for your sign-off.").is_visible()
    states = [figure_of(one).state for one in (quarter.green, quarter.second, quarter.red)]
    assert states == ["signed-off"] * 3
    assert head.interactions == 4


def test_a_director_signs_off_by_keyboard_alone(open_as, quarter):
    page = open_as(quarter.head, "/sign-off")
    keys = Keys(page)
    keys.enter("form[action='/sign-off/together'] button")
    keys.enter("main a[href$='from=sign-off']")
    keys.enter("form[action$='/sign-off'] button")

    assert page.get_by_text("Nothing waits for your sign-off.").is_visible()
    assert figure_of(quarter.red).signed_off_by == quarter.head


@both
def test_a_council_is_cleared(open_as, quarter, scripts):
    quarter.freeze()
    treasurer = Hand(open_as(quarter.treasurer, "/home", scripts=scripts))

    treasurer.follow("Havering, Q2 2019/20")
    treasurer.fill("A note", "As reported to Cabinet")
    treasurer.press("Clear these figures")

    assert treasurer.page.get_by_text("Everything that is frozen is cleared.").is_visible()
    assert Clearance.objects.get().words == "As reported to Cabinet"


@both
def test_the_officer_freezes_after_seeing_what_is_missing(open_as, quarter, scripts):
    officer = Hand(open_as(quarter.officer, BOARD, scripts=scripts))

    officer.press("Freeze the figures")
    assert officer.page.get_by_text("1 figure still to return").is_visible()
    officer.press("Freeze as version 1")

    assert officer.page.get_by_text("Frozen as version 1. 4 of 5").is_visible()
