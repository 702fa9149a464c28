"""Sending a meeting's papers out: its packs are released and its agenda published, as one act of the clerk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.committee.models import Meeting
from goldenthread.committee.operations import publish_agenda
from goldenthread.committee.queries.desk import DeskMeeting, desk_meeting
from goldenthread.domain.problems import InputRefused, Problem
from goldenthread.publishing.queries import publication_entry
from goldenthread.reports.operations import pass_findings
from goldenthread.reports.papers.stored import CheckedFinding, CheckedPaper, checked_papers
from goldenthread.reports.releasing import release_pack


@dataclass(frozen=True, kw_only=True)
class Despatch:
    """What goes out with an agenda: the packs that are not public yet, by their public ids, and what is in the way."""

    to_release: tuple[str, ...]
    checked: tuple[CheckedPaper, ...]

    @property
    def keys(self) -> str:
        """What is in the way, in one word: what was seen is held against what is found then."""
        return ",".join(sorted({one.key for _, one in self.in_the_way}))

    @property
    def in_the_way(self) -> tuple[tuple[CheckedPaper, CheckedFinding], ...]:
        return tuple((paper, one) for paper in self.checked for one in paper.in_the_way)


def despatch_of(meeting: DeskMeeting) -> Despatch:
    """What would go out with the agenda now."""
    packs = [paper.publication for item in meeting.items for paper in item.papers if paper.publication]
    return Despatch(
        to_release=tuple(one for one in dict.fromkeys(packs) if publication_entry(one).released_at is None),
        checked=checked_papers(meeting),
    )


@transaction.atomic
def send_out(
    *,
    meeting_id: int,
    version: int,
    on: date,
    because: str,
    pass_because: str,
    by: User,
    at: datetime,
    seen: str | None = None,
) -> Meeting:
    """Releases every pack of the agenda and publishes it, or neither.

    What the checks of papers find in the way is passed with `pass_because`, or keeps it from going out: where `seen` is
    given, no more than its keys name. `because` says why there is less notice than the committee's. Raises what
    `publish_agenda` and `release_pack` raise, NoReason, and InputRefused with everything that is in the way.
    """
    # It locks the meeting and its papers, so that what is checked is what goes out.
    published = publish_agenda(meeting_id=meeting_id, version=version, on=on, because=because, by=by, at=at)
    meeting = desk_meeting(meeting_id)
    assert meeting is not None, "its agenda was published just now"
    despatch = despatch_of(meeting)
    if seen is not None and not {one.key for _, one in despatch.in_the_way} <= set(seen.split(",")):
        raise InputRefused([Problem("The checks find more by now than you were shown. Look at what they find.")])
    if despatch.in_the_way and not pass_because.strip():
        number = len(despatch.in_the_way)
        raise InputRefused(
            [
                Problem(
                    f"The checks find {number} {'thing' if number == 1 else 'things'} in the papers that should be "
                    "mended first. Mend them, or say why the papers go out all the same.",
                    column="pass_because",
                )
            ]
        )
    if despatch.in_the_way:
        pass_findings(despatch.in_the_way, meeting_id=meeting_id, because=pass_because, by=by, at=at)
    for public_id in despatch.to_release:
        release_pack(public_id, by=by, at=at, because=because)
    return published
