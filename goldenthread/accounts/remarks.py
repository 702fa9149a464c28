"""What the library tells of codes and of the organisation's sign-in, written into the event log.

It tells so by signals alone; nothing else of ours listens to any.
"""

from __future__ import annotations

from typing import Any

from allauth.mfa import signals as code
from allauth.mfa.models import Authenticator
from allauth.socialaccount import signals as organisation
from django.http import HttpRequest
from django.utils import timezone

from goldenthread.accounts.middleware import forget_second_factor
from goldenthread.accounts.models import User
from goldenthread.accounts.operations import end_other_sessions, note


def listen() -> None:
    """Called once, when the product starts."""
    code.authenticator_added.connect(_added)
    code.authenticator_removed.connect(_removed)
    code.authenticator_reset.connect(_made_anew)
    code.authentication_failed.connect(_refused)
    organisation.social_account_added.connect(_linked)
    organisation.social_account_removed.connect(_unlinked)


def _added(*, request: HttpRequest, user: User, authenticator: Authenticator, **_: Any) -> None:
    if authenticator.type == Authenticator.Type.TOTP:
        note("code added", person=user, at=timezone.now())
        _begin_afresh(request, user)


def _removed(*, request: HttpRequest, user: User, authenticator: Authenticator, **_: Any) -> None:
    if authenticator.type == Authenticator.Type.TOTP:
        note("code removed", person=user, at=timezone.now())
        _begin_afresh(request, user)


def _made_anew(*, user: User, **_: Any) -> None:
    note("recovery codes made", person=user, at=timezone.now())


def _refused(*, user: User, **_: Any) -> None:
    note("code refused", person=user, at=timezone.now())


def _linked(*, sociallogin: Any, **_: Any) -> None:
    note("organisation's sign-in linked", person=sociallogin.user, at=timezone.now())


def _unlinked(*, socialaccount: Any, **_: Any) -> None:
    note("organisation's sign-in unlinked", person=socialaccount.user, at=timezone.now())


def _begin_afresh(request: HttpRequest, person: User) -> None:
    """A session from before has another second factor than this account asks for."""
    end_other_sessions(person=person, kept=request.session.session_key or "", at=timezone.now())
    forget_second_factor(request)
