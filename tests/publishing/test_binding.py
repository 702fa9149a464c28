"""Several PDFs bound into one: bookmarks, and numbers that agree with the page shown."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, ObjectStreamMode

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


def made(more: Callable[[pikepdf.Pdf], None]) -> bytes:
    """A PDF of one page, with more in it."""
    with pikepdf.open(BytesIO(a_pdf())) as pdf:
        more(pdf)
        out = BytesIO()
        pdf.save(out)
        return out.getvalue()


def with_what_tells_of_its_maker(pdf: pikepdf.Pdf) -> None:
    page, secret = pdf.pages[0], pikepdf.String("CANARY")
    action = Dictionary(S=Name.URI, URI="https://example.org/plan", Next=Dictionary(S=Name.SubmitForm, F=secret))
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], T=secret, A=action)
    within = Dictionary(S=Name.URI, URI="file://server/CANARY")
    inside = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=within)
    asked = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=[0, 0, 9, 9], Contents=secret)
    page.Annots = Array([None, 1, *(pdf.make_indirect(one) for one in (link, inside, asked))])
    page.PieceInfo = Dictionary(Word=Dictionary(Private=secret))
    page.Metadata = pdf.make_stream(b"CANARY")
    page.Thumb = pdf.make_stream(b"CANARY")
    picture = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 1, 1])
    picture.Metadata = pdf.make_stream(b"CANARY")
    page.Resources = Dictionary(XObject=Dictionary(X=picture))
    pdf.docinfo["/Author"] = "CANARY"


def test_nothing_of_a_part_but_what_it_shows_and_links_to_the_web_is_bound():
    with bound(Part(title="Plan", level=0, content=made(with_what_tells_of_its_maker))) as pdf:
        out = BytesIO()
        pdf.save(out, object_stream_mode=ObjectStreamMode.disable, compress_streams=False)
        (link,) = pdf.pages[0].Annots

    assert b"CANARY" not in out.getvalue()
    assert (str(link.A.URI), "/Next" in link.A) == ("https://example.org/plan", False)


def with_a_form_filled_in(pdf: pikepdf.Pdf) -> None:
    font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    shown = pdf.make_stream(b"BT /F1 9 Tf 2 2 Td (Nine posts) Tj ET", Type=Name.XObject, Subtype=Name.Form)
    shown.BBox, shown.Resources = Array([0, 0, 90, 20]), Dictionary(Font=Dictionary(F1=font))
    box = Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, V="Nine posts", Rect=[9, 99, 99, 119])
    box.AP = Dictionary(N=shown)
    pdf.pages[0].Annots = Array([pdf.make_indirect(box)])
    pdf.Root.AcroForm = Dictionary(Fields=pdf.pages[0].Annots)


def test_what_was_filled_into_a_form_is_still_read():
    with bound(Part(title="Form", level=0, content=made(with_a_form_filled_in))) as pdf:
        assert "Nine posts" in words_of_pages(pdf)[0]


@pytest.mark.parametrize(
    ("box", "edges", "turned"),
    [
        ("/CropBox", [50, 100, 250, 300], 0),
        ("/MediaBox", [595, 842, 0, 0], 0),
        ("/MediaBox", [100, 100, 695, 942], 0),
        ("/MediaBox", [0, 0, 595, 842], 90),
        ("/CropBox", [50, 100, 250, 700], 270),
    ],
)
def test_the_number_stands_at_the_foot_of_what_is_shown_and_in_its_size(box: str, edges: list[int], turned: int):
    def shaped(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].MediaBox = Array([0, 0, 595, 842])
        pdf.pages[0].obj[box] = Array(edges)
        pdf.pages[0].Rotate = turned
        pdf.pages[0].Contents = pdf.make_stream(b"")

    content = bind([Part(title="Map", level=0, content=made(shaped))], title="A", foot=FOOT)
    page = pypdfium2.PdfDocument(content)[0]
    dark = page.render(scale=2).to_pil().convert("L").point(lambda grey: 255 if grey < 128 else 0)
    left, top, right, bottom = (edge / 2 for edge in dark.getbbox())
    width, height = page.get_size()

    assert height - 20 < top < bottom < height
    assert 6.5 < bottom - top < 10  # 8 pt
    assert abs((left + right) / 2 - width / 2) < 2


def hiding_a_layer(pdf: pikepdf.Pdf) -> None:
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="For officers"))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))


def without_pages(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[0]


def without_a_size(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].MediaBox = Array([0, 0, 0, 0])


@pytest.mark.parametrize("more", [hiding_a_layer, without_pages, without_a_size])
def test_what_would_show_more_than_it_does_or_nothing_is_not_bound(more: Callable[[pikepdf.Pdf], None]):
    with pytest.raises(PartUnreadable, match="Map"):
        page_count(made(more), title="Map")


def test_what_needs_a_password_is_not_bound():
    out = BytesIO()
    with pikepdf.open(BytesIO(a_pdf())) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(user="a", owner="b"))

    with pytest.raises(PartUnreadable, match="Map"):
        page_count(out.getvalue(), title="Map")
