"""Answering a question about a figure: an answer is to what its author saw."""

from __future__ import annotations

import pytest

from goldenthread.domain.problems import InputRefused
from goldenthread.figures.models import FigureQuery
from goldenthread.figures.operations import answer_queries, query_figures
from tests.figures.quarter import OCTOBER, figure_of, give, submit
from tests.figures.returning_pages import TODAY, address, at, due_quarter, form_on, words_on

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day(settings):
    settings.GOLDENTHREAD_TODAY = TODAY


@pytest.fixture
def measure(officer, lead):
    """A figure that is submitted, and asked about."""
    _, second = due_quarter(officer=officer)
    give(second, "96.0", by=lead)
    submit(second, by=lead)
    ask(second, "Is this final?", by=officer)
    return second


def ask(measure, asked, *, by):
    query_figures(figure_ids=[figure_of(measure).pk], asked=asked, by=by, at=OCTOBER)


def answered(measure, answer, *, by, **more):
    answer_queries(figure_ids=[figure_of(measure).pk], answer=answer, by=by, at=OCTOBER, **more)


def answers():
    return {one.asked: one.answer for one in FigureQuery.objects.order_by("pk")}


def test_a_question_asked_since_the_page_was_opened_is_not_settled_by_an_answer_to_the_one_before(
    client, lead, officer, measure
):
    page = at(client, lead).get(address(measure))
    answered(measure, "Yes.", by=lead)
    ask(measure, "Why did it fall?", by=officer)

    told = client.post(f"{address(measure)}/answer", {**form_on(page), "answer": "It is final."})

    assert told.status_code == 409
    assert "Performance Officer changed this at" in words_on(told)
    assert "Why did it fall?" in words_on(told)
    assert form_on(told)["answer"] == "It is final."
    assert answers() == {"Is this final?": "Yes.", "Why did it fall?": ""}
    assert figure_of(measure).state == "queried"


def test_read_again_the_answer_is_taken(client, lead, officer, measure):
    page = at(client, lead).get(address(measure))
    answered(measure, "Yes.", by=lead)
    ask(measure, "Why did it fall?", by=officer)
    told = client.post(f"{address(measure)}/answer", {**form_on(page), "answer": "It is final."})

    done = client.post(f"{address(measure)}/answer", {**form_on(told), "answer": "Fewer were due."})

    assert done["Location"] == "/returns"
    assert answers()["Why did it fall?"] == "Fewer were due."


def test_who_comes_after_another_answered_is_told_who_and_gets_the_words_back(client, lead, officer, measure):
    page = at(client, lead).get(address(measure))
    answered(measure, "Yes.", by=officer)

    told = client.post(f"{address(measure)}/answer", {**form_on(page), "answer": "It is <final>."})

    assert told.status_code == 409
    said = words_on(told)
    assert "Performance Officer" in said
    assert "It is <final>." in said
    assert answers() == {"Is this final?": "Yes."}


def test_an_empty_answer_and_one_from_no_page_settle_nothing(client, lead, measure):
    page = at(client, lead).get(address(measure))

    empty = client.post(f"{address(measure)}/answer", {**form_on(page), "answer": " "})
    from_nowhere = client.post(f"{address(measure)}/answer", {"answer": "It is."})

    assert (empty.status_code, from_nowhere.status_code) == (422, 409)
    assert answers() == {"Is this final?": ""}


def test_the_operation_itself_refuses_an_answer_to_an_older_version(lead, measure):
    figure = figure_of(measure)

    with pytest.raises(InputRefused, match="was changed since you looked at it"):
        answered(measure, "Yes.", by=lead, versions={figure.pk: figure.version - 1})

    assert answers() == {"Is this final?": ""}
