"""What was done last with an indicator in the register, by whom and when: for who finds it changed meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from goldenthread.audit.models import Event
from goldenthread.audit.queries import SubjectEntry, histories_of
from goldenthread.domain.periods import FinancialYear
from goldenthread.indicators.forms.sheets import Register
from goldenthread.partnership.queries import every_span


@dataclass(frozen=True, kw_only=True)
class LastChange:
    """The newest event of an indicator's rows: "target added", the post that did it, and the moment."""

    what: str
    who: str
    at: datetime


def last_change(ref: str, rows: Register) -> LastChange | None:
    """The newest of everything that was done with these rows; None where the log tells of nothing."""
    scopes = sorted({row.council for row in rows.measures})
    years = sorted({row.year for row in rows.targets} | {row.year for row in rows.list_entries})
    wanted = {
        "definition": [ref],
        "measure": [f"{ref}/{scope}" for scope in scopes],
        "target": [f"{year}/{ref}/{scope}" for year in years for scope in scopes],
        "list entry": [f"{year}/{ref}/{scope}" for year in years for scope in scopes],
        "succession": [f"{row.ref}/{row.followed_by}" for row in rows.successions],
    }
    found = histories_of({subject: ids for subject, ids in wanted.items() if ids}, most=1)
    return _told(found[0]) if found else None


def last_change_of_list(year: FinancialYear) -> LastChange | None:
    """The newest of everything that was done with a year's list, what is on it, and its targets."""
    of_the_list = Q(subject="list", subject_id=str(year))
    of_rows = Q(subject__in=("list entry", "target"), subject_id__startswith=f"{year}/")
    newest = Event.objects.filter(of_the_list | of_rows).order_by("-id").first()
    return None if newest is None else _told(newest)


def _told(newest: SubjectEntry | Event) -> LastChange:
    day = timezone.localdate(newest.at)
    posts = [span.held.post for span in every_span() if span.held.person_id == newest.by and span.is_on(day)]
    return LastChange(what=newest.kind, who=posts[0] if posts else "Somebody", at=newest.at)
