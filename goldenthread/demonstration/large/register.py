"""What a made-up partnership of any size measures, year by year: its register and its committee's record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from goldenthread.committee.forms import CommitteeRecord, DecisionRecord, ItemRecord, MeetingRecord
from goldenthread.demonstration.chance import whole_number
from goldenthread.domain.cards import Frequency, Level
from goldenthread.domain.measures import MeasureType, Polarity, ToleranceUnit, YearEndRule
from goldenthread.domain.periods import FinancialYear, Quarter
from goldenthread.domain.units import Unit
from goldenthread.indicators.forms.sheets import IndicatorRow, ListEntryRow, ListRow, MeasureRow, Register, TargetRow
from goldenthread.partnership.forms import (
    AppointmentRow,
    CouncilRow,
    DirectorateRow,
    PartnershipRow,
    PersonRow,
    ProvisionRow,
    ServiceRow,
)

NAME = "Sample partnership"
NOTE = "A sample for measuring speed: councils, people, targets, figures and words are made up."
OFFICER = "officer@sample.example.org"
CLERK = "clerk@sample.example.org"
COMMITTEE = "sample-joint-committee"
COUNCILS = (("ashby", "Ashby", "E09000101"), ("birch", "Birch", "E09000102"), ("cedar", "Cedar", "E09000103"))
POLICY, OWN_POLICY = "own-tolerance", "relative-tolerance"
LAG_DAYS = 21
_DIRECTORATES = 5
_MEASURES_IN_A_SERVICE = 60
_FEWEST_SERVICES, _MOST_SERVICES = 2, 40
_SUBJECTS = (
    "Invoices paid in time", "Calls answered in time", "Letters answered in time", "Days to fill a post",
    "Complaints answered in time", "Repairs finished in time", "Days to decide a claim", "Rent collected",
    "Requests closed at first contact", "Days to recover a debt",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Kind:
    """What a measure of a kind is in, and where it aims."""

    unit: Unit
    polarity: Polarity
    target: str
    tolerance: str
    spread: str  # how far off the target what is neither red nor amber may be
    maximum: str = ""


SHARE = Kind(
    unit=Unit.PERCENTAGE, polarity=Polarity.HIGHER, target="90.0", tolerance="3.0", spread="5.0", maximum="100"
)
DAYS = Kind(unit=Unit.DAYS, polarity=Polarity.LOWER, target="30.0", tolerance="3.0", spread="5.0")


@dataclass(frozen=True, kw_only=True)
class Plan:
    """How large the sample is: so many measures, through so many financial years, the last of them 2019-20; and so many
    meetings of a committee with its papers."""

    measures: int
    years: int
    meetings: int = 0

    @property
    def financial_years(self) -> tuple[FinancialYear, ...]:
        return tuple(FinancialYear(2020 - self.years + number) for number in range(self.years))

    @property
    def quarters(self) -> tuple[Quarter, ...]:
        return tuple(quarter for year in self.financial_years for quarter in year.quarters)

    @property
    def begins(self) -> date:
        return self.financial_years[0].first_day

    @property
    def services(self) -> tuple[str, ...]:
        """Names of the services: more where there is more to measure."""
        wanted = min(max(self.measures // _MEASURES_IN_A_SERVICE, _FEWEST_SERVICES), _MOST_SERVICES)
        return tuple(f"Sample service {number:02}" for number in range(1, wanted + 1))

    @property
    def scopes(self) -> tuple[tuple[str, str], ...]:
        """Reference of the indicator and name of the council, of each measure."""
        refs = (f"SMP{number:04}" for number in range(1, self.measures + 1))
        pairs = ((ref, name) for ref in refs for _, name, _ in COUNCILS)
        return tuple(islice(pairs, self.measures))

    @property
    def refs(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(ref for ref, _ in self.scopes))

    def service_of(self, ref: str) -> str:
        return self.services[int(ref[3:]) % len(self.services)]


def kind_of(ref: str) -> Kind:
    """Every third indicator is in days."""
    return DAYS if int(ref[3:]) % 3 == 0 else SHARE


def slug_of(service: str) -> str:
    """ "sample-service-01"."""
    return service.lower().replace(" ", "-")


def lead_of(service: str) -> str:
    """The address of the person who returns for a service."""
    return f"{slug_of(service)}@sample.example.org"


def director_of(number: int) -> str:
    """The address of the person who signs off for a directorate."""
    return f"director-{number}@sample.example.org"


def directorates_of(plan: Plan) -> dict[int, tuple[str, ...]]:
    """The services of each directorate, by its number from 1; none without a service."""
    groups: dict[int, list[str]] = {}
    for place, service in enumerate(plan.services):
        groups.setdefault(place % _DIRECTORATES + 1, []).append(service)
    return {number: tuple(services) for number, services in groups.items()}


def meeting_of(quarter: Quarter) -> date:
    """The committee meets in the third month after the quarter, on the 20th."""
    following = quarter.next.first_day
    return following.replace(month=following.month + 2, day=20)


def agreed_on(year: FinancialYear) -> date:
    """The day of the meeting that agrees a year's list."""
    return year.first_day.replace(month=3, day=1)


def record_of(year: FinancialYear) -> CommitteeRecord:
    """The committee's meetings of a year: the one before it that agrees its list, and one for each quarter's report."""
    words = f"To agree the list of {year.label}. {NOTE}"
    agreed = ItemRecord(
        number="1",
        title=f"Indicators for {year.label} (illustrative)",
        decisions=(DecisionRecord(number="1", parent="", verb="agreed", text=words),),
    )
    reports = tuple(
        MeetingRecord(date=meeting_of(quarter), venue="", source=NOTE, items=()) for quarter in year.quarters
    )
    return CommitteeRecord(
        slug=COMMITTEE,
        name="Sample Joint Committee",
        meetings=(MeetingRecord(date=agreed_on(year), venue="", source=NOTE, items=(agreed,)), *reports),
    )


