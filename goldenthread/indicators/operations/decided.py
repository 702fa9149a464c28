"""Why the register is changed at a page, and by whose authority: asked before, and kept in the log after."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from goldenthread.committee.queries import check_agrees, decision_called
from goldenthread.domain.reasons import check_says_why


def check_is_decided(decision: str, *, at: datetime) -> None:
    """Raises DecisionUnknown or DecisionAgreesNothing; nothing where no decision is named."""
    if decision:
        check_agrees(decision_called(decision), on=timezone.localdate(at))


def check_why(reason: str, *, decision: str, of: str, at: datetime) -> None:
    """Raises NoReason, which says what needs one by `of`, DecisionUnknown or DecisionAgreesNothing."""
    check_says_why(reason, of=of)
    check_is_decided(decision, at=at)


def why_kept(reason: str, *, decision: str) -> dict[str, str]:
    """As an event's details keep it."""
    return {"why": reason, **({"decision": decision} if decision else {})}
