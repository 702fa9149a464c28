"""Sending what is queued: claimed with a lease, handed over, marked; and never handed over twice by itself.

A process may be killed anywhere. Before the hand-over the message is marked as being sent; what is found so after its
lease is over may have been sent. Where the transport knows it by its reference, that settles it; where it cannot, a
person decides.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction

from goldenthread.mail.letters import FORGOTTEN
from goldenthread.mail.models import LastWork, Message
from goldenthread.mail.queries import is_anything_ready, ready_messages
from goldenthread.mail.transports import Doubtful, Parcel, Postponed, Rejected, Transport, Unreachable

State = Message.State
# Longer than any hand-over takes, each step of which is given up after half a minute.
LEASE = timedelta(minutes=10)
# Nothing is handed over so shortly before the lease ends that somebody else might take it for left behind.
_ENOUGH_LEFT = timedelta(minutes=5)
# A transport forgets, GOV.UK Notify after seven days.
_REMEMBERED = timedelta(days=2)
_FIRST_DELAY, _LONGEST_DELAY = timedelta(minutes=1), timedelta(hours=6)
MOST_ATTEMPTS = 12


@dataclass(frozen=True, kw_only=True)
class Sendings:
    """What became of messages in one go. `stopped_by` says why it ended early; "" if it did not."""

    sent: int
    postponed: int
    for_a_person: int
    stopped_by: str = ""


@dataclass(frozen=True)
class _Claimed:
    number: int
    claim: str
    attempts: int
    lease_until: datetime
    parcel: Parcel


def send_ready(
    transport: Transport, *, now: Callable[[], datetime], stop: Callable[[], bool] = lambda: False
) -> Sendings:
    """Sends what is ready, one after the other, until nothing is, `stop` says so or the transport cannot be reached.

    Here the clock comes in whole: each message has its own moment, and a lease is no use without one.
    """
    counts = {State.SENT: 0, State.QUEUED: 0, State.UNCERTAIN: 0, State.GIVEN_UP: 0}
    stopped_by = ""
    try:
        while not stop() and not stopped_by and is_anything_ready(at=now()):
            transport.open()
            claimed = _claim(transport, at=now())
            if claimed is None:
                break
            state, stopped_by = _hand_over(claimed, transport=transport, now=now)
            if state is not None:
                counts[state] += 1
    except Unreachable as why:
        stopped_by = str(why)
    finally:
        transport.close()
    return Sendings(
        sent=counts[State.SENT],
        postponed=counts[State.QUEUED],
        for_a_person=counts[State.UNCERTAIN] + counts[State.GIVEN_UP],
        stopped_by=stopped_by,
    )


def settle_left_behind(transport: Transport, *, at: datetime) -> int:
    """Finds out what became of messages whose sender was killed or lost the line; for how many a person must say.

    Raises Unreachable where the transport cannot be asked now; then they stay as they are.
    """
    uncertain = 0
    while True:
        left = Message.objects.filter(state=State.SENDING, lease_until__lt=at).order_by("id").first()
        if left is None:
            return uncertain
        claimed = _claimed(left)
        try:
            found = _find(left, transport=transport, parcel=claimed.parcel, at=at)
        except Doubtful as why:
            uncertain += _mark(claimed, state=State.UNCERTAIN, problem=left.problem or str(why))
        else:
            if found is None:
                _mark(claimed, **_later(claimed, problem="It was stopped before it was handed over.", at=at))
            else:
                _mark(claimed, state=State.SENT, sent_at=left.lease_until, transport_id=found, problem="")


def note_work(*, where: str, stopped_by: str, at: datetime) -> None:
    """Writes down that messages were looked after, and what kept them from being sent; "" where nothing did."""
    LastWork.objects.update_or_create(
        only=True, defaults={"at": at, "where": where[:400], "stopped_by": stopped_by[:400]}
    )


def _find(message: Message, *, transport: Transport, parcel: Parcel, at: datetime) -> str | None:
    if message.transport != transport.name or message.lease_until is None or at - message.lease_until > _REMEMBERED:
        raise Doubtful("The product was stopped while it was being handed over.")
    return transport.find(parcel)


@transaction.atomic
def _claim(transport: Transport, *, at: datetime) -> _Claimed | None:
    """The oldest message that is ready, from now on ours until the lease ends."""
    # Who claims at the same time takes another one. On SQLite, who writes is alone.
    skip = connection.features.has_select_for_update_skip_locked
    message = ready_messages(at=at).select_for_update(skip_locked=skip).first()
    if message is None:
        return None
    message.state = State.SENDING
    message.claim = uuid.uuid4().hex
    message.attempts += 1
    message.lease_until = at + LEASE
    message.transport = transport.name
    message.problem = ""
    message.save(update_fields=["state", "claim", "attempts", "lease_until", "transport", "problem"])
    return _claimed(message)


def _claimed(message: Message) -> _Claimed:
    assert message.lease_until is not None
    return _Claimed(
        number=message.pk,
        claim=message.claim,
        attempts=message.attempts,
        lease_until=message.lease_until,
        parcel=Parcel(
            reference=message.reference,
            kind=message.kind,
            address=message.address,
            subject=message.subject,
            text=message.text,
            html=message.html,
            queued_at=message.queued_at,
        ),
    )


def _hand_over(claimed: _Claimed, *, transport: Transport, now: Callable[[], datetime]) -> tuple[State | None, str]:
    """What became of it, and why nothing more can be sent for now. None: that is found out once the lease is over."""
    if claimed.lease_until - now() < _ENOUGH_LEFT:
        # The machine slept in between. It was not handed over, and the lease will say so.
        return None, "This process was asleep for too long."
    try:
        called = transport.hand_over(claimed.parcel)
    except Unreachable as why:
        _mark(claimed, state=State.QUEUED, attempts=claimed.attempts - 1, problem=str(why)[:400])
        return State.QUEUED, str(why)
    except Postponed as why:
        later = _later(claimed, problem=str(why), at=now())
        _mark(claimed, **later)
        return later["state"], ""
    except Rejected as why:
        _mark(claimed, state=State.GIVEN_UP, problem=str(why)[:400])
        return State.GIVEN_UP, ""
    except Doubtful as why:
        Message.objects.filter(pk=claimed.number, claim=claimed.claim).update(problem=str(why)[:400])
        return None, str(why)
    _mark(claimed, state=State.SENT, sent_at=now(), transport_id=called[:200], problem="")
    return State.SENT, ""


def _later(claimed: _Claimed, *, problem: str, at: datetime) -> dict[str, Any]:
    """When it is tried again: after one minute, two, four, and so on to six hours; after twelve attempts never."""
    if claimed.attempts >= MOST_ATTEMPTS:
        return {"state": State.GIVEN_UP, "problem": problem[:400]}
    delay = min(_FIRST_DELAY * 2 ** (claimed.attempts - 1), _LONGEST_DELAY)
    return {"state": State.QUEUED, "problem": problem[:400], "next_try_at": at + delay}


def _mark(claimed: _Claimed, **changes: Any) -> int:
    """Writes down what became of it, unless somebody else decided about it since then; 1 where it was written."""
    over = changes["state"] in (State.SENT, State.UNCERTAIN, State.GIVEN_UP)
    if over and claimed.parcel.kind in FORGOTTEN:
        changes |= {"text": "", "html": "", "link": ""}
    ours = Message.objects.filter(pk=claimed.number, claim=claimed.claim, state__in=(State.SENDING, State.UNCERTAIN))
    return ours.update(lease_until=None, **changes)
