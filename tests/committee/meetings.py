"""Steps of a meeting, as tests take them."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from goldenthread.accounts.models import User
from goldenthread.committee.models import AgendaItem, Meeting, Minute
from goldenthread.committee.operations import (
    Came,
    Declared,
    ItemSaid,
    Resolution,
    WhenAndWhere,
    add_item,
    hold_meeting,
    minute_item,
    publish_agenda,
)

LONDON = ZoneInfo("Europe/London")
MEETS = date(2020, 2, 7)
LAST_DAY = datetime(2020, 1, 30, 10, 0, tzinfo=LONDON)
AFTER = datetime(2020, 2, 10, 10, 0, tzinfo=LONDON)
AT_STRATFORD = WhenAndWhere(date=MEETS, begins_at=time(18, 30), venue="Old Town Hall, Stratford")
NOTED = (Resolution(number="1", verb="noted", text="To note the report."),)


def version_of(meeting: Meeting) -> int:
    return Meeting.objects.get(pk=meeting.pk).version


def item_on(
    meeting: Meeting, title: str = "Performance Indicators", *, by: User, urgent_because: str = ""
) -> AgendaItem:
    return add_item(
        meeting_id=meeting.pk,
        version=version_of(meeting),
        said=ItemSaid(title=title, urgent_because=urgent_because),
        by=by,
        at=LAST_DAY,
    )


def published(meeting: Meeting, *, by: User, at: datetime = LAST_DAY, because: str = "") -> Meeting:
    return publish_agenda(
        meeting_id=meeting.pk, version=version_of(meeting), on=at.date(), because=because, by=by, at=at
    )


def held(meeting: Meeting, *, by: User, came: tuple[Came, ...] = (), declared: tuple[Declared, ...] = ()) -> Meeting:
    return hold_meeting(
        meeting_id=meeting.pk, version=version_of(meeting), came=came, declared=declared, by=by, at=AFTER
    )


def minuted(item: AgendaItem, *, by: User, words: str = "Members asked about rents.") -> Minute:
    return minute_item(
        item_id=item.pk, version=version_of(item.meeting), words=words, resolutions=NOTED, by=by, at=AFTER
    )
