"""Bad workbooks: each gets its clear message with its place, all in one go, and nothing is written."""

from __future__ import annotations

import json
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from goldenthread.accounts.models import User
from goldenthread.audit.models import Event
from goldenthread.domain.cards import Frequency
from goldenthread.domain.measures import MeasureType, YearEndRule
from goldenthread.figures.models import Figure, ReturnedValue, ReturnFile
from tests.figures.quarter import Q3, make_due_measure, opened
from tests.figures.workbooks import filled, saved, table, template
from tests.spreadsheets.bombs import BOMBS
from tests.terminal_runs import Command, Outcome
from tests.world import make_appointment, make_council, make_person, make_service

Q2 = ("--year", "2019-20", "--quarter", "Q2", "--at", "2019-10-14T10:30")
HEADINGS = ("Ref", "Council", "Value", "Numerator", "Denominator")
GOOD = ("EXC01", "Havering", "92.1%", None, None)


@pytest.fixture
def quarter(lead: User, officer: User) -> None:
    """EXC01 and EXC02 are due of Exchequer, and LEG01 of Legal."""
    make_due_measure("EXC01")
    make_due_measure(
        "EXC02",
        numerator_label="Paid in time",
        denominator_label="Paid",
        numerator_in_denominator=True,
    )
    make_due_measure("LEG01", service=make_service("Legal"))
    opened(by=officer)


@pytest.fixture
def send(quarter: None, command: Command, tmp_path: Path) -> Any:
    """Sends a file as the lead of Exchequer: `send(content, name=...)` -> what the command left, as JSON."""

    def sent(content: bytes, *, name: str = "returns.xlsx") -> Outcome:
        path = saved(tmp_path, content, name=name)
        return command("import-returns", path, *Q2, "--by", "lead@example.org", "--json")

    return sent


def problems_of(done: Outcome) -> list[dict[str, Any]]:
    """What was refused; and nothing was written."""
    assert done.status == 1
    assert not ReturnedValue.objects.exists()
    assert not ReturnFile.objects.exists()
    assert not Figure.objects.exclude(state="due").exists()
    assert not Event.objects.filter(kind="figure returned").exists()
    found: list[dict[str, Any]] = json.loads(done.out)["problems"]
    assert all(one["message"].rstrip().endswith((".", "?")) for one in found)
    return found


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        (("EXC01", "Havering", 0.921), "Value", "This could mean 0.921% or 92.1%"),
        (("EXC01", "Havering", date(2019, 4, 3)), "Value", "holds a date"),
        (("EXC01", "Havering", "about ninety"), "Value", "is not a value of the unit percentage"),
        (("EXC01", "Havering", "=1/0"), "Value", "never calculated"),
        (("EXC01", "Havering", "#DIV/0!"), "Value", "shows an error"),
        (("EXC01", "Havering", "101%"), "Value", "above the largest that this measure's definition allows"),
        (("EXC02", "Havering", None, 174, 173), "Numerator", "is a part of Paid"),
        (("EXC02", "Havering", None, 174, None), "Denominator", "no denominator"),
        (("EXC02", "Havering", None, "some", 173), "Numerator", "is not a number"),
        (("EXC09", "Havering", "92.1%"), "Ref", "No measure of this reference is due"),
        (("EXC01", "Newham", "92.1%"), "Council", "is not due for this council"),
        (("LEG01", "Havering", "92.1%"), "Ref", "belongs to Legal, which you do not return figures for"),
        ((None, "Havering", "92.1%"), "Ref", "Say which measure"),
    ],
)  # fmt: skip
def test_a_cell_that_cannot_be_taken_is_told_with_its_place(
    send: Any, row: tuple[Any, ...], column: str, said: str
) -> None:
    (found,) = problems_of(send(table(HEADINGS, row)))

    assert (found["file"], found["sheet"], found["row"], found["column"]) == ("returns.xlsx", "Figures", 2, column)
    assert said in found["message"]


def test_a_figure_twice_in_one_file_is_refused_even_with_the_same_value(send: Any) -> None:
    done = send(table(HEADINGS, GOOD, GOOD))

    (found,) = problems_of(done)
    assert (found["row"], found["column"]) == (3, "Ref")
    assert "EXC01, Havering stands on row 2 already" in found["message"]


