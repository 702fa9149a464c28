"""Priorities at their pages: everybody who reads plans sees them, the officer links what serves them."""

from __future__ import annotations

import pytest

from goldenthread.plans.models import PriorityLink
from goldenthread.plans.operations import write_corporate_plan
from tests.figures.returning_pages import words_on
from tests.plans.improvement import IN_APRIL, finalised
from tests.plans.test_pages_plans import browser, fill
from tests.plans.test_priorities import WRITTEN
from tests.world import make_council, make_indicator, make_measure

pytestmark = pytest.mark.django_db

ONE, TWO = "/priorities/havering-2019/1", "/priorities/havering-2019/2"


@pytest.fixture(autouse=True)
def _written(officer):
    finalised(by=officer)
    make_measure(indicator=make_indicator("CTX01"), council=make_council("Havering"))
    write_corporate_plan(WRITTEN, by=officer, at=IN_APRIL)


def test_what_a_council_seeks_is_read_with_what_serves_it(member):
    reader = browser(member)

    every, one = words_on(reader.get("/priorities")), words_on(reader.get(ONE))

    assert "Havering: Our Havering" in every
    assert "These priorities are illustrative." in every
    assert "Nothing yet" in every
    assert "Use of resources (Best Value themes)" in one
    assert "Action 1.1 Train every manager. illustrative" in one
    assert "What can be done now" not in one
    for step in ("link/indicator", "unlink", "tags"):
        assert reader.get(f"{TWO}/{step}").status_code == 404


def test_the_officer_links_unlinks_and_tags(officer):
    at_desk = browser(officer)

    assert fill(at_desk, f"{TWO}/link/indicator", names=["CTX01"]).url == TWO
    assert "CTX01" in words_on(at_desk.get(TWO))
    assert "There is no indicator for Havering that is not linked already." in words_on(
        at_desk.get(f"{TWO}/link/indicator")
    )
    assert fill(at_desk, f"{TWO}/unlink", links=["indicator:CTX01"]).url == TWO
    assert PriorityLink.objects.filter(priority__ref="2").count() == 0
    assert fill(at_desk, f"{TWO}/tags", tags=["lof-neighbourhoods"]).url == TWO
    assert "Neighbourhoods (Local Outcomes Framework)" in words_on(at_desk.get(TWO))


def test_a_choice_that_is_not_offered_is_refused_in_words(officer):
    at_desk = browser(officer)

    answer = at_desk.post(f"{TWO}/link/indicator", {"version": "0", "names": ["NEW01"]})

    assert answer.status_code == 422
    assert "Choose at least one." in words_on(at_desk.post(f"{TWO}/link/indicator", {"version": "0"}))


def test_whoever_presses_link_twice_has_linked_it_once(officer):
    at_desk = browser(officer)
    page, sent = f"{TWO}/link/indicator", {"version": "0", "names": ["CTX01"]}

    assert [at_desk.post(page, sent).status_code for _ in range(2)] == [302, 302]

    assert PriorityLink.objects.filter(priority__ref="2", indicator__ref="CTX01").count() == 1


@pytest.mark.parametrize("address", ["/priorities/none", "/priorities/havering-2019/9", f"{TWO}/link/figure"])
def test_there_is_no_page_of_what_there_is_not(officer, address):
    assert browser(officer).get(address).status_code == 404


def test_others_are_not_told_that_there_are_priorities(stranger):
    assert browser(stranger).get("/priorities").status_code == 404
