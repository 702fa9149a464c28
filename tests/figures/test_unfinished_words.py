"""Words that stand for words still to come are taken, and told before publication refuses them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from goldenthread.accounts.models import User
from tests.figures.quarter import action, give, make_due_measure, opened
from tests.figures.workbooks import filled, template
from tests.terminal_runs import Command

PERIOD = ("--year", "2019-20", "--quarter", "Q2")
TOLD = (
    "EXC01, Havering: “TBC” stands for words still to come, as the reasons. Put in what is meant: a pack that holds "
    "this is not published."
)


def test_unfinished_reasons_are_taken_and_told(lead: User, officer: User) -> None:
    measure = make_due_measure()
    opened(by=officer)

    taken = give(measure, "80.0", by=lead, reasons="TBC")

    assert taken.notes == (TOLD,)
    assert [change.new for change in taken.changes if change.what == "reasons"] == ["TBC"]


def test_unfinished_actions_are_told_with_the_words_around_them(lead: User, officer: User) -> None:
    measure = make_due_measure()
    opened(by=officer)

    taken = give(measure, "80.0", by=lead, reasons="Two vacancies.", actions=(action("Recruit ?? officers"),))

    assert taken.notes == (
        "EXC01, Havering: “??” stands for words still to come, in a remedial action: “Recruit ?? officers”. Put in "
        "what is meant: a pack that holds this is not published.",
    )


def test_what_was_told_before_is_not_told_again(lead: User, officer: User) -> None:
    measure = make_due_measure()
    opened(by=officer)
    give(measure, "80.0", by=lead, reasons="TBC")

    taken = give(measure, "81.0", by=lead)

    assert taken.notes == ()


def test_an_import_tells_of_unfinished_words_and_is_done(
    lead: User, officer: User, command: Command, tmp_path: Path
) -> None:
    make_due_measure()
    opened(by=officer)
    workbook = tmp_path / "exchequer.xlsx"
    wanted: dict[str, Any] = {
        "Figures": {"EXC01": {"Value": (0.8, "0.0%")}},
        "Exceptions": {"EXC01": {"Reasons for the level of performance": "TBC"}},
    }
    workbook.write_bytes(filled(template(), wanted))

    done = command("import-returns", workbook, *PERIOD, "--by", "lead@example.org")

    assert done.status == 0
    assert f"Note: {TOLD}" in done.err


def test_exceptions_tell_of_unfinished_words_until_they_are_put_in(lead: User, officer: User, command: Command) -> None:
    measure = make_due_measure()
    opened(by=officer)
    give(measure, "80.0", by=lead, reasons="TBC")

    before = command("exceptions", *PERIOD)
    listed = json.loads(command("exceptions", *PERIOD, "--json").out)["unfinished_words"]
    give(measure, by=lead, reasons="Two vacancies.")
    after = command("exceptions", *PERIOD)

    assert TOLD in before.out
    assert [one["name"] for one in listed] == ["EXC01, Havering"]
    assert "still to come" not in after.out
