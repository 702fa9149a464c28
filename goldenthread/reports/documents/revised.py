"""The mark [r]: a figure of an earlier period that was restated since it was reported, wherever it is printed."""

from __future__ import annotations

from datetime import datetime

from goldenthread.domain.snapshot import Comparator
from goldenthread.reports.documents.age import LONDON
from goldenthread.reports.documents.sentences import day_words, listed
from goldenthread.reports.documents.told import ToldFigure, period_label

REVISED = "[r]"
PROVISIONAL = "[p]"
IN_THE_KEY = (
    "[r] is a figure of an earlier period that was restated since it was reported: what is compared with it, its chart "
    "and the year to date use the figure as it is now known."
)


def with_marks(printed: str, *, provisional: bool = False, revised: bool = False) -> str:
    """ "31 [p] [r]"."""
    marks = [mark for mark, holds in ((PROVISIONAL, provisional), (REVISED, revised)) if holds]
    return " ".join((printed, *marks))


def london_day(moment: datetime) -> str:
    """The day in London on which something was said: "14 October 2019"."""
    return day_words(moment.astimezone(LONDON).date())


def revised_periods(figure: ToldFigure) -> tuple[str, ...]:
    """The periods of the figure's chart that were restated, oldest first: "Q1 2019/20"."""
    return tuple(period_label(point.period) for point in figure.snapshot.series if point.revised)


def chart_note(figure: ToldFigure) -> str:
    """What is printed with a chart that shows restated figures; "" where it shows none."""
    periods = revised_periods(figure)
    return f"{REVISED} Restated since it was reported: {listed(periods)}." if periods else ""


def travel_notes(figure: ToldFigure) -> tuple[str, ...]:
    """Short remarks for a measure's quiet line: which figures that it is compared with were restated."""
    compared = (figure.snapshot.previous, figure.snapshot.last_year)
    return tuple(_note(one) for one in compared if one is not None and one.revised)


def _note(earlier: Comparator) -> str:
    return f"{period_label(earlier.period)} as restated {REVISED}"
