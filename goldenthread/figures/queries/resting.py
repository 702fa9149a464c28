"""Which ratings come of comparing with a figure that is withheld: a reader could work that one out from them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from goldenthread.domain.periods import PeriodUnreadable, Quarter
from goldenthread.domain.snapshot import Comparator
from goldenthread.domain.withheld import COMPARATORS

Compared = Mapping[str, Comparator | None]


def rests_on_withheld(
    compared: Compared,
    *,
    hidden: Collection[str],
    ratings: Callable[[Mapping[str, Comparator]], Mapping[str, Any]],
    compares: bool,
) -> tuple[str, ...] | None:
    """Names of a figure's ratings, and of what it is compared with, that rest on something withheld; None where nothing
    is.

    `compared` says which comparators are withheld, `hidden` which earlier periods of the measure are, `compares`
    whether its policy ever looks at an earlier figure. A rating rests on a withheld one where it, or the sentence of
    it, would be another without. Whether it would does not depend on what the withheld figure is: a policy asks its
    rules in order, and says of each that it asked what came of it.
    """
    withheld = {name for name, one in compared.items() if one is not None and one.withheld}
    found = [*_ratings(compared, withheld=withheld, ratings=ratings)] if withheld else []
    if compares and hidden:
        found += [name for name in COMPARATORS if _follows_hidden(compared.get(name), hidden=hidden)]
    return tuple(found) if withheld or found else None


def _ratings(
    compared: Compared, *, withheld: Collection[str], ratings: Callable[[Mapping[str, Comparator]], Mapping[str, Any]]
) -> Iterator[str]:
    every = {name: one for name, one in compared.items() if one is not None}
    whole = ratings(every)
    without = ratings({name: one for name, one in every.items() if name not in withheld})
    yield from (name for name, rating in whole.items() if rating != without[name])


def _follows_hidden(one: Comparator | None, *, hidden: Collection[str]) -> bool:
    """Whether a rating that is compared with was itself made beside a withheld figure."""
    if one is None or one.withheld:
        return False
    try:
        quarter = Quarter.parse(one.period)
    except PeriodUnreadable:
        return False
    return str(quarter.previous) in hidden or str(quarter.same_last_year) in hidden
