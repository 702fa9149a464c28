"""Workbooks of a quarter that later quarters have gone on from: sent back untouched, they change nothing."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from goldenthread.accounts.models import User
from goldenthread.actions.models import Action
from goldenthread.figures.models import PromiseAnswer
from goldenthread.figures.operations import freeze_round, reopen_figures, take_returns
from goldenthread.figures.queries.returned import FigureReturn, ReturnedAnswer
from tests.figures.quarter import JANUARY, OCTOBER, Q1, Q2, action, figure_of, give, make_due_measure, opened, submit
from tests.figures.workbooks import saved, template
from tests.terminal_runs import Command

Q1_BY_LEAD = ("--year", "2019-20", "--quarter", "Q1", "--by", "lead@example.org", "--at", "2020-01-21T10:30")


def test_an_untouched_workbook_leaves_a_promise_that_a_later_quarter_moved(
    lead: User, officer: User, command: Command, tmp_path: Path
) -> None:
    measure = make_due_measure("EXC01")
    opened(Q1, by=officer)
    give(measure, "92.1", by=lead, quarter=Q1, reasons="Two vacancies.", actions=(action("Recruit"),))
    submit(measure, by=lead, quarter=Q1)
    opened(Q2, by=officer)
    give(measure, "97.0", by=lead)
    figure = figure_of(measure)
    moved = ReturnedAnswer(
        action_id=Action.objects.get().pk, outcome="late", words="One was found.", new_due_on=date(2020, 2, 28)
    )
    said = FigureReturn(figure_id=figure.pk, version=figure.version, answers=(moved,))
    take_returns(returns=[said], file=None, by=lead, at=JANUARY)
    submit(measure, by=lead, at=JANUARY)
    reopen_figures(figure_ids=[figure_of(measure, Q1).pk], reason="To look again.", by=officer, at=JANUARY)

    sent = command("import-returns", saved(tmp_path, template(Q1)), *Q1_BY_LEAD, "--json")

    assert (sent.status, json.loads(sent.out)["changes"]) == (0, [])
    kept = Action.objects.get()
    assert (kept.first_due_on, kept.due_on, kept.state) == (date(2019, 12, 31), date(2020, 2, 28), "open")
    assert PromiseAnswer.objects.get().action_id == kept.pk


def test_an_untouched_workbook_of_a_frozen_quarter_says_nothing_new_whatever_was_opened_again(
    lead: User, officer: User, command: Command, tmp_path: Path
) -> None:
    measures = [make_due_measure(ref) for ref in ("EXC01", "EXC02")]
    opened(Q1, by=officer)
    for measure in measures:
        give(measure, "97.0", by=lead, quarter=Q1)
    freeze_round(quarter=Q1, by=officer, at=OCTOBER)
    path = saved(tmp_path, template(Q1))

    frozen = command("import-returns", path, *Q1_BY_LEAD)
    reopen_figures(figure_ids=[figure_of(measures[0], Q1).pk], reason="To look again.", by=officer, at=JANUARY)
    one_open = command("import-returns", path, *Q1_BY_LEAD)

    assert (frozen.status, one_open.status) == (0, 0)
    assert frozen.out == one_open.out == "0 figures changed; 2 said nothing new; 0 rows were left blank.\n"
    assert "Nothing in this file is new, and none of its figures takes a return now" in frozen.err
    assert one_open.err == ""
