"""The words of attached files, as a search reads them."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest

from goldenthread.attachments.pdf_words import words_of_pdf
from goldenthread.attachments.reading import words_of
from goldenthread.publishing.rendering import accessible_pdf
from tests.attachments.made_files import ONE_OF_EACH, a_docx, an_opendocument, zipped
from tests.publishing.small import make_document

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns"


def a_written_docx() -> bytes:
    body = (
        f'<w:document xmlns:w="{_WORD}"><w:body><w:p><w:r><w:t>Empty po</w:t></w:r><w:r><w:t>sts</w:t></w:r></w:p>'
        "<w:p><w:r><w:instrText>PAGE</w:instrText><w:t>are filled</w:t></w:r></w:p></w:body></w:document>"
    )
    return a_docx(**{"word/document.xml": body})


def a_written_odt() -> bytes:
    content = (
        f'<o:document-content xmlns:o="{_OFFICE}:office:1.0" xmlns:t="{_OFFICE}:text:1.0"><o:body><o:text>'
        "<t:h>Empty <t:span>po</t:span>sts</t:h><t:p>are filled</t:p></o:text></o:body></o:document-content>"
    )
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": content,
            "META-INF/manifest.xml": "<manifest/>",
        }
    )


def a_written_pdf(*pages: bytes) -> bytes:
    """A page of each content, in a font that every reader has."""
    out = BytesIO()
    with pikepdf.new() as pdf:
        for content in pages:
            page = pdf.add_blank_page()
            font = pikepdf.Dictionary(
                Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
            )
            page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
            page.Contents = pdf.make_stream(content)
        pdf.save(out)
    return out.getvalue()


@pytest.mark.parametrize(("content", "ending"), [(a_written_docx(), "docx"), (a_written_odt(), "odt")])
def test_paragraphs_of_a_document_are_lines(content: bytes, ending: str) -> None:
    assert words_of(content, ending=ending).split("\n") == ["Empty posts", "are filled"]


def test_a_pdf_is_read_by_lines_and_a_wide_gap_is_a_space() -> None:
    page = b"BT /F1 9 Tf 9 99 Td [(Emp) 20 (ty) -350 (po) -20 (sts)] TJ 0 -12 Td (are filled) Tj ET"

    assert words_of(a_written_pdf(page), ending="pdf") == "Empty posts\nare filled"


def test_no_more_pages_are_read_than_hold_what_is_wanted() -> None:
    page = b"BT /F1 9 Tf 9 99 Td (posts) Tj ET"

    assert words_of_pdf(a_written_pdf(page, page), most=1000) == "posts\nposts"
    assert words_of_pdf(a_written_pdf(page, page), most=4) == "posts"


def test_a_pdf_that_was_typeset_is_read_with_its_ligatures_and_signs() -> None:
    content = accessible_pdf(make_document(words="Offices filed fifty claims – £5 each; “fine”."))

    assert "Offices filed fifty claims – £5 each; “fine”." in " ".join(words_of(content, ending="pdf").split())


def test_plain_text_is_read_in_each_way_that_it_is_saved() -> None:
    for encoding in ("utf-8-sig", "utf-16", "cp1252"):
        assert words_of("£5 for cafés".encode(encoding), ending="txt") == "£5 for cafés"


@pytest.mark.parametrize("name", [name for name in ONE_OF_EACH if not name.endswith("txt")])
def test_what_holds_no_words_that_are_read_gives_none(name: str) -> None:
    ending = name.rpartition(".")[2].casefold()

    assert words_of(ONE_OF_EACH[name], ending=ending) == ""


@pytest.mark.parametrize("ending", ["pdf", "docx", "odt"])
def test_a_damaged_file_gives_no_words_and_no_error(ending: str) -> None:
    whole = {"pdf": a_written_pdf(b"BT /F1 9 Tf (posts) Tj ET"), "docx": a_docx(), "odt": an_opendocument()}[ending]

    assert words_of(whole[: len(whole) // 3], ending=ending) == ""
