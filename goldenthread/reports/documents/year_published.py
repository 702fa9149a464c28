"""Which figures of a year were published, and where: told in a report that also holds what is made up."""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.domain.listing import listed
from goldenthread.publishing.document import Block, Column, Heading, Paragraph, Table
from goldenthread.reports.documents.published import SOURCES
from goldenthread.reports.documents.sentences import once_each
from goldenthread.reports.documents.told import period_label
from goldenthread.reports.documents.year_told import YearTelling


def year_sources_blocks(telling: YearTelling) -> Iterator[Block]:
    """Every published figure of the year, and of the year before it that is shown, with where it was published."""
    if not telling.facts.illustrative_note:
        return
    yield Heading(text=SOURCES)
    found: dict[str, list[str]] = {}
    for name, period, source in _published(telling):
        found.setdefault(source, []).append(f"{name}: {period_label(period)}")
    if not found:
        yield Paragraph(text="No figure in this report was published elsewhere.")
        return
    yield Table(
        caption=f"Where the published figures come from, {telling.year.label}",
        columns=(Column(title="Source", share=5), Column(title="Figures", share=5)),
        rows=tuple((source, listed(once_each(figures))) for source, figures in found.items()),
        notes=("Every figure that is not named here is illustrative.",),
    )


def _published(telling: YearTelling) -> Iterator[tuple[str, str, str]]:
    """Name, period and source of each. The year that is told has the source that its definition names."""
    for one in telling.measures:
        result, before = one.snapshot.result, one.snapshot.last_year
        if result.value is not None and not one.terms.illustrative_note and one.terms.source:
            yield one.name, telling.facts.year, one.terms.source.rstrip(".")
        if before is not None and before.value is not None and not before.illustrative and not before.withheld:
            source = one.terms.source if before.is_from_a_round else before.source
            if source:
                yield one.name, before.period, source.rstrip(".")
