"""My returns: one figure from its page to sign-off, by whoever answers for it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from goldenthread.figures.models import FigureQuery, ReturnedValue, ValueWarning
from goldenthread.figures.operations import query_figures
from tests.figures.quarter import (
    JANUARY,
    OCTOBER,
    Q3,
    action,
    figure_of,
    give,
    make_due_measure,
    opened,
    sign_off,
    submit,
)
from tests.figures.returning_pages import TODAY, address, at, due_quarter, form_on, send, words_on

pytestmark = pytest.mark.django_db
ANSWER = "Arrears of last year were collected too."
WARNED = "Why is the figure right all the same?"


@pytest.fixture(autouse=True)
def _day(settings):
    settings.GOLDENTHREAD_TODAY = TODAY


@pytest.fixture
def measures(officer):
    return due_quarter(officer=officer)


def test_the_list_says_how_many_are_due_by_when_and_leads_to_each(client, lead, measures):
    page = at(client, lead).get("/returns")

    assert "You have 2 figures to return by 21 October 2019." in words_on(page)
    assert [address(one) in page.content.decode() for one in measures] == [True, True]


def test_a_green_figure_is_looked_at_and_submitted_in_two_pages(client, lead, measures):
    first, _ = measures
    page = at(client, lead).get(address(first))

    check = send(client, first, page, "check", numerator="962", denominator="1000")
    assert "Green" in words_on(check)
    assert "96.2%" in words_on(check)
    assert ReturnedValue.objects.count() == 0
    done = send(client, first, check, "submit")

    assert done["Location"] == "/returns"
    figure = figure_of(first)
    assert (figure.state, figure.rating, figure.value.value) == ("submitted", "green", Decimal("96.2"))
    assert "EXC01, Havering is submitted for sign-off." in words_on(client.get("/returns"))


def test_a_red_figure_is_explained_under_the_three_heads_before_it_is_submitted(client, lead, measures):
    first, _ = measures
    page = at(client, lead).get(address(first))

    check = send(client, first, page, "check", numerator="801", denominator="1000")
    for words in ("Red", "Reasons for the level of performance", "14.9", "Remedial action"):
        assert words in words_on(check)
    assert form_on(check)["action_1_who"] == "Head of Exchequer"
    done = send(
        client,
        first,
        check,
        "submit",
        reasons="A new ledger was brought in.",
        action_1="Two officers are lent",
        action_1_when="31 March 2020",
        back_on_track="31 March 2020",
    )

    assert done["Location"] == "/returns", words_on(done)
    figure = figure_of(first)
    assert (figure.state, figure.rating, figure.words.reasons) == ("submitted", "red", "A new ledger was brought in.")
    assert [str(one.action.first_due_on) for one in figure.remedial_actions.all()] == ["2020-03-31"]


def test_a_red_figure_is_not_submitted_without_its_explanation_and_keeps_what_was_typed(client, lead, measures):
    first, _ = measures
    page = at(client, lead).get(address(first))
    check = send(client, first, page, "check", numerator="801", denominator="1000")

    refused = send(client, first, check, "submit", reasons="", back_on_track="Spring")

    assert refused.status_code == 422
    assert 'href="#id_reasons"' in refused.content.decode()
    assert form_on(refused)["back_on_track"] == "Spring"
    assert form_on(refused)["numerator"] == "801"
    assert figure_of(first).state == "due"
    asked = send(client, first, refused, "submit", reasons="A new ledger.")
    assert "Say what will be done about it." in words_on(asked)
    assert ReturnedValue.objects.count() == 0


def test_another_action_gets_boxes_and_keeps_what_was_typed(client, lead, measures):
    first, _ = measures
    page = at(client, lead).get(address(first))
    check = send(client, first, page, "check", numerator="801", denominator="1000")

    more = send(client, first, check, "more", reasons="A new ledger.", action_1="Lend two officers")

    assert more.status_code == 200
    kept = form_on(more)
    assert (kept["reasons"], kept["action_1"], kept["action_2"]) == ("A new ledger.", "Lend two officers", "")
    assert "There is a problem" not in words_on(more)


def test_the_figure_is_changed_after_it_was_explained_and_the_words_come_along(client, lead, measures):
    first, _ = measures
    page = at(client, lead).get(address(first))
    check = send(client, first, page, "check", numerator="801", denominator="1000")

    back = send(client, first, check, "change", reasons="A new ledger.", action_1="Lend", action_1_when="1 March 2020")
    assert form_on(back)["numerator"] == "801"
    again = send(client, first, back, "check", numerator="802")

    assert form_on(again)["reasons"] == "A new ledger."
    assert "80.2%" in words_on(again)


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ({"numerator": "1,001", "denominator": "1000"}, ("above the largest", "value")),
        ({"numerator": "12"}, ("no denominator", "denominator")),
        ({"value": "0.921"}, ("could mean 0.921% or 92.1%", "value")),
        ({"value": "abc"}, ("abc", "value")),
        ({}, ("Enter the figure", "numerator")),
        ({"value": "92.1%", "forecast": "n/a"}, ("A forecast is a number", "forecast")),
        ({"value": "92.1%", "note": "\u4e2d"}, ("\u4e2d", "note")),
    ],
)
def test_what_cannot_be_read_is_said_at_its_box_and_kept(client, lead, measures, typed, refusal):
    first, _ = measures
    said, box = refusal
    page = at(client, lead).get(address(first))

    refused = send(client, first, page, "check", **typed)

    assert refused.status_code == 422
    assert said in words_on(refused)
    assert f'href="#id_{box}"' in refused.content.decode()
    assert {name: form_on(refused)[name] for name in typed} == typed
    assert ReturnedValue.objects.count() == 0


def test_a_marker_says_why_there_is_no_figure_and_wants_no_explanation(client, lead, measures):
    _, second = measures
    page = at(client, lead).get(address(second))

    done = send(client, second, send(client, second, page, "check", value="[x]"), "submit")

    assert done["Location"] == "/returns"
    assert figure_of(second).state == "submitted"


def test_what_is_saved_for_later_is_there_again_and_is_not_submitted(client, lead, measures):
    first, _ = measures
    page = at(client, lead).get(address(first))

    saved = send(client, first, page, "save", numerator="801", denominator="1000", note="Ask me in March")
    assert saved["Location"] == "/returns"
    assert "Explain" in words_on(client.get("/returns"))
    again = client.get(address(first))

    assert figure_of(first).state == "returned"
    typed = form_on(again)
    assert (typed["numerator"], typed["denominator"], typed["note"]) == ("801", "1,000", "Ask me in March")
    check = send(client, first, again, "check")
    saved = send(client, first, check, "save", reasons="Half of it", back_on_track="Spring")
    assert figure_of(first).words.reasons == "Half of it"
    assert form_on(send(client, first, client.get(address(first)), "check"))["reasons"] == "Half of it"


def test_a_page_opened_before_somebody_else_changed_the_figure_is_refused_with_what_differs(
    client, lead, officer, measures
):
    _, second = measures
    page = at(client, lead).get(address(second))
    give(second, "91.5", by=officer)

    refused = send(client, second, page, "check", value="92.5%")

    assert refused.status_code == 409
    said = words_on(refused)
    assert "Performance Officer changed this at 10:30" in said
    assert "92.5% 91.5%" in said
    assert form_on(refused)["value"] == "92.5%"
    assert figure_of(second).value.value == Decimal("91.5")
    # Sent again, it is put in the other's place.
    send(client, second, send(client, second, refused, "check"), "save")
    assert figure_of(second).value.value == Decimal("92.5")


def test_a_page_opened_before_the_figure_was_submitted_keeps_nothing_and_says_who_did(client, lead, measures):
    _, second = measures
    page = at(client, lead).get(address(second))
    give(second, "96.0", by=lead)
    submit(second, by=lead)

    refused = send(client, second, page, "save", value="97%")

    assert refused.status_code == 409
    assert "Head of Exchequer submitted it" in words_on(refused)
    assert figure_of(second).value.value == Decimal("96.0")


def test_a_warning_is_answered_before_submission_and_may_be_expected(client, lead, measures):
    _, second = measures
    page = at(client, lead).get(address(second))

    check = send(client, second, page, "check", value="120%")
    codes = [name for name in form_on(check) if name.startswith("warning_")]
    assert codes == ["warning_over-100-percent"]
    refused = send(client, second, check, "submit")
    assert refused.status_code == 422
    assert "Answer this:" in words_on(refused)
    done = send(client, second, refused, "submit", **dict.fromkeys(codes, ANSWER), **{f"{codes[0]}_expected": "on"})

    assert done["Location"] == "/returns", words_on(done)
    assert set(ValueWarning.objects.values_list("answer", flat=True)) == {ANSWER}


def test_a_warning_about_a_submitted_figure_is_answered_on_its_page(client, lead, measures):
    _, second = measures
    give(second, "120", by=lead)
    submit(second, by=lead)
    assert ValueWarning.objects.filter(answer="").exists()
    page = at(client, lead).get(address(second))
    assert WARNED in words_on(page)
    codes = [name for name in form_on(page) if name.startswith("warning_")]

    said = client.post(address(second), {**form_on(page), **dict.fromkeys(codes, "It is so.")})
    assert (said.status_code, "Say it in words" in words_on(said)) == (422, True)
    done = client.post(address(second), {**form_on(page), **dict.fromkeys(codes, ANSWER)})

    assert done["Location"] == "/returns"
    assert not ValueWarning.objects.filter(answer="").exists()
    assert figure_of(second).state == "submitted"


def test_what_was_promised_last_quarter_is_answered_with_the_figure(client, lead, officer, measures, settings):
    first, _ = measures
    give(first, "80", by=lead, reasons="A new ledger.", actions=(action(),))
    submit(first, by=lead)
    opened(Q3, by=officer, at=JANUARY)
    settings.GOLDENTHREAD_TODAY = TODAY.replace(year=2020, month=1, day=20)
    give(first, "96", by=lead, quarter=Q3, at=JANUARY)
    listed = words_on(at(client, lead).get("/returns"))
    assert "has an earlier action to answer for" in listed
    assert "that is ready" not in listed
    figure = figure_of(first, Q3)
    where = f"/returns/figures/{figure.pk}"
    page = at(client, lead).get(where)

    check = client.post(where, {**form_on(page), "value": "96%", "do": "check"})
    assert "Recruit two officers" in words_on(check)
    refused = client.post(where, {**form_on(check), "do": "submit"})
    assert "Say how it went: Recruit two officers" in words_on(refused)
    name = next(name for name in form_on(check) if name.startswith("promise_")).rpartition("_")[0]
    late = client.post(where, {**form_on(refused), name: "late", "do": "submit"})
    assert "wants a reason" in words_on(late)
    done = client.post(
        where, {**form_on(late), f"{name}_words": "One was", f"{name}_when": "31/3/2020", "do": "submit"}
    )

    assert done.status_code == 302, words_on(done)
    answer = figure.promise_answers.get()
    assert (answer.outcome, answer.words, str(answer.new_due_on)) == ("late", "One was", "2020-03-31")


def test_a_question_is_answered_in_words(client, lead, officer, measures):
    _, second = measures
    give(second, "96.0", by=lead)
    submit(second, by=lead)
    query_figures(figure_ids=[figure_of(second).pk], asked="Is this final?", by=officer, at=OCTOBER)
    page = at(client, lead).get(address(second))
    assert "Is this final?" in words_on(page)
    assert "Answer a question" in words_on(client.get("/returns"))

    done = client.post(f"{address(second)}/answer", {**form_on(page), "answer": "It is."})

    assert done["Location"] == "/returns"
    assert FigureQuery.objects.get().answer == "It is."


def test_a_submitted_figure_is_shown_as_it_stands_with_who_and_when(client, lead, head, measures):
    first, _ = measures
    give(first, "80", by=lead, reasons="A new ledger.", actions=(action(),))
    submit(first, by=lead)
    sign_off(first, by=head)

    said = words_on(at(client, lead).get(address(first)))

    assert "Director of Finance signed it off" in said
    assert "A new ledger." in said
    assert "Recruit two officers" in said


def test_the_pages_ask_the_database_as_often_whatever_their_size(
    client, lead, officer, measures, django_assert_max_num_queries
):
    at(client, lead).get("/returns")
    with django_assert_max_num_queries(20):
        client.get("/returns")
    with django_assert_max_num_queries(36):
        client.get(address(measures[0]))


def test_the_list_asks_as_often_with_thirty_figures(client, lead, officer, django_assert_max_num_queries):
    for number in range(30):
        make_due_measure(f"EXC{number:02}")
    opened(by=officer)
    at(client, lead).get("/returns")

    with django_assert_max_num_queries(20):
        page = client.get("/returns")

    assert page.content.decode().count("/returns/figures/") == 30


def test_more_than_is_kept_of_one_line_is_said_at_its_box(client, lead, measures):
    first, _ = measures
    page = at(client, lead).get(address(first))
    check = send(client, first, page, "check", numerator="801", denominator="1000")
    long = {
        "back_on_track": "soon " * 41,
        "action_1": "Lend two",
        "action_1_who": "H" * 121,
        "action_1_when": "1/3/2020",
    }

    refused = send(client, first, check, "submit", reasons="A new ledger.", **long)

    assert refused.status_code == 422
    assert "This is 204 characters long. Say it in 200 or fewer." in words_on(refused)
    assert 'href="#id_action_1_who"' in refused.content.decode()
    assert ReturnedValue.objects.count() == 0


@pytest.mark.parametrize("typed", ["\x00", "\u202e96", "1e99999", "9" * 5000, "１２％"])
def test_nothing_that_somebody_types_is_a_fault_of_ours(client, lead, measures, typed):
    _, second = measures
    page = at(client, lead).get(address(second))

    assert send(client, second, page, "check", value=typed).status_code in (200, 422)
    assert send(client, second, page, "check", value="96%", actions="9" * 5000).status_code == 200
    assert send(client, second, page, "nonsense", value="96%", stated="Purple").status_code == 422
    assert client.post(address(second), {}).status_code == 409
    assert client.get("/returns/figures/99999999999999999999999").status_code == 404
