"""The overview of a quarter and the lists behind its numbers, as each reader gets them."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from goldenthread.domain.withheld import WithheldPart
from goldenthread.figures.operations import WithholdingSaid, freeze_round, withhold
from tests.at_browser import sign_in
from tests.figures.quarter import Q2, Q3, figure_of, give, make_due_measure, opened, submit
from tests.reports.audiences import DECEMBER, FROZEN, freeze_again, issue, publish, release
from tests.world import make_appointment, make_council, make_directorate, make_partnership, make_person

OVERVIEW, FIGURES = "/quarters/2019-20-q2", "/quarters/2019-20-q2/figures"


@pytest.fixture(autouse=True)
def _today(settings):
    settings.GOLDENTHREAD_TODAY = date(2020, 1, 31)


def page(client, address=FIGURES, *, status=200):
    answer = client.get(address)
    assert answer.status_code == status, address
    return re.sub(r"\s+", " ", answer.content.decode())


def rows(html):
    return len(re.findall(r'<th scope="row"', html))


def numbers(html):
    """Each number of the page that leads to a list, with the list's address."""
    cells = re.findall(r'<a class="govuk-link" href="([^"]*/figures\?[^"]*)">([\d,]+)</a>', html)
    counts = re.findall(r'gt-counts__link" href="([^"]*)"><span class="gt-counts__number">([\d,]+)<', html)
    return {(address.replace("&amp;", "&"), int(number)) for address, number in (*cells, *counts)}


