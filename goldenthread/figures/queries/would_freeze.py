"""What a freeze of a round would keep as its next version: read, and nothing is held or written for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count
from django.db.models.fields.json import KT

from goldenthread.domain.periods import Quarter
from goldenthread.domain.versions import VersionChange, changes_between
from goldenthread.figures.models import Figure
from goldenthread.figures.queries.freezes import FrozenRound, draft, facts_of, latest_freeze, snapshots_of
from goldenthread.figures.queries.versions import made_from_older
from goldenthread.publishing.queries import StandingPublication


@dataclass(frozen=True, kw_only=True)
class WouldFreeze:
    """The next version of a round as its figures stand. `before` is the version before it, None of the first."""

    number: int
    figures: int
    absences: tuple[tuple[str, int], ...]  # why nothing is asked of figures, with how many
    before: FrozenRound | None
    is_open: bool  # a figure was never frozen, or was opened again
    changes: tuple[VersionChange, ...]
    older: tuple[StandingPublication, ...]  # what was made from earlier versions

    @property
    def is_new(self) -> bool:
        """Whether there is anything to freeze."""
        return self.is_open or bool(self.changes)


def would_freeze(quarter: Quarter, *, at: datetime) -> WouldFreeze:
    """The next version of the quarter's round. Figures are compared only where there is a version to compare with.

    What stands against freezing, the operation says. Raises RoundNotOpen.
    """
    of_round = Figure.objects.filter(round__period=str(quarter))
    absent = of_round.exclude(terms__absence=None).annotate(why=KT("terms__absence")).order_by("why")
    before = latest_freeze(quarter)
    number = 1 if before is None else before.number + 1
    changes: tuple[VersionChange, ...] = ()
    if before is not None:
        now = draft(quarter, at=at)
        changes = changes_between((facts_of(before), snapshots_of(before)), (now.facts, now.figures))
    return WouldFreeze(
        number=number,
        figures=of_round.count(),
        absences=tuple(absent.values_list("why").annotate(Count("pk"))),
        before=before,
        is_open=of_round.exclude(state=Figure.State.FROZEN).exists(),
        changes=changes,
        older=made_from_older(quarter, number=number, at=at),
    )
