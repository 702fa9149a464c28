"""What is done at the pages of a round: words edited as a trial; opened, moved and frozen as somebody looked at it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from hashlib import sha256

from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.domain.days import day_words
from goldenthread.domain.periods import Quarter
from goldenthread.domain.problems import Refused
from goldenthread.domain.term_changes import AGREED_BY
from goldenthread.figures.models import Round
from goldenthread.figures.operations.editing import Edited, Editing, edit_words
from goldenthread.figures.operations.freezing import Frozen, freeze_round
from goldenthread.figures.operations.locking import lock_round, take_turns_across_rounds
from goldenthread.figures.operations.opening import MovedMeeting, OpenedRound, move_meeting, open_round
from goldenthread.figures.operations.refreshing import Refreshed, RefreshedFigure, Refreshing, refresh_figures
from goldenthread.figures.queries.board import round_as_seen
from goldenthread.figures.queries.would_open import would_open
from goldenthread.figures.rules import today_in_london
from goldenthread.storage.turns import take_turns


class RoundChanged(Refused):
    """What somebody looked at changed before they confirmed it; nothing was done."""


@transaction.atomic
def try_edit(said: Editing, *, by: User, at: datetime) -> Edited:
    """What editing the words would change, and what is remarked of them; undone again. Raises EditRefused."""
    edited = edit_words(said, by=by, at=at)
    transaction.set_rollback(True)
    return edited


@transaction.atomic
def freeze_as_seen(*, quarter: Quarter, seen: str, by: User, at: datetime) -> Frozen:
    """Freezes the round if its figures are those that were looked at (`queries.board.round_as_seen`).

    Raises RoundChanged, and whatever `freeze_round` raises.
    """
    take_turns_across_rounds()
    round_ = Round.objects.select_for_update().filter(period=str(quarter)).first()
    if round_ is not None:
        lock_round(round_.pk)
        if round_as_seen(quarter) != seen:
            raise RoundChanged(
                f"Figures of {quarter.label} changed since you looked at what would be frozen. Look again, and then "
                "freeze."
            )
    return freeze_round(quarter=quarter, by=by, at=at)


@transaction.atomic
def open_as_seen(*, quarter: Quarter, meeting: date | None, seen: str, by: User, at: datetime) -> OpenedRound:
    """Opens the round if the register is as it was looked at (`queries.would_open`).

    Raises RoundChanged, and whatever `open_round` raises.
    """
    take_turns("register")
    opened = open_round(quarter=quarter, meeting=meeting, by=by, at=at)
    if would_open(quarter, on=today_in_london(at)).seen != seen:
        raise RoundChanged(
            f"The register changed since you looked at what {quarter.label} would ask for. Nothing was opened: look "
            "again, and then open it."
        )
    return opened


@transaction.atomic
def move_as_seen(*, quarter: Quarter, was: date | None, meeting: date, by: User, at: datetime) -> MovedMeeting:
    """Moves the round to another meeting if it is still reported to the one that was looked at.

    Raises RoundChanged, and whatever `move_meeting` raises.
    """
    moved = move_meeting(quarter=quarter, meeting=meeting, by=by, at=at)
    if moved.old != was:
        now = "no meeting" if moved.old is None else f"the meeting of {day_words(moved.old)}"
        raise RoundChanged(
            f"Somebody else moved {quarter.label} since you looked: it is reported to {now}. Nothing was changed: look "
            "again, and then move it."
        )
    return moved


@transaction.atomic
def refresh_as_seen(
    said: Refreshing, *, quarter: Quarter, seen: Mapping[str, str], by: User, at: datetime
) -> Refreshed:
    """Copies what changed on to figures if each would change as it was looked at: `seen` is `refreshed_as_seen` of each
    by the figure's name.

    Raises RoundChanged, and whatever `refresh_figures` raises.
    """
    refreshed = refresh_figures(said, quarter=quarter, by=by, at=at)
    if {one.name: refreshed_as_seen(one) for one in refreshed.figures} != dict(seen):
        raise RoundChanged(
            "The register or these figures changed since you looked. Nothing was copied: look again, and then take the "
            "changes."
        )
    return refreshed


def refreshed_as_seen(one: RefreshedFigure) -> str:
    """Stands for what would change of a figure, whoever agreed it: that is said only when it is confirmed."""
    changes = [change for change in one.changes if change.what != AGREED_BY]
    return sha256(repr((changes, one.rating_before, one.rating, one.own_before, one.own)).encode()).hexdigest()[:16]
