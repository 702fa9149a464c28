"""Ratings and directions of travel: never by colour alone."""

from __future__ import annotations

import re

import pytest
from django.template.loader import render_to_string

from goldenthread.charts.palette import LEAST_FOR_SHAPES, LEAST_FOR_WORDS, PALETTE, contrast_between
from goldenthread.components.marks import (
    RATINGS,
    TRAVELS,
    ColourTooPale,
    MarkWithoutWord,
    Rating,
    Travel,
    check_colour,
)
from goldenthread.domain.rating.inputs import RatingCode
from goldenthread.domain.travel import Direction


def drawn(rating: Rating) -> str:
    return render_to_string("components/rating.html", {"rating": rating})


def test_every_rating_and_direction_there_is_can_be_shown():
    assert set(RATINGS) == {code.value for code in RatingCode}
    assert set(TRAVELS) == {direction.value for direction in Direction}


@pytest.mark.parametrize("code", RATINGS)
def test_a_rating_is_a_word_a_shape_and_a_colour(code):
    html = drawn(Rating(code, "The council's word"))

    assert 'class="gt-mark__word">The council&#x27;s word</span>' in html
    assert f'fill="{PALETTE[code]}"' in html
    assert re.search(r' d="M[^"]{20,}"', html)


def test_no_two_marks_share_a_shape():
    shapes = [Rating(code, "word").shape for code in RATINGS] + [Travel(code, "word").shape for code in TRAVELS]

    assert len(set(shapes)) == 8


@pytest.mark.parametrize("make", [lambda: Rating("red", " "), lambda: Travel("worse", "")])
def test_a_mark_without_a_word_is_refused(make):
    with pytest.raises(MarkWithoutWord):
        make()


def test_a_rating_can_be_read_on_its_own_tint():
    tints = [PALETTE[f"{code}-tint"] for code in RATINGS]

    assert min(contrast_between(PALETTE["ink"], tint) for tint in tints) >= LEAST_FOR_WORDS
    assert min(contrast_between(PALETTE[code], PALETTE[f"{code}-tint"]) for code in RATINGS) >= LEAST_FOR_SHAPES


def test_a_council_may_have_its_own_colour_where_it_can_be_told_from_the_page():
    html = drawn(Rating("green", "On track", own_colour="#00594c"))

    assert 'fill="#00594c"' in html
    assert "gt-rating--green" not in html


@pytest.mark.parametrize("pale", ["#ffbf47", "#f47738", "#00b0f0"])
def test_a_colour_too_pale_is_refused_with_how_far_off_it_is(pale):
    with pytest.raises(ColourTooPale, match=rf"{pale} has a contrast of [12]\.\d to 1"):
        check_colour(pale)


def test_a_rating_in_a_table_is_drawn_alike():
    rating = Rating("amber", "Amber")

    assert str(rating.drawn) == drawn(rating).strip()
