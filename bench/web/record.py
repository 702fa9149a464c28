"""What everybody reads of thirty years of a committee's record."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

from django.urls import reverse

from bench.web.asking import Request
from goldenthread.committee.models import AgendaItem, Meeting
from goldenthread.demonstration.large.record import SLUG

# One word of nearly every paper, several of many, one of few, and one that only titles have.
_SEARCHES = ("illustrative", "officers repairs audit", "alderbridge", "allotments")


def requests_of_the_record() -> Iterator[Request]:
    """Its pages by nobody; none where the database has no such record."""
    signed = Meeting.objects.filter(committee__slug=SLUG, state=Meeting.State.MINUTES_SIGNED)
    meeting = signed.order_by("-date").first()
    if meeting is None:
        return
    day = meeting.date.isoformat()
    # The matter of every meeting, and another of about half of them.
    slugs = AgendaItem.objects.filter(meeting=meeting, matter__isnull=False).order_by("place")
    every, other = slugs.values_list("matter__slug", flat=True)[:2]
    yield Request(page="meetings", path=reverse("web:meetings"))
    yield Request(page="meeting", path=reverse("web:meeting", args=[SLUG, day]))
    yield Request(page="meeting: JSON", path=reverse("web:meeting-json", args=[SLUG, day]))
    yield Request(page="matter: of every meeting", path=reverse("web:matter", args=[SLUG, every]))
    yield Request(page="matter: of half of them", path=reverse("web:matter", args=[SLUG, other]))
    yield Request(page="decisions", path=reverse("web:decisions"))
    yield Request(page="decisions: last page", path=f"{reverse('web:decisions')}?page=9999")
    yield Request(page="decisions: audit", path=f"{reverse('web:decisions')}?search_words=audit")
    for words in _SEARCHES:
        yield Request(page=f"search: {words}", path=f"{reverse('web:search')}?{urlencode({'q': words})}")
