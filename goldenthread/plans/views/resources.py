"""The pages of resources and of cost shares."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.committee.views.steps import Step, step_page
from goldenthread.components.surroundings import Link
from goldenthread.components.tables import Cell, Column, Table, row_of
from goldenthread.domain.cost_shares import in_brackets
from goldenthread.domain.days import day_words
from goldenthread.domain.periods import FinancialYear, PeriodUnreadable
from goldenthread.partnership.access import holds_here
from goldenthread.partnership.permissions import Permission
from goldenthread.partnership.queries import WHOLE, councils
from goldenthread.plans.forms.resources import ResourceForm
from goldenthread.plans.operations import agree_resource
from goldenthread.plans.queries.cost_shares import SharesFacts, VarianceFacts, cost_shares, variances
from goldenthread.plans.queries.pages import action_called, decisions_offered
from goldenthread.plans.queries.resources import (
    CouncilResources,
    ResourceFacts,
    Sum,
    Without,
    actions_without_resources,
    resources_by_priority,
    resources_of_action,
    service_plans_without_resources,
    years_with_resources,
)
from goldenthread.plans.queries.words import money_words, staff_words
from goldenthread.plans.views import shown
from goldenthread.plans.views.plans import keeper, seen_plan
from goldenthread.terminal.clock import now, today


@require_safe
def resources_page(request: HttpRequest) -> HttpResponse:
    """Staff and money of a year by council and priority, and what has none."""
    years = years_with_resources()
    year = _year_of(request, years)
    chosen = str(year)
    context = {
        "year": year,
        "years": tuple(
            Link(words=FinancialYear.parse(one).label, address=f"{reverse('plans:resources')}?year={one}")
            for one in years
            if one != chosen
        ),
        "councils": tuple(_council_table(one) for one in resources_by_priority(chosen)),
        "without": _without_table(
            actions_without_resources(chosen), can_agree=holds_here(request, Permission.KEEP_PLANS, of=WHOLE)
        ),
        "plans_without": service_plans_without_resources(chosen),
    }
    return render(request, "plans/resources.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def agree_page(request: HttpRequest, slug: str, ref: str) -> HttpResponse:
    """Which staff and money were agreed for an action."""
    by, plan = keeper(request), seen_plan(slug)
    action = action_called(plan.id, ref)
    if action is None:
        raise Http404
    served = [(one.slug, one.name) for one in councils() if not action.serves or one.name in action.serves]
    years = [FinancialYear(start) for start in range(plan.first_year, plan.last_year + 1)]
    form = ResourceForm(
        request.POST if request.method == "POST" else None,
        councils=served,
        years=[(str(one), one.label) for one in years],
        decisions=decisions_offered(plan.committee, on=today()),
        today=today(),
    )
    step = Step(
        heading="Record its resources",
        button="Save",
        done="Its resources are recorded.",
        caption=f"{plan.title}, {ref}",
        about=(
            action.life.terms.words,
            "Give the staff, the money, or both. What was recorded before stays beside it.",
            *(_now_words(one) for one in resources_of_action(action.id)),
        ),
    )

    def act() -> None:
        agree_resource(form.said(f"{slug}/{ref}"), by=by, at=now())

    return step_page(request, form, step, back=shown.plan_address(slug, "action", ref), act=act)


@require_safe
def cost_shares_page(request: HttpRequest) -> HttpResponse:
    """Who bears which share of a service's cost, and variances as they were reported."""
    context = {"shares": _shares_table(cost_shares()), "variances": _variances_table(variances())}
    return render(request, "plans/cost_shares.html", context)


def resources_table(found: tuple[ResourceFacts, ...], *, caption: str = "Resources") -> Table:
    """Staff and money by year and council, with who agreed them and when."""
    return Table(
        caption=caption,
        columns=(
            Column(title="Council"),
            Column(title="Year"),
            Column(title="Staff", numeric=True),
            Column(title="Money", numeric=True),
            Column(title="Agreed by"),
        ),
        rows=tuple(
            row_of(
                one.council,
                FinancialYear.parse(one.year).label,
                _staff(one),
                money_words(one.money),
                Cell(words=one.agreed_by, small="; ".join(filter(None, (day_words(one.agreed_on), one.decision)))),
            )
            for one in found
        ),
        empty="No staff and no money are agreed for it.",
        key="resources",
    )


