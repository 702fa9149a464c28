"""Processes that clear, issue, publish and release in one moment: each thing is done once, and nothing by halves."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.own_database import OwnDatabase, drop_own_database, make_own_database
from tests.reports.record_at_once import JOINT, LAPSES, TEAM

# These tests touch the database, through processes of their own.
pytestmark = pytest.mark.database


@pytest.fixture(scope="module")
def quarter(_own_database_template: OwnDatabase, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """How a quarter went in which every step was taken by several at once."""
    folder = tmp_path_factory.mktemp("told-at-once")
    database = make_own_database(_own_database_template, folder=folder / "data")
    done = database.run_python("-m", "tests.reports.record_at_once")
    assert done.stderr == ""
    yield json.loads(done.stdout)
    drop_own_database(database)


def refusals(step: dict[str, Any]) -> list[str]:
    """What the others were told, in their last line; one did it."""
    assert sorted(one["status"] for one in step["ended"]) == [0, 1, 1, 1], step
    return [one["err"].splitlines()[-1] for one in step["ended"] if one["status"]]


def test_two_people_who_clear_at_once_do_so_once_each(quarter: dict[str, Any]) -> None:
    step = quarter["clear"]

    ended = sorted((one["by"].partition("@")[0], one["status"]) for one in step["ended"])

    assert ended == [("treasurer1", 0), ("treasurer1", 1), ("treasurer2", 0), ("treasurer2", 1)]
    assert all("cleared version 1 for Havering already" in one["err"] for one in step["ended"] if one["status"])
    assert (step["counted"]["clearances"], step["counted"]["figures cleared"]) == (2, 2)


def test_of_four_officers_who_issue_a_pack_one_does_and_the_others_hear_how_to_give_it_on(
    quarter: dict[str, Any],
) -> None:
    step = quarter["issue"]

    told = refusals(step)

    assert all(f"`issue --publication {TEAM} --to EMAIL`" in one for one in told), told
    counted = step["counted"]
    assert [counted[name] for name in ("publications", "files", "copies", "document issued")] == [1, 9, 1, 1]


def test_of_four_who_give_it_to_the_same_person_one_does(quarter: dict[str, Any]) -> None:
    step = quarter["issue to one more"]

    assert set(refusals(step)) == {f"Director2 has {TEAM} since 4 November 2019 at 12:00."}
    assert (step["counted"]["copies"], step["counted"]["document issued"]) == (2, 2)


def test_of_four_officers_who_publish_one_does(quarter: dict[str, Any]) -> None:
    step = quarter["publish"]

    assert all(f"{JOINT} is published already" in one for one in refusals(step))
    assert (step["counted"]["publications"], step["counted"]["document published"]) == (2, 2)


def test_of_four_clerks_who_release_one_does(quarter: dict[str, Any]) -> None:
    step = quarter["release"]

    assert set(refusals(step)) == {f"{JOINT} is public already, since 6 November 2019 at 12:00."}
    assert (step["counted"]["releases"], step["counted"]["document released"]) == (1, 1)


@pytest.mark.parametrize("number", range(LAPSES))
def test_what_is_released_while_a_figure_is_opened_again_is_released_before_that_or_never(
    quarter: dict[str, Any], number: int
) -> None:
    lapse = quarter["lapses"][number]

    first, (again, freeze, _) = lapse["opened"][0], lapse["ended"]

    assert freeze["status"] == 0, freeze
    # The first pack was public before.
    assert lapse["released at first"] == (1 if number == 0 or first["status"] == 0 else 0), first
    assert again["status"] == 1, again
    assert lapse["released"] == lapse["released at first"]
    assert lapse["told"] in [sha256 for _, sha256 in lapse["cleared"]]


def test_every_clearance_is_of_the_figures_of_its_own_version(quarter: dict[str, Any]) -> None:
    lapse = quarter["lapses"][-1]

    assert lapse["cleared"]
    assert all(lapse["frozen"][str(freeze)] == sha256 for freeze, sha256 in lapse["cleared"])
    assert (len(set(lapse["frozen"].values())), quarter["freezes"]) == (1 + LAPSES, 1 + LAPSES)


def test_everything_that_was_published_verifies(quarter: dict[str, Any]) -> None:
    assert len(quarter["published"]) == 2 + LAPSES
    assert not quarter["wrong"]
