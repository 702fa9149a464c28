"""The pages of priorities: what each council seeks, and what serves it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.committee.views.steps import Step, step_page
from goldenthread.components.lists import Fact
from goldenthread.components.surroundings import Link
from goldenthread.components.tables import Cell, Column, Table, row_of
from goldenthread.partnership.access import holds_here
from goldenthread.partnership.permissions import Permission
from goldenthread.partnership.queries import WHOLE
from goldenthread.plans.forms.priorities import LinkForm, TagsForm, UnlinkForm
from goldenthread.plans.operations import Serves, link_to_priority, tag_priority, unlink_from_priority
from goldenthread.plans.queries.priorities import (
    CorporatePlanFacts,
    PriorityFacts,
    PriorityUnknown,
    Serving,
    corporate_plans,
    may_serve,
    priority_called,
    serving,
)
from goldenthread.plans.queries.years import span_words
from goldenthread.plans.views.plans import keeper
from goldenthread.terminal.clock import now, today

_KIND_OF_SLUG = {one.value.replace(" ", "-"): one for one in Serves}
_SERVING = {
    Serves.PLAN: "Link plans",
    Serves.ACTION: "Link actions",
    Serves.SERVICE_PLAN: "Link service plans",
    Serves.INDICATOR: "Link indicators",
}


@require_safe
def priorities_page(request: HttpRequest) -> HttpResponse:
    """Every council's corporate plans with their priorities."""
    return render(request, "plans/priorities.html", {"plans": tuple(map(_plan_shown, corporate_plans()))})


@require_safe
def corporate_plan_page(request: HttpRequest, slug: str) -> HttpResponse:
    """One corporate plan with its priorities."""
    found = corporate_plans(slug=slug)
    if not found:
        raise Http404
    shown, table = _plan_shown(found[0])
    facts = [
        Fact(name="Council", words=shown.council),
        Fact(name="Years", words=span_words(shown.first_year, shown.last_year)),
    ]
    if shown.source:
        facts.append(Fact(name="Source", words=shown.source))
    return render(request, "plans/corporate_plan.html", {"plan": shown, "facts": tuple(facts), "priorities": table})


