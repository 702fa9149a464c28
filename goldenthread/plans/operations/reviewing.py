"""That a plan was reviewed: with the outcome, and who had the power to say so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.audit.operations import record
from goldenthread.committee.models import Decision
from goldenthread.committee.queries import check_agrees, decision_called
from goldenthread.domain.days import day_words
from goldenthread.domain.plan_states import PlanStep, next_plan_state
from goldenthread.domain.problems import InputRefused, Problem
from goldenthread.domain.reasons import says_why
from goldenthread.plans.models import PlanReview
from goldenthread.plans.operations.locking import locked_plan, of_another_committee
from goldenthread.plans.rules import check_can_keep_plans

_LONGEST_POST = 120


@dataclass(frozen=True, kw_only=True)
class ReviewSaid:
    """On which day a plan was reviewed, on which occasion, and with which outcome; by a decision, or by a post."""

    on: date
    occasion: str  # of PlanReview.Occasion
    outcome: str
    decision: str = ""
    by_post: str = ""


@transaction.atomic
def review_plan(*, plan_id: int, version: int, said: ReviewSaid, by: User, at: datetime) -> PlanReview:
    """The review, beside those before it. What it changes of an action is entered as a change of that action.

    Raises RoleMissing, PlanChanged, PlanStepNotAllowed, DecisionUnknown, DecisionAgreesNothing, InputRefused.
    """
    today = timezone.localdate(at)
    check_can_keep_plans(by, on=today)
    plan = locked_plan(plan_id, version=version)
    next_plan_state(state=plan.state, step=PlanStep.CHANGE)
    problems = []
    if said.on > today:
        problems.append(Problem(f"{day_words(said.on)} is still to come.", column="on"))
    last = plan.reviews.order_by("-number").first()
    earliest = plan.finalised_on if last is None else last.on
    if earliest is not None and said.on < earliest:
        words = "It was final" if last is None else "It was last reviewed"
        problems.append(Problem(f"{words} on {day_words(earliest)}. Give that day or a later one.", column="on"))
    if said.occasion not in PlanReview.Occasion.values:
        problems.append(Problem("Choose the occasion.", column="occasion", found=said.occasion))
    if not says_why(said.outcome):
        problems.append(Problem("Say what came of the review.", column="outcome", found=said.outcome))
    if not said.decision.strip() and not said.by_post.strip():
        problems.append(Problem("Name the resolution, or the post that has the power.", column="decision"))
    if len(said.by_post) > _LONGEST_POST:
        problems.append(Problem(f"A post has at most {_LONGEST_POST} characters.", column="by_post"))
    if problems:
        raise InputRefused(problems)
    decision = None
    if said.decision.strip():
        facts = decision_called(said.decision)
        check_agrees(facts, on=said.on)
        decision = Decision.objects.select_related("item__meeting__committee").get(pk=facts.id)
        problems = list(of_another_committee(decision, plan))
        if problems:
            raise InputRefused(problems)
    made = PlanReview.objects.create(
        plan=plan,
        number=1 if last is None else last.number + 1,
        on=said.on,
        occasion=said.occasion,
        outcome=said.outcome.strip(),
        decision=decision,
        by_post=said.by_post.strip(),
        at=at,
        by=by.pk,
    )
    plan.version += 1
    plan.save(update_fields=["version"])
    record(
        "plan reviewed",
        subject="plan",
        subject_id=plan.slug,
        by=by.pk,
        at=at,
        details={
            "occasion": PlanReview.Occasion(said.occasion).label,
            "outcome": made.outcome,
            "authority": made.by_post if decision is None else decision.reference,
        },
    )
    return made
