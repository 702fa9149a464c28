"""A rating by judgement: who gives it, what it holds for, and what stays beside it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from goldenthread.accounts.models import User
from goldenthread.audit.queries import history_of
from goldenthread.domain.rating import RatingCode
from goldenthread.domain.units import ReadingKind
from goldenthread.figures.models import Figure, RatingOverride
from goldenthread.figures.operations import (
    Overridden,
    OverrideRefused,
    Overriding,
    freeze_round,
    override_ratings,
    reopen_figures,
)
from goldenthread.indicators.models import Measure
from tests.figures.quarter import OCTOBER, Q2, figure_of, give, make_due_measure, opened, sign_off, submit
from tests.figures.restated import snapshot_of
from tests.terminal_runs import Command
from tests.world import make_appointment, make_council, make_person, make_policy

pytestmark = pytest.mark.django_db
REASON = "The ledger lost a week of invoices."


def judge(measure: Measure, rating: str | None = "red", *, by: User, version: int | None = None) -> Overridden:
    figure = figure_of(measure)
    said = Overriding(
        figure_ids=[figure.pk],
        versions={figure.pk: figure.version if version is None else version},
        rating=None if rating is None else RatingCode(rating),
        reason=REASON,
    )
    (overridden,) = override_ratings(said, by=by, at=OCTOBER)
    return overridden


def refused(measure: Measure, rating: str | None = "red", *, by: User, version: int | None = None) -> str:
    kept = RatingOverride.objects.count()
    with pytest.raises(OverrideRefused) as refusal:
        judge(measure, rating, by=by, version=version)
    assert RatingOverride.objects.count() == kept
    return str(refusal.value)


@pytest.fixture
def returned(lead: User, officer: User) -> Measure:
    """92.1% against 95% and 5 points: amber by the rule."""
    measure = make_due_measure()
    opened(by=officer)
    give(measure, "92.1", by=lead)
    return measure


def test_a_judgement_stands_in_place_of_the_computed_rating_which_stays_beside_it(
    returned: Measure, officer: User
) -> None:
    overridden = judge(returned, by=officer)

    figure = figure_of(returned)
    assert (figure.rating, figure.beside["computed"]["rating"]) == ("red", "amber")
    assert figure.reason == f"Red by judgement, not by the rule: {REASON} By the rule it is amber."
    assert (overridden.before, overridden.rating, overridden.computed) == ("amber", "red", "amber")
    (row,) = RatingOverride.objects.all()
    assert (row.computed_rating, row.reason, row.said_by) == ("amber", REASON, officer)
    newest = history_of(subject="figure", subject_id=figure.pk)[-1]
    assert newest.kind == "rating overridden"
    assert newest.details["reason"] == REASON


def test_a_frozen_figure_keeps_both_ratings_and_says_which_post_gave_the_one(
    returned: Measure, head: User, officer: User
) -> None:
    judge(returned, by=head)

    freeze_round(quarter=Q2, by=officer, at=OCTOBER)

    override = snapshot_of(returned).override
    assert override is not None
    assert (override.rating, override.computed_rating, override.by) == ("red", "amber", "Director of Finance")


def test_the_council_s_own_rating_and_that_of_the_year_s_end_are_not_judged(lead: User, officer: User) -> None:
    measure = make_due_measure(measure={"own_policy": make_policy("on-off-track")})
    opened(by=officer)
    give(measure, "96.0", by=lead, forecast=Decimal("93.0"))

    judge(measure, by=officer)

    beside = figure_of(measure).beside
    assert (beside["own"]["rating"], beside["year_end"]["rating"]) == ("green", "amber")


def test_an_exception_is_due_of_a_figure_that_is_red_by_judgement(lead: User, officer: User) -> None:
    measure = make_due_measure()
    opened(by=officer)
    give(measure, "96.0", by=lead)

    judge(measure, by=officer)

    assert figure_of(measure).is_exception
    freeze_round(quarter=Q2, by=officer, at=OCTOBER)
    assert snapshot_of(measure).exception is not None


def test_a_judgement_ends_with_the_next_value_and_the_return_says_so(
    returned: Measure, lead: User, officer: User
) -> None:
    judge(returned, by=officer)

    taken = give(returned, "93.0", by=lead)

    (note,) = taken.notes
    assert note.startswith("EXC01, Havering: it was red by judgement, which held for the value returned before.")
    figure = figure_of(returned)
    assert (figure.rating, figure.override_now) == ("amber", None)
    assert history_of(subject="figure", subject_id=figure.pk)[-1].details["override_ended"] == "red"


def test_words_alone_leave_the_judgement_as_it_is(returned: Measure, lead: User, officer: User) -> None:
    judge(returned, by=officer)

    taken = give(returned, by=lead, reasons="Two officers left.")

    assert not [note for note in taken.notes if "judgement" in note]
    assert figure_of(returned).rating == "red"


def test_a_sign_off_given_before_lapses(returned: Measure, lead: User, head: User, officer: User) -> None:
    submit(returned, by=lead)
    sign_off(returned, by=head)

    overridden = judge(returned, by=officer)

    figure = figure_of(returned)
    assert overridden.sign_off_lapsed
    assert (figure.state, figure.signed_off_by, figure.submitted_by) == (Figure.State.SUBMITTED, None, lead)
    sign_off(returned, by=head)
    assert figure_of(returned).rating == "red"


def test_a_judgement_outlives_reopening_and_submitting_the_same_value(
    returned: Measure, lead: User, officer: User
) -> None:
    judge(returned, by=officer)
    submit(returned, by=lead)

    reopen_figures(figure_ids=[figure_of(returned).pk], reason="More words", by=officer, at=OCTOBER)

    submit(returned, by=lead)
    assert figure_of(returned).rating == "red"


def test_a_judgement_is_taken_back(returned: Measure, officer: User) -> None:
    judge(returned, by=officer)

    judge(returned, None, by=officer)

    figure = figure_of(returned)
    assert (figure.rating, "computed" in figure.beside) == ("amber", False)
    assert RatingOverride.objects.count() == 2


@pytest.mark.parametrize(
    ("rating", "why"), [("amber", "By the rule it is amber already."), (None, "nothing to take back")]
)
def test_a_judgement_that_changes_nothing_is_refused(
    returned: Measure, officer: User, rating: str | None, why: str
) -> None:
    assert why in refused(returned, rating, by=officer)


def test_the_same_judgement_twice_is_refused(returned: Measure, officer: User) -> None:
    judge(returned, by=officer)

    assert "It is red by judgement already." in refused(returned, by=officer)
    assert "Take the judgement back." in refused(returned, "amber", by=officer)


def test_what_was_never_returned_is_not_judged(lead: User, officer: User) -> None:
    measure = make_due_measure()
    opened(by=officer)

    assert "It has not been returned yet." in refused(measure, by=officer)


def test_a_mark_in_place_of_a_value_is_not_judged(lead: User, officer: User) -> None:
    measure = make_due_measure()
    opened(by=officer)
    give(measure, by=lead, kind=ReadingKind.MARK_X, text="[x]")

    assert "No value was returned, so there is nothing to judge." in refused(measure, "green", by=officer)


def test_a_frozen_figure_is_reopened_before_it_is_judged(returned: Measure, officer: User) -> None:
    freeze_round(quarter=Q2, by=officer, at=OCTOBER)

    assert "Have it opened again first" in refused(returned, by=officer)


def test_the_service_does_not_judge_its_own_figures(returned: Measure, lead: User) -> None:
    assert "is not performance officer or director" in refused(returned, by=lead)


def test_a_director_of_another_directorate_does_not_judge(returned: Measure) -> None:
    other = make_person("Director of Assets")
    make_appointment(other, role="director", council=make_council("Bexley"))

    assert "Director of Assets is not" in refused(returned, by=other)


def test_a_figure_that_somebody_changed_meanwhile_is_not_judged(returned: Measure, officer: User) -> None:
    version = figure_of(returned).version
    judge(returned, by=officer)

    assert "changed since you looked at it" in refused(returned, "green", by=officer, version=version)


def test_the_command_says_what_the_rule_says(command: Command, returned: Measure, officer: User) -> None:
    arguments = ("--year", "2019-20", "--quarter", "Q2", "--figures", "EXC01", "--rating", "red", "--reason", REASON)

    outcome = command("override-rating", *arguments, "--by", officer.email, "--at", "2019-10-14T11:00")

    assert outcome.status == 0, outcome.err
    assert "EXC01, Havering: from amber to red" in outcome.out
    assert "By the rule it is amber: Amber: 92.1% is" in outcome.out


def test_the_command_wants_a_reason(command: Command, returned: Measure, officer: User) -> None:
    arguments = ("--year", "2019-20", "--quarter", "Q2", "--figures", "EXC01", "--rating", "red", "--reason", " ")

    outcome = command("override-rating", *arguments, "--by", officer.email, "--at", "2019-10-14T11:00")

    assert outcome.status == 1
    assert "The reason is empty" in outcome.err
    assert not RatingOverride.objects.exists()
