"""Short remarks on a figure that readers must not miss: a share of few cases, and what is withheld from the public."""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.domain.small_numbers import small_number_in_words
from goldenthread.domain.snapshot import FigureSnapshot
from goldenthread.domain.withheld import STATUS
from goldenthread.reports.documents.sentences import listed


def flags_of(figure: FigureSnapshot) -> Iterator[str]:
    """The remarks, each as short as the quiet line under a measure's title. A restricted pack says what it shows."""
    small = small_number_in_words(figure.denominator, terms=figure.terms)
    if small:
        yield small
    if figure.withheld and figure.status != STATUS:
        yield f"{listed(one.what for one in figure.withheld)} withheld from the public"
