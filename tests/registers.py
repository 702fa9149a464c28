"""Registers as files would say them, row by row."""

from __future__ import annotations

from typing import Any

from goldenthread.domain.cards import Frequency, Level
from goldenthread.domain.measures import MeasureType, Polarity, ToleranceUnit, YearEndRule
from goldenthread.domain.units import Unit
from goldenthread.indicators.forms.sheets import (
    IndicatorRow,
    ListEntryRow,
    ListRow,
    MeasureRow,
    Register,
    TargetRow,
)
from goldenthread.partnership.forms import (
    AppointmentRow,
    CouncilRow,
    DirectorateRow,
    PartnershipRow,
    PersonRow,
    ProvisionRow,
    ServiceRow,
)
from tests.world import GSS, SHORT, START


def make_register(**sheets: Any) -> Register:
    """A small register as a file would say it, kept by `officer@example.org`; sheets that are given replace its own.

    Newham and Havering get Exchequer, Havering alone gets Passenger Transport. EXC01 is measured for
    both, PAS01 for Havering; both are on the list of 2019-20, which no decision has agreed yet.
    """
    defaults: dict[str, Any] = {
        "partnership": (
            PartnershipRow(name="oneSource", report_author="Performance officer", report_contact="Extension 1"),
        ),
        "councils": tuple(
            CouncilRow(
                slug=name.casefold(),
                name=name,
                full_name=f"London Borough of {name}",
                short_name=SHORT[name],
                gss_code=GSS[name],
                order=order,
                clearance_required=name == "Havering",
            )
            for order, name in enumerate(("Newham", "Havering"), start=1)
        ),
        "directorates": (DirectorateRow(slug="finance", name="Finance"),),
        "services": (
            ServiceRow(slug="exchequer", name="Exchequer", directorate="Finance", order=1),
            ServiceRow(slug="passenger-transport", name="Passenger Transport", directorate="Finance", order=2),
        ),
        "provision": tuple(
            ProvisionRow(service=service, council=council, starts_on=START, extent="whole")
            for service, council in (
                ("Exchequer", "Newham"),
                ("Exchequer", "Havering"),
                ("Passenger Transport", "Havering"),
            )
        ),
        "people": (PersonRow(email="officer@example.org", name="Performance officer"),),
        "appointments": (
            AppointmentRow(
                email="officer@example.org", role="performance officer", post="Performance officer", starts_on=START
            ),
        ),
        "indicators": (
            make_indicator_row("EXC01"),
            make_indicator_row("PAS01", service="Passenger Transport", title="Journeys on time"),
        ),
        "measures": (
            make_measure_row("EXC01", "Newham"),
            make_measure_row("EXC01", "Havering"),
            make_measure_row("PAS01", "Havering"),
        ),
        "lists": (ListRow(year="2019-20", title="List of Performance Indicators"),),
        "list_entries": (
            ListEntryRow(year="2019-20", ref="EXC01", council="Newham", on_list="yes"),
            ListEntryRow(year="2019-20", ref="EXC01", council="Havering", on_list="yes"),
            ListEntryRow(year="2019-20", ref="PAS01", council="Havering", on_list="yes"),
        ),
        "targets": (
            make_target_row("EXC01", "Newham"),
            make_target_row("EXC01", "Havering", annual="96.5%"),
            make_target_row("PAS01", "Havering"),
        ),
    }
    return Register(**{"file": "register.xlsx", **defaults, **sheets})


def make_indicator_row(ref: str, **fields: Any) -> IndicatorRow:
    """A row of sheet Indicators: a percentage of the quarter, made of parts, higher better."""
    defaults: dict[str, Any] = {
        "starts_on": START,
        "service": "Exchequer",
        "title": "Invoices paid within 30 days",
        "definition": "Undisputed invoices paid within 30 days of receipt, as a share of all paid in the quarter.",
        "numerator": "Invoices paid within 30 days",
        "denominator": "Invoices paid",
        "numerator_in_denominator": True,
        "unit": Unit.PERCENTAGE,
        "decimals": 1,
        "polarity": Polarity.HIGHER,
        "measure_type": MeasureType.PERIOD,
        "year_end_rule": YearEndRule.RATIO,
        "frequency": Frequency.QUARTERLY,
        "level": Level.OPERATIONAL,
    }
    return IndicatorRow(ref=ref, **{**defaults, **fields})


def make_measure_row(ref: str, council: str, **fields: Any) -> MeasureRow:
    """A row of sheet Measures, from the beginning."""
    defaults: dict[str, Any] = {
        "starts_on": START,
        "policy": "own-tolerance",
        "owner_post": "Head of Exchequer",
        "sign_off_post": "Director of Finance",
    }
    return MeasureRow(ref=ref, council=council, **{**defaults, **fields})


def make_target_row(ref: str, council: str, **fields: Any) -> TargetRow:
    """A row of sheet Targets: 95% all through 2019-20, within 5 points."""
    defaults: dict[str, Any] = {
        "year": "2019-20",
        "kind": "number",
        "annual": "95%",
        "tolerance": "5",
        "tolerance_unit": ToleranceUnit.POINTS,
    }
    return TargetRow(ref=ref, council=council, **{**defaults, **fields})
