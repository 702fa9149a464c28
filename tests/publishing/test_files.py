"""Every file of a publication: what it holds, and that it comes out the same each time."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.publishing.canonical import canonical_json, read_document
from goldenthread.publishing.checks import DocumentRefused
from goldenthread.publishing.document import Paragraph, Section
from goldenthread.publishing.rendering import MANIFEST, RENDERING_MODULES, render_all, versions
from goldenthread.publishing.tidy import as_cell, tidy_csv
from goldenthread.publishing.tidy_rows import ColumnKind, DataColumn, DataTable
from tests.publishing.sample import small_document

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    """Every file of the small document, by the end of its name."""
    return {
        file.name.split(".")[-1] if file.name != MANIFEST else MANIFEST: file.content
        for file in render_all(small_document())
    }


def document_with_rows(*rows, kind: ColumnKind = ColumnKind.TEXT):
    columns = (DataColumn(name="value", kind=kind),)
    return replace(small_document(), rows=DataTable(columns=columns, rows=tuple((row,) for row in rows)))


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def test_a_publication_has_its_nine_files_with_the_manifest_last():
    names = [file.name for file in render_all(small_document())]

    stem = small_document().name
    kinds = ["pdf", "html", "odt", "docx", "ods", "xlsx", "csv", "json"]
    assert names == [*(f"{stem}.{kind}" for kind in kinds), "manifest.json"]


def test_each_file_says_what_it_is():
    kinds = {file.name.split(".")[-1]: file.media_type for file in render_all(small_document())}

    assert kinds == {
        "pdf": "application/pdf",
        "html": "text/html; charset=utf-8",
        "odt": "application/vnd.oasis.opendocument.text",
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "ods": "application/vnd.oasis.opendocument.spreadsheet",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "csv": "text/csv; charset=utf-8",
        "json": "application/json",
    }


def test_only_the_page_has_a_style_to_be_allowed():
    styles = {file.name.split(".")[-1]: file.style_sha256[:7] for file in render_all(small_document())}

    assert {kind for kind, style in styles.items() if style} == {"html"}
    assert styles["html"] == "sha256-"


def test_the_manifest_lists_every_other_file_with_its_hash_and_size():
    *rendered, manifest = render_all(small_document())

    listed = json.loads(manifest.content)["files"]

    assert listed == [
        {
            "name": file.name,
            "media_type": file.media_type,
            "bytes": len(file.content),
            "sha256": hashlib.sha256(file.content).hexdigest(),
        }
        for file in rendered
    ]


def test_the_manifest_names_the_document_and_what_rendered_it(files):
    manifest = json.loads(files[MANIFEST])

    assert manifest["document"]["sha256"] == hashlib.sha256(canonical_json(small_document())).hexdigest()
    assert manifest["document"]["identifiers"] == {"freeze": "2019-20 Q2 version 1"}
    assert manifest["versions"] == versions()
    assert {"template", "typst", "typst-py", "pikepdf", "fonts"} <= versions().keys()


def test_the_manifest_names_the_typst_that_the_pdf_names(files):
    with pikepdf.open(io.BytesIO(files["pdf"])) as pdf:
        creator = str(pdf.docinfo["/Creator"])

    assert creator == f"Typst {json.loads(files[MANIFEST])['versions']['typst']}"


@pytest.mark.parametrize("kind", ["html", "csv", "json", MANIFEST])
def test_every_file_says_that_it_is_a_draft_and_illustrative(files, kind):
    words = files[kind].decode()

    assert "DRAFT" in words
    assert small_document().illustrative_note in words


def test_the_json_file_is_the_document_itself(files):
    assert read_document(files["json"]) == small_document()


def test_rendering_again_gives_the_same_bytes(files):
    again = {file.sha256 for file in render_all(small_document())}

    assert again == {hashlib.sha256(content).hexdigest() for content in files.values()}


def test_another_process_gives_the_same_bytes(files):
    script = (
        "from tests.publishing.sample import small_document\n"
        "from goldenthread.publishing.rendering import render_all\n"
        "print(*(file.sha256 for file in render_all(small_document())))"
    )

    printed = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env={"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LC_ALL": "C"},
        capture_output=True, text=True, check=True,
    )  # fmt: skip

    assert printed.stdout.split() == [hashlib.sha256(content).hexdigest() for content in files.values()]


def test_rendering_needs_neither_django_nor_a_database():
    script = (
        "import sys, goldenthread.publishing.rendering, goldenthread.charts.line, goldenthread.charts.sparkline\n"
        "print(*sorted(name for name in sys.modules if name.split('.')[0] == 'django'))\n"
        "print(*sorted(n.split('.')[2] for n in sys.modules if n.startswith('goldenthread.publishing.')))"
    )

    printed = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env={}, capture_output=True, text=True, check=True
    )

    django, rooms = printed.stdout.split("\n")[:2]
    assert django == ""
    assert set(rooms.split()) - {"checks", "gate"} == set(RENDERING_MODULES)


def test_a_document_that_cannot_be_printed_is_refused_before_any_file_is_made():
    document = replace(small_document(), sections=(Section(title="Results", blocks=(Paragraph(text="Well done 👍"),)),))

    with pytest.raises(DocumentRefused, match="thumbs up sign"):
        render_all(document)


# --- CSV ------------------------------------------------------------------------------------------------------------


def test_a_csv_has_one_heading_row_and_one_row_a_figure(files):
    rows = rows_of(files["csv"])

    assert files["csv"].startswith(b"document_status,ref,title,value,rating,rank,illustrative,document_note\r\n")
    assert len(rows) == len(small_document().rows.rows)
    assert rows[0]["ref"] == "PI-001"


@given(st.lists(st.decimals(allow_nan=False, allow_infinity=False, places=4), min_size=1, max_size=5))
def test_numbers_are_exact_in_a_csv_and_keep_their_sign(values):
    content = tidy_csv(document_with_rows(*values, kind=ColumnKind.NUMBER))

    assert [Decimal(row["value"]) for row in rows_of(content)] == values


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1))
def test_no_text_in_a_csv_begins_as_a_formula(text):
    written = as_cell(text)

    begins_as_formula = written.lstrip()[:1] in ("=", "+", "-", "@")
    assert not begins_as_formula or written.lstrip("+-£$€").replace(",", "").rstrip("%").replace(".", "", 1).isdigit()


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"])))
def test_a_text_comes_back_from_a_csv_as_it_was_but_for_an_apostrophe(text):
    (row,) = rows_of(tidy_csv(document_with_rows(text)))

    assert row["value"].removeprefix("'") == text.removeprefix("'")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+44 20 7946 0000", "'+44 20 7946 0000"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("-cmd|' /C calc'!A0", "'-cmd|' /C calc'!A0"),
        (" =1+1", "' =1+1"),
        ("- not stated", "'- not stated"),
        ("-1.5", "-1.5"),
        ("-£1,234.50", "-£1,234.50"),
        ("-2.9%", "-2.9%"),
        ("–", "–"),
        ("(0.630)", "(0.630)"),
        ("Calls = answered", "Calls = answered"),
    ],
)
def test_what_a_spreadsheet_would_run_is_made_plain_text(text, written):
    assert as_cell(text) == written


def test_each_kind_of_value_is_written_its_own_way():
    written = [as_cell(value) for value in (None, True, False, 7, Decimal("-0.50"), Decimal("1E+3"), "")]

    assert written == ["", "true", "false", "7", "-0.50", "1000", ""]
