"""The committee's record as a TOML file: read whole, with everything that is wrong said at once.

docs/reference/committee-file.md describes the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from goldenthread.committee.forms.toml_file import TomlReader, toml_in
from goldenthread.domain.problems import InputRefused

VERBS = (
    "noted",
    "agreed",
    "approved",
    "resolved",
    "received",
    "delegated",
    "deferred",
    "recommended",
    "authorised",
    "referred",
)
KINDS = ("report", "appendix", "supplementary", "tabled")
CANCELLED_AND_MINUTED = (
    "This meeting was cancelled and has minutes or decisions. It was one or the other: take out what is wrong."
)
NUMBER = re.compile(r"[0-9a-z]+(?:\.[0-9a-z]+)*")
LONGEST_NUMBER = 12


@dataclass(frozen=True, kw_only=True)
class DecisionRecord:
    """A resolution. `number` is whole ("3a"), `parent` that of the one it stands under, or ""."""

    number: str
    parent: str
    verb: str
    text: str


@dataclass(frozen=True, kw_only=True)
class KeptRecord:
    """That something is not for the public, as it was published: "exempt" or "confidential", by which paragraphs of
    Schedule 12A, and why; both "" where nobody said. The title beside it is one that tells nothing."""

    access: str
    paragraphs: str = ""
    because: str = ""


@dataclass(frozen=True, kw_only=True)
class PaperRecord:
    """A paper as it was published elsewhere: its file is not held, its type and size are."""

    title: str
    kind: str
    type_name: str
    size: str
    kept: KeptRecord | None = None


@dataclass(frozen=True, kw_only=True)
class ItemRecord:
    """An agenda item with its decisions, each after the one that it stands under; perhaps of a matter, by its title,
    and with papers and what was minuted.

    `number` is its running minute number, "" before it has one; `place` where it stands on its agenda, None where
    nobody said. `words` is what the agenda says of it.
    """

    number: str
    title: str
    decisions: tuple[DecisionRecord, ...]
    matter: str = ""
    minute: str = ""
    papers: tuple[PaperRecord, ...] = ()
    place: int | None = None
    words: str = ""
    urgent_because: str = ""
    kept: KeptRecord | None = None


@dataclass(frozen=True, kw_only=True)
class MeetingRecord:
    """A meeting with its items. `cancelled` says why it is not held, "" where it is."""

    date: date
    venue: str
    source: str
    items: tuple[ItemRecord, ...]
    begins_at: time | None = None
    cancelled: str = ""
    agenda_is_published: bool = False


@dataclass(frozen=True, kw_only=True)
class CommitteeRecord:
    """A committee with its meetings."""

    slug: str
    name: str
    meetings: tuple[MeetingRecord, ...]
    file: str = field(default="", compare=False)  # what it was read from


def read_committee(content: bytes, *, file: str) -> CommitteeRecord:
    """The record in the bytes of a TOML file; raises InputRefused with every problem and its place in the file."""
    reader = _Reader(file)
    record = reader.committee(toml_in(content, file=file))
    if reader.problems:
        raise InputRefused(reader.problems)
    return record


# Stands for a day that could not be read, and was refused.
_NO_DAY = date.min


class _Reader(TomlReader):
    """Reads a committee's record."""

    def committee(self, table: dict[str, Any]) -> CommitteeRecord:
        self._only(table, known=("committee", "meeting"), where="")
        head = self._table(table, "committee")
        self._only(head, known=("slug", "name"), where="committee")
        slug = self._slug(head, where="committee", longest=50)
        meetings = tuple(self._meeting(each, where=where) for each, where in self._tables(table, "meeting"))
        days = ["" if meeting.date == _NO_DAY else str(meeting.date) for meeting in meetings]
        self._once(days, what="meeting on", where="meeting", key="date")
        name = self._text(head, "name", where="committee", longest=120)
        return CommitteeRecord(slug=slug, name=name, meetings=meetings, file=self.file)

    def _meeting(self, table: dict[str, Any], *, where: str) -> MeetingRecord:
        self._only(table, known=("date", "time", "venue", "source", "cancelled", "item"), where=where)
        items = tuple(self._item(each, where=inner) for each, inner in self._tables(table, "item", where=where))
        self._once([item.number for item in items], what="item", where=f"{where}.item", key="number")
        cancelled = self._text(table, "cancelled", where=where, needed=False, longest=400)
        if cancelled and any(item.decisions or item.minute for item in items):
            self._refuse(CANCELLED_AND_MINUTED, where=f"{where}.cancelled", found=cancelled)
        return MeetingRecord(
            date=self._date(table, "date", where=where),
            venue=self._text(table, "venue", where=where, needed=False, longest=200),
            source=self._text(table, "source", where=where, needed=False, longest=400),
            items=items,
            begins_at=self._time(table, "time", where=where),
            cancelled=cancelled,
        )

    def _item(self, table: dict[str, Any], *, where: str) -> ItemRecord:
        self._only(table, known=("number", "title", "matter", "minute", "paper", "decision"), where=where)
        papers = tuple(self._paper(each, where=inner) for each, inner in self._tables(table, "paper", where=where))
        self._once([paper.title for paper in papers], what="paper", where=f"{where}.paper", key="title")
        # An item of an agenda to come has no minute number yet.
        needs_number = "number" in table or bool(table.get("minute") or table.get("decision"))
        return ItemRecord(
            number=self._number(table, where=where) if needs_number else "",
            title=self._text(table, "title", where=where, longest=300),
            decisions=tuple(self._decisions(table, key="decision", where=where, parent=None)),
            matter=self._text(table, "matter", where=where, needed=False, longest=200),
            minute=self._text(table, "minute", where=where, needed=False),
            papers=papers,
        )

    def _paper(self, table: dict[str, Any], *, where: str) -> PaperRecord:
        self._only(table, known=("title", "kind", "type", "size"), where=where)
        kind = self._text(table, "kind", where=where, needed=False) or KINDS[0]
        if kind not in KINDS:
            self._refuse(
                "This is no kind of paper.", where=f"{where}.kind", found=kind, expected=f"one of {', '.join(KINDS)}"
            )
        return PaperRecord(
            title=self._text(table, "title", where=where, longest=300),
            kind=kind,
            type_name=self._text(table, "type", where=where, longest=12),
            size=self._text(table, "size", where=where, needed=False, longest=20),
        )

    def _decisions(
        self, table: dict[str, Any], *, key: str, where: str, parent: DecisionRecord | None
    ) -> Iterator[DecisionRecord]:
        """The decisions of a table, each followed by those under it, which have its verb unless they say another."""
        numbers = []
        for each, inner in self._tables(table, key, where=where):
            self._only(each, known=("number", "verb", "text", "sub"), where=inner)
            own = self._number(each, where=inner)
            number = f"{parent.number if parent else ''}{own}"
            if len(number) > LONGEST_NUMBER:
                self._refuse(
                    f"A number has at most {LONGEST_NUMBER} characters, with those above it.",
                    where=f"{inner}.number",
                    found=number,
                )
            decision = DecisionRecord(
                number=number,
                parent=parent.number if parent else "",
                verb=self._verb(each, where=inner, of_parent=parent.verb if parent else ""),
                text=self._text(each, "text", where=inner),
            )
            numbers.append(number)
            yield decision
            yield from self._decisions(each, key="sub", where=inner, parent=decision)
        self._once(numbers, what="decision", where=f"{where}.{key}", key="number")

    def _verb(self, table: dict[str, Any], *, where: str, of_parent: str) -> str:
        if of_parent and "verb" not in table:
            return of_parent
        verb = self._text(table, "verb", where=where).casefold()
        if verb and verb not in VERBS:
            self._refuse(
                "This verb is not one that minutes are kept in here.",
                where=f"{where}.verb",
                found=verb,
                expected=f"one of {', '.join(VERBS)}",
            )
        return verb

    def _number(self, table: dict[str, Any], *, where: str) -> str:
        """ "15", 15, "3" or "a"; "a)" is "a"."""
        value = table.get("number")
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if value is not None and not isinstance(value, str):
            self._refuse("A number is 15 or “15”.", where=f"{where}.number", found=str(value), expected="a number")
            return ""
        number = (value or "").strip().rstrip(".)").casefold()
        if not number or not NUMBER.fullmatch(number) or len(number) > LONGEST_NUMBER:
            self._refuse(
                "Give the number as minutes print it, such as 15, 3 or a.",
                where=f"{where}.number",
                found=value or "",
                expected="digits and letters",
            )
            return ""
        return number

    def _date(self, table: dict[str, Any], key: str, *, where: str) -> date:
        value = table.get(key)
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        self._refuse(
            "Give the day of the meeting as 2019-07-12, without quotation marks.",
            where=f"{where}.{key}",
            found="" if value is None else str(value),
            expected="a date",
        )
        return _NO_DAY

    def _time(self, table: dict[str, Any], key: str, *, where: str) -> time | None:
        value = table.get(key)
        if value is None or isinstance(value, time):
            return value
        self._refuse(
            "Give the time of the meeting as 18:30:00, without quotation marks.",
            where=f"{where}.{key}",
            found=str(value),
            expected="a time",
        )
        return None

    def _once(self, keys: list[str], *, what: str, where: str, key: str) -> None:
        for position, value in enumerate(keys, start=1):
            if value and value in keys[: position - 1]:
                self._refuse(
                    f"The {what} {value} stands here twice. Put both together, or give this one its own {key}.",
                    where=f"{where}[{position}].{key}",
                    found=value,
                )
