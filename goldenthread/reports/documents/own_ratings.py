"""Where a council's own policy rates its measures otherwise than the joint committee's: each named, in no count."""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.domain.periods import Quarter
from goldenthread.domain.snapshot import CouncilCount
from goldenthread.publishing.cells import Cell, Detail
from goldenthread.publishing.document import Block, Column, Paragraph, Table
from goldenthread.reports.documents.published import kind_notes
from goldenthread.reports.documents.sentences import count_of, is_or_are
from goldenthread.reports.documents.told import ToldFigure


def own_ratings_blocks(figures: tuple[ToldFigure, ...], *, council: CouncilCount, quarter: Quarter) -> Iterator[Block]:
    """Nothing where the council has no policy of its own."""
    if not any(figure.terms.own_policy_slug for figure in figures):
        return
    differing = tuple(figure for figure in figures if figure.own_differs)
    yield Paragraph(text=differences_in_words(figures, council=council.council))
    if differing:
        yield Table(
            caption=f"{council.full_name}: rated otherwise under its own policy, {quarter.label}",
            columns=(
                Column(title="Measure", share=6),
                Column(title="Joint committee", share=3),
                Column(title=f"{council.council}'s own", share=3),
                Column(title="Why", share=8),
            ),
            rows=tuple(_row(figure) for figure in differing),
            notes=kind_notes(differing),
        )


def differences_in_words(figures: tuple[ToldFigure, ...], *, council: str) -> str:
    """ "Under Havering's own policy 14 of its 60 measures are rated otherwise. That is counted nowhere."."""
    beside = sum(figure.own is not None for figure in figures)
    number = sum(figure.own_differs for figure in figures)
    if not beside:
        return f"None of the measures was returned that {council}'s own policy would rate."
    if not number:
        return f"Under {council}'s own policy every measure is rated as for the joint committee."
    return (
        f"Under {council}'s own policy {number} of its {count_of(len(figures), 'measure')} {is_or_are(number)} rated "
        "otherwise. The counts in this report are by the joint committee's policy alone."
    )


def _row(figure: ToldFigure) -> tuple[Cell, ...]:
    own = figure.snapshot.own
    return (
        Detail(text=figure.title, small=figure.terms.indicator_ref),
        figure.mark,
        figure.own or "–",
        "" if own is None else own.reason,
    )
