"""The pages by which a plan is kept under review: its risks and its reviews."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from goldenthread.committee.views.steps import Step, step_page
from goldenthread.components.versions import version_typed
from goldenthread.domain.plan_states import PlanState
from goldenthread.plans.forms.review import AddRiskForm, CloseRiskForm, ReviewForm, ScoreForm
from goldenthread.plans.operations import add_risk, close_risk, review_plan, score_risk
from goldenthread.plans.queries.kept_under_review import RiskFacts, risks_of
from goldenthread.plans.queries.pages import decisions_offered, refs_of
from goldenthread.plans.queries.plans import PlanFacts
from goldenthread.plans.views import shown
from goldenthread.plans.views.plans import keeper, seen_plan
from goldenthread.terminal.clock import now, today


@require_http_methods(["GET", "HEAD", "POST"])
def review_page(request: HttpRequest, slug: str) -> HttpResponse:
    """That the plan was reviewed."""
    by, plan = keeper(request), _final_plan(slug)
    form = ReviewForm(_typed(request), decisions=decisions_offered(plan.committee, on=today()), today=today())
    step = Step(heading="Record a review", button="Save", done="The review is recorded.", caption=plan.title)

    def act() -> None:
        review_plan(plan_id=plan.id, version=version_typed(request), said=form.said, by=by, at=now())

    return step_page(request, form, step, back=shown.plan_address(slug), version=plan.version, act=act)


@require_http_methods(["GET", "HEAD", "POST"])
def add_risk_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Another risk of the plan."""
    by, plan = keeper(request), _final_plan(slug)
    actions = [(ref, ref) for ref in refs_of(plan.id)]
    form = AddRiskForm(_typed(request), actions=actions, today=today())
    step = Step(heading="Add a risk", button="Add it", done="The risk is added.", caption=plan.title)

    def act() -> None:
        on, version = form.cleaned_data["on"], version_typed(request)
        add_risk(plan_id=plan.id, version=version, said=form.risk, on=on, by=by, at=now())

    return step_page(request, form, step, back=shown.plan_address(slug), version=plan.version, act=act)


@require_http_methods(["GET", "HEAD", "POST"])
def score_page(request: HttpRequest, slug: str, ref: str) -> HttpResponse:
    """The risk scored again."""
    by, plan = keeper(request), _final_plan(slug)
    risk = _open_risk(plan, ref)
    form = ScoreForm(_typed(request), before=risk, today=today())
    step = Step(
        heading="Score the risk",
        button="Save",
        done="The score is recorded. What it was before stays.",
        caption=f"{plan.title}, {risk.ref} {risk.title}",
    )

    def act() -> None:
        score_risk(risk_id=risk.id, version=version_typed(request), said=form.said, by=by, at=now())

    return step_page(request, form, step, back=shown.plan_address(slug), version=risk.version, act=act)


@require_http_methods(["GET", "HEAD", "POST"])
def close_risk_page(request: HttpRequest, slug: str, ref: str) -> HttpResponse:
    """The risk is none any more."""
    by, plan = keeper(request), _final_plan(slug)
    risk = _open_risk(plan, ref)
    form = CloseRiskForm(_typed(request), today=today())
    step = Step(
        heading="Close the risk",
        button="Close it",
        done="The risk is closed. Its scores stay.",
        caption=f"{plan.title}, {risk.ref} {risk.title}",
    )

    def act() -> None:
        typed, version = form.cleaned_data, version_typed(request)
        close_risk(risk_id=risk.id, version=version, on=typed["on"], why=typed["why"], by=by, at=now())

    return step_page(request, form, step, back=shown.plan_address(slug), version=risk.version, act=act)


def _open_risk(plan: PlanFacts, ref: str) -> RiskFacts:
    risk = next((one for one in risks_of(plan.id) if one.ref == ref and one.closed_on is None), None)
    if risk is None:
        raise Http404
    return risk


def _final_plan(slug: str) -> PlanFacts:
    plan = seen_plan(slug)
    if plan.state != PlanState.FINAL:
        raise Http404
    return plan


def _typed(request: HttpRequest) -> object:
    return request.POST if request.method == "POST" else None
