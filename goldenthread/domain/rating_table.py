"""Any spreadsheet saved as CSV, rated row by row: read as a stream, with everything wrong with it said at once."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from goldenthread.domain.measures import Polarity, ToleranceUnit
from goldenthread.domain.problems import InputRefused, Problem
from goldenthread.domain.rating import (
    Rating,
    RatingInputs,
    Since,
    Status,
    absence_of,
    value_of_fraction,
)
from goldenthread.domain.rating_columns import (
    INPUT_COLUMNS,
    OUTPUT_COLUMNS,
    Columns,
    fitted,
    read_columns,
    words_reader,
)
from goldenthread.domain.rating_remarks import Remarks
from goldenthread.domain.travel import direction
from goldenthread.domain.units import (
    ZERO,
    Reading,
    ReadingKind,
    Unit,
    ValueUnreadable,
    decimals_of,
    is_plain_number,
    percentage_of,
    read_value,
    round_half_up,
)

# Python 3.11 takes long to look up a member of an enum, and these are asked for every figure.
_TEXT, _YES_NO, _PERCENTAGE = Unit.TEXT, Unit.YES_NO, Unit.PERCENTAGE
_LAST_PERIOD, _LAST_YEAR, _POINTS = Since.LAST_PERIOD, Since.LAST_YEAR, ToleranceUnit.POINTS

LONGEST_LINE = 1_000_000
ROWS_IN_A_STRETCH = 2_000
# A quotient in the output is rounded to this many decimals; a number that ends is written in full.
DECIMALS_OF_A_QUOTIENT = 6
LONGEST_WRITTEN_IN_FULL = 12
# So many different refs are kept, to find one that stands twice: some 100 MB at the most.
MOST_REFS_COMPARED = 1_000_000

_HOLDS_A_NUL = (
    "This cell holds a NUL character, as no text does; the file is damaged, or no CSV. Save it as CSV UTF-8 anew."
)
_UNREADABLE_TEXT = re.compile("[\udc80-\udcff\x00]")


@dataclass
class _Place:
    """Where the reading stands, and everything found wrong so far."""

    file: str
    row: int = 0
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, message: str, *, column: str = "", found: str = "", expected: str = "") -> None:
        self.problems.append(
            Problem(message, file=self.file, row=self.row, column=column, found=found, expected=expected)
        )


@dataclass(frozen=True)
class Share:
    """Some of a table's rows: every `of`th stretch of them, from stretch `number` on. One of one is all."""

    number: int = 0
    of: int = 1

    def holds(self, row: int) -> bool:
        return self.of == 1 or row // ROWS_IN_A_STRETCH % self.of == self.number


WHOLE_TABLE = Share()


def rated_rows(
    stream: io.BufferedReader, *, rate: Callable[[RatingInputs], Rating], file: str, remarks: Remarks
) -> Iterator[list[str]]:
    """The headings, then each row with its rating after what it held.

    Memory does not grow with the table, but for its refs. Where anything is wrong, rows stop coming, the rest is still
    read, and InputRefused is raised at the end with every problem: what came before must be thrown away.
    """
    numbered = numbered_rows(stream, rate=rate, file=file, remarks=remarks, share=WHOLE_TABLE)
    return (cells for _, cells in numbered)


def numbered_rows(
    stream: io.BufferedReader,
    *,
    rate: Callable[[RatingInputs], Rating],
    file: str,
    remarks: Remarks,
    share: Share,
) -> Iterator[tuple[int, list[str]]]:
    """As `rated_rows`, with each row's number in the table, and only the rows and problems of a share."""
    place = _Place(file)
    records = _records(_lines(stream, place=place), place=place)
    headings = next(records, None)
    if headings is None or place.problems:
        # Without its headings nothing more can be said of a table.
        raise InputRefused(_problems_in(share, place.problems or [_empty(file)]))
    columns = read_columns(headings, file=file, row=place.row)
    place.problems += columns.problems
    if place.problems and len(columns.names) == 1:
        # Rows cut in the wrong places would each seem wrong, and none of them is.
        raise InputRefused(_problems_in(share, place.problems))
    read_inputs = _inputs_reader(columns, place=place, remarks=remarks)
    # One share looks for all: a ref may stand again in any stretch.
    note_ref = _refs_reader(columns, place=place, remarks=remarks) if share.number == 0 else None
    if not place.problems and share.holds(place.row):
        yield place.row, [*columns.names, *OUTPUT_COLUMNS]
    for record in records:
        if note_ref is not None:
            note_ref(record)
        cells = fitted(columns, record, refuse=place.refuse) if share.holds(place.row) else []
        if not cells:
            continue
        inputs = read_inputs(cells)
        if not place.problems:
            rating = rate(inputs)
            remarks.ratings[rating.code] = remarks.ratings.get(rating.code, 0) + 1
            yield place.row, [*cells, *_outputs(inputs, rating)]
    if place.problems:
        raise InputRefused(_problems_in(share, place.problems))


