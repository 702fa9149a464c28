"""Meetings that a paper names, held against the meetings that are known."""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Iterator
from datetime import date

from goldenthread.domain.days import day_words
from goldenthread.reports.papers.findings import Code, Facts, Finding, Severity
from goldenthread.reports.papers.paper import KnownMeeting, Paper, Sentence
from goldenthread.reports.papers.written_days import DAY, MONTH, YEAR, day_of, month_number

_WHY = "Members cannot find what was said there, and the public record contradicts itself."
_PREVIOUS = re.compile(
    rf"\b(?:previous|last)\s+(?:committee\s+)?meeting,?\s+(?:was\s+)?(?:held\s+)?(?:in|of|on)\s+"
    rf"(?:the\s+)?(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?)?(?P<month>{MONTH})(?:\s+{YEAR})?(?![\d])",
    re.IGNORECASE,
)
_MINUTES = re.compile(
    rf"\bminutes\s+of\s+(?:the\s+)?(?:(?:previous\s+|last\s+)?meeting\s+)?(?:(?:of\s+the\s+committee\s+)?held\s+)?"
    rf"(?:on\s+|of\s+)?(?:the\s+)?{DAY},?\s+{YEAR}",
    re.IGNORECASE,
)
_SPEAKS_OF_ONE = re.compile(r"\bmeeting|\bminutes\b", re.IGNORECASE)
_ANOTHER_BODY = re.compile(r"\b(?:Cabinet|Full Council|Board|Panel|Forum|Sub-Committee|Scrutiny|Executive)\b")
_A_YEAR = 366


def meetings_that_disagree(paper: Paper, facts: Facts) -> Iterator[Finding]:
    """A previous meeting "in July" where there was one in October, minutes of a day without a meeting, and a paper that
    says another day than the meeting whose agenda it is on."""
    if facts.meeting_on and paper.meeting_on and facts.meeting_on != paper.meeting_on:
        yield Finding(
            code=Code.MEETING_DIFFERS,
            severity=Severity.BLOCKING,
            where=paper.whole,
            what=f"The paper says that it goes to the meeting of {day_words(paper.meeting_on)}, and it is for that of "
            f"{day_words(facts.meeting_on)}.",
            why=_WHY,
            mend="Correct the day in the paper, or put it on the agenda of its own meeting.",
        )
    for sentence in paper.sentences():
        if not _SPEAKS_OF_ONE.search(sentence.text):
            continue
        recorded = _of_committee(sentence.said_by, facts.meetings)
        known = sorted({*recorded, *_of_committee(sentence.said_by, paper.meetings)})
        said_on = sentence.said_on or facts.meeting_on
        if said_on is not None:
            yield from _previous(sentence, said_on=said_on, known=known, recorded=recorded)
        yield from _minutes(sentence, recorded=recorded)


def _of_committee(name: str, meetings: tuple[KnownMeeting, ...]) -> list[date]:
    """The days of a committee's meetings; where none is named, of the only committee there is."""
    own = _plain(name)
    bodies = {_plain(one.committee) for one in meetings}
    if not own and len(bodies) != 1:
        return []
    return sorted({one.day for one in meetings if not own or _plain(one.committee) == own})


def _plain(name: str) -> str:
    return " ".join(name.casefold().removeprefix("the ").split())


def _previous(sentence: Sentence, *, said_on: date, known: list[date], recorded: list[date]) -> Iterator[Finding]:
    for match in _PREVIOUS.finditer(sentence.text):
        if _ANOTHER_BODY.search(sentence.text[: match.start()]):
            continue
        month = month_number(match["month"])
        year = int(match["year"]) if match["year"] else said_on.year - (month >= said_on.month)
        before = [day for day in known if day < said_on]
        if not before:
            continue
        newest = before[-1]
        is_its_month = (newest.year, newest.month) == (year, month) or (
            not match["year"] and newest.month == month and (said_on - newest).days <= _A_YEAR
        )
        if is_its_month and (not match["day"] or newest.day == int(match["day"])):
            continue
        # A meeting that is not in the record may be the one; what is known to be newer shows that it is not.
        if (newest.year, newest.month) < (year, month) and not recorded:
            continue
        # Later in the year than the newest known, and this meeting is recorded: the record may still lack one.
        is_sure = (newest.year, newest.month) >= (year, month)
        yield Finding(
            code=Code.PREVIOUS_MEETING,
            severity=Severity.BLOCKING if is_sure else Severity.ADVICE,
            where=sentence.place,
            what=f"“{match[0]}”: the meeting before that of {day_words(said_on)} "
            + (f"was on {day_words(newest)}." if is_sure else f"in the record is of {day_words(newest)}."),
            why=_WHY,
            mend=f"Name the day: {_named(year, month, known)}; or say that an earlier meeting is meant.",
        )


def _named(year: int, month: int, known: list[date]) -> str:
    """What may be meant: the meeting of that month, which is not the previous one, or none."""
    meant = [day for day in known if (day.year, day.month) == (year, month)]
    if meant:
        return f"there was a meeting on {day_words(meant[-1])}"
    return f"no meeting of {month_name[month]} {year} is known"


def _minutes(sentence: Sentence, *, recorded: list[date]) -> Iterator[Finding]:
    for match in _MINUTES.finditer(sentence.text):
        month, day = month_number(match["month"]), day_of(match["year"], month_number(match["month"]), match["day"])
        if day is None or day in recorded:
            continue
        near = [one for one in recorded if one.month == month and (one.day == day.day or one.year == day.year)]
        if near:
            yield Finding(
                code=Code.MINUTES_OF_NO_MEETING,
                severity=Severity.BLOCKING,
                where=sentence.place,
                what=f"“{match[0]}”: the record has no meeting on {day_words(day)}, and one on "
                f"{day_words(min(near, key=lambda one: abs(one - day)))}.",
                why=_WHY,
                mend="Correct the day.",
            )
