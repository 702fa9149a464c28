"""Exact decimals, kept as text."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.lookups import Lookup


class ComparedInSql(TypeError):
    """A query would compare exact decimals as text."""


class ExactDecimalField(models.TextField):  # type: ignore[type-arg]
    """A Decimal that comes back digit for digit, on every database.

    A decimal column rounds to its places, which can turn an amber into a green, and SQLite adds
    such columns up as floats. So this one keeps text; nothing may compare, add or order it in SQL.
    """

    if TYPE_CHECKING:
        # What may be given and what comes back, for the type checker.
        _pyi_private_set_type: Decimal | str | None  # type: ignore[assignment]
        _pyi_private_get_type: Decimal  # type: ignore[assignment]

    def from_db_value(self, value: str | None, expression: Any, connection: BaseDatabaseWrapper) -> Decimal | None:
        return None if value is None else Decimal(value)

    def to_python(self, value: Any) -> Decimal | None:
        if value is None or isinstance(value, Decimal):
            return value
        if isinstance(value, float):
            raise ValidationError(f"{value!r} is a float; give a Decimal or its text.")
        try:
            return Decimal(value)
        except InvalidOperation:
            raise ValidationError(f"{value!r} is not a number.") from None

    def get_prep_value(self, value: Any) -> str | None:
        number = self.to_python(value)
        if number is None:
            return None
        if not number.is_finite():
            raise ValidationError(f"{value!r} is not a finite number.")
        return str(number)

    def get_lookup(self, lookup_name: str) -> type[Lookup[Any]] | None:
        """Only whether there is a number: text compares "9" above "10", and "1.0" unlike "1"."""
        if lookup_name not in ("isnull", "exact"):
            raise ComparedInSql(f"{self.name} is exact text: compare, add and order it in Python, not in SQL.")
        return super().get_lookup(lookup_name)
