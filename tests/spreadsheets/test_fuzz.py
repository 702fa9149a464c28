"""Whatever the bytes, a file is read or refused: nothing else ever comes out of the reader."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.domain.problems import InputRefused
from goldenthread.spreadsheets.cells import Workbook
from goldenthread.spreadsheets.headings import Heading
from goldenthread.spreadsheets.reading import read_workbook
from goldenthread.spreadsheets.tables import read_table
from tests.spreadsheets.packages import make_ods, make_xlsx, make_zip
from tests.spreadsheets.showing import FIXTURES, read_in_this_process

MUTATED = ["sheetjs.xlsx", "kinds-openpyxl.xlsx", "odfpy.ods", "kinds-gnumeric.ods", "password.xlsx"]
CONTENTS = {name: (FIXTURES / name).read_bytes() for name in MUTATED}

# Attributes and contents that no program writes, in elements that are properly closed.
ODD = st.sampled_from(
    ["", "0", "1", "-1", "5", "99999999999999", "A1", "ZZZ9", "B2", "1e5", "s", "str", "e", "b", "d", "x"]
)
ODD_CONTENT = st.sampled_from(
    ["", "0", "1", "-1", "1e5", "1e999", "words", "#N/A", "2019-09-30", "&#xD;", "  ", "_xD800_"]
)
CELL = st.builds(
    "<c r='{}' t='{}' s='{}'><f>{}</f><v>{}</v><is><t>{}</t></is></c>".format,
    *(ODD, ODD, ODD, ODD_CONTENT, ODD_CONTENT, ODD_CONTENT),
)
PLAIN_CELL = st.builds("<c t='{}' s='{}'><v>{}</v></c>".format, ODD, st.sampled_from("01234"), ODD_CONTENT)
XLSX_ROW = st.builds("<row>{}</row>".format, st.lists(CELL | PLAIN_CELL, max_size=4).map("".join))
XLSX_END = st.builds("<mergeCells><mergeCell ref='{}:{}'/></mergeCells>".format, ODD, ODD)
ODS_TYPE = st.sampled_from(["float", "percentage", "currency", "date", "time", "boolean", "string", "void"])
ODS_CELL = st.builds(
    "<table:table-cell office:value-type='{}' office:value='{}' office:date-value='{}' office:time-value='{}'"
    " table:number-columns-repeated='{}' table:number-columns-spanned='{}'><text:p>{}<text:s text:c='{}'/></text:p>"
    "</table:table-cell>".format,
    *(
        ODS_TYPE,
        ODD_CONTENT,
        ODD_CONTENT,
        ODD_CONTENT,
        st.sampled_from("0123"),
        ODD,
        ODD_CONTENT,
        st.sampled_from("0129"),
    ),
)
ODS_ROW = st.builds(
    "<table:table-row table:number-rows-repeated='{}'>{}</table:table-row>".format,
    st.sampled_from("0129"),
    st.lists(ODS_CELL, max_size=3).map("".join),
)


def read_or_refuse(content: bytes) -> Workbook | None:
    try:
        workbook = read_in_this_process(content)
    except InputRefused as refused:
        assert all(problem.message for problem in refused.problems)
        return None
    for sheet in workbook.sheets:
        read_table(sheet, headings=(Heading("Ref"), Heading("Value")), file="")
    return workbook


@given(st.binary(max_size=2_000))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    read_or_refuse(content)


@given(st.text(max_size=500), st.sampled_from(["utf-8", "utf-16", "utf-8-sig"]))
def test_any_text_is_read_or_refused(text: str, encoding: str) -> None:
    read_or_refuse(text.encode(encoding, "replace"))


@given(st.sampled_from([b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<?xml "]), st.binary(max_size=500))
def test_any_bytes_behind_a_known_opening_are_read_or_refused(opening: bytes, rest: bytes) -> None:
    read_or_refuse(opening + rest)


@given(
    st.sampled_from(MUTATED),
    st.lists(st.tuples(st.integers(min_value=0), st.integers(0, 255)), min_size=1, max_size=10),
    st.integers(min_value=0, max_value=400),
)
def test_a_workbook_with_bytes_changed_or_cut_off_is_read_or_refused(
    name: str, changes: list[tuple[int, int]], cut: int
) -> None:
    content = bytearray(CONTENTS[name])
    for place, value in changes:
        content[place % len(content)] = value

    read_or_refuse(bytes(content[: len(content) - cut]))


@given(
    st.sampled_from(MUTATED[:4]),
    st.integers(min_value=0),
    st.lists(st.tuples(st.integers(min_value=0), st.binary(max_size=12)), min_size=1, max_size=5),
)
def test_a_workbook_with_a_member_changed_and_packed_again_is_read_or_refused(
    name: str, which: int, changes: list[tuple[int, bytes]]
) -> None:
    with zipfile.ZipFile(BytesIO(CONTENTS[name])) as archive:
        members = {member: archive.read(member) for member in archive.namelist()}
    chosen = sorted(members)[which % len(members)]
    content = members[chosen]
    for place, piece in changes:
        at = place % (len(content) + 1)
        content = content[:at] + piece + content[at + len(piece) :]

    read_or_refuse(make_zip({**members, chosen: content}))


@given(st.lists(XLSX_ROW, max_size=4), XLSX_END | st.just(""))
def test_an_odd_worksheet_is_read_or_refused(rows: list[str], after: str) -> None:
    read_or_refuse(make_xlsx("".join(rows), after=after, strings=("a", "b")))


@given(st.lists(ODS_ROW, max_size=4))
def test_an_odd_content_is_read_or_refused(rows: list[str]) -> None:
    read_or_refuse(make_ods("".join(rows)))


@pytest.mark.parametrize("name", MUTATED)
def test_the_child_process_answers_as_the_parser_does(name: str) -> None:
    content = CONTENTS[name]

    here = read_or_refuse(content)

    try:
        through_the_child = read_workbook(content, name="")
    except InputRefused:
        assert here is None
    else:
        assert through_the_child == here
