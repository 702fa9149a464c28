"""Which measures a policy would rate, if it were adopted for some councils from a day on."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from hashlib import sha256

from goldenthread.indicators.forms.sheets import WHOLE_PARTNERSHIP, MeasureRow
from goldenthread.indicators.models import Accountability
from goldenthread.indicators.queries.listed import ListedMeasure, listed_measures
from goldenthread.partnership.queries import provision_on


def measures_of(councils: Collection[str], *, on: date) -> tuple[MeasureRow, ...]:
    """Who answers for each measure of the councils that is asked for on the day, as its newest row says."""
    provided = {(one.service.id, one.council.id) for one in provision_on(on)}
    listed = {
        one.measure_id: one for one in listed_measures(on=on) if _scope(one) in councils and _is_asked(one, provided)
    }
    kept = Accountability.objects.select_related("policy", "own_policy").order_by("starts_on", "pk")
    newest = {row.measure_id: row for row in kept if row.measure_id in listed}
    return tuple(
        MeasureRow(
            ref=one.ref,
            council=_scope(one),
            starts_on=row.starts_on,
            policy=row.policy.slug,
            policy_version=row.policy.version,
            own_policy="" if row.own_policy is None else row.own_policy.slug,
            own_policy_version=None if row.own_policy is None else row.own_policy.version,
            owner_post=row.owner_post,
            sign_off_post=row.sign_off_post,
        )
        for measure, one in listed.items()
        if (row := newest.get(measure)) is not None
    )


def rated_by(rows: Collection[MeasureRow], *, slug: str, version: int, as_own: bool, on: date) -> list[MeasureRow]:
    """The rows that would say so from the day on, of those that do not already."""
    of_policy = (
        {"own_policy": slug, "own_policy_version": version} if as_own else {"policy": slug, "policy_version": version}
    )
    changed = ((row, replace(row, starts_on=on, **of_policy)) for row in rows)  # type: ignore[arg-type]  # by name
    return [new for old, new in changed if replace(new, starts_on=old.starts_on) != old]


def mark_of_measures(rows: Collection[MeasureRow]) -> str:
    """Stands for the rows as they were looked at."""
    return sha256(repr(tuple(rows)).encode()).hexdigest()[:32]


def _scope(one: ListedMeasure) -> str:
    return WHOLE_PARTNERSHIP if one.council is None else one.council.slug


def _is_asked(one: ListedMeasure, provided: Collection[tuple[int, int]]) -> bool:
    return one.on_list and (one.council is None or (one.service.id, one.council.id) in provided)
