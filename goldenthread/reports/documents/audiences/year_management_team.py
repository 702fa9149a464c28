"""The year-end pack of the Management Team: all that the joint committee gets, and what is still owed. Restricted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from goldenthread.domain.health import Health
from goldenthread.domain.year_close import YearFacts, YearSnapshot
from goldenthread.publishing.cells import Detail, Number
from goldenthread.publishing.document import Block, Column, Contents, Heading, Paragraph, ReportDocument, Section, Table
from goldenthread.reports.documents.audiences.assembly import Head
from goldenthread.reports.documents.cleaning import cleaned
from goldenthread.reports.documents.health import TITLE as HEALTH
from goldenthread.reports.documents.health import health_section
from goldenthread.reports.documents.members_page import correction_notice
from goldenthread.reports.documents.sentences import count_of, is_or_are, starting
from goldenthread.reports.documents.year_counts import year_counted_in_words, year_tally_table
from goldenthread.reports.documents.year_cover import missing_in_words, red_in_words, since_in_words
from goldenthread.reports.documents.year_end import whole_year, year_assembled, year_successions_section
from goldenthread.reports.documents.year_key import year_key_section
from goldenthread.reports.documents.year_since import YearSince, year_since, year_since_notices, year_since_sections
from goldenthread.reports.documents.year_tables import (
    year_council_sections,
    year_exceptions_section,
    year_strategic_section,
    year_without_section,
)
from goldenthread.reports.documents.year_told import ToldYear, YearTelling
from goldenthread.reports.sources import EarlierYear


def year_management_team_pack(
    facts: YearFacts,
    snapshots: Iterable[YearSnapshot],
    *,
    key: str,
    health: Health | None = None,
    before: EarlierYear | None = None,
    replaces: str = "",
    because: str = "",
) -> ReportDocument:
    """The whole document, with what is withheld from the public. `health` is of the year's quarters."""
    telling = whole_year(facts, snapshots)
    since = year_since(telling, before=before, is_public=False)
    partnership, year = telling.facts.partnership, telling.year.label
    return year_assembled(
        telling,
        head=Head(
            key=key,
            title=f"{partnership} Performance Indicators, year end: Management Team",
            subject=f"What the {count_of(telling.facts.counted, 'measure')} came to in {year}, and what is still owed",
            whom=f"{partnership} Management Team",
            is_restricted=True,
        ),
        report=_report(telling, replaces=cleaned(replaces), because=cleaned(because), since=since),
        tables=(*_tables(telling, health=cleaned(health)), *year_since_sections(since, letter="J")),
    )


def provisional(telling: YearTelling) -> tuple[ToldYear, ...]:
    """Measures of which a quarter is not final."""
    return tuple(one for one in telling.measures if any(quarter.provisional for quarter in one.snapshot.quarters))


def withheld(telling: YearTelling) -> tuple[ToldYear, ...]:
    """Measures of which a quarter, and with it the year, is withheld from the public."""
    return tuple(one for one in telling.measures if one.snapshot.withheld)


def _report(telling: YearTelling, *, replaces: str, because: str, since: YearSince | None) -> Iterator[Section]:
    notices = (*correction_notice(replaces, because=because), *year_since_notices(since))
    yield Section(title="Where the year stands", blocks=(*notices, *_summary(telling), Contents()))
    yield year_without_section(telling, title="A. Without an outturn, and what belongs beside one")
    yield Section(title="B. Still provisional", blocks=tuple(_provisional(telling)))
    yield Section(title="C. Withheld from the public", blocks=tuple(withheld_blocks(telling)))
    yield year_exceptions_section(telling, title="D. Red and amber at the year's end")


def _summary(telling: YearTelling) -> Iterator[Block]:
    yield Paragraph(text=f"{year_counted_in_words(telling)} {since_in_words(telling)}")
    yield year_tally_table(telling, caption=f"How the year came out, {telling.year.label}")
    yield Paragraph(text=red_in_words(telling))
    yield Heading(text="What is still owed")
    yield Paragraph(text=missing_in_words(telling))
    incomplete = sum(one.is_incomplete for one in telling.measures)
    owed = (
        ("Measures of which a quarter is missing", incomplete),
        ("Measures of which a quarter is still provisional", len(provisional(telling))),
        ("Measures withheld from the public", len(withheld(telling))),
    )
    yield Table(
        caption=f"Still owed, {telling.year.label}",
        columns=(Column(title="What", share=5), Column(title="Measures", align="right", share=1)),
        rows=tuple((words, Number(text=f"{number:,}", value=Decimal(number))) for words, number in owed),
    )


def _provisional(telling: YearTelling) -> Iterator[Block]:
    found = provisional(telling)
    if not found:
        yield Paragraph(text="Every quarter of every measure is final.")
        return
    number = len(found)
    yield Paragraph(
        text=f"{starting(count_of(number, 'measure'))} {is_or_are(number)} made from a quarter that is still "
        "provisional, marked [p]. When it is final, the year is closed again."
    )
    yield Table(
        caption=f"Years with a provisional quarter, {telling.year.label}",
        columns=(
            Column(title="Measure", share=5),
            Column(title="Council", share=2),
            *(Column(title=f"Q{number}", align="right", share=2) for number in (1, 2, 3, 4)),
            Column(title="Owner", share=4),
        ),
        rows=tuple((_name(one), one.scope, *one.quarters, one.terms.owner_post) for one in found),
    )


def withheld_blocks(telling: YearTelling) -> Iterator[Block]:
    """The measures withheld in public packs, each with its outturn and why."""
    found = withheld(telling)
    if not found:
        yield Paragraph(text="Nothing of the year is withheld from the public.")
        return
    number = len(found)
    yield Paragraph(
        text=f"{starting(count_of(number, 'measure'))} {is_or_are(number)} withheld in public packs, and shown in this "
        "one. The outturn goes with the quarter, which it might tell."
    )
    yield Table(
        caption=f"Withheld from the public, {telling.year.label}",
        columns=(
            Column(title="Measure", share=5),
            Column(title="Council", share=2),
            Column(title="Year", align="right", share=2),
            Column(title="Rating", share=2),
            Column(title="Why it is withheld", share=6),
        ),
        rows=tuple((_name(one), one.scope, one.outturn, one.mark, starting(one.snapshot.withheld)) for one in found),
    )


def _name(one: ToldYear) -> Detail:
    return Detail(text=one.title, small=f"{one.terms.indicator_ref}; {one.terms.service}")


def _tables(telling: YearTelling, *, health: Health | None) -> Iterator[Section]:
    yield from year_council_sections(telling, title=lambda council: f"E. {council}")
    yield year_strategic_section(telling, title="F. Key strategic indicators")
    yield year_successions_section(telling, title="G. Indicators replaced, split or merged")
    if health is not None:
        yield health_section(health, label=telling.year.quarters[-1].label, title=f"H. {HEALTH}")
    yield year_key_section(telling, title="I. Key")
