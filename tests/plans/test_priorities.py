"""A council's priorities are entered in its own words, and what serves them is linked to them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from goldenthread.accounts.models import User
from goldenthread.audit.models import Event
from goldenthread.domain.priority_records import CorporatePlanRecord, PriorityRecord
from goldenthread.domain.problems import InputRefused
from goldenthread.partnership.rules import RoleMissing
from goldenthread.plans.forms import read_priorities
from goldenthread.plans.models import CorporatePlan, OutcomeTag, PlanAction, Priority, PriorityLink
from goldenthread.plans.operations import (
    Serves,
    ServingName,
    link_to_priority,
    tag_indicator,
    unlink_from_priority,
    write_corporate_plan,
    write_plan,
)
from goldenthread.plans.queries.priorities import (
    corporate_plans,
    may_serve,
    priorities_changed_since,
    served_by,
    serving,
    tags_of_indicator,
)
from tests.plans.improvement import APRIL, IN_APRIL, IN_JULY, IN_MARCH, PLAN, finalised, make_world
from tests.world import make_council, make_indicator, make_measure

pytestmark = pytest.mark.django_db

MEANS = PriorityRecord(
    ref="1",
    title="Live within our means",
    outcome="What is owed to the borough is collected.",
    tags=("bv-use-of-resources",),
    plans=("improvement-plan",),
    actions=("improvement-plan/1.1",),
    indicators=("CTX01",),
)
WRITTEN = CorporatePlanRecord(
    slug="havering-2019",
    council="havering",
    title="Our Havering",
    first_year=2019,
    last_year=2021,
    priorities=(MEANS, PriorityRecord(ref="2", title="A borough to be proud of")),
    illustrative=True,
)


@pytest.fixture
def world(officer: User) -> None:
    finalised(by=officer)
    for ref, council in (("CTX01", "Havering"), ("NEW01", "Newham")):
        make_measure(indicator=make_indicator(ref), council=make_council(council))


@pytest.fixture
def written(world: None, officer: User) -> CorporatePlan:
    write_corporate_plan(WRITTEN, by=officer, at=IN_APRIL)
    return CorporatePlan.objects.get()


def wrong(record: CorporatePlanRecord, *, by: User) -> list[tuple[str, str]]:
    with pytest.raises(InputRefused) as refused:
        write_corporate_plan(record, by=by, at=IN_JULY)
    return [(one.column, one.message) for one in refused.value.problems]


def test_priorities_are_read_back_with_what_serves_them(written):
    (plan,) = corporate_plans()
    means, proud = plan.priorities

    assert (plan.council, plan.title, means.title, proud.links) == (
        "Havering", "Our Havering", "Live within our means", 0,
    )  # fmt: skip
    assert [one.name for one in means.tags] == ["Use of resources"]
    assert [(one.kind, one.name) for one in serving(means.id)] == [
        ("plan", "improvement-plan"),
        ("action", "improvement-plan/1.1"),
        ("indicator", "CTX01"),
    ]
    for found in (
        served_by(plan="improvement-plan"),
        served_by(action=("improvement-plan", "1.1")),
        served_by(indicator="CTX01"),
    ):
        assert [(one.council, one.slug, one.ref) for one in found] == [("Havering", "havering-2019", "1")]
    assert not served_by(indicator="NEW01")


def test_the_same_twice_changes_nothing_and_tells_nothing(written, officer):
    before = Event.objects.count()

    assert write_corporate_plan(WRITTEN, by=officer, at=IN_JULY) == ()

    assert Event.objects.count() == before
    assert CorporatePlan.objects.get().version == 1


def test_what_is_reworded_is_told_with_both_wordings_and_plans_are_to_be_reviewed(written, officer):
    reworded = replace(WRITTEN, priorities=(replace(MEANS, title="Spend what we have"), WRITTEN.priorities[1]))

    changed = write_corporate_plan(reworded, by=officer, at=IN_JULY)

    assert changed == ("title of 1 from “Live within our means” to “Spend what we have”",)
    assert CorporatePlan.objects.get().changed_on == IN_JULY.date()
    assert [one.slug for one in priorities_changed_since(APRIL)] == ["havering-2019"]
    assert "Spend what we have" in Event.objects.latest("pk").details["changed"]


def test_a_file_takes_no_link_away_and_new_ones_do_not_make_plans_due_for_review(written, officer):
    bare = replace(MEANS, plans=(), actions=(), indicators=())
    write_corporate_plan(replace(WRITTEN, priorities=(bare, WRITTEN.priorities[1])), by=officer, at=IN_JULY)
    assert PriorityLink.objects.count() == 3

    more = replace(WRITTEN.priorities[1], actions=("improvement-plan/2.1",))
    write_corporate_plan(replace(WRITTEN, priorities=(bare, more)), by=officer, at=IN_JULY)

    assert PriorityLink.objects.count() == 4
    assert CorporatePlan.objects.get().changed_on == IN_APRIL.date()


def test_a_priority_is_not_dropped_while_something_serves_it(written, officer):
    (problem,) = wrong(replace(WRITTEN, priorities=WRITTEN.priorities[1:]), by=officer)

    assert "Priority 1 is left out, and " in problem[1]
    assert "CTX01" in problem[1]
    assert Priority.objects.count() == 2

    changed = write_corporate_plan(replace(WRITTEN, priorities=(MEANS,)), by=officer, at=IN_JULY)
    assert changed == ("priority 2 taken out (“A borough to be proud of”)",)


def test_everything_unknown_is_told_at_once_and_nothing_is_written(world, officer):
    record = replace(
        WRITTEN,
        priorities=(
            replace(
                MEANS,
                plans=("no-plan",),
                actions=("improvement-plan/9.9",),
                service_plans=("ict/2019-20",),
                indicators=("NEW01", "XXX"),
            ),
        ),
    )

    found = wrong(record, by=officer)

    assert [column for column, _ in found] == [
        "1 plans", "1 actions", "1 service_plans", "1 indicators", "1 indicators",
    ]  # fmt: skip
    assert "NEW01 is not measured for Havering." in [words for _, words in found]
    assert not CorporatePlan.objects.exists()
    assert not OutcomeTag.objects.exists()


def test_an_unknown_council_and_another_councils_slug_are_refused(written, officer):
    assert wrong(replace(WRITTEN, council="atlantis"), by=officer)[0][0] == "council"
    make_council("Bexley")
    assert "This is a plan of Havering" in wrong(replace(WRITTEN, council="bexley"), by=officer)[0][1]


def test_an_action_for_other_councils_does_not_serve_this_one(written, officer):
    PlanAction.objects.get(ref="2.1").serves.set([make_council("Newham")])
    record = replace(WRITTEN, priorities=(replace(MEANS, actions=("improvement-plan/2.1",)),))

    assert "is not for Havering" in wrong(record, by=officer)[0][1]


def test_links_are_made_and_taken_away_once_each_with_who_did_it(written, officer):
    priority = Priority.objects.get(ref="2")
    named = [ServingName(kind=Serves.INDICATOR, name="CTX01")]

    assert link_to_priority(priority_id=priority.pk, what=named, by=officer, at=IN_JULY) == 1
    assert link_to_priority(priority_id=priority.pk, what=named, by=officer, at=IN_JULY) == 0
    assert unlink_from_priority(priority_id=priority.pk, what=named, by=officer, at=IN_JULY) == 1
    assert unlink_from_priority(priority_id=priority.pk, what=named, by=officer, at=IN_JULY) == 0

    told = Event.objects.filter(subject="corporate plan").order_by("pk").values_list("kind", "details")
    assert list(told)[-2:] == [
        ("linked to a priority", {"priority": "2", "indicator": "CTX01"}),
        ("link to a priority taken away", {"priority": "2", "indicator": "CTX01"}),
    ]


def test_nothing_is_linked_to_what_is_still_a_draft(officer):
    make_world()
    write_plan(PLAN, by=officer, at=IN_MARCH)
    make_measure(indicator=make_indicator("CTX01"), council=make_council("Havering"))

    found = wrong(WRITTEN, by=officer)

    assert any("link it once it is final" in words for _, words in found)


def test_indicators_have_tags_too(world, officer):
    assert tag_indicator(ref="CTX01", keys=["bv-use-of-resources", "lof-child-poverty"], by=officer, at=IN_JULY)
    assert not tag_indicator(ref="CTX01", keys=["lof-child-poverty", "bv-use-of-resources"], by=officer, at=IN_JULY)
    assert [one.key for one in tags_of_indicator("CTX01")] == ["lof-child-poverty", "bv-use-of-resources"]
    with pytest.raises(InputRefused, match="no such tag"):
        tag_indicator(ref="CTX01", keys=["bv-luck"], by=officer, at=IN_JULY)


def test_only_the_officer_writes_priorities(world, lead, clerk):
    for person in (lead, clerk):
        with pytest.raises(RoleMissing):
            write_corporate_plan(WRITTEN, by=person, at=IN_APRIL)


def test_what_may_serve_is_what_reaches_the_council(written):
    offered = may_serve("havering")

    assert [name for name, _ in offered["indicator"]] == ["CTX01"]
    assert ("improvement-plan", "oneSource Improvement Plan") in offered["plan"]
    assert "improvement-plan/1.2" in [name for name, _ in offered["action"]]


def test_a_file_is_read_whole_or_every_problem_is_told():
    text = """
