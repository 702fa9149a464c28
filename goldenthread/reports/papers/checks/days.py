"""Days that no calendar has, and weekdays that are another."""

from __future__ import annotations

import re
from collections.abc import Iterator

from goldenthread.domain.days import day_words
from goldenthread.reports.papers.findings import Code, Facts, Finding, Severity
from goldenthread.reports.papers.paper import Paper, Place
from goldenthread.reports.papers.written_days import day_of, days_in, weekday_of

_IN_NUMBERS = re.compile(r"(?<![\w/.-])(\d{1,2})/(\d{1,2})/((?:19|20)\d\d)(?![\w/-])")


def days_that_are_not(paper: Paper, _facts: Facts) -> Iterator[Finding]:
    """ "31 September 2019" or "30/02/2020", and "Thursday 7 February 2020", which was a Friday."""
    for sentence in paper.sentences():
        for written in days_in(sentence.text):
            if written.day is None:
                yield _no_day(written.text, where=sentence.place)
            elif written.weekday and written.weekday != weekday_of(written.day):
                yield Finding(
                    code=Code.WEEKDAY,
                    severity=Severity.BLOCKING,
                    where=sentence.place,
                    what=f"“{written.text}”: {day_words(written.day)} is a {weekday_of(written.day)}.",
                    why="One of the two is wrong, and readers cannot tell which.",
                    mend="Correct the weekday or the day.",
                )
        for found in _IN_NUMBERS.finditer(sentence.text):
            first, second, year = found.groups()
            # Where the month stands first, it is a day of another country's way to write one.
            if day_of(year, int(second), first) is None and day_of(year, int(first), second) is None:
                yield _no_day(found[0], where=sentence.place)


def _no_day(written: str, *, where: Place) -> Finding:
    return Finding(
        code=Code.NO_SUCH_DAY,
        severity=Severity.BLOCKING,
        where=where,
        what=f"“{written}” is no day of the calendar.",
        why="What is due or was held on it cannot be found again.",
        mend="Put in the day that is meant.",
    )
