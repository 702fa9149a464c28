"""My returns: every figure that is asked of a person; and those that are ready, submitted together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from goldenthread.figures.operations import submit_figures
from goldenthread.figures.queries.mine import OpenFigure, last_change, open_figures, to_submit
from goldenthread.figures.rules import StepsRefused, reach_of
from goldenthread.figures.views import shown
from goldenthread.partnership.access import Person, check_here
from goldenthread.partnership.permissions import Permission
from goldenthread.terminal.clock import now, today

_WRONG, _CHANGED = 422, 409
_MOST_NAMED = 5


@require_safe
def returns_page(request: HttpRequest) -> HttpResponse:
    """Every figure that is asked of the person, by quarter and service, with what is to be done about it."""
    return _list(request, check_here(request, Permission.RETURN_FIGURES, of=None))


@require_POST
def submit_ready(request: HttpRequest) -> HttpResponse:
    """Submits the figures that were ready on the page, each in the version that was looked at, or none of them."""
    person = check_here(request, Permission.RETURN_FIGURES, of=None)
    seen = dict(_seen(request.POST.getlist("figure")))
    figures = open_figures(reach_of(person, at=now()), Permission.RETURN_FIGURES)
    ready = {one.figure_id: one.version for one in to_submit(figures)}
    changed = {one for one, version in seen.items() if ready.get(one) != version}
    if changed or not seen:
        those = [one for one in figures if one.figure_id in changed]
        messages.warning(
            request, f"What was ready changed since you opened the page, so none was submitted{_named(those)}."
        )
        return _list(request, person, status=_CHANGED)
    try:
        stepped = submit_figures(figure_ids=list(seen), versions=seen, by=person, at=now())
    except StepsRefused as refused:
        messages.warning(request, " ".join(problem.message for problem in refused.problems))
        return _list(request, person, status=_WRONG)
    messages.success(request, f"{shown.counted(len(stepped.done))} submitted.")
    return HttpResponseRedirect(reverse("figures:returns"))


def _list(request: HttpRequest, person: Person, *, status: int = 200) -> HttpResponse:
    figures = open_figures(reach_of(person, at=now()), Permission.RETURN_FIGURES)
    which = request.GET.get("show", "")
    chosen = [one for one in figures if shown.belongs_to(one, which=which)]
    context = {
        "sentence": shown.sentence_of(figures, today=today()),
        "groups": shown.groups_of(chosen, today=today()),
        "which": shown.SHOWN.get(which, ""),
        "has_any": bool(figures),
    }
    return render(request, "figures/returns.html", context, status=status)


def _seen(typed: Iterable[str]) -> Iterable[tuple[int, int]]:
    for one in typed:
        figure, _, version = one.partition(":")
        if figure.isdecimal() and version.isdecimal() and len(one) < 30:
            yield int(figure), int(version)


def _named(figures: Sequence[OpenFigure]) -> str:
    """Which figures, and who changed each; of many the first few."""
    named = []
    for one in figures[:_MOST_NAMED]:
        change = last_change(one.figure_id)
        who = "" if change is None else f" ({change.who}, at {timezone.localtime(change.at):%H:%M})"
        named.append(f"{one.name}{who}")
    more = [f"{len(figures) - _MOST_NAMED} more"] if len(figures) > _MOST_NAMED else []
    return f": {', '.join([*named, *more])}" if named else ""
