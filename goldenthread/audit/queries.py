"""Reading the event log."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import connection
from django.db.models import Max, Q, QuerySet

from goldenthread.audit.models import Event

# SQLite takes about 999 values in one query.
_MOST_IN_A_QUERY = 500
# So few entries are put in order by themselves.
_FEW = 900


@dataclass(frozen=True)
class Entry:
    """One line of a history, oldest first."""

    at: datetime
    recorded_at: datetime | None  # by the database's clock; None of what an earlier version recorded
    by: int | None
    kind: str
    details: Mapping[str, object]


@dataclass(frozen=True)
class SubjectEntry(Entry):
    """The same of one of several things."""

    subject: str
    subject_id: str


def history_of(*, subject: str, subject_id: object) -> list[Entry]:
    """Everything recorded about one thing, oldest first."""
    events = Event.objects.filter(subject=subject, subject_id=str(subject_id)).order_by("id")
    return [Entry(at=e.at, recorded_at=e.recorded_at, by=e.by, kind=e.kind, details=e.details) for e in events]


def latest_of(*, subject: str, subject_ids: Sequence[str], kinds: Sequence[str]) -> dict[str, datetime]:
    """When something of these kinds was recorded last of each thing; none of a thing of which nothing was. One read."""
    found = Event.objects.filter(subject=subject, subject_id__in=subject_ids, kind__in=kinds)
    return dict(found.values("subject_id").annotate(last=Max("at")).values_list("subject_id", "last"))


def histories_of(wanted: Mapping[str, Sequence[object]], *, most: int) -> list[SubjectEntry]:
    """What was recorded about things, by their subject ("figure") and ids: the newest so many, newest first.

    One read for every five hundred of them.
    """
    named = [(subject, str(one)) for subject, ids in wanted.items() for one in ids]
    found: list[Event] = []
    for start in range(0, len(named), _MOST_IN_A_QUERY):
        some: dict[str, list[str]] = {}
        for subject, one in named[start : start + _MOST_IN_A_QUERY]:
            some.setdefault(subject, []).append(one)
        either = Q()
        for subject, ids in some.items():
            either |= Q(subject=subject, subject_id__in=ids)
        found += Event.objects.filter(either).order_by("-id")[:most]
    found.sort(key=lambda event: event.pk, reverse=True)
    return [
        SubjectEntry(
            at=e.at,
            by=e.by,
            kind=e.kind,
            details=e.details,
            recorded_at=e.recorded_at,
            subject=e.subject,
            subject_id=e.subject_id,
        )
        for e in found[:most]
    ]


def done_to(*, kind: str, subject: str, subject_ids: Sequence[object], by: int) -> frozenset[str]:
    """Ids of those of the things to which the person ever did this."""
    ids = [str(one) for one in subject_ids]
    found: set[str] = set()
    for start in range(0, len(ids), _MOST_IN_A_QUERY):
        some = ids[start : start + _MOST_IN_A_QUERY]
        events = Event.objects.filter(subject=subject, subject_id__in=some, kind=kind, by=by)
        found.update(events.values_list("subject_id", flat=True))
    return frozenset(found)


# Where an entry stands in the log: its moment and its number.
Place = tuple[datetime, int]


@dataclass(frozen=True, kw_only=True)
class LogEntry(SubjectEntry):
    """One line of the log with its number, which orders what was told of the same moment."""

    number: int

    @property
    def place(self) -> Place:
        return self.at, self.number


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What of the log is asked for; what is not said narrows nothing.

    `since` is the first moment and `until` the first after the last. `about` says of which things; its conditions are
    on `subject` and `subject_id` alone.
    """

    since: datetime | None = None
    until: datetime | None = None
    kinds: Sequence[str] = ()
    by: int | None = None
    by_the_product: bool = False
    about: Q | None = None


@dataclass(frozen=True, kw_only=True)
class LogPage:
    """A part of the log, newest first, and whether there is more on either side of it."""

    entries: tuple[LogEntry, ...]
    has_newer: bool
    has_older: bool