def _staff(one: ResourceFacts) -> str:
    return "–" if one.staff is None else f"{one.staff.normalize():f} FTE"


def _now_words(one: ResourceFacts) -> str:
    year = FinancialYear.parse(one.year).label
    return f"Now of {one.council} in {year}: {staff_words(one.staff)} and {money_words(one.money)} ({one.agreed_by})."


def _council_table(council: CouncilResources) -> Table:
    rows = [
        row_of(
            Cell(
                words=f"{one.ref} {one.title}" if one.ref else "What serves none of its priorities",
                address=reverse("plans:priority", args=[one.slug, one.ref]) if one.ref else "",
                small=_marked(one.sum),
            ),
            *_sum_cells(one.sum),
        )
        for one in council.rows
    ]
    every = Cell(words=f"{council.council}, each counted once", small=_marked(council.sum))
    rows.append(row_of(every, *_sum_cells(council.sum)))
    return Table(
        caption=f"{council.council}: resources by priority",
        columns=(
            Column(title="Priority"),
            Column(title="Staff", numeric=True),
            Column(title="Money", numeric=True),
            Column(title="Actions and service plans", numeric=True),
        ),
        rows=tuple(rows),
        key=council.council_slug,
    )


def _marked(found: Sum) -> str:
    return "illustrative" if found.illustrative else ""


def _sum_cells(found: Sum) -> tuple[str, str, str]:
    if not found.things:
        return "–", "–", "None"
    return f"{found.staff.normalize():f} FTE", money_words(found.money), str(found.things)


def _without_table(every: tuple[Without, ...], *, can_agree: bool) -> Table:
    return Table(
        caption="Actions with none",
        columns=(Column(title="Action"), Column(title="Plan"), Column(title="Owner")),
        rows=tuple(
            row_of(
                Cell(
                    words=f"{one.ref} {one.words}",
                    address=shown.plan_address(one.slug, "agree-resource" if can_agree else "action", one.ref),
                ),
                Cell(words=one.plan, small="illustrative" if one.illustrative else ""),
                one.owner_post,
            )
            for one in every
        ),
        empty="Every open action has staff or money agreed for the year.",
        key="without",
    )


def _shares_table(every: tuple[SharesFacts, ...]) -> Table:
    return Table(
        caption="Shares of a service’s cost",
        columns=(Column(title="Service"), Column(title="Year"), Column(title="Shares"), Column(title="From")),
        rows=tuple(
            row_of(
                one.service,
                one.year_label,
                ", ".join(f"{council} {percent.normalize():f}%" for council, percent in one.shares.items()),
                Cell(words=one.source, small="illustrative" if one.illustrative else one.decision, breaks=True),
            )
            for one in every
        ),
        empty="No cost shares are set yet.",
        key="shares",
    )


def _variances_table(every: tuple[VarianceFacts, ...]) -> Table:
    return Table(
        caption="Variances against budget, in millions of pounds",
        columns=(
            Column(title="Period"),
            Column(title="Total", numeric=True),
            Column(title="Parts"),
            Column(title="From"),
        ),
        rows=tuple(
            row_of(
                Cell(words=f"{one.year_label} {one.period}", small=one.of or "everything that is shared"),
                in_brackets(one.total),
                ", ".join(f"{council} {in_brackets(part)}" for council, part in one.parts.items()),
                Cell(words=one.source, small="illustrative" if one.illustrative else "", breaks=True),
            )
            for one in every
        ),
        empty="No variance is recorded yet.",
        key="variances",
    )


def _year_of(request: HttpRequest, years: tuple[str, ...]) -> FinancialYear:
    """The year of the address, else this one where there is something of it, else the newest; 404 of what is none."""
    typed = request.GET.get("year", "")
    if not typed:
        this = FinancialYear.containing(today())
        return this if str(this) in years or not years else FinancialYear.parse(years[0])
    try:
        return FinancialYear.parse(typed)
    except PeriodUnreadable:
        raise Http404 from None
