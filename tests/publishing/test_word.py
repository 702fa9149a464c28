"""The report as a Word file: what Word needs, and what a reader who does not see it is told."""

from __future__ import annotations

from itertools import pairwise

import pytest

from goldenthread.publishing.document import ReportDocument
from goldenthread.publishing.editable import text_runs
from goldenthread.publishing.pictures import drawings_in, pictures_of
from goldenthread.publishing.word.text import docx_of
from tests.publishing.office import NAMES, found, members_of, name, words_of, xml_of
from tests.publishing.sample import sample_document

PACK = sample_document(measures=12, exceptions=3)


def made(document: ReportDocument) -> bytes:
    sections = [section for run in text_runs(document) for section in run]
    return docx_of(document, pictures=pictures_of(d for section in sections for d in drawings_in(section.blocks)))


@pytest.fixture(scope="module")
def docx() -> bytes:
    return made(PACK)


@pytest.fixture(scope="module")
def text(docx):
    return xml_of(docx, "word/document.xml")


def styles_of(paragraphs) -> list[str]:
    return [p.find("w:pPr/w:pStyle", NAMES).get(name("w:val")) for p in paragraphs]


def test_the_file_has_a_title_an_author_and_a_language(docx):
    core, styles = xml_of(docx, "docProps/core.xml"), xml_of(docx, "word/styles.xml")

    assert found(core, "dc:title")[0].text == "oneSource Performance Indicators, Q2 2019/20"
    assert found(core, "dc:creator")[0].text == "oneSource Joint Committee"
    assert found(core, "dc:language")[0].text == "en-GB"
    assert found(styles, "w:rPrDefault")[0].find("w:rPr/w:lang", NAMES).get(name("w:val")) == "en-GB"


def test_headings_are_of_words_own_styles_and_skip_no_level(text):
    levels = [int(s.removeprefix("Heading")) for s in styles_of(found(text, "w:p")) if s.startswith("Heading")]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert set(levels) == {1, 2, 3, 4}
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_style_that_is_used_is_there(docx, text):
    known = {style.get(name("w:styleId")) for style in found(xml_of(docx, "word/styles.xml"), "w:style")}

    used = {s.get(name("w:val")) for kind in ("w:pStyle", "w:rStyle", "w:tblStyle") for s in found(text, kind)}
    assert used <= known


def test_every_table_has_its_title_and_one_row_of_headings(text):
    tables = found(text, "w:tbl")

    heads = [[row.find("w:trPr/w:tblHeader", NAMES) is not None for row in found(table, "w:tr")] for table in tables]
    assert tables
    assert all(first and not any(rest) for first, *rest in heads)
    assert all(found(table, "w:tblCaption")[0].get(name("w:val")) for table in tables)


def test_words_stand_between_any_two_tables_and_before_the_end(text):
    (body,) = found(text, "w:body")

    kinds = [element.tag for element in body]
    tables = [index for index, kind in enumerate(kinds) if kind == name("w:tbl")]
    assert all(kinds[index + 1] == name("w:p") for index in tables)


def test_every_drawing_is_told_in_words(text):
    drawings = found(text, "wp:docPr")

    assert len(drawings) > 3
    assert all(drawing.get("descr") for drawing in drawings)
    assert len({drawing.get("id") for drawing in drawings}) == len(drawings)


def test_every_part_that_is_referred_to_is_in_the_file_and_typed(docx, text):
    relations = found(xml_of(docx, "word/_rels/document.xml.rels"), "rels:Relationship")
    types = members_of(docx)["[Content_Types].xml"].decode()

    known = {relation.get("Id"): f"word/{relation.get('Target')}" for relation in relations}
    asked = {value for e in text.iter() for key, value in e.attrib.items() if key.startswith(f"{{{NAMES['r']}}}")}
    assert set(known.values()) <= members_of(docx).keys()
    assert asked <= known.keys()
    assert all(f'"/{part}"' in types for part in known.values() if part.endswith(".xml"))


def test_every_list_is_known(docx, text):
    numbering = xml_of(docx, "word/numbering.xml")

    known = {number.get(name("w:numId")) for number in found(numbering, "w:num")}
    assert {number.get(name("w:val")) for number in found(text, "w:numId")} <= known


def test_each_numbered_list_begins_anew(docx, text):
    numbered = [number.get(name("w:val")) for number in found(text, "w:numId")]
    starts = found(xml_of(docx, "word/numbering.xml"), "w:startOverride")

    assert len(set(numbered) - {"1"}) == len(starts) == 2


def test_every_link_of_the_contents_leads_to_a_heading(text):
    links = {link.get(name("w:anchor")) for link in found(text, "w:hyperlink")}

    anchors = {mark.get(name("w:name")) for mark in found(text, "w:bookmarkStart")}
    assert len(links) > 10
    assert links <= anchors


def test_a_draft_says_so_and_what_is_illustrative_too_on_every_page(docx):
    heads = [member for member in members_of(docx) if member.startswith("word/header")]

    assert len(heads) == 4
    assert all("DRAFT" in words_of(xml_of(docx, head)) for head in heads)
    assert PACK.illustrative_note in words_of(xml_of(docx, "word/footer.xml"))


def test_equal_documents_give_equal_bytes(docx):
    assert made(sample_document(measures=12, exceptions=3)) == docx
