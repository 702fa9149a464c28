"""What a freeze changed against the one before it, and who has what was made from the older ones."""

from __future__ import annotations

from datetime import datetime

from goldenthread.domain.periods import Quarter
from goldenthread.figures.queries.freezes import FrozenRound, freeze_numbered
from goldenthread.publishing.queries import StandingPublication, publications_made_from


def version_label(quarter: Quarter, *, number: int) -> str:
    """By which name publications say what they were made from: "Q2 2019/20, version 1 of the figures"."""
    return f"{quarter.label}, version {number} of the figures"


def not_frozen_label(quarter: Quarter) -> str:
    """How publications begin to say that they were made from a round that was not frozen, and when that was."""
    return f"{quarter.label}, as it stood on "


def freeze_before(freeze: FrozenRound) -> FrozenRound | None:
    """The version before this one; None for the first."""
    return freeze_numbered(freeze.quarter, number=freeze.number - 1)


def made_from_older(quarter: Quarter, *, number: int, at: datetime) -> tuple[StandingPublication, ...]:
    """What was issued before anything was frozen, and what was published from any version before this one, by the
    moment; and to whom it was issued by then."""
    labels = [version_label(quarter, number=older) for older in range(1, number)]
    of_versions = (one for label in labels for one in publications_made_from(label, at=at))
    return (*publications_made_from(not_frozen_label(quarter), at=at, begins=True), *of_versions)
