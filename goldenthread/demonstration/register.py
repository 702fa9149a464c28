"""The demonstration's register, as it is entered: before the committee's meeting of July, after it, and in October."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from goldenthread.demonstration.content import (
    IndicatorContent,
    MeasureContent,
    addresses,
    council_name,
    indicators,
    services,
    slug_of,
    table,
)
from goldenthread.demonstration.past import past_figures
from goldenthread.domain.cards import Card
from goldenthread.domain.measures import Polarity, ToleranceUnit
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

YEAR = "2019-20"
YEAR_BEGINS = date(2019, 4, 1)
GO_LIVE = date(2014, 4, 1)
# Bexley joined the joint committee in April 2016 (HAV mgAi.aspx?ID=10836).
JOINED = {"newham": GO_LIVE, "havering": GO_LIVE, "bexley": date(2016, 4, 1)}
# The receipts are known from before the shared service began.
CARDS_BEGIN = {"CTB01": date(2013, 4, 1), "OKPI3": date(2013, 4, 1)}


def proposed_register() -> Register:
    """Everything, with the list that directors and councils proposed from the service plans and no decision yet."""
    pairs = [pair for pair in _pairs() if not _begins_later(*pair)]
    return Register(
        partnership=(_partnership(),),
        councils=tuple(_councils()),
        directorates=tuple(_directorates()),
        services=tuple(_services()),
        provision=tuple(_provision()),
        people=tuple(PersonRow(email=email, name=post) for post, email in addresses().items()),
        appointments=tuple(_appointments()),
        indicators=tuple(_indicator_rows()),
        measures=tuple(_measure_row(*pair, starts_on=YEAR_BEGINS) for pair in pairs),
        history=tuple(past_figures()),
        lists=(ListRow(year=YEAR, title=table("changes.toml")["list"]["title"]),),
        list_entries=tuple(_listed(measure) for _, measure in pairs if measure.is_counted),
        targets=tuple(target for pair in pairs if (target := _target(*pair)).kind != "none"),
    )


def agreed_register() -> Register:
    """What the committee agreed on 12 July 2019: the list, a target, a suspension, and a service that begins."""
    changes = table("changes.toml")
    begins = changes["begins"]
    later = [pair for pair in _pairs() if _begins_later(*pair)]
    suspended = tuple(
        ListEntryRow(
            year=YEAR,
            ref=one["ref"],
            council=council_name(one["council"]),
            starts_on=one["from"],
            on_list="suspended",
            reason=one["reason"],
            decision=one["decision"],
        )
        for one in changes["suspended"]
    )
    return Register(
        measures=tuple(_measure_row(*pair, starts_on=begins["on"]) for pair in later),
        lists=(ListRow(**changes["list"]),),
        list_entries=(
            *suspended,
            *(
                replace(
                    _listed(measure), starts_on=begins["on"], decision=begins["decision"], reason="The service begins"
                )
                for _, measure in later
            ),
        ),
        targets=(
            *(replace(_target(*pair), starts_on=begins["on"], decision=begins["decision"]) for pair in later),
            *_changed_targets(before=date(2019, 8, 1)),
        ),
    )


def register_of_october() -> Register:
    """The target that the committee changed on 18 October 2019, from the third quarter on."""
    return Register(targets=tuple(_changed_targets(since=date(2019, 8, 1))))


def _pairs() -> Iterator[tuple[IndicatorContent, MeasureContent]]:
    return ((indicator, measure) for indicator in indicators() for measure in indicator.measures)


def _begins_later(indicator: IndicatorContent, measure: MeasureContent) -> bool:
    begins = table("changes.toml")["begins"]
    return (indicator.service, measure.council) == (begins["service"], begins["council"])


def _partnership() -> PartnershipRow:
    head = table("partnership.toml")
    return PartnershipRow(
        name=head["name"],
        report_author=head["report_author"],
        report_contact=head["report_contact"],
        illustrative_note=head["illustrative_note"],
    )


def _councils() -> Iterator[CouncilRow]:
    for order, council in enumerate(table("partnership.toml")["council"], start=1):
        yield CouncilRow(**{"clearance_required": False, **council}, order=order)


def _directorates() -> Iterator[DirectorateRow]:
    for directorate in table("partnership.toml")["directorate"]:
        yield DirectorateRow(slug=directorate["slug"], name=directorate["name"])


def _services() -> Iterator[ServiceRow]:
    names = {row.slug: row.name for row in _directorates()}
    for order, service in enumerate(services(), start=1):
        yield ServiceRow(slug=service.slug, name=service.name, directorate=names[service.directorate], order=order)


def _provision() -> Iterator[ProvisionRow]:
    for service in services():
        for council in service.councils:
            yield _provided(service.name, council=council, starts_on=JOINED[council], extent="whole")
        for council, parts in service.parts.items():
            yield _provided(service.name, council=council, starts_on=JOINED[council], extent="part", parts=parts)
        for council, day in service.later.items():
            yield _provided(service.name, council=council, starts_on=day, extent="whole")


def _provided(service: str, *, council: str, starts_on: date, extent: str, parts: str = "") -> ProvisionRow:
    return ProvisionRow(service=service, council=council_name(council), starts_on=starts_on, extent=extent, parts=parts)


def _appointments() -> Iterator[AppointmentRow]:
    for person in table("partnership.toml")["person"]:
        for role in person["roles"]:
            council = person.get("council", "")
            yield AppointmentRow(
                email=person["email"],
                role=role,
                post=person["post"],
                council=council_name(council) if council else "",
                starts_on=YEAR_BEGINS,
            )
    directorates = table("partnership.toml")["directorate"]
    for directorate in directorates:
        director = directorate["director"]
        yield AppointmentRow(
            email=addresses()[director],
            role="director",
            post=director,
            directorate=directorate["name"],
            starts_on=YEAR_BEGINS,
        )
    for service in services():
        yield AppointmentRow(
            email=addresses()[service.lead],
            role="service lead",
            post=service.lead,
            service=service.name,
            starts_on=YEAR_BEGINS,
        )


def _indicator_rows() -> Iterator[IndicatorRow]:
    for indicator in indicators():
        begins = CARDS_BEGIN.get(indicator.ref, GO_LIVE)
        yield _indicator_row(indicator, card=indicator.card, starts_on=begins)
        for later in indicator.later:
            yield _indicator_row(indicator, card=later.card, starts_on=later.starts_on)


def _indicator_row(indicator: IndicatorContent, *, card: Card, starts_on: date) -> IndicatorRow:
    return IndicatorRow(
        ref=indicator.ref,
        starts_on=starts_on,
        service=_service_name(indicator.service),
        title=card.title,
        definition=card.definition,
        formula=card.formula,
        numerator=card.numerator_label,
        denominator=card.denominator_label,
        numerator_in_denominator=card.numerator_in_denominator,
        unit=card.unit,
        decimals=card.decimals,
        polarity=card.polarity,
        measure_type=card.measure_type,
        frequency=card.frequency,
        year_end_rule=card.year_end_rule,
        minimum="" if card.minimum is None else in_unit(str(card.minimum), card=card),
        maximum="" if card.maximum is None else in_unit(str(card.maximum), card=card),
        target_zero_intended=card.target_zero_intended,
        small_number="" if card.small_number is None else str(card.small_number),
        sum_of="; ".join(card.sum_of),
        not_more_than=card.not_more_than,
        data_source=card.data_source,
        lag_days=card.lag_days,
        level=card.level,
        family=card.family,
        priority=card.priority,
        benchmark_set=card.benchmark_set,
        break_in_series=card.break_in_series,
        break_note=card.break_note,
        illustrative_note=card.illustrative_note,
    )


def _measure_row(indicator: IndicatorContent, measure: MeasureContent, *, starts_on: date) -> MeasureRow:
    return MeasureRow(
        ref=measure.ref,
        council=council_name(measure.council),
        starts_on=starts_on,
        policy=measure.policy,
        own_policy=table("changes.toml")["own_policy"].get(measure.council, ""),
        owner_post=indicator.owner_post,
        sign_off_post=indicator.sign_off_post,
    )


def _listed(measure: MeasureContent) -> ListEntryRow:
    return ListEntryRow(year=YEAR, ref=measure.ref, council=council_name(measure.council), on_list="yes")


_PROFILES = {"straight-line": "straight line", "from-history": "from history"}


def _target(indicator: IndicatorContent, measure: MeasureContent) -> TargetRow:
    card = indicator.card
    q1, q2, q3, q4 = (in_unit(typed.strip("-"), card=card) for typed in measure.quarters or ("", "", "", ""))
    row = TargetRow(
        ref=measure.ref,
        council=council_name(measure.council),
        year=YEAR,
        kind=_kind(card, measure),
        annual=in_unit(measure.target, card=card),
        lower=in_unit(measure.lower, card=card),
        upper=in_unit(measure.upper, card=card),
        floor=in_unit(measure.floor, card=card),
        words=measure.words,
        profile=_PROFILES.get(measure.profile, measure.profile),
        tolerance=measure.tolerance,
        tolerance_unit=ToleranceUnit(measure.tolerance_unit) if measure.tolerance else None,
        illustrative=True,
        q1=q1,
        q2=q2,
        q3=q3,
        q4=q4,
    )
    return _with_history(row) if measure.profile == "from-history" else row


def _with_history(row: TargetRow) -> TargetRow:
    profile = table("published.toml")["receipts"]["profile"]
    left_out = "; ".join(f"{year}: {reason}" for year, reason in profile["left_out"].items())
    return replace(row, history_years=", ".join(profile["years"]), years_left_out=left_out)


def _kind(card: Card, measure: MeasureContent) -> str:
    if measure.words:
        return "words"
    if card.polarity is Polarity.BAND:
        return "band"
    if measure.floor:
        return "floor"
    return "number" if measure.target else "none"


def _changed_targets(*, since: date = date.min, before: date = date.max) -> Iterator[TargetRow]:
    pairs = {(measure.ref, measure.council): (indicator, measure) for indicator, measure in _pairs()}
    for change in table("changes.toml")["target"]:
        if since <= change["from"] < before:
            indicator, measure = pairs[change["ref"], change["council"]]
            changed: dict[str, Any] = {"annual": in_unit(change["target"], card=indicator.card)}
            yield replace(
                _target(indicator, measure),
                starts_on=change["from"],
                rationale=change["rationale"],
                decision=change["decision"],
                **changed,
            )


def in_unit(typed: str, *, card: Card) -> str:
    """The number as people type it: a percentage with its sign."""
    return f"{typed}%" if typed and card.unit is Unit.PERCENTAGE else typed


def _service_name(slug: str) -> str:
    return {slug_of(service.name): service.name for service in services()}[slug]
