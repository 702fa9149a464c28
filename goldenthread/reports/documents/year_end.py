"""The year-end pack of the Joint Committee: what every measure came to, from a frozen close alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from goldenthread.domain.days import day_words
from goldenthread.domain.listing import listed
from goldenthread.domain.periods import FinancialYear
from goldenthread.domain.withheld import year_for_the_public
from goldenthread.domain.year_close import YearFacts, YearSnapshot
from goldenthread.publishing.document import Contents, Paragraph, ReportDocument, Section, Status
from goldenthread.reports.documents.age import in_whole_seconds
from goldenthread.reports.documents.audiences.assembly import Head, Standing, document_of
from goldenthread.reports.documents.cleaning import cleaned
from goldenthread.reports.documents.members_page import correction_notice
from goldenthread.reports.documents.pack import JOINT_COMMITTEE
from goldenthread.reports.documents.sentences import count_of
from goldenthread.reports.documents.succession import succession_blocks
from goldenthread.reports.documents.year_cover import appendix_of, year_cover_section, year_members_section
from goldenthread.reports.documents.year_key import year_key_section
from goldenthread.reports.documents.year_rows import year_rows
from goldenthread.reports.documents.year_since import YearSince, year_since, year_since_notices, year_since_sections
from goldenthread.reports.documents.year_tables import (
    year_council_sections,
    year_exceptions_section,
    year_strategic_section,
    year_without_section,
)
from goldenthread.reports.documents.year_told import YearTelling, year_telling
from goldenthread.reports.sources import EarlierYear


def year_end_pack(
    facts: YearFacts,
    snapshots: Iterable[YearSnapshot],
    *,
    before: EarlierYear | None = None,
    replaces: str = "",
    because: str = "",
) -> ReportDocument:
    """The whole document, without what is withheld.

    A correction says on its first page which publication it replaces, and why; where a pack was published from a close
    `before` it, what differs from that.
    """
    telling = public_year(facts, snapshots)
    since = year_since(telling, before=before, is_public=True)
    facts = telling.facts
    names = listed(council.council for council in facts.councils if council.measures)
    return year_assembled(
        telling,
        head=Head(
            key=JOINT_COMMITTEE,
            title=f"{facts.partnership} Performance Indicators, year end",
            subject=f"What the {count_of(facts.counted, 'measure')} of {names} came to in {telling.year.label}",
            whom=year_presented_to(facts),
            is_restricted=False,
        ),
        report=_report(telling, replaces=cleaned(replaces), because=cleaned(because), since=since),
        tables=year_end_tables(telling, since=since),
    )


def public_year(facts: YearFacts, snapshots: Iterable[YearSnapshot]) -> YearTelling:
    """The close, told without what is withheld from the public."""
    return whole_year(facts, (year_for_the_public(snapshot) for snapshot in snapshots))


def whole_year(facts: YearFacts, snapshots: Iterable[YearSnapshot]) -> YearTelling:
    """The close, told with all that it holds."""
    return year_telling(cleaned(facts), cleaned(tuple(snapshots)), as_at=in_whole_seconds(facts.closed_at))


def year_assembled(
    telling: YearTelling, *, head: Head, report: Iterable[Section], tables: Iterable[Section]
) -> ReportDocument:
    """The document of a closed year for somebody; restricted where the head says so."""
    facts, year = telling.facts, telling.year
    standing = Standing(
        name=year_end_name(year, audience=head.key),
        publisher=facts.partnership,
        period=f"{year.label} (April {year.start} – March {year.start + 1})",
        as_at=telling.as_at,
        status=Status.RESTRICTED if head.is_restricted else Status.PUBLISHED,
        made_from=year_made_from(facts),
        illustrative_note=facts.illustrative_note,
    )
    return document_of(standing, head=head, report=report, tables=tables, rows=year_rows(telling))


def year_end_name(year: FinancialYear, *, audience: str) -> str:
    """ "2019-20-year-end-partner-council-havering": what its files and publications are called by."""
    return f"{year}-year-end-{audience.replace(':', '-')}"


def year_made_from(facts: YearFacts) -> str:
    """ "2019/20, version 1 of the closed year"."""
    return year_label(FinancialYear.parse(facts.year), number=facts.version)


def year_label(year: FinancialYear, *, number: int) -> str:
    """By which name publications say what they were made from."""
    return f"{year.label}, version {number} of the closed year"


def year_presented_to(facts: YearFacts) -> str:
    """ "oneSource Joint Committee, 26 June 2020"."""
    return facts.committee if facts.meeting_on is None else f"{facts.committee}, {day_words(facts.meeting_on)}"


def year_successions_section(telling: YearTelling, *, title: str) -> Section:
    """Which indicators are followed by others, and that nothing joins the two."""
    blocks = succession_blocks(telling.facts.successions, of=telling.year.label)
    return Section(title=title, blocks=tuple(blocks))


def _report(telling: YearTelling, *, replaces: str, because: str, since: YearSince | None) -> Iterator[Section]:
    correction = (*correction_notice(replaces, because=because), *year_since_notices(since))
    yield year_members_section(telling, correction=correction)
    yield year_cover_section(telling)
    yield Section(title="Appendix 1", new_page=True, blocks=(Paragraph(text=appendix_of(telling)), Contents()))
    yield from year_end_findings(telling)


def year_end_findings(telling: YearTelling) -> Iterator[Section]:
    """Parts A and B, which are read first: the strategic indicators, and what ended red or amber."""
    yield year_strategic_section(telling, title="A. Key strategic indicators")
    yield year_exceptions_section(telling, title="B. Red and amber at the year's end")


def year_end_tables(telling: YearTelling, *, since: YearSince | None) -> Iterator[Section]:
    """Parts C to G: every measure of each council, and what belongs beside them."""
    yield from year_council_sections(telling, title=lambda council: f"C. {council}")
    yield year_without_section(telling, title="D. Without an outturn, and what belongs beside one")
    yield year_successions_section(telling, title="E. Indicators replaced, split or merged")
    yield year_key_section(telling, title="F. Key")
    yield from year_since_sections(since, letter="G")
