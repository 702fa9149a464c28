"""What is listed to be cleared once a figure was restated after its council's clearance."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.domain.restated import RestatementKind
from goldenthread.domain.units import ReadingKind
from goldenthread.figures.operations import Restating, reopen_figures, restate_figure
from goldenthread.figures.operations.clearing import clear_figures
from goldenthread.figures.queries.returned import ReturnedReading
from goldenthread.figures.queries.to_clear import to_clear
from goldenthread.mail.models import Message
from goldenthread.partnership.models import Council
from goldenthread.partnership.queries import held_roles
from tests.at_browser import sign_in
from tests.figures.quarter import Q2, figure_of, give, make_due_measure, opened
from tests.figures.returning_pages import words_on
from tests.figures.running_pages import FREEZING, TODAY, frozen
from tests.world import make_appointment, make_council, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day(settings):
    settings.GOLDENTHREAD_TODAY = TODAY


@pytest.fixture
def treasurer(db):
    person = make_person("Havering Treasurer", email="treasurer@example.org")
    make_appointment(person, role="section-151-officer", post="Section 151 Officer", council=make_council("Havering"))
    return person


@pytest.fixture
def measures(officer, lead):
    """One of Havering's and one of Newham's, frozen and cleared for Havering."""
    made = (make_due_measure("EXC01"), make_due_measure("EXC02", measure={"council": make_council("Newham")}))
    opened(by=officer)
    for one in made:
        give(one, "96.2", by=lead)
    frozen(officer=officer)
    return made


def clear(treasurer, *, hours):
    clear_figures(quarter=Q2, council="havering", by=treasurer, at=FREEZING + timedelta(hours=hours))


def restate(measure, value, *, by, hours, kind=RestatementKind.CORRECTION):
    figure = figure_of(measure)
    return restate_figure(
        Restating(
            figure_id=figure.pk,
            version=figure.version,
            kind=kind,
            reason="Two were counted twice.",
            reading=ReturnedReading(kind=ReadingKind.VALUE, value=Decimal(value), text=value),
            provisional=False,
        ),
        by=by,
        at=FREEZING + timedelta(hours=hours),
    )


def test_a_figure_restated_since_is_to_be_cleared_again_in_the_list_and_on_the_home_page(
    client, officer, treasurer, measures
):
    clear(treasurer, hours=1)
    restate(measures[0], "90.5", by=officer, hours=2)

    sign_in(client, treasurer)

    for page in (client.get("/clearances"), client.get("/home")):
        assert "Version 1 was cleared; a figure was restated since Clear again" in words_on(page)
    assert "One quarter’s figures wait to be cleared." in words_on(client.get("/clearances"))


def test_what_was_cleared_with_the_restatement_before_the_eye_stays_cleared(client, officer, treasurer, measures):
    clear(treasurer, hours=1)
    restate(measures[0], "90.5", by=officer, hours=2)
    clear(treasurer, hours=3)

    said = words_on(sign_in(client, treasurer).get("/clearances"))

    assert "Everything that is frozen is cleared." in said


def test_another_councils_restatement_lapses_nothing(client, officer, treasurer, measures):
    clear(treasurer, hours=1)
    restate(measures[1], "90.5", by=officer, hours=2)

    assert "Everything that is frozen is cleared." in words_on(sign_in(client, treasurer).get("/clearances"))


def test_a_restatement_that_a_new_return_left_behind_lapses_nothing(officer, lead, treasurer, measures):
    clear(treasurer, hours=1)
    restate(measures[0], "90.5", by=officer, hours=2)
    later = FREEZING + timedelta(hours=3)
    reopen_figures(figure_ids=[figure_of(measures[0]).pk], reason="Wrong", by=officer, at=later)
    give(measures[0], "90.0", by=lead, at=later)
    frozen(officer=officer, at=later)
    clear(treasurer, hours=4)

    (found,) = to_clear(held_roles(on=TODAY, person=treasurer))

    assert (found.version, found.cleared, found.still_holds) == (2, 2, True)


def test_as_many_reads_whatever_was_restated(officer, lead, treasurer):
    made = [make_due_measure(f"EXC{number:02}") for number in range(1, 9)]
    opened(by=officer)
    for one in made:
        give(one, "96.2", by=lead)
    frozen(officer=officer)
    clear(treasurer, hours=1)
    restate(made[0], "90.5", by=officer, hours=2)
    held = held_roles(on=TODAY, person=treasurer)
    with CaptureQueriesContext(connection) as few:
        to_clear(held)
    for one in made[1:]:
        restate(one, "90.5", by=officer, hours=2)

    with CaptureQueriesContext(connection) as many:
        (found,) = to_clear(held)

    assert not found.still_holds
    assert len(many) == len(few)


def test_a_version_that_changes_nothing_but_comes_after_a_restatement_is_told_to_be_cleared(
    officer, treasurer, measures
):
    Council.objects.filter(name="Havering").update(clearance_required=True)
    clear(treasurer, hours=1)
    restate(measures[0], "90.5", by=officer, hours=2, kind=RestatementKind.SCHEDULED_REVISION)

    frozen(officer=officer, at=FREEZING + timedelta(hours=3))

    assert [one.person for one in Message.objects.filter(kind="to clear")] == [treasurer.pk]
