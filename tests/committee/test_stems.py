"""How a search compares words: one case, one spelling, one stem."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.committee.stems import first_places, marked, stem_of, stems_typed


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("organised", "Organizations"),
        ("analyse", "analyzing"),
        ("colours", "color"),
        ("neighbourhood", "neighborhoods"),
        ("labour", "LABOR"),
        ("centre", "centers"),
        ("kilometres", "kilometer"),
        ("licence", "licensed"),
        ("practise", "practices"),
        ("defence", "defense"),
        ("programme", "programs"),
        ("judgement", "judgments"),
        ("cancelled", "canceling"),
        ("council’s", "councils"),
        ("don't", "don’t"),
        ("café", "Cafe"),
    ],
)
def test_two_forms_of_a_word_are_one(one: str, other: str) -> None:
    assert stem_of(one) == stem_of(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("four", "for"),
        ("hour", "hor"),
        ("size", "sis"),
        ("labour", "laboratory"),
        ("meter", "metre"),
        ("EXC01", "EXC011"),
    ],
)
def test_two_words_stay_two(one: str, other: str) -> None:
    assert stem_of(one) != stem_of(other)


def test_words_of_every_text_are_left_out_and_each_other_is_taken_once() -> None:
    assert stems_typed("the plans of THE plan, planned: 2019/20") == ("plan", "2019", "20")
    assert stems_typed("of the … !") == ()


def test_a_stem_is_found_where_the_text_has_it_first() -> None:
    assert first_places("The plan, and plans of improvement") == {"plan": 4, "improv": 23}


def test_what_was_searched_for_is_marked_and_nothing_is_lost() -> None:
    assert marked("An improved plan.", stems=("improv",)) == (("An ", False), ("improved", True), (" plan.", False))


@given(st.text(max_size=200))
def test_marking_changes_no_character(text: str) -> None:
    parts = marked(text, stems=stems_typed(text))

    assert "".join(words for words, _ in parts) == text
    assert {stem for words, is_hit in parts if is_hit for stem in stems_typed(words)} == set(stems_typed(text))


def test_requests_that_are_answered_at_once_do_not_disturb_each_other() -> None:
    words = [f"{start}{ending}" for start in (f"wor{n}ld" for n in range(300)) for ending in ("ings", "ation", "ed")]
    alone = [stem_of(word) for word in words]
    stem_of.cache_clear()
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)

    try:
        with ThreadPoolExecutor(8) as pool:
            at_once = list(
                pool.map(lambda number: [stem_of(word) for word in words[number:] + words[:number]], range(8))
            )
    finally:
        sys.setswitchinterval(before)

    assert at_once == [alone[number:] + alone[:number] for number in range(8)]
