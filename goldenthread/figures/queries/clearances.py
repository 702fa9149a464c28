"""Who cleared which version of a council's figures, and whether that still holds."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef

from goldenthread.domain.explained import Line, Part
from goldenthread.domain.periods import Quarter
from goldenthread.domain.plain import from_plain, sha256_without_defaults
from goldenthread.domain.problems import Refused
from goldenthread.domain.restated import RestatedFigure
from goldenthread.domain.snapshot import FigureSnapshot
from goldenthread.figures.models import Clearance, Figure, Freeze, FrozenFigure, Restatement
from goldenthread.figures.queries.freezes import FrozenRound
from goldenthread.figures.queries.restatements import known_figures
from goldenthread.figures.rules import today_in_london
from goldenthread.partnership.models import Appointment
from goldenthread.partnership.queries import CouncilFacts, councils, role_held, scope_of
from goldenthread.terminal.order import moment_in_words


class CouncilUnknown(Refused):
    """No council is called so."""

    def __init__(self, typed: str) -> None:
        known = ", ".join(council.slug for council in councils())
        super().__init__(f"No council has the short name {typed!r}. There are: {known or 'none yet'}.")


@dataclass(frozen=True, kw_only=True)
class ClearedVersion:
    """A clearance of one council's figures: by which post, of which version, and the SHA-256 of what was cleared.

    `restatement_id` is the newest restatement of those figures that was known then; 0 for none.
    """

    version: int
    role: str  # as it is shown: "Section 151 officer"
    post: str  # as it was then
    at: datetime
    words: str
    sha256: str
    restatement_id: int = 0

    def covers(self, sha256: str, *, restatement_id: int) -> bool:
        """Whether these figures are those that were cleared, with all that was restated of them up to this one."""
        return self.sha256 == sha256 and self.restatement_id >= restatement_id


def council_called(typed: str) -> CouncilFacts:
    """The council of this short name ("havering"); raises CouncilUnknown."""
    found = next((council for council in councils() if council.slug == typed.strip().casefold()), None)
    if found is None:
        raise CouncilUnknown(typed)
    return found


def figures_sha256(figures: Iterable[FigureSnapshot]) -> str:
    """SHA-256 of a council's figures as they were frozen, whichever version of this product reads them."""
    return sha256_without_defaults(tuple(figures))


def frozen_of_council(freeze: FrozenRound, *, council: CouncilFacts) -> tuple[FigureSnapshot, ...]:
    """The council's own figures in a freeze; those of the whole partnership are nobody's alone."""
    rows = FrozenFigure.objects.filter(freeze_id=freeze.id, measure__council_id=council.id).order_by("position")
    return tuple(from_plain(FigureSnapshot, plain) for plain in rows.values_list("snapshot", flat=True))


def newest_restatement(quarter: Quarter, *, council: CouncilFacts, at: datetime | None = None) -> RestatedFigure | None:
    """The newest restatement of the council's figures of the quarter that still says what is known, by the moment;
    None where they are known as they were frozen."""
    return next(iter(restatements_known(quarter, council=council, at=at)), None)


def restatements_known(
    quarter: Quarter, *, council: CouncilFacts, at: datetime | None = None
) -> tuple[RestatedFigure, ...]:
    """Of each of the council's figures of the quarter that was restated, the restatement that says what is known by the
    moment, newest first."""
    restated = Exists(Restatement.objects.filter(figure=OuterRef("pk")))
    which = Figure.objects.filter(restated, round__period=str(quarter), measure__council_id=council.id)
    newest = (known.newest for known in known_figures(which, at=at))
    found = (one for one in newest if one is not None)
    return tuple(sorted(found, key=lambda one: one.restatement_id, reverse=True))


def newest_restatements(periods: Collection[str], *, council_ids: Collection[int]) -> dict[tuple[str, int], int]:
    """The id of the newest restatement that says what is known, by quarter and council; left out where there is none.

    One read where none was restated; else as many whatever the number of figures.
    """
    restated = Exists(Restatement.objects.filter(figure=OuterRef("pk")))
    which = Figure.objects.filter(restated, round__period__in=periods, measure__council_id__in=council_ids)
    whose = dict(which.order_by("pk").values_list("pk", "measure__council_id"))
    found: dict[tuple[str, int], int] = {}
    for known in known_figures(which, at=None) if whose else ():
        if known.newest is not None:
            key = str(known.quarter), whose[known.figure_id]
            found[key] = max(found.get(key, 0), known.newest.restatement_id)
    return found


def clearances_of(quarter: Quarter, *, council: CouncilFacts, at: datetime) -> tuple[ClearedVersion, ...]:
    """Every clearance of the council's figures of the quarter by the moment, oldest first."""
    rows = Clearance.objects.filter(
        freeze__round__period=str(quarter), council_id=council.id, cleared_at__lte=at
    ).select_related("freeze", "cleared_by")
    return tuple(_cleared(row, council=council) for row in rows.order_by("cleared_at", "pk"))


def frozen_versions(quarter: Quarter) -> dict[int, FrozenRound]:
    """Every version of the quarter's round, by number."""
    rows = Freeze.objects.filter(round__period=str(quarter)).order_by("number")
    return {
        row.number: FrozenRound(id=row.pk, quarter=quarter, number=row.number, frozen_at=row.frozen_at) for row in rows
    }


def _cleared(row: Clearance, *, council: CouncilFacts) -> ClearedVersion:
    held = role_held(row.cleared_by, row.role, on=today_in_london(row.cleared_at), of=scope_of(council=council))
    return ClearedVersion(
        version=row.freeze.number,
        role=Appointment.Role(row.role).label,
        post=Appointment.Role(row.role).label if held is None else held.post,
        at=row.cleared_at,
        words=row.words,
        sha256=row.sha256,
        restatement_id=row.restatement_id,
    )


def clearance_part(quarter: Quarter, *, council_id: int | None, at: datetime) -> Part:
    """Who cleared which version of the figure's council's figures by the moment, oldest first; of a figure of the whole
    partnership, that nobody does."""
    council = next((one for one in councils() if one.id == council_id), None)
    if council is None:
        lines = [Line(what="clearance", words="none: a figure of the whole partnership is cleared by nobody alone")]
    else:
        lines = [
            Line(
                what=f"version {one.version}",
                words=f"{one.post}, {one.role}, {moment_in_words(one.at)}{f': {one.words}' if one.words else ''}",
            )
            for one in clearances_of(quarter, council=council, at=at)
        ]
        if not lines:
            asked = "not cleared yet" if council.clearance_required else "none: the council does not ask for it"
            lines.append(Line(what="clearance", words=asked))
    return Part(title="Clearance", lines=tuple(lines))
