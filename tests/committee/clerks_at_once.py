"""Four clerks take each step of a meeting in one moment, and one is killed in the midst of it:
`python -m tests.committee.clerks_at_once`.

Prints, for each step in order, how each of them ended and what the database then held.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

import tests.figures.ready  # noqa: F401 - before what needs Django
from goldenthread.accounts.models import User
from goldenthread.audit.models import Event
from goldenthread.committee.models import AgendaItem, Decision, Meeting, Minute, ReportVersion
from goldenthread.committee.operations import (
    ItemSaid,
    Resolution,
    add_item,
    hold_meeting,
    minute_item,
    schedule_meeting,
    sign_minutes,
)
from goldenthread.committee.operations.reports import write_report
from goldenthread.domain.problems import Refused
from goldenthread.reports.despatching import send_out
from tests.committee.meetings import AFTER, AT_STRATFORD, LAST_DAY
from tests.committee.test_reports import REPORT
from tests.figures.forking import all_at_once, kill_after
from tests.world import make_appointment, make_committee, make_person

MOMENTS = 20
CLERKS = tuple(f"clerk{number}@example.org" for number in range(1, 5))


def meeting() -> Meeting:
    return Meeting.objects.get()


def item() -> AgendaItem:
    return AgendaItem.objects.order_by("pk").first() or AgendaItem()


def tried(act: Callable[..., Any], *, at: datetime, **said: Any) -> list[Callable[[], str]]:
    """The act by each of the clerks; what they were told, or "" where it was done."""

    def one(address: str) -> str:
        try:
            act(by=User.objects.get(email=address), at=at, **said)
        except Refused as refused:
            return str(refused)
        return ""

    return [partial(one, address) for address in CLERKS]


def counted() -> dict[str, Any]:
    return {
        "state": meeting().state,
        "version": meeting().version,
        "items": AgendaItem.objects.count(),
        "reports": ReportVersion.objects.count(),
        "minutes": Minute.objects.count(),
        "decisions": Decision.objects.count(),
        "events": Event.objects.filter(subject="meeting").count(),
    }


def step(act: Callable[..., Any], *, at: datetime, **said: Any) -> dict[str, Any]:
    return {"told": all_at_once(tried(act, at=at, **said)), "counted": counted()}


def killed() -> dict[str, Any]:
    """A clerk minutes an item and is killed at one moment after the other: done whole, or not at all."""
    halves, done = [], 0
    # The first is not killed: it says how long it takes, so that the others are killed in the midst of it.
    lasts = kill_after(None, minuting(0))
    for moment in range(1, MOMENTS + 1):
        before = counted()
        kill_after(lasts * 1.2 * moment / MOMENTS, minuting(moment))
        after = counted()
        words = {minute.words for minute in Minute.objects.filter(item=item())}
        texts = {decision.text for decision in Decision.objects.all()}
        is_done = after["version"] == before["version"] + 1
        done += is_done
        is_whole = (words, texts) == ({f"Said {moment}."}, {f"To note {moment}."}) if is_done else after == before
        if not is_whole:
            halves.append(moment)
    return {"halves": halves, "done": done}


def minuting(moment: int) -> Callable[[], Any]:
    return partial(
        minute_item,
        item_id=item().pk,
        version=meeting().version,
        words=f"Said {moment}.",
        resolutions=[Resolution(number="1", verb="noted", text=f"To note {moment}.")],
        by=User.objects.get(email=CLERKS[0]),
        at=AFTER,
    )


def main() -> None:
    for address in CLERKS:
        make_appointment(make_person(address.partition("@")[0], email=address), role="committee-clerk")
    clerk = User.objects.get(email=CLERKS[0])
    schedule_meeting(committee_id=make_committee().pk, said=AT_STRATFORD, by=clerk, at=LAST_DAY)
    told: dict[str, Any] = {}
    told["add an item"] = step(
        add_item, meeting_id=meeting().pk, version=meeting().version, said=ItemSaid(title="A report"), at=LAST_DAY
    )
    told["write a report"] = step(write_report, item_id=item().pk, version=0, report=REPORT, at=LAST_DAY)
    told["publish the agenda"] = step(
        send_out,
        meeting_id=meeting().pk,
        version=meeting().version,
        on=LAST_DAY.date(),
        because="",
        pass_because="",
        at=LAST_DAY,
    )
    told["hold it"] = step(
        hold_meeting, meeting_id=meeting().pk, version=meeting().version, came=(), declared=(), at=AFTER
    )
    told["minute it, killed"] = killed()
    Meeting.objects.update(state=Meeting.State.MINUTES_AGREED)
    told["sign it"] = step(
        sign_minutes,
        meeting_id=meeting().pk,
        version=meeting().version,
        signed_by="Councillor A, Chair",
        signed_on=AFTER.date(),
        at=AFTER,
    )
    print(json.dumps(told))


if __name__ == "__main__":
    main()
