"""The words of a PDF's pages, and whether they stand on the page: enough for files that the product itself makes."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pikepdf

Matrix = tuple[float, float, float, float, float, float]
_UNMOVED: Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(frozen=True)
class PageWords:
    """All that a page says, and the lowest and the highest point at which words begin, in points from its foot."""

    text: str
    lowest: float
    highest: float
    height: float

    @property
    def are_on_the_page(self) -> bool:
        return self.lowest > 0 and self.highest < self.height


def words_of_pages(content: bytes) -> list[PageWords]:
    """Each page of the PDF, in order."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return [_page(page) for page in pdf.pages]


def _page(page: pikepdf.Page) -> PageWords:
    fonts = {str(name): _letters(font) for name, font in page.Resources.get("/Font", {}).items()}
    shown = list(_shown(page, fonts))
    heights = [height for height, _ in shown]
    text = " ".join(" ".join(words for _, words in shown).split())
    return PageWords(text=text, lowest=min(heights), highest=max(heights), height=float(page.MediaBox[3]))


def _shown(page: pikepdf.Page, fonts: dict[str, dict[int, str]]) -> Iterator[tuple[float, str]]:
    """Each run of words with the height at which it begins."""
    moved, kept = _UNMOVED, []
    line, font = _UNMOVED, {}
    for instruction in pikepdf.parse_content_stream(page):
        operands = instruction.operands
        match str(instruction.operator):
            case "q":
                kept.append(moved)
            case "Q":
                moved = kept.pop()
            case "cm":
                moved = _times(_matrix(operands), moved)
            case "Tf":
                font = fonts[str(operands[0])]
            case "BT":
                line = _UNMOVED
            case "Tm":
                line = _matrix(operands)
            case "Td":
                line = _times((1, 0, 0, 1, float(operands[0]), float(operands[1])), line)
            case "Tj":
                yield _times(line, moved)[5], _read(operands[0], font)
            case "TJ":
                runs = [part for part in operands[0] if isinstance(part, pikepdf.String)]
                yield _times(line, moved)[5], "".join(_read(run, font) for run in runs)


def _read(run: pikepdf.Object, font: dict[int, str]) -> str:
    glyphs = bytes(run)
    return "".join(font.get(int.from_bytes(glyphs[at : at + 2], "big"), "") for at in range(0, len(glyphs), 2))


def _letters(font: pikepdf.Object) -> dict[int, str]:
    """What each glyph of the font stands for, from its map to Unicode."""
    table = font.ToUnicode.read_bytes().decode()
    letters: dict[int, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for glyph, letter in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            letters[int(glyph, 16)] = bytes.fromhex(letter).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for first, last, letter in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            for step in range(int(last, 16) - int(first, 16) + 1):
                letters[int(first, 16) + step] = chr(int(letter, 16) + step)
    return letters


def _matrix(operands: Iterable[pikepdf.Object]) -> Matrix:
    a, b, c, d, e, f = (float(number) for number in operands)
    return a, b, c, d, e, f


def _times(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m
