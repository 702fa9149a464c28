"""The pages of the thread. Every one shows a nested list, which says all, and the same as a picture."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from goldenthread.accounts.middleware import person_of
from goldenthread.components.surroundings import Link
from goldenthread.domain.thread import Loose, Node, NodeKind
from goldenthread.partnership.middleware import what_may_here
from goldenthread.partnership.queries import councils
from goldenthread.terminal.clock import now, today
from goldenthread.thread.queries.coverage import coverage
from goldenthread.thread.queries.pages import (
    Both,
    action_both_ways,
    indicator_both_ways,
    plan_both_ways,
    priority_called,
    priority_down,
    service_plan_both_ways,
)
from goldenthread.thread.queries.reading import Reading, reading_of
from goldenthread.thread.queries.rows import priority_rows
from goldenthread.thread.queries.standings import progress_board
from goldenthread.thread.queries.trees import tree_of
from goldenthread.thread.queries.upwards import up_from
from goldenthread.thread.views import shown
from goldenthread.thread.views.addresses import own_address

_DOWN, _UP = "What hangs on it", "What it serves"


@require_safe
def hub_page(request: HttpRequest) -> HttpResponse:
    """Where every thread begins: councils, plans, and what hangs on nothing."""
    reading = _reading(request)
    found = coverage(today())
    in_force = [one for one in priority_rows() if one.holds(reading.year)]
    context = {
        "councils": tuple(
            (
                Link(words=one.name, address=reverse("thread:council", args=[one.slug])),
                _number(sum(row.council == one.slug for row in in_force)),
            )
            for one in councils()
        ),
        "board": shown.board_table(progress_board(sees_open=reading.sees_open)),
        "loose": tuple((loose.heading, shown.counted(found, loose), loose.value) for loose in Loose),
    }
    return render(request, "thread/hub.html", context)


@require_safe
def council_page(request: HttpRequest, council: str) -> HttpResponse:
    """The thread of a council, from its priorities down."""
    found = next((one for one in councils() if one.slug == council), None)
    if found is None:
        raise Http404
    node = tree_of(found, _reading(request))
    context = {
        "heading": f"Golden thread of {found.full_name or found.name}",
        "title": f"Golden thread of {found.name}",
        "nothing": ""
        if node.children
        else "It has no corporate plan in force, and so no priority that could be served.",
    }
    return _shown(request, context, down=node, called="Priorities, and what serves them")


@require_safe
def priority_page(request: HttpRequest, slug: str, ref: str) -> HttpResponse:
    """One priority, down to figures, exceptions, decisions and actions."""
    row = priority_called(slug, ref)
    if row is None:
        raise Http404
    node = priority_down(row, _reading(request))
    ends = "" if row.holds(_reading(request).year) else f"{row.plan} is not in force today."
    context = {
        "caption": f"{row.council_name}, {row.plan}",
        "heading": f"{row.ref} {row.title}",
        "title": row.title,
        "lead": row.outcome,
        "own": _own(node, "The priority itself"),
        "nothing": "" if node.children else "Nothing serves it yet.",
        "inset": ends,
        "back": Link(
            words=f"Golden thread of {row.council_name}", address=reverse("thread:council", args=[row.council])
        ),
    }
    return _shown(request, context, down=node, called="What serves it")


@require_safe
def indicator_page(request: HttpRequest, ref: str) -> HttpResponse:
    """An indicator, up to priorities and down to the newest figure of each council."""
    return _both(request, indicator_both_ways(ref, _reading(request)), own="Its own page, with every figure")


@require_safe
def action_page(request: HttpRequest, slug: str, ref: str) -> HttpResponse:
    """An action, up to priorities and down to what agreed it."""
    return _both(request, action_both_ways(slug, ref, _reading(request)), own="The action itself")


@require_safe
def plan_page(request: HttpRequest, slug: str) -> HttpResponse:
    """A plan, up to priorities and down to its actions."""
    return _both(request, plan_both_ways(slug, _reading(request)), own="The plan itself")


@require_safe
def service_plan_page(request: HttpRequest, service: str, year: str) -> HttpResponse:
    """A service plan, up to priorities and down to its service levels."""
    return _both(request, service_plan_both_ways(service, year, _reading(request)), own="The service plan itself")


@require_safe
def decision_page(request: HttpRequest, reference: str) -> HttpResponse:
    """A decision, up through what rests on it."""
    node = up_from(NodeKind.DECISION, reference, _reading(request))
    if node is None:
        raise Http404
    context = {
        "caption": node.state,
        "heading": node.name,
        "title": f"Decision {reference}",
        "own": _own(node, "The meeting at which it was taken"),
        "nothing": "" if node.children else "No plan, action or list rests on it.",
    }
    return _shown(request, context, up=node, called="What rests on it, and what that serves")


@require_safe
def coverage_page(request: HttpRequest) -> HttpResponse:
    """What hangs on nothing today."""
    found = coverage(today())
    return render(request, "thread/coverage.html", {"tables": shown.coverage_tables(found), "found": found})


def _both(request: HttpRequest, both: Both | None, *, own: str) -> HttpResponse:
    if both is None:
        raise Http404
    node = both.up
    ref = node.key.rpartition("/")[2] if node.kind is NodeKind.ACTION else node.key
    named = node.kind in (NodeKind.INDICATOR, NodeKind.ACTION)
    context = {
        "caption": f"Golden thread of {'an' if node.kind.value[0] in 'aeiou' else 'a'} {node.kind.value}",
        "heading": f"{ref} {node.name}" if named else node.name,
        "title": f"Golden thread: {node.name}",
        "inset": "What is said of it is illustrative." if node.illustrative else "",
        "lead": both.down.state[:1].upper() + both.down.state[1:],
        "own": _own(node, own),
        "unserved": "" if node.children else "It serves no priority yet.",
    }
    return _shown(request, context, up=node, down=both.down, called=_DOWN)


def _shown(
    request: HttpRequest,
    context: Mapping[str, object],
    *,
    up: Node | None = None,
    down: Node | None = None,
    called: str,
) -> HttpResponse:
    drawn = down if down is not None else up
    page = {
        "back": Link(words="Golden thread", address=reverse("thread:hub")),
        **context,
        "called": called,
        "up_called": _UP if down is not None else called,
        "up": shown.drawn_list(up.children) if up is not None else "",
        "down": shown.drawn_list(down.children) if down is not None else "",
        "picture": None if drawn is None else shown.picture_of(drawn, list_called=called),
    }
    return render(request, "thread/thread.html", page)


def _own(node: Node, words: str) -> Link | None:
    address = own_address(node)
    return Link(words=words, address=address) if address else None


def _number(priorities: int) -> str:
    if not priorities:
        return "no corporate plan in force"
    return f"{priorities} {'priority' if priorities == 1 else 'priorities'} in force"


def _reading(request: HttpRequest) -> Reading:
    person = person_of(request)
    if person is None:  # the middleware has asked everybody else to sign in
        raise Http404
    return reading_of(person.pk, what_may_here(request), today=today(), at=now())