@require_safe
def priority_page(request: HttpRequest, slug: str, ref: str) -> HttpResponse:
    """A priority in the council's words, its tags, and everything that serves it."""
    plan, priority = _seen(slug, ref)
    facts = [
        Fact(name="Council", words=plan.council),
        Fact(name="Corporate plan", words=f"{plan.title}, {span_words(plan.first_year, plan.last_year)}"),
    ]
    if priority.outcome:
        facts.append(Fact(name="Outcome sought", words=priority.outcome))
    if priority.tags:
        facts.append(Fact(name="About", words="\n".join(f"{tag.name} ({tag.framework})" for tag in priority.tags)))
    context = {
        "plan": plan,
        "priority": priority,
        "facts": tuple(facts),
        "serving": _serving_table(serving(priority.id)),
        "links": tuple(_links(slug, ref)) if holds_here(request, Permission.KEEP_PLANS, of=WHOLE) else (),
    }
    return render(request, "plans/priority.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def link_page(request: HttpRequest, slug: str, ref: str, kind: str) -> HttpResponse:
    """What serves it, of one kind, and is not linked yet."""
    by = keeper(request)
    plan, priority = _seen(slug, ref)
    if kind not in _KIND_OF_SLUG:
        raise Http404
    what = _KIND_OF_SLUG[kind]
    linked = {one.name for one in serving(priority.id) if one.kind == what.value}
    # Who presses the button twice sends again what is linked by now.
    linked -= set(request.POST.getlist("names"))
    offered = [one for one in may_serve(plan.council_slug)[what.value] if one[0] not in linked]
    form = LinkForm(_typed(request), kind=what, offered=offered, today=today())
    step = Step(
        heading=_SERVING[what],
        button="Link",
        done="They are linked.",
        caption=f"{plan.council}: {priority.ref} {priority.title}",
        warning="" if offered else f"There is no {what.value} for {plan.council} that is not linked already.",
    )

    def act() -> None:
        link_to_priority(priority_id=priority.id, what=form.chosen, by=by, at=now())

    return step_page(request, form, step, back=_address(slug, ref), act=act)


@require_http_methods(["GET", "HEAD", "POST"])
def unlink_page(request: HttpRequest, slug: str, ref: str) -> HttpResponse:
    """What serves it no longer."""
    by = keeper(request)
    plan, priority = _seen(slug, ref)
    linked = serving(priority.id)
    form = UnlinkForm(_typed(request), serving=linked, today=today())
    step = Step(
        heading="Take links away",
        button="Take away",
        done="They are linked no more.",
        caption=f"{plan.council}: {priority.ref} {priority.title}",
        about=("Who took a link away, and when, stays in the log.",),
        warning="" if linked else "Nothing is linked to it.",
    )

    def act() -> None:
        unlink_from_priority(priority_id=priority.id, what=form.chosen, by=by, at=now())

    return step_page(request, form, step, back=_address(slug, ref), act=act)


@require_http_methods(["GET", "HEAD", "POST"])
def tags_page(request: HttpRequest, slug: str, ref: str) -> HttpResponse:
    """What it is about, in words that every council shares."""
    by = keeper(request)
    plan, priority = _seen(slug, ref)
    form = TagsForm(_typed(request), now=[one.key for one in priority.tags], today=today())
    step = Step(
        heading="Change its tags",
        button="Save",
        done="The tags are saved.",
        caption=f"{plan.council}: {priority.ref} {priority.title}",
    )

    def act() -> None:
        tag_priority(priority_id=priority.id, keys=form.cleaned_data["tags"], by=by, at=now())

    return step_page(request, form, step, back=_address(slug, ref), act=act)


def _plan_shown(plan: CorporatePlanFacts) -> tuple[CorporatePlanFacts, Table]:
    rows = (
        row_of(
            Cell(words=f"{one.ref} {one.title}", address=_address(plan.slug, one.ref), small=one.outcome),
            "; ".join(tag.name for tag in one.tags) or "–",
            Cell(words=str(one.links) if one.links else "Nothing yet"),
        )
        for one in plan.priorities
    )
    years = span_words(plan.first_year, plan.last_year)
    return plan, Table(
        caption=f"Priorities, {years}",
        columns=(Column(title="Priority"), Column(title="About"), Column(title="Served by")),
        rows=tuple(rows),
        key=plan.slug,
    )


def _serving_table(every: tuple[Serving, ...]) -> Table:
    return Table(
        caption="What serves it",
        columns=(Column(title="What"), Column(title="Name")),
        rows=tuple(
            row_of(
                one.kind.capitalize(),
                Cell(words=one.words, address=_address_of(one), small="illustrative" if one.illustrative else ""),
            )
            for one in every
        ),
        empty="Nothing serves it yet.",
        key="serving",
    )


def _address_of(one: Serving) -> str:
    if one.kind == Serves.PLAN.value:
        return reverse("plans:plan", args=[one.name])
    if one.kind == Serves.ACTION.value:
        slug, _, ref = one.name.partition("/")
        return reverse("plans:action", args=[slug, ref])
    if one.kind == Serves.SERVICE_PLAN.value:
        return reverse("plans:service-plan", args=one.name.split("/"))
    return ""


def _links(slug: str, ref: str) -> list[Link]:
    steps = [
        Link(words=_SERVING[kind], address=reverse("plans:link", args=[slug, ref, name]))
        for name, kind in _KIND_OF_SLUG.items()
    ]
    return [
        *steps,
        Link(words="Take links away", address=reverse("plans:unlink", args=[slug, ref])),
        Link(words="Change its tags", address=reverse("plans:tags", args=[slug, ref])),
    ]


def _address(slug: str, ref: str) -> str:
    return reverse("plans:priority", args=[slug, ref])


def _seen(slug: str, ref: str) -> tuple[CorporatePlanFacts, PriorityFacts]:
    try:
        return priority_called(slug, ref)
    except PriorityUnknown:
        raise Http404 from None


def _typed(request: HttpRequest) -> object:
    return request.POST if request.method == "POST" else None
