"""Publishing: everything at once, never changed, and a correction that says what it corrects."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction

from goldenthread.audit.queries import history_of
from goldenthread.publishing import operations
from goldenthread.publishing.canonical import canonical_json
from goldenthread.publishing.document import Status
from goldenthread.publishing.gate import GateRefused
from goldenthread.publishing.models import Publication, PublishedFile
from goldenthread.publishing.operations import publish_document
from goldenthread.publishing.queries import publications, stored_publication
from goldenthread.publishing.rules import (
    AlreadyPublished,
    NotAllowedToPublish,
    NotFit,
    NothingToReplace,
    NotToBePublished,
)
from tests.publishing.small import FROZEN_AT, make_document

AT = datetime(2020, 1, 20, 10, 0, tzinfo=UTC)
FIRST = "2019-20-q2-joint-committee-1"


def publish(document=None, *, by, at=AT, **given):
    return publish_document(
        document or make_document(),
        audience="joint-committee",
        period="2019-20 Q2",
        made_from="Q2 2019/20, version 1 of the figures",
        presented_to="oneSource Joint Committee, 7 February 2020",
        by=by,
        at=at,
        **given,
    )


def test_a_publication_holds_its_document_and_all_its_files(officer):
    publication = publish(by=officer)

    stored = stored_publication(publication.public_id)
    assert stored.public_id == FIRST
    assert stored.document == canonical_json(make_document())
    assert [file.name for file in stored.files] == [
        "2019-20-q2-joint-committee.csv",
        "2019-20-q2-joint-committee.docx",
        "2019-20-q2-joint-committee.html",
        "2019-20-q2-joint-committee.json",
        "2019-20-q2-joint-committee.ods",
        "2019-20-q2-joint-committee.odt",
        "2019-20-q2-joint-committee.pdf",
        "2019-20-q2-joint-committee.xlsx",
        "manifest.json",
    ]


def test_the_manifest_lists_the_other_files_with_their_checksums(officer):
    publish(by=officer)

    stored = stored_publication(FIRST)
    manifest = json.loads(next(file.content for file in stored.files if file.name == "manifest.json"))
    listed = {entry["name"]: entry["sha256"] for entry in manifest["files"]}
    assert listed == {file.name: file.sha256 for file in stored.files if file.name != "manifest.json"}


def test_what_was_done_is_recorded_with_who_and_when(officer):
    publish(by=officer)

    (entry,) = history_of(subject="publication", subject_id=FIRST)
    assert (entry.kind, entry.by, entry.at) == ("document published", officer.pk, AT)


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["lead", "head", "clerk", "member", "stranger"])
def test_nobody_but_the_performance_officer_publishes(who, request):
    with pytest.raises(NotAllowedToPublish, match="not performance officer on 20 January 2020"):
        publish(by=request.getfixturevalue(who))

    assert not Publication.objects.exists()


def test_a_draft_is_never_published(officer):
    with pytest.raises(NotToBePublished, match="draft"):
        publish(make_document(status=Status.DRAFT), by=officer)


def test_nothing_is_published_before_its_figures_were_frozen(officer):
    with pytest.raises(NotToBePublished, match="frozen on 13 January 2020 at 15:00"):
        publish(by=officer, at=FROZEN_AT - timedelta(minutes=1))


def test_a_second_publication_of_the_same_is_refused_with_what_to_do(officer):
    publish(by=officer)

    with pytest.raises(AlreadyPublished, match="publish a correction of it") as refused:
        publish(by=officer)

    assert refused.value.at_terminal == f'That is with --replaces {FIRST} --because "WHY".'
    assert Publication.objects.count() == 1


def test_a_correction_says_what_it_replaces_and_why(officer):
    publish(by=officer)

    publish(
        make_document(words="Complaints were 31."), by=officer, replaces=FIRST, because="Complaints were 31, not 38"
    )

    newest, oldest = publications()
    assert (newest.replaces, newest.replaces_because) == (FIRST, "Complaints were 31, not 38")
    assert (oldest.replaced_by, oldest.replaced_because) == (newest.public_id, "Complaints were 31, not 38")


def test_a_correction_leaves_the_bytes_that_it_replaces_as_they_were(officer):
    publish(by=officer)
    before = stored_publication(FIRST)

    publish(make_document(words="Corrected."), by=officer, replaces=FIRST, because="A wrong figure")

    assert stored_publication(FIRST) == before


@pytest.mark.parametrize(
    ("replaces", "words"),
    [("2019-20-q1-joint-committee-1", "Nothing was published"), ("unknown", "Nothing was published")],
)
def test_what_was_never_published_cannot_be_replaced(officer, replaces, words):
    with pytest.raises(NothingToReplace, match=words):
        publish(by=officer, replaces=replaces, because="Because")


def test_another_document_cannot_be_replaced(officer):
    publish(by=officer)

    with pytest.raises(NothingToReplace, match="another document"):
        publish(make_document(name="2019-20-q3-joint-committee"), by=officer, replaces=FIRST, because="Because")


def test_what_was_replaced_before_cannot_be_replaced_again(officer):
    publish(by=officer)
    publish(make_document(words="Second."), by=officer, replaces=FIRST, because="A wrong figure")

    with pytest.raises(NothingToReplace, match="what stands now is 2019-20-q2-joint-committee-2"):
        publish(make_document(words="Third."), by=officer, replaces=FIRST, because="Another")


def test_a_pdf_that_fails_its_gate_keeps_everything_from_being_published(officer, monkeypatch):
    def refuse(pdf_bytes, *, language, figures):
        raise GateRefused(("ua1: 7.1-1: content is not tagged (1 times)",))

    monkeypatch.setattr("goldenthread.publishing.rendering.check_gate", refuse)

    with pytest.raises(NotFit, match="content is not tagged"):
        publish(by=officer)

    assert not Publication.objects.exists()


def test_text_that_cannot_be_printed_keeps_everything_from_being_published(officer):
    with pytest.raises(NotFit, match="cannot be printed"):
        publish(make_document(words="\u4e0d"), by=officer)

    assert not Publication.objects.exists()


def test_a_fault_while_files_are_stored_leaves_nothing(officer, monkeypatch):
    def fail(*args, **kwargs):
        raise OSError("the disk is full")

    monkeypatch.setattr(operations, "record", fail)

    with pytest.raises(OSError, match="disk"):
        publish(by=officer)

    assert not Publication.objects.exists()
    assert not PublishedFile.objects.exists()


def test_of_two_who_publish_at_once_the_second_is_told_what_stands(officer, monkeypatch):
    files = operations.fit_files(make_document())

    def somebody_else_is_faster(document):
        monkeypatch.setattr(operations, "fit_files", lambda document: files)
        publish(by=officer)
        return files

    monkeypatch.setattr(operations, "fit_files", somebody_else_is_faster)

    with pytest.raises(AlreadyPublished, match=FIRST):
        publish(by=officer)

    assert Publication.objects.count() == 1


@pytest.mark.parametrize("model", [Publication, PublishedFile])
def test_the_database_refuses_to_change_what_is_published(officer, model):
    publish(by=officer)

    with pytest.raises(DatabaseError, match="rows never change"), transaction.atomic():
        model.objects.update(name="other")


@pytest.mark.parametrize("model", [Publication, PublishedFile])
def test_the_database_refuses_to_remove_what_is_published(officer, model):
    publish(by=officer)

    with pytest.raises(DatabaseError, match="rows never change"), transaction.atomic():
        model.objects.all()._raw_delete("default")


def test_lists_read_no_bytes_and_do_not_grow(officer, django_assert_num_queries):
    publish(by=officer)
    publish(make_document(words="Second."), by=officer, replaces=FIRST, because="A wrong figure")
    publish(make_document(name="2019-20-q3-joint-committee"), by=officer)

    with django_assert_num_queries(2) as reads:
        found = publications()

    assert len(found) == 3
    assert not [
        query for query in reads.captured_queries if '"content"' in query["sql"] or '"document"' in query["sql"]
    ]


def test_the_newest_stands_first(officer):
    publish(by=officer)
    publish(replace(make_document(), name="2019-20-q3-joint-committee"), by=officer, at=AT + timedelta(days=90))

    assert [entry.name for entry in publications()] == ["2019-20-q3-joint-committee", "2019-20-q2-joint-committee"]
