"""How people's accounts stand: what they sign in by, when they did last, and what invitation waits for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib.auth.hashers import is_password_usable
from django.db.models import Exists, OuterRef, QuerySet, Subquery

from goldenthread.accounts.models import Invitation, User


@dataclass(frozen=True, kw_only=True)
class Account:
    """A person, and how their account stands. `invited_until` is of the invitation that nobody used or withdrew."""

    person_id: int
    name: str
    email: str
    is_open: bool
    has_password: bool
    has_code: bool
    is_linked: bool
    last_signed_in: datetime | None
    invited_until: datetime | None

    @property
    def can_sign_in(self) -> bool:
        return self.is_open and (self.has_password or self.is_linked)

    @property
    def brings_a_second_factor(self) -> bool:
        """Whether they sign in with a code, or where the organisation asks for one itself."""
        return self.has_code or (self.is_linked and bool(settings.GOLDENTHREAD_OIDC_SECOND_FACTOR))

    def is_invited(self, *, at: datetime) -> bool:
        """Whether an invitation waits that still works."""
        return self.is_open and self.invited_until is not None and self.invited_until > at

    def let_invitation_pass(self, *, at: datetime) -> bool:
        """Whether the newest invitation ran out before anybody used it."""
        return self.is_open and self.invited_until is not None and self.invited_until <= at


def accounts() -> tuple[Account, ...]:
    """Everybody's, in order of name: in one read."""
    return tuple(map(_account, _standing(User.objects.all()).order_by("name", "id")))


def account_of(person_id: int) -> Account | None:
    """One person's."""
    found = _standing(User.objects.filter(pk=person_id)).first()
    return None if found is None else _account(found)


def _standing(people: QuerySet[User]) -> QuerySet[User]:
    waiting = Invitation.objects.filter(person=OuterRef("pk"), used_at=None, withdrawn_at=None).order_by("-id")
    return people.annotate(
        coded=Exists(Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP)),
        linked=Exists(SocialAccount.objects.filter(user=OuterRef("pk"))),
        invited_until=Subquery(waiting.values("expires_at")[:1]),
    )


def _account(person: User) -> Account:
    # The three are of the read above.
    read = vars(person)
    return Account(
        person_id=person.pk,
        name=person.name,
        email=person.email,
        is_open=person.is_active,
        has_password=bool(person.password) and is_password_usable(person.password),
        has_code=bool(read["coded"]),
        is_linked=bool(read["linked"]),
        last_signed_in=person.last_login,
        invited_until=read["invited_until"],
    )
