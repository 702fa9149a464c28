"""clear-days, as it is typed."""

from __future__ import annotations

import json

import pytest

from tests.terminal_runs import run_command


@pytest.mark.parametrize(
    ("meeting", "days", "last_day"),
    [
        ("2020-02-07", "5", "2020-01-30"),
        # Good Friday and Easter Monday.
        ("2020-04-17", "5", "2020-04-07"),
        # Christmas, Boxing Day and New Year's Day, the second moved to a Monday.
        ("2021-01-06", "5", "2020-12-24"),
        # The early May bank holiday of 2020 was moved to Friday 8 May.
        ("2020-05-15", "5", "2020-05-06"),
        ("2020-02-07", "28", "2019-12-27"),
        ("2020-02-07", "0", "2020-02-06"),
    ],
)
def test_the_last_day_to_publish_comes_first(meeting, days, last_day):
    outcome = run_command("clear-days", "--meeting", meeting, "--days", days)

    assert (outcome.status, outcome.out.splitlines()[0]) == (0, last_day)


def test_five_clear_days_are_counted_unless_another_number_is_given():
    outcome = run_command("clear-days", "--meeting", "2020-02-07")

    assert outcome.out.splitlines()[1].startswith(
        "Thursday 30 January 2020 is the last day to publish for a meeting on Friday 7 February 2020: 5 clear days"
    )


def test_the_answer_is_given_as_json():
    answer = json.loads(run_command("clear-days", "--meeting", "2020-02-07", "--json").out)

    assert (answer["publish_by"], answer["meeting"], answer["clear_days"]) == ("2020-01-30", "2020-02-07", 5)


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--meeting", "7 February"),
        ("--meeting", "0001-01-01"),
        ("--meeting", "2020-02-07", "--days", "-1"),
        ("--meeting", "2020-02-07", "--days", "five"),
        ("--meeting", "2020-02-07", "--days", "201"),
        ("--meeting", "2020-02-07", "--days", "²"),
    ],
)
def test_what_cannot_be_counted_is_wrong_usage(arguments):
    assert run_command("clear-days", *arguments).status == 2
