"""The page of a figure's evidence: files attached with a draft that stays, refused with reasons, handed out safely."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from goldenthread.accounts.models import User
from goldenthread.audit.models import Event
from goldenthread.figures.models import FigureEvidence
from goldenthread.figures.operations import freeze_round
from goldenthread.indicators.models import Measure
from goldenthread.publishing.models import Issue, Publication
from tests.at_browser import sign_in
from tests.attachments.made_files import a_pdf
from tests.figures.quarter import OCTOBER, Q2, figure_of, give, submit
from tests.figures.returning_pages import TODAY, address, at, due_quarter, form_on, send, words_on
from tests.world import make_appointment, make_council, make_person

PDF = a_pdf()


@pytest.fixture(autouse=True)
def _fixed_day(settings: Any) -> None:
    settings.GOLDENTHREAD_TODAY = TODAY


@pytest.fixture
def measure(officer: User) -> Measure:
    """A measure whose figure of Q2 is due."""
    return due_quarter(officer=officer)[1]


def attach(client: Any, measure: Measure, **files: tuple[str, bytes, str]) -> Any:
    """Fills the page's form in with files, each as (name, content, what it shows), and sends it."""
    page = f"{address(measure)}/evidence"
    shown: Any = client.get(page)
    typed: dict[str, Any] = dict(form_on(shown, which=-1))
    for box, (name, content, words) in files.items():
        number = box.removeprefix("file_")
        typed |= {box: SimpleUploadedFile(name, content), f"shows_{number}": words}
    return client.post(page, typed, follow=True)


def file_address(measure: Measure) -> str:
    evidence = FigureEvidence.objects.latest("pk")
    return f"/rounds/figures/{figure_of(measure).pk}/evidence/{evidence.pk}"


def test_a_draft_is_saved_and_evidence_attached_to_it(client: Any, lead: User, measure: Measure) -> None:
    at(client, lead)

    saved = send(client, measure, client.get(address(measure)), "evidence", value="96.2")
    answer = attach(client, measure, file_1=("Ledger.pdf", PDF, "Ledger of September"))

    assert saved.headers["Location"] == f"{address(measure)}/evidence"
    assert "Attached to EXC02, Havering: Ledger.pdf" in answer.content.decode()
    figure = client.get(address(measure))
    assert form_on(figure)["value"] == "96.2%"
    assert "Ledger.pdf : Ledger of September" in words_on(figure)


def test_several_files_are_attached_at_once(client: Any, lead: User, measure: Measure) -> None:
    answer = attach(
        at(client, lead), measure, file_1=("a.pdf", PDF, "The first"), file_3=("b.txt", b"words", "The third")
    )

    assert "Attached to EXC02, Havering: a.pdf, b.txt" in answer.content.decode()


def test_everything_that_is_wrong_is_said_at_its_box_and_the_words_stay(
    client: Any, lead: User, measure: Measure
) -> None:
    answer = attach(
        at(client, lead), measure, file_1=("a.exe", b"MZ", "A program"), file_2=("b.pdf", b"no", "No PDF at all")
    )

    words = words_on(answer)
    assert answer.status_code == 422
    assert "Choose the files again" in words
    assert "a.exe: Attach .pdf" in words
    assert "b.pdf: The name says that this is a PDF" in words
    assert form_on(answer, which=-1)["shows_2"] == "No PDF at all"
    assert not FigureEvidence.objects.exists()


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, "Choose a file."),
        ({"file_1": ("a.txt", b"words", "")}, "Say what the file shows."),
    ],
)
def test_a_file_and_what_it_shows_are_both_asked_for(
    client: Any, lead: User, measure: Measure, files: Any, said: str
) -> None:
    assert said in words_on(attach(at(client, lead), measure, **files))


def test_what_is_wrong_with_words_and_files_is_said_at_once(client: Any, lead: User, measure: Measure) -> None:
    answer = attach(at(client, lead), measure, file_1=("a.txt", b"words", ""), file_2=("b.pdf", b"no", "A PDF"))

    words = words_on(answer)
    assert "Say what the file shows." in words
    assert "b.pdf: The name says that this is a PDF" in words


def test_a_file_larger_than_the_setting_is_refused_unread(
    client: Any, lead: User, measure: Measure, settings: Any
) -> None:
    settings.GOLDENTHREAD_ATTACHMENT_BYTES = 1_000_000

    answer = attach(at(client, lead), measure, file_1=("a.txt", b"a" * 1_000_001, "Much"))

    assert "larger than 1 MB" in words_on(answer)


def test_a_file_that_is_taken_off_is_struck_out(client: Any, lead: User, measure: Measure) -> None:
    attach(at(client, lead), measure, file_1=("Ledger.pdf", PDF, "Ledger"))
    page = f"{address(measure)}/evidence"

    evidence = FigureEvidence.objects.get()
    answer = client.post(f"{page}/{evidence.pk}/remove", form_on(client.get(page)), follow=True)

    assert "Taken off by Head of Exchequer" in words_on(answer)
    assert "<s>" in answer.content.decode()


def test_a_stale_page_attaches_nothing_and_says_so(client: Any, lead: User, measure: Measure) -> None:
    at(client, lead)
    page = f"{address(measure)}/evidence"
    typed = form_on(client.get(page), which=-1)
    give(measure, "96.2", by=lead)

    answer = client.post(page, {**typed, "file_1": SimpleUploadedFile("a.txt", b"a"), "shows_1": "a"})

    assert answer.status_code == 409
    assert "Somebody changed the figure since you opened this page" in words_on(answer)


