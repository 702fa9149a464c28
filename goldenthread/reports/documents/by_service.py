"""Every measure, service by service, with the forecast for the year end beside the rating of now."""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.publishing.document import Block, Heading, Paragraph, Section
from goldenthread.reports.documents.counts import tally, tally_in_words
from goldenthread.reports.documents.measures_table import service_table
from goldenthread.reports.documents.telling import Telling


def services_section(telling: Telling, *, title: str) -> Section:
    """One heading and table for each service, in the order of the register."""
    return Section(title=title, new_page=True, blocks=tuple(_blocks(telling)))


def _blocks(telling: Telling) -> Iterator[Block]:
    yield Paragraph(
        text=(
            "“Rating now” is of this quarter's figure. “Year end” says whether the forecast that the service returned "
            "meets the target for the year: the two are told side by side, and neither stands in for the other."
        )
    )
    for service, figures in telling.by_service.items():
        yield Heading(text=service)
        yield Paragraph(text=tally_in_words(tally(figures), of=f"of {service}"))
        yield service_table(
            figures, quarter=telling.quarter, caption=f"{service}: every measure, {telling.quarter.label}"
        )
