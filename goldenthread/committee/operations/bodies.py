"""A committee's settings, who sits on it, and who holds its chair."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.audit.operations import record
from goldenthread.committee.calendar import bank_holidays
from goldenthread.committee.models import ClosedDay, Committee, Membership, Office
from goldenthread.committee.rules import check_can_keep_the_record
from goldenthread.domain.days import NO_SUCH_YEAR, can_be_meant, day_words, years_in_words
from goldenthread.domain.periods import MAY
from goldenthread.domain.problems import InputRefused, Problem
from goldenthread.domain.reasons import check_says_why, says_why
from goldenthread.domain.workdays import is_working_day
from goldenthread.partnership.models import Council

MOST_NOTICE_DAYS = 60
MOST_STANDING_ITEMS, MOST_OF_A_TITLE = 30, 300
MOST_SIDES, MOST_OF_A_SIDE = 12, 40


@dataclass(frozen=True, kw_only=True)
class CommitteeSettings:
    """What holds for every meeting of a committee. A quorum of None was not recorded; briefing days of None: its Chair
    is not briefed."""

    terms_of_reference: str
    regime: str  # of Committee.Regime
    notice_days: int
    quorum: int | None
    contact: str
    standing_items: str  # one a line
    implication_sides: str  # one a line
    briefing_days: int | None
    notices_within: int


@dataclass(frozen=True, kw_only=True)
class Seat:
    """Who sits on a committee for which council, from which day; perhaps as a substitute, perhaps with an account."""

    council_id: int
    name: str
    starts_on: date
    is_substitute: bool = False
    person_id: int | None = None


@transaction.atomic
def change_committee(*, committee_id: int, said: CommitteeSettings, by: User, at: datetime) -> Committee:
    """Saying the same again changes and records nothing. Raises RoleMissing, InputRefused."""
    check_can_keep_the_record(by, on=timezone.localdate(at))
    committee = Committee.objects.select_for_update().get(pk=committee_id)
    problems = [*_wrong_days(said), *_wrong_items(said.standing_items), *_wrong_sides(said.implication_sides)]
    if said.regime not in Committee.Regime:
        problems.append(Problem("This is no law that meetings follow here.", column="regime", found=said.regime))
    if said.quorum is not None and said.quorum < 1:
        problems.append(
            Problem("A quorum is one member or more.", column="quorum", found=str(said.quorum), expected="1 or more")
        )
    if problems:
        raise InputRefused(problems)
    new = asdict(said)
    old = {name: getattr(committee, name) for name in new}
    differing = [name for name in new if old[name] != new[name]]
    if differing:
        for name in differing:
            setattr(committee, name, new[name])
        committee.save(update_fields=differing)
        record(
            "committee changed",
            subject="committee",
            subject_id=committee.slug,
            by=by.pk,
            at=at,
            details={"old": {name: old[name] for name in differing}, "new": {name: new[name] for name in differing}},
        )
    return committee


def _wrong_days(said: CommitteeSettings) -> Iterator[Problem]:
    for column, days, words in (
        ("notice_days", said.notice_days, "Give the clear days of notice as a number of days."),
        ("briefing_days", said.briefing_days, "Give the working days from the Chair’s briefing to the agenda."),
        ("notices_within", said.notices_within, "Give the working days within which notices are published."),
    ):
        if days is not None and not 0 <= days <= MOST_NOTICE_DAYS:
            yield Problem(words, column=column, found=str(days), expected=f"0 to {MOST_NOTICE_DAYS}")


def _wrong_items(typed: str) -> Iterator[Problem]:
    titles = [line.strip() for line in typed.splitlines() if line.strip()]
    if len(titles) > MOST_STANDING_ITEMS:
        yield Problem(
            f"An agenda begins with {MOST_STANDING_ITEMS} standing items at most.",
            column="standing_items",
            found=str(len(titles)),
        )
    for title in titles:
        if len(title) > MOST_OF_A_TITLE:
            yield Problem(
                f"A title has {MOST_OF_A_TITLE} characters at most. Shorten “{title[:40]}…”.",
                column="standing_items",
            )


def _wrong_sides(typed: str) -> Iterator[Problem]:
    sides = [line.strip() for line in typed.splitlines() if line.strip()]
    if len(sides) > MOST_SIDES:
        yield Problem(
            f"A report is looked at from {MOST_SIDES} sides at most.", column="implication_sides", found=str(len(sides))
        )
    for side in sides:
        if len(side) > MOST_OF_A_SIDE:
            yield Problem(
                f"A side has {MOST_OF_A_SIDE} characters at most. Shorten “{side[:30]}…”.", column="implication_sides"
            )
    for again in sorted({one for one in sides if [each.casefold() for each in sides].count(one.casefold()) > 1}):
        yield Problem(f"“{again}” is there twice. Leave one out.", column="implication_sides", found=again)


@transaction.atomic
def close_day(*, committee_id: int, day: date, because: str, by: User, at: datetime) -> ClosedDay:
    """A day on which its councils are closed, so that it is no working day of the committee, with the reason.

    What was published before was in time, or not, by the days that were closed then. Raises RoleMissing, InputRefused.
    """
    today = timezone.localdate(at)
    check_can_keep_the_record(by, on=today)
    committee = Committee.objects.select_for_update().get(pk=committee_id)
    problems = []
    if not can_be_meant(day, today=today):
        problems.append(
            Problem(NO_SUCH_YEAR, column="day", found=day.isoformat(), expected=years_in_words(today=today))
        )
    elif not is_working_day(day, holidays=bank_holidays(around=day)):
        problems.append(Problem(f"{day_words(day)} is no working day already.", column="day", found=day.isoformat()))
    elif ClosedDay.objects.filter(committee=committee, day=day).exists():
        problems.append(Problem(f"{day_words(day)} is closed already.", column="day", found=day.isoformat()))
    if not says_why(because):
        problems.append(Problem("Say why the councils are closed on that day, in words.", column="because"))
    if problems:
        raise InputRefused(problems)
    closed = ClosedDay.objects.create(committee=committee, day=day, because=because.strip())
    _record_day("day closed", closed, because=closed.because, by=by, at=at)
    return closed


@transaction.atomic
def reopen_day(*, closed_day_id: int, because: str, by: User, at: datetime) -> None:
    """The day is a working day again, with the reason, which the log keeps. Raises RoleMissing, NoReason."""
    check_can_keep_the_record(by, on=timezone.localdate(at))
    closed = ClosedDay.objects.select_for_update(of=("self",)).select_related("committee").get(pk=closed_day_id)
    check_says_why(because, of="A day that is open again")
    _record_day("day opened again", closed, because=because.strip(), by=by, at=at)
    closed.delete()


def _record_day(what: str, closed: ClosedDay, *, because: str, by: User, at: datetime) -> None:
    record(
        what,
        subject="committee",
        subject_id=closed.committee.slug,
        by=by.pk,
        at=at,
        details={"day": closed.day.isoformat(), "because": because},
    )


@transaction.atomic
def seat_member(*, committee_id: int, said: Seat, by: User, at: datetime) -> Membership:
    """Somebody sits on the committee from a day. Raises RoleMissing, InputRefused where they sit there already."""
    check_can_keep_the_record(by, on=timezone.localdate(at))
    committee = Committee.objects.select_for_update().get(pk=committee_id)
    council = Council.objects.get(pk=said.council_id)
    name = said.name.strip()
    if not name:
        raise InputRefused([Problem("Enter the member's name, as minutes print it.", column="name")])
    sits = Membership.objects.filter(committee=committee, council=council, name=name).exclude(
        ended_on__lt=said.starts_on
    )
    if sits.exists():
        raise InputRefused(
            [Problem(f"{name} sits there already on {day_words(said.starts_on)}. End that first.", column="name")]
        )
    member = Membership.objects.create(
        committee=committee,
        council=council,
        name=name,
        person_id=said.person_id,
        is_substitute=said.is_substitute,
        starts_on=said.starts_on,
    )
    record(
        "member seated",
        subject="committee",
        subject_id=committee.slug,
        by=by.pk,
        at=at,
        details={
            "member": name,
            "council": council.name,
            "from": said.starts_on.isoformat(),
            "substitute": said.is_substitute,
        },
    )
    return member


@transaction.atomic
def end_membership(*, membership_id: int, last_day: date, by: User, at: datetime) -> Membership:
    """Somebody's last day on the committee. Raises RoleMissing, InputRefused for a day before the first."""
    check_can_keep_the_record(by, on=timezone.localdate(at))
    member = Membership.objects.select_for_update(of=("self",)).select_related("committee").get(pk=membership_id)
    if last_day < member.starts_on:
        raise InputRefused(
            [
                Problem(
                    f"{member.name} sits there from {day_words(member.starts_on)}. Give that day or a later one.",
                    column="last_day",
                    found=last_day.isoformat(),
                )
            ]
        )
    if member.ended_on != last_day:
        member.ended_on = last_day
        member.save(update_fields=["ended_on"])
        record(
            "membership ended",
            subject="committee",
            subject_id=member.committee.slug,
            by=by.pk,
            at=at,
            details={"member": member.name, "last_day": last_day.isoformat()},
        )
    return member


