"""One meeting of the committee system's XML, as the record has it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time

from goldenthread.committee.forms.meetings_xml_exact import exact_decisions, exact_words
from goldenthread.committee.forms.meetings_xml_nodes import Node
from goldenthread.committee.forms.record_file import (
    CANCELLED_AND_MINUTED,
    KINDS,
    LONGEST_NUMBER,
    NUMBER,
    DecisionRecord,
    ItemRecord,
    KeptRecord,
    MeetingRecord,
    PaperRecord,
)
from goldenthread.committee.forms.resolutions import as_decisions, take_apart
from goldenthread.domain.problems import Problem
from goldenthread.publishing.words import unprintable
from goldenthread.spreadsheets.text import controls_in

_DECISION = ("decisionnonemptyhtmlbody", "decisionhtmlbody")
_MINUTES = ("minutesnonemptyhtmlbody", "minuteshtmlbody")
NO_REASON = "No reason was published."
_NOT_HELD = ("cancelled", "canceled", "postponed", "abandoned")
_DAY = re.compile(
    r"(?:([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})|([0-9]{4})-([0-9]{2})-([0-9]{2}))"
    r"(?:[ T][0-9:.]+ ?(?:[ap]m|Z|[+-][0-9:]+)?)?",
    re.IGNORECASE,
)
_TIME = re.compile(r"([0-9]{1,2})(?:[:.]([0-9]{2}))?(?::[0-9]{2})?\s*([ap])?\.?\s*(?:m\b\.?|noon)?", re.IGNORECASE)
# "Appendix 1 PDF 347 KB"
_TYPE_AND_SIZE = re.compile(r"\s*\(?\b(PDF|DOCX?|XLSX?|PPTX?|HTML?|RTF|ODT|ODS|CSV|TXT)[, ]+([0-9.,]+ ?[KMG]B)\)?$")
_PARAGRAPHS = re.compile(r"[1-7](?:,[1-7]){0,6}")  # of Schedule 12A
_ENDING = re.compile(r"\.([A-Za-z]{3,4})(?:$|[?#])")
_LONGEST_TITLE, _LONGEST_TEXT = 300, 200_000
_WIDEST = {"venue": 200, "source": 400, "mattertitle": 200, "papertype": 12, "papersize": 20}


@dataclass
class Finding:
    """A meeting as one file has it: `is_whole` where it has the agenda. `committee_id` and `committee` are "" where the
    meeting itself does not say them."""

    file: str
    meeting_id: str
    committee_id: str
    committee: str
    record: MeetingRecord
    is_whole: bool
    problems: list[Problem] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    @property
    def called(self) -> str:
        return f"The meeting {self.meeting_id or self.record.date}"


def read_meeting(node: Node, *, file: str) -> Finding:
    """The meeting in an element, with what is wrong with it and what was not taken over."""
    return _Reader(node, file=file).finding()


class _Reader:
    """Reads one meeting and keeps every problem met on the way. A place is written meeting 17355, item 3."""

    def __init__(self, node: Node, *, file: str) -> None:
        self.node = node
        self.file = file
        self.meeting_id = node.line("meetingid")
        self.called = f"meeting {self.meeting_id or node.line('meetingdate')}"
        self.problems: list[Problem] = []
        self.remarks: list[str] = []

    def finding(self) -> Finding:
        agenda = self.node.child("agendaitems")
        record = self._meeting(agenda.children if agenda else [])
        return Finding(
            file=self.file,
            meeting_id=self.meeting_id,
            committee_id=self.node.line("committeeid"),
            committee=self.node.line("committeetitle"),
            record=record,
            is_whole=agenda is not None,
            problems=self.problems,
            remarks=self.remarks,
        )

    def _meeting(self, agenda: Sequence[Node]) -> MeetingRecord:
        said = [one for one in agenda if one.name == "agendaitem"]
        items = tuple(filter(None, (self._item(one, place=place) for place, one in enumerate(said, start=1))))
        items = tuple(self._numbered(items))
        cancelled = self._cancelled()
        if cancelled and any(item.decisions or item.minute for item in items):
            self._refuse(CANCELLED_AND_MINUTED, where=self.called)
        return MeetingRecord(
            date=self._date(),
            venue=self._fit(self.node.line("meetinglocation", "location"), "venue"),
            source=self._fit(self.node.line("recordsource"), "source"),
            items=items,
            begins_at=self._time(),
            cancelled=cancelled,
            agenda_is_published=bool(items) and self.node.flag("agendapublished") is not False,
        )

    def _date(self) -> date:
        said = self.node.line("meetingdate")
        found = _DAY.fullmatch(said)
        try:
            if found and found[1]:
                return date(int(found[3]), int(found[2]), int(found[1]))
            if found:
                return date(int(found[4]), int(found[5]), int(found[6]))
        except ValueError:
            pass
        self._refuse("This is no day. Write it as 12/07/2019.", where=f"{self.called}, meetingdate", found=said)
        return date.min

    def _time(self) -> time | None:
        said = self.node.line("meetingtime")
        if said.casefold() in ("noon", "midday"):
            return time(12)
        found = _TIME.fullmatch(said)
        if found:
            hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").casefold()
            if half and 1 <= hour <= 12:
                hour = hour % 12 + (12 if half == "p" else 0)
            if hour < 24 and minute < 60 and (found[2] or half or "noon" in said.casefold()):
                return time(hour, minute)
        if said:
            self.remarks.append(f"{self.called}: the time {said[:40]!r} is none, and was left out.")
        return None

    def _cancelled(self) -> str:
        status = self.node.line("meetingstatus")
        if status.casefold() not in _NOT_HELD:
            return ""
        because = self._words(self.node.words("cancelledbecause"), where=f"{self.called}, cancelledbecause")
        return because or (NO_REASON if status.casefold().startswith("cancel") else f"{status}. {NO_REASON}")

    def _item(self, node: Node, *, place: int) -> ItemRecord | None:
        where = f"{self.called}, item {place}"
        if node.flag("isdisplayallowed") is False:
            self.remarks.append(f"{where}: it is not to be shown, and was left out.")
            return None
        title, words = self._title(node, place=place, where=where)
        number = self._number(node)
        kept = self._kept(node)
        if kept is not None:
            if _documents(node) or _raw(node, (*_DECISION, *_MINUTES, "agendatext")):
                self.remarks.append(f"{where}: it is not for the public, so its title alone was taken over.")
            urgent = self._words(node.words("urgencyreason"), where=f"{where}, urgencyreason")
            return ItemRecord(number=number, title=title, decisions=(), place=place, kept=kept, urgent_because=urgent)
        minute, decisions = self._minuted(node, where=where)
        of_agenda = self._words(node.words("agendatext"), where=f"{where}, agendatext")
        return ItemRecord(
            number=number,
            title=title,
            decisions=decisions,
            matter=self._fit(node.line("mattertitle"), "mattertitle"),
            minute=minute,
            papers=tuple(self._papers(node, where=where)),
            place=place,
            words="\n\n".join(filter(None, (words, of_agenda))),
            urgent_because=self._words(node.words("urgencyreason"), where=f"{where}, urgencyreason"),
        )

    def _title(self, node: Node, *, place: int, where: str) -> tuple[str, str]:
        """The title; and, where it is too long for one, the whole of it as words of the agenda."""
        whole = self._words(node.line("agendaitemtitle"), where=f"{where}, agendaitemtitle")
        if len(whole) <= _LONGEST_TITLE:
            return whole or f"Item {place}", ""
        return f"{whole[: _LONGEST_TITLE - 1].rstrip()}…", whole

    def _number(self, node: Node) -> str:
        """ "15", "15.1", "15a"; "" where it has none."""
        main, sub = (
            "" if said == "0" else said
            for said in (
                node.line(name).rstrip(".)").casefold() for name in ("minutesitemnumber", "minutesitemsubnumber")
            )
        )
        number = f"{main}.{sub}" if sub[:1].isdigit() else f"{main}{sub}"
        return number if main and NUMBER.fullmatch(number) and len(number) <= LONGEST_NUMBER else ""

    def _numbered(self, items: Sequence[ItemRecord]) -> Iterator[ItemRecord]:
        """What was minuted has a number: where the minutes give none, the place on the agenda."""
        given: dict[str, int] = {}
        for item in items:
            number = item.number or (str(item.place) if item.minute or item.decisions else "")
            if number in given:
                self._refuse(
                    f"The minute number {number} stands here twice. Give each item its own.",
                    where=f"{self.called}, items {given[number]} and {item.place}",
                    found=number,
                )
            if number:
                given[number] = item.place or 0
            yield replace(item, number=number)

    def _kept(self, node: Node) -> KeptRecord | None:
        if node.flag("isrestricted") is not True:
            return None
        access, paragraphs = node.line("restrictedas"), node.line("exemptparagraphs")
        return KeptRecord(
            access=access if access == "confidential" else "exempt",
            paragraphs=paragraphs if _PARAGRAPHS.fullmatch(paragraphs) else "",
            because=self._words(node.words("publicinterest"), where=f"{self.called}, publicinterest"),
        )

    def _minuted(self, node: Node, *, where: str) -> tuple[str, tuple[DecisionRecord, ...]]:
        before, said = self._decided(node, where=where)
        minute = self._published(node, _MINUTES, "isminutepublished", "minutepublished", where=where)
        if not minute or exact_words(_raw(node, _MINUTES)) is not None:
            return "\n\n".join(filter(None, (before, minute))), said
        left, printed = take_apart(minute)
        # The minutes mostly print again what was published as the decision; if they say it otherwise they stay whole.
        if not said:
            said, minute = printed, left
        elif [one.text for one in said] == [one.text for one in printed]:
            minute = left
        elif len(said) == 1 and said[0].text == minute:
            minute = ""
        return "\n\n".join(filter(None, (before, minute))), said

    def _decided(self, node: Node, *, where: str) -> tuple[str, tuple[DecisionRecord, ...]]:
        body = self._published(node, _DECISION, "isdecisionpublished", "decisionpublished", where=where)
        exact = exact_decisions(_raw(node, _DECISION)) if body else None
        if exact is not None:
            self._check_numbers(exact, where=where)
            return "", exact
        return as_decisions(body) if body else ("", ())

    def _check_numbers(self, decisions: Sequence[DecisionRecord], *, where: str) -> None:
        before: set[str] = set()
        for one in decisions:
            place = f"{where}, decision {one.number}"
            self._words(one.text, where=place)
            if one.number in before or len(one.number) > LONGEST_NUMBER or not {one.parent} <= {*before, ""}:
                self._refuse("Number each decision once, after the one that it stands under.", where=place)
            before.add(one.number)

    def _published(self, node: Node, names: Sequence[str], own: str, of_meeting: str, *, where: str) -> str:
        """Words that were published: as the item says, or the meeting where the item does not; "" for none."""
        said = node.flag(own)
        if said is None:
            said = self.node.flag(of_meeting, own)
        body = self._words(node.words(*names), where=f"{where}, {names[0]}")
        if body and said is False:
            self.remarks.append(f"{where}: {names[0]} is not published, and was left out.")
        return "" if said is False else body

    def _papers(self, node: Node, *, where: str) -> Iterator[PaperRecord]:
        for position, each in enumerate(_documents(node), start=1):
            yield self._paper(each, where=f"{where}, document {position}")

    def _paper(self, node: Node, *, where: str) -> PaperRecord:
        title = self._words(node.line("title"), where=f"{where}, title")
        kept = self._kept(node)
        type_name, size = node.line("papertype"), node.line("papersize")
        at_end = _TYPE_AND_SIZE.search(title)
        if at_end and not kept and not type_name and title[: at_end.start()]:
            title, type_name, size = title[: at_end.start()], at_end[1], at_end[2]
        if len(title) > _LONGEST_TITLE:
            self.remarks.append(f"{where}: its title was cut to {_LONGEST_TITLE} characters.")
            title = f"{title[: _LONGEST_TITLE - 1].rstrip()}…"
        ending = _ENDING.search(node.line("url"))
        known = ending[1].upper() if ending and ending[1].casefold() != "aspx" else "PDF"
        kind = node.line("paperkind")
        return PaperRecord(
            title=title or "Document",
            kind=kind if kind in KINDS else _kind_of(title),
            type_name="" if kept else self._fit(type_name or known, "papertype"),
            size="" if kept else self._fit(size, "papersize"),
            kept=kept,
        )

    def _words(self, text: str, *, where: str) -> str:
        """The text, with what cannot be kept or printed of it refused."""
        if len(text) > _LONGEST_TEXT:
            self._refuse(
                f"This is too long: {len(text):,} characters.", where=where, expected=f"at most {_LONGEST_TEXT:,}"
            )
            return ""
        for said in (*controls_in(text), *map(str, unprintable(text))):
            self._refuse(f"This cannot be printed: {said}", where=where)
        return text

    def _fit(self, text: str, what: str) -> str:
        widest = _WIDEST[what]
        if len(text) > widest:
            self.remarks.append(f"{self.called}: {text[:40]!r} was cut to {widest} characters.")
            text = f"{text[: widest - 1].rstrip()}…"
        return self._words(text, where=f"{self.called}, {what}")

    def _refuse(self, message: str, *, where: str, found: str = "", expected: str = "") -> None:
        self.problems.append(Problem(message, file=self.file, column=where, found=found[:80], expected=expected))


def _documents(node: Node) -> list[Node]:
    linked = node.child("linkeddocuments")
    return [one for one in linked.children if one.name == "linkeddoc"] if linked else []


def _raw(node: Node, names: Sequence[str]) -> str:
    return next(filter(str.strip, map(node.raw, names)), "")


def _kind_of(title: str) -> str:
    """What a document is, where nobody says it, by how its title begins."""
    start = title.casefold()
    if start.startswith(("appendix", "appendices", "annex")):
        return "appendix"
    if start.startswith(("supplement", "addendum", "late ")):
        return "supplementary"
    return "tabled" if start.startswith("tabled") else "report"
