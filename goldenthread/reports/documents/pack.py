"""The quarterly pack for the Joint Committee: every part in its order, from frozen facts and figures alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from goldenthread.domain.days import day_words
from goldenthread.domain.listing import listed
from goldenthread.domain.periods import Quarter
from goldenthread.domain.snapshot import FigureSnapshot, RoundFacts
from goldenthread.domain.withheld import facts_for_the_public
from goldenthread.publishing.document import (
    Contents,
    EditableAs,
    Identifier,
    Notice,
    Paragraph,
    ReportDocument,
    Section,
    Status,
)
from goldenthread.reports.documents import parts
from goldenthread.reports.documents.age import age_section, in_whole_seconds
from goldenthread.reports.documents.by_council import council_sections
from goldenthread.reports.documents.by_service import services_section
from goldenthread.reports.documents.changes import changes_section
from goldenthread.reports.documents.cleaning import cleaned
from goldenthread.reports.documents.cover import appendix_name, cover_section
from goldenthread.reports.documents.exceptions import exceptions_section
from goldenthread.reports.documents.key import key_section
from goldenthread.reports.documents.members_page import correction_notice, members_section
from goldenthread.reports.documents.provisional import provisional_section
from goldenthread.reports.documents.public import public_figures, public_version
from goldenthread.reports.documents.restated import correction_notices, restated_section
from goldenthread.reports.documents.sentences import count_of
from goldenthread.reports.documents.since import public_since_sections
from goldenthread.reports.documents.strategic import strategic_section
from goldenthread.reports.documents.telling import Telling, telling_of
from goldenthread.reports.documents.tidy import tidy_rows
from goldenthread.reports.documents.unrated import unrated_section
from goldenthread.reports.sources import EarlierVersion

JOINT_COMMITTEE = "joint-committee"


def joint_committee_pack(
    facts: RoundFacts,
    figures: tuple[FigureSnapshot, ...],
    *,
    as_at: datetime,
    replaces: str = "",
    because: str = "",
    before: EarlierVersion | None = None,
) -> ReportDocument:
    """The whole document, without what is withheld. `as_at` is the moment of the freeze, or of the draft where nothing
    is frozen.

    A correction says on its first page which publication it `replaces`, by its public id, and why; a later version of
    the figures says what differs from the one `before` it.
    """
    before = public_version(before, facts=facts, figures=figures)
    telling = telling_of(
        cleaned(facts_for_the_public(facts)), cleaned(public_figures(figures)), as_at=in_whole_seconds(as_at)
    )
    facts = telling.facts
    return ReportDocument(
        name=pack_name(facts),
        title=f"{facts.partnership} Performance Indicators",
        subject=subject_of(telling),
        publisher=facts.partnership,
        audience=presented_to(facts),
        period=f"{telling.quarter.label} ({telling.quarter.months})",
        as_at=telling.as_at,
        status=Status.DRAFT if telling.is_draft else Status.PUBLISHED,
        sections=tuple(
            _sections(
                telling,
                notices=(*correction_notice(cleaned(replaces), because=cleaned(because)), *correction_notices(telling)),
                before=before,
            )
        ),
        rows=tidy_rows(telling),
        illustrative_note=facts.illustrative_note,
        identifiers=(Identifier(scheme="figures", value=made_from(facts)),),
    )


def pack_name(facts: RoundFacts, *, audience: str = JOINT_COMMITTEE) -> str:
    """ "2019-20-q2-joint-committee": what its files and publications are called by. `audience` is its key."""
    return f"{facts.period.lower().replace(' ', '-')}-{audience.replace(':', '-')}"


def made_from(facts: RoundFacts) -> str:
    """ "Q2 2019/20, version 1 of the figures"; a draft says so."""
    label = Quarter.parse(facts.period).label
    return f"{label}, version {facts.version} of the figures" if facts.frozen_at else f"{label}, draft"


def presented_to(facts: RoundFacts) -> str:
    """ "oneSource Joint Committee, 7 February 2020"."""
    return facts.committee if facts.meeting_on is None else f"{facts.committee}, {day_words(facts.meeting_on)}"


def subject_of(telling: Telling) -> str:
    """ "How the 120 measures of Newham, Havering and Bexley stand against their targets"."""
    names = listed(council.council for council in telling.facts.councils if council.measures)
    return f"How the {count_of(telling.facts.counted, 'measure')} of {names} stand against their targets"


def _sections(telling: Telling, *, notices: tuple[Notice, ...], before: EarlierVersion | None) -> list[Section]:
    heading = parts.heading
    report = (
        members_section(telling, correction=notices),
        cover_section(telling),
        Section(title="Appendix 1", new_page=True, blocks=(Paragraph(text=appendix_name(telling)), Contents())),
        exceptions_section(telling, title=heading(parts.EXCEPTIONS), with_other_promises=True),
    )
    appendix = (
        *appendix_tables(telling),
        *public_since_sections(telling, before=before, title=lambda words: heading(parts.SINCE, title=words)),
    )
    return [
        *(replace(section, editable_as=EditableAs.TEXT) for section in report),
        *(replace(section, editable_as=EditableAs.TABLES) for section in appendix),
    ]


def appendix_tables(telling: Telling) -> tuple[Section, ...]:
    """Every part of the appendix after the exceptions, by its letter; but for what differs from an earlier version."""
    heading = parts.heading
    return (
        *council_sections(telling, title=lambda council: heading(parts.BY_COUNCIL, title=council)),
        services_section(telling, title=heading(parts.BY_SERVICE)),
        strategic_section(telling, title=heading(parts.STRATEGIC)),
        unrated_section(telling, title=heading(parts.UNRATED)),
        changes_section(telling, title=heading(parts.CHANGES)),
        restated_section(telling, title=heading(parts.RESTATED)),
        provisional_section(telling, title=heading(parts.PROVISIONAL)),
        age_section(telling, title=heading(parts.AGE)),
        key_section(telling, title=heading(parts.KEY)),
    )
