"""What members of a committee read of its meetings beside everybody: what is exempt or confidential, once the agenda is
published."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q

from goldenthread.attachments.queries import KeptFile
from goldenthread.committee.models import Meeting, Membership, Paper
from goldenthread.committee.queries.desk import DeskMeeting, desk_meeting, paper_file
from goldenthread.committee.queries.facts import MeetingEntry
from goldenthread.committee.queries.record import entry_of

# Neither a draft agenda nor that of a meeting that was called off.
_SENT_OUT = tuple(one for one in Meeting.State if one not in (Meeting.State.SCHEDULED, Meeting.State.CANCELLED))
_MOST = 50


def committees_of(person_id: int, *, on: dt.date) -> frozenset[int]:
    """The committees on which the person sits on a day, as a member or a substitute."""
    held = Membership.objects.filter(Q(ended_on=None) | Q(ended_on__gte=on), person_id=person_id, starts_on__lte=on)
    return frozenset(held.values_list("committee_id", flat=True))


def meetings_of_member(person_id: int, *, on: dt.date) -> tuple[MeetingEntry, ...]:
    """The newest meetings of the committees on which the person sits today, whose agendas are published."""
    found = Meeting.objects.filter(committee__in=committees_of(person_id, on=on), state__in=_SENT_OUT)
    return tuple(entry_of(one) for one in found.select_related("committee").order_by("-date", "pk")[:_MOST])


def meeting_of_member(meeting_id: int, *, person_id: int, on: dt.date) -> DeskMeeting | None:
    """The meeting whole; None where the person does not sit on its committee, or its agenda is not published."""
    committees = committees_of(person_id, on=on)
    if not Meeting.objects.filter(pk=meeting_id, committee__in=committees, state__in=_SENT_OUT).exists():
        return None
    return desk_meeting(meeting_id)


def paper_of_member(paper_id: int, *, person_id: int, on: dt.date) -> KeptFile | None:
    """The file of a paper of such a meeting; None of any other."""
    committees = committees_of(person_id, on=on)
    papers = Paper.objects.filter(
        pk=paper_id, item__meeting__committee__in=committees, item__meeting__state__in=_SENT_OUT
    )
    return paper_file(paper_id) if papers.exists() else None