def log_page(asked: Asked, *, older_than: Place | None = None, newer_than: Place | None = None, most: int) -> LogPage:
    """The newest entries asked for, or those next to a place of the log, on one side of it: at most so many.

    Two reads, however long the log is and wherever the place; three of what is about some things alone.
    """
    asked = _found_first(asked)
    if newer_than is not None:
        found = list(_asked(asked).filter(_after(newer_than)).order_by("at", "id")[: most + 1])
        shown = found[:most][::-1]
        has_newer = len(found) > most
        has_older = bool(shown) and _asked(asked).filter(_before((shown[-1].at, shown[-1].pk))).exists()
    else:
        rows = _asked(asked) if older_than is None else _asked(asked).filter(_before(older_than))
        found = list(rows.order_by("-at", "-id")[: most + 1])
        shown = found[:most]
        has_older = len(found) > most
        has_newer = older_than is not None and _asked(asked).filter(_from(older_than)).exists()
    return LogPage(entries=tuple(map(_log_entry, shown)), has_newer=has_newer, has_older=has_older)


def log_entries(asked: Asked, *, most: int) -> Iterator[LogEntry]:
    """The newest entries asked for, newest first, read as they are wanted."""
    return map(_log_entry, _asked(_found_first(asked)).order_by("-at", "-id")[:most].iterator(chunk_size=2000))


def kinds_in_the_log() -> Mapping[str, str]:
    """Every kind of entry that there is, with the subject that it is told of, in the order of the alphabet.

    One read, of a step in an index for each kind: it costs the same in a log of any length.
    """
    table = connection.ops.quote_name(Event._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH RECURSIVE one(kind) AS (SELECT MIN(kind) FROM {table} UNION ALL "
            f"SELECT (SELECT MIN(kind) FROM {table} WHERE kind > one.kind) FROM one WHERE one.kind IS NOT NULL) "
            f"SELECT kind, (SELECT subject FROM {table} AS told WHERE told.kind = one.kind ORDER BY at, id LIMIT 1) "
            "FROM one WHERE kind IS NOT NULL"
        )
        return dict(sorted(cursor.fetchall()))


def _found_first(asked: Asked) -> Asked:
    """The same, where few entries are about the things, by their numbers.

    Those are found by the index of things. Looked for from the newest entry on, they would cost the whole log.
    """
    if asked.about is None:
        return asked
    found = list(Event.objects.filter(asked.about).order_by().values_list("pk", flat=True)[: _FEW + 1])
    return asked if len(found) > _FEW else replace(asked, about=Q(pk__in=found))


def _asked(asked: Asked) -> QuerySet[Event]:
    rows = Event.objects.all()
    if asked.since is not None:
        rows = rows.filter(at__gte=asked.since)
    if asked.until is not None:
        rows = rows.filter(at__lt=asked.until)
    if asked.kinds:
        rows = rows.filter(kind__in=asked.kinds)
    if asked.by is not None:
        rows = rows.filter(by=asked.by)
    if asked.by_the_product:
        rows = rows.filter(by=None)
    return rows if asked.about is None else rows.filter(asked.about)


# Each is bounded by the moment alone too, which an index can begin from.
def _before(place: Place) -> Q:
    at, number = place
    return Q(at__lte=at) & (Q(at__lt=at) | Q(pk__lt=number))


def _after(place: Place) -> Q:
    at, number = place
    return Q(at__gte=at) & (Q(at__gt=at) | Q(pk__gt=number))


def _from(place: Place) -> Q:
    at, number = place
    return Q(at__gte=at) & (Q(at__gt=at) | Q(pk__gte=number))


def _log_entry(event: Event) -> LogEntry:
    return LogEntry(
        number=event.pk,
        at=event.at,
        recorded_at=event.recorded_at,
        by=event.by,
        kind=event.kind,
        details=event.details,
        subject=event.subject,
        subject_id=event.subject_id,
    )
