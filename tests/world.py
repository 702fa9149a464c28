"""The rows that a test needs, each made in one line.

Every factory gives what it is not told a plain default, and makes what a row hangs on. Decimals and
days may be given as text.
"""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.utils.text import slugify

from goldenthread.accounts.models import User
from goldenthread.accounts.operations import add_person
from goldenthread.committee.models import AgendaItem, Committee, Decision, Meeting
from goldenthread.domain.cards import Card, card_as_dict
from goldenthread.domain.measures import MeasureType, Polarity, YearEndRule
from goldenthread.domain.plain import sha256_of
from goldenthread.domain.rating import read_policy, shipped_policies
from goldenthread.domain.units import Unit
from goldenthread.indicators.models import (
    Accountability,
    AgreedList,
    Definition,
    EarlierFigure,
    Indicator,
    ListEntry,
    Measure,
    RatingPolicy,
    Target,
)
from goldenthread.partnership.models import Appointment, Council, Directorate, Partnership, Provision, Service

# When everything was set up, and the moment of a test that is told no other.
START = date(2014, 4, 1)
NOW = datetime(2019, 10, 14, 9, 30, tzinfo=UTC)
GSS = {"Newham": "E09000025", "Havering": "E09000016", "Bexley": "E09000004"}
SHORT = {"Newham": "LBN", "Havering": "LBH", "Bexley": "LBB"}

_numbers = itertools.count(1)


def make_partnership(*, name: str = "oneSource", **fields: Any) -> Partnership:
    """The one partnership."""
    defaults = {"report_author": "Performance officer", "report_contact": "performance@example.org", **fields}
    return Partnership.objects.create(name=name, **defaults)


def make_council(name: str = "Havering", **fields: Any) -> Council:
    """A partner council; the one of that name where it is there already."""
    number = next(_numbers)
    defaults = {
        "slug": slugify(name),
        "full_name": f"London Borough of {name}",
        "short_name": SHORT.get(name, name[:3].upper()),
        "gss_code": GSS.get(name, f"E08{number:06}"),
        "position": number,
        **fields,
    }
    return Council.objects.get_or_create(name=name, defaults=defaults)[0]


def make_directorate(name: str = "Finance") -> Directorate:
    """A directorate; the one of that name where it is there already."""
    return Directorate.objects.get_or_create(name=name, defaults={"slug": slugify(name)})[0]


def make_service(name: str = "Exchequer and Transactional", *, directorate: Directorate | None = None) -> Service:
    """A service; the one of that name where it is there already."""
    found = Service.objects.filter(name=name).first()
    if found is not None:
        return found
    home = directorate or make_directorate()
    return Service.objects.create(name=name, slug=slugify(name), directorate=home, position=next(_numbers))


def make_provision(
    *,
    service: Service,
    council: Council,
    extent: str = "whole",
    parts: str = "",
    starts_on: date | str = START,
) -> Provision:
    """From a day on, the service is provided to the council so far."""
    return Provision.objects.create(
        service=service, council=council, extent=extent, parts=parts, starts_on=_day(starts_on)
    )


def make_person(name: str = "Head of Exchequer", *, email: str | None = None) -> User:
    """A person who uses the product."""
    address = email or f"{slugify(name)}-{next(_numbers)}@example.org"
    return add_person(email=address, name=name, by=None, at=NOW)


def make_appointment(
    person: User,
    *,
    role: str = "service-lead",
    post: str = "",
    council: Council | None = None,
    directorate: Directorate | None = None,
    service: Service | None = None,
    starts_on: date | str = START,
    ended_on: date | str | None = None,
) -> Appointment:
    """The person holds the role in that scope; no scope is the whole partnership."""
    return Appointment.objects.create(
        person=person,
        role=role,
        post=post or person.name,
        council=council,
        directorate=directorate,
        service=service,
        starts_on=_day(starts_on),
        ended_on=None if ended_on is None else _day(ended_on),
    )


def make_committee(name: str = "oneSource Joint Committee") -> Committee:
    """A committee; the one of that name where it is there already."""
    return Committee.objects.get_or_create(name=name, defaults={"slug": slugify(name)})[0]


