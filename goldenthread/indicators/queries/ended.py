"""Measures that end within a year: taken off its list, or their service is no longer provided."""

from __future__ import annotations

from datetime import date, timedelta

from goldenthread.domain.periods import FinancialYear
from goldenthread.indicators.models import Definition, ListEntry
from goldenthread.partnership.queries import provision_through


def measures_ended(year: FinancialYear) -> dict[int, date]:
    """The last day of each measure that was on the year's list and is no more on the year's last day, by its id.

    A suspended measure has not ended. Where a service ends and the measure is taken off too, the earlier day holds.
    """
    provision = provision_through(first_day=year.first_day, last_day=year.last_day)
    services = dict(
        Definition.objects.filter(starts_on__lte=year.last_day)
        .order_by("starts_on")
        .values_list("indicator_id", "service_id")
    )
    ended: dict[int, date] = {}
    listed: set[int] = set()
    entries = ListEntry.objects.filter(agreed_list__year=str(year), starts_on__lte=year.last_day)
    for entry in entries.select_related("measure").order_by("starts_on", "pk"):
        if entry.on_list:
            listed.add(entry.measure_id)
            ended.pop(entry.measure_id, None)
            through = provision.get((services.get(entry.measure.indicator_id, 0), entry.measure.council_id or 0))
            if through is not None and through.has_ended and through.last_provided_on is not None:
                ended[entry.measure_id] = through.last_provided_on
        elif entry.measure_id in listed:
            day = entry.starts_on - timedelta(days=1)
            ended[entry.measure_id] = min(day, ended.get(entry.measure_id, day))
    return ended


def dropped_at_once(year: FinancialYear) -> dict[int, str]:
    """Measures that the year's list leaves out from its first day, by id, each with why: proposed to be dropped."""
    entries = ListEntry.objects.filter(agreed_list__year=str(year), starts_on=year.first_day, on_list=False)
    return dict(entries.order_by("pk").values_list("measure_id", "reason"))
