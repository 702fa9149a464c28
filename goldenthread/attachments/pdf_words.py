"""The words of a PDF whose fonts say which characters they draw, as every office program writes them.

ISO 32000-2, 9.4 and 9.10: text is shown by operators of a page's content, in codes that a font's ToUnicode map, or its
encoding, turns into characters. A scan is a picture and has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from typing import Any

_SHOWING = ("Tj", "TJ", "'", '"')
_MOVING = ("Td", "TD", "Tm", "T*", "BT", "'", '"')
# In thousandths of the font's size: a gap as wide as this is a space that nobody wrote.
_A_SPACE = -180
_SECTION = re.compile(rb"begin(bfchar|bfrange|codespacerange)(.*?)end\1", re.DOTALL)
_TOKEN = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])")
_MOST_IN_A_RANGE = 65_536


class _Font:
    """How the codes of one font are read."""

    def __init__(self, font: Any) -> None:
        mapped = font.get("/ToUnicode")
        self._map = dict(_mapped(bytes(mapped.read_bytes()))) if hasattr(mapped, "read_bytes") else {}
        self._is_wide = font.get("/Subtype") == "/Type0"

    def read(self, codes: bytes) -> str:
        if self._is_wide:
            pairs = (int.from_bytes(codes[at : at + 2]) for at in range(0, len(codes), 2))
            return "".join(self._map.get(code, "") for code in pairs)
        if self._map:
            return "".join(self._map.get(code, "") for code in codes)
        return codes.decode("cp1252", "ignore")


def words_of_pdf(content: bytes, *, most: int) -> str:
    """What a PDF says, page by page; "" where it is damaged, or holds no text that can be read."""
    import pikepdf  # noqa: PLC0415 - takes a fifth of a second, and only a PDF needs it

    found: list[str] = []
    length = 0
    try:
        with pikepdf.open(BytesIO(content)) as pdf:
            for page in pdf.pages:
                words = "".join(_words(page, pikepdf.parse_content_stream(page))).strip()
                found.append(words)
                length += len(words)
                if length > most:
                    break
    except (pikepdf.PdfError, pikepdf.PasswordError, ValueError, TypeError, KeyError, RuntimeError, RecursionError):
        # What was read of it until then stands.
        pass
    return "\n".join(found)


def _words(page: Any, instructions: Any) -> Iterator[str]:
    resources = page.get("/Resources")
    named = {} if resources is None else resources.get("/Font", {})
    fonts: dict[str, _Font] = {}
    font = None
    for one in instructions:
        operator = str(one.operator)
        if operator in _MOVING:
            yield _moved(operator, one.operands)
        if operator == "Tf":
            name = str(one.operands[0])
            if name not in fonts and name in named:
                fonts[name] = _Font(named[name])
            font = fonts.get(name)
        elif operator in _SHOWING and font is not None:
            yield from _shown(font, one.operands[-1])


def _moved(operator: str, operands: Any) -> str:
    """A line that begins, or on the same line a gap."""
    return " " if operator in ("Td", "TD") and float(operands[1]) == 0 else "\n"


def _shown(font: _Font, shown: Any) -> Iterator[str]:
    import pikepdf  # noqa: PLC0415 - as above

    for piece in shown if isinstance(shown, pikepdf.Array) else (shown,):
        if not isinstance(piece, int | Decimal):
            yield font.read(bytes(piece))
        elif piece < _A_SPACE:
            yield " "


def _mapped(cmap: bytes) -> Iterator[tuple[int, str]]:
    """Code and characters, of each that a ToUnicode map names (ISO 32000-2, 9.10.3)."""
    for section in _SECTION.finditer(cmap):
        kind, tokens = section.group(1), list(_TOKEN.finditer(section.group(2)))
        if kind == b"bfchar":
            texts = [_bytes(one) for one in tokens]
            yield from (
                (int.from_bytes(code), _text(text)) for code, text in zip(texts[::2], texts[1::2], strict=False)
            )
        elif kind == b"bfrange":
            yield from _ranges(tokens)


def _ranges(tokens: list[re.Match[bytes]]) -> Iterator[tuple[int, str]]:
    at = 0
    while at + 2 < len(tokens):
        first, last = (int.from_bytes(_bytes(one)) for one in tokens[at : at + 2])
        at += 2
        codes = range(first, min(last, first + _MOST_IN_A_RANGE) + 1)
        if tokens[at].group(2):  # an array, with the characters of each
            at += 1
            for code in codes:
                if at < len(tokens) and tokens[at].group(1) is not None:
                    yield code, _text(_bytes(tokens[at]))
                    at += 1
            at += 1
        else:
            text = _bytes(tokens[at])
            at += 1
            for step, code in enumerate(codes):
                yield code, _text((int.from_bytes(text) + step).to_bytes(len(text)))


def _bytes(token: re.Match[bytes]) -> bytes:
    digits = b"".join((token.group(1) or b"").split())
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())


def _text(characters: bytes) -> str:
    return characters.decode("utf-16-be", "ignore")