def statements(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


@pytest.fixture
def released(frozen, command):
    publish(command)
    release(command)
    return frozen


# --- who sees what ----------------------------------------------------------------------------------------------------


def test_before_anything_is_released_a_member_sees_no_quarter_and_is_not_told_that_there_is_one(
    client, frozen, member, command
):
    publish(command)
    sign_in(client, member)

    assert "No quarter is open to you yet" in page(client, "/quarters")
    page(client, OVERVIEW, status=404)
    page(client, FIGURES, status=404)


def test_what_is_released_is_open_to_everybody_who_is_signed_in(client, released, stranger):
    sign_in(client, stranger)

    assert "You see figures as they were published." in page(client, OVERVIEW)
    assert rows(page(client)) == 2


def test_a_service_lead_sees_figures_as_they_stand(client, measures, lead):
    sign_in(client, lead)

    html = page(client)

    assert "as they stand now, drafts included" in html
    assert "96.2%" in html


@pytest.mark.parametrize("role", ["section-151-officer", "partner-lead"])
def test_who_stands_for_one_council_sees_its_figures_and_no_others(client, measures, role):
    person = make_person("Of Havering")
    make_appointment(person, role=role, council=make_council("Havering"))
    sign_in(client, person)

    html = page(client)

    assert ("EXC01" in html, "EXC02" in html) == (True, False)


def test_a_director_sees_figures_of_other_directorates_once_they_were_issued_to_them(client, frozen, command):
    other = make_person("Director of Legal", email="legal@example.org")
    make_appointment(other, role="director", directorate=make_directorate("Legal"))
    sign_in(client, other)
    page(client, OVERVIEW, status=404)

    issue(command, "management-team", "legal@example.org")

    html = page(client)
    assert "as they were frozen and issued to you" in html
    assert rows(html) == 2


def test_what_was_issued_to_somebody_else_opens_nothing(client, frozen, command, head):
    other = make_person("Director of Legal", email="legal@example.org")
    make_appointment(other, role="director", directorate=make_directorate("Legal"))
    sign_in(client, other)

    issue(command, "management-team", "head@example.org")

    page(client, OVERVIEW, status=404)


def test_a_pack_of_one_council_opens_the_figures_of_that_council_alone(client, frozen, command, stranger):
    publish(command, "partner-council:havering")
    release(command, "2019-20-q2-partner-council-havering-1")
    sign_in(client, stranger)

    html = page(client)

    assert ("EXC01" in html, "EXC02" in html) == (True, False)


def test_what_is_being_corrected_stays_as_it_was_published_for_those_who_see_no_drafts(released, officer, lead, member):
    freeze_again(released[0], officer=officer, lead=lead, at=FROZEN + timedelta(days=15))

    of_member, of_officer = page(sign_in(Client(), member)), page(sign_in(Client(), officer))

    assert ("96.2%" in of_member, "97.0%" in of_member) == (True, False)
    assert "97.0%" in of_officer


def test_what_is_withheld_is_counted_in_its_own_place_and_shown_to_those_who_see_it_as_it_stands(
    client, measures, command, officer, member
):
    only = (figure_of(measures[0]).pk,)
    said = WithholdingSaid(figure_ids=only, what=WithheldPart.MEASURE, withheld=True, reason="It would tell of one")
    withhold(said, by=officer, at=DECEMBER)
    freeze_round(quarter=Q2, by=officer, at=FROZEN)
    publish(command)
    release(command)

    of_member = page(sign_in(Client(), member), f"{FIGURES}?council=havering")
    of_officer = page(sign_in(Client(), officer), f"{FIGURES}?council=havering")

    assert ("[c]" in of_member, "Withheld" in of_member, "96.2%" in of_member) == (True, True, False)
    assert "96.2%" in of_officer
    assert "1 is withheld" in page(sign_in(Client(), member), OVERVIEW)


def test_a_quarter_that_is_none_is_not_there(client, frozen, officer):
    sign_in(client, officer)

    page(client, "/quarters/2019-20-q3", status=404)
    page(client, "/quarters/2019-20-q9", status=404)
    page(client, "/quarters/2019-q2", status=404)


# --- what it tells ----------------------------------------------------------------------------------------------------


@pytest.fixture
def mixed(officer, lead):
    """Green, amber and red, one not returned, for two councils; and one that is not due yet."""
    make_partnership()
    newham = {"council": make_council("Newham")}
    made = [
        make_due_measure("EXC01"),
        make_due_measure("EXC02", measure=newham),
        make_due_measure("EXC03"),
        make_due_measure("EXC04", measure=newham),
        make_due_measure("EXC05", lag_days=150),
    ]
    opened(by=officer)
    for measure, value in zip(made, ("96.2", "93.0", "81.0"), strict=False):
        give(measure, value, by=lead)
    submit(made[0], by=lead)
    return made


def test_every_number_leads_to_as_many_figures(client, mixed, officer):
    sign_in(client, officer)

    found = numbers(page(client, OVERVIEW))

    assert len(found) > 20
    assert {(address, number) for address, number in found if rows(page(client, address)) != number} == set()


def test_a_number_of_one_council_leads_to_the_figures_of_that_council(client, mixed, officer):
    sign_in(client, officer)

    found = numbers(page(client, f"{OVERVIEW}?council=newham"))

    assert {(address, number) for address, number in found if rows(page(client, address)) != number} == set()


def test_counts_state_their_base(client, mixed, officer):
    sign_in(client, officer)

    html = page(client, OVERVIEW)

    assert "Of the 5 measures for Newham and Havering, 3 are rated: 1 green" in html
    assert "of 3 rated" in html
    assert "1 is awaited, not due yet, and 1 was not returned" in html


def test_what_is_still_to_come_is_told_with_the_post_that_owes_it(client, mixed, officer):
    sign_in(client, officer)

    html = page(client, OVERVIEW)

    assert "1 figure overdue and 1 figure not due yet." in html
    assert "Head of Exchequer" in html.partition("Still to come, and from whom")[2]


def test_a_rating_that_changed_is_told_with_what_it_was(client, frozen, officer, lead):
    opened(Q3, by=officer, at=FROZEN)
    give(frozen[0], "80.0", by=lead, at=FROZEN + timedelta(days=1), quarter=Q3)
    sign_in(client, officer)

    html = page(client, "/quarters/2019-20-q3")

    assert "Green in Q2 2019/20" in html
    assert rows(page(client, "/quarters/2019-20-q3/figures?change=turned-red")) == 1


def test_how_old_the_figures_are_is_told_in_days(client, frozen, officer):
    sign_in(client, officer)

    html = page(client, OVERVIEW)

    assert "The quarter ended on 30 September 2019, 123 days ago." in html
    assert "when the figures are 130 days old" in html


def test_the_choice_of_quarter_council_and_policy_leads_to_their_page(client, frozen, officer):
    sign_in(client, officer)

    answer = client.get("/quarters?quarter=2019-20-q2&council=newham&policy=own")

    assert answer["Location"] == f"{OVERVIEW}?council=newham&policy=own"


def test_by_the_councils_own_policy_only_figures_that_have_one_are_counted(client, frozen, officer):
    sign_in(client, officer)

    html = page(client, f"{OVERVIEW}?policy=own")

    assert "There are no measures here that a council rates by its own policy." in html


def test_what_is_asked_for_and_is_not_there_finds_nothing(client, frozen, officer):
    sign_in(client, officer)

    html = page(client, f"{FIGURES}?council=<script>&rating=purple&sort=-nothing&page=999")

    assert "No figure is like this." in html
    assert "<script>" not in html.partition("<main")[2].partition("</main")[0]


# --- how fast ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("list_of", ["", "/figures"])
def test_as_many_statements_are_asked_however_many_figures_there_are(client, measures, officer, lead, list_of):
    more = [make_due_measure(f"MOR{number:02}") for number in range(12)]
    opened(Q3, by=officer, at=FROZEN)
    for measure in more:
        give(measure, "93.0", by=lead, at=FROZEN, quarter=Q3)
    sign_in(client, officer)

    few, many = (statements(client, f"/quarters/2019-20-{quarter}{list_of}") for quarter in ("q2", "q3"))

    assert many == few <= 25
