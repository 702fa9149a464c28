"""The elements of the committee system's XML, as a tree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO

from goldenthread.committee.forms.meetings_xml_exact import exact_words
from goldenthread.committee.forms.meetings_xml_mending import mended
from goldenthread.committee.forms.meetings_xml_words import line_of, words_of
from goldenthread.spreadsheets.xml_stream import read_xml


@dataclass
class Node:
    """An element with what stands in it."""

    name: str
    parts: list[str] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)

    def child(self, name: str) -> Node | None:
        """The first element of this name directly in it."""
        return next((one for one in self.children if one.name == name), None)

    def raw(self, name: str) -> str:
        """The text of that element, as it stands; "" where there is none."""
        found = self.child(name)
        return "".join(found.parts) if found else ""

    def line(self, *names: str) -> str:
        """The text of the first of these elements that has any, on one line."""
        return next(filter(None, (line_of(self.raw(name)) for name in names)), "")

    def words(self, *names: str) -> str:
        """As `line`, with its lines and paragraphs."""
        return next(filter(None, (_words(self.raw(name)) for name in names)), "")

    def flag(self, *names: str) -> bool | None:
        """What "True" or "False" is said by the first of these that says one; None where none does."""
        said = (self.raw(name).strip().casefold() for name in names)
        known = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
        return next((known[one] for one in said if one in known), None)

    def within(self, above: tuple[Node, ...] = ()) -> Iterator[tuple[Node, tuple[Node, ...]]]:
        """This and everything in it, each with what it stands in, innermost first."""
        yield self, above
        for one in self.children:
            yield from one.within((self, *above))


def _words(body: str) -> str:
    exact = exact_words(body)
    return words_of(body) if exact is None else exact


def tree_of(content: bytes) -> Node:
    """The elements of a file under one root; raises XmlRefused."""
    root = Node("")
    opened = [root]

    def start(name: str, _: dict[str, str]) -> None:
        node = Node(name)
        opened[-1].children.append(node)
        opened.append(node)

    def end(_: str) -> None:
        opened.pop()

    def text(said: str) -> None:
        opened[-1].parts.append(said)

    read_xml(BytesIO(mended(content)), start=start, end=end, text=text)
    return root
