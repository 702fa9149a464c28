"""A mistake from restatement to publication: each is seen in its pack."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goldenthread.accounts.models import User
from goldenthread.figures.operations import freeze_round, reopen_figures
from goldenthread.indicators.models import Measure
from goldenthread.publishing.document import Notice, NoticeKind, ReportDocument
from goldenthread.reports.operations import publish_pack
from goldenthread.reports.queries import frozen_source, pack_document
from tests.figures.quarter import JANUARY, Q2, Q3, figure_of, give, opened
from tests.figures.restated import frozen_q1, make_complaints, restate
from tests.reports.reading import all_words, column_of, section_called, table_called
from tests.world import make_partnership

pytestmark = pytest.mark.django_db


@pytest.fixture
def restated(lead: User, officer: User) -> Measure:
    """38 complaints of Q1 that were 31, said in October; in Q2 there were 33."""
    make_partnership()
    measure = make_complaints()
    frozen_q1(measure, lead=lead, officer=officer, reasons="A new form was misread.", provisional=True)
    restate(measure, "31", by=officer, provisional=True)
    opened(by=officer)
    give(measure, "33", by=lead)
    freeze_round(quarter=Q2, by=officer, at=JANUARY)
    return measure


def pack_of_q2() -> ReportDocument:
    return pack_document(frozen_source(Q2))


def test_the_next_pack_says_the_correction_before_anything_else(restated: Measure) -> None:
    first = pack_of_q2().sections[0].blocks[0]

    assert isinstance(first, Notice)
    assert first.kind is NoticeKind.CORRECTION
    assert first.title == "Complaints upheld (Havering), Q1 2019/20: reported as 38, now known to be 31"


def test_the_next_pack_lists_it_and_that_it_is_still_provisional(restated: Measure) -> None:
    pack = pack_of_q2()

    listed = table_called(section_called(pack, "Figures restated"), "Figures of earlier quarters")
    waiting = table_called(section_called(pack, "Still provisional"), "Figures of earlier quarters")
    assert column_of(listed, "As reported") == ["38 [p]"]
    assert column_of(listed, "As now known") == ["31 [p] [r]"]
    assert column_of(waiting, "As now known") == ["31 [p] [r]"]


def test_what_is_compared_with_it_is_marked(restated: Measure) -> None:
    pack = pack_of_q2()

    table = table_called(section_called(pack, "B. Havering"), "")
    assert column_of(table, "Since Q1 2019/20") == ["Worse"]
    assert "Q1 2019/20 as restated [r]" in column_of(table, "Measure")[0]


def test_a_first_version_says_nothing_of_one_before(restated: Measure) -> None:
    assert "What changed since" not in all_words(pack_of_q2())


def test_a_later_version_says_what_changed_and_who_has_the_older_one(
    restated: Measure, lead: User, officer: User
) -> None:
    first = publish_pack(quarter=Q2, audience="joint-committee", by=officer, at=JANUARY).publication
    later = JANUARY + timedelta(days=3)
    reopen_figures(figure_ids=[figure_of(restated).pk], reason="Wrong", by=officer, at=later)
    give(restated, "32", by=lead, at=later)
    freeze_round(quarter=Q2, by=officer, at=later)

    published = publish_pack(
        quarter=Q2, audience="joint-committee", by=officer, at=later, replaces=first.public_id, because="It was 32."
    )

    section = section_called(pack_of_q2(), "What changed since version 1")
    told = table_called(section, "What differs between versions 1 and 2")
    held = table_called(section, "Who has an older version")
    assert (column_of(told, "Version 1")[0], column_of(told, "Version 2")[0]) == ("33", "32")
    assert column_of(held, "Publication")[0].startswith(first.public_id)
    assert published.publication.replaces == first


def test_the_quarter_after_lists_neither_again_once_it_is_final(restated: Measure, officer: User) -> None:
    restate(restated, None, by=officer, at=JANUARY)
    from_now = JANUARY + timedelta(days=80)
    opened(Q3, by=officer, at=from_now)
    freeze_round(quarter=Q3, by=officer, at=from_now)
    pack = pack_document(frozen_source(Q3))

    listed = table_called(section_called(pack, "Figures restated"), "Figures of earlier quarters")
    assert column_of(listed, "As now known") == ["31 [r]"]
    assert "No figures of earlier quarters are still provisional." in all_words(pack)
