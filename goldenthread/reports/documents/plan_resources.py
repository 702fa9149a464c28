"""The part of a progress report on resources: what each council agreed for the plan's actions, and which have none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from goldenthread.domain.days import day_words
from goldenthread.domain.listing import listed
from goldenthread.domain.periods import FinancialYear
from goldenthread.domain.plan_progress import ActionStatus
from goldenthread.plans.queries.board import ActionRow
from goldenthread.plans.queries.resources import ResourceFacts
from goldenthread.plans.queries.words import money_words
from goldenthread.publishing.cells import Cell, Number
from goldenthread.publishing.document import Block, Column, EditableAs, Paragraph, Section, Table
from goldenthread.reports.documents.sentences import count_of

Resources = Mapping[str, tuple[ResourceFacts, ...]]  # by the ref of the action

_ENDED = (ActionStatus.COMPLETE, ActionStatus.CANCELLED)


def resources_section(rows: tuple[ActionRow, ...], found: Resources, *, letter: str) -> Section:
    """What was agreed, by council and year and then by action; and the open actions for which nothing was."""
    return Section(title=f"{letter}. Resources", blocks=tuple(_blocks(rows, found)), editable_as=EditableAs.TABLES)


def without_resources(rows: tuple[ActionRow, ...], found: Resources) -> tuple[str, ...]:
    """The refs of the actions that are neither complete nor cancelled, and for which nothing was agreed."""
    return tuple(one.ref for one in rows if one.status not in _ENDED and one.ref not in found)


def _blocks(rows: tuple[ActionRow, ...], found: Resources) -> Iterator[Block]:
    told = {one.ref: found[one.ref] for one in rows if one.ref in found}
    if told:
        yield _by_council(told)
        yield _by_action(rows, told)
    bare = without_resources(rows, found)
    if bare:
        number = count_of(len(bare), "action")
        yield Paragraph(text=f"No staff and no money are agreed for {number} that {_are(bare)} open: {listed(bare)}.")
    else:
        yield Paragraph(text="Every open action has staff or money agreed.")


def _are(refs: tuple[str, ...]) -> str:
    return "is" if len(refs) == 1 else "are"


def _by_council(told: Resources) -> Table:
    every = [one for facts in told.values() for one in facts]
    keys = sorted({(one.year, one.council_id, one.council) for one in every})
    return Table(
        caption="Staff and money agreed, by year and council",
        columns=(
            Column(title="Council", share=6),
            Column(title="Year", share=3),
            Column(title="Staff (FTE)", align="right", share=3),
            Column(title="Money", align="right", share=4),
            Column(title="Actions", align="right", share=3),
        ),
        rows=tuple(
            _council_row(council, year, [one for one in every if (one.year, one.council_id) == (year, pk)])
            for year, pk, council in keys
        ),
    )


def _council_row(council: str, year: str, every: list[ResourceFacts]) -> tuple[Cell, ...]:
    staff = sum((one.staff for one in every if one.staff is not None), Decimal(0))
    money = sum((one.money for one in every if one.money is not None), Decimal(0))
    return (
        council,
        FinancialYear.parse(year).label,
        _staff(staff),
        Number(text=money_words(money), value=money),
        Number(text=str(len(every)), value=Decimal(len(every))),
    )


def _by_action(rows: tuple[ActionRow, ...], told: Resources) -> Table:
    return Table(
        caption="Staff and money agreed, by action",
        columns=(
            Column(title="Action", share=6),
            Column(title="Council", share=3),
            Column(title="Year", share=2),
            Column(title="Staff (FTE)", align="right", share=2),
            Column(title="Money", align="right", share=3),
            Column(title="Agreed by", share=5),
        ),
        rows=tuple(
            (
                f"{one.ref} {one.words}",
                has.council,
                FinancialYear.parse(has.year).label,
                "–" if has.staff is None else _staff(has.staff),
                "–" if has.money is None else Number(text=money_words(has.money), value=has.money),
                f"{has.agreed_by}, {day_words(has.agreed_on)}",
            )
            for one in rows
            for has in told.get(one.ref, ())
        ),
    )


def _staff(staff: Decimal) -> Number:
    return Number(text=f"{staff.normalize():f}", value=staff)
