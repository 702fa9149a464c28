"""What a document must be before it is rendered, with the place of every fault."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from goldenthread.publishing.cells import Picture
from goldenthread.publishing.checks import DocumentRefused, check_document, drawing_problems, figure_count
from goldenthread.publishing.document import Column, Panel, Paragraph, Section, Table
from goldenthread.publishing.tidy_rows import DataColumn, DataTable
from tests.publishing.sample import sample_document, small_document

DRAWN = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>A line.</title><path d="M1 1L8 8"/></svg>'


def table_with(svg: str) -> Table:
    picture = Picture(svg=svg, alt="A line.", width=9, height=9)
    columns = (Column(title="Measure", share=1), Column(title="Trend"))
    return Table(caption="Trends", columns=columns, rows=(("Calls", picture),))


def document_with(*blocks):
    return replace(small_document(), sections=(Section(title="Results", blocks=blocks),))


def test_a_pack_without_fault_passes():
    assert check_document(sample_document(measures=12)) is None


def test_every_fault_is_named_with_its_place_all_at_once():
    document = replace(
        document_with(
            Paragraph(text="Two\ttabs"),
            Panel(title="Calls answered", blocks=(Paragraph(lead="Reasons:", text="Well done 👍"),)),
            table_with("<svg"),
        ),
        subject="山",
        rows=DataTable(columns=(DataColumn(name="title"),), rows=(("bell\x07",),)),
    )

    with pytest.raises(DocumentRefused) as refused:
        check_document(document)

    assert [problem.split(":")[0] for problem in refused.value.problems] == [
        "The document's subject",
        "Section “Results”, “Two\ttabs”",
        "Section “Results”, “Calls answered”",
        "Section “Results”, table “Trends”",
        "Data row 1, title",
    ]


def test_a_section_whose_title_cannot_be_printed_is_named():
    section = Section(title="👍", blocks=(), about="山")

    with pytest.raises(DocumentRefused) as refused:
        check_document(replace(small_document(), sections=(section,)))

    assert len(refused.value.problems) == 2


def test_every_drawing_of_a_document_is_counted():
    document = document_with(table_with(DRAWN), Panel(title="Calls", blocks=(table_with(DRAWN),)))

    assert figure_count(document) == 2


def test_a_drawing_of_plain_shapes_may_stand():
    assert drawing_problems(DRAWN) == ()


@pytest.mark.parametrize(
    ("put", "said"),
    [
        ("<script>alert(1)</script>", "script.*not a plain shape"),
        ('<image href="http://example.org/x.png"/>', "image.*not a plain shape"),
        ('<a href="#x"><path d="M0 0"/></a>', "not a plain shape"),
        ('<path style="fill:red" d="M0 0"/>', "the attribute style"),
        ('<path onclick="x()" d="M0 0"/>', "the attribute onclick"),
        ('<path id="x" d="M0 0"/>', "the attribute id"),
        ("<!-- note -->", "a declaration or a comment"),
        ("<g>", "not well-formed"),
        ("<text>👍</text>", "thumbs up sign"),
    ],
)
def test_a_drawing_that_could_do_more_than_be_seen_is_refused(put, said):
    problems = drawing_problems(DRAWN.replace("</svg>", f"{put}</svg>"))

    assert len(problems) >= 1
    assert any(re.search(said, problem) for problem in problems)


def test_a_drawing_with_entities_is_refused_before_it_is_read():
    bomb = '<!DOCTYPE svg [<!ENTITY a "aaaa">]>' + DRAWN.replace("A line.", "&a;")

    assert drawing_problems(bomb) == ("a drawing holds a declaration or a comment.",)


def test_a_drawing_without_a_title_is_refused():
    assert drawing_problems(DRAWN.replace("A line.", " ")) == ("a drawing has no title.",)
