"""What keeps a plan under review: its risks, its reviews, and when the next one is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from goldenthread.domain.listing import listed
from goldenthread.domain.plan_risks import Score
from goldenthread.plans.models import Plan, PlanReview, Risk
from goldenthread.plans.queries.plans import PlanFacts
from goldenthread.plans.queries.priorities import priorities_changed_since


@dataclass(frozen=True, kw_only=True)
class RiskFacts:
    """A risk as it was scored last; `first` is how it was scored first."""

    id: int
    version: int
    ref: str
    title: str
    owner_post: str
    action: str  # the ref of one; "" of the whole plan
    now: Score
    sought: Score
    first: Score
    scored_on: date
    words: str
    closed_on: date | None


@dataclass(frozen=True, kw_only=True)
class ReviewFacts:
    """A review, and by whose authority."""

    on: date
    occasion: str
    outcome: str
    authority: str


@dataclass(frozen=True, kw_only=True)
class ReviewDue:
    """The day by which a plan is to be reviewed, and why then."""

    on: date
    because: str


def risks_of(plan_id: int) -> tuple[RiskFacts, ...]:
    """The risks of a plan, those that are closed last; two reads."""
    found = []
    rows = Risk.objects.filter(plan=plan_id).select_related("plan_action").prefetch_related("scores")
    for row in rows.order_by("ref", "pk"):
        scores = sorted(row.scores.all(), key=lambda one: one.number)
        last = scores[-1]
        found.append(
            RiskFacts(
                id=row.pk,
                version=row.version,
                ref=row.ref,
                title=row.title,
                owner_post=row.owner_post,
                action="" if row.plan_action is None else row.plan_action.ref,
                now=Score(likelihood=last.likelihood, impact=last.impact),
                sought=Score(likelihood=last.sought_likelihood, impact=last.sought_impact),
                first=Score(likelihood=scores[0].likelihood, impact=scores[0].impact),
                scored_on=last.on,
                words=last.words,
                closed_on=row.closed_on,
            )
        )
    return tuple(sorted(found, key=lambda one: one.closed_on is not None))


def reviews_of(plan_id: int) -> tuple[ReviewFacts, ...]:
    """The reviews of a plan, the newest first."""
    rows = PlanReview.objects.filter(plan=plan_id).select_related("decision").order_by("-number")
    return tuple(
        ReviewFacts(
            on=one.on,
            occasion=str(PlanReview.Occasion(one.occasion).label),
            outcome=one.outcome,
            authority=one.by_post if one.decision is None else one.decision.reference,
        )
        for one in rows
    )


def review_due(plan: PlanFacts, reviews: tuple[ReviewFacts, ...]) -> ReviewDue | None:
    """By when a plan that is final is to be reviewed next: a year after it was final or last reviewed, and at once
    when a council's priorities changed since. None of a plan that is not final."""
    if plan.finalised_on is None or plan.state != Plan.State.FINAL:
        return None
    last = reviews[0].on if reviews else plan.finalised_on
    changed = priorities_changed_since(last)
    if changed:
        names = listed(list(dict.fromkeys(one.council for one in changed)))
        on = min(one.changed_on for one in changed)
        return ReviewDue(on=on, because=f"the priorities of {names} changed")
    since = "it was last reviewed" if reviews else "it was final"
    return ReviewDue(on=_year_after(last), because=f"that is a year after {since}")


def _year_after(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # 29 February
        return date(day.year + 1, 3, 1)
