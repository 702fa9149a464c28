"""The round board, and one figure as it stands: who sees it, and every step that is taken there."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.domain.withheld import WithheldPart
from goldenthread.figures.models import EditedWords, Figure, FigureQuery, Freeze, Round
from goldenthread.figures.operations import WithholdingRefused, WithholdingSaid, query_figures, reopen_figures, withhold
from goldenthread.figures.queries.withheld import withheld_of
from goldenthread.figures.rules import StepsRefused
from tests.at_browser import sign_in
from tests.figures.quarter import OCTOBER, figure_of, give, make_due_measure, opened, sign_off, submit
from tests.figures.returning_pages import form_on, words_on
from tests.figures.running_pages import BOARD, TODAY, fill, frozen, look, quarter_under_way
from tests.world import make_appointment, make_council, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day(settings):
    settings.GOLDENTHREAD_TODAY = TODAY


@pytest.fixture
def measures(officer, lead):
    return quarter_under_way(officer=officer, lead=lead)


def test_the_board_counts_figures_by_state_and_every_number_leads_to_its_list(client, officer, measures):
    page = sign_in(client, officer).get(BOARD)

    said = words_on(page)
    assert "3 of 4 figures returned, 0 signed off. 1 is still to return, and late." in said
    for words in ("1 To return of 4", "2 Waits for sign-off of 4", "1 Explanation missing", "4 days late"):
        assert words in said
    listed = words_on(client.get(f"{BOARD}?state=submitted"))
    assert ("EXC01" in listed, "EXC02" in listed, "2 figures" in listed) == (True, True, True)
    assert "Letters answered" not in listed
    assert "Letters answered" in words_on(client.get(f"{BOARD}?wants=late"))


def test_the_board_is_searched_and_sorted_and_says_when_nothing_fits(client, officer, measures):
    sign_in(client, officer)

    found = client.get(f"{BOARD}?search=rents&sort=-rating").content.decode()

    assert ("Rents collected" in found, "Calls answered" in found) == (True, False)
    assert "Remove a choice to see more" in words_on(client.get(f"{BOARD}?search=nothing+like+it"))
    # What is no choice narrows nothing.
    assert "4 figures" in words_on(client.get(f"{BOARD}?state=lost&sort=none&page=x"))


def test_who_owes_what_is_told_by_service_with_the_people_who_answer_for_it(client, officer, lead, head, measures):
    said = words_on(sign_in(client, officer).get(BOARD))

    owed = said[said.index("Who owes what") :]
    assert "Exchequer and Transactional Head of Exchequer 1 1 1 0 0 0 2 Director of Finance" in owed


def test_the_calendar_is_counted_back_from_the_meeting_over_holidays_and_weekends(client, officer, measures):
    said = words_on(sign_in(client, officer).get(BOARD))

    assert "Monday 30 September 2019 The quarter ends 25 days ago" in said
    assert "Monday 21 October 2019 4 figures due 4 days ago" in said
    assert "Thursday 28 November 2019 Last day to publish: 5 clear days follow" in said
    assert "Friday 6 December 2019 The committee meets in 42 days" in said


def test_without_a_round_the_board_says_what_to_do(client, officer):
    sign_in(client, officer)

    assert "No quarter is open yet." in words_on(client.get("/rounds"))
    assert client.get(BOARD).status_code == 404
    assert client.get("/rounds/2019-20-q9").status_code == 404


def test_the_rounds_lead_to_the_newest(client, officer, measures):
    assert sign_in(client, officer).get("/rounds")["Location"] == BOARD


def test_as_many_reads_whatever_the_number_of_figures(client, officer, lead):
    few = [make_due_measure(f"EXC{number:02}") for number in range(1, 3)]
    opened(by=officer)
    sign_in(client, officer)
    with CaptureQueriesContext(
        connection,
    ) as before:
        client.get(BOARD)
    round_ = Round.objects.get()
    for number in range(3, 15):
        measure = make_due_measure(f"EXC{number:02}")
        like = figure_of(few[0])
        Figure.objects.create(
            round=round_, measure=measure, service=like.service, policy=like.policy,
            terms={**like.terms, "indicator_ref": f"EXC{number:02}"}, due_on=like.due_on, state="due",
            last_done=like.last_done, last_done_at=like.last_done_at,
        )  # fmt: skip
    with CaptureQueriesContext(connection) as after:
        page = client.get(BOARD)

    assert "14 figures" in words_on(page)
    assert len(after) == len(before)


def test_what_is_ready_is_sent_for_sign_off_together(client, officer, lead, measures):
    give(measures["awaited"], "97.0", by=lead)
    page = sign_in(client, officer).get(BOARD)
    assert "Submit 1 figure for sign-off" in words_on(page)

    answer = client.post(f"{BOARD}/send", form_on(page))

    assert answer["Location"] == BOARD
    assert [figure_of(measures[name]).state for name in ("awaited", "amber")] == ["submitted", "returned"]


def test_nothing_is_sent_when_figures_changed_since_the_board_was_opened(client, officer, lead, measures):
    give(measures["awaited"], "97.0", by=lead)
    page = sign_in(client, officer).get(BOARD)
    give(measures["awaited"], "12.0", by=lead)

    client.post(f"{BOARD}/send", form_on(page))

    assert figure_of(measures["awaited"]).state == "returned"
    assert "Figures changed since you looked at the board." in words_on(client.get(BOARD))


def test_a_figure_is_queried_with_a_question_that_is_then_on_its_page(client, officer, measures):
    sign_in(client, officer)

    answer = fill(client, look(measures["red"], "query"), asked="Is the ledger complete?")

    assert answer["Location"] == look(measures["red"])
    assert (figure_of(measures["red"]).state, FigureQuery.objects.get().asked) == ("queried", "Is the ledger complete?")
    said = words_on(client.get(look(measures["red"])))
    assert "Is the ledger complete?" in said
    assert "No answer yet." in said
    assert "1 Question not answered" in words_on(client.get(BOARD))


def test_a_question_without_words_is_asked_for_and_nothing_is_kept(client, officer, measures):
    answer = fill(sign_in(client, officer), look(measures["red"], "query"), asked=" ")

    assert answer.status_code == 422
    assert "Enter your question" in words_on(answer)
    assert figure_of(measures["red"]).state == "submitted"


def test_a_stale_form_is_told_who_changed_what_and_keeps_what_was_typed(client, officer, head, measures):
    red = measures["red"]
    page = sign_in(client, officer).get(look(red, "query"))
    sign_off(red, by=head)

    answer = fill(client, look(red, "query"), page=page, asked="Is the ledger complete?")

    assert answer.status_code == 409
    said = words_on(answer)
    assert "Director of Finance changed this at 10:30" in said
    assert "Signed off, Director of Finance" in said
    assert form_on(answer)["asked"] == "Is the ledger complete?"
    assert figure_of(red).state == "signed-off"
    # Looked at again, it may be sent again.
    assert fill(client, look(red, "query"), page=answer)["Location"] == look(red)
    assert figure_of(red).state == "queried"


def test_a_figure_is_opened_again_with_a_reason(client, officer, measures):
    sign_in(client, officer)
    assert fill(client, look(measures["red"], "reopen"), reason="").status_code == 422

    fill(client, look(measures["red"], "reopen"), reason="Counted twice")

    assert figure_of(measures["red"]).state == "returned"
    assert "Counted twice" in words_on(client.get(look(measures["red"])))


def test_words_are_edited_after_the_difference_was_seen_and_the_authors_own_stay(client, officer, measures):
    red = measures["red"]
    sign_in(client, officer)
    page = client.get(look(red, "words"))
    assert "A new ledger was brought in." in words_on(page)

    seen = fill(client, look(red, "words"), page=page, reasons="A ledger was brought in late.", because="Plain words")

    assert seen.status_code == 200
    html = seen.content.decode()
    assert "<del>" in html
    assert "<ins>" in html
    assert "Taken out: new ." in words_on(seen)
    assert EditedWords.objects.count() == 0
    # What was typed into the boxes since is shown first.
    other = fill(client, look(red, "words"), page=seen, do="keep", reasons="A ledger was brought in very late.")
    assert (other.status_code, EditedWords.objects.count()) == (200, 0)
    assert "very late." in words_on(other)
    kept = fill(client, look(red, "words"), page=seen, do="keep")
    assert kept["Location"] == look(red)
    edit = EditedWords.objects.get()
    assert (edit.reasons, edit.because) == ("A ledger was brought in late.", "Plain words")
    said = words_on(client.get(look(red)))
    assert "as the author wrote it A new ledger was brought in." in said
    assert "Edited for publication by Performance Officer: Plain words" in said


def test_edited_words_that_state_another_number_are_refused_and_kept_in_the_box(client, officer, measures):
    red = measures["red"]
    refused = fill(sign_in(client, officer), look(red, "words"), reasons="12 ledgers were late.", because="Plain")

    assert refused.status_code == 422
    assert "which the author's own words do not" in words_on(refused)
    assert form_on(refused)["reasons"] == "12 ledgers were late."


def test_words_that_somebody_else_edited_meanwhile_are_shown_beside_what_was_typed(client, officer, measures):
    red = measures["red"]
    sign_in(client, officer)
    page = client.get(look(red, "words"))
    seen = fill(client, look(red, "words"), page=page, reasons="A ledger came.", because="Shorter")
    fill(client, look(red, "words"), page=seen, do="keep")

    answer = fill(client, look(red, "words"), page=page, reasons="Ledgers came.", because="Shorter", do="keep")

    assert answer.status_code == 409
    said = words_on(answer)
    assert "Ledgers came. A ledger came." in said
    assert EditedWords.objects.count() == 1


def test_a_part_is_withheld_and_shown_again(client, officer, measures):
    red = figure_of(measures["red"])
    sign_in(client, officer)
    address = look(measures["red"], "withhold")

    fill(client, address, what="reasons", do="withhold", reason="Names one officer")
    assert [one.what for one in withheld_of([red.measure_id])[red.measure_id, "2019-20 Q2"]] == ["reasons"]
    assert "The reasons: Names one officer" in words_on(client.get(look(measures["red"])))
    again = fill(client, address, what="reasons", do="withhold", reason="Names one officer")
    assert "withheld already" in words_on(again)
    fill(client, address, what="reasons", do="show", reason="It was published elsewhere")

    assert withheld_of([red.measure_id]) == {}


def test_who_keeps_one_council_s_figures_neither_freezes_nor_sees_what_a_freeze_would_change(client, measures):
    person = make_person("Noor Khan", email="noor@example.org")
    make_appointment(person, role="performance-officer", post="Officer of Havering", council=make_council("Havering"))

    page = sign_in(client, person).get(f"{BOARD}/freeze")

    assert page.status_code == 403
    assert "Freeze the figures" not in words_on(client.get(BOARD))


def test_the_freeze_lists_what_is_missing_and_is_confirmed(client, officer, measures):
    page = sign_in(client, officer).get(f"{BOARD}/freeze")

    said = words_on(page)
    for words in ("1 figure still to return", "1 figure without an explanation", "2 figures not signed off"):
        assert words in said
    assert "EXC04, Havering: Letters answered" in said
    assert Freeze.objects.count() == 0
    done = client.post(f"{BOARD}/freeze", form_on(page))

    assert done["Location"] == BOARD
    assert Freeze.objects.get().number == 1
    board = words_on(client.get(BOARD))
    assert "Frozen as version 1. 3 of 4 figures were returned." in board
    assert "Freeze the figures" not in board


def test_nothing_is_frozen_when_a_figure_changed_since_the_list_was_shown(client, officer, lead, measures):
    page = sign_in(client, officer).get(f"{BOARD}/freeze")
    give(measures["awaited"], "97.0", by=lead)

    refused = client.post(f"{BOARD}/freeze", form_on(page))

    assert refused.status_code == 422
    assert "changed since you looked at what would be frozen" in words_on(refused)
    assert Freeze.objects.count() == 0
    assert client.post(f"{BOARD}/freeze", form_on(refused))["Location"] == BOARD


def test_a_frozen_round_is_not_frozen_again_and_what_was_opened_shows_what_differs(client, officer, lead, measures):
    frozen(officer=officer)
    sign_in(client, officer)
    assert "Nothing has changed since version 1" in words_on(client.get(f"{BOARD}/freeze"))
    fill(client, look(measures["green"], "reopen"), reason="Counted twice")
    give(measures["green"], "95.5", by=lead, at=OCTOBER.replace(day=25))

    said = words_on(client.get(f"{BOARD}/freeze"))

    assert "What differs from version 1" in said
    assert "96.2% 95.5%" in said


def test_a_figure_is_sent_for_sign_off_by_itself(client, officer, measures):
    amber = measures["amber"]
    page = sign_in(client, officer).get(look(amber))

    answer = client.post(look(amber, "send"), form_on(page))

    assert answer["Location"] == look(amber)
    assert figure_of(amber).state == "submitted"
    again = client.post(look(amber, "send"), form_on(page))
    assert again.status_code == 409
    assert "was changed since you opened it, so nothing was done" in words_on(again)


def test_each_sees_the_steps_that_they_may_take_and_no_others(client, officer, lead, head, measures):
    def offered(person):
        page = words_on(sign_in(client, person).get(look(measures["red"])))
        steps = (
            "Ask a question",
            "Edit the words",
            "Open it again",
            "Withhold from the public",
            "Sign off this figure",
        )
        return [step for step in steps if step in page]

    assert offered(officer) == ["Ask a question", "Edit the words", "Open it again", "Withhold from the public"]
    assert offered(head) == ["Ask a question", "Open it again", "Sign off this figure"]
    assert offered(lead) == []


@pytest.mark.parametrize("step", ["", "query", "reopen", "words", "withhold"])
def test_a_figure_is_not_even_known_to_whoever_may_not_see_it(client, measures, step):
    other = make_person("Newham Treasurer", email="newham@example.org")
    make_appointment(other, role="section-151-officer", council=make_council("Newham"))

    assert sign_in(client, other).get(look(measures["red"], step)).status_code == 404


@pytest.mark.parametrize("step", ["query", "reopen", "words", "withhold"])
def test_whoever_sees_a_figure_and_may_not_do_this_is_told_why(client, lead, measures, step):
    answer = sign_in(client, lead).get(look(measures["red"], step))

    assert answer.status_code == 403
    assert "Head of Exchequer is not" in words_on(answer)


def test_the_questions_answer_stands_on_the_page_and_the_figure_waits_for_sign_off_again(
    client, officer, lead, measures
):
    query_figures(figure_ids=[figure_of(measures["red"]).pk], asked="Is it complete?", by=officer, at=OCTOBER)
    page = f"/returns/figures/{figure_of(measures['red']).pk}"
    asked = sign_in(client, lead).get(page)
    client.post(f"{page}/answer", {**form_on(asked), "answer": "It is complete."})

    said = words_on(sign_in(client, officer).get(look(measures["red"])))

    assert "Head of Exchequer answered: It is complete." in said
    assert "Waits for sign-off" in said


def test_what_a_warning_says_stands_with_its_answer(client, officer, lead):
    measure = make_due_measure("EXC01", maximum=None)
    opened(by=officer)
    give(measure, "120", by=lead)
    submit(measure, by=lead)
    said = words_on(sign_in(client, officer).get(look(measure)))

    assert "What seems unlikely" in said
    assert "No answer yet." in said


def test_the_operations_themselves_refuse_a_version_that_is_no_longer_there(officer, measures):
    figure = figure_of(measures["red"])
    old = {figure.pk: figure.version - 1}
    said = WithholdingSaid(
        figure_ids=[figure.pk], what=WithheldPart.REASONS, withheld=True, reason="Names one officer", versions=old
    )

    with pytest.raises(StepsRefused, match="It was changed since you looked at it"):
        query_figures(figure_ids=[figure.pk], asked="Why?", by=officer, at=OCTOBER, versions=old)
    with pytest.raises(StepsRefused, match="It was changed since you looked at it"):
        reopen_figures(figure_ids=[figure.pk], reason="Wrong", by=officer, at=OCTOBER, versions=old)
    with pytest.raises(WithholdingRefused, match="It was changed since you looked at it"):
        withhold(said, by=officer, at=OCTOBER)
