"""A plan is kept under review: its risks are scored again, and it is reviewed each year and when priorities change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from goldenthread.domain.plan_records import wrong_plan
from goldenthread.domain.plan_risks import RiskRecord, Score, wrong_scores
from goldenthread.domain.problems import InputRefused
from goldenthread.plans.forms import read_plan
from goldenthread.plans.models import PlanReview, RiskScore
from goldenthread.plans.operations import (
    ReviewSaid,
    agree_plan,
    review_plan,
    write_corporate_plan,
    write_plan,
)
from goldenthread.plans.queries.kept_under_review import review_due, reviews_of, risks_of
from goldenthread.plans.queries.plans import plan_called
from tests.figures.returning_pages import words_on
from tests.plans.improvement import (
    IN_APRIL,
    IN_JULY,
    IN_MARCH,
    IN_SPRING,
    PLAN,
    agreed_in_april,
    finalised,
    make_world,
    plan_row,
)
from tests.plans.test_pages_plans import HOME, browser, day, fill
from tests.plans.test_priorities import MEANS, WRITTEN
from tests.world import make_decision, make_item, make_meeting

pytestmark = pytest.mark.django_db

RISK = RiskRecord(
    ref="R1",
    title="Managers have no time for the courses",
    owner_post="Director of Human Resources",
    action="1.1",
    now=Score(likelihood=4, impact=3),
    sought=Score(likelihood=2, impact=3),
    words="Courses are held at their own offices.",
)


@pytest.fixture(autouse=True)
def _january(settings):
    settings.GOLDENTHREAD_TODAY = date(2020, 1, 20)


@pytest.fixture
def with_risk(officer):
    """The plan, agreed as it stood with a risk of an action."""
    make_world()
    write_plan(replace(PLAN, risks=(RISK,)), by=officer, at=IN_MARCH)
    agree, _ = agreed_in_april()
    return agree_plan(plan_id=plan_row().pk, version=1, decision=agree.reference, by=officer, at=IN_APRIL)


def test_a_plan_s_file_has_its_risks():
    text = """
[plan]
slug = "p"
kind = "improvement"
title = "P"
committee = "c"
first_year = "2019-20"
last_year = "2019-20"

[[theme]]
title = "T"

[[theme.action]]
ref = "1.1"
words = "Do it."
outcome = "Done."
owner = "Director"
starts = 2019-05-01
due = 2019-12-31

