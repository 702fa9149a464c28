"""Writing to people: whose account is open, at the address that they have now."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from goldenthread.accounts.models import User
from goldenthread.mail.letters import Letter
from goldenthread.mail.operations import Addressee, send


def tell(letter: Letter, *, people: Iterable[int], by: User | None, at: datetime, once: str = "") -> int:
    """Queues the letter to these people by their ids, but not to whoever did what it tells of; how many were queued.

    Inside the transaction of the operation. `once` is as of `mail.operations.send`.
    """
    ids = set(people) - {None if by is None else by.pk}
    if not ids:
        return 0
    found = User.objects.filter(pk__in=ids, is_active=True).order_by("pk")
    return send(letter, to=[Addressee(one.pk, one.name, one.email) for one in found], at=at, once=once)
