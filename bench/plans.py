"""Forty plans of fifty actions each, of which progress is asked, with a register and what serves which priority."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from bench.register import OFFICER, fill_register
from goldenthread.accounts.models import User
from goldenthread.actions.models import Action
from goldenthread.domain.periods import Quarter
from goldenthread.domain.plain import to_plain
from goldenthread.domain.plan_actions import ActionTerms, MilestoneTerms
from goldenthread.indicators.models import Indicator
from goldenthread.partnership.models import Council
from goldenthread.plans.models import (
    ActionVersion,
    CorporatePlan,
    Plan,
    PlanAction,
    Priority,
    PriorityLink,
    Progress,
    ProgressQuarter,
    Theme,
)
from goldenthread.plans.operations import close_progress
from tests.world import make_committee, make_decision

AT = datetime(2020, 1, 20, 9, tzinfo=UTC)
TODAY = date(2020, 1, 20)
BY = 1
_BATCH = 500


def fill_plans(*, plans: int, each: int, closed: bool = False) -> None:
    """So many final plans, each with so many actions of four milestones; a third of the actions serves a priority."""
    fill_register(measures=360, services=13, history=False)
    committee, decision = make_committee(), make_decision(on="2019-04-05")
    officer = User.objects.get(email=OFFICER)
    priorities = [
        Priority.objects.create(
            corporate_plan=CorporatePlan.objects.create(
                slug=council.slug,
                council=council,
                title=council.name,
                first_year=2019,
                last_year=2022,
                changed_on=TODAY,
            ),
            place=1,
            ref="1",
            title="What it seeks",
        )
        for council in Council.objects.order_by("pk")
    ]
    terms = to_plain(_terms())
    for number in range(plans):
        plan = Plan.objects.create(
            slug=f"plan-{number}", kind="improvement", title=f"Plan {number:02}", committee=committee, first_year=2019,
            last_year=2020, state="final", decision=decision, finalised_on=TODAY,
        )  # fmt: skip
        theme = Theme.objects.create(plan=plan, place=1, title="One")
        quarter = ProgressQuarter.objects.create(plan=plan, period="2019-20 Q3", opened_at=AT)
        promised = _add(
            Action(
                words=f"Do thing {ref} of the plan, well and in time", owner_post=f"Head of {ref}", made_at=AT,
                first_due_on=date(2020, 3, 31), due_on=date(2020, 3, 31),
            )
            for ref in range(each)
        )  # fmt: skip
        actions = _add(
            PlanAction(plan=plan, theme=theme, ref=f"1.{ref}", action=one) for ref, one in enumerate(promised)
        )
        _add(
            ActionVersion(
                plan_action=one, number=0, kind="baseline", terms=terms, on=date(2019, 4, 5), decision=decision, at=AT,
                by=BY,
            )
            for one in actions
        )  # fmt: skip
        reported = {"is_started": True, "expected": {"": "2020-03-31", "M4": "2019-12-28"}, "done": {}}
        _add(
            Progress(
                quarter=quarter, plan_action=one, reported=reported, words="It goes on.", confidence="likely",
                reported_at=AT, reported_by=officer,
            )
            for one in actions
        )  # fmt: skip
        _add(
            PriorityLink(priority=priorities[ref % len(priorities)], plan_action=one)
            for ref, one in enumerate(actions)
            if ref % 3 == 0
        )
        if closed:
            close_progress(plan_id=plan.pk, quarter=Quarter.parse("2019-20 Q3"), by=officer, at=AT)
    _add(
        PriorityLink(priority=priorities[place % len(priorities)], indicator=one)
        for place, one in enumerate(Indicator.objects.order_by("pk")[:60])
    )


def _terms() -> ActionTerms:
    return ActionTerms(
        words="Do it. " * 20,
        outcome="It is done. " * 20,
        success="The committee agrees that it is done. " * 5,
        owner_post="Head of Service",
        starts_on=date(2019, 5, 1),
        due_on=date(2020, 3, 31),
        milestones=tuple(
            MilestoneTerms(key=f"M{place}", words="A step on the way. " * 4, due_on=date(2019, 3 * place, 28))
            for place in (2, 3, 4)
        ),
    )


def _add(rows: Any) -> list[Any]:
    listed = list(rows)
    return type(listed[0])._base_manager.bulk_create(listed, batch_size=_BATCH) if listed else []
