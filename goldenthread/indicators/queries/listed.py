"""The register as people look through it: every measure in brief, as it is on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max

from goldenthread.indicators.models import Accountability, Definition, ListEntry, Measure
from goldenthread.partnership.queries import CouncilFacts, ServiceFacts, councils, services


@dataclass(frozen=True, kw_only=True)
class ListedMeasure:
    """One measure in brief. `on_list` and `suspended` are of the newest year's list that has begun.

    `level` is strategic or operational, `measure_type` what a quarter's figure covers; `council` is None for a
    measure of the whole partnership, which is on no list of councils.
    """

    measure_id: int
    ref: str
    title: str
    definition: str
    council: CouncilFacts | None
    service: ServiceFacts
    level: str
    measure_type: str
    frequency: str
    unit: str
    polarity: str
    owner_post: str
    sign_off_post: str
    on_list: bool
    suspended: bool


def listed_measures(*, on: date) -> tuple[ListedMeasure, ...]:
    """Every measure that has a card, by reference and council, the whole partnership last; nine reads.

    A card or an owner that begins only after the day is shown while there is none before it.
    """
    cards = _in_force(
        Definition.objects.order_by("starts_on").values("indicator_id", "starts_on", "service_id", "card"),
        on=on,
        key="indicator_id",
    )
    owners = _in_force(
        Accountability.objects.order_by("starts_on").values("measure_id", "starts_on", "owner_post", "sign_off_post"),
        on=on,
        key="measure_id",
    )
    entries = _entries(on=on)
    known, provided = {one.id: one for one in councils()}, {one.id: one for one in services()}
    measures = Measure.objects.order_by("pk").values_list("pk", "indicator_id", "indicator__ref", "council_id")
    found = []
    for pk, indicator, ref, council in measures:
        definition, owner, entry = cards.get(indicator), owners.get(pk, {}), entries.get(pk)
        if definition is None:
            continue
        card = definition["card"]
        found.append(
            ListedMeasure(
                measure_id=pk,
                ref=ref,
                title=card["title"],
                definition=card["definition"],
                council=None if council is None else known[council],
                service=provided[definition["service_id"]],
                level=card.get("level", "operational"),
                measure_type=card["measure_type"],
                frequency=card.get("frequency", "quarterly"),
                unit=card["unit"],
                polarity=card["polarity"],
                owner_post=owner.get("owner_post", ""),
                sign_off_post=owner.get("sign_off_post", ""),
                on_list=council is None if entry is None else entry[0],
                suspended=entry is not None and entry[1],
            )
        )
    return tuple(sorted(found, key=_place))


def _entries(*, on: date) -> dict[int, tuple[bool, bool]]:
    """By measure, whether it is on the list and whether suspended, in the newest year that has an entry of it.

    Every year has an entry for each measure of its list: only of what is not in the newest are earlier ones read.
    """
    begun = ListEntry.objects.filter(starts_on__lte=on)
    newest = begun.filter(agreed_list__year=begun.aggregate(year=Max("agreed_list__year"))["year"])
    earlier = begun.exclude(measure__in=newest.values("measure"))
    columns = ("measure_id", "on_list", "suspended")
    return {
        measure: (on_list, suspended)
        for rows in (earlier.order_by("agreed_list__year", "starts_on"), newest.order_by("starts_on"))
        for measure, on_list, suspended in rows.values_list(*columns)
    }


def _in_force(rows: Iterable[Any], *, on: date, key: str) -> dict[int, dict[str, Any]]:
    """The newest row of each that has begun, of rows in order; the first one where none has."""
    found: dict[int, dict[str, Any]] = {}
    for row in rows:
        if row["starts_on"] <= on or row[key] not in found:
            found[row[key]] = row
    return found


def _place(measure: ListedMeasure) -> tuple[str, int, str]:
    council = measure.council
    return (measure.ref, 1 << 30, "") if council is None else (measure.ref, council.position, council.name)
