"""What a director signs off: figures that were submitted, with those that another director has to sign."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from goldenthread.accounts.models import User
from goldenthread.audit.queries import done_to
from goldenthread.figures.models import Figure
from goldenthread.figures.queries.board import BoardFigure, board_figures
from goldenthread.figures.rules import FIGURE_RETURNED, WORDS_EDITED
from goldenthread.partnership.queries import HeldRole


@dataclass(frozen=True, kw_only=True)
class ToSign:
    """Submitted figures within somebody's reach, newest quarter first and in the order of reports."""

    together: tuple[BoardFigure, ...]  # green and nothing unlikely: signed off in one
    singly: tuple[BoardFigure, ...]
    of_others: tuple[BoardFigure, ...]  # that the person returned, or whose words they edited
    asked: tuple[BoardFigure, ...]  # a question about them has no answer yet

    @property
    def waiting(self) -> int:
        """How many the person may sign off now."""
        return len(self.together) + len(self.singly)


def figures_to_sign(person: User, *, held: Iterable[HeldRole]) -> ToSign:
    """What waits for the person's sign-off; as many reads whatever the number of figures."""
    which = Figure.objects.filter(state__in=(Figure.State.SUBMITTED, Figure.State.QUERIED))
    found = sorted(board_figures(which, held=held), key=lambda one: str(one.quarter), reverse=True)
    submitted = [one for one in found if one.state == Figure.State.SUBMITTED]
    ids = [one.figure_id for one in submitted]
    had_a_part = {
        int(one)
        for kind in (FIGURE_RETURNED, WORDS_EDITED)
        for one in done_to(kind=kind, subject="figure", subject_ids=ids, by=person.pk)
    }
    theirs = [one for one in submitted if one.figure_id not in had_a_part]
    return ToSign(
        together=tuple(one for one in theirs if one.is_plain_green),
        singly=tuple(one for one in theirs if not one.is_plain_green),
        of_others=tuple(one for one in submitted if one.figure_id in had_a_part),
        asked=tuple(one for one in found if one.state == Figure.State.QUERIED),
    )
