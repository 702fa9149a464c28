"""The returns workbook: what it asks, what it shows, and that LibreOffice may save it."""

from __future__ import annotations

import json
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from goldenthread.accounts.models import User
from goldenthread.domain.measures import MeasureType
from goldenthread.domain.units import percentage_of
from goldenthread.figures.forms.layout import TO_READ
from goldenthread.figures.models import Figure, PromiseAnswer, RemedialAction
from goldenthread.indicators.models import Measure
from goldenthread.spreadsheets.cells import column_letter
from tests.figures.quarter import Q1, Q3, figure_of, give, make_due_measure, opened
from tests.figures.tiny import FORECAST, PROMISE, filled_tiny_workbook, make_tiny_partnership
from tests.figures.workbooks import cell_of, filled, headings_of, saved, template
from tests.terminal_runs import Command
from tests.world import make_council, make_directorate, make_earlier_figure, make_service

Q2 = ("--year", "2019-20", "--quarter", "Q2")
BY_LEAD = ("--by", "lead@example.org", "--at", "2019-10-14T10:30")
FILES = Path(__file__).parent / "files"


def figure_named(ref: str) -> Figure:
    return figure_of(Measure.objects.get(indicator__ref=ref))


def test_the_workbook_has_its_seven_sheets_in_order(officer: User) -> None:
    make_due_measure()
    opened(by=officer)

    book = load_workbook(BytesIO(template()))

    assert book.sheetnames == [
        "Figures", "Exceptions", "Actions", "Last quarter's actions", "Warnings", "Lists", "Guidance",
    ]  # fmt: skip


def test_every_cell_to_fill_in_says_in_words_what_it_wants(officer: User) -> None:
    make_due_measure()
    opened(by=officer)

    book = load_workbook(BytesIO(template()))

    for layout in TO_READ:
        sheet = book[layout.name]
        row, columns = headings_of(sheet)
        prompts = {str(rule.sqref)[0]: rule.prompt for rule in sheet.data_validations.dataValidation}
        for column in layout.columns:
            if column.wants:
                letter = column_letter(columns[column.heading])
                assert sheet[f"{letter}{row - 1}"].value == column.wants
                assert prompts[letter] == column.wants


def test_the_guidance_says_how_a_value_in_the_wrong_row_is_replaced(
    lead: User, officer: User, command: Command, tmp_path: Path
) -> None:
    measure = make_due_measure("EXC01")
    opened(by=officer)
    give(measure, "29.1", by=lead)
    told = [str(row[0].value) for row in load_workbook(BytesIO(template()))["Guidance"].iter_rows()]

    done = command("import-returns", saved(tmp_path, filled(template(), {"Figures": {"EXC01": {"Value": "[x]"}}})),
                   *Q2, *BY_LEAD)  # fmt: skip

    assert any("A value that was sent in the wrong row" in line and "type [x] in its place" in line for line in told)
    assert "EXC01, Havering: value 29.1% becomes [x]" in done.out


def test_a_measure_is_shown_with_its_target_last_quarter_and_the_same_quarter_last_year(
    lead: User, officer: User
) -> None:
    measure = make_due_measure("EXC01")
    make_earlier_figure(measure, "2018-19 Q2", "91.44")
    opened(Q1, by=officer)
    give(measure, "93.06", by=lead, quarter=Q1)
    opened(by=officer)

    content = template()

    shown = [
        cell_of(content, sheet="Figures", row="EXC01", heading=heading)
        for heading in ("Target", "Last quarter", "Same quarter last year", "Quarter")
    ]
    assert shown == ["95.0% or more", "93.1%", "91.4%", "2019-20 Q2"]


@pytest.mark.parametrize(
    ("kind", "days"),
    [
        (MeasureType.PERIOD, "For the quarter alone: 1 July 2019 to 30 September 2019."),
        (MeasureType.CUMULATIVE, "For the year to date: 1 April 2019 to 30 September 2019."),
        (MeasureType.SNAPSHOT, "As it stood on 30 September 2019."),
        (MeasureType.ROLLING_YEAR, "For the twelve months from 1 October 2018 to 30 September 2019."),
    ],
)
def test_the_days_that_a_figure_is_for_are_spelled_out(officer: User, kind: MeasureType, days: str) -> None:
    make_due_measure("EXC01", measure_type=kind)
    opened(by=officer)

    asked = cell_of(template(), sheet="Figures", row="EXC01", heading="What to write")

    assert asked == f"A percentage such as 92.1%. {days} From 0.0% to 100.0%."


