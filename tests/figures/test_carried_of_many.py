"""What is open of many promises at once is what is open of each."""

from __future__ import annotations

import pytest

from goldenthread.accounts.models import User
from goldenthread.actions.models import Action
from goldenthread.figures.models import Figure
from goldenthread.figures.operations import take_returns
from goldenthread.figures.queries.promises import carried_promises
from goldenthread.figures.queries.returned import FigureReturn, ReturnedAnswer
from tests.figures.quarter import JANUARY, Q1, Q2, Q3, action, figure_of, give, make_due_measure, opened, submit


@pytest.mark.parametrize("in_q2", ["", "late", "done"])
@pytest.mark.parametrize("in_q3", ["", "late", "done"])
def test_found_among_many_it_is_carried_as_by_itself(lead: User, officer: User, in_q2: str, in_q3: str) -> None:
    measure = make_due_measure("EXC01")
    opened(Q1, by=officer)
    give(measure, "92.1", by=lead, quarter=Q1, reasons="Two vacancies.", actions=(action("Recruit two officers"),))
    submit(measure, by=lead, quarter=Q1)
    opened(Q2, by=officer)
    opened(Q3, by=officer, at=JANUARY)
    for quarter, outcome in ((Q2, in_q2), (Q3, in_q3)):
        give(measure, "94.0", by=lead, quarter=quarter, at=JANUARY)
        if outcome and not (quarter == Q3 and in_q2 == "done"):
            figure = figure_of(measure, quarter)
            said = ReturnedAnswer(
                action_id=Action.objects.get().pk, outcome=outcome, words="So it is.", new_due_on=None
            )
            one = FigureReturn(figure_id=figure.pk, version=figure.version, answers=(said,))
            take_returns(returns=[one], file=None, by=lead, at=JANUARY)

    for quarter in (Q1, Q2, Q3):
        figures = Figure.objects.filter(round__period=str(quarter))
        by_itself = carried_promises(figures, period=str(quarter))
        assert carried_promises(figures, period=str(quarter), of_many=True) == by_itself
        assert bool(by_itself) == (quarter == Q2 or (quarter == Q3 and in_q2 != "done"))
