"""What hangs on nothing today: fifteen reads, of thousands of actions as of one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.audit.queries import latest_of
from goldenthread.domain.days import day_words
from goldenthread.domain.periods import FinancialYear
from goldenthread.domain.plan_actions import ChangeKind
from goldenthread.domain.thread import Coverage, Finding, Loose, NodeKind
from goldenthread.indicators.models import Accountability, Definition, ListEntry
from goldenthread.indicators.operations.reviewing import REVIEWED
from goldenthread.partnership.queries import people_in_post
from goldenthread.plans.models import ActionVersion, Plan, PlanAction, PriorityLink, ServiceLevel, ServicePlan
from goldenthread.thread.queries.rows import PriorityRow, councils_with_a_plan, priority_rows

_OVER = (ChangeKind.DEFER.value, ChangeKind.REMOVE.value, ChangeKind.MERGE.value, "close")


@dataclass(frozen=True)
class _Linked:
    """By kind, which priorities serve as an end of something: ids of the priority and of the thing."""

    plans: dict[int, list[int]]
    actions: dict[int, list[int]]
    service_plans: dict[int, list[int]]
    indicators: dict[int, list[int]]

    @property
    def priorities(self) -> set[int]:
        every = (self.plans, self.actions, self.service_plans, self.indicators)
        return {pk for by_thing in every for found in by_thing.values() for pk in found}


@dataclass(frozen=True)
class _Action:
    id: int
    plan_id: int
    key: str
    words: str
    owner_post: str


def coverage(today: date) -> Coverage:
    """Everything that hangs on nothing on a day.

    What serves only a priority whose corporate plan has ended serves none. A priority is measured by an indicator that
    is linked to it, or by one of a service plan that is; an action measures nothing. Of actions the live ones of plans
    that are final count; of indicators those on the year's list.
    """
    year = FinancialYear.containing(today)
    every = priority_rows()
    now = {one.id for one in every if one.holds(year)}
    linked = _linked()
    of_services = _indicators_of_service_plans()
    actions = _live_actions()
    listed, measures = _on_the_list(year, on=today)
    owners = _owners(measures, on=today)
    posts = _posts_with_somebody(on=today)
    owned = {*(post for post, _ in owners), *(one.owner_post for one in actions if one.owner_post.strip())}
    findings = (
        *_not_measured(every, now=now, linked=linked, of_services=of_services),
        *_ended(every, year=year, linked=linked),
        *_indicators(listed, now=now, linked=linked, of_services=of_services),
        *_actions(actions, now=now, linked=linked),
        *_without_owner(actions),
        *_without_sign_in(owners, actions, posts=posts),
        *_not_reviewed(listed, year=year),
    )
    return Coverage(
        findings=findings, priorities=len(now), indicators=len(listed), actions=len(actions), owners=len(owned)
    )


# --- what is found ----------------------------------------------------------------------------------------------------


def _not_measured(
    every: Iterable[PriorityRow], *, now: Collection[int], linked: _Linked, of_services: dict[int, set[int]]
) -> Iterator[Finding]:
    measured = {pk for found in linked.indicators.values() for pk in found}
    measured |= {pk for plan, found in linked.service_plans.items() if of_services.get(plan) for pk in found}
    served = linked.priorities
    for one in every:
        if one.id in now and one.id not in measured:
            why = "what is linked to it measures nothing" if one.id in served else "nothing is linked to it"
            yield _priority(Loose.PRIORITY_NOT_MEASURED, one, words=why)


def _ended(every: Iterable[PriorityRow], *, year: FinancialYear, linked: _Linked) -> Iterator[Finding]:
    """Of corporate plans that are over: where something is still linked, or the council has no later plan."""
    served, with_one = linked.priorities, councils_with_a_plan(year)
    for one in every:
        if one.last_year < year.first_day.year and (one.id in served or one.council not in with_one):
            last = FinancialYear.parse(f"{one.last_year}-{(one.last_year + 1) % 100:02}").label
            still = "things are still linked to it" if one.id in served else "the council has no later one"
            yield _priority(Loose.PRIORITY_ENDED, one, words=f"{one.plan} ended with {last}, and {still}")


def _priority(loose: Loose, one: PriorityRow, *, words: str) -> Finding:
    return Finding(
        loose=loose, kind=NodeKind.PRIORITY, key=one.key, name=f"{one.title} ({one.council_name})", words=words
    )


def _indicators(
    listed: dict[int, _Listed], *, now: Collection[int], linked: _Linked, of_services: dict[int, set[int]]
) -> Iterator[Finding]:
    through = {
        indicator
        for plan, found in linked.service_plans.items()
        if any(pk in now for pk in found)
        for indicator in of_services.get(plan, ())
    }
    for pk, one in sorted(listed.items(), key=lambda entry: entry[1].ref):
        served = linked.indicators.get(pk, [])
        if pk in through or any(priority in now for priority in served):
            continue
        why = "it serves only what is not in force" if served else ""
        yield Finding(
            loose=Loose.INDICATOR_SERVES_NOTHING, kind=NodeKind.INDICATOR, key=one.ref, name=one.title, words=why
        )


def _actions(actions: Iterable[_Action], *, now: Collection[int], linked: _Linked) -> Iterator[Finding]:
    taken = _taken_into_service_plans()
    for one in actions:
        served = [
            *linked.actions.get(one.id, ()),
            *linked.plans.get(one.plan_id, ()),
            *(pk for plan in taken.get(one.id, ()) for pk in linked.service_plans.get(plan, ())),
        ]
        if any(pk in now for pk in served):
            continue
        why = "it serves only what is not in force" if served else ""
        yield Finding(loose=Loose.ACTION_SERVES_NOTHING, kind=NodeKind.ACTION, key=one.key, name=one.words, words=why)


def _without_owner(actions: Iterable[_Action]) -> Iterator[Finding]:
    for one in actions:
        if not one.owner_post.strip():
            yield Finding(loose=Loose.ACTION_WITHOUT_OWNER, kind=NodeKind.ACTION, key=one.key, name=one.words)


def _without_sign_in(
    owners: Iterable[tuple[str, str]], actions: Iterable[_Action], *, posts: Collection[str]
) -> Iterator[Finding]:
    """By post, with what it owns."""
    owned: dict[str, tuple[set[str], set[str]]] = {}
    for post, ref in owners:
        owned.setdefault(post, (set(), set()))[0].add(ref)
    for one in actions:
        if one.owner_post.strip():
            owned.setdefault(one.owner_post, (set(), set()))[1].add(one.key)
    for post, (refs, keys) in sorted(owned.items(), key=lambda entry: entry[0].casefold()):
        if post.strip().casefold() not in posts:
            told = [
                f"{len(found):,} {name}{'' if len(found) == 1 else 's'}"
                for found, name in ((refs, "indicator"), (keys, "action"))
                if found
            ]
            yield Finding(
                loose=Loose.OWNER_WITHOUT_SIGN_IN, kind=None, key=post, name=post, words=f"owns {' and '.join(told)}"
            )


def _not_reviewed(listed: dict[int, _Listed], *, year: FinancialYear) -> Iterator[Finding]:
    said = latest_of(subject="definition", subject_ids=[one.ref for one in listed.values()], kinds=[REVIEWED])
    for one in sorted(listed.values(), key=lambda one: one.ref):
        reviewed = said.get(one.ref)
        on = one.defined_on if reviewed is None else max(one.defined_on, timezone.localdate(reviewed))
        if on < year.first_day:
            yield Finding(
                loose=Loose.DEFINITION_NOT_REVIEWED,
                kind=NodeKind.INDICATOR,
                key=one.ref,
                name=one.title,
                words=f"last looked at on {day_words(on)}" if reviewed else f"as it has been since {day_words(on)}",
            )


# --- what is read -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Listed:
    ref: str
    title: str
    defined_on: date  # the first day of the newest version of its card


def _linked() -> _Linked:
    found = _Linked({}, {}, {}, {})
    columns = ("priority_id", "plan_id", "plan_action_id", "service_plan_id", "indicator_id")
    for priority, *ids in PriorityLink.objects.order_by("pk").values_list(*columns):
        for into, pk in zip((found.plans, found.actions, found.service_plans, found.indicators), ids, strict=True):
            if pk is not None:
                into.setdefault(pk, []).append(priority)
    return found


def _indicators_of_service_plans() -> dict[int, set[int]]:
    """By service plan, the indicators that it lists and those of its service levels; two reads."""
    found: dict[int, set[int]] = {}
    listed = ServicePlan.indicators.through.objects.order_by("pk").values_list("serviceplan_id", "indicator_id")
    levels = ServiceLevel.objects.order_by("pk").values_list("service_plan_id", "measure__indicator_id")
    for plan, indicator in (*listed, *levels):
        found.setdefault(plan, set()).add(indicator)
    return found


def _taken_into_service_plans() -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    rows = ServicePlan.actions.through.objects.order_by("pk").values_list("planaction_id", "serviceplan_id")
    for action, plan in rows:
        found.setdefault(action, []).append(plan)
    return found


def _live_actions() -> tuple[_Action, ...]:
    """Actions of final plans that are worked on: not done, and not deferred, removed, merged or closed."""
    newest = ActionVersion.objects.filter(plan_action=OuterRef("pk")).order_by("-number")
    rows = (
        PlanAction.objects.filter(plan__state=Plan.State.FINAL, action__state="open")
        .annotate(last=Subquery(newest.values("kind")[:1]))
        .order_by("plan__slug", "ref", "pk")
    )
    columns = ("pk", "plan_id", "plan__slug", "ref", "action__words", "action__owner_post", "last")
    return tuple(
        _Action(pk, plan, f"{slug}/{ref}", words, owner)
        for pk, plan, slug, ref, words, owner, last in rows.values_list(*columns)
        if last not in _OVER
    )


def _on_the_list(year: FinancialYear, *, on: date) -> tuple[dict[int, _Listed], set[int]]:
    """The indicators with a measure on the year's list, and those measures; of the newest list where it has none."""
    rows = ListEntry.objects.filter(agreed_list__year__lte=str(year), starts_on__lte=on)
    newest = rows.order_by("-agreed_list__year").values("agreed_list_id")[:1]
    entries: dict[int, tuple[int, bool]] = {}
    for measure, indicator, on_list in (
        rows.filter(agreed_list_id=Subquery(newest))
        .order_by("starts_on", "pk")
        .values_list("measure_id", "measure__indicator_id", "on_list")
    ):
        entries[measure] = (indicator, on_list)
    wanted = {indicator for indicator, on_list in entries.values() if on_list}
    found: dict[int, _Listed] = {}
    definitions = Definition.objects.filter(starts_on__lte=on).order_by("starts_on")
    for pk, ref, title, starts_on in definitions.values_list(
        "indicator_id", "indicator__ref", "card__title", "starts_on"
    ):
        if pk in wanted:
            found[pk] = _Listed(ref, title, starts_on)
    return found, {measure for measure, (_, on_list) in entries.items() if on_list}


def _owners(measures: Collection[int], *, on: date) -> list[tuple[str, str]]:
    """The post that owns each of these measures on a day, with the indicator's ref."""
    found: dict[int, tuple[str, str]] = {}
    rows = Accountability.objects.filter(starts_on__lte=on).order_by("starts_on", "pk")
    for measure, post, ref in rows.values_list("measure_id", "owner_post", "measure__indicator__ref"):
        if measure in measures:
            found[measure] = (post, ref)
    return [(post, ref) for post, ref in found.values() if post.strip()]


def _posts_with_somebody(*, on: date) -> frozenset[str]:
    """Posts that somebody holds, or acts in, whose account is open; without regard to capital letters."""
    open_accounts = set(User.objects.filter(is_active=True).values_list("pk", flat=True))
    return frozenset(
        post.strip().casefold() for post, people in people_in_post(on=on).items() if open_accounts.intersection(people)
    )
