"""Who is told that a document was issued to them, or that a publication is public."""

from __future__ import annotations

import pytest
from django.urls import resolve

from goldenthread.domain.problems import Refused
from goldenthread.mail.models import Message
from goldenthread.publishing.document import Status
from goldenthread.publishing.operations import Recipient, issue_document, issue_publication, release_publication
from tests.publishing.small import make_document
from tests.publishing.test_publications import AT, FIRST, publish

NAME = "2019-20-q2-management-team"


def issue(*people, by):
    return issue_document(
        make_document(name=NAME, status=Status.RESTRICTED),
        to=[Recipient(person=person, post="Director of Finance") for person in people],
        audience="management-team",
        period="2019-20 Q2",
        made_from="Q2 2019/20, version 1 of the figures",
        by=by,
        at=AT,
    )


def told(kind):
    return list(Message.objects.filter(kind=kind).order_by("id").values_list("address", flat=True))


def test_who_is_given_a_document_is_told_and_not_what_it_is(officer, head):
    publication = issue(head, by=officer)

    (message,) = Message.objects.all()
    assert (message.kind, message.address) == ("issued", "head@example.org")
    assert message.subject == "A document was issued to you"
    assert [name for name in (publication.title, publication.public_id, "2019") if name in message.text] == []
    assert resolve(message.link.removeprefix("http://127.0.0.1:8000"))


def test_who_is_given_it_later_is_told_then(officer, head, lead):
    public_id = issue(head, by=officer).public_id
    issue_publication(public_id, to=[Recipient(person=lead, post="Head of Exchequer")], by=officer, at=AT)

    assert told("issued") == ["head@example.org", "lead@example.org"]


@pytest.mark.usefixtures("lead", "stranger")
def test_a_release_is_told_to_who_reads_packs(officer, head, member, clerk):
    publication = publish(by=officer)
    release_publication(FIRST, by=clerk, at=AT)

    assert sorted(told("released")) == ["head@example.org", "member@example.org", "officer@example.org"]
    assert Message.objects.first().subject == f"Published: {publication.title}"


def test_a_publication_that_is_not_released_is_told_to_nobody(officer, head, member):
    publish(by=officer)

    assert Message.objects.count() == 0


def test_a_release_that_is_refused_is_told_to_nobody(officer, head, stranger):
    publish(by=officer)

    with pytest.raises(Refused):
        release_publication(FIRST, by=stranger, at=AT)

    assert Message.objects.count() == 0
