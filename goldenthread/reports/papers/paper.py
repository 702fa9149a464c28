"""A paper of a committee as a value: its meeting, its parts by the template of reports, and where each word stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Part(StrEnum):
    """The parts of a report to committee, in their order; a record of meetings has its text and its resolutions."""

    FRONT = "front"
    SUBJECT = "subject heading"
    AUTHOR = "author and contact"
    POLICY = "policy context"
    FINANCIAL_SUMMARY = "financial summary"
    SUMMARY = "summary"
    RECOMMENDATIONS = "recommendations"
    DETAIL = "detail"
    IMPLICATIONS = "implications"
    APPENDICES = "appendices"
    BACKGROUND = "background papers"
    RESOLUTIONS = "resolutions"


class Kind(StrEnum):
    """What a paper is. A report is held against the template; of minutes or of another text only its words are read."""

    REPORT = "report"
    RECORD = "record of meetings"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where something stands: the line (0 where it is the whole paper), and the number that the paper gives it."""

    line: int
    number: str = ""  # "2.3", or "3 a)"
    counted_in: str = "line"

    def __str__(self) -> str:
        if not self.line:
            return "the whole paper"
        numbered = f", {self.number}" if self.number else ""
        return f"{self.counted_in} {self.line}{numbered}"


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """One sentence, the place of its line, and the committee and the day of its meeting at which it is said, where the
    paper tells them."""

    text: str
    place: Place
    said_by: str
    said_on: date | None


@dataclass(frozen=True, kw_only=True)
class Passage:
    """A paragraph, a heading or a point of a list, without its number."""

    text: str
    part: Part
    line: int
    number: str = ""
    is_heading: bool = False
    counted_in: str = "line"
    said_by: str = ""  # the committee
    said_on: date | None = None
    starts: tuple[tuple[int, int], ...] = ()

    @property
    def place(self) -> Place:
        return self.place_at(0)

    def place_at(self, offset: int) -> Place:
        """The place of a letter of the text."""
        line = max((line for start, line in self.starts if start <= offset), default=self.line)
        return Place(line=line, number=self.number, counted_in=self.counted_in)

    def sentences(self) -> Iterator[Sentence]:
        """The sentences, each with where it begins."""
        start = 0
        for end in (*(found.end() for found in _ENDS.finditer(self.text)), len(self.text)):
            text = self.text[start:end]
            if text.strip():
                offset = start + len(text) - len(text.lstrip())
                yield Sentence(
                    text=text.strip(), place=self.place_at(offset), said_by=self.said_by, said_on=self.said_on
                )
            start = end


# A full stop inside a number, an abbreviation or an initial ends nothing.
_ENDS = re.compile(r"(?<!\bno)(?<!\bNo)(?<!\be\.g)(?<!\bi\.e)(?<!\b[A-Z])[.!?]+(?=\s)|\n")


@dataclass(frozen=True, kw_only=True)
class Implication:
    """What the report says under "Legal implications and risks": one kind of them."""

    kind: str  # "legal", "financial", "HR", or as it is headed
    text: str
    place: Place


@dataclass(frozen=True, kw_only=True)
class KnownMeeting:
    """A meeting of a committee, from its record or from the paper itself."""

    committee: str
    day: date


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A paper, read. What it does not say is "" or ()."""

    name: str
    kind: Kind
    counted_in: str
    committee: str
    meeting_on: date | None
    title: str
    passages: tuple[Passage, ...]
    implications: tuple[Implication, ...]
    meetings: tuple[KnownMeeting, ...]  # that a record of meetings is headed by
    headed: tuple[tuple[Part, int], ...]  # the parts that have a heading, with its line

    def of(self, part: Part) -> tuple[Passage, ...]:
        """The passages of a part, without its heading."""
        return tuple(passage for passage in self.passages if passage.part is part)

    def text_of(self, part: Part) -> str:
        """All that a part says, on one line."""
        return " ".join(passage.text for passage in self.of(part))

    def has(self, part: Part) -> bool:
        return any(one is part for one, _ in self.headed)

    def place_of(self, part: Part) -> Place:
        """Where a part is headed."""
        line = next((line for one, line in self.headed if one is part), 0)
        return Place(line=line, counted_in=self.counted_in)

    @property
    def whole(self) -> Place:
        return Place(line=0, counted_in=self.counted_in)

    def sentences(self, *, parts: Iterable[Part] = tuple(Part)) -> Iterator[Sentence]:
        """Every sentence of these parts, headings among them."""
        wanted = frozenset(parts)
        for passage in self.passages:
            if passage.part in wanted:
                yield from passage.sentences()

    @property
    def resolved(self) -> tuple[Passage, ...]:
        """What the committee is asked to resolve, or did."""
        return tuple(one for one in self.passages if one.part in (Part.RECOMMENDATIONS, Part.RESOLUTIONS))
