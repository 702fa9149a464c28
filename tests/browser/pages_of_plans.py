"""The pages of plans, in every state."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.test import Client

from goldenthread.accounts.models import User
from goldenthread.domain.plan_actions import ChangeKind
from goldenthread.plans.operations import (
    ChangeSaid,
    ReviewSaid,
    ScoreSaid,
    add_risk,
    agree_plan,
    change_action,
    confirm_done,
    open_progress,
    review_plan,
    score_risk,
    write_plan,
)
from goldenthread.plans.queries.plans import life_of
from tests.at_browser import sign_in
from tests.browser.pages import State
from tests.plans.improvement import (
    AMENDMENTS,
    IN_APRIL,
    IN_JANUARY,
    IN_MARCH,
    IN_SPRING,
    PLAN,
    Q3,
    action,
    agreed_in_april,
    date_change,
    finalised,
    make_world,
    plan_row,
    report,
)
from tests.plans.test_kept_under_review import RISK
from tests.world import (
    make_appointment,
    make_decision,
    make_directorate,
    make_item,
    make_meeting,
    make_partnership,
    make_person,
)

HOME = "/plans/improvement-plan"
QUARTER = f"{HOME}/quarters/2019-20-q3"


def officer_of_it() -> User:
    make_partnership()
    officer = make_person("Performance Officer", email="officer@example.org")
    make_appointment(officer, role="performance-officer")
    clerk = make_person("Committee Clerk", email="clerk@example.org")
    make_appointment(clerk, role="committee-clerk")
    return officer


def drafted(address: str = HOME) -> Callable[[Client], str]:
    """The officer, while the plan is a draft."""

    def reach(client: Client) -> str:
        officer = officer_of_it()
        make_world()
        write_plan(PLAN, by=officer, at=IN_MARCH)
        sign_in(client, officer)
        return address

    return reach


def agreed_subject(address: str = HOME) -> Callable[[Client], str]:
    """The officer, while amendments are not settled."""

    def reach(client: Client) -> str:
        drafted()(client)
        agree, _ = agreed_in_april()
        agree_plan(
            plan_id=plan_row().pk,
            version=1,
            decision=agree.reference,
            subject_to=AMENDMENTS,
            by=User.objects.get(email="officer@example.org"),
            at=IN_APRIL,
        )
        return address

    return reach


def under_way(address: str) -> Callable[[Client], str]:
    """A director of the service, while one action is on target, one is behind and one was moved and is called done."""

    def reach(client: Client) -> str:
        officer = officer_of_it()
        plan = finalised(by=officer)
        open_progress(plan_id=plan.pk, quarter=Q3, by=officer, at=IN_JANUARY)
        change_action(
            action_id=action("1.1").pk, version=1, said=date_change(date(2020, 6, 30)), by=officer, at=IN_SPRING
        )
        report("1.1", Q3, by=officer, at=IN_JANUARY, done=date(2019, 12, 20), evidence="The register of courses")
        report("1.2", Q3, by=officer, at=IN_JANUARY, action=date(2020, 3, 31))
        report(
            "2.1",
            Q3,
            by=officer,
            at=IN_JANUARY,
            action=date(2020, 1, 20),
            done_M1=date(2019, 9, 28),
            reasons="Members were away.",
            remedy="It goes to them in February.",
        )
        director = make_person("Director of Finance", email="head@example.org")
        make_appointment(director, role="director", directorate=make_directorate())
        make_appointment(director, role="performance-officer")
        sign_in(client, director)
        return address

    return reach


def under_review(address: str) -> Callable[[Client], str]:
    """The officer, once the plan has a risk that was scored twice, a review, and an action that is history."""

    def reach(client: Client) -> str:
        officer = officer_of_it()
        plan = finalised(by=officer)
        open_progress(plan_id=plan.pk, quarter=Q3, by=officer, at=IN_JANUARY)
        called = report("1.1", Q3, by=officer, at=IN_JANUARY, done=date(2019, 12, 20), evidence="The register")
        other = make_person("Director of Finance", email="head@example.org")
        make_appointment(other, role="performance-officer")
        confirm_done(progress_id=called.pk, version=1, by=other, at=IN_JANUARY)
        add_risk(plan_id=plan.pk, version=plan_row().version, said=RISK, on=date(2019, 6, 1), by=officer, at=IN_JANUARY)
        scored = ScoreSaid(on=date(2020, 1, 2), now=RISK.sought, sought=RISK.sought)
        score_risk(risk_id=plan.risks.get().pk, version=1, said=scored, by=officer, at=IN_JANUARY)
        reviewed = ReviewSaid(
            on=date(2019, 12, 2), occasion="yearly", outcome="It stays as it is.", by_post="Executive Director"
        )
        review_plan(plan_id=plan.pk, version=plan_row().version, said=reviewed, by=officer, at=IN_JANUARY)
        item = make_item(meeting=make_meeting(on="2020-02-07"), number="9", title="Improvement Plan")
        decision = make_decision(item=item, number="9", text="To take 1.1 out.").reference
        out = ChangeSaid(
            kind=ChangeKind.CLOSE,
            terms=life_of(action("1.1").pk).terms,
            on=date(2020, 2, 7),
            reason="It is done.",
            decision=decision,
        )
        change_action(action_id=action("1.1").pk, version=1, said=out, by=officer, at=IN_SPRING)
        sign_in(client, officer)
        return address

    return reach


PLAN_STATES = (
    State("plans", drafted("/plans")),
    State("plan, drafted", drafted()),
    State("record that a plan was agreed, with errors", drafted(f"{HOME}/agree"), sent_empty=True),
    State("plan with amendments", agreed_subject()),
    State("settle an amendment", agreed_subject(f"{HOME}/amendments/1")),
    State("plan, final", under_way(HOME)),
    State("progress of a plan", under_way(QUARTER)),
    State("action of a plan", under_way(f"{HOME}/actions/1.1")),
    State("report progress", under_way(f"{QUARTER}/actions/2.1")),
    State("confirm that an action is done", under_way(f"{QUARTER}/actions/1.1/confirm")),
    State("plan under review, with history", under_review(HOME)),
    State("record a review, with errors", under_review(f"{HOME}/review"), sent_empty=True),
    State("add a risk, with errors", under_review(f"{HOME}/risks/add"), sent_empty=True),
    State("score a risk", under_review(f"{HOME}/risks/R1/score")),
    State("close a risk", under_review(f"{HOME}/risks/R1/close")),
    State("add an action, with errors", under_review(f"{HOME}/add"), sent_empty=True),
    State("change what an action is", under_review(f"{HOME}/actions/2.1/change/scope")),
    State("change an action, with errors", under_way(f"{HOME}/actions/2.1/change/date"), sent_empty=True),
)
MAIN_OF_PLANS = ("progress of a plan",)
