"""Messages that wait, that were sent, and that somebody has to look at."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from goldenthread.mail.models import Message, Preference

State = Message.State
# What is not over: what waits, and what somebody has to decide about.
NOT_OVER = (State.QUEUED, State.SENDING, State.UNCERTAIN, State.GIVEN_UP, State.FOR_DIGEST)


@dataclass(frozen=True, kw_only=True)
class MessageRow:
    """A line of the mail log. Nothing of what was said in it."""

    number: int
    kind: str
    person_id: int
    address: str
    subject: str
    queued_at: datetime
    state: str
    state_words: str
    attempts: int
    next_try_at: datetime | None
    problem: str
    sent_at: datetime | None
    transport: str
    transport_id: str

    @property
    def needs_a_person(self) -> bool:
        return self.state in (State.UNCERTAIN, State.GIVEN_UP)


def messages_in(states: Collection[str] = NOT_OVER, *, limit: int | None = None) -> tuple[MessageRow, ...]:
    """Messages in these states, the newest first."""
    found = Message.objects.filter(state__in=states).defer("text", "html").order_by("-id")
    return tuple(_row(message) for message in (found if limit is None else found[:limit]))


def ready_messages(*, at: datetime) -> QuerySet[Message]:
    """Messages that may be sent now, the oldest first."""
    return Message.objects.filter(Q(next_try_at=None) | Q(next_try_at__lte=at), state=State.QUEUED).order_by("id")


def is_anything_ready(*, at: datetime) -> bool:
    """Whether there is something to send."""
    return ready_messages(at=at).exists()


def wants_a_digest(person_id: int) -> bool:
    """Whether the person chose to be written to once a day."""
    return Preference.objects.filter(person=person_id, how=Preference.How.DAILY).exists()


def _row(message: Message) -> MessageRow:
    return MessageRow(
        number=message.pk,
        kind=message.kind,
        person_id=message.person,
        address=message.address,
        subject=message.subject,
        queued_at=message.queued_at,
        state=message.state,
        state_words=State(message.state).label,
        attempts=message.attempts,
        next_try_at=message.next_try_at,
        problem=message.problem,
        sent_at=message.sent_at,
        transport=message.transport,
        transport_id=message.transport_id,
    )