def make_meeting(*, committee: Committee | None = None, on: date | str = "2019-07-12") -> Meeting:
    """A meeting of the committee on a day; the one of that day where it is there already."""
    body = committee or make_committee()
    return Meeting.objects.get_or_create(committee=body, date=_day(on))[0]


def make_item(
    *, meeting: Meeting | None = None, number: str = "9", title: str = "Performance Indicators"
) -> AgendaItem:
    """An item of the meeting's agenda; the one of that number where it is there already."""
    held = meeting or make_meeting()
    place = AgendaItem.objects.filter(meeting=held).count() + 1
    return AgendaItem.objects.get_or_create(meeting=held, number=number, defaults={"place": place, "title": title})[0]


def make_decision(
    *,
    item: AgendaItem | None = None,
    number: str = "1",
    verb: str = "agreed",
    text: str = "To agree the list of Performance Indicators for 2019/20.",
    on: date | str = "2019-07-12",
) -> Decision:
    """A decision under the item, which where not given is item 9 of the meeting `on` that day."""
    under = item or make_item(meeting=make_meeting(on=on))
    held = under.meeting
    reference = f"{held.committee.slug}/{held.date.isoformat()}/{under.number}/{number}"
    return Decision.objects.create(item=under, number=number, verb=verb, text=text, reference=reference)


def make_policy(slug: str = "own-tolerance", *, text: str | None = None, version: int | None = None) -> RatingPolicy:
    """A policy's row: of the shipped policy of that slug, or of the TOML text given. Made once for a version."""
    policy = shipped_policies()[slug] if text is None else read_policy(text)
    return RatingPolicy.objects.get_or_create(
        slug=policy.slug,
        version=policy.version if version is None else version,
        defaults={"text": policy.text, "sha256": policy.sha256},
    )[0]


def make_card(**fields: Any) -> Card:
    """A percentage of the quarter, higher better, unless told otherwise."""
    defaults: dict[str, Any] = {
        "title": "Invoices paid within 30 days",
        "definition": "Undisputed invoices paid within 30 days of receipt, as a share of all paid in the quarter.",
        "unit": Unit.PERCENTAGE,
        "decimals": 1,
        "polarity": Polarity.HIGHER,
        "measure_type": MeasureType.PERIOD,
        "year_end_rule": YearEndRule.MEAN,
        "minimum": Decimal(0),
        "maximum": Decimal(100),
    }
    return Card(**{**defaults, **fields})


def make_indicator(
    ref: str | None = None,
    *,
    service: Service | None = None,
    card: Card | None = None,
    starts_on: date | str = START,
    **card_fields: Any,
) -> Indicator:
    """An indicator with its card in force from a day; further fields are the card's."""
    indicator = Indicator.objects.create(ref=ref or f"IND{next(_numbers):03}")
    make_definition(indicator, service=service, card=card, starts_on=starts_on, **card_fields)
    return indicator


def make_definition(
    indicator: Indicator,
    *,
    service: Service | None = None,
    card: Card | None = None,
    starts_on: date | str = START,
    **card_fields: Any,
) -> Definition:
    """A version of the indicator's card from a day on."""
    written = card or make_card(**card_fields)
    return Definition.objects.create(
        indicator=indicator,
        starts_on=_day(starts_on),
        service=service or make_service(),
        card=card_as_dict(written),
        sha256=sha256_of(written),
    )


def make_measure(
    *,
    indicator: Indicator | None = None,
    council: Council | None = None,
    whole_partnership: bool = False,
    policy: RatingPolicy | None = None,
    own_policy: RatingPolicy | None = None,
    owner_post: str = "Head of Exchequer",
    sign_off_post: str = "Director of Finance",
    starts_on: date | str = START,
) -> Measure:
    """A measure for Havering, another council or the whole partnership, with who answers for it.

    The service is provided wholly from the start where nothing else has been said of it.
    """
    what = indicator or make_indicator()
    scope = None if whole_partnership else council or make_council()
    service = Definition.objects.filter(indicator=what).order_by("starts_on")[0].service
    if scope is not None and not Provision.objects.filter(service=service, council=scope).exists():
        make_provision(service=service, council=scope)
    measure = Measure.objects.create(indicator=what, council=scope)
    make_accountability(
        measure,
        policy=policy,
        own_policy=own_policy,
        owner_post=owner_post,
        sign_off_post=sign_off_post,
        starts_on=starts_on,
    )
    return measure


