"""The year-end pack of a council's Section 151 officer: its measures, everyone's money, what is cleared. Restricted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from goldenthread.domain.listing import listed
from goldenthread.domain.units import MONEY_SCALE
from goldenthread.domain.year_close import YearFacts, YearSnapshot
from goldenthread.publishing.document import Block, Column, Contents, Paragraph, ReportDocument, Section, Table
from goldenthread.reports.documents.age import london_day
from goldenthread.reports.documents.audiences.assembly import Head
from goldenthread.reports.documents.audiences.two_ratings import both_counts_table, differing_blocks
from goldenthread.reports.documents.audiences.year_of_council import (
    YearCouncilTelling,
    both_years_section,
    year_council_telling,
)
from goldenthread.reports.documents.cleaning import cleaned
from goldenthread.reports.documents.counts import OF_A_YEAR, tally, tally_in_words
from goldenthread.reports.documents.members_page import correction_notice
from goldenthread.reports.documents.sentences import count_of, once_each
from goldenthread.reports.documents.year_cover import missing_in_words, red_in_words, since_in_words
from goldenthread.reports.documents.year_end import whole_year, year_assembled, year_successions_section
from goldenthread.reports.documents.year_key import year_key_section
from goldenthread.reports.documents.year_since import YearSince, year_since, year_since_notices, year_since_sections
from goldenthread.reports.documents.year_tables import year_exceptions_section, year_table, year_without_section
from goldenthread.reports.documents.year_told import ToldYear, YearTelling
from goldenthread.reports.sources import ClearedQuarter, EarlierYear


def year_section_151_pack(
    facts: YearFacts,
    snapshots: Iterable[YearSnapshot],
    *,
    gss_code: str,
    key: str,
    is_required: bool,
    quarters: tuple[ClearedQuarter, ...],
    before: EarlierYear | None = None,
    replaces: str = "",
    because: str = "",
) -> ReportDocument:
    """The whole document. `quarters` are those that the year was closed from and what is cleared of each; releases wait
    for them where the council's clearance `is_required`."""
    every = whole_year(facts, snapshots)
    told = year_council_telling(every, gss_code=gss_code)
    council, measures = told.council, count_of(told.council.measures, "measure")
    shown = _with_money(every, told=told)
    since = year_since(shown, before=before, is_public=False, gss_code=gss_code)
    sheet = tuple(_clearance(cleaned(quarters), council=council.council, is_required=is_required))
    return year_assembled(
        shown,
        head=Head(
            key=key,
            title=f"{every.facts.partnership} Performance Indicators, year end: {council.full_name}",
            subject=f"The {measures} of {council.council}, the money of the shared services, and what is cleared, "
            f"{every.year.label}",
            whom=f"Section 151 Officer, {council.full_name}",
            is_restricted=True,
        ),
        report=_report(told, sheet=sheet, replaces=cleaned(replaces), because=cleaned(because), since=since),
        tables=(*_tables(told, shown=shown), *year_since_sections(since, letter="I")),
    )


def money_of_year(telling: YearTelling) -> tuple[ToldYear, ...]:
    """Measures in pounds, or of the monetary family, of every council and of the whole partnership."""
    return tuple(one for one in telling.measures if one.terms.unit in MONEY_SCALE or one.terms.family == "monetary")


def year_cleared_in_words(quarters: tuple[ClearedQuarter, ...], *, council: str, is_required: bool) -> str:
    """Whether each quarter that the year was closed from is cleared, and what waits for those that are not."""
    missing = [one.quarter.label for one in quarters if not one.standing]
    if not quarters:
        return f"The year was closed from no figure of {council}, so there is nothing to clear."
    if not missing:
        return f"Every quarter of {council} that the year was closed from is cleared."
    waits = (
        "No pack of the year with them is released before they are."
        if is_required
        else "Their clearance is not required: a pack of the year may be released without it."
    )
    return f"The figures of {council} that the year was closed from are not cleared for {listed(missing)}. {waits}"


def _with_money(every: YearTelling, *, told: YearCouncilTelling) -> YearTelling:
    """Every measure of this pack, once, in the order of the close."""
    wanted = {one.snapshot.measure_id for one in (*told.joint.measures, *money_of_year(every))}
    return replace(every, measures=tuple(one for one in every.measures if one.snapshot.measure_id in wanted))


