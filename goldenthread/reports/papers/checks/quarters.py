"""Quarters that are named with other months, or with a financial year that does not hold them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from goldenthread.domain.periods import APRIL, FinancialYear, PeriodUnreadable, Quarter
from goldenthread.reports.papers.findings import Code, Facts, Finding, Severity
from goldenthread.reports.papers.paper import Paper, Part
from goldenthread.reports.papers.written_days import MONTH, month_number

_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_QUARTER = (
    r"(?:\b(?P<ordinal>first|second|third|fourth|1st|2nd|3rd|4th)\s+quarter|\b(?:Q|quarter\s+)(?P<number>[1-4])\b)"
)
_FINANCIAL = r"(?P<start>20\d\d|\d\d)\s?[/-]\s?(?P<end>20\d\d|\d\d)\b"
_FIRST, _LAST = MONTH.replace("(?:", "(?P<first>", 1), MONTH.replace("(?:", "(?P<last>", 1)
_MONTHS = rf"{_FIRST}(?:\s+(?P<first_year>20\d\d))?\s*(?:-|–|—|to)\s*{_LAST}(?:\s+(?P<year>20\d\d))?"
_WITH_MONTHS = re.compile(
    rf"{_QUARTER}(?:\s*(?:of\s+|in\s+|,\s*)?(?:the\s+)?(?:financial\s+year\s+|FY\s*)?{_FINANCIAL})?"
    rf"\s*(?::|,|\(|–|-|is|was|of)?\s*\(?\s*{_MONTHS}",
    re.IGNORECASE,
)
# "Q1 and Q2 (April – September)", "from the first to the second quarter".
_SEVERAL = re.compile(
    r"(?:\bQ[1-4]|\bquarters?\s+[1-4]|\b(?:first|second|third|1st|2nd|3rd))\s*(?:quarter\s*)?(?:-|–|/|&|,|and|to)\s*"
    r"(?:the\s+)?$",
    re.IGNORECASE,
)
_PRESENTS = re.compile(
    rf"\b(?:this|the)\s+report\s+(?:presents|covers|provides|sets\s+out|is)\b[^.]*?{_QUARTER}", re.IGNORECASE
)
_NAMED = re.compile(_QUARTER, re.IGNORECASE)


def quarters_that_disagree(paper: Paper, _facts: Facts) -> Iterator[Finding]:
    """ "second quarter: July – September 2019" is right; with other months, or of 2020/21, it is not."""
    for sentence in paper.sentences():
        if "calendar" in sentence.text.casefold():
            continue
        for match in _WITH_MONTHS.finditer(sentence.text):
            what = _wrong(match)
            if what and not _SEVERAL.search(sentence.text[: match.start()]):
                yield Finding(
                    code=Code.QUARTER,
                    severity=Severity.BLOCKING,
                    where=sentence.place,
                    what=f"“{match[0].strip()}”: {what}",
                    why="Readers compare quarters with each other, and would compare with the wrong one.",
                    mend="Correct the quarter, its months or its year.",
                )
    yield from _another_than_the_title(paper)


def _number(match: re.Match[str]) -> int:
    return int(match["number"]) if match["number"] else _ORDINALS[match["ordinal"].casefold()]


def _wrong(match: re.Match[str]) -> str:
    number, first, last = _number(match), month_number(match["first"]), month_number(match["last"])
    months = Quarter(FinancialYear(2019), number)
    if number > 1 and (first, last) == (APRIL, months.last_day.month):
        return ""  # the year to the quarter's end
    if (first, last) != (months.first_day.month, months.last_day.month):
        return f"quarter {number} of a financial year is {months.first_day:%B} to {months.last_day:%B}."
    if match["first_year"] and match["year"] and match["first_year"] != match["year"]:
        return "its months are of two years."
    year = match["year"] or match["first_year"]
    if not match["start"] or not year:
        return ""
    try:
        named = FinancialYear.parse(f"{match['start']}-{match['end']}")
    except PeriodUnreadable:
        return ""
    # Quarter 4 is of the year after the one in which the financial year begins.
    begun = int(year) - (number == 4)
    return "" if named.start == begun else f"those months are of {FinancialYear(begun).label}."


def _another_than_the_title(paper: Paper) -> Iterator[Finding]:
    titled = {_number(match) for match in _NAMED.finditer(paper.title)}
    if len(titled) != 1:
        return
    for sentence in paper.sentences(parts=(Part.SUMMARY,)):
        match = _PRESENTS.search(sentence.text)
        if match is not None and _number(match) not in titled and len(_NAMED.findall(sentence.text)) == 1:
            yield Finding(
                code=Code.QUARTER_OF_THE_TITLE,
                severity=Severity.BLOCKING,
                where=sentence.place,
                what=f"The title names quarter {titled.pop()}, and the summary quarter {_number(match)}: “{match[0]}”.",
                why="One of them was left from another report.",
                mend="Correct the one that is wrong.",
            )
            return


def quarter_reported(paper: Paper) -> Quarter | None:
    """The quarter that a report is about: the one that its summary names with months and year; None where it names
    several, or none."""
    named = set()
    for sentence in paper.sentences(parts=(Part.SUMMARY, Part.SUBJECT)):
        for match in _WITH_MONTHS.finditer(sentence.text):
            if match["year"] and not _wrong(match):
                number = _number(match)
                named.add(Quarter(FinancialYear(int(match["year"]) - (number == 4)), number))
    return named.pop() if len(named) == 1 else None
