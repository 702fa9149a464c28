"""Which measures each rating policy rates: for whom, as whose policy, and since when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

from goldenthread.indicators.models import Accountability, RatingPolicy
from goldenthread.partnership.queries import councils


@dataclass(frozen=True, kw_only=True)
class PolicyUse:
    """A policy for one council (or "" for the whole partnership), as the joint committee's or as the council's own.

    `measures` are rated by it on the day that was asked for; 0 where they no longer are, or are not yet.
    """

    slug: str
    version: int
    council: str
    as_own: bool
    first_day: date
    until: date | None  # the day from which the last of them is rated by another; None while one is
    measures: int


@dataclass(frozen=True, kw_only=True)
class PoliciesInForce:
    """The policies that rate a measure, by their ids."""

    policy_id: int
    own_policy_id: int | None


def policy_uses(*, on: date) -> tuple[PolicyUse, ...]:
    """Every use, by policy, council in the order of reports (the whole partnership last) and whose; three reads."""
    known = {policy.pk: (policy.slug, policy.version) for policy in RatingPolicy.objects.order_by("pk")}
    place = {council.name: council.position for council in councils()}
    spans: dict[tuple[str, int, str, bool], list[tuple[date, date | None]]] = {}
    for council, span in _spans():
        for policy, as_own in ((span.policy_id, False), (span.own_policy_id, True)):
            if policy is not None:
                spans.setdefault((*known[policy], council, as_own), []).append((span.starts_on, span.until))
    uses = (
        PolicyUse(
            slug=slug,
            version=version,
            council=council,
            as_own=as_own,
            first_day=min(first for first, _ in every),
            until=None if any(until is None for _, until in every) else max(filter(None, _ends(every))),
            measures=sum(first <= on and (until is None or on < until) for first, until in every),
        )
        for (slug, version, council, as_own), every in spans.items()
    )
    return tuple(sorted(uses, key=lambda one: (one.slug, one.version, place.get(one.council, 1 << 30), one.as_own)))


def policies_in_force(*, on: date) -> dict[int, PoliciesInForce]:
    """What rates each measure on a day, by the measure's id; in one read."""
    rows = Accountability.objects.filter(starts_on__lte=on).order_by("starts_on", "pk")
    return {
        measure: PoliciesInForce(policy_id=policy, own_policy_id=own)
        for measure, policy, own in rows.values_list("measure_id", "policy_id", "own_policy_id")
    }


def _ends(every: list[tuple[date, date | None]]) -> Iterator[date | None]:
    return (until for _, until in every)


@dataclass(frozen=True, kw_only=True)
class _Span:
    starts_on: date
    until: date | None  # the first day on which another row holds
    policy_id: int
    own_policy_id: int | None


def _spans() -> Iterator[tuple[str, _Span]]:
    """Each accountability with the council's name, and the day on which the next of its measure begins."""
    columns = ("measure_id", "measure__council__name", "starts_on", "policy_id", "own_policy_id")
    rows = list(Accountability.objects.order_by("measure_id", "starts_on").values_list(*columns))
    for row, after in zip_longest(rows, rows[1:]):
        measure, council, starts_on, policy_id, own_policy_id = row
        until = after[2] if after is not None and after[0] == measure else None
        yield council or "", _Span(starts_on=starts_on, until=until, policy_id=policy_id, own_policy_id=own_policy_id)
