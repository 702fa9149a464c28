"""One council's share of a round, rated twice: as the joint committee rates it, and by the council's own policy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from goldenthread.domain.restated import NamedFigure
from goldenthread.domain.snapshot import Comparator, CouncilCount, FigureSnapshot, RoundFacts
from goldenthread.reports.documents.audiences.rated_twice import RatedTwice
from goldenthread.reports.documents.telling import Telling
from goldenthread.reports.documents.told import ToldFigure, told_figures


@dataclass(frozen=True, kw_only=True)
class CouncilTelling(RatedTwice[ToldFigure]):
    """The council's measures and the key strategic ones of the whole partnership, told under either policy.

    In `own` a measure that the council has no policy of its own for is rated as in `joint`; both hold the same
    figures in the same order.
    """

    council: CouncilCount
    joint: Telling
    own: Telling

    @property
    def own_alone(self) -> Telling:
        """What the council's own policy rates, and nothing else: for counts of its ratings. Where it has no policy of
        its own, all of its measures."""
        return replace(self.own, figures=self.by_own_policy or self.own.counted)

    @property
    def joint_alone(self) -> Telling:
        """The rest of `own`: rated by the joint committee's policy, key strategic indicators among it."""
        rated = {figure.snapshot.measure_id for figure in self.own_alone.figures}
        return replace(self.own, figures=tuple(f for f in self.own.figures if f.snapshot.measure_id not in rated))


def council_telling(
    telling: Telling, *, gss_code: str, last_own: Mapping[int, Comparator] | None = None
) -> CouncilTelling:
    """The council's share. `last_own` are the newest earlier ratings under its own policy, by measure: nothing else may
    be told as what a measure was rated before."""
    (council,) = (one for one in telling.facts.councils if one.gss_code == gss_code)
    kept = tuple(
        figure.snapshot
        for figure in telling.figures
        if figure.terms.council_gss == gss_code or (not figure.terms.council and figure.terms.strategic)
    )
    rated = tuple(under_own_policy(figure, last=(last_own or {}).get(figure.measure_id)) for figure in kept)
    joint_facts = _facts_of(telling.facts, kept, council=council)
    own_facts = _facts_of(telling.facts, rated, council=council)
    return CouncilTelling(
        council=council,
        joint=replace(telling, facts=joint_facts, figures=told_figures(joint_facts, kept)),
        own=replace(telling, facts=own_facts, figures=told_figures(own_facts, rated)),
    )


def under_own_policy(figure: FigureSnapshot, *, last: Comparator | None) -> FigureSnapshot:
    """The figure as its council rates it; as it is where the council has no policy of its own for it.

    Ratings of the joint committee go with it, those of earlier periods too: no count may hold both.
    """
    own = figure.own
    if own is None:
        return figure
    if figure.last_rated is not None and not figure.last_rated.rating:
        last = None  # what it was rated before is not told
    terms = replace(
        figure.terms,
        policy_slug=own.policy_slug,
        policy_version=own.policy_version,
        policy_sha256=figure.terms.own_policy_sha256,
        own_policy_slug="",
        own_policy_version=0,
        own_policy_sha256="",
    )
    return replace(
        figure,
        terms=terms,
        rating=own.rating,
        status=own.status,
        reason=own.reason,
        year_end=figure.own_year_end,
        own=None,
        own_year_end=None,
        override=None,
        previous=_unrated(figure.previous),
        last_year=_unrated(figure.last_year),
        last_rated=last,
    )


def _unrated(earlier: Comparator | None) -> Comparator | None:
    return None if earlier is None else replace(earlier, rating="", status="")


def _facts_of(facts: RoundFacts, figures: Iterable[FigureSnapshot], *, council: CouncilCount) -> RoundFacts:
    """What is said of the round, of these figures alone: counts add up with the tables of the council's pack."""
    every = tuple(figures)
    counted = [figure for figure in every if figure.terms.counted]
    used = {(figure.terms.policy_slug, figure.terms.policy_version) for figure in every}
    kept = {figure.measure_id for figure in every}

    def is_told(named: NamedFigure) -> bool:
        """The council's own, those of measures that have ended since among them; and what this pack shows besides."""
        return named.council_gss == council.gss_code or named.measure_id in kept

    ended = None if facts.ended is None else tuple(one for one in facts.ended if one.council_gss == council.gss_code)
    refs = {figure.terms.indicator_ref for figure in every} | {one.ref for one in ended or ()}
    successions = facts.successions
    if successions is not None:
        successions = tuple(one for one in successions if refs & {one.ref, one.followed_by})
    return replace(
        facts,
        counted=len(counted),
        councils=(replace(council, measures=len(counted)),),
        indicators=len({figure.terms.indicator_ref for figure in counted}),
        whole_partnership_measures=len(every) - len(counted),
        provision=tuple(one for one in facts.provision if one.council == council.council),
        policies=tuple(policy for policy in facts.policies if (policy.slug, policy.version) in used),
        restatements=tuple(one for one in facts.restatements if is_told(one.figure)),
        provisional=tuple(one for one in facts.provisional if is_told(one.figure)),
        overdue=tuple(one for one in facts.overdue if is_told(one.figure)),
        ended=ended,
        successions=successions,
        left=None if facts.left is None else tuple(one for one in facts.left if one.council_gss == council.gss_code),
        left_promises=None
        if facts.left_promises is None
        else tuple(one for one in facts.left_promises if one.council_gss == council.gss_code),
    )
