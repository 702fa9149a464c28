"""Runs of bad periods, printed with the exceptions: three reds in a row, or three periods each worse than before."""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.domain.streaks import PERIODS_IN_A_ROW
from goldenthread.publishing.document import Block, Column, Heading, Paragraph, Table
from goldenthread.reports.documents.published import kind_notes
from goldenthread.reports.documents.sentences import count_of, is_or_are, starting
from goldenthread.reports.documents.telling import Telling

_TIMES = {3: "third"}


def runs_told(telling: Telling) -> Iterator[Block]:
    """The measures with such a run, each with its run in words and the post that signs it off; nothing without any."""
    figures = tuple(figure for figure in telling.figures if figure.snapshot.streaks)
    if not figures:
        return
    number = len(figures)
    yield Heading(text="Three periods in a row")
    yield Paragraph(
        text=f"{starting(count_of(number, 'measure'))} {is_or_are(number)} red, or worse than the period before, for "
        f"the {_TIMES[PERIODS_IN_A_ROW]} time in a row or more."
    )
    yield Table(
        caption=f"Red or worsening {PERIODS_IN_A_ROW} periods in a row, {telling.quarter.label}",
        columns=(
            Column(title="Measure", share=5),
            Column(title="Council", share=2),
            Column(title="Rating", share=2),
            Column(title="In a row", share=6),
            Column(title="Signed off by", share=4),
        ),
        rows=tuple(
            (
                figure.title,
                figure.scope,
                figure.mark,
                starting("; ".join(str(streak) for streak in figure.snapshot.streaks)),
                figure.terms.sign_off_post,
            )
            for figure in figures
        ),
        notes=kind_notes(figures),
    )
