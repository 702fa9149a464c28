"""Workbooks made to exhaust or to lead astray whoever reads them, and how each is to be refused."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO

from tests.spreadsheets.packages import (
    MAIN,
    make_cells,
    make_directory_of,
    make_ods,
    make_ods_cell,
    make_xlsx,
    make_zip,
)


def make_laughs(root: str, *, inside: str) -> str:
    """The billion laughs: ten entities, each ten times the one before."""
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE {root} [<!ENTITY l0 "ha">{entities}]>{inside}'


def make_lying_zip() -> bytes:
    """A member of 50 MB that the directory gives as 100 bytes."""
    honest = make_xlsx(sheet=b" " * 50_000_000)
    size = (50_000_000).to_bytes(4, "little")
    return honest.replace(size, (100).to_bytes(4, "little"))


def make_zip_with_a_link() -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(make_xlsx())) as source, zipfile.ZipFile(target, "w") as out:
        for member in source.infolist():
            member.external_attr = 0o120777 << 16 if member.filename.endswith("sheet1.xml") else 0
            out.writestr(member, "/etc/passwd" if member.external_attr else source.read(member))
    return target.getvalue()


def make_zip_with_a_member_twice() -> bytes:
    target = BytesIO(make_xlsx())
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr("XL/workbook.xml", "<workbook/>")
    return target.getvalue()


def make_repeats_within_reach() -> bytes:
    return make_ods(
        '<table:table-row table:number-rows-repeated="100000">'
        + make_ods_cell("x" * 30_000, value_type="string", number_columns_repeated="200")
        + "</table:table-row>"
    )


def make_shared_text() -> bytes:
    return make_xlsx(
        "".join(make_cells(*['<c t="s"><v>0</v></c>'] * 200, row=row) for row in range(1, 101)),
        strings=("x" * 32_000,),
    )


LONG_SPACE = 'x<text:s text:c="999999999"/>'
WHOLE_SHEET = '<mergeCell ref="A1:XFD1048576"/>'
NESTED = "<a>" * 100_000 + "</a>" * 100_000
FAR_CELL = make_xlsx('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
FAR_REPEATS = make_ods(
    '<table:table-row table:number-rows-repeated="1048576">'
    + make_ods_cell("1", value_type="float", value="1", number_columns_repeated="16384")
    + "</table:table-row>"
)
TOO_BIG = "This workbook unpacks to far more"
DAMAGED = "This workbook is damaged"
BOMBS: dict[str, tuple[Callable[[], bytes], str]] = {
    "a far cell": (
        lambda: FAR_CELL,
        "This sheet holds something in cell XFD1048576. At most 100,000 rows and 200 columns",
    ),
    "a far column": (
        lambda: make_xlsx('<row r="1"><c r="GS1"><v>1</v></c></row>'),
        "This sheet holds something in cell GS1.",
    ),
    "a far row": (
        lambda: make_xlsx('<row r="100001"><c><v>1</v></c></row>'),
        "This sheet holds something in cell A100001.",
    ),
    "a row past every sheet": (lambda: make_xlsx(f'<row r="{"9" * 5_000}"><c><v>1</v></c></row>'), "This sheet holds"),
    "far repeats": (lambda: FAR_REPEATS, "This sheet holds something in cell XFD1."),
    "repeats within reach": (make_repeats_within_reach, "This workbook holds more than can be taken in"),
    "a repeat with too many digits": (
        lambda: make_ods(
            f'<table:table-row table:number-rows-repeated="{"9" * 9_000}">{make_ods_cell("x")}</table:table-row>'
        ),
        "This sheet holds something",
    ),
    "a shared text shown very often": (make_shared_text, "This workbook holds more than can be taken in"),
    "a text longer than a cell": (
        lambda: make_xlsx(make_cells('<c t="s"><v>0</v></c>'), strings=("x" * 40_000,)),
        "This cell holds 40,000 characters. Shorten it",
    ),
    "a run of spaces": (
        lambda: make_ods(f"<table:table-row>{make_ods_cell(LONG_SPACE)}</table:table-row>"),
        "This cell holds 32,768 characters.",
    ),
    "a zip bomb": (lambda: make_xlsx(sheet=b" " * 100_000_000), TOO_BIG),
    "a zip bomb in a member that is not read": (
        lambda: make_xlsx(members={"xl/media/a.bin": bytes(100_000_000)}),
        TOO_BIG,
    ),
    "a zip bomb of many members": (lambda: make_zip({f"xl/{n}.xml": b" " * 1_900_000 for n in range(106)}), TOO_BIG),
    "a lying size": (make_lying_zip, DAMAGED),
    "400,000 members": (lambda: make_directory_of(400_000), TOO_BIG),
    "400,000 members and none admitted": (lambda: make_directory_of(400_000, stated=0), TOO_BIG),
    "400,000 members in the long form": (lambda: make_directory_of(400_000, is_long_form=True), TOO_BIG),
    "2,001 members": (lambda: make_zip({f"{n}": b"" for n in range(2_001)}), TOO_BIG),
    "billion laughs in a sheet": (
        lambda: make_xlsx(
            sheet=make_laughs(
                "worksheet",
                inside=f'<worksheet xmlns="{MAIN}"><sheetData><row><c t="str"><v>&l9;</v></c></row></sheetData>'
                "</worksheet>",
            )
        ),
        DAMAGED,
    ),
    "billion laughs in the shared texts": (
        lambda: make_xlsx(
            members={"xl/sharedStrings.xml": make_laughs("sst", inside="<sst><si><t>&l9;</t></si></sst>")}
        ),
        DAMAGED,
    ),
    "billion laughs in the relations": (
        lambda: make_xlsx(
            members={"_rels/.rels": make_laughs("Relationships", inside="<Relationships>&l9;</Relationships>")}
        ),
        DAMAGED,
    ),
    "billion laughs in content.xml": (lambda: make_ods(content=make_laughs("a", inside="<a>&l9;</a>")), DAMAGED),
    "one entity of great length": (
        lambda: make_ods(content=f'<!DOCTYPE a [<!ENTITY b "{"b" * 100_000}">]><a>{"&b;" * 10_000}</a>'),
        DAMAGED,
    ),
    "a file of this machine as an entity": (
        lambda: make_ods(content='<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'),
        DAMAGED,
    ),
    "deep nesting in a sheet": (lambda: make_xlsx(sheet=NESTED), DAMAGED),
    "deep nesting in content.xml": (lambda: make_ods(content=NESTED), DAMAGED),
    "a name that climbs out": (
        lambda: make_xlsx(members={"../../etc/cron.d/x": "x"}),
        "This file holds a member whose name",
    ),
    "a name from the root": (lambda: make_xlsx(members={"/etc/passwd": "x"}), "This file holds a member whose name"),
    "a name on a drive": (lambda: make_xlsx(members={"C:\\x": "x"}), "This file holds a member whose name"),
    "a link in place of a sheet": (make_zip_with_a_link, "This file holds a link in place of a part"),
    "two members of one name": (make_zip_with_a_member_twice, DAMAGED),
    "a number without end": (
        lambda: make_xlsx(make_cells("<c><v>1E999999999</v></c>")),
        "This cell's value cannot be read.",
    ),
    "a number of a million digits": (
        lambda: make_xlsx(make_cells(f"<c><v>{'9' * 10**6}</v></c>")),
        "This cell's value cannot",
    ),
    "an index of a million digits": (
        lambda: make_xlsx(make_cells(f'<c t="s"><v>{"9" * 10**6}</v></c>')),
        "This cell's value cannot be read.",
    ),
    "10,001 merged blocks": (
        lambda: make_xlsx(after=f"<mergeCells>{WHOLE_SHEET * 10_001}</mergeCells>"),
        "This sheet has more than 10,000 merged blocks",
    ),
    "201 sheets": (
        lambda: make_ods(
            '</table:table><table:table table:name="x">' * 200,
        ),
        "This workbook has more than 200 sheets.",
    ),
}

ACCEPTED = {
    "a dimension that lies": make_xlsx(make_cells("<c><v>1</v></c>"), before='<dimension ref="A1:XFD1048576"/>'),
    "formats down to the last row": make_xlsx(
        make_cells("<c><v>1</v></c>") + '<row r="1048576"><c r="XFD1048576" s="1"/></row>'
    ),
    "blank repeats down to the last row": make_ods(
        f"<table:table-row>{make_ods_cell('1', value_type='float', value='1')}"
        '<table:table-cell table:number-columns-repeated="16383"/></table:table-row>'
        '<table:table-row table:number-rows-repeated="1048575"><table:table-cell'
        ' table:number-columns-repeated="16384"/></table:table-row>'
    ),
    "columns hidden up to the last": make_xlsx(
        make_cells("<c><v>1</v></c>"), before='<cols><col min="2" max="16384" hidden="1"/></cols>'
    ),
    "one merged block over the sheet": make_xlsx(
        make_cells("<c><v>1</v></c>"), after='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    ),
}
