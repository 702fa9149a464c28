"""A service plan is written down whole, and each promise of it is tied to the measure that says whether it is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from goldenthread.accounts.models import User
from goldenthread.audit.models import Event
from goldenthread.domain.problems import InputRefused
from goldenthread.domain.service_plans import CouncilRecord, LevelRecord, ResourceTerms, ServicePlanRecord
from goldenthread.partnership.rules import RoleMissing
from goldenthread.plans.forms import read_service_plan
from goldenthread.plans.models import Priority, ServicePlan, ServicePlanResource, ServicePlanVersion
from goldenthread.plans.operations import (
    Serves,
    ServicePlanUnknown,
    ServingName,
    agree_service_plan,
    unlink_from_priority,
    write_corporate_plan,
    write_service_plan,
)
from goldenthread.plans.queries.priorities import served_by
from goldenthread.plans.queries.resources import resources_by_priority
from goldenthread.plans.queries.service_plans import service_plan_called, service_plans
from tests.plans.improvement import IN_APRIL, IN_JULY, finalised
from tests.plans.test_priorities import WRITTEN as PRIORITIES
from tests.world import (
    make_council,
    make_decision,
    make_indicator,
    make_item,
    make_measure,
    make_meeting,
    make_provision,
)

pytestmark = pytest.mark.django_db

AGREED = ResourceTerms(
    staff=Decimal("42.5"), money=Decimal(2100000), agreed_by="Section 151 Officer", agreed_on=date(2019, 3, 1)
)
LEVEL = LevelRecord(
    ref="SL1",
    council="havering",
    words="Council tax is paid as it falls due.",
    indicator="CTX01",
    direction="at-least",
    level=Decimal("97.5"),
    when_missed="The director tells the council within a month why.",
)
PLAN = ServicePlanRecord(
    service="exchequer-and-transactional",
    year="2019-20",
    purpose="To collect what is owed, and to pay what is due.",
    councils=(CouncilRecord(council="havering", words="All of it.", resource=AGREED),),
    levels=(LEVEL,),
    priorities=("havering-2019/1",),
    actions=("improvement-plan/1.1",),
    indicators=("CTX01",),
    illustrative=True,
)
TEXT = """
[service_plan]
service = "exchequer-and-transactional"
year = "2019-20"
purpose = "To collect what is owed, and to pay what is due."
priorities = ["havering-2019/1"]
actions = ["improvement-plan/1.1"]
indicators = ["CTX01"]
illustrative = true

[[council]]
name = "havering"
provided = "All of it."
staff = "42.5"
money = 2100000
agreed_by = "Section 151 Officer"
agreed_on = 2019-03-01