def test_every_problem_of_every_sheet_is_told_at_once(send: Any) -> None:
    content = filled(
        template(),
        {
            "Figures": {"EXC01": {"Value": 0.921}, "EXC02": {"Value": "ninety", "Provisional?": "maybe"}},
            "Exceptions": {"EXC01": {"Reasons for the level of performance": "東京"}},
            "Actions": {"+1": {"Ref": "EXC01", "Council": "Havering", "What will be done": "Hire", "By when": "soon"}},
        },
    )  # fmt: skip

    found = problems_of(send(content))

    assert sorted((one["sheet"], one["column"]) for one in found) == [
        ("Actions", "By when"),
        ("Actions", "Who"),
        ("Exceptions", "Reasons for the level of performance"),
        ("Figures", "Provisional?"),
        ("Figures", "Value"),
        ("Figures", "Value"),
    ]


def test_headings_that_are_not_known_or_missing_are_told(send: Any) -> None:
    done = send(table(("Ref", "Council", "Valeu"), ("EXC01", "Havering", "92.1%")))

    said = " ".join(one["message"] for one in problems_of(done))
    assert "'Valeu' is not known. Did you mean 'Value'" in said
    assert "'Value' is missing" in said


def test_a_heading_that_is_misspelt_hides_no_problem_of_a_row(send: Any) -> None:
    rows = (("EXC09", "Havering", "92.1%"), ("EXC01", "Havering", "about ninety"))

    found = problems_of(send(table(("Ref", "Council", "Valeu"), *rows)))

    assert [(one["row"], one["column"]) for one in found] == [(1, "C"), (1, ""), (2, "Ref"), (3, "Value")]


def test_doubled_spaces_case_and_other_names_of_headings_are_understood(send: Any) -> None:
    headings = (" ref ", "BOROUGH", "Actual", "Year-end   forecast")
    done = send(table(headings, ("exc01", "london borough of  havering", "92.1%", "93%")))

    assert done.status == 0
    assert json.loads(done.out)["figures"][0]["value"] == "92.1%"


def test_merged_cells_are_refused(send: Any) -> None:
    book = Workbook()
    page = book.worksheets[0]
    page.title = "Figures"
    for row in (HEADINGS, GOOD, ("EXC02", "Havering", "90%")):
        page.append(list(row))
    page.merge_cells("C2:C3")
    target = BytesIO()
    book.save(target)

    found = problems_of(send(target.getvalue()))

    assert any("C2:C3 are merged" in one["message"] for one in found)


def test_the_workbook_of_another_quarter_is_refused_row_by_row(send: Any, officer: User) -> None:
    opened(Q3, by=officer)
    content = filled(template(Q3), {"Figures": {"EXC01": {"Value": "92.1%"}}})

    (found,) = problems_of(send(content))

    assert (found["column"], found["found"], found["expected"]) == ("Quarter", "2019-20 Q3", "2019-20 Q2")


def test_a_sheet_that_has_another_name_is_asked_for(send: Any) -> None:
    book = load_workbook(BytesIO(table(HEADINGS, GOOD, sheet="Sheet1")))
    book.create_sheet("Notes")
    target = BytesIO()
    book.save(target)

    (found,) = problems_of(send(target.getvalue()))

    assert "no sheet called 'Figures'" in found["message"]


def test_a_file_of_one_sheet_is_taken_whatever_the_sheet_is_called(send: Any) -> None:
    assert send(table(HEADINGS, GOOD, sheet="Sheet1")).status == 0


def test_a_csv_file_is_a_sheet_of_figures(send: Any) -> None:
    done = send(b"Ref;Council;Value;Quarter\r\nEXC01;LBH;92,1%;2019-20 Q2\r\n", name="returns.csv")

    assert [one["column"] for one in problems_of(done)] == ["Value"]


def test_a_csv_file_is_taken_with_the_place_of_each_value(send: Any) -> None:
    done = send(b"Ref,Council,Value,Quarter\r\nEXC01,LBH,92.1%,Q2 2019/20\r\n", name="returns.csv")

    assert (done.status, json.loads(done.out)["changes"][0]["place"]) == (0, "C2")


