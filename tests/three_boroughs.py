"""The three boroughs' official council tax receipts, as a register and a history of their own.

A partnership in which all three get the service, unlike the real one: the receipts are published for
all three, and are the best real input there is. The target of 2019/20 is the year's own total, which
nobody could have known: so only the shape of the profile decides the rating.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from itertools import accumulate
from pathlib import Path

COUNCILS = {
    "Newham": ("newham", "London Borough of Newham", "LBN", "E09000025", 1),
    "Havering": ("havering", "London Borough of Havering", "LBH", "E09000016", 2),
    "Bexley": ("bexley", "London Borough of Bexley", "LBB", "E09000004", 3),
}
SERVICE = "Council Tax and Benefits"
REF = "CTB01"
SOURCE = "DLUHC, Receipts of Council Taxes: England, April 2010 to March 2023"

# Year to date, by council and year: "2019-20" -> four running totals in £000.
Receipts = dict[str, dict[str, list[int]]]


def read_receipts(path: Path) -> Receipts:
    """The running totals of each council and year."""
    quarters: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["authority"] in COUNCILS:
                quarters[row["authority"]][row["financial_year"]].append(int(row["receipts_gbp_thousand"]))
    return {
        council: {year: list(accumulate(values)) for year, values in years.items()}
        for council, years in quarters.items()
    }


def write_register(folder: Path) -> Path:
    """The register as a folder of CSV files, without targets, which may want the history first."""
    folder.mkdir()
    _write(
        folder / "partnership.csv",
        [{"Name": "Three boroughs", "Report author": "Performance Officer", "Report contact": "officer@example.org"}],
    )
    _write(
        folder / "councils.csv",
        [
            {"Slug": slug, "Name": name, "Full name": full, "Short name": short, "GSS code": gss, "Order": order}
            for name, (slug, full, short, gss, order) in COUNCILS.items()
        ],
    )
    _write(folder / "directorates.csv", [{"Slug": "exchequer", "Name": "Exchequer"}])
    _write(
        folder / "services.csv",
        [{"Slug": "council-tax", "Name": SERVICE, "Directorate": "Exchequer", "Order": 1}],
    )
    _write(
        folder / "provision.csv",
        [{"Service": SERVICE, "Council": council, "From": "2014-04-01", "Extent": "whole"} for council in COUNCILS],
    )
    people = {
        "officer@example.org": ("Performance Officer", "performance officer"),
        "admin@example.org": ("Administrator", "administrator"),
        "lead@example.org": ("Head of Council Tax", "service lead"),
        "head@example.org": ("Director of Exchequer", "director"),
    }
    _write(folder / "people.csv", [{"Email": email, "Name": post} for email, (post, _) in people.items()])
    _write(
        folder / "appointments.csv",
        [{"Email": email, "Role": role, "Post": post, "From": "2014-04-01"} for email, (post, role) in people.items()],
    )
    _write(
        folder / "indicators.csv",
        [
            {
                "Ref": REF,
                "From": "2014-04-01",
                "Service": SERVICE,
                "Title": "Council tax receipts (£000, all years)",
                "Definition": "Council tax received in the year to date, of every year's tax, net of refunds",
                "Unit": "gbp-thousand",
                "Better": "higher",
                "Measure type": "cumulative",
                "Frequency": "quarterly",
                "Year-end rule": "last",
                "Data source": SOURCE,
                "Level": "operational",
            }
        ],
    )
    _write(
        folder / "measures.csv",
        [
            {
                "Ref": REF,
                "Council": council,
                "From": "2014-04-01",
                "Policy": "own-tolerance",
                "Owner post": "Head of Council Tax",
                "Sign-off post": "Director of Exchequer",
            }
            for council in COUNCILS
        ],
    )
    _write(folder / "lists.csv", [{"Year": "2019-20", "Title": "List of Performance Indicators"}])
    _write(
        folder / "list-entries.csv",
        [{"Year": "2019-20", "Ref": REF, "Council": council, "On list": "yes"} for council in COUNCILS],
    )
    return folder


def write_history(path: Path, receipts: Receipts) -> Path:
    """Four years of receipts, year to date."""
    _write(
        path,
        [
            {
                "Ref": REF,
                "Council": council,
                "Period": f"{year} Q{number}",
                "Value": value,
                "Source": SOURCE,
            }
            for council in COUNCILS
            for year, values in receipts[council].items()
            if "2015-16" <= year <= "2018-19"
            for number, value in enumerate(values, start=1)
        ],
    )
    return path


def write_targets(path: Path, receipts: Receipts, *, profile: str) -> Path:
    """Each council's target; `profile` is "from history" or "straight line"."""
    _write(
        path,
        [
            {
                "Ref": REF,
                "Council": council,
                "Year": "2019-20",
                "Kind": "number",
                "Annual": receipts[council]["2019-20"][3],
                "Profile": profile,
                "History years": "2016-17, 2017-18, 2018-19" if profile == "from history" else "",
                "Tolerance": "0.5",
                "Tolerance unit": "percent",
                "Source": "The year's own total: only the shape of the profile is tried",
            }
            for council in COUNCILS
        ],
    )
    return path


def _write(path: Path, rows: list[dict[str, object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