def _problems_in(share: Share, problems: list[Problem]) -> list[Problem]:
    return [problem for problem in problems if share.holds(problem.row or 0)]


# --- from bytes to records ------------------------------------------------------------------------------------------


def _lines(stream: io.BufferedReader, *, place: _Place) -> Iterator[str]:
    start = stream.peek(4)[:4]
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        place.refuse("This file is saved as UTF-16; save it as CSV UTF-8.")
        return
    if start.startswith(b"PK\x03\x04"):
        place.refuse("This is a workbook; open it and save the sheet as CSV UTF-8.")
        return
    # What is no UTF-8 becomes lone surrogates, so that its row can be named.
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="surrogateescape", newline="")
    try:
        while line := text.readline(LONGEST_LINE):
            if len(line) == LONGEST_LINE:
                place.refuse(f"This line has {LONGEST_LINE:,} characters or more; nothing after it was read.")
                return
            yield line
    finally:
        # The stream stays its owner's to close, who may have done so.
        if not stream.closed:
            text.detach()


def _records(lines: Iterable[str], *, place: _Place) -> Iterator[list[str]]:
    """The rows that can be read, as a spreadsheet counts them, blank ones left out."""
    reader = csv.reader(lines, strict=True)
    while True:
        place.row += 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            place.refuse(f"This row cannot be read as CSV: {error}.")
            continue
        if cells is None:
            return
        whole = "".join(cells)
        if not whole or whole.isspace():
            continue
        if (whole.isascii() and "\x00" not in whole) or not _refuse_unreadable(cells, place=place):
            yield cells


def _refuse_unreadable(cells: list[str], *, place: _Place) -> bool:
    """Whether a cell was no text, or no UTF-8, which is then refused."""
    unreadable = [cell for cell in cells if _UNREADABLE_TEXT.search(cell)]
    for cell in unreadable:
        place.refuse(
            _HOLDS_A_NUL if "\x00" in cell else "This is not UTF-8 text; save the file as CSV UTF-8.",
            found=_UNREADABLE_TEXT.sub("\N{REPLACEMENT CHARACTER}", cell),
        )
    return bool(unreadable)


def _empty(file: str) -> Problem:
    return Problem(
        "The file is empty; its first row must hold the headings.", file=file, expected=", ".join(INPUT_COLUMNS)
    )


def _refs_reader(columns: Columns, *, place: _Place, remarks: Remarks) -> Callable[[list[str]], None]:
    """What remarks on a ref that stood in an earlier row."""
    seen: set[str] = set()
    column = columns.places.get("ref")

    def note(record: list[str]) -> None:
        ref = "" if column is None or column >= len(record) else record[column].strip()
        if ref in seen:
            remarks.add("the ref stands in an earlier row too; each row was rated.", row=place.row)
        elif ref and len(seen) < MOST_REFS_COMPARED:
            seen.add(ref)
        elif ref:
            remarks.add(f"past {MOST_REFS_COMPARED:,} different refs, none is looked for again.", row=place.row)

    return note


# --- from a record to a rating's inputs -----------------------------------------------------------------------------


def _inputs_reader(columns: Columns, *, place: _Place, remarks: Remarks) -> Callable[[list[str]], RatingInputs]:
    """What reads a row of this table; each cell that cannot be read is refused."""
    read_words = words_reader(columns)

    def read(cells: list[str]) -> RatingInputs:
        if not columns.cell(cells, "ref"):
            place.refuse("ref is blank; every row needs one.", column="ref")
        words = read_words(cells, place.refuse)
        numbers, odd = _numbers(columns, cells, unit=words.unit, place=place)
        if "tolerance" in numbers:
            _check_tolerance(numbers["tolerance"], odd, unit=words.tolerance_unit, place=place)
        if "target_lower" in numbers and "target_upper" in numbers:
            _check_band(numbers["target_lower"], numbers["target_upper"], place=place)
        _remark_on_value(numbers, odd, unit=words.unit, place=place, remarks=remarks)
        value, absence, absence_words = _value(numbers, odd, unit=words.unit)
        return RatingInputs(
            polarity=words.polarity or _polarity_of(numbers, place=place, remarks=remarks),
            value=value,
            unit=words.unit or _PERCENTAGE,
            decimals=words.decimals,
            measure_type=words.measure_type,
            target=numbers.get("target"),
            target_lower=numbers.get("target_lower"),
            target_upper=numbers.get("target_upper"),
            floor=numbers.get("floor"),
            tolerance=numbers.get("tolerance"),
            tolerance_unit=words.tolerance_unit or _POINTS,
            previous=numbers.get("previous"),
            last_year=numbers.get("last_year"),
            forecast=numbers.get("forecast"),
            stated=words.stated,
            absence=absence,
            absence_words=absence_words,
        )

    return read


