"""The parts of a plan's progress report behind its first pages: by theme, what is behind, changes, what is complete."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from goldenthread.domain.days import day_words
from goldenthread.domain.periods import Quarter
from goldenthread.domain.plan_actions import AgreedChange, differing, in_words
from goldenthread.domain.plan_progress import ActionStatus
from goldenthread.plans.queries.board import ActionRow
from goldenthread.publishing.cells import Cell, Detail, RatingMark
from goldenthread.publishing.document import (
    Block,
    BulletList,
    Column,
    EditableAs,
    Fact,
    FactList,
    Heading,
    Panel,
    Paragraph,
    Section,
    Table,
)
from goldenthread.publishing.tidy_rows import ColumnKind, DataColumn, DataTable
from goldenthread.reports.documents.sentences import count_of, is_or_are, starting

EXCEPTIONS, CHANGES = "part\u00a0B", "part\u00a0C"
_NO = "–"


def by_theme_section(rows: tuple[ActionRow, ...], *, quarter: Quarter) -> Section:
    blocks: list[Block] = []
    for theme in dict.fromkeys(one.theme for one in rows):
        blocks.append(Heading(text=theme))
        blocks.append(
            Table(
                caption=f"{theme}, {quarter.label}",
                columns=(
                    Column(title="Action", share=8),
                    Column(title="Status", share=4),
                    Column(title="Due", share=3),
                    Column(title="Expected", share=3),
                    Column(title="Confidence", share=3),
                ),
                rows=tuple(_theme_row(one) for one in rows if one.theme == theme),
            )
        )
    return Section(title="A. Actions by theme", blocks=tuple(blocks), new_page=True, editable_as=EditableAs.TABLES)


def _theme_row(one: ActionRow) -> tuple[Cell, ...]:
    first = f"first {day_words(one.first_due_on)}" if one.first_due_on != one.due_on else ""
    due: Cell = Detail(text=day_words(one.due_on), small=first) if first else day_words(one.due_on)
    expected = _NO if one.expected_on is None else day_words(one.expected_on)
    return (
        Detail(text=f"{one.ref} {one.words}", small="; ".join((one.owner_post, *one.serves))),
        mark_of(one.status),
        due,
        f"done {day_words(one.done_on)}" if one.done_on is not None else expected,
        _NO if one.said is None else one.said.confidence.capitalize(),
    )


def late_section(rows: tuple[ActionRow, ...], *, quarter: Quarter) -> Section:
    late = [one for one in rows if one.status.needs_exception]
    blocks: list[Block] = [
        Paragraph(text=f"{starting(count_of(len(late), 'action'))} {is_or_are(len(late))} behind in {quarter.label}.")
    ]
    blocks += [_panel(one) for one in sorted(late, key=lambda one: (-one.days_behind, one.ref))]
    return Section(title="B. Exceptions", blocks=tuple(blocks), new_page=True, editable_as=EditableAs.TEXT)


def _panel(one: ActionRow) -> Panel:
    worst = one.behind[0]
    what = f"milestone {worst.key}" if worst.key else "the action"
    said = one.said
    return Panel(
        title=f"{one.ref} {one.words}",
        mark=mark_of(one.status),
        small=one.owner_post,
        blocks=(
            FactList(
                facts=(
                    Fact(label="Due", text=day_words(one.due_on)),
                    Fact(
                        label="Slip", text=f"{count_of(worst.days, 'day')}, of {what} due on {day_words(worst.due_on)}"
                    ),
                )
            ),
            Paragraph(lead="Reasons:", text="none given" if said is None else said.reasons),
            Paragraph(lead="Remedy:", text=said.remedy if said is not None and said.remedy else "none given"),
        ),
    )


def changed_section(rows: tuple[ActionRow, ...], *, authorities: Mapping[str, str]) -> Section:
    title = "C. Changes since the plan was agreed"
    every = [(one, change) for one in rows for change in one.life.changes]
    if not every:
        return Section(title=title, blocks=(Paragraph(text="Nothing of any action was changed since it was agreed."),))
    table = Table(
        caption="Changes with their reason and their authority",
        columns=(
            Column(title="Action", share=6),
            Column(title="Day", share=3),
            Column(title="What", share=4),
            Column(title="Why", share=5),
            Column(title="By", share=5),
        ),
        rows=tuple(
            (
                f"{one.ref} {one.words}",
                day_words(change.on),
                _changed(one, change),
                change.reason,
                authorities.get(change.decision, change.authority),
            )
            for one, change in every
        ),
    )
    return Section(title=title, blocks=(table,), editable_as=EditableAs.TABLES)


def _changed(one: ActionRow, change: AgreedChange) -> str:
    place = one.life.changes.index(change)
    was = one.life.baseline if place == 0 else one.life.changes[place - 1].terms
    names = differing(was, change.terms)
    if "due_on" in names:
        return f"From {day_words(was.due_on)} to {day_words(change.terms.due_on)}"
    return starting(in_words(names)) if names else change.kind.value.capitalize()


def complete_now(rows: tuple[ActionRow, ...], *, asked_before: Collection[str]) -> tuple[ActionRow, ...]:
    """What is complete and was not put to the committee in an earlier report: it is asked once."""
    return tuple(one for one in rows if one.status is ActionStatus.COMPLETE and one.ref not in asked_before)


def complete_section(rows: tuple[ActionRow, ...], *, asked_before: Collection[str]) -> Section:
    """What is complete and to be taken out; apart, what was put to the committee before and is not decided yet."""
    now = complete_now(rows, asked_before=asked_before)
    waiting = tuple(one for one in rows if one.status is ActionStatus.COMPLETE and one.ref in asked_before)
    blocks: list[Block] = []
    if now:
        blocks.append(_complete_table(now, caption="Complete actions, each confirmed by somebody else than its owner"))
    if waiting:
        blocks.append(_complete_table(waiting, caption="Put to the committee before, and not decided yet"))
    if not blocks:
        blocks.append(Paragraph(text="No action was completed and not yet taken out."))
    return Section(title="D. Complete, to be agreed", blocks=tuple(blocks), editable_as=EditableAs.TABLES)


def _complete_table(closed: tuple[ActionRow, ...], *, caption: str) -> Table:
    return Table(
        caption=caption,
        columns=(
            Column(title="Action", share=6),
            Column(title="Due", share=3),
            Column(title="Done", share=3),
            Column(title="Where it can be seen", share=6),
        ),
        rows=tuple(
            (
                f"{one.ref} {one.words}",
                day_words(one.due_on),
                _NO if one.done_on is None else day_words(one.done_on),
                _NO if one.said is None or not one.said.evidence else one.said.evidence,
            )
            for one in closed
        ),
    )


def status_key_section() -> Section:
    return Section(
        title="G. Key",
        blocks=(
            BulletList(
                items=(
                    "On target: nothing open is expected, or stands, after the day agreed for it.",
                    "Up to one month behind, over one month behind: the worst of what is open, by calendar months.",
                    "Reprogrammed with approval: a day was moved to a later one, or a milestone taken out, by whoever "
                    "had the power. Both days are shown. It is never counted as on target.",
                    "Complete: confirmed on evidence by somebody else than who called it done.",
                    "Deferred, cancelled: by a decision of the committee. To miss a day is neither.",
                    "Not reported: nothing was said of the quarter.",
                    "Confidence is the owner’s own judgement of the outcome. It is no part of the status.",
                )
            ),
        ),
        editable_as=EditableAs.TEXT,
    )


def mark_of(status: ActionStatus) -> RatingMark:
    """The status as a word, a shape and a colour."""
    return RatingMark(code=status.colour or "not-rated", word=status.value.capitalize())


def tidy_actions(rows: tuple[ActionRow, ...]) -> DataTable:
    return DataTable(
        columns=(
            DataColumn(name="ref"),
            DataColumn(name="theme"),
            DataColumn(name="action"),
            DataColumn(name="owner"),
            DataColumn(name="serves", meaning="councils, between semicolons"),
            DataColumn(name="status", meaning="by the rule of dates"),
            DataColumn(name="colour", meaning="green, amber or red; empty of what is none of them"),
            DataColumn(name="days_behind", kind=ColumnKind.WHOLE, meaning="of the worst of what is open"),
            DataColumn(name="due_first", meaning="as it was agreed first"),
            DataColumn(name="due", meaning="as it is agreed now"),
            DataColumn(name="expected"),
            DataColumn(name="done"),
            DataColumn(name="confidence", meaning="of the owner in the outcome"),
            DataColumn(name="changes", kind=ColumnKind.WHOLE, meaning="since the plan was agreed"),
        ),
        rows=tuple(
            (
                one.ref,
                one.theme,
                one.words,
                one.owner_post,
                "; ".join(one.serves),
                one.status.value,
                one.status.colour,
                one.days_behind,
                one.first_due_on.isoformat(),
                one.due_on.isoformat(),
                None if one.expected_on is None else one.expected_on.isoformat(),
                None if one.done_on is None else one.done_on.isoformat(),
                None if one.said is None else one.said.confidence,
                len(one.life.changes),
            )
            for one in rows
        ),
    )
