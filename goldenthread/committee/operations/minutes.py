"""What was minuted and decided, from the first draft to the signature."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.audit.operations import record
from goldenthread.committee.models import (
    AgendaItem,
    Attendance,
    Correction,
    Decision,
    DecisionNotice,
    Meeting,
    Membership,
    Minute,
)
from goldenthread.committee.operations.locking import locked_meeting, reference_of, step_on
from goldenthread.committee.operations.searching import refresh_search
from goldenthread.committee.queries import what_rests_on_decisions
from goldenthread.committee.rules import check_can_keep_the_record
from goldenthread.domain.days import day_words
from goldenthread.domain.meetings import MeetingState, MeetingStep
from goldenthread.domain.numbering import taken_apart
from goldenthread.domain.problems import InputRefused, Problem
from goldenthread.storage.turns import take_turns


@dataclass(frozen=True, kw_only=True)
class Votes:
    """How members voted, where they were counted."""

    votes_for: int
    votes_against: int
    abstentions: int

    @property
    def cast(self) -> int:
        return self.votes_for + self.votes_against


@dataclass(frozen=True, kw_only=True)
class Resolution:
    """One resolution: "1", or "3a" under "3", with its verb; who moved it, how members voted, why, and what else was
    considered, where that is recorded."""

    number: str
    verb: str  # of Decision.Verb
    text: str
    moved_by_id: int | None = None
    seconded_by_id: int | None = None
    votes: Votes | None = None
    reasons: str = ""
    alternatives: str = ""


@dataclass(frozen=True, kw_only=True)
class Corrected:
    """Words of a draft minute that this meeting corrected."""

    minute_id: int
    before: str
    after: str


@transaction.atomic
def minute_item(
    *,
    item_id: int,
    version: int,
    words: str,
    exempt_words: str = "",
    resolutions: Sequence[Resolution],
    by: User,
    at: datetime,
) -> Minute:
    """Drafts, or drafts anew, what was minuted of an item and what was resolved.

    With the first draft of a meeting every item is given its running minute number: those of a committee run on from
    meeting to meeting, and none is given twice. Raises RoleMissing, MeetingChanged, MeetingStepNotAllowed (a meeting
    that was not held), and InputRefused: a number twice, a sub-number without what it stands under, no words, a
    resolution taken away that something rests on.
    """
    take_turns("committee")
    check_can_keep_the_record(by, on=timezone.localdate(at))
    meeting = locked_meeting(AgendaItem.objects.get(pk=item_id).meeting_id, version=version)
    state = step_on(meeting, MeetingStep.MINUTE)
    _give_numbers(meeting)
    item = AgendaItem.objects.get(pk=item_id)
    item.meeting = meeting
    _check_resolutions(resolutions, meeting=meeting)
    meeting.state = state
    meeting.version += 1
    meeting.save(update_fields=["state", "version"])
    minute, _ = Minute.objects.update_or_create(
        item=item, defaults={"words": words.strip(), "exempt_words": exempt_words.strip()}
    )
    _put_resolutions(item, resolutions)
    record(
        "item minuted",
        subject="meeting",
        subject_id=reference_of(meeting),
        by=by.pk,
        at=at,
        details={"minute": item.number, "resolutions": [one.number for one in resolutions]},
    )
    refresh_search([meeting.pk])
    return minute


@transaction.atomic
def agree_minutes(
    *,
    meeting_ids: Sequence[int],
    versions: Sequence[int],
    under_item_id: int,
    corrected: Sequence[Corrected] = (),
    by: User,
    at: datetime,
) -> list[Meeting]:
    """Minutes of earlier meetings are agreed as a correct record at a meeting, under an item of it: several at once.

    What that meeting corrected is kept beside the original, which is not changed. Raises RoleMissing, MeetingChanged,
    MeetingStepNotAllowed, InputRefused.
    """
    check_can_keep_the_record(by, on=timezone.localdate(at))
    item = AgendaItem.objects.select_related("meeting__committee").get(pk=under_item_id)
    # In one order, as everybody locks several: else two would wait for each other.
    in_order = sorted(zip(meeting_ids, versions, strict=True))
    found = [locked_meeting(pk, version=version) for pk, version in in_order]
    problems = [
        Problem(
            f"The minutes of {day_words(one.date)} are agreed at a later meeting of the same committee.",
            column="meetings",
        )
        for one in found
        if one.date >= item.meeting.date or one.committee_id != item.meeting.committee_id
    ]
    if not found:
        problems.append(Problem("Choose the meetings whose minutes were agreed.", column="meetings"))
    if item.meeting.state in (MeetingState.SCHEDULED, MeetingState.AGENDA_PUBLISHED, MeetingState.CANCELLED):
        problems.append(Problem(f"The meeting of {day_words(item.meeting.date)} was not held yet.", column="under"))
    minutes = {one.pk: one for one in Minute.objects.filter(item__meeting__in=found).select_related("item")}
    for one in corrected:
        minute = minutes.get(one.minute_id)
        if minute is None or one.before.strip() not in minute.words or not one.before.strip():
            problems.append(
                Problem(
                    "The words that were corrected do not stand in those minutes.", column="corrected", found=one.before
                )
            )
        if not one.after.strip():
            problems.append(Problem("Say what the words should be.", column="corrected"))
    if problems:
        raise InputRefused(problems)
    for meeting in found:
        meeting.state = step_on(meeting, MeetingStep.AGREE_MINUTES)
        meeting.minutes_agreed_at = item.meeting
        meeting.version += 1
        meeting.save()
        _set_state(meeting, Minute.State.AGREED)
        record(
            "minutes agreed",
            subject="meeting",
            subject_id=reference_of(meeting),
            by=by.pk,
            at=at,
            details={"at": reference_of(item.meeting), "item": item.number or str(item.place)},
        )
    Correction.objects.bulk_create(
        Correction(
            minute=minutes[one.minute_id], minuted_under=item, before=one.before.strip(), after=one.after.strip()
        )
        for one in corrected
    )
    refresh_search([one.pk for one in found])
    return found


@transaction.atomic
def sign_minutes(*, meeting_id: int, version: int, signed_by: str, signed_on: date, by: User, at: datetime) -> Meeting:
    """The chair signed the agreed minutes: from then on the database itself refuses to change them.

    Raises RoleMissing, MeetingChanged, MeetingStepNotAllowed, InputRefused.
    """
    today = timezone.localdate(at)
    check_can_keep_the_record(by, on=today)
    meeting = locked_meeting(meeting_id, version=version)
    meeting.state = step_on(meeting, MeetingStep.SIGN_MINUTES)
    problems = []
    if not signed_by.strip():
        problems.append(Problem("Say who signed the minutes.", column="signed_by"))
    if signed_on > today:
        problems.append(Problem("This day is still to come.", column="signed_on", found=signed_on.isoformat()))
    elif meeting.minutes_agreed_at and signed_on < meeting.minutes_agreed_at.date:
        problems.append(
            Problem(
                "Minutes are signed on the day on which they were agreed, or later.",
                column="signed_on",
                found=signed_on.isoformat(),
            )
        )
    if problems:
        raise InputRefused(problems)
    meeting.signed_by, meeting.signed_on = signed_by.strip(), signed_on
    meeting.version += 1
    meeting.save()
    _set_state(meeting, Minute.State.SIGNED)
    record(
        "minutes signed",
        subject="meeting",
        subject_id=reference_of(meeting),
        by=by.pk,
        at=at,
        details={"by": meeting.signed_by, "on": signed_on.isoformat()},
    )
    return meeting


def _set_state(meeting: Meeting, state: Minute.State) -> None:
    """Of everything that was minuted at the meeting."""
    Minute.objects.filter(item__meeting=meeting).update(state=state)
    Decision.objects.filter(item__meeting=meeting).update(state=state)


def _give_numbers(meeting: Meeting) -> None:
    """Running minute numbers, in the order of the agenda, to the items that have none."""
    items = list(AgendaItem.objects.filter(meeting=meeting, number="").order_by("place"))
    if not items:
        return
    given = AgendaItem.objects.filter(meeting__committee=meeting.committee).exclude(number="")
    last = max((int(number) for number in given.values_list("number", flat=True) if number.isdecimal()), default=0)
    for number, item in enumerate(items, start=last + 1):
        item.number = str(number)
        item.save(update_fields=["number"])


def _check_resolutions(resolutions: Sequence[Resolution], *, meeting: Meeting) -> None:
    numbers = [one.number for one in resolutions]
    sits = set(Membership.objects.filter(committee_id=meeting.committee_id).values_list("pk", flat=True))
    # Nobody: who came was not recorded here.
    came = Attendance.objects.filter(meeting=meeting, how=Attendance.How.PRESENT)
    present = set(came.values_list("membership_id", flat=True))
    problems = []
    for place, one in enumerate(resolutions):
        column = f"resolution {one.number or place + 1}"
        above = parent_number(one.number)
        if not _is_number(one.number):
            problems.append(
                Problem("Number it 1, 2, 3, and below it 3a, 3b.", column=column, found=one.number, expected="3 or 3a")
            )
        elif numbers.index(one.number) != place:
            problems.append(Problem("This number is given twice. Give each once.", column=column, found=one.number))
        elif above and above not in numbers[:place]:
            problems.append(Problem(f"It stands under {above}, which is not before it.", column=column))
        if one.verb not in Decision.Verb:
            problems.append(Problem("Say with a verb what the committee did.", column=column, found=one.verb))
        if not one.text.strip():
            problems.append(Problem("Say what was resolved.", column=column))
        if not {one.moved_by_id, one.seconded_by_id} - {None} <= sits:
            problems.append(Problem("Whoever moved or seconded it does not sit on this committee.", column=column))
        elif present and not {one.moved_by_id, one.seconded_by_id} - {None} <= present:
            problems.append(Problem("Whoever moved or seconded it was not present at this meeting.", column=column))
        elif one.moved_by_id is not None and one.moved_by_id == one.seconded_by_id:
            problems.append(Problem("Nobody seconds what they moved themself.", column=column))
        # One more: the Chair's casting vote.
        if present and one.votes is not None and one.votes.cast > len(present) + 1:
            was = "was" if len(present) == 1 else "were"
            problems.append(
                Problem(
                    f"{one.votes.cast} votes are more than the {len(present)} who {was} present can give.",
                    column=column,
                )
            )
    if problems:
        raise InputRefused(problems)


def _is_number(number: str) -> bool:
    digits, letters = taken_apart(number)
    return digits.isdecimal() and digits[0] != "0" and len(letters) <= 1 and letters == letters.lower()


def parent_number(number: str) -> str:
    """ "3" of "3a", and "" of "3"."""
    digits, letters = taken_apart(number)
    return digits if letters else ""


def _check_as_published(item: AgendaItem, resolutions: Sequence[Resolution], *, held: Iterable[Decision]) -> None:
    """What a decision notice was published with is not worded otherwise afterwards; raises InputRefused."""
    were = {(one.number, one.verb, one.text, one.reasons, one.alternatives) for one in held}
    said = {
        (one.number, one.verb, one.text.strip(), one.reasons.strip(), one.alternatives.strip()) for one in resolutions
    }
    if were != said and DecisionNotice.objects.filter(item=item).exists():
        raise InputRefused(
            [
                Problem(
                    "The decision notice of this item is published, so its resolutions stay as they are. What is wrong "
                    "with them is minuted as a correction by the meeting that agrees these minutes.",
                    column=f"resolution {resolutions[0].number}" if resolutions else "",
                )
            ]
        )


def _put_resolutions(item: AgendaItem, resolutions: Sequence[Resolution]) -> None:
    reference = f"{reference_of(item.meeting)}/{item.number}"
    held = {one.number: one for one in Decision.objects.filter(item=item)}
    _check_as_published(item, resolutions, held=held.values())
    gone = [one for number, one in held.items() if number not in {said.number for said in resolutions}]
    resting = what_rests_on_decisions() if gone else {}
    for one in gone:
        if one.reference in resting:
            raise InputRefused(
                [
                    Problem(
                        f"Something rests on resolution {one.number}: it can be reworded, and not be taken out.",
                        column=f"resolution {one.number}",
                    )
                ]
            )
    # What hangs on another goes first.
    for one in sorted(gone, key=lambda decision: decision.parent_id is None):
        one.delete()
    for said in resolutions:
        kept, _ = Decision.objects.update_or_create(
            item=item,
            number=said.number,
            defaults={
                "verb": said.verb,
                "text": said.text.strip(),
                "reference": f"{reference}/{said.number}",
                "parent": held.get(parent_number(said.number)),
                "moved_by_id": said.moved_by_id,
                "seconded_by_id": said.seconded_by_id,
                "votes_for": None if said.votes is None else said.votes.votes_for,
                "votes_against": None if said.votes is None else said.votes.votes_against,
                "abstentions": None if said.votes is None else said.votes.abstentions,
                "reasons": said.reasons.strip(),
                "alternatives": said.alternatives.strip(),
            },
        )
        held[said.number] = kept
