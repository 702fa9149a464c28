"""Nothing is done before what it builds on, nor later than now."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from pytest_django import Settings

from goldenthread.accounts.models import User
from goldenthread.domain.problems import InputRefused
from goldenthread.figures.operations import (
    QuarterNotBegun,
    answer_queries,
    answer_warnings,
    freeze_round,
    open_round,
    query_figures,
    reopen_figures,
)
from goldenthread.figures.queries import latest_freeze
from goldenthread.figures.queries.returned import ReturnedWarningAnswer
from goldenthread.figures.rules import StepsRefused
from goldenthread.terminal.order import OutOfOrder
from tests.figures.quarter import OCTOBER, Q2, Q3, figure_of, give, make_due_measure, opened, sign_off, submit
from tests.terminal_runs import Command

DAY = timedelta(days=1)
PERIOD = ("--year", "2019-20", "--quarter", "Q2")


def test_nothing_is_returned_before_the_round_was_opened(lead: User, officer: User) -> None:
    measure = make_due_measure()
    opened(by=officer)

    with pytest.raises(InputRefused) as refused:
        give(measure, "92.1", by=lead, at=OCTOBER - DAY)

    assert refused.value.problems[0].message == (
        "EXC01, Havering: It was opened on 14 October 2019 at 10:30, and 13 October 2019 at 10:30 is before that. "
        "Do it at a later moment."
    )
    assert figure_of(measure).state == "due"


def test_nothing_is_submitted_before_it_was_returned(lead: User, officer: User) -> None:
    measure = make_due_measure()
    opened(by=officer)
    give(measure, "92.1", by=lead, at=OCTOBER + 3 * DAY)

    with pytest.raises(StepsRefused, match="It was returned on 17 October 2019 at 10:30, and 16 October 2019"):
        submit(measure, by=lead, at=OCTOBER + 2 * DAY)

    assert figure_of(measure).state == "returned"


def test_nothing_is_signed_off_before_it_was_submitted(lead: User, head: User, officer: User) -> None:
    measure = make_due_measure()
    opened(by=officer)
    give(measure, "92.1", by=lead)
    submit(measure, by=lead, at=OCTOBER + 2 * DAY)

    with pytest.raises(StepsRefused, match="It was submitted on 16 October 2019 at 10:30, and 15 October 2019"):
        sign_off(measure, by=head, at=OCTOBER + DAY)

    assert figure_of(measure).state == "submitted"


def test_nothing_is_asked_or_answered_before_what_it_is_about(lead: User, officer: User) -> None:
    measure = make_due_measure()
    opened(by=officer)
    give(measure, "92.1", by=lead)
    submit(measure, by=lead, at=OCTOBER + DAY)
    ids = [figure_of(measure).pk]

    with pytest.raises(StepsRefused, match="It was submitted on 15 October"):
        query_figures(figure_ids=ids, asked="The quarter alone?", by=officer, at=OCTOBER)
    query_figures(figure_ids=ids, asked="The quarter alone?", by=officer, at=OCTOBER + 3 * DAY)
    with pytest.raises(StepsRefused, match="It was queried on 17 October"):
        answer_queries(figure_ids=ids, answer="Yes.", by=lead, at=OCTOBER + 2 * DAY)

    assert figure_of(measure).state == "queried"


def test_nothing_is_returned_again_before_it_was_reopened(lead: User, officer: User) -> None:
    measure = make_due_measure()
    opened(by=officer)
    give(measure, "38", by=lead)
    submit(measure, by=lead)
    ids = [figure_of(measure).pk]

    with pytest.raises(StepsRefused, match="It was submitted on 14 October"):
        reopen_figures(figure_ids=ids, reason="A slip", by=officer, at=OCTOBER - DAY)
    reopen_figures(figure_ids=ids, reason="A slip", by=officer, at=OCTOBER + 3 * DAY)
    with pytest.raises(InputRefused, match="It was reopened on 17 October"):
        give(measure, "31", by=lead, at=OCTOBER + 2 * DAY)

    assert figure_of(measure).state == "returned"


def test_a_warning_is_not_answered_before_it_was_raised(lead: User, officer: User) -> None:
    measure = make_due_measure(maximum=None)
    opened(by=officer)
    give(measure, "101.0", by=lead, at=OCTOBER + DAY)
    answer = ReturnedWarningAnswer(code="over-100-percent", answer="Credits of last year.", is_expected=False)

    with pytest.raises(InputRefused, match="It was returned on 15 October 2019 at 10:30, and 14 October 2019"):
        answer_warnings(figure_ids=[figure_of(measure).pk], answers=[answer], by=lead, at=OCTOBER)


def test_a_round_is_not_frozen_before_its_last_step(lead: User, officer: User) -> None:
    measure = make_due_measure()
    opened(by=officer)
    give(measure, "92.1", by=lead)
    submit(measure, by=lead, at=OCTOBER + 2 * DAY)

    with pytest.raises(OutOfOrder, match="EXC01, Havering was submitted on 16 October 2019 at 10:30, and 15 October"):
        freeze_round(quarter=Q2, by=officer, at=OCTOBER + DAY)

    assert latest_freeze(Q2) is None


def test_a_later_version_is_not_frozen_before_the_one_before_it(lead: User, officer: User) -> None:
    measure = make_due_measure()
    opened(by=officer)
    give(measure, "92.1", by=lead)
    freeze_round(quarter=Q2, by=officer, at=OCTOBER + 5 * DAY)

    with pytest.raises(OutOfOrder, match="was frozen on 19 October 2019"):
        freeze_round(quarter=Q2, by=officer, at=OCTOBER + 4 * DAY)
    with pytest.raises(StepsRefused, match="It was frozen on 19 October 2019"):
        reopen_figures(figure_ids=[figure_of(measure).pk], reason="A slip", by=officer, at=OCTOBER + 4 * DAY)


def test_every_step_may_follow_in_the_same_moment(lead: User, head: User, officer: User) -> None:
    measure = make_due_measure()
    opened(by=officer)
    give(measure, "92.1", by=lead)
    submit(measure, by=lead)
    sign_off(measure, by=head)

    done = freeze_round(quarter=Q2, by=officer, at=OCTOBER)

    assert done.states == (("signed-off", 1),)


def test_two_machines_whose_clocks_differ_by_seconds_are_in_order(lead: User, officer: User) -> None:
    measure = make_due_measure()
    opened(by=officer)
    give(measure, "92.1", by=lead)

    submit(measure, by=lead, at=OCTOBER - timedelta(seconds=30))

    assert figure_of(measure).state == "submitted"


def test_within_the_day_that_stands_still_the_time_of_day_is_no_order(
    lead: User, officer: User, settings: Settings
) -> None:
    settings.GOLDENTHREAD_TODAY = date(2019, 10, 14)
    measure = make_due_measure()
    opened(by=officer)
    give(measure, "92.1", by=lead, at=OCTOBER.replace(hour=17))

    submit(measure, by=lead, at=OCTOBER.replace(hour=9))

    assert figure_of(measure).state == "submitted"


def test_what_is_said_already_is_taken_at_any_moment(lead: User, officer: User) -> None:
    measure = make_due_measure()
    opened(by=officer)
    give(measure, "92.1", by=lead, at=OCTOBER + DAY)

    taken = give(measure, "92.1", by=lead, at=OCTOBER)

    assert taken.unchanged == 1


@pytest.mark.parametrize(
    "words",
    [
        ("open-round", *PERIOD),
        ("freeze", *PERIOD),
        ("submit", *PERIOD, "--all"),
        ("sign-off", *PERIOD, "--all"),
        ("warnings", *PERIOD, "--figures", "EXC01", "--answer", "It is."),
        ("publish", *PERIOD, "--audience", "joint-committee"),
        ("import-returns", __file__, *PERIOD),
        ("import-history", __file__),
        ("import-register", __file__),
        ("import-committee", __file__),
    ],
    ids=lambda words: words[0],
)
def test_nothing_is_done_later_than_today(
    words: tuple[str, ...], officer: User, command: Command, settings: Settings
) -> None:
    settings.GOLDENTHREAD_TODAY = date(2020, 1, 20)

    done = command(*words, "--by", "officer@example.org", "--at", "9999-12-31")

    assert done.status == 1
    assert "31 December 9999 at 12:00 is still to come: today is 20 January 2020." in done.err


def test_today_may_be_typed_before_noon(officer: User, command: Command, settings: Settings) -> None:
    settings.GOLDENTHREAD_TODAY = date(2019, 10, 14)
    make_due_measure()

    done = command("open-round", *PERIOD, "--by", "officer@example.org", "--at", "2019-10-14T23:59")

    assert done.status == 0, done.err


@pytest.mark.parametrize("typed", ["0001-01-01T00:00+05:00", "9999-12-31T23:59-05:00"])
def test_a_moment_that_london_never_sees_is_wrong_usage(typed: str, officer: User, command: Command) -> None:
    done = command("freeze", *PERIOD, "--by", "officer@example.org", "--at", typed)

    assert done.status == 2


def test_a_quarter_that_has_not_begun_is_not_opened(officer: User) -> None:
    make_due_measure()

    with pytest.raises(QuarterNotBegun) as refused:
        open_round(quarter=Q3, meeting=None, by=officer, at=datetime(2019, 9, 30, 12, tzinfo=OCTOBER.tzinfo))

    assert str(refused.value) == (
        "Q3 2019/20 begins on 1 October 2019, and it is 30 September 2019. Open its round then, or after it ended."
    )


def test_a_quarter_that_goes_on_is_opened(officer: User) -> None:
    make_due_measure()

    opened_round = open_round(quarter=Q3, meeting=None, by=officer, at=OCTOBER)

    assert opened_round.due == 1