def test_a_csv_file_may_hold_the_exceptions(send: Any) -> None:
    done = send("Ref,Council,Reasons\nEXC01,Havering,“Two” vacancies\n".encode(), name="reasons.csv")

    assert done.status == 0
    assert json.loads(done.out)["changes"][0]["new"] == "“Two” vacancies"


def test_blank_rows_are_not_returned_and_never_nought(send: Any) -> None:
    done = send(table(HEADINGS, GOOD, ("EXC02", "Havering", None, None, None)))

    assert json.loads(done.out)["blank_rows"] == 1
    assert [figure.state for figure in Figure.objects.order_by("pk")] == ["returned", "due", "due"]


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7 not a workbook", b"PK\x03\x04 damaged", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old one"]
)
def test_a_file_that_is_no_workbook_is_refused_with_what_to_send(send: Any, content: bytes) -> None:
    (found,) = problems_of(send(content))

    assert found["file"] == "returns.xlsx"


@pytest.mark.parametrize("name", ["a far cell", "far repeats", "a zip bomb", "billion laughs in a sheet"])
def test_a_bomb_is_refused_with_its_reason(send: Any, name: str) -> None:
    make, reason = BOMBS[name]

    (found,) = problems_of(send(make()))

    assert found["message"].startswith(reason)


def test_a_measure_that_is_not_due_this_quarter_is_told_so(
    lead: User, officer: User, command: Command, tmp_path: Path
) -> None:
    make_due_measure("EXC01")
    make_due_measure(
        "STR01", frequency=Frequency.ANNUAL, measure_type=MeasureType.ANNUAL, year_end_rule=YearEndRule.LAST
    )
    opened(by=officer)
    path = saved(tmp_path, table(HEADINGS, ("STR01", "Havering", "92.1%")))

    done = command("import-returns", path, *Q2, "--by", "lead@example.org", "--json")

    (found,) = problems_of(done)
    assert "No measure of this reference is due in Q2 2019/20" in found["message"]


def test_somebody_who_returns_nothing_at_all_is_told_before_the_file_is_read(
    quarter: None, stranger: User, command: Command, tmp_path: Path
) -> None:
    path = saved(tmp_path, b"")

    done = command("import-returns", path, *Q2, "--by", "stranger@example.org")

    assert done.status == 1
    assert "Stranger is not service lead or performance officer on" in done.err


def test_a_lead_for_one_council_returns_for_that_council_alone(quarter: None, command: Command, tmp_path: Path) -> None:
    other = make_person("Lead for Newham", email="newham@example.org")
    make_appointment(other, role="service-lead", service=make_service(), council=make_council("Newham"))
    path = saved(tmp_path, table(HEADINGS, GOOD))

    done = command("import-returns", path, *Q2, "--by", "newham@example.org", "--json")

    (found,) = problems_of(done)
    assert "which you do not return figures for" in found["message"]


def test_a_quarter_that_is_not_open_is_told(officer: User, command: Command, tmp_path: Path) -> None:
    path = saved(tmp_path, table(HEADINGS, GOOD))

    done = command("import-returns", path, *Q2, "--by", "officer@example.org")

    assert (done.status, "is not open. Open it first. `open-round" in done.err) == (1, True)


def test_a_file_that_is_not_there_is_wrong_usage(officer: User, command: Command) -> None:
    assert command("import-returns", "nowhere.xlsx", *Q2, "--by", "officer@example.org").status == 2


def renamed(content: bytes, **names: str | None) -> bytes:
    """The workbook with sheets called otherwise; None takes a sheet away."""
    book = load_workbook(BytesIO(content))
    for old, new in names.items():
        if new is None:
            del book[old]
        else:
            book[old].title = new
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def test_a_misspelt_sheet_of_figures_is_told_beside_the_problems_of_the_others(send: Any) -> None:
    reasons = {"Reasons for the level of performance": "東京"}
    content = filled(template(), {"Figures": {"EXC01": {"Value": "92.1%"}}, "Exceptions": {"EXC01": reasons}})

    found = problems_of(send(renamed(content, Figures="Figuers")))

    said = [(one["sheet"], one["message"]) for one in found]
    assert (said[0][0], said[1][0], said[2][0]) == ("", "Figuers", "Exceptions")
    assert "This workbook has no sheet called 'Figures'" in said[0][1]
    assert "The sheet 'Figuers' is none of those that are read. Did you mean 'Figures'?" in said[1][1]


