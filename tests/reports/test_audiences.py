"""Packs for the Management Team, a Section 151 officer and a partner council, from the same figures."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from goldenthread.domain.rating import compile_policy, shipped_policies
from goldenthread.domain.snapshot import FigureSnapshot, OtherRating, RoundFacts
from goldenthread.domain.terms import rating_inputs
from goldenthread.domain.units import Unit
from goldenthread.figures.queries.clearances import ClearedVersion
from goldenthread.publishing.cells import words_of
from goldenthread.publishing.document import ReportDocument, Status
from goldenthread.reports.documents.audiences.management_team import management_team_pack
from goldenthread.reports.documents.audiences.partner_council import partner_council_pack
from goldenthread.reports.documents.audiences.section_151 import section_151_pack
from goldenthread.reports.sources import ClearanceSheet
from tests.reports.reading import all_words, column_of, row_of, section_called, section_words, table_called
from tests.reports.rounds import (
    FROZEN_AT,
    GSS,
    make_answer,
    make_earlier_terms,
    make_facts,
    make_provenance,
    make_snapshot,
    make_terms,
    make_warning,
    policy_text,
)

OWN = "havering-2019-20"  # green where on target, else red; its words are its own


def with_own(figure: FigureSnapshot, slug: str = OWN) -> FigureSnapshot:
    """The figure, rated by its council's own policy too."""
    policy = shipped_policies()[slug]
    rating = compile_policy(policy)(rating_inputs(figure.terms, value=figure.value))
    terms = replace(
        figure.terms, own_policy_slug=slug, own_policy_version=policy.version, own_policy_sha256=policy.sha256
    )
    own = OtherRating(
        policy_slug=slug,
        policy_version=policy.version,
        rating=rating.code.value,
        status=rating.status.value,
        reason=rating.reason,
    )
    return replace(figure, terms=terms, own=own)


def make_figure(number: int, *, value: str | None = "96.2", council: str = "Havering", **terms: Any) -> FigureSnapshot:
    """A measure of its own number, on a target of 95.0 with a tolerance of 5 points."""
    made = make_terms(title=f"Measure {number}", council=council, indicator_ref=f"EXC{number:02}", **terms)
    return make_snapshot(made, value=value, measure_id=number)


def round_of(*figures: FigureSnapshot, **given: Any) -> RoundFacts:
    """The facts of these figures, every policy among them."""
    facts = make_facts(figures, **given)
    slugs = sorted({f.own.policy_slug for f in figures if f.own is not None} - {p.slug for p in facts.policies})
    return replace(facts, policies=(*facts.policies, *(policy_text(slug) for slug in slugs)))


def partner_pack(*figures: FigureSnapshot, council: str = "Havering", **given: Any) -> ReportDocument:
    return partner_council_pack(
        round_of(*figures), figures, gss_code=GSS[council], key="partner-council:havering", as_at=FROZEN_AT, **given
    )


def management_pack(*figures: FigureSnapshot, **facts: Any) -> ReportDocument:
    return management_team_pack(round_of(*figures, **facts), figures, key="management-team", as_at=FROZEN_AT)


def section_151(*figures: FigureSnapshot, sheet: ClearanceSheet | None = None) -> ReportDocument:
    nothing = ClearanceSheet(is_required=False, sha256="a" * 64, cleared=())
    return section_151_pack(
        round_of(*figures),
        figures,
        gss_code=GSS["Havering"],
        key="section-151:havering",
        as_at=FROZEN_AT,
        sheet=sheet or nothing,
    )


def said_in(pack: ReportDocument, title: str) -> list[str]:
    """Every text of a section that says something, after its title."""
    return [text for text in section_words(section_called(pack, title)) if text][1:]


def cleared(sha256: str, *, version: int = 1, post: str = "Section 151 Officer") -> ClearedVersion:
    return ClearedVersion(
        version=version, role="Section 151 officer", post=post, at=FROZEN_AT, words="As to Cabinet", sha256=sha256
    )


# --- the Management Team ----------------------------------------------------------------------------------------------


def test_the_management_team_is_told_what_is_still_owed() -> None:
    unsigned = replace(make_figure(2), provenance=make_provenance(signed_off_at=None, signed_off_by=""))
    promised = replace(make_figure(4), promises=(make_answer(""),))
    pack = management_pack(
        make_figure(1, value=None),
        unsigned,
        replace(make_figure(3), warnings=(make_warning(words="Unlikely."),), note="Please do not print this."),
        promised,
    )

    owed = table_called(section_called(pack, "Where the round stands"), "Still owed")
    assert column_of(owed, "How many") == ["1", "0", "1", "1", "0", "1", "1"]
    assert row_of(table_called(section_called(pack, "Not signed off"), "Returned"), "Measure 2")
    assert row_of(table_called(section_called(pack, "Warnings without an answer"), "Warnings"), "Measure 3")[3] == (
        "Unlikely."
    )
    assert row_of(table_called(section_called(pack, "Notes to the officer"), "Notes"), "Measure 3")[2] == (
        "Please do not print this."
    )
    assert "Check every bulk load" in "".join(section_words(section_called(pack, "Promises overdue")))
    assert "Not returned by" in "".join(section_words(section_called(pack, "Not returned, awaited and not rated")))


