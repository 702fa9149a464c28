"""A director's sign-off given by e-mail: recorded with the e-mail, only where it may be, and counted."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from goldenthread.accounts.models import User
from goldenthread.attachments.looking import FilesRefused
from goldenthread.attachments.models import Attachment
from goldenthread.audit.models import Event
from goldenthread.domain.plain import from_plain
from goldenthread.domain.snapshot import FigureSnapshot
from goldenthread.figures.models import FrozenFigure
from goldenthread.figures.operations import Editing, edit_words, freeze_round, query_figures, reopen_figures
from goldenthread.figures.operations.emailing import EmailedSaid, record_emailed_sign_off
from goldenthread.figures.queries.explained import explained_figure
from goldenthread.figures.queries.health import health_on
from goldenthread.figures.rules import StepsRefused
from goldenthread.indicators.models import Measure
from tests.attachments.made_files import EMAIL, a_png, given
from tests.figures.quarter import OCTOBER, Q2, figure_of, give, make_due_measure, opened, submit
from tests.world import make_appointment, make_directorate, make_person

SENT = OCTOBER + timedelta(hours=2)
RECORDED = OCTOBER + timedelta(hours=5)


@pytest.fixture
def measure(officer: User, lead: User) -> Measure:
    """A measure whose figure of Q2 is submitted."""
    made = make_due_measure()
    opened(by=officer)
    give(made, "96.2", by=lead)
    submit(made, by=lead)
    return made


def record(
    *measures: Measure,
    director: User,
    by: User,
    sent_at: datetime = SENT,
    at: datetime = RECORDED,
    name: str = "Sign-off.eml",
    content: bytes = EMAIL,
) -> tuple[str, ...]:
    """Records that the director signed these off."""
    figures = [figure_of(measure) for measure in measures]
    said = EmailedSaid(
        director=director,
        sent_at=sent_at,
        figure_ids=[figure.pk for figure in figures],
        versions={figure.pk: figure.version for figure in figures},
        email=given(name, content),
    )
    return record_emailed_sign_off(said, most_bytes=1_000_000, by=by, at=at)


def test_the_figure_is_signed_off_by_the_director_as_the_officer_recorded(
    measure: Measure, head: User, officer: User
) -> None:
    assert record(measure, director=head, by=officer) == ("EXC01, Havering",)

    figure = figure_of(measure)
    assert (figure.state, figure.signed_off_by, figure.signed_off_at) == ("signed-off", head, SENT)
    assert figure.signed_off_in is not None
    assert figure.signed_off_in.recorded_by == officer
    event = Event.objects.get(kind="sign-off by e-mail recorded")
    assert event.by == officer.pk
    assert "No code was asked for" in event.details["because"]


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        (timedelta(hours=6), "cannot have been sent later than now"),
        (timedelta(hours=-1), "older than what it signs off"),
    ],
)
def test_the_email_is_of_a_time_between_submission_and_now(
    measure: Measure, head: User, officer: User, sent: timedelta, why: str
) -> None:
    with pytest.raises(StepsRefused, match=why):
        record(measure, director=head, by=officer, sent_at=OCTOBER + sent)


def test_the_director_held_the_appointment_on_the_day_of_the_email(measure: Measure, officer: User) -> None:
    gone = make_person("Director who left")
    make_appointment(gone, role="director", directorate=make_directorate(), ended_on="2019-10-13")

    with pytest.raises(StepsRefused, match="Director who left could not sign it off on 14 October 2019"):
        record(measure, director=gone, by=officer)


def test_a_director_who_returned_a_figure_does_not_sign_it_off_by_email_either(officer: User, lead: User) -> None:
    both = make_person("Director who returns")
    make_appointment(both, role="director")
    make_appointment(both, role="service-lead")
    made = make_due_measure()
    opened(by=officer)
    give(made, "96.2", by=both)
    submit(made, by=lead)

    with pytest.raises(StepsRefused, match="Nobody signs off a figure that they returned"):
        record(made, director=both, by=officer)


def test_an_officer_who_returned_a_figure_does_not_record_its_sign_off(head: User, officer: User) -> None:
    made = make_due_measure()
    opened(by=officer)
    give(made, "96.2", by=officer)
    submit(made, by=officer)

    with pytest.raises(StepsRefused, match="You returned it"):
        record(made, director=head, by=officer)


def test_nobody_records_a_sign_off_of_their_own(measure: Measure, officer: User) -> None:
    make_appointment(officer, role="director")

    with pytest.raises(StepsRefused, match="a sign-off of your own"):
        record(measure, director=officer, by=officer)


def test_whoever_is_no_performance_officer_records_nothing(measure: Measure, head: User, lead: User) -> None:
    with pytest.raises(StepsRefused, match="is not performance officer"):
        record(measure, director=head, by=lead)


def test_a_warning_is_answered_first(officer: User, lead: User, head: User) -> None:
    made = make_due_measure(annual="0")
    opened(by=officer)
    give(made, "3", by=lead)
    submit(made, by=lead)

    with pytest.raises(StepsRefused, match="A warning about it has no answer yet"):
        record(made, director=head, by=officer)


def test_a_figure_with_an_open_question_waits_for_the_answer(measure: Measure, head: User, officer: User) -> None:
    query_figures(figure_ids=[figure_of(measure).pk], asked="Why?", by=officer, at=OCTOBER + timedelta(hours=1))

    with pytest.raises(StepsRefused, match="is not possible to sign off"):
        record(measure, director=head, by=officer)


def test_words_edited_after_the_email_are_not_what_it_signed_off(officer: User, lead: User, head: User) -> None:
    made = make_due_measure()
    opened(by=officer)
    give(made, "71.0", by=lead, reasons="A new ledger was brought in, and it took long.")
    submit(made, by=lead)
    figure = figure_of(made)
    said = Editing(
        figure_id=figure.pk,
        version=figure.version,
        reasons="A new ledger was brought in.",
        back_on_track="31 March 2020",
        because="shorter",
    )
    edit_words(said, by=officer, at=SENT + timedelta(hours=1))

    with pytest.raises(StepsRefused, match="changed after the e-mail was sent"):
        record(made, director=head, by=officer)


def test_what_is_attached_has_to_be_an_email(measure: Measure, head: User, officer: User) -> None:
    with pytest.raises(FilesRefused, match="a PNG picture"):
        record(measure, director=head, by=officer, name="Sign-off.png", content=a_png())


def test_of_several_figures_all_are_signed_off_or_none(measure: Measure, head: User, officer: User, lead: User) -> None:
    submit_too = figure_of(measure)
    reopen_figures(figure_ids=[submit_too.pk], reason="a check", by=officer, at=OCTOBER + timedelta(minutes=5))
    other = make_person("Nobody")

    with pytest.raises(StepsRefused):
        record(measure, director=other, by=officer)

    assert not Attachment.objects.exists()


def test_it_is_counted_frozen_and_explained(measure: Measure, head: User, officer: User) -> None:
    record(measure, director=head, by=officer)

    freeze_round(quarter=Q2, by=officer, at=RECORDED + timedelta(hours=1))

    told = from_plain(FigureSnapshot, FrozenFigure.objects.get().snapshot).provenance
    assert (told.signed_off_by, told.sign_off_recorded_by) == ("Director of Finance", "Performance Officer")
    health = health_on(RECORDED.date(), quarter=Q2).quarters[0].whole
    assert (health.signed_off, health.by_email) == (1, 1)
    explanation = explained_figure(Q2, name="EXC01:havering", at=RECORDED + timedelta(days=1)).explanation
    (who,) = [part for part in explanation.parts if part.title == "Who, and when"]
    assert any("by e-mail, recorded" in line.what for line in who.lines)
    assert not explanation.disagreements


def test_opened_again_it_is_signed_off_by_nobody(measure: Measure, head: User, officer: User) -> None:
    record(measure, director=head, by=officer)

    reopen_figures(figure_ids=[figure_of(measure).pk], reason="a mistake", by=officer, at=RECORDED)

    assert (figure_of(measure).signed_off_by, figure_of(measure).signed_off_in) == (None, None)
