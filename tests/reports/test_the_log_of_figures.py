"""What the event log says of figures, to whom: an auditor reads it once they were frozen and issued to them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goldenthread.audit.queries import Asked, log_entries
from goldenthread.figures.operations import query_figures, reopen_figures
from goldenthread.figures.queries.sight import reader_of
from goldenthread.partnership.queries import what_may
from goldenthread.web.log.told import NOT_TOLD, told
from tests.figures.quarter import figure_of, give, submit
from tests.reports.audiences import DECEMBER, FROZEN, issue
from tests.world import make_appointment, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def auditor():
    person = make_person("Auditor", email="auditor@example.org")
    make_appointment(person, role="auditor")
    return person


def returns_as_told(person, measure):
    reader = reader_of(person.pk, what_may(person, today=DECEMBER.date()))
    number = str(figure_of(measure).pk)
    entries = [one for one in log_entries(Asked(), most=500) if one.subject_id == number]
    return [one.details for one in told(entries, reader=reader) if one.what in ("Figure returned", "Figure queried")]


def test_an_auditor_is_told_what_was_returned_once_it_was_issued_to_them(frozen, command, auditor):
    measure = frozen[0]
    before = returns_as_told(auditor, measure)

    issue(command, "management-team", "auditor@example.org")

    assert set(before) == {NOT_TOLD}
    assert "Value was nothing and is now “96.2" in returns_as_told(auditor, measure)[-1]


def test_an_auditor_is_not_told_what_was_done_after_the_freeze_that_was_issued(frozen, command, auditor, officer, lead):
    measure = frozen[0]
    issue(command, "management-team", "auditor@example.org")
    later, number = FROZEN + timedelta(days=9), figure_of(measure).pk
    reopen_figures(figure_ids=[number], reason="Counted twice", by=officer, at=later)
    give(measure, "97.0", by=lead, at=later)
    submit(measure, by=lead, at=later)
    query_figures(figure_ids=[number], asked="Why is it better?", by=officer, at=later)

    newest = returns_as_told(auditor, measure)[:2]

    assert newest == [NOT_TOLD, NOT_TOLD]


def test_a_note_to_the_officer_is_told_to_nobody_who_does_not_see_drafts(frozen, command, auditor, officer):
    measure = frozen[0]
    issue(command, "management-team", "auditor@example.org")

    assert "note to the officer" not in " ".join(returns_as_told(auditor, measure)).casefold()
    assert "Value was nothing" in returns_as_told(officer, measure)[-1]
