from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from goldenthread.domain.units import (
    MONEY_SCALE,
    Reading,
    ReadingKind,
    Unit,
    ValueUnreadable,
    decimals_of,
    decimals_to_tell_apart,
    percentage_of,
    print_difference,
    print_number,
    print_value,
    read_unit,
    read_value,
    round_half_up,
)

NUMBERS = st.decimals(min_value=-(10**12), max_value=10**12, allow_nan=False, allow_infinity=False, places=4)
PLACES = st.integers(0, 4)
NUMERIC_UNITS = st.sampled_from([unit for unit in Unit if unit not in (Unit.YES_NO, Unit.TEXT)])


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("98.5%", Unit.PERCENTAGE, "98.5"),
        ("98.5 per cent", Unit.PERCENTAGE, "98.5"),
        (" 98.5 ", Unit.PERCENTAGE, "98.5"),
        ("£1,234.50", Unit.GBP, "1234.50"),
        ("(0.630)", Unit.GBP_MILLION, "-0.630"),
        ("(£0.630m)", Unit.GBP_MILLION, "-0.630"),
        ("-£5", Unit.GBP, "-5"),
        ("£-5", Unit.GBP, "-5"),
        ("£1.5m", Unit.GBP_THOUSAND, "1500"),
        ("£250k", Unit.GBP_MILLION, "0.250"),
        ("43,308", Unit.GBP_THOUSAND, "43308"),
        ("−2.5", Unit.RATIO, "-2.5"),
        ("+3", Unit.COUNT, "3"),
        (".5", Unit.RATIO, "0.5"),
        ("19.51 days", Unit.DAYS, "19.51"),
        ("1 working day", Unit.DAYS, "1"),
        ("=3rd", Unit.RANK, "3"),
        ("12th", Unit.RANK, "12"),
        ("Yes", Unit.YES_NO, "1"),
        ("n", Unit.YES_NO, "0"),
        ("0", Unit.COUNT, "0"),
        ("£1,234", None, "1234"),
        ("5%", None, "5"),
    ],
)
def test_what_people_type_is_read_exactly(text, unit, value):
    reading = read_value(text, unit=unit)

    assert (reading.kind, str(reading.value)) == (ReadingKind.VALUE, value)


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("-0", Unit.COUNT, "0"),
        ("-0.00", Unit.PERCENTAGE, "0.00"),
        ("-0%", Unit.PERCENTAGE, "0"),
        ("(0)", Unit.GBP, "0"),
        ("-£0", Unit.GBP, "0"),
        ("–0", Unit.DAYS, "0"),
    ],
)
def test_nought_has_no_sign(text, unit, value):
    assert str(read_value(text, unit=unit).value) == value


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", ReadingKind.BLANK),
        ("   ", ReadingKind.BLANK),
        ("-", ReadingKind.DASH),
        ("–", ReadingKind.DASH),
        ("nil", ReadingKind.NIL),
        ("NIL", ReadingKind.NIL),
        ("n/a", ReadingKind.NOT_APPLICABLE),
        ("N/A", ReadingKind.NOT_APPLICABLE),
        ("[x]", ReadingKind.MARK_X),
        ("[z]", ReadingKind.MARK_Z),
        ("[c]", ReadingKind.MARK_C),
        ("[low]", ReadingKind.MARK_LOW),
        ("[p]", ReadingKind.MARK_P),
        ("[r]", ReadingKind.MARK_R),
        ("[p] [x]", ReadingKind.MARK_X),
        ("0", ReadingKind.VALUE),
    ],
)
def test_different_things_in_a_cell_stay_different(text, kind):
    assert read_value(text, unit=Unit.COUNT).kind is kind


def test_nought_and_nil_are_values_and_the_rest_of_nothing_is_none():
    readings = [read_value(text, unit=Unit.COUNT).value for text in ("0", "nil", "", "-", "n/a", "[x]", "[z]", "[p]")]

    assert readings == [0, 0, None, None, None, None, None, None]


def test_a_mark_beside_a_value_says_that_it_is_provisional_or_revised():
    assert read_value("98.5% [p]", unit=Unit.PERCENTAGE) == Reading(
        ReadingKind.VALUE, Decimal("98.5"), "98.5% [p]", provisional=True, marks=("p",), percent_sign=True
    )
    assert read_value("43,308 [r2][r3]", unit=Unit.GBP_THOUSAND).revised


def test_a_typed_percent_sign_is_remembered_because_a_bare_fraction_is_ambiguous():
    assert read_value("0.92%", unit=Unit.PERCENTAGE).percent_sign
    assert not read_value("0.92", unit=Unit.PERCENTAGE).percent_sign


