"""Workbooks: taken away filled in so far, sent in, looked at, and taken by one confirmation. Whole, or not at all."""

from __future__ import annotations

import hashlib
import json
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goldenthread.accounts.operations import put_aside, throw_away
from goldenthread.accounts.queries import put_aside_of
from goldenthread.components.surroundings import Link
from goldenthread.components.tables import Cell, Column, Table, row_of
from goldenthread.domain.periods import PeriodUnreadable, Quarter
from goldenthread.domain.problems import InputRefused, Problem
from goldenthread.figures.forms.pages_upload import WorkbookForm
from goldenthread.figures.forms.returns import read_returns
from goldenthread.figures.forms.template import returns_workbook
from goldenthread.figures.operations import take_returns
from goldenthread.figures.operations.saving import note_workbook_saved
from goldenthread.figures.queries import DueFigure, RoundNotOpen, figures_due, round_of, within_reach
from goldenthread.figures.queries.returned import FigureReturn, ReturnedFile, TakenReturns
from goldenthread.figures.rules import check_may_return_any
from goldenthread.figures.views.shown import counted, mark_of
from goldenthread.partnership.access import Person, check_here
from goldenthread.partnership.permissions import Permission
from goldenthread.partnership.queries import the_partnership
from goldenthread.spreadsheets.reading import read_workbook
from goldenthread.terminal.clock import now

_KEPT = "workbook to confirm"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WRONG, _CONFLICT = 422, 409


