"""Web pages, read for their words alone: nothing is run and nothing fetched."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from goldenthread.reports.papers.written import WrittenLine

# Deeper than any page that a person or a word processor wrote.
MOST_DEPTH = 500

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_INLINE = """
a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp small span strong sub sup td
th time tt u var wbr img
"""
# All but what stands within a line begins a new one, an element that nobody knows too; cells of a row stay on theirs.
_WITHIN_A_LINE = frozenset(_INLINE.split())
_UNREAD = ("script", "style", "template", "noscript", "svg", "nav", "head", "object", "iframe", "textarea")
_VOID = ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")


class PageTooDeep(Exception):
    """The page nests its elements more deeply than is read."""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[WrittenLine] = []
        self._words: list[str] = []
        self._begun_at = 0
        self._is_heading = False
        self._unread: list[str] = []  # open elements, from the one that is not read
        self._depth = 0
        self._lists: list[int | None] = []
        self._number = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _VOID:
            self._depth += 1
            if self._depth > MOST_DEPTH:
                raise PageTooDeep
        if self._unread or tag in _UNREAD or any(name == "hidden" for name, _ in attrs):
            if tag not in _VOID:
                self._unread.append(tag)
            return
        if tag not in _WITHIN_A_LINE:
            self._end_line()
        if tag in _HEADINGS:
            self._is_heading = True
        elif tag in ("ol", "ul"):
            start = dict(attrs).get("start") or "1"
            self._lists.append(int(start) if tag == "ol" and re.fullmatch(r"\d{1,4}", start) else None)
        elif tag == "li" and self._lists:
            number = self._lists[-1]
            self._number = "- " if number is None else f"{number}. "
            self._lists[-1] = None if number is None else number + 1
        elif tag in ("td", "th") and self._words:
            self._words.append(" | ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        self._depth = max(0, self._depth - 1)
        if self._unread:
            if tag in self._unread:
                while self._unread.pop() != tag:
                    pass
            return
        if tag not in _WITHIN_A_LINE:
            self._end_line()
        if tag in ("ol", "ul") and self._lists:
            self._lists.pop()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_data(self, data: str) -> None:
        if self._unread or not data.strip():
            if self._words and not self._unread:
                self._words.append(" ")
            return
        if not self._words:
            before = data[: len(data) - len(data.lstrip())]
            self._begun_at = self.getpos()[0] + before.count("\n")
        self._words.append(data)

    def close(self) -> None:
        super().close()
        self._end_line()

    def _end_line(self) -> None:
        text = " ".join("".join(self._words).split())
        if text:
            self.lines.append(
                WrittenLine(number=self._begun_at, text=f"{self._number}{text}", is_heading=self._is_heading)
            )
            self._number = ""
        self._words, self._is_heading = [], False


def lines_of_page(page: str) -> list[WrittenLine]:
    """The blocks of a page that are shown; raises PageTooDeep."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader.lines
