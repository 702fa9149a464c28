"""Plain text, with ** around what is bold: lines that a page's width broke are put together again."""

from __future__ import annotations

import re
from collections.abc import Iterator

from goldenthread.reports.papers.headings import headed
from goldenthread.reports.papers.written import WrittenLine

# A line this long that ends in no full stop was broken by the width of the page, not by who wrote it.
_BROKEN_FROM = 60
_ENDED = re.compile(r"[.:;!?][\"'”’)]*$")
_BEGINS_ANEW = re.compile(r"[-•*–]\s|#|\*\*|\(?(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[a-z]\)|[ivx]+\))\s|[^:]{1,60}:(?:\s|$)")
_CAPITALS = re.compile(r"[^a-z\d]*[A-Z]{4,}[^a-z]*")
_MOST_IN_A_HEADING = 100


def lines_of_text(text: str) -> Iterator[WrittenLine]:
    """The paragraphs of a text."""
    waiting: list[tuple[int, str]] = []
    in_bold = False
    for number, line in enumerate(text.splitlines(), start=1):
        bare = " ".join(line.split())
        if not bare:
            in_bold = False  # two asterisks that mark a note are closed nowhere
            continue
        if waiting and not in_bold and not _goes_on(waiting[-1][1], bare):
            yield _whole(waiting)
            waiting = []
        waiting.append((number, bare))
        in_bold ^= bool(bare.count("**") % 2)
    if waiting:
        yield _whole(waiting)


def _goes_on(before: str, line: str) -> bool:
    if _BEGINS_ANEW.match(line) or _ENDED.search(before) or _CAPITALS.fullmatch(line) or headed(line):
        return False
    above = headed(before)
    if above is not None and not above.rest:
        return False
    if line[0].islower():
        return len(before) >= _BROKEN_FROM // 2
    return len(before) >= _BROKEN_FROM and (before[-1].islower() or before[-1] == ",")


def _whole(waiting: list[tuple[int, str]]) -> WrittenLine:
    text, starts = "", []
    is_bold = waiting[0][1].startswith("**") and waiting[-1][1].endswith("**")
    is_heading = waiting[0][1].startswith("#") or is_bold
    for number, line in waiting:
        bare = line.replace("**", "").lstrip("# ").strip()
        text = f"{text} {bare}" if text else bare
        starts.append((len(text) - len(bare), number))
    # A text without any mark has its headings in capitals.
    is_heading = is_heading or (len(text) <= _MOST_IN_A_HEADING and _CAPITALS.fullmatch(text) is not None)
    return WrittenLine(number=waiting[0][0], text=text, is_heading=is_heading, starts=tuple(starts[1:]))
