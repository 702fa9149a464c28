"""The people and measures of a random life of the record: two councils, one of them with its own policy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from goldenthread.accounts.models import User
from goldenthread.domain.measures import MeasureType, Polarity, YearEndRule
from goldenthread.domain.units import ReadingKind, Unit, percentage_of, print_value
from goldenthread.figures.queries.returned import ReturnedReading
from goldenthread.indicators.models import Measure
from tests.figures.quarter import make_decision_once, make_due_measure
from tests.world import (
    make_agreed_list,
    make_appointment,
    make_council,
    make_decision,
    make_directorate,
    make_indicator,
    make_item,
    make_measure,
    make_meeting,
    make_partnership,
    make_person,
    make_policy,
    make_service,
    make_target,
)

CASES = Decimal(120)  # the denominator of every share
RATIO_REF = "EXC01"
DECIDED_ON = date(2020, 7, 10)  # of the next year's list
MEETINGS = (date(2019, 10, 18), date(2020, 2, 7), date(2020, 6, 26), date(2020, 10, 16))  # that rounds may be moved to


@dataclass(frozen=True, kw_only=True)
class Cast:
    """Who does what."""

    lead: User
    director: User
    officer: User
    clerk: User
    treasurer: User
    member: User


def make_cast() -> Cast:
    havering = make_council("Havering", clearance_required=True)
    lead, director, officer = make_person("Lead"), make_person("Director"), make_person("Officer")
    clerk, treasurer, member = make_person("Clerk"), make_person("Treasurer"), make_person("Member")
    make_appointment(lead, role="service-lead", post="Head of Exchequer", service=make_service())
    make_appointment(director, role="director", post="Director of Finance", directorate=make_directorate())
    make_appointment(officer, role="performance-officer", post="Performance Officer")
    make_appointment(clerk, role="committee-clerk", post="Committee Clerk")
    make_appointment(treasurer, role="section-151-officer", post="Treasurer", council=havering)
    make_appointment(member, role="member", post="Member")
    return Cast(lead=lead, director=director, officer=officer, clerk=clerk, treasurer=treasurer, member=member)


def make_measures() -> tuple[Measure, ...]:
    """Complaints and a share of Havering's, the same share and a running total of Newham's, and one of all together."""
    make_partnership()
    havering, newham = make_council("Havering"), make_council("Newham")
    complaints = make_due_measure(
        "COM01",
        annual="140",
        tolerance="5",
        target={"profile": "typed", "quarters": ("35", "35", "35", "35")},
        title="Complaints upheld",
        unit=Unit.COUNT,
        decimals=0,
        polarity=Polarity.LOWER,
        year_end_rule=YearEndRule.SUM,
        maximum=None,
        measure={"council": havering, "own_policy": make_policy("on-off-track")},
    )
    share = make_due_measure(
        RATIO_REF,
        annual="40.0",
        numerator_label="Invoices paid in 30 days",
        denominator_label="Invoices paid",
        numerator_in_denominator=True,
        year_end_rule=YearEndRule.RATIO,
        measure={"council": havering, "own_policy": make_policy("on-off-track")},
    )
    also = make_measure(indicator=share.indicator, council=newham)
    make_target(also, "35.0", tolerance="5")
    make_agreed_list(also, decision=make_decision_once())
    total = make_due_measure(
        "FIN01",
        annual="80",
        tolerance="10",
        target={"profile": "straight-line", "quarters": ("20", "40", "60", "80")},
        title="Savings achieved",
        unit=Unit.COUNT,
        decimals=0,
        measure_type=MeasureType.CUMULATIVE,
        year_end_rule=YearEndRule.LAST,
        maximum=None,
        measure={"council": newham},
    )
    whole = make_measure(indicator=make_indicator("STR01", title="Staff who would stay"), whole_partnership=True)
    make_target(whole, "40.0", tolerance="5")
    return (complaints, share, also, total, whole)


def make_decisions() -> tuple[str, str]:
    """References of a decision that agrees the next year's list, and of one that only notes something."""
    for day in MEETINGS:
        make_meeting(on=day)
    item = make_item(meeting=make_meeting(on=DECIDED_ON))
    agrees = make_decision(item=item, number="1", text="To agree the list of Performance Indicators for 2020/21.")
    notes = make_decision(item=item, number="2", verb="noted", text="To note the report.")
    return agrees.reference, notes.reference


def reading_of(measure: Measure, number: int, *, provisional: bool, forecast: int | None = None) -> ReturnedReading:
    """A value of the measure; a share is so many of all the cases."""
    is_share = measure.indicator.ref == RATIO_REF
    value = percentage_of(Decimal(number), CASES) if is_share else Decimal(number)
    unit = Unit.PERCENTAGE if is_share else Unit.COUNT
    return ReturnedReading(
        kind=ReadingKind.VALUE,
        value=value,
        text=print_value(value, unit=unit, decimals=1 if is_share else 0),
        numerator=Decimal(number) if is_share else None,
        denominator=CASES if is_share else None,
        provisional=provisional,
        forecast=None if forecast is None else Decimal(forecast),
    )


def secret_reasons(figure: int) -> str:
    """A word that stands in the reasons of this figure alone."""
    return f"Zebrafinch{_letters(figure)}"


def secret_action(figure: int) -> str:
    """A word that stands in the actions of this figure alone."""
    return f"Yellowhammer{_letters(figure)}"


def _letters(number: int) -> str:
    """A number in letters: an edit of words adds no number."""
    return "".join("abcdefghij"[int(digit)] for digit in str(number)) + "x"
