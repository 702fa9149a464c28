"""The partners' indicators of a service before and after a request began: side by side, and no cause is claimed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from goldenthread.domain.periods import Quarter
from goldenthread.figures.queries.of_indicator import SeenFigure, figures_of_service
from goldenthread.requests.queries.known import WHOLE_PARTNERSHIP
from goldenthread.thread.queries.figures import mark_of, printed, rating_labels, rating_words
from goldenthread.thread.queries.reading import Reading

_BEFORE, _AFTER = 4, 8


@dataclass(frozen=True, kw_only=True)
class FigureThen:
    """A figure of one quarter, as it is printed, with its rating: the code ("not-rated" of none), and in words."""

    quarter: Quarter
    value: str
    mark: str
    word: str


@dataclass(frozen=True, kw_only=True)
class BeforeAndAfter:
    """A measure's figures of up to four quarters that ended before the first day, and of the newest eight since."""

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
    found, labels = [], rating_labels()
    for figures in figures_of_service(service_id, sights=reading.sights, at=reading.at).values():
        terms = figures[-1].snapshot.terms
        before = [one for one in figures if one.quarter.last_day < starts_on]
        after = [one for one in figures if one.quarter.last_day >= starts_on]
        found.append(
            BeforeAndAfter(
                council=terms.council or WHOLE_PARTNERSHIP,
                ref=terms.indicator_ref,
                title=terms.title,
                before=tuple(_then(one, labels) for one in before[-_BEFORE:]),
                after=tuple(_then(one, labels) for one in after[-_AFTER:]),
                illustrative=terms.illustrative,
            )
        )
    return tuple(sorted(found, key=lambda one: (one.ref, one.council)))


def _then(figure: SeenFigure, labels: Mapping[tuple[str, int, str], str]) -> FigureThen:
    snapshot = figure.snapshot
    word = rating_words(snapshot, labels=labels)
    return FigureThen(quarter=figure.quarter, value=printed(snapshot), mark=mark_of(snapshot), word=word)
