"""The workbook in which the next year's list is proposed: written with what is known, and read when it is answered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Annotated, ClassVar

from goldenthread.domain.cards import Card
from goldenthread.domain.periods import FinancialYear
from goldenthread.domain.problems import InputRefused, Problem
from goldenthread.domain.proposal import TargetSaid
from goldenthread.domain.snapshot import Comparator
from goldenthread.domain.units import Unit, decimals_of, print_value
from goldenthread.figures.queries.proposals import CarriedMeasure
from goldenthread.indicators.forms.reading import read_rows
from goldenthread.indicators.queries import TargetInForce
from goldenthread.spreadsheets.cells import Sheet
from goldenthread.spreadsheets.columns import Column, Row, fields_of
from goldenthread.spreadsheets.reading import read_workbook
from goldenthread.spreadsheets.sheets_to_write import (
    ListsSheet,
    Value,
    WorkbookProperties,
    WrittenColumn,
    WrittenSheet,
)
from goldenthread.spreadsheets.writing import write_workbook

ANSWERS = "Keep, change or drop"
YES_OR_NO = "Yes or no"
GUIDANCE_SHEET = "How to fill in"
_KEEP, _CHANGE, _DROP = "keep", "change", "drop"
_WIDE = 44


@dataclass(frozen=True, kw_only=True)
class ProposalRow(Row):
    """One measure's answer. Columns that are only to be read are optional: nothing hangs on them."""

    sheet: ClassVar[str] = "Proposal"
    about: ClassVar[str] = "Each measure of the year's list, with what is proposed for the next."

    ref: Annotated[str, Column("Ref", "Of the indicator", needed=True, longest=24)]
    council: Annotated[str, Column("Council", "Name of the council, or “whole partnership”", needed=True)]
    year: Annotated[
        str, Column("Proposed for", "The year whose list this is for, as the file was written", needed=True)
    ] = ""
    title: Annotated[str, Column("Title", "As reports print it", longest=2_000)] = ""
    two_before: Annotated[str, Column("Result two years before", "What it came to", longest=2_000)] = ""
    before: Annotated[str, Column("Result the year before", "What it came to", longest=2_000)] = ""
    result: Annotated[str, Column("Result of the year", "What it came to, and its rating", longest=2_000)] = ""
    target: Annotated[str, Column("Target of the year", "As it was at the year's end", longest=2_000)] = ""
    answer: Annotated[
        str,
        Column(
            ANSWERS,
            "keep: the same target; change: another, given on the right; drop: off the list",
            needed=True,
            choices=(_KEEP, _CHANGE, _DROP),
        ),
    ]
    new_target: Annotated[str, Column("New target", "Only for change: the year's target", figure=True)] = ""
    new_lower: Annotated[str, Column("New lower edge", "Only for change: of a band", figure=True)] = ""
    new_upper: Annotated[str, Column("New upper edge", "Only for change: of a band", figure=True)] = ""
    new_floor: Annotated[str, Column("New floor", "Only for change: floor standard", figure=True)] = ""
    new_words: Annotated[str, Column("New words", "Only for change: a target in words")] = ""
    new_tolerance: Annotated[
        str, Column("New tolerance", "Only for change: how far off is still amber", figure=True)
    ] = ""
    profile_anew: Annotated[
        bool, Column("Profile anew", "yes: a profile from history is made anew, with this year as its newest")
    ] = False
    rationale: Annotated[str, Column("Rationale", "Why, in words for the committee", needed=True, longest=400)]

    @property
    def is_kept(self) -> bool:
        return self.answer == _KEEP

    @property
    def is_changed(self) -> bool:
        return self.answer == _CHANGE

    @property
    def is_dropped(self) -> bool:
        return self.answer == _DROP

    @property
    def new_cells(self) -> dict[str, str]:
        """What was typed for another target, by field; without what was left blank."""
        names = ("new_target", "new_lower", "new_upper", "new_floor", "new_words", "new_tolerance")
        return {name: getattr(self, name) for name in names if getattr(self, name)}


_TO_FILL_IN = {
    "answer",
    "new_target",
    "new_lower",
    "new_upper",
    "new_floor",
    "new_words",
    "new_tolerance",
    "profile_anew",
    "rationale",
}
_CHOICES = {"answer": ANSWERS, "profile_anew": YES_OR_NO}


def proposal_workbook(
    measures: Sequence[CarriedMeasure], *, year: FinancialYear, partnership: str, at: datetime
) -> bytes:
    """An xlsx with one row for each measure; every row wants an answer and a rationale."""
    title = f"{partnership or 'Performance'} indicators: proposal for {year.next.label}"
    columns = tuple(
        WrittenColumn(
            heading=each.column.heading,
            width=_WIDE if each.name in ("title", "rationale", "target") else 16,
            wants=each.column.meaning,
            is_input=each.name in _TO_FILL_IN,
            choices=_CHOICES.get(each.name, ""),
        )
        for each in fields_of(ProposalRow)
    )
    sheet = WrittenSheet(
        name=ProposalRow.sheet,
        title=title,
        guidance=(
            f"Answer every row: keep, change or drop, and why. Results are of {year.previous.previous.label}, "
            f"{year.previous.label} and {year.label}.",
        ),
        columns=columns,
        rows=[_row(one, year=year) for one in measures],
        frozen_columns=2,
    )
    guidance = WrittenSheet(name=GUIDANCE_SHEET, title=title, guidance=_guidance(year))
    lists = ListsSheet(name="Choices", lists={ANSWERS: (_KEEP, _CHANGE, _DROP), YES_OR_NO: ("yes", "no")})
    properties = WorkbookProperties(title=title, author=partnership or "goldenthread", subject=str(year.next))
    return write_workbook([sheet, guidance, lists], properties=properties, created=at)


