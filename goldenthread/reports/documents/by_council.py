"""Every measure, council by council, and those of the whole partnership."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from goldenthread.domain.days import day_words
from goldenthread.domain.listing import listed
from goldenthread.publishing.document import Paragraph, Section
from goldenthread.reports.documents.counts import tally, tally_in_words
from goldenthread.reports.documents.measures_table import council_table
from goldenthread.reports.documents.own_ratings import own_ratings_blocks
from goldenthread.reports.documents.sentences import once_each
from goldenthread.reports.documents.telling import Telling
from goldenthread.reports.documents.told import WHOLE_PARTNERSHIP


def council_sections(telling: Telling, *, title: Callable[[str], str]) -> Iterator[Section]:
    """One section for each council that has measures; its name stands in every caption and on every page."""
    for council in telling.facts.councils:
        figures = telling.of_council(council)
        if not figures:
            continue
        yield Section(
            title=title(council.council),
            about=council.full_name,
            blocks=(
                Paragraph(text=tally_in_words(tally(figures), of=f"for {council.council}")),
                *_parts(telling, gss_council=council.council),
                council_table(
                    figures,
                    quarter=telling.quarter,
                    caption=f"{council.full_name}: every measure, {telling.quarter.label}",
                ),
                *own_ratings_blocks(figures, council=council, quarter=telling.quarter),
            ),
        )
    if telling.beside:
        yield Section(
            title=title(WHOLE_PARTNERSHIP),
            new_page=True,
            blocks=(
                Paragraph(text=tally_in_words(tally(telling.beside), of="of the whole partnership")),
                Paragraph(text=f"They stand beside the {telling.facts.counted} that are counted for councils."),
                council_table(
                    telling.beside,
                    quarter=telling.quarter,
                    caption=f"{WHOLE_PARTNERSHIP}: every measure, {telling.quarter.label}",
                ),
            ),
        )


def _parts(telling: Telling, *, gss_council: str) -> Iterator[Paragraph]:
    services = once_each(
        provided.service
        for provided in telling.facts.provision
        if provided.council == gss_council and provided.extent == "part"
    )
    if services:
        on = day_words(telling.quarter.last_day)
        yield Paragraph(text=f"On {on} only parts of {listed(services)} were provided to {gss_council}.")
