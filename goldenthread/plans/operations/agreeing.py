"""A plan is agreed by a decision, perhaps subject to amendments, and made final: then its baseline is frozen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.actions.operations import NewAction, promise_actions
from goldenthread.audit.operations import record
from goldenthread.committee.models import Decision, Delegation
from goldenthread.committee.queries import check_agrees, decision_called
from goldenthread.domain.days import day_words
from goldenthread.domain.plain import to_plain
from goldenthread.domain.plan_records import ActionRecord
from goldenthread.domain.plan_states import PlanState, PlanStep, next_plan_state
from goldenthread.domain.problems import InputRefused, Problem, Refused
from goldenthread.domain.reasons import check_says_why
from goldenthread.partnership.models import Council, Directorate, Service
from goldenthread.plans.models import ActionVersion, Amendment, Dependency, Plan, PlanAction, Theme
from goldenthread.plans.operations.locking import locked_plan, of_another_committee
from goldenthread.plans.operations.risks import enter_risks
from goldenthread.plans.operations.writing import add_version
from goldenthread.plans.queries.plans import newest_record
from goldenthread.plans.rules import check_can_keep_plans
from goldenthread.storage.batches import add_rows


class AmendmentsOpen(Refused):
    """A plan is final once everything that it was agreed subject to is settled."""

    def __init__(self, left: Sequence[str]) -> None:
        super().__init__(
            f"Not settled yet: {'; '.join(left)}. Say of each what was done about it, and then finalise the plan."
        )


class SettledAlready(Refused):
    """What was done about an amendment is said once."""

    def __init__(self, amendment: Amendment) -> None:
        on = "" if amendment.settled_on is None else f" on {day_words(amendment.settled_on)}"
        super().__init__(f"This amendment was settled{on}: {amendment.how}")


class NotDecidedYet(Refused):
    """The post that was to finalise the plan has not said that it did."""

    def __init__(self, delegation: Delegation) -> None:
        super().__init__(
            f"The committee's record does not say what the {delegation.to_post} decided. Have the delegation recorded "
            "as discharged first."
        )


@transaction.atomic
def agree_plan(
    *, plan_id: int, version: int, decision: str, subject_to: Sequence[str] = (), by: User, at: datetime
) -> Plan:
    """The decision of this reference agreed the plan: as it stands, and then its baseline is frozen; or subject to
    amendments, each of which is settled by itself.

    Raises RoleMissing, PlanChanged, PlanStepNotAllowed, DecisionUnknown, DecisionAgreesNothing, InputRefused.
    """
    today = timezone.localdate(at)
    check_can_keep_plans(by, on=today)
    plan = locked_plan(plan_id, version=version)
    step = PlanStep.AGREE_SUBJECT if subject_to else PlanStep.AGREE
    state = next_plan_state(state=plan.state, step=step)
    facts = decision_called(decision)
    check_agrees(facts, on=today)
    found = Decision.objects.select_related("item__meeting__committee").get(pk=facts.id)
    problems = [
        Problem(f"Amendment {place} says nothing.", column="subject_to")
        for place, words in enumerate(subject_to, start=1)
        if not words.strip()
    ]
    problems += of_another_committee(found, plan)
    if problems:
        raise InputRefused(problems)
    plan.state, plan.decision, plan.version = Plan.State(state), found, plan.version + 1
    if state is PlanState.FINAL:
        plan.finalised_on = facts.meeting_on
    plan.save()
    add_rows(Amendment(plan=plan, place=place, words=words.strip()) for place, words in enumerate(subject_to, start=1))
    add_version(plan, newest_record(plan.pk), on=facts.meeting_on, by=by, at=at, decision=found)
    if state is PlanState.FINAL:
        _freeze_baseline(plan, by=by, at=at)
    return plan


@transaction.atomic
def settle_amendment(*, amendment_id: int, version: int, how: str, on: date, by: User, at: datetime) -> Amendment:
    """What was done about an amendment. Raises RoleMissing, PlanChanged, PlanStepNotAllowed, SettledAlready, NoReason,
    InputRefused."""
    today = timezone.localdate(at)
    check_can_keep_plans(by, on=today)
    amendment = Amendment.objects.get(pk=amendment_id)
    plan = locked_plan(amendment.plan_id, version=version)
    next_plan_state(state=plan.state, step=PlanStep.SETTLE)
    amendment.refresh_from_db()
    if amendment.settled_on is not None:
        raise SettledAlready(amendment)
    check_says_why(how, of="An amendment that is settled")
    agreed_on = _agreed_on(plan)
    if not agreed_on <= on <= today:
        raise InputRefused(
            [Problem(f"Give a day from {day_words(agreed_on)}, when it was asked for, to today.", column="on")]
        )
    amendment.how, amendment.settled_on = how.strip(), on
    amendment.save(update_fields=["how", "settled_on"])
    plan.version += 1
    plan.save(update_fields=["version"])
    record(
        "amendment settled",
        subject="plan",
        subject_id=plan.slug,
        by=by.pk,
        at=at,
        details={"amendment": amendment.place, "how": amendment.how, "on": on.isoformat()},
    )
    return amendment


@transaction.atomic
def delegate_finalising(*, plan_id: int, version: int, delegation_id: int, by: User, at: datetime) -> Plan:
    """The plan is finalised under a delegation that was given with it. Raises RoleMissing, PlanChanged,
    PlanStepNotAllowed, InputRefused."""
    check_can_keep_plans(by, on=timezone.localdate(at))
    plan = locked_plan(plan_id, version=version)
    state = next_plan_state(state=plan.state, step=PlanStep.DELEGATE)
    delegation = Delegation.objects.select_related("decision").get(pk=delegation_id)
    if plan.decision is None or delegation.decision.item_id != plan.decision.item_id:
        raise InputRefused(
            [
                Problem(
                    f"{delegation.decision} is of another item than {plan.decision}, which agreed the plan.",
                    column="delegation",
                )
            ]
        )
    plan.state, plan.delegation, plan.version = Plan.State(state), delegation, plan.version + 1
    plan.save()
    agreed_on = _agreed_on(plan)
    add_version(plan, newest_record(plan.pk), on=agreed_on, by=by, at=at, decision=delegation.decision)
    return plan


@transaction.atomic
def finalise_plan(*, plan_id: int, version: int, on: date, by: User, at: datetime) -> Plan:
    """The plan with every amendment settled is final, and its baseline is frozen.

    Raises RoleMissing, PlanChanged, PlanStepNotAllowed, AmendmentsOpen, NotDecidedYet, InputRefused.
    """
    today = timezone.localdate(at)
    check_can_keep_plans(by, on=today)
    plan = locked_plan(plan_id, version=version)
    state = next_plan_state(state=plan.state, step=PlanStep.FINALISE)
    left = list(plan.amendments.filter(settled_on=None).order_by("place").values_list("words", flat=True))
    if left:
        raise AmendmentsOpen(left)
    days = [_agreed_on(plan), *(one.settled_on for one in plan.amendments.all() if one.settled_on is not None)]
    if plan.delegation is not None:
        if plan.delegation.discharged_on is None:
            raise NotDecidedYet(plan.delegation)
        days.append(plan.delegation.discharged_on)
    earliest = max(days)
    if not earliest <= on <= today:
        raise InputRefused([Problem(f"Give a day from {day_words(earliest)} to today.", column="on")])
    plan.state, plan.finalised_on, plan.version = Plan.State(state), on, plan.version + 1
    plan.save()
    add_version(plan, newest_record(plan.pk), on=on, by=by, at=at, decision=plan.decision)
    _freeze_baseline(plan, by=by, at=at)
    return plan


def _agreed_on(plan: Plan) -> date:
    if plan.decision is None:
        raise ValueError(f"{plan.slug} is agreed by no decision")
    return plan.decision.item.meeting.date


def _freeze_baseline(plan: Plan, *, by: User, at: datetime) -> None:
    """A row of `actions` and a baseline for each action of the plan, by the decision that agreed it."""
    record_ = newest_record(plan.pk)
    add_rows(Theme(plan=plan, place=place, title=title) for place, title in enumerate(record_.themes, start=1))
    on = plan.finalised_on or _agreed_on(plan)
    enter_actions(plan, record_.actions, decision=plan.decision, on=on, by=by, at=at)
    enter_risks(plan, record_.risks, on=on, by=by, at=at)


def enter_actions(
    plan: Plan, records: Sequence[ActionRecord], *, decision: Decision | None, on: date, by: User, at: datetime
) -> list[PlanAction]:
    """The actions of a plan that is final, each with its baseline; inside the transaction that makes them so."""
    promised = promise_actions(
        [
            NewAction(
                words=one.terms.words,
                owner_post=one.terms.owner_post,
                due_on=one.terms.due_on,
                illustrative=plan.illustrative,
            )
            for one in records
        ],
        by=by.pk,
        at=at,
    )
    themes = {one.title: one for one in Theme.objects.filter(plan=plan)}
    directorates = {one.slug: one for one in Directorate.objects.all()}
    services = {one.slug: one for one in Service.objects.all()}
    made = PlanAction.objects.bulk_create(
        PlanAction(
            plan=plan,
            theme=themes[one.theme],
            ref=one.ref,
            action=action,
            source=one.source,
            owner_name=one.owner_name,
            directorate=directorates.get(one.directorate),
            service=services.get(one.service),
        )
        for one, action in zip(records, promised, strict=True)
    )
    councils = {one.slug: one for one in Council.objects.all()}
    for one, row in zip(records, made, strict=True):
        row.serves.set([councils[slug] for slug in one.serves])
    add_rows(
        ActionVersion(
            plan_action=row,
            number=0,
            kind=ActionVersion.BASELINE,
            terms=to_plain(one.terms),
            on=on,
            decision=decision,
            at=at,
            by=by.pk,
        )
        for one, row in zip(records, made, strict=True)
    )
    by_ref = {one.ref: one for one in PlanAction.objects.filter(plan=plan)}
    add_rows(Dependency(plan_action=by_ref[one.ref], needs=by_ref[ref]) for one in records for ref in one.waits_for)
    return made
