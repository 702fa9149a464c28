"""The mark [r]: a figure of an earlier period that was restated since it was reported, wherever it is printed."""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.domain.listing import listed
from goldenthread.domain.periods import read_period
from goldenthread.domain.snapshot import FigureSnapshot

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


def chart_note(figure: FigureSnapshot) -> str:
    """What is printed with a chart that shows restated figures; "" where it shows none."""
    periods = [read_period(point.period).label for point in figure.series if point.revised]
    return f"{REVISED} Restated since it was reported: {listed(periods)}" if periods else ""


def travel_notes(figure: FigureSnapshot) -> Iterator[str]:
    """Short remarks for a measure's quiet line: which figures that it is compared with were restated."""
    for earlier in (figure.previous, figure.last_year):
        if earlier is not None and earlier.revised:
            yield f"{read_period(earlier.period).label} as restated {REVISED}"