@pytest.mark.parametrize(
    ("text", "unit", "why"),
    [
        ("about 95", Unit.PERCENTAGE, "not a value"),
        ("1e5", Unit.COUNT, "exponent"),
        ("9.2E+01", Unit.PERCENTAGE, "exponent"),
        ("1,23", Unit.COUNT, "odd places"),
        ("1.234,50", Unit.GBP, "odd places"),
        ("5.", Unit.COUNT, "odd places"),
        ("£5", Unit.PERCENTAGE, "does not fit"),
        ("98%", Unit.COUNT, "does not fit"),
        ("5k", Unit.COUNT, "does not fit"),
        ("3rd", Unit.COUNT, "does not fit"),
        ("=3", Unit.COUNT, "does not fit"),
        ("3 days", Unit.PERCENTAGE, "does not fit"),
        ("(-5)", Unit.GBP, "two signs"),
        ("maybe", Unit.YES_NO, "neither yes nor no"),
        ("[q]", Unit.COUNT, "not a mark"),
        ("1" * 16, Unit.COUNT, "more digits"),
        ("0." + "1" * 21, Unit.COUNT, "more digits"),
        ("NaN", Unit.COUNT, "not a value"),
        ("Infinity", None, "not a number"),
        ("#N/A", Unit.PERCENTAGE, "not a value"),
    ],
)
def test_what_is_no_value_of_the_unit_is_refused_in_words(text, unit, why):
    with pytest.raises(ValueUnreadable, match=why):
        read_value(text, unit=unit)


def test_a_measure_in_words_takes_any_words_and_still_knows_a_blank():
    assert read_value("Good, 3 of 4 Ofsted areas", unit=Unit.TEXT).kind is ReadingKind.TEXT
    assert not read_value("98.5%", unit=Unit.TEXT).is_missing
    assert read_value(" ", unit=Unit.TEXT).is_missing


@pytest.mark.parametrize(
    ("text", "unit"),
    [("", Unit.PERCENTAGE), ("%", Unit.PERCENTAGE), ("£000", Unit.GBP_THOUSAND), ("Yes/No", Unit.YES_NO)],
)
def test_a_unit_is_known_by_what_people_call_it(text, unit):
    assert read_unit(text) is unit


def test_every_digit_that_may_be_typed_is_kept_and_printed():
    # Python's own arithmetic keeps 28 digits; these are 35.
    typed = "(£123,456,789,012,345.12345678901234567890)"

    value = read_value(typed, unit=Unit.GBP).value

    assert str(value) == "-123456789012345.12345678901234567890"
    assert print_value(value, unit=Unit.GBP, decimals=20) == typed
    assert print_difference(value, unit=Unit.COUNT, decimals=20) == "123,456,789,012,345.12345678901234567890"


def test_an_unknown_unit_is_refused_with_the_known_ones():
    with pytest.raises(ValueUnreadable, match="count, percentage"):
        read_unit("furlongs")


@pytest.mark.parametrize(
    ("value", "decimals", "rounded"),
    [("95.25", 1, "95.3"), ("-95.25", 1, "-95.3"), ("97.8275", 2, "97.83"), ("0.5", 0, "1"), ("-0.04", 1, "0.0")],
)
def test_a_half_is_rounded_away_from_nought(value, decimals, rounded):
    assert str(round_half_up(Decimal(value), decimals=decimals)) == rounded


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "printed"),
    [
        ("92.1", Unit.PERCENTAGE, 1, "92.1%"),
        ("1234.5", Unit.GBP, 2, "£1,234.50"),
        ("-0.63", Unit.GBP_MILLION, 3, "(£0.630m)"),
        ("86046", Unit.GBP_THOUSAND, 0, "£86,046k"),
        ("-0.001", Unit.GBP, 0, "£0"),
        ("1", Unit.DAYS, 0, "1 day"),
        ("1", Unit.DAYS, 1, "1.0 days"),
        ("3", Unit.RANK, 0, "3rd"),
        ("11", Unit.RANK, 0, "11th"),
        ("112", Unit.RANK, 0, "112th"),
        ("21", Unit.RANK, 0, "21st"),
        ("1", Unit.YES_NO, 0, "Yes"),
        ("0", Unit.YES_NO, 0, "No"),
        ("-12345.6", Unit.COUNT, 0, "-12,346"),
        ("999.96", Unit.COUNT, 1, "1,000.0"),
        ("0.0000001", Unit.RATIO, 7, "0.0000001"),
        ("0", Unit.RATIO, 7, "0.0000000"),
    ],
)
def test_a_value_is_printed_as_a_report_prints_it(value, unit, decimals, printed):
    assert print_value(Decimal(value), unit=unit, decimals=decimals) == printed


