"""Risks of a plan: entered with it or added later, scored again and again, and closed; every score stays."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.audit.operations import record
from goldenthread.committee.operations.locking import ChangedMeanwhile
from goldenthread.domain.days import day_words
from goldenthread.domain.plan_risks import RiskRecord, Score, wrong_risks, wrong_scores
from goldenthread.domain.plan_states import PlanStep, next_plan_state
from goldenthread.domain.problems import InputRefused, Problem
from goldenthread.domain.reasons import check_says_why
from goldenthread.plans.models import Plan, PlanAction, Risk, RiskScore
from goldenthread.plans.operations.locking import locked_plan
from goldenthread.plans.rules import check_can_keep_plans


class RiskChanged(ChangedMeanwhile):
    """Somebody else changed the risk since its reader looked at it."""

    def __init__(self, risk: Risk) -> None:
        super().__init__(f"Somebody changed risk {risk.ref} since you looked at it. Look at it as it is now.")


@dataclass(frozen=True, kw_only=True)
class ScoreSaid:
    """How a risk is scored on a day, what is sought, and what is done about it."""

    on: date
    now: Score
    sought: Score
    words: str = ""


@transaction.atomic
def add_risk(*, plan_id: int, version: int, said: RiskRecord, on: date, by: User, at: datetime) -> Risk:
    """A risk of a plan that is final. Raises RoleMissing, PlanChanged, PlanStepNotAllowed, InputRefused."""
    today = timezone.localdate(at)
    check_can_keep_plans(by, on=today)
    plan = locked_plan(plan_id, version=version)
    next_plan_state(state=plan.state, step=PlanStep.CHANGE)
    problems = list(wrong_risks([said], actions=set(plan.actions.values_list("ref", flat=True))))
    if said.ref.casefold() in {one.casefold() for one in plan.risks.values_list("ref", flat=True)}:
        problems.append(Problem("The plan has a risk of this ref.", column="ref", found=said.ref))
    problems += _to_come(on, today=today)
    if problems:
        # At a page each stands at its own box.
        raise InputRefused([_without_ref(one, said.ref) for one in problems])
    (made,) = enter_risks(plan, [said], on=on, by=by, at=at)
    plan.version += 1
    plan.save(update_fields=["version"])
    return made


@transaction.atomic
def score_risk(*, risk_id: int, version: int, said: ScoreSaid, by: User, at: datetime) -> RiskScore:
    """The risk scored again; what it was scored before stays. Raises RoleMissing, RiskChanged, InputRefused."""
    today = timezone.localdate(at)
    check_can_keep_plans(by, on=today)
    risk = _locked(risk_id, version=version)
    problems = [*wrong_scores(said.now, said.sought), *_to_come(said.on, today=today)]
    last = risk.scores.order_by("-number").first()
    if last is not None and said.on < last.on:
        problems.append(
            Problem(f"It was last scored on {day_words(last.on)}. Give that day or a later one.", column="on")
        )
    if risk.closed_on is not None:
        problems.append(Problem(f"This risk was closed on {day_words(risk.closed_on)}.", column="on"))
    if problems:
        raise InputRefused(problems)
    risk.version += 1
    risk.save(update_fields=["version"])
    return _scored(risk, said, number=1 if last is None else last.number + 1, by=by, at=at)


@transaction.atomic
def close_risk(*, risk_id: int, version: int, on: date, why: str, by: User, at: datetime) -> Risk:
    """The risk is none any more; its scores stay. Raises RoleMissing, RiskChanged, NoReason, InputRefused."""
    today = timezone.localdate(at)
    check_can_keep_plans(by, on=today)
    risk = _locked(risk_id, version=version)
    check_says_why(why, of="A risk that is closed")
    problems = _to_come(on, today=today)
    last = risk.scores.order_by("-number").values_list("on", flat=True).first()
    if last is not None and on < last:
        problems.append(Problem(f"It was last scored on {day_words(last)}. Give that day or a later one.", column="on"))
    if risk.closed_on is not None:
        problems.append(Problem(f"This risk was closed on {day_words(risk.closed_on)}.", column="on"))
    if problems:
        raise InputRefused(problems)
    risk.closed_on = on
    risk.version += 1
    risk.save(update_fields=["closed_on", "version"])
    _tell("risk closed", risk, by=by, at=at, on=on.isoformat(), reason=why.strip())
    return risk


def enter_risks(plan: Plan, every: Iterable[RiskRecord], *, on: date, by: User, at: datetime) -> list[Risk]:
    """The risks with their first scores; inside the transaction that makes the plan final or adds them."""
    actions = {one.ref: one for one in PlanAction.objects.filter(plan=plan)}
    made = []
    for one in every:
        risk = Risk.objects.create(
            plan=plan,
            plan_action=actions.get(one.action),
            ref=one.ref,
            title=one.title,
            owner_post=one.owner_post,
        )
        said = ScoreSaid(on=on, now=one.now, sought=one.sought, words=one.words)
        _scored(risk, said, number=1, by=by, at=at)
        made.append(risk)
    return made


def _scored(risk: Risk, said: ScoreSaid, *, number: int, by: User, at: datetime) -> RiskScore:
    made = RiskScore.objects.create(
        risk=risk,
        number=number,
        on=said.on,
        likelihood=said.now.likelihood,
        impact=said.now.impact,
        sought_likelihood=said.sought.likelihood,
        sought_impact=said.sought.impact,
        words=said.words.strip(),
        at=at,
        by=by.pk,
    )
    _tell("risk scored", risk, by=by, at=at, score=said.now.number, sought=said.sought.number)
    return made


def _locked(risk_id: int, *, version: int) -> Risk:
    risk = Risk.objects.select_for_update(of=("self",)).select_related("plan").get(pk=risk_id)
    if risk.version != version:
        raise RiskChanged(risk)
    return risk


def _to_come(on: date, *, today: date) -> list[Problem]:
    return [Problem(f"{day_words(on)} is still to come.", column="on")] if on > today else []


def _without_ref(problem: Problem, ref: str) -> Problem:
    column = problem.column.removeprefix(f"{ref} ").removeprefix("risk ")
    return Problem(problem.message, column={"owner": "owner_post"}.get(column, column), found=problem.found)


def _tell(kind: str, risk: Risk, *, by: User, at: datetime, **details: object) -> None:
    record(
        kind,
        subject="plan",
        subject_id=risk.plan.slug,
        by=by.pk,
        at=at,
        details={"risk": f"{risk.ref} {risk.title}", **details},
    )
