"""What a return changes, told as old and new in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from goldenthread.domain.terms import Terms
from goldenthread.domain.units import decimals_of, print_number, print_value
from goldenthread.figures.queries.returned import Change, ReturnedAction, ReturnedReading


def shown_reading(reading: ReturnedReading | None, *, terms: Terms) -> str:
    """The value as a person reads it: "92.1%", "n/a", words; "" where nothing was returned."""
    if reading is None or not reading.is_returned:
        return ""
    if reading.value is None:
        return reading.text or reading.kind.replace("-", " ")
    return print_value(reading.value, unit=terms.unit, decimals=_places(reading.value, terms=terms))


def changes_of_reading(
    old: ReturnedReading | None, new: ReturnedReading, *, terms: Terms, name: str, place: str
) -> Iterator[Change]:
    """What differs between two returns of one figure, in the order of the sheet."""
    before = old or ReturnedReading()
    pairs = (
        ("value", shown_reading(old, terms=terms), shown_reading(new, terms=terms)),
        ("value typed beside its parts", _amount(before.typed, terms), _amount(new.typed, terms)),
        ("numerator", _number(before.numerator), _number(new.numerator)),
        ("denominator", _number(before.denominator), _number(new.denominator)),
        ("provisional", _yes(before.provisional), _yes(new.provisional)),
        ("year-end forecast", _amount(before.forecast, terms), _amount(new.forecast, terms)),
        ("own judgement", before.stated, new.stated),
        ("note to the officer", before.note, new.note),
    )
    for what, shown_old, shown_new in pairs:
        if shown_old != shown_new:
            yield Change(name=name, what=what, old=shown_old, new=shown_new, place=place)


def shown_actions(actions: Iterable[ReturnedAction]) -> str:
    """Actions in one line: what, who, by when."""
    return "; ".join(f"{one.words} ({one.owner_post}, by {one.due_on.isoformat()})" for one in actions)


def _places(value: Decimal, *, terms: Terms) -> int:
    """Every decimal that was typed; of a computed share, which may have forty, those of the measure."""
    typed = decimals_of(value)
    return max(terms.decimals, typed) if typed <= 6 else terms.decimals


def _amount(value: Decimal | None, terms: Terms) -> str:
    return "" if value is None else print_value(value, unit=terms.unit, decimals=_places(value, terms=terms))


def _number(value: Decimal | None) -> str:
    return "" if value is None else print_number(value, decimals=decimals_of(value))


def _yes(said: bool) -> str:
    return "yes" if said else ""