def _report(
    told: YearCouncilTelling, *, sheet: tuple[Block, ...], replaces: str, because: str, since: YearSince | None
) -> Iterator[Section]:
    name = told.council.council
    notices = (*correction_notice(replaces, because=because), *year_since_notices(since))
    yield Section(title=f"Summary for {name}", blocks=(*notices, *_summary(told), Contents()))
    yield Section(title="A. Clearance sheet", new_page=True, blocks=sheet)
    yield year_exceptions_section(told.joint, title=f"B. Red and amber measures of {name}")


def _summary(told: YearCouncilTelling) -> Iterator[Block]:
    joint, name = told.joint, told.council.council
    yield Paragraph(text=f"{tally_in_words(tally(joint.counted), of=f'for {name}')} {since_in_words(joint)}")
    if told.by_own_policy:
        yield Paragraph(
            text=f"By {name}'s own policy ({told.own_policy_words}) {len(told.differing)} of them are rated otherwise: "
            "the table counts each policy on a row of its own."
        )
    if told.pairs:
        caption = f"How the year of {told.council.full_name} came out, {joint.year.label}"
        yield both_counts_table(told, caption=caption, places=OF_A_YEAR)
    own_red = red_in_words(replace(joint, measures=joint.counted))
    yield Paragraph(text=f"{own_red} {missing_in_words(joint)}")


def _clearance(quarters: tuple[ClearedQuarter, ...], *, council: str, is_required: bool) -> Iterator[Block]:
    yield Paragraph(text=year_cleared_in_words(quarters, council=council, is_required=is_required))
    yield Paragraph(
        text="The year follows from its quarters, so what is cleared of it is each of them, in the version that it was "
        "closed from. A quarter that was restated since is told with its value as now known, marked [r], and what was "
        "cleared before that does not cover it: clear the quarter again."
    )
    if quarters:
        yield Table(
            caption=f"Clearances of the figures of {council} that the year was closed from",
            columns=(
                Column(title="Quarter", share=2),
                Column(title="Version", align="right", share=2),
                Column(title="Cleared by", share=5),
                Column(title="On", share=3),
                Column(title="Lapsed", share=5),
            ),
            rows=tuple(
                (
                    one.quarter.label,
                    str(one.version),
                    listed(once_each(held.post for held in one.standing)) if one.standing else "nobody yet",
                    listed(once_each(london_day(held.at) for held in one.standing)) if one.standing else "–",
                    _lapsed(one),
                )
                for one in quarters
            ),
        )


def _lapsed(one: ClearedQuarter) -> str:
    lapsed = [held for held in one.cleared if held not in one.standing]
    restated = f", before {one.restated} was restated"
    why = (restated if held in one.before_restated else "" for held in lapsed)
    named = (f"{held.post}, version {held.version}{rest}" for held, rest in zip(lapsed, why, strict=True))
    return listed(named) if lapsed else "–"


def _tables(told: YearCouncilTelling, *, shown: YearTelling) -> Iterator[Section]:
    joint, council = told.joint, told.council
    if told.pairs:
        yield both_years_section(told, title=f"C. Measures of {council.council}")
    yield Section(title="D. Where the two ratings differ", blocks=tuple(differing_blocks(told)))
    money = money_of_year(shown)
    yield Section(title="E. Money of the shared services", wide=True, blocks=tuple(_money(money, telling=shown)))
    yield year_without_section(joint, title="F. Without an outturn, and what belongs beside one")
    yield year_successions_section(joint, title="G. Indicators replaced, split or merged")
    yield year_key_section(shown, title="H. Key")


def _money(money: tuple[ToldYear, ...], *, telling: YearTelling) -> Iterator[Block]:
    if not money:
        yield Paragraph(text="No measure is of money.")
        return
    off = sum(one.is_exception for one in money)
    yield Paragraph(
        text=f"{count_of(len(money), 'measure')} of every council and of the whole partnership are of money; "
        f"{off or 'none'} of them {'is' if off <= 1 else 'are'} red or amber at the year's end."
    )
    yield year_table(
        money,
        caption=f"Measures of money, {telling.year.label}",
        telling=telling,
        ratings=(("Rating", [one.mark for one in money]),),
        with_scope=True,
    )
