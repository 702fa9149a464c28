"""Real receipts, from the register to the pack: the profile decides what the committee is told."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from goldenthread.domain.measures import MeasureType, Polarity, YearEndRule
from goldenthread.domain.rating import RatingInputs, compile_policy, shipped_policies
from goldenthread.domain.targets import ProfileKind, profile
from goldenthread.domain.units import Unit
from tests.terminal_runs import Command, Outcome
from tests.three_boroughs import COUNCILS, Receipts, read_receipts, write_history, write_register, write_targets

RECEIPTS = "data/council-tax-receipts-partners.csv"
pytestmark = pytest.mark.needs_shared(RECEIPTS)
ROUND = ("--year", "2019-20", "--quarter", "Q2")


@pytest.fixture
def receipts(shared: Path) -> Receipts:
    return read_receipts(shared / RECEIPTS)


def test_targets_profiled_from_history_rate_the_second_quarter_as_it_was(
    command: Command, receipts: Receipts, tmp_path: Path
) -> None:
    pack = run_the_quarter(command, receipts, tmp_path, profile="from history")

    # Each council's own share of the year by September, on the mean of three years: Newham is 0.89%
    # behind it, Havering 0.22%, Bexley 0.99%; within 0.5% is amber.
    assert ratings_in(pack) == {"Newham": "red", "Havering": "amber", "Bexley": "red"}


def test_a_straight_line_rates_the_same_quarter_green_for_every_council(
    command: Command, receipts: Receipts, tmp_path: Path
) -> None:
    pack = run_the_quarter(command, receipts, tmp_path, profile="straight line")

    assert ratings_in(pack) == {"Newham": "green", "Havering": "green", "Bexley": "green"}


@pytest.mark.parametrize("quarter", [1, 2, 3, 4])
@pytest.mark.parametrize("council", list(COUNCILS))
def test_a_straight_line_rates_every_council_green_all_year(receipts: Receipts, council: str, quarter: int) -> None:
    year = [Decimal(value) for value in receipts[council]["2019-20"]]
    line = profile(
        kind=ProfileKind.STRAIGHT_LINE,
        annual=year[3],
        decimals=0,
        unit=Unit.GBP_THOUSAND,
        measure_type=MeasureType.CUMULATIVE,
        year_end_rule=YearEndRule.LAST,
    )
    rate = compile_policy(shipped_policies()["own-tolerance"])

    rating = rate(
        RatingInputs(
            polarity=Polarity.HIGHER,
            value=year[quarter - 1],
            unit=Unit.GBP_THOUSAND,
            decimals=0,
            measure_type=MeasureType.CUMULATIVE,
            target=line.quarters[quarter - 1],
        )
    )

    assert rating.code == "green"


def run_the_quarter(command: Command, receipts: Receipts, tmp_path: Path, *, profile: str) -> Path:
    """Register, history, round, a returned workbook, rating and pack, by the commands that an officer uses."""
    officer, lead = ("--by", "officer@example.org"), ("--by", "lead@example.org")
    admin = ("--by", "admin@example.org", "--at", "2019-04-01")
    done(command("import-register", write_register(tmp_path / "register"), *admin))
    done(command("import-history", write_history(tmp_path / "history.csv", receipts), *admin))
    done(command("import-register", write_targets(tmp_path / "targets.csv", receipts, profile=profile), *admin))
    done(command("open-round", *ROUND, *officer, "--at", "2019-10-01"))
    done(command("returns-template", *ROUND, "--out", tmp_path / "templates"))
    (template,) = (tmp_path / "templates").glob("*.xlsx")
    fill_in(template, receipts)
    done(command("import-returns", template, *ROUND, *lead, "--at", "2019-10-14"))
    done(command("submit", *ROUND, "--service", "council-tax", *lead, "--at", "2019-10-15"))
    done(command("sign-off", *ROUND, "--service", "council-tax", "--by", "head@example.org", "--at", "2019-10-16"))
    done(command("freeze", *ROUND, *officer, "--at", "2019-10-17"))
    done(command("pack", *ROUND, "--audience", "joint-committee", "--out", tmp_path / "pack"))
    return tmp_path / "pack"


def fill_in(template: Path, receipts: Receipts) -> None:
    """Each council's receipts by the end of September, typed into the workbook's value column."""
    workbook = openpyxl.load_workbook(template)
    sheet = workbook["Figures"]
    headings = {
        str(cell.value): cell for row in sheet.iter_rows() for cell in row if cell.value in ("Council", "Value")
    }
    council_column, value_column = headings["Council"].column, headings["Value"].column
    for row in range(headings["Value"].row + 1, sheet.max_row + 1):
        council = sheet.cell(row, council_column).value
        if council in COUNCILS:
            sheet.cell(row, value_column).value = receipts[str(council)]["2019-20"][1]
    workbook.save(template)


def done(outcome: Outcome) -> None:
    assert outcome.status == 0, outcome.err + outcome.out


def ratings_in(pack: Path) -> dict[str, str]:
    """Each council's rating, from the pack's tidy rows."""
    (table,) = pack.glob("*.csv")
    with table.open(encoding="utf-8-sig", newline="") as file:
        return {row["council"]: row["rating"] for row in csv.DictReader(file)}
