"""Sign-off: greens together and every other figure singly. Clearance: a council's frozen figures."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from goldenthread.domain.restated import RestatementKind
from goldenthread.domain.units import ReadingKind
from goldenthread.figures.models import Clearance
from goldenthread.figures.operations import Restating, reopen_figures, restate_figure
from goldenthread.figures.operations.clearing import clear_figures
from goldenthread.figures.queries.returned import ReturnedReading
from tests.at_browser import sign_in
from tests.figures.quarter import OCTOBER, Q2, figure_of, give, make_due_measure, opened, submit
from tests.figures.returning_pages import form_on, words_on
from tests.figures.running_pages import FREEZING, TODAY, fill, frozen, look, quarter_under_way
from tests.world import make_appointment, make_council, make_directorate, make_person

pytestmark = pytest.mark.django_db
HAVERING = "/clearances/2019-20-q2/havering"


@pytest.fixture(autouse=True)
def _day(settings):
    settings.GOLDENTHREAD_TODAY = TODAY


@pytest.fixture
def measures(officer, lead):
    return quarter_under_way(officer=officer, lead=lead)


@pytest.fixture
def treasurer(db):
    person = make_person("Havering Treasurer", email="treasurer@example.org")
    make_appointment(person, role="section-151-officer", post="Section 151 Officer", council=make_council("Havering"))
    return person


def test_greens_without_warnings_are_signed_off_together_by_one_press(client, head, lead, measures):
    give(measures["awaited"], "97.0", by=lead)
    submit(measures["awaited"], by=lead)
    page = sign_in(client, head).get("/sign-off")
    said = words_on(page)
    assert "3 figures wait for your sign-off: 2 together, 1 one by one." in said
    assert "Sign off these 2 figures" in said

    done = post_together(client, page)

    assert done["Location"] == "/sign-off"
    states = {name: figure_of(measure).state for name, measure in measures.items()}
    assert states == {"green": "signed-off", "awaited": "signed-off", "red": "submitted", "amber": "returned"}
    assert "2 figures signed off." in words_on(client.get("/sign-off"))


def post_together(client, page):
    seen = [part.split('"')[0] for part in page.content.decode().split('name="figure" value="')[1:]]
    return client.post("/sign-off/together", {"figure": seen})


def test_a_red_figure_is_signed_off_on_its_page_with_its_exception_report_before_the_eye(client, head, measures):
    red = measures["red"]
    listed = sign_in(client, head).get("/sign-off")
    assert f"{look(red)}?from=sign-off" in listed.content.decode()
    page = client.get(f"{look(red)}?from=sign-off")
    for words in ("A new ledger was brought in.", "24.0 points below", "Recruit two officers"):
        assert words in words_on(page)

    done = client.post(look(red, "sign-off"), form_on(page))

    assert done["Location"] == "/sign-off"
    assert figure_of(red).signed_off_by == head


def test_none_of_the_greens_is_signed_off_when_one_changed_since_the_page_was_opened(client, head, officer, measures):
    page = sign_in(client, head).get("/sign-off")
    figure = figure_of(measures["green"])
    reopen_figures(figure_ids=[figure.pk], reason="Wrong", by=officer, at=OCTOBER)
    submit(measures["green"], by=officer)

    refused = post_together(client, page)

    assert refused.status_code == 409
    assert "none was signed off" in words_on(refused)
    assert figure_of(measures["green"]).state == "submitted"
    assert client.post("/sign-off/together", {"figure": ["x", "1:", ""]}).status_code == 409


def test_a_stale_page_of_one_figure_signs_nothing_off(client, head, officer, lead, measures):
    red = measures["red"]
    page = sign_in(client, head).get(look(red))
    reopen_figures(figure_ids=[figure_of(red).pk], reason="Wrong", by=officer, at=OCTOBER)
    submit(red, by=lead)

    answer = client.post(look(red, "sign-off"), form_on(page))

    assert answer.status_code == 409
    assert "was changed since you opened it, so nothing was done. Opened again, Performance Officer" in words_on(answer)
    assert figure_of(red).state == "submitted"


def test_what_a_director_returned_is_another_directors_to_sign_off(client, head, lead, measures):
    make_appointment(head, role="service-lead", service=figure_of(measures["awaited"]).service)
    give(measures["awaited"], "97.0", by=head)
    submit(measures["awaited"], by=head)

    said = words_on(sign_in(client, head).get("/sign-off"))
    assert "Yours to return, not to sign off" in said
    assert "Sign off this figure" in said  # the one green of others
    page = client.get(look(measures["awaited"]))
    assert "Nobody signs off a figure that they returned" in words_on(page)
    assert "Sign off this figure" not in words_on(page)


def test_a_figure_with_an_unanswered_warning_is_not_among_the_greens_and_says_what_is_missing(
    client, officer, lead, head
):
    measure = make_due_measure("EXC01", maximum=None)
    opened(by=officer)
    give(measure, "120", by=lead)
    submit(measure, by=lead)

    said = words_on(sign_in(client, head).get("/sign-off"))
    assert "1 figure waits for your sign-off." in said
    assert "a warning not answered" in said
    page = words_on(client.get(look(measure)))
    assert "A warning is not answered yet" in page
    assert "Sign off this figure" not in page


def test_a_question_of_the_directors_sends_the_figure_back_and_stands_on_the_sign_off_page(client, head, measures):
    fill(sign_in(client, head), f"{look(measures['red'], 'query')}?from=sign-off", asked="Is it complete?")

    assert figure_of(measures["red"]).state == "queried"
    assert "A question is open EXC02, Havering: Rents collected" in words_on(client.get("/sign-off"))


def test_with_nothing_to_sign_off_the_page_says_so(client, head):
    assert "Nothing waits for your sign-off." in words_on(sign_in(client, head).get("/sign-off"))


def test_figures_of_another_directorate_are_not_there(client, measures):
    other = make_person("Director of Housing", email="housing@example.org")
    make_appointment(other, role="director", directorate=make_directorate("Housing"))

    assert "Nothing waits for your sign-off." in words_on(sign_in(client, other).get("/sign-off"))
    assert client.get(look(measures["red"])).status_code == 404
    assert client.post(look(measures["red"], "sign-off"), {"version": "2"}).status_code == 404


@pytest.mark.parametrize("address", ["/sign-off", "/clearances"])
def test_without_the_code_nobody_signs_off_or_clears(client, head, treasurer, address):
    person = head if address == "/sign-off" else treasurer

    answer = sign_in(client, person, with_code=False).get(address)

    assert answer["Location"].startswith("/account/code/add")


def test_a_council_is_cleared_with_a_note(client, officer, treasurer, measures):
    frozen(officer=officer)
    listed = sign_in(client, treasurer).get("/clearances")
    assert "Havering, Q2 2019/20 Version 1, frozen on 22 October 2019 at 10:00 To clear" in words_on(listed)
    page = client.get(HAVERING)
    for words in ("4 figures: 1 red, 1 amber, 1 green, 1 not rated.", "96.2%", "A new ledger was brought in."):
        assert words in words_on(page)

    done = client.post(HAVERING, {**form_on(page), "words": "As reported to Cabinet"})

    assert done["Location"] == "/clearances"
    assert Clearance.objects.get().words == "As reported to Cabinet"
    said = words_on(client.get("/clearances"))
    assert "Everything that is frozen is cleared." in said
    assert "As reported to Cabinet" in words_on(client.get(HAVERING))
    again = client.post(HAVERING, form_on(client.get(HAVERING)))
    assert (again.status_code, "cleared version 1 for Havering already" in words_on(again)) == (422, True)


def change(measure, value, *, lead, officer, at):
    reopen_figures(figure_ids=[figure_of(measure).pk], reason="Wrong", by=officer, at=at)
    give(measure, value, by=lead, at=at)
    frozen(officer=officer, at=at)


def test_what_waits_is_on_the_home_page_and_leads_to_its_page(client, officer, head, treasurer, measures):
    home = sign_in(client, head).get("/home")
    assert "Exchequer and Transactional, Q2 2019/20: 2 figures to sign off" in words_on(home)
    assert 'href="/sign-off"' in home.content.decode()
    frozen(officer=officer)
    home = sign_in(client, treasurer).get("/home")
    assert "Havering, Q2 2019/20 Version 1, frozen on 22 October 2019 at 10:00 To clear" in words_on(home)
    assert f'href="{HAVERING}"' in home.content.decode()


def test_what_changed_since_the_version_cleared_is_shown_and_is_cleared_again(
    client, officer, lead, treasurer, measures
):
    frozen(officer=officer)
    clear_figures(quarter=Q2, council="havering", by=treasurer, at=FREEZING + timedelta(hours=1))
    change(measures["green"], "95.5", lead=lead, officer=officer, at=FREEZING + timedelta(days=1))

    said = words_on(sign_in(client, treasurer).get("/clearances"))
    assert "Version 1 was cleared; version 2 differs Clear again" in said
    page = words_on(client.get(HAVERING))
    assert "What changed since version 1, which was cleared" in page
    assert "96.2% 95.5%" in page


def test_a_version_that_changes_another_council_alone_leaves_the_clearance_standing(client, officer, lead, treasurer):
    havering = make_due_measure("EXC01")
    newham = make_due_measure("EXC02", measure={"council": make_council("Newham")})
    opened(by=officer)
    give(havering, "96.2", by=lead)
    give(newham, "96.2", by=lead)
    frozen(officer=officer)
    clear_figures(quarter=Q2, council="havering", by=treasurer, at=FREEZING + timedelta(hours=1))
    change(newham, "95.5", lead=lead, officer=officer, at=FREEZING + timedelta(days=1))

    said = words_on(sign_in(client, treasurer).get("/clearances"))

    assert "Version 1 was cleared; version 2 changes nothing of it Cleared" in said
    assert "Nothing of Havering changed since version 1" in words_on(client.get(HAVERING))


def test_a_version_frozen_meanwhile_is_not_cleared_unseen_and_the_note_is_kept(
    client, officer, lead, treasurer, measures
):
    frozen(officer=officer)
    page = sign_in(client, treasurer).get(HAVERING)
    change(measures["green"], "95.5", lead=lead, officer=officer, at=FREEZING + timedelta(days=1))

    refused = client.post(HAVERING, {**form_on(page), "words": "As reported"})

    assert refused.status_code == 409
    assert "Version 2 was frozen since you opened this page" in words_on(refused)
    assert form_on(refused)["words"] == "As reported"
    assert Clearance.objects.count() == 0


def test_before_anything_is_frozen_there_is_nothing_to_clear(client, treasurer, measures):
    assert "There is nothing to clear." in words_on(sign_in(client, treasurer).get("/clearances"))
    assert client.get(HAVERING).status_code == 404


def test_another_councils_figures_are_not_there(client, officer, treasurer, measures):
    frozen(officer=officer)
    make_council("Newham")
    sign_in(client, treasurer)

    assert client.get("/clearances/2019-20-q2/newham").status_code == 404
    assert client.get("/clearances/2019-20-q9/havering").status_code == 404


def test_whoever_clears_nothing_is_told_why_not(client, lead, officer):
    for person in (lead, officer):
        answer = sign_in(client, person).get("/clearances")
        assert answer.status_code == 403


def test_as_many_reads_to_sign_off_whatever_the_number(client, officer, lead, head):
    measures = [make_due_measure(f"EXC{number:02}") for number in range(1, 13)]
    opened(by=officer)
    for measure in measures:
        give(measure, "96.2", by=lead)
    submit(*measures[:2], by=lead)
    sign_in(client, head)
    with CaptureQueriesContext(connection) as few:
        client.get("/sign-off")
    submit(*measures[2:], by=lead)
    with CaptureQueriesContext(connection) as many:
        page = client.get("/sign-off")

    assert "Sign off these 12 figures" in words_on(page)
    assert len(many) == len(few)


def test_two_directors_at_once_the_second_is_told(head, officer, measures):
    second = make_person("Deputy Director", email="deputy@example.org")
    make_appointment(second, role="director")
    first_page = sign_in(Client(), head).get("/sign-off")
    other = sign_in(Client(), second)
    other_page = other.get("/sign-off")
    post_together(sign_in(Client(), head), first_page)

    told = post_together(other, other_page)

    assert told.status_code == 409
    assert figure_of(measures["green"]).signed_off_by == head


def test_what_was_restated_since_the_freeze_is_shown_and_not_cleared_unseen(client, officer, treasurer, measures):
    frozen(officer=officer)
    seen = sign_in(client, treasurer).get(HAVERING)
    figure = figure_of(measures["green"])
    restate_figure(
        Restating(
            figure_id=figure.pk,
            version=figure.version,
            kind=RestatementKind.CORRECTION,
            reason="Two were counted twice.",
            reading=ReturnedReading(kind=ReadingKind.VALUE, value=Decimal("90.5"), text="90.5"),
            provisional=False,
        ),
        by=officer,
        at=FREEZING + timedelta(hours=2),
    )

    again = client.post(HAVERING, {**form_on(seen), "words": "Fine by me"})

    assert (again.status_code, Clearance.objects.count()) == (409, 0)
    said = words_on(again)
    assert "96.2% is now known to be 90.5%" in said
    assert "Two were counted twice." in said
    client.post(HAVERING, {**form_on(again), "words": "Fine by me"})
    assert Clearance.objects.get().restatement_id > 0
