"""Releasing: a publication is made public on the day that the agenda is, once what must be cleared is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.committee.operations.searching import refresh_search_of
from goldenthread.committee.queries.timetable import notice_on
from goldenthread.domain.days import day_words
from goldenthread.domain.periods import PeriodUnreadable, Quarter
from goldenthread.domain.problems import InputRefused, Problem, Refused
from goldenthread.domain.workdays import clear_days_between, last_day_to_publish
from goldenthread.figures.queries import FrozenRound, RoundNotOpen, round_of
from goldenthread.figures.rules import today_in_london
from goldenthread.partnership.queries import CouncilFacts, councils
from goldenthread.publishing.models import Release
from goldenthread.publishing.operations import release_publication
from goldenthread.publishing.origins import origin_of
from goldenthread.publishing.queries import PublicationEntry, publication_entry
from goldenthread.reports.audiences import AudienceUnknown, audience_called
from goldenthread.reports.clearances import cleared_quarters
from goldenthread.reports.settled import check_still_stands, frozen_in, known_at
from goldenthread.reports.sources import ClearedQuarter


class NotCleared(InputRefused):
    """A council whose clearance is required has not cleared its figures. Carries one problem for each."""


class ReleasedLate(Refused):
    """The agenda's last day has passed, and no reason is given."""


@dataclass(frozen=True, kw_only=True)
class MissingClearance:
    """A council whose clearance is required has not cleared its figures in a frozen quarter that a document tells.
    `why` says in a sentence what became of an earlier one; "" where there was none."""

    council: CouncilFacts
    quarter: Quarter
    version: int
    why: str

    def __str__(self) -> str:
        why = f" {self.why}" if self.why else ""
        return (
            f"{self.council.name} has not cleared its figures in version {self.version} of {self.quarter.label}, and "
            f"its clearance is required.{why}"
        )


@dataclass(frozen=True, kw_only=True)
class ReleasedPack:
    """The release, the meeting that it is for, and the last day on which it would have been in time."""

    release: Release
    entry: PublicationEntry
    meeting_on: date | None
    last_day: date | None


def release_pack(public_id: str, *, by: User, at: datetime, because: str = "") -> ReleasedPack:
    """Makes a publication public.

    Raises OriginUnknown, WithheldSince or ChangedSincePublished where what it was made of no longer stands, NotCleared,
    ReleasedLate where fewer clear days than the committee's are left and no reason is given, and what
    `release_publication` raises.
    """
    entry = publication_entry(public_id)
    # A correction has said why already, to its readers.
    reason = because or (entry.replaces_because if entry.replaces else "")
    check = partial(_check_may_be_public, entry, reason=reason, at=at)
    with transaction.atomic():
        release = release_publication(public_id, by=by, at=at, because=reason, check=check)
        refresh_search_of(public_id)
    meeting, last = _meeting_of(entry)
    return ReleasedPack(release=release, entry=publication_entry(public_id), meeting_on=meeting, last_day=last)


def _check_may_be_public(entry: PublicationEntry, *, reason: str, at: datetime) -> None:
    made_of = check_still_stands(entry, origin_of(entry.public_id))
    freezes, known = frozen_in(entry, made_of), known_at(entry, made_of)
    missing = clearances_missing(_councils_of(entry), freezes=freezes, at=at, known=known)
    if missing:
        raise NotCleared(
            Problem(
                f"{one} Ask its Section 151 officer or partner lead to clear them.",
                at_terminal=f"`clear --year {one.quarter.year} --quarter Q{one.quarter.number} --council "
                f"{one.council.slug}` does that.",
            )
            for one in missing
        )
    meeting, last = _meeting_of(entry)
    on = today_in_london(at)
    if meeting is not None and last is not None and on > last and not reason:
        notice = notice_on(meeting)
        given = clear_days_between(published=on, meeting=meeting, holidays=notice.days_off) if on < meeting else 0
        raise ReleasedLate(
            f"{notice.clear_days} clear days before the meeting of {day_words(meeting)} ended with {day_words(last)}; "
            f"release on {day_words(on)} gives {given}. The Chair must rule the item urgent, and the reason be minuted "
            "(Local Government Act 1972, s100B(4)(b)). Give that reason.",
            at_terminal="--because gives it.",
        )


def clearances_missing(
    councils_told: Iterable[CouncilFacts],
    *,
    freezes: Iterable[FrozenRound],
    at: datetime,
    known: datetime | None,
) -> tuple[MissingClearance, ...]:
    """Each frozen quarter of each of these councils whose clearance is required and does not hold for it."""
    every = tuple(freezes)
    return tuple(
        MissingClearance(council=council, quarter=one.quarter, version=one.version, why=_why_lapsed(one))
        for council in councils_told
        if council.clearance_required
        for one in cleared_quarters(every, council=council, at=at, known_at=known)
        if not one.standing
    )


def missing_for(entry: PublicationEntry, *, at: datetime) -> tuple[MissingClearance, ...]:
    """The clearances that a publication waits for; none is told of one that no longer stands."""
    made_of = origin_of(entry.public_id)
    if made_of is None:
        return ()
    freezes, known = frozen_in(entry, made_of), known_at(entry, made_of)
    return clearances_missing(_councils_of(entry), freezes=freezes, at=at, known=known)


def days_of_release(entry: PublicationEntry) -> tuple[date | None, date | None]:
    """The day of the meeting that a publication is for, and the last day on which its release is in time."""
    return _meeting_of(entry)


def _why_lapsed(one: ClearedQuarter) -> str:
    """A sentence of the last clearance of the quarter; "" where there was none."""
    if not one.cleared:
        return ""
    if one.before_restated:
        last = one.before_restated[-1]
        return f"That of version {last.version} does not cover the year: {one.restated} was restated since."
    return f"That of version {one.cleared[-1].version} lapsed: its figures changed since."


def _councils_of(entry: PublicationEntry) -> tuple[CouncilFacts, ...]:
    """The councils whose figures the pack holds: one, or all of them."""
    try:
        audience = audience_called(entry.audience)
    except AudienceUnknown:
        return councils()
    return councils() if audience.council is None else (audience.council,)


def _meeting_of(entry: PublicationEntry) -> tuple[date | None, date | None]:
    """The day of the meeting that the publication is for, and the last day in time for it: of a quarter, that of its
    round now; of what is made of a whole year, the one that it was made for."""
    meeting = _day_of_meeting(entry)
    if meeting is None:
        return None, None
    notice = notice_on(meeting)
    return meeting, last_day_to_publish(meeting=meeting, days=notice.clear_days, holidays=notice.days_off)


def _day_of_meeting(entry: PublicationEntry) -> date | None:
    quarter = _quarter_of(entry)
    if quarter is None:
        made_of = origin_of(entry.public_id)
        return None if made_of is None else made_of.meeting_on
    try:
        meeting = round_of(quarter).meeting
    except RoundNotOpen:
        return None
    return None if meeting is None else meeting.date


def _quarter_of(entry: PublicationEntry) -> Quarter | None:
    try:
        return Quarter.parse(entry.period)
    except PeriodUnreadable:
        return None
