"""The second demonstration: a year closed, the next proposed, agreed and opened, and a council that leaves."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from tests.demonstration.conftest import MadeYearEnd
from tests.terminal_runs import Command
from tests.world import make_person

pytestmark = [pytest.mark.database, pytest.mark.one_database]

YEAR_END_PACK = "2019-20-year-end-joint-committee"

FOUND = """
import json
from collections import Counter
from goldenthread.figures.models import Figure, Round, YearClose
from goldenthread.indicators.models import AgreedList
rounds = {
    period: Counter(Figure.objects.filter(round__period=period, measure__council__isnull=False)
                    .values_list("measure__council__name", flat=True))
    for period in ("2019-20 Q4", "2020-21 Q1", "2020-21 Q2")
}
print(json.dumps({
    "rounds": rounds,
    "closes": list(YearClose.objects.values_list("year", "number")),
    "decision": AgreedList.objects.get(year="2020-21").decision.reference,
    "proposed": Round.objects.get(period="2020-21 Q1").proposed,
    "returned": Figure.objects.filter(round__period="2020-21 Q1", value__isnull=False).count(),
}))
"""


@pytest.fixture(scope="module")
def found(year_end: MadeYearEnd) -> dict[str, Any]:
    done = year_end.database.run_python("-c", f"import django; django.setup()\n{FOUND}")
    assert done.returncode == 0, done.stderr
    read: dict[str, Any] = json.loads(done.stdout)
    return read


@pytest.fixture(scope="module")
def rows(year_end: MadeYearEnd) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(year_end.pack(YEAR_END_PACK, "csv").decode("utf-8-sig"))))


def test_a_year_is_closed_and_the_next_is_proposed_agreed_and_opened(
    year_end: MadeYearEnd, found: dict[str, Any]
) -> None:
    assert year_end.printed["published"] == [
        "2019-20-q3-joint-committee-1",
        "2019-20-q4-joint-committee-1",
        "2019-20-year-end-joint-committee-1",
        "2020-21-proposed-list-1",
    ]
    assert found["closes"] == [["2019-20", 1]]
    assert found["decision"] == "onesource-joint-committee/2020-06-26/12/2"
    assert found["proposed"] is False
    assert found["returned"] > 100


def test_the_counts_are_right_on_both_sides_of_the_day_on_which_bexley_leaves(
    year_end: MadeYearEnd, found: dict[str, Any]
) -> None:
    assert found["rounds"]["2019-20 Q4"] == {"Newham": 51, "Havering": 60, "Bexley": 9}
    assert found["rounds"]["2020-21 Q1"] == {"Newham": 50, "Havering": 60, "Bexley": 9}
    assert found["rounds"]["2020-21 Q2"] == {"Newham": 50, "Havering": 60}
    assert (year_end.printed["before"][-1], year_end.printed["after"][-1]) == ("9 Bexley", "60 Havering")


def test_the_year_end_pack_counts_all_120_and_holds_what_is_incomplete_in_the_base(rows: list[dict[str, str]]) -> None:
    counted = [row for row in rows if row["counted"] == "true"]
    states = [row["state"] for row in counted]

    assert len(counted) == 120
    assert states.count("complete") > 95
    assert 5 <= states.count("incomplete") <= 15
    assert all(row["outturn"] == "" for row in counted if row["state"] == "incomplete")


def test_green_amber_and_red_are_those_of_an_ordinary_year(rows: list[dict[str, str]]) -> None:
    ratings = [row["rating"] for row in rows if row["counted"] == "true" and row["rating"] != "not-rated"]

    assert ratings.count("green") > ratings.count("amber") > ratings.count("red") > 5


def test_the_published_receipts_of_the_year_stand_in_it(rows: list[dict[str, str]]) -> None:
    (receipts,) = [row for row in rows if row["ref"] == "CTB01"]

    assert (receipts["outturn"], receipts["illustrative"]) == ("152799", "false")


def test_what_seemed_unlikely_in_the_third_quarter_was_put_right_and_adds_up(rows: list[dict[str, str]]) -> None:
    (incidents,) = [row for row in rows if (row["ref"], row["council"]) == ("ICT04", "Havering")]

    assert int(incidents["outturn"]) < 30


def test_what_the_manual_uses_lies_among_the_samples(year_end: MadeYearEnd) -> None:
    samples = {Path(path).relative_to(year_end.folder / "samples").as_posix() for path in year_end.printed["samples"]}

    assert {"README.txt", "proposal-2021-22.xlsx", "committee/2019-07-12.toml", "committee/2020-06-26.toml"} <= samples
    assert all(Path(path).is_file() for path in year_end.printed["samples"])


def test_every_published_document_is_verified(year_end: MadeYearEnd) -> None:
    outcomes = [year_end.database.run("verify", name).returncode for name in year_end.printed["published"]]

    assert outcomes == [0, 0, 0, 0]


def test_every_document_says_that_it_is_illustrative(year_end: MadeYearEnd) -> None:
    for_agreement = year_end.pack("2020-21-proposed-list", "html").decode()

    assert "are illustrative" in year_end.pack(YEAR_END_PACK, "html").decode()
    assert "are illustrative" in for_agreement
    assert "not agreed yet" in for_agreement


def test_a_target_of_the_closed_year_is_refused(year_end: MadeYearEnd, tmp_path: Path) -> None:
    path = tmp_path / "targets.csv"
    path.write_text("Ref,Council,Year,From,Kind,Annual\nEXC01,Newham,2019-20,2020-03-01,number,90%\n")

    done = year_end.database.run("import-register", str(path), "--by", "performance@onesource.example.org")

    assert done.returncode == 1
    assert "The year 2019-20 is closed" in done.stderr


def test_a_second_run_keeps_everything(year_end: MadeYearEnd) -> None:
    again = year_end.database.run("demo", "--year-end", "--json")

    assert again.returncode == 0, again.stderr
    assert {**json.loads(again.stdout), "new": True} == year_end.printed


def test_a_database_that_holds_anything_else_is_not_touched(command: Command, tmp_path: Path, settings: Any) -> None:
    make_person("Somebody", email="somebody@example.org")
    settings.DATA = tmp_path / "year-end"

    outcome = command("demo", "--year-end")

    assert outcome.status == 1
    assert "does not hold the demonstration, so it was not touched" in outcome.err


def test_the_third_quarters_pack_opens_with_what_the_committee_asked_of_the_second(year_end):
    pack = json.loads(year_end.pack("2019-20-q3-joint-committee", "json"))
    opening = pack["sections"][0]
    told = json.dumps(opening, ensure_ascii=False)

    assert opening["title"] == "What the Committee asked last time"
    assert "received the report on Q2 2019/20 on 7 February 2020, minute 46" in told
    assert "Resolution 1: To note the oneSource Performance Indicators Q2 report" in told
    assert "Answered on 21 February 2020" in told
    assert "UNANSWERED. Open, due on 28 February 2020 (Head of ICT Services)" in told
