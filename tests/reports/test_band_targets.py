"""A band that is wanted, in place of one target: printed and drawn in every exception."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from goldenthread.domain.measures import Polarity
from goldenthread.domain.snapshot import FigureSnapshot
from goldenthread.domain.terms import TargetKind
from goldenthread.publishing.cells import words_of
from goldenthread.publishing.document import Chart, Panel, ReportDocument
from tests.reports.packs import make_pack
from tests.reports.rounds import make_snapshot, make_terms


def make_turnover(lower: str | None = "8.0", upper: str | None = "14.0", **given: Any) -> FigureSnapshot:
    """Staff turnover of 20%, outside its band in both quarters."""
    terms = make_terms(
        title="Turnover",
        target=None,
        target_kind=TargetKind.NUMBER,
        polarity=Polarity.BAND,
        tolerance="1",
        target_lower=lower,
        target_upper=upper,
    )
    made = make_snapshot(terms, value="20.0", history=("19.0",), **given)
    low, high = (None if edge is None else Decimal(edge) for edge in (lower, upper))
    points = tuple(replace(point, target_lower=low, target_upper=high) for point in made.series)
    return replace(made, series=points)


def chart_in(pack: ReportDocument) -> Chart:
    (chart,) = [
        block
        for section in pack.sections
        for panel in section.blocks
        if isinstance(panel, Panel)
        for block in panel.blocks
        if isinstance(block, Chart)
    ]
    return chart


@pytest.mark.parametrize(
    ("lower", "upper", "printed"),
    [("8.0", "14.0", "8.0% to 14.0%"), (None, "14.0", "at most 14.0%"), ("25.0", None, "at least 25.0%")],
)
def test_the_table_of_a_chart_prints_the_band_of_every_period(lower: str, upper: str, printed: str) -> None:
    chart = chart_in(make_pack(make_turnover(lower, upper)))

    assert chart.table is not None
    assert [words_of(cell) for cell in chart.table.rows[1]] == ["Target", printed, printed]
    assert f"Target {printed}" in chart.svg
    assert f"against a target of {printed}" in chart.alt


def test_a_chart_without_any_target_does_not_speak_of_dashes() -> None:
    bare = make_turnover(None, "14.0")
    older = replace(
        bare, series=tuple(replace(point, target_lower=None, target_upper=None) for point in bare.series)
    )  # as a snapshot was frozen before bands were kept with their periods

    assert chart_in(make_pack(older)).caption == "Figure (line)"
    assert chart_in(make_pack(bare)).caption == "Figure (line) and target (dashes)"
