"""A frozen figure restated: what it is now known to be, shown beside what was reported, and then recorded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from goldenthread.components.surroundings import Link
from goldenthread.components.versions import version_typed
from goldenthread.domain.problems import InputRefused
from goldenthread.domain.restated import RestatementKind
from goldenthread.figures.forms.pages_restating import RestateForm
from goldenthread.figures.operations import Restating, restate_figure
from goldenthread.figures.queries.depending import depending_on, known_by_id
from goldenthread.figures.queries.looked_at import beside
from goldenthread.figures.queries.mine import AskedFigure
from goldenthread.figures.queries.restatements import KnownFigure
from goldenthread.figures.views import shown_board, shown_look, shown_restating
from goldenthread.figures.views.asked import figure_here
from goldenthread.partnership.access import Person
from goldenthread.partnership.permissions import Permission
from goldenthread.terminal.clock import now

_WRONG, _CHANGED = 422, 409


@require_http_methods(["GET", "HEAD", "POST"])
def restate_page(request: HttpRequest, figure_id: int) -> HttpResponse:
    """What the figure is now known to be: first what that would do, and then recorded."""
    page = _Page.of(request, figure_id)
    if request.method != "POST" or page.known is None:
        return page.show(page.form())
    form = page.form(request.POST)
    if page.is_stale:
        return page.show(form, status=_CHANGED)
    if not form.is_valid():
        return page.show(form, status=_WRONG)
    said = Restating(
        figure_id=figure_id,
        version=page.typed_version,
        kind=RestatementKind(form.cleaned_data["kind"]),
        reason=form.cleaned_data["reason"],
        reading=form.reading,
        provisional=form.is_provisional,
    )
    records = request.POST.get("do") == "record" and request.POST.get("seen") == form.as_seen
    try:
        restated = restate_figure(said, by=page.person, at=now(), dry_run=not records)
    except InputRefused as refused:
        fresh = _Page.of(request, figure_id)
        if fresh.is_stale:
            return fresh.show(form, status=_CHANGED)
        for one in refused.problems:
            form.add_error(None, shown_look.without_name(one.message, name=page.asked.due.name))
        return page.show(form, status=_WRONG)
    if not records:
        told = shown_restating.told_of(restated, known=page.known)
        depends = shown_restating.depending_words(depending_on(page.known, at=now()), restated=restated)
        return page.show(form, told=told, depends=depends, seen=form.as_seen)
    messages.success(request, f"{page.asked.due.name} is restated. Nothing published changes; the next pack lists it.")
    return HttpResponseRedirect(page.back)


@dataclass(frozen=True)
class _Page:
    """The figure, for one request of somebody who may restate it."""

    request: HttpRequest
    asked: AskedFigure
    person: Person
    known: KnownFigure | None

    @classmethod
    def of(cls, request: HttpRequest, figure_id: int) -> _Page:
        """404 to whoever may not see the figure; the reason to whoever may not restate it."""
        asked, person = figure_here(request, figure_id, Permission.RESTATE_FIGURES)
        is_frozen = asked.due.state == "frozen"
        return cls(request, asked, person, known_by_id(figure_id) if is_frozen else None)

    @property
    def typed_version(self) -> int:
        return version_typed(self.request)

    @property
    def is_stale(self) -> bool:
        return self.typed_version != self.asked.due.version

    @property
    def back(self) -> str:
        return shown_board.look_address(self.asked.due.figure_id)

    def form(self, typed: Any = None) -> RestateForm:
        due, known = self.asked.due, self.known
        terms = due.terms if known is None else known.snapshot.terms
        has_parts = bool(terms.numerator_label and terms.denominator_label)
        has_parts = has_parts or (known is not None and known.numerator is not None)
        return RestateForm(typed, terms=terms, name=due.name, has_parts=has_parts)

    def show(self, form: RestateForm, *, status: int = 200, **more: Any) -> HttpResponse:
        due = self.asked.due
        context = {
            "due": due,
            "form": form,
            "heading": due.terms.title,
            "caption": f"{due.ref}, {due.council}, {self.asked.quarter.label}",
            "back": Link(words="The figure", address=self.back),
            "is_frozen": self.known is not None,
            "facts": () if self.known is None else shown_restating.known_facts(self.known),
            "before": () if self.known is None else shown_restating.restated_before(self.known),
            **more,
        }
        if status == _CHANGED:
            stands_beside = beside(due, period=str(self.asked.quarter))
            context |= shown_look.changed_since(stands_beside, version=self.typed_version)
        return render(self.request, "figures/restate.html", context, status=status)
