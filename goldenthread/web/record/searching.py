"""Searching the record: a page, and the same as data. What is not public is not in what is searched."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from goldenthread.committee.queries.searching import FoundEntry, Marked, found_entries
from goldenthread.components.paging import Pages, pages_of
from goldenthread.components.tables import address_with
from goldenthread.domain.days import day_words
from goldenthread.web.record.asked import SearchForm
from goldenthread.web.record.data import entry_as_data, json_of
from goldenthread.web.record.wording import meeting_address

_EACH = 20


@dataclass(frozen=True, kw_only=True)
class ShownFound:
    """What was found, in words: where it is read, and where it stands."""

    title: Marked
    address: str
    what: str  # "Report of item 47"
    where: str
    where_address: str
    words: Marked


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """What holds every word that was typed, newest first."""
    form, pages, found = _asked(request)
    query = _query(request)
    shown = {
        "form": form,
        "is_asked": form.search is not None,
        "is_narrowed": any(name not in ("q", "page") for name in query),
        "pages": pages,
        "found": [_shown(one) for one in found],
        "json": f"{reverse('web:search-json')}{address_with(query, page=None)}",
    }
    return render(request, "web/search.html", shown)


@require_safe
def search_json(request: HttpRequest) -> HttpResponse:
    """The same, twenty at a time; "next" is the address of the rest, or null, and "problems" what cannot be asked."""
    form, pages, found = _asked(request)
    return json_of(
        {
            "total": pages.total,
            "next": request.build_absolute_uri(pages.next) if pages.next else None,
            "problems": [message for messages in form.errors.values() for message in messages],
            "found": [_as_data(one, request) for one in found],
        }
    )


def _asked(request: HttpRequest) -> tuple[SearchForm, Pages, tuple[FoundEntry, ...]]:
    form = SearchForm(request.GET.dict())
    query = _query(request)
    search = form.search
    if search is None:
        return form, pages_of(0, query=query, each=_EACH), ()
    total, found = found_entries(search, rows_of=lambda total: pages_of(total, query=query, each=_EACH).rows)
    return form, pages_of(total, query=query, each=_EACH), found


def _query(request: HttpRequest) -> dict[str, str]:
    return {name: value for name, value in request.GET.dict().items() if value}


def _shown(one: FoundEntry) -> ShownFound:
    at = f"{meeting_address(one.meeting)}#item-{one.item}"
    kind = one.paper_kind[:1].upper() + one.paper_kind[1:]
    return ShownFound(
        title=one.title,
        address=reverse("web:paper", args=[one.paper_id]) if one.has_file else at,
        what=f"{kind}, item {one.item}" if kind else f"Item {one.item}",
        where=f"{one.meeting.committee_name}, {day_words(one.meeting.date)}",
        where_address=at,
        words=one.words,
    )


def _as_data(one: FoundEntry, request: HttpRequest) -> dict[str, Any]:
    shown = _shown(one)
    return {
        "title": _plain(one.title),
        "kind": one.paper_kind or "item",
        "item": one.item,
        "words": _plain(one.words) or None,
        "url": request.build_absolute_uri(shown.address),
        "meeting": entry_as_data(one.meeting, request),
    }


def _plain(parts: Marked) -> str:
    return "".join(words for words, _ in parts)
