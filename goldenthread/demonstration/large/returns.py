"""What a made-up service returns: mostly green, every seventh red and every seventh amber, each with its words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from decimal import Decimal

from goldenthread.demonstration.chance import whole_number
from goldenthread.demonstration.large.register import SHARE, kind_of
from goldenthread.domain.periods import Quarter
from goldenthread.domain.units import ReadingKind
from goldenthread.figures.queries import DueFigure
from goldenthread.figures.queries.returned import (
    FigureReturn,
    Place,
    ReturnedAction,
    ReturnedAnswer,
    ReturnedReading,
    ReturnedWords,
)

_CASES = 1000
_IN_SEVEN = 7
_TENTH = Decimal("0.1")
# From how far to how far off the target, in tenths, and on which side: better, within the tolerance, past it.
_GREEN, _AMBER, _RED = (0, 30, 1), (1, 29, -1), (35, 60, -1)


def returns_of(due: Iterable[DueFigure], *, quarter: Quarter, but_every: int = 0) -> Iterator[FigureReturn]:
    """One return for each figure; every so manieth is left out, where a quarter is still under way."""
    for place, figure in enumerate(due):
        if not but_every or place % but_every:
            yield _return(figure, quarter=quarter)


def _return(figure: DueFigure, *, quarter: Quarter) -> FigureReturn:
    lot = whole_number(figure.name, quarter, below=_IN_SEVEN)
    least, most, side = {0: _RED, 1: _AMBER}.get(lot, _GREEN)
    kind = kind_of(figure.ref)
    tenths = least + whole_number(figure.name, quarter, "far", below=most - least + 1)
    better = 1 if kind is SHARE else -1
    value = Decimal(kind.target) + tenths * _TENTH * side * better
    words = ReturnedWords(
        reasons=f"Illustrative: {quarter.label} fell behind plan while {figure.service} was short of staff.",
        back_on_track=f"{quarter.next.label}",
        place=Place(),
    )
    action = ReturnedAction(
        words=f"Illustrative: fill the posts that stood empty in {quarter.label}",
        owner_post=figure.terms.owner_post,
        due_on=quarter.last_day + timedelta(days=80),
    )
    return FigureReturn(
        figure_id=figure.figure_id,
        version=figure.version,
        reading=_reading(value, is_share=kind is SHARE),
        words=words if side < 0 else None,
        actions=(action,) if lot == 0 else (),
        answers=tuple(
            ReturnedAnswer(action_id=one.action_id, outcome="done", words="Illustrative: done.", new_due_on=None)
            for one in figure.promises
        ),
    )


def _reading(value: Decimal, *, is_share: bool) -> ReturnedReading:
    if not is_share:
        return ReturnedReading(kind=ReadingKind.VALUE, value=value, text=f"{value:f}")
    done = (value * _CASES / 100).to_integral_value()
    return ReturnedReading(
        kind=ReadingKind.VALUE,
        value=done * 100 / _CASES,
        numerator=done,
        denominator=Decimal(_CASES),
        text=f"{value:f}%",
    )
