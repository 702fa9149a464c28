"""How old a quarter's figures are, as its pages say it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from goldenthread.components.tables import Cell, Column, Table, row_of
from goldenthread.domain.days import day_words
from goldenthread.domain.health import days_after
from goldenthread.figures.queries.sight import Seen
from goldenthread.figures.queries.standing import StandingRound
from goldenthread.reports.documents.age import day_of
from goldenthread.reports.documents.sentences import days_apart
from goldenthread.reports.pages.brief import Brief


def age_words(found: StandingRound, *, today: date) -> str:
    """ "The quarter ended on 30 September 2019, 112 days ago. The committee meets on 7 February 2020."."""
    ended, meeting = found.quarter.last_day, found.meeting_on
    if today < ended:
        words = f"The quarter ends on {day_words(ended)}."
    else:
        words = f"The quarter ended on {day_words(ended)}, {days_apart(ended, today)} ago."
    if today == ended:
        words = "The quarter ends today."
    if meeting is None:
        return f"{words} No meeting is set for its report."
    verb = "met" if meeting < today else "meets"
    age = days_apart(ended, meeting)
    return f"{words} The committee {verb} on {day_words(meeting)}, when the figures are {age} old."


def age_table(found: StandingRound, looked_at: Iterable[Brief]) -> Table:
    """Days from the quarter's end to each step of the figures that are looked at."""
    return Table(
        key="age",
        caption_hidden=True,
        caption="How old the figures are",
        columns=(Column(title="Step"), Column(title="Day"), Column(title="Days after the quarter's end", numeric=True)),
        rows=tuple(_rows(found, tuple(looked_at))),
    )


def _rows(found: StandingRound, looked_at: tuple[Brief, ...]) -> Iterator[tuple[Cell, ...]]:
    ended = found.quarter.last_day
    returned = _days(one.figure.returned_at for one in looked_at)
    signed = _days(one.figure.signed_off_at for one in looked_at)
    yield _row("Quarter ended", ended, ended=ended)
    counted = days_after(returned, ended_on=ended)
    if counted is not None:
        yield _row("First figure returned", min(returned), ended=ended)
        half = next(day for day in returned if (day - ended).days == counted.half)
        yield _row("Half of them returned", half, ended=ended)
    yield _row("Last figure returned", max(returned, default=None), ended=ended)
    yield _row("Last figure signed off", max(signed, default=None), ended=ended)
    # Which versions there are is known to those who see one of them.
    frozen = {figure.version for figure in found.figures if figure.seen is not Seen.NOW}
    for number, at in found.frozen:
        if Seen.NOW in found.seen or number in frozen:
            yield _row(f"Version {number} frozen", day_of(at), ended=ended)
    yield _row("Committee meets", found.meeting_on, ended=ended)


def _days(moments: Iterable[datetime | None]) -> list[date]:
    return [day for moment in moments if (day := day_of(moment)) is not None]


def _row(step: str, day: date | None, *, ended: date) -> tuple[Cell, ...]:
    if day is None:
        return row_of(step, "not yet", "–")
    return row_of(step, day_words(day), f"{(day - ended).days:,}")
