"""How the pages of a year say how far it has come, and what its measures came to beside their targets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse

from goldenthread.components.lists import Count, Tag, Task
from goldenthread.components.marks import Rating, Travel
from goldenthread.components.narrowing import Listed
from goldenthread.components.paging import pages_of
from goldenthread.components.surroundings import Link
from goldenthread.components.tables import Cell, Column, Table, address_with, row_of
from goldenthread.domain.listing import listed
from goldenthread.domain.periods import FinancialYear
from goldenthread.domain.terms import TargetKind
from goldenthread.domain.units import decimals_of, print_value
from goldenthread.domain.year import YearState
from goldenthread.domain.year_close import YearSnapshot
from goldenthread.figures.forms.asking import target_in_words
from goldenthread.figures.forms.board import RATINGS
from goldenthread.figures.operations.closing import YearClosed
from goldenthread.figures.queries.year_pages import ListOfYear, QuarterOfYear, YearSeen, YearStanding
from goldenthread.figures.queries.years import ClosedYear
from goldenthread.figures.views import shown_board
from goldenthread.figures.views.shown import mark_of
from goldenthread.indicators.queries.lists import ListCounts
from goldenthread.terminal.order import moment_in_words

_TRAVEL_WORDS = {"improved": "Improved", "same": "Same", "worse": "Worse", "not-stated": "Not stated"}
_RATING_WORDS = dict(RATINGS)


@dataclass(frozen=True, kw_only=True)
class May:
    """What the reader may do with the year."""

    close: bool
    keep: bool
    board: bool


def _address(name: str, year: FinancialYear) -> str:
    return reverse(f"figures:{name}", kwargs={"year": str(year)})


def years_table(standings: Sequence[YearStanding]) -> Table:
    """Each year with its quarters, its close and its list."""
    return Table(
        caption="Years",
        caption_hidden=True,
        columns=(Column(title="Year"), Column(title="Quarters"), Column(title="Close"), Column(title="List")),
        rows=tuple(
            row_of(
                Cell(words=one.year.label, address=_address("year", one.year)),
                _quarters_words(one),
                "Not closed" if one.close is None else f"Version {one.close.number}, {moment_in_words(one.close.at)}",
                _list_words(one.listed),
            )
            for one in standings
        ),
        key="years",
        empty="There is no year yet. One is here once its list is in the register, or its first quarter is open.",
    )


def _quarters_words(standing: YearStanding) -> str:
    frozen = sum(one.is_whole for one in standing.quarters)
    opened = sum(one.is_open for one in standing.quarters)
    if frozen == len(standing.quarters):
        return "All four frozen"
    return f"{frozen} of 4 frozen, {opened - frozen} open" if opened else "None open yet"


def _list_words(listed: ListOfYear | None) -> str:
    if listed is None:
        return "None yet"
    return listed.words[:1].upper() + listed.words[1:] if listed.is_agreed else "Proposed, not yet agreed"


def sentence_of(standing: YearStanding) -> str:
    """How far the year has come."""
    close = standing.close
    if close is not None:
        again = f" Closed again: {close.because}" if close.because else ""
        return f"Closed as version {close.number} by {close.by} on {moment_in_words(close.at)}.{again}"
    if standing.is_frozen:
        return "All four quarters are frozen. The year can be closed."
    missing = [one.quarter.label for one in standing.quarters if not one.is_whole]
    return f"Not closed: {listed(missing)} {'is' if len(missing) == 1 else 'are'} not frozen yet."


def tasks_of(standing: YearStanding, *, may: May) -> tuple[Task, ...]:
    """The steps of the year in their order, each with how it stands."""
    return tuple(_tasks(standing, may=may))


def _tasks(standing: YearStanding, *, may: May) -> Iterator[Task]:
    year = standing.year
    for one in standing.quarters:
        yield Task(
            words=f"Freeze {one.quarter.label}",
            key=f"q{one.quarter.number}",
            state=_quarter_state(one),
            address=shown_board.board_address(one.quarter) if one.is_open and may.board else "",
            hint=f"{one.opened_again} figures were opened again since" if one.opened_again else "",
        )
    if standing.close is not None:
        state = Tag(words=f"Version {standing.close.number}", tone="done")
    else:
        state = _to_do(may.close) if standing.is_frozen else Tag(words="Cannot start yet")
    yield Task(
        words=f"Close {year.label}",
        key="close",
        state=state,
        address=_address("close-year", year) if may.close else "",
        hint="Each measure’s outturn against its target",
    )
    following = standing.next_listed
    yield Task(
        words=f"Propose the list of {year.next.label}",
        key="propose",
        state=_to_do(may.keep) if following is None else Tag(words="Proposed", tone="done"),
        address=_address("propose", year) if may.keep else "",
        hint="Three years’ results beside each target: carry on, change or drop",
    )
    if following is None:
        agreed = Tag(words="Cannot start yet")
    else:
        agreed = Tag(words="Agreed", tone="done") if following.is_agreed else _to_do(may.keep)
    yield Task(
        words=f"Agree the list of {year.next.label}",
        key="agree",
        state=agreed,
        address=_address("agree", year.next) if may.keep and following is not None else "",
        hint=following.words
        if following is not None and following.is_agreed
        else "It rests on the committee’s decision",
    )


def _to_do(is_theirs: bool) -> Tag:
    return Tag(words="To do", tone="due") if is_theirs else Tag(words="Not yet")


def _quarter_state(one: QuarterOfYear) -> Tag:
    if one.is_whole:
        return Tag(words=f"Version {one.version}", tone="done")
    if one.version:
        return Tag(words="Opened again", tone="due")
    return Tag(words="Open", tone="due") if one.is_open else Tag(words="Not opened")


def rating_counts(seen: YearSeen, *, year: FinancialYear) -> tuple[Count, ...]:
    """Year-end ratings of the counted measures that the reader sees, each leading to them."""
    counted = [one for one in seen.measures if one.counted]
    ratings = Counter(one.rating for one in counted)
    return tuple(
        Count(
            number=str(ratings[code]),
            words=words,
            rating=Rating(code, words),
            base=f"of {len(counted)}",
            address=f"{_address('year', year)}{address_with({'rating': code})}#measures",
        )
        for code, words in RATINGS
        if counted
    )


def incomplete_of(seen: YearSeen) -> tuple[str, ...]:
    """Measures whose year has no value because a quarter is missing, each with why."""
    return tuple(
        f"{_name(one)}: {one.result.reason}" for one in seen.measures if one.result.state is YearState.INCOMPLETE
    )


def _name(one: YearSnapshot) -> str:
    return f"{one.terms.indicator_ref}, {one.terms.council or 'whole partnership'}"


def chosen_of(query: Mapping[str, str]) -> Link | None:
    """What the list is narrowed to, and the way back to all; None where it is not."""
    words = _RATING_WORDS.get(query.get("rating", ""))
    return None if words is None else Link(words=words, address="?#measures")


def measures_of(seen: YearSeen, *, query: Mapping[str, str]) -> Listed:
    """Each measure's outturn beside its annual target."""
    rating = query.get("rating", "")
    shown = [one for one in seen.measures if rating not in _RATING_WORDS or (one.counted and one.rating == rating)]
    pages = pages_of(len(shown), query=query)
    kind = "As it was closed" if seen.version else "As it would be closed"
    return Listed(
        table=Table(
            caption=f"{len(shown)} {'measure' if len(shown) == 1 else 'measures'}. {kind}",
            columns=(
                Column(title="Measure"),
                Column(title="Outturn", numeric=True),
                Column(title="Target of the year", numeric=True),
                Column(title="At the year’s end"),
                Column(title="Last year", numeric=True),
                Column(title="Against last year"),
            ),
            rows=tuple(_row(one) for one in shown[pages.rows]),
            key="measures",
            empty="No measure is rated so.",
        ),
        pages=pages,
    )


