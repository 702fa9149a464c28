"""What of a plan holds at which day: a quarter's end, the day it was final, the day somebody confirmed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from goldenthread.accounts.models import User
from goldenthread.committee.models import Committee
from goldenthread.domain.plan_actions import ChangeKind
from goldenthread.domain.plan_progress import ActionStatus
from goldenthread.domain.problems import Refused
from goldenthread.plans.models import Amendment, Plan
from goldenthread.plans.operations import (
    ChangeSaid,
    add_action,
    agree_plan,
    close_progress,
    confirm_done,
    finalise_plan,
    open_progress,
    settle_amendment,
    write_plan,
)
from goldenthread.plans.operations.progress import QuarterRefused
from goldenthread.plans.queries.board import board_of
from goldenthread.plans.queries.plans import life_of
from tests.plans.improvement import (
    AMENDMENTS,
    FEBRUARY,
    IN_APRIL,
    IN_JANUARY,
    IN_JULY,
    IN_MARCH,
    IN_SPRING,
    PLAN,
    Q2,
    Q3,
    Q4,
    action,
    agreed_in_april,
    change,
    date_change,
    finalised,
    make_world,
    plan_row,
    report,
)
from tests.world import make_committee, make_decision, make_item, make_meeting

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(officer: User, clerk: User) -> Plan:
    made = finalised(by=officer)
    open_progress(plan_id=made.pk, quarter=Q3, by=officer, at=IN_JANUARY)
    return made


def decided(on: date = FEBRUARY, *, committee: Committee | None = None) -> str:
    item = make_item(
        meeting=make_meeting(on=on, committee=committee), number="47", title="oneSource Improvement Plan - Q3"
    )
    return make_decision(item=item, number="1", verb="agreed", text="To change the plan.").reference


def ended(kind: ChangeKind, ref: str, *, on: date = FEBRUARY, into: str = "", decision: str = "") -> ChangeSaid:
    return ChangeSaid(
        kind=kind,
        terms=life_of(action(ref).pk).terms,
        on=on,
        reason="It is the same work.",
        decision=decision or decided(),
        merged_into=into,
    )


def refused(act: Callable[..., object], **said: object) -> str:
    with pytest.raises(Refused) as caught:
        act(**said)
    return " ".join(f"{one.column}: {one}" for one in getattr(caught.value, "problems", [])) or str(caught.value)


# --- the quarter's end ------------------------------------------------------------------------------------------------


def test_what_was_decided_after_the_quarter_changes_nothing_of_it(plan, officer):
    report("1.1", Q3, by=officer, at=IN_JANUARY, action=date(2019, 12, 31))
    new = replace(PLAN.actions[0], ref="2.2", theme="Requests")
    reference = decided()
    add_action(plan_id=plan.pk, version=plan_row().version, said=new, decision=reference, by=officer, at=IN_SPRING)
    change("1.1", date_change(date(2020, 6, 30)), by=officer)
    change("1.2", ended(ChangeKind.REMOVE, "1.2", decision=reference), by=officer)

    assert board_of(plan.pk, Q3).statuses == {
        "1.1": ActionStatus.ON_TARGET,
        "1.2": ActionStatus.NOT_REPORTED,
        "2.1": ActionStatus.NOT_REPORTED,
    }
    assert set(board_of(plan.pk, Q4).statuses) == {"1.1", "1.2", "2.1", "2.2"}
    report("1.2", Q3, by=officer, at=IN_SPRING, action=date(2020, 3, 31))
    assert "2.2 was not in the plan" in refused(
        report, ref="2.2", quarter=Q3, by=officer, at=IN_SPRING, action=date(2020, 3, 31)
    )


def test_what_was_done_after_the_quarter_is_expected_in_it(plan, officer):
    said = refused(
        report, ref="2.1", quarter=Q3, by=officer, at=IN_JANUARY, action=date(2019, 12, 31), done_M1=date(2020, 1, 15)
    )

    assert "15 January 2020 is after Q3 2019/20. Give it as the day expected" in said


def test_of_what_was_done_late_it_is_asked_why_and_no_remedy(plan, lead, head):
    late = {"quarter": Q4, "by": lead, "at": IN_SPRING, "done": date(2020, 1, 10), "evidence": "The register"}
    open_progress(plan_id=plan.pk, quarter=Q4, by=User.objects.get(email="officer@example.org"), at=IN_SPRING)

    assert "It was done after its day. Say why." in refused(report, ref="1.1", **late)
    done = report("1.1", **late, reasons="The trainer was away.")
    assert board_of(plan.pk, Q4).statuses["1.1"] is ActionStatus.UP_TO_A_MONTH
    confirm_done(progress_id=done.pk, version=1, by=head, at=IN_SPRING)
    assert board_of(plan.pk, Q4).statuses["1.1"] is ActionStatus.COMPLETE


def test_a_quarter_that_ended_before_the_plan_was_final_is_not_asked(plan, officer):
    with pytest.raises(QuarterRefused, match="was final on 2 May 2019, after Q4 2018/19 had ended"):
        open_progress(plan_id=plan.pk, quarter=Q3.previous.previous.previous, by=officer, at=IN_JANUARY)


# --- what holds together with the promise -----------------------------------------------------------------------------


def claimed(by: User) -> int:
    return report("1.1", Q3, by=by, at=IN_JANUARY, done=date(2019, 12, 20), evidence="The register").pk


def test_what_is_said_again_after_it_was_confirmed_is_open_again(plan, lead, head):
    confirm_done(progress_id=claimed(lead), version=1, by=head, at=IN_JANUARY)

    report("1.1", Q3, by=lead, at=IN_JANUARY, version=2, action=date(2019, 12, 31))

    assert action("1.1").action.state == "open"
    assert board_of(plan.pk, Q3).statuses["1.1"] is ActionStatus.ON_TARGET


def test_what_was_confirmed_is_not_confirmed_over_again(plan, lead, head, officer):
    confirmed = confirm_done(progress_id=claimed(lead), version=1, by=head, at=IN_JANUARY)

    assert "confirmed already" in refused(confirm_done, progress_id=confirmed.pk, version=2, by=officer, at=IN_JANUARY)


def test_what_was_removed_by_the_quarter_s_end_is_not_confirmed(plan, lead, head, officer):
    pk = claimed(lead)
    gone = decided(date(2019, 12, 6))
    change("1.1", ended(ChangeKind.REMOVE, "1.1", on=date(2019, 12, 6), decision=gone), by=officer)

    assert "is removed" in refused(confirm_done, progress_id=pk, version=1, by=head, at=IN_JANUARY)
    assert action("1.1").action.state == "dropped"


def test_what_is_complete_is_not_changed(plan, lead, head, officer):
    confirm_done(progress_id=claimed(lead), version=1, by=head, at=IN_JANUARY)

    assert "This action is complete." in refused(change, ref="1.1", said=date_change(date(2020, 6, 30)), by=officer)
    assert action("1.1").action.state == "done"


# --- days and decisions -----------------------------------------------------------------------------------------------


def test_nothing_is_changed_before_it_was_agreed(plan, officer):
    said = refused(change, ref="1.1", said=date_change(date(2020, 6, 30), on=date(2019, 5, 1)), by=officer)

    assert "on: It was agreed on 2 May 2019. Give that day or a later one." in said


def test_another_committee_s_decision_changes_and_adds_nothing(plan, officer):
    other = decided(committee=make_committee("Other Committee"))
    new = replace(PLAN.actions[0], ref="2.2")

    assert "is another committee than the plan's" in refused(
        change, ref="1.1", said=ended(ChangeKind.REMOVE, "1.1", decision=other), by=officer
    )
    assert "is another committee than the plan's" in refused(
        add_action,
        plan_id=plan.pk,
        version=plan_row().version,
        said=new,
        decision=other,
        by=officer,
        at=IN_SPRING,
    )


def test_no_action_is_added_by_a_decision_from_before_the_plan_was_final(plan, officer):
    said = refused(
        add_action,
        plan_id=plan.pk,
        version=plan_row().version,
        said=replace(PLAN.actions[0], ref="2.2"),
        decision=plan.decision.reference,
        by=officer,
        at=IN_SPRING,
    )

    assert "The plan was final on 2 May 2019" in said


def test_an_action_is_merged_into_one_that_is_worked_on(plan, officer):
    reference = decided()
    change("1.2", ended(ChangeKind.MERGE, "1.2", into="1.1", decision=reference), by=officer)

    assert "1.2 is merged itself" in refused(
        change, ref="1.1", said=ended(ChangeKind.MERGE, "1.1", into="1.2", decision=reference), by=officer
    )


@pytest.fixture
def agreed(officer: User) -> Plan:
    make_world()
    write_plan(PLAN, by=officer, at=IN_MARCH)
    agree, _ = agreed_in_april()
    return agree_plan(
        plan_id=plan_row().pk, version=1, decision=agree.reference, subject_to=AMENDMENTS[:1], by=officer, at=IN_APRIL
    )


def test_a_plan_is_not_final_before_its_amendments_were_settled(agreed, officer):
    settle_amendment(
        amendment_id=Amendment.objects.get().pk, version=2, how="Done so.", on=date(2019, 6, 3), by=officer, at=IN_JULY
    )

    said = refused(finalise_plan, plan_id=agreed.pk, version=3, on=date(2019, 5, 2), by=officer, at=IN_JULY)
    assert "Give a day from 3 June 2019 to today." in said


def test_a_plan_that_a_committee_agreed_stays_that_committee_s(agreed, officer):
    make_committee("Other Committee")

    assert "agreed it" in refused(
        write_plan, plan_record=replace(PLAN, committee="other-committee"), by=officer, at=IN_APRIL
    )


def test_refs_that_differ_by_their_case_alone_are_refused(officer):
    make_world()
    one, two, three = PLAN.actions
    actions = (replace(one, ref="A.1"), replace(two, ref="a.1", waits_for=()), three)

    assert "a.1" in refused(write_plan, plan_record=replace(PLAN, actions=actions), by=officer, at=IN_MARCH)


def test_an_earlier_quarter_than_one_that_is_closed_stays_a_gap(plan, officer):
    close_progress(plan_id=plan.pk, quarter=Q3, by=officer, at=IN_JANUARY)

    said = refused(open_progress, plan_id=plan.pk, quarter=Q2, by=officer, at=IN_JANUARY)

    assert "Of Q2 2019/20 the gap stays." in said


def test_what_is_not_complete_is_not_taken_out_as_complete(plan, officer):
    said = refused(change, ref="1.1", said=ended(ChangeKind.CLOSE, "1.1"), by=officer)

    assert "This action is not complete. To end it all the same, remove it by a decision." in said


def test_a_post_of_a_name_that_is_too_long_is_refused(plan, officer):
    said = refused(change, ref="1.1", said=date_change(date(2020, 6, 30), by_post="x" * 121), by=officer)

    assert "A post has at most 120 characters, and this has 121." in said