def _numbers(
    columns: Columns, cells: list[str], *, unit: Unit | None, place: _Place
) -> tuple[dict[str, Decimal], dict[str, Reading]]:
    """The row's numbers by column, and the cells that say more, or other, than a plain number.

    A tolerance, a numerator and a denominator are numbers of their own kind. Where the unit could not
    be read any number is, so that one slip is one problem.
    """
    numbers: dict[str, Decimal] = {}
    odd: dict[str, Reading] = {}
    is_numeric = unit is not _TEXT and unit is not _YES_NO
    for name, column in columns.number_places:
        text = cells[column]
        if not text:
            continue
        if is_numeric and is_plain_number(text):
            number = Decimal(text)
            numbers[name] = number if number else number.copy_abs()
            continue
        try:
            reading = read_value(text, unit=None if name in _OF_NO_UNIT else unit)
        except ValueUnreadable as refusal:
            place.refuse(str(refusal), column=name, found=text.strip(), expected="a number, or blank")
            continue
        if reading.kind is not ReadingKind.BLANK:
            odd[name] = reading
        if reading.value is not None:
            numbers[name] = reading.value
    return numbers, odd


def _check_tolerance(tolerance: Decimal, odd: dict[str, Reading], *, unit: ToleranceUnit | None, place: _Place) -> None:
    if tolerance < 0:
        place.refuse("A tolerance is 0 or more.", column="tolerance", found=str(tolerance), expected="0 or more")
    if unit is None and "tolerance" in odd and odd["tolerance"].percent_sign:
        place.refuse(
            "This could be a percentage of the target, or percentage points.",
            column="tolerance_unit",
            found=odd["tolerance"].text,
            expected="percent or points",
        )


def _check_band(lower: Decimal, upper: Decimal, *, place: _Place) -> None:
    if lower > upper:
        expected = f"{lower} or more"
        place.refuse("The band ends below its start.", column="target_upper", found=str(upper), expected=expected)


def _polarity_of(numbers: dict[str, Decimal], *, place: _Place, remarks: Remarks) -> Polarity:
    """What a row that states no polarity is taken to mean: a band where it has one, else higher is better."""
    if "target" not in numbers and ("target_lower" in numbers or "target_upper" in numbers):
        return Polarity.BAND
    remarks.add("no polarity is given; higher was taken to be better.", row=place.row)
    return Polarity.HIGHER


def _value(
    numbers: dict[str, Decimal], odd: dict[str, Reading], *, unit: Unit | None
) -> tuple[Decimal | None, Status | None, str]:
    """The figure, or why there is none: as given, else made of numerator and denominator."""
    actual = numbers.get("actual")
    if actual is not None:
        return actual, None, ""
    if "actual" in odd:
        return None, *absence_of(odd["actual"])
    numerator, denominator = numbers.get("numerator"), numbers.get("denominator")
    if numerator is None or denominator is None or unit is None or unit is _TEXT:
        return None, Status.AWAITING_DATA, ""
    return value_of_fraction(numerator, denominator, unit=unit)


def _remark_on_value(
    numbers: dict[str, Decimal], odd: dict[str, Reading], *, unit: Unit | None, place: _Place, remarks: Remarks
) -> None:
    """What looks like a slip and is none for certain."""
    actual = numbers.get("actual")
    if unit is not _PERCENTAGE or actual is None:
        return
    has_sign = "actual" in odd and odd["actual"].percent_sign
    if 0 < actual < 1 and not has_sign and numbers.get("target", ZERO) > 1:
        remarks.add("a percentage below 1 was taken as it stands, 0.92 as 0.92% and not 92%.", row=place.row)
    numerator, denominator = numbers.get("numerator"), numbers.get("denominator")
    if numerator is None or not denominator:
        return
    computed = percentage_of(numerator, denominator)
    if round_half_up(computed, decimals=decimals_of(actual)) != actual:
        remarks.add("actual is not what numerator and denominator make; actual was used.", row=place.row)


# --- what is written ------------------------------------------------------------------------------------------------


def _outputs(inputs: RatingInputs, rating: Rating) -> list[str]:
    return [
        rating.code,
        rating.status,
        _written(rating.variance),
        _written(rating.variance_percent),
        direction(inputs, since=_LAST_PERIOD),
        direction(inputs, since=_LAST_YEAR),
        rating.reason,
    ]


def _written(number: Decimal | None) -> str:
    """A number for machines: in full where it ends, no exponent and no thousands."""
    if number is None:
        return ""
    text = str(number or number.copy_abs())
    if "E" in text:
        text = format(number, "f")
    point = text.find(".")
    if point >= 0 and len(text) - point - 1 > LONGEST_WRITTEN_IN_FULL:
        return _written(round_half_up(number, decimals=DECIMALS_OF_A_QUOTIENT))
    return text


_OF_NO_UNIT = frozenset({"tolerance", "numerator", "denominator"})
