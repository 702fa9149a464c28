"""Nobody signs off a figure that they returned: not after others returned it again, nor had they a small part in it."""

from __future__ import annotations

import pytest

from goldenthread.accounts.models import User
from goldenthread.figures.operations import reopen_figures
from goldenthread.figures.rules import StepsRefused
from goldenthread.indicators.models import Measure
from tests.figures.quarter import OCTOBER, Q3, action, figure_of, give, make_due_measure, opened, sign_off, submit
from tests.world import make_appointment, make_person, make_service

REFUSED = "Director who returns returned it. Nobody signs off a figure that they returned"


@pytest.fixture
def both(db: None) -> User:
    """A director who leads the service as well."""
    person = make_person("Director who returns")
    make_appointment(person, role="director")
    make_appointment(person, role="service-lead", service=make_service())
    return person


@pytest.fixture
def measure(officer: User) -> Measure:
    """A measure whose figure of Q2 is due."""
    made = make_due_measure()
    opened(by=officer)
    return made


def test_not_after_a_later_file_replaced_the_value(measure: Measure, both: User, lead: User) -> None:
    give(measure, "92.1", by=both)
    give(measure, "92.2", by=lead)
    submit(measure, by=lead)

    with pytest.raises(StepsRefused, match=REFUSED):
        sign_off(measure, by=both)


def test_not_after_somebody_added_a_note_to_the_value(measure: Measure, both: User, lead: User) -> None:
    give(measure, "92.1", by=both)
    give(measure, None, by=lead, note="Checked with the ledger.")
    submit(measure, by=lead)

    with pytest.raises(StepsRefused, match=REFUSED):
        sign_off(measure, by=both)


def test_not_after_somebody_edited_the_reasons(measure: Measure, both: User, lead: User) -> None:
    give(measure, "92.1", by=lead)
    give(measure, by=both, reasons="Two vacancies.")
    give(measure, by=lead, reasons="Two vacancies, one since filled.")
    submit(measure, by=lead)

    with pytest.raises(StepsRefused, match=REFUSED):
        sign_off(measure, by=both)


def test_not_who_promised_a_remedial_action(measure: Measure, both: User, lead: User) -> None:
    give(measure, "92.1", by=lead, reasons="Two vacancies.")
    give(measure, by=both, actions=(action(),))
    submit(measure, by=lead)

    with pytest.raises(StepsRefused, match=REFUSED):
        sign_off(measure, by=both)


def test_not_after_it_was_reopened_and_returned_by_another(
    measure: Measure, both: User, lead: User, officer: User
) -> None:
    give(measure, "38", by=both)
    submit(measure, by=lead)
    reopen_figures(figure_ids=[figure_of(measure).pk], reason="38 should have been 31", by=officer, at=OCTOBER)
    give(measure, "31", by=lead)
    submit(measure, by=lead)

    with pytest.raises(StepsRefused, match=REFUSED):
        sign_off(measure, by=both)


def test_who_returned_another_quarter_or_measure_does(measure: Measure, both: User, lead: User, officer: User) -> None:
    opened(Q3, by=officer)
    give(measure, "92.1", by=both, quarter=Q3)
    give(measure, "92.1", by=lead)
    submit(measure, by=lead)

    sign_off(measure, by=both)

    assert figure_of(measure).signed_off_by == both


def test_a_trial_is_no_return(measure: Measure, both: User, lead: User) -> None:
    give(measure, "92.1", by=both, dry_run=True)
    give(measure, "92.1", by=lead)
    submit(measure, by=lead)

    sign_off(measure, by=both)

    assert figure_of(measure).state == "signed-off"
