"""Figures of earlier quarters that were awaited when their quarter was frozen, and have not come since their day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from goldenthread.domain.restated import NamedFigure


@dataclass(frozen=True, kw_only=True)
class OverdueFigure:
    """A figure that the pack of its own quarter calls awaited, and that is late by now."""

    figure: NamedFigure
    due_on: date
    frozen_at: datetime  # when its quarter's pack was made without it
