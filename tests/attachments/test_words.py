"""The words of attached files, as a search reads them."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest

from goldenthread.attachments.pdf_words import words_of_pdf
from goldenthread.attachments.reading import words_of
from tests.attachments.made_files import ONE_OF_EACH, a_docx, an_opendocument, zipped

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


def a_written_pdf(content: bytes, *, cmap: bytes = b"") -> bytes:
    """A page with one font, of which a map says the characters; without it they are in Windows' own order."""
    out = BytesIO()
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.TrueType)
        if cmap:
            font.Subtype = pikepdf.Name.Type0
            font.ToUnicode = pdf.make_stream(cmap)
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        page.Contents = pdf.make_stream(content)
        pdf.save(out)
    return out.getvalue()


@pytest.mark.parametrize(("content", "ending"), [(a_written_docx(), "docx"), (a_written_odt(), "odt")])
def test_paragraphs_of_a_document_are_lines(content: bytes, ending: str) -> None:
    assert words_of(content, ending=ending).split("\n") == ["Empty posts", "are filled"]


def test_a_pdf_is_read_by_lines_and_a_wide_gap_is_a_space() -> None:
    page = b"BT /F1 9 Tf [(Emp) 20 (ty) -250 (po) -20 (sts)] TJ 0 -12 Td (are filled) Tj ET"

    assert words_of(a_written_pdf(page), ending="pdf") == "Empty posts\nare filled"


def test_a_pdf_that_takes_too_long_is_found_by_the_pages_that_were_read() -> None:
    page = a_written_pdf(b"BT /F1 9 Tf (posts) Tj ET")
    out = BytesIO()
    with pikepdf.open(BytesIO(page)) as one, pikepdf.new() as both:
        both.pages.extend([one.pages[0], one.pages[0]])
        both.save(out)

    assert words_of_pdf(out.getvalue(), most=1000, seconds=60) == "posts\nposts"
    assert words_of_pdf(out.getvalue(), most=1000, seconds=0) == "posts"


def test_a_font_says_which_characters_its_codes_are() -> None:
    cmap = (
        b"1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n"
        b"2 beginbfchar\n<0001> <0070>\n<0002> <00660069>\nendbfchar\n"
        b"2 beginbfrange\n<0003> <0005> <006d>\n<0006> <0007> [<0073> <0074>]\nendbfrange\n"
    )
    page = b"BT /F1 9 Tf <00010005000600070006> Tj 0 -12 Td <00020006> Tj ET"

    assert words_of(a_written_pdf(page, cmap=cmap), ending="pdf") == "posts\nfis"


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
