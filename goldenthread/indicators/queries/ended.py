"""Measures that end within a year: taken off its list, or their service is no longer provided."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import NamedTuple

from goldenthread.domain.endings import CouncilLeft, EndedMeasure
from goldenthread.domain.periods import FinancialYear, Quarter
from goldenthread.indicators.models import Definition, ListEntry, Measure
from goldenthread.partnership.queries import councils, provision_through


def measures_ended(year: FinancialYear) -> dict[int, date]:
    """The last day of each measure that was on the year's list and is no more on the year's last day, by its id.

    A suspended measure has not ended. Where a service ends and the measure is taken off too, the earlier day holds.
    """
    return {measure: ending.last_day for measure, ending in _endings(year).items()}


def service_ended(quarter: Quarter) -> dict[int, date]:
    """The last day of each measure of the year's list whose service ended before the quarter's last day, by its id."""
    return {
        measure: ending.last_day
        for measure, ending in _endings(quarter.year).items()
        if not ending.reason and ending.last_day < quarter.last_day
    }


def measures_ended_in(quarter: Quarter) -> tuple[EndedMeasure, ...]:
    """The measures whose last day is in the quarter, with why, by that day, reference and council."""
    endings = {
        measure: ending
        for measure, ending in _endings(quarter.year).items()
        if quarter.first_day <= ending.last_day <= quarter.last_day
    }
    if not endings:
        return ()
    rows = list(Measure.objects.select_related("indicator", "council").filter(pk__in=endings).order_by("pk"))
    cards = _cards(quarter.last_day, indicators={row.indicator_id for row in rows})
    found = (
        EndedMeasure(
            ref=row.indicator.ref,
            title=str(cards[row.indicator_id].card["title"]),
            service=cards[row.indicator_id].service.name,
            council="" if row.council is None else row.council.name,
            council_gss="" if row.council is None else row.council.gss_code,
            last_day=endings[row.pk].last_day,
            reason=endings[row.pk].reason
            or f"{cards[row.indicator_id].service.name} is no longer provided"
            f"{'' if row.council is None else f' to {row.council.name}'}.",
        )
        for row in rows
    )
    return tuple(sorted(found, key=lambda one: (one.last_day, one.ref, one.council)))


def councils_left(quarter: Quarter) -> tuple[CouncilLeft, ...]:
    """The councils to which no service is provided any more on the quarter's last day, and whose last day of provision
    is in its year; in the order of reports."""
    provision = provision_through(first_day=quarter.last_day, last_day=quarter.last_day)
    last_days: dict[int, date] = {}
    for council in councils():
        own = [through for (_, council_id), through in provision.items() if council_id == council.id]
        days = [through.last_provided_on for through in own if through.last_provided_on is not None]
        # On the year's eve too: nothing of the year before could tell of it.
        if days and quarter.year.first_day - timedelta(days=1) <= max(days) < quarter.last_day:
            last_days[council.id] = max(days)
    if not last_days:
        return ()
    endings = {pk: one.last_day for pk, one in _endings(quarter.year).items() if one.last_day <= quarter.last_day}
    owners = dict(Measure.objects.filter(pk__in=endings).order_by("pk").values_list("pk", "council_id"))
    return tuple(
        CouncilLeft(
            council=council.name,
            council_gss=council.gss_code,
            last_day=last_days[council.id],
            measures=sum(owner == council.id for owner in owners.values()),
        )
        for council in councils()
        if council.id in last_days
    )


class _Ending(NamedTuple):
    last_day: date
    reason: str  # "" where the service is no longer provided


def _endings(year: FinancialYear) -> dict[int, _Ending]:
    provision = provision_through(first_day=year.first_day, last_day=year.last_day)
    services = dict(
        Definition.objects.filter(starts_on__lte=year.last_day)
        .order_by("starts_on")
        .values_list("indicator_id", "service_id")
    )
    ended: dict[int, _Ending] = {}
    listed: set[int] = set()
    entries = ListEntry.objects.filter(agreed_list__year=str(year), starts_on__lte=year.last_day)
    for entry in entries.select_related("measure").order_by("starts_on", "pk"):
        if entry.on_list:
            listed.add(entry.measure_id)
            ended.pop(entry.measure_id, None)
            through = provision.get((services.get(entry.measure.indicator_id, 0), entry.measure.council_id or 0))
            if through is not None and through.has_ended and through.last_provided_on is not None:
                ended[entry.measure_id] = _Ending(through.last_provided_on, "")
        elif entry.measure_id in listed:
            taken_off = _Ending(entry.starts_on - timedelta(days=1), entry.reason or "It was taken off the list.")
            known = ended.get(entry.measure_id)
            if known is None or taken_off.last_day <= known.last_day:
                ended[entry.measure_id] = taken_off
    return ended


def _cards(day: date, *, indicators: Collection[int]) -> dict[int, Definition]:
    """The newest card of each indicator that is in force on the day."""
    rows = Definition.objects.filter(indicator_id__in=indicators, starts_on__lte=day).select_related("service")
    return {row.indicator_id: row for row in rows.order_by("starts_on")}


def dropped_at_once(year: FinancialYear) -> dict[int, str]:
    """Measures that the year's list leaves out from its first day, by id, each with why: proposed to be dropped."""
    entries = ListEntry.objects.filter(agreed_list__year=str(year), starts_on=year.first_day, on_list=False)
    return dict(entries.order_by("pk").values_list("measure_id", "reason"))
