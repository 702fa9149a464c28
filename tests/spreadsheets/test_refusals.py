"""A file that is no workbook is refused with what it is and how to mend it."""

from __future__ import annotations

import pytest

from goldenthread.domain.problems import InputRefused
from goldenthread.spreadsheets import limits
from goldenthread.spreadsheets.reading import read_workbook
from tests.spreadsheets.packages import make_ods, make_xlsx, make_zip
from tests.spreadsheets.showing import FIXTURES, read_fixture


def message_about(content: bytes, *, name: str = "returns.xlsx") -> str:
    with pytest.raises(InputRefused) as refused:
        read_workbook(content, name=name)

    problem = refused.value.problems[0]
    assert len(refused.value.problems) == 1
    assert problem.file == name
    return problem.message


@pytest.mark.parametrize("name", ["password.xlsx", "password.ods"])
def test_a_workbook_with_a_password_says_to_save_it_without(name: str) -> None:
    with pytest.raises(InputRefused, match=r"protected by a password.* Save it as \.xlsx without a password"):
        read_fixture(name)


@pytest.mark.parametrize("name", ["old-libreoffice.xls", "excel-2.xls"])
def test_an_old_excel_workbook_says_to_save_it_as_xlsx(name: str) -> None:
    with pytest.raises(InputRefused, match=r"old Excel workbook .* save it as \.xlsx"):
        read_fixture(name)


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("web-page.xls", "a web page under the name of a workbook"),
        ("excel-2003.xml", "a workbook saved as one XML file"),
        ("flat.fods", "a workbook saved as one XML file"),
        ("binary.xlsb", r"an Excel binary workbook \(.xlsb\)"),
    ],
)
def test_a_form_that_is_not_read_is_named(name: str, what: str) -> None:
    with pytest.raises(InputRefused, match=what):
        read_fixture(name)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "This file is empty."),
        (b"%PDF-1.7 ...", "This is a PDF, not a workbook."),
        (b"\x89PNG\r\n\x1a\n", "This is a picture, not a workbook."),
        (b"{\\rtf1 hello}", "This is a Rich Text document, not a workbook."),
        (b"\x1f\x8b\x08\x00", "This is a gzip archive, not a workbook."),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related", "This is a web page saved as one file"),
        (b"\xef\xbb\xbf  <!DOCTYPE html><p>hello", "This is a web page under the name of a workbook"),
        (b"<table><tr><td>1</td></tr></table>", "This is a web page under the name of a workbook"),
        (b'<?xml version="1.0"?><note/>', "This is an XML file, not a workbook."),
        (b"\x7fELF\x02\x01\x01\x00\x00", "This file is neither a workbook nor text."),
        (b"\x81\x8d\x8f\x90\x9d", "This file is neither a workbook nor text that can be read."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "This is an old Word document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "This is an old Office file or a saved message"),
        (b"PK\x03\x04 cut off in the post", "This workbook is damaged"),
        (make_zip({"readme.txt": "hello"}), "This is a zip archive, not a workbook."),
        (make_zip({"Index/Document.iwa": "x"}), "This is an Apple Numbers file."),
        (make_zip({"_rels/.rels": "x", "word/document.xml": "x"}), "This is a Word document, not a workbook."),
        (make_zip({"_rels/.rels": "x", "ppt/presentation.xml": "x"}), "This is a PowerPoint file, not a workbook."),
        (make_zip({"encrypted-package": "x", "mimetype": "x"}), "This workbook is protected by a password"),
        (
            make_zip({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "x"}),
            "This is an OpenDocument text file, not a workbook.",
        ),
        (make_zip({"_rels/.rels": "<Relationships/>"}), "This workbook is damaged"),
        (make_xlsx(members={"xl/workbook.xml": "<workbook/>"}), "This workbook is damaged"),
        (make_xlsx(members={"xl/_rels/workbook.xml.rels": "<Relationships/>"}), "This workbook is damaged"),
        (make_ods(content="<not-closed>"), "This workbook is damaged"),
        (make_ods(content="<nothing/>"), "This workbook is damaged"),
    ],
)
def test_what_is_no_workbook_is_told_by_its_bytes_and_not_by_its_name(content: bytes, what: str) -> None:
    assert message_about(content).startswith(what)


@pytest.mark.parametrize("cut", [30, 200, 1_000, 5_000])
def test_a_workbook_of_which_only_a_part_arrived_is_called_damaged(cut: int) -> None:
    whole = (FIXTURES / "kinds-libreoffice.xlsx").read_bytes()

    message = message_about(whole[:cut])

    assert message.startswith("This workbook is damaged and cannot be read. Open it in your spreadsheet program, save")


def test_a_workbook_with_a_byte_changed_inside_a_sheet_is_called_damaged() -> None:
    whole = bytearray((FIXTURES / "returned-libreoffice.xlsx").read_bytes())
    middle = whole.index(b"xl/worksheets/sheet1.xml") + 200

    whole[middle] ^= 0xFF

    assert message_about(bytes(whole)).startswith("This workbook is damaged")


def test_a_workbook_under_a_wrong_name_is_read_all_the_same() -> None:
    workbook = read_workbook((FIXTURES / "odfpy.ods").read_bytes(), name="returns.csv")

    assert workbook.form == "ods"


def test_a_file_that_is_too_big_says_how_big_it_is_and_is_not_read() -> None:
    message = message_about(b"a" * (limits.MOST_BYTES + 1))

    assert message.startswith("This file is 25.0 MB; at most 25 MB is read.")


def test_a_file_that_is_named_oddly_is_refused_under_that_name() -> None:
    assert message_about(b"", name="odd \0 \ud800 name.xlsx") == "This file is empty. Send the file again."
