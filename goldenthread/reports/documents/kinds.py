"""Whether a figure, a target and a series are published or made up, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from goldenthread.domain.listing import listed
from goldenthread.domain.periods import read_period
from goldenthread.domain.snapshot import Comparator, FigureSnapshot, SeriesPoint
from goldenthread.domain.terms import TargetKind, Terms
from goldenthread.reports.documents.sentences import once_each


def kinds_in_words(figure: FigureSnapshot, *, points: Iterable[SeriesPoint]) -> str:
    """ "Illustrative figures", "Published figures", or which periods are published; "" where there are none."""
    known = [point for point in points if point.value is not None]
    published = [read_period(point.period).label for point in known if not point.illustrative]
    if not known:
        return ""
    if len(published) == len(known):
        return "Published figures" + (", illustrative target" if has_illustrative_target(figure.terms) else "")
    return (
        f"Published: {listed(once_each(published))}; all else is illustrative" if published else "Illustrative figures"
    )


def has_illustrative_target(terms: Terms) -> bool:
    """Whether there is a target and it is made up."""
    return terms.illustrative and terms.target_kind is not TargetKind.NONE


def kind_remarks(terms: Terms, *, value: Decimal | None, rating: str) -> Iterator[str]:
    """What a row says of its figure, target and rating in a report that marks what is made up."""
    if terms.illustrative_note:
        yield "illustrative"
        return
    if value is not None:
        yield "published figure"
    if has_illustrative_target(terms):
        yield "illustrative target" if rating == "not-rated" else "illustrative target and rating"


def source_of(terms: Terms, *, earlier: Comparator | None) -> str:
    """Where an earlier figure comes from. One that was returned here has the source that its definition names."""
    if earlier is None or earlier.value is None:
        return ""
    if not earlier.is_from_a_round:
        return earlier.source
    return terms.illustrative_note if earlier.illustrative else terms.source


def own_source(figure: FigureSnapshot) -> str:
    """Where this quarter's figure comes from, or that it is made up."""
    if figure.value is None:
        return ""
    return figure.terms.illustrative_note or figure.terms.source
