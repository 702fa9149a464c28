"""Two policies, two tenses and judgements in the joint committee's pack: each beside the other, counts by one."""

from __future__ import annotations

import pytest

from goldenthread.publishing.cells import words_of
from goldenthread.publishing.document import Panel, ReportDocument
from tests.reports.packs import make_pack
from tests.reports.reading import all_words, column_of, paragraphs, row_of, section_called, table_called, tables_of
from tests.reports.rounds import make_snapshot, make_terms
from tests.reports.two_policies import POLICIES, make_judged, make_rated_twice

NARRATIVE = {"policy": "narrative-only"}


def panels(pack: ReportDocument) -> list[Panel]:
    return [block for block in section_called(pack, "red and amber measures").blocks if isinstance(block, Panel)]


def row_by_name(pack: ReportDocument, name: str) -> list[object]:
    index = [column.name for column in pack.rows.columns].index(name)
    return [row[index] for row in pack.rows.rows]


@pytest.fixture(scope="module")
def pack() -> ReportDocument:
    """Amber for the joint committee and off track for Havering; one measure that both rate green."""
    return make_pack(make_rated_twice(), make_rated_twice("96.0", measure_id=2), policies=POLICIES)


def test_counts_are_by_the_joint_committee_s_policy_alone(pack: ReportDocument) -> None:
    counts = table_called(section_called(pack, "Summary for members"), "How the measures are rated")

    # Red, amber, green.
    assert row_of(counts, "All councils")[1:4] == ["0", "1", "1"]


def test_measures_that_the_council_rates_otherwise_are_listed_with_both_ratings_and_why(pack: ReportDocument) -> None:
    section = section_called(pack, "B. Havering")

    table = table_called(section, "London Borough of Havering: rated otherwise")
    assert column_of(table, "Joint committee") == ["Amber"]
    assert column_of(table, "Havering's own") == ["Red (off track)"]
    assert column_of(table, "Why")[0].startswith("Red (off track): 92.1% is 2.9 points below the target")
    assert "Under Havering's own policy 1 of its 2 measures is rated otherwise." in " ".join(paragraphs(section.blocks))


def test_where_both_policies_agree_nothing_is_listed() -> None:
    section = section_called(make_pack(make_rated_twice("96.0"), policies=POLICIES), "B. Havering")

    assert "every measure is rated as for the joint committee" in " ".join(paragraphs(section.blocks))
    assert len(tables_of(section)) == 1


def test_a_council_without_a_policy_of_its_own_has_one_rating() -> None:
    words = all_words(make_pack(make_snapshot()))

    assert "own policy" not in words


def test_the_exception_report_names_both_ratings(pack: ReportDocument) -> None:
    (panel,) = panels(pack)

    assert words_of(panel.mark or "") == "Amber"
    assert "Havering's own rating" in str(panel.blocks[0])


def test_what_is_off_target_under_the_council_s_policy_alone_is_reported_as_that() -> None:
    own = make_rated_twice(terms=make_terms(own_policy_slug="on-off-track", own_policy_version=1, **NARRATIVE))

    pack = make_pack(own, make_snapshot(measure_id=2, value="92"))

    joint, of_havering = panels(pack)
    assert (words_of(joint.mark or ""), words_of(of_havering.mark or "")) == ("Amber", "Red")
    assert "under Havering's own policy alone" in of_havering.small
    assert "For the joint committee" in str(of_havering.blocks[0])
    said = " ".join(paragraphs(section_called(pack, "red and amber measures").blocks))
    assert "1 measure is red or amber (1 amber)" in said
    assert "1 more measure is red or amber under the own policy of Havering alone, and in no count" in said


def test_the_year_s_end_is_rated_beside_the_figure_of_now() -> None:
    pack = make_pack(make_rated_twice("96.0", forecast="93.0"), policies=POLICIES)

    table = table_called(section_called(pack, "Measures of each service"), "Exchequer")
    assert (column_of(table, "Rating now"), column_of(table, "Year end")) == (["Green"], ["Amber"])


def test_without_a_forecast_there_is_no_year_end_rating(pack: ReportDocument) -> None:
    table = table_called(section_called(pack, "Measures of each service"), "Exchequer")

    assert column_of(table, "Year end") == ["–", "–"]


def test_the_key_says_whose_each_policy_is(pack: ReportDocument) -> None:
    said = paragraphs(section_called(pack, "Key").blocks)

    assert "Rates 2 measures in this report for the joint committee." in said
    assert "Havering's own policy: rates 2 measures of Havering beside the joint committee's." in said
    assert any("stands in no count" in one for one in said)


def test_the_key_explains_a_mark_that_only_the_council_s_policy_gives(pack: ReportDocument) -> None:
    meanings = table_called(section_called(pack, "Key"), "What the ratings mean")

    assert "Red (off track)" in column_of(meanings, "Mark")


def test_the_tidy_rows_hold_both_policies_and_both_tenses() -> None:
    pack = make_pack(make_rated_twice(forecast="96"), policies=POLICIES)

    named = {name: row_by_name(pack, name) for name in ("rating", "own_rating", "own_policy", "year_end_rating")}
    assert named == {
        "rating": ["amber"],
        "own_rating": ["red"],
        "own_policy": ["on-off-track"],
        "year_end_rating": ["green"],
    }
    assert row_by_name(pack, "own_year_end_rating") == ["green"]
    assert row_by_name(pack, "rating_computed") == [None]


def test_a_judgement_is_counted_beside_the_ratings_and_listed_with_what_the_rule_says() -> None:
    pack = make_pack(make_judged(), make_snapshot(measure_id=2))

    said = paragraphs(section_called(pack, "Summary for members").blocks)
    assert "1 rating is by judgement and not by the rule: part\u00a0F names it." in said[0]
    table = table_called(section_called(pack, "Changes of targets, tolerances and measures"), "Ratings by judgement")
    assert (column_of(table, "Rating"), column_of(table, "By the rule")) == (["Red"], ["Amber"])
    assert column_of(table, "Why") == ["The ledger lost a week of invoices."]
    assert column_of(table, "Who and when") == ["Director of Finance, 4 November 2019"]
    assert row_by_name(pack, "rating_computed") == ["amber", None]
    assert row_by_name(pack, "override_reason") == ["The ledger lost a week of invoices.", None]


def test_a_pack_without_judgements_says_that_every_rating_is_computed() -> None:
    section = section_called(make_pack(make_snapshot()), "Changes of targets, tolerances and measures")

    assert "Every rating in this report is what its rule computes." in paragraphs(section.blocks)
