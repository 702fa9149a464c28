"""Who bears which share of a service's cost in a year, and parts of a variance that come to their total.

In a council's accounts a number in brackets is below nothing: "(0.080)" is an underspend of 0.080. The report on
2016/17 printed 0.195, 0.045 and 0.070 against (0.080): it balances only as (0.195), 0.045 and 0.070.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from itertools import combinations

from goldenthread.domain.amounts import wrong_amount
from goldenthread.domain.listing import listed
from goldenthread.domain.problems import InputRefused, Problem, Refused

_WHOLE = Decimal(100)
_MOST_FLIPPED = 3
# Commas stand before each three digits or nowhere: a decimal comma would make the amount a thousand times what it is.
_AMOUNT = re.compile(
    r"(?P<open>\()?\s*(?P<minus>[-\u2212])?£?(?P<digits>(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?)\s*(?(open)\))"
)


@dataclass(frozen=True, kw_only=True)
class Part:
    """Somebody's part of an amount, as it was stated."""

    name: str
    amount: Decimal


class AmountUnreadable(Refused):
    """This is no amount."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"{text[:80]!r} is no amount. Write digits, as in 0.195; in brackets what is below nothing, as in (0.195)."
        )


class AmountBeyondBelief(Refused):
    """This is an amount that nobody can have meant."""

    def __init__(self, text: str, wrong: str) -> None:
        super().__init__(f"{text[:80]}: {wrong[:1].lower()}{wrong[1:]}")


class PartsDoNotAdd(Refused):
    """The parts do not come to the total; the text says by how much, and which sign would mend it."""


def check_shares(shares: Mapping[str, Decimal]) -> None:
    """Raises InputRefused unless the percentages come to 100 exactly, and none is below 0 or over 100."""
    problems = [
        Problem(f"The share of {name} is {share}%. Give a percentage from 0 to 100.", column=name, found=str(share))
        for name, share in shares.items()
        if not 0 <= share <= _WHOLE
    ]
    total = sum(shares.values(), Decimal(0))
    if not problems and total != _WHOLE:
        apart = total - _WHOLE
        problems.append(
            Problem(
                f"The shares come to {total.normalize():f}%, {abs(apart).normalize():f} too "
                f"{'many' if apart > 0 else 'few'}. They have to come to 100%."
            )
        )
    if problems:
        raise InputRefused(problems)


def apportioned(
    amount: Decimal, shares: Mapping[str, Decimal], *, step: Decimal = Decimal("0.001")
) -> dict[str, Decimal]:
    """The amount split by the shares, in whole steps, so that the parts come to it exactly.

    Each is rounded down, and what is left goes step by step to whoever lost most; of those who lost the same, to the
    first named (the method of largest remainders). `amount` is itself in whole steps. Raises InputRefused.
    """
    check_shares(shares)
    if amount % step:
        raise InputRefused([Problem(f"{amount} is not in whole steps of {step}.", found=str(amount))])
    exact = {name: amount * share / _WHOLE for name, share in shares.items()}
    parts = {name: (part / step).to_integral_value(rounding=ROUND_FLOOR) * step for name, part in exact.items()}
    left = int((amount - sum(parts.values(), Decimal(0))) / step)
    most_lost = sorted(exact, key=lambda name: parts[name] - exact[name])
    for name in most_lost[:left]:
        parts[name] += step
    return parts


def check_parts(total: Decimal, parts: Sequence[Part], *, step: Decimal = Decimal("0.001")) -> None:
    """Raises PartsDoNotAdd unless the parts come to the total within rounding: each of them, and the total, was rounded
    to a step, so that they may be half a step each apart."""
    apart = _apart(total, parts)
    room = step / 2 * (len(parts) + 1)
    if abs(apart) <= room:
        return
    words = (
        f"{' + '.join(in_brackets(one.amount) for one in parts)} = "
        f"{in_brackets(sum((one.amount for one in parts), Decimal(0)))}, and the total is {in_brackets(total)}: "
        f"{in_brackets(abs(apart))} apart."
    )
    mended = next(_mended(total, parts, room=room), None)
    if mended is None:
        raise PartsDoNotAdd(f"{words} No change of signs mends it: look at the amounts.")
    wrong = listed([f"{in_brackets(-one.amount)} in place of {in_brackets(one.amount)} ({one.name})" for one in mended])
    raise PartsDoNotAdd(f"{words} With {wrong} they come to it.")


def read_amount(text: str) -> Decimal:
    """An amount as it is typed: "0.195", "-0.195", and "(0.195)" of what is below nothing; raises AmountUnreadable, and
    AmountBeyondBelief of what is too large or too finely told."""
    found = _AMOUNT.fullmatch(text.strip())
    if found is None:
        raise AmountUnreadable(text)
    number = Decimal(found["digits"].replace(",", ""))
    wrong = wrong_amount(number)
    if wrong:
        raise AmountBeyondBelief(text, wrong)
    return -number if found["open"] or found["minus"] else number


def in_brackets(amount: Decimal) -> str:
    """ "(0.080)" of what is below nothing, "0.080" of what is not."""
    return f"({-amount})" if amount < 0 else f"{amount}"


def _apart(total: Decimal, parts: Sequence[Part]) -> Decimal:
    return sum((one.amount for one in parts), Decimal(0)) - total


def _mended(total: Decimal, parts: Sequence[Part], *, room: Decimal) -> Iterator[tuple[Part, ...]]:
    """The fewest parts whose signs, turned round, bring the sum to the total."""
    apart = _apart(total, parts)
    for number in range(1, min(len(parts), _MOST_FLIPPED) + 1):
        for flipped in combinations(parts, number):
            if abs(apart - 2 * sum((one.amount for one in flipped), Decimal(0))) <= room:
                yield flipped
