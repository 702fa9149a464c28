"""Counts, facts about one thing, tasks with their state, what happened when, and charts beside their numbers."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from goldenthread.charts.series import Drawing
from goldenthread.components.marks import Rating, Travel
from goldenthread.components.surroundings import Link
from goldenthread.components.tables import Table

# What a state means to the person who looks: tags are drawn by it, and always say it in words.
TONES = ("quiet", "due", "late", "done")


@dataclass(frozen=True, kw_only=True)
class Tag:
    """A state in a word or two. `tone` is one of `TONES`."""

    words: str
    tone: str = "quiet"


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One row of a summary list. `change` leads to where it is changed; its words are heard with the fact's name."""

    name: str
    words: str = ""
    rating: Rating | None = None
    travel: Travel | None = None
    link: Link | None = None
    change: Link | None = None


@dataclass(frozen=True, kw_only=True)
class Task:
    """Something to do, with its state; without an address it cannot be begun yet, and `hint` says why."""

    words: str
    key: str
    state: Tag
    address: str = ""
    hint: str = ""


@dataclass(frozen=True, kw_only=True)
class Happening:
    """One entry of a timeline: what was done, by whom, when in words and as a machine reads it (ISO 8601)."""

    what: str
    who: str
    when: str
    when_exactly: str
    words: str = ""
    link: Link | None = None


@dataclass(frozen=True, kw_only=True)
class Count:
    """A number that leads to the list behind it, with what it counts and its base: "9", "Red", "of 120 rated"."""

    number: str
    words: str
    address: str
    base: str = ""
    rating: Rating | None = None  # its word is then what is counted


@dataclass(frozen=True, kw_only=True)
class Difference:
    """What somebody typed into a form beside what another has written there since."""

    name: str
    typed: str
    now: str


@dataclass(frozen=True, kw_only=True)
class ChartFigure:
    """A chart, its finding in a sentence, and the table of its numbers, which always stands with it."""

    drawing: Drawing
    finding: str
    table: Table

    @property
    def svg(self) -> SafeString:
        # Made by the room of charts, which escapes every word in it.
        return mark_safe(self.drawing.svg)
