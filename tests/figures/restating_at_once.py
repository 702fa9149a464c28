"""Four officers who looked at one figure restate it in the same moment: `python -m tests.figures.restating_at_once`.

Prints how the four ended, and what the database then holds.
"""

from __future__ import annotations

import json
from decimal import Decimal
from functools import partial

import tests.figures.ready  # noqa: F401 - before what needs Django
from goldenthread.accounts.models import User
from goldenthread.domain.restated import RestatementKind
from goldenthread.domain.units import ReadingKind
from goldenthread.figures.models import Figure, Restatement
from goldenthread.figures.operations import RestatementRefused, Restating, freeze_round, restate_figure
from goldenthread.figures.queries.returned import ReturnedReading
from tests.figures.forking import all_at_once
from tests.figures.quarter import JANUARY, OCTOBER, Q2
from tests.figures.seed import OFFICERS, seed


def restate(value: str, *, looked_at: Figure, by: str) -> dict[str, str]:
    """One officer's restatement: "" or why it was refused."""
    said = Restating(
        figure_id=looked_at.pk,
        version=looked_at.version,
        kind=RestatementKind.CORRECTION,
        reason="Counted twice.",
        reading=ReturnedReading(kind=ReadingKind.VALUE, value=Decimal(value), text=value),
        provisional=False,
    )
    try:
        restate_figure(said, by=User.objects.get(email=by), at=JANUARY)
    except RestatementRefused as refusal:
        return {"value": value, "refused": str(refusal)}
    return {"value": value, "refused": ""}


if __name__ == "__main__":
    seed(1)
    freeze_round(quarter=Q2, by=User.objects.get(email=OFFICERS[0]), at=OCTOBER)
    figure = Figure.objects.get()
    acts = [partial(restate, f"9{number}", looked_at=figure, by=by) for number, by in enumerate(OFFICERS)]
    ended = all_at_once(acts)
    print(json.dumps({"ended": ended, "kept": [str(one.value) for one in Restatement.objects.order_by("pk")]}))
