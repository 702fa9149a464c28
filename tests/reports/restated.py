"""Restatements and provisional figures made up for tests of reports: complaints of Q1 2019/20, 38 that were 31."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from goldenthread.domain.restated import NamedFigure, ProvisionalFigure, RestatedFigure, RestatementKind
from goldenthread.domain.units import Unit
from goldenthread.reports.documents.telling import Telling, telling_of
from tests.reports.rounds import FROZEN_AT, GSS, make_facts, make_snapshot

# 00:30 of 15 October in London.
AT_NIGHT = datetime(2019, 10, 14, 23, 30, tzinfo=UTC)


def make_named(**given: Any) -> NamedFigure:
    defaults: dict[str, Any] = {
        "measure_id": 7,
        "period": "2019-20 Q1",
        "indicator_ref": "COM01",
        "title": "Complaints upheld",
        "council": "Havering",
        "council_gss": GSS["Havering"],
        "service": "Exchequer and Transactional",
        "owner_post": "Head of Exchequer",
        "unit": Unit.COUNT,
        "decimals": 0,
        "illustrative": False,
    }
    return NamedFigure(**{**defaults, **given})


def make_restated(number: int = 1, **given: Any) -> RestatedFigure:
    """A correction of 38 to 31, amber to green."""
    for name in ("reported", "known_before", "value"):
        if given.get(name) is not None:
            given[name] = Decimal(given[name])
    defaults: dict[str, Any] = {
        "restatement_id": number,
        "figure": make_named(),
        "policy_slug": "own-tolerance",
        "policy_version": 1,
        "kind": RestatementKind.CORRECTION,
        "reason": "Seven complaints were counted twice.",
        "by": "Performance Officer",
        "at": AT_NIGHT,
        "reported_in": 1,
        "reported": Decimal(38),
        "reported_words": "",
        "reported_provisional": False,
        "known_before": Decimal(38),
        "value": Decimal(31),
        "numerator": None,
        "denominator": None,
        "provisional": False,
        "rating_reported": "amber",
        "status_reported": "rated",
        "rating_before": "amber",
        "rating": "green",
        "status": "rated",
        "rating_reason": "Green: 31 is better than the target of 35.",
    }
    return RestatedFigure(**{**defaults, **given})


def make_provisional(**given: Any) -> ProvisionalFigure:
    defaults: dict[str, Any] = {
        "figure": make_named(),
        "value": Decimal(38),
        "words": "38",
        "since": AT_NIGHT,
        "restated": False,
    }
    return ProvisionalFigure(**{**defaults, **given})


def make_telling(*figures: Any, **facts: Any) -> Telling:
    """Q2 2019/20 as frozen, with these facts."""
    every = figures or (make_snapshot(),)
    return telling_of(make_facts(every, **facts), tuple(every), as_at=FROZEN_AT)
