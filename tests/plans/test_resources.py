"""Staff and money of actions: by council and year, summed by priority, and the actions that have none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.accounts.models import User
from goldenthread.domain.plan_actions import ChangeKind
from goldenthread.domain.problems import InputRefused
from goldenthread.domain.service_plans import ResourceTerms
from goldenthread.plans.forms import read_resources
from goldenthread.plans.models import ActionResource
from goldenthread.plans.operations import ChangeSaid, ResourceSaid, agree_resource, agree_resources, write_service_plan
from goldenthread.plans.queries.plans import life_of
from goldenthread.plans.queries.resources import (
    actions_without_resources,
    resources_by_priority,
    resources_of_action,
    resources_of_plan,
)
from tests.plans.improvement import FEBRUARY, IN_JULY, action, change
from tests.plans.test_service_plans import PLAN, make_service_world
from tests.world import make_decision, make_item, make_meeting

pytestmark = pytest.mark.django_db

TERMS = ResourceTerms(
    staff=Decimal("1.5"), money=Decimal(60000), agreed_by="Chief Executive of Havering", agreed_on=date(2019, 5, 1)
)
SAID = ResourceSaid(action="improvement-plan/1.1", council="havering", year="2019-20", terms=TERMS)


@pytest.fixture(autouse=True)
def _world(officer: User) -> None:
    make_service_world(officer)


def test_what_was_agreed_stays_and_the_newest_holds(officer):
    agree_resource(SAID, by=officer, at=IN_JULY)
    assert agree_resource(SAID, by=officer, at=IN_JULY) is None
    agree_resource(replace(SAID, terms=replace(TERMS, staff=Decimal(2))), by=officer, at=IN_JULY)

    assert ActionResource.objects.count() == 2
    (now,) = resources_of_action(action("1.1").pk)
    assert (now.council, now.year, now.staff, now.agreed_by) == (
        "Havering", "2019-20", Decimal(2), "Chief Executive of Havering",
    )  # fmt: skip
    assert list(resources_of_plan(action("1.1").plan_id)) == ["1.1"]


def test_what_serves_two_priorities_stands_under_both_and_counts_once(officer):
    agree_resource(SAID, by=officer, at=IN_JULY)
    write_service_plan(PLAN, by=officer, at=IN_JULY)

    (havering,) = [one for one in resources_by_priority("2019-20") if one.council_slug == "havering"]

    means, proud = havering.rows
    assert (means.title, means.sum.staff, means.sum.money, means.sum.things) == (
        "Live within our means", Decimal(44), Decimal(2160000), 2,
    )  # fmt: skip
    assert proud.sum.things == 0
    assert (havering.sum.staff, havering.sum.things) == (Decimal(44), 2)


def test_what_serves_none_of_the_councils_priorities_has_a_line_of_its_own(officer):
    agree_resource(replace(SAID, action="improvement-plan/2.1", council="newham"), by=officer, at=IN_JULY)

    (newham,) = [one for one in resources_by_priority("2019-20") if one.council_slug == "newham"]

    assert [(one.ref, one.sum.money) for one in newham.rows] == [("", Decimal(60000))]


def test_actions_with_none_are_listed_until_something_is_agreed_for_the_year(officer):
    assert [one.ref for one in actions_without_resources("2019-20")] == ["1.1", "1.2", "2.1"]

    agree_resource(SAID, by=officer, at=IN_JULY)

    assert [one.ref for one in actions_without_resources("2019-20")] == ["1.2", "2.1"]
    assert "1.1" in [one.ref for one in actions_without_resources("2020-21")]
    assert not actions_without_resources("2030-31")


def test_everything_wrong_of_many_is_told_at_once_and_nothing_is_written(officer):
    many = [
        SAID,
        replace(SAID, council="newham"),
        replace(SAID, action="improvement-plan/9.9", council="x"),
        replace(SAID, year="2025-26", terms=replace(TERMS, agreed_on=date(2030, 1, 1))),
    ]
    with pytest.raises(InputRefused) as refused:
        agree_resources(many, by=officer, at=IN_JULY)

    assert [one.column for one in refused.value.problems] == [
        "resource[2] council",
        "resource[3] action",
        "resource[3] council",
        "resource[4] agreed_on",
        "resource[4] year",
    ]
    assert not ActionResource.objects.exists()


def test_a_file_of_resources_is_read_whole():
    text = """
[[resource]]
action = "improvement-plan/1.1"
council = "havering"
year = "2019-20"
staff = "1.5"
money = "60,000"
agreed_by = "Chief Executive of Havering"
agreed_on = 2019-05-01
"""
    assert read_resources(text.encode(), file="r.toml") == (SAID,)
    with pytest.raises(InputRefused) as refused:
        read_resources(text.replace("1.5", "1e9").replace("council =", "counsel =").encode(), file="r.toml")
    assert [one.column for one in refused.value.problems] == [
        "resource[1].counsel", "resource[1].council", "resource[1].staff",
    ]  # fmt: skip


def test_reads_do_not_grow_with_what_was_agreed(officer):
    with CaptureQueriesContext(connection) as few:
        resources_by_priority("2019-20")
    agree_resource(SAID, by=officer, at=IN_JULY)
    agree_resource(replace(SAID, action="improvement-plan/2.1"), by=officer, at=IN_JULY)
    with CaptureQueriesContext(connection) as more:
        resources_by_priority("2019-20")

    assert len(more) == len(few) <= 6


def test_a_deferred_action_needs_nothing_for_now(officer):
    item = make_item(meeting=make_meeting(on=FEBRUARY), number="47")
    deferred = ChangeSaid(
        kind=ChangeKind.DEFER,
        terms=life_of(action("1.2").pk).terms,
        on=FEBRUARY,
        reason="Staff are needed elsewhere.",
        decision=make_decision(item=item, number="1", text="To defer it.").reference,
    )
    change("1.2", deferred, by=officer)

    assert [one.ref for one in actions_without_resources("2019-20")] == ["1.1", "2.1"]
