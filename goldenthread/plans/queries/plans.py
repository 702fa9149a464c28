"""A plan as it was written, agreed and changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from goldenthread.domain.plain import from_plain
from goldenthread.domain.plan_actions import ActionLife, ActionTerms, AgreedChange, ChangeKind, Standing
from goldenthread.domain.plan_records import ActionRecord, PlanRecord
from goldenthread.domain.plan_risks import RiskRecord, Score
from goldenthread.domain.problems import Refused
from goldenthread.plans.models import ActionVersion, Plan, PlanAction, PlanVersion, Risk


class PlanUnknown(Refused):
    """There is no plan of this name."""

    def __init__(self, slug: str, *, known: Iterable[str]) -> None:
        super().__init__(f"There is no plan {slug!r}. There are: {', '.join(known) or 'none yet'}.")


@dataclass(frozen=True, kw_only=True)
class AmendmentFacts:
    """What a plan was agreed subject to; `settled_on` is None where nothing was done about it yet."""

    id: int
    place: int
    words: str
    how: str
    settled_on: date | None


@dataclass(frozen=True, kw_only=True)
class PlanFacts:
    """The head of a plan, and where its authority comes from."""

    id: int
    version: int
    slug: str
    kind: str
    title: str
    committee: str
    first_year: int
    last_year: int
    state: str
    state_words: str
    decision: str  # its reference; "" of a draft
    delegated_to: str
    finalised_on: date | None
    illustrative: bool
    amendments: tuple[AmendmentFacts, ...]


def plan_called(slug: str) -> PlanFacts:
    """The plan; raises PlanUnknown."""
    found = plans(slug=slug.strip())
    if not found:
        raise PlanUnknown(slug, known=Plan.objects.order_by("slug").values_list("slug", flat=True))
    return found[0]


def plans(**only: object) -> tuple[PlanFacts, ...]:
    """Every plan, by its title; or those alone of which this holds."""
    rows = Plan.objects.filter(**only).select_related("committee", "decision", "delegation")
    return tuple(
        PlanFacts(
            id=row.pk,
            version=row.version,
            slug=row.slug,
            kind=row.kind,
            title=row.title,
            committee=row.committee.name,
            first_year=row.first_year,
            last_year=row.last_year,
            state=row.state,
            state_words=str(row.get_state_display()),
            decision="" if row.decision is None else row.decision.reference,
            delegated_to="" if row.delegation is None else row.delegation.to_post,
            finalised_on=row.finalised_on,
            illustrative=row.illustrative,
            amendments=tuple(
                AmendmentFacts(id=one.pk, place=one.place, words=one.words, how=one.how, settled_on=one.settled_on)
                for one in sorted(row.amendments.all(), key=lambda one: one.place)
            ),
        )
        for row in rows.prefetch_related("amendments").order_by("title", "pk")
    )


def newest_record(plan_id: int) -> PlanRecord:
    """The plan as it was last written down."""
    content = PlanVersion.objects.filter(plan_id=plan_id).order_by("-number").values_list("content", flat=True)[0]
    return from_plain(PlanRecord, content)


def record_now(plan_id: int) -> PlanRecord:
    """The plan as it stands: as it was last written down, and once it is final with every change, every action that was
    added and every risk as it was scored last; without what was removed, merged or taken out."""
    written = newest_record(plan_id)
    rows = list(
        PlanAction.objects.filter(plan=plan_id)
        .select_related("theme", "directorate", "service")
        .prefetch_related("serves", "waits_for__needs")
        .order_by("pk")
    )
    if not rows:
        return written
    lives = lives_of(one.pk for one in rows)
    kept = [one for one in rows if lives[one.pk].standing in (Standing.LIVE, Standing.DEFERRED)]
    return replace(
        written,
        actions=tuple(
            ActionRecord(
                ref=one.ref,
                theme=one.theme.title,
                terms=lives[one.pk].terms,
                source=one.source,
                owner_name=one.owner_name,
                serves=tuple(council.slug for council in one.serves.all()),
                directorate="" if one.directorate is None else one.directorate.slug,
                service="" if one.service is None else one.service.slug,
                waits_for=tuple(sorted(two.needs.ref for two in one.waits_for.all())),
            )
            for one in kept
        ),
        risks=tuple(_risk_now(one) for one in _open_risks(plan_id)),
    )


def _open_risks(plan_id: int) -> list[Risk]:
    rows = Risk.objects.filter(plan=plan_id, closed_on=None).select_related("plan_action").prefetch_related("scores")
    return list(rows.order_by("pk"))


def _risk_now(row: Risk) -> RiskRecord:
    last = max(row.scores.all(), key=lambda one: one.number)
    return RiskRecord(
        ref=row.ref,
        title=row.title,
        owner_post=row.owner_post,
        action="" if row.plan_action is None else row.plan_action.ref,
        words=last.words,
        now=Score(likelihood=last.likelihood, impact=last.impact),
        sought=Score(likelihood=last.sought_likelihood, impact=last.sought_impact),
    )


def life_of(action_id: int) -> ActionLife:
    """An action from its baseline to what holds now."""
    return lives_of([action_id])[action_id]


def life_by(action_id: int, day: date) -> ActionLife | None:
    """An action from its baseline to what held on a day; None where it was not in the plan by then."""
    return lives_of([action_id], by=day).get(action_id)


def lives_of(action_ids: Iterable[int], *, by: date = date.max) -> dict[int, ActionLife]:
    """The lives of these actions by a day, in one read; without those that were not in a plan by then."""
    found: dict[int, list[ActionVersion]] = {}
    rows = ActionVersion.objects.filter(plan_action__in=list(action_ids), on__lte=by)
    rows = rows.select_related("decision", "merged_into")
    for row in rows.order_by("plan_action_id", "number"):
        found.setdefault(row.plan_action_id, []).append(row)
    return {
        action_id: ActionLife(
            baseline=from_plain(ActionTerms, versions[0].terms), changes=tuple(map(_change, versions[1:]))
        )
        for action_id, versions in found.items()
    }


def _change(row: ActionVersion) -> AgreedChange:
    return AgreedChange(
        kind=ChangeKind(row.kind),
        on=row.on,
        terms=from_plain(ActionTerms, row.terms),
        reason=row.reason,
        decision="" if row.decision is None else row.decision.reference,
        by_post=row.by_post,
        merged_into="" if row.merged_into is None else row.merged_into.ref,
    )
