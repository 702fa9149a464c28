"""The thread downwards and upwards, for those who see figures in progress and for those who see what is public."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.domain.plan_progress import ActionStatus
from goldenthread.domain.problems import InputRefused
from goldenthread.domain.thread import Loose, Node, NodeKind, lines_of
from goldenthread.indicators.operations.reviewing import review_definition
from goldenthread.partnership.queries import councils, what_may
from goldenthread.plans.models import Plan, PlanAction, ServicePlan
from goldenthread.plans.operations import close_progress, write_plan
from goldenthread.plans.queries.board import board_of
from goldenthread.thread.queries.coverage import coverage
from goldenthread.thread.queries.reading import Reading, reading_at_terminal, reading_of
from goldenthread.thread.queries.standings import progress_board, standings
from goldenthread.thread.queries.trees import tree_of
from goldenthread.thread.queries.upwards import NotOnTheThread, up_from, up_from_key
from tests.figures.returning_pages import words_on
from tests.plans.improvement import IN_JANUARY, IN_MARCH, IN_SPRING, PLAN, Q3, action, finalised, make_world, plan_row
from tests.plans.test_pages_plans import browser, fill
from tests.thread.world import (
    TODAY,
    link,
    make_corporate_plan,
    make_priority,
    make_thread,
)
from tests.world import make_appointment, make_person

pytestmark = pytest.mark.django_db


def reading(person: Any) -> Reading:
    return reading_of(person.pk, what_may(person, today=TODAY), today=TODAY, at=IN_JANUARY)


def at_terminal() -> Reading:
    return reading_at_terminal(today=TODAY, at=IN_JANUARY)


def havering(found: Reading) -> Node:
    return tree_of(next(one for one in councils() if one.slug == "havering"), found)


def told(node: Node | None) -> str:
    assert node is not None
    return "\n".join(f"{'  ' * depth}{line}" for depth, line in lines_of(node))


@pytest.fixture
def thread(officer, lead):
    return make_thread(officer=officer, lead=lead)


def test_a_councils_thread_reaches_the_figure_its_exception_what_was_promised_and_what_was_decided(thread, officer):
    words = told(havering(reading(officer)))

    assert "priority havering-2019/1: Opportunities for all" in words
    assert "    indicator EXC05: Council Tax collection; 93.0%, Amber, Q2 2019/20" in words
    assert "      figure: Q2 2019/20: 93.0%; " in words
    assert "        exception: Two of six posts were vacant." in words
    assert "        promise: Recruit two officers; Head of Exchequer, due on 31 December 2019, made in" in words
    assert "        decision: " in words
    assert (
        "    action improvement-plan/1.1: Train every manager. (illustrative); up to one month behind, Q3 2019/20;"
        in words
    )
    assert "    service plan: Exchequer and Transactional, 2019/20; 1 service level: 1 missed" in words
    assert "missed (at least 96% by EXC05: 93.0%, Amber, Q2 2019/20); when missed: The Director writes" in words
    assert "priority havering-2019/2: Places that are clean and safe; nothing serves it yet" in words


def test_whoever_sees_only_what_is_public_sees_no_figure_and_no_open_quarter(thread):
    member = make_person("Cllr One", email="member@example.org")
    make_appointment(member, role="member")

    words = told(havering(reading(member)))

    assert "indicator EXC05: Council Tax collection; no figure to see yet" in words
    assert "93.0" not in words
    assert "vacant" not in words
    assert "1 service level: 1 no figure yet" in words
    assert "action improvement-plan/1.1: Train every manager. (illustrative); nothing was asked of it yet;" in words
    close_progress(plan_id=plan_row().pk, quarter=Q3, by=make_officer(), at=IN_SPRING)
    assert "up to one month behind, Q3 2019/20" in told(havering(reading(member)))


def make_officer() -> Any:
    from goldenthread.accounts.models import User  # noqa: PLC0415 - beside its one use

    return User.objects.get(email="officer@example.org")


def test_the_terminal_sees_the_newest_frozen_figures(thread, officer):
    assert "93.0%, Amber, Q2 2019/20" in told(havering(at_terminal()))


def test_an_indicator_leads_up_to_its_priority_by_itself_and_by_its_service_plan(thread, officer):
    words = told(up_from_key("EXC05", reading(officer)))

    assert words.count("priority havering-2019/1: Opportunities for all; Havering, Making a Greater Havering") == 2
    assert "  service plan: Exchequer and Transactional, 2019/20" in words
    figure = up_from(NodeKind.FIGURE, "EXC05/2019-20 Q2", reading(officer))
    assert "  indicator EXC05" in told(figure)
    for key in ("EXC05/nonsense", "EXC05/2031-32 Q2", "EXC99/2019-20 Q2"):
        assert up_from(NodeKind.FIGURE, key, reading(officer)) is None
    assert "serves no priority yet" in told(up_from_key("EXC09", reading(officer)))


def test_a_decision_leads_up_through_the_plan_that_it_agreed(thread, officer):
    link(make_priority("3", title="Connections"), plan=plan_row())

    words = told(up_from_key("onesource-joint-committee/2019-04-05/15/1", reading(officer)))

    assert "  plan: oneSource Improvement Plan (illustrative); final" in words
    assert "    priority havering-2019/3: Connections" in words
    assert "priority havering-2019/3" in told(up_from_key("improvement-plan/1.2", reading(officer)))


def test_a_thing_that_is_not_there_is_refused_with_what_can_be_named(officer):
    with pytest.raises(NotOnTheThread, match="EXC01"):
        up_from_key("nothing", at_terminal())


def test_a_draft_is_on_the_thread_of_those_alone_who_report(officer):
    make_world()
    write_plan(PLAN, by=officer, at=IN_MARCH)
    link(make_priority(), plan=plan_row())
    member = make_person("Cllr One", email="member@example.org")
    make_appointment(member, role="member")

    assert "oneSource Improvement Plan (illustrative); drafted" in told(havering(reading(officer)))
    assert "oneSource Improvement Plan" not in told(havering(reading(member)))
    assert up_from(NodeKind.PLAN, "improvement-plan", reading(member)) is None
    assert progress_board(sees_open=False) == ()


def test_how_actions_stand_is_as_the_plans_own_board_has_it(thread, officer):
    plan = plan_row()
    board = board_of(plan.pk, Q3)
    assert {(plan.pk, ref): status for ref, status in board.statuses.items()} == {
        key: one.status for key, one in standings([plan.pk], sees_open=True).items()
    }
    close_progress(plan_id=plan.pk, quarter=Q3, by=officer, at=IN_SPRING)

    (told_now,) = progress_board(sees_open=False)

    assert told_now.counts == {ActionStatus.UP_TO_A_MONTH: 1, ActionStatus.NOT_REPORTED: 2}
    assert told_now.is_closed


def test_coverage_finds_what_hangs_on_nothing(thread):
    ended = make_corporate_plan("havering-2016", years=(2016, 2018))
    link(make_priority("4", plan=ended, title="Pride"), plan_action=action("2.1"))

    found = coverage(TODAY)

    keys = {loose: [one.key for one in found.of(loose)] for loose in Loose}
    assert keys[Loose.PRIORITY_NOT_MEASURED] == ["havering-2019/2"]
    assert keys[Loose.PRIORITY_ENDED] == ["havering-2016/4"]
    assert keys[Loose.INDICATOR_SERVES_NOTHING] == ["EXC09"]
    assert keys[Loose.ACTION_SERVES_NOTHING] == ["improvement-plan/1.2", "improvement-plan/2.1"]
    assert keys[Loose.ACTION_WITHOUT_OWNER] == []
    assert (found.priorities, found.indicators, found.actions, found.owners) == (2, 2, 3, 2)
    (why,) = (one.words for one in found.of(Loose.ACTION_SERVES_NOTHING) if one.key.endswith("2.1"))
    assert why == "it serves only what is not in force"


def test_an_owner_without_anybody_who_signs_in_and_an_action_without_an_owner_are_found(officer, head):
    finalised(by=officer)
    row = action("1.1").action
    row.owner_post = ""
    row.save()
    assert [one.name for one in coverage(TODAY).of(Loose.OWNER_WITHOUT_SIGN_IN)] == []
    head.is_active = False
    head.save()

    found = coverage(TODAY)

    assert [one.key for one in found.of(Loose.ACTION_WITHOUT_OWNER)] == ["improvement-plan/1.1"]
    (post,) = found.of(Loose.OWNER_WITHOUT_SIGN_IN)
    assert (post.name, post.words) == ("Director of Finance", "owns 2 actions")


def test_an_old_definition_is_found_until_it_is_written_anew(thread):
    assert [one.key for one in coverage(TODAY).of(Loose.DEFINITION_NOT_REVIEWED)] == ["EXC05", "EXC09"]
    assert coverage(date(2019, 4, 1)).of(Loose.PRIORITY_ENDED) == ()


def test_a_definition_that_somebody_reviewed_this_year_is_not_found(thread, officer):
    long_ago = datetime(2018, 7, 1, 12, tzinfo=UTC)
    review_definition(ref="EXC05", words="The source was looked at.", by=officer, at=long_ago)
    (first, _) = coverage(TODAY).of(Loose.DEFINITION_NOT_REVIEWED)
    assert (first.key, first.words) == ("EXC05", "last looked at on 1 July 2018")

    this_year = datetime(2019, 7, 1, 12, tzinfo=UTC)
    review_definition(ref="EXC05", words="The source was looked at.", by=officer, at=this_year)

    assert [one.key for one in coverage(TODAY).of(Loose.DEFINITION_NOT_REVIEWED)] == ["EXC09"]
    with pytest.raises(InputRefused, match="Say in words"):
        review_definition(ref="EXC05", words="…", by=officer, at=this_year)


def test_a_definition_is_reviewed_at_its_page(thread, officer, lead):
    at_desk = browser(officer)
    assert "It is still right" in words_on(at_desk.get("/indicators/EXC05/review"))
    assert fill(at_desk, "/indicators/EXC05/review", words="The source was looked at.").url == "/indicators/EXC05"
    assert browser(lead).post("/indicators/EXC05/review", {"words": "Fine as it is."}).status_code == 403
    assert at_desk.get("/indicators/EXC99/review").status_code == 404


def test_as_many_statements_for_forty_plans_as_for_one(thread, officer):
    one = counted(officer)
    for number in range(40):
        copy_of_the_plan(number)

    assert counted(officer) == one
    assert one[0] <= 15
    assert one[1] <= 8
    assert one[2] <= 40


def counted(officer: Any) -> tuple[int, ...]:
    found = reading(officer)
    reads = (lambda: coverage(TODAY), lambda: progress_board(sees_open=True), lambda: havering(found))
    return tuple(statements(read) for read in reads)


def statements(read: Any) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        read()
    return len(captured)


def copy_of_the_plan(number: int) -> None:
    """Another final plan with one action that was asked of, and that serves the priority."""
    row = plan_row()
    first, asked = action("1.1"), row.quarters.get()
    promised, version = first.action, first.versions.get(number=0)
    row.pk, row.slug = None, f"plan-{number}"
    row.save()
    theme = row.themes.create(place=1, title="One")
    promised.pk = None
    promised.save()
    made = PlanAction.objects.create(plan=row, theme=theme, ref="1", action=promised)
    type(version).objects.create(
        plan_action=made, number=0, kind="baseline", terms=version.terms, on=version.on, decision=version.decision,
        at=version.at, by=version.by,
    )  # fmt: skip
    row.quarters.create(period=asked.period, opened_at=asked.opened_at)
    link(make_priority(f"9.{number}"), plan_action=made)


def test_every_plan_and_action_of_the_priority_is_there(thread, officer):
    copy_of_the_plan(1)

    assert Plan.objects.count() == 2
    assert "action plan-1/1: Train every manager. (illustrative); not reported, Q3 2019/20" in told(
        havering(reading(officer))
    )


def test_a_level_of_another_year_is_not_judged_by_this_year_s_figures(thread, officer):
    ServicePlan.objects.update(year="2018-19")

    assert "1 service level: 1 no figure yet" in told(havering(reading(officer)))
