"""The pack of a council's Section 151 officer: its measures, everyone's money, changes, and the clearance sheet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from goldenthread.domain.listing import listed
from goldenthread.domain.snapshot import FigureSnapshot, RoundFacts
from goldenthread.domain.units import MONEY_SCALE
from goldenthread.publishing.cells import Detail
from goldenthread.publishing.document import (
    Block,
    Column,
    Contents,
    Fact,
    FactList,
    Notice,
    Paragraph,
    ReportDocument,
    Section,
    Table,
)
from goldenthread.reports.documents.age import (
    age_in_words,
    age_section,
    in_whole_seconds,
    london_day,
    unsigned_in_words,
)
from goldenthread.reports.documents.audiences.assembly import Head, assembled, not_frozen_notices, source_words
from goldenthread.reports.documents.audiences.of_council import CouncilTelling, council_telling
from goldenthread.reports.documents.audiences.two_ratings import (
    both_counts_table,
    both_ratings_table,
    differing_blocks,
)
from goldenthread.reports.documents.changes import changes_in_words, changes_section
from goldenthread.reports.documents.cleaning import cleaned
from goldenthread.reports.documents.counts import tally, tally_in_words
from goldenthread.reports.documents.exceptions import exceptions_section
from goldenthread.reports.documents.key import key_section
from goldenthread.reports.documents.measures_table import service_table
from goldenthread.reports.documents.members_page import correction_notice
from goldenthread.reports.documents.overrides import overrides_in_words
from goldenthread.reports.documents.provisional import provisional_section
from goldenthread.reports.documents.restated import correction_notices, restated_section
from goldenthread.reports.documents.sentences import count_of
from goldenthread.reports.documents.telling import Telling, telling_of
from goldenthread.reports.documents.tidy import tidy_rows
from goldenthread.reports.documents.told import ToldFigure
from goldenthread.reports.documents.unrated import unrated_section
from goldenthread.reports.sources import ClearanceSheet

_SHOWN_OF_SHA256 = 16
_CHANGES = "F"


def section_151_pack(
    facts: RoundFacts,
    figures: tuple[FigureSnapshot, ...],
    *,
    gss_code: str,
    key: str,
    as_at: datetime,
    sheet: ClearanceSheet,
    replaces: str = "",
    because: str = "",
) -> ReportDocument:
    """The whole document, with what is cleared and what is not as `sheet` has it."""
    every = telling_of(cleaned(facts), cleaned(figures), as_at=in_whole_seconds(as_at))
    told = council_telling(every, gss_code=gss_code)
    council = told.council
    money = money_measures(every)
    shown = _with_money(every, told=told, money=money)
    notices = (
        *correction_notice(cleaned(replaces), because=cleaned(because)),
        *not_frozen_notices(every),
        *correction_notices(shown),
    )
    return assembled(
        shown,
        head=Head(
            key=key,
            title=f"{facts.partnership} Performance Indicators: {council.full_name}",
            subject=f"The {count_of(council.measures, 'measure')} of {council.council}, the money of the shared "
            "services, and what is to be cleared",
            whom=f"Section 151 Officer, {council.full_name}",
            is_restricted=True,
        ),
        report=_report(told, money=money, sheet=cleaned(sheet), notices=notices),
        tables=_tables(told, shown=shown, money=money),
        rows=tidy_rows(shown),
    )


def money_measures(telling: Telling) -> tuple[ToldFigure, ...]:
    """Measures in pounds, or of the monetary family, of every council and of the whole partnership."""
    return tuple(f for f in telling.figures if f.terms.unit in MONEY_SCALE or f.terms.family == "monetary")


def _with_money(every: Telling, *, told: CouncilTelling, money: tuple[ToldFigure, ...]) -> Telling:
    """Every figure of this pack, once, in the order of the register; its key names the policies of these alone."""
    wanted = {figure.snapshot.measure_id for figure in (*told.joint.figures, *money)}
    figures = tuple(figure for figure in every.figures if figure.snapshot.measure_id in wanted)
    used = {(f.terms.policy_slug, f.terms.policy_version) for f in figures}
    used |= {(f.terms.own_policy_slug, f.terms.own_policy_version) for f in figures}
    policies = tuple(policy for policy in every.facts.policies if (policy.slug, policy.version) in used)
    own = told.joint.facts.restatements
    restatements = tuple(one for one in every.facts.restatements if one in own or one.figure.measure_id in wanted)
    facts = replace(every.facts, policies=policies, restatements=restatements)
    return replace(every, facts=facts, figures=figures)


def _report(
    told: CouncilTelling, *, money: tuple[ToldFigure, ...], sheet: ClearanceSheet, notices: tuple[Notice, ...]
) -> Iterator[Section]:
    name = told.council.council
    yield Section(title=f"Summary for {name}", blocks=(*notices, *_summary(told, money=money), Contents()))
    yield Section(title="A. Clearance sheet", new_page=True, blocks=tuple(_clearance(told, sheet=sheet)))
    yield exceptions_section(told.joint, title=f"B. Red and amber measures of {name}")


def _summary(told: CouncilTelling, *, money: tuple[ToldFigure, ...]) -> Iterator[Block]:
    joint, name = told.joint, told.council.council
    counted = tally_in_words(tally(joint.counted), of=f"for {name}")
    yield Paragraph(text=" ".join((counted, *overrides_in_words(joint, named_in=_CHANGES), age_in_words(joint))))
    if told.by_own_policy:
        yield Paragraph(
            text=f"By {name}'s own policy ({told.own_policy_words}) {len(told.differing)} of them are rated otherwise: "
            "the table counts each policy on a row of its own."
        )
    yield both_counts_table(told, caption=f"How the measures of {told.council.full_name} are rated")
    yield Paragraph(text=unsigned_in_words(joint))
    yield Paragraph(text=f"{money_in_words(money)} {changes_in_words(joint)}")


def money_in_words(money: tuple[ToldFigure, ...]) -> str:
    """How many money measures there are, and how many of them are off target."""
    off = sum(figure.is_exception for figure in money)
    if not money:
        return "No measure is of money."
    return (
        f"{count_of(len(money), 'measure')} of every council and of the whole partnership are of money; "
        f"{off or 'none'} of them {'is' if off <= 1 else 'are'} red or amber."
    )


def _clearance(told: CouncilTelling, *, sheet: ClearanceSheet) -> Iterator[Block]:
    name = told.council.council
    yield Paragraph(text=clearance_in_words(sheet, council=name))
    yield FactList(
        facts=(
            Fact(label="Figures of:", text=told.council.full_name),
            Fact(label="Made from:", text=source_words(told.joint)),
            Fact(label="SHA-256 of them:", text=sheet.sha256 or "none: nothing is frozen"),
            Fact(label="Clearance required:", text="Yes" if sheet.is_required else "No"),
        )
    )
    if sheet.cleared:
        yield Table(
            caption=f"Clearances of the figures of {told.council.full_name}, {told.joint.quarter.label}",
            columns=(
                Column(title="Cleared by", share=5),
                Column(title="Version", share=2),
                Column(title="On", share=3),
                Column(title="What was said", share=5),
                Column(title="Holds for this version", share=3),
            ),
            rows=tuple(
                (
                    Detail(text=one.post, small=f"{one.role}; SHA-256 {one.sha256[:_SHOWN_OF_SHA256]}…"),
                    str(one.version),
                    london_day(one.at),
                    one.words or "–",
                    "Yes" if one.sha256 == sheet.sha256 else "No: the figures changed",
                )
                for one in sheet.cleared
            ),
        )


def clearance_in_words(sheet: ClearanceSheet, *, council: str) -> str:
    """Whether this version is cleared and by whom, and what waits for it."""
    if not sheet.sha256:
        return f"Nothing is frozen yet, so there is no version of the figures of {council} to clear."
    standing = [one.post for one in sheet.cleared if one.sha256 == sheet.sha256]
    if standing:
        return f"This version of the figures of {council} is cleared by {listed(standing)}."
    words = f"This version of the figures of {council} is not cleared"
    lapsed = " any more: the figures changed since the last clearance" if sheet.cleared else " by anybody yet"
    waits = (
        "No pack with them is released before it is."
        if sheet.is_required
        else "Its clearance is not required: a pack with them may be released without it."
    )
    return f"{words}{lapsed}. {waits}"


def _tables(told: CouncilTelling, *, shown: Telling, money: tuple[ToldFigure, ...]) -> Iterator[Section]:
    council, joint = told.council, told.joint
    yield Section(
        title=f"C. Measures of {council.council}",
        about=council.full_name,
        blocks=(both_ratings_table(told, caption=f"{council.full_name}: every measure, {joint.quarter.label}"),),
    )
    yield Section(title="D. Where the two ratings differ", blocks=tuple(differing_blocks(told)))
    yield Section(title="E. Money of the shared services", blocks=tuple(_money(money, telling=shown)))
    yield changes_section(joint, title=f"{_CHANGES}. Changes of targets, tolerances and measures")
    yield unrated_section(joint, title="G. Not returned and not rated")
    yield restated_section(shown, title="H. Figures restated")
    yield provisional_section(joint, title="I. Still provisional")
    yield age_section(joint, title="J. How old the figures are")
    yield key_section(shown, title="K. Key")


def _money(money: tuple[ToldFigure, ...], *, telling: Telling) -> Iterator[Block]:
    yield Paragraph(text=money_in_words(money))
    if money:
        yield service_table(
            money, quarter=telling.quarter, caption=f"Measures of money, every council, {telling.quarter.label}"
        )
