"""The pages of the event log: read, narrowed, saved as a file."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from goldenthread.audit.queries import LogPage, kinds_in_the_log, log_entries, log_page
from goldenthread.components.tables import Cell, Column, Table, address_with, row_of
from goldenthread.figures.queries.sight import Reader, reader_of
from goldenthread.partnership.access import Person, shown_here
from goldenthread.partnership.middleware import what_may_here
from goldenthread.partnership.permissions import Permission
from goldenthread.partnership.queries import the_partnership
from goldenthread.terminal.clock import now, today
from goldenthread.web.log.asked import NEWER, OLDER, FilterOfLog, place_in_words, place_of_words
from goldenthread.web.log.kinds import groups_of
from goldenthread.web.log.saving import MOST_SAVED, XLSX, log_as_csv, log_as_workbook, note_log_saved
from goldenthread.web.log.told import told

_EACH = 50
_WRONG = 422


@require_safe
def events_page(request: HttpRequest) -> HttpResponse:
    """What people did, newest first, narrowed as the address asks."""
    return _page(request, _filter(request))


def _page(request: HttpRequest, form: FilterOfLog) -> HttpResponse:
    query = {name: value for name, value in request.GET.dict().items() if value}
    page = log_page(
        form.asked,
        older_than=place_of_words(query.get(OLDER, "")),
        newer_than=place_of_words(query.get(NEWER, "")),
        most=_EACH,
    )
    saved = {name: value for name, value in query.items() if name not in (OLDER, NEWER)}
    return render(
        request,
        "web/events.html",
        {
            "form": form,
            "chosen": tuple(form.chosen(query)),
            "table": _table(page, reader=_reader(request), narrowed=bool(saved)),
            "newer": _beside(page, query, side=NEWER),
            "older": _beside(page, query, side=OLDER),
            "save": f"{reverse('web:events-export')}{address_with(saved)}" if page.entries else "",
            "most": f"{MOST_SAVED:,}",
        },
        status=_WRONG if form.errors else 200,
    )


@require_POST
def export_log(request: HttpRequest) -> HttpResponse:
    """The log as it is narrowed, as a file; the log keeps that it was saved.

    What narrows it and cannot be read is said at the page, and nothing is saved: a file says nothing of it.
    """
    person = shown_here(request, Permission.READ_THE_LOG, of=None)
    form = _filter(request)
    if form.errors:
        return _page(request, form)
    kind = "xlsx" if request.POST.get("kind") == "xlsx" else "csv"
    return _file(request, form, kind=kind, person=person)


def _file(request: HttpRequest, form: FilterOfLog, *, kind: str, person: Person) -> HttpResponse:
    entries = list(told(log_entries(form.asked, most=MOST_SAVED), reader=_reader(request)))
    narrowed = dict(form.in_words())
    note_log_saved(entries=len(entries), asked=narrowed, kind=kind, by=person, at=now())
    if kind == "xlsx":
        partnership = the_partnership()
        author = "goldenthread" if partnership is None else partnership.name
        content = log_as_workbook(entries, narrowed=narrowed.values(), author=author, created=now())
    else:
        content = log_as_csv(entries)
    return HttpResponse(
        content,
        content_type=XLSX if kind == "xlsx" else "text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="event-log-{today().isoformat()}.{kind}"',
            "X-Content-Type-Options": "nosniff",
        },
    )


def _filter(request: HttpRequest) -> FilterOfLog:
    return FilterOfLog(request.GET, groups=groups_of(kinds_in_the_log()))


def _reader(request: HttpRequest) -> Reader:
    person = shown_here(request, Permission.READ_THE_LOG, of=None)
    return reader_of(person.pk, what_may_here(request))


def _table(page: LogPage, *, reader: Reader, narrowed: bool) -> Table:
    empty = "Nothing like this is in the log. Remove a part of the filter to see more."
    return Table(
        key="events",
        caption="What was done, newest first",
        caption_hidden=True,
        columns=(Column(title="What was done"), Column(title="To what"), Column(title="Who and when")),
        rows=tuple(
            row_of(
                Cell(words=one.what, small=one.details),
                Cell(words=one.thing, address=one.address),
                Cell(words=one.who, small=one.when),
            )
            for one in told(page.entries, reader=reader)
        ),
        empty=empty if narrowed else "Nothing has been done here yet.",
    )


def _beside(page: LogPage, query: dict[str, str], *, side: str) -> str:
    """The address of the part of the log beside this one; "" where there is none."""
    if not page.entries or not (page.has_newer if side == NEWER else page.has_older):
        return ""
    place = page.entries[0 if side == NEWER else -1].place
    return address_with(query, **{OLDER: None, NEWER: None, side: place_in_words(place)})
