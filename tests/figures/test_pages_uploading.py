"""A workbook at the pages: taken away, sent in with errors, mended, looked at, and taken by one confirmation."""

from __future__ import annotations

import io
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from goldenthread.accounts.models import BrowserSession, PutAside
from goldenthread.audit.queries import history_of
from goldenthread.figures.models import ReturnedValue, ReturnFile
from tests.at_browser import sign_in
from tests.figures.quarter import figure_of, give
from tests.figures.returning_pages import TODAY, at, due_quarter, form_on, words_on
from tests.world import make_appointment, make_person, make_service

pytestmark = pytest.mark.django_db
WORKBOOK = "/returns/2019-20-q2/workbook/exchequer-and-transactional"
UPLOAD = "/returns/2019-20-q2/upload"


@pytest.fixture(autouse=True)
def _day(settings):
    settings.GOLDENTHREAD_TODAY = TODAY


@pytest.fixture
def measures(officer):
    return due_quarter(officer=officer)


def filled(client: Client, *values: str) -> bytes:
    """The workbook as it was taken away, with these values in its rows."""
    book = load_workbook(io.BytesIO(client.get(WORKBOOK).content))
    sheet = book["Figures"]
    heading = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "Value")
    for number, value in enumerate(values, start=1):
        sheet.cell(row=heading.row + number, column=heading.column, value=value)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def upload(client: Client, content: bytes, *, name: str = "exchequer.xlsx"):
    return client.post(UPLOAD, {"file": SimpleUploadedFile(name, content)})


def confirm(client: Client, preview):
    return client.post(f"{UPLOAD}/confirm", form_on(preview))


def test_the_workbook_is_saved_as_a_file_with_what_is_due(client, lead, measures):
    answer = at(client, lead).get(WORKBOOK)

    assert answer["Content-Disposition"] == 'attachment; filename="exchequer-and-transactional-2019-20-q2.xlsx"'
    assert answer["Cache-Control"] == "no-store"
    sheet = load_workbook(io.BytesIO(answer.content))["Figures"]
    refs = [cell.value for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("EXC")]
    assert refs == ["EXC01", "EXC02"]


def test_the_log_keeps_who_saved_which_workbook(client, lead, measures):
    at(client, lead).get(WORKBOOK)

    (event,) = history_of(subject="round", subject_id="2019-20 Q2")[-1:]
    assert (event.kind, event.by) == ("workbook saved as a file", lead.pk)


def test_a_workbook_is_looked_at_before_anything_is_taken_and_then_taken_whole(client, lead, measures):
    at(client, lead)

    preview = upload(client, filled(client, "96.0%", "80%"))

    said = words_on(preview)
    assert "2 figures would change." in said
    assert "96.0%" in said
    assert "It still wants an exception report." in said
    assert (ReturnedValue.objects.count(), ReturnFile.objects.count()) == (0, 0)
    done = confirm(client, preview)
    assert done["Location"] == "/returns"
    assert [figure_of(one).value.value for one in measures] == [Decimal("96.0"), Decimal("80")]
    assert ReturnFile.objects.get().name == "exchequer.xlsx"
    # It is taken once: what was waiting is gone.
    assert confirm(client, preview)["Location"] == UPLOAD
    assert ReturnFile.objects.count() == 1


def test_every_wrong_cell_is_named_and_nothing_is_taken_until_it_is_mended(client, lead, measures):
    at(client, lead)

    refused = upload(client, filled(client, "abc", "0.5"))

    assert refused.status_code == 422
    said = words_on(refused)
    assert "There are 2 problems" in said
    assert "Figures, row" in said
    assert "abc" in said
    assert client.post(f"{UPLOAD}/confirm", {"seen": ""})["Location"] == UPLOAD
    assert ReturnedValue.objects.count() == 0
    confirm(client, upload(client, filled(client, "96.0%", "80%")))
    assert ReturnedValue.objects.count() == 2


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("figures.exe", b"MZ", "ends in .xlsx"),
        ("figures.xlsx", b"", "empty"),
        ("figures.xlsx", b"not a workbook at all", "problem"),
        ("figures.xlsx", b"PK\x03\x04" + b"\x00" * 400, "problem"),
        ("figures.csv", b"Ref,Council,Value\nEXC01,Havering,=cmd|' /C calc'!A0\n", "problem"),
        ("figures.xlsx", b"x" * 2_000_001, "larger than 2 MB"),
    ],
    ids=["exe", "empty", "words", "damaged", "formula", "large"],
)
@pytest.mark.usefixtures("measures")
def test_what_is_no_workbook_is_refused_in_words(client, lead, name, content, said):
    refused = upload(at(client, lead), content, name=name)

    assert refused.status_code == 422
    assert said in words_on(refused)
    assert ReturnedValue.objects.count() == 0


