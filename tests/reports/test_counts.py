"""Counts in sentences and in tables are the same, for every round there can be."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.domain.rating.inputs import Status
from goldenthread.reports.documents.age import unsigned_in_words
from goldenthread.reports.documents.counts import (
    Tally,
    counted_in_words,
    different_indicators_in_words,
    exceptions_by_council_in_words,
    register_in_words,
    tally,
    tally_in_words,
    tally_table,
)
from goldenthread.reports.documents.movement import movement_in_words, movement_of
from goldenthread.reports.documents.telling import Telling, telling_of
from goldenthread.reports.documents.unrated import missing_in_words
from tests.reports.reading import column_of, number_before, percentages, row_of
from tests.reports.rounds import FROZEN_AT, GSS, make_facts, make_snapshot, make_terms
from tests.reports.whole_round import whole_round

# Values that rate green, amber and red against 95.0% with 5 points; no target; not returned.
KINDS = st.sampled_from(["96", "92", "80", "no-target", "missing", "awaited"])
FIGURES = st.lists(st.tuples(KINDS, st.sampled_from([*GSS, ""])), max_size=30)
TALLIES = st.builds(
    Tally,
    green=st.integers(0, 90),
    amber=st.integers(0, 90),
    red=st.integers(0, 90),
    not_rated=st.integers(0, 90),
    awaited=st.integers(0, 90),
    not_returned=st.integers(0, 90),
)


def make_telling(kinds: list[tuple[str, str]]) -> Telling:
    figures = tuple(make_figure(kind, council=council, number=n) for n, (kind, council) in enumerate(kinds, start=1))
    return telling_of(make_facts(figures), figures, as_at=FROZEN_AT)


def make_figure(kind, *, council, number):
    ref = f"IND{number:02}"
    target = None if kind == "no-target" else "95.0"
    value = {"missing": None, "awaited": None, "no-target": "50"}.get(kind, kind)
    absence = Status.DATA_LAG if kind == "awaited" else None
    terms = make_terms(council=council, indicator_ref=ref, target=target, absence=absence)
    return make_snapshot(terms, value=value, measure_id=number)


@given(kinds=FIGURES)
def test_every_figure_stands_in_exactly_one_place(kinds):
    telling = make_telling(kinds)

    assert tally(telling.figures).total == len(kinds)


@given(kinds=FIGURES)
def test_the_table_of_counts_adds_up_by_row_and_by_column(kinds):
    table = tally_table(make_telling(kinds), caption="Counts")

    rows = {str(row[0]): [int(cell.value or 0) for cell in row[1:] if not isinstance(cell, str)] for row in table.rows}
    assert all(sum(row[:-1]) == row[-1] for row in rows.values())
    assert [sum(column) for column in zip(*(rows[name] for name in GSS), strict=True)] == rows["All councils"]


@given(kinds=FIGURES.filter(lambda kinds: any(council for _, council in kinds)))
def test_the_summary_sentence_says_what_the_table_says(kinds):
    telling = make_telling(kinds)

    sentence = counted_in_words(telling)
    table = row_of(tally_table(telling, caption="Counts"), "All councils")
    red, amber, green, not_rated, awaited, not_returned, total = map(int, table[1:])
    assert total == 1 or f"f the {total} measures" in sentence
    rated = red + amber + green
    if rated:
        assert number_before("is rated:" if rated == 1 else "are rated:", sentence) == rated
        assert [number_before(word, sentence) for word in ("red", "amber", "green")] == [red, amber, green]
    if 0 < not_rated < total:
        assert number_before("has no rating" if not_rated == 1 else "have no rating", sentence) == not_rated
    assert ("not returned." in sentence) is bool(not_returned)
    assert ("awaited" in sentence) is bool(awaited)
    assert ("none was missing" in sentence) is (0 < not_rated < total and not awaited and not not_returned)


@given(counted=TALLIES.filter(lambda counted: counted.rated > 0))
def test_the_percentages_of_a_summary_state_their_base_and_sum_to_100_or_say_what_else(counted):
    sentence = tally_in_words(counted, of="for Newham")

    total = sum(map(Decimal, percentages(sentence)))
    says_so = f", each rounded by itself: they add up to {total}%" if total != 100 else ""
    assert f"Percentages are of the {counted.rated} rated{says_so}." in sentence


@given(counted=TALLIES)
def test_a_sentence_never_prints_a_count_of_0_as_a_digit(counted):
    sentence = tally_in_words(counted, of="for Newham")

    assert not sentence.startswith("0")
    assert " 0 " not in sentence


@pytest.mark.parametrize(
    ("counted", "words"),
    [
        (
            Tally(green=82, amber=15, red=8, not_rated=8, awaited=0, not_returned=7),
            "Of the 120 measures for Havering, 105 are rated: 82 green (78%), 15 amber (14%) and 8 red (8%). "
            "Percentages are of the 105 rated. 8 have no rating, and 7 were not returned.",
        ),
        (
            Tally(green=1, amber=0, red=0, not_rated=0, awaited=0, not_returned=0),
            "Of the one measure for Havering, 1 is rated: 1 green (100%), none amber and none red. "
            "Percentages are of the 1 rated. Every one was returned and is rated.",
        ),
        (
            Tally(green=0, amber=0, red=0, not_rated=1, awaited=0, not_returned=0),
            "The one measure for Havering is not rated, for a reason.",
        ),
        (
            Tally(green=0, amber=0, red=0, not_rated=3, awaited=0, not_returned=0),
            "None of the 3 measures for Havering is rated, each for its reason.",
        ),
        (
            Tally(green=0, amber=0, red=0, not_rated=0, awaited=0, not_returned=1),
            "Of the one measure for Havering, none is rated. 1 was not returned.",
        ),
        (
            Tally(green=2, amber=0, red=0, not_rated=5, awaited=80, not_returned=1),
            "Of the 88 measures for Havering, 2 are rated: 2 green (100%), none amber and none red. "
            "Percentages are of the 2 rated. 5 have no rating, 80 are awaited, not due yet, and 1 was not returned.",
        ),
        (
            Tally(green=0, amber=0, red=0, not_rated=0, awaited=2, not_returned=0),
            "Of the 2 measures for Havering, none is rated. 2 are awaited, not due yet.",
        ),
        (Tally(green=0, amber=0, red=0, not_rated=0, awaited=0, not_returned=0), "There are no measures for Havering."),
    ],
)
def test_a_tally_reads_as_a_person_would_say_it(counted, words):
    assert tally_in_words(counted, of="for Havering") == words


def test_the_register_is_stated_in_one_sentence_with_its_sum():
    telling = telling_of(*whole_round(), as_at=FROZEN_AT)

    assert register_in_words(telling) == (
        "There are 120 indicators for oneSource, comprising 51 for Newham, 60 for Havering and 9 for Bexley "
        "(51 + 60 + 9 = 120)."
    )


def test_different_indicators_and_whole_partnership_measures_are_told_beside_the_register():
    telling = telling_of(*whole_round(), as_at=FROZEN_AT)

    words = different_indicators_in_words(telling)
    assert "measures of 60 different indicators" in words
    assert "Beside them stand 4 measures of the whole partnership, which are not among the 120." in words


def test_one_council_alone_needs_no_sum():
    telling = make_telling([("96", "Bexley")])

    assert register_in_words(telling) == "There is 1 indicator for oneSource, comprising 1 for Bexley."


def test_exceptions_by_council_are_those_of_the_table():
    telling = telling_of(*whole_round(), as_at=FROZEN_AT)

    table = tally_table(telling, caption="Counts")
    red_and_amber = [
        int(red) + int(amber)
        for red, amber in zip(column_of(table, "Red")[:3], column_of(table, "Amber")[:3], strict=True)
    ]
    sentence = exceptions_by_council_in_words(telling)
    assert [number_before(f"of the {n} rated", sentence) for n in (43, 54, 8)] == red_and_amber


def test_a_quarter_of_which_nothing_is_due_yet_is_not_praised() -> None:
    telling = make_telling([("awaited", "Havering"), ("awaited", "Newham")])

    said = (missing_in_words(telling), unsigned_in_words(telling), movement_in_words(movement_of(telling.figures)))

    assert said == (
        "No figure of this quarter was due yet.",
        "No figure was returned, so none was signed off.",
        "No measure is rated yet, so none is compared with when it was last rated.",
    )


def test_where_some_are_awaited_the_others_are_said_to_be_returned() -> None:
    telling = make_telling([("awaited", "Havering"), ("96.2", "Newham")])

    assert missing_in_words(telling) == "Every figure of this quarter whose day has passed was returned."
