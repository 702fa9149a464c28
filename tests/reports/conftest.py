"""What tests of audiences share: a round of two councils, and the people who are told of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goldenthread.accounts.models import User
from goldenthread.figures.operations import freeze_round, move_meeting
from goldenthread.indicators.models import Measure
from tests.figures.quarter import Q2, give, make_due_measure, opened, sign_off, submit
from tests.reports.audiences import DECEMBER, FROZEN, MEETING
from tests.world import make_appointment, make_council, make_meeting, make_partnership, make_person


@pytest.fixture
def measures(officer: User, lead: User, head: User) -> tuple[Measure, Measure]:
    """A measure of Havering's and one of Newham's, signed off, in an open round with its meeting."""
    make_partnership()
    make_meeting(on=MEETING)
    made = make_due_measure("EXC01"), make_due_measure("EXC02", measure={"council": make_council("Newham")})
    opened(by=officer)
    move_meeting(quarter=Q2, meeting=MEETING, by=officer, at=DECEMBER - timedelta(days=1))
    for measure in made:
        give(measure, "96.2", by=lead)
    submit(*made, by=lead)
    sign_off(*made, by=head)
    return made


@pytest.fixture
def frozen(measures: tuple[Measure, Measure], officer: User) -> tuple[Measure, Measure]:
    freeze_round(quarter=Q2, by=officer, at=FROZEN)
    return measures


@pytest.fixture
def treasurer(db: None) -> User:
    person = make_person("Havering Treasurer", email="treasurer@example.org")
    make_appointment(person, role="section-151-officer", post="Section 151 Officer", council=make_council("Havering"))
    return person