def _row(one: YearSnapshot) -> tuple[Cell, ...]:
    before = one.last_year
    return row_of(
        Cell(words=_name(one), small=one.terms.title),
        _printed(one.result.value, one) or one.text or "–",
        _annual_target(one),
        Cell(rating=mark_of(one.rating), small=" ".join(_beside(one))),
        "–" if before is None else _printed(before.value, one) or "–",
        Cell(travel=Travel(one.travel, _TRAVEL_WORDS[one.travel])),
    )


def _beside(one: YearSnapshot) -> Iterator[str]:
    """What belongs beside a year's rating: why there is no value, restatements, another rating of the council's own."""
    if one.ended_on is not None:
        yield "Ended within the year: not counted."
    elif one.result.reason:
        yield f"{one.result.reason[:1].upper()}{one.result.reason[1:]}."
    yield from one.result.notes
    if one.own is not None and one.own.rating != one.rating:
        yield f"Under the council’s own policy: {_RATING_WORDS[one.own.rating].lower()}."


def _annual_target(one: YearSnapshot) -> str:
    terms = one.terms
    if terms.target_kind in (TargetKind.NUMBER, TargetKind.FLOOR) and terms.annual_target is not None:
        return print_value(
            terms.annual_target, unit=terms.unit, decimals=max(terms.decimals, decimals_of(terms.annual_target))
        )
    return target_in_words(terms)


