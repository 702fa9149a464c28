"""What people decide: how they want their messages, and that one is sent again."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction

from goldenthread.audit.operations import record
from goldenthread.domain.problems import Refused
from goldenthread.mail.letters import FORGOTTEN
from goldenthread.mail.models import Message, Preference
from goldenthread.mail.queries import CLOSED

State = Message.State


class MessageUnknown(Refused):
    """There is no message of this number."""

    def __init__(self, number: int) -> None:
        super().__init__(
            f"There is no message {number}.",
            at_terminal="`goldenthread work --list` prints those that are not over.",
        )


class NotToBeSentAgain(Refused):
    """The message is under way, was sent, or is no longer kept."""


@transaction.atomic
def choose_digest(*, person: int, daily: bool, at: datetime) -> None:
    """From here on the person's messages come together once a day, or each at once. What waits for a digest comes in
    the next."""
    how = Preference.How.DAILY if daily else Preference.How.AT_ONCE
    before = Preference.objects.select_for_update().filter(person=person).first()
    if (before.how if before else Preference.How.AT_ONCE) == how:
        return
    Preference.objects.update_or_create(person=person, defaults={"how": how})
    record("messages chosen", subject="person", subject_id=person, by=person, at=at, details={"how": how.label})


@transaction.atomic
def send_again(*, number: int, by: int, at: datetime) -> str:
    """Queues once more what may have been sent or was given up; the address that it goes to.

    Raises MessageUnknown and NotToBeSentAgain.
    """
    message = Message.objects.select_for_update().filter(pk=number).first()
    if message is None:
        raise MessageUnknown(number)
    if message.state not in (State.UNCERTAIN, State.GIVEN_UP):
        raise NotToBeSentAgain(f"Message {number} is {State(message.state).label}, so it is not sent again.")
    if message.kind in FORGOTTEN:
        raise NotToBeSentAgain(
            f"Message {number} was an invitation, and its link is kept nowhere. Invite {message.name} anew."
        )
    if message.problem == CLOSED:
        raise NotToBeSentAgain(
            f"Message {number} was withdrawn when the account of {message.name} was closed, so it is not sent again."
        )
    was = message.state
    message.state, message.next_try_at, message.attempts, message.problem = State.QUEUED, None, 0, ""
    # It is another message to a transport: under the old name it would be taken for sent.
    message.reference, message.claim = uuid.uuid4().hex, ""
    message.save(update_fields=["state", "next_try_at", "attempts", "problem", "reference", "claim"])
    record(
        "message sent again",
        subject="message",
        subject_id=number,
        by=by,
        at=at,
        details={"kind": message.kind, "to": message.person, "was": was},
    )
    return message.address
