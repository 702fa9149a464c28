"""The parts of the year-end pack that hold measures: strategic, by council, red and amber, and without an outturn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from goldenthread.domain.days import day_words
from goldenthread.publishing.cells import Detail, RatingMark
from goldenthread.publishing.document import Block, Column, Heading, Paragraph, Section, Table
from goldenthread.reports.documents.counts import tally, tally_in_words
from goldenthread.reports.documents.sentences import count_of, is_or_are, of_which_whole, starting
from goldenthread.reports.documents.told import WHOLE_PARTNERSHIP, Place, period_label, value_in_words
from goldenthread.reports.documents.year_told import ToldYear, YearTelling


def year_strategic_section(telling: YearTelling, *, title: str) -> Section:
    """The key strategic indicators: result, target, rating, and last year's result."""
    return Section(title=title, new_page=True, blocks=tuple(_strategic(telling)))


def _strategic(telling: YearTelling) -> Iterator[Block]:
    measures = telling.strategic
    if not measures:
        yield Paragraph(text="No indicator is marked as a key strategic one.")
        return
    number = len(measures)
    yield Paragraph(
        text=f"There {is_or_are(number)} {count_of(number, 'measure')} of key strategic indicators, reported once a "
        "year: these are their results."
    )
    yield Table(
        caption=f"Key strategic indicators, {telling.year.label}",
        columns=(
            Column(title="Indicator", share=5),
            Column(title="Measured for", share=3),
            Column(title="Result", align="right", share=2),
            Column(title="Target", align="right", share=2),
            Column(title="Rating", share=3),
            Column(title=telling.year.previous.label, align="right", share=2),
            Column(title="Since then", share=3),
        ),
        rows=tuple(
            (
                Detail(text=one.title, small="; ".join((one.terms.indicator_ref, *one.kinds))),
                one.scope if one.terms.council else "the whole partnership",
                one.outturn,
                one.target,
                one.mark,
                one.last_year,
                one.travel,
            )
            for one in measures
        ),
        notes=tuple(_sources(measures)),
    )


def _sources(measures: Iterable[ToldYear]) -> Iterator[str]:
    for one in measures:
        before = one.snapshot.last_year
        if before is not None and before.source and not before.is_from_a_round:
            yield f"{one.title}, {period_label(before.period)}: {before.source.rstrip('.')}."
        if not one.is_rated:
            yield f"{one.title}: {starting(one.snapshot.reason)}"


def year_council_sections(telling: YearTelling, *, title: Callable[[str], str]) -> Iterator[Section]:
    """One section for each council with its four quarters, and one for the whole partnership."""
    for council in telling.facts.councils:
        measures = telling.of_council(council)
        if measures:
            yield Section(
                title=title(council.council),
                about=council.full_name,
                wide=True,
                blocks=(
                    Paragraph(text=tally_in_words(tally(measures), of=f"for {council.council}")),
                    _every_measure(measures, of=council.full_name, telling=telling),
                ),
            )
    if telling.beside:
        yield Section(
            title=title(WHOLE_PARTNERSHIP),
            about=WHOLE_PARTNERSHIP,
            wide=True,
            blocks=(
                Paragraph(text=f"They stand beside the {telling.facts.counted} that are counted for councils."),
                _every_measure(telling.beside, of=WHOLE_PARTNERSHIP, telling=telling),
            ),
        )


def year_table(
    measures: Sequence[ToldYear],
    *,
    caption: str,
    telling: YearTelling,
    ratings: Sequence[tuple[str, Sequence[RatingMark | None]]],
    notes: tuple[str, ...] = (),
    with_scope: bool = False,
) -> Table:
    """Four quarters, outturn, target, each rating in a column under its title, and last year; `with_scope` says whose
    each measure is, where they are of several councils."""
    return Table(
        caption=caption,
        columns=(
            Column(title="Measure", share=1),
            *(Column(title=f"Q{number}", align="right") for number in (1, 2, 3, 4)),
            Column(title="Year", align="right"),
            Column(title="Target", align="right"),
            *(Column(title=title) for title, _ in ratings),
            Column(title=telling.year.previous.label, align="right"),
            Column(title="Since then"),
        ),
        rows=tuple(
            (
                measure_cell(one, with_scope=with_scope),
                *one.quarters,
                one.outturn,
                one.target,
                *(marks[place] or "–" for _, marks in ratings),
                one.last_year,
                one.travel,
            )
            for place, one in enumerate(measures)
        ),
        notes=notes,
    )


def _every_measure(measures: tuple[ToldYear, ...], *, of: str, telling: YearTelling) -> Table:
    """With the council's own rating where any measure has one."""
    owned = [one.own_mark for one in measures]
    return year_table(
        measures,
        caption=f"{of}: every measure, {telling.year.label}",
        telling=telling,
        ratings=(("Rating", [one.mark for one in measures]), *((("Own rating", owned),) if any(owned) else ())),
    )


def measure_cell(one: ToldYear, *, with_scope: bool) -> Detail:
    """The measure's title, and below it what it is known by."""
    scope = (one.scope,) if with_scope else ()
    part = ("part of the year",) if one.snapshot.result.is_part_year else ()
    small = (one.terms.indicator_ref, *scope, one.terms.service, *part, *one.kinds, *one.remarks)
    return Detail(text=one.title, small="; ".join(small))


