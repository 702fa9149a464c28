"""What somebody has to do with plans: actions of theirs of which an open quarter has no report yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from goldenthread.domain.periods import Quarter
from goldenthread.domain.plan_actions import Standing
from goldenthread.partnership.permissions import Permission, roles_with
from goldenthread.partnership.queries import HeldRole
from goldenthread.plans.models import PlanAction, ProgressQuarter
from goldenthread.plans.queries.plans import lives_of
from goldenthread.plans.queries.progress import done_before
from goldenthread.plans.rules import scope_of


@dataclass(frozen=True, kw_only=True)
class ToReport:
    """The actions of one plan that somebody has not reported on for a quarter."""

    slug: str
    title: str
    quarter: Quarter
    refs: tuple[str, ...]


def to_report(held: Sequence[HeldRole]) -> tuple[ToReport, ...]:
    """What whoever holds these roles has still to report, of services and directorates that they lead; the oldest
    quarter first. Whoever keeps every plan sees at the plan who has not.

    As many reads for each open quarter however many actions there are.
    """
    roles = roles_with(Permission.REPORT_PROGRESS)
    leading = [
        one for one in held if one.role in roles and (one.service_id is not None or one.directorate_id is not None)
    ]
    if not leading:
        return ()
    found = []
    asked = ProgressQuarter.objects.filter(closed_at=None).select_related("plan").order_by("period", "plan__title")
    for quarter in asked:
        refs = _refs(quarter, leading)
        if refs:
            plan = quarter.plan
            found.append(ToReport(slug=plan.slug, title=plan.title, quarter=Quarter.parse(quarter.period), refs=refs))
    return tuple(found)


def _refs(asked: ProgressQuarter, held: Sequence[HeldRole]) -> tuple[str, ...]:
    quarter = Quarter.parse(asked.period)
    rows = PlanAction.objects.filter(plan=asked.plan).exclude(progress__quarter=asked)
    every = rows.select_related("plan__service", "plan__directorate", "service", "directorate").order_by("ref")
    mine = [one for one in every if any(role.reaches(scope_of(one)) for role in held)]
    lives = lives_of((one.pk for one in mine), by=quarter.last_day)
    complete = {key for key, one in done_before(lives, quarter).items() if one.is_complete}
    return tuple(
        one.ref
        for one in mine
        if one.pk in lives and one.pk not in complete and lives[one.pk].standing is Standing.LIVE
    )
