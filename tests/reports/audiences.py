"""Issuing, publishing and releasing packs of Q2, as people type it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from goldenthread.accounts.models import User
from goldenthread.figures.operations import freeze_round, reopen_figures
from goldenthread.indicators.models import Measure
from goldenthread.publishing.models import Issue, Publication, Release
from tests.figures.quarter import LONDON, Q2, figure_of, give
from tests.terminal_runs import Command, Outcome

DECEMBER = datetime(2019, 12, 10, 9, 0, tzinfo=LONDON)
FROZEN = datetime(2020, 1, 13, 15, 0, tzinfo=LONDON)
PUBLISHED = datetime(2020, 1, 20, 10, 0, tzinfo=LONDON)
LAST_DAY = datetime(2020, 1, 30, 12, 0, tzinfo=LONDON)  # five clear days before 7 February
LATE = LAST_DAY + timedelta(days=1)
MEETING = date(2020, 2, 7)
QUARTER = ("--year", "2019-20", "--quarter", "Q2")
BY = ("--by", "officer@example.org", "--at", "2020-01-20")
BEFORE_THE_FREEZE = (*BY[:3], "2019-12-10T09:00")
JOINT, TEAM = "2019-20-q2-joint-committee-1", "2019-20-q2-management-team-1"
HAVERING, PARTNER = "2019-20-q2-section-151-havering-1", "2019-20-q2-partner-council-havering-1"


def issue(command: Command, audience: str, *to: str, by: tuple[str, ...] = BY) -> Outcome:
    return command("issue", *QUARTER, "--audience", audience, "--to", *to, *by)


def publish(command: Command, audience: str = "joint-committee", *more: object) -> Outcome:
    return command("publish", *QUARTER, "--audience", audience, *BY, *more)


def release(command: Command, public_id: str = JOINT, *more: object, at: str = "2020-01-30") -> Outcome:
    return command("release", public_id, "--by", "officer@example.org", "--at", at, *more)


def freeze_again(measure: Measure, *, officer: User, lead: User, at: datetime = FROZEN + timedelta(days=1)) -> None:
    """The figure returned anew, and frozen as the next version."""
    reopen_figures(figure_ids=[figure_of(measure).pk], reason="Wrong", by=officer, at=at)
    give(measure, "97.0", by=lead, at=at)
    freeze_round(quarter=Q2, by=officer, at=at)


def written() -> tuple[int, int, int]:
    """How many publications, copies and releases there are."""
    return Publication.objects.count(), Issue.objects.count(), Release.objects.count()