def make_accountability(
    measure: Measure,
    *,
    policy: RatingPolicy | None = None,
    own_policy: RatingPolicy | None = None,
    owner_post: str = "Head of Exchequer",
    sign_off_post: str = "Director of Finance",
    starts_on: date | str = START,
) -> Accountability:
    """From a day on: who answers for the measure, and the policy that rates it."""
    return Accountability.objects.create(
        measure=measure,
        starts_on=_day(starts_on),
        policy=policy or make_policy(),
        own_policy=own_policy,
        owner_post=owner_post,
        sign_off_post=sign_off_post,
    )


def make_target(
    measure: Measure,
    annual: Decimal | str | None = "95.0",
    *,
    year: str = "2019-20",
    starts_on: date | str | None = None,
    kind: str = "number",
    profile: str = "constant",
    quarters: tuple[Decimal | str, Decimal | str, Decimal | str, Decimal | str] | None = None,
    tolerance: Decimal | str | None = None,
    tolerance_unit: str = "points",
    decision: Decision | None = None,
    **fields: Any,
) -> Target:
    """A target for a year, the same in every quarter unless `quarters` says otherwise."""
    numbers = quarters or (annual, annual, annual, annual)
    q1, q2, q3, q4 = (_number(number) for number in numbers)
    return Target.objects.create(
        measure=measure,
        year=year,
        starts_on=date(int(year[:4]), 4, 1) if starts_on is None else _day(starts_on),
        kind=kind,
        annual=_number(annual),
        profile=profile,
        q1=q1,
        q2=q2,
        q3=q3,
        q4=q4,
        tolerance=_number(tolerance),
        tolerance_unit="" if tolerance is None else tolerance_unit,
        decision=decision,
        agreed_on=None if decision is None else decision.item.meeting.date,
        **{name: _number(value) if name in ("lower", "upper", "floor") else value for name, value in fields.items()},
    )


def make_agreed_list(
    *measures: Measure,
    year: str = "2019-20",
    decision: Decision | None = None,
    reporting_decision: Decision | None = None,
    title: str = "List of Performance Indicators",
) -> AgreedList:
    """The year's list with the measures on it from the year's first day; not yet agreed without a decision."""
    agreed, _ = AgreedList.objects.get_or_create(
        year=year,
        defaults={"title": title, "decision": decision, "reporting_decision": reporting_decision},
    )
    for measure in measures:
        make_list_entry(measure, agreed_list=agreed)
    return agreed


def make_list_entry(
    measure: Measure,
    *,
    agreed_list: AgreedList | None = None,
    starts_on: date | str | None = None,
    on_list: bool = True,
    suspended: bool = False,
    reason: str = "",
    decision: Decision | None = None,
) -> ListEntry:
    """From a day on, the measure is on the list or is not."""
    on = agreed_list or make_agreed_list()
    return ListEntry.objects.create(
        agreed_list=on,
        measure=measure,
        starts_on=date(int(on.year[:4]), 4, 1) if starts_on is None else _day(starts_on),
        on_list=on_list,
        suspended=suspended,
        reason=reason,
        decision=decision,
    )


def make_earlier_figure(
    measure: Measure,
    period: str = "2018-19 Q2",
    value: Decimal | str | None = "94.0",
    **fields: Any,
) -> EarlierFigure:
    """A figure of before rounds were kept here."""
    numbers = {name: _number(fields.pop(name)) for name in ("numerator", "denominator", "target") if name in fields}
    defaults = {"source": "Annual report 2018/19", "imported_at": NOW, "imported_by": 1, **fields}
    return EarlierFigure.objects.create(measure=measure, period=period, value=_number(value), **numbers, **defaults)


def _day(given: date | str) -> date:
    return date.fromisoformat(given) if isinstance(given, str) else given


def _number(given: Decimal | str | None) -> Decimal | None:
    return Decimal(given) if isinstance(given, str) else given
