"""What is due on a meeting's agenda: read from the record, the round and the restatements, for the clerk to choose."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from goldenthread.committee.queries.awaited import minutes_to_agree, reports_without_an_item
from goldenthread.committee.queries.desk import DeskMeeting
from goldenthread.committee.queries.pending import arising_of, delegations_of, questions_of
from goldenthread.domain.days import day_words
from goldenthread.domain.delegations import DelegationState
from goldenthread.figures.queries.restatements import restatements_to_tell
from goldenthread.figures.queries.rounds import quarters_for
from goldenthread.figures.rules import today_in_london
from goldenthread.reports.documents.pack import JOINT_COMMITTEE
from goldenthread.reports.documents.sentences import count_of, was_or_were

_BECAME = {"done": "did", "dropped": "dropped"}


@dataclass(frozen=True, kw_only=True)
class DueItem:
    """Something that an agenda should have: why, and under which title an item of it could stand."""

    title: str
    why: str
    is_late: bool = False


def due_on(meeting: DeskMeeting, *, at: datetime) -> tuple[DueItem, ...]:
    """Everything that is due at the meeting: minutes, indicators and restatements, what was delegated, asked and is to
    be done. What an item of the agenda is called already is left out."""
    there = {item.title.strip().casefold() for item in meeting.items}
    found = (*_minutes(meeting), *_reports(meeting, at=at), *_followed(meeting, at=at))
    return tuple(one for one in found if one.title.casefold() not in there)


def _minutes(meeting: DeskMeeting) -> Iterator[DueItem]:
    for day in minutes_to_agree(committee_id=meeting.committee_id, before=meeting.date):
        yield DueItem(
            title=f"Minutes of the meeting of {day_words(day)}",
            why="They are to be agreed as a correct record.",
        )


def _reports(meeting: DeskMeeting, *, at: datetime) -> Iterator[DueItem]:
    for one in reports_without_an_item(audience=JOINT_COMMITTEE):
        yield DueItem(title=f"{one.title}: {one.made_from}"[:300], why=f"{one.public_id} stands on no agenda yet.")
    for quarter in quarters_for(meeting.id):
        restated = restatements_to_tell(quarter, at=at)
        if restated:
            number = len(restated)
            yield DueItem(
                title=f"Figures restated since the last report, with {quarter.label}",
                why=f"{count_of(number, 'figure')} {was_or_were(number)} restated; its pack tells of them.",
            )


def _followed(meeting: DeskMeeting, *, at: datetime) -> Iterator[DueItem]:
    today = today_in_london(at)
    for given in delegations_of(meeting.committee_id, today=today, but_closed=True):
        if given.state == DelegationState.DISCHARGED:
            yield DueItem(
                title=f"Report back: {given.purpose}"[:300],
                why=f"The {given.to_post} decided it on {_day(given.discharged_on)}; the committee was not told yet.",
            )
        elif given.is_overdue:
            yield DueItem(
                title=f"Overdue: {given.purpose}"[:300],
                why=f"Delegated to the {given.to_post} until {_day(given.due_on)}, and not decided yet.",
                is_late=True,
            )
    for asked in questions_of(meeting.committee_id, unanswered=True):
        yield DueItem(
            title=f"Answer: {asked.words}"[:300],
            why=f"Asked on {day_words(asked.asked_on)}; the {asked.owner_post} has not answered yet.",
        )
    for one in arising_of(meeting.committee_id, today=today, but_closed=True):
        if one.state != "open":
            yield DueItem(
                title=f"Matter arising: {one.words}"[:300],
                why=f"The {one.owner_post} {_BECAME[one.state]} it; the committee was not told yet.",
            )
        elif one.is_overdue:
            yield DueItem(
                title=f"Overdue: {one.words}"[:300],
                why=f"The {one.owner_post} was to do it by {day_words(one.due_on)}.",
                is_late=True,
            )


def _day(day: date | None) -> str:
    return "" if day is None else day_words(day)
