"""What a request costs, the price that is built on it, and the floor below which nobody goes without authority.

Full cost is staff at their hourly rates, and what else is used (accommodation, goods, vehicles), with overheads: what
the Order of 2009 (SI 2009/2393, article 2) says has to be recovered.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from goldenthread.domain.amounts import wrong_amount
from goldenthread.domain.problems import Problem
from goldenthread.domain.reasons import says_why

_PENNY = Decimal("0.01")
_WHOLE = Decimal(100)
_MOST_LINES = 100
_MOST = Decimal(10) ** 9


@dataclass(frozen=True, kw_only=True)
class PriceLine:
    """Work of one kind: hours in all, at pounds an hour."""

    words: str
    hours: Decimal
    rate: Decimal


@dataclass(frozen=True, kw_only=True)
class PriceRecord:
    """What a price is built from. `other` is in pounds, `overheads` and `margin` are percentages; `asked` is the price
    that is put to the requester where it is not the one built.

    A price below the full cost names the decision of the committee that allows it, and why.
    """

    lines: tuple[PriceLine, ...]
    other: Decimal = Decimal(0)
    overheads: Decimal
    margin: Decimal
    asked: Decimal | None = None
    below_cost_decision: str = ""
    below_cost_because: str = ""


@dataclass(frozen=True, kw_only=True)
class Price:
    """A price as it comes out, in pounds and whole pence."""

    direct: Decimal  # hours at their rates, and what else is used
    full_cost: Decimal  # with overheads: the floor
    built: Decimal  # with the margin
    price: Decimal  # as it is asked

    @property
    def is_below_cost(self) -> bool:
        return self.price < self.full_cost

    @property
    def is_above_cost(self) -> bool:
        return self.price > self.full_cost


def price_of(record: PriceRecord) -> Price:
    """The price. Each stage is rounded to the penny, halves up, so that what is printed adds up."""
    direct = _pence(sum((one.hours * one.rate for one in record.lines), record.other))
    full_cost = _pence(direct * (_WHOLE + record.overheads) / _WHOLE)
    built = _pence(full_cost * (_WHOLE + record.margin) / _WHOLE)
    asked = built if record.asked is None else record.asked
    return Price(direct=direct, full_cost=full_cost, built=built, price=asked)


def wrong_price(record: PriceRecord, *, overheads: Decimal) -> Iterator[Problem]:
    """Everything that is wrong with what a price is built from; that it is below cost is among it.

    `overheads` is the percentage of the protocol, below which nobody goes: the full cost is the floor.
    """
    if not record.lines and not record.other:
        yield Problem("Give the hours and rates of the work, or other costs.", column="lines")
    yield from _too_little(record, overheads=overheads)
    if len(record.lines) > _MOST_LINES:
        yield Problem(f"Give at most {_MOST_LINES} lines.", column="lines")
    numbers = [
        *((one.hours, f"hours of “{one.words[:40]}”") for one in record.lines),
        *((one.rate, f"rate of “{one.words[:40]}”") for one in record.lines),
        (record.other, "other"),
        (record.overheads, "overheads"),
        (record.margin, "margin"),
        *([] if record.asked is None else [(record.asked, "asked")]),
    ]
    is_sound = True
    for number, column in numbers:
        wrong = "Give a number that is not below 0." if number < 0 else wrong_amount(number)
        if not wrong and number >= _MOST:
            wrong = "This is too large: give less than a thousand million."
        if wrong:
            is_sound = False
            yield Problem(wrong, column=column, found=str(number)[:40])
    for name in ("overheads", "margin"):
        if getattr(record, name) > _WHOLE:
            yield Problem("Give a percentage from 0 to 100.", column=name, found=str(getattr(record, name))[:40])
    if record.asked is not None and is_sound and record.asked != _pence(record.asked):
        yield Problem("Give the price in whole pence.", column="asked", found=str(record.asked))
    for one in record.lines:
        if not one.words.strip():
            yield Problem("Say what work a line is.", column="lines")
    if is_sound:
        yield from _unallowed(record)


def _too_little(record: PriceRecord, *, overheads: Decimal) -> Iterator[Problem]:
    """What would bring the full cost down to nothing, or below what the protocol says."""
    for one in record.lines:
        if one.hours == 0 or one.rate == 0:
            words = "A line of no hours, or at no rate, costs nothing. Give both, or leave the line out."
            yield Problem(words, column=f"{'hours' if one.hours == 0 else 'rate'} of “{one.words[:40]}”")
    if record.overheads < overheads:
        yield Problem(
            f"By the protocol overheads are {overheads.normalize():f}%. Give that or more: the full cost is what "
            "nothing is asked below.",
            column="overheads",
            found=str(record.overheads)[:40],
        )


def _unallowed(record: PriceRecord) -> Iterator[Problem]:
    found = price_of(record)
    if not found.is_below_cost:
        return
    if not record.below_cost_decision.strip():
        yield Problem(
            f"The price of {pounds(found.price)} is below the full cost of {pounds(found.full_cost)}. Ask for the "
            "cost, or name the committee's decision that allows less.",
            column="below_cost_decision",
        )
    if not says_why(record.below_cost_because):
        yield Problem("Say why the price is below the full cost.", column="below_cost_because")


def pounds(amount: Decimal) -> str:
    """ "£1,234.50", and "£1,234" of whole pounds; "−£5" of what is below nothing."""
    sign = "−" if amount < 0 else ""
    size = abs(amount)
    return f"{sign}£{size:,.0f}" if size == size.to_integral_value() else f"{sign}£{_pence(size):,.2f}"


def _pence(amount: Decimal) -> Decimal:
    return amount.quantize(_PENNY, rounding=ROUND_HALF_UP)
