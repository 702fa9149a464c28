from __future__ import annotations

import pytest

from goldenthread.domain.placeholders import around_placeholder, placeholder_in


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("TBC", "TBC"),
        ("The post is tbc.", "tbc"),
        ("agreed under minute ??", "??"),
        ("Lorem ipsum dolor", "Lorem"),
        ("to follow", "to follow"),
        ("To follow.", "To follow"),
        ("Reasons to follow", "Reasons to follow"),
        ("Two vacancies. More details to follow.", "More details to follow"),
        ("Recruit [name of officer]", "[name of officer]"),
        ("Owner: to be confirmed.", "to be confirmed"),
        ("Date to be announced", "Date to be announced"),
        ("XX officers", "XX"),
        ("…", "…"),
        ("...", "..."),
    ],
)
def test_words_still_to_come_are_found(text: str, found: str) -> None:
    assert placeholder_in(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Staff did not have a procedure to follow.",
        "We asked the supplier to follow the protocol.",
        "Is this the quarter alone?",
        "The TBCs of the fleet",
        "Phase XIX",
        "The start still has to be confirmed by both councils.",
        "We wrote to all tenants … and waited.",
        "",
    ],
)
def test_ordinary_words_are_none(text: str) -> None:
    assert placeholder_in(text) == ""


def test_it_is_shown_with_the_words_around_it_on_one_line() -> None:
    text = "One\nTBC\n" + "long " * 30

    assert around_placeholder(text) == "One TBC long long long long long long long long"
