"""What a report says of a round as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from goldenthread.committee.models import Committee
from goldenthread.domain.endings import SuccessionFact
from goldenthread.domain.periods import Quarter
from goldenthread.domain.rating import RatingCode, gaps_in_words, policy_in_words, read_policy
from goldenthread.domain.restated import NamedFigure, ProvisionalFigure, RestatedFigure
from goldenthread.domain.snapshot import CouncilCount, FigureSnapshot, PolicyText, RoundFacts, ServiceProvision
from goldenthread.figures.models import Figure, Freeze, Round
from goldenthread.figures.queries.left import left_promises
from goldenthread.figures.queries.overdue import overdue_before
from goldenthread.figures.queries.restatements import provisional_before, restatements_to_tell
from goldenthread.figures.queries.withheld import marked_name, withheld_of, withheld_until
from goldenthread.indicators.queries import agreed_list, councils_left, measures_ended_in, successions
from goldenthread.indicators.queries.policies import policy_texts
from goldenthread.partnership.queries import councils, provision_on, the_partnership


def _named(restatements: Sequence[RestatedFigure], provisional: Sequence[ProvisionalFigure]) -> Iterator[NamedFigure]:
    yield from (one.figure for one in restatements)
    yield from (one.figure for one in provisional)


def round_facts(
    round_: Round, snapshots: Sequence[FigureSnapshot], *, version: int, frozen_at: datetime | None, at: datetime
) -> RoundFacts:
    """The facts as they stand at the moment. Counts are of the round's own figures, so that they add up with its
    tables."""
    quarter = Quarter.parse(round_.period)
    year_list = agreed_list(quarter.year)
    partnership = the_partnership()
    counted = [one for one in snapshots if one.terms.counted]
    restatements, provisional = restatements_to_tell(quarter, at=at), provisional_before(quarter, at=at)
    withheld = withheld_of({figure.measure_id for figure in _named(restatements, provisional)})
    return RoundFacts(
        period=round_.period,
        partnership="" if partnership is None else partnership.name,
        committee=_committee(round_),
        meeting_on=None if round_.meeting is None else round_.meeting.date,
        list_title="" if year_list is None else year_list.title,
        list_year=str(quarter.year),
        list_authority="" if year_list is None else year_list.authority.reference,
        list_authority_words="not yet agreed" if year_list is None else year_list.authority.words,
        proposed=round_.proposed,
        reporting_authority="" if year_list is None else year_list.reporting.reference,
        reporting_authority_words="not yet agreed" if year_list is None else year_list.reporting.words,
        counted=len(counted),
        councils=tuple(
            CouncilCount(
                council=council.name,
                full_name=council.full_name,
                short_name=council.short_name,
                gss_code=council.gss_code,
                measures=sum(one.terms.council_gss == council.gss_code for one in counted),
            )
            for council in councils()
        ),
        indicators=len({one.terms.indicator_ref for one in counted}),
        whole_partnership_measures=len(snapshots) - len(counted),
        provision=tuple(
            ServiceProvision(
                service=one.service.name,
                council=one.council.name,
                short_name=one.council.short_name,
                extent=one.extent,
                parts=one.parts,
            )
            for one in provision_on(quarter.last_day)
        ),
        policies=_policies(round_),
        version=version,
        frozen_at=frozen_at,
        author="" if partnership is None else partnership.report_author,
        contact="" if partnership is None else partnership.report_contact,
        illustrative_note="" if partnership is None else partnership.illustrative_note,
        restatements=tuple(replace(one, figure=marked_name(one.figure, withheld=withheld)) for one in restatements),
        provisional=tuple(replace(one, figure=marked_name(one.figure, withheld=withheld)) for one in provisional),
        overdue=overdue_before(quarter, at=at),
        ended=measures_ended_in(quarter),
        first_frozen_at=None if frozen_at is None else _first_frozen(round_) or frozen_at,
        left=councils_left(quarter),
        left_promises=left_promises(quarter),
        successions=tuple(
            SuccessionFact(**vars(one))
            for one in successions(first_day=quarter.first_day, last_day=quarter.next.first_day)
        ),
        withheld=withheld_until(round_.period),
    )


def _first_frozen(round_: Round) -> datetime | None:
    return Freeze.objects.filter(round=round_).order_by("number").values_list("frozen_at", flat=True).first()


def _committee(round_: Round) -> str:
    """The committee that the round's meeting is of; before one is set, the one that there is."""
    if round_.meeting is not None:
        return round_.meeting.committee.name
    first = Committee.objects.order_by("pk").first()
    return "" if first is None else first.name


def _policies(round_: Round) -> tuple[PolicyText, ...]:
    """Every policy that rates a figure of the round, as the key prints it."""
    pairs = Figure.objects.filter(round=round_).order_by().values_list("policy_id", "own_policy_id").distinct()
    used = {policy for pair in pairs for policy in pair}
    found = []
    for pk, facts in policy_texts().items():
        if pk not in used:
            continue
        policy = read_policy(facts.text)
        found.append(
            PolicyText(
                slug=facts.slug,
                version=facts.version,
                sha256=facts.sha256,
                title=policy.title,
                green=policy.labels.of(RatingCode.GREEN),
                amber=policy.labels.of(RatingCode.AMBER),
                red=policy.labels.of(RatingCode.RED),
                source=policy.source,
                citation=policy.citation,
                words=policy_in_words(policy),
                gaps=gaps_in_words(policy),
            )
        )
    return tuple(found)
