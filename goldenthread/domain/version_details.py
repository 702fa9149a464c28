"""Of two kept values, what differs: without what both have, and with every detail where words are too short."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date, datetime
from itertools import zip_longest
from typing import Any
from zoneinfo import ZoneInfo

from goldenthread.domain.days import day_words
from goldenthread.domain.periods import read_period
from goldenthread.domain.plain import to_plain
from goldenthread.domain.snapshot import SeriesPoint
from goldenthread.domain.version_words import field_in_words

_LONDON = ZoneInfo("Europe/London")


def changed_words(was: str, now: str) -> tuple[str, str]:
    """Long words without what both have at their beginning and their end; a few stay on either side of what differs."""
    split, other = was.split(), now.split()
    if min(len(split), len(other)) <= _LONG:
        return was, now
    most = min(len(split), len(other))
    first = next((at for at in range(most) if split[at] != other[at]), most)
    last = next((at for at in range(most - first) if split[-1 - at] != other[-1 - at]), most - first)
    start, end = max(0, first - _BESIDE), max(0, last - _BESIDE)
    shorter = (_between(split, start=start, end=end), _between(other, start=start, end=end))
    return shorter if shorter[0] != shorter[1] else (was, now)


_LONG, _BESIDE = 24, 4


def _between(words: list[str], *, start: int, end: int) -> str:
    shown = " ".join(words[start : len(words) - end])
    return f"{'… ' if start else ''}{shown}{' …' if end else ''}"


def exactly(was: Any, now: Any) -> tuple[str, str]:
    """Both values with every decimal and every field, and nothing that both have; never alike where they differ."""
    if is_dataclass(was) and type(was) is type(now):
        names = [one.name for one in fields(was) if getattr(was, one.name) != getattr(now, one.name)]
        pairs = [(field_in_words(name), *exactly(getattr(was, name), getattr(now, name))) for name in names]
        return tuple(", ".join(f"{pair[0]} {pair[side]}" for pair in pairs) for side in (1, 2))  # type: ignore[return-value]
    if isinstance(was, tuple) and isinstance(now, tuple) and was and now:
        pairs = [(_item_named(a if a is not None else b), *exactly(a, b)) for a, b in zip_longest(was, now) if a != b]
        return tuple("; ".join(f"{pair[0]}{pair[side]}" for pair in pairs) for side in (1, 2))  # type: ignore[return-value]
    return _exact(was), _exact(now)


def _item_named(one: Any) -> str:
    return f"{read_period(one.period).label}: " if isinstance(one, SeriesPoint) else ""


def _exact(value: Any) -> str:
    match value:
        case None:
            return "not known"
        case bool():
            return "yes" if value else "no"
        case datetime():
            return f"{day_words(value.astimezone(_LONDON))} at {value.astimezone(_LONDON):%H:%M:%S.%f %z}"
        case date():
            return day_words(value)
        case tuple():
            return "; ".join(map(_exact, value)) or "none"
        case _ if is_dataclass(value):
            return ", ".join(f"{field_in_words(one.name)} {_exact(getattr(value, one.name))}" for one in fields(value))
        case _:
            return str(to_plain(value))
