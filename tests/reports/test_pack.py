"""The Joint Committee's pack as a member reads it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.publishing.canonical import canonical_json, read_document
from goldenthread.publishing.checks import check_document
from goldenthread.publishing.document import FactList, Heading, Paragraph, Status
from goldenthread.reports.documents.pack import joint_committee_pack
from tests.reports.packs import make_pack
from tests.reports.reading import (
    all_words,
    paragraphs,
    section_called,
    section_words,
    tables_of,
)
from tests.reports.rounds import (
    FROZEN_AT,
    make_facts,
    make_snapshot,
    make_terms,
)
from tests.reports.whole_round import whole_round


@pytest.fixture(scope="module")
def pack():
    return joint_committee_pack(*whole_round(), as_at=FROZEN_AT)


# --- the whole ------------------------------------------------------------------------------------------------------


def test_the_parts_stand_in_the_order_that_members_asked_for(pack):
    assert [section.title for section in pack.sections] == [
        "Summary for members",
        "Report to the committee",
        "Appendix 1",
        "A. Exceptions: red and amber measures",
        "B. Newham",
        "B. Havering",
        "B. Bexley",
        "B. Whole partnership",
        "C. Measures of each service",
        "D. Key strategic indicators",
        "E. Not returned and not rated",
        "F. Changes of targets, tolerances and measures",
        "G. Figures restated",
        "H. Still provisional",
        "I. How old the figures are",
        "J. Key",
    ]


def test_the_whole_pack_can_be_printed_and_read_back(pack):
    check_document(pack)

    assert read_document(canonical_json(pack)) == pack


def test_one_sentence_states_how_many_indicators_each_council_has(pack):
    sentence = (
        "There are 120 indicators for oneSource, comprising 51 for Newham, 60 for Havering and 9 for Bexley "
        "(51 + 60 + 9 = 120)."
    )

    assert any(sentence in text for text in paragraphs(section_called(pack, "Report to the committee").blocks))


def test_every_measure_is_one_row_with_a_trend_by_council_and_by_service(pack):
    by_council = [row for section in pack.sections[4:8] for table in tables_of(section) for row in table.rows]
    by_service = [row for table in tables_of(section_called(pack, "Measures of each service")) for row in table.rows]

    assert len(by_council) == len(by_service) == 124
    assert {type(row[-1]).__name__ for row in (*by_council, *by_service)} == {"Picture"}


def test_every_figure_is_one_tidy_row(pack):
    names = [column.name for column in pack.rows.columns]
    counted = [row for row in pack.rows.rows if row[names.index("counted")]]

    assert len(pack.rows.rows) == 124
    assert [
        sum(1 for row in counted if row[names.index("council")] == c) for c in ("Newham", "Havering", "Bexley")
    ] == [
        51,
        60,
        9,
    ]


def test_what_is_illustrative_says_so_in_the_document_and_in_its_key(pack):
    assert pack.illustrative_note.startswith("Demonstration")
    assert pack.illustrative_note in "\n".join(section_words(section_called(pack, "Key")))


def test_a_round_that_is_not_frozen_makes_a_draft():
    drafted = joint_committee_pack(
        make_facts([make_snapshot()], frozen_at=None, version=0), (make_snapshot(),), as_at=FROZEN_AT
    )

    assert drafted.status is Status.DRAFT
    assert drafted.identifiers[0].value == "Q2 2019/20, draft"


def test_the_moment_is_told_in_london():
    summer = datetime(2019, 8, 1, 23, 30, tzinfo=UTC)

    drafted = joint_committee_pack(make_facts(frozen_at=None), (), as_at=summer)

    assert drafted.as_at.isoformat() == "2019-08-02T00:30:00+01:00"


def test_text_from_before_a_rule_of_cleaning_is_cleaned():
    odd = make_snapshot(make_terms(title="Invoices\u200b paid \t"))

    check_document(make_pack(odd))


def test_an_empty_round_still_makes_a_pack_that_says_none():
    words = all_words(make_pack())

    assert "There are no measures" in words
    assert "No measure is amber or red, so no exception report is due." in words
    assert "No promise was carried into this quarter." in words
    assert "No target or tolerance changed within the year." in words


@settings(max_examples=8)
@given(seed=st.integers(min_value=2, max_value=10_000))
def test_any_round_makes_a_pack_that_can_be_printed(seed):
    facts, figures = whole_round(seed)

    check_document(joint_committee_pack(facts, figures, as_at=FROZEN_AT))


# --- the cover ------------------------------------------------------------------------------------------------------


def test_the_cover_has_the_headings_of_the_committees_own_reports(pack):
    cover = section_called(pack, "Report to the committee")
    labels = [fact.label for block in cover.blocks if isinstance(block, FactList) for fact in block.facts]
    headings = [block.text for block in cover.blocks if isinstance(block, Heading)]
    leads = [block.lead for block in cover.blocks if isinstance(block, Paragraph) and block.lead]

    assert labels == [
        "Committee and date:",
        "Subject heading:",
        "Report author and contact details:",
        "Financial summary:",
    ]
    assert headings == [
        "SUMMARY",
        "RECOMMENDATIONS",
        "REPORT DETAIL",
        "1. Background",
        "2. Performance Indicators",
        "3. Results of this quarter",
        "Implications and risks",
        "Appendices",
        "Background Papers",
    ]
    assert leads == [
        "Legal implications and risks:",
        "Financial implications and risks:",
        "HR implications and risks:",
        "Equalities implications and risks:",
    ]


def test_numbered_paragraphs_count_on_without_a_gap(pack):
    cover = section_called(pack, "Report to the committee")
    numbers = [block.number for block in cover.blocks if isinstance(block, Paragraph) and block.number]

    assert numbers == [
        "1.1.", "1.2.", "2.1.", "2.2.", "2.3.", "2.4.", "2.5.", "3.1.", "3.2.", "3.3.", "3.4.", "3.5.", "3.6.",
    ]  # fmt: skip


def test_services_of_one_council_and_in_part_are_named_as_the_seed_names_them(pack):
    words = "\n".join(section_words(section_called(pack, "Report to the committee")))

    assert "Passenger Transport (LBH only)" in words
    assert "Projects and Programmes (LBN only)" in words
    assert (
        "On 30 September 2019 only parts of Exchequer and Transactional and Strategic Finance were provided to Bexley"
        in words
    )


def test_a_list_without_a_decision_is_called_not_yet_agreed_and_members_are_asked_to_agree_it():
    words = all_words(make_pack(make_snapshot(), list_authority="", list_authority_words="not yet agreed"))

    assert "is not yet agreed: every target in this report is a proposed one." in words
    assert "To agree the list for 2019/20 (“oneSource Performance Indicators”)." in words


def test_a_report_without_a_meeting_says_so():
    words = all_words(make_pack(make_snapshot(), meeting_on=None))

    assert "oneSource Joint Committee, no meeting set yet" in words
    assert "No meeting is set." in words
