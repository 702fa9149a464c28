"""Whether this database holds the demonstration, and what it says of itself."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from goldenthread.accounts.models import User
from goldenthread.audit.queries import history_of
from goldenthread.domain.periods import Quarter
from goldenthread.figures.queries import facts_of, latest_freeze
from goldenthread.publishing.queries import current_publication

MADE = "demonstration made"
SUBJECT = "demonstration"
PACK = "2019-20-q2-joint-committee"
PERIOD = "2019-20 Q2"


@dataclass(frozen=True, kw_only=True)
class Demonstration:
    """What the demonstration holds. `councils` are short: ("51 Newham", "60 Havering", "9 Bexley")."""

    counted: int
    councils: tuple[str, ...]
    public_id: str


def is_made() -> bool:
    """Whether the demonstration is here, whole."""
    return _has_tables() and bool(history_of(subject=SUBJECT, subject_id=SUBJECT))


def holds_something_else() -> bool:
    """Whether somebody has begun to use this database for something that is not the demonstration."""
    return _has_tables() and not is_made() and User.objects.exists()


def the_demonstration() -> Demonstration:
    """What there is to see; `is_made` must hold."""
    freeze = latest_freeze(Quarter.parse(PERIOD))
    assert freeze is not None
    facts = facts_of(freeze)
    return Demonstration(
        counted=facts.counted,
        councils=tuple(f"{council.measures} {council.council}" for council in facts.councils),
        public_id=current_publication(PACK),
    )


def _has_tables() -> bool:
    return {"accounts_user", "audit_event"} <= set(connection.introspection.table_names())
