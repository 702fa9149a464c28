"""What stands in a table's cell: plain `str`, or one of these."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

RatingCode = Literal["green", "amber", "red", "not-rated"]
TravelCode = Literal["improved", "same", "worse", "not-stated"]


class BlockRefused(ValueError):
    """A block was built without something that every format needs of it."""


@dataclass(frozen=True, kw_only=True)
class Detail:
    """Words with a smaller second line: a measure's title above its reference and service."""

    text: str
    small: str


@dataclass(frozen=True, kw_only=True)
class Number:
    """A number as printed ("92.1%", "(0.630)", "[x]"), with its exact value where it has one.

    Only `text` is shown; `value` lets a reader of the JSON compute without parsing what was printed.
    """

    text: str
    value: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class RatingMark:
    """A rating: `code` gives shape and colour, `word` is what the reader sees ("Amber", "At risk", "No target").

    Councils label the same code differently, so the word is never derived from the code.
    """

    code: RatingCode
    word: str

    def __post_init__(self) -> None:
        if not self.word.strip():
            raise BlockRefused(f"A {self.code} rating has no word: colour alone may not carry a rating.")


@dataclass(frozen=True, kw_only=True)
class TravelMark:
    """A direction of travel: `code` gives the arrow, `word` is what the reader sees ("Improved", "No change")."""

    code: TravelCode
    word: str

    def __post_init__(self) -> None:
        if not self.word.strip():
            raise BlockRefused(f"A direction of travel ({self.code}) has no word.")


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A small finished drawing in a cell, as `charts.sparkline` makes it, with its text alternative.

    `width` and `height` are in points and must be those of the SVG's own viewBox.
    """

    svg: str
    alt: str
    width: int
    height: int

    def __post_init__(self) -> None:
        if not self.alt.strip():
            raise BlockRefused("A drawing in a table has no text alternative.")


Cell = str | Detail | Number | RatingMark | TravelMark | Picture


def words_of(cell: Cell) -> str:
    """What a cell says when read aloud."""
    match cell:
        case str():
            return cell
        case Detail():
            return f"{cell.text}\n{cell.small}"
        case Number():
            return cell.text
        case RatingMark() | TravelMark():
            return cell.word
        case Picture():
            return cell.alt
