"""The record of a committee as tables."""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.committee.forms.record_file import CommitteeRecord, ItemRecord, KeptRecord, MeetingRecord
from goldenthread.spreadsheets.csv_writing import write_csv
from goldenthread.spreadsheets.sheets_to_write import Value

Row = tuple[Value, ...]


def write_record_csv(record: CommitteeRecord) -> dict[str, bytes]:
    """Files by name: meetings, agenda items with their minutes, decisions, papers."""
    return {
        "decisions.csv": write_csv(
            ("reference", "date", "item", "title", "number", "under", "verb", "text"), rows=_decisions(record)
        ),
        "items.csv": write_csv(
            ("date", "place", "number", "title", "matter", "agenda", "urgent_because", "kept", "minute"),
            rows=_items(record),
        ),
        "meetings.csv": write_csv(
            ("committee", "date", "time", "venue", "state", "cancelled_because", "source"), rows=_meetings(record)
        ),
        "papers.csv": write_csv(
            ("date", "place", "item", "title", "kind", "type", "size", "kept"), rows=_papers(record)
        ),
    }


def _meetings(record: CommitteeRecord) -> Iterator[Row]:
    for one in record.meetings:
        begins_at = "" if one.begins_at is None else f"{one.begins_at:%H:%M}"
        yield record.name, one.date, begins_at, one.venue, _state(one), one.cancelled, one.source


def _state(meeting: MeetingRecord) -> str:
    """How far it has come, as the record tells."""
    if meeting.cancelled:
        return "cancelled"
    if any(item.minute for item in meeting.items):
        return "minutes published"
    if any(item.decisions for item in meeting.items):
        return "held"
    return "agenda published" if meeting.agenda_is_published else "scheduled"


def _each(record: CommitteeRecord) -> Iterator[tuple[MeetingRecord, ItemRecord]]:
    return ((meeting, item) for meeting in record.meetings for item in meeting.items)


def _items(record: CommitteeRecord) -> Iterator[Row]:
    for meeting, one in _each(record):
        kept, because = _kept(one.kept), one.urgent_because
        yield meeting.date, one.place, one.number, one.title, one.matter, one.words, because, kept, one.minute


def _decisions(record: CommitteeRecord) -> Iterator[Row]:
    for meeting, item in _each(record):
        for one in item.decisions:
            reference = f"{record.slug}/{meeting.date.isoformat()}/{item.number}/{one.number}"
            yield reference, meeting.date, item.number, item.title, one.number, one.parent, one.verb, one.text


def _papers(record: CommitteeRecord) -> Iterator[Row]:
    for meeting, item in _each(record):
        for one in item.papers:
            yield meeting.date, item.place, item.number, one.title, one.kind, one.type_name, one.size, _kept(one.kept)


def _kept(kept: KeptRecord | None) -> str:
    if kept is None:
        return ""
    return f"{kept.access}, {kept.paragraphs}" if kept.paragraphs else kept.access
