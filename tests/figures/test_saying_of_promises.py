"""What is said of a promise between returns: by its owner, in force at once, told by the quarter that answers next."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from goldenthread.accounts.models import User
from goldenthread.actions.models import Action
from goldenthread.figures.models import PromiseAnswer
from goldenthread.figures.operations import freeze_round, take_returns
from goldenthread.figures.operations.attaching import Shown
from goldenthread.figures.operations.saying import (
    PromiseChanged,
    Saying,
    SayingRefused,
    confirm_promise,
    say_of_promise,
)
from goldenthread.figures.queries import draft
from goldenthread.figures.queries.due import figures_due
from goldenthread.figures.queries.promised import Promised, files_of, promise_now
from goldenthread.figures.queries.returned import FigureReturn, ReturnedAnswer
from goldenthread.indicators.models import Measure
from tests.attachments.made_files import EMAIL, given
from tests.figures.quarter import (
    JANUARY,
    OCTOBER,
    Q1,
    Q2,
    Q3,
    action,
    figure_of,
    give,
    make_due_measure,
    opened,
    submit,
)
from tests.world import make_appointment, make_person

LATER = OCTOBER + timedelta(days=2)


@pytest.fixture
def measure(lead: User, officer: User) -> Measure:
    """A measure that was amber in Q1 with one action promised by the Head of Exchequer, and is due in Q2."""
    made = make_due_measure("EXC01")
    opened(Q1, by=officer)
    give(made, "92.1", by=lead, quarter=Q1, reasons="Two vacancies.", actions=(action(),))
    submit(made, by=lead, quarter=Q1)
    opened(Q2, by=officer)
    return made


def promise() -> Promised:
    found = promise_now(Action.objects.get().pk)
    assert found is not None
    return found


def say(
    outcome: str,
    words: str = "Both are in post.",
    *,
    by: User,
    at: datetime = LATER,
    new_due_on: date | None = None,
    shown: tuple[Shown, ...] = (),
) -> Promised:
    """Says so of the one promise."""
    now = promise()
    said = Saying(
        action_id=now.action_id, seen=now.seen, outcome=outcome, words=words, new_due_on=new_due_on, shown=shown
    )
    return say_of_promise(said, most_bytes=1_000_000, by=by, at=at)


def test_what_is_done_is_done_at_once_and_told_in_the_open_quarter(measure: Measure, lead: User) -> None:
    assert say("done", by=lead).state == "done"

    assert Action.objects.get().state == "done"
    (figure,) = draft(Q2, at=LATER).figures
    (carried,) = figure.promises
    assert (carried.outcome, carried.words, carried.promise.state) == ("done", "Both are in post.", "done")


def test_the_next_return_shows_what_was_said_and_has_nothing_left_to_ask(measure: Measure, lead: User) -> None:
    say("late", "One is in post.", by=lead, new_due_on=date(2020, 3, 31))

    (due,) = figures_due(figure_of(measure).round_id, quarter=Q2)

    (carried,) = due.promises
    assert (carried.outcome, carried.said, carried.new_due_on) == ("late", "One is in post.", date(2020, 3, 31))


def test_a_return_that_says_the_same_says_nothing_new(measure: Measure, lead: User) -> None:
    say("done", by=lead)
    figure = figure_of(measure)
    told = ReturnedAnswer(action_id=promise().action_id, outcome="done", words="Both are in post.", new_due_on=None)

    taken = take_returns(
        returns=[FigureReturn(figure_id=figure.pk, version=figure.version, answers=(told,))],
        file=None,
        by=lead,
        at=LATER + timedelta(hours=1),
    )

    assert not taken.changes
    assert not PromiseAnswer.objects.exists()


def test_a_return_that_says_something_else_later_counts(measure: Measure, lead: User) -> None:
    say("done", by=lead)
    give(measure, "97.0", by=lead, at=LATER)
    figure = figure_of(measure)
    told = ReturnedAnswer(action_id=promise().action_id, outcome="on-course", words="One has left.", new_due_on=None)
    take_returns(
        returns=[FigureReturn(figure_id=figure.pk, version=figure.version, answers=(told,))],
        file=None,
        by=lead,
        at=LATER + timedelta(hours=1),
    )

    submit(measure, by=lead, at=LATER + timedelta(hours=2))

    assert (promise().state, Action.objects.get().state) == ("open", "open")


def test_a_draft_of_a_return_does_not_undo_what_was_said_after_it(measure: Measure, lead: User) -> None:
    give(measure, "97.0", by=lead)
    figure = figure_of(measure)
    told = ReturnedAnswer(action_id=promise().action_id, outcome="on-course", words="Soon.", new_due_on=None)
    take_returns(
        returns=[FigureReturn(figure_id=figure.pk, version=figure.version, answers=(told,))],
        file=None,
        by=lead,
        at=OCTOBER,
    )
    say("done", by=lead)

    submit(measure, by=lead, at=LATER + timedelta(hours=2))

    assert (promise().state, Action.objects.get().state) == ("done", "done")


def test_what_is_said_after_the_figure_was_given_is_told_in_the_next_quarter(
    measure: Measure, lead: User, officer: User
) -> None:
    give(measure, "97.0", by=lead)
    submit(measure, by=lead)
    freeze_round(quarter=Q2, by=officer, at=OCTOBER + timedelta(days=1))
    say("done", by=lead)

    opened(Q3, by=officer, at=JANUARY)

    (carried,) = draft(Q3, at=JANUARY).figures[0].promises
    assert (carried.outcome, carried.words) == ("done", "Both are in post.")


def test_done_wants_words_or_a_file(measure: Measure, lead: User) -> None:
    with pytest.raises(SayingRefused, match="Say what was done, or attach what shows it"):
        say("done", "", by=lead)

    say("done", "", by=lead, shown=(Shown(file=given("a.eml", EMAIL), words="The contract"),))

    (file,) = files_of(promise().action_id)
    assert (file.name, file.words, promise().files) == ("a.eml", "The contract", 1)


@pytest.mark.parametrize(
    ("outcome", "words", "day", "said"),
    [
        ("late", "It takes longer.", None, "Give the new day"),
        ("late", "", date(2020, 3, 31), "Say why it is moved"),
        ("late", "It takes longer.", date(2019, 10, 1), "has passed already"),
        ("late", "It takes longer.", date(2019, 12, 31), "is the day that is given now"),
        ("dropped", "", None, "Say why it is withdrawn"),
        ("done", "All.", date(2020, 3, 31), "A new day is given where a promise is moved"),
    ],
)
def test_what_goes_with_each_outcome_is_asked_for(  # noqa: PLR0917 - as many as there are parts
    measure: Measure, lead: User, outcome: str, words: str, day: date | None, said: str
) -> None:
    with pytest.raises(SayingRefused, match=said):
        say(outcome, words, by=lead, new_due_on=day)


def test_whoever_holds_the_post_says_what_became_of_it_and_others_do_not(measure: Measure, stranger: User) -> None:
    with pytest.raises(SayingRefused, match="neither holds the post Head of Exchequer nor returns figures"):
        say("done", by=stranger)

    make_appointment(stranger, role="member", post="head of exchequer")
    assert say("done", by=stranger).state == "done"


def test_a_page_that_somebody_overtook_is_stale(measure: Measure, lead: User, officer: User) -> None:
    seen = promise().seen
    say("on-course", by=officer)

    with pytest.raises(PromiseChanged):
        say_of_promise(
            Saying(action_id=promise().action_id, seen=seen, outcome="done", words="All."),
            most_bytes=1,
            by=lead,
            at=LATER,
        )


def test_somebody_else_confirms_that_it_is_kept(measure: Measure, lead: User, officer: User, head: User) -> None:
    done = say("done", by=lead)

    with pytest.raises(SayingRefused, match="does not confirm promises"):
        confirm_promise(action_id=done.action_id, seen=done.seen, words="", by=lead, at=LATER)
    confirmed = confirm_promise(action_id=done.action_id, seen=done.seen, words="Seen.", by=head, at=LATER)

    assert (confirmed.is_confirmed, confirmed.confirmed_by) == (True, head.pk)


def test_nobody_confirms_what_they_called_done_themselves(measure: Measure, officer: User) -> None:
    done = say("done", by=officer)

    with pytest.raises(SayingRefused, match="Somebody other than who promised it"):
        confirm_promise(action_id=done.action_id, seen=done.seen, words="", by=officer, at=LATER)


def test_what_is_not_done_is_not_confirmed(measure: Measure, officer: User) -> None:
    now = promise()

    with pytest.raises(SayingRefused, match="nothing to confirm"):
        confirm_promise(action_id=now.action_id, seen=now.seen, words="", by=officer, at=LATER)


def test_a_confirmation_ends_with_the_next_word(measure: Measure, lead: User, head: User) -> None:
    done = say("done", by=lead)
    confirm_promise(action_id=done.action_id, seen=done.seen, words="", by=head, at=LATER)

    again = say("on-course", "One has left again.", by=lead, at=LATER + timedelta(hours=1))

    assert (again.state, again.is_confirmed) == ("open", False)


def test_what_an_earlier_quarter_closed_stays_closed(measure: Measure, lead: User, officer: User) -> None:
    say("done", by=lead)
    give(measure, "97.0", by=lead, at=LATER)
    submit(measure, by=lead, at=LATER)
    freeze_round(quarter=Q2, by=officer, at=LATER + timedelta(days=1))

    with pytest.raises(SayingRefused, match="closed in an earlier quarter"):
        say("on-course", by=lead, at=LATER + timedelta(days=2))


def test_a_person_of_no_post_with_that_name_owns_nothing(measure: Measure) -> None:
    other = make_person("Head of Law")
    make_appointment(other, role="auditor", post="Head of Law")

    with pytest.raises(SayingRefused):
        say("done", by=other)
