"""Several people change one action, report on it, and link one priority at once: `python -m tests.plans.plan_at_once`.

Prints, for each step, how each of them ended and what the database then held.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any

import tests.figures.ready  # noqa: F401 - before what needs Django
from goldenthread.accounts.models import User
from goldenthread.domain.problems import Refused
from goldenthread.plans.models import ActionResource, ActionVersion, CorporatePlan, Priority, PriorityLink, Progress
from goldenthread.plans.operations import (
    Serves,
    ServingName,
    agree_resource,
    change_action,
    link_to_priority,
    open_progress,
    report_progress,
    write_corporate_plan,
)
from tests.figures.forking import all_at_once
from tests.plans.improvement import IN_APRIL, IN_JANUARY, IN_JULY, IN_SPRING, Q3, action, date_change, finalised, said
from tests.plans.test_priorities import WRITTEN
from tests.plans.test_resources import SAID
from tests.world import make_appointment, make_council, make_indicator, make_measure, make_partnership, make_person

EMAILS = ("one@example.org", "two@example.org", "three@example.org")


def make_ready() -> None:
    """A plan that is final, of which Q3 is asked, and three who keep plans."""
    make_partnership()
    for email in EMAILS:
        make_appointment(make_person(email.partition("@")[0].capitalize(), email=email), role="performance-officer")
    clerk = make_person("Clerk", email="clerk@example.org")
    make_appointment(clerk, role="committee-clerk")
    make_appointment(person(EMAILS[0]), role="committee-clerk")
    plan = finalised(by=person(EMAILS[0]))
    open_progress(plan_id=plan.pk, quarter=Q3, by=person(EMAILS[0]), at=IN_JANUARY)
    make_measure(indicator=make_indicator("CTX01"), council=make_council("Havering"))


def person(email: str) -> User:
    return User.objects.get(email=email)


def ended(act: Callable[[], object]) -> str:
    """What came of it: "" where it was done, else why it was not."""
    try:
        act()
    except Refused as refused:
        return str(refused)
    return ""


def change(email: str) -> str:
    made = date_change(date(2020, 6, 30), on=date(2020, 2, 7))
    return ended(
        partial(change_action, action_id=action("1.1").pk, version=1, said=made, by=person(email), at=IN_SPRING)
    )


def report(email: str) -> str:
    words = said(action=date(2020, 3, 31))
    pk = action("1.2").pk
    act = partial(report_progress, action_id=pk, quarter=Q3, version=0, said=words, by=person(email), at=IN_JANUARY)
    return ended(act)


def write(email: str) -> str:
    return ended(partial(write_corporate_plan, WRITTEN, by=person(email), at=IN_APRIL))


def link(email: str) -> str:
    named = [ServingName(kind=Serves.INDICATOR, name="CTX01")]
    priority = Priority.objects.get(ref="2").pk
    return ended(partial(link_to_priority, priority_id=priority, what=named, by=person(email), at=IN_JULY))


def agree(email: str) -> str:
    return ended(partial(agree_resource, SAID, by=person(email), at=IN_JULY))


def step(act: Callable[[str], str]) -> dict[str, Any]:
    acts: Sequence[Callable[[], Any]] = [partial(act, email) for email in EMAILS]
    return {"ended": sorted(all_at_once(acts)), "counted": counted()}


def counted() -> dict[str, int]:
    return {
        "changes": ActionVersion.objects.filter(number__gt=0).count(),
        "progress": Progress.objects.count(),
        "corporate plans": CorporatePlan.objects.count(),
        "links": PriorityLink.objects.count(),
        "resources": ActionResource.objects.count(),
    }


def main() -> None:
    make_ready()
    steps = {"change": change, "report": report, "write": write, "link": link, "agree": agree}
    print(json.dumps({name: step(act) for name, act in steps.items()}))


if __name__ == "__main__":
    main()
