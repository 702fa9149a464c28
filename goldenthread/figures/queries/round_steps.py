"""How far a round has come after its freeze: cleared by whom, published and released as what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from goldenthread.domain.periods import Quarter
from goldenthread.figures.queries.to_clear import to_clear
from goldenthread.figures.queries.versions import version_label
from goldenthread.partnership.queries import HeldRole
from goldenthread.publishing.models import Publication

# The pack of the whole round: the name of an audience of the room above.
_OF_THE_ROUND = "joint-committee"


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """A council that clears before release, and whether it has cleared the newest version."""

    council: str
    is_cleared: bool


@dataclass(frozen=True, kw_only=True)
class Pack:
    """The committee's pack of the newest version; `released_at` is None until it is public."""

    public_id: str
    published_at: datetime
    released_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class RoundSteps:
    """What was done with the newest version of a round."""

    clearances: tuple[Waiting, ...]
    pack: Pack | None

    @property
    def is_cleared(self) -> bool:
        return all(one.is_cleared for one in self.clearances)


def round_steps(quarter: Quarter, *, version: int, held: Iterable[HeldRole]) -> RoundSteps:
    """Of the councils that the roles reach; six reads at most."""
    waiting = (one for one in to_clear(held) if one.quarter == quarter and one.council.clearance_required)
    row = (
        Publication.objects.filter(
            period=str(quarter), made_from=version_label(quarter, number=version), audience=_OF_THE_ROUND
        )
        .order_by("-published_at", "-pk")
        .values_list("public_id", "published_at", "release__released_at")
        .first()
    )
    return RoundSteps(
        clearances=tuple(Waiting(council=one.council.name, is_cleared=one.still_holds) for one in waiting),
        pack=None if row is None else Pack(public_id=row[0], published_at=row[1], released_at=row[2]),
    )
