"""The quarter end to end: opened, returned, submitted, signed off and frozen."""

from __future__ import annotations

from decimal import Decimal

from goldenthread.accounts.models import User
from goldenthread.figures.operations import freeze_round
from goldenthread.figures.queries import draft, facts_of, latest_freeze, snapshots_of
from tests.figures.quarter import OCTOBER, Q2, figure_of, give, make_due_measure, opened, sign_off, submit
from tests.world import make_partnership


def test_a_figure_goes_from_due_to_frozen_and_keeps_who_did_what(lead: User, head: User, officer: User) -> None:
    make_partnership()
    measure = make_due_measure("EXC01")
    opened(by=officer)
    give(measure, "92.1", by=lead, reasons="Two vacancies.")
    submit(measure, by=lead)
    sign_off(measure, by=head)

    frozen = freeze_round(quarter=Q2, by=officer, at=OCTOBER)

    assert (frozen.number, frozen.figures, frozen.states) == (1, 1, (("signed-off", 1),))
    freeze = latest_freeze(Q2)
    assert freeze is not None
    (snapshot,) = snapshots_of(freeze)
    assert (snapshot.value, snapshot.rating, snapshot.state) == (Decimal("92.1"), "amber", "signed-off")
    assert snapshot.exception is not None
    assert snapshot.exception.reasons == "Two vacancies."
    assert "2.9 points below the target of 95.0%" in snapshot.exception.difference
    assert snapshot.provenance.returned_by == "Head of Exchequer"
    assert snapshot.provenance.signed_off_by == "Director of Finance"
    assert facts_of(freeze).counted == 1
    assert figure_of(measure).state == "frozen"


def test_a_draft_has_the_shape_of_the_freeze_that_follows(lead: User, officer: User) -> None:
    make_partnership()
    measure = make_due_measure("EXC01")
    opened(by=officer)
    give(measure, "92.1", by=lead)
    before = draft(Q2, at=OCTOBER)

    freeze_round(quarter=Q2, by=officer, at=OCTOBER)

    freeze = latest_freeze(Q2)
    assert freeze is not None
    assert before.figures == snapshots_of(freeze)
