"""The event log at its page: narrowed, told to each reader as far as they may see, saved as a file."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from goldenthread.accounts.models import User
from goldenthread.audit.models import Event
from goldenthread.audit.operations import record
from goldenthread.figures.operations import query_figures
from goldenthread.web.log.pages import PAGES
from tests.at_browser import sign_in
from tests.config.addresses import every_address
from tests.figures.quarter import JANUARY, OCTOBER, Q2, action, figure_of, give, make_due_measure, opened, submit
from tests.world import NOW, make_appointment, make_council, make_indicator, make_measure, make_person

pytestmark = pytest.mark.django_db
NOT_TOLD = "What it says is for those who see figures in progress."


def reader(role: str, *, council: str = "") -> User:
    person = make_person(f"Reader {role}")
    make_appointment(person, role=role, council=make_council(council) if council else None)
    return person


def page(client: Client, role: str, address: str = "/events") -> str:
    sign_in(client, reader(role))
    return client.get(address).content.decode()


@pytest.fixture
def returned(officer: User, lead: User) -> None:
    """Q2 with one figure that was returned and asked about."""
    measure = make_due_measure("EXC01")
    opened(Q2, by=officer)
    give(measure, "71.0", by=lead, reasons="The system failed in July.", actions=(action("Mend it"),))
    submit(measure, by=lead)
    query_figures(figure_ids=[figure_of(measure).pk], asked="Which system was it?", by=officer, at=OCTOBER)


@pytest.mark.parametrize("role", ["service-lead", "director", "member", "committee-clerk"])
def test_whoever_may_not_read_the_log_is_not_told_that_there_is_one(client, role):
    sign_in(client, reader(role))

    assert client.get("/events").status_code == 404
    assert client.post("/events/export", {"kind": "csv"}).status_code == 404


def test_the_officer_reads_what_was_done_to_a_figure_and_what_it_says(client, returned):
    shown = page(client, "performance-officer")

    assert "Figure queried" in shown
    assert "Asked: Which system was it?" in shown
    assert "EXC01, Havering, Q2 2019/20" in shown
    assert 'href="/indicators/EXC01"' in shown


def test_an_administrator_has_no_say_in_figures_and_reads_only_that_something_was_done(client, returned):
    shown = page(client, "administrator")

    assert "Figure queried" in shown
    assert NOT_TOLD in shown
    assert "Which system" not in shown
    assert "71.0" not in shown


def test_words_of_a_report_that_is_being_written_are_told_to_whoever_sees_figures_in_progress_alone(client, officer):
    details = {"place": "summary", "version": 1, "words": "Newham is the worst of the three."}
    record("report words written", subject="report", subject_id="2019-20-q2", by=officer.pk, at=NOW, details=details)

    told = {role: "the worst" in page(client, role) for role in ("performance-officer", "administrator", "auditor")}

    assert told == {"performance-officer": True, "administrator": False, "auditor": False}


def test_files_hold_no_more_than_the_page(client, returned):
    sign_in(client, reader("administrator"))

    saved = client.post("/events/export", {"kind": "csv"}).content.decode("utf-8-sig")

    assert "Figure queried" in saved
    assert "Which system" not in saved
    assert "71.0" not in saved


def test_the_log_is_narrowed_to_an_indicator_however_it_is_typed(client, officer):
    for ref in ("EXC01", "EXC02"):
        record("definition added", subject="definition", subject_id=ref, by=officer.pk, at=NOW)

    shown = page(client, "auditor", "/events?ref=exc01")

    assert 'href="/indicators/EXC01"' in shown
    assert 'href="/indicators/EXC02"' not in shown


def test_the_log_is_narrowed_to_a_council_with_its_figures(client, returned, officer):
    other = make_measure(indicator=make_indicator("EXC09"), council=make_council("Bexley"))
    record("measure added", subject="measure", subject_id="EXC09/bexley", by=officer.pk, at=NOW)
    sign_in(client, reader("auditor"))

    bexley = client.get("/events?council=bexley").content.decode()
    havering = client.get("/events?council=havering").content.decode()

    assert other.council.name == "Bexley"
    assert ("EXC09, Bexley" in bexley, "EXC01, Havering" in bexley) == (True, False)
    assert ("EXC09, Bexley" in havering, "EXC01, Havering" in havering) == (False, True)


def test_the_log_is_narrowed_to_people_kinds_and_days(client, officer):
    record("signed in", subject="person", subject_id=officer.pk, by=officer.pk, at=NOW)
    record("council added", subject="council", subject_id="havering", by=None, at=JANUARY)
    sign_in(client, reader("auditor"))

    def things(query: str) -> tuple[bool, bool]:
        shown = client.get(f"/events?{query}").content.decode()
        rows = shown.partition("<tbody")[2]
        return "Signed in" in rows, "Council added" in rows

    assert things("") == (True, True)
    assert things(f"person={officer.pk}") == (True, False)
    assert things("person=product&kind=all-register") == (False, True)
    assert things("kind=all-security") == (True, False)
    assert things("kind=council added") == (False, True)
    assert things("since_day=1&since_month=1&since_year=2020") == (False, True)
    assert things("until_day=14&until_month=10&until_year=2019") == (True, False)


def test_a_day_that_is_none_is_said_beside_its_boxes(client):
    sign_in(client, reader("auditor"))

    answer = client.get("/events?since_day=31&since_month=2&since_year=2020")

    assert answer.status_code == 422
    assert "First day must be a real date" in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "called"), [("figures:board", "page “The round”"), ("later:not-here-yet", "page “Not here yet”")]
)
def test_a_page_is_called_by_its_heading(client, officer, name, called):
    record("refused", subject="page", subject_id=name, by=officer.pk, at=NOW, details={"why": "not entitled"})

    shown = page(client, "auditor")

    assert called in shown
    assert name not in shown


def test_every_page_that_the_log_names_is_there():
    there = {one.name for one in every_address()}

    assert sorted(set(PAGES) - there) == []


def test_an_address_that_somebody_made_up_shows_the_newest(client, officer):
    record("signed in", subject="person", subject_id=officer.pk, by=officer.pk, at=NOW)
    sign_in(client, reader("auditor"))

    for place in ("x", "1.x", "9" * 30 + ".1", "1.99999999999999999999", "-1.2"):
        assert client.get("/events", {"older": place}).status_code == 200


def test_older_entries_are_a_page_further(client, officer):
    for number in range(120):
        record("council added", subject="council", subject_id=f"council-{number:03}", by=officer.pk, at=NOW)
    sign_in(client, reader("auditor"))

    newest = client.get("/events").content.decode()
    older = newest.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
    second = client.get(f"/events{older}").content.decode()

    assert ("council-119" in newest, "council-069" in newest) == (True, False)
    assert ("council-069" in second, "council-119" in second, 'rel="prev"' in second) == (True, False, True)


def test_a_page_of_the_log_takes_as_many_reads_for_one_entry_as_for_fifty(client, returned, officer):
    sign_in(client, reader("performance-officer"))
    client.get("/events")
    with CaptureQueriesContext(connection) as few:
        client.get("/events")
    figure = Event.objects.filter(subject="figure").first().subject_id
    action_id = Event.objects.filter(subject="action").first().subject_id
    for number in range(20):
        record("measure added", subject="measure", subject_id=f"MOR{number}/havering", by=officer.pk, at=NOW)
        record("figure returned", subject="figure", subject_id=figure, by=officer.pk, at=NOW)
        record("action promised", subject="action", subject_id=action_id, by=officer.pk, at=NOW)
        record("person added", subject="person", subject_id=make_person(f"P{number}").pk, by=officer.pk, at=NOW)
    with CaptureQueriesContext(connection) as many:
        client.get("/events")

    assert len(few) == len(many)


def test_what_is_saved_is_what_was_narrowed_with_no_live_formula_and_is_in_the_log(client, officer):
    record("refused", subject="page", subject_id="web:events", by=officer.pk, at=NOW, details={"why": "=1+1"})
    record("council added", subject="council", subject_id="havering", by=officer.pk, at=NOW)
    saver = reader("auditor")
    sign_in(client, saver)

    answer = client.post("/events/export?kind=refused", {"kind": "csv"})

    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "Number,When,Who,What was done,To what,Details"
    assert [line.split(",")[3] for line in lines[1:]] == ["Refused"]
    assert answer["Content-Disposition"].startswith('attachment; filename="event-log-')
    (event,) = Event.objects.filter(kind="log saved as a file")
    assert (event.by, event.details) == (
        saver.pk,
        {"entries": 1, "asked": {"kind": "Refused"}, "kind": "csv"},
    )


@pytest.mark.parametrize("narrowed", ["council=nowhere", "since_day=31&since_month=2&since_year=2020"])
def test_a_log_that_is_narrowed_by_what_cannot_be_read_is_not_saved_whole(client, officer, narrowed):
    record("council added", subject="council", subject_id="havering", by=officer.pk, at=NOW)
    sign_in(client, reader("auditor"))

    answer = client.post(f"/events/export?{narrowed}", {"kind": "csv"})

    assert answer.status_code == 422
    assert "There is a problem" in answer.content.decode()
    assert not Event.objects.filter(kind="log saved as a file").exists()


def test_the_spreadsheet_of_the_log_holds_words_and_no_formula(client, officer):
    record("refused", subject="page", subject_id="=HYPERLINK(1)", by=officer.pk, at=NOW, details={"why": "=1+1"})
    sign_in(client, reader("auditor"))

    answer = client.post("/events/export?kind=refused", {"kind": "xlsx"})

    sheet = load_workbook(BytesIO(answer.content)).active
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert "Event log" in [cell.value for cell in cells]
    assert "Only: Refused." in [cell.value for cell in cells]
    assert {cell.data_type for cell in cells} <= {"s", "n"}


def test_the_page_leads_from_administration(client):
    assert 'href="/events"' in page(client, "auditor", "/administration")
