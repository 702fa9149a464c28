"""One page for members: how many, what turned red or recovered, promises missed, what is asked of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from goldenthread.publishing.document import (
    Block,
    BulletList,
    Heading,
    Notice,
    NoticeKind,
    NumberedList,
    Paragraph,
    Section,
)
from goldenthread.reports.documents import parts
from goldenthread.reports.documents.age import age_in_words
from goldenthread.reports.documents.asked import questions, recommendations
from goldenthread.reports.documents.counts import counted_in_words, tally_table
from goldenthread.reports.documents.left import left_in_words
from goldenthread.reports.documents.movement import movement_in_words, movement_of, movement_table
from goldenthread.reports.documents.overrides import overrides_in_words
from goldenthread.reports.documents.promises import carried_promises, promises_in_words, promises_table, told_on
from goldenthread.reports.documents.published import kind_notes
from goldenthread.reports.documents.sentences import listed_up_to
from goldenthread.reports.documents.telling import Telling


@dataclass(frozen=True, kw_only=True)
class _Room:
    """So many leave room for everything else on one printed page."""

    turned_red: int
    named: int
    promises: int


_ALONE = _Room(turned_red=4, named=3, promises=2)
_BELOW_A_NOTICE = _Room(turned_red=2, named=2, promises=1)


def members_section(telling: Telling, *, correction: tuple[Notice, ...] = ()) -> Section:
    """The first page of the pack; a correction says so before anything else."""
    return Section(
        title="Summary for members",
        blocks=(*correction, *_blocks(telling, room=_BELOW_A_NOTICE if correction else _ALONE)),
    )


def correction_notice(replaces: str, *, because: str) -> tuple[Notice, ...]:
    """What a correction replaces, and why; nothing in a pack that replaces none."""
    if not replaces:
        return ()
    title = f"This document replaces {replaces}"
    return (Notice(kind=NoticeKind.CORRECTION, title=title, paragraphs=(f"Why: {because}",)),)


def counted_first(telling: Telling) -> Iterator[Block]:
    """How many measures are rated how, with how old the figures are: what a first page begins with."""
    left = left_in_words(telling.facts, within=telling.quarter)
    yield Paragraph(
        text=" ".join((counted_in_words(telling), *left, *overrides_in_words(telling), age_in_words(telling)))
    )
    yield tally_table(telling, caption=f"How the measures are rated, {telling.quarter.label}")


def asked_last(telling: Telling, *, may_ask: str) -> Iterator[Block]:
    """What the committee is asked to do, and after the words `may_ask` what its members could ask."""
    yield NumberedList(points=recommendations(telling))
    asked = questions(telling)
    if asked:
        yield Paragraph(text=may_ask)
        yield BulletList(items=asked)


def _blocks(telling: Telling, *, room: _Room) -> Iterator[Block]:
    yield from counted_first(telling)
    yield Heading(text="What turned red or recovered")
    yield from _moved(telling, room=room)
    yield Heading(text="Promises missed")
    yield from _promises(telling, room=room)
    yield Heading(text="What is asked of you")
    yield from asked_last(telling, may_ask="You may wish to ask:")


def _moved(telling: Telling, *, room: _Room) -> Iterator[Block]:
    movement = movement_of(telling.figures)
    recovered = [figure.name for figure in movement.no_longer_red]
    words = movement_in_words(movement)
    if recovered:
        words += f" No longer red: {listed_up_to(recovered, most=room.named, rest='measure')}."
    yield Paragraph(text=words)
    turned = movement.turned_red
    if turned:
        caption = _caption("Measures that turned red", shown=room.turned_red, of=len(turned))
        shown = turned[: room.turned_red]
        yield movement_table(shown, caption=caption, notes=kind_notes(shown))


def _promises(telling: Telling, *, room: _Room) -> Iterator[Block]:
    promises = carried_promises(telling)
    yield Paragraph(text=promises_in_words(promises, on=told_on(telling)))
    missed = tuple(promise for promise in promises if promise.is_missed)
    if missed:
        caption = _caption("Promises missed: due by now and not done", shown=room.promises, of=len(missed))
        yield promises_table(missed[: room.promises], caption=caption)


def _caption(words: str, *, shown: int, of: int) -> str:
    where = parts.reference(parts.EXCEPTIONS)
    return words if of <= shown else f"{words} ({shown} of {of}: see {where} for the others)"
