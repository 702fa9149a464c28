"""Writing messages down, to be sent once the transaction that they tell of is committed."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from goldenthread.mail import letters
from goldenthread.mail.letters import Letter
from goldenthread.mail.models import Message, Preference
from goldenthread.mail.queries import CLOSED, REPLACED
from goldenthread.storage.turns import take_turns

State = Message.State
# The number of whoever has no account here, and is written to all the same.
OUTSIDE = 0


@dataclass(frozen=True)
class Addressee:
    """Who is written to: the person's number, name and address, as they are now; OUTSIDE, of nobody with an account."""

    person_id: int
    name: str
    address: str


def send(letter: Letter, *, to: Iterable[Addressee], at: datetime, once: str = "") -> int:
    """Queues the letter to each, inside the transaction of the operation that it tells of; how many were queued.

    What cannot be committed is so never sent. With `once`, as "reminder/2019-20 Q2", nobody is written to twice under
    that name, whoever asks and however often. Who chose the digest finds it there.
    """
    people = {one.person_id: one for one in to}
    if once:
        had = Message.objects.filter(once__in=[f"{once}/{person}" for person in people]).values_list(
            "person", flat=True
        )
        people = {person: one for person, one in people.items() if person not in set(had)}
    if not people:
        return 0
    if letter.kind in letters.FORGOTTEN:
        _replace(letter.kind, people)
    daily: set[int] = set()
    if letter.kind not in letters.ALWAYS_AT_ONCE:
        daily.update(Preference.objects.filter(how=Preference.How.DAILY).values_list("person", flat=True))
    Message.objects.bulk_create(
        [
            _message(letter, to=one, at=at, once=once, state=State.FOR_DIGEST if person in daily else State.QUEUED)
            for person, one in people.items()
        ],
        batch_size=50,
        # Somebody else may be about to write the same.
        ignore_conflicts=bool(once),
    )
    return len(people)


def withdraw(*, person: int) -> int:
    """Nothing that waits for the person is sent any more; how many messages those were.

    Inside the transaction of the operation that closes the account. What is being sent in this very moment is gone.
    """
    waiting = Message.objects.filter(person=person, state__in=(State.QUEUED, State.FOR_DIGEST))
    forgotten = waiting.filter(kind__in=letters.FORGOTTEN)
    forgotten.update(text="", html="", link="")
    return waiting.update(state=State.GIVEN_UP, problem=CLOSED)


@transaction.atomic
def make_digests(*, today: date, at: datetime) -> int:
    """Puts what waits for a digest into one message for each person, at most one a day; how many were made."""
    take_turns("digests")
    waiting: dict[int, list[Message]] = {}
    for message in Message.objects.filter(state=State.FOR_DIGEST).defer("text", "html").order_by("id"):
        waiting.setdefault(message.person, []).append(message)
    made = 0
    for person, messages in waiting.items():
        newest = messages[-1]
        letter = letters.digest(day=today, parts=[(one.subject, one.link) for one in messages])
        once = f"digest/{today.isoformat()}"
        if not send(letter, to=[Addressee(person, newest.name, newest.address)], at=at, once=once):
            continue
        digest = Message.objects.get(once=f"{once}/{person}")
        parts = Message.objects.filter(person=person, state=State.FOR_DIGEST, pk__lte=newest.pk)
        parts.update(state=State.IN_DIGEST, digest=digest)
        made += 1
    return made


def _message(letter: Letter, *, to: Addressee, at: datetime, once: str, state: str) -> Message:
    written = letters.write(letter, name=to.name)
    return Message(
        kind=letter.kind,
        person=to.person_id,
        name=to.name,
        address=to.address,
        subject=letters.one_line(letter.subject),
        link=letter.link,
        text=written.text,
        html=written.html,
        once=f"{once}/{to.person_id}" if once else None,
        reference=uuid.uuid4().hex,
        queued_at=at,
        state=state,
    )


def _replace(kind: str, people: Iterable[int]) -> None:
    """An invitation that was not sent yet is of no use once there is a newer one."""
    waiting = Message.objects.filter(kind=kind, person__in=list(people), state=State.QUEUED)
    waiting.update(state=State.GIVEN_UP, problem=REPLACED, text="", html="", link="")
