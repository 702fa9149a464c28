"""What members of a committee read of its meetings: the agenda whole, with what is kept from the public."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from goldenthread.accounts.middleware import person_of
from goldenthread.attachments.serving import as_attachment
from goldenthread.committee.operations.papers import note_kept_paper_read
from goldenthread.committee.queries.desk import DeskItem, DeskPaper
from goldenthread.committee.queries.members import meeting_of_member, meetings_of_member, paper_of_member
from goldenthread.committee.views.shown import ShownItem, ShownPaper, paper_words
from goldenthread.components.surroundings import Link
from goldenthread.domain.days import day_words
from goldenthread.partnership.access import Person
from goldenthread.terminal.clock import now, today


@never_cache
@require_safe
def mine_page(request: HttpRequest) -> HttpResponse:
    """The meetings of the committees on which the reader sits."""
    found = meetings_of_member(_person(request).pk, on=today())
    links = tuple(
        Link(
            words=f"{one.committee_name}, {day_words(one.date)}",
            address=reverse("committee:my-meeting", args=[one.id]),
        )
        for one in found
    )
    return render(request, "committee/my_meetings.html", {"links": links})


@never_cache
@require_safe
def meeting_page(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """A meeting's agenda and papers whole; there is no such page for whoever does not sit on its committee."""
    meeting = meeting_of_member(meeting_id, person_id=_person(request).pk, on=today())
    if meeting is None:
        raise Http404
    context = {
        "heading": f"{meeting.committee_name}, {day_words(meeting.date)}",
        "venue": meeting.venue,
        "items": tuple(_item(one) for one in meeting.items),
        "public": reverse("web:meeting", args=[meeting.committee, meeting.date.isoformat()]),
    }
    return render(request, "committee/my_meeting.html", context)


@never_cache
@require_safe
def paper_page(request: HttpRequest, paper_id: int) -> HttpResponseBase:
    """The file of a paper; that somebody read one that is kept from the public is noted, once."""
    person = _person(request)
    file = paper_of_member(paper_id, person_id=person.pk, on=today())
    if file is None:
        raise Http404
    note_kept_paper_read(paper_id, by=person, at=now())
    return as_attachment(file)


def _person(request: HttpRequest) -> Person:
    person = person_of(request)
    if person is None:  # the middleware has asked everybody else to sign in
        raise Http404
    return person


def _item(item: DeskItem) -> ShownItem:
    remarks = []
    if item.access != "open":
        remarks.append(f"{_kept(item.access, item.exempt_paragraphs)} The public reads: “{item.safe_title}”")
    if item.urgent_because:
        remarks.append(f"Taken as urgent: {item.urgent_because}")
    return ShownItem(
        item=item,
        heading=f"{item.number or item.place}. {item.title}",
        remarks=tuple(remarks),
        papers=tuple(_paper(one) for one in item.papers),
        followed=(),
        links=(),
    )


def _paper(paper: DeskPaper) -> ShownPaper:
    remarks = [_kept(paper.access, paper.exempt_paragraphs)] if paper.access != "open" else []
    if paper.corrects_because:
        remarks.append(f"Corrects an earlier paper: {paper.corrects_because}")
    address = "" if paper.attachment_id is None else reverse("committee:my-paper", args=[paper.id])
    if paper.publication:
        address = reverse("web:publication", args=[paper.publication])
    return ShownPaper(words=paper_words(paper), remark=" ".join(remarks), address=address)


def _kept(access: str, paragraphs: str) -> str:
    """ "Exempt, paragraph 3 of Schedule 12A: not for the public."."""
    if access != "exempt":
        return "Confidential: not for the public."
    many = "," in paragraphs
    return (
        f"Exempt, paragraph{'s' if many else ''} {paragraphs.replace(',', ', ')} of Schedule 12A: not for the public."
    )
