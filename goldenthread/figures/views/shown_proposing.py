"""How the pages of a proposal show three years beside each target, and what is answered for the next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from goldenthread.components.marks import Rating
from goldenthread.components.narrowing import Listed
from goldenthread.components.paging import pages_of
from goldenthread.components.tables import Cell, Column, Table, row_of
from goldenthread.domain.periods import FinancialYear
from goldenthread.domain.proposal import ProposedList, ProposedMeasure, TargetSaid, Verdict
from goldenthread.domain.snapshot import Comparator
from goldenthread.domain.units import Unit, print_value
from goldenthread.figures.forms.board import RATINGS
from goldenthread.figures.forms.proposal import ProposalRow, printed_target, said_in_words
from goldenthread.figures.operations.proposing import Proposed
from goldenthread.figures.queries.proposals import CarriedMeasure
from goldenthread.indicators.forms.sheets import WHOLE_PARTNERSHIP

_VERDICTS = {
    Verdict.KEPT: "Carried on",
    Verdict.CHANGED: "Changed",
    Verdict.DROPPED: "Dropped",
    Verdict.ADDED: "New",
    Verdict.ENDED: "Ends with its service",
}
_RATING_WORDS = dict(RATINGS)
Years = tuple[FinancialYear, FinancialYear, FinancialYear]


def comparison_of(
    measures: Sequence[CarriedMeasure],
    *,
    targets: Mapping[tuple[int, str], TargetSaid],
    years: Years,
    query: Mapping[str, str],
) -> Listed:
    """Each measure's results of three years, each beside the target that the year had."""
    pages = pages_of(len(measures), query=query)
    return Listed(
        table=Table(
            caption=f"{_measures(len(measures))} on the list of {years[2].label}",
            columns=(Column(title="Measure"), *(Column(title=one.label) for one in years)),
            rows=tuple(_compared(one, targets=targets, years=years) for one in measures[pages.rows]),
            key="measures",
        ),
        pages=pages,
    )


def _measures(number: int) -> str:
    return f"{number} {'measure' if number == 1 else 'measures'}"


def _compared(one: CarriedMeasure, *, targets: Mapping[tuple[int, str], TargetSaid], years: Years) -> tuple[Cell, ...]:
    card, due = one.due.definition.card, one.due
    council = "whole partnership" if due.council is None else due.council.name
    followed = f" Followed by {one.followed_by}." if one.followed_by else ""
    told = [said_in_words(targets.get((due.measure_id, str(year))), card=card) for year in years]
    return row_of(
        Cell(words=f"{due.ref}, {council}", small=f"{card.title}{followed}"),
        *(
            _result(
                result,
                unit=card.unit,
                decimals=card.decimals,
                beside="no target" if target == "none" else f"target {target}",
            )
            for result, target in zip(one.results, told, strict=True)
        ),
    )


def _result(found: Comparator | None, *, unit: Unit, decimals: int, beside: str = "") -> Cell:
    """A result with its rating, where it was rated here, and what stands beside it."""
    if found is None or found.value is None:
        return Cell(words="–", small=beside)
    printed = print_value(found.value, unit=unit, decimals=decimals)
    marks = " [r]" if found.revised else ""
    withheld = "withheld from the public" if found.withheld else ""
    if found.rating in _RATING_WORDS and found.rating != "not-rated":
        return Cell(
            rating=Rating(found.rating, f"{_RATING_WORDS[found.rating]}: {printed}{marks}"),
            small=", ".join(filter(None, (beside, withheld))),
        )
    return Cell(words=f"{printed}{marks}", small=", ".join(filter(None, (beside, withheld))))


def carried_on(measures: Sequence[CarriedMeasure], *, year: FinancialYear, because: str) -> tuple[ProposalRow, ...]:
    """Every measure carried on as it is, for one reason; one that another follows is dropped."""
    return tuple(
        ProposalRow(
            ref=one.due.ref,
            council=WHOLE_PARTNERSHIP if one.due.council is None else one.due.council.name,
            year=str(year.next),
            answer="drop" if one.followed_by else "keep",
            rationale=f"Followed by {one.followed_by}." if one.followed_by else because,
        )
        for one in measures
    )


def counts_words(proposed: Proposed) -> str:
    """ "110 carried on, 8 changed, 2 dropped"."""
    return f"{proposed.kept} carried on, {proposed.changed} changed, {proposed.dropped} dropped"


def would_words(proposed: Proposed) -> str:
    """What the answers come to."""
    return f"{counts_words(proposed)}. Nothing is entered before you confirm, and no decision has agreed it then."


def answers_table(rows: Sequence[ProposalRow]) -> Table:
    """What is changed or dropped, with its reason; what is carried on is counted above."""
    told = [row for row in rows if not row.is_kept]
    return Table(
        caption="What is changed or dropped",
        columns=(Column(title="Measure"), Column(title="Answer"), Column(title="Then"), Column(title="Why")),
        rows=tuple(
            row_of(f"{row.ref}, {row.council}", row.answer.capitalize(), "; ".join(_then(row)) or "–", row.rationale)
            for row in told
        ),
        key="answers",
        empty="Every measure is carried on with its target.",
    )


def _then(row: ProposalRow) -> Iterator[str]:
    for name, typed in row.new_cells.items():
        yield f"{name.removeprefix('new_').replace('_', ' ')} {typed}"
    if row.profile_anew:
        yield "profile made anew"


def proposed_words(proposed: ProposedList, *, year: FinancialYear) -> str:
    """How far the proposal has come."""
    if proposed.is_agreed:
        return f"The list of {year.label} is {proposed.authority_words}."
    return f"The list of {year.label} is proposed, and no decision has agreed it yet."


def proposed_of(proposed: ProposedList, *, years: Years, query: Mapping[str, str]) -> Listed:
    """Each measure of the proposal: three results, the target before and after, and why."""
    pages = pages_of(len(proposed.measures), query=query)
    return Listed(
        table=Table(
            caption=f"{_measures(len(proposed.measures))}, as proposed",
            columns=(
                Column(title="Measure"),
                *(Column(title=one.label) for one in years),
                Column(title=f"Target of {years[2].label}"),
                Column(title=f"Target of {years[2].next.label}"),
                Column(title="Proposed"),
            ),
            rows=tuple(_proposed(one) for one in proposed.measures[pages.rows]),
            key="measures",
        ),
        pages=pages,
    )


def _proposed(one: ProposedMeasure) -> tuple[Cell, ...]:
    return row_of(
        Cell(words=f"{one.ref}, {one.council or 'whole partnership'}", small=one.title),
        *(_result(found, unit=one.unit, decimals=one.decimals) for found in one.results),
        _target(one.before, one),
        _target(one.after, one),
        Cell(words=_VERDICTS[one.verdict], small=one.rationale),
    )


def _target(said: TargetSaid | None, one: ProposedMeasure) -> str:
    return printed_target(said, unit=one.unit, decimals=one.decimals)
