"""The partnership's page, and what is added, changed and ended there: by the rules of the register's sheets."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.audit.models import Event
from goldenthread.audit.queries import history_of
from goldenthread.partnership.models import Council, Directorate, Partnership, Provision, Service
from tests.at_browser import sign_in
from tests.world import (
    make_agreed_list,
    make_appointment,
    make_council,
    make_decision,
    make_directorate,
    make_indicator,
    make_measure,
    make_partnership,
    make_person,
    make_provision,
    make_service,
)

pytestmark = pytest.mark.django_db
COUNCIL = {
    "name": "Bexley",
    "full_name": "London Borough of Bexley",
    "short_name": "LBB",
    "gss_code": "E09000004",
    "order": "3",
    "clearance_required": "on",
}
END = "/partnership/provision/exchequer-and-transactional/bexley/end"
JULY = {"last_day_day": "31", "last_day_month": "7", "last_day_year": "2020"}


@pytest.fixture(autouse=True)
def _today(settings):
    settings.GOLDENTHREAD_TODAY = date(2020, 1, 20)


@pytest.fixture
def made(officer):
    """oneSource with two councils, a service and a director, and one measure of Bexley's on the list of 2020/21."""
    make_partnership()
    make_council("Havering")
    bexley = make_council("Bexley", gss_code="E09000004")
    director = make_person("Anna Sutton")
    make_appointment(director, role="director", post="Director of Finance", directorate=make_directorate())
    measure = make_measure(indicator=make_indicator("EXC01"), council=bexley)
    make_agreed_list(measure, year="2020-21")
    return bexley


