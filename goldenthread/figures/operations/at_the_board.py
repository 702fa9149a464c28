"""What is done at the pages of a round: words edited as a trial, and a freeze of what somebody looked at."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.domain.periods import Quarter
from goldenthread.domain.problems import Refused
from goldenthread.figures.models import Round
from goldenthread.figures.operations.editing import Edited, Editing, edit_words
from goldenthread.figures.operations.freezing import Frozen, freeze_round
from goldenthread.figures.operations.locking import lock_round, take_turns_across_rounds
from goldenthread.figures.queries.board import round_as_seen


class RoundChanged(Refused):
    """Figures of the round changed since somebody looked at what would be frozen."""


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
