"""A paper made of its lines: headings of the template open its parts, and the rest belongs to the part that is open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise

from goldenthread.reports.papers.headings import Headed, headed
from goldenthread.reports.papers.paper import Implication, Kind, KnownMeeting, Paper, Part, Passage, Place
from goldenthread.reports.papers.written import WrittenLine, WrittenPaper
from goldenthread.reports.papers.written_days import days_in, whole_day

_NUMBERED = re.compile(
    r"(?:[-•*–]\s+)?(?P<number>\d{1,2}(?:\.\d{1,2})+\.?(?=\s)|\d{1,2}[.)](?=\s)|\(?[a-z]\)|\(?[ivx]{1,4}\))\s+",
)
_BULLET = re.compile(r"[-•*–]\s+")
_MEETING = re.compile(
    r"Meeting(?:\s+of)?:\s*(?P<day>[\d/]{8,10}|\d{1,2} \w+ \d{4})\s*[-–]\s*(?P<committee>.+?)"
    r"(?:\s*\(Item\s+[\w.]+\))?"
)
_RESOLVED = re.compile(r"(?:The\s+)?(?:[\w\s]{1,60}\s)?(?:resolved|RESOLVED)(?:\s+unanimously)?(?:\s+that)?\s*:")
_BODY = re.compile(
    r"(?:the\s+)?(?P<name>(?:[\w&’'()-]+\s+){0,8}(?:committee|cabinet|board|panel|council|commission))\b(?:\s*,.*)?",
    re.IGNORECASE,
)
_DAY_LABEL = re.compile(
    r"(?:committee\s+and\s+date|meeting\s+date|(?:meeting\s+)?date(?:\s+of\s+(?:the\s+)?meeting)?)\s*:\s*(?P<rest>.*)",
    re.IGNORECASE,
)
_BODY_LABEL = re.compile(
    r"(?:committee\s+and\s+date|committee|meeting|decision\s+maker|report\s+to|to)\s*:\s*(?P<rest>.*)", re.IGNORECASE
)
_REPORT = frozenset((Part.RECOMMENDATIONS, Part.IMPLICATIONS, Part.SUBJECT, Part.BACKGROUND))
# Parts that end with any heading, whatever it says.
_END_WITH_A_HEADING = frozenset(Part) - {Part.FRONT}


@dataclass
class _Open:
    """What is open while a paper is read."""

    part: Part = Part.FRONT
    kinds: tuple[str, ...] = ()
    said_by: str = ""
    said_on: date | None = None
    parent: str = ""  # the number above "a)"
    passages: list[Passage] = field(default_factory=list)
    headed: list[tuple[Part, int]] = field(default_factory=list)
    implications: list[tuple[str, int, list[str]]] = field(default_factory=list)
    meetings: list[KnownMeeting] = field(default_factory=list)


def paper_of(written: WrittenPaper) -> Paper:
    """The paper in the lines."""
    reading = _Open()
    for line in written.lines:
        _take(line, reading, counted_in=written.counted_in)
    front = [passage.text for passage in reading.passages if passage.part is Part.FRONT]
    parts = {part for part, _ in reading.headed}
    kind = Kind.REPORT if len(parts & _REPORT) >= 2 else Kind.RECORD if reading.meetings else Kind.OTHER
    committee, meeting_on = _committee(front), _meeting_day(front)
    if reading.meetings:
        committee, meeting_on = reading.meetings[0].committee, reading.meetings[0].day
    return Paper(
        name=written.name,
        kind=kind,
        counted_in=written.counted_in,
        committee=committee,
        meeting_on=None if kind is Kind.RECORD else meeting_on,
        title=" ".join(one.text for one in reading.passages if one.part is Part.SUBJECT),
        passages=tuple(
            passage if passage.said_by else replace(passage, said_by=committee, said_on=meeting_on)
            for passage in reading.passages
        ),
        implications=tuple(
            Implication(kind=kind_, text=" ".join(texts), place=Place(line=line, counted_in=written.counted_in))
            for kind_, line, texts in reading.implications
        ),
        meetings=tuple(reading.meetings),
        headed=tuple(reading.headed),
    )


def _take(line: WrittenLine, reading: _Open, *, counted_in: str) -> None:
    meeting = _MEETING.fullmatch(line.text)
    if meeting is not None:
        day = whole_day(meeting["day"])
        reading.part, reading.said_by, reading.said_on = Part.DETAIL, meeting["committee"], day
        if day is not None:
            reading.meetings.append(KnownMeeting(committee=meeting["committee"], day=day))
        return
    head = headed(line.text)
    if head is not None and not _is_only_a_word(head, line):
        _open(head, line, reading)
        if head.rest:
            start = line.text.rindex(head.rest)
            _add(line, reading, text=head.rest, start=start, number="", counted_in=counted_in)
        return
    if line.is_heading and reading.part in _END_WITH_A_HEADING:
        reading.part, reading.kinds = Part.DETAIL, ()
    numbered = _NUMBERED.match(line.text)
    bullet = _BULLET.match(line.text)
    if reading.part is Part.RESOLUTIONS and numbered is None and bullet is None:
        reading.part = Part.DETAIL
    start = numbered.end() if numbered else bullet.end() if bullet else 0
    number = _number(numbered["number"] if numbered else "", reading)
    _add(line, reading, text=line.text[start:], start=start, number=number, counted_in=counted_in)
    if _RESOLVED.fullmatch(line.text):
        reading.part, reading.parent = Part.RESOLUTIONS, ""


def _is_only_a_word(head: Headed, line: WrittenLine) -> bool:
    """A line "Details" or "Title" in the midst of a text, or "Summary" as a point of a list, opens nothing."""
    is_marked = line.is_heading or ":" in line.text or line.text.isupper() or line.text[0].isdigit()
    if head.part in (Part.APPENDICES, Part.BACKGROUND, Part.IMPLICATIONS, Part.RECOMMENDATIONS, Part.SUMMARY):
        return False
    return not is_marked


def _open(head: Headed, line: WrittenLine, reading: _Open) -> None:
    reading.part, reading.kinds, reading.parent = head.part, head.kinds, ""
    reading.headed.append((head.part, line.number))
    reading.implications += [(kind, line.number, []) for kind in head.kinds]


def _add(line: WrittenLine, reading: _Open, *, text: str, start: int, number: str, counted_in: str) -> None:
    starts = tuple((at - start, of_line) for at, of_line in line.starts if at >= start)
    reading.passages.append(
        Passage(
            text=text,
            part=reading.part,
            line=line.number,
            number=number,
            is_heading=line.is_heading,
            counted_in=counted_in,
            said_by=reading.said_by,
            said_on=reading.said_on,
            starts=starts,
        )
    )
    if reading.kinds:
        for _, _, texts in reading.implications[-len(reading.kinds) :]:
            texts.append(text)


def _number(written: str, reading: _Open) -> str:
    """ "3", "2.3", or "3 a)" for a letter under a number."""
    bare = written.strip("(").rstrip(".")
    if not bare or bare[0].isdigit():
        bare = bare.rstrip(")")
        reading.parent = bare or reading.parent
        return bare
    return f"{reading.parent} {bare}".strip()


def _meeting_day(front: list[str]) -> date | None:
    """The day of the meeting: a line of the front that is a day, or what stands after the label of one."""
    labelled = (one.day for text in _labelled(front, _DAY_LABEL) for one in days_in(text))
    alone = (whole_day(text) for text in front)
    return next((day for day in (*labelled, *alone) if day is not None), None)


def _committee(front: list[str]) -> str:
    """The committee that the front names: after the label of one, or alone on a line."""
    named = (_BODY.fullmatch(text) for text in (*_labelled(front, _BODY_LABEL), *front))
    return next((found["name"] for found in named if found is not None), "")


def _labelled(front: list[str], label: re.Pattern[str]) -> Iterator[str]:
    """What stands after a label, on its line or on the next."""
    for text, following in pairwise((*front, "")):
        found = label.fullmatch(text)
        if found is not None:
            yield found["rest"] or following
