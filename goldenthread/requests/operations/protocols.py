"""Writing the protocol down in versions that stay, and that a committee agreed one."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.audit.operations import record
from goldenthread.committee.models import Decision
from goldenthread.committee.queries import check_agrees, decision_called
from goldenthread.domain.days import day_words
from goldenthread.domain.plain import from_plain, to_plain
from goldenthread.domain.problems import InputRefused, Problem
from goldenthread.domain.request_protocols import ProtocolRecord, wrong_protocol
from goldenthread.plans.models import PlanAction
from goldenthread.plans.operations import close_as_delivered
from goldenthread.requests.models import ProtocolAgreement, ProtocolVersion
from goldenthread.requests.rules import check_can_keep_requests
from goldenthread.storage.turns import take_turns

_TURN = "the protocol"


@transaction.atomic
def write_protocol(written: ProtocolRecord, *, by: User, at: datetime) -> ProtocolVersion | None:
    """The protocol as it is written, as a version of its own; None where the newest says the same already.

    Versions before it stay, and so does what was evaluated by them. Raises RoleMissing, and InputRefused with
    everything that is wrong of it.
    """
    check_can_keep_requests(by, on=timezone.localdate(at))
    take_turns(_TURN)
    newest = ProtocolVersion.objects.order_by("-number").first()
    if newest is not None and from_plain(ProtocolRecord, newest.content) == written:
        return None
    problems = list(wrong_protocol(written))
    if newest is not None and at < newest.at:
        words = f"Version {newest.number} was written on {day_words(timezone.localdate(newest.at))}, after this moment."
        problems.append(Problem(f"{words} Write the next one then or later."))
    if problems:
        raise InputRefused(problems)
    number = 1 if newest is None else newest.number + 1
    made = ProtocolVersion.objects.create(number=number, content=to_plain(written), at=at, by=by.pk)
    record("protocol written", subject="protocol", subject_id=str(number), by=by.pk, at=at, details={})
    return made


@transaction.atomic
def agree_protocol(*, number: int, decision: str, action: str = "", by: User, at: datetime) -> ProtocolAgreement:
    """The decision agreed the version; with an action ("improvement-plan/3.1"), it is what that action was to bring,
    and the action is complete and closed by the same decision.

    Raises RoleMissing, DecisionUnknown, DecisionAgreesNothing, InputRefused, and what `close_as_delivered` raises.
    """
    today = timezone.localdate(at)
    check_can_keep_requests(by, on=today)
    take_turns(_TURN)
    version = ProtocolVersion.objects.filter(number=number).first()
    if version is None:
        raise InputRefused([Problem(f"There is no version {number} of the protocol.", column="number")])
    agreed = ProtocolAgreement.objects.filter(version=version).select_related("decision").first()
    if agreed is not None:
        words = f"Version {number} was agreed already, by {agreed.decision.reference}."
        raise InputRefused([Problem(words, column="number")])
    later = ProtocolAgreement.objects.filter(version__number__gt=number).order_by("version__number").first()
    if later is not None:
        words = f"Version {later.version.number} was agreed, which came after version {number}."
        raise InputRefused([Problem(words, column="number")])
    facts = decision_called(decision)
    check_agrees(facts, on=today)
    if facts.meeting_on < timezone.localdate(version.at):
        words = f"Version {number} was written after the meeting of this decision. Name the decision that agreed it."
        raise InputRefused([Problem(words, column="decision", found=decision)])
    plan_action = None
    if action:
        reason = f"What it was to bring, version {number} of the protocol, was agreed."
        close_as_delivered(name=action, decision=decision, reason=reason, by=by, at=at)
        slug, _, ref = action.partition("/")
        plan_action = PlanAction.objects.get(plan__slug=slug, ref=ref)
    made = ProtocolAgreement.objects.create(
        version=version, decision=Decision.objects.get(pk=facts.id), plan_action=plan_action, at=at, by=by.pk
    )
    record(
        "protocol agreed",
        subject="protocol",
        subject_id=str(number),
        by=by.pk,
        at=at,
        details={"decision": facts.reference, **({"action": action} if action else {})},
    )
    return made
