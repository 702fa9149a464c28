"""From a frozen quarter to files in a folder and a publication, by the commands that people type."""

from __future__ import annotations

import csv
import io
import json
from datetime import datetime

import pytest

from goldenthread.figures.operations import freeze_round
from goldenthread.partnership.models import Appointment
from goldenthread.publishing import operations as publishing
from goldenthread.publishing.canonical import read_document
from goldenthread.publishing.document import Notice, NoticeKind
from goldenthread.publishing.models import Publication
from goldenthread.publishing.queries import stored_publication
from goldenthread.publishing.verification import verify_folder, verify_publication
from goldenthread.reports import operations as reports
from tests.figures.quarter import LONDON, Q2, give, make_due_measure, opened, sign_off, submit
from tests.publishing.pdf_words import words_on_pages
from tests.world import make_partnership

JANUARY = datetime(2020, 1, 13, 15, 0, tzinfo=LONDON)
QUARTER = ("--year", "2019-20", "--quarter", "Q2", "--audience", "joint-committee")
BY = ("--by", "officer@example.org", "--at", "2020-01-20")
FIRST, SECOND = "2019-20-q2-joint-committee-1", "2019-20-q2-joint-committee-2"


@pytest.fixture
def measure(officer, lead, head):
    """A measure whose figure was returned, submitted and signed off, in an open round."""
    make_partnership()
    made = make_due_measure()
    opened(by=officer)
    give(made, "96.2", by=lead)
    submit(made, by=lead)
    sign_off(made, by=head)
    return made


@pytest.fixture
def frozen(measure, officer):
    return freeze_round(quarter=Q2, by=officer, at=JANUARY)


def test_a_pack_of_frozen_figures_lies_in_the_folder_and_verifies(command, frozen, tmp_path):
    outcome = command("pack", *QUARTER, "--out", tmp_path / "pack")

    assert outcome.status == 0
    assert "version 1 of the figures" in outcome.out
    assert verify_folder(tmp_path / "pack").is_right


def test_without_a_freeze_the_pack_is_a_draft_in_every_file(command, measure, tmp_path):
    outcome = command("pack", *QUARTER, "--out", tmp_path, "--at", "2019-12-02T10:00")

    rows = list(csv.DictReader(io.StringIO((tmp_path / "2019-20-q2-joint-committee.csv").read_text())))
    assert (outcome.status, "DRAFT" in outcome.out) == (0, True)
    assert {row["document_status"] for row in rows} == {"DRAFT"}
    assert "DRAFT" in (tmp_path / "2019-20-q2-joint-committee.html").read_text()
    assert '"status":"DRAFT"' in (tmp_path / "2019-20-q2-joint-committee.json").read_text()
    assert json.loads((tmp_path / "manifest.json").read_text())["document"]["status"] == "DRAFT"


