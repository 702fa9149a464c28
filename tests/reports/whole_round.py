"""A whole round in the shape of the published one: 120 counted measures, four strategic ones, every kind of case."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from goldenthread.domain.cards import Frequency
from goldenthread.domain.measures import MeasureType, Polarity
from goldenthread.domain.rating.inputs import Status
from goldenthread.domain.snapshot import Comparator, FigureSnapshot, RoundFacts, SeriesPoint
from goldenthread.domain.terms import Terms
from goldenthread.domain.units import Unit
from tests.reports.rounds import (
    GSS,
    SERVICES,
    make_answer,
    make_earlier_terms,
    make_facts,
    make_promise,
    make_provenance,
    make_snapshot,
    make_terms,
)

SUBJECTS = (
    "Invoices paid in 30 days", "Payroll paid without error", "Debt older than 90 days", "Calls answered in 30 seconds",
    "Requests answered on time", "Complaints answered in 10 days", "Staff appraisals completed",
    "Days lost to sickness", "Cost against budget", "Users who are satisfied",
)  # fmt: skip
NOTE = (
    "Demonstration: figures, targets and words are illustrative and not oneSource's own, except where a published "
    "source is named."
)
REASONS = (
    "Two of six posts were vacant from May to August. Both are filled, and work of the summer is now cleared.",
    "One system was down for nine days in July; claims of those days were answered late. Without them the quarter "
    "would have been on target.",
    "Demand rose by a fifth over last year, mostly from schools. The team took on the work of two closed offices in "
    "June and has not yet caught up with what came with them.",
)


@cache
def whole_round(seed: int = 1) -> tuple[RoundFacts, tuple[FigureSnapshot, ...]]:
    """120 counted measures and four strategic ones, with every kind of case; the same seed, the same round."""
    draw = random.Random(seed)
    figures: list[FigureSnapshot] = []
    for number, (service, directorate, counts) in enumerate(SERVICES):
        for index in range(max(counts)):
            for council, of_council in zip(GSS, counts, strict=True):
                if index < of_council:
                    figures.append(
                        _drawn(
                            draw,
                            measure_id=len(figures) + 1,
                            title=SUBJECTS[(index + 3 * number) % len(SUBJECTS)],
                            council=council,
                            indicator_ref=f"{service[:3].upper()}{index + 1:02}",
                            service=service,
                            directorate=directorate,
                            owner_post=f"Head of {service}",
                            sign_off_post=f"Director of {directorate}",
                            illustrative_note="Illustrative: usual for such a service.",
                        )
                    )
    figures += _strategic(len(figures))
    return make_facts(figures, illustrative_note=NOTE), tuple(figures)


def _drawn(draw: random.Random, *, measure_id: int, **about: Any) -> FigureSnapshot:
    fate = draw.random()
    lower = about["title"] in ("Debt older than 90 days", "Days lost to sickness", "Cost against budget")
    target = Decimal(draw.randrange(850, 990)) / 10 if not lower else Decimal(draw.randrange(50, 110)) / 10
    shape: dict[str, Any] = {"target": str(target), "tolerance": "3.0" if not lower else "1.0"}
    if about["title"] == "Days lost to sickness":
        shape |= {"unit": Unit.DAYS, "measure_type": MeasureType.ROLLING_YEAR}
    if about["title"] == "Cost against budget":
        shape |= {"unit": Unit.GBP_THOUSAND, "decimals": 0, "measure_type": MeasureType.CUMULATIVE}
        shape |= {"target": "1840", "tolerance": "60"}
        target = Decimal(1840)
    polarity = Polarity.LOWER if lower else Polarity.HIGHER
    if fate > 0.97:
        shape["target"] = None
    terms = make_terms(polarity=polarity, **about, **shape)
    size = target / 40 if about["title"] != "Days lost to sickness" else Decimal(1)

    def near(worse: int) -> str:
        swing = Decimal(draw.randrange(0, 100)) / 100 * size
        shift = swing + (worse * size)
        return str((target + shift if lower else target - shift).quantize(Decimal("0.001")))

    history = [near(draw.choice((-2, -1, -1, 0, 1))) for _ in range(8)]
    worse = -2 if fate < 0.66 else 0 if fate < 0.8 else 2 if fate < 0.9 else -2
    if 0.9 <= fate < 0.935:
        return make_snapshot(terms, value=None, measure_id=measure_id, history=history)
    if 0.935 <= fate < 0.955:
        return _unavailable(terms, measure_id=measure_id, history=history)
    extra: dict[str, Any] = {}
    if fate < 0.02:
        extra["earlier_terms"] = make_earlier_terms(target=target + 2, tolerance=Decimal(1))
    outcomes = ("done", "done", "done", "on-course", "late", "")
    if fate > 0.6 and draw.random() < 0.6:
        extra["promises"] = (make_answer(draw.choice(outcomes), due_on=date(2019, 9, draw.randrange(1, 30))),)
    if terms.unit is Unit.PERCENTAGE:
        extra |= {"numerator": Decimal(draw.randrange(100, 900)), "denominator": Decimal(1000)}
        extra["forecast"] = target
    made = make_snapshot(terms, value=near(worse), measure_id=measure_id, history=history, **extra)
    if made.exception is None:
        return made
    actions = tuple(
        make_promise(action_id=measure_id * 10 + turn, due_on=date(2019, 12, 20) if turn else date(2019, 11, 29))
        for turn in range(draw.randrange(1, 3))
    )
    words = replace(made.exception, reasons=draw.choice(REASONS), actions=actions)
    if draw.random() < 0.08:
        words = replace(words, given=False, reasons="", back_on_track="", actions=())
    return replace(made, exception=words)


def _unavailable(terms: Terms, *, measure_id: int, history: list[str]) -> FigureSnapshot:
    return make_snapshot(
        terms,
        value=None,
        measure_id=measure_id,
        history=history,
        kind="mark-x",
        text="[x]",
        state="signed-off",
        status=Status.AWAITING_DATA.value,
        reason="Not rated: the figure is marked not available [x].",
        provenance=make_provenance(),
    )


def _strategic(after: int) -> list[FigureSnapshot]:
    made = []
    listed = (
        ("OKPI1", "Customer satisfaction", "", "81", "2017-18", Unit.PERCENTAGE, None),
        ("OKPI2", "Savings achieved", "", "14.88", "2018-19", Unit.GBP_MILLION, "9.40"),
        ("OKPI3", "Council Tax collection", "", "97.14", "2013-14", Unit.PERCENTAGE, None),
        ("OKPI4", "NNDR collection", "", None, "", Unit.PERCENTAGE, None),
    )
    for number, (ref, title, council, value, year, unit, target) in enumerate(listed, start=1):
        terms = make_terms(
            title=title,
            council=council,
            indicator_ref=ref,
            service="Strategic Finance",
            directorate="Finance",
            strategic=True,
            counted=False,
            unit=unit,
            decimals=2 if unit is Unit.GBP_MILLION else 0,
            measure_type=MeasureType.ANNUAL,
            frequency=Frequency.ANNUAL,
            absence=Status.NOT_DUE,
            target=None,
            owner_post="Executive Director",
            due_on=date(2020, 6, 30),
        )
        earlier = None if value is None else Comparator(period=year, value=Decimal(value), source="Annual report")
        made.append(
            make_snapshot(
                terms,
                value=None,
                measure_id=after + number,
                annual=earlier,
                annual_target=None if target is None else Decimal(target),
                next_due_on=date(2020, 6, 30),
                series=() if earlier is None else (SeriesPoint(period=year, value=earlier.value, target=None),),
            )
        )
    return made
