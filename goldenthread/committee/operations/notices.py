"""Decision notices: issuing and correcting them, the rules by which they may be called in, and call-ins."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.audit.operations import record
from goldenthread.committee.models import (
    AgendaItem,
    CallIn,
    CallInRule,
    CallInWindow,
    Committee,
    Decision,
    DecisionNotice,
)
from goldenthread.committee.operations.locking import ChangedMeanwhile, reference_of
from goldenthread.committee.queries.record import WITH_DECISIONS
from goldenthread.committee.queries.timetable import days_off
from goldenthread.committee.rules import check_can_keep_the_record
from goldenthread.domain.call_in import days_late, last_day_to_call_in, may_be_called_in_on, takes_effect_on
from goldenthread.domain.days import day_words
from goldenthread.domain.problems import InputRefused, Problem
from goldenthread.domain.reasons import says_why
from goldenthread.partnership.models import Council

MOST_CALL_IN_DAYS = 60


class NoticeChanged(ChangedMeanwhile):
    """Somebody else issued or changed the notice since its reader looked at it."""

    def __init__(self) -> None:
        super().__init__("Somebody changed this notice since you looked at it. Look at it as it is now.")


@dataclass(frozen=True, kw_only=True)
class NoticeSaid:
    """What a notice says beside the minutes. `no_call_in_because` of "": it may be called in."""

    purpose: str
    lead_officer: str
    is_key: bool
    no_call_in_because: str
    published_on: date


@dataclass(frozen=True, kw_only=True)
class RuleSaid:
    """For how many working days a council's members may call in; 0: it has no call-in of this committee."""

    council_id: int
    working_days: int
    who_may: str = ""


@transaction.atomic
def set_call_in_rules(*, committee_id: int, said: Collection[RuleSaid], by: User, at: datetime) -> None:
    """The rule of each of these councils; another has none. They hold for notices issued from now on.

    Raises RoleMissing, InputRefused. Saying the same again changes and records nothing.
    """
    check_can_keep_the_record(by, on=timezone.localdate(at))
    committee = Committee.objects.select_for_update().get(pk=committee_id)
    problems = [
        Problem(
            "Give the working days as a number.",
            column=f"days_{one.council_id}",
            found=str(one.working_days),
            expected=f"0 to {MOST_CALL_IN_DAYS}",
        )
        for one in said
        if not 0 <= one.working_days <= MOST_CALL_IN_DAYS
    ]
    if problems:
        raise InputRefused(problems)
    new = {one.council_id: (one.working_days, one.who_may.strip()) for one in said}
    old = {one.council_id: (one.working_days, one.who_may) for one in committee.call_in_rules.all()}
    if new == old:
        return
    committee.call_in_rules.exclude(council_id__in=new).delete()
    for council_id, (days, who_may) in new.items():
        CallInRule.objects.update_or_create(
            committee=committee, council_id=council_id, defaults={"working_days": days, "who_may": who_may}
        )
    names = dict(Council.objects.filter(pk__in={*new, *old}).values_list("pk", "name"))
    record(
        "rules of call-in set",
        subject="committee",
        subject_id=committee.slug,
        by=by.pk,
        at=at,
        details={
            "old": {names[pk]: days for pk, (days, _) in old.items()},
            "new": {names[pk]: days for pk, (days, _) in new.items()},
        },
    )


@transaction.atomic
def issue_notice(*, item_id: int, said: NoticeSaid, by: User, at: datetime) -> DecisionNotice:
    """The notice of an item whose decisions are minuted. Until when each council may call it in is settled with it, by
    the rules and the closed days of now.

    Raises RoleMissing, NoticeChanged where there is one already, InputRefused.
    """
    today = timezone.localdate(at)
    check_can_keep_the_record(by, on=today)
    locked = AgendaItem.objects.select_for_update(of=("self",)).select_related("meeting__committee")
    item = locked.get(pk=item_id)
    if DecisionNotice.objects.filter(item=item).exists():
        raise NoticeChanged
    problems = [*_not_minuted(item), *_wrong_notice(said, item=item, today=today)]
    if problems:
        raise InputRefused(problems)
    notice = DecisionNotice.objects.create(
        item=item,
        purpose=said.purpose.strip(),
        lead_officer=said.lead_officer.strip(),
        is_key=said.is_key,
        no_call_in_because=said.no_call_in_because.strip(),
        published_on=said.published_on,
    )
    CallInWindow.objects.bulk_create(_windows(notice))
    committee = item.meeting.committee
    late = days_late(
        decided=item.meeting.date,
        published=notice.published_on,
        within=committee.notices_within,
        holidays=days_off(committee.pk, around=item.meeting.date, until=notice.published_on),
    )
    # Words of a notice may be exempt, as its item is: the log has none of them.
    details = {"on": notice.published_on.isoformat(), "key": notice.is_key, "days_late": late}
    _record("decision notice issued", notice, by=by, at=at, **details)
    return notice


@transaction.atomic
def correct_notice(
    *, notice_id: int, version: int, purpose: str, lead_officer: str, is_key: bool, by: User, at: datetime
) -> DecisionNotice:
    """Other words of a notice; its day, and what was settled by it, stay. Saying the same again changes nothing.

    Raises RoleMissing, NoticeChanged.
    """
    check_can_keep_the_record(by, on=timezone.localdate(at))
    notice = _locked_notice(notice_id, version=version)
    new = {"purpose": purpose.strip(), "lead_officer": lead_officer.strip(), "is_key": is_key}
    differing = [name for name, value in new.items() if getattr(notice, name) != value]
    if differing:
        for name in differing:
            setattr(notice, name, new[name])
        notice.version += 1
        notice.save()
        _record("decision notice corrected", notice, by=by, at=at, changed=differing)
    return notice


