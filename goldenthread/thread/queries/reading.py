"""For whom the thread is read: which figures they see, and whether plans before they are final."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from goldenthread.domain.periods import FinancialYear, Quarter
from goldenthread.figures.models import Freeze
from goldenthread.figures.queries.sight import Opened, Reader, Sight, reader_of, sights
from goldenthread.partnership.permissions import Permission
from goldenthread.partnership.queries import HeldRole


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What one reader sees on a day. `sees_open`: drafts of plans, and quarters of progress that are not closed."""

    sights: Mapping[Quarter, Sight]
    sees_open: bool
    today: date
    at: datetime

    @property
    def year(self) -> FinancialYear:
        return FinancialYear.containing(self.today)


def reading_of(person_id: int, may: Mapping[Permission, tuple[HeldRole, ...]], *, today: date, at: datetime) -> Reading:
    """As somebody reads it, from everything that they may do today."""
    sees_open = Permission.REPORT_PROGRESS in may or Permission.KEEP_PLANS in may
    return Reading(sights=sights(reader_of(person_id, may)), sees_open=sees_open, today=today, at=at)


def reading_of_all(*, today: date, at: datetime) -> Reading:
    """As everybody may read it: figures that were released, without what is withheld; plans once they are final."""
    return Reading(sights=sights(Reader(person_id=0)), sees_open=False, today=today, at=at)


def reading_at_terminal(*, today: date, at: datetime) -> Reading:
    """As whoever holds the machine reads it: figures as they were frozen last, whole; plans as they stand."""
    newest: dict[str, int] = {}
    rows = Freeze.objects.order_by("-round__period", "number").values_list("round__period", "number")
    for period, number in rows:
        newest[period] = number
    reader = Reader(person_id=0, reads_frozen=True)
    found = {
        Quarter.parse(period): Sight(
            reader=reader, quarter=Quarter.parse(period), opened=(Opened(version=number, is_public=False),)
        )
        for period, number in newest.items()
    }
    return Reading(sights=found, sees_open=True, today=today, at=at)
