"""Ratings of the four quarters before, as whoever reads may be told of them.

As they are now; or as they were known when the version was frozen that was issued or released to them: its pack told
them so. What was frozen or restated later is not theirs to know.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models.fields.json import KT

from goldenthread.domain.periods import Quarter
from goldenthread.figures.models import Figure, Freeze, FrozenFigure, Restatement

RATED = ("green", "amber", "red")
_QUARTERS_BACK = 4


@dataclass(frozen=True)
class _Older:
    rating: str
    returned_at: datetime | None


class EarlierRatings:
    """Read for some measures at once: three reads, a fourth where an older version of an earlier quarter is told."""

    def __init__(self, quarter: Quarter, *, measures: Collection[int], known_by: Collection[datetime]) -> None:
        """`known_by` are the moments of the versions that readers see; none where they see figures as they stand."""
        self._periods = [str(one) for one in _before(quarter)]
        self._measures = set(measures)
        self._freezes: dict[str, list[tuple[int, datetime]]] = {period: [] for period in self._periods}
        self._rounds: dict[int, str] = {}
        freezes = Freeze.objects.filter(round__period__in=self._periods).order_by("number")
        for round_id, period, number, frozen_at in freezes.values_list(
            "round_id", "round__period", "number", "frozen_at"
        ):
            self._rounds[round_id] = period
            self._freezes[period].append((number, frozen_at))
        self._numbers: dict[tuple[str, datetime | None], int] = {}  # once for each moment, and not for each measure
        self._frozen = self._read_frozen()
        self._restated = self._read_restated()
        self._older = self._read_older(known_by)

    def of(self, measure: int, *, known_by: datetime | None) -> Iterator[tuple[str, str]]:
        """Period and rating, newest first: what a figure is now known to be rated comes before what was reported.

        With `known_by`, as it was known at that moment; else as it is now. A figure that was reported and not rated is
        passed over; one that is known not to be rated since is not.
        """
        for period in self._periods:
            reported = self._reported(period, measure, known_by=known_by)
            if reported is None:
                continue
            for said_at, rating, returned_at in self._restated.get((period, measure), ()):
                since = reported.returned_at if isinstance(reported, _Older) else returned_at
                is_of_this = since is None or said_at >= since
                if is_of_this and (known_by is None or said_at <= known_by):
                    yield period, rating
                    break
            rated = reported.rating if isinstance(reported, _Older) else reported
            if rated in RATED:
                yield period, rated

    def _reported(self, period: str, measure: int, *, known_by: datetime | None) -> _Older | str | None:
        """What was reported: a rating where the figure stands as it was frozen newest."""
        number = self._number(period, known_by=known_by)
        if not number:
            return None
        standing = self._frozen[period].get(measure)
        if standing is not None and number == self._number(period, known_by=None):
            return standing
        return self._older.get((period, number, measure))

    def _number(self, period: str, *, known_by: datetime | None) -> int:
        """Which version of the period was known then, or is now; 0 for none."""
        key = period, known_by
        if key not in self._numbers:
            numbers = (number for number, at in self._freezes[period] if known_by is None or at <= known_by)
            self._numbers[key] = max(numbers, default=0)
        return self._numbers[key]

    def _read_frozen(self) -> dict[str, dict[int, str]]:
        """Ratings of the figures that stand as they were frozen newest, by period and measure.

        By rounds and bounds alone: an index holds all that is asked of these thousands.
        """
        found: dict[str, dict[int, str]] = {period: {} for period in self._periods}
        rows = Figure.objects.filter(round_id__in=self._rounds, **self._bounds(self._measures)).order_by()
        for round_id, measure, state, rating in rows.values_list("round_id", "measure_id", "state", "rating"):
            if state == Figure.State.FROZEN:
                found[self._rounds[round_id]][measure] = rating
        return found

    def _read_restated(self) -> dict[tuple[str, int], list[tuple[datetime, str, datetime | None]]]:
        """Every restatement, newest first, with the moment at which the figure's value of now was returned."""
        # There are few of them; chosen by measure here, so that no database reads all figures to find them.
        said = Restatement.objects.filter(figure__round__period__in=self._periods).order_by("-pk")
        found: dict[tuple[str, int], list[tuple[datetime, str, datetime | None]]] = {}
        columns = ("figure__measure_id", "figure__round__period", "rating", "said_at", "figure__value__returned_at")
        for measure, period, rating, said_at, returned_at in said.values_list(*columns):
            if measure in self._measures:
                found.setdefault((period, measure), []).append((said_at, rating, returned_at))
        return found

    def _read_older(self, known_by: Collection[datetime]) -> dict[tuple[str, int, int], _Older]:
        """Figures of older versions, and of the newest where one was opened again since."""
        needed = {
            (period, number, measure)
            for moment in known_by
            for period in self._periods
            if (number := self._number(period, known_by=moment))
            for measure in self._missing(period, number)
        }
        if not needed:
            return {}
        rows = FrozenFigure.objects.filter(
            freeze__round__period__in={period for period, _, _ in needed},
            freeze__number__in={number for _, number, _ in needed},
            **self._bounds([measure for _, _, measure in needed]),
        ).annotate(returned=KT("snapshot__provenance__returned_at"))
        columns = ("freeze__round__period", "freeze__number", "measure_id", "rating", "returned")
        return {
            (period, number, measure): _Older(rating, datetime.fromisoformat(returned) if returned else None)
            for period, number, measure, rating, returned in rows.order_by("pk").values_list(*columns)
            if (period, number, measure) in needed
        }

    def _missing(self, period: str, number: int) -> Collection[int]:
        """Which of the measures the rows themselves do not tell of in this version."""
        is_newest = number == self._number(period, known_by=None)
        return self._measures - self._frozen[period].keys() if is_newest else self._measures

    @staticmethod
    def _bounds(measures: Collection[int]) -> dict[str, int]:
        return {"measure_id__gte": min(measures), "measure_id__lte": max(measures)}


def _before(quarter: Quarter) -> Iterator[Quarter]:
    """The four quarters before, newest first."""
    for _ in range(_QUARTERS_BACK):
        quarter = quarter.previous
        yield quarter
