"""The register's files: written, read again the same, and told what is wrong with them cell by cell."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from io import BytesIO
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.domain.cards import Family, Frequency, Level
from goldenthread.domain.measures import MeasureType, Polarity, ToleranceUnit, YearEndRule
from goldenthread.domain.problems import InputRefused
from goldenthread.domain.units import Unit
from goldenthread.indicators.forms.reading import read_history, read_register, read_register_folder
from goldenthread.indicators.forms.sheets import SHEETS, SHEETS_BY_FIELD, HistoryRow, Register, csv_name
from goldenthread.indicators.forms.writing import (
    with_names,
    write_register_csv,
    write_register_workbook,
    write_register_zip,
)
from goldenthread.partnership.models import Appointment, Provision
from goldenthread.publishing.words import clean, unprintable
from goldenthread.spreadsheets.cells import ERROR_NAMES, Workbook
from goldenthread.spreadsheets.child import answer
from goldenthread.spreadsheets.columns import fields_of
from goldenthread.spreadsheets.raw import from_plain
from goldenthread.spreadsheets.sheets_to_write import WorkbookProperties, WrittenColumn, WrittenSheet
from goldenthread.spreadsheets.writing import write_workbook
from tests.registers import make_register
from tests.spreadsheets.packages import make_ods, make_ods_cell
from tests.world import NOW

HEADS = {row.sheet: [each.column.heading for each in fields_of(row)] for row in SHEETS}


def whole(register: Register) -> Register:
    """The register with a day where a blank one stands for the year's first: as it is exported."""
    first = date(2019, 4, 1)
    return replace(
        with_names(register),
        list_entries=tuple(replace(row, starts_on=first) for row in register.list_entries),
        targets=tuple(replace(row, starts_on=first) for row in register.targets),
    )


def test_a_workbook_says_the_register_that_it_was_written_from() -> None:
    register = whole(make_register())

    read, problems = read_register(write_register_workbook(register), name="register.xlsx")

    assert problems == ()
    assert read == register


def test_csv_files_say_the_register_that_they_were_written_from() -> None:
    register = whole(make_register())

    read, problems = read_register_folder(write_register_csv(register), name="register")

    assert problems == ()
    assert read == register


def test_a_zip_of_csv_files_may_hold_them_in_a_folder() -> None:
    register = whole(make_register())
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in write_register_csv(register).items():
            archive.writestr(f"register/{name}", content)
        archive.writestr("__MACOSX/register/._targets.csv", b"\0")

    read, problems = read_register(packed.getvalue(), name="register.zip")

    assert problems == ()
    assert read == register


def test_one_csv_file_is_the_sheet_that_its_name_says() -> None:
    register = whole(make_register())

    read, problems = read_register(write_register_csv(register)["targets.csv"], name="targets.csv")

    assert problems == ()
    assert read == Register(targets=register.targets)


def test_the_same_register_is_the_same_bytes() -> None:
    register = whole(make_register())

    assert write_register_workbook(register) == write_register_workbook(register)
    assert write_register_zip(register) == write_register_zip(register)


def problems_of(**files: str) -> list[tuple[str, int | None, str, str]]:
    _, problems = read_register_folder(
        {f"{name.replace('_', '-')}.csv": text.encode() for name, text in files.items()}, name="register"
    )
    return [(problem.sheet, problem.row, problem.column, problem.found) for problem in problems]


def test_every_cell_that_cannot_be_read_is_told_with_sheet_row_column_and_what_was_found() -> None:
    found = problems_of(
        councils=(
            "Slug,Name,Full name,Short name,GSS code,Order\nnewham,,London Borough of Newham,LBN,E09000025,first\n"
        ),
        measures=(
            "Ref,Council,From,Policy,Policy version,Owner post,Sign-off post\n"
            "EXC01,Newham,31/09/2019,own-tolerance,two,Head of Exchequer,Director of Finance\n"
        ),
        provision="Service,Council,From,Extent,Parts\nExchequer,Newham,2014-04-01,mostly,\n",
    )

    assert found == [
        ("Councils", 2, "Name", ""),
        ("Councils", 2, "Order", "first"),
        ("Measures", 2, "From", "31/09/2019"),
        ("Measures", 2, "Policy version", "two"),
        ("Provision", 2, "Extent", "mostly"),
    ]


