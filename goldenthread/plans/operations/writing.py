"""Writing a plan down, while it is a draft or is being amended: whole, each time as a version that stays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.audit.operations import record
from goldenthread.committee.models import Committee, Decision
from goldenthread.domain.listing import listed
from goldenthread.domain.plain import to_plain
from goldenthread.domain.plan_records import PlanRecord, wrong_plan
from goldenthread.domain.plan_states import PlanState, PlanStep, next_plan_state
from goldenthread.domain.problems import InputRefused, Problem, Refused
from goldenthread.partnership.models import Council, Directorate, Service
from goldenthread.plans.models import Plan, PlanVersion
from goldenthread.plans.queries.plans import newest_record, record_now
from goldenthread.plans.rules import check_can_keep_plans
from goldenthread.storage.turns import take_turns


class PlanIsFinal(Refused):
    """A plan that was agreed by a decision is changed action by action, and none of them is dropped by a file."""

    def __init__(
        self, plan: Plan, *, dropped: tuple[str, ...], differing: tuple[str, ...], added: tuple[str, ...]
    ) -> None:
        parts = [
            f"{words} {listed(refs)}"
            for words, refs in (("drops", dropped), ("changes", differing), ("adds", added))
            if refs
        ]
        what = listed(parts) or "changes its head"
        super().__init__(
            f"{plan.title} was agreed by {plan.decision} and is final. This {what}. Enter each change by itself, with "
            "its reason and its authority."
        )


@transaction.atomic
def write_plan(plan_record: PlanRecord, *, by: User, at: datetime) -> PlanVersion | None:
    """The plan as a draft, or as it is amended; None where the same stands there already.

    Raises RoleMissing, PlanIsFinal, and InputRefused with everything that is wrong or unknown of it.
    """
    check_can_keep_plans(by, on=timezone.localdate(at))
    take_turns(f"plan {plan_record.slug}")
    known = Plan.objects.select_for_update(of=("self",)).select_related("committee", "decision")
    plan = known.filter(slug=plan_record.slug).first()
    if plan is not None:
        before = newest_record(plan.pk)
        if before == plan_record:
            return None
        if plan.state == PlanState.FINAL and _alike(record_now(plan.pk), plan_record):
            return None
        if plan.state == PlanState.FINAL:
            raise PlanIsFinal(plan, **_differing(_in_order(record_now(plan.pk)), _in_order(plan_record)))
        next_plan_state(state=plan.state, step=PlanStep.DRAFT)
    problems = [*wrong_plan(plan_record), *_unknown_names(plan_record)]
    if plan is not None and plan.kind != plan_record.kind:
        problems.append(Problem("A plan stays of its kind. Give this one another slug.", column="kind"))
    if plan is not None and plan.state != PlanState.DRAFTED and plan.committee.slug != plan_record.committee:
        problems.append(
            Problem(f"{plan.committee.name} agreed it: the plan stays with that committee.", column="committee")
        )
    if problems:
        raise InputRefused(problems)
    if plan is None:
        plan = Plan(slug=plan_record.slug, kind=plan_record.kind)
    else:
        plan.version += 1
    plan.title = plan_record.title
    plan.committee = Committee.objects.get(slug=plan_record.committee)
    plan.directorate = Directorate.objects.filter(slug=plan_record.directorate).first()
    plan.service = Service.objects.filter(slug=plan_record.service).first()
    plan.first_year, plan.last_year = plan_record.first_year, plan_record.last_year
    plan.illustrative = plan_record.illustrative
    plan.save()
    return add_version(plan, plan_record, on=timezone.localdate(at), by=by, at=at)


def add_version(
    plan: Plan,
    plan_record: PlanRecord,
    *,
    on: date,
    by: User,
    at: datetime,
    words: str = "",
    decision: Decision | None = None,
) -> PlanVersion:
    """The next version of a plan as it stands now, with its event; inside the transaction of what was done with it."""
    last = PlanVersion.objects.filter(plan=plan).order_by("-number").values_list("number", flat=True).first()
    made = PlanVersion.objects.create(
        plan=plan,
        number=(last or 0) + 1,
        state=plan.state,
        on=on,
        words=words,
        decision=decision,
        content=to_plain(plan_record),
        at=at,
        by=by.pk,
    )
    record(
        f"plan {Plan.State(plan.state).label}",
        subject="plan",
        subject_id=plan.slug,
        by=by.pk,
        at=at,
        details={"version": made.number, "decision": "" if decision is None else decision.reference, "words": words},
    )
    return made


def _alike(now: PlanRecord, said: PlanRecord) -> bool:
    """Whether two records say the same, whatever the order of whom an action serves and for what it waits."""
    return _in_order(now) == _in_order(said)


def _in_order(plan_record: PlanRecord) -> PlanRecord:
    actions = tuple(
        replace(one, serves=tuple(sorted(one.serves)), waits_for=tuple(sorted(one.waits_for)))
        for one in plan_record.actions
    )
    return replace(plan_record, actions=actions)


def _differing(before: PlanRecord, after: PlanRecord) -> dict[str, tuple[str, ...]]:
    old, new = ({one.ref: one for one in record.actions} for record in (before, after))
    return {
        "dropped": tuple(ref for ref in old if ref not in new),
        "differing": tuple(ref for ref in old if ref in new and new[ref] != old[ref]),
        "added": tuple(ref for ref in new if ref not in old),
    }


def _unknown_names(plan_record: PlanRecord) -> Iterator[Problem]:
    """Names that nothing here is called by; every one of them."""
    councils = set(Council.objects.values_list("slug", flat=True))
    services = set(Service.objects.values_list("slug", flat=True))
    known = {
        "committee": set(Committee.objects.values_list("slug", flat=True)),
        "directorate": {"", *Directorate.objects.values_list("slug", flat=True)},
        "service": {"", *services},
    }
    for name, there_are in known.items():
        said = getattr(plan_record, name)
        if said not in there_are:
            yield Problem(
                f"There is no {name} {said!r}.", column=name, expected=f"one of {', '.join(sorted(there_are - {''}))}"
            )
    for one in plan_record.actions:
        for slug in one.serves:
            if slug not in councils:
                yield Problem(
                    f"There is no council {slug!r}.",
                    column=f"{one.ref} serves",
                    expected=f"one of {', '.join(sorted(councils))}",
                )
        for name in ("directorate", "service"):
            said = getattr(one, name)
            if said and said not in known[name]:
                yield Problem(f"There is no {name} {said!r}.", column=f"{one.ref} {name}")
