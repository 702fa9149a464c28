"""A round opened, moved to another meeting, and chased, at the officer's pages."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.figures.models import Figure, Round
from goldenthread.figures.operations import open_round
from goldenthread.figures.operations.chasing import ChasedMeanwhile, chase_as_seen
from goldenthread.figures.queries.chased import would_chase
from goldenthread.mail.models import Message
from goldenthread.partnership.queries import held_roles
from tests.at_browser import sign_in
from tests.figures.quarter import OCTOBER, Q2, figure_of, give, make_due_measure, submit
from tests.figures.returning_pages import form_on, words_on
from tests.figures.running_pages import BOARD, MEETING, TODAY, frozen, quarter_under_way
from tests.world import make_appointment, make_council, make_meeting, make_person

pytestmark = pytest.mark.django_db
OPEN = "/rounds/open"


@pytest.fixture(autouse=True)
def _day(settings):
    settings.GOLDENTHREAD_TODAY = TODAY


def looked_at(client, quarter="2019-20 Q2", meeting="2019-12-06"):
    return client.get(OPEN, {"quarter": quarter, "meeting": meeting})


def test_what_a_round_would_ask_for_is_shown_with_its_days_and_then_it_is_opened(client, officer, lead, head):
    make_due_measure("EXC01", lag_days=21)
    make_due_measure("EXC02", lag_days=21)
    make_meeting(on=MEETING.isoformat())
    first = words_on(sign_in(client, officer).get(OPEN))
    assert "Q2 2019/20: July – September 2019" in first
    assert "Friday 6 December 2019" in first

    page = looked_at(client)

    said = words_on(page)
    for words in (
        "2 figures would be due",
        "Monday 21 October 2019 2 figures to return",
        "Friday 22 November 2019 Plan: figures frozen",
        "Thursday 28 November 2019 Last day to publish: 5 clear days follow",
        "Exchequer and Transactional 2 Head of Exchequer Director of Finance",
        "2 targets were agreed after the quarter began",
    ):
        assert words in said
    assert not Round.objects.exists()
    done = client.post(OPEN, form_on(page))
    assert done["Location"] == BOARD
    assert Round.objects.get().meeting.date == MEETING
    assert "Q2 2019/20 is open: 2 figures are due." in words_on(client.get(BOARD))


def test_what_is_wrong_is_told_before_it_is_opened_and_does_not_keep_it_back(client, officer):
    make_due_measure("EXC01", annual=None)
    sign_in(client, officer)

    page = looked_at(client, meeting="none")

    said = words_on(page)
    for words in (
        "1 figure has no target",
        "EXC01, Havering",
        "1 service has nobody who returns its figures",
        "1 service has nobody who signs its figures off",
        "No meeting is named",
    ):
        assert words in said
    assert client.post(OPEN, form_on(page))["Location"] == BOARD


def test_without_a_choice_the_form_asks(client, officer):
    make_due_measure("EXC01")

    asked = sign_in(client, officer).post(OPEN)

    assert asked.status_code == 422
    assert "Answer “Which quarter?”" in words_on(asked)
    assert "Answer “Which meeting is it reported to?”" in words_on(asked)


def test_a_meeting_before_the_quarter_ends_is_refused_at_its_box(client, officer):
    make_due_measure("EXC01")
    make_meeting(on="2019-12-06")
    sign_in(client, officer)

    refused = words_on(looked_at(client, quarter="2019-20 Q3"))

    assert "Q3 2019/20 ends on 31 December 2019. Choose a meeting after that, or none for now." in refused


def test_a_year_without_a_list_is_told_and_nothing_is_opened(client, officer):
    sign_in(client, officer)

    said = words_on(looked_at(client, meeting="none"))

    assert "No measure is on a list for 2019/20" in said
    assert "--" not in said


def test_a_register_that_changed_since_it_was_looked_at_opens_nothing(client, officer):
    make_due_measure("EXC01")
    sign_in(client, officer)
    page = looked_at(client, meeting="none")
    make_due_measure("EXC02")

    refused = client.post(OPEN, form_on(page))

    assert refused.status_code == 422
    assert "The register changed since you looked" in words_on(refused)
    assert not Round.objects.exists()
    assert client.post(OPEN, form_on(refused))["Location"] == BOARD


def test_once_every_quarter_that_began_is_open_the_page_says_which_comes_next(client, officer, settings):
    settings.GOLDENTHREAD_TODAY = date(2019, 9, 1)
    make_due_measure("EXC01")
    open_round(quarter=Q2, meeting=None, by=officer, at=OCTOBER.replace(month=8))

    said = words_on(sign_in(client, officer).get(OPEN))

    assert "Q3 2019/20 can be opened from 1 October 2019 on." in said


def test_as_many_reads_however_many_measures_would_be_opened(client, officer):
    def reads():
        with CaptureQueriesContext(connection) as asked:
            looked_at(client, meeting="none")
        return len(asked)

    make_due_measure("EXC01")
    sign_in(client, officer)
    few = reads()
    for number in range(2, 9):
        make_due_measure(f"EXC{number:02}")

    assert reads() == few


def test_a_round_is_moved_to_another_meeting_after_its_days_were_seen(client, officer, lead):
    quarter_under_way(officer=officer, lead=lead)
    make_meeting(on="2020-02-07")
    sign_in(client, officer)
    assert "It is reported to this meeting already" in words_on(client.get(f"{BOARD}/meeting?meeting=2019-12-06"))

    page = client.get(f"{BOARD}/meeting?meeting=2020-02-07")

    said = words_on(page)
    assert "Plan: figures frozen Friday 22 November 2019 Friday 24 January 2020" in said
    done = client.post(f"{BOARD}/meeting", form_on(page))
    assert done["Location"] == BOARD
    assert Round.objects.get().meeting.date == date(2020, 2, 7)
    assert "is reported on 7 February 2020 from now on" in words_on(client.get(BOARD))


def test_who_moves_a_round_that_was_moved_meanwhile_is_told(client, officer, lead):
    quarter_under_way(officer=officer, lead=lead)
    make_meeting(on="2020-02-07")
    make_meeting(on="2020-03-06")
    page = sign_in(client, officer).get(f"{BOARD}/meeting?meeting=2020-02-07")
    other = client.get(f"{BOARD}/meeting?meeting=2020-03-06")
    client.post(f"{BOARD}/meeting", form_on(other))

    refused = client.post(f"{BOARD}/meeting", form_on(page))

    assert refused.status_code == 422
    assert "it is reported to the meeting of 6 March 2020" in words_on(refused)
    assert Round.objects.get().meeting.date == date(2020, 3, 6)


def test_a_meeting_that_moves_after_a_freeze_says_to_freeze_again(client, officer, lead):
    quarter_under_way(officer=officer, lead=lead)
    frozen(officer=officer)
    make_meeting(on="2020-02-07")
    page = sign_in(client, officer).get(f"{BOARD}/meeting?meeting=2020-02-07")

    assert "Version 1 is frozen for the meeting that stands now" in words_on(page)
    client.post(f"{BOARD}/meeting", form_on(page))
    assert "freeze again before you publish" in words_on(client.get(BOARD))


def test_people_are_reminded_once_after_it_was_shown_who_would_be(client, officer, lead):
    quarter_under_way(officer=officer, lead=lead)
    board = sign_in(client, officer).get(BOARD)
    assert "Remind 1 person of 2 figures" in words_on(board)
    page = client.get(f"{BOARD}/chase")
    assert "Head of Exchequer 2 21 October 2019 4 days late" in words_on(page)

    done = client.post(f"{BOARD}/chase", form_on(page))

    assert done["Location"] == BOARD
    assert [(one.person, one.kind) for one in Message.objects.filter(kind="overdue")] == [(lead.pk, "overdue")]
    said = words_on(client.get(BOARD))
    assert "1 message is on its way." in said
    assert "Reminded last by Performance Officer on 25 October 2019" in said
    again = client.post(f"{BOARD}/chase", form_on(page))
    assert again.status_code == 422
    assert "Performance Officer chased them last on 25 October 2019" in words_on(again)
    assert Message.objects.filter(kind="overdue").count() == 1


def test_who_returned_meanwhile_is_not_reminded_of_what_is_no_longer_awaited(officer, lead):
    measures = quarter_under_way(officer=officer, lead=lead)
    seen = would_chase(Q2, today=TODAY, held=held_roles(on=TODAY, person=officer)).seen
    give(measures["awaited"], "97.0", by=lead)
    submit(measures["awaited"], by=lead)

    with pytest.raises(ChasedMeanwhile):
        chase_as_seen(quarter=Q2, seen=seen, by=officer, at=OCTOBER.replace(day=25))

    assert not Message.objects.filter(kind__in=("overdue", "reminder")).exists()


def test_who_runs_the_round_for_one_council_sees_and_chases_that_council_alone(client, officer, lead):
    make_due_measure("EXC01")
    make_due_measure("EXC02", measure={"council": make_council("Newham")})
    open_round(quarter=Q2, meeting=None, by=officer, at=OCTOBER)
    one_councils = make_person("Newham officer")
    make_appointment(one_councils, role="performance-officer", council=make_council("Newham"))

    page = sign_in(client, one_councils).get(f"{BOARD}/chase")

    assert "1 person is reminded of 1 figure that is not submitted." in words_on(page)
    assert "Remind 1 person of 1 figure" in words_on(client.get(BOARD))
    assert client.post(f"{BOARD}/chase", form_on(page))["Location"] == BOARD
    assert "1 figure" in Message.objects.get(kind__in=("overdue", "reminder")).subject


def test_with_everything_submitted_there_is_nobody_to_chase_and_the_page_says_so(client, officer, lead):
    measure = make_due_measure("EXC01")
    open_round(quarter=Q2, meeting=None, by=officer, at=OCTOBER)
    give(measure, "96.0", by=lead)
    submit(measure, by=lead)

    page = sign_in(client, officer).get(f"{BOARD}/chase")

    assert "Every figure of Q2 2019/20 is submitted." in words_on(page)
    assert "Remind" not in words_on(client.get(BOARD))


def test_figures_that_nobody_is_asked_for_are_told(client, officer):
    make_due_measure("EXC01")
    open_round(quarter=Q2, meeting=None, by=officer, at=OCTOBER)
    sign_in(client, officer)
    assert "Performance Officer 1" in words_on(client.get(f"{BOARD}/chase"))


def test_as_many_reads_however_many_figures_are_chased(client, officer, lead):
    measures = quarter_under_way(officer=officer, lead=lead)
    sign_in(client, officer)

    def reads():
        with CaptureQueriesContext(connection) as asked:
            client.get(f"{BOARD}/chase")
        return len(asked)

    few = reads()
    like = figure_of(measures["awaited"])
    for number in range(5, 15):
        Figure.objects.create(
            round=like.round, measure=make_due_measure(f"EXC{number:02}"), service=like.service, policy=like.policy,
            terms=like.terms, due_on=like.due_on, state="due", last_done="opened", last_done_at=like.last_done_at,
        )  # fmt: skip

    assert reads() == few
