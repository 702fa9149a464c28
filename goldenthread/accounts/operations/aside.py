"""What waits for a person for a while: put aside, and thrown away."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from goldenthread.accounts.models import PutAside, User


def put_aside(*, person: User, what: str, content: bytes, at: datetime, lasts: timedelta) -> None:
    """Keeps the content for the person alone, in the place of what they had of the same kind. No event: nothing is
    done yet."""
    PutAside.objects.update_or_create(
        person=person,
        what=what,
        defaults={
            "content": content,
            "sha256": hashlib.sha256(content).hexdigest(),
            "put_at": at,
            "expires_at": at + lasts,
        },
    )


def throw_away(*, person: User, what: str = "") -> None:
    """What the person put aside of that kind, or all of it, is gone."""
    theirs = PutAside.objects.filter(person=person)
    (theirs.filter(what=what) if what else theirs).delete()


def throw_away_what_is_over(*, at: datetime) -> None:
    """Nothing is kept longer than was said."""
    PutAside.objects.filter(expires_at__lte=at).delete()
