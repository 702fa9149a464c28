"""A reason is words; a full stop is none."""

from __future__ import annotations

import pytest

from goldenthread.domain.reasons import NoReason, check_says_why, says_why


@pytest.mark.parametrize("words", ["Late", "So few people.", "1 van", "Été", "Ünlü", "ਗਲਤ ਸੀ", "was"])
def test_words_say_why(words: str) -> None:
    assert says_why(words)


@pytest.mark.parametrize("words", ["", " ", ".", "...", "-", "x", "ok", "n/a", "12345", "a b c", "___", "?!"])
def test_what_has_no_word_says_nothing(words: str) -> None:
    assert not says_why(words)


@pytest.mark.parametrize("words", ["TBC", "tbc.", "Reasons to follow.", "Agreed under minute ??", "[insert reason]"])
def test_what_stands_for_words_still_to_come_says_nothing(words: str) -> None:
    assert not says_why(words)


def test_the_refusal_says_what_was_found_and_what_is_wanted() -> None:
    with pytest.raises(NoReason) as refusal:
        check_says_why(" . ", of="A correction")

    assert str(refusal.value) == "“.” says nothing. A correction says why: give the reason in words."


def test_of_nothing_it_says_only_what_is_wanted() -> None:
    with pytest.raises(NoReason, match=r"^A correction says why: give the reason in words\.$"):
        check_says_why("", of="A correction")
