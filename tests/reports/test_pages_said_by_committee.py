"""What the committee said of an indicator, on its page; and what whoever keeps the register may do from there."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.committee.queries import decisions_about
from tests.at_browser import sign_in
from tests.figures.quarter import make_due_measure
from tests.figures.returning_pages import words_on
from tests.reports.audiences import publish, release
from tests.world import (
    make_council,
    make_decision,
    make_indicator,
    make_item,
    make_list_entry,
    make_measure,
    make_meeting,
)

pytestmark = pytest.mark.django_db
PAGE = "/indicators/EXC01"
NOTHING = "No decision on record names it or stands behind it"


@pytest.fixture(autouse=True)
def _today(settings):
    settings.GOLDENTHREAD_TODAY = date(2020, 2, 10)


def said(client, address=PAGE):
    words = words_on(client.get(address))
    return words[
        words.index("What the committee said", words.index("Where it is published")) : words.index("The card Wh")
    ]


def test_decisions_that_name_it_or_that_it_rests_on_are_told_newest_first(client, stranger):
    make_due_measure()
    item = make_item(meeting=make_meeting(on="2019-10-18"), number="14", title="Performance, Quarter 1")
    make_decision(item=item, number="2", verb="noted", text="To ask why EXC01 was red.")
    make_decision(item=item, number="3", verb="noted", text="To say nothing of EXC011.")

    told = said(sign_in(client, stranger))

    assert "Noted: Performance, Quarter 1 18 October 2019 , oneSource Joint Committee, minute 14, decision 2" in told
    assert "To agree the list of Performance Indicators for 2019/20." in told
    assert told.index("18 October 2019") < told.index("12 July 2019")
    assert "EXC011" not in told


def test_where_nothing_was_said_the_page_says_so(client, stranger):
    make_measure(indicator=make_indicator("EXC01"))

    words = words_on(sign_in(client, stranger).get(PAGE))

    assert NOTHING in words


def test_a_released_report_that_held_it_is_told_with_its_meeting(client, stranger, frozen, command):
    publish(command)
    release(command)

    told = said(sign_in(client, stranger))

    assert "Q2 2019/20 reported" in told


def test_a_name_is_found_as_a_word_of_its_own(db):
    for number, text in enumerate(
        ("EXC01", "(EXC01)", "EXC01.", "exc01, say", "EXC01/2", "xEXC01", "EXC01.5"), start=1
    ):
        make_decision(number=str(number), text=f"About {text}")

    assert sorted(one.number for one in decisions_about("EXC01", references=())) == ["1", "2", "3", "4"]


def test_only_who_keeps_the_register_is_shown_how_to_change_it(client, officer, stranger):
    measure = make_due_measure()

    assert "Change this indicator" not in words_on(sign_in(client, stranger).get(PAGE))
    assert "Add an indicator" not in words_on(client.get("/indicators"))
    offered = words_on(sign_in(client, officer).get(PAGE))
    assert "Retire this indicator" in offered
    assert "Restore this indicator" not in offered
    assert "Add an indicator" in words_on(client.get("/indicators"))
    make_list_entry(measure, starts_on="2019-11-01", on_list=False, reason="It ended")
    offered = words_on(client.get(PAGE))
    assert ("Retire this indicator" in offered, "Restore this indicator" in offered) == (False, True)


def test_an_indicator_whose_reference_holds_a_stroke_has_its_page(client, officer):
    make_measure(indicator=make_indicator("EXC/01"), council=make_council("Newham"))
    sign_in(client, officer)

    assert "EXC/01" in words_on(client.get("/indicators"))
    assert client.get("/indicators/EXC/01").status_code == 200
    assert client.get("/indicators/EXC/01/edit").status_code == 200