def first_register(plan: Plan) -> Register:
    """Everything but the years' lists and targets."""
    begins = plan.begins
    return Register(
        partnership=(
            PartnershipRow(name=NAME, report_author="Sample officer", report_contact=OFFICER, illustrative_note=NOTE),
        ),
        councils=tuple(
            CouncilRow(
                slug=slug,
                name=name,
                full_name=f"{name} Council",
                short_name=name[:3].upper(),
                gss_code=code,
                order=order,
            )
            for order, (slug, name, code) in enumerate(COUNCILS, start=1)
        ),
        directorates=tuple(
            DirectorateRow(slug=f"directorate-{number}", name=f"Sample directorate {number}")
            for number in directorates_of(plan)
        ),
        services=tuple(
            ServiceRow(
                slug=slug_of(service),
                name=service,
                directorate=f"Sample directorate {place % _DIRECTORATES + 1}",
                order=place + 1,
            )
            for place, service in enumerate(plan.services)
        ),
        provision=tuple(
            ProvisionRow(service=service, council=name, starts_on=begins, extent="whole")
            for service in plan.services
            for _, name, _ in COUNCILS
        ),
        people=tuple(PersonRow(email=one.email, name=one.post) for one in _appointments(plan)),
        appointments=tuple(_appointments(plan)),
        indicators=tuple(_indicator(plan, ref=ref) for ref in plan.refs),
        measures=tuple(
            MeasureRow(
                ref=ref,
                council=name,
                starts_on=begins,
                policy=POLICY,
                own_policy=OWN_POLICY if name == COUNCILS[0][1] else "",
                owner_post=f"Head of {plan.service_of(ref)}",
                sign_off_post=_director_post(plan, service=plan.service_of(ref)),
            )
            for ref, name in plan.scopes
        ),
        file="load-sample",
    )


def register_of_year(plan: Plan, year: FinancialYear) -> Register:
    """The year's list, agreed by the committee, and its targets."""
    return Register(
        lists=(
            ListRow(year=str(year), title="Sample list of indicators", decision=f"{COMMITTEE}/{agreed_on(year)}/1/1"),
        ),
        list_entries=tuple(
            ListEntryRow(year=str(year), ref=ref, council=name, on_list="yes") for ref, name in plan.scopes
        ),
        targets=tuple(_target(ref, council=name, year=year) for ref, name in plan.scopes),
        file=f"load-sample {year}",
    )


def _appointments(plan: Plan) -> Iterator[AppointmentRow]:
    begins = plan.begins.replace(year=plan.begins.year - 1)
    whole = (
        (OFFICER, "performance officer", "Sample officer"),
        (CLERK, "committee clerk", "Sample clerk"),
        ("administrator@sample.example.org", "administrator", "Sample administrator"),
        ("member@sample.example.org", "member", "Sample member"),
        ("auditor@sample.example.org", "auditor", "Sample auditor"),
    )
    for email, role, post in whole:
        yield AppointmentRow(email=email, role=role, post=post, starts_on=begins)
    for slug, name, _ in COUNCILS:
        post = f"Section 151 Officer, {name}"
        yield AppointmentRow(
            email=f"s151-{slug}@sample.example.org",
            role="section 151 officer",
            post=post,
            council=name,
            starts_on=begins,
        )
        post = f"Partner lead, {name}"
        yield AppointmentRow(
            email=f"lead-{slug}@sample.example.org", role="partner lead", post=post, council=name, starts_on=begins
        )
    for number in directorates_of(plan):
        yield AppointmentRow(
            email=director_of(number),
            role="director",
            post=f"Director {number}",
            directorate=f"Sample directorate {number}",
            starts_on=begins,
        )
    for service in plan.services:
        yield AppointmentRow(
            email=lead_of(service), role="service lead", post=f"Head of {service}", service=service, starts_on=begins
        )


def _director_post(plan: Plan, *, service: str) -> str:
    return f"Director {plan.services.index(service) % _DIRECTORATES + 1}"


def _indicator(plan: Plan, *, ref: str) -> IndicatorRow:
    kind = kind_of(ref)
    subject = _SUBJECTS[int(ref[3:]) % len(_SUBJECTS)]
    is_share = kind is SHARE
    return IndicatorRow(
        ref=ref,
        starts_on=plan.begins,
        service=plan.service_of(ref),
        title=f"{subject}, sample {int(ref[3:])}",
        definition=f"{subject}, as a sample counts it.",
        numerator="Cases done in time" if is_share else "",
        denominator="All cases" if is_share else "",
        numerator_in_denominator=is_share,
        unit=kind.unit,
        decimals=1,
        polarity=kind.polarity,
        measure_type=MeasureType.PERIOD,
        frequency=Frequency.QUARTERLY,
        year_end_rule=YearEndRule.RATIO if is_share else YearEndRule.LAST,
        minimum="0",
        maximum=f"{kind.maximum}%" if kind.maximum else "",
        lag_days=LAG_DAYS,
        level=Level.STRATEGIC if whole_number(ref, "strategic", below=60) == 0 else Level.OPERATIONAL,
        illustrative_note="Illustrative: a sample for measuring speed",
    )


def _target(ref: str, *, council: str, year: FinancialYear) -> TargetRow:
    kind = kind_of(ref)
    return TargetRow(
        ref=ref,
        council=council,
        year=str(year),
        kind="number",
        annual=f"{kind.target}%" if kind is SHARE else kind.target,
        tolerance=kind.tolerance,
        tolerance_unit=ToleranceUnit.POINTS,
        illustrative=True,
    )