[[service_level]]
ref = "SL1"
council = "havering"
words = "Council tax is paid as it falls due."
indicator = "CTX01"
at_least = "97.5"
when_missed = "The director tells the council within a month why."
"""


def make_service_world(officer: User) -> None:
    """Havering gets the service, and its council tax is measured; Newham is another council."""
    finalised(by=officer)
    make_measure(indicator=make_indicator("CTX01", unit="percentage"), council=make_council("Havering"))
    make_council("Newham")
    write_corporate_plan(PRIORITIES, by=officer, at=IN_APRIL)


@pytest.fixture
def world(officer: User) -> None:
    make_service_world(officer)


@pytest.fixture
def written(world: None, officer: User) -> ServicePlan:
    write_service_plan(PLAN, by=officer, at=IN_APRIL)
    return ServicePlan.objects.get()


def wrong(record: ServicePlanRecord, *, by: User) -> list[tuple[str, str]]:
    with pytest.raises(InputRefused) as refused:
        write_service_plan(record, by=by, at=IN_JULY)
    return [(one.column, one.message) for one in refused.value.problems]


def test_the_file_says_what_the_record_holds():
    assert read_service_plan(TEXT.encode(), file="plan.toml") == PLAN


def test_every_problem_of_a_file_is_told_with_its_place():
    broken = (
        TEXT.replace('"42.5"', "42.5")
        .replace('at_least = "97.5"', 'at_least = "97.5"\nat_most = "1"')
        .replace('year = "2019-20"', 'year = "now"')
        .replace('provided = "All of it."', "extra = 1")
    )
    with pytest.raises(InputRefused) as refused:
        read_service_plan(broken.encode(), file="plan.toml")

    assert [one.column for one in refused.value.problems] == [
        "service_plan.year",
        "council[1].extra",
        "council[1].provided",
        "council[1].staff",
        "service_level[1].at_least",
    ]


def test_a_service_plan_is_read_back_with_everything_on_it(written):
    (listed,) = service_plans()
    found = service_plan_called("exchequer-and-transactional", "2019-20")

    assert (listed.service, listed.year_label, listed.levels) == ("Exchequer and Transactional", "2019/20", 1)
    assert found is not None
    assert found.title == "Exchequer and Transactional: service plan 2019/20"
    (provided,) = found.provided
    assert (provided.council, provided.words) == ("Havering", "All of it.")
    assert provided.resource is not None
    assert (provided.resource.staff, provided.resource.money) == (Decimal("42.5"), Decimal(2100000))
    assert [one.title for one in found.priorities] == ["Live within our means"]
    assert [one.words for one in found.actions] == ["Train every manager."]
    (level,) = found.levels
    assert (level.indicator, level.direction, level.level, level.unit) == (
        "CTX01", "at-least", Decimal("97.5"), "percentage",
    )  # fmt: skip
    assert served_by(service_plan=("exchequer-and-transactional", "2019-20"))


def test_the_same_twice_changes_nothing_and_another_text_is_another_version(written, officer):
    assert write_service_plan(PLAN, by=officer, at=IN_JULY) is None

    made = write_service_plan(replace(PLAN, purpose="To pay.", levels=()), by=officer, at=IN_JULY)

    assert made is not None
    assert made.number == 2
    assert ServicePlanVersion.objects.count() == 2
    assert ServicePlan.objects.get().levels.count() == 0
    # What was agreed of staff and money stands as it did.
    assert ServicePlanResource.objects.count() == 1


def test_other_staff_is_the_next_number_beside_what_was_agreed(written, officer):
    more = replace(AGREED, staff=Decimal(44), agreed_on=date(2019, 7, 1))
    changed = replace(PLAN, councils=(replace(PLAN.councils[0], resource=more),))

    write_service_plan(changed, by=officer, at=IN_JULY)

    rows = ServicePlanResource.objects.order_by("number").values_list("number", "staff")
    assert list(rows) == [(1, Decimal("42.5")), (2, Decimal(44))]


def test_what_a_decision_agreed_is_that_text_alone(written, officer):
    decision = make_decision(item=make_item(meeting=make_meeting(on="2019-06-12")), text="To agree the service plan.")

    agree_service_plan(
        service="exchequer-and-transactional", year="2019-20", decision=decision.reference, by=officer, at=IN_JULY
    )
    assert service_plans()[0].decision == decision.reference

    write_service_plan(replace(PLAN, purpose="To pay."), by=officer, at=IN_JULY)
    assert service_plans()[0].decision == ""
    assert decision.reference in str(Event.objects.latest("pk").details)
    with pytest.raises(ServicePlanUnknown, match=r"There are: exchequer-and-transactional 2019-20\."):
        agree_service_plan(service="ict", year="2019-20", decision=decision.reference, by=officer, at=IN_JULY)


def test_everything_that_is_unknown_or_cannot_be_is_told_at_once(world, officer):
    record = replace(
        PLAN,
        councils=(
            *PLAN.councils,
            CouncilRecord(council="newham", words="Some."),
            CouncilRecord(council="x", words="?"),
        ),
        levels=(
            LEVEL,
            replace(LEVEL, ref="SL2", level=Decimal(101)),
            replace(LEVEL, ref="SL4", level=Decimal("1E-7")),
            replace(LEVEL, ref="SL3", council="newham"),
            replace(LEVEL, ref="sl1", council="bexley"),
        ),
        priorities=("havering-2019/9",),
        actions=("improvement-plan/9.9",),
        indicators=("XXX",),
    )

    found = wrong(record, by=officer)

    assert [column for column, _ in found] == [
        "ref",
        "SL4 level",
        "sl1 council",
        "council",
        "council",
        "priorities",
        "actions",
        "indicators",
        "SL2 level",
        "SL3 indicator",
        "sl1 indicator",
    ]
    assert "is not provided to Newham in 2019/20" in found[3][1]
    assert not ServicePlan.objects.exists()


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"staff": None, "money": None}, "havering staff"),
        ({"money": Decimal(-1)}, "havering money"),
        ({"agreed_by": " "}, "havering agreed_by"),
        ({"staff": Decimal("1E+9999999")}, "havering staff"),
        ({"money": Decimal("0.0000001")}, "havering money"),
        ({"agreed_on": date(2030, 1, 1)}, "havering agreed_on"),
    ],
)
def test_resources_that_cannot_be_are_refused(world, officer, change, column):
    terms = replace(AGREED, **change)
    found = wrong(replace(PLAN, councils=(replace(PLAN.councils[0], resource=terms),)), by=officer)

    assert [one for one, _ in found] == [column]


def test_only_the_officer_writes_service_plans(world, lead):
    with pytest.raises(RoleMissing):
        write_service_plan(PLAN, by=lead, at=IN_APRIL)


def test_a_council_is_not_left_out_while_the_plan_serves_its_priorities(written, officer):
    make_provision(service=written.service, council=make_council("Newham"))
    other = CouncilRecord(council="newham", words="All of it.")
    moved = replace(PLAN, councils=(other,), levels=(), priorities=())

    found = wrong(moved, by=officer)

    assert [column for column, _ in found] == ["council"]
    assert "havering is left out, and the plan serves havering-2019/1." in found[0][1]

    named = [ServingName(kind=Serves.SERVICE_PLAN, name=PLAN.name)]
    unlink_from_priority(priority_id=Priority.objects.get(ref="1").pk, what=named, by=officer, at=IN_JULY)
    assert write_service_plan(moved, by=officer, at=IN_JULY) is not None
    # Its establishment stays in the record, and counts no more.
    (havering,) = [one for one in resources_by_priority("2019-20") if one.council_slug == "havering"]
    assert havering.sum.things == 0
