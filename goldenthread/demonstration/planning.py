"""What is done with the Improvement Plan in the demonstration, each by the operation that the pages use for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from goldenthread.accounts.models import User
from goldenthread.committee.models import Delegation
from goldenthread.committee.operations import ViewSaid, discharge_delegation, record_view
from goldenthread.demonstration.content import text
from goldenthread.demonstration.doing import CLERK, OFFICER, post
from goldenthread.domain.periods import Quarter
from goldenthread.domain.plan_actions import ChangeKind
from goldenthread.domain.plan_progress import Confidence, ReportedProgress
from goldenthread.domain.plan_risks import Score
from goldenthread.plans.forms import read_plan
from goldenthread.plans.models import Plan, PlanAction, Progress, Risk
from goldenthread.plans.operations import (
    ChangeSaid,
    ProgressSaid,
    ReviewSaid,
    ScoreSaid,
    agree_plan,
    change_action,
    close_progress,
    confirm_done,
    delegate_finalising,
    finalise_plan,
    open_progress,
    report_progress,
    review_plan,
    score_risk,
    settle_amendment,
    write_plan,
)
from goldenthread.plans.queries.plans import life_of
from goldenthread.publishing.queries import current_publication
from goldenthread.reports.documents.plan_progress import report_name
from goldenthread.reports.plan_reports import publish_progress_report
from goldenthread.reports.releasing import release_pack

SLUG = "improvement-plan"


def write(*, at: datetime) -> None:
    """The plan as a draft."""
    file = f"{SLUG}.toml"
    write_plan(read_plan(text(f"plans/{file}").encode(), file=file), by=_officer(), at=at)


def agree(*, decision: str, subject_to: Sequence[str], at: datetime) -> None:
    """The committee agreed it, subject to what members had said."""
    plan = _plan()
    agree_plan(plan_id=plan.pk, version=plan.version, decision=decision, subject_to=subject_to, by=_officer(), at=at)


def delegate(*, at: datetime) -> None:
    """It is finalised under the delegation that was given with it."""
    plan = _plan()
    delegation = Delegation.objects.get(decision__item=plan.decision.item_id)  # type: ignore[union-attr]
    delegate_finalising(plan_id=plan.pk, version=plan.version, delegation_id=delegation.pk, by=_officer(), at=at)


def settle(*, on: date, how: Sequence[str], at: datetime) -> None:
    """Every amendment is settled."""
    amendments = _plan().amendments.order_by("place")
    for amendment, words in zip(amendments, how, strict=True):
        settle_amendment(amendment_id=amendment.pk, version=_plan().version, how=words, on=on, by=_officer(), at=at)


def consult(*, view: str, on: date, at: datetime) -> None:
    """Everybody whom the delegation asks for is consulted."""
    for consultation in _delegation().consultations.order_by("pk"):
        said = ViewSaid(consultation_id=consultation.pk, view=view, consulted_on=on)
        delegation = _delegation()
        record_view(delegation_id=delegation.pk, version=delegation.version, said=said, by=post(CLERK), at=at)


def discharge(*, decided: str, on: date, at: datetime) -> None:
    """The post decided what it was delegated."""
    delegation = _delegation()
    discharge_delegation(
        delegation_id=delegation.pk, version=delegation.version, decided=decided, on=on, by=post(CLERK), at=at
    )


def finalise(*, on: date, at: datetime) -> None:
    """The plan is final, and its baseline kept."""
    plan = _plan()
    finalise_plan(plan_id=plan.pk, version=plan.version, on=on, by=_officer(), at=at)


def change(*, ref: str, kind: str, on: date, due: date, reason: str, by_post: str, at: datetime) -> None:
    """The last day of an action is moved, by a post that has the power."""
    action = _action(ref)
    terms = replace(life_of(action.pk).terms, due_on=due)
    said = ChangeSaid(kind=ChangeKind(kind), terms=terms, on=on, reason=reason, by_post=by_post)
    change_action(action_id=action.pk, version=action.version, said=said, by=_officer(), at=at)


def review(*, on: date, occasion: str, outcome: str, by_post: str, at: datetime) -> None:
    """The plan is reviewed, by a post that has the power."""
    plan = _plan()
    said = ReviewSaid(on=on, occasion=occasion, outcome=outcome, by_post=by_post)
    review_plan(plan_id=plan.pk, version=plan.version, said=said, by=_officer(), at=at)


def score(*, ref: str, on: date, now: Score, sought: Score, done: str, at: datetime) -> None:
    """A risk is scored again."""
    risk = Risk.objects.get(plan__slug=SLUG, ref=ref)
    said = ScoreSaid(on=on, now=now, sought=sought, words=done)
    score_risk(risk_id=risk.pk, version=risk.version, said=said, by=_officer(), at=at)


def ask(*, period: str, at: datetime) -> None:
    """Progress is asked for a quarter."""
    open_progress(plan_id=_plan().pk, quarter=Quarter.parse(period), by=_officer(), at=at)


def report(*, period: str, said: Sequence[dict[str, Any]], at: datetime) -> None:
    """What owners said of the quarter."""
    for one in said:
        report_progress(
            action_id=_action(one["ref"]).pk,
            quarter=Quarter.parse(period),
            version=0,
            said=_said(one),
            by=post(one.get("reported_by", OFFICER)),
            at=at,
        )


def confirm(*, period: str, refs: Sequence[tuple[str, str]], at: datetime) -> None:
    """What owners called done is confirmed by somebody else."""
    for ref, by in refs:
        progress = Progress.objects.get(plan_action=_action(ref), quarter__period=period)
        confirm_done(progress_id=progress.pk, version=progress.version, by=post(by), at=at)


def close(*, period: str, at: datetime) -> None:
    """The quarter is kept as it stands."""
    close_progress(plan_id=_plan().pk, quarter=Quarter.parse(period), by=_officer(), at=at)


def publish(*, period: str, at: datetime) -> None:
    """The progress report of the quarter is published for the committee's next meeting."""
    publish_progress_report(SLUG, Quarter.parse(period), by=_officer(), at=at)


def release(*, period: str, at: datetime) -> None:
    """It is made public on the day of the agenda."""
    name = report_name(SLUG, Quarter.parse(period))
    release_pack(current_publication(name), by=post(CLERK), at=at)


def _said(one: dict[str, Any]) -> ProgressSaid:
    expected = {**({"": one["expected"]} if "expected" in one else {}), **one.get("milestones", {})}
    done = {**({"": one["done"]} if "done" in one else {}), **one.get("milestones_done", {})}
    return ProgressSaid(
        reported=ReportedProgress(is_started=one.get("is_started", True), expected=expected, done=done),
        words=one["words"],
        confidence=Confidence(one["confidence"]),
        confidence_because=one.get("because", ""),
        reasons=one.get("reasons", ""),
        remedy=one.get("remedy", ""),
        evidence=one.get("evidence", ""),
    )


def _plan() -> Plan:
    return Plan.objects.select_related("decision").get(slug=SLUG)


def _action(ref: str) -> PlanAction:
    return PlanAction.objects.get(plan__slug=SLUG, ref=ref)


def _delegation() -> Delegation:
    delegation = _plan().delegation
    if delegation is None:
        raise ValueError("The plan is not delegated yet.")
    return delegation


def _officer() -> User:
    return post(OFFICER)
