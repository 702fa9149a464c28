"""Issuing: a restricted document is given to named people, and it is kept who has which version."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import timedelta

import pytest

from goldenthread.audit.queries import history_of
from goldenthread.publishing import operations
from goldenthread.publishing.canonical import canonical_json, read_document
from goldenthread.publishing.document import Status
from goldenthread.publishing.models import Issue, Publication
from goldenthread.publishing.operations import Recipient, issue_document, issue_publication, publish_document
from goldenthread.publishing.queries import issues_of, publication_entry, stored_publication
from goldenthread.publishing.rules import (
    AlreadyPublished,
    HasItAlready,
    NotAllowedToPublish,
    NotRestricted,
    NotToBePublished,
)
from goldenthread.publishing.verification import verify_publication
from goldenthread.terminal.order import OutOfOrder
from tests.publishing.pdf_words import words_on_pages
from tests.publishing.small import FROZEN_AT, make_document
from tests.publishing.test_publications import AT, publish

NAME = "2019-20-q2-management-team"
FIRST, SECOND = f"{NAME}-1", f"{NAME}-2"


def make_restricted(**given):
    return make_document(**{"name": NAME, "status": Status.RESTRICTED, **given})


def issue(document=None, *, to, by, at=AT, **given):
    return issue_document(
        document or make_restricted(),
        to=[Recipient(person=person, post=f"Post of {person.name}") for person in to],
        audience="management-team",
        period="2019-20 Q2",
        made_from="Q2 2019/20, version 1 of the figures",
        by=by,
        at=at,
        **given,
    )


def test_it_is_kept_who_was_given_which_version_and_by_which_post(officer, head, lead):
    issue(to=[head, lead], by=officer)

    rows = list(Issue.objects.order_by("id").values_list("publication__public_id", "person", "post", "issued_by"))
    assert rows == [
        (FIRST, head.pk, "Post of Director of Finance", officer.pk),
        (FIRST, lead.pk, "Post of Head of Exchequer", officer.pk),
    ]
    assert [copy.issued_at for copy in issues_of(FIRST)] == [AT, AT]
    assert publication_entry(FIRST).restricted


def test_an_issue_is_recorded_without_anybodys_name(officer, head):
    issue(to=[head], by=officer)

    entry = history_of(subject="publication", subject_id=FIRST)[-1]
    assert entry.kind == "document issued"
    assert entry.details["to"] == [{"person": head.pk, "post": "Post of Director of Finance"}]


@pytest.mark.parametrize(("status", "word"), [(Status.RESTRICTED, "RESTRICTED"), (Status.RESTRICTED_DRAFT, "DRAFT")])
def test_every_page_and_every_file_says_that_it_is_restricted(officer, head, status, word):
    issue(make_restricted(status=status), to=[head], by=officer)

    files = {file.name.rpartition(".")[2]: file.content for file in stored_publication(FIRST).files}
    manifest = next(file.content for file in stored_publication(FIRST).files if file.name == "manifest.json")
    rows = list(csv.DictReader(io.StringIO(files["csv"].decode())))
    packed = {kind: _words_in_zip(files[kind]) for kind in ("odt", "docx", "ods", "xlsx")}
    assert all("RESTRICTED" in page and word in page for page in words_on_pages(files["pdf"]))
    assert files["html"].decode().count(status.value) >= 2
    assert {row["document_status"] for row in rows} == {status.value}
    assert json.loads(manifest)["document"]["status"] == status.value
    assert [kind for kind, text in packed.items() if status.value not in text] == []
    assert read_document(stored_publication(FIRST).document).status is status


def _words_in_zip(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml"))


def test_what_was_issued_comes_out_of_its_document_again(officer, head):
    issue(to=[head], by=officer)

    assert verify_publication(stored_publication(FIRST)).is_proved


def test_more_people_are_given_the_same_bytes(officer, head, lead):
    issue(to=[head], by=officer)

    issue_publication(FIRST, to=[Recipient(person=lead, post="Lead")], by=officer, at=AT + timedelta(days=1))

    assert [copy.post for copy in issues_of(FIRST)] == ["Post of Director of Finance", "Lead"]
    assert Publication.objects.count() == 1


def test_nobody_is_given_it_twice_and_then_nobody_at_all(officer, head, lead):
    issue(to=[head], by=officer)

    with pytest.raises(HasItAlready) as refusal:
        issue_publication(FIRST, to=[Recipient(person=one, post="Post") for one in (lead, head)], by=officer, at=AT)

    assert [str(one) for one in refusal.value.problems] == [
        f"Director of Finance has {FIRST} since 20 January 2020 at 10:00."
    ]
    assert len(issues_of(FIRST)) == 1


def test_a_newer_one_takes_its_place_and_the_older_goes_to_nobody_more(officer, head, lead):
    issue(to=[head], by=officer)
    newer = make_restricted(sections=make_document(words="Two are green.").sections)
    issue(newer, to=[head], by=officer, replaces=FIRST, because="Newer figures")

    with pytest.raises(NotToBePublished, match=f"replaced by {SECOND}: issue that one"):
        issue_publication(FIRST, to=[Recipient(person=lead, post="Lead")], by=officer, at=AT)

    assert [len(issues_of(one)) for one in (FIRST, SECOND)] == [1, 1]


def test_a_second_under_the_same_name_has_to_say_that_it_replaces(officer, head):
    issue(to=[head], by=officer)

    with pytest.raises(AlreadyPublished):
        issue(to=[head], by=officer)

    assert (Publication.objects.count(), Issue.objects.count()) == (1, 1)


def test_what_is_public_is_not_issued(officer, head):
    with pytest.raises(NotRestricted, match="is public: publish it, and release it"):
        issue(make_document(), to=[head], by=officer)

    assert not Publication.objects.exists()


def test_a_public_publication_is_not_given_to_single_people(officer, head):
    public = publish(by=officer).public_id

    with pytest.raises(NotRestricted):
        issue_publication(public, to=[Recipient(person=head, post="Post")], by=officer, at=AT)

    assert not Issue.objects.exists()


def test_what_is_restricted_is_not_published(officer):
    with pytest.raises(NotToBePublished, match="never published"):
        publish_document(
            make_restricted(),
            audience="management-team",
            period="2019-20 Q2",
            made_from="Q2 2019/20, version 1 of the figures",
            by=officer,
            at=AT,
        )

    assert not Publication.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["lead", "head", "clerk", "member", "stranger"])
def test_nobody_but_the_performance_officer_issues(who, request):
    person = request.getfixturevalue(who)

    with pytest.raises(NotAllowedToPublish, match="so cannot issue"):
        issue(to=[person], by=person)

    assert not Publication.objects.exists()


def test_nothing_is_issued_before_the_moment_that_it_tells_of(officer, head):
    with pytest.raises(NotToBePublished, match="The figures stood so on 13 January 2020 at 15:00"):
        issue(to=[head], by=officer, at=FROZEN_AT - timedelta(hours=1))


def test_nobody_has_it_from_before_its_first_issue(officer, head, lead):
    issue(to=[head], by=officer)

    with pytest.raises(OutOfOrder):
        issue_publication(FIRST, to=[Recipient(person=lead, post="Lead")], by=officer, at=AT - timedelta(days=1))

    assert len(issues_of(FIRST)) == 1


def test_what_fails_while_it_is_given_leaves_nothing(officer, head, monkeypatch):
    def fail(*_given, **_named):
        raise RuntimeError("a fault")

    monkeypatch.setattr(operations, "_give", fail)

    with pytest.raises(RuntimeError, match="a fault"):
        issue(to=[head], by=officer)

    assert not Publication.objects.exists()


def test_a_restricted_document_has_its_word_in_its_canonical_bytes():
    assert b'"status":"RESTRICTED"' in canonical_json(make_restricted())
