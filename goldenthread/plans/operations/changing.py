"""A change of an action that was agreed, and an action that is added: never without a reason and an authority."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.actions.models import Action
from goldenthread.actions.operations import reword_action
from goldenthread.audit.operations import record
from goldenthread.committee.models import Decision
from goldenthread.committee.queries import check_agrees, decision_called
from goldenthread.domain.days import day_words
from goldenthread.domain.plain import to_plain
from goldenthread.domain.plan_actions import (
    ActionTerms,
    AgreedChange,
    ChangeKind,
    Standing,
    changed,
    circle_in,
)
from goldenthread.domain.plan_records import ActionRecord, wrong_action
from goldenthread.domain.plan_states import PlanStep, next_plan_state
from goldenthread.domain.problems import InputRefused, Problem
from goldenthread.plans.models import ActionVersion, Dependency, Plan, PlanAction, Theme
from goldenthread.plans.operations.agreeing import enter_actions
from goldenthread.plans.operations.locking import locked_plan, of_another_committee
from goldenthread.plans.queries.plans import life_of
from goldenthread.plans.rules import ActionChanged, check_can_keep_plans

_STATE = {
    Standing.LIVE: Action.State.OPEN,
    Standing.DEFERRED: Action.State.OPEN,
    Standing.REMOVED: Action.State.DROPPED,
    Standing.MERGED: Action.State.DROPPED,
    Standing.CLOSED: Action.State.DONE,
}


@dataclass(frozen=True, kw_only=True)
class ChangeSaid:
    """What is changed of an action, on which day, why, and by whose authority: a resolution, or a post."""

    kind: ChangeKind
    terms: ActionTerms
    on: date
    reason: str
    decision: str = ""
    by_post: str = ""
    merged_into: str = ""  # the ref of another action of the plan


@transaction.atomic
def change_action(*, action_id: int, version: int, said: ChangeSaid, by: User, at: datetime) -> ActionVersion:
    """The change beside what was agreed first, which stays.

    Raises RoleMissing, ActionChanged, PlanStepNotAllowed, DecisionUnknown, DecisionAgreesNothing, ChangeRefused, and
    InputRefused with everything that is wrong of it.
    """
    return _change(action_id, version=version, said=said, is_delivered=False, by=by, at=at)


@transaction.atomic
def close_as_delivered(*, name: str, decision: str, reason: str, by: User, at: datetime) -> ActionVersion:
    """The action "improvement-plan/3.1" is complete, and closed, by the decision that agreed what it was to bring.

    The committee that agrees it confirms it: nobody calls it done besides. Raises InputRefused where there is no such
    action, or a plan's other committee decided, and what `change_action` raises.
    """
    slug, _, ref = name.partition("/")
    action = PlanAction.objects.filter(plan__slug=slug, ref=ref).first()
    if action is None:
        raise InputRefused(
            [Problem("There is no action of this name, as in improvement-plan/3.1.", column="action", found=name)]
        )
    said = ChangeSaid(
        kind=ChangeKind.CLOSE,
        terms=life_of(action.pk).terms,
        on=timezone.localdate(at),
        reason=reason,
        decision=decision,
    )
    return _change(action.pk, version=action.version, said=said, is_delivered=True, by=by, at=at)


def _change(
    action_id: int, *, version: int, said: ChangeSaid, is_delivered: bool, by: User, at: datetime
) -> ActionVersion:
    today = timezone.localdate(at)
    check_can_keep_plans(by, on=today)
    # Of two actions that are merged into each other at once, the second sees the first.
    Plan.objects.select_for_update(of=("self",)).get(actions=action_id)
    action = PlanAction.objects.select_for_update(of=("self",)).select_related("plan__committee").get(pk=action_id)
    if action.version != version:
        raise ActionChanged(action)
    next_plan_state(state=action.plan.state, step=PlanStep.CHANGE)
    is_complete = is_delivered or action.progress.filter(confirmed_at__isnull=False).exists()
    decision = _decision(said.decision, plan=action.plan, on=said.on) if said.decision.strip() else None
    life = life_of(action.pk)
    agreed_on = action.versions.get(number=0).on
    into = PlanAction.objects.filter(plan=action.plan, ref=said.merged_into).exclude(pk=action.pk).first()
    change = AgreedChange(
        kind=said.kind,
        on=said.on,
        terms=said.terms,
        reason=said.reason.strip(),
        decision="" if decision is None else decision.reference,
        by_post=said.by_post.strip(),
        merged_into=said.merged_into,
    )
    after = changed(life, change, is_complete=is_complete)
    problems = []
    if said.on > today:
        problems.append(Problem(f"{day_words(said.on)} is still to come.", column="on"))
    if said.on < agreed_on:
        problems.append(Problem(f"It was agreed on {day_words(agreed_on)}. Give that day or a later one.", column="on"))
    if into is not None and (standing := life_of(into.pk).standing) is not Standing.LIVE:
        words = f"Action {into.ref} is {standing.value} itself. Name one that is worked on."
        problems.append(Problem(words, column="merged_into", found=said.merged_into))
    if said.merged_into and into is None:
        problems.append(
            Problem("The plan has no other action of this ref.", column="merged_into", found=said.merged_into)
        )
    if problems:
        raise InputRefused(problems)
    made = ActionVersion.objects.create(
        plan_action=action,
        number=len(after.changes),
        kind=said.kind.value,
        terms=to_plain(said.terms),
        on=said.on,
        reason=change.reason,
        decision=decision,
        by_post=change.by_post,
        merged_into=into,
        at=at,
        by=by.pk,
    )
    action.version += 1
    action.save(update_fields=["version"])
    reword_action(
        action.action_id,
        words=said.terms.words,
        owner_post=said.terms.owner_post,
        due_on=said.terms.due_on,
        state=_STATE[after.standing],
        why=change.reason,
        by=by.pk,
        at=at,
    )
    record(
        "plan action changed",
        subject="plan",
        subject_id=action.plan.slug,
        by=by.pk,
        at=at,
        details={"ref": action.ref, "kind": said.kind.value, "reason": change.reason, "authority": change.authority},
    )
    return made


@transaction.atomic
def add_action(*, plan_id: int, version: int, said: ActionRecord, decision: str, by: User, at: datetime) -> PlanAction:
    """An action that a decision added to a plan that is final; its baseline is what was decided.

    Raises RoleMissing, PlanChanged, PlanStepNotAllowed, DecisionUnknown, DecisionAgreesNothing, InputRefused.
    """
    today = timezone.localdate(at)
    check_can_keep_plans(by, on=today)
    plan = locked_plan(plan_id, version=version)
    next_plan_state(state=plan.state, step=PlanStep.CHANGE)
    found = _decision(decision, plan=plan, on=today)
    refs = set(plan.actions.values_list("ref", flat=True))
    problems = list(wrong_action(said))
    if plan.finalised_on is not None and found.item.meeting.date < plan.finalised_on:
        words = f"The plan was final on {day_words(plan.finalised_on)}. Name a decision of that day or a later one."
        problems.append(Problem(words, column="decision"))
    if said.ref.casefold() in {one.casefold() for one in refs}:
        problems.append(Problem("The plan has an action of this ref.", column="ref", found=said.ref))
    if not set(said.waits_for) <= refs:
        problems.append(Problem("It waits for an action that the plan has not.", column="waits_for"))
    if problems:
        raise InputRefused(problems)
    needs: dict[str, list[str]] = {said.ref: list(said.waits_for)}
    for one in Dependency.objects.filter(plan_action__plan=plan).select_related("plan_action", "needs"):
        needs.setdefault(one.plan_action.ref, []).append(one.needs.ref)
    if circle_in(needs):
        raise InputRefused([Problem("It would wait for itself in a circle.", column="waits_for")])
    if said.theme not in set(plan.themes.values_list("title", flat=True)):
        Theme.objects.create(plan=plan, place=plan.themes.count() + 1, title=said.theme)
    (made,) = enter_actions(plan, [said], decision=found, on=found.item.meeting.date, by=by, at=at)
    plan.version += 1
    plan.save(update_fields=["version"])
    record(
        "plan action added",
        subject="plan",
        subject_id=plan.slug,
        by=by.pk,
        at=at,
        details={"ref": said.ref, "decision": found.reference},
    )
    return made


def _decision(reference: str, *, plan: Plan, on: date) -> Decision:
    facts = decision_called(reference)
    check_agrees(facts, on=on)
    found = Decision.objects.select_related("item__meeting__committee").get(pk=facts.id)
    problems = list(of_another_committee(found, plan))
    if problems:
        raise InputRefused(problems)
    return found
