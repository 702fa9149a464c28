"""How far the meetings of a record that is imported have come."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from django.db.models import F

from goldenthread.audit.operations import Happening
from goldenthread.committee.forms import CommitteeRecord, MeetingRecord
from goldenthread.committee.models import AgendaItem, Meeting, MeetingChange
from goldenthread.committee.operations.import_items import FiledItem
from goldenthread.committee.operations.import_work import Import, reference_in
from goldenthread.domain.days import day_words
from goldenthread.domain.problems import InputRefused, Problem

State = Meeting.State
_NOT_HELD_YET = (State.SCHEDULED, State.AGENDA_PUBLISHED)


def put_states(
    record: CommitteeRecord,
    *,
    meetings: dict[str, Meeting],
    items: Sequence[FiledItem],
    work: Import,
    at: datetime,
) -> None:
    """What was published elsewhere is published here, what decided something was held, and what was cancelled is.

    An agenda with an item that the record has not is still being written here, and is not published by it. Minutes are
    those that somebody else published. Nothing goes back: raises InputRefused where a meeting that was held here is
    cancelled there, or one that was cancelled here decided something there.
    """
    _put_cancelled(record, meetings=meetings, work=work, at=at)

    def those(where: Callable[[MeetingRecord], bool]) -> list[int]:
        return [meetings[reference_in(record, one)].pk for one in record.meetings if where(one)]

    def go_on(to: State, *, from_: tuple[State, ...], ids: list[int]) -> None:
        Meeting.objects.filter(pk__in=ids, state__in=from_).update(state=to, version=F("version") + 1)

    published = those(lambda one: one.agenda_is_published)
    named = {one.row.pk for one in items}
    of_ours = AgendaItem.objects.filter(meeting_id__in=published).values_list("pk", "meeting_id")
    unfinished = {meeting_id for pk, meeting_id in of_ours if pk not in named}
    go_on(State.AGENDA_PUBLISHED, from_=(State.SCHEDULED,), ids=[pk for pk in published if pk not in unfinished])
    go_on(State.HELD, from_=_NOT_HELD_YET, ids=those(has_decided))
    go_on(State.MINUTES_AGREED, from_=(*_NOT_HELD_YET, State.HELD), ids=those(has_minutes))


def has_decided(said: MeetingRecord) -> bool:
    """Whether the record has a decision of the meeting."""
    return any(item.decisions for item in said.items)


def has_minutes(said: MeetingRecord) -> bool:
    """Whether the record has a minute of the meeting."""
    return any(item.minute for item in said.items)


def _put_cancelled(record: CommitteeRecord, *, meetings: dict[str, Meeting], work: Import, at: datetime) -> None:
    problems = []
    for said in record.meetings:
        reference = reference_in(record, said)
        meeting = meetings[reference]
        if meeting.state == State.CANCELLED and (has_decided(said) or has_minutes(said)):
            problems.append(
                Problem(
                    f"The meeting of {day_words(said.date)} was cancelled here, so it decided nothing. Correct the day "
                    "in the file.",
                    file=record.file,
                )
            )
        if not said.cancelled or meeting.state == State.CANCELLED:
            continue
        if meeting.state not in _NOT_HELD_YET:
            problems.append(
                Problem(
                    f"The meeting of {day_words(said.date)} was held here, so it was not cancelled. Take that out of "
                    "the file.",
                    file=record.file,
                )
            )
            continue
        meeting.state = State.CANCELLED
        meeting.save(update_fields=["state"])
        MeetingChange.objects.create(meeting=meeting, what=MeetingChange.What.CANCELLED, because=said.cancelled, at=at)
        if reference not in work.added:
            work.changed.append(reference)
        work.happenings.append(Happening("meeting cancelled", "meeting", reference, {"because": said.cancelled}))
    if problems:
        raise InputRefused(problems)
