"""Words as documents hold them, wherever in frozen facts they stand."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from enum import Enum
from functools import cache
from typing import Any, TypeVar

from goldenthread.publishing.words import clean

T = TypeVar("T")


def cleaned(value: T) -> T:
    """The same value with every text in it cleaned (`publishing.words.clean`); unchanged where all are clean.

    What people type is cleaned where it enters. This is for what came in before a rule of cleaning was made: frozen
    rows never change, and one odd character must not keep a pack from being printed.
    """
    found: T = _cleaned(value)
    return found


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return value if isinstance(value, Enum) else clean(value)
    if isinstance(value, tuple):
        items = tuple(_cleaned(item) for item in value)
        return value if all(new is old for new, old in zip(items, value, strict=True)) else items
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changed = {name: new for name in _names(type(value)) if (new := _cleaned(old := getattr(value, name))) is not old}
    return replace(value, **changed) if changed else value


@cache
def _names(cls: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(cls))
