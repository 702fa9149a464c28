"""Bringing the ratings of figures up to date with what was returned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from goldenthread.domain.periods import Quarter
from goldenthread.domain.terms import Terms
from goldenthread.figures.models import Figure
from goldenthread.figures.queries.history import (
    Earlier,
    as_now_known,
    comparators,
    earlier_values,
    oldest_compared,
)
from goldenthread.figures.queries.rated import (
    Comparators,
    Rater,
    beside_as_plain,
    comparators_as_plain,
    comparators_from,
    inputs_of,
    rating_in_force,
    ratings_of,
)
from goldenthread.figures.queries.snapshots import NOT_YET_FIXED


def rate_anew(
    figures: Sequence[Figure],
    *,
    earlier: Mapping[int, Earlier] | None = None,
    terms_of: Mapping[int, Terms] | None = None,
) -> None:
    """Works out comparators and ratings of figures of one round; the caller saves them.

    `earlier` values by measure and parsed `terms_of` figures are read here where they are not given.
    """
    if not figures:
        return
    quarter = Quarter.parse(figures[0].round.period)
    if terms_of is None:
        terms_of = {figure.pk: Terms.from_dict(figure.terms) for figure in figures}
    if earlier is None:
        measures = [figure.measure_id for figure in figures]
        earlier = earlier_values(quarter, measures=measures, since=oldest_compared(quarter, terms_of))
    rater = Rater()
    for figure in figures:
        terms = terms_of[figure.pk]
        _rate(figure, terms, found=comparators(quarter, terms, earlier=earlier[figure.measure_id]), rater=rater)


def rate_as_it_stands(figures: Sequence[Figure]) -> None:
    """Works out ratings of figures of one round from the comparators that each has; the caller saves them.

    Those of a figure that was submitted stay fixed, but for what was restated since; before that they follow what is
    known.
    """
    if not figures:
        return
    quarter = Quarter.parse(figures[0].round.period)
    terms_of = {figure.pk: Terms.from_dict(figure.terms) for figure in figures}
    measures = [figure.measure_id for figure in figures]
    earlier = earlier_values(quarter, measures=measures, since=oldest_compared(quarter, terms_of))
    rater = Rater()
    for figure in figures:
        terms = terms_of[figure.pk]
        found = comparators(quarter, terms, earlier=earlier[figure.measure_id])
        if figure.state not in NOT_YET_FIXED:
            found = as_now_known(comparators_from(figure.comparators), fresh=found)
        _rate(figure, terms, found=found, rater=rater)


def _rate(figure: Figure, terms: Terms, *, found: Comparators, rater: Rater) -> None:
    ratings = ratings_of(figure, inputs_of(terms, value=figure.value, comparators=found), rater=rater)
    rating = rating_in_force(ratings.computed, override=figure.override_now)
    figure.comparators = comparators_as_plain(found)
    figure.rating, figure.status, figure.reason = rating.code.value, rating.status.value, rating.reason
    figure.beside = beside_as_plain(ratings, in_force=rating)
