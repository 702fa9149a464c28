"""A box for an amount, as people write one: "1.5", "60,000"."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from goldenthread.components.forms import AffixedInput
from goldenthread.domain.cost_shares import AmountBeyondBelief, AmountUnreadable, read_amount

_LONGEST = 20


class AmountField(forms.CharField):
    """An exact amount as a Decimal; None where nothing was typed and nothing has to be."""

    def __init__(self, *, prefix: str = "", suffix: str = "", **kwargs: Any) -> None:
        super().__init__(max_length=_LONGEST, widget=AffixedInput(prefix=prefix, suffix=suffix), **kwargs)

    def clean(self, value: Any) -> Any:
        typed = str(super().clean(value)).strip()
        if not typed:
            return None
        try:
            return read_amount(typed)
        except AmountBeyondBelief as error:
            raise ValidationError(str(error)) from None
        except AmountUnreadable:
            raise ValidationError("Write digits, as in 1.5 or 60,000.") from None

    def prepare_value(self, value: Any) -> Any:
        """An amount as it is typed: without noughts that say nothing, in no power of ten."""
        return f"{value.normalize():f}" if isinstance(value, Decimal) and value else value
