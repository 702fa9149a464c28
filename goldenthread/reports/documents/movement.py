"""What became of measures since they were last rated: turned red, no longer red, and the rest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from goldenthread.domain.listing import listed
from goldenthread.domain.periods import Quarter
from goldenthread.publishing.cells import Cell
from goldenthread.publishing.document import Column, Table
from goldenthread.reports.documents.revised import with_marks
from goldenthread.reports.documents.sentences import count_of, is_or_are, of_which_whole
from goldenthread.reports.documents.told import Place, ToldFigure, period_label

_BEST_FIRST = ("green", "amber", "red")


class Change(StrEnum):
    """What became of a rating."""

    TURNED_RED = "turned-red"
    NO_LONGER_RED = "no-longer-red"
    TURNED_AMBER = "turned-amber"  # from green
    TURNED_GREEN = "turned-green"  # from amber


def change_of(was: str, now: str) -> Change | None:
    """From the rating before to that of now, each "green", "amber" or "red"; None where it is the same or unknown."""
    if was == now or was not in _BEST_FIRST or now not in _BEST_FIRST:
        return None
    if now == "red":
        return Change.TURNED_RED
    if was == "red":
        return Change.NO_LONGER_RED
    return Change.TURNED_AMBER if now == "amber" else Change.TURNED_GREEN


@dataclass(frozen=True, kw_only=True)
class Movement:
    """Rated figures that were rated before, by what became of their rating."""

    turned_red: tuple[ToldFigure, ...]
    no_longer_red: tuple[ToldFigure, ...]
    turned_amber: tuple[ToldFigure, ...]  # from green
    turned_green: tuple[ToldFigure, ...]  # from amber
    eased: tuple[ToldFigure, ...]  # better only because a target or tolerance changed; in none of the others
    is_any_rated: bool = True


def movement_of(figures: Iterable[ToldFigure]) -> Movement:
    """Compares each rating with the newest one before it."""
    rated = [figure for figure in figures if figure.is_rated]
    eased = tuple(figure for figure in rated if _is_eased(figure))
    changes = [(figure, change_of(figure.was_rated, figure.place.value)) for figure in rated if not _is_eased(figure)]

    def which(change: Change) -> tuple[ToldFigure, ...]:
        return tuple(figure for figure, found in changes if found is change)

    return Movement(
        turned_red=which(Change.TURNED_RED),
        no_longer_red=which(Change.NO_LONGER_RED),
        turned_amber=which(Change.TURNED_AMBER),
        turned_green=which(Change.TURNED_GREEN),
        eased=eased,
        is_any_rated=bool(rated),
    )


def _is_eased(figure: ToldFigure) -> bool:
    """Whether it is rated better than last time, and would not be under the terms that it was rated by then."""
    earlier, last = figure.snapshot.earlier_terms, figure.snapshot.last_rated
    if earlier is None or last is None or earlier.changed_on <= Quarter.parse(last.period).last_day:
        return False
    ratings = (figure.place.value, figure.was_rated, earlier.rating)
    if any(rating not in _BEST_FIRST for rating in ratings):
        return False
    now, was, under_earlier = map(_BEST_FIRST.index, ratings)
    return now < was <= under_earlier


def movement_in_words(movement: Movement) -> str:
    """Every kind of movement with its number: "Since they were last rated, 3 measures turned red, ..."."""
    red, no_longer = len(movement.turned_red), len(movement.no_longer_red)
    down, up = len(movement.turned_amber), len(movement.turned_green)
    eased = len(movement.eased)
    if not movement.is_any_rated:
        return "No measure is rated yet, so none is compared with when it was last rated."
    if not red and not no_longer and not down and not up:
        words = "No measure changed its rating since it was last rated"
        return f"{words}, but for {eased} that {_eased_in_words(movement)}" if eased else f"{words}."
    whole = of_which_whole(_of_the_whole(movement.turned_red))
    whole_no_longer = of_which_whole(_of_the_whole(movement.no_longer_red))
    words = (
        f"Since they were last rated, {count_of(red, 'measure')} turned red{f'{whole},' if whole else ''} and "
        f"{no_longer or 'none'}{f'{whole_no_longer},' if whole_no_longer else ''} "
        f"{is_or_are(no_longer) if no_longer else 'is'} no longer red; {down or 'none'} fell from green to amber and "
        f"{up or 'none'} rose from amber to green."
    )
    return f"{words} {eased} more {_eased_in_words(movement)}" if eased else words


def _of_the_whole(figures: Iterable[ToldFigure]) -> int:
    return sum(not figure.terms.council for figure in figures)


def _eased_in_words(movement: Movement) -> str:
    one = len(movement.eased) == 1
    names = [
        f"{figure.name}, {earlier.rating} under the earlier terms"
        for figure in movement.eased
        if (earlier := figure.snapshot.earlier_terms) is not None
    ]
    return (
        f"{is_or_are(len(names))} rated better only because {'its' if one else 'their'} target or tolerance changed: "
        f"{'; '.join(names)}."
    )


def movement_table(figures: tuple[ToldFigure, ...], *, caption: str, notes: tuple[str, ...] = ()) -> Table:
    """Each figure with its rating then and now."""
    return Table(
        caption=caption,
        columns=(
            Column(title="Measure", share=6),
            Column(title="Council", share=3),
            Column(title="Last rated", share=4),
            Column(title="Now", share=3),
            Column(title="Figure", align="right", share=2),
            Column(title="Target", align="right", share=2),
        ),
        rows=tuple(_row(figure) for figure in figures),
        notes=notes,
    )


def last_rating_in_words(figure: ToldFigure) -> str:
    """ "Amber in Q1 2019/20", or "not rated before"."""
    earlier = figure.snapshot.last_rated
    if earlier is None or earlier.rating not in _BEST_FIRST:
        return "not rated before"
    return with_marks(f"{earlier.rating.capitalize()} in {period_label(earlier.period)}", revised=earlier.revised)


def _row(figure: ToldFigure) -> tuple[Cell, ...]:
    return (figure.title, figure.scope, last_rating_in_words(figure), figure.mark, figure.actual, figure.target)


def ratings_listed(figures: Iterable[ToldFigure]) -> str:
    """ "3 red and 2 amber" of exceptions; "none" where there are none."""
    places = [figure.place for figure in figures]
    parts = [(places.count(Place.RED), "red"), (places.count(Place.AMBER), "amber")]
    return listed(f"{number} {name}" for number, name in parts if number)
