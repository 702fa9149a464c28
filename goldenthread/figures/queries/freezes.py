"""Frozen rounds, as reports read them; and the same shape of a round that is not frozen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from goldenthread.domain.periods import Quarter
from goldenthread.domain.plain import from_plain
from goldenthread.domain.snapshot import FigureSnapshot, RoundFacts
from goldenthread.figures.models import Figure, Freeze, FrozenFigure, Round
from goldenthread.figures.queries.facts import round_facts
from goldenthread.figures.queries.rounds import round_of
from goldenthread.figures.queries.snapshots import snapshots_now


@dataclass(frozen=True, kw_only=True)
class FrozenRound:
    """A numbered freeze of a quarter's round."""

    id: int
    quarter: Quarter
    number: int
    frozen_at: datetime


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A round as it stands now, in the shape of a freeze; its facts have version 0."""

    facts: RoundFacts
    figures: tuple[FigureSnapshot, ...]


def latest_freeze(quarter: Quarter) -> FrozenRound | None:
    """The newest freeze of the quarter's round, or None where it was never frozen."""
    return _frozen(Freeze.objects.filter(round__period=str(quarter)).order_by("-number").first(), quarter=quarter)


def freeze_numbered(quarter: Quarter, *, number: int) -> FrozenRound | None:
    """One version of the quarter's round, or None where there is no such version."""
    return _frozen(Freeze.objects.filter(round__period=str(quarter), number=number).first(), quarter=quarter)


def opened_again(quarter: Quarter) -> list[str]:
    """Names of the figures of a frozen round that were opened again since, in their order."""
    figures = Figure.objects.filter(round__period=str(quarter)).exclude(state=Figure.State.FROZEN)
    return [figure.name for figure in figures.order_by("pk")]


def _frozen(freeze: Freeze | None, *, quarter: Quarter) -> FrozenRound | None:
    if freeze is None:
        return None
    return FrozenRound(id=freeze.pk, quarter=quarter, number=freeze.number, frozen_at=freeze.frozen_at)


def snapshots_of(freeze: FrozenRound) -> tuple[FigureSnapshot, ...]:
    """Every figure of the freeze, by council, service and reference."""
    rows = FrozenFigure.objects.filter(freeze_id=freeze.id).order_by("position").values_list("snapshot", flat=True)
    return tuple(from_plain(FigureSnapshot, plain) for plain in rows)


def facts_of(freeze: FrozenRound) -> RoundFacts:
    """What the freeze says of the round as a whole."""
    return from_plain(RoundFacts, Freeze.objects.values_list("facts", flat=True).get(pk=freeze.id))


def draft(quarter: Quarter, *, at: datetime) -> Draft:
    """The quarter's round as it stands now; nothing is written. Raises RoundNotOpen."""
    round_ = round_of(quarter)
    figures = draft_snapshots(round_, at=at)
    return Draft(facts=round_facts(round_, figures, version=0, frozen_at=None, at=at), figures=figures)


def draft_snapshots(round_: Round, *, at: datetime) -> tuple[FigureSnapshot, ...]:
    """Every figure of the round as it stands now, in the order of a freeze."""
    quarter = Quarter.parse(round_.period)
    return tuple(snapshot for _, snapshot in snapshots_now(round_.pk, quarter=quarter, at=at))