def text(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def seen_on(client, address):
    return re.search(r'name="seen" value="([0-9a-f]+)"', client.get(address).content.decode())[1]


def send(client, address, typed, **more):
    """The form filled in as it was just opened."""
    return client.post(address, {"seen": seen_on(client, address), **typed, **more}, follow=True)


def looked(client, address, typed):
    """The form, and on the page that shows what will change the button that keeps it."""
    shown = send(client, address, typed)
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', shown.content.decode()))
    hidden.pop("csrfmiddlewaretoken", None)
    return shown, client.post(address, {**hidden, "do": "keep"}, follow=True)


# --- the page ---------------------------------------------------------------------------------------------------------


def test_anybody_who_is_signed_in_sees_what_the_partnership_is_made_of(client, made, stranger):
    sign_in(client, stranger)

    shown = text(client.get("/partnership"))

    assert "The partnership: oneSource" in shown
    assert "London Borough of Bexley" in shown
    assert "Director of Finance" in shown
    assert "Anna Sutton" in shown
    assert "since 1 April 2014" in shown
    assert "/change" not in shown


def test_whoever_keeps_the_register_is_led_to_what_they_can_change(client, made, officer):
    sign_in(client, officer)

    shown = text(client.get("/partnership"))

    assert 'href="/partnership/councils/bexley/change"' in shown
    assert 'href="/partnership/provision/exchequer-and-transactional/bexley"' in shown
    assert 'href="/partnership/bexley/ratings"' in shown


def test_an_empty_partnership_says_what_to_do_first(client, officer):
    make_directorate()
    sign_in(client, officer)

    shown = text(client.get("/partnership"))

    assert "There is no council yet. Add the first, or import a register." in shown
    assert 'href="/partnership/councils/new"' in shown


def test_what_is_known_to_end_is_said_with_its_last_day(client, made, stranger):
    make_provision(service=make_service(), council=made, extent="not-provided", starts_on="2020-08-01")
    sign_in(client, stranger)

    shown = text(client.get("/partnership"))

    assert "until 31 July 2020" in shown


def test_a_council_that_left_is_said_to_have_left(client, made, stranger):
    make_provision(service=make_service(), council=made, extent="not-provided", starts_on="2020-01-01")
    sign_in(client, stranger)

    shown = text(client.get("/partnership"))

    assert "left on 31 December 2019" in shown
    assert "No longer" in shown


def test_the_page_asks_as_many_statements_however_much_there_is(client, made, stranger):
    sign_in(client, stranger)
    client.get("/partnership")
    with CaptureQueriesContext(connection) as few:
        client.get("/partnership")
    for number in range(12):
        make_provision(service=make_service(f"Service {number}"), council=make_council(f"Council {number}"))
    with CaptureQueriesContext(connection) as many:
        client.get("/partnership")

    assert len(few) == len(many)


# --- councils, directorates, services ---------------------------------------------------------------------------------


def test_a_council_is_added_and_is_called_by_its_name_from_then_on(client, officer):
    sign_in(client, officer)

    answer = send(client, "/partnership/councils/new", COUNCIL)

    added = Council.objects.get(slug="bexley")
    assert (added.gss_code, added.clearance_required) == ("E09000004", True)
    assert "The council is added." in text(answer)
    assert [one.kind for one in history_of(subject="council", subject_id="bexley")] == ["council added"]


def test_everything_that_is_wrong_is_said_at_once_and_what_was_typed_is_kept(client, officer):
    sign_in(client, officer)

    answer = send(client, "/partnership/councils/new", {**COUNCIL, "gss_code": "E1", "full_name": ""})
    shown = text(answer)

    assert answer.status_code == 422
    assert "A GSS code is a letter and eight digits." in shown
    assert "Enter the full name" in shown
    assert 'value="London Borough' not in shown
    assert 'value="Bexley"' in shown
    assert not Council.objects.exists()


def test_two_councils_never_have_one_code(client, made, officer):
    sign_in(client, officer)

    answer = send(client, "/partnership/councils/new", {**COUNCIL, "name": "Barking", "short_name": "LBX"})

    assert "Another in the register has this already. Each needs its own." in text(answer)


@pytest.mark.parametrize(("name", "words"), [("BEXLEY", "a council of this name already"), ("…!", "Use letters")])
def test_a_new_council_is_no_other_one(client, made, officer, name, words):
    sign_in(client, officer)

    answer = send(client, "/partnership/councils/new", {**COUNCIL, "name": name, "gss_code": "E09000002"})

    assert answer.status_code == 422
    assert words in text(answer)
    assert Council.objects.get(slug="bexley").gss_code == "E09000004"


def test_a_councils_clearance_can_be_asked_for_no_more(client, made, officer):
    Council.objects.filter(slug="bexley").update(clearance_required=True)
    sign_in(client, officer)

    send(client, "/partnership/councils/bexley/change", {**COUNCIL, "clearance_required": ""})

    assert Council.objects.get(slug="bexley").clearance_required is False
    (event,) = history_of(subject="council", subject_id="bexley")
    assert event.details["new"]["clearance_required"] == "no"


def test_a_directorate_and_a_service_are_added_and_renamed_under_the_name_that_links_use(client, officer):
    sign_in(client, officer)

    send(client, "/partnership/directorates/new", {"name": "Finance"})
    send(client, "/partnership/services/new", {"name": "Audit", "directorate": "finance", "order": "1"})
    send(client, "/partnership/services/audit/change", {"name": "Assurance", "directorate": "finance", "order": "1"})

    service = Service.objects.get()
    assert (service.slug, service.name, service.directorate.name) == ("audit", "Assurance", "Finance")
    assert Directorate.objects.get().slug == "finance"


def test_the_partnership_itself_is_changed(client, made, officer):
    sign_in(client, officer)
    typed = {"name": "oneSource", "report_author": "Head of Performance", "report_contact": "extension 12"}

    send(client, "/partnership/change", typed)

    assert Partnership.objects.get().report_author == "Head of Performance"


def test_nothing_changed_is_said(client, made, officer):
    make_directorate("Legal")
    sign_in(client, officer)

    answer = send(client, "/partnership/directorates/legal/change", {"name": "Legal"})

    assert "Nothing is changed." in text(answer)


def test_a_form_that_was_open_while_another_changed_the_council_is_refused_with_what_differs(client, made, officer):
    sign_in(client, officer)
    address, other = "/partnership/councils/bexley/change", {**COUNCIL, "full_name": "Bexley Council"}
    opened_then = seen_on(client, address)
    send(client, address, other)

    answer = client.post(address, {**COUNCIL, "seen": opened_then, "full_name": "Borough of Bexley"})
    shown = text(answer)

    assert answer.status_code == 409
    assert "Performance Officer changed this at" in shown
    assert "Bexley Council" in shown
    assert "Borough of Bexley" in shown
    assert Council.objects.get(slug="bexley").full_name == "Bexley Council"


@pytest.mark.parametrize(
    "address",
    [
        "/partnership/towns/new",
        "/partnership/councils/nowhere/change",
        "/partnership/councils/nowhere/leave",
        "/partnership/provision/none/nowhere",
        "/partnership/provision/none/nowhere/end",
    ],
)
def test_there_is_no_page_of_what_is_not_there(client, officer, address):
    sign_in(client, officer)

    assert client.get(address).status_code == 404


# --- provision --------------------------------------------------------------------------------------------------------


def provision(**typed):
    return {
        "service": "exchequer-and-transactional",
        "council": "havering",
        "extent": "part",
        "parts": "Payroll",
        "starts_on_day": "1",
        "starts_on_month": "4",
        "starts_on_year": "2020",
        "reason": "Agreed with the council",
        **typed,
    }


def test_a_provision_is_shown_before_it_is_kept_with_its_last_day_where_that_is_known(client, made, officer):
    sign_in(client, officer)

    shown, done = looked(client, "/partnership/provision/new", provision(**JULY))

    rows = Provision.objects.filter(council__slug="havering").order_by("starts_on")
    assert "in part: Payroll" in text(shown)
    assert [(str(one.starts_on), one.extent, one.parts) for one in rows] == [
        ("2020-04-01", "part", "Payroll"),
        ("2020-08-01", "not-provided", ""),
    ]
    assert "What is provided is saved." in text(done)


def test_the_reason_and_the_decision_of_a_provision_are_in_the_log(client, made, officer):
    make_decision()
    sign_in(client, officer)
    decision = "onesource-joint-committee/2019-07-12/9/1"

    looked(client, "/partnership/provision/new", provision(decision=decision))

    (event,) = Event.objects.filter(kind="provision decided")
    assert event.subject_id == "exchequer-and-transactional/havering"
    assert event.details == {"why": "Agreed with the council", "decision": decision}


def test_a_provision_in_part_names_its_parts_and_its_reason(client, made, officer):
    sign_in(client, officer)

    answer = send(client, "/partnership/provision/new", provision(parts="", reason="TBC"))
    shown = text(answer)

    assert answer.status_code == 422
    assert "says why" in shown or "name the parts" in shown
    assert Provision.objects.filter(council__slug="havering").count() == 0


def test_ending_a_provision_says_which_measures_end_with_it_before_anything_is_kept(client, made, officer):
    sign_in(client, officer)

    shown = text(send(client, END, {**JULY, "reason": "Bexley leaves oneSource"}))

    assert "EXC01 for Bexley ends with its service" in shown
    assert "refresh-figures" not in shown
    assert Provision.objects.filter(extent="not-provided").count() == 0


def test_ending_a_provision_ends_it_on_the_day_after_its_last(client, made, officer):
    sign_in(client, officer)

    _, done = looked(client, END, {**JULY, "reason": "Bexley leaves oneSource"})

    (ended,) = Provision.objects.filter(extent="not-provided")
    assert str(ended.starts_on) == "2020-08-01"
    assert "The provision ends." in text(done)
    assert [one.kind for one in history_of(subject="provision", subject_id="exchequer-and-transactional/bexley")] == [
        "provision added",
        "provision ended",
    ]


def test_a_council_that_leaves_is_left_by_every_service_at_once(client, made, officer):
    make_provision(service=make_service("Legal"), council=made)
    sign_in(client, officer)

    shown, _ = looked(client, "/partnership/councils/bexley/leave", {**JULY, "reason": "Bexley leaves oneSource"})

    ended = Provision.objects.filter(extent="not-provided", council=made, starts_on="2020-08-01")
    assert "Legal" in text(shown)
    assert ended.count() == 2
    assert [one.kind for one in history_of(subject="council", subject_id="bexley")] == ["council left"]


def test_what_is_kept_is_what_was_looked_at(client, made, officer):
    sign_in(client, officer)
    shown = send(client, END, {**JULY, "reason": "Bexley leaves oneSource"})
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', shown.content.decode()))

    client.post(END, {**hidden, "last_day_month": "9", "last_day_day": "30", "do": "keep"})

    assert Provision.objects.filter(extent="not-provided").count() == 0


def test_an_end_that_was_entered_meanwhile_is_not_entered_again(client, made, officer):
    sign_in(client, officer)
    opened_then = seen_on(client, END)
    looked(client, END, {**JULY, "reason": "Bexley leaves oneSource"})

    answer = client.post(END, {**JULY, "reason": "It leaves", "seen": opened_then})

    assert answer.status_code in (404, 409)
    assert Provision.objects.filter(extent="not-provided").count() == 1


def test_nobody_else_changes_the_partnership(client, made, lead):
    sign_in(client, lead)

    assert client.get("/partnership/councils/new").status_code == 403
    assert client.post(END, JULY).status_code == 403
