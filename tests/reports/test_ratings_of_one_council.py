"""A council's own words and colours of ratings stand where it is shown alone, and nowhere else."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.partnership.operations.ratings import style_ratings
from goldenthread.partnership.queries.ratings import STANDARD, Style, mark_of_styles
from goldenthread.partnership.views.marks import rating_in
from tests.at_browser import sign_in
from tests.reports.audiences import FROZEN

pytestmark = pytest.mark.django_db
OWN = {
    "green": Style("On target", "#00594c"),
    "amber": Style("Near it", "#b35900"),
    "red": Style("Off target", "#a4161a"),
}
CALLED = "“On target” for green, “Near it” for amber, “Off target” for red"
OVERVIEW, FIGURES = "/quarters/2019-20-q2", "/quarters/2019-20-q2/figures"


@pytest.fixture(autouse=True)
def _havering_has_its_own(measures, officer, settings, client):
    settings.GOLDENTHREAD_TODAY = date(2020, 1, 31)
    style_ratings(council="havering", said=OWN, seen=mark_of_styles({}), by=officer, today=FROZEN.date(), at=FROZEN)
    sign_in(client, officer)


def page(client, address):
    return client.get(address).content.decode()


@pytest.mark.parametrize("address", [f"{OVERVIEW}?council=havering", f"{FIGURES}?council=havering"])
def test_a_page_that_is_narrowed_to_the_council_has_its_words_and_colours(client, address):
    shown = page(client, address)

    assert f"Ratings are called {CALLED} here." in shown
    assert 'fill="#00594c"' in shown
    assert ">On target<" in shown


@pytest.mark.parametrize(
    "address",
    [OVERVIEW, FIGURES, f"{OVERVIEW}?council=newham", f"{FIGURES}?council=newham", f"{FIGURES}?council=councils"],
)
def test_councils_side_by_side_and_other_councils_have_everybodys(client, address):
    shown = page(client, address)

    assert "On target" not in shown
    assert "#00594c" not in shown


def test_the_councils_part_of_an_indicators_page_has_them_with_the_reason_said_once(client):
    shown = page(client, "/indicators/EXC01")

    assert CALLED in shown
    assert 'fill="#00594c"' in shown
    assert "Green: " not in shown


def test_another_councils_indicator_has_everybodys(client):
    shown = page(client, "/indicators/EXC02")

    assert "On target" not in shown
    assert ">Green<" in shown


def test_ratings_of_one_council_stand_all_on_their_tints_or_none():
    words_alone = {**STANDARD, "green": Style("On target", STANDARD["green"].colour)}

    assert [rating_in(code, OWN).tinted for code in OWN] == [False, False, False]
    assert [rating_in(code, words_alone).tinted for code in words_alone] == [True, True, True]
