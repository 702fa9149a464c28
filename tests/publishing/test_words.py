"""Text as it enters: cleaned once, and refused where our fonts cannot show it."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from time import process_time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenthread.publishing.checks import check_document
from goldenthread.publishing.document import Column, Heading, Paragraph, Section, Table
from goldenthread.publishing.rendering import accessible_pdf
from goldenthread.publishing.typeset import typeset
from goldenthread.publishing.words import clean, font_files, printable_characters, unprintable
from tests.publishing.pdf_words import words_on_pages
from tests.publishing.sample import small_document

ANY_TEXT = st.text(st.characters(codec="utf-8"))
LIKELY = st.lists(
    st.sampled_from([*sorted(printable_characters()), "\n", "\t", "\u200b", "\uf0b7", "e\u0301", " "])
).map("".join)


def document_of(text: str):
    """A document that says one text wherever a text may stand."""
    table = Table(caption=f"Table {text}", columns=(Column(title=f"C {text}", share=1),), rows=((f"R {text}",),))
    short = clean(text[:200])
    section = Section(title=f"S {short}", blocks=(Heading(text=f"H {text}"), Paragraph(text=text), table))
    return replace(small_document(), title=f"T {short}", illustrative_note=short, sections=(section,))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("\uf0b7 Calls", "• Calls"),
        ("\uf0a7\tCalls", "• Calls"),
        ("done \uf0fc", "done ✓"),
        ("Cafe\u0301", "Café"),
        ("first\r\nsecond\rthird", "first\nsecond\nthird"),
        ("first\x0bsecond", "first\nsecond"),
        ("2019\x9620", "2019–20"),
        ("\x93quoted\x94", "“quoted”"),
        ("bell\x07", "bell"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("soft\u00adhyphen", "softhyphen"),
        ("thin\u2009space", "thin space"),
        ("  around \n  lines  ", "around\n  lines"),
        ("one\n\n\n\n\ntwo", "one\n\ntwo"),
        ("92.1%\u00a0of", "92.1%\u00a0of"),
        ("£1,234.50", "£1,234.50"),
    ],
)
def test_what_office_programs_leave_in_text_is_put_right(typed, kept):
    assert clean(typed) == kept


def test_a_long_run_of_spaces_is_read_once():
    began = process_time()

    kept = clean("é" + " " * 200_000 + "b")

    assert (len(kept), process_time() - began < 2) == (200_002, True)


@given(ANY_TEXT)
def test_cleaning_clean_text_changes_nothing(text):
    once = clean(text)

    twice = clean(once)

    assert twice == once
    assert unicodedata.is_normalized("NFC", once)


@given(st.text(st.characters(categories=["L", "N", "Sc", "Pd", "Po"], exclude_characters="\u2028\u2029")))
def test_cleaning_loses_nothing_that_can_be_seen(text):
    kept = clean(text)

    assert kept == unicodedata.normalize("NFC", text)


def test_each_character_that_cannot_be_shown_is_named_with_its_place():
    found = unprintable("Good\nwork 👍 by 山")

    assert [str(one) for one in found] == [
        "“👍” (thumbs up sign, U+1F44D) at line 2, character 6 cannot be printed; use other words for it.",
        "“山” (cjk unified ideograph-5c71, U+5C71) at line 2, character 11 cannot be printed; use other words for it.",
    ]


def test_what_councils_type_can_be_shown():
    said = "£ € – — • “ ” ‘ ’ … ½ ² ° ≥ ≤ ± × ÷ → ↑ ↓ ▲ ▼ ● ■ ◆ é ŵ ŷ ł ç ü ñ ş ő Ω"

    assert unprintable(said) == ()


def test_every_font_that_we_ship_has_its_licence_beside_it():
    folders = {path.parent for path in font_files()}

    assert len(font_files()) == 2
    assert all("SIL Open Font License" in (folder / "OFL.txt").read_text() for folder in folders)


def test_every_character_that_is_accepted_is_typeset_through_the_gate():
    everything = " ".join(sorted(printable_characters(), key=lambda c: (unicodedata.category(c) == "Mn", c)))
    document = document_of(clean(everything))

    check_document(document)

    assert accessible_pdf(document).startswith(b"%PDF-1.7")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(LIKELY)
def test_whatever_is_accepted_can_be_typeset(typed):
    text = clean(typed)

    pdf_bytes = typeset(document_of(text))

    assert unprintable(text) == ()
    assert pdf_bytes.startswith(b"%PDF-1.7")


def test_a_word_too_long_for_its_column_breaks_and_is_not_lost():
    address = "https://democracy.example.gov.uk/mgAi.aspx?ID=3190&really=" + "x" * 300
    table = Table(caption="Sources", columns=(Column(title="Source", share=1), Column(title="Where", share=1)),
                  rows=((address, address),))  # fmt: skip
    document = replace(small_document(), sections=(Section(title="Sources", blocks=(table,)),))

    pages = words_on_pages(accessible_pdf(document))

    assert "".join(pages).replace("\n", "").replace("\u200b", "").count(address) == 2


def test_a_letter_under_a_heap_of_accents_is_refused_once_with_its_place():
    (found,) = unprintable(clean("Paid\nlate e" + "\u0301" * 500))

    assert str(found).startswith("The letter at line 2, character 6 carries more than 12 accents")


def test_accents_as_people_type_them_can_be_shown():
    assert not unprintable(clean("Nguye\u0302\u0303n, cafe\u0301"))
