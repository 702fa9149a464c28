"""A year whose closing, and a next year whose proposing, is killed at random moments until each was found done.

`python -m tests.figures.killed_closes` prints how often each was found wholly undone and wholly done.
It fails where one is found half done.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Callable
from decimal import Decimal

import tests.figures.ready  # noqa: F401 - before what needs Django
from goldenthread.accounts.models import User
from goldenthread.audit.models import Event
from goldenthread.figures.forms.proposal import ProposalRow
from goldenthread.figures.models import Restatement, YearClose, YearFigure
from goldenthread.figures.operations.closing import close_year
from goldenthread.figures.operations.proposing import propose_year
from goldenthread.indicators.models import AgreedList, ListEntry, Measure, Target
from tests.figures.forking import kill_after
from tests.figures.quarter import figure_of
from tests.figures.seed import LEADS, OFFICERS, seed
from tests.figures.year import JUNE, YEAR, lived, quarter_of

MEASURES = 40
CLOSES = 4  # and more, until one of them was found undone
MOST_CLOSES = 30
NEXT = str(YEAR.next)


def until_done(act: Callable[[], object], *, is_done: Callable[[], bool], took: float) -> tuple[Counter[str], float]:
    """Takes a step again and again, each time killed at a random moment, until it is found done."""
    seen: Counter[str] = Counter()
    while not seen["done"]:
        ran = kill_after(random.uniform(0, took), act)
        seen["done" if is_done() else "undone"] += 1
        # As long as it took when it was left to end; longer where it was killed, or a slow machine would never end it.
        took = ran if seen["done"] else max(took, 1.2 * ran)
    return seen, took


def closed(number: int) -> bool:
    """Whether the year was closed so often, whole; raises where a part of it was."""
    held = (YearClose.objects.count(), YearFigure.objects.count(), Event.objects.filter(kind="year closed").count())
    done = held[0] == number
    expected = number if done else number - 1
    assert held == (expected, MEASURES * expected, expected), held
    return done


def proposed() -> bool:
    """Whether the next year is proposed, whole."""
    held = (
        AgreedList.objects.filter(year=NEXT).count(),
        ListEntry.objects.filter(agreed_list__year=NEXT).count(),
        Target.objects.filter(year=NEXT).count(),
        Event.objects.filter(kind="year proposed").count(),
    )
    done = held[0] == 1
    assert held == ((1, MEASURES, MEASURES, 1) if done else (0, 0, 0, 0)), held
    return done


def restate_one(number: int, *, by: User) -> None:
    """Something changes, so that there is something to close again."""
    Restatement.objects.create(
        figure=figure_of(Measure.objects.order_by("pk")[number], quarter_of(1)),
        kind="correction",
        value=Decimal(90),
        reason="Counted twice",
        rating="amber",
        status="rated",
        rating_reason="Amber.",
        said_by=by,
        said_at=JUNE,
    )


def main() -> dict[str, Counter[str]]:
    seed(MEASURES, is_open=False)
    officer, lead = User.objects.get(email=OFFICERS[0]), User.objects.get(email=LEADS[0])
    lived({measure: ["96"] * 4 for measure in Measure.objects.order_by("pk")}, lead=lead, officer=officer)
    closes: Counter[str] = Counter()
    took = 0.5
    for number in range(1, MOST_CLOSES + 1):
        because = "" if number == 1 else f"Restated, {number}"
        seen, took = until_done(
            lambda because=because: close_year(year=YEAR, by=officer, at=JUNE, because=because),  # type: ignore[misc]
            is_done=lambda number=number: closed(number),  # type: ignore[misc]
            took=took,
        )
        closes += seen
        restate_one(number, by=officer)
        if number >= CLOSES and closes["undone"]:
            break
    rows = [
        ProposalRow(ref=ref, council="Havering", answer="keep", rationale="It has served")
        for ref in Measure.objects.order_by("pk").values_list("indicator__ref", flat=True)
    ]
    proposals, _ = until_done(
        lambda: propose_year(rows, year=YEAR, file="proposal.xlsx", by=officer, at=JUNE), is_done=proposed, took=0.5
    )
    return {"close": closes, "propose": proposals}


if __name__ == "__main__":
    print(json.dumps(main()))
