"""What may be attached: by name, first bytes and content; and what is said of what may not."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from pikepdf import Dictionary, Name

from goldenthread.attachments.kinds import KINDS
from goldenthread.attachments.looking import FilesRefused, look_over
from goldenthread.attachments.names import LONGEST_NAME, clean_name
from goldenthread.domain.problems import InputRefused
from tests.attachments.made_files import (
    EMAIL,
    ONE_OF_EACH,
    a_docx,
    a_jpeg,
    a_pdf,
    a_pdf_with,
    a_png,
    an_opendocument,
    an_xlsx,
    given,
    zipped,
)

MOST = 1_000_000


def refusals(name: str, content: bytes) -> list[str]:
    """What is said of the file."""
    with pytest.raises(InputRefused) as refused:
        look_over([given(name, content)], most_bytes=MOST)
    return [problem.message for problem in refused.value.problems]


def test_a_file_of_every_kind_may_be_attached() -> None:
    looked = look_over([given(name, content) for name, content in ONE_OF_EACH.items()], most_bytes=MOST)

    assert [one.kind.ending for one in looked] == list(KINDS)
    assert [one.content for one in looked] == list(ONE_OF_EACH.values())


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("Table.xls", b"anything", "Save it as .xlsx"),
        ("Letter.docm", a_docx(), "without macros"),
        ("All.zip", zipped({"a": "b"}), "Unpack it"),
        ("run.exe", b"MZ", "The ending of the file"),
        ("none", b"MZ", "The ending of the file"),
        ("Page.html", b"<html>", "Save it as .pdf"),
    ],
)
def test_the_ending_says_whether_a_file_may_be_attached(name: str, content: bytes, said: str) -> None:
    assert said in refusals(name, content)[0]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("Evidence.pdf", an_xlsx()),
        ("Evidence.docx", an_xlsx()),
        ("Evidence.xlsx", a_docx()),
        ("Evidence.odt", an_opendocument("spreadsheet")),
        ("Evidence.png", a_jpeg()),
        ("Evidence.jpg", a_png()),
        ("Evidence.docx", zipped({"anything.txt": "no document"})),
    ],
)
def test_a_file_that_is_something_else_than_its_name_says_is_refused(name: str, content: bytes) -> None:
    assert "is something else" in refusals(name, content)[0]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.pdf", a_pdf(password="secret"), "protected by a password"),
        ("a.pdf", a_pdf(script=True), "runs something"),
        ("a.pdf", a_pdf(within=True), "other files inside"),
        (
            "a.pdf",
            a_pdf_with(Dictionary(S=Name.Launch, F="calc.exe"), key="/A"),
            "runs something",
        ),
        ("a.pdf", a_pdf_with(Dictionary(E=Dictionary(S=Name.JavaScript, JS="x()")), key="/AA"), "runs something"),
        ("a.pdf", a_pdf_with(Dictionary(Type=Name.Filespec, F="x.exe", EF=Dictionary()), key="/FS"), "other files"),
        ("a.pdf", b"%PDF-1.7\nnot really", "damaged"),
        ("a.pdf", a_pdf()[:-60], "damaged"),
        ("a.docx", a_docx(**{"word/vbaProject.bin": b"x"}), "holds macros"),
        ("a.docx", a_docx(**{"word/embeddings/a.xlsx": an_xlsx()}), "another file inside"),
        ("a.docx", a_docx(**{"word/more.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}), "no office program writes"),
        ("a.docx", a_docx(**{"../outside.xml": "<a/>"}), "damaged"),
        ("a.docx", a_docx()[:-30], "damaged"),
        ("a.odt", an_opendocument(manifest='<m xmlns:m="u"><m:encryption-data/></m>'), "protected by a password"),
        ("a.png", a_png(width=90_000), "damaged"),
        ("a.png", a_png() + b"PK\x03\x04 hidden behind it", "damaged"),
        ("a.jpg", a_jpeg()[:12], "damaged"),
        ("a.txt", b"a\x00b", "no plain text"),
        ("a.csv", an_xlsx(), "no plain text"),
        ("a.txt", b"<!DOCTYPE html><script>alert(1)</script>", "web page"),
        ("a.eml", b"Only words", "no e-mail"),
        ("a.msg", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(900), "no e-mail"),
        ("a.pdf", b"", "empty"),
    ],
)  # fmt: skip
def test_what_is_in_a_file_is_looked_into(name: str, content: bytes, said: str) -> None:
    assert said in refusals(name, content)[0]


def test_a_container_that_unpacks_to_far_more_is_refused_unopened() -> None:
    bomb = BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", bytes(30_000_000))

    assert "unpacks to far more" in refusals("bomb.docx", bomb.getvalue())[0]


def test_a_container_of_too_many_members_is_refused_unopened() -> None:
    assert "unpacks to far more" in refusals("many.docx", a_docx(**{f"{n}.txt": "" for n in range(2_000)}))[0]


def test_everything_that_is_wrong_with_several_files_is_told_at_once() -> None:
    files = [given("a.exe", b"x" * (MOST + 1)), given("fine.eml", EMAIL), given("b.pdf", b"no")]

    with pytest.raises(FilesRefused) as refused:
        look_over(files, most_bytes=MOST)

    assert [(place, problem.file) for place, problem in refused.value.wrong] == [
        (0, "a.exe"),
        (0, "a.exe"),
        (2, "b.pdf"),
    ]


def test_where_an_email_is_asked_for_a_picture_is_refused() -> None:
    with pytest.raises(FilesRefused, match=r"a PNG picture. Attach \.eml, \.msg or \.pdf"):
        look_over([given("a.png", a_png())], most_bytes=MOST, allowed=("eml", "msg", "pdf"))


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("C:\\Users\\me\\Q2 figures.pdf", "Q2 figures.pdf"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("..hidden.txt", "hidden.txt"),
        ("a\u202efdp.exe\r\nX: y.pdf", "a fdp.exe X- y.pdf"),
        ("\x00", "file"),
    ],
)
def test_a_name_is_kept_without_what_could_mislead(name: str, kept: str) -> None:
    assert clean_name(name) == kept


def test_a_very_long_name_keeps_its_ending() -> None:
    kept = clean_name("x" * 400 + ".pdf")

    assert len(kept) == LONGEST_NAME
    assert kept.endswith("….pdf")
