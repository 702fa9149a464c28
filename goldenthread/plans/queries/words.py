"""Staff and money as they are printed."""

from __future__ import annotations

from decimal import Decimal


def staff_words(staff: Decimal | None) -> str:
    """ "42.5 full-time equivalents"; an en dash of what was not agreed."""
    return "–" if staff is None else f"{staff.normalize():f} full-time equivalent{'' if staff == 1 else 's'}"


def money_words(money: Decimal | None) -> str:
    """ "£2,100,000", with pence only where there are any; an en dash of what was not agreed."""
    if money is None:
        return "–"
    return f"£{money:,.0f}" if money == money.to_integral_value() else f"£{money:,.2f}"
