"""Claims in prose: what is untrue of the figures is found, and what may be true of something else is left alone."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.domain.claims import ClaimKind, KnownQuarter, OwnNumbers, claims_in, untrue_claims
from goldenthread.domain.measures import Polarity
from goldenthread.domain.units import Unit, percentage_of, print_number, print_value, round_half_up

INVOICES = OwnNumbers(
    unit=Unit.PERCENTAGE,
    decimals=1,
    polarity=Polarity.HIGHER,
    period="2019-20 Q3",
    value=percentage_of(Decimal(1595), Decimal(1733)),
    target=Decimal("95.0"),
    numerator=Decimal(1595),
    denominator=Decimal(1733),
    numerator_label="Invoices paid in 30 days",
    denominator_label="Invoices paid",
    earlier=(
        KnownQuarter(period="2018-19 Q3", value=Decimal("91.4"), target=Decimal("95.0")),
        KnownQuarter(period="2019-20 Q1", value=Decimal("94.2"), target=Decimal("95.0")),
        KnownQuarter(period="2019-20 Q2", value=Decimal("96.1"), target=Decimal("95.0")),
    ),
)


def verdicts(text: str, **other: Any) -> list[bool | None]:
    return [claim.holds for claim in claims_in(text, numbers=replace(INVOICES, **other))]


def why(text: str, **other: Any) -> list[str]:
    return [claim.why for claim in untrue_claims(text, numbers=replace(INVOICES, **other))]


# --- N of M -----------------------------------------------------------------------------------------------------------


def test_a_slip_in_the_cases_is_found() -> None:
    assert why("1,559 of 1,733 invoices were paid within 30 days.") == ["1,595 of 1,733 were returned."]
    assert why("In all 1,595 of 1,773 invoices were paid within 30 days.") == ["1,595 of 1,733 were returned."]


def test_another_number_of_the_figure_s_own_cases_is_found_whatever_words_follow() -> None:
    orders = {
        "numerator": Decimal(5374),
        "denominator": Decimal(6066),
        "numerator_label": "Invoices with a valid order",
    }

    assert why("5,300 of 6,066 invoices had an order.", **orders) == ["5,374 of 6,066 were returned."]
    assert why("693 of the 6,066 came by post.", **orders) == ["5,374 of 6,066 were returned."]
    assert why("692 of the 6,066 came by post.", **orders) == []


@pytest.mark.parametrize(
    "text",
    [
        "1,595 of 1,733 invoices were paid within 30 days.",
        "138 of 1,733 invoices took longer.",
        "9 of the 1,733 invoices were disputed.",
        "900 of 1,733 were not paid in 30 days at first.",
        "Compared with 1,701 of 1,733 paid within 30 days last year.",
        "3 of 12 posts are vacant.",
        "12 of 45 of the staff were away.",
        "By the end of 2019 it will be better.",
        "46 of 50 (92%) of the schools answered.",
    ],
)
def test_what_may_be_true_is_left_alone(text: str) -> None:
    assert why(text) == []


def test_a_share_that_its_own_numbers_do_not_make_is_found_whatever_it_is_of() -> None:
    assert why("46 of 50 (94%) of the schools answered.") == ["46 of 50 is 92%, not 94%."]
    assert why("159 out of 173 (91.9%) were on time.") == []


# --- all but Qn -------------------------------------------------------------------------------------------------------


def test_a_quarter_that_did_not_meet_the_target_is_found() -> None:
    assert why("The target was exceeded in all but Q1.") == ["On target Q3 was not."]
    assert why("We met the target in every quarter except Q2.") == ["On target Q1 was not and Q3 was not and Q2 was."]


def test_a_claim_of_all_but_one_that_holds_is_left_alone() -> None:
    text = "The target was exceeded in all but Q1."

    assert verdicts(text, value=Decimal("95.4")) == [True]
    assert verdicts(text, value=None) == [None]


@pytest.mark.parametrize(
    "text",
    [
        "All staff but Q1 starters were trained.",
        "Training ran in all but Q2.",
        "In 2018 the target was exceeded in all but Q1.",
        "The target was missed in all but Q2.",
    ],
)
def test_all_but_of_something_else_is_left_alone(text: str) -> None:
    assert why(text) == []


def test_of_a_measure_that_is_better_when_low_to_exceed_may_mean_either() -> None:
    assert verdicts("The target was exceeded in all but Q2.", polarity=Polarity.LOWER) == [None]


# --- above and below --------------------------------------------------------------------------------------------------


def test_above_target_is_held_against_the_figure() -> None:
    assert why("Performance is slightly above target.") == ["The figure is 92.0% against a target of 95.0%."]
    assert why("Performance was below target this quarter.") == []
    assert why("We were just below the target.", value=Decimal("95.2")) == [
        "The figure is 95.2% against a target of 95.0%."
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Performance was above target last year.",
        "Performance was above target in Q2 and slipped.",
        "Two of the teams are above target.",
        "It was above target until September.",
        "It is expected to be above target by March.",
        "Sickness is above target.",
        "Performance is not above target.",
    ],
)
def test_above_target_of_something_else_is_left_alone(text: str) -> None:
    assert why(text) == []


def test_of_a_measure_that_is_better_when_low_below_target_may_mean_either() -> None:
    assert verdicts("Performance is below target.", polarity=Polarity.LOWER, value=Decimal(97)) == [None]


# --- rose and fell ----------------------------------------------------------------------------------------------------


def test_a_rise_that_falls_is_found_whatever_it_is_of() -> None:
    assert why("The backlog rose from 420 to 390.") == ["From 420 to 390 is no rise."]
    assert why("Agency spend fell from £1.2m to £1.4m.") == ["From £1.2m to £1.4m is no fall."]
    assert why("It increased by 2% from 98% to 96%.") == ["From 98% to 96% is no rise."]
    assert why("It fell by 2 percentage points from 96% to 98%.") == ["From 96% to 98% is no fall."]


def test_a_change_of_the_figure_itself_is_held_against_it() -> None:
    assert verdicts("It fell from 96.1% to 92.0%.") == [True]
    assert why("It fell from 97.1% to 92.0%.") == ["No earlier figure that is known here is 97.1%; the last was 96.1%."]
    assert why("It fell from 96.1% to 90.2%.") == ["The figure is 92.0%, not 90.2%."]


@pytest.mark.parametrize(
    "text",
    [
        "The share of agency staff fell from 12.5% to 11.0%.",
        "Calls rose from 420 to 460 a day.",
        "Debt rose from £900k to £1.2m.",
        "It improved from 96.1% to 92.0%.",
        "Fees rose from 31 to 40 pounds.",
        "It fell from 3rd to 5th place.",
        "It fell from 96.1% in Q2 to 92.0%.",
    ],
)
def test_a_change_of_something_else_is_left_alone(text: str) -> None:
    assert why(text) == []


# --- properties -------------------------------------------------------------------------------------------------------

shares = st.integers(1, 5000).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole)))


@given(share=shares, decimals=st.integers(0, 3))
def test_a_true_share_is_never_flagged(share: tuple[int, int], decimals: int) -> None:
    part, whole = share
    made = percentage_of(Decimal(part), Decimal(whole))
    text = f"{part:,} of {whole:,} ({print_number(made, decimals=decimals)}%) invoices were paid in 30 days."
    own = replace(INVOICES, numerator=Decimal(part), denominator=Decimal(whole), value=made)

    assert untrue_claims(text, numbers=own) == ()


@given(share=shares, other=st.integers(0, 5000))
def test_a_share_with_another_numerator_is_flagged(share: tuple[int, int], other: int) -> None:
    part, whole = share
    own = replace(INVOICES, numerator=Decimal(part), denominator=Decimal(whole))

    found = untrue_claims(f"{other:,} of {whole:,} invoices were paid in 30 days.", numbers=own)

    is_other = other not in (part, whole - part) and whole >= 10
    is_by_chance = other == part  # never both
    assert bool(found) is is_other
    assert not (found and is_by_chance)


values = st.decimals(min_value=0, max_value=100, places=2)


@given(value=values, target=values, side=st.sampled_from(("above", "below")))
def test_above_and_below_follow_the_figures(value: Decimal, target: Decimal, side: str) -> None:
    own = replace(INVOICES, value=value, target=target)

    (claim,) = claims_in(f"Performance is {side} target.", numbers=own)

    assert claim.kind is ClaimKind.TARGET
    assert claim.holds is (value > target if side == "above" else value < target)


@given(old=values, new=values, verb=st.sampled_from(("rose", "fell")))
def test_a_change_never_holds_against_its_own_direction(old: Decimal, new: Decimal, verb: str) -> None:
    earlier = (KnownQuarter(period="2019-20 Q2", value=old, target=None),)
    own = replace(INVOICES, value=new, earlier=earlier)
    shown = [print_value(one, unit=Unit.PERCENTAGE, decimals=1) for one in (old, new)]
    first, second = (round_half_up(one, decimals=1) for one in (old, new))

    (claim,) = claims_in(f"It {verb} from {shown[0]} to {shown[1]}.", numbers=own)

    is_against = (second < first) if verb == "rose" else (second > first)
    assert (claim.holds is False) is is_against


@given(text=st.text())
def test_any_text_can_be_read(text: str) -> None:
    assert all(claim.why for claim in untrue_claims(text, numbers=INVOICES))