def test_an_unknown_heading_and_one_that_is_missing_are_told_together() -> None:
    found = problems_of(directorates="Slug,Nmae\nfinance,Finance\n")

    assert ("Directorates", 1, "B", "Nmae") in found
    assert len(found) == 2


def test_headings_are_read_whatever_their_case_and_spacing() -> None:
    read, problems = read_register_folder({"directorates.csv": b"SLUG , name :\nfinance,Finance\n"}, name="register")

    assert problems == ()
    assert [row.name for row in read.directorates] == ["Finance"]


def test_a_row_that_cannot_be_read_is_kept_as_broken_so_that_others_can_name_it() -> None:
    read, _ = read_register_folder({"directorates.csv": b"Slug,Name\nfinance,\n"}, name="register")

    (row,) = read.directorates
    assert row.broken
    assert row.slug == "finance"


def test_words_that_our_fonts_cannot_print_are_refused_where_they_stand() -> None:
    found = problems_of(directorates="Slug,Name\nfinance,Finance 𓀀\n")

    assert [(row, column) for _, row, column, _ in found] == [(2, "Name")]


def test_a_sheet_that_is_none_of_the_registers_is_refused() -> None:
    sheets = [WrittenSheet(name="Budget", columns=(WrittenColumn(heading="Sum"),), rows=((1,),))]
    content = write_workbook(sheets, properties=WorkbookProperties(title="Budget", author="Somebody"), created=NOW)

    _, problems = read_register(content, name="budget.xlsx")

    assert [(problem.sheet, problem.found) for problem in problems] == [("Budget", "Budget")]


def test_a_file_that_is_none_of_the_registers_is_refused() -> None:
    _, (problem,) = read_register_folder({"budget.csv": b"Sum\n1\n"}, name="register")

    assert problem.found == "budget.csv"


def test_an_empty_folder_is_no_register() -> None:
    _, (problem,) = read_register_folder({}, name="register")

    assert "nothing of a register" in problem.message


def test_history_is_the_only_sheet_or_the_one_called_so() -> None:
    register = Register(
        history=(HistoryRow(ref="EXC01", council="Newham", period="2018-19 Q2", value="95%", source="x"),)
    )

    from_workbook, _ = read_history(write_register_workbook(register), name="register.xlsx")
    from_csv, _ = read_history(write_register_csv(register)["history.csv"], name="earlier.csv")

    assert from_workbook == from_csv == register.history


def test_history_is_read_from_an_ods_too() -> None:
    rows = [
        ["Ref", "Council", "Period", "Value", "Source"],
        ["EXC01", "Newham", "2018-19 Q2", "92.1%", "Annual report"],
    ]
    content = make_ods(
        "".join(
            f"<table:table-row>{''.join(make_ods_cell(text, value_type='string') for text in row)}</table:table-row>"
            for row in rows
        )
    )

    read, problems = read_history(content, name="earlier.ods")

    assert problems == ()
    assert read == (
        HistoryRow(ref="EXC01", council="Newham", period="2018-19 Q2", value="92.1%", source="Annual report"),
    )


def test_of_several_sheets_none_of_which_is_called_history_none_is_taken() -> None:
    sheets = [
        WrittenSheet(name=name, columns=(WrittenColumn(heading="Ref"),), rows=(("EXC01",),)) for name in ("One", "Two")
    ]
    content = write_workbook(sheets, properties=WorkbookProperties(title="Figures", author="Somebody"), created=NOW)

    with pytest.raises(InputRefused, match="none is called History"):
        read_history(content, name="figures.xlsx")


def test_every_sheet_and_every_file_has_a_name_of_its_own() -> None:
    assert len({row.sheet for row in SHEETS}) == len({csv_name(row.sheet) for row in SHEETS}) == len(SHEETS)
    assert all(len(heads) == len(set(heads)) for heads in HEADS.values())


def test_roles_and_extents_of_the_sheets_are_those_that_are_kept() -> None:
    offered = {each.name: each.column.choices for row in SHEETS for each in fields_of(row)}

    assert {role.replace(" ", "-") for role in offered["role"]} == set(Appointment.Role.values)
    assert {extent.replace(" ", "-") for extent in offered["extent"]} == set(Provision.Extent.values)


