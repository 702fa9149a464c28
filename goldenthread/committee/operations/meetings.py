"""Scheduling a meeting, moving or cancelling it, and who came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.audit.operations import record
from goldenthread.committee.models import (
    AgendaItem,
    Attendance,
    Committee,
    Interest,
    Meeting,
    MeetingChange,
    Membership,
)
from goldenthread.committee.operations.locking import in_words, locked_meeting, reference_of, step_on
from goldenthread.committee.operations.searching import refresh_search
from goldenthread.committee.queries.timetable import days_off
from goldenthread.committee.rules import check_can_keep_the_record
from goldenthread.domain.days import NO_SUCH_YEAR, can_be_meant, day_words, years_in_words
from goldenthread.domain.meetings import MeetingState, MeetingStep
from goldenthread.domain.problems import InputRefused, Problem
from goldenthread.domain.reasons import check_says_why
from goldenthread.domain.workdays import clear_days_between
from goldenthread.storage.turns import take_turns


@dataclass(frozen=True, kw_only=True)
class WhenAndWhere:
    """When a meeting is, and where. No time: it is not known yet, or was not recorded."""

    date: date
    begins_at: time | None
    venue: str


@dataclass(frozen=True, kw_only=True)
class Came:
    """Whether a member came; a substitute is present in the place of another."""

    membership_id: int
    how: str  # of Attendance.How
    in_place_of_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class Declared:
    """An interest that a member declared in an item, or in the meeting as a whole."""

    membership_id: int
    item_id: int | None
    words: str
    left_the_room: bool = False


@transaction.atomic
def schedule_meeting(*, committee_id: int, said: WhenAndWhere, by: User, at: datetime) -> Meeting:
    """A meeting to come, or one of the past that is entered later; its agenda begins with the standing items.

    Raises RoleMissing, InputRefused.
    """
    take_turns("committee")
    today = timezone.localdate(at)
    check_can_keep_the_record(by, on=today)
    committee = Committee.objects.get(pk=committee_id)
    _check_day(said.date, committee=committee, today=today)
    meeting = Meeting.objects.create(
        committee=committee, date=said.date, begins_at=said.begins_at, venue=said.venue.strip()
    )
    standing = filter(None, (line.strip() for line in committee.standing_items.splitlines()))
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, place=place, title=title) for place, title in enumerate(standing, start=1)
    )
    record(
        "meeting scheduled",
        subject="meeting",
        subject_id=reference_of(meeting),
        by=by.pk,
        at=at,
        details={"date": said.date.isoformat(), "begins_at": in_words(said.begins_at), "venue": meeting.venue},
    )
    return meeting


@transaction.atomic
def move_meeting(*, meeting_id: int, version: int, said: WhenAndWhere, because: str, by: User, at: datetime) -> Meeting:
    """Another day, time or venue, with the reason, which is shown beside. Saying the same again changes nothing.

    Raises RoleMissing, MeetingChanged, MeetingStepNotAllowed, InputRefused.
    """
    take_turns("committee")
    today = timezone.localdate(at)
    check_can_keep_the_record(by, on=today)
    meeting = locked_meeting(meeting_id, version=version)
    meeting.state = step_on(meeting, MeetingStep.MOVE)
    what = MeetingChange.What
    told = (
        (what.DATE, meeting.date.isoformat(), said.date.isoformat()),
        (what.BEGINS_AT, in_words(meeting.begins_at), in_words(said.begins_at)),
        (what.VENUE, meeting.venue, said.venue.strip()),
    )
    changed = [one for one in told if one[1] != one[2]]
    if not changed:
        return meeting
    # What was not known is filled in without a reason: nobody was told otherwise.
    if any(before for _, before, _ in changed):
        check_says_why(because, of="A meeting that is moved")
    if said.date != meeting.date:
        _check_day(said.date, committee=meeting.committee, today=today)
        _keep_notice(meeting, day=said.date, because=because)
    before = reference_of(meeting)
    meeting.date, meeting.begins_at, meeting.venue = said.date, said.begins_at, said.venue.strip()
    meeting.version += 1
    meeting.save()
    _keep_changes(meeting, changed, because=because, at=at)
    record(
        "meeting moved",
        subject="meeting",
        subject_id=before,
        by=by.pk,
        at=at,
        details={
            "old": {name: old for name, old, _ in changed},
            "new": {name: new for name, _, new in changed},
            "because": because.strip(),
        },
    )
    refresh_search([meeting.pk])
    return meeting


@transaction.atomic
def cancel_meeting(*, meeting_id: int, version: int, because: str, by: User, at: datetime) -> Meeting:
    """It will not be held, with the reason. Raises RoleMissing, MeetingChanged, MeetingStepNotAllowed, InputRefused."""
    check_can_keep_the_record(by, on=timezone.localdate(at))
    meeting = locked_meeting(meeting_id, version=version)
    meeting.state = step_on(meeting, MeetingStep.CANCEL)
    check_says_why(because, of="A meeting that is cancelled")
    meeting.version += 1
    meeting.save()
    _keep_changes(meeting, [(MeetingChange.What.CANCELLED, "", "")], because=because, at=at)
    record(
        "meeting cancelled",
        subject="meeting",
        subject_id=reference_of(meeting),
        by=by.pk,
        at=at,
        details={"because": because.strip()},
    )
    refresh_search([meeting.pk])
    return meeting


@transaction.atomic
def hold_meeting(
    *,
    meeting_id: int,
    version: int,
    came: Sequence[Came],
    declared: Sequence[Declared],
    by: User,
    at: datetime,
) -> Meeting:
    """It was held: who came, and which interests were declared; none is recorded too. Both are put right by saying all
    of it again, until the minutes are agreed.

    Raises RoleMissing, MeetingChanged, MeetingStepNotAllowed, and InputRefused with everything that is wrong: a meeting
    still to come, somebody who does not sit on the committee, one person twice, a substitute for nobody.
    """
    today = timezone.localdate(at)
    check_can_keep_the_record(by, on=today)
    meeting = locked_meeting(meeting_id, version=version)
    was_held = meeting.state in (MeetingState.HELD, MeetingState.MINUTES_DRAFTED)
    meeting.state = step_on(meeting, MeetingStep.CORRECT_ATTENDANCE if was_held else MeetingStep.HOLD)
    _check_held(meeting, came=came, declared=declared, today=today)
    meeting.no_interests = not declared
    meeting.version += 1
    meeting.save()
    before = {
        str(pk): how for pk, how in Attendance.objects.filter(meeting=meeting).values_list("membership_id", "how")
    }
    Attendance.objects.filter(meeting=meeting).delete()
    Interest.objects.filter(meeting=meeting).delete()
    Attendance.objects.bulk_create(
        Attendance(meeting=meeting, membership_id=one.membership_id, how=one.how, in_place_of_id=one.in_place_of_id)
        for one in came
    )
    Interest.objects.bulk_create(
        Interest(
            meeting=meeting,
            membership_id=one.membership_id,
            item_id=one.item_id,
            words=one.words.strip(),
            left_the_room=one.left_the_room,
        )
        for one in declared
    )
    present = sum(one.how == Attendance.How.PRESENT for one in came)
    record(
        "attendance corrected" if was_held else "meeting held",
        subject="meeting",
        subject_id=reference_of(meeting),
        by=by.pk,
        at=at,
        details={"present": present, "interests": len(declared), **({"before": before} if was_held else {})},
    )
    refresh_search([meeting.pk])
    return meeting


def _check_day(day: date, *, committee: Committee, today: date) -> None:
    if not can_be_meant(day, today=today):
        raise InputRefused(
            [Problem(NO_SUCH_YEAR, column="date", found=day.isoformat(), expected=years_in_words(today=today))]
        )
    if Meeting.objects.filter(committee=committee, date=day).exists():
        raise InputRefused(
            [
                Problem(
                    f"{committee.name} already meets on {day_words(day)}. Choose another day, or change that meeting.",
                    column="date",
                    found=day.isoformat(),
                )
            ]
        )


def _keep_notice(meeting: Meeting, *, day: date, because: str) -> None:
    """An agenda that is published gives less notice of an earlier day, and says why; raises InputRefused where it came
    after that day."""
    published = meeting.agenda_published_on
    if published is None:
        return
    if day < published:
        raise InputRefused(
            [
                Problem(
                    f"Its agenda was published on {day_words(published)}. Give that day or a later one.",
                    column="date",
                    found=day.isoformat(),
                )
            ]
        )
    holidays = days_off(meeting.committee_id, around=day)
    given = clear_days_between(published=published, meeting=day, holidays=holidays) if published < day else 0
    if given >= meeting.committee.notice_days:
        meeting.short_notice_because = ""
    else:
        meeting.short_notice_because = meeting.short_notice_because or because.strip()


def _keep_changes(meeting: Meeting, changed: Sequence[tuple[str, str, str]], *, because: str, at: datetime) -> None:
    MeetingChange.objects.bulk_create(
        MeetingChange(meeting=meeting, what=what, before=before, after=after, because=because.strip(), at=at)
        for what, before, after in changed
        if before or what == MeetingChange.What.CANCELLED
    )


def _check_held(meeting: Meeting, *, came: Sequence[Came], declared: Sequence[Declared], today: date) -> None:
    sits = Membership.objects.filter(committee=meeting.committee, starts_on__lte=meeting.date).exclude(
        ended_on__lt=meeting.date
    )
    members = {one.pk: one for one in sits}
    items = set(AgendaItem.objects.filter(meeting=meeting).values_list("pk", flat=True))
    present = {one.membership_id for one in came if one.how == Attendance.How.PRESENT}
    problems = []
    if meeting.date > today:
        problems.append(
            Problem(f"This meeting is on {day_words(meeting.date)}, which is still to come.", column="date")
        )
    counted: dict[int, int] = {}
    for one in came:
        counted[one.membership_id] = counted.get(one.membership_id, 0) + 1
        member = members.get(one.membership_id)
        if member is None:
            problems.append(Problem("Somebody here did not sit on the committee on that day.", column="came"))
        elif one.in_place_of_id is not None and not member.is_substitute:
            problems.append(Problem(f"{member.name} is no substitute.", column="came"))
        elif one.in_place_of_id is not None and (
            one.in_place_of_id not in members or one.in_place_of_id in present or one.how != Attendance.How.PRESENT
        ):
            problems.append(
                Problem(
                    f"{member.name} can stand in only for a member who did not come. Choose that member, or say that "
                    f"{member.name} did not come.",
                    column="came",
                )
            )
    problems += [
        Problem(f"{members[member].name} is entered {times} times. Enter each member once.", column="came")
        for member, times in counted.items()
        if times > 1 and member in members
    ]
    for declaration in declared:
        if declaration.membership_id not in present:
            problems.append(Problem("Only somebody who was present declares an interest.", column="declared"))
        if declaration.item_id is not None and declaration.item_id not in items:
            problems.append(Problem("The item of an interest is of another meeting.", column="declared"))
        if not declaration.words.strip():
            problems.append(Problem("Say what the interest is.", column="declared"))
    if problems:
        raise InputRefused(problems)
