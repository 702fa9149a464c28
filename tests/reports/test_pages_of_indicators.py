"""The register as a list and as a file, and each indicator's page, as each reader gets them."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from goldenthread.audit.models import Event
from goldenthread.indicators.models import Indicator
from tests.at_browser import sign_in
from tests.figures.quarter import OCTOBER, Q2, Q3, action, give, make_decision_once, make_due_measure, opened, submit
from tests.figures.restated import REASON, restate
from tests.reports.audiences import FROZEN, freeze_again, publish, release
from tests.world import (
    make_agreed_list,
    make_council,
    make_definition,
    make_earlier_figure,
    make_indicator,
    make_measure,
    make_partnership,
    make_target,
)

REGISTER = "/indicators"


@pytest.fixture(autouse=True)
def _today(settings):
    settings.GOLDENTHREAD_TODAY = date(2020, 1, 31)


def page(client, address="/indicators/EXC01", *, status=200):
    answer = client.get(address)
    assert answer.status_code == status, address
    return re.sub(r"\s+", " ", answer.content.decode())


def titles(html):
    return re.findall(r'<th scope="row"[^>]*><a class="govuk-link" href="/indicators/([^"]+)"', html)


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


# --- the register -----------------------------------------------------------------------------------------------------


def test_before_there_is_an_indicator_the_register_says_so(client, stranger):
    sign_in(client, stranger)

    assert "The register holds no indicator yet." in page(client, REGISTER)


def test_everybody_sees_the_register_and_ratings_only_as_far_as_they_may(client, frozen, stranger, officer):
    of_stranger, of_officer = (page(sign_in(Client(), one), REGISTER) for one in (stranger, officer))

    assert titles(of_stranger) == titles(of_officer) == ["EXC01", "EXC02"]
    assert ("96.2%" in of_stranger, "96.2%" in of_officer) == (False, True)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("council=newham", ["EXC02"]),
        ("words=excellent+02", []),
        ("words=exc02+invoices", ["EXC02"]),
        ("rating=green", ["EXC01", "EXC02"]),
        ("rating=red", []),
        ("level=strategic", []),
        ("type=period&listed=yes", ["EXC01", "EXC02"]),
        ("owner=Head+of+Exchequer&council=havering", ["EXC01"]),
        ("service=exchequer-and-transactional&sort=-title", ["EXC02", "EXC01"]),
        ("council=<b>&sort=nothing&page=9", []),
    ],
)
def test_the_register_is_narrowed_and_sorted_as_asked(client, frozen, officer, asked, found):
    sign_in(client, officer)

    assert titles(page(client, f"{REGISTER}?{asked}")) == found


def test_long_registers_come_in_pages(client, officer):
    for _ in range(51):
        make_measure(indicator=make_indicator(title="Calls answered"))
    sign_in(client, officer)

    assert (len(titles(page(client, REGISTER))), len(titles(page(client, f"{REGISTER}?page=2")))) == (50, 1)


def test_what_is_shown_is_saved_as_a_file_that_runs_nothing_and_the_log_keeps_who_saved_it(client, officer):
    make_measure(indicator=make_indicator("EXC01", title="=HYPERLINK(1)"))
    make_measure(indicator=make_indicator("EXC02", title="Left out"), council=make_council("Newham"))
    sign_in(client, officer)

    answer = client.post("/indicators/export?council=havering")

    heading, *lines = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert [dict(zip(heading, line, strict=True))["Indicator"] for line in lines] == ["'=HYPERLINK(1)"]
    assert answer.headers["Content-Disposition"] == 'attachment; filename="indicators-2020-01-31.csv"'
    event = Event.objects.get(kind="register saved as a file")
    assert (event.by, event.details) == (officer.pk, {"measures": 1, "asked": {"council": "havering"}})


def test_a_file_tells_no_more_than_the_page(client, frozen, stranger):
    sign_in(client, stranger)

    assert "96.2%" not in client.post("/indicators/export").content.decode()


def test_nothing_is_saved_by_following_a_link(client, officer):
    sign_in(client, officer)

    assert client.get("/indicators/export").status_code == 405


def test_the_register_asks_as_many_statements_however_long_it_is(client, officer):
    make_measure()
    sign_in(client, officer)
    few = statements(client, REGISTER)
    for _ in range(30):
        make_measure(indicator=make_indicator())

    assert statements(client, REGISTER) == few


# --- an indicator -----------------------------------------------------------------------------------------------------


def test_an_indicator_that_is_none_is_not_there_and_one_written_small_is_found(client, frozen, officer):
    sign_in(client, officer)

    page(client, "/indicators/NONE01", status=404)
    assert client.get("/indicators/exc01")["Location"] == "/indicators/EXC01"


def test_the_chart_says_its_message_and_stands_beside_its_numbers(client, frozen, officer):
    make_earlier_figure(frozen[0], "2019-20 Q1", "92.0")
    sign_in(client, officer)

    html = page(client)

    message = "Invoices paid within 30 days (Havering): 96.2% in Q2 2019/20, 1.2 points above the target of 95.0%"
    assert html.count(message) >= 2
    assert '<table class="govuk-table gt-table" id="numbers-havering">' in html


def test_who_may_see_no_figure_sees_the_card_and_that_there_is_none_to_see(client, frozen, stranger):
    sign_in(client, stranger)

    html = page(client)

    assert "There is no figure for you to see yet." in html
    assert "Undisputed invoices paid within 30 days of receipt" in html
    assert ("96.2%" in html, ">History<" in html) == (False, False)


def test_of_another_council_no_figure_is_seen_before_it_is_released(client, frozen, treasurer):
    sign_in(client, treasurer)

    assert "96.2%" in page(client, "/indicators/EXC01")
    assert "96.2%" not in page(client, "/indicators/EXC02")


def test_what_is_released_is_shown_with_where_it_is_published(client, released, stranger):
    sign_in(client, stranger)

    html = page(client)

    assert "96.2%, as it was published" in html
    assert 'href="/publications/2019-20-q2-joint-committee-1"' in html


def test_what_is_being_corrected_stays_as_it_was_published(released, officer, lead, stranger):
    freeze_again(released[0], officer=officer, lead=lead, at=FROZEN + timedelta(days=15))

    of_lead, of_stranger = (page(sign_in(Client(), one)) for one in (lead, stranger))

    assert ("97.0%" in of_lead, "97.0%" in of_stranger, "96.2%" in of_stranger) == (True, False, True)


def test_a_restated_figure_stands_as_reported_and_as_now_known_for_those_who_see_it_whole(released, officer, member):
    restate(released[0], "94.0", by=officer, at=FROZEN + timedelta(days=16), quarter=Q2)

    of_officer, of_member = (page(sign_in(Client(), one)) for one in (officer, member))

    assert ("94.0% [r]" in of_officer, REASON in of_officer) == (True, True)
    assert ("94.0%" in of_member, REASON in of_member) == (False, False)


@pytest.fixture
def explained(officer, lead):
    """A red figure with its reasons, an action and a note, that stands open."""
    make_partnership()
    measure = make_due_measure("EXC01")
    opened(by=officer)
    give(
        measure, "80.0", by=lead, reasons="Two posts were vacant.", actions=(action(),), note="Between us: the ledger."
    )
    submit(measure, by=lead)
    return measure


def test_reasons_and_promises_are_told_and_notes_to_the_officer_are_not(client, explained, officer):
    sign_in(client, officer)

    html = page(client)

    assert "Two posts were vacant." in html
    assert html.count("Recruit two officers") == 2
    assert "Between us" not in html


def test_what_was_agreed_is_told_with_its_authority(client, frozen, officer):
    sign_in(client, officer)

    html = page(client)

    assert "Target for 2019/20: 95.0%; tolerance 5 points" in html
    assert "agreed by the oneSource Joint Committee on 12 July 2019" in html


def test_each_version_of_the_card_tells_what_changed(client, frozen, officer):
    make_definition(
        Indicator.objects.get(ref="EXC01"),
        starts_on="2020-01-01",
        title="Invoices paid within 20 days",
        break_in_series=True,
        break_note="20 days instead of 30.",
    )
    sign_in(client, officer)

    html = page(client)

    assert "Title. It counts something else than before: 20 days instead of 30." in html
    assert "Version 2" in html


def test_the_history_tells_what_was_done_by_which_post_to_those_who_may_know(client, frozen, officer):
    sign_in(client, officer)

    history = page(client).partition(">History<")[2]

    assert "Figure signed off, Q2 2019/20, Havering" in history
    assert "Director of Finance" in history


def test_what_is_done_after_the_release_is_in_the_history_of_those_alone_who_see_it(released, officer, lead, member):
    freeze_again(released[0], officer=officer, lead=lead, at=FROZEN + timedelta(days=15))

    of_officer, of_member = (page(sign_in(Client(), one)).partition(">History<")[2] for one in (officer, member))

    assert ("Figure reopened" in of_officer, "Figure reopened" in of_member) == (True, False)
    assert "Figure signed off" in of_member


def test_an_indicator_asks_as_many_statements_however_many_councils_it_is_for(client, officer, lead):
    make_partnership()
    one, several = make_indicator("ONE01"), make_indicator("SEV01")
    for indicator, councils in ((one, ("Havering",)), (several, ("Havering", "Newham", "Bexley"))):
        for name in councils:
            _due(indicator, name)
    opened(by=officer)
    opened(Q3, by=officer, at=OCTOBER + timedelta(days=90))
    sign_in(client, officer)

    few, many = (statements(client, f"/indicators/{ref}") for ref in ("ONE01", "SEV01"))

    assert many == few <= 84


def _due(indicator, council):
    made = make_measure(indicator=indicator, council=make_council(council))
    make_target(made, "95.0", tolerance="5")
    make_agreed_list(made, decision=make_decision_once())
