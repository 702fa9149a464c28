"""Figures that the joint committee and a council rate, each by its own policy."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from goldenthread.domain.rating import compile_policy, shipped_policies, year_end_inputs
from goldenthread.domain.rating.inputs import Rating
from goldenthread.domain.snapshot import FigureSnapshot, OtherRating, Override
from goldenthread.domain.terms import rating_inputs
from tests.reports.rounds import make_exception, make_snapshot, make_terms, policy_text

POLICIES = tuple(policy_text(slug) for slug in ("on-off-track", "own-tolerance"))
JUDGED_AT = datetime(2019, 11, 4, 10, 0, tzinfo=UTC)


def make_rated_twice(
    value: str = "92.1", *, own: str = "on-off-track", forecast: str | None = None, **given: Any
) -> FigureSnapshot:
    """A figure of Havering's (95% wanted, 5 points tolerated), rated by its own policy and for the year's end too."""
    policy = shipped_policies()[own]
    terms = given.pop("terms", None) or make_terms(
        own_policy_slug=own, own_policy_version=policy.version, own_policy_sha256=policy.sha256
    )
    expected = None if forecast is None else Decimal(forecast)
    inputs = rating_inputs(terms, value=Decimal(value), forecast=expected)
    rate, joint = compile_policy(policy), compile_policy(shipped_policies()[terms.policy_slug])
    snapshot = make_snapshot(terms, value=value, forecast=expected, **given)
    rated = replace(
        snapshot,
        own=_other(rate(inputs), slug=own),
        year_end=_other(joint(year_end_inputs(inputs)), slug=terms.policy_slug),
        own_year_end=_other(rate(year_end_inputs(inputs)), slug=own),
    )
    is_due = "red" in (rated.own.rating if rated.own else "", rated.rating) or rated.exception is not None
    return replace(rated, exception=rated.exception or make_exception()) if is_due else rated


def make_judged(rating: str = "red", *, value: str = "92.1", **given: Any) -> FigureSnapshot:
    """A figure that somebody rated so by judgement."""
    computed = make_snapshot(value=value, **given)
    override = Override(
        rating=rating,
        reason="The ledger lost a week of invoices.",
        by="Director of Finance",
        at=JUDGED_AT,
        computed_rating=computed.rating,
        computed_status=computed.status,
        computed_reason=computed.reason,
    )
    return replace(computed, rating=rating, status="rated", override=override, exception=make_exception())


def _other(rating: Rating, *, slug: str) -> OtherRating:
    return OtherRating(
        policy_slug=slug,
        policy_version=1,
        rating=rating.code.value,
        status=rating.status.value,
        reason=rating.reason,
    )
