"""The columns of a table to be rated, and the cells that hold one of a few words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from goldenthread.domain.measures import MeasureType, Polarity, ToleranceUnit
from goldenthread.domain.problems import Problem
from goldenthread.domain.rating import RatingCode, StatedUnreadable, read_stated
from goldenthread.domain.units import Unit, ValueUnreadable, read_unit

INPUT_COLUMNS = (
    "ref",
    "polarity",
    "measure_type",
    "unit",
    "decimals",
    "target",
    "target_lower",
    "target_upper",
    "floor",
    "tolerance",
    "tolerance_unit",
    "actual",
    "numerator",
    "denominator",
    "previous",
    "last_year",
    "forecast",
    "stated",
)
OUTPUT_COLUMNS = (
    "rating",
    "status",
    "variance",
    "variance_percent",
    "travel_short",
    "travel_long",
    "reason",
)
NUMBER_COLUMNS = (
    "target",
    "target_lower",
    "target_upper",
    "floor",
    "tolerance",
    "actual",
    "numerator",
    "denominator",
    "previous",
    "last_year",
    "forecast",
)
WORD_COLUMNS = ("polarity", "measure_type", "unit", "decimals", "tolerance_unit", "stated")
MOST_DECIMALS_SHOWN = 10
# How many different rows of words are remembered; a table of any size has few.
MOST_WORDS_REMEMBERED = 1000

S = TypeVar("S", bound=StrEnum)
T = TypeVar("T")


class ChoiceUnreadable(ValueError):
    """A cell holds none of the words that its column takes. The text is a sentence that names them."""


@dataclass(frozen=True)
class Columns:
    """Which column stands where. `names` are the headings in the table's order."""

    names: tuple[str, ...]
    places: dict[str, int]
    number_places: tuple[tuple[str, int], ...]
    problems: tuple[Problem, ...]

    def cell(self, cells: list[str], name: str) -> str:
        """The cell without spaces around it; empty where the table has no such column."""
        place = self.places.get(name)
        return "" if place is None else cells[place].strip()


@dataclass(frozen=True)
class Words:
    """The cells of a row that hold one of a few words. A unit is None where it could not be read."""

    polarity: Polarity | None
    measure_type: MeasureType
    unit: Unit | None
    decimals: int | None
    tolerance_unit: ToleranceUnit | None
    stated: RatingCode | None


def words_reader(columns: Columns) -> Callable[[list[str], Callable[..., None]], Words]:
    """What reads those cells: each different row of them once. What cannot be read is refused."""
    names = tuple(name for name in WORD_COLUMNS if name in columns.places)
    places = [columns.places[name] for name in names]
    remembered: dict[tuple[str, ...], Words] = {}

    def read(cells: list[str], refuse: Callable[..., None]) -> Words:
        texts = tuple([cells[place] for place in places])
        words = remembered.get(texts)
        if words is None:
            words, is_whole = _read_words(dict(zip(names, texts, strict=True)), refuse=refuse)
            if is_whole and len(remembered) < MOST_WORDS_REMEMBERED:
                remembered[texts] = words
        return words

    return read


def _read_words(texts: dict[str, str], *, refuse: Callable[..., None]) -> tuple[Words, bool]:
    """The words, and whether all of them could be read."""
    refused: list[str] = []

    def choice(name: str, read: Callable[[str], T]) -> T | None:
        text = texts.get(name, "").strip()
        if not text:
            return None
        try:
            return read(text)
        except (ChoiceUnreadable, ValueUnreadable, StatedUnreadable) as refusal:
            refuse(str(refusal), column=name, found=text)
            refused.append(name)
            return None

    unit = choice("unit", read_unit)
    words = Words(
        polarity=choice("polarity", read_polarity),
        measure_type=choice("measure_type", read_measure_type) or MeasureType.PERIOD,
        unit=unit if unit is not None or "unit" in refused else Unit.PERCENTAGE,
        decimals=choice("decimals", read_decimals),
        tolerance_unit=choice("tolerance_unit", read_tolerance_unit),
        stated=choice("stated", read_stated),
    )
    return words, not refused