def is_kept_as_it_is(text: str) -> bool:
    return clean(text).strip() == text and not unprintable(text) and text not in ERROR_NAMES


# Characters that spreadsheets, CSV and Excel's escapes trip over, among letters.
WORDS = st.text(alphabet="abcÄé 1,;|\t\n\"'=+-@%_x000D£–’<>&[]:", min_size=1, max_size=30)
words = WORDS.map(lambda text: clean(text).strip()).filter(lambda text: text != "" and is_kept_as_it_is(text))
maybe = st.one_of(st.just(""), words)
days = st.dates(date(2010, 1, 1), date(2030, 12, 31))
figures = st.one_of(
    st.just(""),
    st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9).map(
        lambda number: format(number.normalize(), "f") if number else "0"
    ),
    st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=0, max_value=1000).map(
        lambda number: f"{format(number.normalize(), 'f') if number else '0'}%"
    ),
)
KINDS = {
    int: st.integers(0, 999),
    bool: st.booleans(),
    date: days,
    Unit: st.sampled_from(Unit),
    Polarity: st.sampled_from(Polarity),
    MeasureType: st.sampled_from(MeasureType),
    Frequency: st.sampled_from(Frequency),
    YearEndRule: st.sampled_from(YearEndRule),
    Level: st.sampled_from(Level),
    Family: st.sampled_from(Family),
    ToleranceUnit: st.sampled_from(ToleranceUnit),
}


def short_words(longest: int) -> st.SearchStrategy[str]:
    """Words that fit in a column."""
    return words.filter(lambda text: len(text) <= longest)


def rows_of(row: type) -> st.SearchStrategy[tuple[object, ...]]:
    """Rows of a sheet with anything that may stand in it."""
    fields: dict[str, st.SearchStrategy[object]] = {}
    for each in fields_of(row):
        if each.column.choices:
            values: st.SearchStrategy[object] = st.sampled_from(each.column.choices)
        elif each.column.figure:
            values = figures
        elif each.column.verbatim:
            values = st.just("")
        elif each.type is str:
            values = short_words(each.column.longest)
        else:
            values = KINDS[each.type]
        if each.is_optional:
            values = st.one_of(st.none(), values)
        elif each.type is str and not each.column.needed:
            values = st.one_of(st.just(""), values)
        fields[each.name] = values
    return st.lists(st.builds(row, **fields), max_size=3).map(tuple)


registers = st.builds(Register, **{name: rows_of(row) for name, row in SHEETS_BY_FIELD.items()})


@contextmanager
def without_a_process_for_each_file() -> Iterator[None]:
    """The same reader in this process: a hundred examples of fourteen files would start it 1,400 times."""

    def read_here(content: bytes, *, name: str) -> Workbook:
        return from_plain(json.loads(answer(content)), file=name)

    with patch("goldenthread.indicators.forms.reading.read_workbook", read_here):
        yield


@settings(max_examples=30)
@given(registers)
def test_whatever_a_register_says_csv_files_say_it_again(register: Register) -> None:
    with without_a_process_for_each_file():
        read, problems = read_register_folder(write_register_csv(register), name="register")

    assert problems == ()
    assert read == with_names(register)


@settings(max_examples=30)
@given(registers)
def test_whatever_a_register_says_a_workbook_says_it_again(register: Register) -> None:
    with without_a_process_for_each_file():
        read, problems = read_register(write_register_workbook(register), name="register.xlsx")

    assert problems == ()
    assert read == with_names(register)


def test_a_second_sheet_of_history_under_another_name_is_not_passed_over() -> None:
    sheets = [
        WrittenSheet(name=name, columns=(WrittenColumn(heading="Ref"),), rows=(("EXC01",),))
        for name in ("History", "Histori")
    ]
    content = write_workbook(sheets, properties=WorkbookProperties(title="Figures", author="Somebody"), created=NOW)

    _, problems = read_history(content, name="figures.xlsx")

    (told,) = (problem for problem in problems if problem.sheet == "Histori")
    assert "The sheet 'Histori' is not read: only History is" in told.message