[[risk]]
ref = "R1"
title = "Managers have no time for the courses"
owner = "Director of Human Resources"
action = "1.1"
likelihood = 4
impact = 3
sought_likelihood = 2
sought_impact = 3
words = "Courses are held at their own offices."
"""
    assert read_plan(text.encode(), file="p.toml").risks == (RISK,)
    with pytest.raises(InputRefused) as refused:
        read_plan(text.replace("impact = 3\nsought_l", 'impact = "3"\nsought_l').encode(), file="p.toml")
    assert [one.column for one in refused.value.problems] == ["risk[1].impact"]


def test_everything_wrong_of_risks_is_told_at_once():
    wrong = replace(RISK, ref="r1", title=" ", action="9.9", now=Score(likelihood=6, impact=0))

    assert [one.column for one in wrong_plan(replace(PLAN, risks=(RISK, wrong)))] == [
        "risk ref", "r1 title", "r1 action", "r1 likelihood", "r1 impact", "r1 sought_likelihood",
    ]  # fmt: skip
    assert not list(wrong_scores(Score(likelihood=5, impact=5), Score(likelihood=5, impact=5)))


def test_risks_become_rows_once_the_plan_is_final(with_risk):
    (risk,) = risks_of(with_risk.pk)

    assert (risk.ref, risk.action, risk.now.number, risk.sought.number) == ("R1", "1.1", 12, 6)
    assert risk.scored_on == date(2019, 4, 5)


def test_the_officer_scores_a_risk_again_and_closes_it_and_every_score_stays(with_risk, officer, member):
    at_desk = browser(officer)
    scored = {"likelihood": "5", "impact": "3", "sought_likelihood": "2", "sought_impact": "3"}

    worse = fill(at_desk, f"{HOME}/risks/R1/score", **{**scored, "sought_likelihood": "6"})
    assert worse.status_code == 422
    assert fill(at_desk, f"{HOME}/risks/R1/score", **scored, **day("on", date(2020, 1, 10))).url == HOME

    page = words_on(browser(member).get(HOME))
    assert "15 (5 × 3) 10 January 2020; first 12" in page
    assert "Score R1" not in page
    assert "Managers have no time" in words_on(browser(member).get(f"{HOME}/actions/1.1"))
    assert RiskScore.objects.count() == 2
    early = fill(at_desk, f"{HOME}/risks/R1/score", **scored, **day("on", date(2019, 12, 1)))
    assert "It was last scored on 10 January 2020." in words_on(early)

    before = fill(at_desk, f"{HOME}/risks/R1/close", why="Every manager has been.", **day("on", date(2019, 1, 1)))
    assert "It was last scored on 10 January 2020." in words_on(before)
    closed = fill(at_desk, f"{HOME}/risks/R1/close", why="Every manager has been.", **day("on", date(2020, 1, 15)))
    assert closed.url == HOME
    assert "closed on 15 January 2020" in words_on(at_desk.get(HOME))
    assert at_desk.get(f"{HOME}/risks/R1/score").status_code == 404


def test_a_risk_is_added_to_a_plan_that_is_final(with_risk, officer):
    at_desk = browser(officer)
    typed = {
        "ref": "R2",
        "title": "The supplier leaves",
        "owner_post": "Director of Finance",
        "likelihood": "2",
        "impact": "5",
        "sought_likelihood": "1",
        "sought_impact": "5",
    }

    twice = fill(at_desk, f"{HOME}/risks/add", **{**typed, "ref": "r1"})
    assert "The plan has a risk of this ref." in words_on(twice)
    assert fill(at_desk, f"{HOME}/risks/add", **typed).url == HOME

    assert [one.ref for one in risks_of(with_risk.pk)] == ["R1", "R2"]


# --- reviews ----------------------------------------------------------------------------------------------------------


def said(**given: Any) -> ReviewSaid:
    usual: dict[str, Any] = {
        "on": date(2019, 7, 1),
        "occasion": "yearly",
        "outcome": "It stays as it is.",
        "by_post": "Director",
    }
    return ReviewSaid(**usual | given)


def review(plan_id: int, *, by, at=IN_SPRING, **given) -> PlanReview:
    return review_plan(plan_id=plan_id, version=plan_row().version, said=said(**given), by=by, at=at)


def due():
    plan = plan_called(PLAN.slug)
    return review_due(plan, reviews_of(plan.id))


def test_a_review_is_due_a_year_after_the_plan_was_final_or_last_reviewed(officer):
    assert finalised(by=officer).finalised_on == date(2019, 5, 2)
    assert due().on == date(2020, 5, 2)

    review(plan_row().pk, by=officer, on=date(2020, 2, 29), at=IN_SPRING)

    assert due().on == date(2021, 3, 1)
    assert due().because == "that is a year after it was last reviewed"


def test_a_review_is_due_when_a_council_s_priorities_change(officer):
    finalised(by=officer)
    bare = replace(WRITTEN, priorities=(replace(MEANS, indicators=()),))
    write_corporate_plan(bare, by=officer, at=IN_JULY)

    assert (due().on, due().because) == (IN_JULY.date(), "the priorities of Havering changed")

    review(plan_row().pk, by=officer, on=IN_JULY.date(), occasion="priorities")
    assert due().on == date(2020, 7, 5)


def test_what_is_wrong_of_a_review_is_told_at_once(officer):
    plan = finalised(by=officer)
    with pytest.raises(InputRefused) as refused:
        review(plan.pk, by=officer, on=date(2019, 4, 1), occasion="now", outcome="…", by_post="")

    assert [one.column for one in refused.value.problems] == ["on", "occasion", "outcome", "decision"]
    assert not PlanReview.objects.exists()


def test_the_officer_records_a_review_by_a_decision_and_everybody_reads_it(officer, member):
    finalised(by=officer)
    decision = make_decision(item=make_item(meeting=make_meeting(on="2020-01-15"), number="9"), text="To keep it.")

    answer = fill(
        browser(officer),
        f"{HOME}/review",
        occasion="yearly",
        outcome="It stays as it is.",
        decision=decision.reference,
        **day("on", date(2020, 1, 15)),
    )

    assert answer.url == HOME
    page = words_on(browser(member).get(HOME))
    assert "15 January 2020 It stays as it is. yearly" in page
    assert decision.reference in page
    assert "A review is due on 15 January 2021" in page


def test_a_review_that_is_due_stands_on_the_home_of_whoever_keeps_plans(officer, member, settings):
    finalised(by=officer)
    assert "to be reviewed" not in words_on(browser(officer).get("/home"))

    settings.GOLDENTHREAD_TODAY = date(2020, 5, 3)

    assert "oneSource Improvement Plan: to be reviewed" in words_on(browser(officer).get("/home"))
    assert "to be reviewed" not in words_on(browser(member).get("/home"))
