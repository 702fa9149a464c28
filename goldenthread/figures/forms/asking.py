"""What a figure asks of the person who returns it, in words, with what it is measured against."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from goldenthread.domain.measures import MeasureType, Polarity
from goldenthread.domain.periods import Quarter
from goldenthread.domain.terms import TargetKind, Terms
from goldenthread.domain.units import Unit, print_value
from goldenthread.figures.forms.cells import printed_day, wanted_in
from goldenthread.figures.queries.history import Earlier, EarlierValue, value_of

_AT_LEAST = {Polarity.HIGHER: " or more", Polarity.LOWER: " or less"}


def asked_in_words(terms: Terms, *, quarter: Quarter) -> str:
    """What to write, over which days, and within which limits."""
    wanted = wanted_in(terms.unit)
    sentences = [f"{wanted[0].upper()}{wanted[1:]}."]
    if terms.numerator_label and terms.denominator_label:
        sentences.append(
            f"Or fill in the numerator ({terms.numerator_label}) and the denominator ({terms.denominator_label})."
        )
    sentences.append(_days_in_words(terms.measure_type, quarter=quarter))
    limits = [None if one is None else _shown(one, terms) for one in (terms.minimum, terms.maximum)]
    if terms.unit is not Unit.YES_NO:
        smallest, largest = limits
        if smallest is not None and largest is not None:
            sentences.append(f"From {smallest} to {largest}.")
        elif smallest is not None:
            sentences.append(f"{smallest} or more.")
        elif largest is not None:
            sentences.append(f"{largest} or less.")
    return " ".join(sentences)


def _days_in_words(kind: MeasureType, *, quarter: Quarter) -> str:
    first, last = printed_day(quarter.first_day), printed_day(quarter.last_day)
    if kind is MeasureType.CUMULATIVE:
        return f"For the year to date: {printed_day(quarter.year.first_day)} to {last}."
    if kind is MeasureType.SNAPSHOT:
        return f"As it stood on {last}."
    if kind is MeasureType.ROLLING_YEAR:
        start = date(quarter.next.first_day.year - 1, quarter.next.first_day.month, 1)
        return f"For the twelve months from {printed_day(start)} to {last}."
    if kind is MeasureType.ANNUAL:
        return f"For the year: {printed_day(quarter.year.first_day)} to {printed_day(quarter.year.last_day)}."
    return f"For the quarter alone: {first} to {last}."


def target_in_words(terms: Terms) -> str:
    """ "95.0% or more", "18 to 22 days", the words of a target in words, or "none"."""
    if terms.target_kind is TargetKind.WORDS:
        return terms.target_words
    if terms.target_kind is TargetKind.BAND or terms.target_lower is not None or terms.target_upper is not None:
        edges = [None if one is None else _shown(one, terms) for one in (terms.target_lower, terms.target_upper)]
        if None not in edges:
            return f"{edges[0]} to {edges[1]}"
        if edges != [None, None]:
            return f"{edges[0]} or more" if edges[0] is not None else f"{edges[1]} or less"
    if terms.target is None:
        return "none"
    floor = "" if terms.floor is None else f"; floor {_shown(terms.floor, terms)}"
    better = "" if terms.unit is Unit.YES_NO else _AT_LEAST.get(terms.polarity, "")
    return f"{_shown(terms.target, terms)}{better}{floor}"


def earlier_in_words(quarter: Quarter, *, terms: Terms, earlier: Earlier) -> str:
    """An earlier quarter's figure as it is printed; "" where none is known."""
    found = value_of(quarter, terms=terms, earlier=earlier)
    return "" if found is None else _earlier(found, terms)


def _earlier(found: EarlierValue, terms: Terms) -> str:
    """With [p] while it is provisional and [r] where it was restated, as packs mark it."""
    if found.value is None:
        return found.marker
    marks = [mark for mark, holds in (("[p]", found.provisional), ("[r]", found.revised)) if holds]
    return " ".join((_shown(found.value, terms), *marks))


def _shown(value: Decimal, terms: Terms) -> str:
    return print_value(value, unit=terms.unit, decimals=terms.decimals)
