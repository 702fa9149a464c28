"""What was said of actions: in one quarter, and before it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from goldenthread.domain.periods import Quarter
from goldenthread.domain.plain import from_plain
from goldenthread.domain.plan_progress import ReportedProgress
from goldenthread.plans.models import Progress


@dataclass(frozen=True, kw_only=True)
class ProgressFacts:
    """What the owner said, and whether somebody else confirmed what they called done."""

    id: int
    version: int
    reported: ReportedProgress
    words: str
    confidence: str
    confidence_because: str
    reasons: str
    remedy: str
    evidence: str
    is_confirmed: bool

    @property
    def is_called_done(self) -> bool:
        """Whether its owner called the action itself done."""
        return "" in self.reported.done


def progress_of(row: Progress) -> ProgressFacts:
    """The row as a frozen value."""
    return ProgressFacts(
        id=row.pk,
        version=row.version,
        reported=from_plain(ReportedProgress, row.reported),
        words=row.words,
        confidence=row.confidence,
        confidence_because=row.confidence_because,
        reasons=row.reasons,
        remedy=row.remedy,
        evidence=row.evidence,
        is_confirmed=row.confirmed_at is not None,
    )


@dataclass(kw_only=True)
class DoneBefore:
    """What of an action was done by the quarter before, by the key of the milestone; and whether it was complete."""

    done: dict[str, date] = field(default_factory=dict)
    is_complete: bool = False


def done_before(action_ids: Iterable[int], quarter: Quarter) -> dict[int, DoneBefore]:
    """What of these actions was done in earlier quarters, in one read: it is not asked for again."""
    found: dict[int, DoneBefore] = {}
    # "2019-20 Q3" sorts as text in the order of time.
    rows = Progress.objects.filter(plan_action__in=list(action_ids), quarter__period__lt=str(quarter))
    for row in rows.order_by("quarter__period"):
        earlier = found.setdefault(row.plan_action_id, DoneBefore())
        done = from_plain(ReportedProgress, row.reported).done
        # What was called done and never confirmed is asked for again.
        earlier.done |= {key: day for key, day in done.items() if key or row.confirmed_at is not None}
        earlier.is_complete = earlier.is_complete or row.confirmed_at is not None
    return found
