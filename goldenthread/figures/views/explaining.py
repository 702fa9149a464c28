"""How a frozen figure came about: everything behind it, and its arithmetic done again."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goldenthread.accounts.middleware import person_of
from goldenthread.figures.forms.cell_again import explained_with_cell
from goldenthread.figures.queries.explained_to import explained_to
from goldenthread.figures.queries.sight import reader_of
from goldenthread.figures.views.shown_explained import indicator_link, links_of, parts_shown, verdict_of, versions_shown
from goldenthread.partnership.access import holds_here
from goldenthread.partnership.middleware import note_that_it_was_refused, what_may_here
from goldenthread.partnership.permissions import Permission
from goldenthread.partnership.queries import Scope
from goldenthread.terminal.clock import now

_MOST_DIGITS = 6


@require_safe
def explained_page(request: HttpRequest, figure_id: int) -> HttpResponse:
    """Everything behind the figure in the newest version that is open to the reader, or in `?version=1`."""
    person = person_of(request)
    asked = request.GET.get("version", "")
    is_number = asked.isascii() and asked.isdecimal() and len(asked) <= _MOST_DIGITS
    found = None
    if person is not None and (is_number or not asked):
        found = explained_to(
            reader_of(person.pk, what_may_here(request)),
            figure_id,
            number=int(asked) if asked else None,
            at=now(),
            reads_every_publication=holds_here(request, Permission.ISSUE, of=Scope(council_id=None)),
        )
    if found is None:
        note_that_it_was_refused(request, reason="no frozen version of this figure is open to them")
        raise Http404
    told = explained_with_cell(found.explained)
    context = {
        "told": told,
        "quarter": found.quarter,
        "verdict": verdict_of(told),
        "agrees": not told.disagreements,
        "parts": parts_shown(found, told),
        "versions": versions_shown(found),
        "links": links_of(found),
        "back": indicator_link(found),
    }
    return render(request, "figures/explained.html", context)
