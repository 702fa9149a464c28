"""The pack of the Management Team: all that the joint committee gets, and what is still owed. Restricted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from goldenthread.domain.health import Health
from goldenthread.domain.snapshot import FigureSnapshot, RoundFacts
from goldenthread.publishing.document import Block, Contents, Heading, Notice, Paragraph, ReportDocument, Section
from goldenthread.publishing.queries import StandingPublication
from goldenthread.reports.documents.age import (
    age_in_words,
    age_section,
    in_whole_seconds,
    timeliness,
    timeliness_in_words,
)
from goldenthread.reports.documents.audiences.assembly import Head, assembled, not_frozen_notices
from goldenthread.reports.documents.audiences.chasing import (
    notes_section,
    overdue_section,
    still_owed_table,
    unsigned_section,
    warnings_section,
)
from goldenthread.reports.documents.by_council import council_sections
from goldenthread.reports.documents.by_service import services_section
from goldenthread.reports.documents.changes import changes_section
from goldenthread.reports.documents.cleaning import cleaned
from goldenthread.reports.documents.counts import counted_in_words, tally_table
from goldenthread.reports.documents.exceptions import exceptions_section
from goldenthread.reports.documents.health import TITLE as HEALTH
from goldenthread.reports.documents.health import health_section
from goldenthread.reports.documents.key import key_section
from goldenthread.reports.documents.left import left_in_words
from goldenthread.reports.documents.members_page import correction_notice
from goldenthread.reports.documents.movement import movement_in_words, movement_of
from goldenthread.reports.documents.overrides import overrides_in_words
from goldenthread.reports.documents.pack import subject_of
from goldenthread.reports.documents.provisional import provisional_section
from goldenthread.reports.documents.restated import correction_notices, restated_section
from goldenthread.reports.documents.since import draft_blocks, since_section, since_title
from goldenthread.reports.documents.strategic import strategic_section
from goldenthread.reports.documents.telling import Telling, telling_of
from goldenthread.reports.documents.tidy import tidy_rows
from goldenthread.reports.documents.unrated import unrated_section
from goldenthread.reports.sources import EarlierVersion

_CHANGES = "J"


def management_team_pack(
    facts: RoundFacts,
    figures: tuple[FigureSnapshot, ...],
    *,
    key: str,
    as_at: datetime,
    replaces: str = "",
    because: str = "",
    before: EarlierVersion | None = None,
    drafts: Sequence[StandingPublication] = (),
    health: Health | None = None,
) -> ReportDocument:
    """The whole document, from a freeze or from the round as it stands; then it says so. `health` is how old and how
    honest the figures of the quarters are; `drafts` are what was issued before the first freeze."""
    telling = telling_of(cleaned(facts), cleaned(figures), as_at=in_whole_seconds(as_at))
    notices = (
        *correction_notice(cleaned(replaces), because=cleaned(because)),
        *not_frozen_notices(telling),
        *correction_notices(telling),
    )
    return assembled(
        telling,
        head=Head(
            key=key,
            title=f"{facts.partnership} Performance Indicators: Management Team",
            subject=f"{subject_of(telling)}, and what is still owed",
            whom=f"{facts.partnership} Management Team",
            is_restricted=True,
        ),
        report=_report(telling, notices=notices),
        tables=_tables(telling, before=before, drafts=drafts, health=cleaned(health)),
        rows=tidy_rows(telling),
    )


def _report(telling: Telling, *, notices: tuple[Notice, ...]) -> Iterator[Section]:
    yield Section(title="Where the round stands", blocks=(*notices, *_summary(telling), Contents()))
    yield unrated_section(telling, title="A. Not returned, awaited and not rated")
    yield unsigned_section(telling, title="B. Not signed off")
    yield warnings_section(telling, title="C. Warnings without an answer")
    yield overdue_section(telling, title="D. Promises overdue")
    yield notes_section(telling, title="E. Notes to the officer")
    # What is owed is a few lines: the exceptions follow on the same page.
    yield replace(exceptions_section(telling, title="F. Exceptions: red and amber measures"), new_page=False)


def _summary(telling: Telling) -> Iterator[Block]:
    left = left_in_words(telling.facts, within=telling.quarter, named_in=_CHANGES)
    judged = overrides_in_words(telling, named_in=_CHANGES)
    yield Paragraph(text=" ".join((counted_in_words(telling), *left, *judged, age_in_words(telling))))
    yield tally_table(telling, caption=f"How the measures are rated, {telling.quarter.label}")
    yield Paragraph(text=movement_in_words(movement_of(telling.figures)))
    yield Heading(text="What is still owed")
    yield Paragraph(text=timeliness_in_words(timeliness(telling.figures)))
    yield still_owed_table(telling, caption=f"Still owed, {telling.quarter.label}")


def _tables(
    telling: Telling,
    *,
    before: EarlierVersion | None,
    drafts: Sequence[StandingPublication],
    health: Health | None,
) -> Iterator[Section]:
    yield from council_sections(telling, title=lambda council: f"G. {council}")
    yield services_section(telling, title="H. Measures of each service")
    yield strategic_section(telling, title="I. Key strategic indicators")
    yield changes_section(telling, title=f"{_CHANGES}. Changes of targets, tolerances and measures")
    yield restated_section(telling, title="K. Figures restated")
    yield provisional_section(telling, title="L. Still provisional")
    yield age_section(telling, title="M. How old the figures are")
    if health is not None:
        yield health_section(health, label=telling.quarter.label, title=f"N. {HEALTH}")
    yield key_section(telling, title="O. Key")
    if before is not None:
        yield since_section(telling, before=before, title=f"P. {since_title(before)}")
    elif drafts:
        yield Section(title="P. Who has one from before the freeze", blocks=tuple(draft_blocks(drafts)))
