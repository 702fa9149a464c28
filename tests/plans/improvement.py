"""An Improvement Plan of three actions, and the committee's meetings that it went through."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from goldenthread.accounts.models import User
from goldenthread.committee.models import Decision, Delegation
from goldenthread.committee.operations import DelegationSaid, discharge_delegation, record_delegation
from goldenthread.domain.periods import Quarter
from goldenthread.domain.plan_actions import ActionTerms, ChangeKind, MilestoneTerms
from goldenthread.domain.plan_progress import Confidence, ReportedProgress
from goldenthread.domain.plan_records import ActionRecord, PlanRecord
from goldenthread.plans.models import ActionVersion, Plan, PlanAction, Progress
from goldenthread.plans.operations import (
    ChangeSaid,
    ProgressSaid,
    agree_plan,
    change_action,
    delegate_finalising,
    finalise_plan,
    report_progress,
    settle_amendment,
    write_plan,
)
from goldenthread.plans.queries.plans import life_of
from tests.world import make_committee, make_council, make_decision, make_item, make_meeting, make_service

LONDON = ZoneInfo("Europe/London")
APRIL, JULY, FEBRUARY = date(2019, 4, 5), date(2019, 7, 12), date(2020, 2, 7)
IN_MARCH = datetime(2019, 3, 20, 10, 0, tzinfo=LONDON)
IN_APRIL = datetime(2019, 4, 10, 10, 0, tzinfo=LONDON)
IN_JULY = datetime(2019, 7, 5, 10, 0, tzinfo=LONDON)
IN_JANUARY = datetime(2020, 1, 20, 10, 0, tzinfo=LONDON)
IN_SPRING = datetime(2020, 4, 20, 10, 0, tzinfo=LONDON)
Q1, Q2, Q3, Q4 = (Quarter.parse(f"2019-20 Q{number}") for number in (1, 2, 3, 4))
AMENDMENTS = (
    "Embed the culture change programme.",
    "Say which resources each partner has.",
    "Include a protocol on requests by others.",
)


def terms(words: str, *, due: date = date(2019, 12, 31), milestones: tuple[MilestoneTerms, ...] = ()) -> ActionTerms:
    return ActionTerms(
        words=words,
        outcome="Partners come first.",
        success="The committee agrees it.",
        owner_post="Director of Finance",
        starts_on=date(2019, 5, 1),
        due_on=due,
        milestones=milestones,
    )


DRAFT_DUE = MilestoneTerms(key="M1", words="A draft", due_on=date(2019, 9, 30))
PLAN = PlanRecord(
    slug="improvement-plan",
    kind="improvement",
    title="oneSource Improvement Plan",
    committee="onesource-joint-committee",
    first_year=2019,
    last_year=2020,
    illustrative=True,
    actions=(
        ActionRecord(
            ref="1.1",
            theme="Culture",
            terms=terms("Train every manager."),
            serves=("havering",),
            service="exchequer-and-transactional",
        ),
        ActionRecord(ref="1.2", theme="Culture", terms=terms("Ask staff.", due=date(2020, 3, 31)), waits_for=("1.1",)),
        ActionRecord(
            ref="2.1", theme="Requests", terms=terms("Write a protocol.", milestones=(DRAFT_DUE,)), source="Members"
        ),
    ),
)


def make_world() -> None:
    """What the plan names."""
    make_committee()
    make_council("Havering")
    make_service()


def plan_row() -> Plan:
    return Plan.objects.get(slug=PLAN.slug)


def action(ref: str) -> PlanAction:
    return PlanAction.objects.get(plan__slug=PLAN.slug, ref=ref)


def agreed_in_april() -> tuple[Decision, Decision]:
    """Item 15 of 5 April 2019: agreed subject to amendments, and delegated to be finalised."""
    item = make_item(meeting=make_meeting(on=APRIL), number="15", title="oneSource Improvement Plan")
    return (
        make_decision(item=item, number="1", verb="agreed", text="To agree the plan subject to the amendments."),
        make_decision(item=item, number="2", verb="delegated", text="To delegate to finalise it."),
    )


def delegated(decision: Decision, *, by: User) -> Delegation:
    said = DelegationSaid(
        to_post="Interim Executive Director", purpose="To finalise the plan", consult=("Chief Executive of Havering",)
    )
    return record_delegation(decision_id=decision.pk, said=said, by=by, at=IN_APRIL)


def finalised(*, by: User) -> Plan:
    """The whole of the seed's history until the plan was final, before July."""
    make_world()
    write_plan(PLAN, by=by, at=IN_MARCH)
    agree, delegate = agreed_in_april()
    agree_plan(plan_id=plan_row().pk, version=1, decision=agree.reference, subject_to=AMENDMENTS, by=by, at=IN_APRIL)
    delegation = delegated(delegate, by=by)
    delegate_finalising(plan_id=plan_row().pk, version=2, delegation_id=delegation.pk, by=by, at=IN_APRIL)
    for one in plan_row().amendments.order_by("place"):
        settle_amendment(
            amendment_id=one.pk,
            version=plan_row().version,
            how="An action was added.",
            on=date(2019, 4, 10),
            by=by,
            at=IN_APRIL,
        )
    consultation = delegation.consultations.get()
    consultation.view, consultation.consulted_on = "Content.", date(2019, 4, 20)
    consultation.save()
    discharge_delegation(
        delegation_id=delegation.pk,
        version=Delegation.objects.get(pk=delegation.pk).version,
        decided="The plan as amended.",
        on=date(2019, 5, 1),
        by=by,
        at=IN_JULY,
    )
    return finalise_plan(plan_id=plan_row().pk, version=plan_row().version, on=date(2019, 5, 2), by=by, at=IN_JULY)


def said(**given: Any) -> ProgressSaid:
    """Likely, unless told otherwise: `action` and `M1` are expected on days, `done` and `done_M1` were done on them."""
    days = {"": given.pop("action", None), "M1": given.pop("M1", None)}
    done = {"": given.pop("done", None), "M1": given.pop("done_M1", None)}
    reported = ReportedProgress(
        is_started=given.pop("started", True),
        expected={key: day for key, day in days.items() if day is not None},
        done={key: day for key, day in done.items() if day is not None},
    )
    return ProgressSaid(
        reported=reported, **({"words": "Half of them were trained.", "confidence": Confidence.LIKELY} | given)
    )


def report(ref: str, quarter: Quarter, *, by: User, at: datetime, version: int = 0, **given: Any) -> Progress:
    return report_progress(action_id=action(ref).pk, quarter=quarter, version=version, said=said(**given), by=by, at=at)


def moved(day: date, *, of: ActionTerms) -> ActionTerms:
    return replace(of, due_on=day)


def date_change(day: date, *, ref: str = "1.1", on: date = FEBRUARY, **given: str) -> ChangeSaid:
    return ChangeSaid(
        kind=ChangeKind.DATE,
        terms=moved(day, of=life_of(action(ref).pk).terms),
        on=on,
        **({"reason": "The trainer left.", "by_post": "Executive Director"} | given),
    )


def change(ref: str, said: ChangeSaid, *, by: User, version: int = 1) -> ActionVersion:
    return change_action(action_id=action(ref).pk, version=version, said=said, by=by, at=IN_SPRING)
