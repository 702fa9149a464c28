"""Days that no calendar has, and weekdays that are another."""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.domain.days import day_words
from goldenthread.reports.papers.findings import Code, Facts, Finding, Severity
from goldenthread.reports.papers.paper import Paper
from goldenthread.reports.papers.written_days import days_in, weekday_of


def days_that_are_not(paper: Paper, _facts: Facts) -> Iterator[Finding]:
    """ "31 September 2019", and "Thursday 7 February 2020", which was a Friday."""
    for sentence in paper.sentences():
        for written in days_in(sentence.text):
            if written.day is None:
                yield Finding(
                    code=Code.NO_SUCH_DAY,
                    severity=Severity.BLOCKING,
                    where=sentence.place,
                    what=f"“{written.text}” is no day of the calendar.",
                    why="What is due or was held on it cannot be found again.",
                    mend="Put in the day that is meant.",
                )
            elif written.weekday and written.weekday != weekday_of(written.day):
                yield Finding(
                    code=Code.WEEKDAY,
                    severity=Severity.BLOCKING,
                    where=sentence.place,
                    what=f"“{written.text}”: {day_words(written.day)} is a {weekday_of(written.day)}.",
                    why="One of the two is wrong, and readers cannot tell which.",
                    mend="Correct the weekday or the day.",
                )
