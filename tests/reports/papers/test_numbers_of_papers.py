"""Sums, shares, counts of the register, and claims, held against each other and against what is frozen."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from goldenthread.domain.claims import OwnNumbers
from goldenthread.domain.measures import Polarity
from goldenthread.domain.units import Unit
from goldenthread.reports.papers.findings import Facts, FigureKnown
from tests.reports.papers.made_up import REPORT, codes_in, codes_of, found_in, with_detail

COUNTS = st.integers(min_value=0, max_value=1_500)


@given(st.lists(COUNTS, min_size=2, max_size=5), st.integers(min_value=-3, max_value=3))
def test_a_whole_is_found_wrong_exactly_where_its_parts_make_another(parts, apart):
    whole = sum(parts) + apart
    assume(whole >= max(parts) and not 1900 <= whole <= 2099)
    named = [f"{part:,} for {name}" for part, name in zip(parts, ("A", "B", "C", "D", "E"), strict=False)]

    codes = codes_of(f"There are {whole:,} cases, comprising of {', '.join(named[:-1])} and {named[-1]}.")

    assert codes == ["sum"] * bool(apart)


@given(st.lists(st.integers(min_value=50, max_value=9_000), min_size=2, max_size=5))
def test_parts_of_a_variance_that_were_each_rounded_are_never_found_wrong(thousands):
    """£k, each printed as £m with one decimal."""
    named = [f"£{Decimal(one) / 1000:.1f}m on {name}" for one, name in zip(thousands, "abcde", strict=False)]
    whole = f"£{Decimal(sum(thousands)) / 1000:.1f}m"

    assert codes_of(f"The variance of {whole} is made up of {', '.join(named[:-1])} and {named[-1]}.") == []


def test_parts_of_a_variance_that_rounding_cannot_explain_are_found():
    (finding,) = found_in(with_detail("The overspend of £2.0m is made up of £0.7m on fuel and £0.4m on staff."))

    assert finding.what == "£700,000 + £400,000 makes £1,100,000, not £2,000,000."


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("There are 51 + 60 + 9 = 121 cases.", "51 + 60 + 9 makes 120, not 121."),
        (
            "The variance is £0.893m (Havering £0.239m, Newham £0.433m and Bexley £0.121m).",
            "£239,000 + £433,000 + £121,000 makes £793,000, not £893,000.",
        ),
    ],
)
def test_parts_in_brackets_and_written_sums_are_found_wrong(words, what):
    (finding,) = found_in(with_detail(words))

    assert finding.what == what


@pytest.mark.parametrize(
    "words",
    [
        "There are 51 + 60 + 9 = 120 cases, and 2.5 + 2.5 = 5.0.",
        "The variance is £0.793m (Havering £0.239m, Newham £0.433m and Bexley £0.121m).",
        "The cost is £1.2m (budget £1.1m, last year £1.0m).",
        "The cost is £1.2m (of which capital £0.8m, and fees £0.1m).",
        "The cost is £1.2m (£0.8m in 2019 and £0.2m in 2020).",
        "There are 20 cases, including 5 for A and 6 for B.",
        "There are about 20 cases, comprising 5 for A and 6 for B.",
        "Phase 20, comprising 5 homes and 6 flats, is done.",
        "In 2 phases, comprising 120 homes and 300 flats, it is done.",
        "In 2019, comprising 5 meetings and 6 visits, much was done.",
        "There are 20 cases, comprising 5 for A (2 of them late) and 6 for B.",
        "The overspend of £9m is made up of an overspend of £10m on A and an underspend of £1m on B.",
        "There are 20 cases.",
    ],
)
def test_what_may_be_no_sum_is_left_alone(words):
    assert codes_of(words) == []


@given(st.lists(st.integers(min_value=1, max_value=400), min_size=3, max_size=3))
def test_shares_of_one_whole_are_never_found_wrong_however_they_were_rounded(counts):
    shares = [f"{Decimal(100 * one) / sum(counts):.0f}%" for one in counts]

    assert codes_of(f"In all {shares[0]} were green, {shares[1]} amber and {shares[2]} red.") == []


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("In all 68% of measures were green and 33% were amber or red.", ["shares"]),
        ("Results: 68% on track and 33% off track.", ["shares"]),
        ("In all 50% were green, 20% amber and 10% red.", ["shares"]),
        ("In all 67% of measures were on target and 33% missed their target.", []),
        ("In all 50% were green, 20% amber and 10% red; the rest is not rated.", []),
        ("In all 60% were green, against 55% amber last year.", []),
        ("In Northgate 68% were green and in Southgate 70% were green.", []),
        ("In all 50% were green and 20% red.", []),
    ],
)
def test_shares_are_found_to_be_of_two_wholes(words, codes):
    assert codes_of(words)[:1] == codes


def test_counts_are_held_against_the_agreed_list():
    listed = Facts(counted=(("Northgate", 12), ("Southgate", 9)))

    assert [one.what for one in found_in(REPORT, listed)] == [
        "It counts 20 measures, and the agreed list of that quarter holds 21.",
        "It counts 8 measures for Southgate, and the agreed list of that quarter holds 9.",
    ]
    assert codes_in(REPORT, Facts(counted=(("Northgate", 12), ("Southgate", 8)))) == []


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("Collection fell from 91.2% to 93.4% in the quarter.", ["claim"]),
        ("In all 42 of 60 (80%) were answered.", ["claim"]),
        ("Collection rose from 91.2% to 93.4% in the quarter.", []),
        ("In all 42 of 60 (70%) were answered.", []),
    ],
)
def test_a_claim_is_found_untrue_by_its_own_numbers(words, codes):
    assert codes_of(words) == codes


def test_a_claim_is_held_against_the_frozen_figure_that_its_sentence_names():
    numbers = OwnNumbers(
        unit=Unit.PERCENTAGE,
        decimals=1,
        polarity=Polarity.HIGHER,
        period="2019-20 Q2",
        value=Decimal("56.5"),
        target=Decimal("57.0"),
    )
    figures = tuple(
        FigureKnown(reference="COL01", title="Council tax collected", council=council, numbers=numbers)
        for council in ("Northgate", "Southgate")
    )
    text = REPORT.replace("1. Background\n", "1. Background\n\nPerformance is above target (COL01, Northgate).\n")

    (finding,) = found_in(text, Facts(figures=figures))

    assert finding.what == (
        "It says “Performance is above target” of COL01 for Northgate, which the figures do not bear out. The figure "
        "is 56.5% against a target of 57.0%."
    )
    assert codes_in(text.replace(", Northgate", ""), Facts(figures=figures)) == []