[corporate_plan]
slug = "havering-2019"
council = "havering"
title = "Our Havering"
first_year = "2019-20"
last_year = "2021-22"

[[priority]]
ref = "1"
title = "Live within our means"
tags = ["bv-use-of-resources"]
indicators = ["CTX01"]
"""
    read = read_priorities(text.encode(), file="havering.toml")
    assert (read.first_year, read.last_year, read.priorities[0].indicators) == (2019, 2021, ("CTX01",))

    broken = (
        text.replace('"2019-20"', '"soon"')
        .replace('["CTX01"]', '"CTX01"')
        .replace("[[priority]]", "[[priority]]\nx = 1")
    )
    with pytest.raises(InputRefused) as refused:
        read_priorities(broken.encode(), file="havering.toml")
    assert [one.column for one in refused.value.problems] == [
        "corporate_plan.first_year", "priority[1].x", "priority[1].indicators",
    ]  # fmt: skip


def test_what_is_taken_out_makes_plans_due_for_review_and_another_order_is_told(written, officer):
    turned = replace(WRITTEN, priorities=(WRITTEN.priorities[1], MEANS))
    assert write_corporate_plan(turned, by=officer, at=IN_APRIL) == (
        "2 from place 2 to place 1",
        "1 from place 1 to place 2",
    )

    write_corporate_plan(replace(WRITTEN, priorities=(MEANS,)), by=officer, at=IN_JULY)

    assert CorporatePlan.objects.get().changed_on == IN_JULY.date()
