"""The partners' indicators of a service before and after a request began: side by side, and no cause is claimed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from goldenthread.domain.periods import Quarter
from goldenthread.figures.queries.of_indicator import SeenFigure, figures_of_service
from goldenthread.requests.queries.known import WHOLE_PARTNERSHIP
from goldenthread.thread.queries.figures import mark_of, printed
from goldenthread.thread.queries.reading import Reading

_QUARTERS = 4


@dataclass(frozen=True, kw_only=True)
class FigureThen:
    """A figure of one quarter, as it is printed, with the code of its rating ("not-rated" of what has none)."""

    period: str
    value: str
    mark: str


@dataclass(frozen=True, kw_only=True)
class BeforeAndAfter:
    """A measure's figures of up to four quarters that ended before the first day, and of those that ended since."""

    council: str
    ref: str
    title: str
    before: tuple[FigureThen, ...]
    after: tuple[FigureThen, ...]
    illustrative: bool


def before_and_after(service_id: int, *, starts_on: date, reading: Reading) -> tuple[BeforeAndAfter, ...]:
    """Every measure of the service, by ref and council; as few reads as one measure takes.

    The quarter in which it began is among those after: some of it was.
    """
    found = []
    for figures in figures_of_service(service_id, sights=reading.sights, at=reading.at).values():
        terms = figures[-1].snapshot.terms
        before = [one for one in figures if one.quarter.last_day < starts_on]
        after = [one for one in figures if one.quarter.last_day >= starts_on]
        found.append(
            BeforeAndAfter(
                council=terms.council or WHOLE_PARTNERSHIP,
                ref=terms.indicator_ref,
                title=terms.title,
                before=tuple(_then(one) for one in before[-_QUARTERS:]),
                after=tuple(_then(one) for one in after[-_QUARTERS:]),
                illustrative=terms.illustrative,
            )
        )
    return tuple(sorted(found, key=lambda one: (one.ref, one.council)))


def _then(figure: SeenFigure) -> FigureThen:
    quarter: Quarter = figure.quarter
    return FigureThen(period=quarter.label, value=printed(figure.snapshot), mark=mark_of(figure.snapshot))
