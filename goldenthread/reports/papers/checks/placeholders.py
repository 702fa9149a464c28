"""Words that stand for words still to come."""

from __future__ import annotations

import re
from collections.abc import Iterator

from goldenthread.domain.placeholders import placeholder_in
from goldenthread.reports.papers.findings import Code, Facts, Finding, Severity
from goldenthread.reports.papers.paper import Paper, Place

_WHY = "A reader cannot know what is meant, and the words stay in the public record."
# "Part XX" of an Act is its twentieth, but "page XX" is to come.
_ROMAN = re.compile(
    r"\b(?:Part|Chapter|Schedule|Article|Title|Volume|Book|Section|Psalm|Class)\s+X{2,3}\b", re.IGNORECASE
)
_BROKEN = re.compile(
    r"Error!\s*(?:Reference source not found|Bookmark not defined|No text of specified style)[^.]*\.?", re.I
)
_MORE = re.compile(r"\b20[xX]{2}\b|£\s?[xX][xX,]*[mk]?\b|\bxx+\b|<<\s*\w[^>]{0,60}>>")
# Within a sentence: alone after a word at the end of a line it is a box to tick, and so it is before yes or no.
_EMPTY = re.compile(r"(?<=[\w,;:]\s)(?:\[\s*\]|\(\s*\))(?=\s*(?:[.,;]|\w))(?!\s*(?:yes|no)\b)", re.IGNORECASE)
_DRAFT = re.compile(r"\bDRAFT\b")


def words_to_come(paper: Paper, _facts: Facts) -> Iterator[Finding]:
    """ "minute ??", TBC, XX, empty brackets, a word processor's broken reference; and DRAFT in a final paper."""
    for passage in paper.passages:
        for found in _BROKEN.finditer(passage.text):
            yield _to_come(found[0], passage.text, where=passage.place_at(found.start()))
    for sentence in paper.sentences():
        text = sentence.text
        named = _first(_MORE, text) or placeholder_in(_ROMAN.sub("", text)) or _first(_EMPTY, text)
        if named:
            yield _to_come(named, text, where=sentence.place)
        if _DRAFT.search(text) and not text.isupper():
            yield Finding(
                code=Code.DRAFT,
                severity=Severity.BLOCKING,
                where=sentence.place,
                what=f"It says DRAFT: “{_around(text, 'DRAFT')}”.",
                why="Members are asked to decide on a final paper; a draft may still change after they did.",
                mend="Take the word out, or put the final document in the draft's place.",
            )


def _to_come(named: str, text: str, *, where: Place) -> Finding:
    return Finding(
        code=Code.PLACEHOLDER,
        severity=Severity.BLOCKING,
        where=where,
        what=f"“{named}” stands for words still to come: “{_around(text, named)}”.",
        why=_WHY,
        mend="Put in what is meant, or take the words out.",
    )


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return "" if found is None else found[0]


def _around(text: str, words: str) -> str:
    """The words with up to 40 letters on both sides."""
    at = text.find(words)
    return text[max(0, at - 40) : at + len(words) + 40].strip()
