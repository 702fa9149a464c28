"""Delimited text is read in whatever way it was saved, and written so that nothing in it can run."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.domain.problems import InputRefused
from goldenthread.spreadsheets import limits
from goldenthread.spreadsheets.csv_reading import READ_AS_WINDOWS, stream_csv
from goldenthread.spreadsheets.csv_safety import with_guard, without_guard
from goldenthread.spreadsheets.csv_writing import write_csv
from goldenthread.spreadsheets.reading import read_workbook
from goldenthread.spreadsheets.sheets_to_write import Percent
from goldenthread.spreadsheets.text import text_content
from tests.spreadsheets.showing import shown

ROWS = "Ref,Note\nHAV 1,“£5 – café”\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_encoding_is_found_out(encoding: str) -> None:
    workbook = read_workbook(ROWS.encode(encoding), name="returns.csv")

    assert shown(workbook.sheets[0])["B2"] == "text “£5 – café”"


def test_windows_text_is_read_with_a_warning_and_utf_8_without() -> None:
    warnings = [read_workbook(ROWS.encode(encoding), name="x.csv").warnings for encoding in ("cp1252", "utf-8")]

    assert warnings == [(READ_AS_WINDOWS,), ()]


@pytest.mark.parametrize(
    "text",
    [
        "Ref,Value\nHAV 1,5\n",
        "Ref;Value\r\nHAV 1;5\r\n",
        "Ref\tValue\nHAV 1\t5\n",
        "Ref|Value\nHAV 1|5\n",
        "sep=;\nRef;Value\nHAV 1;5\n",
        '"Ref","Value"\r"HAV 1","5"\r',
    ],
)
def test_the_delimiter_and_the_line_ends_are_found_out(text: str) -> None:
    sheet = read_workbook(text.encode(), name="returns.csv").sheets[0]

    assert shown(sheet) == {"A1": "text Ref", "B1": "text Value", "A2": "text HAV 1", "B2": "text 5"}


def test_lines_within_a_quoted_cell_are_no_rows_of_another_delimiter() -> None:
    content = write_csv(["Ref", "Note"], rows=[("A;1", "One;\nTwo;\nThree;"), ("B;2", "Four;\nFive;")])

    workbook = read_workbook(content, name="x.csv")

    assert [[cell.text for cell in row.cells] for row in workbook.sheets[0].rows] == [
        ["Ref", "Note"],
        ["A;1", "One;\nTwo;\nThree;"],
        ["B;2", "Four;\nFive;"],
    ]


def test_commas_in_prose_and_numbers_do_not_hide_another_delimiter() -> None:
    text = "Returns, please, by 15 October, 2019\nRef;Value\nHAV 1;1,234\nHAV 2;5,678\n"

    assert shown(read_workbook(text.encode(), name="returns.csv").sheets[0])["B4"] == "text 5,678"


def test_rows_are_counted_as_a_spreadsheet_counts_them() -> None:
    text = 'Ref,Note\n\n"HAV\n1",x\n,\nHAV 2,y\n'

    assert [row.number for row in read_workbook(text.encode(), name="returns.csv").sheets[0].rows] == [1, 3, 5]


@pytest.mark.parametrize(
    ("text", "row", "what"),
    [
        ('Ref,Note\nHAV 1,"never closed\nHAV 2,x\n', 2, "opens in this row and never closes"),
        ('Ref,Note\nHAV 1,"say "hello" twice"\n', 2, "is not doubled"),
        (f"Ref,Note\nHAV 1,{'x' * 200_000}\n", 2, "A cell of this row is too long"),
        (f"Ref,Note\nHAV 1,{'x' * 40_000}\n", 2, "This cell holds 40,000 characters"),
        (f"Ref\n{',' * 200}x\n", 2, "This sheet holds something in cell GS2"),
        ("x\n" * 100_001, 100_001, "This sheet holds something in cell A100001"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_row(text: str, row: int, what: str) -> None:
    with pytest.raises(InputRefused, match=what) as refused:
        read_workbook(text.encode(), name="returns.csv")

    assert refused.value.problems[0].row == row
    assert refused.value.problems[0].file == "returns.csv"


@pytest.mark.parametrize("content", [b"Ref,Value\n\x00,1\n", "Ref\0Value".encode("utf-16")])
def test_nought_bytes_are_no_text(content: bytes) -> None:
    with pytest.raises(InputRefused, match="neither a workbook nor text"):
        read_workbook(content, name="returns.csv")


def test_a_long_file_is_streamed_without_a_limit_of_rows() -> None:
    content = b"ref,actual\n" + b"a,1\n" * (limits.MOST_ROWS + 1)

    rows, warnings = stream_csv(BytesIO(content), file="rate.csv")

    assert isinstance(rows, Iterator)
    assert next(rows) == (1, ["ref", "actual"])
    assert sum(1 for _ in rows) == limits.MOST_ROWS + 1
    assert warnings == ()


@pytest.mark.parametrize("text", ["=1+1", "+44 20 7946", "-n/a", "@x", "\t=1", " =1", "'=1", "-1+1", "＝1", "=-5"])
def test_what_a_spreadsheet_would_run_is_guarded(text: str) -> None:
    assert with_guard(text) == f"'{text}"


@pytest.mark.parametrize(
    "text", ["-5", "+3.2", "-£1,234.50", "-0.63", "(0.630)", "-5%", "-", "–", "n/a", "it's", "'tis", ""]
)
def test_negative_numbers_dashes_and_plain_words_are_left_alone(text: str) -> None:
    assert with_guard(text) == text


@given(st.text())
def test_what_is_guarded_is_freed_again(text: str) -> None:
    assert without_guard(with_guard(text)) == text


_text = st.text(alphabet=st.characters(codec="utf-8"), max_size=30).map(lambda text: text_content(text)[1])
_headings = ("Ref", "Value", "Note")


@given(st.lists(st.tuples(_text, st.decimals(allow_nan=False, allow_infinity=False, places=3), _text), max_size=8))
def test_what_is_written_comes_back_cell_for_cell(rows: list[tuple[str, Decimal, str]]) -> None:
    content = write_csv(_headings, rows=rows)

    read, warnings = stream_csv(BytesIO(content), file="export.csv")

    assert [(first, Decimal(number), last) for _, (first, number, last) in list(read)[1:]] == rows
    assert warnings == ()


def test_each_kind_of_value_is_written_plainly() -> None:
    content = write_csv(
        ("Ref", "=Odd"),
        rows=[(None, Decimal("-0.630")), (Percent(Decimal("98.50")), date(2019, 9, 30)), (True, "=1+1"), (5, "a,b")],
        for_excel=False,
    )

    assert content == b"Ref,'=Odd\r\n,-0.63\r\n98.5%,2019-09-30\r\nTRUE,'=1+1\r\n5,\"a,b\"\r\n"


def test_a_csv_for_excel_says_that_it_is_utf_8() -> None:
    assert write_csv(("£",), rows=[]) == b"\xef\xbb\xbf\xc2\xa3\r\n"
