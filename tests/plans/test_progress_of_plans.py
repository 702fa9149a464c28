"""How the actions of a plan stand, quarter by quarter: asked, reported, confirmed, closed."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from goldenthread.accounts.models import User
from goldenthread.domain.plan_progress import ActionStatus, Confidence
from goldenthread.domain.problems import InputRefused
from goldenthread.partnership.rules import RoleMissing
from goldenthread.plans.models import Plan, Progress, ProgressFreeze
from goldenthread.plans.operations import (
    close_progress,
    confirm_done,
    open_progress,
)
from goldenthread.plans.operations.progress import QuarterRefused
from goldenthread.plans.queries.board import board_before, board_of, moved_since
from goldenthread.plans.rules import ActionChanged, OwnWork
from tests.plans.improvement import (
    IN_JANUARY,
    IN_SPRING,
    Q3,
    Q4,
    action,
    change,
    date_change,
    finalised,
    report,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(officer: User, clerk: User) -> Plan:
    return finalised(by=officer)


@pytest.fixture
def third_quarter(plan: Plan, officer: User) -> Plan:
    open_progress(plan_id=plan.pk, quarter=Q3, by=officer, at=IN_JANUARY)
    return plan


def test_everything_that_a_report_lacks_is_said_at_once(third_quarter, officer):
    with pytest.raises(InputRefused) as refused:
        report("2.1", Q3, by=officer, at=IN_JANUARY, words="…", action=date(2020, 3, 1), confidence=Confidence.UNLIKELY)

    assert [one.column for one in refused.value.problems] == [
        "expected_of_M1",
        "words",
        "confidence_because",
        "reasons",
        "remedy",
    ]
    assert not Progress.objects.exists()


def test_confidence_is_no_part_of_the_status(third_quarter, officer):
    report(
        "1.2",
        Q3,
        by=officer,
        at=IN_JANUARY,
        action=date(2020, 3, 31),
        confidence=Confidence.UNLIKELY,
        confidence_because="Few answer.",
    )

    row = next(one for one in board_of(third_quarter.pk, Q3).rows if one.ref == "1.2")
    assert (row.status, row.said.confidence) == (ActionStatus.ON_TARGET, "unlikely")


def test_the_lead_of_the_service_reports_its_action_and_no_other(third_quarter, lead):
    report("1.1", Q3, by=lead, at=IN_JANUARY, action=date(2019, 12, 31))

    with pytest.raises(RoleMissing):
        report("2.1", Q3, by=lead, at=IN_JANUARY, action=date(2019, 12, 31))


def test_complete_takes_evidence_and_somebody_else_and_stays_so_in_later_quarters(third_quarter, officer, head, lead):
    with pytest.raises(InputRefused, match="Say where it can be seen"):
        report("1.1", Q3, by=lead, at=IN_JANUARY, done=date(2019, 12, 20))
    claimed = report("1.1", Q3, by=lead, at=IN_JANUARY, done=date(2019, 12, 20), evidence="The register of courses")
    assert board_of(third_quarter.pk, Q3).rows[0].awaits_confirmation
    with pytest.raises(RoleMissing):
        confirm_done(progress_id=claimed.pk, version=1, by=lead, at=IN_JANUARY)

    confirm_done(progress_id=claimed.pk, version=1, by=head, at=IN_JANUARY)

    assert board_of(third_quarter.pk, Q3).statuses["1.1"] is ActionStatus.COMPLETE
    assert action("1.1").action.state == "done"
    open_progress(plan_id=third_quarter.pk, quarter=Q4, by=officer, at=IN_SPRING)
    assert board_of(third_quarter.pk, Q4).statuses["1.1"] is ActionStatus.COMPLETE
    with pytest.raises(InputRefused, match="This action is complete"):
        report("1.1", Q4, by=lead, at=IN_SPRING, action=date(2020, 3, 31))


def test_nobody_confirms_what_they_called_done(third_quarter, officer):
    claimed = report("1.1", Q3, by=officer, at=IN_JANUARY, done=date(2019, 12, 20), evidence="The register")

    with pytest.raises(OwnWork):
        confirm_done(progress_id=claimed.pk, version=1, by=officer, at=IN_JANUARY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Progress.objects.update(confirmed_by=officer, confirmed_at=IN_JANUARY)


def test_a_milestone_that_was_done_is_not_asked_for_again(third_quarter, officer):
    report("2.1", Q3, by=officer, at=IN_JANUARY, action=date(2019, 12, 31), done_M1=date(2019, 9, 28))
    open_progress(plan_id=third_quarter.pk, quarter=Q4, by=officer, at=IN_SPRING)

    report(
        "2.1", Q4, by=officer, at=IN_SPRING, action=date(2020, 4, 20), reasons="It was long.", remedy="It is shorter."
    )

    row = next(one for one in board_of(third_quarter.pk, Q4).rows if one.ref == "2.1")
    assert (row.status, row.days_behind) == (ActionStatus.OVER_A_MONTH, 111)


def test_a_closed_quarter_is_kept_as_it_was_and_takes_no_more(third_quarter, officer):
    report("1.1", Q3, by=officer, at=IN_JANUARY, action=date(2019, 12, 31))
    close_progress(plan_id=third_quarter.pk, quarter=Q3, by=officer, at=IN_JANUARY)
    before = board_of(third_quarter.pk, Q3)
    change("1.1", date_change(date(2020, 6, 30)), by=officer)

    assert board_of(third_quarter.pk, Q3) == before
    assert before.statuses["1.1"] is ActionStatus.ON_TARGET
    assert before.statuses["1.2"] is ActionStatus.NOT_REPORTED
    with pytest.raises(QuarterRefused, match="is closed: what was said stands"):
        report("1.2", Q3, by=officer, at=IN_SPRING, action=date(2020, 3, 31))
    with pytest.raises(IntegrityError), transaction.atomic():
        ProgressFreeze.objects.all().delete()


def test_why_fewer_are_on_target_is_told_by_the_actions_that_moved(third_quarter, officer):
    report("1.1", Q3, by=officer, at=IN_JANUARY, action=date(2019, 12, 31))
    report("1.2", Q3, by=officer, at=IN_JANUARY, action=date(2020, 3, 31))
    close_progress(plan_id=third_quarter.pk, quarter=Q3, by=officer, at=IN_JANUARY)
    change("1.1", date_change(date(2020, 6, 30)), by=officer)
    open_progress(plan_id=third_quarter.pk, quarter=Q4, by=officer, at=IN_SPRING)
    report("1.1", Q4, by=officer, at=IN_SPRING, action=date(2020, 6, 30))
    report("1.2", Q4, by=officer, at=IN_SPRING, action=date(2020, 3, 31))

    moved_ = moved_since(board_before(third_quarter.pk, Q4), board_of(third_quarter.pk, Q4))

    assert [(one.ref, one.was, one.now) for one in moved_] == [
        ("1.1", ActionStatus.ON_TARGET, ActionStatus.REPROGRAMMED)
    ]


def test_what_was_said_again_in_the_meantime_is_told(third_quarter, officer):
    report("1.1", Q3, by=officer, at=IN_JANUARY, action=date(2019, 12, 31))

    with pytest.raises(ActionChanged):
        report("1.1", Q3, by=officer, at=IN_JANUARY, action=date(2019, 12, 31))
    assert report("1.1", Q3, by=officer, at=IN_JANUARY, version=1, action=date(2019, 12, 31)).version == 2


@pytest.mark.parametrize(("quarter", "why"), [(Q3, "asked for Q3 2019/20 already"), (Q4.next, "begins on 1 April")])
def test_a_quarter_is_asked_once_and_not_before_it_begins(quarter, why, third_quarter, officer):
    with pytest.raises(QuarterRefused, match=why):
        open_progress(plan_id=third_quarter.pk, quarter=quarter, by=officer, at=IN_JANUARY)
    with pytest.raises(QuarterRefused, match=r"Close it after that day|not asked"):
        close_progress(plan_id=third_quarter.pk, quarter=Q4, by=officer, at=IN_JANUARY)


def test_the_board_asks_as_often_however_many_actions_there_are(third_quarter, django_assert_num_queries):
    with django_assert_num_queries(7):
        board_of(third_quarter.pk, Q3)
