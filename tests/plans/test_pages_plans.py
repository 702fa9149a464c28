"""The pages of plans: the officer takes one to its baseline, the lead reports, a director confirms."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.test import Client

from goldenthread.accounts.models import User
from goldenthread.domain.plan_actions import ChangeKind, MilestoneTerms
from goldenthread.plans.models import ActionVersion, Plan, Progress
from goldenthread.plans.operations import (
    ChangeSaid,
    add_action,
    change_action,
    close_progress,
    confirm_done,
    open_progress,
    write_plan,
)
from goldenthread.plans.queries.board import board_of
from goldenthread.plans.queries.plans import life_of
from tests.at_browser import sign_in
from tests.figures.returning_pages import form_on, words_on
from tests.plans.improvement import (
    IN_JANUARY,
    IN_MARCH,
    PLAN,
    Q3,
    Q4,
    action,
    agreed_in_april,
    delegated,
    finalised,
    make_world,
    plan_row,
    report,
)
from tests.world import make_decision, make_item, make_meeting

pytestmark = pytest.mark.django_db
HOME = "/plans/improvement-plan"


@pytest.fixture(autouse=True)
def _day(settings: Any) -> None:
    settings.GOLDENTHREAD_TODAY = date(2020, 1, 20)


def browser(person: User) -> Client:
    return sign_in(Client(headers={"host": "localhost"}), person)


def day(name: str, of: date) -> dict[str, str]:
    return {f"{name}_day": str(of.day), f"{name}_month": str(of.month), f"{name}_year": str(of.year)}


def fill(client: Client, address: str, **typed: Any) -> Any:
    """Opens the page, fills its form in, and sends it."""
    return client.post(address, {**form_on(client.get(address)), **typed})


@pytest.fixture
def at_desk(officer: User) -> Client:
    return browser(officer)


@pytest.fixture
def plan(officer: User) -> Plan:
    made = finalised(by=officer)
    open_progress(plan_id=made.pk, quarter=Q3, by=officer, at=IN_JANUARY)
    return made


def test_the_officer_takes_a_plan_from_its_draft_to_its_baseline(at_desk, officer, clerk):
    make_world()
    write_plan(PLAN, by=officer, at=IN_MARCH)
    agree, delegate = agreed_in_april()
    assert "Drafted" in words_on(at_desk.get("/plans"))
    assert "Record that it was agreed" in words_on(at_desk.get(HOME))

    assert fill(at_desk, f"{HOME}/agree", subject_to="x").status_code == 422
    asked = {"decision": agree.reference, "subject_to": "Add a protocol.\n\nSay who pays."}
    assert fill(at_desk, f"{HOME}/agree", **asked).url == HOME
    delegation = delegated(delegate, by=clerk)
    assert fill(at_desk, f"{HOME}/delegate", delegation=str(delegation.pk)).url == HOME
    early = words_on(fill(at_desk, f"{HOME}/finalise", **day("on", date(2019, 5, 2))))
    assert "Not settled yet: Add a protocol.; Say who pays." in early
    for place in (1, 2):
        done = {"how": "An action was added.", **day("on", date(2019, 4, 10))}
        assert fill(at_desk, f"{HOME}/amendments/{place}", **done).url == HOME
    assert "does not say what the Interim Executive Director decided" in words_on(
        fill(at_desk, f"{HOME}/finalise", **day("on", date(2019, 5, 2)))
    )
    type(delegation).objects.update(state="discharged", discharged_on=date(2019, 5, 1), decided="As amended.")
    assert fill(at_desk, f"{HOME}/finalise", **day("on", date(2019, 5, 2))).url == HOME

    page = words_on(at_desk.get(HOME))
    assert "Final since 2 May 2019" in page
    assert "Finalised by Interim Executive Director" in page
    assert "onesource-joint-committee/2019-04-05/15/1" in page
    assert ActionVersion.objects.filter(kind="baseline").count() == 3


def test_the_lead_reports_and_a_director_confirms(plan, lead, head):
    at_work = browser(lead)
    form = f"{HOME}/quarters/2019-20-q3/actions/1.1"
    assert "Report progress in Q3 2019/20" in words_on(at_work.get(f"{HOME}/actions/1.1"))

    missing = fill(at_work, form, words="", confidence="unlikely", **day("done", date(2019, 12, 20)))
    assert missing.status_code == 422
    said = {"words": "All were trained.", "confidence": "likely", **day("done", date(2019, 12, 20))}
    assert "Say where it can be seen that it is done." in words_on(fill(at_work, form, **said))
    assert fill(at_work, form, evidence="The register of courses", **said).url == f"{HOME}/actions/1.1"
    assert at_work.get(f"{form}/confirm").status_code == 404
    assert "called done, not confirmed" in words_on(at_work.get(f"{HOME}/quarters/2019-20-q3"))

    director = browser(head)
    assert "The register of courses" in words_on(director.get(f"{form}/confirm"))
    assert fill(director, f"{form}/confirm").url == f"{HOME}/actions/1.1"

    board = words_on(director.get(f"{HOME}/quarters/2019-20-q3"))
    assert "3 actions: 1 complete, 2 not reported." in board
    assert Progress.objects.get().confirmed_by == head


def test_what_is_behind_is_asked_why_and_says_by_how_much(plan, at_desk):
    form = f"{HOME}/quarters/2019-20-q3/actions/2.1"
    said = {"words": "It was begun.", "confidence": "uncertain", **day("expected", date(2020, 2, 10))}

    missing = fill(at_desk, form, **said).content.decode()
    assert 'href="#id_expected_of_M1_0"' in missing  # the box is called as its refusal is
    refused = words_on(fill(at_desk, form, **said, **day("done_of_M1", date(2019, 9, 30))))
    assert "It is over one month behind. Say why." in refused
    assert "Say why the outcome is uncertain." in refused
    more = {"confidence_because": "Few answer.", "reasons": "Members were away.", "remedy": "It goes to them now."}
    assert fill(at_desk, form, **said, **more, **day("done_of_M1", date(2019, 9, 30))).url == f"{HOME}/actions/2.1"

    page = words_on(at_desk.get(f"{HOME}/quarters/2019-20-q3"))
    assert "Over one month behind behind by 41 days" in page
    again = at_desk.get(form).content.decode()
    assert "Members were away." in again


def test_a_day_is_moved_with_its_reason_and_both_days_stay_on_the_page(plan, at_desk):
    address = f"{HOME}/actions/1.1/change/date"
    moved = day("due_on", date(2020, 6, 30))

    refused = words_on(fill(at_desk, address, reason="…", **moved))
    assert "Say in words why it is changed." in refused
    assert "Name the resolution, or the post that has the power." in refused
    said = {"reason": "The trainer left.", "by_post": "Executive Director", **moved}
    stale = {**form_on(at_desk.get(address)), **said}
    assert at_desk.post(address, stale).url == f"{HOME}/actions/1.1"
    assert at_desk.post(address, stale).status_code == 409

    page = words_on(at_desk.get(f"{HOME}/actions/1.1"))
    assert "30 June 2020, first 31 December 2019" in page
    assert "from 31 December 2019 to 30 June 2020 The trainer left. Executive Director" in page


@pytest.mark.parametrize("kind", ["scope", "owner", "measure-of-success", "defer", "remove", "merge"])
def test_every_kind_of_change_has_its_page(plan, at_desk, kind):
    assert at_desk.get(f"{HOME}/actions/1.1/change/{kind}").status_code == 200


@pytest.mark.parametrize("kind", ["resume", "baseline", "x"])
def test_there_is_no_page_for_what_cannot_be_done(plan, at_desk, kind):
    assert at_desk.get(f"{HOME}/actions/1.1/change/{kind}").status_code == 404


def test_a_quarter_is_asked_and_closed_with_its_gaps_told(plan, at_desk, officer):
    report("1.1", Q3, by=officer, at=IN_JANUARY, action=date(2019, 12, 31))
    board = f"{HOME}/quarters/2019-20-q3"
    assert "Nothing was reported of 1.2, 2.1." in words_on(at_desk.get(f"{board}/close"))

    assert fill(at_desk, f"{board}/close").url == board

    page = words_on(at_desk.get(board))
    assert "As it was when the quarter was closed." in page
    assert "3 actions: 1 on target, 2 not reported." in page
    assert "is closed: what was said stands" in words_on(
        fill(
            at_desk,
            f"{board}/actions/1.2",
            words="It was done.",
            confidence="likely",
            **day("expected", date(2020, 3, 31)),
        )
    )
    assert "Q2 2019/20" not in words_on(at_desk.get(f"{HOME}/ask"))
    asked = fill(at_desk, f"{HOME}/ask", quarter="2019-20-q4")
    assert asked.url == f"{HOME}/quarters/2019-20-q4"


def test_others_are_not_told_that_there_is_a_plan(plan, member, clerk, stranger, lead):
    assert browser(stranger).get(HOME).status_code == 404
    for person in (member, clerk):
        assert browser(person).get(HOME).status_code == 200
        assert browser(person).get(f"{HOME}/quarters/2019-20-q3/actions/2.1").status_code == 404
    at_work = browser(lead)
    assert "Close the quarter" not in words_on(at_work.get(f"{HOME}/quarters/2019-20-q3"))
    for address in ("agree", "ask", "finalise", "actions/1.1/change/date", "quarters/2019-20-q3/close"):
        assert at_work.post(f"{HOME}/{address}", {}).status_code == 404
    assert at_work.get(f"{HOME}/quarters/2019-20-q3/actions/2.1").status_code == 403


@pytest.mark.parametrize(
    "address",
    [
        "/plans/none",
        f"{HOME}/quarters/2019-20-q9",
        f"{HOME}/quarters/2019-20-q4",
        f"{HOME}/actions/9",
        f"{HOME}/amendments/9",
    ],
)
def test_what_is_not_there_is_not_found(plan, at_desk, address):
    assert at_desk.get(address).status_code == 404


def test_what_moved_is_told_beside_the_counts(plan, at_desk, officer):
    report("1.2", Q3, by=officer, at=IN_JANUARY, action=date(2020, 3, 31))
    close_progress(plan_id=plan.pk, quarter=Q3, by=officer, at=IN_JANUARY)
    open_progress(plan_id=plan.pk, quarter=Q3.next, by=officer, at=IN_JANUARY)
    report(
        "1.2",
        Q3.next,
        by=officer,
        at=IN_JANUARY,
        action=date(2020, 4, 20),
        reasons="Few answer.",
        remedy="They are asked again.",
    )

    page = words_on(at_desk.get(f"{HOME}/quarters/2019-20-q4"))

    assert "1.2 was on target in Q3 2019/20, and is up to one month behind." in page


def test_a_day_is_kept_for_the_milestone_that_it_was_typed_for(plan, at_desk, officer):
    """Milestones changed while the form was open: the next one must not be given the day of the first."""
    form = f"{HOME}/quarters/2019-20-q3/actions/2.1"
    opened = form_on(at_desk.get(form))
    (draft_done,) = (
        name.removesuffix("_day")
        for name in opened
        if name.startswith("done_") and name.endswith("_day") and name not in ("done_day", "done_0_day")
    )
    terms = life_of(action("2.1").pk).terms
    other = MilestoneTerms(key="M2", words="A plan", due_on=date(2019, 10, 31))
    scope = ChangeSaid(
        kind=ChangeKind.SCOPE,
        terms=replace(terms, milestones=(other,)),
        on=date(2019, 12, 6),
        reason="A plan does.",
        by_post="Executive Director",
    )
    change_action(action_id=action("2.1").pk, version=1, said=scope, by=officer, at=IN_JANUARY)

    typed = {"words": "It was begun.", "confidence": "likely", **day("expected", date(2019, 12, 31))}
    sent = at_desk.post(form, {**opened, **typed, **day(draft_done, date(2019, 9, 30))})

    assert "Say by when milestone M2 is expected." in words_on(sent)


def test_of_an_action_that_is_complete_no_change_is_offered(plan, at_desk, lead, head):
    claimed = report("1.1", Q3, by=lead, at=IN_JANUARY, done=date(2019, 12, 20), evidence="The register")
    confirm_done(progress_id=claimed.pk, version=1, by=head, at=IN_JANUARY)

    page = words_on(at_desk.get(f"{HOME}/actions/1.1"))

    assert "Change its days" not in page
    assert "Report progress" not in page
    assert "Change its days" in words_on(at_desk.get(f"{HOME}/actions/1.2"))


def test_what_was_added_after_the_quarter_has_no_page_of_it(plan, at_desk, officer):
    item = make_item(meeting=make_meeting(on="2020-01-17"), number="9")
    decision = make_decision(item=item, number="1", verb="agreed", text="To add it.").reference
    new = replace(PLAN.actions[0], ref="2.2")
    add_action(plan_id=plan.pk, version=plan_row().version, said=new, decision=decision, by=officer, at=IN_JANUARY)

    assert at_desk.get(f"{HOME}/quarters/2019-20-q3/actions/2.2").status_code == 404
    assert "Report progress" not in words_on(at_desk.get(f"{HOME}/actions/2.2"))


def test_milestones_are_added_and_taken_out_at_the_page_of_a_change(plan, at_desk):
    make_decision(item=make_item(meeting=make_meeting(on="2019-12-06"), number="9"), text="To change it.")
    address = f"{HOME}/actions/2.1/change/scope"
    typed = {"reason": "Members asked for a trial first.", "by_post": "Executive Director", "milestone_words_0": ""}

    half = fill(at_desk, address, **typed, new_key_0="M2")
    assert half.status_code == 422
    assert "Give the key, what it is, and the day of a new milestone" in words_on(half)

    new = {"new_key_0": "M2", "new_words_0": "A trial", **day("new_due_0", date(2019, 11, 30))}
    assert fill(at_desk, address, **typed, **new).url == f"{HOME}/actions/2.1"

    (now,) = life_of(action("2.1").pk).terms.milestones
    assert (now.key, now.words, now.due_on) == ("M2", "A trial", date(2019, 11, 30))
    assert life_of(action("2.1").pk).is_reprogrammed


def test_an_action_that_was_decided_is_added_at_a_page(plan, at_desk):
    decision = make_decision(item=make_item(meeting=make_meeting(on="2019-12-06"), number="9"), text="To add it.")
    typed = {
        "decision": decision.reference,
        "ref": "3.1",
        "theme": "Requests",
        "words": "Publish the protocol.",
        "outcome": "Everybody can read it.",
        "owner_post": "Director of Finance",
        "waits_for": ["2.1"],
        **day("starts_on", date(2019, 12, 9)),
        **day("due_on", date(2020, 3, 31)),
    }

    twice = fill(at_desk, f"{HOME}/add", **{**typed, "ref": "2.1"})
    assert "The plan has an action of this ref." in words_on(twice)
    assert fill(at_desk, f"{HOME}/add", **typed).url == f"{HOME}/actions/3.1"

    assert life_of(action("3.1").pk).baseline.words == "Publish the protocol."
    assert action("3.1").waits_for.get().needs == action("2.1")


def test_what_is_complete_is_taken_out_by_a_decision_and_is_history_then(plan, lead, head, at_desk, member):
    called = report("1.1", Q3, by=lead, at=IN_JANUARY, done=date(2019, 12, 20), evidence="The register")
    confirm_done(progress_id=called.pk, version=1, by=head, at=IN_JANUARY)
    fill(at_desk, f"{HOME}/quarters/2019-20-q3/close")
    decision = make_decision(item=make_item(meeting=make_meeting(on="2020-01-15"), number="9"), text="To take it out.")
    page = words_on(at_desk.get(f"{HOME}/actions/1.1"))
    assert "Take it out, as complete" in page
    assert "Change its days" not in page

    address = f"{HOME}/actions/1.1/change/close"
    typed = {"reason": "It is done.", **day("on", date(2020, 1, 15))}
    assert "takes a decision of the committee" in words_on(fill(at_desk, address, **typed, by_post="Director"))
    assert fill(at_desk, address, **typed, decision=decision.reference).url == f"{HOME}/actions/1.1"

    plan_page = words_on(browser(member).get(HOME))
    assert "History: complete, and taken out" in plan_page
    assert "1.1 Train every manager. 15 January 2020" in plan_page
    # What a closed quarter was told stays; later ones are without it.
    assert "1.1" in board_of(plan.pk, Q3).statuses
    assert "1.1" not in board_of(plan.pk, Q4).statuses
    assert at_desk.get(address).status_code == 404
