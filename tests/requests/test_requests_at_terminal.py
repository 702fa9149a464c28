"""Requests and the protocol at the terminal: the published case as a worked example, and what each command refuses."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from openpyxl import load_workbook

from goldenthread.demonstration.content import text
from goldenthread.requests.models import ProtocolVersion, Request, Statement
from tests.requests.world import committee_decision, second_scorer
from tests.world import make_council

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("request_world")]
PROTOCOL = text("requests/protocol.toml")
CASE = text("requests/passenger-transport.toml")
OFFICER = ("--by", "officer@example.org")
IN_FEBRUARY, IN_MARCH = ("--at", "2019-02-04 10:00"), ("--at", "2019-03-11 10:00")


@pytest.fixture(autouse=True)
def _day(settings: Any) -> None:
    settings.GOLDENTHREAD_TODAY = date(2019, 3, 11)
    make_council("Bexley")


def test_the_published_case_is_evaluated_from_a_file_and_nothing_is_written(save, command, case_protocol):
    before = Statement.objects.count()

    outcome = command("evaluate-request", save("case.toml", CASE), "--on", "2019-03-11")

    assert outcome.status == 0
    assert outcome.out.count("Not known") == 6
    lines = [line.strip() for line in outcome.out.splitlines()]
    for words in (
        "Legal power: passed",
        "Staff: Havering 2019-20: 9.5 FTE needed; not known in all, 0 FTE promised to others, not known left",
        "Total: 73.75 of 100, and 60 is the least",
        "Price: £3,123,044.64, above the full cost of £2,891,708",
        "Decided by: joint committee, by a value of £3,123,044.64",
        "Outcome: accept",
        "Every gate is passed, and the total of 73.75 is 60 or more.",
    ):
        assert words in lines, words
    assert any(line.startswith("Fit with the partners' priorities: 2 of 4, 15 of 30 points") for line in lines)
    assert Statement.objects.count() == before


def test_a_gate_without_an_answer_counts_as_not_passed(save, command, case_protocol):
    start = CASE.index('[[gate]]\ngate = "capacity"')
    missing = CASE[:start] + CASE[CASE.index("[[gate]]", start + 1) :]

    outcome = command("evaluate-request", save("case.toml", missing), "--json")

    told = json.loads(outcome.out)["evaluation"]
    capacity = next(one for one in told["gates"] if one["gate"] == "capacity")
    assert (capacity["is_passed"], capacity["is_answered"]) == (False, False)
    assert told["outcome"] == "not to be decided yet"


@pytest.mark.parametrize(
    ("old", "new", "refused"),
    [
        (
            'service = "passenger-transport"',
            'service = "asset-management"',
            "request service: There is no service 'asset-management'.",
        ),
        ("other = 640000", "other = 640000\nasked = 1000", "The price of £1,000 is below the full cost of £2,891,708."),
        ("starts = 2019-09-01", "starts = 2024-09-01", "before it starts on 1 September 2024"),
        ('power = "1970-section-1"', 'power = "1971"', "This is none of those that there are."),
        ('scorer = "First scorer"\nscore = 2', 'scorer = "First scorer"\nscore = 7', "Give a score from 0 to 4."),
        ("[case]", "[cases]", "cases"),
    ],
)
@pytest.mark.usefixtures("case_protocol")
def test_what_is_wrong_of_a_file_is_told_and_nothing_is_entered(save, command, old, new, refused):
    assert old in CASE

    outcome = command("evaluate-request", save("case.toml", CASE.replace(old, new, 1)))

    assert outcome.status == 1
    assert refused in outcome.err
    assert command("import-request", save("again.toml", CASE.replace(old, new, 1)), *OFFICER, *IN_MARCH).status == 1
    assert not Request.objects.exists()


def test_weights_that_do_not_come_to_a_hundred_are_refused_with_the_difference(save, command, officer):
    light = PROTOCOL.replace('weight = "30"', 'weight = "29.5"')

    outcome = command("import-protocol", save("protocol.toml", light), *OFFICER, *IN_FEBRUARY)

    assert outcome.status == 1
    assert "The weights come to 99.5, 0.5 too few. They have to come to 100." in outcome.err
    assert not ProtocolVersion.objects.exists()


def test_a_request_goes_from_its_file_to_its_decision_and_the_register_by_commands_alone(
    save, command, case_protocol, officer, tmp_path
):
    head = second_scorer()
    case = save("case.toml", CASE.replace("First scorer", officer.email).replace("Second scorer", head.email))
    first = command("import-request", case, *OFFICER, *IN_MARCH)
    assert "received as 2019-001" in first.out
    assert f"Scores of {head.email} are for them to enter" in first.out
    decide = (
        *("decide-request", "2019-001", "--decided", "accepted", "--on", "2019-03-08"),
        *("--reasons", "It keeps staff at work (illustrative).", "--alternatives", "Not to tender."),
        *(*OFFICER, *IN_MARCH),
    )
    by_committee = ("--level", "joint committee", "--decision", committee_decision().reference)
    early = command(*decide, *by_committee)
    assert early.status == 1
    assert "does not count yet" in early.err
    assert not Statement.objects.filter(kind__in=("evaluation", "decision")).exists()

    assert Statement.objects.filter(kind="score").count() == 4
    before = Statement.objects.exclude(kind__in=("score", "settled")).count()
    # Who leads the service scores, and keeps no requests.
    assert command("import-request", case, "--by", head.email, *IN_MARCH).status == 0
    assert Statement.objects.filter(kind="score").count() == 8
    assert Statement.objects.exclude(kind__in=("score", "settled")).count() == before
    assert command("import-request", case, *OFFICER, *IN_MARCH).out.endswith("0 statements entered.\n")

    assert "This is for the joint committee to decide" in command(*decide, "--level", "officer").err
    assert "being evaluated" in command("requests").out
    assert command(*decide, *by_committee).out == "2019-001 was accepted, decided by the joint committee.\n"
    late = command(
        "import-request",
        save("late.toml", CASE.replace("Six months' notice by either side", "A year's notice")),
        *OFFICER,
        *IN_MARCH,
    )
    assert "This request was accepted, so it cannot" in late.err
    assert "accepted on 8 March 2019" in command("requests").out
    assert command("requests", "--to", str(tmp_path / "register.csv")).status == 0
    assert "2019-001,Thurrock Council" in (tmp_path / "register.csv").read_text(encoding="utf-8-sig")
    assert command("requests", "--to", str(tmp_path / "register.csv")).status == 1
    assert "Received: 1" in command("requests", "--year", "2018-19", "--quarter", "Q4").out


def test_the_form_is_written_filled_in_and_read(command, officer, tmp_path):
    form = tmp_path / "form.xlsx"
    assert command("request-form", str(form)).status == 0
    assert command("request-form", str(form)).status == 1, "no file is overwritten"
    book = load_workbook(form)
    sheet = book["Request"]
    cells = {cell.value: cell for row in sheet.iter_rows() for cell in row if cell.value}
    at = cells["Who asks"].row + (2 if sheet.cell(cells["Who asks"].row + 1, 1).value else 1)
    for heading, value in (
        ("Who asks", "Barking College"),
        ("Kind of body", "public body"),
        ("Service", "Passenger Transport"),
        ("What is asked for", "Two minibuses on Wednesdays."),
    ):
        sheet.cell(at, cells[heading].column).value = value
    book.save(form)

    outcome = command("import-request", str(form), "--received", "2019-02-01", *OFFICER, *IN_MARCH)

    assert outcome.status == 0, outcome.err
    assert Request.objects.get().requester == "Barking College"
    assert "How much work: Not known" in command("request", "2019-001").out
    assert "There are: 2019-001." in command("request", "2019-009").err
