"""How a figure and its target are printed, wherever they stand: in a report or on a page."""

from __future__ import annotations

from decimal import Decimal
from typing import Protocol

from goldenthread.domain.measures import Polarity
from goldenthread.domain.rating.comparisons import has_target, standing_of
from goldenthread.domain.rating.inputs import RatingInputs
from goldenthread.domain.rating.sentences import shown_decimals
from goldenthread.domain.terms import TargetKind, Terms
from goldenthread.domain.units import decimals_of, print_value
from goldenthread.publishing.cells import Number
from goldenthread.reports.documents.bands import MOST_TARGET_DECIMALS, band_in_words


class Returned(Protocol):
    """A figure with what was returned of it and how it is rated, however much else is known of it."""

    @property
    def kind(self) -> str: ...
    @property
    def value(self) -> Decimal | None: ...
    @property
    def text(self) -> str: ...
    @property
    def provisional(self) -> bool: ...
    @property
    def rating(self) -> str: ...
    @property
    def status(self) -> str: ...


def is_returned(figure: Returned) -> bool:
    """Whether a value was given, or a reason why there is none."""
    return figure.kind not in ("", "blank")


def target_in_words(target: Decimal | None, *, terms: Terms) -> str:
    """A target as agreed, with every decimal that it needs; "none" where there is none."""
    if target is None:
        return "none"
    decimals = max(terms.decimals, min(decimals_of(target), MOST_TARGET_DECIMALS))
    return print_value(target, unit=terms.unit, decimals=decimals)


def decimals_shown(inputs: RatingInputs, *, value: Decimal | None) -> int:
    """As many as keep figure and target apart where they differ: the decimals of the rating's own sentence."""
    if value is None or not has_target(inputs):
        return inputs.decimals or 0
    return shown_decimals(inputs, standing_of(inputs, value))


def actual_number(figure: Returned, *, terms: Terms, decimals: int) -> Number:
    """The figure as it is printed; a dash where nothing was returned."""
    if figure.value is not None:
        printed = print_value(figure.value, unit=terms.unit, decimals=decimals)
        return Number(text=f"{printed} [p]" if figure.provisional else printed, value=figure.value)
    if not is_returned(figure):
        return Number(text="–")
    if figure.kind == "text":
        return Number(text="In words")
    return Number(text=figure.text or "–")


def target_printed(terms: Terms, *, decimals: int) -> str:
    """The target, the band or the words that are wanted; "None" where nothing is."""
    if terms.target_kind is TargetKind.WORDS:
        return terms.target_words or "In words"
    if terms.polarity is Polarity.BAND and (terms.target_lower is not None or terms.target_upper is not None):
        return band_in_words((terms.target_lower, terms.target_upper), terms=terms, decimals=decimals)
    if terms.target is None:
        return "None"
    needed = max(decimals, min(decimals_of(terms.target), MOST_TARGET_DECIMALS))
    printed = print_value(terms.target, unit=terms.unit, decimals=needed)
    return f"{printed} (floor {target_in_words(terms.floor, terms=terms)})" if terms.floor is not None else printed
