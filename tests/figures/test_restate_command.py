"""The command `restate`: values as people type them, and what the card forbids."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from goldenthread.accounts.models import User
from goldenthread.figures.models import Restatement
from tests.figures.quarter import make_due_measure
from tests.figures.restated import REASON, frozen_q1, make_complaints
from tests.terminal_runs import Command
from tests.world import make_agreed_list, make_council, make_measure, make_policy, make_target

pytestmark = pytest.mark.django_db
PARTS: dict[str, Any] = {
    "numerator_label": "Paid in 30 days",
    "denominator_label": "Paid",
    "numerator_in_denominator": True,
}
Q1_OPTIONS = ("--year", "2019-20", "--quarter", "Q1")


def run(command: Command, *arguments: str, by: str = "officer@example.org") -> Any:
    kind = ("--kind", "correction", "--reason", REASON)
    return command("restate", *Q1_OPTIONS, *kind, "--by", by, "--at", "2019-10-14", *arguments)


def test_the_command_says_both_values_and_both_ratings(command: Command, lead: User, officer: User) -> None:
    frozen_q1(make_complaints(own_policy=make_policy("on-off-track")), lead=lead, officer=officer)

    outcome = run(command, "--figure", "COM01:havering", "--value", "31")

    assert outcome.status == 0, outcome.err
    assert "as reported:  38, amber" in outcome.out
    assert "as now known: 31, final, green" in outcome.out
    assert "own policy: reported red, would have been green" in outcome.out
    assert "first page" in outcome.out
    assert Restatement.objects.get().reason == REASON


def test_the_command_reads_parts_as_people_type_them(command: Command, lead: User, officer: User) -> None:
    measure = make_due_measure(**PARTS)
    frozen_q1(measure, "92.1", lead=lead, officer=officer)

    outcome = run(command, "--figure", "EXC01", "--numerator", "1,650", "--denominator", "1,733", "--json")

    assert outcome.status == 0, outcome.err
    row = Restatement.objects.get()
    assert (row.numerator, row.denominator) == (Decimal(1650), Decimal(1733))
    assert round(row.value, 1) == Decimal("95.2")
    assert '"changes_rating": true' in outcome.out


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        (("--value", "101%"), "above the largest"),
        (("--value=-1%",), "below the smallest"),
        (("--value", "0.92"), "could mean"),
        (("--value", "lots"), "not a value"),
        (("--numerator", "5"), "no denominator"),
        (("--numerator", "6", "--denominator", "5"), "is a part of"),
        (("--value", "n/a"), "says a number"),
    ],
)
def test_what_the_card_forbids_is_refused(
    command: Command, lead: User, officer: User, typed: tuple[str, ...], why: str
) -> None:
    frozen_q1(make_due_measure(**PARTS), "92.1", lead=lead, officer=officer)

    outcome = run(command, "--figure", "EXC01:havering", *typed)

    assert outcome.status == 1
    assert why in outcome.err
    assert not Restatement.objects.exists()


def test_a_quarter_without_a_round_is_refused(command: Command, officer: User) -> None:
    make_complaints()

    outcome = run(command, "--figure", "COM01:havering", "--value", "31")

    assert outcome.status == 1
    assert "The round of Q1 2019/20 is not open" in outcome.err


def test_a_name_of_several_figures_is_refused(command: Command, lead: User, officer: User) -> None:
    measure = make_complaints()
    other = make_measure(indicator=measure.indicator, council=make_council("Newham"))
    make_target(other, "35")
    make_agreed_list(other)
    frozen_q1(measure, lead=lead, officer=officer)

    outcome = run(command, "--figure", "COM01", "--value", "31")

    assert outcome.status == 1
    assert "means 2 figures" in outcome.err
    assert "COM01:newham" in outcome.err


def test_a_reason_of_blanks_is_refused_by_the_command(command: Command, lead: User, officer: User) -> None:
    frozen_q1(make_complaints(), lead=lead, officer=officer)

    outcome = run(command, "--figure", "COM01", "--value", "31", "--reason", "  ")

    assert outcome.status == 1
    assert "The reason is empty" in outcome.err


def test_neither_a_value_nor_final_is_wrong_usage(command: Command, lead: User, officer: User) -> None:
    frozen_q1(make_complaints(), lead=lead, officer=officer)

    assert run(command, "--figure", "COM01").status == 2


def test_a_dry_run_of_the_command_writes_nothing(command: Command, lead: User, officer: User) -> None:
    frozen_q1(make_complaints(), lead=lead, officer=officer)

    outcome = run(command, "--figure", "COM01", "--value", "31", "--dry-run")

    assert "nothing was written" in outcome.out
