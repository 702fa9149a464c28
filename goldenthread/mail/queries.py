"""Messages that wait, that were sent, and that somebody has to look at."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q, QuerySet

from goldenthread.mail.letters import FORGOTTEN
from goldenthread.mail.models import LastWork, Message, Preference

State = Message.State
# What is not over: what waits, and what somebody has to decide about.
NOT_OVER = (State.QUEUED, State.SENDING, State.UNCERTAIN, State.GIVEN_UP, State.FOR_DIGEST)
# As the log says of an invitation that was not sent before a newer one ended it: there is nothing to decide.
REPLACED = "A newer one took its place."
# And of what waited for somebody whose account was closed.
CLOSED = "The account was closed before it was sent."
SETTLED = (REPLACED, CLOSED)


@dataclass(frozen=True, kw_only=True)
class MessageRow:
    """A line of the mail log. Nothing of what was said in it."""

    number: int
    kind: str
    person_id: int
    name: str
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
        return self.state in (State.UNCERTAIN, State.GIVEN_UP) and self.problem not in SETTLED

    @property
    def may_be_sent_again(self) -> bool:
        """Whether somebody may have it sent once more; of an invitation nothing is left that could be."""
        return self.needs_a_person and self.kind not in FORGOTTEN


@dataclass(frozen=True, kw_only=True)
class Sought:
    """What of the mail log is asked for; what is not said narrows nothing."""

    states: Collection[str] = ()
    kind: str = ""
    words: str = ""  # of a name, an address or a subject


@dataclass(frozen=True)
class Work:
    """When messages were last looked after, where they go, and what kept them from being sent then."""

    at: datetime
    where: str
    stopped_by: str


def messages_in(states: Collection[str] = NOT_OVER, *, limit: int | None = None) -> tuple[MessageRow, ...]:
    """Messages in these states, the newest first."""
    found = Message.objects.filter(state__in=states).defer("text", "html").order_by("-id")
    return tuple(_row(message) for message in (found if limit is None else found[:limit]))


def how_many_messages(sought: Sought) -> int:
    """How many messages are as asked for."""
    return _sought(sought).count()


def messages_sought(sought: Sought, *, part: slice) -> tuple[MessageRow, ...]:
    """A part of the messages that are as asked for, the newest first."""
    return tuple(map(_row, _sought(sought).defer("text", "html").order_by("-id")[part]))


def message_by_number(number: int) -> MessageRow | None:
    """One message; None where there is none of this number."""
    found = Message.objects.filter(pk=number).defer("text", "html").first()
    return None if found is None else _row(found)


def messages_by_state() -> dict[str, int]:
    """How many messages stand in each state; one in which none stands is left out."""
    return dict(Message.objects.order_by("state").values_list("state").annotate(many=Count("pk")))


def messages_for_a_person() -> int:
    """How many messages somebody has to decide about."""
    return Message.objects.filter(state__in=(State.UNCERTAIN, State.GIVEN_UP)).exclude(problem__in=SETTLED).count()


def kinds_of_messages() -> tuple[str, ...]:
    """Every kind of which there ever was a message."""
    return tuple(Message.objects.order_by("kind").values_list("kind", flat=True).distinct())


def waiting_since() -> datetime | None:
    """When the oldest message was queued that waits to be sent; None where none does."""
    oldest: datetime | None = Message.objects.filter(state=State.QUEUED).aggregate(first=Min("queued_at"))["first"]
    return oldest


def last_work() -> Work | None:
    """When messages were last looked after; None where they never were."""
    found = LastWork.objects.first()
    return None if found is None else Work(found.at, found.where, found.stopped_by)


def ready_messages(*, at: datetime) -> QuerySet[Message]:
    """Messages that may be sent now, the oldest first."""
    return Message.objects.filter(Q(next_try_at=None) | Q(next_try_at__lte=at), state=State.QUEUED).order_by("id")


def is_anything_ready(*, at: datetime) -> bool:
    """Whether there is something to send."""
    return ready_messages(at=at).exists()


def wants_a_digest(person_id: int) -> bool:
    """Whether the person chose to be written to once a day."""
    return Preference.objects.filter(person=person_id, how=Preference.How.DAILY).exists()


def _sought(sought: Sought) -> QuerySet[Message]:
    found = Message.objects.all()
    if sought.states:
        found = found.filter(state__in=sought.states)
    if sought.kind:
        found = found.filter(kind=sought.kind)
    if sought.words:
        words = sought.words
        found = found.filter(Q(name__icontains=words) | Q(address__icontains=words) | Q(subject__icontains=words))
    return found


def _row(message: Message) -> MessageRow:
    return MessageRow(
        number=message.pk,
        kind=message.kind,
        person_id=message.person,
        name=message.name,
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
