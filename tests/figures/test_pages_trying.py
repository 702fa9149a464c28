"""A policy tried on a sample before it is used: on frozen figures, one that is typed, a table. Nothing is written."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.audit.models import Event
from goldenthread.figures.models import Figure
from tests.at_browser import sign_in
from tests.figures.returning_pages import form_on, words_on
from tests.figures.running_pages import TODAY, frozen, quarter_under_way
from tests.world import make_council

pytestmark = pytest.mark.django_db
TRY = "/policies/on-off-track/try"
HAVERING = f"{TRY}?council=havering&beside=joint"


@pytest.fixture(autouse=True)
def _day(settings):
    settings.GOLDENTHREAD_TODAY = TODAY


@pytest.fixture
def quarter(officer, lead):
    measures = quarter_under_way(officer=officer, lead=lead)
    frozen(officer=officer)
    return measures


def pasted(client, table, **typed):
    page = client.get(TRY)
    return client.post(TRY, {**form_on(page, which=2), "table": table, **typed})


def typed_in(client, **typed):
    page = client.get(TRY)
    return client.post(TRY, {**form_on(page, which=1), **typed})


def test_frozen_figures_are_rated_under_both_with_the_counts_and_why(client, officer, quarter):
    said = words_on(sign_in(client, officer).get(HAVERING))

    assert "Of 4 figures 1 would be rated otherwise." in said
    assert "Red 1 2 +1 Amber 1 0 −1" in said
    assert "Calls answered EXC03; changed 92.0% 95.0% Amber Red (off track)" in said
    assert "Q2 2019/20, Havering, as it was frozen." in said


def test_trying_writes_nothing(client, officer, quarter):
    sign_in(client, officer)
    before = (Event.objects.count(), list(Figure.objects.order_by("pk").values_list("rating", "version")))

    client.get(HAVERING)
    pasted(client, "value,target\n92,95")

    assert (Event.objects.count(), list(Figure.objects.order_by("pk").values_list("rating", "version"))) == before


def test_nobody_tries_on_figures_that_they_do_not_see(client, stranger, quarter):
    said = words_on(sign_in(client, stranger).get(HAVERING))

    assert "No frozen figure of Havering is open to you whole" in said
    assert "Calls answered" not in said


def test_a_service_lead_tries_on_their_own_services_figures_alone(client, lead, quarter):
    assert "Of 4 figures" in words_on(sign_in(client, lead).get(HAVERING))
    make_council("Newham")
    assert "No frozen figure of Newham" in words_on(client.get(f"{TRY}?council=newham&beside=joint"))


def test_a_council_without_a_policy_of_its_own_has_none_to_compare_with(client, officer, quarter):
    assert "No policy" in words_on(sign_in(client, officer).get(f"{TRY}?council=havering&beside=own"))


def test_one_figure_is_typed(client, stranger):
    answer = typed_in(sign_in(client, stranger), actual="92", target="95", tolerance="5", beside="own-tolerance/1")

    said = words_on(answer)
    assert "This figure changed 92 95 Amber Red (off track)" in said
    assert "Of 1 figure 1 would be rated otherwise." in said


def test_what_cannot_be_read_is_said_at_its_box_and_what_was_typed_stays(client, stranger):
    answer = typed_in(sign_in(client, stranger), actual="many", target="95")

    html = answer.content.decode()
    assert answer.status_code == 422
    assert ('href="#one-actual"' in html, 'value="many"' in html) == (True, True)


@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_a_table_is_pasted_out_of_a_spreadsheet_however_it_is_divided(client, stranger, mark):
    table = "ref,value,target,tolerance\nA,92,95,5\nB,96,95,5".replace(",", mark)

    said = words_on(pasted(sign_in(client, stranger), table, beside="own-tolerance/1"))

    assert "Of 2 figures 1 would be rated otherwise." in said


def test_rows_without_a_reference_are_counted(client, stranger):
    said = words_on(pasted(sign_in(client, stranger), "value,target\n92,95\n96,95"))

    assert "Row 2" in said


def test_everything_wrong_with_a_table_is_said_with_its_row_and_column(client, stranger):
    answer = pasted(sign_in(client, stranger), "value,target,colour\nmany,95,red\n92,few,red")

    said = words_on(answer)
    assert answer.status_code == 422
    for words in ("Row 1, colour: This heading is not known.", "Row 2, actual:", "Row 3, target:"):
        assert words in said
    assert "many,95,red" in answer.content.decode()


@pytest.mark.parametrize("table", ["value", '"', "a,b\n1", "\x00", "value\n" + "1\n" * 300])
def test_no_table_breaks_the_page(client, stranger, table):
    assert pasted(sign_in(client, stranger), table).status_code in (200, 422)


def test_an_unknown_council_or_policy_is_no_fault(client, stranger):
    sign_in(client, stranger)

    assert client.get(f"{TRY}?council=nowhere&beside=joint").status_code == 422
    assert client.get("/policies/none/try").status_code == 404


def test_as_many_reads_whatever_the_number_of_figures(client, officer, quarter):
    sign_in(client, officer)
    client.get(HAVERING)
    with CaptureQueriesContext(connection) as asked:
        client.get(HAVERING)

    assert len(asked) < 30
