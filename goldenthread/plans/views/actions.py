"""The pages of one action: what was agreed, what was changed, and how it stands quarter by quarter."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.committee.views.steps import Step, step_page
from goldenthread.components.quarter_slugs import slug_of
from goldenthread.components.surroundings import Link
from goldenthread.components.versions import version_typed
from goldenthread.domain.periods import Quarter
from goldenthread.domain.plan_actions import ChangeKind, Standing, kinds_from
from goldenthread.domain.plan_states import PlanState
from goldenthread.partnership.access import check_here, holds_here
from goldenthread.partnership.permissions import Permission
from goldenthread.partnership.queries import WHOLE, councils
from goldenthread.plans.forms.adding import AddActionForm
from goldenthread.plans.forms.steps import ChangeForm, ProgressForm, SureForm
from goldenthread.plans.operations import add_action, change_action, confirm_done, report_progress
from goldenthread.plans.queries.board import board_of, quarters_asked
from goldenthread.plans.queries.kept_under_review import risks_of
from goldenthread.plans.queries.pages import (
    ActionFacts,
    action_called,
    decisions_offered,
    earlier_of,
    refs_of,
    takes_progress,
)
from goldenthread.plans.queries.plans import PlanFacts, life_by
from goldenthread.plans.queries.progress import ProgressFacts
from goldenthread.plans.queries.resources import resources_of_action
from goldenthread.plans.views import shown
from goldenthread.plans.views.plans import keeper, plan_for, seen_plan, seen_quarter, sees_open
from goldenthread.plans.views.resources import resources_table
from goldenthread.plans.views.shown_review import risks_table
from goldenthread.terminal.clock import now, today

_HEADINGS = {
    ChangeKind.DATE: "Change its days",
    ChangeKind.SCOPE: "Change what it is",
    ChangeKind.OWNER: "Change its owner",
    ChangeKind.SUCCESS: "Change how it will be known",
    ChangeKind.DEFER: "Defer it",
    ChangeKind.RESUME: "Resume it",
    ChangeKind.REMOVE: "Remove it",
    ChangeKind.MERGE: "Merge it into another",
    ChangeKind.CLOSE: "Take it out, as complete",
}
_SLUGS = {kind: kind.value.replace(" ", "-") for kind in ChangeKind}


@require_safe
def action_page(request: HttpRequest, slug: str, ref: str) -> HttpResponse:
    """An action with its whole life."""
    plan_for(request, slug)
    plan, action = _seen(slug, ref)
    told = set(quarters_asked(plan.id, only_closed=not sees_open(request)))
    quarters = [
        (quarter, tuple(shown.said_facts(said)), shown.plan_address(slug, "quarter", slug_of(quarter)))
        for quarter, said in action.said
        if quarter in told
    ]
    context = {
        "plan": plan,
        "action": action,
        "heading": f"{action.ref} {action.life.terms.words}",
        "facts": tuple(shown.terms_facts(action)),
        "resources": resources_table(resources_of_action(action.id)),
        "risks": risks_table(slug, tuple(one for one in risks_of(plan.id) if one.action == ref), can_keep=False),
        "changes": shown.changes_table(action),
        "quarters": quarters,
        "links": tuple(_links(request, plan, action)),
    }
    return render(request, "plans/action.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def report_page(request: HttpRequest, slug: str, period: str, ref: str) -> HttpResponse:
    """What the owner says of a quarter."""
    plan, action = _seen(slug, ref)
    quarter = seen_quarter(period)
    by = check_here(request, Permission.REPORT_PROGRESS, of=action.scope)
    life = life_by(action.id, quarter.last_day)
    if quarter not in quarters_asked(plan.id) or life is None:
        raise Http404
    before = _said(action, quarter)
    form = ProgressForm(
        request.POST if request.method == "POST" else None,
        life=life,
        earlier=earlier_of(action.id, quarter),
        before=before,
        today=today(),
    )
    step = Step(
        heading=f"Progress in {quarter.label}",
        button="Save",
        done=f"Progress of {ref} is saved.",
        caption=f"{plan.title}, {ref} {action.life.terms.words}",
    )

    def act() -> None:
        report_progress(
            action_id=action.id, quarter=quarter, version=version_typed(request), said=form.said, by=by, at=now()
        )

    back = shown.plan_address(slug, "action", ref)
    return step_page(request, form, step, back=back, version=0 if before is None else before.version, act=act)


@require_http_methods(["GET", "HEAD", "POST"])
def confirm_page(request: HttpRequest, slug: str, period: str, ref: str) -> HttpResponse:
    """Somebody else confirms what was called done."""
    plan, action = _seen(slug, ref)
    quarter = seen_quarter(period)
    by = check_here(request, Permission.CONFIRM_PROMISES, of=action.scope)
    said = _said(action, quarter)
    if said is None or not said.is_called_done:
        raise Http404
    step = Step(
        heading="Confirm that it is done",
        button="Confirm it",
        done=f"{ref} is complete.",
        caption=f"{plan.title}, {ref} {action.life.terms.words}",
        about=(
            f"Its owner says that it can be seen here: {said.evidence}",
            "Whoever called it done does not confirm it.",
        ),
    )

    def act() -> None:
        confirm_done(progress_id=said.id, version=version_typed(request), by=by, at=now())

    form = SureForm(request.POST if request.method == "POST" else None, today=today())
    return step_page(request, form, step, back=shown.plan_address(slug, "action", ref), version=said.version, act=act)


@require_http_methods(["GET", "HEAD", "POST"])
def change_page(request: HttpRequest, slug: str, ref: str, kind: str) -> HttpResponse:
    """A change of what was agreed, with its reason and its authority."""
    by = keeper(request)
    plan, action = _seen(slug, ref)
    asked = next((one for one, called in _SLUGS.items() if called == kind), None)
    if asked is None or asked not in kinds_from(action.life.standing, is_complete=action.is_complete):
        raise Http404
    form = ChangeForm(
        request.POST if request.method == "POST" else None,
        kind=asked,
        terms=action.life.terms,
        decisions=decisions_offered(plan.committee, on=today()),
        others=[one for one in refs_of(plan.id) if one != ref],
        today=today(),
    )
    step = Step(
        heading=_HEADINGS[asked],
        button="Save the change",
        done="The change is recorded. What was agreed first stays.",
        caption=f"{plan.title}, {ref} {action.life.terms.words}",
        is_grave=asked in (ChangeKind.REMOVE, ChangeKind.MERGE),
    )

    def act() -> None:
        change_action(action_id=action.id, version=version_typed(request), said=form.said, by=by, at=now())

    return step_page(request, form, step, back=shown.plan_address(slug, "action", ref), version=action.version, act=act)


@require_http_methods(["GET", "HEAD", "POST"])
def add_page(request: HttpRequest, slug: str) -> HttpResponse:
    """An action that a decision added to a plan that is final."""
    by, plan = keeper(request), seen_plan(slug)
    if plan.state != PlanState.FINAL:
        raise Http404
    board = board_of(plan.id, Quarter.containing(today()))
    form = AddActionForm(
        request.POST if request.method == "POST" else None,
        decisions=decisions_offered(plan.committee, on=today()),
        councils=[(one.slug, one.name) for one in councils()],
        others=[(one.ref, f"{one.ref} {one.words}") for one in board.rows],
        themes=tuple(dict.fromkeys(one.theme for one in board.rows)),
        today=today(),
    )
    step = Step(
        heading="Add an action",
        button="Add it",
        done="The action is added. What was decided of it is its baseline.",
        caption=plan.title,
        about=("A milestone is added afterwards, by a change of what it is.",),
    )

    def act() -> str:
        made = add_action(
            plan_id=plan.id,
            version=version_typed(request),
            said=form.said,
            decision=form.cleaned_data["decision"],
            by=by,
            at=now(),
        )
        return shown.plan_address(slug, "action", made.ref)

    return step_page(request, form, step, back=shown.plan_address(slug), version=plan.version, act=act)


def _seen(slug: str, ref: str) -> tuple[PlanFacts, ActionFacts]:
    plan = seen_plan(slug)
    action = action_called(plan.id, ref)
    if action is None:
        raise Http404
    return plan, action


def _said(action: ActionFacts, quarter: Quarter) -> ProgressFacts | None:
    return next((said for one, said in action.said if one == quarter), None)


def _links(request: HttpRequest, plan: PlanFacts, action: ActionFacts) -> list[Link]:
    links = []
    asked = quarters_asked(plan.id)
    newest = asked[-1] if asked else None
    life = None if newest is None else life_by(action.id, newest.last_day)
    is_live = life is not None and life.standing is Standing.LIVE and not action.is_complete
    if newest is not None and is_live and takes_progress(plan.id, newest):
        where = (slug_of(newest), action.ref)
        said = _said(action, newest)
        if holds_here(request, Permission.REPORT_PROGRESS, of=action.scope):
            words = f"Report progress in {newest.label}"
            links.append(Link(words=words, address=shown.plan_address(plan.slug, "report", *where)))
        can_confirm = holds_here(request, Permission.CONFIRM_PROMISES, of=action.scope)
        if said is not None and said.is_called_done and not said.is_confirmed and can_confirm:
            address = shown.plan_address(plan.slug, "confirm", *where)
            links.append(Link(words="Confirm that it is done", address=address))
    if holds_here(request, Permission.KEEP_PLANS, of=WHOLE):
        links += [
            Link(words=_HEADINGS[kind], address=shown.plan_address(plan.slug, "change", action.ref, _SLUGS[kind]))
            for kind in kinds_from(action.life.standing, is_complete=action.is_complete)
        ]
        links.append(
            Link(words="Record its resources", address=shown.plan_address(plan.slug, "agree-resource", action.ref))
        )
    return links
