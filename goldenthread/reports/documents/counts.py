"""How many figures stand in each place, as one table and as the sentences that must agree with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from goldenthread.domain.listing import listed
from goldenthread.publishing.cells import Cell, Number
from goldenthread.publishing.document import Column, Table
from goldenthread.reports.documents.sentences import count_of, is_or_are, was_or_were
from goldenthread.reports.documents.shares import base_in_words, percent, shares
from goldenthread.reports.documents.telling import Telling
from goldenthread.reports.documents.told import WHOLE_PARTNERSHIP, Place

# The columns of a table of counts; withheld comes after them where anything is.
OF_A_QUARTER = (Place.RED, Place.AMBER, Place.GREEN, Place.NOT_RATED, Place.AWAITED, Place.NOT_RETURNED)
OF_A_YEAR = (Place.RED, Place.AMBER, Place.GREEN, Place.INCOMPLETE, Place.NOT_RATED)


class Placed(Protocol):
    """What has a place in every count: a quarter's figure, or a measure's year."""

    @property
    def place(self) -> Place: ...


@dataclass(frozen=True, kw_only=True)
class Tally:
    """So many figures, or years of measures, in each place; every one is in exactly one."""

    green: int
    amber: int
    red: int
    not_rated: int
    awaited: int
    not_returned: int
    withheld: int = 0
    incomplete: int = 0

    @property
    def rated(self) -> int:
        return self.green + self.amber + self.red

    @property
    def exceptions(self) -> int:
        return self.amber + self.red

    @property
    def total(self) -> int:
        return self.rated + sum(self.at(place) for place in Place if place not in _RATED)

    def at(self, place: Place) -> int:
        """How many are in the place."""
        number: int = getattr(self, place.value.replace("-", "_"))
        return number


_RATED = (Place.GREEN, Place.AMBER, Place.RED)


def tally(figures: Iterable[Placed]) -> Tally:
    """Counts these figures."""
    places = Counter(figure.place for figure in figures)
    return Tally(**{place.value.replace("-", "_"): places[place] for place in Place})


def tally_in_words(counted: Tally, *, of: str) -> str:
    """Every place with its number, ratings with their share of the rated.

    "Of the 120 measures for Newham, Havering and Bexley, 105 are rated: 82 green (78%), 15 amber (14%) and 8 red (8%).
    Percentages are of the 105 rated. 8 have no rating, and 7 were not returned."
    """
    if not counted.total:
        return f"There are no measures {of}."
    if counted.not_rated == counted.total == 1:
        return f"The one measure {of} is not rated, for a reason."
    if counted.not_rated == counted.total:
        return f"None of the {count_of(counted.total, 'measure')} {of} is rated, each for its reason."
    return " ".join((_rated_words(counted, of=of), *_unrated_words(counted)))


def counted_in_words(telling: Telling) -> str:
    """The same of all that is counted, the councils named."""
    names = listed(council.council for council in telling.facts.councils if council.measures)
    return tally_in_words(tally(telling.counted), of=f"for {names}" if telling.counted else "on the list")


def exceptions_by_council_in_words(telling: Telling) -> str:
    """ "Red or amber are 10 of the 44 rated for Newham, 12 of the 54 rated for Havering and 1 of the 8 rated for
    Bexley."
    """
    parts = [
        f"{counted.exceptions or 'none'} of the {counted.rated} rated for {council.council}"
        for council in telling.facts.councils
        if (counted := tally(telling.of_council(council))).rated
    ]
    beside = tally(telling.beside)
    if beside.rated:
        parts.append(f"{beside.exceptions or 'none'} of the {beside.rated} rated for the whole partnership")
    return f"Red or amber are {listed(parts)}." if parts else "No measure is rated."


def _rated_words(counted: Tally, *, of: str) -> str:
    measures = "one measure" if counted.total == 1 else count_of(counted.total, "measure")
    base = f"Of the {measures} {of}"
    if not counted.rated:
        return f"{base}, none is rated."
    parts = (("green", counted.green), ("amber", counted.amber), ("red", counted.red))
    percents = shares([number for _, number in parts])
    words = listed(
        f"{number} {name} ({percent(share)})" if number else f"none {name}"
        for (name, number), share in zip(parts, percents, strict=True)
    )
    return (
        f"{base}, {counted.rated} {is_or_are(counted.rated)} rated: {words}. "
        f"{base_in_words(percents, of=f'{counted.rated} rated')}"
    )


def _unrated_words(counted: Tally) -> Iterator[str]:
    """What is not rated, what is awaited and what is missing: three things, each with its number."""
    number = counted.not_rated
    parts = [f"{number} {'has' if number == 1 else 'have'} no rating"] if number else []
    number = counted.incomplete
    parts += [f"{number} {is_or_are(number)} incomplete, a quarter missing"] if number else []
    number = counted.awaited
    parts += [f"{number} {is_or_are(number)} awaited, not due yet"] if number else []
    number = counted.not_returned
    parts += [f"{number} {was_or_were(number)} not returned"] if number else []
    number = counted.withheld
    parts += [f"{number} {is_or_are(number)} withheld"] if number else []
    if not parts:
        yield "Every one was returned and is rated."
    elif counted.not_rated and len(parts) == 1:
        yield f"{parts[0]}; none was missing."
    elif len(parts) == 1:
        yield f"{parts[0]}."
    else:
        yield f"{', '.join(parts[:-1])}, and {parts[-1]}."


def tally_table(telling: Telling, *, caption: str) -> Table:
    """One row for each council, their sum, and beside it the whole partnership; the last column is the row's base."""
    counts = [(council.council, tally(telling.of_council(council))) for council in telling.facts.councils]
    counts.append(("All councils", tally(telling.counted)))
    if telling.beside:
        counts.append((WHOLE_PARTNERSHIP, tally(telling.beside)))
    return counts_table(counts, caption=caption, places=OF_A_QUARTER)


