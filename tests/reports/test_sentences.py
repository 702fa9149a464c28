"""The grammar of computed sentences."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.domain.days import day_words
from goldenthread.reports.documents import sentences


@pytest.mark.parametrize(
    ("number", "words"), [(0, "no measures"), (1, "1 measure"), (2, "2 measures"), (1200, "1,200 measures")]
)
def test_a_number_agrees_with_its_noun(number, words):
    assert sentences.count_of(number, "measure") == words


def test_an_irregular_plural_is_given():
    assert sentences.count_of(2, "policy", plural="policies") == "2 policies"


@pytest.mark.parametrize(("number", "verbs"), [(0, ("are", "were")), (1, ("is", "was")), (2, ("are", "were"))])
def test_a_verb_agrees_with_its_number(number, verbs):
    assert (sentences.is_or_are(number), sentences.was_or_were(number)) == verbs


@pytest.mark.parametrize(
    ("names", "words"),
    [([], "none"), (["Newham"], "Newham"), (["A", "B"], "A and B"), (["A", "B", "C"], "A, B and C")],
)
def test_names_are_listed_as_people_say_them(names, words):
    assert sentences.listed(names) == words


def test_what_does_not_fit_a_list_is_counted():
    assert sentences.listed_up_to(["A", "B", "C", "D"], most=2, rest="measure") == "A, B and 2 more measures"


@given(names=st.lists(st.sampled_from("ABCDEFGH"), max_size=8), most=st.integers(min_value=1, max_value=8))
def test_a_shortened_list_never_hides_a_single_name(names, most):
    words = sentences.listed_up_to(names, most=most, rest="measure")

    assert "1 more" not in words


def test_a_repeated_name_is_said_once():
    assert sentences.once_each(["B", "A", "B"]) == ["B", "A"]


def test_days_print_as_the_committee_prints_them():
    assert day_words(date(2020, 2, 7)) == "7 February 2020"


@pytest.mark.parametrize(
    ("last", "words"),
    [
        (date(2020, 2, 7), "130 days"),
        (date(2019, 10, 1), "1 day"),
        (date(2019, 9, 30), "the same day"),
        (date(2019, 9, 27), "3 days before"),
    ],
)
def test_the_age_of_a_figure_is_counted_in_days(last, words):
    assert sentences.days_apart(date(2019, 9, 30), last) == words


def test_a_sentence_starts_with_a_capital_and_keeps_the_rest():
    assert sentences.starting("no NNDR measure is red") == "No NNDR measure is red"
