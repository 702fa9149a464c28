"""The grammar of computed sentences: numbers with their nouns, long lists, days."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from goldenthread.domain.listing import listed


def count_of(number: int, noun: str, *, plural: str = "") -> str:
    """ "no measures", "1 measure", "1,200 measures"."""
    words = noun if number == 1 else plural or f"{noun}s"
    return f"{number:,} {words}" if number else f"no {words}"


def is_or_are(number: int) -> str:
    """The verb after `count_of`."""
    return "is" if number == 1 else "are"


def was_or_were(number: int) -> str:
    """The verb after `count_of`, of the past."""
    return "was" if number == 1 else "were"


def listed_up_to(names: Sequence[str], *, most: int, rest: str) -> str:
    """Like `listed`, but past `most` names the remainder is counted: "A, B and 3 more measures".

    `rest` is the noun of what is left over. One name is never hidden behind "1 more": it is as short to name it.
    """
    if len(names) <= most + 1:
        return listed(names)
    return f"{', '.join(names[:most])} and {count_of(len(names) - most, f'more {rest}')}"


def once_each(names: Iterable[str]) -> list[str]:
    """Names without repeats, in the order of their first appearance."""
    return list(dict.fromkeys(names))


def days_apart(first: date, last: date) -> str:
    """ "130 days", "1 day", "the same day"; a later `first` is "3 days before"."""
    days = (last - first).days
    if days == 0:
        return "the same day"
    return count_of(days, "day") if days > 0 else f"{count_of(-days, 'day')} before"


def of_which_whole(number: int | str) -> str:
    """What is said beside a number that counts measures of the whole partnership too: ", of which 3 of the partnership
    as a whole"; "" where it counts none. `number` may say of which kind they are: "1 red"."""
    return f", of which {number} of the partnership as a whole" if number else ""


def starting(sentence: str) -> str:
    """The sentence with its first letter as a capital; the rest stays as it is."""
    return sentence[:1].upper() + sentence[1:]