def test_an_answered_warning_is_not_chased() -> None:
    pack = management_pack(replace(make_figure(1), warnings=(make_warning(answer="Checked."),)))

    assert "Every warning about a figure has an answer." in section_words(
        section_called(pack, "Warnings without an answer")
    )


def test_where_nothing_is_owed_each_part_says_so() -> None:
    words = all_words(management_pack(make_figure(1)))

    assert "Every figure that was returned was signed off." in words
    assert "No note to the officer was returned." in words
    assert "No promise was carried into this quarter." in words


def test_a_pack_of_a_round_that_is_not_frozen_says_so_first() -> None:
    pack = management_pack(make_figure(1), frozen_at=None, version=0)

    first = said_in(pack, "Where the round stands")
    assert pack.status is Status.RESTRICTED_DRAFT
    assert "the round is not frozen" in first[0]
    assert [one.value for one in pack.identifiers] == ["Q2 2019/20, as it stood on 13 January 2020 at 15:00"]


def test_a_pack_of_frozen_figures_is_restricted_and_no_draft() -> None:
    pack = management_pack(make_figure(1))

    assert pack.status is Status.RESTRICTED
    assert "the round is not frozen" not in all_words(pack)


# --- a Section 151 officer --------------------------------------------------------------------------------------------


def test_a_section_151_officer_gets_the_own_measures_and_everyones_money() -> None:
    money = make_figure(3, council="Newham", unit=Unit.GBP_THOUSAND, decimals=0, target="100", value="90")
    pack = section_151(make_figure(1), make_figure(2, council="Newham"), money)

    own = table_called(section_called(pack, "Measures of Havering"), "London Borough of Havering")
    assert [words_of(row[0]).startswith("Measure 1") for row in own.rows] == [True]
    assert len(table_called(section_called(pack, "Money of the shared services"), "Measures of money").rows) == 1
    assert {row[1] for row in pack.rows.rows} == {"EXC01", "EXC03"}
    assert pack.status is Status.RESTRICTED


def test_money_of_the_monetary_family_is_money_whatever_its_unit() -> None:
    pack = section_151(make_figure(1), make_figure(2, council="Newham", family="monetary"))

    assert len(table_called(section_called(pack, "Money of the shared services"), "Measures of money").rows) == 1


def test_changes_of_targets_of_the_council_are_in_its_pack() -> None:
    pack = section_151(replace(make_figure(1), earlier_terms=make_earlier_terms()))

    assert (
        len(table_called(section_called(pack, "Changes of targets, tolerances and measures"), "Changes of").rows) == 1
    )


def test_the_clearance_sheet_says_who_cleared_which_version_and_whether_it_holds() -> None:
    sheet = ClearanceSheet(
        is_required=True, sha256="b" * 64, cleared=(cleared("a" * 64, post="Before"), cleared("b" * 64, version=2))
    )
    pack = section_151(make_figure(1), sheet=sheet)

    table = table_called(section_called(pack, "Clearance sheet"), "Clearances of")
    assert column_of(table, "Version") == ["1", "2"]
    assert column_of(table, "Holds for this version") == ["No: the figures changed", "Yes"]
    assert "This version of the figures of Havering is cleared by Section 151 Officer." in all_words(pack)


@pytest.mark.parametrize(
    ("sheet", "words"),
    [
        (ClearanceSheet(is_required=True, sha256="b" * 64, cleared=()), "No pack with them is released before it is."),
        (ClearanceSheet(is_required=False, sha256="b" * 64, cleared=()), "may be released without it"),
        (
            ClearanceSheet(is_required=True, sha256="b" * 64, cleared=(cleared("a" * 64),)),
            "is not cleared any more: the figures changed since the last clearance",
        ),
        (ClearanceSheet(is_required=True, sha256="", cleared=()), "Nothing is frozen yet"),
    ],
)
def test_the_clearance_sheet_says_what_waits_for_it(sheet: ClearanceSheet, words: str) -> None:
    assert words in all_words(section_151(make_figure(1), sheet=sheet))


# --- a partner council ------------------------------------------------------------------------------------------------


