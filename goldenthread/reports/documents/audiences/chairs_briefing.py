"""The pack of the Chair's briefing: what the committee will get, and what the Chair may be asked of it. Restricted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from goldenthread.domain.snapshot import FigureSnapshot, RoundFacts
from goldenthread.domain.withheld import WithheldPart
from goldenthread.publishing.document import (
    Block,
    Column,
    Contents,
    Heading,
    Notice,
    Paragraph,
    ReportDocument,
    Section,
    Table,
)
from goldenthread.publishing.queries import StandingPublication
from goldenthread.reports.documents import parts
from goldenthread.reports.documents.age import in_whole_seconds
from goldenthread.reports.documents.audiences.assembly import Head, assembled, not_frozen_notices
from goldenthread.reports.documents.cleaning import cleaned
from goldenthread.reports.documents.exceptions import exceptions_section
from goldenthread.reports.documents.members_page import asked_last, correction_notice, counted_first
from goldenthread.reports.documents.movement import movement_in_words, movement_of, movement_table
from goldenthread.reports.documents.pack import appendix_tables, subject_of
from goldenthread.reports.documents.promises import carried_promises, promises_in_words, promises_table, told_on
from goldenthread.reports.documents.published import kind_notes
from goldenthread.reports.documents.restated import correction_notices
from goldenthread.reports.documents.runs import runs_told
from goldenthread.reports.documents.sentences import count_of
from goldenthread.reports.documents.since import draft_blocks, since_section, since_title
from goldenthread.reports.documents.telling import Telling, telling_of
from goldenthread.reports.documents.tidy import tidy_rows
from goldenthread.reports.sources import EarlierVersion

TITLE = "For the Chair"
_WHAT = {
    WithheldPart.MEASURE.value: "The figure, with everything said of it",
    WithheldPart.REASONS.value: "The reasons",
    WithheldPart.ACTIONS.value: "The remedial actions",
}


def chairs_briefing_pack(
    facts: RoundFacts,
    figures: tuple[FigureSnapshot, ...],
    *,
    key: str,
    as_at: datetime,
    replaces: str = "",
    because: str = "",
    before: EarlierVersion | None = None,
    drafts: Sequence[StandingPublication] = (),
) -> ReportDocument:
    """The whole document, from a freeze or from the round as it stands; then it says so.

    Its parts have the letters that they have in the committee's pack. What is withheld from the public is in it, and
    listed as such. `drafts` are what was issued before the first freeze.
    """
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
            title=f"{facts.partnership} Performance Indicators: Chair’s briefing",
            subject=f"{subject_of(telling)}, and what the Chair may be asked",
            whom=f"Chair of the {facts.committee}",
            is_restricted=True,
        ),
        report=_report(telling, notices=notices),
        tables=_tables(telling, before=before, drafts=drafts),
        rows=tidy_rows(telling),
    )


def _report(telling: Telling, *, notices: tuple[Notice, ...]) -> Iterator[Section]:
    yield Section(title=TITLE, blocks=(*notices, *_briefing(telling), Contents()))
    yield exceptions_section(telling, title=parts.heading(parts.EXCEPTIONS), with_other_promises=True)


def _briefing(telling: Telling) -> Iterator[Block]:
    yield from counted_first(telling)
    yield Heading(text="What changed")
    movement = movement_of(telling.figures)
    yield Paragraph(text=movement_in_words(movement))
    if movement.turned_red:
        notes = kind_notes(movement.turned_red)
        yield movement_table(movement.turned_red, caption="Measures that turned red", notes=notes)
    yield from runs_told(telling)
    yield Heading(text="Promises missed")
    promises = carried_promises(telling)
    yield Paragraph(text=promises_in_words(promises, on=told_on(telling)))
    missed = tuple(promise for promise in promises if promise.is_missed)
    if missed:
        yield promises_table(missed, caption="Promises missed: due by now and not done")
    yield Heading(text="What the Committee is asked")
    yield from asked_last(telling, may_ask="Its members may ask:")
    yield Heading(text="Not for the public")
    yield from _withheld(telling)


def _withheld(telling: Telling) -> Iterator[Block]:
    found = tuple((figure, one) for figure in telling.figures for one in figure.snapshot.withheld)
    if not found:
        yield Paragraph(text="Nothing of these figures is withheld from the public.")
        return
    number = len({figure.snapshot.measure_id for figure, _one in found})
    yield Paragraph(
        text=f"Of {count_of(number, 'measure')} something is withheld in the Committee’s pack, and shown in this one. "
        "It is not for an open meeting."
    )
    yield Table(
        caption=f"Withheld from the public, {telling.quarter.label}",
        columns=(
            Column(title="Measure", share=5),
            Column(title="Council", share=3),
            Column(title="What is withheld", share=4),
            Column(title="Why", share=6),
        ),
        rows=tuple((figure.title, figure.scope, _WHAT[one.what], one.reason) for figure, one in found),
    )


def _tables(
    telling: Telling, *, before: EarlierVersion | None, drafts: Sequence[StandingPublication]
) -> Iterator[Section]:
    yield from appendix_tables(telling)
    if before is not None:
        title = parts.heading(parts.SINCE, title=since_title(before))
        # Who sent which file, and notes between a service and the officer, are not for members.
        yield since_section(telling, before=before, title=title, is_public=True)
    elif drafts:
        title = parts.heading(parts.SINCE, title="Who has one from before the freeze")
        yield Section(title=title, blocks=tuple(draft_blocks(drafts)))