@pytest.mark.parametrize(
    ("difference", "unit", "decimals", "printed"),
    [
        ("-2.9", Unit.PERCENTAGE, 1, "2.9 points"),
        ("1", Unit.PERCENTAGE, 0, "1 point"),
        ("-3", Unit.RANK, 0, "3 places"),
        ("-1200", Unit.GBP, 0, "£1,200"),
        ("18", Unit.COUNT, 0, "18"),
    ],
)
def test_a_difference_is_printed_without_a_sign_and_in_its_own_word(difference, unit, decimals, printed):
    assert print_difference(Decimal(difference), unit=unit, decimals=decimals) == printed


def test_a_value_just_below_target_is_printed_until_the_sentence_is_true():
    assert decimals_to_tell_apart(Decimal("95.96"), Decimal("96.0"), decimals=1) == 2


def test_a_percentage_is_computed_from_its_numerator_and_denominator():
    assert round_half_up(percentage_of(Decimal(159), Decimal(173)), decimals=3) == Decimal("91.908")


def test_a_percentage_of_no_cases_does_not_exist():
    with pytest.raises(ValueUnreadable):
        percentage_of(Decimal(0), Decimal(0))


@given(NUMBERS, NUMERIC_UNITS, PLACES)
def test_a_printed_value_is_read_back_as_it_was_rounded(value, unit, decimals):
    printed = print_value(value, unit=unit, decimals=decimals)

    expected = value if unit is Unit.RANK and value == int(value) > 0 else round_half_up(value, decimals=decimals)
    assert read_value(printed, unit=unit).value == expected


@given(NUMBERS, PLACES)
def test_rounding_is_to_the_nearest_and_a_mirror_image_below_nought(value, decimals):
    rounded = round_half_up(value, decimals=decimals)

    assert abs(Fraction(rounded) - Fraction(value)) <= Fraction(1, 2 * 10**decimals)
    assert round_half_up(-value, decimals=decimals) == -rounded
    assert decimals_of(rounded) <= decimals


@given(NUMBERS, NUMBERS, PLACES)
def test_rounding_never_turns_the_order_of_two_numbers_round(first, second, decimals):
    low, high = sorted((first, second))

    assert round_half_up(low, decimals=decimals) <= round_half_up(high, decimals=decimals)


@given(NUMBERS, st.decimals(min_value=-1, max_value=1, places=9, allow_nan=False), PLACES)
def test_the_decimals_that_tell_two_numbers_apart_are_the_fewest_that_do(value, step, decimals):
    assume(step)
    other = value + step

    places = decimals_to_tell_apart(value, other, decimals=decimals)

    assert print_number(value, decimals=places) != print_number(other, decimals=places)
    assert places == decimals or print_number(value, decimals=places - 1) == print_number(other, decimals=places - 1)


@given(NUMBERS, st.sampled_from(list(MONEY_SCALE)), st.sampled_from(list(MONEY_SCALE)))
def test_money_typed_in_another_scale_is_the_same_money(value, printed_in, measured_in):
    printed = print_value(value, unit=printed_in, decimals=4)
    assume(printed_in is not Unit.GBP)

    read = read_value(printed, unit=measured_in).value

    assert Fraction(read) == Fraction(value) * Fraction(10) ** (MONEY_SCALE[printed_in] - MONEY_SCALE[measured_in])


@given(st.integers(0, 10**9), st.integers(1, 10**9))
def test_a_percentage_is_exact_to_far_beyond_what_is_shown(numerator, denominator):
    percentage = percentage_of(Decimal(numerator), Decimal(denominator))

    assert abs(Fraction(percentage) - Fraction(100 * numerator, denominator)) < Fraction(1, 10**25)


@given(st.text(max_size=20), st.sampled_from([*Unit, None]))
def test_any_cell_is_read_or_refused_in_words(text, unit):
    try:
        reading = read_value(text, unit=unit)
    except ValueUnreadable as refusal:
        assert str(refusal)
    else:
        assert (reading.value is None) == (reading.kind not in (ReadingKind.VALUE, ReadingKind.NIL))


def test_a_sentence_about_an_enormous_number_does_not_repeat_it():
    with pytest.raises(ValueUnreadable) as refusal:
        read_value("9" * 30_000, unit=Unit.COUNT)

    assert len(str(refusal.value)) < 250