def test_a_partner_council_reads_its_own_ratings_in_its_own_words_with_the_joint_ones_beside() -> None:
    pack = partner_pack(
        with_own(make_figure(1)), with_own(make_figure(2, value="92.1")), make_figure(3, council="Newham")
    )

    table = table_called(section_called(pack, "at risk or off track”"), "London Borough of Havering: every measure")
    assert column_of(table, "Havering") == ["Green (on track)", "Red (off track)"]
    assert column_of(table, "Joint committee") == ["Green", "Amber"]
    assert pack.title == "London Borough of Havering: oneSource Performance Indicators"
    assert pack.status is Status.PUBLISHED
    assert "Newham" not in all_words(pack)


def test_counts_of_a_partner_council_never_mix_policies() -> None:
    figures = (
        with_own(make_figure(1)),
        with_own(make_figure(2, value="92.1")),
        make_figure(3, value="92.1"),
        make_figure(4, value="80"),
    )
    pack = partner_pack(*figures)

    table = table_called(section_called(pack, "Summary for Havering"), "How the measures")
    assert row_of(table, "By Havering's own policy")[1:] == ["1", "0", "1", "0", "0", "0", "2"]
    assert row_of(table, "The same, by the joint committee's")[1:] == ["0", "1", "1", "0", "0", "0", "2"]
    assert row_of(table, "Without a policy of Havering's own")[1:] == ["1", "1", "0", "0", "0", "0", "2"]
    words = section_words(section_called(pack, "Summary for Havering"))
    assert any(
        text.startswith("Of the 2 measures that Havering rates by its own policy, 2 are rated") for text in words
    )
    assert not any("4 measures" in text for text in words)


def test_exceptions_of_a_partner_council_are_told_policy_by_policy() -> None:
    pack = partner_pack(with_own(make_figure(1, value="92.1")), make_figure(2, value="92.1"))

    own = said_in(pack, "Red and amber measures of Havering by its own policy")
    joint = said_in(pack, "Red and amber by the joint committee's policy alone")
    assert own[0].startswith("1 measure is red or amber (1 red).")
    assert joint[0].startswith("1 measure is red or amber (1 amber).")


def test_where_the_two_ratings_differ_each_has_its_reason() -> None:
    pack = partner_pack(with_own(make_figure(1)), with_own(make_figure(2, value="92.1")))

    table = table_called(section_called(pack, "Where the two ratings differ"), "Where the two ratings of")
    assert column_of(table, "Joint committee") == ["Amber"]
    assert [why.split(":")[0] for why in column_of(table, "Why")] == ["Red (off track)"]
    assert [why.split(":")[0] for why in column_of(table, "Why the joint committee's")] == ["Amber"]


def test_a_council_without_a_policy_of_its_own_is_told_so() -> None:
    pack = partner_pack(make_figure(1))

    words = all_words(pack)
    assert "Havering has no policy of its own, and is told of its measures as the joint committee rates them." in words
    assert "there is one rating of each measure" in words


def test_the_strategic_indicators_of_the_whole_stand_in_every_partners_pack_and_in_no_count() -> None:
    strategic = make_figure(9, council="", strategic=True, counted=False)
    other = make_figure(8, council="", counted=False)
    pack = partner_pack(with_own(make_figure(1)), strategic, other)

    table = table_called(section_called(pack, "Key strategic indicators of the whole partnership"), "Key strategic")
    assert len(table.rows) == 1
    assert "Measure 8" not in all_words(pack)
    assert pack.subject.startswith("How the 1 measure of Havering")


def test_its_key_names_both_policies_and_what_each_rates() -> None:
    words = all_words(partner_pack(with_own(make_figure(1)), make_figure(2)))

    assert "Havering's own policy: rates 1 measure in this pack." in words
    assert "The joint committee's: rates 1 measure of Havering, beside Havering's own policy." in words
    assert "rates 1 measure that Havering has no policy of its own for." in words


def test_what_a_measure_was_rated_before_is_told_by_its_own_policy_alone() -> None:
    figure = with_own(replace(make_figure(1, value="92.1"), last_rated=replace_rating("amber")))

    pack = partner_pack(figure)
    told = partner_pack(figure, last_own={1: replace_rating("green")})

    assert "Amber in Q1 2019/20" not in all_words(pack)
    assert "Green in Q1 2019/20" in all_words(told)


def replace_rating(rating: str) -> Any:
    """An earlier rating, of Q1."""
    (earlier,) = [make_snapshot(make_terms(), history=["94.0"]).last_rated]
    assert earlier is not None
    return replace(earlier, value=None, rating=rating)


def test_the_data_of_a_partners_pack_holds_both_ratings() -> None:
    pack = partner_pack(with_own(make_figure(1, value="92.1")))

    names = [column.name for column in pack.rows.columns]
    (row,) = pack.rows.rows
    assert (row[names.index("rating")], row[names.index("own_rating")]) == ("amber", "red")
