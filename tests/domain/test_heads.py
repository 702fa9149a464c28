"""Words under the heads of an exception report: their length, their age, and their numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.domain.heads import MOST_WORDS, Head, long_heads, numbers_added, numbers_in, numbers_moved, same_words


def test_each_head_has_its_own_limit() -> None:
    at_the_limit = {head: " ".join(["word"] * most) for head, most in MOST_WORDS.items()}

    def heads(longer: Head | None) -> list[str]:
        said = {head: f"{text} more" if head is longer else text for head, text in at_the_limit.items()}
        found = long_heads(
            reasons=said[Head.REASONS], back_on_track=said[Head.BACK_ON_TRACK], actions=(said[Head.ACTION],)
        )
        return [str(one) for one in found]

    assert heads(None) == []
    assert heads(Head.REASONS) == ["“Reasons” is 251 words long; members ask for at most 250."]
    assert heads(Head.BACK_ON_TRACK) == ["“Back on track” is 21 words long; members ask for at most 20."]
    assert heads(Head.ACTION) == ["One remedial action is 61 words long; members ask for at most 60."]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Two vacancies.", "two  vacancies", True),
        ("Two vacancies – again!", "“Two vacancies”, again", True),
        ("Two vacancies.", "Three vacancies.", False),
        ("It was 92.1%.", "It was 9.21%.", False),
        ("Paid: 1,595", "paid 1595.", True),
        ("", "", False),
        (" – ", "...", False),
    ],
)
def test_the_same_words_are_found_in_other_dress(one: str, other: str, *, same: bool) -> None:
    assert same_words(one, other) is same


@given(st.text(), st.text())
def test_being_the_same_words_goes_both_ways(one: str, other: str) -> None:
    assert same_words(one, other) == same_words(other, one)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1,595 of 1,733 in 30 days, 92.10%", ("1595", "1733", "30", "92.1")),
        ("Twelve of the forty posts", ("12", "40")),
        ("One of the causes", ()),
        ("One of 12 posts, and one in five visits; one out of three.", ("1", "12", "1", "5", "1", "3")),
        ("Twenty-five of two hundred, thirty five thousand", ("25", "200", "35000")),
        ("Twice as many, two thirds, half and a quarter of the posts", ("twice", "2", "third", "half", "quarter")),
        ("In the quarter", ()),
        ("Since 31.12.2019", ("31.12.2019",)),
        ("007", ("7",)),
        ("By IX visits, XCIX per cent of MMXX; I and ICT and CIL count nothing", ("9", "99", "2020")),
    ],
)
def test_numbers_are_found_in_figures_and_in_words(text: str, numbers: tuple[str, ...]) -> None:
    assert numbers_in(text) == numbers


@pytest.mark.parametrize(
    ("original", "edited", "moved"),
    [
        ("2 of 12 posts", "12 of 2 posts", ("12", "2")),
        ("from 50 to 40", "from 40 to 50", ("40", "50")),
        ("2 of 12 posts, then 4 of 12", "Two of twelve, then four", ()),
        ("2 of 12 posts, then 4 of 12", "4 of 12 posts", ()),
        ("2 of 12 posts", "13 of 2 posts", ()),
    ],
)
def test_numbers_in_another_order_say_something_else(original: str, edited: str, moved: tuple[str, ...]) -> None:
    assert numbers_moved(original=original, edited=edited) == moved


def test_a_number_that_is_stated_more_often_is_added() -> None:
    assert numbers_added(original="2 of 12 posts", edited="2 of 12 posts, and 2 desks") == ("2",)
    assert numbers_added(original="Two posts", edited="Two posts, twice as many, a third of all") == ("twice", "third")


def test_a_number_may_be_left_out_or_spelled_and_not_added() -> None:
    original = "12 posts of 40 were vacant, so 1,595 invoices waited."

    assert numbers_added(original=original, edited="Twelve of forty posts were vacant.") == ()
    assert numbers_added(original=original, edited="13 posts were vacant, 92.1% of them.") == ("13", "92.1")


@given(st.text())
def test_a_text_adds_no_number_to_itself(text: str) -> None:
    assert numbers_added(original=text, edited=text) == numbers_moved(original=text, edited=text) == ()


@given(text=st.text(alphabet="abc .,"), number=st.integers(2, 10**6))
def test_a_number_that_was_not_there_is_always_seen(text: str, number: int) -> None:
    assert numbers_added(original=text, edited=f"{text} {number:,} cases")
