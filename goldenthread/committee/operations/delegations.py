"""Powers that the committee delegates: given, consulted on, discharged, reported back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.audit.operations import record
from goldenthread.committee.models import AgendaItem, Consultation, Decision, Delegation
from goldenthread.committee.rules import check_can_keep_the_record
from goldenthread.domain.days import day_words
from goldenthread.domain.delegations import DelegationStep, next_delegation_state
from goldenthread.domain.problems import InputRefused, Problem, Refused
from goldenthread.domain.reasons import check_says_why


class DelegationChanged(Refused):
    """Somebody else changed the delegation since its reader looked at it."""

    def __init__(self, delegation: Delegation) -> None:
        super().__init__(
            f"Somebody changed the delegation to {delegation.to_post} since you looked at it. Look at it as it is now."
        )


@dataclass(frozen=True, kw_only=True)
class DelegationSaid:
    """To which post, for what, on which conditions, until when, and after consulting whom."""

    to_post: str
    purpose: str
    conditions: str = ""
    due_on: date | None = None
    consult: Sequence[str] = ()  # posts


@dataclass(frozen=True, kw_only=True)
class ViewSaid:
    """What somebody who was to be consulted said, or their nominee, who was named on a day."""

    consultation_id: int
    view: str
    consulted_on: date
    nominee: str = ""
    nominee_named_on: date | None = None


@transaction.atomic
def record_delegation(*, decision_id: int, said: DelegationSaid, by: User, at: datetime) -> Delegation:
    """A delegation under a decision that delegates. Raises RoleMissing, InputRefused with all that is missing."""
    check_can_keep_the_record(by, on=timezone.localdate(at))
    decision = Decision.objects.select_for_update(of=("self",)).select_related("item__meeting").get(pk=decision_id)
    problems = []
    if decision.verb != Decision.Verb.DELEGATED:
        problems.append(
            Problem(
                f"By {decision.reference} something was {Decision.Verb(decision.verb).label}, and nothing delegated.",
                column="decision",
            )
        )
    if Delegation.objects.filter(decision=decision).exists():
        problems.append(Problem("This delegation is recorded already.", column="decision"))
    if not said.to_post.strip():
        problems.append(Problem("Say to which post: nothing is delegated to nobody.", column="to_post"))
    if not said.purpose.strip():
        problems.append(Problem("Say for what the power was given.", column="purpose"))
    if said.due_on is not None and said.due_on < decision.item.meeting.date:
        problems.append(
            Problem(
                f"It was given on {day_words(decision.item.meeting.date)}: give that day or a later one.",
                column="due_on",
                found=said.due_on.isoformat(),
            )
        )
    consult = [post.strip() for post in said.consult if post.strip()]
    if len(set(consult)) < len(consult):
        problems.append(Problem("A post is named twice among those to consult. Name each once.", column="consult"))
    if problems:
        raise InputRefused(problems)
    delegation = Delegation.objects.create(
        decision=decision,
        to_post=said.to_post.strip(),
        purpose=said.purpose.strip(),
        conditions=said.conditions.strip(),
        due_on=said.due_on,
    )
    Consultation.objects.bulk_create(Consultation(delegation=delegation, post=post) for post in consult)
    _record("delegation recorded", delegation, by=by, at=at, to=delegation.to_post, consult=consult)
    return delegation


@transaction.atomic
def record_view(*, delegation_id: int, version: int, said: ViewSaid, by: User, at: datetime) -> Consultation:
    """Somebody was consulted. Raises RoleMissing, DelegationChanged, DelegationStepNotAllowed, InputRefused."""
    today = timezone.localdate(at)
    check_can_keep_the_record(by, on=today)
    delegation = _locked(delegation_id, version=version)
    delegation.state = _step(delegation, DelegationStep.CONSULT)
    asked = Consultation.objects.filter(delegation=delegation, pk=said.consultation_id).first()
    given_on = delegation.decision.item.meeting.date
    problems = []
    if asked is None:
        problems.append(Problem("This delegation does not ask for that view.", column="consultation"))
    if not said.view.strip():
        problems.append(Problem("Say what the view was.", column="view"))
    if not given_on <= said.consulted_on <= today:
        problems.append(
            Problem(
                f"Give a day from {day_words(given_on)}, when it was delegated, to today.",
                column="consulted_on",
                found=said.consulted_on.isoformat(),
            )
        )
    if bool(said.nominee.strip()) != (said.nominee_named_on is not None):
        problems.append(Problem("Name the nominee together with the day on which they were named.", column="nominee"))
    elif said.nominee_named_on is not None and said.nominee_named_on > said.consulted_on:
        problems.append(Problem("A nominee is named before they are consulted.", column="nominee"))
    if problems or asked is None:
        raise InputRefused(problems)
    asked.view, asked.consulted_on = said.view.strip(), said.consulted_on
    asked.nominee, asked.nominee_named_on = said.nominee.strip(), said.nominee_named_on
    asked.save()
    _save(delegation)
    _record("view recorded", delegation, by=by, at=at, post=asked.post, nominee=asked.nominee)
    return asked


@transaction.atomic
def discharge_delegation(
    *, delegation_id: int, version: int, decided: str, on: date, by: User, at: datetime
) -> Delegation:
    """What the post decided under it. Everybody whom it asks for was consulted before.

    Raises RoleMissing, DelegationChanged, DelegationStepNotAllowed, InputRefused.
    """
    today = timezone.localdate(at)
    check_can_keep_the_record(by, on=today)
    delegation = _locked(delegation_id, version=version)
    delegation.state = _step(delegation, DelegationStep.DISCHARGE)
    consultations = list(Consultation.objects.filter(delegation=delegation).order_by("pk"))
    problems = [
        Problem(f"{one.post} was not consulted yet, or after that day.", column="consultation")
        for one in consultations
        if one.consulted_on is None or one.consulted_on > on
    ]
    if not decided.strip():
        problems.append(Problem("Say what was decided.", column="decided"))
    given_on = delegation.decision.item.meeting.date
    if not given_on <= on <= today:
        problems.append(
            Problem(
                f"Give a day from {day_words(given_on)}, when it was delegated, to today.",
                column="on",
                found=on.isoformat(),
            )
        )
    if problems:
        raise InputRefused(problems)
    delegation.decided, delegation.discharged_on = decided.strip(), on
    _save(delegation)
    _record("delegation discharged", delegation, by=by, at=at, on=on.isoformat())
    return delegation


@transaction.atomic
def report_delegation(*, delegation_id: int, version: int, under_item_id: int, by: User, at: datetime) -> Delegation:
    """The committee was told, under an item of a later meeting.

    Raises RoleMissing, DelegationChanged, DelegationStepNotAllowed, InputRefused.
    """
    check_can_keep_the_record(by, on=timezone.localdate(at))
    delegation = _locked(delegation_id, version=version)
    delegation.state = _step(delegation, DelegationStep.REPORT_BACK)
    item = AgendaItem.objects.select_related("meeting").get(pk=under_item_id)
    given_at = delegation.decision.item.meeting
    if item.meeting.committee_id != given_at.committee_id or item.meeting.date <= given_at.date:
        raise InputRefused([Problem("It is reported back to a later meeting of the same committee.", column="item")])
    delegation.reported_under = item
    _save(delegation)
    _record("delegation reported back", delegation, by=by, at=at, meeting=item.meeting.date.isoformat())
    return delegation


@transaction.atomic
def revoke_delegation(*, delegation_id: int, version: int, because: str, by: User, at: datetime) -> Delegation:
    """It is taken back, with the reason. Raises RoleMissing, DelegationChanged, DelegationStepNotAllowed, NoReason."""
    today = timezone.localdate(at)
    check_can_keep_the_record(by, on=today)
    delegation = _locked(delegation_id, version=version)
    delegation.state = _step(delegation, DelegationStep.REVOKE)
    check_says_why(because, of="A delegation that is revoked")
    delegation.revoked_on = today
    _save(delegation)
    _record("delegation revoked", delegation, by=by, at=at, because=because.strip())
    return delegation


def _locked(delegation_id: int, *, version: int) -> Delegation:
    found = Delegation.objects.select_for_update(of=("self",)).select_related("decision__item__meeting")
    delegation = found.get(pk=delegation_id)
    if delegation.version != version:
        raise DelegationChanged(delegation)
    return delegation


def _step(delegation: Delegation, step: DelegationStep) -> Delegation.State:
    return Delegation.State(next_delegation_state(state=delegation.state, step=step))


def _save(delegation: Delegation) -> None:
    delegation.version += 1
    delegation.save()


def _record(kind: str, delegation: Delegation, *, by: User, at: datetime, **details: object) -> None:
    record(kind, subject="decision", subject_id=delegation.decision.reference, by=by.pk, at=at, details=details)
