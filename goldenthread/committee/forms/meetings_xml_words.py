"""The HTML of agendas and minutes as plain text: lines, and paragraphs with an empty line between them."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from goldenthread.publishing.words import clean

# No value may hold these, so that they can stand for what is between words while the words are put together.
_PARAGRAPH, _LINE, _CELL = "\ue000", "\ue001", "\ue002"
_STOPS = dict.fromkeys(map(ord, (_PARAGRAPH, _LINE, _CELL)))

_TAG = re.compile(r"<(/?)([A-Za-z][\w:-]*+)([^<>]*+)>|<[!?][^<>]*+>")
_HREF = re.compile(r"""\bhref\s*=\s*["']?(https?://[^\s"'<>]+)""", re.IGNORECASE)
# fmt: off
_PARAGRAPHS = {
    "article", "blockquote", "center", "dd", "div", "dl", "dt", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hr", "li", "ol", "p", "pre", "section", "table", "ul",
}
# fmt: on
# What browsers do not show.
_UNSEEN = frozenset(("script", "style", "title", "xml"))
_LOOKS_ESCAPED = re.compile(r"&lt;/?[A-Za-z][\w:-]*|&(?:amp|nbsp|#\d+|[lr][sd]quo|[nm]dash|pound|euro|hellip|bull);")
_SPACES = re.compile(r"[^\S\n]+")
# From where a run of cells begins, and never back into it: a row of many empty ones is read once.
_CELLS_TO_THE_END = rf"(?: ?{_CELL})++ ?$"
_FIRST_CELL = re.compile(
    rf"^ ?{_CELL} ?(?:{_CELLS_TO_THE_END})?|(?<!{_CELL})(?<!{_CELL} ){_CELLS_TO_THE_END}", re.MULTILINE
)
_CELLS = re.compile(rf" ?{_CELL} ?")
# A number or a bullet by itself belongs to what comes after it.
_ALONE = re.compile(r"^(\(?(?:[0-9]{1,2}|[a-z]|[ivx]{2,5})[.)]|•)(?: \||\n+)\s*(?=\S)", re.MULTILINE)
_ENDS = re.compile(r"\n(?:[^\S\n]*\n)+")


def words_of(body: str) -> str:
    """What a reader sees of HTML, cleaned as every text that is kept here; "" where that is nothing.

    HTML that was escaped once too often is read as what it was meant to be. Lists get their numbers or bullets, and a
    link its address where that is not what it says.
    """
    if not _TAG.search(body) and _LOOKS_ESCAPED.search(body):
        body = html.unescape(body)
    said = _plain(body)
    if _LOOKS_ESCAPED.search(said):
        said = html.unescape(said)
    return clean(said)


def line_of(body: str) -> str:
    """As `words_of`, of what is a single line: a title, a place."""
    return " ".join(words_of(body).split())


def _plain(body: str) -> str:
    if "<" not in body:
        return _SPACES.sub(" ", html.unescape(body))
    body = _without_comments(body.translate(_STOPS))
    parts = "".join(_parts(body))
    paragraphs = (
        "\n".join(_SPACES.sub(" ", line).strip() for line in paragraph.split(_LINE))
        for paragraph in parts.split(_PARAGRAPH)
    )
    text = "\n\n".join(filter(None, (paragraph.strip("\n") for paragraph in paragraphs)))
    text = _FIRST_CELL.sub("", text)
    return _ENDS.sub("\n\n", _ALONE.sub(r"\1 ", _CELLS.sub(" | ", text)))


def _without_comments(body: str) -> str:
    kept, reached = [], 0
    while (start := body.find("<!--", reached)) >= 0 and (end := body.find("-->", start)) >= 0:
        kept.append(body[reached:start])
        reached = end + 3
    return "".join((*kept, body[reached:]))


def _parts(body: str) -> Iterator[str]:
    lists: list[_List] = []
    never_closed: set[str] = set()
    reached, link, since_link = 0, "", ""
    for tag in _TAG.finditer(body):
        if tag.start() < reached:
            continue
        said = _said(body[reached : tag.start()])
        since_link += said if link else ""
        yield said
        reached = tag.end()
        name = (tag[2] or "").casefold()
        is_end = bool(tag[1])
        if name in _UNSEEN and not is_end and name not in never_closed:
            closing = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(body, reached)
            if closing is None:
                never_closed.add(name)
            else:
                reached = closing.end()
        elif name == "a":
            if is_end and link and link.rstrip("/") not in since_link and since_link.strip():
                yield f" ({link})"
            address = None if is_end else _HREF.search(tag[3])
            link, since_link = html.unescape(address[1]) if address else "", ""
        else:
            yield _between(name, tag[3] or "", is_end=is_end, lists=lists)
    yield _said(body[reached:])


def _between(name: str, attributes: str, *, is_end: bool, lists: list[_List]) -> str:
    """What a tag puts between words."""
    if name in ("td", "th"):
        return "" if is_end else _CELL
    if name in ("br", "tr"):
        return "" if is_end and name == "tr" else _LINE
    if name not in _PARAGRAPHS:
        return ""
    mark = ""
    if name in ("ol", "ul") and not is_end:
        lists.append(_List(name, attributes))
    elif name in ("ol", "ul") and lists:
        lists.pop()
    elif name == "li" and not is_end:
        mark = lists[-1].mark() if lists else "• "
    return _PARAGRAPH + mark


def _said(text: str) -> str:
    """Line ends of the source are spaces in HTML."""
    return re.sub(r"\s+", " ", html.unescape(text).translate(_STOPS))


class _List:
    """A list of HTML and how far its numbers are."""

    def __init__(self, name: str, attributes: str) -> None:
        kind = re.search(r"\btype\s*=\s*[\"']?([1aAiI])", attributes)
        start = re.search(r"\bstart\s*=\s*[\"']?([0-9]{1,3})", attributes)
        self.kind = "" if name == "ul" else kind[1].casefold() if kind else "1"
        self.next = int(start[1]) if start else 1

    def mark(self) -> str:
        number, self.next = self.next, self.next + 1
        if not self.kind:
            return "• "
        if self.kind == "a" and number <= len(LETTERS):
            return f"{LETTERS[number - 1]}) "
        if self.kind == "i" and number <= len(ROMAN):
            return f"{ROMAN[number - 1]}) "
        return f"{number}. "


LETTERS = "abcdefghijklmnopqrstuvwxyz"
ROMAN = (
    *("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"),
    *("xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii", "xviii", "xix", "xx"),
)