@require_safe
def workbook(request: HttpRequest, period: str, service: str) -> HttpResponse:
    """The workbook of a service that the person returns for, with what is known and was returned so far."""
    person = check_here(request, Permission.RETURN_FIGURES, of=None)
    quarter = _quarter(period)
    own = [due for due in _own(person, quarter=quarter, with_earlier=True) if due.service_slug == service]
    if not own:
        raise Http404
    partnership = the_partnership()
    made = returns_workbook(
        own,
        quarter=quarter,
        partnership="" if partnership is None else partnership.name,
        service=own[0].service,
        slug=service,
        at=now(),
    )
    note_workbook_saved(quarter=quarter, service=own[0].service, by=person, at=now())
    return HttpResponse(
        made.content,
        content_type=_XLSX,
        headers={"Content-Disposition": f'attachment; filename="{made.name}"', "X-Content-Type-Options": "nosniff"},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def upload_page(request: HttpRequest, period: str) -> HttpResponse:
    """The place to send a workbook to; and, once it is sent, what it would change or what is wrong with it."""
    person = check_here(request, Permission.RETURN_FIGURES, of=None)
    quarter = _quarter(period)
    own = _own(person, quarter=quarter)
    if not own:
        raise Http404
    if request.method != "POST":
        return _show_upload(request, WorkbookForm(), quarter=quarter, own=own)
    form = WorkbookForm(request.POST, request.FILES)
    if not form.is_valid():
        return _show_upload(request, form, quarter=quarter, own=own, status=_WRONG)
    sent = form.cleaned_data["file"]
    name, content = PurePosixPath(sent.name).name, sent.read()
    _keep(person, quarter=quarter, name=name, content=content)
    return _preview(request, person, quarter=quarter, own=own, name=name, content=content)


@require_POST
def confirm(request: HttpRequest, period: str) -> HttpResponse:
    """Takes the workbook that the person has looked at; where a figure was changed since, it is shown once more."""
    person = check_here(request, Permission.RETURN_FIGURES, of=None)
    quarter = _quarter(period)
    kept = _kept(person, quarter=quarter)
    if kept is None:
        messages.warning(request, "There is no workbook to take. Send it again.")
        return HttpResponseRedirect(reverse("figures:upload", kwargs={"period": period}))
    name, content = kept
    own = _own(person, quarter=quarter)
    try:
        returns, problems, _ = _read(name, content, person=person, quarter=quarter)
        if not problems and _seen(returns, content=content) != request.POST.get("seen"):
            since = "This is not what you looked at: figures were changed, or another workbook was sent in, meanwhile."
            return _preview(request, person, quarter=quarter, own=own, name=name, content=content, changed_since=since)
        taken = _take(returns, problems, name=name, content=content, person=person)
    except InputRefused as refused:
        return _show_upload(request, WorkbookForm(), quarter=quarter, own=own, refused=refused, status=_WRONG)
    throw_away(person=person, what=_KEPT)
    messages.success(request, f"{name} is taken: {_changed(taken)}. Submit what is ready.")
    return HttpResponseRedirect(reverse("figures:returns"))


def _keep(person: Person, *, quarter: Quarter, name: str, content: bytes) -> None:
    """Until it is confirmed, refused or another takes its place: no longer than a session lasts."""
    about = json.dumps({"name": name, "period": str(quarter)}).encode()
    lasts = settings.GOLDENTHREAD_SESSION
    put_aside(person=person, what=_KEPT, content=about + b"\n" + content, at=timezone.now(), lasts=lasts)


def _kept(person: Person, *, quarter: Quarter) -> tuple[str, bytes] | None:
    """Name and content of the workbook that waits; None where none does, or it is of another quarter."""
    found = put_aside_of(person, _KEPT, at=timezone.now())
    if found is None:
        return None
    about, _, content = found.partition(b"\n")
    said = json.loads(about)
    return (said["name"], content) if said["period"] == str(quarter) else None


def _preview(
    request: HttpRequest,
    person: Person,
    *,
    quarter: Quarter,
    own: list[DueFigure],
    name: str,
    content: bytes,
    changed_since: str = "",
) -> HttpResponse:
    try:
        returns, problems, notes = _read(name, content, person=person, quarter=quarter)
        taken = _take(returns, problems, name=name, content=content, person=person, dry_run=True)
    except InputRefused as refused:
        throw_away(person=person, what=_KEPT)
        return _show_upload(request, WorkbookForm(), quarter=quarter, own=own, refused=refused, status=_WRONG)
    period = _slug(quarter)
    context = {
        "name": name,
        "quarter": quarter.label,
        "sentence": _sentence(taken),
        "notes": (*notes, *taken.notes),
        "changes": _changes(taken),
        "rated": _rated(taken),
        "warnings": _warnings(taken),
        "can_confirm": bool(taken.changes),
        "seen": _seen(returns, content=content),
        "changed_since": changed_since,
        "address": reverse("figures:confirm", kwargs={"period": period}),
        "back": reverse("figures:upload", kwargs={"period": period}),
    }
    return render(request, "figures/preview.html", context, status=_CONFLICT if changed_since else 200)


def _read(
    name: str, content: bytes, *, person: Person, quarter: Quarter
) -> tuple[tuple[FigureReturn, ...], tuple[Problem, ...], tuple[str, ...]]:
    """What the workbook returns, what is wrong with it, and how it was read. Raises InputRefused for what is none."""
    book = read_workbook(content, name=name)
    due = figures_due(round_of(quarter).pk, quarter=quarter)
    mine = within_reach(due, reach=check_may_return_any(person, at=now()))
    found = read_returns(book, figures=due, may_return=mine, quarter=quarter)
    return found.returns, found.problems, (*book.warnings, *found.notes)


def _take(
    returns: tuple[FigureReturn, ...],
    problems: tuple[Problem, ...],
    *,
    name: str,
    content: bytes,
    person: Person,
    dry_run: bool = False,
) -> TakenReturns:
    file = ReturnedFile(name=name, content=content, sha256=hashlib.sha256(content).hexdigest())
    return take_returns(returns=returns, problems=problems, file=file, by=person, at=now(), dry_run=dry_run)


def _seen(returns: tuple[FigureReturn, ...], *, content: bytes) -> str:
    """What stands for the workbook, and for the versions of its figures, that somebody looked at."""
    versions = ",".join(f"{one.figure_id}:{one.version}" for one in sorted(returns, key=lambda one: one.figure_id))
    return hashlib.sha256(versions.encode() + b"\n" + content).hexdigest()


def _show_upload(
    request: HttpRequest,
    form: WorkbookForm,
    *,
    quarter: Quarter,
    own: list[DueFigure],
    refused: InputRefused | None = None,
    status: int = 200,
) -> HttpResponse:
    period = _slug(quarter)
    services = {due.service_slug: due.service for due in own}
    context: dict[str, Any] = {
        "form": form,
        "quarter": quarter.label,
        "address": reverse("figures:upload", kwargs={"period": period}),
        "workbooks": [
            Link(words=service, address=reverse("figures:workbook", kwargs={"period": period, "service": slug}))
            for slug, service in services.items()
        ],
        "back": reverse("figures:returns"),
    }
    if refused is not None:
        number = len(refused.problems)
        context["refused"] = "There is 1 problem" if number == 1 else f"There are {number} problems"
        context["problems"] = problems_table(refused.problems)
    return render(request, "figures/upload.html", context, status=status)


def _own(person: Person, *, quarter: Quarter, with_earlier: bool = False) -> list[DueFigure]:
    """The figures of the quarter that the person returns; none where its round is not open."""
    try:
        round_ = round_of(quarter)
    except RoundNotOpen:
        return []
    due = figures_due(round_.pk, quarter=quarter, with_earlier=with_earlier)
    mine = within_reach(due, reach=check_may_return_any(person, at=now()))
    return [one for one in due if one.figure_id in mine]


def _quarter(period: str) -> Quarter:
    year, _, number = period.rpartition("-")
    try:
        return Quarter.parse(f"{year} {number.upper()}")
    except PeriodUnreadable:
        raise Http404 from None


def _slug(quarter: Quarter) -> str:
    return str(quarter).replace(" ", "-").casefold()


def _changed(taken: TakenReturns) -> str:
    number = len({one.figure_id for one in taken.figures}) or len({one.name for one in taken.changes})
    return f"{counted(number)} changed" if number else "nothing new"


def _sentence(taken: TakenReturns) -> str:
    verb = "is" if taken.unchanged == 1 else "are"
    same = f"{counted(taken.unchanged)} in it {verb} as before." if taken.unchanged else ""
    if not taken.changes:
        return f"It would change nothing. {same}".rstrip()
    return f"{_changed(taken).replace(' changed', ' would change')}. {same}".rstrip()


def _changes(taken: TakenReturns) -> Table | None:
    rows = [
        (
            Cell(words=one.name, small=" ".join(filter(None, (one.what, f"({one.place})" if one.place else "")))),
            one.old or "–",
            one.new or "blank",
        )
        for one in taken.changes
    ]
    return _table("What changes", ("Figure", "Before", "In the workbook"), rows, key="changes")


def _rated(taken: TakenReturns) -> Table | None:
    rows = [
        (
            Cell(
                words=one.name,
                small=f"{one.reason} It still wants an exception report." if one.wants_words else one.reason,
            ),
            one.value or "–",
            Cell(rating=mark_of(one.rating)),
        )
        for one in taken.figures
    ]
    return _table("How they would be rated", ("Figure", "Value", "Rating"), rows, key="rated")


def _warnings(taken: TakenReturns) -> Table | None:
    rows = [(one.name, one.words) for one in taken.warnings]
    return _table("Warnings to answer before sign-off", ("Figure", "What seems unlikely"), rows, key="warnings")


def problems_table(problems: tuple[Problem, ...]) -> Table | None:
    """Everything that is wrong with a workbook, cell by cell; None where nothing is."""
    rows = []
    for one in problems:
        place = ", ".join(filter(None, (one.sheet, f"row {one.row}" if one.row else "", one.column)))
        found = f"Found: {one.found}" if one.found else ""
        expected = f"Expected: {one.expected}" if one.expected else ""
        rows.append(
            (place or one.file or "The file", Cell(words=one.message, small=". ".join(filter(None, (found, expected)))))
        )
    return _table("What is wrong, cell by cell", ("Where", "What is wrong"), rows, key="problems")


def _table(caption: str, headings: tuple[str, ...], rows: list[Any], *, key: str) -> Table | None:
    if not rows:
        return None
    columns = tuple(Column(title=title) for title in headings)
    return Table(
        caption=caption, columns=columns, rows=tuple(row_of(*row) for row in rows), key=key, scrolls=len(headings) > 2
    )
