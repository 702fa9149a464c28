"""The pages of service plans, as they are written. Whether their levels are kept is told on their thread."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from goldenthread.components.lists import Fact
from goldenthread.components.tables import Cell, Column, Table, row_of
from goldenthread.domain.units import Unit, decimals_of, print_value
from goldenthread.plans.queries.service_plans import (
    LevelFacts,
    ListedServicePlan,
    ServicePlanFacts,
    service_plan_called,
    service_plans,
)
from goldenthread.plans.queries.words import money_words
from goldenthread.plans.views import shown


@require_safe
def service_plans_page(request: HttpRequest) -> HttpResponse:
    """Every service plan."""
    return render(request, "plans/service_plans.html", {"plans": _plans_table(service_plans())})


@require_safe
def service_plan_page(request: HttpRequest, service: str, year: str) -> HttpResponse:
    """A service plan: for what it is, what it does for each council and with what, what it promises."""
    plan = service_plan_called(service, year)
    if plan is None:
        raise Http404
    context = {
        "plan": plan,
        "facts": tuple(_facts(plan)),
        "provided": _provided_table(plan),
        "levels": _levels_table(plan.levels),
        "priorities": _priorities_table(plan),
        "actions": _actions_table(plan),
        "indicators": tuple(f"{ref} {title}".strip() for ref, title in plan.indicators),
    }
    return render(request, "plans/service_plan.html", context)


def level_words(level: LevelFacts) -> str:
    """ "at least 97.5%", with every decimal that it needs."""
    words = "at least" if level.direction == "at-least" else "at most"
    return f"{words} {print_value(level.level, unit=Unit(level.unit), decimals=decimals_of(level.level))}"


def _plans_table(every: tuple[ListedServicePlan, ...]) -> Table:
    return Table(
        caption="Service plans",
        caption_hidden=True,
        columns=(
            Column(title="Service"),
            Column(title="Year"),
            Column(title="Agreed"),
            Column(title="Service levels", numeric=True),
        ),
        rows=tuple(
            row_of(
                Cell(
                    words=one.service,
                    address=reverse("plans:service-plan", args=[one.service_slug, one.year]),
                    small="; ".join(filter(None, (one.directorate, "illustrative" if one.illustrative else ""))),
                ),
                one.year_label,
                one.decision or "Not agreed yet",
                str(one.levels),
            )
            for one in every
        ),
        empty="There is no service plan yet. Whoever keeps plans reads one from a file.",
        key="service-plans",
    )


def _facts(plan: ServicePlanFacts) -> Iterator[Fact]:
    yield Fact(name="Purpose", words=plan.purpose)
    yield Fact(name="Directorate", words=plan.directorate)
    yield Fact(name="Year", words=plan.year_label)
    yield Fact(name="Agreed by", words=plan.decision or "Not agreed yet")
    yield Fact(name="Version", words=str(plan.version))


def _provided_table(plan: ServicePlanFacts) -> Table:
    rows = (
        row_of(
            one.council,
            one.words,
            "–" if one.resource is None or one.resource.staff is None else f"{one.resource.staff.normalize():f} FTE",
            Cell(
                words="–" if one.resource is None else money_words(one.resource.money),
                small="" if one.resource is None else f"agreed by {one.resource.agreed_by}",
            ),
        )
        for one in plan.provided
    )
    return Table(
        caption="What is provided to whom",
        columns=(
            Column(title="Council"),
            Column(title="What"),
            Column(title="Establishment", numeric=True),
            Column(title="Budget", numeric=True),
        ),
        rows=tuple(rows),
        key="provided",
    )


def _levels_table(levels: tuple[LevelFacts, ...]) -> Table:
    return Table(
        caption="Service levels",
        columns=(
            Column(title="Promise"),
            Column(title="To"),
            Column(title="Kept while"),
            Column(title="When it is missed"),
        ),
        rows=tuple(
            row_of(
                f"{one.ref} {one.words}",
                one.council,
                Cell(words=level_words(one), small=f"{one.indicator} {one.title}".strip()),
                one.when_missed,
            )
            for one in levels
        ),
        empty="It promises no service level.",
        key="levels",
    )


def _priorities_table(plan: ServicePlanFacts) -> Table:
    return Table(
        caption="Priorities that it serves",
        columns=(Column(title="Priority"), Column(title="Council")),
        rows=tuple(
            row_of(
                Cell(words=f"{one.ref} {one.title}", address=reverse("plans:priority", args=[one.slug, one.ref])),
                one.council,
            )
            for one in plan.priorities
        ),
        empty="It serves no priority.",
        key="priorities",
    )


def _actions_table(plan: ServicePlanFacts) -> Table:
    return Table(
        caption="Actions that it takes from other plans",
        columns=(Column(title="Action"), Column(title="Plan"), Column(title="Owner")),
        rows=tuple(
            row_of(
                Cell(words=f"{one.ref} {one.words}", address=shown.plan_address(one.slug, "action", one.ref)),
                one.plan,
                one.owner_post,
            )
            for one in plan.actions
        ),
        empty="It takes no action from another plan.",
        key="actions",
    )
