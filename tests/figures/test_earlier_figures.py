"""What a figure is told beside: earlier ones, published or made up, and what is still awaited."""

from __future__ import annotations

from decimal import Decimal

from goldenthread.accounts.models import User
from goldenthread.domain.measures import Polarity
from goldenthread.figures.queries import draft
from tests.figures.quarter import JANUARY, OCTOBER, Q2, Q3, give, make_due_measure, opened
from tests.world import make_target


def test_an_earlier_figure_is_made_up_where_it_is_and_not_where_only_its_target_is(lead: User, officer: User) -> None:
    published = make_due_measure("EXC01", target={"illustrative": True}, data_source="Official statistics")
    made_up = make_due_measure("EXC02", illustrative_note="Illustrative: usual for such a service")
    opened(by=officer)
    for measure in (published, made_up):
        give(measure, "97.0", by=lead)
    opened(Q3, by=officer, at=JANUARY)

    found = {one.terms.indicator_ref: one for one in draft(Q3, at=JANUARY).figures}

    told = {ref: (one.previous.illustrative, one.series[-2].illustrative) for ref, one in found.items() if one.previous}
    assert told == {"EXC01": (False, False), "EXC02": (True, True)}
    assert found["EXC01"].series[-2].source == "Official statistics"


def test_a_figure_whose_day_has_not_come_is_awaited_in_its_chart(officer: User) -> None:
    make_due_measure("EXC01", lag_days=60)
    opened(by=officer)

    (snapshot,) = draft(Q2, at=OCTOBER).figures

    assert (snapshot.status, snapshot.series[-1].marker) == ("data-lag", "awaited")


def test_a_band_that_is_wanted_stands_at_every_period(lead: User, officer: User) -> None:
    measure = make_due_measure("HRO01", annual=None, polarity=Polarity.BAND)
    make_target(measure, None, tolerance="1", lower="8.0", upper="14.0")
    opened(by=officer)
    give(measure, "20.0", by=lead)
    opened(Q3, by=officer, at=JANUARY)

    (snapshot,) = draft(Q3, at=JANUARY).figures

    edges = [(point.target, point.target_lower, point.target_upper) for point in snapshot.series]
    assert edges == [(None, Decimal("8.0"), Decimal("14.0"))] * 2
