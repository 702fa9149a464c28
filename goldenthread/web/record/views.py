"""The public pages of the record. What may be told, the queries of the committee say."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from goldenthread.attachments.serving import as_attachment
from goldenthread.committee.queries import (
    MatterPage,
    MeetingPage,
    count_decisions,
    listed_decisions,
    matter_page,
    meeting_entries,
    meeting_moved_from,
    meeting_page,
    public_paper,
)
from goldenthread.components.narrowing import Listed
from goldenthread.components.paging import pages_of
from goldenthread.components.tables import Cell, Column, Table, address_with, row_of
from goldenthread.domain.days import day_words
from goldenthread.publishing.queries import released_ids
from goldenthread.terminal.clock import today
from goldenthread.web.record.asked import DecisionFilter
from goldenthread.web.record.wording import matter_shown, meeting_address, meeting_shown, tables_of

_EACH, _MEETINGS = 50, 100
MATTER_ROWS = 20  # each with its papers, minute and resolutions


@require_safe
def meetings_page(request: HttpRequest) -> HttpResponse:
    """Meetings to come, on the first page; and those that were, by year, a hundred at a time."""
    day = today()
    entries = meeting_entries()
    earlier = [one for one in entries if one.date < day]
    pages = pages_of(len(earlier), query=request.GET.dict(), each=_MEETINGS)
    to_come = () if pages.previous else (one for one in entries if one.date >= day)
    tables = tables_of((*to_come, *earlier[pages.rows]), today=day)
    return render(request, "web/meetings.html", {"tables": tables, "pages": pages})


@require_safe
def meeting_of_day_page(request: HttpRequest, committee: str, day: str) -> HttpResponse:
    """One meeting; from a day that it was moved from, the reader is sent on."""
    found = meeting_or_none(committee, day)
    if found is None:
        return sent_on("web:meeting", committee, day)
    return render(request, "web/meeting.html", {"meeting": meeting_shown(found, released=released_in(found))})


@require_safe
def matter_of_name_page(request: HttpRequest, committee: str, slug: str) -> HttpResponse:
    """One subject, with the meetings that it was before, newest first, twenty at a time."""
    query = request.GET.dict()
    found = matter_page(
        committee=committee, slug=slug, rows_of=lambda total: pages_of(total, query=query, each=MATTER_ROWS).rows
    )
    if found is None:
        raise Http404
    pages = pages_of(found.total, query=query, each=MATTER_ROWS)
    shown = matter_shown(found, released=released_in(found))
    return render(request, "web/matter.html", {"matter": shown, "pages": pages})


@require_safe
def decisions_page(request: HttpRequest) -> HttpResponse:
    """Every resolution, narrowed by words and verb, newest first."""
    form = DecisionFilter(request.GET)
    query = {name: value for name, value in request.GET.dict().items() if value}
    pages = pages_of(count_decisions(form.search), query=query, each=_EACH)
    found = listed_decisions(form.search, rows=pages.rows)
    rows = (
        row_of(
            Cell(
                words=day_words(one.meeting.date),
                address=f"{meeting_address(one.meeting)}#item-{one.item_number}",
                small=f"Item {one.item_number}, resolution {one.number}",
            ),
            Cell(words=one.item_title, small=one.meeting.committee_name),
            one.verb[:1].upper() + one.verb[1:],
            one.text,
        )
        for one in found
    )
    columns = (Column(title="Meeting"), Column(title="Item"), Column(title="Verb"), Column(title="Resolution"))
    table = Table(
        caption="Decisions, newest first",
        columns=columns,
        rows=tuple(rows),
        key="decisions",
        empty="No decision has these words." if query else "Nothing has been decided yet.",
    )
    listed = Listed(table=table, pages=pages, chosen=form.undone_at(query))
    json = f"{reverse('web:decisions-json')}{address_with(query, page=None)}"
    return render(request, "web/decisions.html", {"form": form, "listed": listed, "json": json})


@require_safe
def paper_page(request: HttpRequest, paper_id: int) -> HttpResponse:
    """The file of a paper, to be saved; of one that is not public nothing is told."""
    file = public_paper(paper_id)
    if file is None:
        raise Http404
    answer = as_attachment(file)
    answer["Cache-Control"] = "no-cache"
    return answer


def meeting_or_none(committee: str, day: str) -> MeetingPage | None:
    """The meeting of a day as an address has it; None where it is no day, or there is none."""
    try:
        return meeting_page(committee=committee, day=date.fromisoformat(day))
    except ValueError:
        return None


def sent_on(name: str, committee: str, day: str) -> HttpResponseRedirect:
    """From a day that a meeting was moved from, to the address of that name of its new day; raises Http404 where none
    was."""
    try:
        moved = meeting_moved_from(committee=committee, day=date.fromisoformat(day))
    except ValueError:
        moved = None
    if moved is None:
        raise Http404
    return HttpResponseRedirect(reverse(name, args=[committee, moved.isoformat()]))


def released_in(page: MeetingPage | MatterPage) -> frozenset[str]:
    """Which publications among the papers everybody may read; in one read, or none."""
    items: Any = page.items if isinstance(page, MeetingPage) else (item for _, item in page.items)
    named = {paper.publication for item in items for paper in item.papers if paper.publication}
    return released_ids(named) if named else frozenset()
