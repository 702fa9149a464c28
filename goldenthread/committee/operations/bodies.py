"""A committee's settings, who sits on it, and who holds its chair."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.audit.operations import record
from goldenthread.committee.models import Committee, Membership, Office
from goldenthread.committee.rules import check_can_keep_the_record
from goldenthread.domain.days import day_words
from goldenthread.domain.periods import MAY
from goldenthread.domain.problems import InputRefused, Problem
from goldenthread.partnership.models import Council

MOST_NOTICE_DAYS = 60


@dataclass(frozen=True, kw_only=True)
class CommitteeSettings:
    """What holds for every meeting of a committee. A quorum of None was not recorded."""

    terms_of_reference: str
    regime: str  # of Committee.Regime
    notice_days: int
    quorum: int | None
    contact: str


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
    problems = []
    if said.regime not in Committee.Regime:
        problems.append(Problem("This is no law that meetings follow here.", column="regime", found=said.regime))
    if not 0 <= said.notice_days <= MOST_NOTICE_DAYS:
        problems.append(
            Problem(
                "Give the clear days of notice as a number of days.",
                column="notice_days",
                found=str(said.notice_days),
                expected=f"0 to {MOST_NOTICE_DAYS}",
            )
        )
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
