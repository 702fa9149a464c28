"""What a council's Section 151 officer or partner lead clears: its figures in the newest version of each quarter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from goldenthread.domain.periods import Quarter
from goldenthread.domain.plain import from_plain
from goldenthread.domain.restated import RestatedFigure
from goldenthread.domain.snapshot import FigureSnapshot
from goldenthread.domain.versions import VersionChange, changes_between
from goldenthread.figures.models import Clearance, Freeze, FrozenFigure
from goldenthread.figures.queries.clearances import (
    ClearedVersion,
    clearances_of,
    figures_sha256,
    frozen_of_council,
    frozen_versions,
    newest_restatements,
    restatements_known,
)
from goldenthread.figures.queries.freezes import FrozenRound, facts_of
from goldenthread.partnership.queries import CouncilFacts, HeldRole, Scope, councils

# Quarters are listed back to so many: what is older was cleared or published long since.
_QUARTERS = 8


@dataclass(frozen=True, kw_only=True)
class ToClear:
    """A council's figures of a quarter, by the newest version and the newest clearance.

    `cleared` is the version cleared last, 0 for none; `still_holds` says that it is of these figures, with all that is
    known of them; `restated_since`, that it is of these figures, and one of them was restated after it.
    """

    council: CouncilFacts
    quarter: Quarter
    version: int
    frozen_at: datetime
    cleared: int
    cleared_at: datetime | None
    still_holds: bool
    restated_since: bool


def to_clear(held: Iterable[HeldRole]) -> tuple[ToClear, ...]:
    """Of the councils that the roles reach, each of the last quarters that hold figures of theirs, newest first.

    As many reads whatever the number of figures: those of a version are read only where it was frozen anew after it was
    cleared, and what was restated only where anything was.
    """
    reached = councils_reached(held)
    newest: dict[str, FrozenRound] = {}
    numbers: dict[int, int] = {}
    rows = Freeze.objects.order_by("number").values_list("pk", "round__period", "number", "frozen_at")
    for pk, period, number, frozen_at in rows:
        newest[period] = FrozenRound(id=pk, quarter=Quarter.parse(period), number=number, frozen_at=frozen_at)
        numbers[pk] = number
    last = sorted(newest.values(), key=lambda one: str(one.quarter), reverse=True)[:_QUARTERS]
    ids = [one.id for one in reached]
    holding = set(
        FrozenFigure.objects.filter(freeze_id__in=[one.id for one in last], measure__council_id__in=ids)
        .order_by()
        .values_list("freeze_id", "measure__council_id")
        .distinct()
    )
    cleared: dict[tuple[str, int], Clearance] = {}
    periods = [str(one.quarter) for one in last]
    for row in (
        Clearance.objects.filter(freeze__round__period__in=periods, council_id__in=ids)
        .select_related("freeze__round")
        .order_by("cleared_at", "pk")
    ):
        cleared[row.freeze.round.period, row.council_id] = row
    anew = {
        (freeze.id, council)
        for freeze in last
        for council in ids
        if (last_one := cleared.get((str(freeze.quarter), council))) is not None and last_one.freeze_id != freeze.id
    }
    hashes = _hashes(anew)
    restated = newest_restatements({period for period, _ in cleared}, council_ids={council for _, council in cleared})
    return tuple(
        _standing(
            council,
            freeze,
            last=cleared.get((str(freeze.quarter), council.id)),
            hashes=hashes,
            restatement_id=restated.get((str(freeze.quarter), council.id), 0),
        )
        for freeze in last
        for council in reached
        if (freeze.id, council.id) in holding
    )


def councils_reached(held: Iterable[HeldRole]) -> tuple[CouncilFacts, ...]:
    """The councils for all of which one of the roles is held, in their order."""
    reaching = tuple(held)
    return tuple(one for one in councils() if any(role.reaches(Scope(council_id=one.id)) for role in reaching))


def _hashes(which: set[tuple[int, int]]) -> dict[tuple[int, int], str]:
    """SHA-256 of the council's figures, by freeze and council; one read, or none."""
    if not which:
        return {}
    found: dict[tuple[int, int], list[FigureSnapshot]] = {}
    rows = FrozenFigure.objects.filter(
        freeze_id__in={freeze for freeze, _ in which}, measure__council_id__in={council for _, council in which}
    ).order_by("position")
    for freeze, council, plain in rows.values_list("freeze_id", "measure__council_id", "snapshot"):
        if (freeze, council) in which:
            found.setdefault((freeze, council), []).append(from_plain(FigureSnapshot, plain))
    return {key: figures_sha256(figures) for key, figures in found.items()}


def _standing(
    council: CouncilFacts,
    freeze: FrozenRound,
    *,
    last: Clearance | None,
    hashes: Mapping[tuple[int, int], str],
    restatement_id: int,
) -> ToClear:
    is_same = last is not None and (last.freeze_id == freeze.id or last.sha256 == hashes.get((freeze.id, council.id)))
    knows_all = last is not None and last.restatement_id >= restatement_id
    return ToClear(
        council=council,
        quarter=freeze.quarter,
        version=freeze.number,
        frozen_at=freeze.frozen_at,
        cleared=0 if last is None else last.freeze.number,
        cleared_at=None if last is None else last.cleared_at,
        still_holds=is_same and knows_all,
        restated_since=is_same and not knows_all,
    )


@dataclass(frozen=True, kw_only=True)
class CouncilVersion:
    """A council's figures as they were frozen last, and as they are known since; every clearance of the quarter, and
    what differs since the last."""

    council: CouncilFacts
    freeze: FrozenRound
    figures: tuple[FigureSnapshot, ...]
    cleared: tuple[ClearedVersion, ...]  # oldest first
    changes: tuple[VersionChange, ...]  # since the version cleared last, as far as a reader of reports sees it
    restated: tuple[RestatedFigure, ...]  # newest first

    @property
    def newest_restatement(self) -> int:
        """The id of the newest restatement that a clearance now would cover; 0 for none."""
        return self.restated[0].restatement_id if self.restated else 0

    @property
    def still_holds(self) -> bool:
        """Whether the last clearance is of these figures, with what was restated of them."""
        sha256 = figures_sha256(self.figures)
        return any(one.covers(sha256, restatement_id=self.newest_restatement) for one in self.cleared[-1:])


def council_version(quarter: Quarter, *, council: CouncilFacts, at: datetime) -> CouncilVersion | None:
    """The newest version of the quarter's figures of the council; None where it has none."""
    versions = frozen_versions(quarter)
    if not versions:
        return None
    freeze = versions[max(versions)]
    figures = frozen_of_council(freeze, council=council)
    if not figures:
        return None
    cleared = clearances_of(quarter, council=council, at=at)
    last = cleared[-1] if cleared else None
    changes: Sequence[VersionChange] = ()
    if last is not None and last.version != freeze.number:
        facts = facts_of(freeze)  # the same on both sides: what is of the round is no council's own
        earlier = frozen_of_council(versions[last.version], council=council)
        changes = changes_between((facts, earlier), (facts, figures))
    return CouncilVersion(
        council=council,
        freeze=freeze,
        figures=figures,
        cleared=cleared,
        changes=tuple(one for one in changes if not one.internal),
        restated=restatements_known(quarter, council=council, at=at),
    )
