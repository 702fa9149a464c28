"""Agreeing a year's list: from then on it rests on the committee's decision."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.committee.queries import DecisionFacts, check_agrees, decision_called
from goldenthread.domain.periods import FinancialYear
from goldenthread.domain.problems import Refused
from goldenthread.indicators.forms.sheets import Register
from goldenthread.indicators.operations.register import import_register
from goldenthread.indicators.queries.lists import agreed_list
from goldenthread.indicators.queries.register import held_register
from goldenthread.storage.turns import take_turns


class NoListToAgree(Refused):
    """There is no list of this year."""

    def __init__(self, year: FinancialYear) -> None:
        super().__init__(
            f"There is no list of {year.label} to agree. Propose one with `new-year --from {year.previous}`, or import "
            "the register with its list."
        )


class ListAlreadyAgreed(Refused):
    """The list was agreed before, by this decision or another."""

    def __init__(self, year: FinancialYear, *, words: str) -> None:
        super().__init__(
            f"The list of {year.label} is {words} already. What changes after that has decisions of its own, on sheets "
            "List entries and Targets."
        )


@transaction.atomic
def agree_list(*, year: FinancialYear, decision: str, by: User, at: datetime) -> DecisionFacts:
    """Gives the year's list the decision that agreed it.

    Raises NoListToAgree, ListAlreadyAgreed, DecisionUnknown, DecisionAgreesNothing or RoleMissing.
    """
    take_turns("register")
    found = decision_called(decision)
    held = agreed_list(year)
    if held is None:
        raise NoListToAgree(year)
    if not held.is_proposed:
        raise ListAlreadyAgreed(year, words=held.authority.words)
    check_agrees(found, on=timezone.localdate(at))
    row = next(one for one in held_register().register.lists if one.year == str(year))
    import_register(Register(lists=(replace(row, decision=found.reference),), file="agree-list"), by=by, at=at)
    return found