def test_each_service_gets_a_workbook_of_its_own_measures(officer: User, command: Command, tmp_path: Path) -> None:
    make_due_measure("EXC01")
    make_due_measure("LEG01", service=make_service("Legal", directorate=make_directorate("Governance")))
    opened(by=officer)

    done = command("returns-template", *Q2, "--out", tmp_path / "out", "--json")

    written = json.loads(done.out)["workbooks"]
    assert [(one["service"], one["figures"]) for one in written] == [("exchequer-and-transactional", 1), ("legal", 1)]
    sheet = load_workbook(tmp_path / "out" / "legal-2019-20-q2.xlsx")["Figures"]
    assert [sheet.cell(row, 1).value for row in range(5, sheet.max_row + 1)] == ["LEG01"]


def test_a_service_that_is_not_known_is_refused_with_those_that_are(
    officer: User, command: Command, tmp_path: Path
) -> None:
    make_due_measure("EXC01")
    opened(by=officer)

    done = command("returns-template", *Q2, "--service", "magic", "--out", tmp_path)

    assert done.status == 1
    assert "Services known: exchequer-and-transactional." in done.err


@pytest.mark.parametrize(
    ("out", "said"),
    [
        ("afile", "afile is no folder; name another."),
        ("afile/sub", "afile/sub cannot be written: Not a directory."),
        ("/proc/zz", "/proc/zz cannot be written: No such file or directory."),
    ],
)
def test_a_folder_that_cannot_be_made_is_named(
    *, out: str, said: str, officer: User, command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_due_measure("EXC01")
    opened(by=officer)
    monkeypatch.chdir(tmp_path)
    Path("afile").touch()

    done = command("returns-template", *Q2, "--out", out)

    assert (done.status, done.err) == (1, f"{said}\n")


@pytest.mark.parametrize("name", ["returned-libreoffice.xlsx", "returned-libreoffice.ods"])
def test_a_workbook_saved_by_libreoffice_is_read_to_the_last_cell(
    lead: User, officer: User, command: Command, name: str
) -> None:
    make_tiny_partnership(by=officer)

    done = command("import-returns", FILES / name, *Q2, *BY_LEAD)

    assert done.err == ""
    invoices, days, savings, register, words = (
        figure_named(ref) for ref in ("EXC01", "EXC02", "FIN01", "LEG01", "LEG02")
    )
    assert invoices.value is not None
    assert invoices.value.value == percentage_of(Decimal(1595), Decimal(1733))
    assert invoices.value.forecast == FORECAST
    assert days.value is not None
    assert (days.value.value, days.value.provisional) == (Decimal("19.5"), True)
    assert savings.value is not None
    assert (savings.value.value, savings.value.stated) == (Decimal("5.4"), "amber")
    assert register.value is not None
    assert register.value.value == 1
    assert words.value is not None
    assert words.value.text == "The first of three phases went live on 2 September."
    assert invoices.words is not None
    assert invoices.words.reasons == "Two vacancies.\n• One was filled in September."
    assert invoices.words.back_on_track == "31 March 2020"
    assert RemedialAction.objects.get(figure=invoices).action.words == "Fill the second vacancy"
    assert PromiseAnswer.objects.get(action_id=PROMISE).words == "One of two was recruited."


@pytest.mark.parametrize("name", ["returned-libreoffice.xlsx", "returned-libreoffice.ods"])
def test_what_libreoffice_saved_says_nothing_other_than_what_was_filled_in(
    lead: User, officer: User, command: Command, tmp_path: Path, name: str
) -> None:
    make_tiny_partnership(by=officer)
    command("import-returns", saved(tmp_path, filled_tiny_workbook()), *Q2, *BY_LEAD)

    done = command("import-returns", FILES / name, *Q2, *BY_LEAD, "--json")

    assert json.loads(done.out)["changes"] == []


def test_libreoffice_keeps_the_words_beside_the_cells() -> None:
    book = load_workbook(FILES / "returned-libreoffice.xlsx")

    prompts = {rule.prompt for rule in book["Figures"].data_validations.dataValidation}

    assert {column.wants for column in TO_READ[0].columns if column.wants} <= prompts


def test_a_figure_of_the_whole_partnership_is_asked_for_under_that_name(officer: User) -> None:
    make_due_measure("STR01", measure={"whole_partnership": True})
    opened(by=officer)

    assert cell_of(template(), sheet="Figures", row="STR01", heading="Council") == "Whole partnership"


def test_two_open_quarters_have_their_own_workbooks(lead: User, officer: User) -> None:
    measure = make_due_measure("EXC01")
    make_council("Newham")
    opened(by=officer)
    opened(Q3, by=officer)
    give(measure, "92.1", by=lead)

    assert cell_of(template(Q3), sheet="Figures", row="EXC01", heading="Quarter") == "2019-20 Q3"
    assert cell_of(template(Q3), sheet="Figures", row="EXC01", heading="Last quarter") == "92.1%"
