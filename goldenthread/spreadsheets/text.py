"""Text as it comes out of a file, made fit to keep and to show."""

from __future__ import annotations

import re

from goldenthread.spreadsheets.cells import ERROR_NAMES, CellKind

# Controls, and halves of a surrogate pair, which no text may hold; tab and line feed stay. With them the marks
# that turn the direction of reading: "returned" could show as something else than what is kept.
_NOT_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LONGEST_SHOWN = 80


_LINE_END = re.compile(r"\r\n|[\r\x0b\x0c]")


def text_content(text: str) -> tuple[CellKind, str]:
    """What a cell with this text holds: one kind of line end, and control characters shown by their pictures."""
    if not text.isprintable():
        text = _LINE_END.sub("\n", text)
        if _NOT_TEXT.search(text):
            return CellKind.CONTROL, _NOT_TEXT.sub(_picture, text)
    bare = text.strip()
    if not bare:
        return CellKind.BLANK, ""
    return (CellKind.ERROR if bare in ERROR_NAMES else CellKind.TEXT), text


def controls_in(text: str) -> list[str]:
    """The control characters in a text, each once, as U+202E; line ends of any kind are none."""
    return list(dict.fromkeys(f"U+{ord(found):04X}" for found in _NOT_TEXT.findall(_LINE_END.sub("\n", text))))


def _picture(match: re.Match[str]) -> str:
    """␇ for a bell; the replacement character for what has no picture."""
    code = ord(match[0])
    if code == 0x7F:
        return "\u2421"
    return chr(0x2400 + code) if code < 0x20 else "\ufffd"


def unescaped(text: str) -> str:
    """The text with the characters that xlsx writes as `_x000D_` put back (ECMA-376, part 1, ST_Xstring)."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def shortened(text: str) -> str:
    """The text cut to what fits in a sentence about it."""
    return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"
