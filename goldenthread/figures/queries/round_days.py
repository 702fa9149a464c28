"""The days of one round: when its figures are due, which meeting it is for, and what was frozen of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from goldenthread.domain.periods import Quarter
from goldenthread.figures.models import Figure, Freeze, Round


@dataclass(frozen=True, kw_only=True)
class RoundDays:
    """`due_days` are those of figures that something is asked of, each with how many; `frozen_as` is 0 before any."""

    quarter: Quarter
    meeting_on: date | None
    due_days: tuple[tuple[date, int], ...]
    frozen_as: int


def round_days(quarter: Quarter) -> RoundDays | None:
    """The days of the quarter's round; None where no round is open. Three reads."""
    row = Round.objects.filter(period=str(quarter)).values_list("pk", "meeting__date").first()
    if row is None:
        return None
    pk, meeting_on = row
    due = Figure.objects.filter(round_id=pk, terms__absence=None).order_by("due_on").values_list("due_on", flat=True)
    newest = Freeze.objects.filter(round_id=pk).order_by("-number").values_list("number", flat=True).first()
    return RoundDays(
        quarter=quarter, meeting_on=meeting_on, due_days=tuple(Counter(due).items()), frozen_as=newest or 0
    )
