"""What is remarked of words as they come in: taken all the same."""

from __future__ import annotations

import pytest

from goldenthread.accounts.models import User
from goldenthread.figures.models import ValueWarning
from tests.figures.quarter import OCTOBER, Q1, action, figure_of, give, make_due_measure, opened

pytestmark = pytest.mark.django_db


def test_a_claim_that_the_figures_do_not_bear_out_is_remarked(lead: User, officer: User) -> None:
    measure = make_due_measure()
    opened(by=officer)

    taken = give(measure, "92.1", by=lead, reasons="Performance is slightly above target.")

    assert taken.notes == (
        "EXC01, Havering: “Performance is slightly above target” does not agree with the figures. The figure is 92.1% "
        "against a target of 95.0%. Check both.",
    )
    assert figure_of(measure).words is not None


def test_a_long_action_is_remarked(lead: User, officer: User) -> None:
    measure = make_due_measure()
    opened(by=officer)

    taken = give(measure, "92.1", by=lead, reasons="Two vacancies.", actions=(action("word " * 61),))

    assert taken.notes == (
        "EXC01, Havering: One remedial action is 61 words long; members ask for at most 60. Shorten it, or "
        "promise two.",
    )


def test_last_quarters_words_in_other_dress_are_asked_about(lead: User, officer: User) -> None:
    measure = make_due_measure()
    opened(Q1, by=officer, at=OCTOBER.replace(month=7))
    give(measure, "92.0", by=lead, reasons="Two vacancies; recruiting.", quarter=Q1, at=OCTOBER.replace(month=7))
    opened(by=officer)

    give(measure, "92.1", by=lead, reasons="Two vacancies – recruiting")

    assert list(ValueWarning.objects.values_list("code", flat=True)) == ["same-words-as-last-quarter"]