@transaction.atomic
def record_call_in(
    *, notice_id: int, version: int, council_id: int, on: date, who: str, grounds: str, by: User, at: datetime
) -> CallIn:
    """A council's members called the decision in: once, from publication to the last day of the council.

    Raises RoleMissing, NoticeChanged, InputRefused.
    """
    today = timezone.localdate(at)
    check_can_keep_the_record(by, on=today)
    notice = _locked_notice(notice_id, version=version)
    council = Council.objects.get(pk=council_id)
    problems = list(_cannot_call_in(notice, council=council, on=on, today=today))
    if not who.strip():
        problems.append(Problem("Say who called it in.", column="who"))
    if not says_why(grounds):
        problems.append(Problem("Give their grounds, in words.", column="grounds"))
    if problems:
        raise InputRefused(problems)
    called = CallIn.objects.create(notice=notice, council=council, on=on, by=who.strip(), grounds=grounds.strip())
    notice.version += 1
    notice.save(update_fields=["version"])
    _record("decision called in", notice, by=by, at=at, council=council.name, on=on.isoformat())
    return called


@transaction.atomic
def end_call_in(*, call_in_id: int, outcome: str, ended_on: date, by: User, at: datetime) -> CallIn:
    """What came of a call-in, once. Raises RoleMissing, NoticeChanged where it was recorded already, InputRefused."""
    today = timezone.localdate(at)
    check_can_keep_the_record(by, on=today)
    locked = CallIn.objects.select_for_update(of=("self",)).select_related(
        "council", "notice__item__meeting__committee"
    )
    called = locked.get(pk=call_in_id)
    if called.ended_on is not None:
        raise NoticeChanged
    problems = []
    if not says_why(outcome):
        problems.append(Problem("Say what came of it, in words.", column="outcome"))
    if not called.on <= ended_on <= today:
        problems.append(
            Problem(
                f"It was called in on {day_words(called.on)}, and ended on that day or after it, by today.",
                column="ended_on",
                found=ended_on.isoformat(),
            )
        )
    if problems:
        raise InputRefused(problems)
    called.outcome, called.ended_on = outcome.strip(), ended_on
    called.save(update_fields=["outcome", "ended_on"])
    _record("call-in ended", called.notice, by=by, at=at, council=called.council.name, on=ended_on.isoformat())
    return called


def _not_minuted(item: AgendaItem) -> Iterator[Problem]:
    if item.meeting.state not in WITH_DECISIONS or not item.number or not Decision.objects.filter(item=item).exists():
        yield Problem("Nothing is minuted yet as decided under this item. Minute its resolutions first.")


def _wrong_notice(said: NoticeSaid, *, item: AgendaItem, today: date) -> Iterator[Problem]:
    if not item.meeting.date <= said.published_on <= today:
        yield Problem(
            f"The decision is of {day_words(item.meeting.date)}: its notice is published on that day or after it, by "
            "today.",
            column="published_on",
            found=said.published_on.isoformat(),
        )
    if said.no_call_in_because.strip() and not says_why(said.no_call_in_because):
        yield Problem("Say in words why it may not be called in.", column="no_call_in_because")


def _windows(notice: DecisionNotice) -> Iterator[CallInWindow]:
    meeting = notice.item.meeting
    holidays = days_off(meeting.committee_id, around=notice.published_on)
    for rule in CallInRule.objects.filter(committee_id=meeting.committee_id).order_by("pk"):
        days = 0 if notice.no_call_in_because else rule.working_days
        last = last_day_to_call_in(published=notice.published_on, working_days=days, holidays=holidays)
        yield CallInWindow(
            notice=notice,
            council_id=rule.council_id,
            working_days=days,
            last_day=last,
            takes_effect_on=takes_effect_on(decided=meeting.date, last_day=last, holidays=holidays),
        )


def _cannot_call_in(notice: DecisionNotice, *, council: Council, on: date, today: date) -> Iterator[Problem]:
    window = CallInWindow.objects.filter(notice=notice, council=council).first()
    last = None if window is None else window.last_day
    if last is None:
        yield Problem(f"{council.name} may not call this decision in.", column="council", found=council.name)
    elif not may_be_called_in_on(on, published=notice.published_on, last_day=last):
        yield Problem(
            f"{council.name} could call it in from {day_words(notice.published_on)} to {day_words(last)}.",
            column="on",
            found=on.isoformat(),
        )
    if on > today:
        yield Problem("This day is still to come.", column="on", found=on.isoformat())
    if CallIn.objects.filter(notice=notice, council=council).exists():
        yield Problem(
            f"{council.name} called this decision in already, and may do so once.", column="council", found=council.name
        )


def _locked_notice(notice_id: int, *, version: int) -> DecisionNotice:
    locked = DecisionNotice.objects.select_for_update(of=("self",)).select_related("item__meeting__committee")
    notice = locked.get(pk=notice_id)
    if notice.version != version:
        raise NoticeChanged
    return notice


def _record(what: str, notice: DecisionNotice, *, by: User, at: datetime, **details: object) -> None:
    record(
        what,
        subject="meeting",
        subject_id=reference_of(notice.item.meeting),
        by=by.pk,
        at=at,
        details={"item": notice.item.number, **details},
    )
