"""Inviting somebody, and taking the invitation up."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction

from goldenthread.accounts.models import BrowserSession, Invitation, User
from goldenthread.accounts.operations.messages import tell
from goldenthread.accounts.queries import InvitationOver, invitation_by_link, token_sha256
from goldenthread.audit.operations import record
from goldenthread.mail import letters


@dataclass(frozen=True)
class InvitationLink:
    """What is told once, to whoever invites: the link works once, and until then."""

    address: str
    expires_at: datetime


@transaction.atomic
def invite_person(*, person: User, by: User | None, at: datetime, new_code: bool = False) -> InvitationLink:
    """Makes a link by which the person sets a password, and sends it; an earlier one that was not used works no more.

    With `new_code` the person's codes are removed too, for a telephone that was lost.
    """
    waiting = Invitation.objects.select_for_update().filter(person=person, used_at=None, withdrawn_at=None)
    waiting.update(withdrawn_at=at)
    token = secrets.token_urlsafe(32)
    expires_at = at + settings.GOLDENTHREAD_INVITATION
    Invitation.objects.create(
        person=person, token_sha256=token_sha256(token), made_by=by, made_at=at, expires_at=expires_at
    )
    by_id = None if by is None else by.pk
    record("person invited", subject="person", subject_id=person.pk, by=by_id, at=at)
    if new_code:
        Authenticator.objects.filter(user=person).delete()
        BrowserSession.objects.filter(person=person).delete()
        record("code removed", subject="person", subject_id=person.pk, by=by_id, at=at)
    address = f"{settings.GOLDENTHREAD_ADDRESS}/invitation/{token}"
    tell(letters.invitation(link=address, until=expires_at), people=[person.pk], by=None, at=at)
    return InvitationLink(address=address, expires_at=expires_at)


@transaction.atomic
def take_up_invitation(*, token: str, password: str | None, at: datetime) -> User:
    """The invited person, with the password set; without one, it is the organisation's sign-in that is linked.

    Every session of theirs ends. Raises InvitationOver.
    """
    found = Invitation.objects.select_for_update().filter(token_sha256=token_sha256(token)).first()
    if found is None or invitation_by_link(token, at=at) is None:
        raise InvitationOver
    person = User.objects.select_for_update().get(pk=found.person_id)
    if password is not None:
        person.set_password(password)
        person.save(update_fields=["password"])
    Invitation.objects.filter(pk=found.pk).update(used_at=at)
    BrowserSession.objects.filter(person=person).delete()
    record("invitation taken up", subject="person", subject_id=person.pk, by=person.pk, at=at)
    return person
