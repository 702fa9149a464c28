"""Every measure, service by service, with the forecast for the year end beside the rating of now."""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.publishing.document import Block, Heading, Paragraph, Section
from goldenthread.reports.documents.counts import tally, tally_in_words
from goldenthread.reports.documents.measures_table import service_table
from goldenthread.reports.documents.telling import Telling


def services_section(telling: Telling, *, title: str) -> Section:
    """One heading and table for each service, in the order of the register; after the short part of the whole
    partnership, where there is one, on the same page."""
    return Section(title=title, new_page=not telling.beside, blocks=tuple(_blocks(telling)))


def services_in_words(telling: Telling) -> str:
    """ "Each measure stands under its service once: 123 in all, the 120 that are counted and 3 of the whole
    partnership."."""
    every, beside = len(telling.figures), len(telling.beside)
    words = f"Each measure stands under its own service, once: {every} in all"
    if not beside:
        return f"{words}."
    return f"{words}, the {every - beside} that are counted for councils and {beside} of the whole partnership."


def _blocks(telling: Telling) -> Iterator[Block]:
    yield Paragraph(
        text=(
            "“Rating now” is of this quarter's figure. “Year end” is what the forecast that the service returned would "
            "be rated against the target for the year, under the same policy: the two are told side by side, and "
            "neither stands in for the other."
        )
    )
    yield Paragraph(text=services_in_words(telling))
    for service, figures in telling.by_service.items():
        yield Heading(text=service)
        yield Paragraph(text=tally_in_words(tally(figures), of=f"of {service}"))
        yield service_table(
            figures, quarter=telling.quarter, caption=f"{service}: every measure, {telling.quarter.label}"
        )
