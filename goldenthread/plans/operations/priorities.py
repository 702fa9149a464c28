"""Writing a council's corporate plan down: its priorities in its own words, and what serves each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.audit.operations import record
from goldenthread.domain.listing import listed
from goldenthread.domain.priority_records import CorporatePlanRecord, PriorityRecord, wrong_corporate_plan
from goldenthread.domain.problems import InputRefused, Problem
from goldenthread.partnership.models import Council
from goldenthread.plans.models import CorporatePlan, Priority
from goldenthread.plans.operations.linking import Serves, ServingName, add_links, set_tags, wrong_link
from goldenthread.plans.rules import check_can_keep_plans
from goldenthread.storage.turns import take_turns


@transaction.atomic
def write_corporate_plan(written: CorporatePlanRecord, *, by: User, at: datetime) -> tuple[str, ...]:
    """The corporate plan as it is written; what of it was not so before, in words, () where the same stands already.

    Titles, outcomes, years and tags are as in the record afterwards, and a priority that the record has no more is
    taken out where nothing hangs on it. Links are added and none is taken away: that is done one by one.

    Raises RoleMissing, and InputRefused with everything that is wrong, unknown, or would hang on nothing.
    """
    today = timezone.localdate(at)
    check_can_keep_plans(by, on=today)
    take_turns(f"corporate plan {written.slug}")
    plan = CorporatePlan.objects.select_for_update(of=("self",)).filter(slug=written.slug).first()
    council = Council.objects.filter(slug=written.council).first()
    problems = [*wrong_corporate_plan(written), *_wrong_council(written, council, plan)]
    if plan is not None:
        problems += _would_be_lost(plan, written)
    if council is not None:
        as_planned = plan or CorporatePlan(council=council)
        problems += [
            Problem(one.message, column=f"{priority.ref} {one.column}", found=one.found)
            for priority in written.priorities
            for serving in serving_names(priority)
            for one in wrong_link(serving, corporate_plan=as_planned)
        ]
    if problems or council is None:
        raise InputRefused(problems)
    changed = []
    if plan is None:
        plan = CorporatePlan(slug=written.slug, council=council, version=0)
        changed.append(f"entered with {len(written.priorities)} priorities")
    changed += _head_changed(plan, written)
    is_moved = bool(changed)
    if is_moved:
        plan.changed_on = today
        plan.save()
    for place, priority in enumerate(written.priorities, start=1):
        words = _priority_changed(plan, priority, place=place)
        is_moved = is_moved or bool(words)
        changed += words
    gone = _taken_out(plan, written)
    is_moved = is_moved or bool(gone)
    changed += gone
    rows = {one.ref: one for one in plan.priorities.select_related("corporate_plan__council")}
    links = 0
    for priority in written.priorities:
        row = rows[priority.ref]
        if set_tags(priority.tags, by=by, at=at, subject=("corporate plan", plan.slug), priority=row):
            changed.append(f"tags of {priority.ref}")
        links += add_links(row, serving_names(priority), by=by, at=at)
    if links:
        changed.append(f"{links} link{'' if links == 1 else 's'} to what serves it")
    if not changed:
        return ()
    plan.version += 1
    plan.changed_on = today if is_moved else plan.changed_on
    plan.save(update_fields=["version", "changed_on"])
    record(
        "corporate plan written",
        subject="corporate plan",
        subject_id=plan.slug,
        by=by.pk,
        at=at,
        details={"version": plan.version, "changed": "; ".join(changed)},
    )
    return tuple(changed)


def serving_names(priority: PriorityRecord) -> tuple[ServingName, ...]:
    """Everything that the record says serves the priority."""
    every = (
        (Serves.PLAN, priority.plans),
        (Serves.ACTION, priority.actions),
        (Serves.SERVICE_PLAN, priority.service_plans),
        (Serves.INDICATOR, priority.indicators),
    )
    return tuple(ServingName(kind=kind, name=name) for kind, names in every for name in names)


def _wrong_council(
    written: CorporatePlanRecord, council: Council | None, plan: CorporatePlan | None
) -> Iterator[Problem]:
    if council is None:
        known = ", ".join(Council.objects.order_by("slug").values_list("slug", flat=True))
        yield Problem(f"There is no council {written.council!r}.", column="council", expected=f"one of {known}")
    elif plan is not None and plan.council_id != council.pk:
        yield Problem(
            f"This is a plan of {plan.council.name}. Give that of another council a slug of its own.", column="slug"
        )


def _would_be_lost(plan: CorporatePlan, written: CorporatePlanRecord) -> Iterator[Problem]:
    """Priorities that the record has no more, although something serves them."""
    kept = {one.ref for one in written.priorities}
    for row in plan.priorities.exclude(ref__in=kept).prefetch_related(
        "links__plan", "links__plan_action__plan", "links__service_plan__service", "links__indicator"
    ):
        serving = [str(one.plan or one.plan_action or one.service_plan or one.indicator) for one in row.links.all()]
        if serving:
            yield Problem(
                f"Priority {row.ref} is left out, and {listed(serving)} would serve nothing by it. Take these links "
                "away first, or keep the priority.",
                column="priority",
                found=row.ref,
            )


def _head_changed(plan: CorporatePlan, written: CorporatePlanRecord) -> list[str]:
    """Sets what stands at the head; the names of what was otherwise."""
    changed = []
    for name in ("title", "first_year", "last_year", "source", "illustrative"):
        said = getattr(written, name)
        if getattr(plan, name) != said:
            if plan.pk is not None:
                changed.append(f"{name.replace('_', ' ')} from {getattr(plan, name)} to {said}")
            setattr(plan, name, said)
    return changed


def _priority_changed(plan: CorporatePlan, said: PriorityRecord, *, place: int) -> list[str]:
    """The priority as it is written now; what of it was otherwise."""
    row = Priority.objects.filter(corporate_plan=plan, ref=said.ref).first()
    if row is None:
        Priority.objects.create(corporate_plan=plan, ref=said.ref, place=place, title=said.title, outcome=said.outcome)
        return [] if plan.version == 0 else [f"priority {said.ref} added"]
    changed = [
        f"{name} of {said.ref} from “{getattr(row, name)}” to “{getattr(said, name)}”"
        for name in ("title", "outcome")
        if getattr(row, name) != getattr(said, name)
    ]
    if row.place != place:
        changed.append(f"{said.ref} from place {row.place} to place {place}")
    if changed:
        row.title, row.outcome, row.place = said.title, said.outcome, place
        row.save()
    return changed


def _taken_out(plan: CorporatePlan, written: CorporatePlanRecord) -> list[str]:
    gone = plan.priorities.exclude(ref__in={one.ref for one in written.priorities})
    words = [f"priority {one.ref} taken out (“{one.title}”)" for one in gone]
    for one in gone:
        one.tags.all().delete()
        one.delete()
    return words
