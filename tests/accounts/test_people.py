"""People: the e-mail address identifies, in any capitals."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.db import IntegrityError, transaction

from goldenthread.accounts.models import Invitation, User
from goldenthread.accounts.operations import add_person, disable_person, enable_person, invite_person, tell
from goldenthread.accounts.queries import PersonUnknown, invitation_by_link, person_by_email
from goldenthread.audit.queries import history_of
from goldenthread.mail import letters
from goldenthread.mail.models import Message
from goldenthread.mail.operations import NotToBeSentAgain, send_again
from goldenthread.mail.queries import messages_for_a_person

pytestmark = pytest.mark.django_db


def test_a_person_is_found_by_address_in_any_capitals(lead: User) -> None:
    assert person_by_email(" Lead@Example.org ") == lead


def test_somebody_unknown_is_refused_by_address(lead: User) -> None:
    with pytest.raises(PersonUnknown, match=r"Nobody here has the e-mail address 'nobody@example\.org'"):
        person_by_email("nobody@example.org")


def test_somebody_who_has_left_is_unknown(at: datetime) -> None:
    person = add_person(email="gone@example.org", name="Former Head", by=None, at=at)
    User.objects.filter(pk=person.pk).update(is_active=False)

    with pytest.raises(PersonUnknown):
        person_by_email("gone@example.org")


def test_the_database_keeps_one_person_for_an_address(lead: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(email="LEAD@example.org", name="Somebody else")


def test_adding_somebody_twice_changes_nothing_but_the_name(at: datetime) -> None:
    first = add_person(email="head@example.org", name="Head of IT", by=None, at=at)

    second = add_person(email="Head@example.org", name="Head of Digital", by=first, at=at)

    assert second.pk == first.pk
    assert User.objects.get(pk=first.pk).name == "Head of Digital"
    assert [entry.kind for entry in history_of(subject="person", subject_id=first.pk)] == [
        "person added",
        "person renamed",
    ]


def test_adding_somebody_with_the_same_name_again_records_nothing(at: datetime) -> None:
    person = add_person(email="head@example.org", name="Head of IT", by=None, at=at)

    add_person(email="head@example.org", name="Head of IT", by=person, at=at)

    assert len(history_of(subject="person", subject_id=person.pk)) == 1


def test_a_new_person_cannot_sign_in_with_a_password_yet(lead: User) -> None:
    assert not lead.has_usable_password()


def test_a_person_is_known_to_django_by_address(lead: User) -> None:
    assert User.objects.get_by_natural_key("LEAD@example.org") == lead
    assert lead.get_username() == "lead@example.org"
    assert str(lead) == "Head of Exchequer"


def test_closing_an_account_withdraws_the_invitation_and_what_is_queued(at: datetime) -> None:
    person, other = (add_person(email=f"{name}@example.org", name=name, by=None, at=at) for name in ("gone", "another"))
    link = invite_person(person=person, by=other, at=at).address
    invite_person(person=other, by=person, at=at)
    tell(letters.signed_off(quarter="Q2 2019/20", count=2, path="/returns"), people=[person.pk], by=None, at=at)

    disable_person(person_id=person.pk, by=other, at=at)
    enable_person(person_id=person.pk, by=other, at=at)

    assert invitation_by_link(link.rpartition("/")[2], at=at) is None
    assert Invitation.objects.get(person=person).withdrawn_at == at
    theirs = Message.objects.filter(person=person.pk).order_by("pk")
    assert [(one.state, bool(one.text)) for one in theirs] == [("given-up", False), ("given-up", True)]
    assert Message.objects.get(person=other.pk).state == "queued"


def test_what_was_withdrawn_is_nobodys_to_decide_and_is_not_sent_again(at: datetime) -> None:
    person = add_person(email="gone@example.org", name="Former Head", by=None, at=at)
    tell(letters.signed_off(quarter="Q2 2019/20", count=2, path="/returns"), people=[person.pk], by=None, at=at)

    disable_person(person_id=person.pk, by=person, at=at)

    assert messages_for_a_person() == 0
    with pytest.raises(NotToBeSentAgain, match="when the account of Former Head was closed"):
        send_again(number=Message.objects.get().pk, by=person.pk, at=at)
