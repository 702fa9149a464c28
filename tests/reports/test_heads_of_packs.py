"""What stands at the head of every audience's pack: corrections, and ratings by judgement; and what a council owes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from goldenthread.domain.overdue import OverdueFigure
from goldenthread.domain.snapshot import Comparator, FigureSnapshot, Override
from goldenthread.domain.units import Unit
from goldenthread.publishing.document import Notice, ReportDocument
from goldenthread.reports.documents.audiences.chairs_briefing import chairs_briefing_pack
from goldenthread.reports.documents.audiences.management_team import management_team_pack
from goldenthread.reports.documents.audiences.partner_council import partner_council_pack
from goldenthread.reports.documents.audiences.section_151 import section_151_pack
from goldenthread.reports.documents.exceptions import exceptions_in_words
from goldenthread.reports.documents.movement import movement_in_words, movement_of
from goldenthread.reports.documents.pack import joint_committee_pack
from goldenthread.reports.documents.promises import answer_words, carried_promises
from goldenthread.reports.documents.restated import correction_notices
from goldenthread.reports.sources import ClearanceSheet
from tests.reports.reading import column_of, section_words, table_called
from tests.reports.restated import make_named, make_restated, make_telling
from tests.reports.rounds import FROZEN_AT, GSS, make_answer, make_facts, make_snapshot, make_terms
from tests.reports.test_audiences import round_of, with_own

AUDIENCES = ("joint-committee", "management-team", "chairs-briefing", "section-151", "partner-council")


def pack_for(audience: str, *figures: FigureSnapshot, council: str = "Havering", **facts: Any) -> ReportDocument:
    """The audience's pack of Q2; `council` is whose, where it is a council's."""
    told = make_facts(figures, **facts)
    match audience:
        case "joint-committee":
            return joint_committee_pack(told, figures, as_at=FROZEN_AT)
        case "management-team":
            return management_team_pack(told, figures, key=audience, as_at=FROZEN_AT)
        case "chairs-briefing":
            return chairs_briefing_pack(told, figures, key=audience, as_at=FROZEN_AT)
        case "partner-council":
            return partner_council_pack(told, figures, gss_code=GSS[council], key=audience, as_at=FROZEN_AT)
        case _:
            sheet = ClearanceSheet(is_required=False, sha256="a" * 64, cleared=())
            return section_151_pack(told, figures, gss_code=GSS[council], key=audience, as_at=FROZEN_AT, sheet=sheet)


def notices(pack: ReportDocument) -> list[str]:
    return [block.title for block in pack.sections[0].blocks if isinstance(block, Notice)]


def first_page(pack: ReportDocument) -> str:
    return " ".join(section_words(pack.sections[0]))


def two_councils() -> tuple[FigureSnapshot, FigureSnapshot]:
    havering = make_snapshot(make_terms(council="Havering"), value="96.2", measure_id=7)
    return havering, make_snapshot(make_terms(council="Newham"), value="96.2", measure_id=8)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_a_correction_that_changes_a_rating_stands_at_the_head_of_every_pack_that_shows_the_figure(
    audience: str,
) -> None:
    restated = make_restated(figure=make_named(measure_id=7, council_gss=GSS["Havering"]))

    pack = pack_for(audience, *two_councils(), restatements=(restated,))

    assert notices(pack) == ["Complaints upheld (Havering), Q1 2019/20: reported as 38, now known to be 31"]


@pytest.mark.parametrize("audience", ["section-151", "partner-council"])
def test_a_correction_of_another_council_is_in_no_pack_of_a_council(audience: str) -> None:
    restated = make_restated(figure=make_named(measure_id=7, council_gss=GSS["Havering"]))

    assert notices(pack_for(audience, *two_councils(), council="Newham", restatements=(restated,))) == []


def test_a_correction_of_money_is_told_to_every_section_151_officer_who_is_shown_it() -> None:
    money = make_snapshot(make_terms(council="Havering", unit=Unit.GBP_MILLION), value="1.2", measure_id=7)
    restated = make_restated(figure=make_named(measure_id=7, council_gss=GSS["Havering"]))

    pack = pack_for("section-151", money, two_councils()[1], council="Newham", restatements=(restated,))

    assert len(notices(pack)) == 1


@pytest.mark.parametrize("audience", AUDIENCES)
def test_how_many_ratings_are_by_judgement_is_said_on_the_first_page(audience: str) -> None:
    override = Override(
        rating="amber", reason="The count is disputed.", by="Director", at=FROZEN_AT,
        computed_rating="green", computed_status="rated", computed_reason="Green.",
    )  # fmt: skip
    havering, newham = two_councils()

    pack = pack_for(audience, replace(havering, override=override), newham)

    assert "1 rating is by judgement and not by the rule" in first_page(pack)
    part = first_page(pack).split("not by the rule: ")[1].split(" names it")[0].removeprefix("part\u00a0")
    named = next(section for section in pack.sections if section.title.startswith(f"{part}. "))
    assert "The count is disputed." in " ".join(section_words(named))


def overdue(measure_id: int, council: str) -> OverdueFigure:
    figure = make_named(measure_id=measure_id, council=council, council_gss=GSS[council], owner_post=f"Head, {council}")
    return OverdueFigure(figure=figure, due_on=date(2019, 9, 30), frozen_at=FROZEN_AT)


@pytest.mark.parametrize("audience", ["section-151", "partner-council"])
def test_a_pack_of_a_council_names_and_counts_its_own_overdue_figures_alone(audience: str) -> None:
    both = (overdue(7, "Havering"), overdue(8, "Newham"))

    pack = pack_for(audience, *two_councils(), council="Newham", overdue=both)

    words = " ".join(text for section in pack.sections for text in section_words(section))
    assert "1 figure of an earlier quarter" in words
    assert "Head, Newham" in words
    assert "Head, Havering" not in words


def test_an_overdue_figure_of_a_measure_that_ended_since_stays_with_its_council() -> None:
    pack = pack_for("partner-council", *two_councils(), council="Newham", overdue=(overdue(99, "Newham"),))

    assert "1 figure of an earlier quarter" in " ".join(t for s in pack.sections for t in section_words(s))


def test_a_corrected_figure_of_the_quarter_itself_says_how_this_report_has_it() -> None:
    own = make_restated(figure=make_named(measure_id=7, period="2019-20 Q2"), value="31", reported="38")
    known = make_snapshot(value="31", measure_id=7)
    as_reported = make_snapshot(value="38", measure_id=7)

    (anew,) = correction_notices(make_telling(known, restatements=(own,)))
    (stale,) = correction_notices(make_telling(as_reported, restatements=(own,)))

    assert anew.paragraphs[0].endswith("This report has it as now known.")
    assert stale.paragraphs[0].endswith("This report has it as it was reported.")


def test_a_provisional_figure_of_the_quarter_stands_on_the_board_too() -> None:
    provisional = replace(make_snapshot(value="92.1", measure_id=7), provisional=True)

    section = next(s for s in pack_for("joint-committee", provisional).sections if s.title.startswith("H. "))

    table = table_called(section, "Figures of Q2 2019/20 that are provisional")
    assert column_of(table, "Figure") == ["92.1% [p]"]
    assert column_of(table, "To be made final by") == ["Head of Exchequer and Transactional"]


def test_how_many_exceptions_are_of_the_partnership_as_a_whole_is_said_beside_their_number() -> None:
    whole = make_snapshot(make_terms(council="", indicator_ref="EXC09"), value="80", measure_id=9)
    own = make_snapshot(value="92.1", measure_id=7)

    words = exceptions_in_words(make_telling(whole, own))

    assert words.startswith(
        "2 measures are red or amber (1 red and 1 amber, of which 1 red of the partnership as a whole)."
    )


def test_where_every_target_was_agreed_late_no_row_repeats_it() -> None:
    late = [
        make_snapshot(make_terms(target_agreed_late=True, indicator_ref=f"EXC0{number}"), measure_id=number)
        for number in (1, 2)
    ]
    in_time = make_snapshot(make_terms(indicator_ref="EXC03"), measure_id=3)

    assert all("target agreed late" not in figure.notes for figure in make_telling(*late).figures)
    some = make_telling(*late, in_time).figures
    assert ["target agreed late" in figure.notes for figure in some] == [True, True, False]


def test_a_late_promise_that_was_answered_as_on_course_says_both() -> None:
    figure = make_snapshot(promises=(make_answer("on-course"),))

    (promise,) = carried_promises(make_telling(figure))

    assert answer_words(promise) == "Late, though answered as on course: Half is done."


def test_a_card_of_a_partner_s_own_exception_has_the_joint_rating_beside_it() -> None:
    figure = with_own(make_snapshot(value="92.1", measure_id=7))
    facts = round_of(figure)

    pack = partner_council_pack(
        facts, (figure,), gss_code=GSS["Havering"], key="partner-council:havering", as_at=FROZEN_AT
    )

    (section,) = (one for one in pack.sections if one.title.startswith("A. "))
    assert "For the joint committee" in " ".join(section_words(section))


def test_how_many_that_moved_are_of_the_partnership_as_a_whole_is_said_too() -> None:
    last = Comparator(period="2019-20 Q1", value=None, rating="green", status="rated", source="round")
    whole = make_snapshot(make_terms(council="", indicator_ref="EXC09"), value="80", measure_id=9)
    own = make_snapshot(value="80", measure_id=7)
    figures = make_telling(*(replace(one, last_rated=last) for one in (whole, own))).figures

    assert movement_in_words(movement_of(figures)).startswith(
        "Since they were last rated, 2 measures turned red, of which 1 of the partnership as a whole, and none is no "
        "longer red;"
    )
