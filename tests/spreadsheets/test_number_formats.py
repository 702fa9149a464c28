"""A number format says whether its number is a percentage, a date, a length of time or just a number."""

from __future__ import annotations

import pytest

from goldenthread.spreadsheets.number_formats import FormatMeaning, meaning_of_built_in, meaning_of_format


@pytest.mark.parametrize("code", ["0%", "0.00%", "#,##0.0 %", "0.0%;[Red]-0.0%", '0.0%" of calls"', "[>1]0%"])
def test_a_format_with_a_percent_sign_is_a_percentage(code: str) -> None:
    assert meaning_of_format(code) is FormatMeaning.PERCENT


@pytest.mark.parametrize(
    "code", ["dd/mm/yyyy", "[$-809]d mmmm yyyy", "hh:mm", "mmm-yy", "yyyy", 'd "of" mmmm', "DD.MM.YY"]
)
def test_a_format_with_letters_of_a_date_is_a_date(code: str) -> None:
    assert meaning_of_format(code) is FormatMeaning.DATE


@pytest.mark.parametrize("code", ["[h]:mm:ss", "[mm]:ss", "[ss]"])
def test_a_format_that_counts_past_its_day_is_a_length_of_time(code: str) -> None:
    assert meaning_of_format(code) is FormatMeaning.ELAPSED


@pytest.mark.parametrize(
    "code",
    [
        "General",
        "Standard",
        "@",
        "",
        "0.00",
        "#,##0.000;(#,##0.000)",
        '0.0"%"',
        r"0.0\%",
        '0 "days"',
        "[Red]0",
        "[$£-809]#,##0.00",
        '"Yes";"Yes";"No"',
        "0;0%",
        "_-£* #,##0_-",
    ],
)
def test_a_format_of_digits_and_words_is_a_plain_number(code: str) -> None:
    assert meaning_of_format(code) is FormatMeaning.NUMBER


@pytest.mark.parametrize(
    ("number", "meaning"),
    [
        (0, FormatMeaning.NUMBER),
        (4, FormatMeaning.NUMBER),
        (9, FormatMeaning.PERCENT),
        (10, FormatMeaning.PERCENT),
        (14, FormatMeaning.DATE),
        (22, FormatMeaning.DATE),
        (45, FormatMeaning.DATE),
        (46, FormatMeaning.ELAPSED),
        (49, FormatMeaning.NUMBER),
    ],
)
def test_a_format_named_by_number_means_what_the_standard_says(number: int, meaning: FormatMeaning) -> None:
    assert meaning_of_built_in(number) is meaning
