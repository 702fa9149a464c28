"""What a report says of indicators that others follow."""

from __future__ import annotations

from datetime import date

from goldenthread.domain.year_close import SuccessionFact
from goldenthread.publishing.document import words_in
from goldenthread.reports.documents.succession import NOT_JOINED, followed_by_in_words, succession_blocks

SPLIT = tuple(
    SuccessionFact(
        ref="CUS01",
        title="Complaints",
        followed_by=ref,
        followed_by_title=title,
        kind="split",
        starts_on=date(2020, 4, 1),
        words="",
    )
    for ref, title in (("CUS02", "Complaints at stage 1"), ("CUS03", "Complaints at stage 2"))
)


def test_a_split_indicator_is_followed_by_both() -> None:
    words = followed_by_in_words(SPLIT, ref="CUS01")

    assert words == (
        "followed by “Complaints at stage 1” (CUS02) and “Complaints at stage 2” (CUS03) from 1 April 2020"
    )
    assert followed_by_in_words(SPLIT, ref="CUS02") == ""


def test_the_report_says_what_became_of_it_and_that_no_chart_joins_the_two() -> None:
    said = " ".join(text for block in succession_blocks(SPLIT, of="2019/20") for text in words_in(block))

    assert said.strip().startswith(f"1 indicator was replaced, split or merged in 2019/20. {NOT_JOINED}")
    assert "Complaints\nCUS01 Split Complaints at stage 1\nCUS02 1 April 2020" in said


def test_where_nothing_was_replaced_the_report_says_so() -> None:
    (block,) = succession_blocks((), of="2019/20")

    assert words_in(block)[2] == "No indicator was replaced, split or merged in 2019/20."
