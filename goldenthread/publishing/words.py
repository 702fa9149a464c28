"""Text as it enters a document: cleaned once, and refused where our fonts cannot show it.

One character without a glyph stops the typesetting of a whole pack, so it is found where the words are typed or
imported, with its place, and not on the night before publication.
"""

from __future__ import annotations

import re
import struct
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FONT_FOLDER = Path(__file__).parent / "fonts"

# What Word and Excel leave in pasted text: glyphs of the Symbol and Wingdings fonts, in Unicode's private-use area.
_OFFICE_GLYPHS = {
    0xF0B7: "•", 0xF0A7: "•", 0xF06E: "•", 0xF06C: "•", 0xF0A8: "•", 0xF076: "•", 0xF0D8: "•", 0xF0FC: "✓", 0xF0FB: "✗",
    0xF0E0: "→", 0xF0DF: "←", 0xF0E1: "↑", 0xF0E2: "↓", 0xF0F0: "→", 0xF02D: "–", 0xF0B3: "≥", 0xF0A3: "≤", 0xF0B1: "±",
    0xF0B4: "×", 0xF0B8: "÷", 0xF0B9: "≠",
}  # fmt: skip
# Bytes of Windows-1252 that were read as Latin-1: control characters that were meant as dashes and quotation marks.
_MISREAD = {
    code: bytes([code]).decode("cp1252")
    for code in range(0x80, 0xA0)
    if code not in (0x81, 0x85, 0x8D, 0x8F, 0x90, 0x9D)
}
_SPACES = dict.fromkeys((0x1680, *range(0x2000, 0x2007), *range(0x2008, 0x200B), 0x205F, 0x3000), " ")
_LINE_ENDS = {0x0B: "\n", 0x0C: "\n", 0x85: "\n", 0x2028: "\n", 0x2029: "\n"}
_REPLACED = _OFFICE_GLYPHS | _MISREAD | _SPACES | _LINE_ENDS | {0x09: " ", 0x202F: "\u00a0", 0x2007: "\u00a0"}
# Invisible: direction marks, joiners, byte order marks, soft hyphens, variation selectors.
_DROPPED = "Cf", "Cc", "Cs"
_ACCENTS = "Mn", "Me"
# From where a run of spaces begins, and never back into it: a run is read once however long it is.
_TRAILING = re.compile(r"(?<![^\S\n\u00a0])[^\S\n\u00a0]++(?=\n|$)")
_BLANK_LINES = re.compile(r"\n{3,}")
# Vietnamese and Thai put two or three on a letter; a heap of them runs over the lines above and below.
MOST_ACCENTS = 12
_PLAIN = re.compile(r"[ -~£]*")


@dataclass(frozen=True, kw_only=True)
class Unprintable:
    """A character that cannot be shown: which, its Unicode name, and its place counted from 1.

    Our fonts lack it, or it is one accent too many on a letter.
    """

    character: str
    name: str
    line: int
    position: int
    is_heaped: bool = False

    def __str__(self) -> str:
        if self.is_heaped:
            return (
                f"The letter at line {self.line}, character {self.position} carries more than {MOST_ACCENTS} accents; "
                "type it anew without them."
            )
        code = f"U+{ord(self.character):04X}"
        shown = f"“{self.character}” ({self.name}, {code})" if self.character.isprintable() else f"{self.name} ({code})"
        return f"{shown} at line {self.line}, character {self.position} cannot be printed; use other words for it."


def clean(text: str) -> str:
    """Text as a document holds it: composed (NFC), line ends as "\\n", no invisible characters, bullets as •.

    Nothing that a reader could see is lost; cleaning clean text changes nothing.
    """
    if _PLAIN.fullmatch(text):
        return text.strip(" ")
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_REPLACED)
    text = "".join(c for c in text if c == "\n" or not _is_invisible(c))
    text = unicodedata.normalize("NFC", text)
    return _BLANK_LINES.sub("\n\n", _TRAILING.sub("", text)).strip()


def _is_invisible(character: str) -> bool:
    return unicodedata.category(character) in _DROPPED or 0xFE00 <= ord(character) <= 0xFE0F


def unprintable(text: str) -> tuple[Unprintable, ...]:
    """Every character of clean text that cannot be shown, in order; empty where all can be printed."""
    if text.isascii() and text.isprintable():
        return ()
    lacking = set(text) - printable_characters() - {"\n"}
    return (*(_lacking(text, lacking=lacking) if lacking else ()), *_heaped(text))


def _heaped(text: str) -> Iterator[Unprintable]:
    """The first letter of each line that carries more accents than any writing puts on one."""
    for line_number, line in enumerate(text.split("\n"), start=1):
        run = 0
        for position, character in enumerate(line, start=1):
            run = run + 1 if unicodedata.category(character) in _ACCENTS else 0
            if run > MOST_ACCENTS:
                name = unicodedata.name(character, "an accent without a name").lower()
                yield Unprintable(
                    character=character,
                    name=name,
                    line=line_number,
                    position=max(1, position - run),
                    is_heaped=True,
                )
                break


def _lacking(text: str, *, lacking: set[str]) -> tuple[Unprintable, ...]:
    return tuple(
        Unprintable(
            character=character,
            name=unicodedata.name(character, "a character without a name").lower(),
            line=line_number,
            position=position,
        )
        for line_number, line in enumerate(text.split("\n"), start=1)
        for position, character in enumerate(line, start=1)
        if character in lacking
    )


@cache
def printable_characters() -> frozenset[str]:
    """What every one of our fonts has a glyph for and text may hold: no controls, nothing of private use."""
    shared = frozenset.intersection(*(frozenset(glyphs_of(path.read_bytes())) for path in font_files()))
    return frozenset(c for c in shared if unicodedata.category(c) not in {*_DROPPED, "Co", "Cn", "Zl", "Zp"})


@cache
def font_files() -> tuple[Path, ...]:
    """The fonts that we ship, in a stable order."""
    return tuple(sorted(FONT_FOLDER.glob("*.ttf")))


def glyphs_of(font: bytes) -> dict[str, int]:
    """Each character that an OpenType font has a glyph for, and the glyph's number."""
    # "cmap" holds several tables; the one of format 12 lists runs of characters with the first one's glyph.
    cmap = table_at(font, b"cmap")
    (subtable_count,) = struct.unpack_from(">H", font, cmap + 2)
    records = (struct.unpack_from(">HHI", font, cmap + 4 + 8 * index) for index in range(subtable_count))
    starts = (cmap + offset for _, _, offset in records)
    runs_at = next(start for start in starts if struct.unpack_from(">H", font, start) == (12,))
    (run_count,) = struct.unpack_from(">I", font, runs_at + 12)
    runs = (struct.unpack_from(">III", font, runs_at + 16 + 12 * index) for index in range(run_count))
    return {chr(code): glyph + code - first for first, last, glyph in runs for code in range(first, last + 1)}


def table_at(font: bytes, tag: bytes) -> int:
    """Where a table of an OpenType font begins."""
    (table_count,) = struct.unpack_from(">H", font, 4)
    tables = (struct.unpack_from(">4sIII", font, 12 + 16 * index) for index in range(table_count))
    offset: int = next(offset for name, _, offset, _ in tables if name == tag)
    return offset
