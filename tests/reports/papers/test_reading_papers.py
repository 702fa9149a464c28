"""What a paper is read as, from each of its forms."""

from __future__ import annotations

import zipfile
from datetime import date
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.reports.papers.paper import Kind, Part
from goldenthread.reports.papers.reading import PaperUnreadable, read_lines, read_paper
from goldenthread.reports.papers.web_page import lines_of_page
from tests.reports.papers.made_up import REPORT, found_in, paper

MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TYPES = f'<Types><Override PartName="/word/document.xml" ContentType="{MAIN}"/></Types>'
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def word(body: str, *, before: str = "") -> bytes:
    """A Word document with this body."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        document = f'{before}<w:document xmlns:w="{W}" xmlns:mc="{MC}"><w:body>{body}</w:body></w:document>'
        archive.writestr("word/document.xml", document)
    return out.getvalue()


def words_of(content: bytes, *, name: str) -> list[str]:
    return [line.text for line in read_lines(content, name=name).lines]


def test_a_report_is_read_into_the_parts_of_the_template():
    read = paper()

    assert read.kind is Kind.REPORT
    assert read.committee == "HARBOUR JOINT COMMITTEE"
    assert read.meeting_on == date(2020, 2, 7)
    assert read.title == "Harbour Performance Indicators, Q2 report"
    assert read.text_of(Part.RECOMMENDATIONS) == "To note the report attached at Appendix 1."
    assert [one.kind for one in read.implications] == ["legal", "financial", "HR", "equalities"]
    assert read.text_of(Part.BACKGROUND) == "None"


def test_each_passage_knows_its_line_and_its_number():
    (counted,) = [one for one in paper().passages if one.text.startswith("There are 20")]

    assert str(counted.place) == f"line {REPORT.splitlines().index(REPORT.splitlines()[33]) + 1}, 1.1"


def test_a_sentence_after_a_line_that_the_page_broke_is_found_at_its_own_line():
    text = (
        "The councils of the partnership met twice in the year and agreed the\nplan that was put to them. It ends ??."
    )

    (passage,) = paper(text).passages
    *_, last = passage.sentences()

    assert last.text == "It ends ??."
    assert last.place.line == 2


def test_what_stands_right_under_a_long_heading_is_no_part_of_it():
    read = paper("12 Background information used in the preparation of this whole report\nNone\n")

    assert read.text_of(Part.BACKGROUND) == "None"


@given(st.text(alphabet="aB1.:;-*# ()[]?%£/\n", max_size=400) | st.text(max_size=200))
def test_whatever_is_written_can_be_read_and_every_finding_is_at_a_line_of_it(text):
    places = [finding.where.line for finding in found_in(text)]

    assert all(0 <= line <= len(text.splitlines()) for line in places)


@given(
    st.lists(st.sampled_from(["<p>", "</p>", "<li>", "<ol>", "</ol>", "<td>", "<script>", "x", "&#0;", "<!--", ">"]))
)
def test_whatever_a_page_is_made_of_can_be_read(parts):
    assert all(line.text.strip() for line in lines_of_page("".join(parts)))


def test_two_asterisks_that_mark_a_note_make_nothing_bold():
    read = paper("The rate is 5%.** It is due.\n\nOne more.\n\nAnd one more.\n")

    assert [one.text for one in read.passages] == ["The rate is 5%. It is due.", "One more.", "And one more."]


def test_a_history_of_meetings_is_a_record_and_says_when_each_word_was_said():
    read = paper(
        "Meeting: 07/02/2020 - Harbour Joint Committee (Item 47)\nMembers noted it.\n"
        "Meeting: 05/04/2019 - Harbour Joint Committee (Item 15)\nThe Committee resolved:\n1. To agree it.\n"
        "2. To note:\na) Progress.\n"
    )

    assert read.kind is Kind.RECORD
    assert [one.day for one in read.meetings] == [date(2020, 2, 7), date(2019, 4, 5)]
    assert next(one.said_on for one in read.passages) == date(2020, 2, 7)
    assert [one.number for one in read.resolved] == ["1", "2", "2 a)"]
    assert read.resolved[0].said_on == date(2019, 4, 5)


def test_a_web_page_is_read_without_what_it_runs_or_hides():
    page = (
        b"<html><head><title>T</title><script>evil('??')</script></head><body><nav>Menu</nav>\n<h2>Summary</h2>\n"
        b"<p>One <b>bold</b> word.<br>Two</p><p hidden>No</p><ol start=3><li>To note</ol><table><tr><th>A<td>B</table>"
    )

    assert words_of(page, name="page.html") == ["Summary", "One bold word.", "Two", "3. To note", "A | B"]
    assert next(line.number for line in read_lines(page, name="page.html").lines) == 2


def test_a_word_document_is_read_without_what_was_deleted_and_its_text_boxes_once():
    box = "<mc:AlternateContent><mc:Choice>{0}</mc:Choice><mc:Fallback>{0}</mc:Fallback></mc:AlternateContent>"
    body = (
        '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>SUMMARY</w:t></w:r></w:p><w:p/>'
        "<w:p><w:r><w:t>Kept</w:t><w:tab/><w:t>here</w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>"
        f"<w:p><w:r>{box.format('<w:p><w:r><w:t>Box</w:t></w:r></w:p>')}</w:r></w:p>"
        "<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>Point</w:t></w:r></w:p>"
    )

    lines = read_lines(word(body), name="report.docx").lines

    assert [(line.number, line.text) for line in lines] == [
        (1, "SUMMARY"),
        (3, "Kept here"),
        (4, "Box"),
        (6, "- Point"),
    ]
    assert lines[0].is_heading


@pytest.mark.parametrize(
    ("content", "name", "why"),
    [
        (b"%PDF-1.7", "report.pdf", "Give a paper as .html, .txt or .docx"),
        (b"  \n", "report.txt", "It holds no words"),
        (b"a\0b", "report.txt", "It is no text"),
        (b"PK\x03\x04 not a zip", "report.docx", "This file is damaged"),
        (word("<w:p/>", before='<!DOCTYPE d [<!ENTITY a "b">]>'), "report.docx", "This file holds XML that no office"),
        (word("<w:p/>", before='<!DOCTYPE d SYSTEM "file:///etc/passwd">'), "report.docx", "This file holds XML"),
        (word("<w:p><w:r><w:t>" + "a" * 20_000_000 + "</w:t></w:r></w:p>"), "report.docx", "unpacks to far more"),
        (b"<div>" * 600 + b"deep", "report.html", "nested too deeply"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_do(content, name, why):
    with pytest.raises(PaperUnreadable, match=why):
        read_paper(content, name=name)


def test_what_is_far_longer_than_a_paragraph_is_read_in_pieces():
    assert [len(words) for words in words_of(b"a" * 50_000, name="a.txt")] == [20_000, 20_000, 10_000]


def test_a_text_in_another_encoding_is_read_all_the_same():
    assert words_of("Café: £1 – “ok”".encode("cp1252"), name="a.txt") == ["Café: £1 – “ok”"]
    assert words_of("Café".encode("utf-16"), name="a.txt") == ["Café"]
