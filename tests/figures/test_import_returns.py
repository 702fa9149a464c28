"""A returned workbook: taken whole, replaced until it is submitted, refused with every reason at once."""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal
from pathlib import Path

from goldenthread.accounts.models import User
from goldenthread.figures.models import ReturnFile
from tests.figures.quarter import figure_of, give, make_due_measure, opened, submit
from tests.figures.workbooks import filled, saved, table, template
from tests.terminal_runs import Command

Q2 = ("--year", "2019-20", "--quarter", "Q2", "--at", "2019-10-14T10:30")
LEAD = ("--by", "lead@example.org")


def test_a_filled_workbook_is_taken_with_its_file_sheet_and_cell(
    lead: User, officer: User, command: Command, tmp_path: Path
) -> None:
    measure = make_due_measure("EXC01")
    opened(by=officer)
    content = filled(template(), {"Figures": {"EXC01": {"Value": (0.921, "0.0%")}}})
    path = saved(tmp_path, content)

    done = command("import-returns", path, *Q2, *LEAD)

    assert (done.status, done.err) == (0, "")
    figure = figure_of(measure)
    assert figure.value is not None
    assert (figure.value.value, figure.state, figure.rating) == (Decimal("92.1"), "returned", "amber")
    file = ReturnFile.objects.get()
    assert (file.sha256, bytes(file.content)) == (hashlib.sha256(content).hexdigest(), content)
    assert (figure.value.file, figure.value.sheet, figure.value.cell) == (file, "Figures", "J5")
    assert "EXC01, Havering: value 92.1%" in done.out
    assert "Exception reports still wanted:\n  EXC01, Havering" in done.out


def test_the_same_file_twice_changes_nothing(lead: User, officer: User, command: Command, tmp_path: Path) -> None:
    make_due_measure("EXC01")
    opened(by=officer)
    path = saved(tmp_path, filled(template(), {"Figures": {"EXC01": {"Value": "92.1%"}}}))
    command("import-returns", path, *Q2, *LEAD)

    again = command("import-returns", path, *Q2, *LEAD, "--json")

    assert again.status == 0
    assert json.loads(again.out)["changes"] == []
    assert ReturnFile.objects.count() == 1


def test_a_workbook_sent_back_untouched_changes_nothing(
    lead: User, officer: User, command: Command, tmp_path: Path
) -> None:
    measure = make_due_measure("EXC01")
    opened(by=officer)
    rows = {
        "Figures": {"EXC01": {"Value": "92.1%", "Year-end forecast": "94%", "Note to the officer": "From Oracle."}},
        "Exceptions": {"EXC01": {"Reasons for the level of performance": "Two vacancies."}},
        "Actions": {"+1": {"Ref": "EXC01", "Council": "Havering", "What will be done": "Recruit", "Who": "Head",
                           "By when": "31 December 2019"}},
    }  # fmt: skip
    command("import-returns", saved(tmp_path, filled(template(), rows)), *Q2, *LEAD)
    version = figure_of(measure).version

    again = command("import-returns", saved(tmp_path, template()), *Q2, *LEAD, "--json")

    assert (again.status, json.loads(again.out)["changes"]) == (0, [])
    assert figure_of(measure).version == version


def test_a_later_file_replaces_what_is_not_submitted_and_shows_old_and_new(
    lead: User, officer: User, command: Command, tmp_path: Path
) -> None:
    make_due_measure("EXC01")
    opened(by=officer)
    sent = template()
    command("import-returns", saved(tmp_path, filled(sent, {"Figures": {"EXC01": {"Value": "29.1%"}}})), *Q2, *LEAD)

    later = saved(tmp_path, filled(sent, {"Figures": {"EXC01": {"Value": "92.1%"}}}))
    done = command("import-returns", later, *Q2, *LEAD)

    assert done.status == 0
    assert "EXC01, Havering: value 29.1% becomes 92.1%" in done.out


def test_after_submission_a_file_is_refused_with_who_and_when(
    lead: User, officer: User, command: Command, tmp_path: Path
) -> None:
    measure = make_due_measure("EXC01")
    opened(by=officer)
    sent = template()
    command("import-returns", saved(tmp_path, filled(sent, {"Figures": {"EXC01": {"Value": "92.1%"}}})), *Q2, *LEAD)
    submit(measure, by=lead)

    later = saved(tmp_path, filled(sent, {"Figures": {"EXC01": {"Value": "93.0%"}}}))
    done = command("import-returns", later, *Q2, *LEAD)

    assert done.status == 1
    assert "Head of Exchequer submitted it on 14 October 2019 at 10:30." in done.err


def test_a_dry_run_shows_what_would_change_and_writes_nothing(
    lead: User, officer: User, command: Command, tmp_path: Path
) -> None:
    measure = make_due_measure("EXC01")
    opened(by=officer)
    path = saved(tmp_path, filled(template(), {"Figures": {"EXC01": {"Value": "92.1%"}}}))

    done = command("import-returns", path, *Q2, *LEAD, "--dry-run")

    assert done.status == 0
    assert "1 figure would change" in done.out
    assert figure_of(measure).state == "due"
    assert not ReturnFile.objects.exists()


def test_every_problem_is_told_at_once_and_nothing_is_written(
    lead: User, officer: User, command: Command, tmp_path: Path
) -> None:
    good = make_due_measure("EXC01")
    make_due_measure("EXC02")
    opened(by=officer)
    content = table(
        ["Ref", "Council", "Value"], ["EXC01", "Havering", "92.1%"], ["EXC02", "Havering", 0.921], ["EXC09", "", "1"]
    )

    done = command("import-returns", saved(tmp_path, content), *Q2, *LEAD, "--json")

    problems = json.loads(done.out)["problems"]
    assert done.status == 1
    assert [(one["row"], one["column"]) for one in problems] == [(3, "Value"), (4, "Ref")]
    assert problems[0]["message"].startswith("This could mean 0.921% or 92.1%.")
    assert figure_of(good).value is None


def test_a_row_of_actions_is_told_with_its_place_when_it_is_taken_and_when_it_is_refused(
    lead: User, officer: User, command: Command, tmp_path: Path
) -> None:
    measure = make_due_measure("EXC01")
    opened(by=officer)
    sent = template()
    give(measure, "92.1", by=lead)
    row = {
        "Ref": "EXC01", "Council": "Havering", "What will be done": "Recruit", "Who": "Head of Exchequer",
        "By when": "31 March 2020",
    }  # fmt: skip
    path = saved(tmp_path, filled(sent, {"Actions": {"+1": row}}))

    taken = command("import-returns", path, *Q2, *LEAD, "--json")
    submit(measure, by=lead)
    other = saved(tmp_path, filled(sent, {"Actions": {"+1": {**row, "What will be done": "Train"}}}))
    refused = command("import-returns", other, *Q2, *LEAD, "--json")

    assert [(one["what"], one["place"]) for one in json.loads(taken.out)["changes"]] == [("actions", "Actions C5")]
    (problem,) = json.loads(refused.out)["problems"]
    assert (problem["sheet"], problem["row"], problem["column"]) == ("Actions", 5, "C")