def _printed(value: Decimal | None, one: YearSnapshot) -> str:
    return "" if value is None else print_value(value, unit=one.terms.unit, decimals=one.terms.decimals)


@dataclass(frozen=True, kw_only=True)
class CloseTold:
    """What a close would keep."""

    sentence: str
    ratings: Table
    groups: tuple[tuple[str, tuple[str, ...]], ...]  # what is not as it should be, each with its measures
    ended: str
    button: str


def close_told(closed: YearClosed, *, year: FinancialYear) -> CloseTold:
    """The close as it would be, with what it leaves without a value or a rating."""
    groups = (
        ("Without a value, because a quarter is missing", closed.incomplete),
        ("Of a part of the year", closed.part_year),
        (
            "Not rated, because their target is that of one quarter and their year adds the quarters up. Give the next "
            "list the target of the year",
            closed.targets_of_a_quarter,
        ),
    )
    verb = "stands" if closed.ended == 1 else "stand"
    return CloseTold(
        sentence=f"{_measures(closed.figures)} would be kept as version {closed.number}. Nothing changes a close once "
        "it is kept, and from then on the targets and the list of the year do not change.",
        ratings=Table(
            caption="Ratings at the year’s end, of those counted",
            columns=(Column(title="Rating"), Column(title="Measures", numeric=True)),
            rows=tuple(row_of(_RATING_WORDS[code], str(count)) for code, count in closed.ratings),
            key="ratings",
            scrolls=False,
        ),
        groups=tuple((heading, names) for heading, names in groups if names),
        ended=f"{_measures(closed.ended)} ended within the year and {verb} beside those counted."
        if closed.ended
        else "",
        button=f"Close {year.label} as version {closed.number}",
    )


def _measures(number: int) -> str:
    return f"{number} {'measure' if number == 1 else 'measures'}"


def closed_before(close: ClosedYear) -> str:
    """When the year was closed last."""
    return (
        f"{close.year.label} was closed as version {close.number} on {moment_in_words(close.closed_at)}. What was "
        "published from it stays as it is."
    )


def list_table(counts: ListCounts) -> Table:
    """How many measures the list counts, by council."""
    rows = [row_of(one.council.name, str(one.measures)) for one in counts.by_council]
    rows.append(row_of("Together", str(counts.counted)))
    return Table(
        caption="Measures on the list",
        columns=(Column(title="Council"), Column(title="Measures", numeric=True)),
        rows=tuple(rows),
        key="list",
        scrolls=False,
    )
