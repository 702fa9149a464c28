"""How the measures came out of the year, as one table and the sentence that must agree with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from goldenthread.publishing.cells import Cell, Number
from goldenthread.publishing.document import Column, Table
from goldenthread.reports.documents.sentences import count_of, is_or_are, listed
from goldenthread.reports.documents.shares import percent, shares
from goldenthread.reports.documents.told import WHOLE_PARTNERSHIP
from goldenthread.reports.documents.year_told import ToldYear, YearTelling


@dataclass(frozen=True, kw_only=True)
class YearTally:
    """So many measures in each place; every measure is in exactly one."""

    green: int
    amber: int
    red: int
    incomplete: int
    not_rated: int

    @property
    def rated(self) -> int:
        return self.green + self.amber + self.red

    @property
    def total(self) -> int:
        return self.rated + self.incomplete + self.not_rated


def year_tally(measures: Iterable[ToldYear]) -> YearTally:
    """Counts these measures."""
    every = list(measures)
    ratings = [one.rating for one in every]
    incomplete = sum(1 for one in every if one.is_incomplete)
    return YearTally(
        green=ratings.count("green"),
        amber=ratings.count("amber"),
        red=ratings.count("red"),
        incomplete=incomplete,
        not_rated=sum(1 for one in every if not one.is_rated and not one.is_incomplete),
    )


def year_counted_in_words(telling: YearTelling) -> str:
    """ "Of the 120 measures for Newham, Havering and Bexley, 100 have an outturn that is rated: 70 green (70%), …"."""
    names = listed(council.council for council in telling.facts.councils if council.measures)
    return tally_sentence(year_tally(telling.counted), of=f"for {names}" if telling.counted else "on the list")


def tally_sentence(counted: YearTally, *, of: str) -> str:
    """The counts of these measures, ratings with their share of the rated."""
    base = f"Of the {count_of(counted.total, 'measure')} {of}"
    if not counted.rated:
        return f"{base}, none has an outturn that is rated."
    parts = (("green", counted.green), ("amber", counted.amber), ("red", counted.red))
    percents = shares([number for _, number in parts])
    words = listed(
        f"{number} {name} ({percent(share)})" if number else f"none {name}"
        for (name, number), share in zip(parts, percents, strict=True)
    )
    sentence = (
        f"{base}, {counted.rated} {'has' if counted.rated == 1 else 'have'} an outturn that is rated: {words}. "
        f"Percentages are of the {counted.rated} rated."
    )
    if counted.incomplete:
        sentence += f" {counted.incomplete} {is_or_are(counted.incomplete)} incomplete: a quarter is missing."
    if counted.not_rated:
        sentence += f" {counted.not_rated} {is_or_are(counted.not_rated)} not rated, each for its reason."
    return sentence


def year_tally_table(telling: YearTelling, *, caption: str) -> Table:
    """One row for each council, their sum, and beside it the whole partnership; the last column is the row's base."""
    rows = [
        _row(council.council, year_tally(telling.of_council(council)))
        for council in telling.facts.councils
        if council.measures
    ]
    rows.append(_row("All councils", year_tally(telling.counted)))
    if telling.beside:
        rows.append(_row(WHOLE_PARTNERSHIP, year_tally(telling.beside)))
    titles = ("Red", "Amber", "Green", "Incomplete", "Not rated", "Measures")
    return Table(
        caption=caption,
        columns=(Column(title="Council", share=2), *(Column(title=one, align="right", share=1) for one in titles)),
        rows=tuple(rows),
    )


def _row(name: str, counted: YearTally) -> tuple[Cell, ...]:
    numbers = (counted.red, counted.amber, counted.green, counted.incomplete, counted.not_rated, counted.total)
    return (name, *(Number(text=f"{number:,}", value=Decimal(number)) for number in numbers))
