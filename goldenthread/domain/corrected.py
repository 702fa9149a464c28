"""Figures that a new version of their own quarter would repeat although they are known to be wrong."""

from __future__ import annotations

from collections.abc import Iterable

from goldenthread.domain.restated import RestatedFigure, RestatementKind
from goldenthread.domain.snapshot import FigureSnapshot


def corrected_since(
    restatements: Iterable[RestatedFigure], *, period: str, snapshots: Iterable[FigureSnapshot]
) -> tuple[RestatedFigure, ...]:
    """The newest restatement of each figure of the quarter that stands in these snapshots with another value than is
    known, where one of its restatements is a correction: to print it again would repeat a mistake. One that was
    returned anew since is as it was returned; one that was revised as expected stays as it was reported."""
    standing = {one.measure_id: one for one in snapshots}
    said: dict[int, list[RestatedFigure]] = {}
    for one in restatements:
        figure = standing.get(one.figure.measure_id)
        if one.figure.period != period or figure is None:
            continue
        returned_at = figure.provenance.returned_at
        if returned_at is None or one.at >= returned_at:
            said.setdefault(figure.measure_id, []).append(one)
    return tuple(
        of[-1]
        for measure, of in said.items()
        if of[-1].value != standing[measure].value and any(one.kind is RestatementKind.CORRECTION for one in of)
    )
