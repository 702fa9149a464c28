"""A plan from its draft to its quarters, as oneSource's Improvement Plan went, and what is refused on the way."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from goldenthread.accounts.models import User
from goldenthread.actions.models import Action
from goldenthread.domain.plan_actions import ChangeKind, ChangeRefused
from goldenthread.domain.plan_progress import ActionStatus
from goldenthread.domain.plan_states import PlanStepNotAllowed
from goldenthread.domain.problems import InputRefused
from goldenthread.partnership.rules import RoleMissing
from goldenthread.plans.models import ActionVersion, Plan, PlanAction, PlanVersion
from goldenthread.plans.operations import (
    ChangeSaid,
    add_action,
    agree_plan,
    finalise_plan,
    open_progress,
    settle_amendment,
    write_plan,
)
from goldenthread.plans.operations.agreeing import AmendmentsOpen, NotDecidedYet, SettledAlready
from goldenthread.plans.operations.writing import PlanIsFinal
from goldenthread.plans.queries.board import board_of, quarters_asked, quarters_missing
from goldenthread.plans.queries.plans import life_of
from goldenthread.plans.rules import ActionChanged, PlanChanged
from tests.plans.improvement import (
    AMENDMENTS,
    FEBRUARY,
    IN_APRIL,
    IN_JANUARY,
    IN_JULY,
    IN_MARCH,
    IN_SPRING,
    PLAN,
    Q1,
    Q2,
    Q3,
    Q4,
    action,
    agreed_in_april,
    change,
    date_change,
    delegated,
    finalised,
    make_world,
    plan_row,
    report,
)
from tests.world import make_decision, make_item, make_meeting

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(officer: User, clerk: User) -> Plan:
    return finalised(by=officer)


def noted_in_february(verb: str = "agreed") -> str:
    item = make_item(meeting=make_meeting(on=FEBRUARY), number="47", title="oneSource Improvement Plan - Q3")
    return make_decision(item=item, number="1", verb=verb, text="To change the plan.").reference


# --- the history of the record ----------------------------------------------------------------------------------------


def test_the_history_is_read_back_with_its_amendments_its_delegation_and_its_gap(plan, officer):
    for quarter, at in ((Q1, IN_JULY), (Q3, IN_JANUARY)):
        open_progress(plan_id=plan.pk, quarter=quarter, by=officer, at=at)
    report("1.1", Q1, by=officer, at=IN_JULY, action=date(2019, 12, 31))
    report("1.1", Q3, by=officer, at=IN_JANUARY, done=date(2019, 12, 20), evidence="The register of courses")

    versions = PlanVersion.objects.filter(plan=plan).order_by("number")
    assert [one.state for one in versions] == ["drafted", "agreed-subject", "delegated", "final"]
    assert [one.settled_on for one in plan.amendments.all()] == [date(2019, 4, 10)] * 3
    assert plan.finalised_on == date(2019, 5, 2)
    assert quarters_missing(quarters_asked(plan.pk)) == (Q2,)
    assert board_of(plan.pk, Q1).statuses == {
        "1.1": ActionStatus.ON_TARGET,
        "1.2": ActionStatus.NOT_REPORTED,
        "2.1": ActionStatus.NOT_REPORTED,
    }


def test_when_it_is_final_each_action_is_a_promise_with_a_baseline_by_the_decision(plan):
    row = action("2.1")

    assert list(Action.objects.order_by("pk").values_list("words", "first_due_on", "illustrative")) == [
        ("Train every manager.", date(2019, 12, 31), True),
        ("Ask staff.", date(2020, 3, 31), True),
        ("Write a protocol.", date(2019, 12, 31), True),
    ]
    assert row.versions.get().decision == plan.decision
    assert life_of(row.pk).baseline == PLAN.actions[2].terms
    assert [one.name for one in action("1.1").serves.all()] == ["Havering"]
    assert action("1.2").waits_for.get().needs == action("1.1")


def test_agreed_without_amendments_it_is_final_at_once(officer):
    make_world()
    write_plan(PLAN, by=officer, at=IN_MARCH)
    agree, _ = agreed_in_april()

    agree_plan(plan_id=plan_row().pk, version=1, decision=agree.reference, by=officer, at=IN_APRIL)

    assert (plan_row().state, plan_row().finalised_on) == ("final", date(2019, 4, 5))
    assert PlanAction.objects.count() == 3


# --- writing and agreeing ---------------------------------------------------------------------------------------------


def test_the_same_draft_again_changes_nothing_and_another_is_another_version(officer):
    make_world()
    write_plan(PLAN, by=officer, at=IN_MARCH)

    assert write_plan(PLAN, by=officer, at=IN_MARCH) is None
    made = write_plan(replace(PLAN, title="Improvement Plan"), by=officer, at=IN_MARCH)
    assert (made.number, PlanVersion.objects.count()) == (2, 2)


def test_a_draft_with_a_circle_names_that_are_not_here_and_a_milestone_too_early_is_refused_whole(officer):
    make_world()
    one, two, three = PLAN.actions
    wrong = replace(
        PLAN,
        committee="nowhere",
        actions=(
            replace(one, waits_for=("1.2",), serves=("atlantis",)),
            two,
            replace(three, terms=replace(three.terms, starts_on=date(2019, 10, 1))),
        ),
    )

    with pytest.raises(InputRefused) as refused:
        write_plan(wrong, by=officer, at=IN_MARCH)

    said = " ".join(str(problem) for problem in refused.value.problems)
    assert "1.1 → 1.2 → 1.1" in said
    assert "There is no committee 'nowhere'" in said
    assert "There is no council 'atlantis'" in said
    assert "Milestone M1 is due on 30 September 2019, before the action starts on 1 October 2019" in said
    assert not Plan.objects.exists()


def test_a_file_drops_no_action_that_a_decision_agreed(plan, officer):
    with pytest.raises(PlanIsFinal, match=r"This drops 1\.2 and 2\.1\. Enter each change by itself"):
        write_plan(replace(PLAN, actions=PLAN.actions[:1]), by=officer, at=IN_JULY)

    assert PlanAction.objects.count() == 3
    assert write_plan(PLAN, by=officer, at=IN_JULY) is None


def test_it_is_not_final_before_every_amendment_is_settled_and_the_post_has_decided(officer, clerk):
    make_world()
    write_plan(PLAN, by=officer, at=IN_MARCH)
    agree, delegate = agreed_in_april()
    agree_plan(
        plan_id=plan_row().pk, version=1, decision=agree.reference, subject_to=AMENDMENTS, by=officer, at=IN_APRIL
    )
    finalise = {"plan_id": plan_row().pk, "on": date(2019, 5, 2), "by": officer, "at": IN_JULY}

    with pytest.raises(AmendmentsOpen, match="Embed the culture change programme"):
        finalise_plan(version=2, **finalise)
    for version, one in enumerate(plan_row().amendments.order_by("place"), start=2):
        settle_amendment(
            amendment_id=one.pk, version=version, how="Done so.", on=date(2019, 4, 8), by=officer, at=IN_APRIL
        )
    Plan.objects.update(delegation=delegated(delegate, by=clerk), state="delegated")
    with pytest.raises(NotDecidedYet, match="what the Interim Executive Director decided"):
        finalise_plan(version=5, **finalise)

    assert not PlanAction.objects.exists()


def test_a_decision_that_only_notes_or_is_of_another_committee_agrees_no_plan(officer):
    make_world()
    write_plan(PLAN, by=officer, at=IN_MARCH)
    noted = make_decision(on="2019-04-05", verb="noted")

    with pytest.raises(Exception, match="nothing agreed"):
        agree_plan(plan_id=plan_row().pk, version=1, decision=noted.reference, by=officer, at=IN_APRIL)
    with pytest.raises(PlanChanged):
        agree_plan(plan_id=plan_row().pk, version=7, decision=noted.reference, by=officer, at=IN_APRIL)


def test_nobody_but_the_officer_keeps_plans(plan, clerk, lead):
    for person in (clerk, lead):
        with pytest.raises(RoleMissing):
            open_progress(plan_id=plan.pk, quarter=Q1, by=person, at=IN_JULY)


# --- changes ----------------------------------------------------------------------------------------------------------


def test_a_moved_day_stays_beside_the_first_and_the_promise_follows(plan, officer):
    change("1.1", date_change(date(2020, 6, 30)), by=officer)

    life = life_of(action("1.1").pk)
    assert (life.baseline.due_on, life.terms.due_on) == (date(2019, 12, 31), date(2020, 6, 30))
    promise = action("1.1").action
    assert (promise.first_due_on, promise.due_on, promise.state) == (date(2019, 12, 31), date(2020, 6, 30), "open")


def test_of_two_changes_at_once_the_second_is_told(plan, officer):
    change("1.1", date_change(date(2020, 6, 30)), by=officer)

    with pytest.raises(ActionChanged, match=r"Somebody changed action 1\.1"):
        change("1.1", date_change(date(2020, 9, 30)), by=officer)


def test_the_database_refuses_a_baseline_edited_in_place_and_a_change_without_authority(plan, officer):
    baseline = action("1.1").versions.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        ActionVersion.objects.filter(pk=baseline.pk).update(terms={})
    with pytest.raises(IntegrityError), transaction.atomic():
        ActionVersion.objects.create(
            plan_action=baseline.plan_action, number=1, kind="date", terms={}, on=FEBRUARY, at=IN_SPRING, by=1
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        ActionVersion.objects.create(
            plan_action=baseline.plan_action,
            number=1,
            kind="remove",
            terms={},
            on=FEBRUARY,
            reason="Other things came first.",
            by_post="Director",
            at=IN_SPRING,
            by=1,
        )


def test_an_action_is_removed_and_merged_by_a_decision_and_its_promise_with_it(plan, officer):
    reference = noted_in_february()
    gone = ChangeSaid(
        kind=ChangeKind.MERGE,
        terms=life_of(action("1.2").pk).terms,
        on=FEBRUARY,
        reason="It is the same work.",
        decision=reference,
        merged_into="1.1",
    )

    made = change("1.2", gone, by=officer)

    assert (made.merged_into, made.decision.reference) == (action("1.1"), reference)
    assert action("1.2").action.state == "dropped"
    assert board_of(plan.pk, Q4).statuses["1.2"] is ActionStatus.CANCELLED
    with pytest.raises(ChangeRefused):
        change("1.2", date_change(date(2020, 6, 30), ref="1.2"), by=officer, version=2)


def test_an_action_is_added_to_a_final_plan_by_a_decision_alone(plan, officer):
    new = replace(PLAN.actions[0], ref="2.2", theme="Requests", waits_for=("2.1",))

    made = add_action(
        plan_id=plan.pk, version=plan_row().version, said=new, decision=noted_in_february(), by=officer, at=IN_SPRING
    )

    assert (made.theme.title, made.versions.get().on) == ("Requests", FEBRUARY)
    with pytest.raises(Exception, match="nothing agreed"):
        add_action(
            plan_id=plan.pk,
            version=plan_row().version,
            said=replace(new, ref="2.3"),
            decision=make_decision(on="2020-01-16", verb="noted").reference,
            by=officer,
            at=IN_SPRING,
        )


def test_a_draft_is_not_changed_action_by_action(officer):
    make_world()
    write_plan(PLAN, by=officer, at=IN_MARCH)

    with pytest.raises(PlanStepNotAllowed, match="is a draft, so it cannot have an action changed"):
        add_action(plan_id=plan_row().pk, version=1, said=PLAN.actions[0], decision="x", by=officer, at=IN_APRIL)


def test_an_amendment_is_settled_once(officer):
    make_world()
    write_plan(PLAN, by=officer, at=IN_MARCH)
    agree, _ = agreed_in_april()
    agree_plan(
        plan_id=plan_row().pk, version=1, decision=agree.reference, subject_to=AMENDMENTS, by=officer, at=IN_APRIL
    )
    first = plan_row().amendments.get(place=1)
    on = date(2019, 4, 10)
    settle_amendment(amendment_id=first.pk, version=2, how="An action was added.", on=on, by=officer, at=IN_APRIL)

    with pytest.raises(SettledAlready, match=r"was settled on 10 April 2019: An action was added\."):
        settle_amendment(amendment_id=first.pk, version=3, how="Two were.", on=on, by=officer, at=IN_APRIL)
