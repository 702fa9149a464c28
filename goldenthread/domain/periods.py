"""The periods of a council's year, read as people write them and printed one way."""

from __future__ import annotations

import re
from calendar import month_name, monthrange
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

FIRST_YEAR = 1900
LAST_YEAR = 2199
APRIL = 4
MAY = 5

MONTH_NUMBERS = {name.casefold(): number for number, name in enumerate(month_name) if name}
MONTH_NUMBERS |= {name[:3]: number for name, number in tuple(MONTH_NUMBERS.items())}
MONTH_NUMBERS["sept"] = 9


class PeriodUnreadable(ValueError):
    """Text that names no period, or that could name more than one."""


@dataclass(frozen=True, order=True)
class FinancialYear:
    """A council's financial year, from 1 April of `start` to 31 March of the year after."""

    start: int

    def __post_init__(self) -> None:
        if not FIRST_YEAR <= self.start <= LAST_YEAR:
            raise PeriodUnreadable(f"{self.start} is outside the years kept here, {FIRST_YEAR} to {LAST_YEAR}.")

    def __str__(self) -> str:
        return f"{self.start}-{(self.start + 1) % 100:02}"

    @classmethod
    def parse(cls, text: str) -> FinancialYear:
        """2019-20, 2019/20, 19/20, 2019-2020 or "2019 to 2020"; the second must follow the first."""
        years = _YEARS.fullmatch(_tidy(text))
        if years is None:
            raise PeriodUnreadable(f"{text!r} is not a financial year; write it as 2019-20.")
        return _year_of(years, text=text)

    @classmethod
    def containing(cls, day: date) -> FinancialYear:
        return cls(day.year if day.month >= APRIL else day.year - 1)

    @property
    def label(self) -> str:
        return f"{self.start}/{(self.start + 1) % 100:02}"

    @property
    def first_day(self) -> date:
        return _first_day(self, months_before=0)

    @property
    def last_day(self) -> date:
        return _last_day(self, months_before=12)

    @property
    def quarters(self) -> tuple[Quarter, Quarter, Quarter, Quarter]:
        return Quarter(self, 1), Quarter(self, 2), Quarter(self, 3), Quarter(self, 4)

    @property
    def half_years(self) -> tuple[HalfYear, HalfYear]:
        return HalfYear(self, 1), HalfYear(self, 2)

    @property
    def calendar_months(self) -> tuple[Month, ...]:
        return tuple(Month(self, number) for number in range(1, 13))

    @property
    def next(self) -> FinancialYear:
        return FinancialYear(self.start + 1)

    @property
    def previous(self) -> FinancialYear:
        return FinancialYear(self.start - 1)


