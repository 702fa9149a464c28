"""What a row of the sheet Figures may hold, and what is refused with what to type instead."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.domain.units import ReadingKind, Unit, percentage_of
from goldenthread.figures.forms.values import Allowed, read_figure
from goldenthread.figures.queries.returned import ReturnedReading
from goldenthread.spreadsheets.cells import Cell, CellKind

SHARE = Allowed(unit=Unit.PERCENTAGE, decimals=1, minimum=Decimal(0), maximum=Decimal(100))
FRACTION = Allowed(
    unit=Unit.PERCENTAGE,
    decimals=1,
    numerator_label="Invoices paid in 30 days",
    denominator_label="Invoices paid",
    numerator_in_denominator=True,
)
COUNT = Allowed(unit=Unit.COUNT)


def typed(text: str) -> Cell:
    return Cell(row=5, column="J", kind=CellKind.TEXT, text=text)


def number(text: str, *, percent: bool = False) -> Cell:
    shown = f"{Decimal(text) * 100:f}%" if percent else text
    return Cell(row=5, column="J", kind=CellKind.NUMBER, text=shown, value=Decimal(text), is_percent_format=percent)


def read(allowed: Allowed = SHARE, **cells: Cell) -> ReturnedReading:
    reading, refused = read_figure(cells, allowed=allowed)
    assert not refused
    assert reading is not None
    return reading


def refusals(allowed: Allowed = SHARE, **cells: Cell) -> list[tuple[str, str]]:
    reading, refused = read_figure(cells, allowed=allowed)
    assert reading is None
    return [(one.column, one.message) for one in refused]


@pytest.mark.parametrize(
    "cell", [typed("98.5%"), typed("98.5"), number("98.5"), number("0.985", percent=True), typed(" 98.50 % ")]
)
def test_a_percentage_is_read_however_it_was_typed(cell: Cell) -> None:
    assert read(value=cell).value == Decimal("98.5")


@pytest.mark.parametrize("cell", [number("0.985"), typed("0.985"), number("1"), typed("0.001"), number("0.5")])
def test_a_bare_number_up_to_1_for_a_percentage_is_refused_as_ambiguous(cell: Cell) -> None:
    ((column, message),) = refusals(value=cell)

    assert column == "value"
    assert message.startswith("This could mean")


@pytest.mark.parametrize("cell", [number("0"), typed("0"), typed("0.0"), number("0", percent=True), typed("0%")])
def test_nought_means_the_same_both_ways_and_is_a_value(cell: Cell) -> None:
    assert read(value=cell) == ReturnedReading(kind=ReadingKind.VALUE, value=Decimal(0), text=cell.text.strip())


def test_a_small_percentage_with_its_sign_is_no_longer_ambiguous() -> None:
    assert read(value=typed("0.5%")).value == Decimal("0.5")
    assert read(value=number("0.005", percent=True)).value == Decimal("0.5")


def test_a_bare_share_beside_its_parts_is_understood() -> None:
    reading = read(FRACTION, value=number("0.92"), numerator=number("159"), denominator=number("173"))

    assert reading.value == percentage_of(Decimal(159), Decimal(173))
    assert reading.typed == Decimal(92)


def test_the_share_is_worked_out_and_what_was_typed_is_kept_beside_it() -> None:
    reading = read(FRACTION, value=typed("91.8%"), numerator=number("159"), denominator=number("173"))

    assert (reading.kind, reading.typed) == (ReadingKind.VALUE, Decimal("91.8"))
    assert reading.value == percentage_of(Decimal(159), Decimal(173))


def test_an_empty_row_returns_nothing() -> None:
    assert read_figure({}, allowed=SHARE) == (None, [])


def test_a_note_alone_returns_no_figure_but_is_kept() -> None:
    reading = read(note=typed("The supplier reports in November."))

    assert not reading.is_returned
    assert reading.note == "The supplier reports in November."


@pytest.mark.parametrize(
    ("text", "kind"),
    [("n/a", "not-applicable"), ("[x]", "mark-x"), ("[z]", "mark-z"), ("-", "dash"), ("nil", "nil"), ("[c]", "mark-c")],
)
def test_what_stands_in_place_of_a_value_stays_what_it_is(text: str, kind: str) -> None:
    assert read(value=typed(text)).kind == kind


def test_a_p_in_brackets_says_provisional_as_the_column_does() -> None:
    assert read(value=typed("98.5% [p]")).provisional
    assert read(value=typed("98.5%"), provisional=typed("Yes")).provisional
    assert not read(value=typed("98.5%"), provisional=typed("no")).provisional


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        ("value", Cell(5, "J", CellKind.DATE, "2019-04-03"), "holds a date"),
        ("value", Cell(5, "J", CellKind.BOOLEAN, "TRUE"), "TRUE or FALSE"),
        ("value", typed("about 98"), "is not a value"),
        ("value", typed("£98"), "does not fit"),
        ("numerator", typed("many"), "is not a number"),
        ("numerator", typed("12%"), "Only a number of cases"),
        ("forecast", typed("n/a"), "A forecast is a number"),
        ("forecast", number("0.97"), "This could mean"),
        ("provisional", typed("maybe"), "Write Yes or No"),
        ("stated", typed("purple"), "no judgement"),
        ("note", typed("日本"), "cannot be printed"),
    ],
)
def test_what_cannot_be_read_is_refused_in_its_own_column(column: str, cell: Cell, said: str) -> None:
    found = refusals(SHARE, **{"value": typed("98.5%"), column: cell})

    assert [one for one, _ in found] == [column]
    assert said in found[0][1]


def test_every_cell_of_a_row_that_cannot_be_read_is_told_at_once() -> None:
    found = refusals(value=typed("about 98"), forecast=typed("higher"), provisional=typed("maybe"))

    assert [column for column, _ in found] == ["value", "forecast", "provisional"]


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"numerator": "174", "denominator": "173"}, "numerator"),
        ({"numerator": "-1", "denominator": "173"}, "numerator"),
        ({"numerator": "5", "denominator": "-7"}, "denominator"),
        ({"numerator": "5"}, "denominator"),
        ({"denominator": "5"}, "numerator"),
        ({"numerator": "5", "denominator": "0"}, "denominator"),
    ],
)
def test_parts_that_make_no_share_are_refused(cells: dict[str, str], column: str) -> None:
    found = refusals(FRACTION, **{name: number(text) for name, text in cells.items()})

    assert [one for one, _ in found] == [column]


def test_no_cases_at_all_is_not_applicable_and_not_nought() -> None:
    reading = read(FRACTION, numerator=number("0"), denominator=number("0"))

    assert (reading.kind, reading.value) == (ReadingKind.NOT_APPLICABLE, None)


def test_a_count_takes_no_parts() -> None:
    found = refusals(COUNT, value=number("5"), numerator=number("5"), denominator=number("7"))

    assert found[0][0] == "numerator"


@pytest.mark.parametrize(("text", "is_allowed"), [("100%", True), ("100.01%", False), ("0%", True), ("-0.01%", False)])
def test_the_card_says_how_small_and_how_large_a_figure_may_be(text: str, is_allowed: bool) -> None:
    reading, refused = read_figure({"value": typed(text)}, allowed=SHARE)

    assert (reading is not None) is is_allowed
    assert bool(refused) is not is_allowed


def test_a_refused_size_is_told_with_the_decimals_that_make_it_true() -> None:
    _, (refused,) = read_figure({"value": typed("100.01%")}, allowed=SHARE)

    assert (refused.found, refused.expected) == ("100.01%", "at most 100.00%")


def test_a_forecast_is_held_to_the_same_limits() -> None:
    assert refusals(value=typed("98%"), forecast=typed("140%"))[0][0] == "forecast"


def test_yes_and_no_are_read_from_words_and_from_check_boxes() -> None:
    yes_or_no = Allowed(unit=Unit.YES_NO)

    assert read(yes_or_no, value=typed("Yes")).value == 1
    assert read(yes_or_no, value=Cell(5, "J", CellKind.BOOLEAN, "FALSE")).value == 0


def test_words_are_cleaned_as_they_come_in() -> None:
    reading = read(Allowed(unit=Unit.TEXT), value=typed("On  course\u200b, says\u00a0Word\uf0b7"))

    assert reading.kind is ReadingKind.TEXT
    assert reading.text == "On  course, says\u00a0Word•"


cells = st.builds(
    Cell,
    row=st.just(5),
    column=st.just("J"),
    kind=st.sampled_from([CellKind.TEXT, CellKind.NUMBER, CellKind.DATE, CellKind.BOOLEAN]),
    text=st.one_of(st.text(max_size=12), st.decimals(allow_nan=False, allow_infinity=False, places=3).map(str)),
    value=st.none(),
)
keys = st.sampled_from(["value", "numerator", "denominator", "provisional", "forecast", "stated", "note"])


@given(row=st.dictionaries(keys, cells, max_size=7), unit=st.sampled_from(Unit))
def test_any_row_is_taken_blank_or_refused_and_never_breaks(row: dict[str, Any], unit: Unit) -> None:
    filled = {key: cell for key, cell in row.items() if cell.text.strip()}

    reading, refused = read_figure(filled, allowed=Allowed(unit=unit, numerator_in_denominator=True))

    assert reading is None or not refused
    assert all(one.column in filled or one.column in ("numerator", "denominator") for one in refused)


def test_an_average_over_its_denominator_is_shown_as_a_division() -> None:
    average = Allowed(unit=Unit.DAYS, decimals=1, numerator_in_denominator=True)

    _, refused = read_figure({"numerator": number("27914.5"), "denominator": number("3315")}, allowed=average)

    assert [one.found for one in refused] == ["27,914.5 ÷ 3,315"]
