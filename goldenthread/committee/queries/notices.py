"""Decision notices as their readers may see them, those that are still to be published, and the rules of call-in."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from django.db.models import Q

from goldenthread.committee.models import (
    AgendaItem,
    CallIn,
    CallInRule,
    Committee,
    Decision,
    DecisionNotice,
    Interest,
)
from goldenthread.committee.queries.record import WITH_DECISIONS, public_items
from goldenthread.committee.queries.timetable import days_off
from goldenthread.domain.call_in import days_late
from goldenthread.domain.workdays import working_days_after
from goldenthread.partnership.models import Council

# Whoever has not published a notice by then will not do so because a list says it.
_LOOKED_BACK = dt.timedelta(days=366)
_MOST_LISTED = 50


@dataclass(frozen=True, kw_only=True)
class RuleFacts:
    """How long a council's members may call in. Working days of None: no rule is recorded."""

    council_id: int
    council: str
    working_days: int | None
    who_may: str


@dataclass(frozen=True, kw_only=True)
class CallInFacts:
    """That a council called a decision in. Words are "" where they are kept; `ended_on` is None while it is open."""

    id: int
    on: dt.date
    by: str
    grounds: str
    outcome: str
    ended_on: dt.date | None


@dataclass(frozen=True, kw_only=True)
class WindowFacts:
    """Until when a council may call a decision in, and from when it takes effect there."""

    council_id: int
    council: str
    last_day: dt.date | None  # None: this council may not call it in
    takes_effect_on: dt.date
    call_in: CallInFacts | None


@dataclass(frozen=True, kw_only=True)
class DecidedFacts:
    """One of the decisions that a notice is of."""

    number: str
    text: str
    reasons: str
    alternatives: str


@dataclass(frozen=True, kw_only=True)
class NoticeFacts:
    """A decision notice. `kept` says why something of it is not told; "" where all is."""

    id: int
    version: int
    item_id: int
    meeting_id: int
    committee: str
    decision_maker: str
    decided_on: dt.date
    number: str
    title: str
    kept: str
    decisions: tuple[DecidedFacts, ...]
    interests: tuple[str, ...] | None  # None: not recorded
    purpose: str
    lead_officer: str
    is_key: bool
    may_be_called_in: bool
    no_call_in_because: str
    published_on: dt.date
    days_late: int
    windows: tuple[WindowFacts, ...]


@dataclass(frozen=True, kw_only=True)
class AwaitedNotice:
    """An item whose decisions are minuted and whose notice is not published; `days_late` in working days, 0: in
    time."""

    item_id: int
    committee_name: str
    decided_on: dt.date
    number: str
    title: str
    due_on: dt.date
    days_late: int


def call_in_rules(committee_id: int) -> tuple[RuleFacts, ...]:
    """The rule of every council of the partnership, in their order."""
    rules = {one.council_id: one for one in CallInRule.objects.filter(committee_id=committee_id)}
    return tuple(
        RuleFacts(
            council_id=pk,
            council=name,
            working_days=rules[pk].working_days if pk in rules else None,
            who_may=rules[pk].who_may if pk in rules else "",
        )
        for pk, name in Council.objects.order_by("position", "name").values_list("pk", "name")
    )


def desk_notice(item_id: int) -> NoticeFacts | None:
    """The notice of an item, whole; None where none was issued."""
    found = DecisionNotice.objects.select_related("item__meeting__committee").filter(item_id=item_id).first()
    return None if found is None else _facts(found)


def notice_of_call_in(call_in_id: int) -> NoticeFacts | None:
    """The notice that was called in, whole; None where there is no such call-in."""
    called = CallIn.objects.select_related("notice").filter(pk=call_in_id).first()
    return None if called is None else desk_notice(called.notice.item_id)


def public_notice(*, committee: str, day: dt.date, number: str) -> NoticeFacts | None:
    """The notice of the item with this minute number, as everybody may read it; None where none was issued.

    Of an item that is kept it has the safe title, its days and whether it may be called in: nothing that was typed.
    """
    found = DecisionNotice.objects.select_related("item__meeting__committee").filter(
        item__meeting__committee__slug=committee,
        item__meeting__date=day,
        item__meeting__state__in=WITH_DECISIONS,
        item__number=number,
    )
    notice = found.first()
    if notice is None:
        return None
    whole = _facts(notice)
    told = next((item for _, item in public_items([notice.item.meeting_id]) if item.number == number), None)
    if told is None:
        return None
    return replace(whole, title=told.title) if not told.kept else _kept(whole, title=told.title, kept=told.kept)


