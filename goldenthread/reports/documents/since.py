"""What a later version of a round's figures changed against the one before, and who has the older one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from goldenthread.domain.listing import listed
from goldenthread.domain.versions import VersionChange, changes_between
from goldenthread.publishing.cells import Cell, Detail
from goldenthread.publishing.document import Block, Column, Paragraph, Section, Table
from goldenthread.publishing.queries import StandingPublication
from goldenthread.reports.documents.age import london_day
from goldenthread.reports.documents.cleaning import cleaned
from goldenthread.reports.documents.sentences import count_of, starting
from goldenthread.reports.documents.telling import Telling
from goldenthread.reports.sources import EarlierVersion


def since_title(before: EarlierVersion) -> str:
    """ "What changed since version 1"."""
    return f"What changed since version {before.facts.version}"


def since_section(telling: Telling, *, before: EarlierVersion, title: str, is_public: bool = False) -> Section:
    """Every figure, rating and sentence that differs, as it was and as it is; then who has what is out of date.

    A public one leaves out how the figures were worked with: who sent which file, and how far a figure had come.
    """
    return Section(title=title, blocks=tuple(_blocks(telling, before=before, is_public=is_public)))


def public_since_sections(
    telling: Telling, *, before: EarlierVersion | None, title: Callable[[str], str]
) -> tuple[Section, ...]:
    """The public section of a later version; none of a first one."""
    if before is None:
        return ()
    return (since_section(telling, before=before, title=title(since_title(before)), is_public=True),)


def changes_since(telling: Telling, *, before: EarlierVersion, is_public: bool = False) -> tuple[VersionChange, ...]:
    """Everything that differs between what is told and the version before, in words fit to print; of a public pack
    what its readers have a use for."""
    figures = tuple(figure.snapshot for figure in telling.figures)
    changes = changes_between((cleaned(before.facts), cleaned(before.figures)), (telling.facts, figures))
    return tuple(change for change in changes if not (is_public and change.internal))


def since_in_words(changes: Sequence[VersionChange], *, before: EarlierVersion) -> str:
    """How much differs, and of how many measures."""
    measures = {change.measure_id for change in changes if change.measure_id}
    frozen = "" if before.facts.frozen_at is None else f", frozen on {_day(before)},"
    if not changes:
        return f"Nothing differs from version {before.facts.version}{frozen.rstrip(',')}."
    of = f"of {count_of(len(measures), 'measure')}" if measures else "of the round as a whole"
    number = len(changes)
    differ = "differs" if number == 1 else "differ"
    return (
        f"{starting(count_of(number, 'thing'))} {of} {differ} from version {before.facts.version}{frozen} as the table "
        "says. Everything else is as it was."
    )


def _blocks(telling: Telling, *, before: EarlierVersion, is_public: bool) -> Iterator[Block]:
    changes = changes_since(telling, before=before, is_public=is_public)
    yield Paragraph(text=since_in_words(changes, before=before))
    if changes:
        older, newer = before.facts.version, telling.facts.version
        yield Table(
            caption=f"What differs between versions {older} and {newer or 'now'} of {telling.quarter.label}",
            columns=(
                Column(title="Measure", share=4),
                Column(title="What", share=5),
                Column(title=f"Version {older}", share=4),
                Column(title=f"Version {newer}" if newer else "Now", share=4),
            ),
            rows=tuple(_row(change) for change in changes),
        )
    yield from held_blocks(before.held)


def _row(change: VersionChange) -> tuple[Cell, ...]:
    measure: Cell = Detail(text=change.title, small=change.name) if change.measure_id else change.name
    return (measure, change.what, change.was, change.now)


def held_blocks(held: Sequence[StandingPublication]) -> Iterator[Block]:
    """Who has what was published from older versions."""
    if not held:
        yield Paragraph(text="Nothing was published from an older version.")
        return
    yield Paragraph(text="These were made from older versions, and are out of date where they differ:")
    yield _holders(held, caption="Who has an older version")


def draft_blocks(drafts: Sequence[StandingPublication]) -> Iterator[Block]:
    """Who has what was issued before the first freeze; no version is kept that it could be held against."""
    yield Paragraph(
        text="These were made from the round as it stood before it was frozen. They are out of date where this report "
        "says something else:"
    )
    yield _holders(drafts, caption="Who has one from before the freeze")


def _holders(held: Sequence[StandingPublication], *, caption: str) -> Table:
    return Table(
        caption=caption,
        columns=(
            Column(title="Publication", share=5),
            Column(title="Made from", share=4),
            Column(title="Published", share=3),
            Column(title="Who has it", share=6),
        ),
        rows=tuple(
            (Detail(text=one.public_id, small=one.title), one.made_from, london_day(one.published_at), who_has(one))
            for one in held
        ),
    )


def who_has(one: StandingPublication) -> str:
    """Anybody, once it is public; the posts that it was issued to; else nobody: it was not public by then."""
    holders = [copy.post for copy in one.issued]
    if one.released_at is not None:
        holders.insert(0, f"the public, since {london_day(one.released_at)}")
    return starting(listed(holders)) if holders else "Nobody: it was not public by then"


def _day(before: EarlierVersion) -> str:
    frozen_at = before.facts.frozen_at
    return "" if frozen_at is None else london_day(frozen_at)
