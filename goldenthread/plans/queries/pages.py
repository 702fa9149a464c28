"""What the pages of plans show beside the board: the life of one action, versions of a plan, and what may be chosen."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from goldenthread.committee.models import Delegation
from goldenthread.committee.queries import decisions_to_rest_on
from goldenthread.domain.periods import Quarter
from goldenthread.domain.plan_actions import ActionLife, ChangeKind
from goldenthread.partnership.queries import Scope
from goldenthread.plans.models import ActionVersion, Plan, PlanAction, PlanVersion, Progress, ProgressQuarter
from goldenthread.plans.queries.plans import life_of
from goldenthread.plans.queries.progress import DoneBefore, ProgressFacts, done_before, progress_of
from goldenthread.plans.rules import scope_of


@dataclass(frozen=True, kw_only=True)
class VersionFacts:
    """A version of a plan as a whole."""

    number: int
    state_words: str
    on: date
    decision: str


@dataclass(frozen=True, kw_only=True)
class ActionFacts:
    """An action with its whole life, and what was said of it quarter by quarter, the newest first."""

    id: int
    version: int
    ref: str
    theme: str
    source: str
    owner_name: str
    serves: tuple[str, ...]
    waits_for: tuple[str, ...]
    awaited_by: tuple[str, ...]
    scope: Scope
    life: ActionLife
    said: tuple[tuple[Quarter, ProgressFacts], ...]

    @property
    def is_complete(self) -> bool:
        """Whether it was called done in a quarter, and somebody else confirmed it."""
        return any(one.is_confirmed for _, one in self.said)


def versions_of(plan_id: int) -> tuple[VersionFacts, ...]:
    """Every version of a plan as a whole, the newest first."""
    found = PlanVersion.objects.filter(plan_id=plan_id).select_related("decision").order_by("-number")
    return tuple(
        VersionFacts(
            number=one.number,
            state_words=str(Plan.State(one.state).label),
            on=one.on,
            decision="" if one.decision is None else one.decision.reference,
        )
        for one in found
    )


def action_called(plan_id: int, ref: str) -> ActionFacts | None:
    """The action of this ref; None where the plan has none, as before it is final."""
    found = PlanAction.objects.select_related("plan__service", "plan__directorate", "theme", "service", "directorate")
    row = found.filter(plan_id=plan_id, ref=ref).first()
    if row is None:
        return None
    progress = Progress.objects.filter(plan_action=row).select_related("quarter").order_by("-quarter__period")
    return ActionFacts(
        id=row.pk,
        version=row.version,
        ref=row.ref,
        theme=row.theme.title,
        source=row.source,
        owner_name=row.owner_name,
        serves=tuple(row.serves.order_by("position").values_list("name", flat=True)),
        waits_for=tuple(row.waits_for.order_by("needs__ref").values_list("needs__ref", flat=True)),
        awaited_by=tuple(row.awaited_by.order_by("plan_action__ref").values_list("plan_action__ref", flat=True)),
        scope=scope_of(row),
        life=life_of(row.pk),
        said=tuple((Quarter.parse(one.quarter.period), progress_of(one)) for one in progress),
    )


@dataclass(frozen=True, kw_only=True)
class TakenOut:
    """A complete action that a decision took out: it is history."""

    ref: str
    words: str
    on: date
    decision: str


def history_of(plan_id: int) -> tuple[TakenOut, ...]:
    """The actions that were complete and are taken out of the plan, by their refs."""
    rows = ActionVersion.objects.filter(plan_action__plan=plan_id, kind=ChangeKind.CLOSE.value)
    return tuple(
        TakenOut(
            ref=one.plan_action.ref,
            words=one.plan_action.action.words,
            on=one.on,
            decision="" if one.decision is None else one.decision.reference,
        )
        for one in rows.select_related("plan_action__action", "decision").order_by("plan_action__ref")
    )


def earlier_of(action_id: int, quarter: Quarter) -> DoneBefore:
    """What of an action was done before a quarter."""
    return done_before([action_id], quarter).get(action_id, DoneBefore())


def takes_progress(plan_id: int, quarter: Quarter) -> bool:
    """Whether progress of the plan is asked for the quarter, and not closed."""
    return ProgressQuarter.objects.filter(plan_id=plan_id, period=str(quarter), closed_at=None).exists()


def titles_of(slugs: Collection[str]) -> dict[str, str]:
    """The titles of these plans; no read where there are none."""
    return dict(Plan.objects.filter(slug__in=slugs).values_list("slug", "title")) if slugs else {}


def actions_promised(action_ids: Collection[int]) -> dict[int, tuple[str, str, str]]:
    """Of these rows of `actions`, those that a plan promised: its slug and title, and the ref; no read for none."""
    if not action_ids:
        return {}
    found = PlanAction.objects.filter(action__in=action_ids)
    return {
        pk: (slug, title, ref)
        for pk, slug, title, ref in found.values_list("action", "plan__slug", "plan__title", "ref")
    }


def refs_of(plan_id: int) -> tuple[str, ...]:
    """The refs of a plan's actions."""
    return tuple(PlanAction.objects.filter(plan_id=plan_id).order_by("ref").values_list("ref", flat=True))


def actions_offered() -> tuple[tuple[str, str], ...]:
    """Every action of the plans that are final, as "improvement-plan/3.1" and in words; in one read."""
    rows = PlanAction.objects.filter(plan__state=Plan.State.FINAL).select_related("plan", "action")
    return tuple(
        (f"{one.plan.slug}/{one.ref}", f"{one.plan.title}, {one.ref} {one.action.words}")
        for one in rows.order_by("plan__title", "plan_id", "ref")
    )


def decisions_offered(committee: str, *, on: date) -> tuple[tuple[str, str], ...]:
    """Decisions of a committee on which something can rest, newest first: the reference, and the decision in words."""
    return tuple(one.choice for one in decisions_to_rest_on(on=on) if one.body == committee)


def delegations_of_plan(plan_id: int) -> tuple[tuple[int, str], ...]:
    """Delegations that were given under the item at which the plan was agreed: the id, the post and for what."""
    item = Plan.objects.filter(pk=plan_id).values_list("decision__item", flat=True).first()
    found = Delegation.objects.filter(decision__item=item) if item is not None else Delegation.objects.none()
    return tuple((one.pk, f"{one.to_post}: {one.purpose}") for one in found.order_by("pk"))