def _kept(whole: NoticeFacts, *, title: str, kept: str) -> NoticeFacts:
    return replace(
        whole,
        title=title,
        kept=kept,
        decisions=(),
        interests=None,
        purpose="",
        lead_officer="",
        no_call_in_because="",
        windows=tuple(
            one if one.call_in is None else replace(one, call_in=replace(one.call_in, by="", grounds="", outcome=""))
            for one in whole.windows
        ),
    )


def awaited_notices(*, today: dt.date) -> tuple[AwaitedNotice, ...]:
    """Items of the last year whose decisions are minuted and whose notice is not published, the oldest first.

    Of committees that decide for executives, by the regulations of 2012, or whose decisions are called in.
    """
    asked = Committee.objects.filter(
        Q(regime=Committee.Regime.EXECUTIVE_2012) | Q(call_in_rules__working_days__gt=0)
    ).distinct()
    found = AgendaItem.objects.filter(
        pk__in=Decision.objects.filter(
            item__meeting__state__in=WITH_DECISIONS,
            item__meeting__date__gte=today - _LOOKED_BACK,
            item__meeting__committee__in=asked,
        ).values("item_id"),
        notice=None,
    )
    rows = list(
        found.select_related("meeting__committee").order_by("meeting__date", "meeting_id", "place")[:_MOST_LISTED]
    )
    off = {
        pk: days_off(pk, around=today - _LOOKED_BACK, until=today) for pk in {row.meeting.committee_id for row in rows}
    }
    return tuple(_awaited(row, off=off[row.meeting.committee_id], today=today) for row in rows)


def _awaited(item: AgendaItem, *, off: frozenset[dt.date], today: dt.date) -> AwaitedNotice:
    decided, within = item.meeting.date, item.meeting.committee.notices_within
    return AwaitedNotice(
        item_id=item.pk,
        committee_name=item.meeting.committee.name,
        decided_on=decided,
        number=item.number,
        title=item.title,
        due_on=working_days_after(decided, days=within, holidays=off),
        days_late=days_late(decided=decided, published=today, within=within, holidays=off),
    )


def _facts(notice: DecisionNotice) -> NoticeFacts:
    item = notice.item
    meeting = item.meeting
    committee = meeting.committee
    decided = Decision.objects.filter(item=item).order_by("pk")
    return NoticeFacts(
        id=notice.pk,
        version=notice.version,
        item_id=item.pk,
        meeting_id=meeting.pk,
        committee=committee.slug,
        decision_maker=committee.name,
        decided_on=meeting.date,
        number=item.number,
        title=item.title,
        kept="",
        decisions=tuple(
            DecidedFacts(number=one.number, text=one.text, reasons=one.reasons, alternatives=one.alternatives)
            for one in decided
        ),
        interests=None if meeting.no_interests is None else _interests(item),
        purpose=notice.purpose,
        lead_officer=notice.lead_officer,
        is_key=notice.is_key,
        may_be_called_in=not notice.no_call_in_because,
        no_call_in_because=notice.no_call_in_because,
        published_on=notice.published_on,
        days_late=days_late(
            decided=meeting.date,
            published=notice.published_on,
            within=committee.notices_within,
            holidays=days_off(committee.pk, around=meeting.date, until=notice.published_on),
        ),
        windows=_windows(notice),
    )


def _interests(item: AgendaItem) -> tuple[str, ...]:
    found = Interest.objects.filter(item=item).select_related("membership").order_by("pk")
    return tuple(
        f"{one.membership.name}: {one.words}{' They left the room.' if one.left_the_room else ''}" for one in found
    )


def _windows(notice: DecisionNotice) -> tuple[WindowFacts, ...]:
    called = {one.council_id: one for one in notice.call_ins.all()}
    found = notice.windows.select_related("council").order_by("council__position", "council__name")
    return tuple(
        WindowFacts(
            council_id=one.council_id,
            council=one.council.name,
            last_day=one.last_day,
            takes_effect_on=one.takes_effect_on,
            call_in=_call_in(called[one.council_id]) if one.council_id in called else None,
        )
        for one in found
    )


def _call_in(one: CallIn) -> CallInFacts:
    return CallInFacts(id=one.pk, on=one.on, by=one.by, grounds=one.grounds, outcome=one.outcome, ended_on=one.ended_on)
