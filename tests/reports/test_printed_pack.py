"""The pack on paper: through its gate, within its length, and one page for members."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from goldenthread.domain.endings import CouncilLeft
from goldenthread.publishing.rendering import render_all
from goldenthread.publishing.typeset import typeset
from goldenthread.reports.documents.pack import joint_committee_pack
from tests.publishing.office import words_of_file
from tests.publishing.pdf_words import words_on_pages
from tests.reports.rounds import FROZEN_AT, GSS
from tests.reports.whole_round import whole_round


@pytest.fixture(scope="module")
def files():
    return {
        file.name.rpartition(".")[2]: file.content
        for file in render_all(joint_committee_pack(*whole_round(), as_at=FROZEN_AT))
    }


@pytest.fixture(scope="module")
def pages(files):
    return words_on_pages(files["pdf"])


def test_a_whole_round_passes_the_gate_within_45_pages(pages):
    assert len(pages) <= 45


def test_members_have_one_page_that_ends_with_what_is_asked_of_them(pages):
    first, second = " ".join(pages[0].split()), " ".join(pages[1].split())

    assert "Summary for members" in first
    assert "What is asked of you" in first
    assert "what became of" in first
    assert "Committee and date:" in second


def test_members_have_one_page_also_with_long_titles_and_a_council_that_left():
    facts, figures = whole_round()
    long = tuple(
        replace(one, terms=replace(one.terms, title=f"{one.terms.title}, as the rules of the council require it"))
        for one in figures
    )
    left = (CouncilLeft(council="Bexley", council_gss=GSS["Bexley"], last_day=date(2019, 7, 31), measures=9),)
    document = joint_committee_pack(replace(facts, left=left, left_promises=()), long, as_at=FROZEN_AT)

    first, second = words_on_pages(typeset(document))[:2]

    assert "what became of" in " ".join(first.split())
    assert "Committee and date:" in " ".join(second.split())


@pytest.mark.parametrize(
    ("council", "until"),
    [
        ("London Borough of Newham", "London Borough of Havering"),
        ("London Borough of Havering", "London Borough of Bexley"),
        ("London Borough of Bexley", "Whole partnership"),
    ],
)
def test_a_councils_name_stands_on_each_of_its_pages(pages, council, until):
    plain = [" ".join(page.split()) for page in pages]
    first, after = (
        next(number for number, page in enumerate(plain) if f"{name}: every measure" in page)
        for name in (council, until)
    )

    assert all(council in page for page in plain[first:after])
    assert not any(until in page for page in plain[first:after])


def test_what_is_illustrative_says_so_on_every_page_and_in_every_file(files, pages):
    assert all("figures, targets and words are illustrative" in " ".join(page.split()) for page in pages)
    assert all("figures, targets and words are illustrative" in words_of_file(files[kind]) for kind in files)