def test_a_file_is_handed_out_to_be_saved_and_never_shown(client: Any, lead: User, measure: Measure) -> None:
    attach(at(client, lead), measure, file_1=("Ledger “Q2”.pdf", PDF, "Ledger"))

    answer = client.get(file_address(measure))

    assert answer.content == PDF
    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''Ledger")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert "no-store" in answer.headers["Cache-Control"]


def test_the_log_keeps_who_was_handed_which_file(client: Any, lead: User, officer: User, measure: Measure) -> None:
    attach(at(client, lead), measure, file_1=("Ledger.pdf", PDF, "Ledger"))
    client.head(file_address(measure))
    assert not Event.objects.filter(kind="evidence saved as a file").exists()

    client.get(file_address(measure))

    kept = Event.objects.get(kind="evidence saved as a file")
    assert (kept.by, kept.subject_id, kept.details) == (lead.pk, str(figure_of(measure).pk), {"file": "Ledger.pdf"})
    log = words_on(sign_in(client, officer).get("/events", {"kind": "all-security", "council": "havering"}))
    assert "Evidence saved as a file File: Ledger.pdf evidence of EXC02, Havering, Q2 2019/20 Head of Exchequer" in log


def test_whoever_may_not_see_the_figure_gets_no_file(client: Any, lead: User, member: User, measure: Measure) -> None:
    attach(at(client, lead), measure, file_1=("Ledger.pdf", PDF, "Ledger"))

    assert at(client, member).get(file_address(measure)).status_code == 404


def test_a_number_that_no_figure_can_have_leads_to_no_file(client: Any, lead: User, measure: Measure) -> None:
    sign_in(client, lead)
    attach(client, measure, first=("count.csv", b"a,b\n", "The count"))

    for leads in (f"/rounds/figures/{'9' * 30}/evidence/1", f"/rounds/figures/1/evidence/{'9' * 30}"):
        assert client.get(leads).status_code == 404


def test_the_director_and_the_section_151_officer_of_the_council_get_it(
    client: Any, lead: User, head: User, measure: Measure
) -> None:
    attach(at(client, lead), measure, file_1=("Ledger.pdf", PDF, "Ledger"))
    chief, other = make_person("Chief Finance Officer"), make_person("Another Finance Officer")
    make_appointment(chief, role="section-151-officer", council=make_council())
    make_appointment(other, role="section-151-officer", council=make_council("Newham"))

    got = [sign_in(client, person).get(file_address(measure)).status_code for person in (head, chief, other)]

    assert got == [200, 200, 404]


def test_an_auditor_gets_it_once_the_version_that_holds_it_is_issued_to_them(
    client: Any, lead: User, officer: User, measure: Measure
) -> None:
    attach(at(client, lead), measure, file_1=("Ledger.pdf", PDF, "Ledger"))
    give(measure, "96.2", by=lead, at=OCTOBER + timedelta(days=1))
    submit(measure, by=lead, at=OCTOBER + timedelta(days=1))
    freeze_round(quarter=Q2, by=officer, at=OCTOBER + timedelta(days=2))
    auditor = make_person("Auditor")
    make_appointment(auditor, role="auditor")
    before = at(client, auditor).get(file_address(measure)).status_code

    publication = Publication.objects.create(
        public_id="1",
        name="1",
        title="Pack",
        audience="management-team",
        period=str(Q2),
        restricted=True,
        made_from="Q2 2019/20, version 1 of the figures",
        published_at=OCTOBER + timedelta(days=3),
        published_by=officer.pk,
        document=b"",
        document_sha256="",
        versions={},
    )
    Issue.objects.create(
        publication=publication,
        person=auditor.pk,
        post="Auditor",
        issued_at=OCTOBER + timedelta(days=3),
        issued_by=officer.pk,
    )

    assert (before, client.get(file_address(measure)).status_code) == (404, 200)


def test_evidence_is_seen_where_the_figure_is_looked_at(
    client: Any, lead: User, officer: User, measure: Measure
) -> None:
    attach(at(client, lead), measure, file_1=("Ledger.pdf", PDF, "Ledger of September"))

    looked = sign_in(client, officer).get(f"/rounds/figures/{figure_of(measure).pk}")

    assert "Ledger.pdf : Ledger of September" in words_on(looked)
    assert file_address(measure) in looked.content.decode()


def test_evidence_is_seen_by_whoever_clears_the_figures(
    client: Any, lead: User, officer: User, measure: Measure
) -> None:
    attach(at(client, lead), measure, file_1=("Ledger.pdf", PDF, "Ledger of September"))
    give(measure, "96.2", by=lead, at=OCTOBER + timedelta(days=1))
    submit(measure, by=lead, at=OCTOBER + timedelta(days=1))
    freeze_round(quarter=Q2, by=officer, at=OCTOBER + timedelta(days=2))
    treasurer = make_person("Havering Treasurer")
    make_appointment(treasurer, role="section-151-officer", council=make_council())

    page = sign_in(client, treasurer).get("/clearances/2019-20-q2/havering")

    assert "EXC02 Ledger of September: Ledger.pdf" in words_on(page)
    assert client.get(file_address(measure)).content == PDF
