"""Who may keep requests, score them, say what a partner's view is, and decide."""

from __future__ import annotations

from datetime import date

from goldenthread.accounts.models import User
from goldenthread.committee.operations.locking import ChangedMeanwhile
from goldenthread.domain.problems import Refused
from goldenthread.domain.request_protocols import DecisionLevel
from goldenthread.partnership.models import Appointment, Council
from goldenthread.partnership.permissions import Permission
from goldenthread.partnership.queries import Scope, held_roles, may
from goldenthread.partnership.rules import check_may
from goldenthread.requests.models import Request

# Whose decision stands for which level; the committee's own is a resolution of its record.
_DECIDES = {
    DecisionLevel.OFFICER: (Appointment.Role.PERFORMANCE_OFFICER, Appointment.Role.DIRECTOR),
    DecisionLevel.DIRECTOR: (Appointment.Role.DIRECTOR,),
}


class RequestUnknown(Refused):
    """There is no request of this reference."""

    def __init__(self, reference: str, *, known: str) -> None:
        super().__init__(f"There is no request {reference!r}. There are: {known or 'none yet'}.")


class RequestChanged(ChangedMeanwhile):
    """Somebody else stated something of the request since its reader looked at it."""

    def __init__(self, request: Request) -> None:
        super().__init__(
            f"Somebody changed request {request.reference} since you looked at it. Look at it as it is now."
        )


class NoProtocol(Refused):
    """No protocol is written yet, so that nothing can be evaluated."""

    def __init__(self) -> None:
        super().__init__("No protocol is written yet. Write one first.", at_terminal="`import-protocol` enters it.")


class ProtocolNotAgreed(Refused):
    """A request is decided by a protocol that the committee agreed, and by no draft."""

    def __init__(self, number: int) -> None:
        super().__init__(
            f"Version {number} of the protocol is not agreed by a decision. What was stated under it is a trial: have "
            "a version agreed, and evaluate the request by that.",
            at_terminal="`agree-protocol` records that, and `use-protocol` evaluates a request by another version.",
        )


class AboveTheLevel(Refused):
    """Whoever decides does not hold the role that decides at this level."""

    def __init__(self, person: User, level: DecisionLevel) -> None:
        super().__init__(f"{person.name} does not decide as {level.value}. Ask a {level.value} of the service to.")


def check_can_keep_requests(person: User, *, on: date) -> None:
    """The performance officer or the clerk; raises RoleMissing."""
    check_may(person, Permission.KEEP_REQUESTS, today=on)


def check_can_evaluate(person: User, request: Request, *, on: date) -> None:
    """Who keeps requests, or who decides one of this service; raises RoleMissing."""
    if not may(person, Permission.DECIDE_REQUESTS, today=on, of=scope_of(request)):
        check_can_keep_requests(person, on=on)


def check_can_score(person: User, request: Request, *, on: date) -> None:
    """The performance officer, or who directs or leads the service; raises RoleMissing."""
    check_may(person, Permission.SCORE_REQUESTS, today=on, of=scope_of(request))


def check_can_say_the_view(person: User, council: Council, *, on: date) -> None:
    """Who stands for the council, or the performance officer who wrote it down; raises RoleMissing."""
    scope = Scope(council_id=council.pk, name=council.name)
    check_may(person, Permission.GIVE_A_VIEW, today=on, of=scope)


def check_can_decide(person: User, request: Request, *, level: DecisionLevel, on: date) -> str:
    """The post by which they decide at this level, for the service; "" of a resolution, entered by who keeps requests.

    Raises RoleMissing, AboveTheLevel.
    """
    if level is DecisionLevel.COMMITTEE:
        check_can_keep_requests(person, on=on)
        return ""
    scope = scope_of(request)
    check_may(person, Permission.DECIDE_REQUESTS, today=on, of=scope)
    for held in held_roles(on=on, person=person):
        if held.role in _DECIDES[level] and held.reaches(scope):
            return held.post
    raise AboveTheLevel(person, level)


def levels_of(person: User, scope: Scope, *, on: date) -> tuple[DecisionLevel, ...]:
    """At which levels somebody may write down a decision on a request of this scope; in one read."""
    held = [one for one in held_roles(on=on, person=person) if one.reaches(scope)]
    own = tuple(level for level, roles in _DECIDES.items() if any(one.role in roles for one in held))
    keeps = any(one.role in (Appointment.Role.PERFORMANCE_OFFICER, Appointment.Role.CLERK) for one in held)
    return (*own, DecisionLevel.COMMITTEE) if keeps else own


def scope_of(request: Request) -> Scope:
    """Where a request belongs: its service."""
    service = request.service
    return Scope(directorate_id=service.directorate_id, service_id=service.pk, name=service.name)
