"""What keeps a plan under review: its risks, its reviews, and when the next one is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max
from django.utils import timezone

from goldenthread.domain.listing import listed
from goldenthread.domain.plan_risks import Score
from goldenthread.plans.models import CorporatePlan, Plan, PlanReview, Risk
from goldenthread.plans.queries.plans import PlanFacts


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


def risks_of(plan_id: int, *, by: datetime | None = None) -> tuple[RiskFacts, ...]:
    """The risks of a plan, those that are closed last; as they were recorded by a moment, where one is given. Two
    reads."""
    found = []
    rows = Risk.objects.filter(plan=plan_id).select_related("plan_action").prefetch_related("scores")
    for row in rows.order_by("ref", "pk"):
        scores = sorted((one for one in row.scores.all() if by is None or one.at <= by), key=lambda one: one.number)
        if not scores:
            continue
        last = scores[-1]
        is_closed = row.closed_on is not None and (by is None or row.closed_on <= timezone.localdate(by))
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
                closed_on=row.closed_on if is_closed else None,
            )
        )
    return tuple(sorted(found, key=lambda one: one.closed_on is not None))


def reviews_of(plan_id: int, *, by: datetime | None = None) -> tuple[ReviewFacts, ...]:
    """The reviews of a plan, the newest first; those recorded by a moment, where one is given."""
    rows = PlanReview.objects.filter(plan=plan_id).select_related("decision").order_by("-number")
    if by is not None:
        rows = rows.filter(at__lte=by)
    return tuple(
        ReviewFacts(
            on=one.on,
            occasion=str(PlanReview.Occasion(one.occasion).label),
            outcome=one.outcome,
            authority=one.by_post if one.decision is None else one.decision.reference,
        )
        for one in rows
    )


@dataclass(frozen=True, kw_only=True)
class PlanToReview:
    """A plan of which a review is due."""

    slug: str
    title: str
    due: ReviewDue


def review_due(plan: PlanFacts, reviews: tuple[ReviewFacts, ...]) -> ReviewDue | None:
    """By when a plan that is final is to be reviewed next: a year after it was final or last reviewed, and at once
    when a council's priorities changed since. None of a plan that is not final."""
    if plan.finalised_on is None or plan.state != Plan.State.FINAL:
        return None
    return _next(plan.finalised_on, reviewed_on=reviews[0].on if reviews else None, changed=_changed())


def plans_to_review(*, on: date) -> tuple[PlanToReview, ...]:
    """The plans of which a review is due on a day, or was before it; two reads, however many there are."""
    changed = _changed()
    rows = Plan.objects.filter(state=Plan.State.FINAL, finalised_on__isnull=False).annotate(last=Max("reviews__on"))
    found = (
        PlanToReview(slug=slug, title=title, due=_next(final, reviewed_on=last, changed=changed))
        for slug, title, final, last in rows.order_by("title", "pk").values_list(
            "slug", "title", "finalised_on", "last"
        )
        if final is not None
    )
    return tuple(one for one in found if one.due.on <= on)


def _changed() -> tuple[tuple[str, date], ...]:
    """When the priorities of each council changed last, by its name."""
    rows = CorporatePlan.objects.order_by("council__position", "slug")
    return tuple(rows.values_list("council__name", "changed_on"))


def _next(final_on: date, *, reviewed_on: date | None, changed: tuple[tuple[str, date], ...]) -> ReviewDue:
    last = reviewed_on or final_on
    since = [(council, on) for council, on in changed if on > last]
    if since:
        names = listed(list(dict.fromkeys(council for council, _ in since)))
        return ReviewDue(on=min(on for _, on in since), because=f"the priorities of {names} changed")
    words = "it was final" if reviewed_on is None else "it was last reviewed"
    return ReviewDue(on=_year_after(last), because=f"that is a year after {words}")


def _year_after(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # 29 February
        return date(day.year + 1, 3, 1)
