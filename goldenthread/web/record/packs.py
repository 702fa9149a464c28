"""A meeting's agenda with all of its open papers: as one PDF, and as one page."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from goldenthread.committee.queries import MeetingPage
from goldenthread.partnership.queries import the_partnership
from goldenthread.publishing.screen import page_of
from goldenthread.publishing.serving import served
from goldenthread.reports.meeting_packs.assembling import bound_pack
from goldenthread.reports.meeting_packs.contents import contents_of
from goldenthread.reports.meeting_packs.page import pack_page
from goldenthread.terminal.clock import now
from goldenthread.web.record.views import meeting_or_none, sent_on


@require_safe
def pack_pdf(_request: HttpRequest, committee: str, day: str) -> HttpResponse:
    """The whole pack as one PDF, bound when it is first asked for and whenever something of it changed."""
    found = _with_agenda(committee, day)
    if found is None:
        return sent_on("web:pack-pdf", committee, day)
    content = bound_pack(contents_of(found), illustrative=_illustrative())
    return served(content, name=f"{committee}-{day}-pack.pdf", media_type="application/pdf")


@require_safe
def pack_whole_page(_request: HttpRequest, committee: str, day: str) -> HttpResponse:
    """The agenda and whole what was made here, as one page."""
    found = _with_agenda(committee, day)
    if found is None:
        return sent_on("web:pack", committee, day)
    page = page_of(pack_page(found, illustrative=_illustrative(), at=now()))
    return served(
        page.content,
        name=f"{committee}-{day}-pack.html",
        media_type="text/html; charset=utf-8",
        style_sha256=page.style_sha256,
    )


def _with_agenda(committee: str, day: str) -> MeetingPage | None:
    found = meeting_or_none(committee, day)
    if found is not None and not found.items:
        raise Http404
    return found


def _illustrative() -> str:
    partnership = the_partnership()
    return "" if partnership is None else partnership.illustrative_note
