"""Text as it comes out of a file, made fit to keep and to show."""

from __future__ import annotations

import re

# Controls, and halves of a surrogate pair, which no text may hold; tab and line feed stay.
_NOT_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LONGEST_SHOWN = 80


def cleaned(text: str) -> str:
    """The text with one kind of line end and without control characters."""
    if text.isprintable():
        return text
    return _NOT_TEXT.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def unescaped(text: str) -> str:
    """The text with the characters that xlsx writes as `_x000D_` put back."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def shortened(text: str) -> str:
    """The text cut to what fits in a sentence about it."""
    return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"
