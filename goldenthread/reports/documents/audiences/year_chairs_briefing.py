"""The pack of the Chair's briefing at a year's end: what the committee will get, and what is not for the public."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from goldenthread.domain.year_close import YearFacts, YearSnapshot
from goldenthread.publishing.document import Block, Contents, Heading, NumberedList, Paragraph, ReportDocument, Section
from goldenthread.reports.documents.audiences.assembly import Head
from goldenthread.reports.documents.audiences.chairs_briefing import TITLE
from goldenthread.reports.documents.audiences.year_management_team import withheld_blocks
from goldenthread.reports.documents.cleaning import cleaned
from goldenthread.reports.documents.members_page import correction_notice
from goldenthread.reports.documents.sentences import count_of
from goldenthread.reports.documents.year_counts import year_counted_in_words, year_tally_table
from goldenthread.reports.documents.year_cover import (
    missing_in_words,
    red_in_words,
    since_in_words,
    year_recommendations,
)
from goldenthread.reports.documents.year_end import whole_year, year_assembled, year_end_findings, year_end_tables
from goldenthread.reports.documents.year_since import YearSince, year_since, year_since_notices
from goldenthread.reports.documents.year_told import YearTelling
from goldenthread.reports.sources import EarlierYear


def year_chairs_briefing_pack(
    facts: YearFacts,
    snapshots: Iterable[YearSnapshot],
    *,
    key: str,
    before: EarlierYear | None = None,
    replaces: str = "",
    because: str = "",
) -> ReportDocument:
    """The whole document, with what is withheld from the public; its parts have the letters of the committee's pack."""
    telling = whole_year(facts, snapshots)
    since = year_since(telling, before=before, is_public=False)
    partnership, year = telling.facts.partnership, telling.year.label
    return year_assembled(
        telling,
        head=Head(
            key=key,
            title=f"{partnership} Performance Indicators, year end: Chair’s briefing",
            subject=f"What the {count_of(telling.facts.counted, 'measure')} came to in {year}",
            whom=f"Chair of the {telling.facts.committee}",
            is_restricted=True,
        ),
        report=_report(telling, replaces=cleaned(replaces), because=cleaned(because), since=since),
        tables=year_end_tables(telling, since=since),
    )


def _report(telling: YearTelling, *, replaces: str, because: str, since: YearSince | None) -> Iterator[Section]:
    notices = (*correction_notice(replaces, because=because), *year_since_notices(since))
    yield Section(title=TITLE, blocks=(*notices, *_briefing(telling), Contents()))
    yield from year_end_findings(telling)


def _briefing(telling: YearTelling) -> Iterator[Block]:
    yield Paragraph(text=f"{year_counted_in_words(telling)} {since_in_words(telling)}")
    yield year_tally_table(telling, caption=f"How the year came out, {telling.year.label}")
    yield Paragraph(text=red_in_words(telling))
    yield Paragraph(text=missing_in_words(telling))
    yield Heading(text="What the Committee is asked")
    yield NumberedList(points=year_recommendations(telling))
    yield Heading(text="Not for the public")
    yield from withheld_blocks(telling)
