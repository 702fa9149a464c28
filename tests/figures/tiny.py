"""A tiny partnership in fixed words and numbers, for workbooks that are kept as files."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from goldenthread.accounts.models import User
from goldenthread.actions.models import Action
from goldenthread.domain.measures import MeasureType, Polarity, YearEndRule
from goldenthread.domain.units import Unit
from goldenthread.figures.models import RemedialAction
from tests.figures.quarter import OCTOBER, Q1, Q2, figure_of, make_due_measure, opened
from tests.figures.workbooks import filled, template
from tests.world import make_earlier_figure, make_partnership

PROMISE = 4101  # the number of the promised action, which the workbook carries


def make_tiny_partnership(*, by: User) -> None:
    """Five measures of every kind that a sheet asks for differently, Q1 with a promise, and Q2 open."""
    make_partnership()
    invoices = make_due_measure(
        "EXC01",
        numerator_label="Invoices paid in 30 days",
        denominator_label="Invoices paid",
        numerator_in_denominator=True,
    )
    make_earlier_figure(invoices, "2018-19 Q2", "91.4")
    opened(Q1, by=by, at=OCTOBER.replace(month=7))
    RemedialAction.objects.create(
        figure=figure_of(invoices, Q1),
        action=Action.objects.create(
            pk=PROMISE,
            words="Recruit two officers",
            owner_post="Head of Exchequer",
            first_due_on=date(2019, 9, 30),
            due_on=date(2019, 9, 30),
            made_at=OCTOBER.replace(month=7),
        ),
    )
    make_due_measure(
        "EXC02",
        annual="18",
        tolerance="2",
        title="Days to process a new claim",
        unit=Unit.DAYS,
        polarity=Polarity.LOWER,
        maximum=None,
    )
    make_due_measure(
        "FIN01",
        annual="9.4",
        tolerance=None,
        title="Savings achieved",
        unit=Unit.GBP_MILLION,
        decimals=2,
        measure_type=MeasureType.CUMULATIVE,
        year_end_rule=YearEndRule.LAST,
        minimum=None,
        maximum=None,
    )
    make_due_measure(
        "LEG01",
        annual="1",
        tolerance=None,
        title="Register of interests published",
        unit=Unit.YES_NO,
        decimals=0,
        year_end_rule=YearEndRule.LAST,
        minimum=None,
        maximum=None,
    )
    make_due_measure(
        "LEG02",
        annual=None,
        title="Progress of the case system",
        unit=Unit.TEXT,
        decimals=0,
        polarity=Polarity.NONE,
        year_end_rule=YearEndRule.LAST,
        minimum=None,
        maximum=None,
    )
    opened(Q2, by=by)


def filled_tiny_workbook() -> bytes:
    """The workbook of Q2 with every sheet filled in; needs `make_tiny_partnership`."""
    return filled(
        template(),
        {
            "Figures": {
                "EXC01": {"Numerator": 1595, "Denominator": 1733, "Year-end forecast": (0.935, "0.0%")},
                "EXC02": {"Value": 19.5, "Provisional?": "Yes", "Note to the officer": "One team still to report."},
                "FIN01": {"Value": "£5.4m", "Own judgement": "Amber"},
                "LEG01": {"Value": "Yes"},
                "LEG02": {"Value": "The first of three phases went live on 2 September."},
            },
            "Exceptions": {
                "EXC01": {
                    "Reasons for the level of performance": "Two vacancies.\n• One was filled in September.",
                    "Back on track by": date(2020, 3, 31),
                },
            },
            "Actions": {
                "+1": {
                    "Ref": "EXC01",
                    "Council": "Havering",
                    "What will be done": "Fill the second vacancy",
                    "Who": "Head of Exchequer",
                    "By when": date(2019, 12, 31),
                },
            },
            "Last quarter's actions": {
                "EXC01": {
                    "How it went": "Late",
                    "What happened": "One of two was recruited.",
                    "New date": date(2019, 12, 31),
                },
            },
        },
    )


FORECAST = Decimal("93.5")