@dataclass(frozen=True, order=True)
class Quarter:
    """Quarter 1 (April to June) to 4 (January to March) of a financial year."""

    year: FinancialYear
    number: int

    def __post_init__(self) -> None:
        _check_number(self.number, letter="Q", last=4)

    def __str__(self) -> str:
        return f"{self.year} Q{self.number}"

    @classmethod
    def parse(cls, text: str) -> Quarter:
        """ "2019-20 Q2", "Q2 2019/20" or "July – September 2019"; "Q4 2021" is refused.

        A quarter beside one calendar year is two different periods to two different readers: the
        official receipts tables print "Q4 2021" for January to March 2022.
        """
        return _quarter(text)

    @classmethod
    def containing(cls, day: date) -> Quarter:
        return cls(FinancialYear.containing(day), _months_into_year(day) // 3 + 1)

    @property
    def label(self) -> str:
        return f"Q{self.number} {self.year.label}"

    @property
    def months(self) -> str:
        """ "July – September 2019", as the report's title prints it."""
        return _span(self.first_day, self.last_day)

    @property
    def first_day(self) -> date:
        return _first_day(self.year, months_before=3 * (self.number - 1))

    @property
    def last_day(self) -> date:
        return _last_day(self.year, months_before=3 * self.number)

    @property
    def next(self) -> Quarter:
        return Quarter(self.year, self.number + 1) if self.number < 4 else Quarter(self.year.next, 1)

    @property
    def previous(self) -> Quarter:
        if self.number > 1:
            return Quarter(self.year, self.number - 1)
        return Quarter(self.year.previous, 4)

    @property
    def same_last_year(self) -> Quarter:
        return Quarter(self.year.previous, self.number)


@dataclass(frozen=True, order=True)
class HalfYear:
    """April to September (1) or October to March (2) of a financial year."""

    year: FinancialYear
    number: int

    def __post_init__(self) -> None:
        _check_number(self.number, letter="H", last=2)

    def __str__(self) -> str:
        return f"{self.year} H{self.number}"

    @classmethod
    def parse(cls, text: str) -> HalfYear:
        return cls(*_year_and_number(text, word=_HALF_WORD, example="2019-20 H1"))

    @classmethod
    def containing(cls, day: date) -> HalfYear:
        return cls(FinancialYear.containing(day), _months_into_year(day) // 6 + 1)

    @property
    def label(self) -> str:
        return f"H{self.number} {self.year.label}"

    @property
    def months(self) -> str:
        return _span(self.first_day, self.last_day)

    @property
    def first_day(self) -> date:
        return _first_day(self.year, months_before=6 * (self.number - 1))

    @property
    def last_day(self) -> date:
        return _last_day(self.year, months_before=6 * self.number)

    @property
    def next(self) -> HalfYear:
        return HalfYear(self.year, 2) if self.number == 1 else HalfYear(self.year.next, 1)

    @property
    def previous(self) -> HalfYear:
        return HalfYear(self.year, 1) if self.number == 2 else HalfYear(self.year.previous, 2)


@dataclass(frozen=True, order=True)
class Month:
    """Month 1 (April) to 12 (March) of a financial year, which finance reports call a period.

    Its text is "2019-20 M04", never "2019-07": "2009-10" would be a year and a month at once.
    """

    year: FinancialYear
    number: int

    def __post_init__(self) -> None:
        _check_number(self.number, letter="M", last=12)

    def __str__(self) -> str:
        return f"{self.year} M{self.number:02}"

    @classmethod
    def parse(cls, text: str) -> Month:
        """ "July 2019", "Jul 2019", "2019-20 M04" or "2019-20 P4"."""
        named = _NAMED_MONTH.fullmatch(_tidy(text))
        if named is not None and named["month"] in MONTH_NUMBERS:
            return cls.containing(date(int(named["calendar"]), MONTH_NUMBERS[named["month"]], 1))
        return cls(*_year_and_number(text, word=_MONTH_NUMBER, example="July 2019 or 2019-20 M04"))

    @classmethod
    def containing(cls, day: date) -> Month:
        return cls(FinancialYear.containing(day), _months_into_year(day) + 1)

    @property
    def label(self) -> str:
        return f"{month_name[self.first_day.month]} {self.first_day.year}"

    @property
    def first_day(self) -> date:
        return _first_day(self.year, months_before=self.number - 1)

    @property
    def last_day(self) -> date:
        return _last_day(self.year, months_before=self.number)

    @property
    def quarter(self) -> Quarter:
        return Quarter(self.year, (self.number + 2) // 3)

    @property
    def next(self) -> Month:
        return Month(self.year, self.number + 1) if self.number < 12 else Month(self.year.next, 1)

    @property
    def previous(self) -> Month:
        return Month(self.year, self.number - 1) if self.number > 1 else Month(self.year.previous, 12)


@dataclass(frozen=True, order=True)
class MunicipalYear:
    """The year of a council's offices, from one annual meeting in May to the next.

    The day differs by council and by year, so `containing` takes the annual meeting of the day's own
    calendar year where it is known; else the year turns on 1 May.
    """

    start: int

    def __post_init__(self) -> None:
        FinancialYear(self.start)

    def __str__(self) -> str:
        return f"municipal year {FinancialYear(self.start)}"

    @classmethod
    def parse(cls, text: str) -> MunicipalYear:
        years = _YEARS.fullmatch(_tidy(text).removeprefix("municipal year").strip())
        if years is None:
            raise PeriodUnreadable(f"{text!r} is not a municipal year; write municipal year 2019-20.")
        return cls(_year_of(years, text=text).start)

    @classmethod
    def containing(cls, day: date, *, annual_meeting: date | None = None) -> MunicipalYear:
        turns_on = annual_meeting or date(day.year, MAY, 1)
        if turns_on.year != day.year:
            raise ValueError(f"give the annual meeting of {day.year}, not one of {turns_on.year}")
        return cls(day.year if day >= turns_on else day.year - 1)

    @property
    def label(self) -> str:
        return f"municipal year {FinancialYear(self.start).label}"

    @property
    def next(self) -> MunicipalYear:
        return MunicipalYear(self.start + 1)

    @property
    def previous(self) -> MunicipalYear:
        return MunicipalYear(self.start - 1)


Period = FinancialYear | Quarter | HalfYear | Month | MunicipalYear


def read_period(text: str) -> Period:
    """Whatever period the text names; `read_period(str(period))` is that period again."""
    for kind in (Quarter, FinancialYear, HalfYear, Month, MunicipalYear):
        try:
            return kind.parse(text)
        except PeriodUnreadable as refusal:
            if kind is Quarter and _LOOSE_QUARTER.fullmatch(_tidy(text)):
                raise refusal from None
    raise PeriodUnreadable(f"{text!r} is not a period; write 2019-20, 2019-20 Q2, 2019-20 H1 or July 2019.")


def years_named(text: str) -> frozenset[FinancialYear]:
    """The financial years that a sentence names with four digits, as 2019/20 or 2019-20."""
    named = set()
    for found in _YEARS.finditer(_tidy(text)):
        if len(found["start"]) == len("2019"):
            with suppress(PeriodUnreadable):  # two numbers that are no year, as those of a date
                named.add(_year_of(found, text=text))
    return frozenset(named)


_YEARS = re.compile(r"(?<!\w)(?P<start>\d{4}|\d{2})(?:-|/| to )(?P<end>\d{4}|\d{2})(?!\w)")
_QUARTER_WORD = re.compile(r"(?:q|quarter )(?P<number>[1-4])")
_HALF_WORD = re.compile(r"(?:h|half )(?P<number>[12])")
_MONTH_NUMBER = re.compile(r"(?:m|p|month |period )(?P<number>0?[1-9]|1[0-2])")
_NAMED_MONTH = re.compile(r"(?P<month>[a-z]+) (?P<calendar>\d{4})")
_MONTHS = re.compile(
    r"(?P<first>[a-z]+)(?: (?P<first_year>\d{4}))?(?:-| to )(?P<last>[a-z]+) (?P<calendar>\d{4})"
    r"(?: \((?:q|quarter )(?P<number>[1-4])\))?"
)
_LOOSE_QUARTER = re.compile(r"(?:q|quarter )[1-4] \d{4}|\d{4} (?:q|quarter )[1-4]")


@lru_cache(maxsize=1024)  # a page of two thousand figures names the same few quarters two thousand times
def _quarter(text: str) -> Quarter:
    tidy = _tidy(text)
    months = _MONTHS.fullmatch(tidy)
    if months is not None:
        return _quarter_of_months(months, text=text)
    if _LOOSE_QUARTER.fullmatch(tidy):
        raise PeriodUnreadable(f"{text!r} could be of a calendar or a financial year; write it as 2019-20 Q2.")
    return Quarter(*_year_and_number(text, word=_QUARTER_WORD, example="2019-20 Q2"))


def _tidy(text: str) -> str:
    """One case, one kind of dash and of space, and no words that add nothing."""
    dashes = text.casefold().replace("\u2013", "-").replace("\u2014", "-").replace("\u2212", "-")
    spaced = " ".join(dashes.split())
    return re.sub(r"\s*([-/])\s*", r"\1", re.sub(r"\b(?:fy|financial year) ?", "", spaced)).strip()


def _year_and_number(text: str, *, word: re.Pattern[str], example: str) -> tuple[FinancialYear, int]:
    """The year and the numbered part of it, whichever comes first."""
    tidy = _tidy(text)
    years = _YEARS.search(tidy)
    if years is not None:
        part = word.fullmatch((tidy[: years.start()] + tidy[years.end() :]).strip())
        if part is not None:
            return _year_of(years, text=text), int(part["number"])
    raise PeriodUnreadable(f"{text!r} is not read as a period; write it as {example}.")


def _year_of(years: re.Match[str], *, text: str) -> FinancialYear:
    """The financial year of two written years, of which the second must follow the first."""
    start, end = years["start"], years["end"]
    first = int(start) if len(start) == 4 else 2000 + int(start)
    follows = int(end) == first + 1 if len(end) == 4 else int(end) == (first + 1) % 100
    if not follows:
        raise PeriodUnreadable(f"{text!r}: {end} does not follow {start}; write it as 2019-20.")
    return FinancialYear(first)


def _quarter_of_months(match: re.Match[str], *, text: str) -> Quarter:
    first, last = MONTH_NUMBERS.get(match["first"]), MONTH_NUMBERS.get(match["last"])
    if first is None or last is None:
        raise PeriodUnreadable(f"{text!r} does not name months; write it as July - September 2019.")
    quarter = Quarter.containing(date(int(match["calendar"]), last, 1))
    spans_it = first == quarter.first_day.month and last == quarter.last_day.month
    first_year, number = match["first_year"], match["number"]
    if not spans_it or (first_year is not None and int(first_year) != quarter.first_day.year):
        raise PeriodUnreadable(f"{text!r} is not a quarter of the financial year, as April - June is.")
    if number is not None and int(number) != quarter.number:
        raise PeriodUnreadable(f"{text!r} says Q{number}, but those months are {quarter.label}.")
    return quarter


def _check_number(number: int, *, letter: str, last: int) -> None:
    if not 1 <= number <= last:
        raise PeriodUnreadable(f"{letter}{number} does not exist; give {letter}1 to {letter}{last}.")


def _months_into_year(day: date) -> int:
    return (day.month - APRIL) % 12


def _first_day(year: FinancialYear, *, months_before: int) -> date:
    return date(year.start + (months_before + 3) // 12, (months_before + 3) % 12 + 1, 1)


def _last_day(year: FinancialYear, *, months_before: int) -> date:
    first = _first_day(year, months_before=months_before - 1)
    return first.replace(day=monthrange(first.year, first.month)[1])


def _span(first_day: date, last_day: date) -> str:
    first, last = month_name[first_day.month], month_name[last_day.month]
    first_year = "" if first_day.year == last_day.year else f" {first_day.year}"
    return f"{first}{first_year} \u2013 {last} {last_day.year}"
