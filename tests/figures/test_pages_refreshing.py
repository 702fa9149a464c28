"""What changed in the register taken into an open round, and a figure rated by judgement, at the officer's pages."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.figures.models import RatingOverride, RefreshedTerms
from tests.at_browser import sign_in
from tests.figures.quarter import figure_of, give, make_due_measure, opened, sign_off, submit
from tests.figures.returning_pages import form_on, words_on
from tests.figures.running_pages import BOARD, TODAY, fill, frozen, look
from tests.world import make_decision, make_item, make_meeting, make_target

pytestmark = pytest.mark.django_db
REFRESH = f"{BOARD}/refresh"
JULY = date(2019, 7, 1)


@pytest.fixture(autouse=True)
def _day(settings):
    settings.GOLDENTHREAD_TODAY = TODAY


@pytest.fixture
def returned(lead, officer):
    """92.1% against 95% and 5 points: amber; another that stays as it is."""
    measure = make_due_measure()
    make_due_measure("EXC02")
    opened(by=officer)
    give(measure, "92.1", by=lead)
    return measure


def lower_target(measure, annual="92.0"):
    return make_target(measure, annual, starts_on=JULY, tolerance="5")


def test_what_would_change_is_shown_with_both_ratings_and_then_taken(client, officer, returned):
    lower_target(returned)
    page = sign_in(client, officer).get(REFRESH)

    said = words_on(page)
    assert "1 figure would change. 1 figure is as the register has them." in said
    assert "target of the quarter: from 95.0% to 92.0%" in said
    assert "Amber Green" in said
    assert not RefreshedTerms.objects.exists()
    typed = {**form_on(page), "figures": "EXC01, Havering", "reason": "The committee lowered it"}
    done = client.post(REFRESH, typed)
    assert done["Location"] == BOARD
    assert (figure_of(returned).rating, RefreshedTerms.objects.get().reason) == ("green", "The committee lowered it")
    assert "1 figure took what changed." in words_on(client.get(BOARD))


def test_the_decision_that_agreed_a_change_is_chosen_from_those_that_agreed_something(client, officer, returned):
    agreed = make_decision(item=make_item(meeting=make_meeting(on="2019-10-18"), number="36"), number="1")
    noted = make_decision(item=make_item(meeting=make_meeting(on="2019-10-18"), number="37"), number="2", verb="noted")
    lower_target(returned)
    page = sign_in(client, officer).get(REFRESH)

    html = page.content.decode()
    assert (agreed.reference in html, noted.reference in html) == (True, False)
    typed = {"figures": "EXC01, Havering", "reason": "The committee lowered it", "decision": agreed.reference}
    client.post(REFRESH, {**form_on(page), **typed})
    assert RefreshedTerms.objects.get().decision == agreed


def test_without_figure_or_reason_both_are_asked_for_at_once(client, officer, returned):
    lower_target(returned)
    page = sign_in(client, officer).get(REFRESH)

    refused = client.post(REFRESH, {**{k: v for k, v in form_on(page).items() if k != "figures"}, "reason": ""})

    assert refused.status_code == 422
    assert "Choose the figures that take what changed." in words_on(refused)
    assert "Answer “Why is it taken into the open round?”" in words_on(refused)


def test_a_register_that_changed_since_it_was_looked_at_changes_nothing(client, officer, returned):
    lower_target(returned)
    page = sign_in(client, officer).get(REFRESH)
    make_target(returned, "93.0", starts_on=date(2019, 8, 1), tolerance="5")

    typed = {**form_on(page), "figures": "EXC01, Havering", "reason": "The committee lowered it"}
    refused = client.post(REFRESH, typed)

    assert refused.status_code == 422
    assert "changed since you looked. Nothing was copied" in words_on(refused)
    assert "from 95.0% to 93.0%" in words_on(refused)
    assert not RefreshedTerms.objects.exists()


def test_where_nothing_differs_or_the_round_is_frozen_the_page_says_so(client, officer, returned):
    assert "Nothing in the register differs" in words_on(sign_in(client, officer).get(REFRESH))
    assert "Take changes from the register" in words_on(client.get(BOARD))
    frozen(officer=officer)

    said = words_on(client.get(REFRESH))

    assert "was frozen as version 1: what its figures were rated by stays." in said
    assert "Take changes from the register" not in words_on(client.get(BOARD))


def test_as_many_reads_however_many_figures_would_change(client, officer, returned):
    def reads():
        with CaptureQueriesContext(connection) as asked:
            client.get(REFRESH)
        return len(asked)

    sign_in(client, officer)
    lower_target(returned)
    others = [make_due_measure(f"EXC{number:02}") for number in range(3, 9)]
    few = reads()
    for each in others:
        lower_target(each)

    assert reads() == few


def test_a_figure_is_rated_by_judgement_with_the_computed_rating_beside_it(client, officer, lead, head, returned):
    submit(returned, by=lead)
    sign_off(returned, by=head)
    assert "Rate it by judgement" in words_on(sign_in(client, officer).get(look(returned)))

    done = fill(client, look(returned, "judge"), rating="red", reason="The ledger lost a week of invoices.")

    assert done["Location"] == look(returned)
    said = words_on(client.get(look(returned)))
    assert "Red by judgement, not by the rule: The ledger lost a week of invoices. By the rule it is amber." in said
    assert "Its sign-off has lapsed" in said
    assert figure_of(returned).rating == "red"
    fill(client, look(returned, "judge"), rating="as-computed", reason="The week was found.")
    assert (figure_of(returned).rating, RatingOverride.objects.count()) == ("amber", 2)


def test_a_judgement_that_changes_nothing_is_refused_without_a_word_of_commands(client, officer, returned):
    refused = fill(sign_in(client, officer), look(returned, "judge"), rating="amber", reason="It is amber.")

    assert refused.status_code == 422
    assert "By the rule it is amber already." in words_on(refused)
    nothing = fill(client, look(returned, "judge"), rating="as-computed", reason="It is amber.")
    assert "There is nothing to take back." in words_on(nothing)


def test_who_may_not_judge_is_told_why(client, lead, returned):
    answer = sign_in(client, lead).get(look(returned, "judge"))

    assert (answer.status_code, "Head of Exchequer is not" in words_on(answer)) == (403, True)