def _guidance(year: FinancialYear) -> tuple[str, ...]:
    return (
        f"Send this file in at the page of {year.label} under Years, where it is taken whole or not at all. It is for "
        f"the list of {year.next.label} alone, as column Proposed for says: another year wants its own file.",
        "Owners, sign-off posts, policies, definitions and their links to priorities go on as they are.",
        "Keep: the target, its tolerance and its profile are those of the year. Change: type only what changes. Typed "
        "quarters follow in proportion. Drop: the measure is left out of the list from its first day, with the reason.",
        "Write percentages with a % sign.",
        "What is withheld from the public is marked so. Whoever has this file has it: it is for those who answer it.",
        "An indicator that another follows is marked to be dropped; enter the other in the register.",
        f"Until the committee has agreed it, the list of {year.next.label} is printed as proposed.",
    )


def _row(one: CarriedMeasure, *, year: FinancialYear) -> list[Value]:
    known: dict[str, Value] = {
        "ref": one.due.ref,
        "council": "whole partnership" if one.due.council is None else one.due.council.name,
        "year": str(year.next),
        **_only_to_be_read(one),
    }
    if one.followed_by:
        known |= {"answer": _DROP, "rationale": f"Followed by {one.followed_by}."}
    return [known.get(each.name) for each in fields_of(ProposalRow)]


def _only_to_be_read(one: CarriedMeasure) -> dict[str, str]:
    """What a row says of its measure, beside what it is of."""
    oldest, middle, newest = one.results
    return {
        "title": one.due.definition.card.title,
        "two_before": _result(one, oldest),
        "before": _result(one, middle),
        "result": _result(one, newest, with_rating=True),
        "target": target_in_words(one),
    }


def written_over(row: ProposalRow, *, measure: CarriedMeasure) -> Iterator[tuple[str, str, str]]:
    """Cells that are only to be read and say something else than is known: heading, what they say, what is known.

    One that was left blank says nothing. Results are not asked: one may be restated while the rows are answered.
    """
    headings = {each.name: each.column.heading for each in fields_of(ProposalRow)}
    for name, known in _only_to_be_read(measure).items():
        said = getattr(row, name)
        if name in _ANSWERED_FROM and said and said.split() != known.split():
            yield headings[name], said, known


def _result(one: CarriedMeasure, found: Comparator | None, *, with_rating: bool = False) -> str:
    if found is None or found.value is None:
        return f"none ({found.status.replace('-', ' ')})" if found is not None and found.status else "none"
    card = one.due.definition.card
    printed = print_value(found.value, unit=card.unit, decimals=card.decimals)
    rating = f", {found.rating}" if with_rating and found.rating not in ("", "not-rated") else ""
    return f"{printed}{rating}{' (withheld from the public)' if found.withheld else ''}"


def target_in_words(one: CarriedMeasure) -> str:
    """The target at the year's end: "95.0%, tolerance 2"; "none" where there is none."""
    return said_in_words(one.due.target, card=one.due.definition.card)


def said_in_words(target: TargetInForce | TargetSaid | None, *, card: Card) -> str:
    """A target of the card's measure, of whichever year; "none" where there is none."""
    return printed_target(target, unit=card.unit, decimals=card.decimals)


def printed_target(target: TargetInForce | TargetSaid | None, *, unit: Unit, decimals: int) -> str:
    """A target with its tolerance, in this unit; "none" where there is none."""
    if target is None:
        return "none"

    def printed(value: Decimal | None) -> str:
        return "" if value is None else print_value(value, unit=unit, decimals=max(decimals, decimals_of(value)))

    words = {
        "number": printed(target.annual),
        "floor": f"{printed(target.annual)}, floor {printed(target.floor)}",
        "band": f"{printed(target.lower)} to {printed(target.upper)}",
        "words": target.words,
    }.get(target.kind, "none")
    return f"{words}, tolerance {target.tolerance:f} {target.tolerance_unit}" if target.tolerance is not None else words


def read_proposal(content: bytes, *, name: str) -> tuple[tuple[ProposalRow, ...], tuple[Problem, ...]]:
    """The rows of the sheet Proposal, and everything that is wrong with its cells; raises InputRefused without one."""
    workbook = read_workbook(content, name=name)
    sheet = next((one for one in workbook.sheets if one.name.casefold() == ProposalRow.sheet.casefold()), None)
    if sheet is None:
        raise InputRefused(
            [
                Problem(
                    "There is no sheet Proposal. Give the workbook that was made for the proposal.",
                    file=name,
                    expected=ProposalRow.sheet,
                )
            ]
        )
    rows, problems = read_rows(ProposalRow, sheet=sheet, file=name)
    return rows, (*_of_another_year(sheet, rows=rows, file=name), *problems)


def _of_another_year(sheet: Sheet, *, rows: Sequence[ProposalRow], file: str) -> Iterator[Problem]:
    """A heading that says another year than the first row under it."""
    year = next((row.year for row in rows if row.year), "")
    for line in sheet.rows[:_HEADING_ROWS]:
        for cell in line.cells:
            found = _FOR_YEAR.search(cell.text)
            if found is not None and year and found[1].replace("/", "-") != year:
                yield Problem(
                    f"The heading is of the list of {found[1]}, and the rows are for that of {year}. Answer the "
                    "workbook that is made for it.",
                    file=file,
                    sheet=ProposalRow.sheet,
                    row=cell.row,
                )


_HEADING_ROWS = 3
_ANSWERED_FROM = ("title", "target")  # who keeps or changes a row does so of this measure and of this target
_FOR_YEAR = re.compile(r"proposal for (\d{4}/\d{2})")
