"""What changed: targets and tolerances with the rating under both, measures that ended, indicators that follow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from goldenthread.domain.days import day_words
from goldenthread.domain.snapshot import EarlierTerms
from goldenthread.domain.terms import TargetKind
from goldenthread.publishing.cells import Cell, Detail
from goldenthread.publishing.document import Block, Column, Notice, NoticeKind, Paragraph, Section, Table
from goldenthread.reports.documents.left import left_promises_blocks
from goldenthread.reports.documents.overrides import overrides_blocks
from goldenthread.reports.documents.printed import target_in_words
from goldenthread.reports.documents.published import kind_notes
from goldenthread.reports.documents.sentences import (
    count_of,
    is_or_are,
    listed_up_to,
    of_which_whole,
    starting,
    was_or_were,
)
from goldenthread.reports.documents.succession import endings_blocks
from goldenthread.reports.documents.telling import Telling
from goldenthread.reports.documents.told import ToldFigure, tolerance_in_words

NOT_YET_AGREED = "not yet agreed"
MOST_NAMED = 8


def changes_section(telling: Telling, *, title: str) -> Section:
    """Each change with its decision, or the words that it has none."""
    return Section(title=title, blocks=tuple(_blocks(telling)))


def changed(telling: Telling) -> tuple[ToldFigure, ...]:
    """Figures whose target or tolerance changed within the year."""
    return tuple(figure for figure in telling.figures if figure.snapshot.earlier_terms is not None)


def changed_without_authority(telling: Telling) -> tuple[ToldFigure, ...]:
    """Of these, the ones that no decision has agreed."""
    return tuple(f for f in changed(telling) if f.snapshot.earlier_terms and not f.snapshot.earlier_terms.authority)


def changes_in_words(telling: Telling) -> str:
    """How many changed, how many of those change the rating, and how many no decision has agreed."""
    figures = changed(telling)
    if not figures:
        return "No target or tolerance changed within the year."
    number = len(figures)
    words = f"The target or tolerance of {count_of(number, 'measure')} changed within the year."
    differs = sum(1 for figure in figures if _rates_differently(figure))
    which = ("It" if differs else "It would not") if number == 1 else f"{differs or 'None'} of them"
    would = "" if number == 1 and not differs else " would"
    words += f" {which}{would} be rated differently under the earlier terms."
    missing = len(changed_without_authority(telling))
    if missing:
        words += f" {missing} {is_or_are(missing)} {NOT_YET_AGREED}."
    return words


def list_in_words(telling: Telling) -> str:
    """ "The list for 2019/20 (“oneSource Performance Indicators”) was agreed by ...", or that it was not."""
    facts = telling.facts
    name = f"The list for {facts.list_year.replace('-', '/')} (“{facts.list_title}”)"
    if not facts.list_authority:
        return f"{name} is {NOT_YET_AGREED}: every target in this report is a proposed one."
    words = f"{name} was {facts.list_authority_words}."
    if facts.proposed:
        words += " The round was opened before that, on the targets then proposed."
    return words


def _blocks(telling: Telling) -> Iterator[Block]:
    facts = telling.facts
    if not facts.list_authority or facts.proposed:
        yield Notice(kind=NoticeKind.PROPOSED, title="targets of this quarter", paragraphs=(list_in_words(telling),))
    yield Paragraph(text=changes_in_words(telling))
    figures = changed(telling)
    if figures:
        yield Table(
            caption=f"Changes of targets and tolerances within the year, {telling.quarter.label}",
            columns=(
                Column(title="Measure", share=5),
                Column(title="Council", share=2),
                Column(title="What changed", share=5),
                Column(title="Authority", share=5),
                Column(title="Rating now", share=3),
                Column(title="Under the earlier terms", share=3),
            ),
            rows=tuple(_row(figure, earlier=figure.snapshot.earlier_terms) for figure in figures),
            notes=kind_notes(figures),
        )
    late = tuple(figure for figure in _with_target(telling) if figure.terms.target_agreed_late)
    if late:
        yield Paragraph(text=_late_in_words(late, telling=telling))
    yield from overrides_blocks(telling)
    yield from endings_blocks(facts, of=telling.quarter.label)
    yield from left_promises_blocks(facts)


def _with_target(telling: Telling) -> tuple[ToldFigure, ...]:
    return tuple(figure for figure in telling.figures if figure.terms.target_kind is not TargetKind.NONE)


def _late_in_words(late: tuple[ToldFigure, ...], *, telling: Telling) -> str:
    number, every = len(late), len(_with_target(telling))
    began = f"after the quarter began on {day_words(telling.quarter.first_day)}"
    whole = of_which_whole(sum(not figure.terms.council for figure in late))
    of = f"{whole}," if whole else ""
    if number == every and number > 1:
        return f"All {number} targets{of} were agreed {began}.{_without_target_in_words(telling)}"
    if number > MOST_NAMED:
        return f"{number} of the {every} targets{of} were agreed {began}.{_without_target_in_words(telling)}"
    names = listed_up_to([figure.name for figure in late], most=MOST_NAMED, rest="measure")
    return f"{starting(count_of(number, 'target'))} {was_or_were(number)} agreed {began}: {names}."


def _without_target_in_words(telling: Telling) -> str:
    """How many counted measures have no target: else the number of targets would not be understood."""
    number = sum(figure.terms.target_kind is TargetKind.NONE for figure in telling.counted)
    if not number:
        return ""
    has = "has" if number == 1 else "have"
    return f" {number} of the {len(telling.counted)} measures of councils {has} no target."


def _rates_differently(figure: ToldFigure) -> bool:
    earlier = figure.snapshot.earlier_terms
    return earlier is not None and earlier.rating != figure.snapshot.rating


def _row(figure: ToldFigure, *, earlier: EarlierTerms | None) -> tuple[Cell, ...]:
    if earlier is None:
        raise ValueError(f"{figure.name} did not change")
    return (
        Detail(text=figure.title, small=figure.terms.indicator_ref),
        figure.scope,
        what_changed(figure, earlier=earlier),
        f"From {day_words(earlier.changed_on)}: {earlier.authority_words or NOT_YET_AGREED}",
        figure.mark,
        figure.mark_of(earlier.rating, status=earlier.status),
    )


def what_changed(figure: ToldFigure, *, earlier: EarlierTerms) -> str:
    """ "Target from 97.0% to 95.0%; tolerance from 2 points to 5 points"."""
    terms = figure.terms
    parts = []
    if earlier.target != terms.target:
        was, now = target_in_words(earlier.target, terms=terms), target_in_words(terms.target, terms=terms)
        parts.append(f"target from {was} to {now}")
    unit = earlier.tolerance_unit or terms.tolerance_unit
    if (earlier.tolerance, unit) != (terms.tolerance, terms.tolerance_unit):
        was = tolerance_in_words(earlier.tolerance, terms=replace(terms, tolerance_unit=unit))
        now = tolerance_in_words(terms.tolerance, terms=terms)
        parts.append(f"tolerance from {was} to {now}")
    return starting("; ".join(parts) or "band, floor or profile")
