"""What was done last with an indicator in the register, by whom and when: for who finds it changed meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from goldenthread.audit.queries import histories_of
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
    if not found:
        return None
    newest = found[0]
    day = timezone.localdate(newest.at)
    posts = [span.held.post for span in every_span() if span.held.person_id == newest.by and span.is_on(day)]
    return LastChange(what=newest.kind, who=posts[0] if posts else "Somebody", at=newest.at)