@transaction.atomic
def name_office(*, kind: str, year: int, membership_id: int, by: User, at: datetime) -> Office:
    """Who is chair, or vice-chair, in a municipal year; naming another changes it, and the log keeps who was named.

    Raises RoleMissing, InputRefused for a substitute or somebody who did not sit there in that year.
    """
    check_can_keep_the_record(by, on=timezone.localdate(at))
    member = Membership.objects.select_related("committee").get(pk=membership_id)
    committee = Committee.objects.select_for_update().get(pk=member.committee_id)
    first, last = date(year, MAY, 1), date(year + 1, MAY, 31)
    if member.is_substitute or member.starts_on > last or (member.ended_on is not None and member.ended_on < first):
        raise InputRefused(
            [
                Problem(
                    f"{member.name} is no full member in the municipal year {year}/{(year + 1) % 100:02}.",
                    column="membership",
                )
            ]
        )
    held = Office.objects.filter(committee=committee, kind=kind, year=year).select_related("held_by").first()
    before = "" if held is None else held.held_by.name
    if held is not None and held.held_by_id == member.pk:
        return held
    office, _ = Office.objects.update_or_create(committee=committee, kind=kind, year=year, defaults={"held_by": member})
    record(
        "office named",
        subject="committee",
        subject_id=committee.slug,
        by=by.pk,
        at=at,
        details={"office": kind, "year": year, "member": member.name, "before": before},
    )
    return office
