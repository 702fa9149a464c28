"""The status of an action by the rule of dates, over every path of its life."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from goldenthread.domain.plan_actions import (
    ActionLife,
    AgreedChange,
    ChangeKind,
    ChangeRefused,
    MilestoneTerms,
    Standing,
    changed,
    differing,
)
from goldenthread.domain.plan_progress import (
    ActionStatus,
    ReportedProgress,
    has_a_milestone_soon,
    month_after,
    standing_at,
)
from goldenthread.domain.problems import InputRefused
from tests.domain.test_plan_actions import LIFE, RESOLUTION, TERMS, change

Q3_END = date(2019, 12, 31)
ACTION, M1 = "", "M1"


def said(*, started: bool = True, **days: date) -> ReportedProgress:
    """What was reported: `action` and `M1` are expected on these days, `done_M1` was done."""
    expected = {ACTION: days["action"]} if "action" in days else {}
    done = {}
    if M1 in days:
        expected[M1] = days[M1]
    if "done_M1" in days:
        done[M1] = days["done_M1"]
    if "done" in days:
        done[ACTION] = days["done"]
    return ReportedProgress(is_started=started, expected=expected, done=done)


DRAFTED = {"done_M1": date(2019, 9, 30)}


@pytest.mark.parametrize(
    ("expected", "status"),
    [
        (date(2019, 12, 1), "on target"),
        (date(2019, 12, 31), "on target"),
        (date(2020, 1, 1), "up to one month behind"),
        (date(2020, 1, 31), "up to one month behind"),
        (date(2020, 2, 1), "over one month behind"),
    ],
)
def test_the_later_of_the_day_expected_and_the_quarter_s_end_is_held_against_the_day_agreed(expected, status):
    found = standing_at(LIFE, said(action=expected, **DRAFTED), quarter_end=Q3_END)

    assert found.status == status


def test_what_is_open_after_its_day_is_behind_by_the_quarter_s_end_whatever_is_expected():
    found = standing_at(LIFE, said(action=Q3_END, M1=date(2019, 9, 30)), quarter_end=Q3_END)

    assert (found.status, found.behind[0].key, found.days_behind) == (ActionStatus.OVER_A_MONTH, M1, 92)


def test_the_worst_of_all_counts():
    found = standing_at(LIFE, said(action=date(2020, 1, 15), M1=date(2020, 3, 1)), quarter_end=Q3_END)

    assert [one.key for one in found.behind] == [M1, ACTION]


@pytest.mark.parametrize(
    ("day", "after"),
    [
        (date(2020, 1, 31), date(2020, 2, 29)),
        (date(2019, 1, 31), date(2019, 2, 28)),
        (date(2019, 12, 31), date(2020, 1, 31)),
        (date(2019, 4, 15), date(2019, 5, 15)),
    ],
)
def test_a_month_is_a_calendar_month(day, after):
    assert month_after(day) == after


def test_complete_is_what_somebody_else_confirmed():
    claimed = said(done=date(2019, 12, 20), **DRAFTED)

    waiting = standing_at(LIFE, claimed, quarter_end=Q3_END)
    confirmed = standing_at(LIFE, claimed, quarter_end=Q3_END, is_confirmed=True)

    assert (waiting.status, waiting.awaits_confirmation) == (ActionStatus.ON_TARGET, True)
    assert confirmed.status is ActionStatus.COMPLETE


@pytest.mark.parametrize(
    ("days", "behind"),
    [
        ({"done": date(2020, 1, 20), "done_M1": date(2019, 9, 30)}, [(ACTION, 20)]),  # called done, twenty days late
        ({"action": Q3_END, "done_M1": date(2020, 1, 15)}, [(M1, 107)]),  # open when the quarter ended
        ({"action": Q3_END, "done_M1": Q3_END}, []),
    ],
)
def test_what_was_done_after_its_day_or_after_the_quarter_is_not_green(days, behind):
    found = standing_at(LIFE, said(**days), quarter_end=Q3_END)

    assert [(one.key, one.days) for one in found.behind] == behind
    assert (found.status.colour == "green") == (not behind)


def test_what_was_reprogrammed_is_in_a_class_of_its_own_and_falls_behind_its_new_day():
    moved = changed(LIFE, change("date", replace(TERMS, due_on=date(2020, 6, 30))))

    in_time = standing_at(moved, said(action=date(2020, 6, 30), **DRAFTED), quarter_end=date(2020, 3, 31))
    late = standing_at(moved, said(action=date(2020, 8, 1), **DRAFTED), quarter_end=date(2020, 3, 31))

    assert (in_time.status, late.status) == (ActionStatus.REPROGRAMMED, ActionStatus.OVER_A_MONTH)
    assert (in_time.status.colour, in_time.status.needs_exception) == ("", False)


def test_a_quarter_without_a_report_is_a_gap_that_still_tells_what_is_late():
    found = standing_at(LIFE, None, quarter_end=Q3_END)

    assert (found.status, found.days_behind) == (ActionStatus.NOT_REPORTED, 92)


def test_what_has_not_begun_says_so_and_whether_it_should_have():
    before = standing_at(LIFE, said(started=False, action=Q3_END, M1=date(2019, 9, 30)), quarter_end=date(2019, 3, 31))
    after = standing_at(LIFE, said(started=False, action=Q3_END, M1=date(2019, 9, 30)), quarter_end=date(2019, 6, 30))

    assert (before.status, before.is_late_to_start) == (ActionStatus.NOT_STARTED, False)
    assert (after.status, after.is_late_to_start) == (ActionStatus.NOT_STARTED, True)


def test_an_action_with_nothing_due_in_two_quarters_is_told():
    assert has_a_milestone_soon(LIFE, done=(), until=date(2019, 9, 30))
    assert not has_a_milestone_soon(LIFE, done=(M1,), until=date(2019, 9, 30))


DAYS = st.integers(0, 900).map(lambda days: date(2019, 4, 1) + timedelta(days=days))
WHY = st.sampled_from(["", "…", "The officers were away."])
WHO = st.sampled_from([("", ""), (RESOLUTION, ""), ("", "Executive Director")])


class LifeOfAnAction(RuleBasedStateMachine):
    """Changes, reports and confirmations in any order. Kept beside the life: what its owner last said, and by which
    authority each term became what it is."""

    @initialize()
    def begin(self) -> None:
        self.life = ActionLife(baseline=TERMS)
        self.reported: ReportedProgress | None = None
        self.confirmed = False
        self.quarter_end = date(2019, 6, 30)

    @rule(
        kind=st.sampled_from(ChangeKind), due=DAYS, draft=st.none() | DAYS, post=st.booleans(), said=st.tuples(WHY, WHO)
    )
    def change(self, kind, due, draft, post, said) -> None:
        why, who = said
        before = self.life
        terms = before.terms
        if kind in (ChangeKind.DATE, ChangeKind.RESUME, ChangeKind.SCOPE):
            milestones = () if draft is None else (MilestoneTerms(key=M1, words="A draft", due_on=draft),)
            terms = replace(terms, due_on=due if kind is not ChangeKind.SCOPE else terms.due_on, milestones=milestones)
        if kind is ChangeKind.OWNER:
            terms = replace(terms, owner_post="Other" if post else "Director of Finance")
        asked = AgreedChange(
            kind=kind,
            on=date(2020, 1, 1),
            terms=terms,
            reason=why,
            decision=who[0],
            by_post=who[1],
            merged_into="T2" if kind is ChangeKind.MERGE else "",
        )
        try:
            self.life = changed(before, asked, is_complete=self.is_complete)
        except (InputRefused, ChangeRefused):
            assert self.life is before
            return
        assert self.is_complete is (kind is ChangeKind.CLOSE)
        assert len(why) > 1
        assert any(who)

    @property
    def is_complete(self) -> bool:
        """Whether its owner called it done and somebody else confirmed it."""
        return self.confirmed and self.reported is not None and ACTION in self.reported.done

    @rule(action=DAYS, draft=st.none() | DAYS, done=st.booleans(), started=st.booleans())
    def report(self, action, draft, done, started) -> None:
        expected = {ACTION: action} | ({} if draft is None else {M1: draft})
        self.reported = ReportedProgress(is_started=started, expected=expected, done={ACTION: action} if done else {})

    @rule()
    def confirm(self) -> None:
        self.confirmed = True

    @rule()
    def quarter_goes_by(self) -> None:
        self.quarter_end = self.quarter_end + timedelta(days=92)
        self.reported = None

    @invariant()
    def what_was_agreed_first_stays(self) -> None:
        assert self.life.baseline == TERMS

    @invariant()
    def every_difference_from_it_has_a_reason_and_an_authority(self) -> None:
        terms = TERMS
        for one in self.life.changes:
            assert not differing(terms, one.terms) or (one.reason and one.authority)
            terms = one.terms
        assert terms == self.life.terms

    @invariant()
    def nothing_late_or_reprogrammed_is_green(self) -> None:
        found = standing_at(self.life, self.reported, quarter_end=self.quarter_end, is_confirmed=self.confirmed)
        if found.status.colour != "green":
            return
        first = {one.key: one.due_on for one in TERMS.milestones}
        now = {one.key: one.due_on for one in self.life.terms.milestones}
        assert self.reported is not None
        assert self.life.standing is Standing.LIVE
        assert self.life.terms.due_on <= TERMS.due_on
        assert all(key in now and now[key] <= day for key, day in first.items())
        for key, agreed in (now | {ACTION: self.life.terms.due_on}).items():
            done = self.reported.done.get(key)
            if done is None:
                assert max(self.reported.expected.get(key, self.quarter_end), self.quarter_end) <= agreed
            elif key == ACTION or done > self.quarter_end:
                assert done <= agreed


TestLifeOfAnAction = LifeOfAnAction.TestCase
