"""What the public record is searched by, kept in step by every operation that changes what may be read of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from goldenthread.attachments.reading import words_of_files
from goldenthread.committee.models import AgendaItem, Meeting, Paper, SearchEntry, SearchTerm
from goldenthread.committee.queries.facts import ItemFacts, MeetingEntry, ResolutionFacts
from goldenthread.committee.queries.record import public_items
from goldenthread.committee.stems import first_places
from goldenthread.publishing.queries import document_words, released_ids
from goldenthread.storage.batches import add_rows
from goldenthread.storage.turns import take_turns

_MEETINGS_AT_ONCE = 20
_BATCH = 100
# Somebody waits at a page meanwhile. What is not read by then, the next change of the meeting reads.
_SECONDS_OF_READING = 5
_Key = tuple[int, int | None]  # of an item, and of its paper


@dataclass(frozen=True, kw_only=True)
class _Told:
    """What is told of an item or a paper; the words of a file are read only where they are new."""

    day: date
    title: str
    text: str = ""
    file_id: int | None = None


@transaction.atomic
def refresh_search(meeting_ids: Collection[int]) -> int:
    """Makes what these meetings are found by what the public may read of them now; how many entries changed.

    What is as it was is left, so that no file is read twice. Papers whose files would take too long to read are found
    by their titles, until the next change of their meeting.
    """
    return _in_parts(list(meeting_ids), seconds=_SECONDS_OF_READING)


def _in_parts(every: Sequence[int], *, seconds: float | None) -> int:
    parts = (every[at : at + _MEETINGS_AT_ONCE] for at in range(0, len(every), _MEETINGS_AT_ONCE))
    return sum(_refresh(part, seconds=seconds) for part in parts)


def _refresh(meeting_ids: Collection[int], *, seconds: float | None) -> int:
    told = dict(_told(meeting_ids))
    held = _held(meeting_ids)
    changed = {key: one for key, one in told.items() if key not in held or held[key][1] != one}
    gone = [pk for key, (pk, _) in held.items() if key in changed or key not in told]
    SearchTerm.objects.filter(entry_id__in=gone).delete()
    SearchEntry.objects.filter(pk__in=gone).delete()
    _enter(changed, seconds=seconds)
    return len(changed) + len(held.keys() - told.keys())


def refresh_search_of(public_id: str) -> int:
    """As `refresh_search`, of the meetings that have a publication among their papers: it was released."""
    found = Paper.objects.filter(publication__public_id=public_id).values_list("item__meeting_id", flat=True)
    return refresh_search(set(found))


@transaction.atomic
def build_search() -> int:
    """Makes all of it anew, for a database from before there was a search; how many entries there are.

    It reads every file, however long that takes.
    """
    take_turns("committee")
    SearchTerm.objects.all().delete()
    SearchEntry.objects.all().delete()
    return _in_parts(list(Meeting.objects.order_by("date", "pk").values_list("pk", flat=True)), seconds=None)


def _told(meeting_ids: Collection[int]) -> Iterator[tuple[_Key, _Told]]:
    found = AgendaItem.objects.filter(meeting_id__in=meeting_ids)
    ids = {(meeting, place): pk for meeting, place, pk in found.values_list("meeting_id", "place", "pk")}
    told = tuple(public_items(meeting_ids))
    packs = _packs({paper.publication for _, item in told for paper in item.papers if paper.publication})
    for meeting, item in told:
        pk = ids[meeting.id, item.place]
        yield (pk, None), _Told(day=meeting.date, title=item.title, text="\n".join(_lines(meeting, item)))
        for paper in item.papers:
            text = packs.get(paper.publication, "")
            yield (pk, paper.id), _Told(day=meeting.date, title=paper.title, text=text, file_id=paper.attachment_id)


def _packs(named: Collection[str]) -> dict[str, str]:
    """The words of each of these publications that everybody may read."""
    return {one: document_words(one) for one in released_ids(named)} if named else {}


def _lines(meeting: MeetingEntry, item: ItemFacts) -> Iterator[str]:
    """What is read of an item; a minute that is a draft is shown on its page, and not found."""
    if item.words:
        yield item.words
    if item.minute and meeting.state != Meeting.State.MINUTES_DRAFTED.label:
        yield item.minute
        for correction in item.corrections:
            yield correction.after
    yield from _resolved(item.resolutions)


def _resolved(resolutions: tuple[ResolutionFacts, ...]) -> Iterator[str]:
    for one in resolutions:
        yield one.text
        yield from _resolved(one.below)


def _held(meeting_ids: Collection[int]) -> dict[_Key, tuple[int, _Told]]:
    """What there is, with its row; the words of files stay where they are."""
    found = SearchEntry.objects.filter(item__meeting_id__in=meeting_ids)
    of_files = found.filter(file_id__isnull=False).defer("text")
    held = {}
    for one in (*found.filter(file_id=None), *of_files):
        text = one.text if one.file_id is None else ""
        held[one.item_id, one.paper_id] = (one.pk, _Told(day=one.day, title=one.title, text=text, file_id=one.file_id))
    return held


def _enter(told: dict[_Key, _Told], *, seconds: float | None) -> None:
    files = {one.file_id for one in told.values() if one.file_id is not None}
    read = words_of_files(files, seconds=seconds)
    entries = [
        SearchEntry(
            item_id=item_id,
            paper_id=paper_id,
            day=one.day,
            title=one.title,
            text=one.text if one.file_id is None else read.get(one.file_id, ""),
            file_id=one.file_id if one.file_id in read else None,
        )
        for (item_id, paper_id), one in told.items()
    ]
    SearchEntry.objects.bulk_create(entries, batch_size=_BATCH)
    add_rows(term for one in entries for term in _terms(one))


def _terms(entry: SearchEntry) -> Iterator[SearchTerm]:
    places: dict[str, int | None] = {**dict.fromkeys(first_places(entry.title)), **first_places(entry.text)}
    for term, place in places.items():
        yield SearchTerm(entry=entry, term=term, day=entry.day, place=place)
