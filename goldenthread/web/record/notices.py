"""Decision notices as everybody reads them."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from goldenthread.committee.queries.notices import public_notice
from goldenthread.committee.views.shown_notices import decisions_shown, notice_facts, windows_shown


@require_safe
def notice_page(request: HttpRequest, committee: str, day: str, number: str) -> HttpResponse:
    """The notice of what was decided under the item with this minute number; under an address that stays."""
    try:
        found = public_notice(committee=committee, day=date.fromisoformat(day), number=number)
    except ValueError:
        found = None
    if found is None:
        raise Http404
    shown = {
        "notice": found,
        "meeting": f"{reverse('web:meeting', args=[committee, day])}#item-{number}",
        "facts": tuple(notice_facts(found)),
        "decisions": decisions_shown(found),
        "windows": windows_shown(found),
    }
    return render(request, "web/notice.html", shown)