def test_a_workbook_without_its_sheet_of_figures_is_not_taken(send: Any) -> None:
    (found,) = problems_of(send(renamed(template(), Figures=None)))

    assert "This workbook has no sheet called 'Figures'" in found["message"]


def test_a_second_sheet_with_our_headings_is_not_passed_over(send: Any) -> None:
    book = load_workbook(BytesIO(template()))
    page = book.create_sheet("More")
    page.append(HEADINGS)
    page.append(GOOD)
    target = BytesIO()
    book.save(target)

    (found,) = problems_of(send(target.getvalue()))

    assert (found["sheet"], found["found"]) == ("More", "More")
    assert "The sheet 'More' is none of those that are read" in found["message"]


def test_a_sheet_of_the_senders_own_is_left_alone_and_noted(send: Any) -> None:
    book = load_workbook(BytesIO(filled(template(), {"Figures": {"EXC01": {"Value": "92.1%"}}})))
    book.create_sheet("Workings").append(("Invoices paid", 174))
    target = BytesIO()
    book.save(target)

    done = send(target.getvalue())

    assert done.status == 0
    assert (
        json.loads(done.out)["notes"][0] == "The sheet 'Workings' is none of those that are read, and was left alone."
    )


def test_all_that_is_wrong_in_a_row_is_told_at_once(send: Any) -> None:
    headings = ("Ref", "Council", "Quarter", "Value")
    wrong_quarter = "2019-20 Q3"

    found = problems_of(
        send(
            table(
                headings,
                ("EXC01", "Havering", "2019-20 Q2", "92.1%"),
                ("EXC01", "Havering", wrong_quarter, "ninety"),
                ("EXC09", "Havering", wrong_quarter, "92.1%"),
            )
        )
    )

    assert [(one["row"], one["column"]) for one in found] == [
        (3, "Ref"),
        (3, "Quarter"),
        (3, "Value"),
        (4, "Ref"),
        (4, "Quarter"),
    ]


def test_an_answer_to_a_warning_that_there_is_none_of_is_told_beside_all_else(send: Any) -> None:
    content = filled(
        template(),
        {
            "Figures": {"EXC01": {"Value": "ninety"}},
            "Exceptions": {"EXC02": {"Ref": "EXC09", "Reasons for the level of performance": "東京"}},
            "Warnings": {"+1": {"Ref": "EXC01", "Council": "Havering", "Warning": "nonsense", "Your answer": "Yes."}},
        },
    )

    found = problems_of(send(content))

    assert [one["column"] for one in found if one["sheet"] == "Exceptions"] == [
        "Reasons for the level of performance",
        "Ref",
    ]
    (told,) = (one for one in found if one["sheet"] == "Warnings")
    assert (told["column"], told["found"]) == ("Warning", "nonsense")
    assert "There is no warning called 'nonsense'" in told["message"]
    assert "ten-times-last-value" in told["expected"]


def test_more_than_is_kept_of_one_line_is_told_with_its_place(send: Any) -> None:
    # PostgreSQL would refuse it half way, with nothing that a person could mend.
    said = {"Reasons for the level of performance": "Posts were empty.", "Back on track by": "soon " * 41}
    action = {"Ref": "EXC01", "Council": "Havering", "What will be done": "Hire two", "By when": "1 March 2020"}
    content = filled(
        template(), {"Exceptions": {"EXC01": said}, "Actions": {"+1": {**action, "Who": "H" * 121}}}
    )  # fmt: skip

    found = problems_of(send(content))

    assert [(one["sheet"], one["column"]) for one in found] == [("Exceptions", "Back on track by"), ("Actions", "Who")]
    assert found[1]["message"].startswith("This is 121 characters long. Say it in 120 or fewer.")
