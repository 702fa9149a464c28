"""Frozen dataclasses as plain values that JSON can hold, and back, exactly.

Decimals, dates and moments are text; tuples are lists; a dataclass is an object of its fields, and so is a dict whose
keys are text. Reading
is strict: an unknown field, a missing one that has no default, or a value of another type raises
PlainUnreadable. A default is what older rows say of a field that came after them.
"""

from __future__ import annotations

import hashlib
import json
import types
import typing
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, cast

T = TypeVar("T")


class PlainUnreadable(ValueError):
    """Plain values do not fit the dataclass; the message names the field."""


def to_plain(value: Any) -> Any:
    """What JSON can hold of this value; raises TypeError for anything that is not foreseen, floats above all."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, str):
        return value
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [to_plain(item) for item in value]
    if isinstance(value, dict) and all(isinstance(key, str) for key in value):
        return {key: to_plain(item) for key, item in value.items()}
    if is_dataclass(value):
        return {name: to_plain(getattr(value, name)) for name in _names(cast("Any", type(value)))}
    raise TypeError(f"{value!r} has no plain form.")


def from_plain(cls: type[T], plain: Any) -> T:
    """The dataclass that `to_plain` made these values from; raises PlainUnreadable."""
    return cast("T", _reader(cast("Any", cls))(plain))


def sha256_of(value: Any) -> str:
    """SHA-256 of the value's plain form as canonical JSON (sorted keys, no spaces, UTF-8)."""
    return _sha256(to_plain(value))


def sha256_without_defaults(value: Any) -> str:
    """As `sha256_of`, of no field that holds its default: equal for what was kept before a field was gained."""
    return _sha256(_without_defaults(value))


def _sha256(plain: Any) -> str:
    text = json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _without_defaults(value: Any) -> Any:
    if isinstance(value, tuple | list):
        return [_without_defaults(item) for item in value]
    if not is_dataclass(value) or isinstance(value, type):
        return to_plain(value)
    held = ((field, getattr(value, field.name)) for field in fields(value))
    return {
        field.name: _without_defaults(part) for field, part in held if field.default is MISSING or part != field.default
    }


@cache
def _names(cls: type) -> tuple[str, ...]:
    return tuple(f.name for f in fields(cls))


@cache
def _reader(hint: Any) -> Callable[[Any], Any]:
    origin = typing.get_origin(hint)
    if origin in (typing.Union, types.UnionType):
        (inner,) = (part for part in typing.get_args(hint) if part is not type(None))
        read = _reader(inner)
        return lambda plain: None if plain is None else read(plain)
    if origin is tuple:
        read_item = _reader(typing.get_args(hint)[0])
        return lambda plain: tuple(read_item(item) for item in _checked(list, plain))
    if origin is dict and typing.get_args(hint)[0] is str:
        read_value = _reader(typing.get_args(hint)[1])
        return lambda plain: {key: read_value(item) for key, item in _checked(dict, plain).items()}
    if is_dataclass(hint) and isinstance(hint, type):
        return _dataclass_reader(hint)
    if hint in (str, bool, int):
        return lambda plain: _checked(hint, plain)
    if isinstance(hint, type) and issubclass(hint, StrEnum | Decimal):
        return lambda plain: hint(_checked(str, plain))
    if hint in (date, datetime):
        return lambda plain: hint.fromisoformat(_checked(str, plain))
    raise TypeError(f"{hint!r} has no plain form.")


def _dataclass_reader(cls: type) -> Callable[[Any], Any]:
    hints = typing.get_type_hints(cls)
    readers = {f.name: _reader(hints[f.name]) for f in fields(cls)}
    needed = {f.name for f in fields(cls) if f.default is MISSING and f.default_factory is MISSING}

    def read(plain: Any) -> Any:
        _checked(dict, plain)
        if not needed <= plain.keys() <= readers.keys():
            odd = ", ".join(sorted((needed - plain.keys()) | (plain.keys() - readers.keys())))
            raise PlainUnreadable(f"{cls.__name__}: missing or unknown: {odd}.")
        values = {}
        for name, found in plain.items():
            try:
                values[name] = readers[name](found)
            except (ValueError, ArithmeticError) as error:
                raise PlainUnreadable(f"{cls.__name__}.{name}: {error}") from error
        return cls(**values)

    return read


def _checked(kind: type, plain: Any) -> Any:
    if type(plain) is not kind:
        raise PlainUnreadable(f"found {plain!r}, expected {kind.__name__}.")
    return plain
