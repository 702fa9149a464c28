"""The page on which a director's sign-off given by e-mail is recorded, and what the board counts of it."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from goldenthread.accounts.models import User
from goldenthread.figures.operations import reopen_figures
from goldenthread.indicators.models import Measure
from goldenthread.terminal.clock import now
from tests.at_browser import sign_in
from tests.attachments.made_files import EMAIL
from tests.figures.quarter import figure_of, give, make_due_measure, opened, submit
from tests.figures.returning_pages import form_on, words_on
from tests.figures.running_pages import BOARD, TODAY, look, quarter_under_way
from tests.world import make_appointment, make_council, make_directorate, make_person

PAGE = f"{BOARD}/emailed"


@pytest.fixture(autouse=True)
def _fixed_day(settings: Any) -> None:
    settings.GOLDENTHREAD_TODAY = TODAY


@pytest.fixture
def measures(officer: User, lead: User, head: User) -> dict[str, Measure]:
    """Two figures that wait for the Director of Finance, and two that do not."""
    return quarter_under_way(officer=officer, lead=lead)


def record(client: Any, *measures: Measure, head: User, **typed: Any) -> Any:
    """Fills the form in, and records that the head signed these off."""
    figures = [figure_of(one) for one in measures]
    said = {
        "figures": [f"{one.pk}:{one.version}" for one in figures],
        "day_day": "15",
        "day_month": "10",
        "day_year": "2019",
        "clock": "9.30 am",
        "email": SimpleUploadedFile("Sign-off.eml", EMAIL),
        **typed,
    }
    return client.post(f"{PAGE}?director={head.pk}", {key: value for key, value in said.items() if value != ""})


def test_the_directors_whom_figures_wait_for_are_asked_for_first(
    client: Any, officer: User, head: User, measures: dict[str, Measure]
) -> None:
    page = sign_in(client, officer).get(PAGE)

    assert "Director of Finance 2 figures waiting" in words_on(page)
    assert f"?director={head.pk}" in page.content.decode()


def test_a_figure_s_page_leads_to_the_form_with_that_figure_ticked(
    client: Any, officer: User, measures: dict[str, Measure]
) -> None:
    looked = sign_in(client, officer).get(look(measures["green"]))

    figure = figure_of(measures["green"])
    assert f"{PAGE}?figure={figure.pk}" in looked.content.decode()
    form = client.get(f"{PAGE}?figure={figure.pk}")
    assert f'value="{figure.pk}:{figure.version}"' in form.content.decode()
    assert form.content.decode().count(" checked") == 1


def test_several_figures_are_signed_off_and_counted_on_the_board(
    client: Any, officer: User, head: User, measures: dict[str, Measure]
) -> None:
    answer = record(sign_in(client, officer), measures["green"], measures["red"], head=head)

    assert answer.headers["Location"] == BOARD
    board = words_on(client.get(BOARD))
    assert "2 figures signed off by e-mail, in the name of Director of Finance." in board
    assert "2 of 2 signed off by e-mail" in board
    looked = client.get(look(measures["red"]))
    assert "Signed off by e-mail: Director of Finance wrote it on 15 October 2019 at 09:30" in words_on(looked)
    email = client.get(f"{look(measures['red'])}/sign-off/email")
    assert (email.content, email.headers["Content-Disposition"]) == (EMAIL, 'attachment; filename="Sign-off.eml"')
    listed = words_on(client.get(f"{BOARD}?wants=by-email"))
    assert "EXC01" in listed[listed.index("Apply filter") :]
    assert "EXC03" not in listed[listed.index("Apply filter") :]


def test_the_email_is_for_whoever_sees_every_figure_that_it_signed_off(
    client: Any, officer: User, lead: User, head: User
) -> None:
    measures = make_due_measure("EXC01"), make_due_measure("EXC02", measure={"council": make_council("Newham")})
    opened(by=officer)
    for one in measures:
        give(one, "96.2", by=lead)
    submit(*measures, by=lead)
    record(sign_in(client, officer), *measures, head=head)
    # One of the two is not signed off by it any more, and the e-mail speaks of it all the same.
    reopen_figures(figure_ids=[figure_of(measures[1]).pk], reason="Counted twice", by=officer, at=now())
    treasurer = make_person("Havering Treasurer")
    make_appointment(treasurer, role="section-151-officer", council=make_council("Havering"))
    sign_in(client, treasurer)

    assert client.get(look(measures[0])).status_code == 200
    assert client.get(look(measures[1])).status_code == 404
    assert client.get(f"{look(measures[0])}/sign-off/email").status_code == 403
    assert sign_in(client, lead).get(f"{look(measures[0])}/sign-off/email").status_code == 200


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        # What is sent, and what is then said.
        ({"figures": ""}, "Choose the figures that the e-mail signs off."),
        ({"day_month": ""}, "must include a month"),
        ({"clock": "half past"}, "Write the time as 14:30"),
        ({"clock": "13:00 pm"}, "Write the time as 14:30"),
        ({"email": ""}, "Choose the e-mail."),
        ({"email": SimpleUploadedFile("a.png", b"x")}, "Attach .eml, .msg or .pdf"),
        ({"day_day": "13"}, "older than what it signs off"),
        ({"day_year": "2020"}, "cannot have been sent later than now"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_signed_off(
    client: Any, officer: User, measures: dict[str, Measure], typed: dict[str, Any], said: str
) -> None:
    head = User.objects.get(email="head@example.org")

    answer = record(sign_in(client, officer), measures["green"], head=head, **typed)

    assert answer.status_code == 422
    assert said in words_on(answer)
    assert figure_of(measures["green"]).state == "submitted"


def test_what_was_typed_stays_after_an_error(
    client: Any, officer: User, head: User, measures: dict[str, Measure]
) -> None:
    answer = record(sign_in(client, officer), measures["green"], head=head, email="")

    kept = form_on(answer, which=-1)
    assert (kept["day_day"], kept["clock"]) == ("15", "9.30 am")


def test_a_director_of_others_is_not_asked_for(client: Any, officer: User, measures: dict[str, Measure]) -> None:
    other = make_person("Director of Law")
    make_appointment(other, role="director", directorate=make_directorate("Law"))

    assert "Director of Law" not in words_on(sign_in(client, officer).get(PAGE))


def test_whoever_is_no_officer_is_told_why_not(client: Any, head: User, measures: dict[str, Measure]) -> None:
    answer = sign_in(client, head).get(PAGE)

    assert answer.status_code == 403


def test_where_nothing_waits_the_page_says_so(client: Any, officer: User, lead: User) -> None:
    quarter_under_way(officer=officer, lead=lead)

    assert "No figure waits for a director’s sign-off" in words_on(sign_in(client, officer).get(PAGE))
