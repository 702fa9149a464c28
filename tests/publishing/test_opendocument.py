"""The report as OpenDocument text: what the standard's schema says, and what a reader who does not see it is told."""

from __future__ import annotations

import io
import zipfile
from itertools import pairwise

import pytest

from goldenthread.publishing.document import ReportDocument
from goldenthread.publishing.editable import text_runs
from goldenthread.publishing.odf.text import odt_of
from goldenthread.publishing.pictures import drawings_in, pictures_of
from tests.publishing.office import NAMES, found, members_of, name, schema_faults, words_of, xml_of
from tests.publishing.sample import sample_document, small_document

PACK = sample_document(measures=12, exceptions=3)


def made(document: ReportDocument) -> bytes:
    sections = [section for run in text_runs(document) for section in run]
    return odt_of(document, pictures=pictures_of(d for section in sections for d in drawings_in(section.blocks)))


@pytest.fixture(scope="module")
def odt() -> bytes:
    return made(PACK)


@pytest.fixture(scope="module")
def content(odt):
    return xml_of(odt, "content.xml")


def test_a_pack_is_what_the_schema_of_opendocument_says(odt):
    assert schema_faults(odt) == []


def test_the_schema_finds_a_fault_where_there_is_one(odt):
    broken = io.BytesIO()
    with zipfile.ZipFile(broken, "w") as archive:
        for member, part in members_of(odt).items():
            archive.writestr(member, part.replace(b"text:outline-level=", b"text:outline="))

    assert schema_faults(broken.getvalue()) != []


def test_the_file_says_first_and_unpacked_what_it_is(odt):
    with zipfile.ZipFile(io.BytesIO(odt)) as archive:
        first = archive.infolist()[0]

    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert odt[38 : 38 + 39] == b"application/vnd.oasis.opendocument.text"


def test_every_member_is_listed_with_its_type(odt):
    manifest = members_of(odt)["META-INF/manifest.xml"].decode()

    unlisted = [m for m in members_of(odt) if f'full-path="{m}"' not in manifest]
    assert unlisted == ["mimetype", "META-INF/manifest.xml"]


def test_the_file_has_a_title_and_a_language(odt):
    meta, styles = xml_of(odt, "meta.xml"), xml_of(odt, "styles.xml")

    default = found(styles, "style:default-style")[0].find("style:text-properties", NAMES)
    assert found(meta, "dc:title")[0].text == "oneSource Performance Indicators, Q2 2019/20"
    assert found(meta, "dc:language")[0].text == "en-GB"
    assert default is not None
    assert (default.get(name("fo:language")), default.get(name("fo:country"))) == ("en", "GB")


def test_headings_have_levels_and_skip_none(content):
    levels = [int(heading.get(name("text:outline-level"), "0")) for heading in found(content, "text:h")]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert set(levels) == {1, 2, 3, 4}
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_heading_has_the_style_of_its_level(odt, content):
    automatic = {
        style.get(name("style:name")): style.get(name("style:parent-style-name"))
        for style in found(content, "style:style")
    }
    styles = [h.get(name("text:style-name"), "") for h in found(content, "text:h")]

    assert [automatic.get(style, style) for style in styles] == [
        f"Heading_20_{heading.get(name('text:outline-level'))}" for heading in found(content, "text:h")
    ]


def test_every_table_has_its_title_and_one_row_of_headings(content):
    tables = found(content, "table:table")

    heads = [table.findall("table:table-header-rows/table:table-row", NAMES) for table in tables]
    assert tables
    assert {len(rows) for rows in heads} == {1}
    assert all(words_of(title) for table in tables for title in table.findall("table:title", NAMES))
    assert len(found(content, "table:title")) == len(tables)


def test_every_drawing_is_told_in_words_and_stands_in_the_file(odt, content):
    frames = found(content, "draw:frame")

    told = [(found(frame, "svg:title"), found(frame, "svg:desc")) for frame in frames]
    places = {image.get("{http://www.w3.org/1999/xlink}href") for image in found(content, "draw:image")}
    assert len(frames) > 3
    assert all(len(title) == len(desc) == 1 and title[0].text and desc[0].text for title, desc in told)
    assert places == {member for member in members_of(odt) if member.startswith("Pictures/")}


def test_every_link_of_the_contents_leads_to_a_heading(content):
    links = [link.get("{http://www.w3.org/1999/xlink}href", "") for link in found(content, "text:a")]

    anchors = {f"#{mark.get(name('text:name'))}" for mark in found(content, "text:bookmark")}
    assert len(links) > 10
    assert set(links) <= anchors


def test_a_draft_says_so_and_what_is_illustrative_too_on_every_page(odt):
    styles = xml_of(odt, "styles.xml")

    heads, feet = found(styles, "style:header"), found(styles, "style:footer")
    assert len(heads) == len(feet) == 4
    assert all("DRAFT" in words_of(head) for head in heads)
    assert all(PACK.illustrative_note in words_of(foot) for foot in feet)


def test_the_pages_about_a_council_name_it_at_their_head(odt):
    heads = [words_of(head) for head in found(xml_of(odt, "styles.xml"), "style:header")]

    assert sum("London Borough of Havering" in head for head in heads) == 1


def test_equal_documents_give_equal_bytes(odt):
    assert made(sample_document(measures=12, exceptions=3)) == odt


def test_a_small_document_is_what_the_schema_says():
    assert schema_faults(made(small_document())) == []
