"""The agenda items of a record that is imported: each found again, or new, and in its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.db.models import F, Max

from goldenthread.audit.operations import Happening
from goldenthread.committee.forms import CommitteeRecord, ItemRecord
from goldenthread.committee.models import AgendaItem, Meeting
from goldenthread.committee.models.agenda import Access
from goldenthread.committee.operations.import_work import Import, as_restricted, is_same, reference_in, shown_title
from goldenthread.domain.problems import InputRefused, Problem

_BATCH = 100
_ALIKE = 0.6  # "Budget" and "Budget 2020/21"; not "Budget" and "Leases"


@dataclass(frozen=True)
class FiledItem:
    """An item of the record, its row, and the name under which events and decisions know it."""

    said: ItemRecord
    row: AgendaItem
    reference: str

    @property
    def is_open(self) -> bool:
        """Whether its minute and decisions are the file's to say: of what is kept here, this database knows more."""
        return self.row.access == Access.OPEN


def put_items(record: CommitteeRecord, *, meetings: dict[str, Meeting], work: Import) -> list[FiledItem]:
    """Every item of the record with its row, in the record's order.

    Raises InputRefused for items that have another minute number here.
    """
    held: dict[int, list[AgendaItem]] = {}
    for there in AgendaItem.objects.filter(meeting__committee__slug=record.slug).order_by("place"):
        held.setdefault(there.meeting_id, []).append(there)
    filed: list[FiledItem] = []
    new: list[AgendaItem] = []
    problems: list[Problem] = []
    for said in record.meetings:
        of_meeting = reference_in(record, said)
        meeting = meetings[of_meeting]
        rows = held.get(meeting.pk, [])
        found = rows_of(said.items, held=rows)
        problems += _numbered_anew(said.items, found=found, held=rows, where=of_meeting, file=record.file)
        last = max((row.place for row in rows), default=0)
        for item, row in zip(said.items, found, strict=True):
            number = item.number or ("" if row is None else row.number)
            last += row is None
            place = last if row is None else row.place
            reference = f"{of_meeting}/{number or f'item {item.place or place}'}"
            made = AgendaItem(meeting=meeting, place=place, number=number, title=item.title)
            fields = _fields(item, held=row)
            for name, value in fields.items():
                setattr(made, name, value)
            added = work.put(AgendaItem, subject="agenda item", reference=reference, held=row, made=made, said=fields)
            if added is not None:
                new.append(added)
            filed.append(FiledItem(said=item, row=row or made, reference=reference))
    if problems:
        raise InputRefused(problems)
    AgendaItem.objects.bulk_create(new, batch_size=_BATCH)
    _put_in_order(filed, work=work)
    return filed


def rows_of(said: Sequence[ItemRecord], *, held: Sequence[AgendaItem]) -> list[AgendaItem | None]:
    """For each item of one agenda the row that it is, None for a new one.

    An item is known by its minute number. Before it has one, or where the row has none yet, it is the next of its
    title; and one whose title is nowhere else is the one in its place, if that one's is much like it.
    """
    tests: Sequence[Callable[[ItemRecord, AgendaItem], bool]] = (_has_its_number, _has_its_title, _has_its_place)
    found: dict[int, AgendaItem] = {}
    for fits in tests:
        for position, item in enumerate(said):
            if position in found:
                continue
            taken = {row.pk for row in found.values()}
            row = next((row for row in held if row.pk not in taken and fits(item, row)), None)
            if row is not None:
                found[position] = row
    return [found.get(position) for position in range(len(said))]


def _numbered_anew(
    said: Sequence[ItemRecord],
    *,
    found: Sequence[AgendaItem | None],
    held: Sequence[AgendaItem],
    where: str,
    file: str,
) -> Iterator[Problem]:
    """A minute number that was given stays: under another one the item, and all that was decided, would be there twice.

    So it is where a row's title is another item's of the file, and nothing in the file with its number has it.
    """
    as_it_was = {row.pk for item, row in zip(said, found, strict=True) if row and is_same(shown_title(row), item.title)}
    left = [row for row in held if row.number and row.pk not in as_it_was]
    for item in said:
        for row in left:
            if item.number and item.number != row.number and is_same(shown_title(row), item.title):
                yield Problem(
                    f"“{item.title}” has the minute number {row.number} here, and {item.number} in the file. Give it "
                    f"the number {row.number} in the file, or another title where another item is meant.",
                    file=file,
                    column=where,
                    found=item.number,
                )


def _has_its_number(item: ItemRecord, row: AgendaItem) -> bool:
    return bool(item.number) and row.number == item.number


def _has_its_title(item: ItemRecord, row: AgendaItem) -> bool:
    return not (item.number and row.number) and is_same(shown_title(row), item.title)


def _has_its_place(item: ItemRecord, row: AgendaItem) -> bool:
    if (item.number and row.number) or row.place != item.place:
        return False
    return SequenceMatcher(None, shown_title(row).casefold(), item.title.casefold()).ratio() >= _ALIKE


def _fields(item: ItemRecord, *, held: AgendaItem | None) -> dict[str, str]:
    """What the record says of an item. Nothing that it leaves out is emptied, and nothing that is kept is opened."""
    said = {"number": item.number, "words": item.words, "urgent_because": item.urgent_because}
    is_kept = held is not None and held.access != Access.OPEN
    # What it held before would stand in the log.
    said |= {"safe_title": item.title, "words": ""} if is_kept else {"title": item.title}
    if item.kept is not None:
        said |= as_restricted(item.kept, title=item.title)
    return {name: value for name, value in said.items() if value}


def _put_in_order(filed: Sequence[FiledItem], *, work: Import) -> None:
    """Where the record says places, each agenda stands in its order; what the record does not name comes after."""
    by_meeting: dict[int, list[FiledItem]] = {}
    for one in filed:
        by_meeting.setdefault(one.row.meeting_id, []).append(one)
    for meeting_id, items in by_meeting.items():
        if any(one.said.place is None for one in items):
            continue
        named = [one.row for one in items]
        rest = AgendaItem.objects.filter(meeting_id=meeting_id).exclude(pk__in=[row.pk for row in named])
        if all(row.place == place for place, row in enumerate(named, start=1)):
            continue
        order = [*named, *rest.order_by("place")]
        # Two steps: no two items may stand in one place, not even for a moment.
        whole = AgendaItem.objects.filter(meeting_id=meeting_id)
        above = (whole.aggregate(last=Max("place"))["last"] or 0) + len(order)
        whole.update(place=F("place") + above)
        for place, row in enumerate(order, start=1):
            row.place = place
        AgendaItem.objects.bulk_update(order, ["place"], batch_size=_BATCH)
        reference = items[0].reference.rpartition("/")[0]
        work.changed.append(reference)
        work.touch(reference, subject="agenda", is_lost=True)
        work.happenings.append(Happening("agenda ordered", "meeting", reference, {}))
