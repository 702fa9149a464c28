"""Evidence of a figure: attached, taken off, frozen with it, explained; whole or not at all."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from goldenthread.accounts.models import User
from goldenthread.attachments.looking import FilesRefused
from goldenthread.attachments.models import Attachment
from goldenthread.domain.plain import from_plain
from goldenthread.domain.snapshot import FigureSnapshot, KeptEvidence
from goldenthread.figures.models import FigureEvidence, FrozenFigure
from goldenthread.figures.operations import freeze_round
from goldenthread.figures.operations.attaching import (
    MOST_FILES,
    EvidenceRefused,
    Shown,
    attach_evidence,
    remove_evidence,
)
from goldenthread.figures.queries.attached import evidence_of
from goldenthread.figures.queries.explained import explained_figure
from goldenthread.indicators.models import Measure
from tests.attachments.made_files import EMAIL, a_pdf, given
from tests.figures.quarter import OCTOBER, Q2, figure_of, give, make_due_measure, opened, submit
from tests.own_database import OwnDatabase, make_template

MOST = 1_000_000


@pytest.fixture
def measure(officer: User) -> Measure:
    """A measure whose figure of Q2 is due."""
    made = make_due_measure()
    opened(by=officer)
    return made


def attach(measure: Measure, *names: str, by: User, content: bytes | None = None) -> tuple[str, ...]:
    """Attaches files of these names, each of other words."""
    shown = [Shown(file=given(name, content or name.encode()), words="The ledger of September") for name in names]
    figure = figure_of(measure)
    return attach_evidence(figure_id=figure.pk, version=figure.version, shown=shown, most_bytes=MOST, by=by, at=OCTOBER)


def test_evidence_is_kept_as_it_came_with_what_it_shows(measure: Measure, lead: User) -> None:
    attach(measure, "Ledger.eml", by=lead, content=EMAIL)

    (evidence,) = evidence_of(figure_of(measure).pk)
    assert (evidence.name, evidence.words) == ("Ledger.eml", "The ledger of September")
    assert bytes(Attachment.objects.get(sha256=evidence.sha256).content) == EMAIL


def test_the_same_file_twice_is_said_to_be_there(measure: Measure, lead: User) -> None:
    attach(measure, "Ledger.txt", by=lead)

    with pytest.raises(EvidenceRefused, match=r"attached already, as Ledger\.txt"):
        attach(measure, "Ledger copy.txt", by=lead, content=b"Ledger.txt")


def test_of_several_files_all_are_kept_or_none(measure: Measure, lead: User) -> None:
    with pytest.raises(FilesRefused):
        attach(measure, "Ledger.txt", "Ledger.exe", by=lead)

    assert not Attachment.objects.exists()
    assert figure_of(measure).version == 0


def test_a_file_that_is_taken_off_stays_in_history(measure: Measure, lead: User) -> None:
    attach(measure, "Ledger.txt", by=lead)
    (evidence,) = evidence_of(figure_of(measure).pk)

    figure = figure_of(measure)
    remove_evidence(figure_id=figure.pk, evidence_id=evidence.evidence_id, version=figure.version, by=lead, at=OCTOBER)

    (struck,) = evidence_of(figure.pk)
    assert (struck.name, struck.removed_by) == ("Ledger.txt", "Head of Exchequer")
    assert Attachment.objects.count() == 1


def test_nothing_is_attached_once_a_figure_is_submitted(measure: Measure, lead: User) -> None:
    give(measure, "96.2", by=lead)
    submit(measure, by=lead)

    with pytest.raises(EvidenceRefused, match="Head of Exchequer submitted it"):
        attach(measure, "Ledger.txt", by=lead)


def test_whoever_does_not_return_a_figure_attaches_nothing_to_it(measure: Measure, head: User) -> None:
    with pytest.raises(EvidenceRefused, match="is not service lead or performance officer"):
        attach(measure, "Ledger.txt", by=head)


def test_a_stale_page_attaches_nothing(measure: Measure, lead: User) -> None:
    figure = figure_of(measure)
    give(measure, "96.2", by=lead)

    with pytest.raises(EvidenceRefused, match="Somebody changed the figure"):
        attach_evidence(
            figure_id=figure.pk,
            version=figure.version,
            shown=[Shown(file=given("a.txt", b"a"), words="a")],
            most_bytes=MOST,
            by=lead,
            at=OCTOBER,
        )


def test_a_figure_takes_so_many_files_and_no_more(measure: Measure, lead: User) -> None:
    attach(measure, *(f"{number}.txt" for number in range(MOST_FILES)), by=lead)

    with pytest.raises(EvidenceRefused, match="Put several into one PDF"):
        attach(measure, "one more.txt", by=lead)


def test_evidence_is_frozen_with_its_figure_and_explained_with_its_checksum(
    measure: Measure, lead: User, officer: User
) -> None:
    give(measure, "96.2", by=lead)
    attach(measure, "Ledger.pdf", by=lead, content=a_pdf())
    submit(measure, by=lead)

    freeze_round(quarter=Q2, by=officer, at=OCTOBER + timedelta(days=1))

    snapshot = from_plain(FigureSnapshot, FrozenFigure.objects.get().snapshot)
    kept = Attachment.objects.get()
    assert snapshot.evidence == (KeptEvidence(name="Ledger.pdf", sha256=kept.sha256, words="The ledger of September"),)
    explanation = explained_figure(Q2, name="EXC01:havering", at=OCTOBER + timedelta(days=2)).explanation
    (part,) = [part for part in explanation.parts if part.title == "What is attached to it"]
    assert kept.sha256 in part.lines[0].words
    assert not explanation.disagreements


def test_evidence_that_was_taken_off_is_not_frozen(measure: Measure, lead: User, officer: User) -> None:
    give(measure, "96.2", by=lead)
    attach(measure, "Ledger.txt", by=lead)
    figure = figure_of(measure)
    evidence = FigureEvidence.objects.get()
    remove_evidence(figure_id=figure.pk, evidence_id=evidence.pk, version=figure.version, by=lead, at=OCTOBER)

    freeze_round(quarter=Q2, by=officer, at=OCTOBER + timedelta(days=1))

    assert not from_plain(FigureSnapshot, FrozenFigure.objects.get().snapshot).evidence


FULL = """
import resource, django
django.setup()
from django.db import OperationalError, connection
from goldenthread.accounts.models import User
from goldenthread.attachments.models import Attachment
from goldenthread.figures.models import Figure, FigureEvidence
from goldenthread.figures.operations.attaching import Shown, attach_evidence
from tests.attachments.made_files import given
from tests.figures.quarter import OCTOBER

def attach(size):
    figure = Figure.objects.filter(state="returned").order_by("pk")[0]
    shown = [Shown(file=given("a.txt", b"a" * size), words="All of it")]
    attach_evidence(
        figure_id=figure.pk, version=figure.version, shown=shown, most_bytes=9_000_000,
        by=User.objects.get(email="officer1@example.org"), at=OCTOBER.replace(day=20),
    )

connection.cursor().execute("PRAGMA max_page_count = 1")  # SQLite takes no fewer than there are
try:
    attach(4_000_000)
except OperationalError as error:
    print(error)
print(Attachment.objects.count(), FigureEvidence.objects.count())
connection.cursor().execute("PRAGMA max_page_count = 1000000")
attach(4_000_000)
print(Attachment.objects.count(), FigureEvidence.objects.count())
"""


def test_on_a_full_disk_nothing_is_attached_and_later_all_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    database: OwnDatabase = make_template(tmp_path / "data")
    assert database.run_python("-m", "tests.figures.seed", 2).stderr == ""

    told = database.run_python("-c", FULL)

    assert told.stdout.splitlines() == ["database or disk is full", "0 0", "1 1"], told.stderr
