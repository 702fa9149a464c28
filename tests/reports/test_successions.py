"""What a report says of indicators that others follow."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from goldenthread.domain.endings import EndedMeasure, SuccessionFact
from goldenthread.domain.plain import from_plain, to_plain
from goldenthread.domain.snapshot import FigureSnapshot, RoundFacts
from goldenthread.domain.versions import changes_between
from goldenthread.publishing.document import ReportDocument, words_in
from goldenthread.reports.documents.audiences.management_team import management_team_pack
from goldenthread.reports.documents.audiences.partner_council import partner_council_pack
from goldenthread.reports.documents.pack import joint_committee_pack
from goldenthread.reports.documents.succession import (
    NOT_JOINED,
    followed_by_in_words,
    follows_in_words,
    succession_blocks,
)
from tests.reports.reading import all_words, section_called, section_words
from tests.reports.rounds import FROZEN_AT, GSS, make_facts, make_snapshot, make_terms

SPLIT = tuple(
    SuccessionFact(
        ref="CUS01",
        title="Complaints",
        followed_by=ref,
        followed_by_title=title,
        kind="split",
        starts_on=date(2020, 4, 1),
        words="",
    )
    for ref, title in (("CUS02", "Complaints at stage 1"), ("CUS03", "Complaints at stage 2"))
)


def test_a_split_indicator_is_followed_by_both() -> None:
    words = followed_by_in_words(SPLIT, ref="CUS01")

    assert words == (
        "followed by “Complaints at stage 1” (CUS02) and “Complaints at stage 2” (CUS03) from 1 April 2020"
    )
    assert followed_by_in_words(SPLIT, ref="CUS02") == ""


def test_the_report_says_what_became_of_it_and_that_no_chart_joins_the_two() -> None:
    said = " ".join(text for block in succession_blocks(SPLIT, of="2019/20") for text in words_in(block))

    assert said.strip().startswith(f"1 indicator was replaced, split or merged in 2019/20. {NOT_JOINED}")
    assert "Complaints\nCUS01 Split Complaints at stage 1\nCUS02 1 April 2020" in said


def test_where_nothing_was_replaced_the_report_says_so() -> None:
    (block,) = succession_blocks((), of="2019/20")

    assert words_in(block)[2] == "No indicator was replaced, split or merged in 2019/20."


def test_a_merged_indicator_follows_both() -> None:
    merged = tuple(replace(one, ref=one.followed_by, title=one.followed_by_title, followed_by="CUS09") for one in SPLIT)

    assert follows_in_words(merged, ref="CUS09") == (
        "follows “Complaints at stage 1” (CUS02) and “Complaints at stage 2” (CUS03) from 1 April 2020"
    )
    assert follows_in_words(merged, ref="CUS01") == ""


# --- in the packs of a quarter ----------------------------------------------------------------------------------------

FOLLOWED = SuccessionFact(
    ref="EXC01",
    title="Invoices paid",
    followed_by="EXC09",
    followed_by_title="Invoices paid in ten days",
    kind="replaced",
    starts_on=date(2019, 10, 1),
    words="",
)
ENDED = EndedMeasure(
    ref="EXC05",
    title="Cheques cleared",
    service="Exchequer and Transactional",
    council="Bexley",
    council_gss=GSS["Bexley"],
    last_day=date(2019, 7, 31),
    reason="Exchequer and Transactional is no longer provided to Bexley.",
)
FIGURES = (
    make_snapshot(make_terms(indicator_ref="EXC01", title="Invoices paid"), measure_id=1),
    make_snapshot(make_terms(indicator_ref="EXC09", title="Invoices paid in ten days", council="Newham"), measure_id=2),
)


def facts_of(**given: Any) -> RoundFacts:
    return make_facts(FIGURES, **{"ended": (ENDED,), "successions": (FOLLOWED,), **given})


def joint(facts: RoundFacts, figures: tuple[FigureSnapshot, ...] = FIGURES) -> ReportDocument:
    return joint_committee_pack(facts, figures, as_at=FROZEN_AT)


def council(facts: RoundFacts, figures: tuple[FigureSnapshot, ...] = FIGURES) -> ReportDocument:
    return partner_council_pack(
        facts, figures, gss_code=GSS["Havering"], key="partner-council:havering", as_at=FROZEN_AT
    )


def team(facts: RoundFacts, figures: tuple[FigureSnapshot, ...] = FIGURES) -> ReportDocument:
    return management_team_pack(facts, figures, key="management-team", as_at=FROZEN_AT)


@pytest.mark.parametrize("pack", [joint, team])
def test_a_quarter_s_pack_lists_measures_that_ended_with_day_and_reason(pack: Any) -> None:
    said = " ".join(section_words(section_called(pack(facts_of()), "Changes of targets, tolerances and measures")))

    assert "1 measure ended within Q2 2019/20: 1 of Bexley." in said
    assert "EXC05; Exchequer and Transactional Bexley 31 July 2019 Exchequer and Transactional is no longer" in said


@pytest.mark.parametrize("pack", [joint, council, team])
def test_each_pack_says_by_what_an_indicator_is_followed_and_what_it_follows(pack: Any) -> None:
    words = all_words(pack(facts_of()))

    assert "followed by “Invoices paid in ten days” (EXC09) from 1 October 2019" in words
    assert "1 indicator was replaced, split or merged in Q2 2019/20." in words


def test_the_successor_says_what_it_follows() -> None:
    part = section_called(joint(facts_of()), "B. Newham")

    assert "follows “Invoices paid” (EXC01) from 1 October 2019" in " ".join(section_words(part))


def test_a_council_is_told_of_its_own_endings_alone() -> None:
    others = replace(FOLLOWED, ref="EXC07", followed_by="EXC08", title="Others", followed_by_title="Others, later")

    words = all_words(council(facts_of(successions=(FOLLOWED, others))))

    assert "No measure ended within Q2 2019/20." in words
    assert "Others" not in words


def test_the_cover_report_says_in_words_what_ended() -> None:
    said = " ".join(section_words(section_called(joint(facts_of()), "Report to the committee")))

    assert (
        "1 measure ended within Q2 2019/20: 1 of Bexley. 1 indicator was replaced, split or merged: EXC01 is " in said
    )


def test_of_facts_that_were_kept_before_anybody_asked_nothing_is_said() -> None:
    plain = to_plain(facts_of())
    del plain["ended"], plain["successions"]

    words = all_words(joint(from_plain(RoundFacts, plain)))

    assert "ended within" not in words
    assert "replaced, split or merged" not in words


def test_a_later_version_lists_what_was_entered_since() -> None:
    before, after = facts_of(ended=(), successions=()), facts_of(version=2)

    changes = changes_between((before, FIGURES), (after, FIGURES))

    assert [(one.what, one.was, one.now) for one in changes] == [
        (
            "measures that ended",
            "–",
            "EXC05, Bexley: 31 July 2019. Exchequer and Transactional is no longer provided to Bexley.",
        ),
        ("indicators that others follow", "–", "EXC01: replaced, followed by EXC09 from 1 October 2019"),
    ]


def test_what_nobody_had_asked_and_is_nothing_now_is_no_difference() -> None:
    before, after = facts_of(ended=None, successions=None), facts_of(ended=(), successions=())

    assert changes_between((before, FIGURES), (after, FIGURES)) == ()
