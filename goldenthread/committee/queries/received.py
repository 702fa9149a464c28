"""Which meeting received a publication, and what came of it: resolutions, questions, and what somebody is to do.

Of what is open alone: an exempt item, or an exempt paper, received nothing that anybody is told of.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from goldenthread.committee.models import Decision, Delegation, MatterArising, Meeting, Paper, Question
from goldenthread.committee.models.agenda import Access
from goldenthread.committee.queries.decisions import is_named
from goldenthread.committee.queries.record import WITH_AGENDA, WITH_DECISIONS
from goldenthread.domain.delegations import is_overdue


@dataclass(frozen=True, kw_only=True)
class ToDo:
    """What somebody is to do after a resolution or a question, as it stands on a day."""

    words: str
    owner_post: str
    due_on: dt.date
    state: str  # open, done, dropped
    is_overdue: bool
    reported_on: dt.date | None


@dataclass(frozen=True, kw_only=True)
class DelegatedTo:
    """The post that a resolution gave a power to, and what became of it by a day."""

    to_post: str
    due_on: dt.date | None
    state: str
    is_overdue: bool
    decided: str
    discharged_on: dt.date | None


@dataclass(frozen=True, kw_only=True)
class ResolvedFacts:
    """A resolution with what followed from it. `depth` is 0 for one that stands under no other."""

    number: str  # "3a"
    depth: int
    verb: str
    text: str
    reference: str
    delegated: DelegatedTo | None
    to_do: tuple[ToDo, ...]


@dataclass(frozen=True, kw_only=True)
class AskedOf:
    """A question or request, with its answer where one was given by the day; then `answered_on` is set."""

    kind: str
    asked_by: str
    words: str
    owner_post: str
    answer: str
    answered_on: dt.date | None
    to_do: tuple[ToDo, ...]


@dataclass(frozen=True, kw_only=True)
class ReceivedFacts:
    """An item that a publication was a paper of. Before the meeting is held nothing came of it yet."""

    committee: str
    committee_name: str
    meeting_on: dt.date
    place: int
    minute: str  # its running number; "" until it is minuted
    title: str
    publication: str  # its public id
    was_held: bool
    is_draft: bool  # its minutes are not agreed yet
    resolved: tuple[ResolvedFacts, ...]
    asked: tuple[AskedOf, ...]


def received(*, name: str = "", public_id: str = "", on: dt.date) -> tuple[ReceivedFacts, ...]:
    """Every open item that had a publication as its paper, by the document's name or by its own public id; the latest
    meeting first. What was answered, discharged, revoked or reported after the day is not told."""
    papers = Paper.objects.filter(
        Q(publication__name=name) if name else Q(publication__public_id=public_id),
        access=Access.OPEN,
        item__access=Access.OPEN,
        item__meeting__state__in=WITH_AGENDA,
    )
    rows = papers.select_related("item__meeting__committee", "publication").defer("publication__document")
    by_item: dict[int, Paper] = {}
    for row in rows.order_by("-item__meeting__date", "item_id", "-pk"):
        by_item.setdefault(row.item_id, row)
    resolved, asked = _resolved(by_item, on=on), _asked(by_item, on=on)
    return tuple(
        _received(row, resolved=resolved.get(row.item_id, ()), asked=asked.get(row.item_id, ()))
        for row in by_item.values()
    )


@dataclass(frozen=True, kw_only=True)
class AskedAt:
    """A question or request with the meeting and the item that it was asked at."""

    committee_name: str
    meeting_on: dt.date
    minute: str
    title: str
    asked: AskedOf


def questions_about(name: str) -> tuple[AskedAt, ...]:
    """Questions and requests that name something as a word of its own; the newest meeting first. One read."""
    found = Question.objects.filter(
        words__icontains=name, item__access=Access.OPEN, item__meeting__state__in=WITH_DECISIONS
    )
    rows = found.select_related("item__meeting__committee", "asked_by").order_by("-item__meeting__date", "pk")
    return tuple(
        AskedAt(
            committee_name=row.item.meeting.committee.name,
            meeting_on=row.item.meeting.date,
            minute=row.item.number or str(row.item.place),
            title=row.item.title,
            asked=_question(row, to_do=(), on=None),
        )
        for row in rows
        if is_named(name, within=row.words)
    )


def _received(row: Paper, *, resolved: tuple[ResolvedFacts, ...], asked: tuple[AskedOf, ...]) -> ReceivedFacts:
    item, meeting = row.item, row.item.meeting
    was_held = meeting.state in WITH_DECISIONS
    return ReceivedFacts(
        committee=meeting.committee.slug,
        committee_name=meeting.committee.name,
        meeting_on=meeting.date,
        place=item.place,
        minute=item.number,
        title=item.title,
        publication="" if row.publication is None else row.publication.public_id,
        was_held=was_held,
        is_draft=meeting.state in (Meeting.State.HELD, Meeting.State.MINUTES_DRAFTED),
        resolved=resolved if was_held else (),
        asked=asked if was_held else (),
    )


def _resolved(item_ids: Iterable[int], *, on: dt.date) -> Mapping[int, tuple[ResolvedFacts, ...]]:
    """By item, its resolutions in their order, each followed by those under it."""
    rows = list(Decision.objects.filter(item_id__in=item_ids).select_related("delegation").order_by("pk"))
    to_do = _to_do(MatterArising.objects.filter(decision__in=rows), of="decision_id", on=on)
    below: dict[int | None, list[Decision]] = defaultdict(list)
    for row in rows:
        below[row.parent_id].append(row)
    by_item: dict[int, tuple[ResolvedFacts, ...]] = defaultdict(tuple)

    def told(row: Decision, *, depth: int) -> None:
        by_item[row.item_id] += (
            ResolvedFacts(
                number=row.number,
                depth=depth,
                verb=Decision.Verb(row.verb).label,
                text=row.text,
                reference=row.reference,
                delegated=_delegated(getattr(row, "delegation", None), on=on),
                to_do=to_do.get(row.pk, ()),
            ),
        )
        for one in below[row.pk]:
            told(one, depth=depth + 1)

    for row in below[None]:
        told(row, depth=0)
    return by_item


def _delegated(one: Delegation | None, *, on: dt.date) -> DelegatedTo | None:
    if one is None:
        return None
    done = one.discharged_on is not None and one.discharged_on <= on
    ended_on = one.discharged_on or one.revoked_on
    # What was discharged or revoked later was still open on the day.
    state = one.state if ended_on is None or ended_on <= on else Delegation.State.OPEN.value
    return DelegatedTo(
        to_post=one.to_post,
        due_on=one.due_on,
        state=state,
        is_overdue=is_overdue(state=state, due_on=one.due_on, today=on),
        decided=one.decided if done else "",
        discharged_on=one.discharged_on if done else None,
    )


def _asked(item_ids: Iterable[int], *, on: dt.date) -> Mapping[int, tuple[AskedOf, ...]]:
    rows = list(Question.objects.filter(item_id__in=item_ids).select_related("asked_by").order_by("pk"))
    to_do = _to_do(MatterArising.objects.filter(question__in=rows), of="question_id", on=on)
    by_item: dict[int, tuple[AskedOf, ...]] = defaultdict(tuple)
    for row in rows:
        by_item[row.item_id] += (_question(row, to_do=to_do.get(row.pk, ()), on=on),)
    return by_item


def _question(row: Question, *, to_do: tuple[ToDo, ...], on: dt.date | None) -> AskedOf:
    is_answered = row.answered_on is not None and (on is None or row.answered_on <= on)
    return AskedOf(
        kind=Question.Kind(row.kind).label,
        asked_by=row.who_asked,
        words=row.words,
        owner_post=row.owner_post,
        answer=row.answer if is_answered else "",
        answered_on=row.answered_on if is_answered else None,
        to_do=to_do,
    )


def _to_do(found: QuerySet[MatterArising], *, of: str, on: dt.date) -> Mapping[int, tuple[ToDo, ...]]:
    by_row: dict[int, tuple[ToDo, ...]] = defaultdict(tuple)
    for row in found.select_related("action", "reported_under__meeting").order_by("pk"):
        under, closed_at = row.reported_under, row.action.closed_at
        is_closed = closed_at is not None and timezone.localdate(closed_at) <= on
        reported_on = None if under is None or under.meeting.date > on else under.meeting.date
        by_row[getattr(row, of)] += (
            ToDo(
                words=row.action.words,
                owner_post=row.action.owner_post,
                due_on=row.action.due_on,
                state=row.action.state if is_closed else "open",
                is_overdue=not is_closed and row.action.due_on < on,
                reported_on=reported_on,
            ),
        )
    return by_row
