"""Something is said of Q2 while Q3 is being frozen: `python -m tests.figures.earlier_at_once withhold|restate`.

Prints what the freeze, which begins while the other is not done yet, knows of it.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from decimal import Decimal
from functools import partial

from django.db import transaction

import tests.figures.ready  # noqa: F401 - before what needs Django
from goldenthread.accounts.models import User
from goldenthread.domain.restated import RestatementKind
from goldenthread.domain.units import ReadingKind
from goldenthread.domain.withheld import WithheldPart
from goldenthread.figures.models import Figure
from goldenthread.figures.operations import Restating, WithholdingSaid, freeze_round, restate_figure, withhold
from goldenthread.figures.queries import facts_of, latest_freeze, snapshots_of
from goldenthread.figures.queries.returned import ReturnedReading
from tests.figures.forking import all_at_once
from tests.figures.quarter import JANUARY, OCTOBER, Q2, opened
from tests.figures.seed import OFFICERS, seed

Q3 = Q2.next
A_WHILE = 0.5  # seconds: the freeze has begun by then


def officer(number: int) -> User:
    return User.objects.get(email=OFFICERS[number])


def hide() -> None:
    figure = Figure.objects.get(round__period=str(Q2))
    said = WithholdingSaid(figure_ids=[figure.pk], what=WithheldPart.MEASURE, withheld=True, reason="So few people.")
    withhold(said, by=officer(1), at=JANUARY)


def correct() -> None:
    figure = Figure.objects.get(round__period=str(Q2))
    said = Restating(
        figure_id=figure.pk,
        version=figure.version,
        kind=RestatementKind.CORRECTION,
        reason="Counted twice.",
        reading=ReturnedReading(kind=ReadingKind.VALUE, value=Decimal(91), text="91"),
        provisional=False,
    )
    restate_figure(said, by=officer(1), at=JANUARY)


@transaction.atomic
def slowly(act: Callable[[], None]) -> str:
    act()
    time.sleep(2 * A_WHILE)
    return "done"


def freeze_meanwhile() -> str:
    time.sleep(A_WHILE)
    freeze_round(quarter=Q3, by=officer(2), at=JANUARY)
    return "done"


def known() -> dict[str, object]:
    """What the freeze of Q3 tells of the figure of Q2."""
    freeze = latest_freeze(Q3)
    if freeze is None:
        raise AssertionError("Nothing was frozen.")
    (figure,), facts = snapshots_of(freeze), facts_of(freeze)
    previous = figure.previous
    return {
        "withheld": [one.name for one in facts.withheld or ()],
        "marked": previous is not None and previous.withheld,
        "restated": [str(one.value) for one in facts.restatements],
        "compared": None if previous is None else str(previous.value),
    }


if __name__ == "__main__":
    seed(1)
    freeze_round(quarter=Q2, by=officer(0), at=OCTOBER)
    opened(Q3, by=officer(0), at=JANUARY)
    act = {"withhold": hide, "restate": correct}[sys.argv[1]]
    ended = all_at_once([partial(slowly, act), freeze_meanwhile])
    print(json.dumps({"ended": ended, **known()}))
