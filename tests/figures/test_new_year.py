"""Proposing a year's list from the one before: every target kept, changed or dropped with a reason, then agreed."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from goldenthread.accounts.models import User
from goldenthread.audit.queries import history_of
from goldenthread.committee.queries import DecisionAgreesNothing, DecisionUnknown
from goldenthread.domain.measures import MeasureType, YearEndRule
from goldenthread.domain.problems import InputRefused
from goldenthread.domain.proposal import Verdict
from goldenthread.domain.units import Unit
from goldenthread.figures.forms.proposal import read_proposal
from goldenthread.figures.operations import open_round
from goldenthread.figures.operations.closing import close_year
from goldenthread.figures.operations.proposing import YearAlreadyProposed, measures_to_propose, propose_year
from goldenthread.figures.queries.proposals import proposed_list
from goldenthread.indicators.forms.sheets import ListRow, Register
from goldenthread.indicators.models import AgreedList, ListEntry, Measure, Target
from goldenthread.indicators.operations import import_register
from goldenthread.indicators.operations.agreeing import (
    DecisionNotOfTheList,
    ListAlreadyAgreed,
    NoListToAgree,
    agree_list,
)
from tests.figures.proposals import DROP, FOR_NEXT, KEEP, NEXT, Three, answered, change, propose, three_measures
from tests.figures.quarter import LONDON, figure_of, make_due_measure
from tests.figures.year import JUNE, YEAR, after, lived
from tests.world import (
    make_council,
    make_decision,
    make_earlier_figure,
    make_indicator,
    make_measure,
    make_policy,
    make_provision,
    make_service,
    make_target,
)

pytestmark = pytest.mark.django_db

JULY = datetime(2020, 7, 1, 10, 30, tzinfo=LONDON)
ADDS_UP: dict[str, Any] = {"unit": Unit.COUNT, "decimals": 0, "maximum": None, "year_end_rule": YearEndRule.SUM}


def refusals(answers: Mapping[Measure, Mapping[str, str]], *, by: User) -> list[tuple[int | None, str, str]]:
    with pytest.raises(InputRefused) as refusal:
        propose(answers, by=by)
    return [(one.row, one.column, one.message) for one in refusal.value.problems]


def make_total(*, history_years: str, quarters: tuple[str, ...], words: str) -> Measure:
    """A measure that runs on through the year to 200, with a profile from history."""
    profile = {"profile": "from-history", "quarters": quarters, "history_years": history_years, "profile_words": words}
    return make_due_measure(
        annual="200",
        unit=Unit.COUNT,
        decimals=0,
        maximum=None,
        measure_type=MeasureType.CUMULATIVE,
        year_end_rule=YearEndRule.LAST,
        target=profile,
    )


@pytest.fixture
def measures() -> Three:
    return three_measures()


def test_list_and_targets_are_carried_as_proposed_with_their_rationale(measures: Three, officer: User) -> None:
    kept, changed, dropped = measures

    proposed = propose({kept: KEEP, changed: change(new_target="85%"), dropped: DROP}, by=officer)

    assert (proposed.kept, proposed.changed, proposed.dropped) == (1, 1, 1)
    agreed = AgreedList.objects.get(year=str(NEXT))
    assert agreed.decision is None
    targets = {row.measure_id: row for row in Target.objects.filter(year=str(NEXT))}
    assert {pk: (row.annual, row.rationale) for pk, row in targets.items()} == {
        kept.pk: (95, "It has served"),
        changed.pk: (85, "Three years above it"),
    }
    assert {(row.measure_id, row.on_list, row.reason) for row in ListEntry.objects.filter(agreed_list=agreed)} == {
        (kept.pk, True, ""),
        (changed.pk, True, ""),
        (dropped.pk, False, "Nobody asks for it"),
    }
    (event,) = history_of(subject="year", subject_id=str(NEXT))
    assert event.details["dropped"] == 1


def test_the_workbook_shows_three_years_results_and_the_target(lead: User, officer: User) -> None:
    measure = make_due_measure(year_end_rule=YearEndRule.MEAN)
    for year, value in (("2017-18", "90"), ("2018-19", "92")):
        for number in (1, 2, 3, 4):
            make_earlier_figure(measure, f"{year} Q{number}", value)
    lived({measure: ["96", "96", "96", "96"]}, lead=lead, officer=officer)
    close_year(year=YEAR, by=officer, at=JUNE)

    rows, _ = read_proposal(answered({measure: KEEP}), name="proposal.xlsx")

    (row,) = rows
    assert (row.two_before, row.before, row.result) == ("90.0%", "92.0%", "96.0%, green")
    assert row.target == "95.0%, tolerance 5 points"


def test_rows_without_an_answer_are_refused_all_at_once_with_their_place(measures: Three, officer: User) -> None:
    first, second, _ = measures

    problems = refusals({first: KEEP, second: {"Keep, change or drop": "keep"}}, by=officer)

    blank = "This cell is blank, and it is needed. Fill it in."
    assert [(column, message) for _, column, message in problems] == [
        ("Rationale", blank),
        ("Keep, change or drop", blank),
        ("Rationale", blank),
    ]
    assert len({row for row, _, _ in problems}) == 2
    assert not AgreedList.objects.filter(year=str(NEXT)).exists()


def test_answers_that_contradict_themselves_are_refused_with_their_place(measures: Three, officer: User) -> None:
    first, second, third = measures

    problems = refusals(
        {first: {**KEEP, "New target": "90%"}, second: change(), third: {**DROP, "New target": "1%"}}, by=officer
    )

    assert [(column, message) for _, column, message in problems] == [
        ("New target", "A target that is kept stays as it is. Write change, or leave this blank."),
        ("New target", "Say what changes, or write keep."),
        ("New target", "A measure that is dropped has no new target."),
    ]


@pytest.mark.parametrize("words", ["\u200b", ".", "TBC", "…"])
def test_what_says_nothing_is_no_rationale(measures: Three, officer: User, words: str) -> None:
    first, second, third = measures

    problems = refusals({first: KEEP, second: KEEP, third: {**KEEP, "Rationale": words}}, by=officer)

    assert [column for _, column, _ in problems] == ["Rationale"]


def test_a_number_that_its_card_forbids_is_refused_at_the_proposals_own_cell(measures: Three, officer: User) -> None:
    first, second, third = measures

    ((row, column, message),) = refusals({first: change(new_target="101%"), second: KEEP, third: KEEP}, by=officer)

    assert (column, "larger than the card allows" in message) == ("New target", True)
    assert row is not None


def test_a_measure_without_a_row_is_named(measures: Three, officer: User) -> None:
    rows, _ = read_proposal(answered(dict.fromkeys(measures, KEEP)), name="proposal.xlsx")

    with pytest.raises(InputRefused) as refusal:
        propose_year(rows[1:], year=YEAR, file="proposal.xlsx", by=officer, at=JUNE)

    assert "These measures have no row, and each wants an answer: EXC01 for havering." in str(refusal.value)


def test_typed_quarters_follow_a_changed_target_in_proportion(officer: User) -> None:
    measure = make_due_measure(
        annual="200",
        unit=Unit.COUNT,
        decimals=0,
        maximum=None,
        measure_type=MeasureType.CUMULATIVE,
        year_end_rule=YearEndRule.LAST,
        target={"profile": "typed", "quarters": ("60", "110", "150", "200")},
    )

    propose({measure: change(new_target="300")}, by=officer)

    target = Target.objects.get(year=str(NEXT))
    assert (target.q1, target.q2, target.q3, target.q4, target.annual) == (90, 165, 225, 300, 300)


def test_a_profile_from_history_is_made_anew_with_the_year_that_ends(lead: User, officer: User) -> None:
    measure = make_due_measure(
        annual="200",
        unit=Unit.COUNT,
        decimals=0,
        maximum=None,
        measure_type=MeasureType.CUMULATIVE,
        year_end_rule=YearEndRule.LAST,
        target={
            "profile": "from-history",
            "quarters": ("50", "100", "150", "200"),
            "history_years": "2018-19",
            "profile_words": "From 2018/19.",
        },
    )
    for number, value in enumerate(("25", "50", "75", "100"), start=1):
        make_earlier_figure(measure, f"2018-19 Q{number}", value)
    lived({measure: ["80", "120", "160", "200"]}, lead=lead, officer=officer)

    propose({measure: {**KEEP, "Profile anew": "yes"}}, by=officer)

    target = Target.objects.get(year=str(NEXT))
    assert (target.history_years, target.q1, target.q2, target.q4) == ("2019-20", 80, 120, 200)
    assert "2019/20" in target.profile_words


def test_a_profile_from_history_is_kept_as_it_is_a_year_after_it_was_made_anew(lead: User, officer: User) -> None:
    measure = make_total(history_years="2019-20", quarters=("45", "90", "140", "200"), words="From 2019/20.")
    lived({measure: ["80", "120", "160", "200"]}, lead=lead, officer=officer)

    propose({measure: KEEP}, by=officer)

    target = Target.objects.get(year=str(NEXT))
    assert (target.history_years, target.q1, target.q3, target.profile_words) == ("2019-20", 45, 140, "From 2019/20.")


def test_a_changed_target_follows_the_shares_of_years_that_lie_in_rounds(lead: User, officer: User) -> None:
    measure = make_total(history_years="2019-20", quarters=("80", "120", "160", "200"), words="From 2019/20.")
    lived({measure: ["80", "120", "160", "200"]}, lead=lead, officer=officer)

    propose({measure: change(new_target="400")}, by=officer)

    target = Target.objects.get(year=str(NEXT))
    assert (target.q1, target.q2, target.q4) == (160, 240, 400)


def test_the_target_of_a_quarter_is_no_target_of_a_year_of_what_adds_up(officer: User) -> None:
    kept = make_due_measure("ICT04", annual="3", **ADDS_UP)
    changed = make_due_measure("HSA01", annual="4", **ADDS_UP)

    ((_, column, message),) = refusals({kept: KEEP, changed: change(new_target="12")}, by=officer)
    propose({kept: change(new_target="10"), changed: change(new_target="12")}, by=officer)

    assert (column, "3 was the target of one quarter" in message) == ("New target", True)
    quarters = {one.annual: (one.q1, one.q2, one.q3, one.q4) for one in Target.objects.filter(year=str(NEXT))}
    assert quarters == {12: (3, 3, 3, 3), 10: (3, 2, 3, 2)}


def test_a_measure_of_a_council_that_leaves_before_the_year_is_not_carried(officer: User) -> None:
    stays = make_due_measure("EXC01")
    bexley = make_due_measure("EXC02", service=make_service("Legal"), measure={"council": make_council("Bexley")})
    make_provision(
        service=make_service("Legal"), council=make_council("Bexley"), extent="not-provided", starts_on="2020-04-01"
    )

    propose({stays: KEEP}, by=officer)

    verdicts = {one.council: one.verdict for one in proposed_list(NEXT, at=JUNE).measures}
    assert verdicts == {"Havering": Verdict.KEPT, "Bexley": Verdict.ENDED}
    assert not Target.objects.filter(year=str(NEXT), measure=bexley).exists()


def test_a_measure_of_the_whole_partnership_may_be_dropped_too(officer: User) -> None:
    kept = make_due_measure("EXC01")
    whole = make_measure(indicator=make_indicator("OKPI1"), whole_partnership=True)
    make_target(whole, "80")

    propose({kept: KEEP, whole: DROP}, by=officer)

    opened = open_round(quarter=NEXT.quarters[0], meeting=None, by=officer, at=after(NEXT.quarters[0]))
    assert opened.due == 1


def test_owners_and_policies_go_on_as_they_are(officer: User) -> None:
    measure = make_due_measure(measure={"policy": make_policy("own-tolerance"), "owner_post": "Payments Manager"})
    propose({measure: KEEP}, by=officer)

    open_round(quarter=NEXT.quarters[0], meeting=None, by=officer, at=after(NEXT.quarters[0]))

    terms = figure_of(measure, NEXT.quarters[0]).terms
    assert (terms["owner_post"], terms["policy_slug"], terms["proposed"]) == ("Payments Manager", "own-tolerance", True)


def test_a_proposed_list_becomes_agreed_by_its_decision(measures: Three, officer: User) -> None:
    propose(dict.fromkeys(measures, KEEP), by=officer)
    decision = make_decision(on="2020-06-26", number="4", text=FOR_NEXT)

    agreed = agree_list(year=NEXT, decision=decision.reference, by=officer, at=JULY)

    assert agreed.words.startswith("agreed by the oneSource Joint Committee on 26 June 2020")
    opened = open_round(quarter=NEXT.quarters[0], meeting=None, by=officer, at=after(NEXT.quarters[0]))
    assert (opened.proposed, opened.not_agreed_targets) == (False, 0)
    with pytest.raises(ListAlreadyAgreed):
        agree_list(year=NEXT, decision=decision.reference, by=officer, at=JULY)


def test_a_list_is_agreed_by_a_decision_that_exists_and_agrees(measures: Three, officer: User) -> None:
    noted = make_decision(on="2020-06-12", number="4", verb="noted", text="To note the list.")
    with pytest.raises(NoListToAgree):
        agree_list(year=NEXT, decision=noted.reference, by=officer, at=JUNE)
    propose(dict.fromkeys(measures, KEEP), by=officer)

    with pytest.raises(DecisionUnknown):
        agree_list(year=NEXT, decision="onesource-joint-committee/2020-06-12/9/9", by=officer, at=JUNE)
    with pytest.raises(DecisionAgreesNothing):
        agree_list(year=NEXT, decision=noted.reference, by=officer, at=JUNE)

    assert AgreedList.objects.get(year=str(NEXT)).decision is None


def test_the_workbook_of_another_year_is_refused_once_and_clearly(measures: Three, officer: User) -> None:
    written = io.BytesIO(answered(dict.fromkeys(measures, KEEP)))
    book = openpyxl.load_workbook(written)
    for row in book["Proposal"].iter_rows():
        for cell in row:
            cell.value = "2019-20" if cell.value == "2020-21" else cell.value
    book.save(written)
    rows, problems = read_proposal(written.getvalue(), name="proposal.xlsx")

    with pytest.raises(InputRefused) as refusal:
        propose_year(rows, year=YEAR, file="proposal.xlsx", by=officer, at=JUNE, problems=problems)

    (problem,) = refusal.value.problems
    assert problem.column == "Proposed for"
    assert "This row is for the list of 2019-20, and what is proposed here is that of 2020-21." in problem.message


def test_a_list_is_not_agreed_by_a_meeting_before_it_was_proposed(measures: Three, officer: User) -> None:
    propose(dict.fromkeys(measures, KEEP), by=officer)
    earlier = make_decision(on="2020-06-12", number="4", text=FOR_NEXT)

    with pytest.raises(DecisionNotOfTheList, match="entered here on 15 June 2020"):
        agree_list(year=NEXT, decision=earlier.reference, by=officer, at=JULY)

    assert AgreedList.objects.get(year=str(NEXT)).decision is None


def test_a_proposed_list_is_not_agreed_by_an_earlier_meeting_through_the_register_either(
    measures: Three, officer: User
) -> None:
    propose(dict.fromkeys(measures, KEEP), by=officer)
    earlier = make_decision(on="2020-06-12", number="4", text=FOR_NEXT)
    row = ListRow(year=str(NEXT), title="List", decision=earlier.reference)

    with pytest.raises(InputRefused, match="This list was proposed on 15 June 2020"):
        import_register(Register(lists=(row,), file="register.xlsx"), by=officer, at=JULY)


def test_a_list_is_not_agreed_by_a_decision_about_another_year(measures: Three, officer: User) -> None:
    propose(dict.fromkeys(measures, KEEP), by=officer)
    about_another = make_decision(on="2020-06-26", number="4", text="To agree the list for 2021/22.")

    with pytest.raises(DecisionNotOfTheList, match="is about 2021/22 and not about 2020/21"):
        agree_list(year=NEXT, decision=about_another.reference, by=officer, at=JULY)


def test_a_year_is_proposed_once(measures: Three, officer: User) -> None:
    propose(dict.fromkeys(measures, KEEP), by=officer)

    with pytest.raises(YearAlreadyProposed):
        measures_to_propose(YEAR)


def test_the_proposal_says_of_each_measure_what_is_proposed(measures: Three, lead: User, officer: User) -> None:
    kept, changed, dropped = measures
    propose({kept: KEEP, changed: change(new_target="85%", new_tolerance="3"), dropped: DROP}, by=officer)

    found = {one.ref: one for one in proposed_list(NEXT, at=JUNE).measures}

    assert {ref: (one.verdict, one.rationale) for ref, one in found.items()} == {
        "EXC01": (Verdict.KEPT, "It has served"),
        "EXC02": (Verdict.CHANGED, "Three years above it"),
        "EXC03": (Verdict.DROPPED, "Nobody asks for it"),
    }
    changed_to = found["EXC02"].after
    assert changed_to is not None
    assert (changed_to.annual, changed_to.tolerance) == (Decimal(85), Decimal(3))
    assert date(2020, 4, 1) == Target.objects.get(year=str(NEXT), measure=changed).starts_on
