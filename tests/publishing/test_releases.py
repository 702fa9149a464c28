"""Releasing: a publication is public from then on, once, and nothing of it was before."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from goldenthread.audit.queries import history_of
from goldenthread.domain.problems import Refused
from goldenthread.domain.reasons import NoReason
from goldenthread.publishing.document import Status
from goldenthread.publishing.models import Release
from goldenthread.publishing.operations import issue_document, release_publication
from goldenthread.publishing.queries import PublicationUnknown, publication_entry, publications, released_publications
from goldenthread.publishing.rules import NotAllowedToRelease, NotToBeReleased
from goldenthread.terminal.order import OutOfOrder
from tests.publishing.small import make_document
from tests.publishing.test_publications import AT, FIRST, publish

SECOND = FIRST.replace("-1", "-2")
PDF = f"/publications/{FIRST}/2019-20-q2-joint-committee.pdf"


@pytest.fixture
def browser() -> Client:
    return Client(headers={"host": "localhost"})


def test_before_its_release_nothing_of_a_publication_is_public(officer, browser):
    publish(by=officer)

    assert browser.get(PDF).status_code == 404
    assert FIRST not in browser.get("/").content.decode()
    assert released_publications() == []
    assert [entry.public_id for entry in publications()] == [FIRST]


def test_a_fingerprint_does_not_tell_that_an_unreleased_file_is_there(officer, browser):
    tag = f'"{publish(by=officer).files.get(name__endswith=".pdf").sha256}"'

    assert browser.get(PDF, headers={"if-none-match": tag}).status_code == 404


@pytest.mark.parametrize("who", ["clerk", "officer"])
def test_the_clerk_or_the_officer_makes_it_public(who, officer, request, browser):
    publish(by=officer)
    person = request.getfixturevalue(who)

    release_publication(FIRST, by=person, at=AT + timedelta(days=3))

    assert browser.get(PDF).status_code == 200
    assert "23 January 2020 at 10:00" in browser.get("/").content.decode()
    assert publication_entry(FIRST).released_at == AT + timedelta(days=3)


@pytest.mark.parametrize("who", ["lead", "head", "member", "stranger"])
def test_nobody_else_releases(who, officer, request):
    publish(by=officer)

    with pytest.raises(NotAllowedToRelease, match="neither committee clerk nor performance officer on 20 January 2020"):
        release_publication(FIRST, by=request.getfixturevalue(who), at=AT)

    assert not Release.objects.exists()


def test_a_release_is_recorded_with_its_reason(officer, clerk):
    publish(by=officer)

    release_publication(FIRST, by=clerk, at=AT, because="The Chair ruled it urgent")

    entry = history_of(subject="publication", subject_id=FIRST)[-1]
    assert (entry.kind, entry.by) == ("document released", clerk.pk)
    assert entry.details["because"] == "The Chair ruled it urgent"


def test_a_reason_for_being_late_has_words(officer):
    publish(by=officer)

    with pytest.raises(NoReason, match="What is released late says why"):
        release_publication(FIRST, by=officer, at=AT, because="...")

    assert not Release.objects.exists()


def test_so_has_the_reason_of_a_correction(officer):
    publish(by=officer)

    with pytest.raises(NoReason, match="A correction says why"):
        publish(make_document(words="Two are green."), by=officer, replaces=FIRST, because=".")

    assert [entry.public_id for entry in publications()] == [FIRST]


def test_a_publication_is_released_once(officer):
    publish(by=officer)
    release_publication(FIRST, by=officer, at=AT)

    with pytest.raises(NotToBeReleased, match="public already, since 20 January 2020 at 10:00"):
        release_publication(FIRST, by=officer, at=AT + timedelta(days=1))

    assert Release.objects.count() == 1


def test_nothing_is_released_before_it_was_published(officer):
    publish(by=officer)

    with pytest.raises(OutOfOrder, match="was published on 20 January 2020"):
        release_publication(FIRST, by=officer, at=AT - timedelta(days=1))

    assert not Release.objects.exists()


def test_what_was_never_published_is_not_released(officer):
    with pytest.raises(PublicationUnknown):
        release_publication("2019-20-q9", by=officer, at=AT)


def test_a_restricted_document_is_never_released(officer):
    made = issue_document(
        make_document(status=Status.RESTRICTED),
        to=(),
        audience="management-team",
        period="2019-20 Q2",
        made_from="Q2 2019/20, draft",
        by=officer,
        at=AT,
    )

    with pytest.raises(NotToBeReleased, match="restricted: it is issued to named people, and is never made public"):
        release_publication(made.public_id, by=officer, at=AT)

    assert not Release.objects.exists()


def test_what_was_replaced_before_anybody_saw_it_is_not_released(officer):
    publish(by=officer)
    publish(make_document(words="Two are green."), by=officer, replaces=FIRST, because="One was wrong")

    with pytest.raises(NotToBeReleased, match=f"replaced by {SECOND}: release that one"):
        release_publication(FIRST, by=officer, at=AT)


def test_a_check_that_fails_leaves_it_as_it_was(officer):
    publish(by=officer)

    def fail() -> None:
        raise Refused("Not yet.")

    with pytest.raises(Refused, match="Not yet"):
        release_publication(FIRST, by=officer, at=AT, check=fail)

    assert not Release.objects.exists()


def test_a_correction_is_told_of_only_once_it_is_public(officer, browser):
    publish(by=officer)
    release_publication(FIRST, by=officer, at=AT)
    publish(make_document(words="Two are green."), by=officer, replaces=FIRST, because="One was wrong")

    before = browser.get("/").content.decode()
    release_publication(SECOND, by=officer, at=AT + timedelta(days=2))
    after = browser.get("/").content.decode()

    assert "One was wrong" not in before
    assert "Replaced on 22 January 2020" in after


def test_of_what_was_replaced_before_anybody_saw_it_the_page_does_not_tell(officer, browser):
    publish(by=officer)
    publish(make_document(words="Two are green."), by=officer, replaces=FIRST, because="One was wrong")
    release_publication(SECOND, by=officer, at=AT)

    assert FIRST not in browser.get("/").content.decode()


def test_a_correction_that_was_never_public_is_passed_over_in_the_public_list(officer):
    third = FIRST.replace("-1", "-3")
    publish(by=officer)
    release_publication(FIRST, by=officer, at=AT)
    publish(make_document(words="Two are green."), by=officer, replaces=FIRST, because="One was wrong")
    publish(make_document(words="Three are green."), by=officer, replaces=SECOND, because="Two were wrong")

    release_publication(third, by=officer, at=AT + timedelta(days=1))

    newest, oldest = released_publications()
    assert (newest.public_id, newest.replaces, newest.replaces_because) == (third, FIRST, "Two were wrong")
    assert (oldest.public_id, oldest.replaced_by, oldest.replaced_because) == (FIRST, third, "Two were wrong")
    assert oldest.replaced_at == AT + timedelta(days=1)
