"""Evidence of a figure: its own page, where files are attached and taken off; and each file, handed out."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goldenthread.accounts.middleware import person_of
from goldenthread.attachments.forms import most_bytes
from goldenthread.attachments.looking import FilesRefused
from goldenthread.attachments.queries import KeptFile
from goldenthread.attachments.serving import as_attachment
from goldenthread.components.versions import version_typed
from goldenthread.domain.periods import Quarter
from goldenthread.figures.forms.pages_evidence import FilesForm
from goldenthread.figures.operations.attaching import (
    EvidenceRefused,
    attach_evidence,
    note_evidence_saved,
    remove_evidence,
)
from goldenthread.figures.queries.attached import (
    EvidencePlace,
    email_of,
    evidence_of,
    evidence_place,
    file_of,
    is_evidence_of_version,
    scopes_of_email,
)
from goldenthread.figures.queries.mine import AskedFigure, figure_asked
from goldenthread.figures.queries.sight import Seen, reader_of, sights
from goldenthread.figures.views.asked import figure_here
from goldenthread.figures.views.shown_attached import evidence_shown
from goldenthread.partnership.access import check_here, holds_here, shown_here
from goldenthread.partnership.middleware import note_that_it_was_refused, what_may_here
from goldenthread.partnership.permissions import Permission
from goldenthread.terminal.clock import now

_WRONG, _CHANGED = 422, 409


@require_http_methods(["GET", "HEAD", "POST"])
def evidence_page(request: HttpRequest, figure_id: int) -> HttpResponse:
    """What bears a figure out, and a form for more of it."""
    asked, person = figure_here(request, figure_id, Permission.RETURN_FIGURES)
    if request.method != "POST":
        return _page(request, asked, FilesForm())
    form = FilesForm(request.POST, request.FILES)
    if not form.is_valid():
        form.look_inside()
        return _page(request, asked, form, status=_WRONG)
    try:
        names = attach_evidence(
            figure_id=figure_id,
            version=version_typed(request),
            shown=form.shown,
            most_bytes=most_bytes(),
            by=person,
            at=now(),
        )
    except FilesRefused as refused:
        form.refuse(refused)
        return _page(request, asked, form, status=_WRONG)
    except EvidenceRefused as refused:
        return _refused(request, figure_id, form, refused)
    messages.success(request, f"Attached to {asked.due.name}: {', '.join(names)}.")
    return HttpResponseRedirect(request.path)


@require_POST
def remove(request: HttpRequest, figure_id: int, evidence_id: int) -> HttpResponse:
    """Takes a file off the figure again; it stays in the figure's history."""
    asked, person = figure_here(request, figure_id, Permission.RETURN_FIGURES)
    try:
        name = remove_evidence(
            figure_id=figure_id,
            evidence_id=evidence_id,
            version=version_typed(request),
            by=person,
            at=now(),
        )
    except EvidenceRefused as refused:
        return _refused(request, figure_id, FilesForm(), refused)
    messages.success(request, f"{name} is taken off {asked.due.name}.")
    return HttpResponseRedirect(reverse("figures:evidence", kwargs={"figure_id": figure_id}))


@require_safe
def evidence_file(request: HttpRequest, figure_id: int, evidence_id: int) -> HttpResponse:
    """One file, to whoever sees the figure in progress, or has been issued a version with which it was frozen."""
    place = evidence_place(figure_id, evidence_id)
    if place is None or not _may_have(request, place):
        note_that_it_was_refused(request, reason="not entitled to this evidence")
        raise Http404
    return _handed_out(request, file_of(place), figure_id=figure_id)


@require_safe
def email_file(request: HttpRequest, figure_id: int) -> HttpResponse:
    """The e-mail by which the figure was signed off, to whoever sees every figure in progress that it signed off."""
    asked = figure_asked(figure_id)
    if asked is None:
        raise Http404
    shown_here(request, Permission.READ_FIGURES_IN_PROGRESS, of=asked.scope)
    for scope in scopes_of_email(figure_id):
        check_here(request, Permission.READ_FIGURES_IN_PROGRESS, of=scope)
    return _handed_out(request, email_of(figure_id), figure_id=figure_id)


def _handed_out(request: HttpRequest, file: KeptFile | None, *, figure_id: int) -> HttpResponse:
    person = person_of(request)
    if file is None or person is None:
        raise Http404
    if request.method == "GET":
        note_evidence_saved(figure_id=figure_id, name=file.name, by=person, at=now())
    return as_attachment(file)


def _may_have(request: HttpRequest, place: EvidencePlace) -> bool:
    if holds_here(request, Permission.READ_FIGURES_IN_PROGRESS, of=place.scope):
        return True
    person = person_of(request)
    if person is None:
        return False
    sight = sights(reader_of(person.pk, what_may_here(request))).get(Quarter.parse(place.period))
    seen = None if sight is None else sight.of(place.scope)
    return seen is not None and seen[0] is Seen.ISSUED and is_evidence_of_version(place, version=seen[1])


def _refused(request: HttpRequest, figure_id: int, form: FilesForm, refused: EvidenceRefused) -> HttpResponse:
    """Why nothing was done, at the head of the page as the figure stands now."""
    fresh = figure_asked(figure_id)
    if fresh is None:
        raise Http404
    if not form.is_bound:
        form = FilesForm({}, {}, needed=False)
        form.is_valid()
    for problem in refused.problems:
        form.add_error(None, f"{problem.file}: {problem.message}".removeprefix(": "))
    return _page(request, fresh, form, status=_CHANGED)


def _page(request: HttpRequest, asked: AskedFigure, form: FilesForm, *, status: int = 200) -> HttpResponse:
    due = asked.due
    context: dict[str, Any] = {
        "due": due,
        "form": form,
        "evidence": evidence_shown(evidence_of(due.figure_id), figure_id=due.figure_id),
        "is_open": asked.is_open,
        "taken": due.taken,
        "heading": due.terms.title,
        "caption": f"{due.ref}, {due.council}, {asked.quarter.label}",
        "back": reverse("figures:figure", kwargs={"figure_id": due.figure_id}),
    }
    return render(request, "figures/evidence.html", context, status=status)
