"""Submitting together what is ready: what was on the page, as it was on the page, or nothing."""

from __future__ import annotations

import pytest

from goldenthread.figures.models import Figure
from tests.figures.quarter import figure_of, give, make_due_measure, opened, submit
from tests.figures.returning_pages import TODAY, at, due_quarter, words_on
from tests.world import make_appointment, make_person, make_service

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day(settings):
    settings.GOLDENTHREAD_TODAY = TODAY


@pytest.fixture
def measures(officer):
    return due_quarter(officer=officer)


def press(client, page):
    seen = [part.split('"')[0] for part in page.content.decode().split('name="figure" value="')[1:]]
    return client.post("/returns/submit", {"figure": seen})


def states(measures):
    return tuple(figure_of(one).state for one in measures)


def test_all_that_is_ready_is_submitted_together(client, lead, measures):
    give(measures[0], "96.0", by=lead)
    give(measures[1], "80.0", by=lead)
    page = at(client, lead).get("/returns")
    assert "Submit the 1 figure that is ready" in words_on(page)

    done = press(client, page)

    assert done["Location"] == "/returns"
    assert states(measures) == ("submitted", "returned")


def test_what_became_ready_since_the_page_was_opened_is_not_submitted_with_it(client, lead, measures):
    give(measures[0], "96.0", by=lead)
    page = at(client, lead).get("/returns")
    give(measures[1], "96.0", by=lead)

    press(client, page)

    assert states(measures) == ("submitted", "returned")


def test_a_figure_that_another_changed_since_is_told_and_none_is_submitted(client, lead, officer, measures):
    for one in measures:
        give(one, "96.0", by=lead)
    page = at(client, lead).get("/returns")
    give(measures[0], "97.0", by=officer)

    told = press(client, page)

    assert told.status_code == 409
    assert "so none was submitted: EXC01, Havering (Performance Officer, at" in words_on(told)
    assert "Submit the 2 figures that are ready" in words_on(told)
    assert states(measures) == ("returned", "returned")


def test_what_another_submitted_meanwhile_is_told(client, lead, officer, measures):
    give(measures[0], "96.0", by=lead)
    page = at(client, lead).get("/returns")
    submit(measures[0], by=officer)

    told = press(client, page)

    assert told.status_code == 409
    assert "EXC01, Havering (Performance Officer" in words_on(told)


def test_nobody_submits_or_learns_of_figures_of_another_service(client, lead, measures):
    other = make_person("Head of Legal", email="legal@example.org")
    make_appointment(other, role="service-lead", service=make_service("Legal"))
    give(measures[0], "96.0", by=lead)
    figure = figure_of(measures[0])

    told = at(client, other).post("/returns/submit", {"figure": [f"{figure.pk}:{figure.version}"]})

    assert told.status_code == 409
    assert "EXC01" not in words_on(told)
    assert states(measures) == ("returned", "due")


@pytest.mark.parametrize("typed", ["", "x", "1:", ":1", "1:x", "9" * 40 + ":1", "²:1"])
def test_what_no_page_sends_submits_nothing(client, lead, measures, typed):
    give(measures[0], "96.0", by=lead)

    assert at(client, lead).post("/returns/submit", {"figure": typed}).status_code == 409
    assert states(measures) == ("returned", "due")


def test_each_service_has_its_own_button(client, officer, lead):
    first = make_due_measure("EXC01")
    second = make_due_measure("LEG01", service=make_service("Legal"))
    make_appointment(lead, role="service-lead", service=make_service("Legal"))
    opened(by=officer)
    for one in (first, second):
        give(one, "96.0", by=lead)
    page = at(client, lead).get("/returns").content.decode()

    forms = [part.partition("</form>")[0] for part in page.split('action="/returns/submit"')[1:]]

    assert [[f'value="{one.pk}:{one.version}"' in form for one in Figure.objects.order_by("pk")] for form in forms] in (
        [[True, False], [False, True]],
        [[False, True], [True, False]],
    )
