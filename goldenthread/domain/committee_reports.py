"""A report to a committee, of any subject, on the template that committees use: from subject heading to background
papers.

Whoever writes one types its lists and its detail as plain text: a line for each recommendation, "- " before what
stands under it; "# " before the heading of a part, an empty line between paragraphs, "- " before a point. Numbers are
given here, so that none is ever wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from string import ascii_lowercase

HEADING, POINT = "# ", "- "
FIRST_PART = "Background"
_NUMBER, _LETTER = re.compile(r"^\(?[0-9]{1,2}[.)]\s+"), re.compile(r"^\(?[a-z][.)]\s+")


@dataclass(frozen=True, kw_only=True)
class Recommendation:
    """What the committee is asked to do, beginning with the verb: "To note …"; with what stands under it as a), b)."""

    text: str
    lettered: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DetailParagraph:
    """A numbered paragraph, with the points of a list after it."""

    text: str
    points: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DetailPart:
    """A part of the report detail under its heading. Its place gives the first number of its paragraphs: 2.1, 2.2."""

    heading: str
    paragraphs: tuple[DetailParagraph, ...]


@dataclass(frozen=True, kw_only=True)
class Implication:
    """What the report means from one side: "Legal", "Financial", "HR", "Equalities"."""

    side: str
    words: str


@dataclass(frozen=True, kw_only=True)
class CommitteeReport:
    """A report, whole. What it has not is "" or (); paragraphs of a text are parted by an empty line."""

    subject: str
    author: str
    contact: str
    summary: str
    recommendations: tuple[Recommendation, ...]
    detail: tuple[DetailPart, ...]
    implications: tuple[Implication, ...]
    policy_context: str = ""
    financial_summary: str = ""
    appendices: tuple[str, ...] = ()
    background_papers: tuple[str, ...] = ()  # (): none, and that is printed

    def on(self, side: str) -> str:
        """What it says from a side; "" where it says nothing."""
        return next((one.words for one in self.implications if one.side == side), "")


def paragraphs_in(text: str) -> tuple[str, ...]:
    """The paragraphs of a text, each on one line."""
    return tuple(" ".join(part.split()) for part in _blank_line_apart(text))


def listed_in(text: str) -> tuple[str, ...]:
    """The entries of a list of one line each."""
    return tuple(line.removeprefix(POINT).strip() for line in text.splitlines() if line.strip(" -"))


def recommendations_in(text: str) -> tuple[Recommendation, ...]:
    """A recommendation a line; a line that begins with "- " stands under the one before it."""
    found: list[Recommendation] = []
    for line in (one.strip() for one in text.splitlines()):
        if line.startswith(POINT) and found:
            last = found.pop()
            found.append(Recommendation(text=last.text, lettered=(*last.lettered, line.removeprefix(POINT).strip())))
        elif line:
            found.append(Recommendation(text=line.removeprefix(POINT).strip()))
    return tuple(found)


def without_numbers(text: str) -> str:
    """A list that was pasted, without the numbers and letters of its lines, which are given anew: "2. To agree:" is
    "To agree:", and "b) the plan" is "- the plan"."""
    return "\n".join(_NUMBER.sub("", _LETTER.sub(POINT, line.strip())) for line in text.splitlines())


def recommendations_as_text(recommendations: Iterable[Recommendation]) -> str:
    """The recommendations as they are typed."""
    return "\n".join("\n".join((one.text, *(f"{POINT}{each}" for each in one.lettered))) for one in recommendations)


def detail_in(text: str) -> tuple[DetailPart, ...]:
    """The parts of the detail; what stands before the first heading is the background."""
    parts: list[tuple[str, list[DetailParagraph]]] = []
    for kind, words in _detail_lines(text):
        if kind == HEADING:
            parts.append((words, []))
            continue
        if not parts:
            parts.append((FIRST_PART, []))
        paragraphs = parts[-1][1]
        if kind == POINT and paragraphs:
            last = paragraphs.pop()
            paragraphs.append(DetailParagraph(text=last.text, points=(*last.points, words)))
        else:
            paragraphs.append(DetailParagraph(text=words))
    return tuple(DetailPart(heading=heading, paragraphs=tuple(paragraphs)) for heading, paragraphs in parts)


def detail_as_text(detail: Iterable[DetailPart]) -> str:
    """The detail as it is typed."""
    blocks: list[str] = []
    for part in detail:
        blocks.append(f"{HEADING}{part.heading}")
        blocks += ["\n".join((one.text, *(f"{POINT}{each}" for each in one.points))) for one in part.paragraphs]
    return "\n\n".join(blocks)


def lettered(points: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each with its letter: ("a", …), ("b", …); the 27th is "aa"."""
    for place, point in enumerate(points):
        rounds, letter = divmod(place, len(ascii_lowercase))
        yield ascii_lowercase[letter] * (rounds + 1), point


def _detail_lines(text: str) -> Iterator[tuple[str, str]]:
    """Headings, points and whole paragraphs, in their order."""
    for block in _blank_line_apart(text):
        lines: list[str] = []
        for line in (one.strip() for one in block.splitlines()):
            kind = next((one for one in (HEADING, POINT) if line.startswith(one)), "")
            if not kind:
                lines.append(line)
                continue
            if lines:
                yield "", " ".join(lines)
                lines = []
            words = line.removeprefix(kind).strip()
            if words:
                yield kind, words
        if lines:
            yield "", " ".join(lines)


def _blank_line_apart(text: str) -> Iterator[str]:
    block: list[str] = []
    for line in text.splitlines():
        if line.strip():
            block.append(line)
        elif block:
            yield "\n".join(block)
            block = []
    if block:
        yield "\n".join(block)
