"""One council's share of a closed year, rated twice: as the joint committee does, and by the council's own policy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from goldenthread.domain.snapshot import CouncilCount
from goldenthread.domain.year_close import YearFacts, YearSnapshot
from goldenthread.publishing.document import Section
from goldenthread.reports.documents.audiences.rated_twice import RatedTwice, has_own_policy
from goldenthread.reports.documents.audiences.two_ratings import NO_OWN
from goldenthread.reports.documents.year_tables import year_table
from goldenthread.reports.documents.year_told import ToldYear, YearTelling, year_telling


@dataclass(frozen=True, kw_only=True)
class YearCouncilTelling(RatedTwice[ToldYear]):
    """The council's measures, those that ended too, and the key strategic ones of the whole partnership.

    In `own` a measure that the council has no policy of its own for is rated as in `joint`; both hold the same
    measures in the same order. Pairs are of those that are counted.
    """

    council: CouncilCount
    joint: YearTelling
    own: YearTelling

    @property
    def own_alone(self) -> YearTelling:
        """What the council's own policy rates; where it has no policy of its own, all of its measures."""
        return replace(self.own, measures=self.by_own_policy or self.own.counted)

    @property
    def joint_alone(self) -> YearTelling:
        """The rest of `own`: rated by the joint committee's policy."""
        rated = {one.snapshot.measure_id for one in self.own_alone.measures}
        rest = tuple(one for one in self.own.measures if one.snapshot.measure_id not in rated)
        return replace(self.own, measures=rest)


def year_council_telling(telling: YearTelling, *, gss_code: str) -> YearCouncilTelling:
    """The council's share of the year."""
    (council,) = (one for one in telling.facts.councils if one.gss_code == gss_code)
    kept = tuple(
        one.snapshot
        for one in telling.measures
        if one.terms.council_gss == gss_code or (not one.terms.council and one.terms.strategic)
    )
    rated = tuple(_under_own_policy(snapshot) for snapshot in kept)
    return YearCouncilTelling(
        council=replace(council, measures=sum(snapshot.counted for snapshot in kept)),
        joint=_told(telling, kept, council=council),
        own=_told(telling, rated, council=council),
    )


def both_years_section(told: YearCouncilTelling, *, title: str) -> Section:
    """Every measure of the council with its four quarters and both ratings."""
    council, pairs = told.council, told.pairs
    own = (council.council, [own.mark if has_own_policy(joint) else None for joint, own in pairs])
    caption = f"{council.full_name}: every measure, {told.own.year.label}"
    table = year_table(
        [own for _, own in pairs],
        caption=caption,
        telling=told.own,
        ratings=(own, ("Joint committee", [joint.mark for joint, _ in pairs])),
        notes=(f"{NO_OWN} {council.council} has no policy of its own for the measure.",)
        if told.without_own_policy
        else (),
    )
    return Section(title=title, about=council.full_name, wide=True, blocks=(table,))


def _told(telling: YearTelling, snapshots: Sequence[YearSnapshot], *, council: CouncilCount) -> YearTelling:
    return year_telling(_facts_of(telling.facts, snapshots, council=council), snapshots, as_at=telling.as_at)


def _under_own_policy(year: YearSnapshot) -> YearSnapshot:
    """The year as the council rates it; as it is where the council has no policy of its own for the measure."""
    own = year.own
    if own is None:
        return year
    terms = replace(
        year.terms,
        policy_slug=own.policy_slug,
        policy_version=own.policy_version,
        policy_sha256=year.terms.own_policy_sha256,
        own_policy_slug="",
        own_policy_version=0,
        own_policy_sha256="",
    )
    return replace(year, terms=terms, rating=own.rating, status=own.status, reason=own.reason, own=None)


def _facts_of(facts: YearFacts, snapshots: Sequence[YearSnapshot], *, council: CouncilCount) -> YearFacts:
    """What is said of the year, of these measures alone: counts add up with the tables of the council's pack."""
    counted = [one for one in snapshots if one.counted]
    ended = [one for one in snapshots if one.ended_on is not None]
    used = {(one.terms.policy_slug, one.terms.policy_version) for one in snapshots}
    refs = {one.terms.indicator_ref for one in snapshots}
    return replace(
        facts,
        counted=len(counted),
        councils=(replace(council, measures=len(counted)),),
        indicators=len({one.terms.indicator_ref for one in counted}),
        whole_partnership_measures=len(snapshots) - len(counted) - len(ended),
        ended_measures=len(ended),
        provision=tuple(one for one in facts.provision if one.council == council.council),
        policies=tuple(policy for policy in facts.policies if (policy.slug, policy.version) in used),
        successions=tuple(one for one in facts.successions if refs & {one.ref, one.followed_by}),
    )
