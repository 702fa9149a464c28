"""The steps of a round on its board: what was done, what waits for what, and when the round is complete."""

from __future__ import annotations

from datetime import date

import pytest

from tests.at_browser import sign_in
from tests.figures.returning_pages import words_on
from tests.figures.running_pages import BOARD, TODAY, fill, frozen, look, quarter_under_way
from tests.web.test_pages import publish

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day(settings):
    settings.GOLDENTHREAD_TODAY = TODAY


@pytest.fixture
def measures(officer, lead):
    return quarter_under_way(officer=officer, lead=lead)


def test_the_steps_of_the_round_say_how_far_it_has_come(client, officer, measures):
    before = words_on(sign_in(client, officer).get(BOARD))
    assert "Figures returned 3 of 4 Figures signed off 0 of 4 Figures frozen To do" in before
    assert "Released: the round is complete With the agenda Cannot start yet" in before
    frozen(officer=officer)

    after = words_on(client.get(BOARD))

    assert "Figures frozen 22 October 2019 Version 1" in after
    assert "Committee’s pack published To do" in after
    assert "This round is complete" not in after


def test_a_round_whose_pack_is_released_is_complete_until_a_figure_of_it_is_opened_again(
    client, officer, measures, settings
):
    settings.GOLDENTHREAD_TODAY = date(2020, 2, 20)
    frozen(officer=officer)
    publish(by=officer)

    said = words_on(sign_in(client, officer).get(BOARD))

    assert "This round is complete: 2019-20-q2-joint-committee-1 was released on" in said
    fill(client, look(measures["green"], "reopen"), reason="Counted twice")
    assert "This round is complete" not in words_on(client.get(BOARD))