def year_exceptions_section(telling: YearTelling, *, title: str, new_page: bool = True) -> Section:
    """Every measure whose year is red or amber, red first, with the difference from its annual target."""
    return Section(title=title, new_page=new_page, blocks=tuple(_exceptions(telling)))


def red_and_amber(telling: YearTelling) -> tuple[ToldYear, ...]:
    """Red first; within a rating in the order of the register."""
    return tuple(sorted((one for one in telling.measures if one.is_exception), key=lambda one: one.rating != "red"))


def _exceptions(telling: YearTelling) -> Iterator[Block]:
    measures = red_and_amber(telling)
    if not measures:
        yield Paragraph(text="No measure ended the year red or amber.")
        return
    whole = of_which_whole(sum(not one.terms.council for one in measures)) if len(measures) > 1 else ""
    yield Paragraph(
        text=f"{count_of(len(measures), 'measure')} ended the year red or amber{whole}. What was said of each, and "
        "what was promised, stands in the reports of the quarters."
    )
    yield Table(
        caption=f"Red and amber at the end of {telling.year.label}",
        columns=(
            Column(title="Measure", share=4),
            Column(title="Council", share=2),
            Column(title="Year", align="right", share=2),
            Column(title="Target", align="right", share=2),
            Column(title="Rating", share=2),
            Column(title="Difference between target and achievement", share=6),
        ),
        rows=tuple(
            (
                Detail(text=one.title, small="; ".join((one.terms.indicator_ref, one.terms.owner_post, *one.kinds))),
                one.scope,
                one.outturn,
                one.target,
                one.mark,
                one.snapshot.reason,
            )
            for one in measures
        ),
    )


def year_without_section(telling: YearTelling, *, title: str) -> Section:
    """Incomplete first, with what is missing; then ended, not rated, and what belongs beside an outturn."""
    return Section(title=title, new_page=True, blocks=tuple(_without(telling)))


def _without(telling: YearTelling) -> Iterator[Block]:
    yield Heading(text="Incomplete: a quarter is missing")
    incomplete = tuple(one for one in telling.measures if one.is_incomplete)
    yield Paragraph(text=_incomplete_in_words(incomplete))
    if incomplete:
        yield _reasons_table(incomplete, caption=f"Incomplete, {telling.year.label}")
    if telling.ended:
        yield Heading(text="Ended within the year")
        number = len(telling.ended)
        yield Paragraph(
            text=f"{count_of(number, 'measure')} ended within the year. {'It stands' if number == 1 else 'They stand'} "
            "beside those that are counted, and no outturn is held against the target of a whole year."
        )
        yield _ended_table(telling)
    withheld = tuple(one for one in telling.measures if one.place is Place.WITHHELD and not one.has_ended)
    if withheld:
        yield Heading(text="Withheld")
        yield _reasons_table(withheld, caption=f"Measures withheld, {telling.year.label}")
    others = tuple(one for one in telling.measures if one.place is Place.NOT_RATED and not one.has_ended)
    if others:
        yield Heading(text="Not rated")
        yield _reasons_table(others, caption=f"Not rated, {telling.year.label}")
    noted = tuple(one for one in telling.measures if one.notes and one.is_rated)
    if noted:
        yield Heading(text="What belongs beside an outturn")
        yield Table(
            caption=f"Part of the year, restated or provisional, {telling.year.label}",
            columns=(Column(title="Measure", share=4), Column(title="Council", share=2), Column(title="Note", share=8)),
            rows=tuple(
                (Detail(text=one.title, small=one.terms.indicator_ref), one.scope, " ".join(one.notes)) for one in noted
            ),
        )


def _incomplete_in_words(incomplete: tuple[ToldYear, ...]) -> str:
    if not incomplete:
        return "Every measure has the quarters that its year needs."
    number = len(incomplete)
    return (
        f"{count_of(number, 'measure')} {'lacks' if number == 1 else 'lack'} a quarter that the year needs. The others "
        "are never averaged in its place; what they come to stands here beside it."
    )


def _reasons_table(measures: tuple[ToldYear, ...], *, caption: str) -> Table:
    return Table(
        caption=caption,
        columns=(
            Column(title="Measure", share=4),
            Column(title="Council", share=2),
            Column(title="Owner", share=4),
            Column(title="The other quarters", align="right", share=2),
            Column(title="Why", share=6),
        ),
        rows=tuple(
            (
                Detail(text=one.title, small="; ".join((one.terms.indicator_ref, *one.kinds))),
                one.scope,
                one.terms.owner_post,
                _so_far(one),
                starting(one.snapshot.reason.removeprefix("Not rated: ").removeprefix("Withheld: ")),
            )
            for one in measures
        ),
    )


def _ended_table(telling: YearTelling) -> Table:
    return Table(
        caption=f"Ended within {telling.year.label}",
        columns=(
            Column(title="Measure", share=5),
            Column(title="Council", share=2),
            Column(title="Last day", share=3),
            *(Column(title=f"Q{number}", align="right", share=2) for number in (1, 2, 3, 4)),
        ),
        rows=tuple(
            (
                Detail(text=one.title, small="; ".join((one.terms.indicator_ref, *one.kinds))),
                one.scope,
                "–" if one.snapshot.ended_on is None else day_words(one.snapshot.ended_on),
                *one.quarters,
            )
            for one in telling.ended
        ),
    )


def _so_far(one: ToldYear) -> str:
    made = one.snapshot.result.so_far
    return "–" if made is None else value_in_words(made, terms=one.terms)
