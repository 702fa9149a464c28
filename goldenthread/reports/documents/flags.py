"""Short remarks on a figure that readers must not miss: a share of few cases, and what is withheld from the public."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from goldenthread.domain.listing import listed
from goldenthread.domain.small_numbers import small_number_in_words
from goldenthread.domain.snapshot import FigureSnapshot
from goldenthread.domain.terms import TargetKind, Terms
from goldenthread.domain.withheld import STATUS


def flags_of(figure: FigureSnapshot) -> Iterator[str]:
    """The remarks, each as short as the quiet line under a measure's title. A restricted pack says what it shows."""
    small = small_number_in_words(figure.denominator, terms=figure.terms)
    if small:
        yield small
    if figure.withheld and figure.status != STATUS:
        yield f"{listed(one.what for one in figure.withheld)} withheld from the public"


def late_target(terms: Terms) -> Iterator[str]:
    """That the target was agreed only after the period had begun."""
    if terms.target_agreed_late and terms.target_kind is not TargetKind.NONE:
        yield "target agreed late"


def are_all_late(every: Iterable[Terms]) -> bool:
    """Whether all of several targets were: then the part on changes says it once, and no row repeats it."""
    late = [terms.target_agreed_late for terms in every if terms.target_kind is not TargetKind.NONE]
    return len(late) > 1 and all(late)
