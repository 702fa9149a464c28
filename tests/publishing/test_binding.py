"""Several PDFs bound into one: bookmarks, and numbers that agree with the page shown."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pypdfium2
import pytest

from goldenthread.publishing.binding import Part, PartUnreadable, bind, page_count
from tests.attachments.made_files import a_pdf

FOOT = "A Committee, 7 February 2020"


def bound(*parts: Part) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(bind(parts, title="Agenda and papers", foot=FOOT)))


def words_of_pages(pdf: pikepdf.Pdf) -> list[str]:
    """What is read on each page, the lines at their foot included."""
    out = BytesIO()
    pdf.save(out)
    return [" ".join(page.get_textpage().get_text_bounded().split()) for page in pypdfium2.PdfDocument(out.getvalue())]


def test_every_page_says_its_number_of_the_whole(pack_pdf):
    count = page_count(pack_pdf)

    with bound(Part(title="First", level=0, content=a_pdf()), Part(title="Pack", level=0, content=pack_pdf)) as pdf:
        total = count + page_count(a_pdf())
        assert len(pdf.pages) == total
        for number, words in enumerate(words_of_pages(pdf), start=1):
            assert f"{FOOT}, page {number} of {total}" in words


def test_bookmarks_lead_to_the_page_on_which_each_part_begins(pack_pdf):
    parts = (
        Part(title="Agenda", level=0, content=a_pdf()),
        Part(title="1. Report", level=0, content=None),
        Part(title="Appendix", level=1, content=pack_pdf),
        Part(title="Last", level=1, content=a_pdf()),
    )

    with bound(*parts) as pdf, pdf.open_outline() as outline:
        agenda, item = outline.root
        places = [pdf.pages.index(pikepdf.Page(one.destination[0])) for one in (agenda, item, *item.children)]

    first = page_count(a_pdf())
    assert (agenda.title, item.title, [one.title for one in item.children]) == (
        "Agenda",
        "1. Report",
        ["Appendix", "Last"],
    )
    assert places == [0, first, first, first + page_count(pack_pdf)]


def test_it_says_its_title_and_language_and_claims_no_conformance(pack_pdf):
    with bound(Part(title="Pack", level=0, content=pack_pdf)) as pdf:
        assert (str(pdf.docinfo["/Title"]), str(pdf.Root.Lang)) == ("Agenda and papers", "en-GB")
        assert "/MarkInfo" not in pdf.Root
        assert "/StructTreeRoot" not in pdf.Root
        assert "/Metadata" not in pdf.Root
        assert not any("/StructParents" in page for page in pdf.pages)


def test_what_is_no_pdf_is_named():
    with pytest.raises(PartUnreadable, match="Annex"):
        bind([Part(title="Annex", level=0, content=b"%PDF-1.7 and no more")], title="A", foot=FOOT)
