"""Four officers who looked at the same figures change their ratings in one moment, or their terms.

`python -m tests.figures.changing_at_once` prints how the four ended each time, and what the database then holds.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

import tests.figures.ready  # noqa: F401 - before what needs Django
from goldenthread.accounts.models import User
from goldenthread.domain.rating import RatingCode
from goldenthread.figures.models import Figure, RatingOverride, RefreshedTerms
from goldenthread.figures.operations import (
    OverrideRefused,
    Overriding,
    Refreshing,
    override_ratings,
    refresh_figures,
)
from goldenthread.indicators.models import Measure
from tests.figures.forking import all_at_once
from tests.figures.quarter import OCTOBER, Q2
from tests.figures.seed import OFFICERS, seed
from tests.world import make_target

RATINGS = ("amber", "red", "amber", "red")


def judge(rating: str, *, versions: Mapping[int, int], by: str) -> str:
    """One officer's judgement: "" or why it was refused."""
    said = Overriding(
        figure_ids=list(versions), versions=versions, rating=RatingCode(rating), reason="A week of invoices is lost."
    )
    try:
        override_ratings(said, by=User.objects.get(email=by), at=OCTOBER)
    except OverrideRefused as refusal:
        return str(refusal)
    return ""


def refresh(*, versions: Mapping[int, int], by: str) -> int:
    """How many figures one officer's refreshing changed."""
    said = Refreshing(figure_ids=list(versions), versions=versions, reason="The committee changed it.")
    return len(refresh_figures(said, quarter=Q2, by=User.objects.get(email=by), at=OCTOBER).figures)


def looked_at() -> dict[int, int]:
    return dict(Figure.objects.order_by("pk").values_list("pk", "version"))


def told() -> dict[str, Any]:
    seed(2)
    versions = looked_at()
    judged = all_at_once(
        [partial(judge, rating, versions=versions, by=by) for rating, by in zip(RATINGS, OFFICERS, strict=True)]
    )
    for measure in Measure.objects.order_by("pk"):
        make_target(measure, "96.0", starts_on=date(2019, 8, 1), tolerance="5")
    versions = looked_at()
    refreshed = all_at_once([partial(refresh, versions=versions, by=by) for by in OFFICERS])
    return {
        "judged": judged,
        "overrides": RatingOverride.objects.count(),
        "ratings": sorted(set(Figure.objects.values_list("rating", flat=True))),
        "refreshed": refreshed,
        "rows": RefreshedTerms.objects.count(),
    }


if __name__ == "__main__":
    print(json.dumps(told()))
