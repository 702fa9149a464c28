"""What is wrong of a corporate plan is told all at once; tags are those of the two frameworks."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from goldenthread.domain.outcome_tags import BEST_VALUE, LOCAL_OUTCOMES, OUTCOME_TAGS, is_tag, tags_called
from goldenthread.domain.priority_records import CorporatePlanRecord, PriorityRecord, wrong_corporate_plan

ONE = PriorityRecord(ref="1", title="A council that lives within its means", tags=("bv-use-of-resources",))
PLAN = CorporatePlanRecord(
    slug="havering-2019", council="havering", title="Havering 2019", first_year=2019, last_year=2021, priorities=(ONE,)
)


def test_a_plan_in_order_has_nothing_wrong():
    assert not list(wrong_corporate_plan(PLAN))


def test_everything_wrong_is_told_with_its_place():
    wrong = replace(
        PLAN,
        first_year=2022,
        priorities=(ONE, replace(ONE, ref="2/3", title=" "), replace(ONE, tags=("lof-happiness",))),
    )

    assert [one.column for one in wrong_corporate_plan(wrong)] == ["years", "ref", "ref", "2/3 title", "1 tags"]


def test_a_plan_without_priorities_is_refused():
    assert [one.column for one in wrong_corporate_plan(replace(PLAN, priorities=()))] == ["priority"]


def test_the_frameworks_have_sixteen_outcomes_and_seven_themes_each_once():
    assert sum(one.framework == LOCAL_OUTCOMES for one in OUTCOME_TAGS) == 16
    assert sum(one.framework == BEST_VALUE for one in OUTCOME_TAGS) == 7
    assert len({one.key for one in OUTCOME_TAGS}) == len({one.name for one in OUTCOME_TAGS}) == 23
    assert all(one.source.startswith("https://www.gov.uk/") for one in OUTCOME_TAGS)


def test_tags_come_in_the_order_of_their_framework_whatever_order_they_are_named_in():
    named = ("bv-culture", "lof-child-poverty", "nothing", "lof-housing-supply")

    assert [one.key for one in tags_called(named)] == ["lof-housing-supply", "lof-child-poverty", "bv-culture"]
    assert not is_tag("nothing")


def test_the_reference_of_the_file_names_every_tag():
    page = Path("docs/reference/priorities-file.md").read_text(encoding="utf-8")

    assert all(f"`{one.key}`" in page for one in OUTCOME_TAGS)
