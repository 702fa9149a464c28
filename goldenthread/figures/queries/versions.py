"""What a freeze changed against the one before it, and who has what was made from the older ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from goldenthread.domain.explained import inputs_as_frozen
from goldenthread.domain.periods import Quarter
from goldenthread.domain.rating import Policy, RuleName, compile_policy, read_policy, year_end_inputs
from goldenthread.domain.snapshot import Comparator, FigureSnapshot
from goldenthread.domain.terms import TargetKind
from goldenthread.domain.withheld import COMPARATORS, RATINGS, WithheldOf
from goldenthread.domain.withheld_by_now import marked_figure
from goldenthread.figures.queries.freezes import FrozenRound, freeze_numbered
from goldenthread.figures.queries.resting import rests_on_withheld
from goldenthread.indicators.queries.policies import policy_texts
from goldenthread.publishing.queries import StandingPublication, publications_made_from


def version_label(quarter: Quarter, *, number: int) -> str:
    """By which name publications say what they were made from: "Q2 2019/20, version 1 of the figures"."""
    return f"{quarter.label}, version {number} of the figures"


def not_frozen_label(quarter: Quarter) -> str:
    """How publications begin to say that they were made from a round that was not frozen, and when that was."""
    return f"{quarter.label}, as it stood on "


def freeze_before(freeze: FrozenRound) -> FrozenRound | None:
    """The version before this one; None for the first."""
    return freeze_numbered(freeze.quarter, number=freeze.number - 1)


def made_from_older(quarter: Quarter, *, number: int, at: datetime) -> tuple[StandingPublication, ...]:
    """What was issued before anything was frozen, and what was published from any version before this one, by the
    moment; and to whom it was issued by then."""
    labels = [version_label(quarter, number=older) for older in range(1, number)]
    of_versions = (one for label in labels for one in publications_made_from(label, at=at))
    return (*publications_made_from(not_frozen_label(quarter), at=at, begins=True), *of_versions)


def resting_by_now(
    figures: Iterable[FigureSnapshot], *, period: str, withheld: WithheldOf
) -> dict[int, tuple[str, ...]]:
    """Which ratings of the figures of an older version rest on what is withheld by now, by measure: worked out as its
    own freeze would have, had it known. Of a policy that is kept no more, all of them; one read, and none where nothing
    that the figures tell of is newly withheld."""
    policies: dict[tuple[str, int], Policy] | None = None
    found: dict[int, tuple[str, ...]] = {}
    for old in figures:
        marked = marked_figure(old, period=period, withheld=withheld)
        if marked.rests_on_withheld == old.rests_on_withheld:
            continue
        if policies is None:
            policies = {(one.slug, one.version): read_policy(one.text) for one in policy_texts().values()}
        found[old.measure_id] = _resting(marked, period=period, policies=policies)
    return found


def _resting(figure: FigureSnapshot, *, period: str, policies: Mapping[tuple[str, int], Policy]) -> tuple[str, ...]:
    terms = figure.terms
    policy = policies.get((terms.policy_slug, terms.policy_version))
    own = policies.get((terms.own_policy_slug, terms.own_policy_version))
    if policy is None or (terms.own_policy_slug and own is None):
        return (*RATINGS, *COMPARATORS)
    hidden = frozenset(point.period for point in figure.series if point.withheld and point.period != period)
    names = rests_on_withheld(
        {name: getattr(figure, name) for name in COMPARATORS},
        hidden=hidden,
        ratings=lambda others: dict(_ratings(figure, others, policy=policy, own=own)),
        compares=any(rule.when in (RuleName.IMPROVED, RuleName.MAINTAINED) for rule in policy.rules),
    )
    return names or ()


def _ratings(
    figure: FigureSnapshot, others: Mapping[str, Comparator], *, policy: Policy, own: Policy | None
) -> Iterator[tuple[str, Any]]:
    """The figure's ratings beside these comparators, by the names of its fields."""
    compared = replace(figure, previous=others.get("previous"), last_year=others.get("last_year"))
    now = inputs_as_frozen(compared)
    yield "rating", compile_policy(policy)(now)
    yield "year_end", compile_policy(policy)(year_end_inputs(now))
    yield "own", None if own is None else compile_policy(own)(now)
    yield "own_year_end", None if own is None else compile_policy(own)(year_end_inputs(now))
    earlier = figure.earlier_terms
    if earlier is None:
        yield "earlier_terms", None
    elif figure.terms.target_kind is TargetKind.BAND:
        # Its earlier limits are not kept: it is taken to rest on each that it stands beside.
        yield "earlier_terms", tuple(sorted(others))
    else:
        before = replace(
            figure.terms,
            target=earlier.target,
            tolerance=earlier.tolerance,
            tolerance_unit=earlier.tolerance_unit or figure.terms.tolerance_unit,
        )
        yield "earlier_terms", compile_policy(policy)(inputs_as_frozen(replace(compared, terms=before)))
