"""Rules between measures: sums within rounding, and limits."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from goldenthread.domain.between import rules_broken
from goldenthread.domain.terms import Terms
from goldenthread.domain.units import Unit, round_half_up
from tests.reports.rounds import make_terms

COUNTED = replace(make_terms(unit=Unit.COUNT, decimals=0), sum_of=("PAR01", "PAR02"), not_more_than="LIM01")
POUNDS = replace(COUNTED, unit=Unit.GBP_THOUSAND, decimals=1)


def said(value: str | None, terms: Terms = COUNTED, **others: str | None) -> list[str]:
    numbers = {ref: None if number is None else Decimal(number) for ref, number in others.items()}
    number = None if value is None else Decimal(value)
    return [one.words for one in rules_broken(number, terms=terms, others=numbers)]


def test_a_total_that_its_parts_do_not_make_is_told_with_the_arithmetic() -> None:
    assert said("2010", PAR01="1200", PAR02="800") == [
        "2,010 is not the sum of PAR01 and PAR02, which make 2,000 (1,200 + 800): it is 10 more. Check them all, or "
        "say why they differ."
    ]


def test_a_value_over_its_limit_is_told() -> None:
    assert said("1595", LIM01="1500") == [
        "1,595 is more than LIM01, 1,500, which by the definition it never is. Check both, or say how that can be."
    ]


def test_what_fits_or_is_still_to_come_is_left_alone() -> None:
    assert said("2000", PAR01="1200", PAR02="800", LIM01="2000") == []
    assert said("2010", PAR01="1200", PAR02=None) == []
    assert said("2010", PAR01="1200") == []
    assert said(None, PAR01="1200", PAR02="800", LIM01="1") == []


def test_a_sum_of_rounded_parts_may_be_off_in_the_last_place() -> None:
    assert said("3.1", POUNDS, PAR01="1.5", PAR02="1.5") == []
    assert said("3.2", POUNDS, PAR01="1.5", PAR02="1.5") != []


parts = st.lists(st.decimals(min_value=-1000, max_value=1000, places=4), min_size=2, max_size=5)


@given(parts=parts, decimals=st.integers(0, 3))
def test_rounding_alone_never_breaks_a_sum(parts: list[Decimal], decimals: int) -> None:
    refs = tuple(f"PAR{number}" for number in range(len(parts)))
    terms = replace(POUNDS, decimals=decimals, sum_of=refs, not_more_than="")
    rounded = {ref: round_half_up(part, decimals=decimals) for ref, part in zip(refs, parts, strict=True)}

    assert rules_broken(round_half_up(sum(parts, Decimal(0)), decimals=decimals), terms=terms, others=rounded) == ()


@given(parts=st.lists(st.integers(0, 10**6), min_size=2, max_size=5), off=st.integers(-5, 5))
def test_counts_add_up_exactly_or_are_told(parts: list[int], off: int) -> None:
    refs = tuple(f"PAR{number}" for number in range(len(parts)))
    terms = replace(COUNTED, sum_of=refs, not_more_than="")
    others = {ref: Decimal(part) for ref, part in zip(refs, parts, strict=True)}

    found = rules_broken(Decimal(sum(parts) + off), terms=terms, others=others)

    assert bool(found) is bool(off)
