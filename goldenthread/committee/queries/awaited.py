"""What waits to be put on a committee's agenda: minutes to agree, and reports published here that no item has yet."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from goldenthread.committee.models import AgendaItem, Meeting, Paper
from goldenthread.publishing.models import Publication


@dataclass(frozen=True, kw_only=True)
class AwaitedReport:
    """A published report that stands on no agenda yet."""

    public_id: str
    title: str
    made_from: str


def minutes_to_agree(*, committee_id: int, before: dt.date) -> tuple[dt.date, ...]:
    """The days of earlier meetings whose minutes are not agreed yet, oldest first."""
    states = (Meeting.State.HELD, Meeting.State.MINUTES_DRAFTED)
    found = Meeting.objects.filter(committee_id=committee_id, date__lt=before, state__in=states)
    return tuple(found.order_by("date").values_list("date", flat=True))


def reports_without_an_item(*, audience: str) -> tuple[AwaitedReport, ...]:
    """What was published for an audience, stands, and is a paper of no item; the newest first."""
    attached = Paper.objects.filter(publication__isnull=False).values("publication_id")
    rows = Publication.objects.filter(audience=audience, restricted=False, replaced_by=None).exclude(pk__in=attached)
    return tuple(
        AwaitedReport(public_id=public_id, title=title, made_from=made_from)
        for public_id, title, made_from in rows.order_by("-published_at", "-pk").values_list(
            "public_id", "title", "made_from"
        )
    )


@dataclass(frozen=True, kw_only=True)
class AgendaToFill:
    """A meeting whose agenda may still be changed, and the items that it has: id, place and title."""

    meeting_id: int
    committee: str
    date: dt.date
    items: tuple[tuple[int, int, str], ...]


def agendas_to_fill() -> tuple[AgendaToFill, ...]:
    """Every meeting whose agenda was not published yet, the nearest first; in two reads."""
    rows = Meeting.objects.filter(state=Meeting.State.SCHEDULED).select_related("committee").order_by("date", "pk")
    items: dict[int, list[tuple[int, int, str]]] = {}
    found = AgendaItem.objects.filter(meeting__state=Meeting.State.SCHEDULED).order_by("place")
    for pk, meeting_id, place, title in found.values_list("pk", "meeting_id", "place", "title"):
        items.setdefault(meeting_id, []).append((pk, place, title))
    return tuple(
        AgendaToFill(meeting_id=one.pk, committee=one.committee.name, date=one.date, items=tuple(items.get(one.pk, ())))
        for one in rows
    )