def counts_table(
    counts: Sequence[tuple[str, Tally]], *, caption: str, places: Sequence[Place], heading: Column | None = None
) -> Table:
    """One row for each tally, under the places that are counted; the last column is the row's base."""
    shown = (*places, *((Place.WITHHELD,) if any(counted.withheld for _, counted in counts) else ()))
    titles = (*(place.value.replace("-", " ").capitalize() for place in shown), "Measures")
    return Table(
        caption=caption,
        columns=(
            heading or Column(title="Council", share=2),
            *(Column(title=title, align="right", share=1) for title in titles),
        ),
        rows=tuple(
            (name, *_numbers((*(counted.at(place) for place in shown), counted.total))) for name, counted in counts
        ),
    )


def _numbers(counts: Iterable[int]) -> Iterator[Cell]:
    return (Number(text=f"{number:,}", value=Decimal(number)) for number in counts)


def register_in_words(telling: Telling) -> str:
    """ "There are 120 indicators for oneSource, comprising 51 for Newham, 60 for Havering and 9 for Bexley
    (51 + 60 + 9 = 120)."

    From the register's facts, not from the figures: the checks before publication hold the two against each other.
    """
    facts = telling.facts
    with_any = [council for council in facts.councils if council.measures]
    parts = listed(f"{council.measures} for {council.council}" for council in with_any)
    start = f"There {is_or_are(facts.counted)} {count_of(facts.counted, 'indicator')} for {facts.partnership}"
    if not with_any:
        return f"{start}."
    total = sum(council.measures for council in with_any)
    added = f" ({' + '.join(str(council.measures) for council in with_any)} = {total})" if len(with_any) > 1 else ""
    return f"{start}, comprising {parts}{added}."


def different_indicators_in_words(telling: Telling) -> str:
    """How many different indicators the counted ones are, and what stands beside them."""
    facts = telling.facts
    words = (
        f"An indicator that is measured for several councils counts once for each: these are measures of "
        f"{count_of(facts.indicators, 'different indicator')}."
    )
    beside = facts.whole_partnership_measures
    if beside:
        stand = "stands" if beside == 1 else "stand"
        words += (
            f" Beside them {stand} {count_of(beside, 'measure')} of the whole partnership, "
            f"{'which is' if beside == 1 else 'which are'} not among the {facts.counted}."
        )
    return words
