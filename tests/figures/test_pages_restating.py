"""A frozen figure restated at its page: shown first, recorded then, and what rests on it told before."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.figures.models import Restatement
from goldenthread.figures.operations.clearing import clear_figures
from tests.at_browser import sign_in
from tests.figures.quarter import Q1, Q2, figure_of, make_due_measure, opened
from tests.figures.restated import AUGUST, REASON, frozen_q1, make_complaints, restate
from tests.figures.returning_pages import form_on, words_on
from tests.world import make_appointment, make_council, make_person

pytestmark = pytest.mark.django_db
SAID = {"value": "31", "kind": "correction", "settled": "final", "reason": REASON}


@pytest.fixture(autouse=True)
def _day(settings):
    settings.GOLDENTHREAD_TODAY = date(2019, 10, 15)


@pytest.fixture
def complaints(officer, lead):
    measure = make_complaints()
    frozen_q1(measure, "38", lead=lead, officer=officer)
    return measure


def page_of(measure):
    return f"/rounds/figures/{figure_of(measure, Q1).pk}/restate"


def test_a_restatement_is_shown_first_with_both_ratings_and_recorded_when_it_was_seen(client, officer, complaints):
    page = sign_in(client, officer).get(page_of(complaints))
    assert "As reported, version 1 Amber 38" in words_on(page)

    seen = client.post(page_of(complaints), {**form_on(page), **SAID, "do": "see"})

    said = words_on(seen)
    assert "It would have been green, and was amber." in said
    assert "Figure 38 31 Rating Amber Green" in said
    assert "It is a correction that changes a rating: the next pack says so at its head." in said
    assert not Restatement.objects.exists()
    done = client.post(page_of(complaints), {**form_on(seen), **SAID, "do": "record"})
    assert done["Location"] == page_of(complaints).removesuffix("/restate")
    kept = Restatement.objects.get()
    assert (str(kept.value), kept.reason, kept.said_by) == ("31", REASON, officer)
    assert "is restated. Nothing published changes" in words_on(client.get(done["Location"]))


def test_what_was_typed_after_it_was_shown_is_shown_again_before_it_is_recorded(client, officer, complaints):
    page = sign_in(client, officer).get(page_of(complaints))
    seen = client.post(page_of(complaints), {**form_on(page), **SAID, "do": "see"})

    again = client.post(page_of(complaints), {**form_on(seen), **SAID, "value": "45", "do": "record"})

    assert "It would have been red, and was amber." in words_on(again)
    assert not Restatement.objects.exists()


def test_everything_that_is_wrong_is_said_at_once_beside_its_box(client, officer, complaints):
    page = sign_in(client, officer).get(page_of(complaints))

    refused = client.post(page_of(complaints), {**form_on(page), "value": "lots", "reason": " ", "do": "see"})

    said = words_on(refused)
    assert refused.status_code == 422
    for words in ("not a value", "Answer “What kind of change is it?”", "Answer “Why is it known otherwise now?”"):
        assert words in said
    assert form_on(refused)["value"] == "lots"


def test_a_reason_that_gives_none_is_refused_without_a_word_of_commands(client, officer, complaints):
    page = sign_in(client, officer).get(page_of(complaints))

    refused = client.post(page_of(complaints), {**form_on(page), **SAID, "value": "", "reason": "ok", "do": "see"})

    assert "A restatement says why." in words_on(refused)
    assert "There is nothing to restate." in words_on(refused)
    assert "--" not in words_on(refused)


def test_a_figure_of_parts_is_restated_with_both_and_not_by_its_value_alone(client, officer, lead):
    measure = make_due_measure(numerator_label="invoices in time", denominator_label="invoices paid")
    frozen_q1(measure, "96.0", lead=lead, officer=officer, numerator="96", denominator="100")
    page = sign_in(client, officer).get(page_of(measure))

    alone = client.post(page_of(measure), {**form_on(page), **SAID, "value": "90%", "do": "see"})
    both = {**SAID, "value": "", "numerator": "90", "denominator": "100"}
    seen = client.post(page_of(measure), {**form_on(page), **both, "do": "see"})

    assert "a value alone would lose them. Give numerator and denominator." in words_on(alone)
    assert "Figure 96.0% 90.0% Rating Green Amber" in words_on(seen)


def test_a_provisional_value_becomes_final_without_another_value(client, officer, lead):
    measure = make_complaints()
    frozen_q1(measure, "38", lead=lead, officer=officer, provisional=True)
    said = {**SAID, "value": "", "kind": "scheduled-revision", "reason": "The audit changed nothing."}
    page = sign_in(client, officer).get(page_of(measure))

    seen = client.post(page_of(measure), {**form_on(page), **said, "do": "see"})
    client.post(page_of(measure), {**form_on(seen), **said, "do": "record"})

    assert (str(Restatement.objects.get().value), Restatement.objects.get().provisional) == ("38", False)


def test_a_form_that_somebody_overtook_is_told_who_did_and_keeps_what_was_typed(client, officer, complaints):
    page = sign_in(client, officer).get(page_of(complaints))
    seen = client.post(page_of(complaints), {**form_on(page), **SAID, "do": "see"})
    restate(complaints, "33", by=officer)

    answer = client.post(page_of(complaints), {**form_on(seen), **SAID, "do": "record"})

    assert answer.status_code == 409
    assert "Performance Officer changed this at 10:30" in words_on(answer)
    assert "Corrected to 33" in words_on(answer)
    assert form_on(answer)["value"] == "31"
    assert Restatement.objects.count() == 1


def test_what_rests_on_the_figure_is_told_before_it_is_restated(client, officer, complaints):
    opened(Q2, by=officer)
    treasurer = make_person("Havering Treasurer", email="treasurer@example.org")
    make_appointment(treasurer, role="section-151-officer", post="Treasurer", council=make_council("Havering"))
    clear_figures(quarter=Q1, council="havering", by=treasurer, at=AUGUST, words="")
    page = sign_in(client, officer).get(page_of(complaints))

    said = words_on(client.post(page_of(complaints), {**form_on(page), **SAID, "do": "see"}))

    assert "Q2 2019/20 is compared with the value as now known, marked [r]." in said
    assert "Havering Treasurer cleared version 1 on 19 August 2019" in said


def test_a_figure_that_is_not_frozen_is_not_restated_and_the_page_says_what_to_do(client, officer):
    measure = make_due_measure()
    opened(by=officer)

    said = words_on(sign_in(client, officer).get(f"/rounds/figures/{figure_of(measure).pk}/restate"))

    assert "This figure is not frozen, so it is not restated" in said


def test_the_figures_page_leads_there_once_it_is_frozen(client, officer, head, complaints):
    address = page_of(complaints).removesuffix("/restate")

    assert f'href="{page_of(complaints)}"' in sign_in(client, officer).get(address).content.decode()
    assert f'href="{page_of(complaints)}"' not in sign_in(client, head).get(address).content.decode()
    assert client.get(page_of(complaints)).status_code == 403


def test_as_many_reads_however_many_figures_the_quarter_has(client, officer, lead, complaints):
    def reads():
        page = client.get(page_of(complaints))
        with CaptureQueriesContext(connection) as asked:
            client.post(page_of(complaints), {**form_on(page), **SAID, "do": "see"})
        return len(asked)

    sign_in(client, officer)
    few = reads()
    for number in range(1, 12):
        make_due_measure(f"EXC{number:02}")
    opened(Q2, by=officer)

    assert reads() == few
