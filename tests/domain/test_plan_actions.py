"""What was agreed of an action, and how it may change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.domain.plan_actions import (
    ActionLife,
    ActionTerms,
    AgreedChange,
    ChangeKind,
    ChangeRefused,
    MilestoneTerms,
    Standing,
    changed,
    circle_in,
    wrong_terms,
)
from goldenthread.domain.plan_progress import month_after
from goldenthread.domain.problems import InputRefused

RESOLUTION = "onesource-joint-committee/2020-02-07/47/1"
TERMS = ActionTerms(
    words="Write a protocol for requests by others.",
    outcome="Partners come first.",
    success="The committee agrees it.",
    owner_post="Director of Finance",
    starts_on=date(2019, 5, 1),
    due_on=date(2019, 12, 31),
    milestones=(MilestoneTerms(key="M1", words="A draft", due_on=date(2019, 9, 30)),),
)
LIFE = ActionLife(baseline=TERMS)


def change(kind: str, terms: ActionTerms = TERMS, **given: str) -> AgreedChange:
    said = {"reason": "The officers were away.", "decision": RESOLUTION} | given
    return AgreedChange(kind=ChangeKind(kind), on=date(2020, 2, 7), terms=terms, **said)


def columns(life: ActionLife, asked: AgreedChange) -> list[str]:
    with pytest.raises(InputRefused) as refused:
        changed(life, asked)
    return [one.column for one in refused.value.problems]


def test_both_days_are_kept_when_one_is_moved():
    later = replace(TERMS, due_on=date(2020, 3, 31))

    life = changed(LIFE, change("date", later))

    assert (life.baseline.due_on, life.terms.due_on) == (date(2019, 12, 31), date(2020, 3, 31))
    assert (life.is_reprogrammed, life.changes[0].authority) == (True, RESOLUTION)


def test_a_change_takes_a_reason_and_an_authority_and_both_are_asked_for_at_once():
    later = replace(TERMS, due_on=date(2020, 3, 31))

    assert columns(LIFE, change("date", later, reason="…", decision="")) == ["reason", "decision"]
    assert changed(LIFE, change("date", later, decision="", by_post="Executive Director")).is_reprogrammed


@pytest.mark.parametrize("kind", ["defer", "remove", "merge"])
def test_a_post_alone_defers_removes_and_merges_nothing(kind):
    into = {"merged_into": "T1.2"} if kind == "merge" else {}

    assert columns(LIFE, change(kind, decision="", by_post="Executive Director", **into)) == ["decision"]


def test_a_change_changes_nothing_but_what_its_kind_says():
    other = replace(TERMS, due_on=date(2020, 3, 31), owner_post="Director of Legal")

    assert columns(LIFE, change("date", other)) == ["owner_post"]
    assert columns(LIFE, change("owner", other)) == ["due_on"]
    assert columns(LIFE, change("measure of success")) == ["terms"]


def test_a_milestone_is_neither_dropped_by_a_change_of_dates_nor_moved_by_one_of_scope():
    none = replace(TERMS, milestones=())
    moved = replace(TERMS, milestones=(replace(TERMS.milestones[0], due_on=date(2019, 10, 31)),))

    assert columns(LIFE, change("date", none)) == ["milestones"]
    assert columns(LIFE, change("scope", moved)) == ["milestones"]
    assert changed(LIFE, change("scope", none)).is_reprogrammed
    assert changed(LIFE, change("date", moved)).is_reprogrammed


def test_a_milestone_that_comes_back_under_another_key_does_not_hide_that_it_was_taken_out():
    later = replace(TERMS, milestones=(MilestoneTerms(key="M2", words="A draft", due_on=date(2019, 11, 30)),))

    assert changed(LIFE, change("scope", later)).is_reprogrammed


def test_what_was_deferred_is_resumed_by_a_decision_and_what_was_removed_is_not():
    deferred = changed(LIFE, change("defer"))

    assert deferred.standing is Standing.DEFERRED
    with pytest.raises(ChangeRefused, match="Resume it by a decision before you change its owner"):
        changed(deferred, change("owner", replace(TERMS, owner_post="Other")))
    assert changed(deferred, change("resume")).standing is Standing.LIVE
    with pytest.raises(ChangeRefused, match="was removed by a decision"):
        changed(changed(LIFE, change("remove")), change("resume"))
    with pytest.raises(ChangeRefused, match="nothing to resume"):
        changed(LIFE, change("resume"))


def test_everything_that_is_wrong_of_terms_is_said_at_once():
    wrong = replace(
        TERMS,
        words=" ",
        due_on=date(2019, 4, 1),
        milestones=(TERMS.milestones[0], replace(TERMS.milestones[0], due_on=date(2019, 4, 30))),
    )

    said = [one.message for one in wrong_terms(wrong)]

    assert len(said) == 5
    assert "Milestone M1 is due on 30 April 2019, before the action starts on 1 May 2019." in said


def test_no_change_is_older_than_the_one_before():
    life = changed(LIFE, change("owner", replace(TERMS, owner_post="Other")))

    assert columns(life, replace(change("owner"), on=date(2020, 2, 6))) == ["on"]


_REFS = st.sampled_from("ABCDE")


@given(st.dictionaries(_REFS, st.lists(_REFS, max_size=3), max_size=5))
def test_a_circle_is_found_wherever_there_is_one_and_nowhere_else(needs):
    found = circle_in(needs)

    reachable = {ref: set(others) for ref, others in needs.items()}
    for _ in range(5):
        reachable = {ref: seen.union(*(reachable.get(one, ()) for one in seen)) for ref, seen in reachable.items()}
    assert bool(found) == any(ref in seen for ref, seen in reachable.items())
    assert all(after in needs[before] for before, after in pairwise(found))
    assert not found or found[0] == found[-1]


@pytest.mark.parametrize("key", ["", " ", "M 1", "Mñ", "M" * 25])
def test_a_milestone_has_a_key_that_is_not_the_action_s_own(key):
    """Progress calls the action itself "": a milestone of that key would be done when the action is."""
    odd = replace(TERMS, milestones=(replace(TERMS.milestones[0], key=key),))

    assert [one.column for one in wrong_terms(odd)] == ["milestones"]


def test_the_key_of_a_milestone_that_was_taken_out_does_not_come_back_for_another():
    """Else it would count as done where the first was, and hide that it was taken out."""
    without = changed(LIFE, change("scope", replace(TERMS, milestones=())))
    other = replace(TERMS, milestones=(replace(TERMS.milestones[0], words="A plan"),))

    assert columns(without, change("scope", other)) == ["milestones"]
    assert changed(without, change("scope", TERMS)).terms == TERMS


def test_an_action_has_no_more_milestones_than_a_page_can_ask_of():
    """Each is asked six boxes, and a form of a thousand is refused by the server."""
    many = tuple(replace(TERMS.milestones[0], key=f"M{number}") for number in range(101))

    assert not list(wrong_terms(replace(TERMS, milestones=many[:100])))
    assert [one.column for one in wrong_terms(replace(TERMS, milestones=many))] == ["milestones"]


def test_the_last_day_of_the_last_year_has_no_month_after_it():
    assert month_after(date(9999, 12, 5)) == date.max
