"""The date of a remedial action: taken whatever it is, and asked about where it can hardly be meant."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.accounts.models import User
from goldenthread.actions.models import Action
from goldenthread.figures.models import ValueWarning
from goldenthread.figures.operations import take_returns
from goldenthread.figures.queries.returned import FigureReturn, ReturnedAnswer
from goldenthread.figures.rules import StepsRefused
from tests.figures.quarter import OCTOBER, Q1, action, figure_of, give, make_due_measure, opened, sign_off, submit

EARLY = (
    "A remedial action is due on 1 January 1800, before the quarter began on 1 July 2019; check the date, or say why "
    "it is right."
)
LATE = (
    "A remedial action is due on 31 December 9999, more than 10 years after the quarter ended on 30 September 2019; "
    "check the date, or say why it is right."
)


def asked() -> list[tuple[str, str]]:
    return list(ValueWarning.objects.order_by("pk").values_list("code", "words"))


@pytest.mark.parametrize(("due_on", "said"), [("1800-01-01", EARLY), ("9999-12-31", LATE)])
def test_a_date_that_can_hardly_be_meant_is_asked_about(due_on: str, said: str, lead: User, officer: User) -> None:
    measure = make_due_measure()
    opened(by=officer)

    taken = give(measure, "80.0", by=lead, reasons="Two vacancies.", actions=(action(due_on=due_on),))

    assert [(one.code, one.words) for one in taken.warnings] == [("unlikely-action-date", said)]
    assert Action.objects.get().due_on == date.fromisoformat(due_on)


@pytest.mark.parametrize("due_on", ["2019-07-01", "2019-12-31", "2029-09-30"])
def test_a_date_from_the_quarter_to_ten_years_after_it_is_not(due_on: str, lead: User, officer: User) -> None:
    measure = make_due_measure()
    opened(by=officer)

    give(measure, "80.0", by=lead, reasons="Two vacancies.", actions=(action(due_on=due_on),))

    assert asked() == []


def test_it_is_answered_before_sign_off(lead: User, head: User, officer: User) -> None:
    measure = make_due_measure()
    opened(by=officer)
    give(measure, "80.0", by=lead, reasons="Two vacancies.", actions=(action(due_on="1800-01-01"),))
    submit(measure, by=lead)

    with pytest.raises(StepsRefused, match="unlikely-action-date"):
        sign_off(measure, by=head)


def test_it_is_still_asked_when_something_else_is_returned(lead: User, officer: User) -> None:
    measure = make_due_measure()
    opened(by=officer)
    give(measure, "80.0", by=lead, reasons="Two vacancies.", actions=(action(due_on="1800-01-01"),))

    give(measure, "81.0", by=lead)

    assert [warning.code for warning in ValueWarning.objects.filter(returned_value=figure_of(measure).value)] == [
        "unlikely-action-date"
    ]


def test_it_is_settled_by_a_likely_date(lead: User, officer: User) -> None:
    measure = make_due_measure()
    opened(by=officer)
    give(measure, "80.0", by=lead, reasons="Two vacancies.", actions=(action(due_on="1800-01-01"),))

    give(measure, by=lead, actions=(action(due_on="2019-12-31"),))

    assert asked() == []


def test_a_new_date_of_an_earlier_promise_is_asked_about_as_well(lead: User, officer: User) -> None:
    measure = make_due_measure()
    opened(Q1, by=officer)
    give(measure, "80.0", by=lead, quarter=Q1, reasons="Two vacancies.", actions=(action(),))
    opened(by=officer)
    give(measure, "95.0", by=lead)
    figure = figure_of(measure)
    late = ReturnedAnswer(
        action_id=Action.objects.get().pk, outcome="late", words="Not yet.", new_due_on=date(9999, 12, 31)
    )

    take_returns(
        returns=[FigureReturn(figure_id=figure.pk, version=figure.version, answers=(late,))],
        file=None,
        by=lead,
        at=OCTOBER,
    )

    assert asked() == [("unlikely-action-date", LATE)]
