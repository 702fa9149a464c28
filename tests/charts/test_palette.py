"""Colours: how far they stand out, and how far apart they are to everybody's eyes."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.charts.palette import (
    LEAST_APART,
    LEAST_APART_FOR_SOME,
    LEAST_FOR_SHAPES,
    PALETTE,
    SEEN_WITHOUT,
    apart,
    contrast_between,
    nearest_dark_enough,
)

RATINGS = ("green", "amber", "red", "not-rated")
colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(("one", "other"), list(combinations(RATINGS, 2)))
def test_no_two_ratings_look_alike_to_anybody(one, other):
    pair = PALETTE[one], PALETTE[other]

    assert apart(*pair) >= LEAST_APART
    assert min(apart(*pair, without=kind) for kind in SEEN_WITHOUT) >= LEAST_APART_FOR_SOME


def test_red_and_olive_look_alike_to_those_who_see_no_green():
    assert apart("#b3261e", "#6f5f00") > LEAST_APART
    assert apart("#b3261e", "#6f5f00", without="green") < LEAST_APART_FOR_SOME


def test_black_and_white_are_as_far_apart_as_can_be():
    assert round(apart("#000000", "#ffffff")) == 100
    assert apart("#1b7340", "#1b7340") == 0


@given(colours)
def test_the_nearest_colour_that_stands_out_does_and_is_the_same_where_it_did(colour):
    found = nearest_dark_enough(colour)

    assert contrast_between(found, "#ffffff") >= LEAST_FOR_SHAPES
    assert (found == colour) is (contrast_between(colour, "#ffffff") >= LEAST_FOR_SHAPES)


def test_a_pale_colour_is_darkened_by_as_little_as_will_do():
    assert round(contrast_between(nearest_dark_enough("#ffdd00"), "#ffffff"), 1) == LEAST_FOR_SHAPES