def test_the_same_freeze_makes_the_same_bytes(command, frozen, tmp_path):
    command("pack", *QUARTER, "--out", tmp_path / "one")
    command("pack", *QUARTER, "--out", tmp_path / "two")

    one, two = ({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("one", "two"))
    assert one == two


def test_a_folder_of_another_pack_is_refused_before_anything_is_typeset(command, frozen, tmp_path):
    (tmp_path / "manifest.json").write_text('{"document": {"name": "2019-20-q1-joint-committee"}}')

    outcome = command("pack", *QUARTER, "--out", tmp_path)

    assert outcome.status == 1
    assert "holds another pack (2019-20-q1-joint-committee)" in outcome.err
    assert "Typesetting" not in outcome.err


def test_a_quarter_that_was_never_opened_has_no_pack(command, officer, tmp_path):
    outcome = command("pack", *QUARTER, "--out", tmp_path / "pack")

    assert outcome.status == 1
    assert "The round of Q2 2019/20 is not open" in outcome.err
    assert not (tmp_path / "pack").exists()


def test_the_figures_of_the_csv_are_the_exact_ones(command, frozen, tmp_path):
    command("pack", *QUARTER, "--out", tmp_path)

    (row,) = csv.DictReader(io.StringIO((tmp_path / "2019-20-q2-joint-committee.csv").read_text()))
    assert (row["ref"], row["council"], row["value"], row["rating"]) == ("EXC01", "Havering", "96.2", "green")


def test_pack_prints_what_publication_would_find(command, frozen, tmp_path):
    outcome = command("pack", *QUARTER, "--out", tmp_path, "--json")

    assert [finding["code"] for finding in json.loads(outcome.out)["findings"]] == ["no-meeting"]


def test_a_freeze_is_published_with_its_files(command, frozen):
    outcome = command("publish", *QUARTER, *BY)

    assert outcome.status == 0
    assert f"Published as {FIRST}" in outcome.out
    assert f"/publications/{FIRST}/2019-20-q2-joint-committee.pdf" in outcome.out
    assert verify_publication(stored_publication(FIRST)).is_right


def test_what_was_published_over_is_told(command, frozen):
    outcome = command("publish", *QUARTER, *BY)

    assert "warning: No meeting is set for this round" in outcome.err


def test_figures_that_are_not_frozen_are_not_published(command, measure):
    outcome = command("publish", *QUARTER, *BY)

    assert outcome.status == 1
    assert "No figures of Q2 2019/20 are frozen" in outcome.err
    assert not Publication.objects.exists()


def test_the_same_freeze_is_published_once(command, frozen):
    command("publish", *QUARTER, *BY)

    outcome = command("publish", *QUARTER, *BY)

    assert outcome.status == 1
    assert f"--replaces {FIRST}" in outcome.err
    assert Publication.objects.count() == 1


def test_a_refusal_comes_before_the_figures_are_made_into_a_document(command, frozen, monkeypatch):
    command("publish", *QUARTER, *BY)
    monkeypatch.setattr(reports, "pack_document", never)

    again = command("publish", *QUARTER, *BY)
    corrected = command("publish", *QUARTER, *BY, "--replaces", "2019-20-q2-joint-committee-7", "--because", "So")

    assert (again.status, corrected.status) == (1, 1)
    assert again.err.splitlines()[0] == "Reading the figures of Q2 2019/20"
    assert again.err.splitlines()[1].startswith(f"{FIRST} is published already")
    assert "Nothing was published under the id" in corrected.err
    assert "Typesetting" not in again.err + corrected.err


def never(*_given, **_named):
    raise AssertionError("this was not to be asked for")


def test_what_is_opened_again_while_the_pack_is_typeset_is_not_published(command, frozen, monkeypatch):
    files = publishing.fit_files

    def meanwhile(document):
        command("reopen", *QUARTER[:4], "--figures", "EXC01:havering", "--reason", "A figure was wrong", *BY)
        return files(document)

    monkeypatch.setattr(publishing, "fit_files", meanwhile)

    outcome = command("publish", *QUARTER, *BY)

    assert outcome.status == 1
    assert "Opened again since Q2 2019/20 was last frozen" in outcome.err
    assert not Publication.objects.exists()


def test_what_is_frozen_anew_while_the_pack_is_typeset_is_not_published(command, frozen, monkeypatch):
    files = publishing.fit_files

    def meanwhile(document):
        freeze_again(command)
        return files(document)

    monkeypatch.setattr(publishing, "fit_files", meanwhile)

    outcome = command("publish", *QUARTER, *BY)

    assert outcome.status == 1
    assert "Q2 2019/20 was frozen again while version 1 was being published; publish again." in outcome.err
    assert not Publication.objects.exists()


def test_an_appointment_that_ends_while_the_pack_is_typeset_ends_the_publication(command, frozen, officer, monkeypatch):
    files = publishing.fit_files

    def meanwhile(document):
        Appointment.objects.filter(person_id=officer.pk).update(ended_on="2020-01-01")
        return files(document)

    monkeypatch.setattr(publishing, "fit_files", meanwhile)

    outcome = command("publish", *QUARTER, *BY)

    assert outcome.status == 1
    assert "is not performance officer on 20 January 2020" in outcome.err
    assert not Publication.objects.exists()


def freeze_again(command, *, by=BY) -> None:
    """The figure is opened again and frozen as version 2."""
    command("reopen", *QUARTER[:4], "--figures", "EXC01:havering", "--reason", "A figure was wrong", *by)
    command("freeze", *QUARTER[:4], *by)


def test_a_correction_of_nothing_is_refused(command, frozen):
    command("publish", *QUARTER, *BY)

    outcome = command("publish", *QUARTER, *BY, "--replaces", FIRST, "--because", "A figure was wrong")

    assert outcome.status == 1
    assert "was made from the same figures" in outcome.err
    assert Publication.objects.count() == 1


def test_nothing_is_published_while_a_figure_is_open_again(command, frozen):
    command("reopen", *QUARTER[:4], "--figures", "EXC01:havering", "--reason", "A figure was wrong", *BY)

    outcome = command("publish", *QUARTER, *BY)

    assert outcome.status == 1
    assert "Opened again since Q2 2019/20 was last frozen: EXC01, Havering. Freeze the round again" in outcome.err
    assert not Publication.objects.exists()


def test_a_correction_is_published_with_its_reason(command, frozen):
    command("publish", *QUARTER, *BY)
    freeze_again(command)

    outcome = command("publish", *QUARTER, *BY, "--replaces", FIRST, "--because", "A figure was wrong", "--json")

    assert json.loads(outcome.out)["public_id"] == "2019-20-q2-joint-committee-2"


def test_nothing_is_published_before_it_was_frozen(command, frozen):
    outcome = command("publish", *QUARTER, "--by", "officer@example.org", "--at", "2020-01-12")

    assert outcome.status == 1
    assert "The figures were frozen on 13 January 2020 at 15:00, and 12 January 2020 at 12:00 is before" in outcome.err


def test_a_correction_is_not_published_before_what_it_replaces(command, frozen):
    command("publish", *QUARTER, "--by", "officer@example.org", "--at", "2020-02-20")
    freeze_again(command, by=("--by", "officer@example.org", "--at", "2020-02-21"))

    outcome = command("publish", *QUARTER, *BY, "--replaces", FIRST, "--because", "A figure was wrong")

    assert outcome.status == 1
    assert f"{FIRST} was published on 20 February 2020 at 12:00, and 20 January 2020 at 12:00 is before" in outcome.err


def test_a_correction_says_on_its_first_page_what_it_replaces_and_why(command, frozen):
    command("publish", *QUARTER, *BY)
    freeze_again(command)

    command("publish", *QUARTER, *BY, "--replaces", FIRST, "--because", "A figure was wrong")

    stored = stored_publication(SECOND)
    first, *others = read_document(stored.document).sections[0].blocks
    assert isinstance(first, Notice)
    assert (first.kind, first.title) == (NoticeKind.CORRECTION, f"This document replaces {FIRST}")
    assert first.paragraphs == ("Why: A figure was wrong",)
    assert not any(isinstance(block, Notice) for block in others)
    assert verify_publication(stored).is_right


def without_breaks(words: str) -> str:
    """Letters alone: a long name may break anywhere on paper."""
    return "".join(words.replace("\u200b", "").split())


def test_the_notice_of_a_correction_is_printed_and_shown_before_any_number(command, frozen):
    command("publish", *QUARTER, *BY)
    freeze_again(command)

    command("publish", *QUARTER, *BY, "--replaces", FIRST, "--because", "A figure was wrong")

    files = {file.name.rpartition(".")[2]: file.content for file in stored_publication(SECOND).files}
    page, html = without_breaks(words_on_pages(files["pdf"])[0]), files["html"].decode()
    said, table = f"Correction: This document replaces {FIRST}", "How the measures are rated"
    assert page.index(without_breaks(said)) < page.index(without_breaks("Why: A figure was wrong"))
    assert page.index(without_breaks("Why: A figure was wrong")) < page.index(without_breaks(table))
    assert html.index(said) < html.index(table)


def test_a_first_publication_speaks_of_no_correction(command, frozen):
    command("publish", *QUARTER, *BY)

    files = {file.name.rpartition(".")[2]: file.content for file in stored_publication(FIRST).files}
    assert "Correction" not in files["html"].decode()
    assert "Correction" not in words_on_pages(files["pdf"])[0]


@pytest.mark.parametrize("half", [("--replaces", FIRST), ("--because", "A figure was wrong")])
def test_what_is_replaced_and_why_go_together(command, frozen, half):
    outcome = command("publish", *QUARTER, *BY, *half)

    assert outcome.status == 2
    assert "--replaces and --because go together" in outcome.err


@pytest.mark.parametrize(
    ("blank", "said"),
    [
        (("--replaces", FIRST, "--because", " "), "--because is empty: say why, in words for the readers of the pack."),
        (("--replaces", "", "--because", ""), "--replaces is empty: give the id of the publication that this corrects"),
    ],
)
def test_a_reason_that_is_empty_is_said_to_be_empty(command, frozen, blank, said):
    outcome = command("publish", *QUARTER, *BY, *blank)

    assert outcome.status == 2
    assert said in outcome.err
    assert not Publication.objects.exists()


def test_nobody_but_the_performance_officer_publishes(command, frozen):
    outcome = command("publish", *QUARTER, "--by", "lead@example.org", "--at", "2020-01-20")

    assert outcome.status == 1
    assert "Head of Exchequer is not performance officer on 20 January 2020" in outcome.err


def test_a_warning_that_nobody_answered_keeps_the_pack_back(command, officer, lead, head):
    make_partnership()
    unlikely = make_due_measure(annual="420")
    opened(by=officer)
    give(unlikely, "73390", by=lead)
    freeze_round(quarter=Q2, by=officer, at=JANUARY)

    outcome = command("publish", *QUARTER, *BY, "--json")

    assert outcome.status == 1
    assert "EXC01 for Havering" in json.loads(outcome.out)["problems"][0]["message"]
    assert not Publication.objects.exists()


def test_another_audience_is_wrong_usage(command, frozen, tmp_path):
    outcome = command("pack", *QUARTER[:-1], "everybody", "--out", tmp_path)

    assert outcome.status == 2


def bytes_in(folder) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def stored_bytes(public_id) -> dict[str, bytes]:
    return {file.name: file.content for file in stored_publication(public_id).files}


def test_a_pack_of_frozen_figures_that_were_not_published_says_so_in_every_file(command, frozen, tmp_path):
    outcome = command("pack", *QUARTER, "--out", tmp_path)

    files = {path.suffix: path.read_bytes() for path in tmp_path.iterdir() if path.name != "manifest.json"}
    rows = list(csv.DictReader(io.StringIO(files[".csv"].decode())))
    pages = words_on_pages(files[".pdf"])
    assert "version 1 of the figures, frozen and not published" in outcome.out
    assert {row["document_status"] for row in rows} == {"FROZEN, NOT PUBLISHED"}
    assert all("FROZEN, NOT PUBLISHED" in page for page in pages)
    assert "<title>Frozen, not published: " in files[".html"].decode()
    assert '"status":"FROZEN, NOT PUBLISHED"' in files[".json"].decode()
    assert json.loads((tmp_path / "manifest.json").read_text())["document"]["status"] == "FROZEN, NOT PUBLISHED"
    assert verify_folder(tmp_path).is_proved


def test_a_pack_of_what_was_published_holds_the_published_bytes(command, frozen, tmp_path):
    command("publish", *QUARTER, *BY)

    outcome = command("pack", *QUARTER, "--out", tmp_path, "--json")

    told = json.loads(outcome.out)
    assert bytes_in(tmp_path) == stored_bytes(FIRST)
    assert (told["status"], told["publication"]) == ("published", FIRST)


def test_a_pack_of_a_correction_holds_its_notice(command, frozen, tmp_path):
    command("publish", *QUARTER, *BY)
    freeze_again(command)
    unpublished = command("pack", *QUARTER, "--out", tmp_path / "before")
    command("publish", *QUARTER, *BY, "--replaces", FIRST, "--because", "A figure was wrong")

    outcome = command("pack", *QUARTER, "--out", tmp_path / "after")

    assert "version 2 of the figures, frozen and not published" in unpublished.out
    assert f"as published: {SECOND}" in outcome.out
    assert bytes_in(tmp_path / "after") == stored_bytes(SECOND)