def test_a_figure_changed_between_looking_and_confirming_is_shown_once_more(client, lead, officer, measures):
    preview = upload(at(client, lead), filled(client, "96.0%", "80%"))
    give(measures[1], "81.5", by=officer)

    again = confirm(client, preview)

    assert again.status_code == 409
    assert "81.5%" in words_on(again)
    assert figure_of(measures[1]).value.value == Decimal("81.5")
    confirm(client, again)
    assert figure_of(measures[1]).value.value == Decimal("80")


def test_another_workbook_sent_in_meanwhile_is_not_taken_for_the_one_that_was_looked_at(client, lead, measures):
    first = upload(at(client, lead), filled(client, "96.0%", "80%"))
    upload(client, filled(client, "12.0%", "13%"))

    again = confirm(client, first)

    assert again.status_code == 409
    assert "12.0%" in words_on(again)
    assert not ReturnedValue.objects.exists()


def test_the_same_workbook_again_changes_nothing_and_offers_nothing_to_confirm(client, lead, measures):
    content = filled(at(client, lead), "96.0%", "97%")
    confirm(client, upload(client, content))

    preview = upload(client, content)

    assert "It would change nothing. 2 figures in it are as before." in words_on(preview)
    assert "Take these figures" not in words_on(preview)


def test_a_quarter_that_is_not_open_and_one_that_is_none_have_no_page(client, lead, measures):
    at(client, lead)

    assert [client.get(f"/returns/{period}/upload").status_code for period in ("2019-20-q3", "2019-q9", "x")] == [
        404
    ] * 3


def test_whoever_returns_for_another_service_has_neither_workbook_nor_place_to_send_it(client, measures):
    person = make_person("Head of Elsewhere")
    make_appointment(person, role="service-lead", service=make_service("Elsewhere"))
    sign_in(client, person)

    assert (client.get(WORKBOOK).status_code, client.get(UPLOAD).status_code) == (404, 404)


def test_a_workbook_that_waits_for_one_person_is_not_taken_by_another(client, lead, officer, measures):
    preview = upload(at(client, lead), filled(client, "96.0%", "80%"))

    answer = sign_in(Client(), officer).post(f"{UPLOAD}/confirm", form_on(preview))

    assert answer["Location"] == UPLOAD
    assert ReturnedValue.objects.count() == 0


def test_a_file_with_a_very_long_name_is_kept_under_its_beginning_and_ending(client, lead, measures):
    content = b"Ref,Council,Value\nEXC01,Havering,96%\n"

    done = confirm(client, upload(at(client, lead), content, name="x" * 245 + ".csv"))

    assert done["Location"] == "/returns"
    assert ReturnFile.objects.get().name == "x" * 195 + "….csv"


def test_a_workbook_that_waits_lies_in_no_session_and_is_there_for_its_sender_alone(client, lead, measures):
    upload(at(client, lead), filled(client, "96.0%", "80%"))

    waiting = PutAside.objects.get()
    assert (waiting.person, len(waiting.content) > 5000) == (lead, True)
    assert max(len(row.session_data) for row in BrowserSession.objects.all()) < 1000


def test_what_was_taken_or_refused_waits_no_longer(client, lead, measures):
    confirm(client, upload(at(client, lead), filled(client, "96.0%", "80%")))
    assert not PutAside.objects.exists()

    upload(client, filled(client, "abc", "80%"))

    assert not PutAside.objects.exists()


def test_a_workbook_that_waited_longer_than_a_session_lasts_is_sent_again(client, lead, measures):
    preview = upload(at(client, lead), filled(client, "96.0%", "80%"))
    PutAside.objects.update(expires_at=timezone.now())

    answer = confirm(client, preview)

    assert answer["Location"] == UPLOAD
    assert "There is no workbook to take. Send it again." in words_on(client.get(UPLOAD))
    assert ReturnedValue.objects.count() == 0
