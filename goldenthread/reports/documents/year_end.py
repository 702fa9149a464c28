"""The year-end pack: what every measure came to, from a frozen close alone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta, timezone

from goldenthread.domain.days import day_words
from goldenthread.domain.periods import FinancialYear
from goldenthread.domain.withheld import year_for_the_public
from goldenthread.domain.year_close import YearFacts, YearSnapshot
from goldenthread.publishing.document import Contents, Identifier, Paragraph, ReportDocument, Section, Status
from goldenthread.reports.documents.age import LONDON
from goldenthread.reports.documents.cleaning import cleaned
from goldenthread.reports.documents.members_page import correction_notice
from goldenthread.reports.documents.sentences import count_of, listed
from goldenthread.reports.documents.succession import succession_blocks
from goldenthread.reports.documents.year_cover import appendix_of, year_cover_section, year_members_section
from goldenthread.reports.documents.year_key import year_key_section
from goldenthread.reports.documents.year_rows import year_rows
from goldenthread.reports.documents.year_tables import (
    year_council_sections,
    year_exceptions_section,
    year_strategic_section,
    year_without_section,
)
from goldenthread.reports.documents.year_told import YearTelling, year_telling


def year_end_pack(
    facts: YearFacts,
    snapshots: Iterable[YearSnapshot],
    *,
    audience: str,
    replaces: str = "",
    because: str = "",
) -> ReportDocument:
    """The whole document, without what is withheld.

    A correction says on its first page which publication it replaces, and why.
    """
    shown = tuple(year_for_the_public(snapshot) for snapshot in snapshots)
    telling = year_telling(cleaned(facts), cleaned(shown), as_at=in_whole_seconds(facts.closed_at))
    facts = telling.facts
    names = listed(council.council for council in facts.councils if council.measures)
    return ReportDocument(
        name=f"{facts.year}-year-end-{audience}",
        title=f"{facts.partnership} Performance Indicators, year end",
        subject=f"What the {count_of(facts.counted, 'measure')} of {names} came to in {telling.year.label}",
        publisher=facts.partnership,
        audience=year_presented_to(facts),
        period=f"{telling.year.label} (April {telling.year.start} – March {telling.year.start + 1})",
        as_at=telling.as_at,
        status=Status.PUBLISHED,
        sections=tuple(_sections(telling, replaces=cleaned(replaces), because=cleaned(because))),
        rows=year_rows(telling),
        illustrative_note=facts.illustrative_note,
        identifiers=(Identifier(scheme="figures", value=year_made_from(facts)),),
    )


def year_made_from(facts: YearFacts) -> str:
    """ "2019/20, version 1 of the closed year"."""
    return f"{FinancialYear.parse(facts.year).label}, version {facts.version} of the closed year"


def year_presented_to(facts: YearFacts) -> str:
    """ "oneSource Joint Committee, 26 June 2020"."""
    return facts.committee if facts.meeting_on is None else f"{facts.committee}, {day_words(facts.meeting_on)}"


def in_whole_seconds(moment: datetime) -> datetime:
    """The moment in London, with a fixed offset, as it comes back from the stored document: Typst takes no other."""
    local = moment.astimezone(LONDON).replace(microsecond=0)
    return local.replace(tzinfo=timezone(local.utcoffset() or timedelta()))


def _sections(telling: YearTelling, *, replaces: str, because: str) -> list[Section]:
    successions = telling.facts.successions
    return [
        year_members_section(telling, correction=correction_notice(replaces, because=because)),
        year_cover_section(telling),
        Section(title="Appendix 1", new_page=True, blocks=(Paragraph(text=appendix_of(telling)), Contents())),
        year_strategic_section(telling, title="A. Key strategic indicators"),
        year_exceptions_section(telling, title="B. Red and amber at the year's end"),
        *year_council_sections(telling, title=lambda council: f"C. {council}"),
        year_without_section(telling, title="D. Without an outturn, and what belongs beside one"),
        Section(
            title="E. Indicators replaced, split or merged",
            blocks=tuple(succession_blocks(successions, of=telling.year.label)),
        ),
        year_key_section(telling, title="F. Key"),
    ]
