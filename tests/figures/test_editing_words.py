"""Editing published words: the original stays, numbers stay, and the author is told."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from goldenthread.accounts.models import User
from goldenthread.audit.models import Event
from goldenthread.domain.snapshot import ExceptionWords
from goldenthread.figures.models import EditedWords, ValueWarning
from goldenthread.figures.operations import Edited, Editing, EditRefused, edit_words, freeze_round, submit_figures
from goldenthread.figures.queries import figures_due, latest_freeze, round_of, snapshots_of
from goldenthread.figures.queries.exceptions import exceptions_due
from goldenthread.figures.rules import StepsRefused
from goldenthread.indicators.models import Measure
from tests.figures.quarter import OCTOBER, Q1, Q2, figure_of, give, make_due_measure, opened, sign_off, submit
from tests.figures.workbooks import cells_of, template
from tests.terminal_runs import Command
from tests.world import make_appointment, make_directorate

pytestmark = pytest.mark.django_db

ORIGINAL = "We lost 2 of our 12 colleagues in July, which is why performance is where it is."
SHORTER = "Two of 12 colleagues left in July."


@pytest.fixture
def measure(lead: User, officer: User) -> Measure:
    """A measure whose figure is amber, with reasons."""
    made = make_due_measure()
    opened(by=officer)
    give(made, "92.1", by=lead, reasons=ORIGINAL)
    return made


def edit(measure: Measure, *, by: User, **given: Any) -> Edited:
    figure = figure_of(measure)
    said: dict[str, Any] = {
        "figure_id": figure.pk,
        "version": figure.version,
        "reasons": SHORTER,
        "back_on_track": None,
        "because": "Shortened for members.",
    }
    return edit_words(Editing(**{**said, **given}), by=by, at=OCTOBER)


def frozen_words(measure: Measure, *, by: User) -> ExceptionWords:
    freeze_round(quarter=Q2, by=by, at=OCTOBER)
    freeze = latest_freeze(Q2)
    assert freeze is not None
    words = next(one for one in snapshots_of(freeze) if one.measure_id == measure.pk).exception
    assert words is not None
    return words


def test_the_edited_words_are_published_and_the_original_is_kept(measure: Measure, officer: User) -> None:
    edited = edit(measure, by=officer)

    words = frozen_words(measure, by=officer)
    assert (words.reasons, words.edited_by) == (SHORTER, "Performance Officer")
    assert (words.original_reasons, words.original_back_on_track) == (ORIGINAL, "31 March 2020")
    assert words.back_on_track == "31 March 2020"
    assert (edited.author, edited.author_email) == ("Head of Exchequer", "lead@example.org")
    assert [(one.head, one.original, one.after) for one in edited.heads] == [("reasons", ORIGINAL, SHORTER)]


@pytest.mark.parametrize("words", ["…", "TBC"])
def test_words_still_to_come_are_no_edit(measure: Measure, officer: User, words: str) -> None:
    with pytest.raises(EditRefused, match="stands for words still to come"):
        edit(measure, by=officer, reasons=words)


def test_the_newest_edit_counts(measure: Measure, officer: User) -> None:
    edit(measure, by=officer)

    again = edit(measure, by=officer, reasons="Colleagues left in July.", back_on_track="In March.")

    assert [(one.head, one.before) for one in again.heads] == [("reasons", SHORTER), ("back on track", "31 March 2020")]
    assert frozen_words(measure, by=officer).reasons == "Colleagues left in July."
    assert EditedWords.objects.count() == 2


def test_an_edit_back_to_the_original_is_none(measure: Measure, officer: User) -> None:
    edit(measure, by=officer)

    edit(measure, by=officer, reasons=ORIGINAL)

    words = frozen_words(measure, by=officer)
    assert (words.reasons, words.edited_by, words.original_reasons) == (ORIGINAL, "", "")


def test_new_words_from_the_author_end_the_edit_and_say_so(measure: Measure, lead: User, officer: User) -> None:
    edit(measure, by=officer)

    taken = give(measure, "92.1", by=lead, reasons="Both posts are filled again.")

    assert taken.notes == (
        "EXC01, Havering: Performance Officer had edited the words before these for publication. That edit ends: these "
        "are published as they are.",
    )
    words = frozen_words(measure, by=officer)
    assert (words.reasons, words.edited_by) == ("Both posts are filled again.", "")


def test_a_return_of_the_same_words_leaves_the_edit(measure: Measure, lead: User, officer: User) -> None:
    edit(measure, by=officer)

    taken = give(measure, "92.3", by=lead, reasons=ORIGINAL)

    assert taken.notes == ()
    assert frozen_words(measure, by=officer).reasons == SHORTER


def test_a_sign_off_lapses(measure: Measure, lead: User, head: User, officer: User) -> None:
    submit(measure, by=lead)
    sign_off(measure, by=head)

    edited = edit(measure, by=officer)

    figure = figure_of(measure)
    assert (edited.sign_off_lapsed, figure.state, figure.signed_off_by) == (True, "submitted", None)
    sign_off(measure, by=head)
    assert figure_of(measure).state == "signed-off"


def test_nobody_signs_off_words_of_their_own(measure: Measure, lead: User, officer: User) -> None:
    make_appointment(officer, role="director", directorate=make_directorate())
    submit_figures(figure_ids=[figure_of(measure).pk], by=lead, at=OCTOBER)
    edit(measure, by=officer)

    with pytest.raises(StepsRefused, match="Performance Officer edited its words"):
        sign_off(measure, by=officer)


def test_the_audit_tells_both(measure: Measure, officer: User) -> None:
    edit(measure, by=officer)

    event = Event.objects.get(kind="words edited")
    assert (event.by, event.details["because"]) == (officer.pk, "Shortened for members.")
    assert event.details["changes"] == [{"what": "reasons", "original": ORIGINAL, "old": ORIGINAL, "new": SHORTER}]


def test_shortening_settles_the_warning_about_long_reasons(measure: Measure, lead: User, officer: User) -> None:
    give(measure, "92.1", by=lead, reasons="word " * 251)
    assert ValueWarning.objects.filter(code="long-reasons").exists()

    edit(measure, by=officer, reasons="A word.")

    assert not ValueWarning.objects.filter(code="long-reasons").exists()


def test_the_list_of_exceptions_shows_both(measure: Measure, officer: User, command: Command) -> None:
    edit(measure, by=officer)

    (due,) = exceptions_due(figures_due(round_of(Q2).pk, quarter=Q2), unanswered=()).exceptions
    assert (due.reasons, due.published_reasons, due.edited_by) == (ORIGINAL, SHORTER, "Performance Officer")
    assert due.edited_because == "Shortened for members."
    printed = command("exceptions", "--year", "2019-20", "--quarter", "Q2").out
    assert f"as the author wrote it: {ORIGINAL}" in printed
    assert f"as published: {SHORTER}" in printed


def test_the_authors_next_workbook_shows_the_edit_beside_their_own(measure: Measure, officer: User) -> None:
    edit(measure, by=officer)

    row = cells_of(template(), "Exceptions", "EXC01")

    assert row["Reasons for the level of performance"] == ORIGINAL
    assert row["As edited for publication"] == f"{SHORTER} (Performance Officer: Shortened for members.)"


# --- refusals ---------------------------------------------------------------------------------------------------------


def refused(measure: Measure, *, by: User, **given: Any) -> str:
    with pytest.raises(EditRefused) as refusal:
        edit(measure, by=by, **given)
    assert not EditedWords.objects.exists()
    return "\n".join(problem.message for problem in refusal.value.problems)


def test_a_number_is_never_added_or_changed(measure: Measure, officer: User) -> None:
    assert refused(measure, by=officer, reasons="3 of 12 colleagues left.") == (
        "EXC01, Havering: Under “reasons” the edited words state 3, which the author's own words do not. An edit "
        "changes words and never numbers: ask the author for it."
    )
    assert "Under “back on track” the edited words state 30 and 2021," in refused(
        measure, by=officer, back_on_track="30 April 2021"
    )


def test_numbers_are_never_put_in_another_order(measure: Measure, officer: User) -> None:
    assert refused(measure, by=officer, reasons="12 of 2 colleagues left.") == (
        "EXC01, Havering: Under “reasons” the edited words state 12 and 2 in another order than the author's own words "
        "do. An edit changes words and never numbers: keep their order, or ask the author."
    )


def test_an_edit_says_why_and_something_else(measure: Measure, officer: User) -> None:
    assert "An edit says why." in refused(measure, by=officer, because=" ")
    assert "The reasons are blank." in refused(measure, by=officer, reasons=" ")
    assert "There is nothing to edit." in refused(measure, by=officer, reasons=ORIGINAL)


def test_only_the_officer_edits(measure: Measure, lead: User, head: User) -> None:
    assert "Head of Exchequer is not performance officer" in refused(measure, by=lead)
    assert "Director of Finance is not performance officer" in refused(measure, by=head)


def test_a_frozen_figure_is_opened_first(measure: Measure, officer: User) -> None:
    freeze_round(quarter=Q2, by=officer, at=OCTOBER)

    assert "Have it opened again first;" in refused(measure, by=officer)


def test_words_that_were_never_given_are_not_edited(lead: User, officer: User) -> None:
    made = make_due_measure()
    opened(by=officer)
    assert "It has not been returned yet." in refused(made, by=officer)
    give(made, "92.1", by=lead)

    assert "No exception report was given of it" in refused(made, by=officer)


def test_somebody_elses_change_is_not_overwritten(measure: Measure, lead: User, officer: User) -> None:
    version = figure_of(measure).version
    give(measure, "92.3", by=lead)

    assert "It was changed since you looked at it." in refused(measure, by=officer, version=version)


def test_the_database_keeps_an_edit_as_it_was(measure: Measure, officer: User) -> None:
    edit(measure, by=officer)

    with pytest.raises(IntegrityError), transaction.atomic():
        EditedWords.objects.update(reasons="Something else.")


# --- the command ------------------------------------------------------------------------------------------------------


def test_the_command_shows_the_difference_and_whom_to_tell(measure: Measure, officer: User, command: Command) -> None:
    run = command(
        "edit-words", "--year", "2019-20", "--quarter", "Q2", "--figures", "EXC01:havering", "--reasons", SHORTER,
        "--because", "Shortened for members.", "--by", officer.email, "--at", "2019-10-14 11:00",
    )  # fmt: skip

    assert run.status == 0
    assert run.out.splitlines() == [
        "EXC01, Havering: reasons",
        f"  as the author wrote it: {ORIGINAL}",
        f"  as published now:       {SHORTER}",
        "Tell Head of Exchequer (lead@example.org), who wrote the original.",
    ]


def test_the_command_wants_a_head(measure: Measure, officer: User, command: Command) -> None:
    run = command(
        "edit-words", "--year", "2019-20", "--quarter", "Q2", "--figures", "EXC01:havering",
        "--because", "Why.", "--by", officer.email,
    )  # fmt: skip

    assert (run.status, run.err.strip()) == (2, "Say what is edited: --reasons, --back-on-track or both.")


def test_words_of_last_quarter_are_known_as_they_were_published(lead: User, officer: User) -> None:
    made = make_due_measure()
    july = OCTOBER.replace(month=7)
    opened(Q1, by=officer, at=july)
    give(made, "92.0", by=lead, reasons="Colleagues left, alas.", quarter=Q1, at=july)
    first = figure_of(made, Q1)
    edit_words(
        Editing(
            figure_id=first.pk, version=first.version, reasons="Colleagues left.", back_on_track=None, because="Short."
        ),
        by=officer,
        at=july,
    )  # fmt: skip
    opened(by=officer)

    give(made, "92.1", by=lead, reasons="colleagues left")

    (due,) = exceptions_due(figures_due(round_of(Q2).pk, quarter=Q2), unanswered=()).exceptions
    assert due.is_repeated
    assert frozen_words(made, by=officer).same_words
