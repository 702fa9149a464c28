"""Agreeing a year's list: from then on it rests on the committee's decision."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.committee.queries import DecisionFacts, DecisionUnknown, check_agrees, decision_called
from goldenthread.domain.days import day_words
from goldenthread.domain.periods import FinancialYear, years_named
from goldenthread.domain.problems import Refused
from goldenthread.indicators.forms.sheets import Register
from goldenthread.indicators.operations.register import import_register
from goldenthread.indicators.queries.lists import agreed_list
from goldenthread.indicators.queries.register import held_register
from goldenthread.indicators.queries.years import list_entered_on, lists_proposed_on
from goldenthread.storage.turns import take_turns


class NoListToAgree(Refused):
    """There is no list of this year."""

    def __init__(self, year: FinancialYear) -> None:
        super().__init__(
            f"There is no list of {year.label} to agree. Propose one from that of {year.previous.label}, or import the "
            "register with its list."
        )


class ListAlreadyAgreed(Refused):
    """The list was agreed before, by this decision or another."""

    def __init__(self, year: FinancialYear, *, words: str) -> None:
        super().__init__(
            f"The list of {year.label} is {words} already. What changes after that has decisions of its own, on sheets "
            "List entries and Targets."
        )


class DecisionNotOfTheList(Refused):
    """The decision cannot have agreed this list: it is older than the list, or names other years alone."""


@transaction.atomic
def agree_list(*, year: FinancialYear, decision: str, by: User, at: datetime) -> DecisionFacts:
    """Gives the year's list the decision that agreed it.

    Raises NoListToAgree, ListAlreadyAgreed, DecisionUnknown, DecisionAgreesNothing, DecisionNotOfTheList or
    RoleMissing.
    """
    take_turns("register")
    found = _called(decision)
    held = agreed_list(year)
    if held is None:
        raise NoListToAgree(year)
    if not held.is_proposed:
        raise ListAlreadyAgreed(year, words=held.authority.words)
    check_agrees(found, on=timezone.localdate(at))
    _check_is_of(year, decision=found)
    row = next(one for one in held_register().register.lists if one.year == str(year))
    import_register(Register(lists=(replace(row, decision=found.reference),), file="agree-list"), by=by, at=at)
    return found


def _called(reference: str) -> DecisionFacts:
    try:
        return decision_called(reference)
    except DecisionUnknown as unknown:
        # The general sentence tells how to do without a decision, and a list cannot be agreed without one.
        raise DecisionUnknown(reference, otherwise="") from unknown


def _check_is_of(year: FinancialYear, *, decision: DecisionFacts) -> None:
    entered = list_entered_on(str(year))
    if entered is not None and decision.meeting_on < entered:
        way = (
            "Name the decision that agreed it."
            if str(year) in lists_proposed_on()
            else "If it agreed this very list, before it was entered here, say so in its row on sheet Lists of the "
            "register."
        )
        raise DecisionNotOfTheList(
            f"The list of {year.label} was entered here on {day_words(entered)}, and {decision.reference} is of "
            f"{day_words(decision.meeting_on)}. {way}"
        )
    named = years_named(decision.text) or years_named(decision.title)
    if named and year not in named:
        years = ", ".join(one.label for one in sorted(named))
        raise DecisionNotOfTheList(
            f"By the committee's record {decision.reference} is about {years} and not about {year.label}: "
            f"“{decision.text}” Name the decision that agreed the list of {year.label}."
        )
