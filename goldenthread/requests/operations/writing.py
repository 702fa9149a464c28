"""How a statement is added to a request: under its lock, in its state, with its event."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from goldenthread.accounts.models import User
from goldenthread.audit.operations import record
from goldenthread.committee.models import Decision
from goldenthread.domain.plain import to_plain
from goldenthread.domain.request_decisions import RequestState, RequestStep, next_request_state
from goldenthread.requests.models import ProtocolVersion, Request, Statement
from goldenthread.requests.queries.dossiers import BY_PROTOCOL
from goldenthread.requests.queries.protocols import protocol_in_force
from goldenthread.requests.rules import NoProtocol, RequestChanged, RequestUnknown

# What is written down each time, whatever was said before.
_ALWAYS = (Statement.Kind.REPLY, Statement.Kind.EVALUATION)
# So many are named where somebody asked for one that is not there.
_NAMED = 10


def locked_request(reference: str, *, version: int | None = None) -> Request:
    """The request, which nobody else changes until the transaction ends; raises RequestUnknown, and RequestChanged
    where it is not at the version that was looked at."""
    rows = Request.objects.select_for_update(of=("self",)).select_related("service", "protocol")
    request = rows.filter(reference=reference).first()
    if request is None:
        known = Request.objects.order_by("-reference").values_list("reference", flat=True)[:_NAMED]
        raise RequestUnknown(reference, known=", ".join(known))
    if version is not None and request.version != version:
        raise RequestChanged(request)
    return request


def step_on(request: Request, step: RequestStep) -> RequestState:
    """Where the step leads from where the request stands; raises RequestStepNotAllowed."""
    return next_request_state(state=request.state, step=step)


def taking_a_protocol(request: Request) -> ProtocolVersion:
    """The version that the request is evaluated by: from its first statement on, the one in force then.

    Raises NoProtocol.
    """
    if request.protocol is None:
        found = protocol_in_force()
        if found is None:
            raise NoProtocol
        request.protocol = ProtocolVersion.objects.get(pk=found.id)
    return request.protocol


def _is_open_again(last: Statement) -> bool:
    """Whether a score that was settled is open again, since somebody scored anew."""
    if last.kind != Statement.Kind.SETTLED:
        return False
    scores = Statement.objects.filter(request=last.request, kind=Statement.Kind.SCORE, key=last.key)
    return scores.filter(protocol=last.protocol, pk__gt=last.pk).exists()


def add_statement(
    request: Request,
    kind: str,
    content: Any,
    *,
    key: str = "",
    state: RequestState,
    decision: Decision | None = None,
    by: User,
    at: datetime,
    **details: object,
) -> Statement | None:
    """The next statement of its kind and key, and the state that it leads to; None where the same was stated last.

    Of a score, the same by the same person. What stands in it is not repeated in the log, which more people read.
    """
    plain = to_plain(content)
    of_kind = Statement.objects.filter(request=request, kind=kind, key=key)
    protocol = request.protocol if kind in BY_PROTOCOL or kind == Statement.Kind.DECISION else None
    own = of_kind.filter(by=by) if kind == Statement.Kind.SCORE else of_kind
    last = own.filter(protocol=protocol).order_by("-number").first()
    if last is not None and last.content == plain and kind not in _ALWAYS and not _is_open_again(last):
        return None
    newest = of_kind.order_by("-number").values_list("number", flat=True).first()
    made = Statement.objects.create(
        request=request,
        kind=kind,
        key=key,
        number=(newest or 0) + 1,
        content=plain,
        protocol=protocol,
        decision=decision,
        at=at,
        by=by,
    )
    request.state = state.value
    request.version += 1
    request.save()
    told = {"key": key, **details} if key else details
    record(
        f"request: {made.get_kind_display()}",
        subject="request",
        subject_id=request.reference,
        by=by.pk,
        at=at,
        details={"number": made.number, **told},
    )
    return made