def read_columns(headings: list[str], *, file: str, row: int) -> Columns:
    """The columns by their headings, with everything wrong with those; spaces, case and hyphens do not matter."""
    while headings and not headings[-1].strip():
        headings = headings[:-1]
    names = tuple(re.sub(r"[\s_-]+", "_", heading.strip().casefold()) for heading in headings)
    places: dict[str, int] = {}
    for place, name in enumerate(names):
        places.setdefault(name, place)
    return Columns(
        names=names,
        places=places,
        number_places=tuple((name, places[name]) for name in NUMBER_COLUMNS if name in places),
        problems=tuple(_problems_with(names, headings, file=file, row=row)),
    )


def _problems_with(names: tuple[str, ...], headings: list[str], *, file: str, row: int) -> Iterable[Problem]:
    known = ", ".join(INPUT_COLUMNS)
    if len(names) == 1 and re.search(r"[;\t]", headings[0]):
        yield Problem(
            "The headings are divided by semicolons or tabs; save the file with commas.",
            file=file,
            row=row,
            found=headings[0],
        )
        return
    if "ref" not in names:
        yield Problem("There is no column ref.", file=file, row=row, expected=f"ref, and any of {known}")
    for place, (name, heading) in enumerate(zip(names, headings, strict=True)):
        found = heading.strip()
        if not name:
            yield Problem(
                "This column has no heading.", file=file, row=row, column=_letters(place), expected=f"one of {known}"
            )
        elif name in names[:place]:
            yield Problem("This heading stands twice.", file=file, row=row, column=found, found=found)
        elif name in OUTPUT_COLUMNS:
            yield Problem(
                "This column is written by the rating; delete it from the input.",
                file=file,
                row=row,
                column=found,
                found=found,
            )
        elif name not in INPUT_COLUMNS:
            yield Problem(
                "This heading is not known.", file=file, row=row, column=found, found=found, expected=f"one of {known}"
            )


def fitted(columns: Columns, cells: list[str], *, refuse: Callable[..., None]) -> list[str]:
    """The row's cells, one for each heading; empty where there are more or fewer. Blank ones at the end may be more."""
    wanted = len(columns.names)
    if len(cells) == wanted:
        return cells
    if len(cells) > wanted and not any(map(str.strip, cells[wanted:])):
        return cells[:wanted]
    cells_there = "1 cell" if len(cells) == 1 else f"{len(cells)} cells"
    refuse(
        f"This row has {cells_there} and the table {wanted} columns; give one for each.",
        found=str(len(cells)),
        expected=str(wanted),
    )
    return []


def read_polarity(text: str) -> Polarity:
    return _one_of(Polarity, text)


def read_tolerance_unit(text: str) -> ToleranceUnit:
    return _one_of(ToleranceUnit, text)


def read_measure_type(text: str) -> MeasureType:
    """A discrete figure is a period's."""
    return MeasureType.PERIOD if text.casefold() == "discrete" else _one_of(MeasureType, text)


def read_decimals(text: str) -> int:
    if not re.fullmatch("[0-9]{1,2}", text) or int(text) > MOST_DECIMALS_SHOWN:
        raise ChoiceUnreadable(f"decimals is a whole number from 0 to {MOST_DECIMALS_SHOWN}.")
    return int(text)


def _one_of(choices: type[S], text: str) -> S:
    code = re.sub(r"[\s_]+", "-", text.casefold())
    try:
        return choices(code)
    except ValueError:
        raise ChoiceUnreadable(f"This is not one of {', '.join(choices)}.") from None


def _letters(place: int) -> str:
    """The column as a spreadsheet letters it: A, B, …, Z, AA."""
    letters = ""
    number = place + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
