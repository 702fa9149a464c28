"""A report to committee as its author types it, and as it is numbered."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from goldenthread.domain.committee_reports import (
    DetailParagraph,
    DetailPart,
    Recommendation,
    detail_as_text,
    detail_in,
    lettered,
    listed_in,
    paragraphs_in,
    recommendations_as_text,
    recommendations_in,
    without_numbers,
)

# Words as they come back: one space between them, and none that begins a heading or a point.
words = st.lists(
    st.text(st.characters(categories=("L", "N", "P"), exclude_characters="#-"), min_size=1, max_size=8),
    min_size=1,
    max_size=5,
).map(" ".join)
recommendations = st.builds(Recommendation, text=words, lettered=st.lists(words, max_size=3).map(tuple))
paragraphs = st.builds(DetailParagraph, text=words, points=st.lists(words, max_size=3).map(tuple))
parts = st.builds(DetailPart, heading=words, paragraphs=st.lists(paragraphs, max_size=3).map(tuple))


@given(st.lists(recommendations, max_size=4).map(tuple))
def test_recommendations_come_back_from_their_text(asked):
    assert recommendations_in(recommendations_as_text(asked)) == asked


@given(st.lists(parts, max_size=4).map(tuple))
def test_the_detail_comes_back_from_its_text(detail):
    assert detail_in(detail_as_text(detail)) == detail


def test_what_stands_before_the_first_heading_is_the_background():
    assert detail_in("One\nline.\n\nTwo:\n- a\n- b\n# Costs\nThree.") == (
        DetailPart(
            heading="Background",
            paragraphs=(DetailParagraph(text="One line."), DetailParagraph(text="Two:", points=("a", "b"))),
        ),
        DetailPart(heading="Costs", paragraphs=(DetailParagraph(text="Three."),)),
    )


def test_lists_and_paragraphs_leave_out_what_is_blank():
    assert listed_in("- One\n\n Two \n-\n") == ("One", "Two")
    assert paragraphs_in(" One\n line.\n \n\nTwo.\n") == ("One line.", "Two.")
    assert recommendations_in("\n- To note it.\n- a\n") == (Recommendation(text="To note it.", lettered=("a",)),)


def test_letters_go_on_after_z():
    assert [letter for letter, _ in lettered("x" * 28)][-3:] == ["z", "aa", "bb"]


def test_a_list_that_was_pasted_loses_its_own_numbers():
    pasted = "1. To note it.\n2) To agree:\n(a) the hours;\n  b) the plan.\n3 posts go."

    assert recommendations_in(without_numbers(pasted)) == (
        Recommendation(text="To note it."),
        Recommendation(text="To agree:", lettered=("the hours;", "the plan.")),
        Recommendation(text="3 posts go."),
    )
