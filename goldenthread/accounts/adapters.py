"""Where the library that people sign in by asks us: what it says, what the log keeps, who is let in."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.socialaccount.providers.base.constants import AuthError
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.utils import timezone

from goldenthread.accounts.middleware import begin_session, signed_in_lately
from goldenthread.accounts.models import User
from goldenthread.accounts.operations import change_password, note, note_failed_sign_in, take_up_invitation, throw_away
from goldenthread.accounts.organisation import OrganisationProvider, count_failure, forget_ways, invitation_within
from goldenthread.accounts.queries import InvitationOver
from goldenthread.accounts.sealing import seal, unseal


class Accounts(DefaultAccountAdapter):
    """Signing in with a password, and out."""

    error_messages = {  # noqa: RUF012 - the library's own attribute
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "This account was closed. Ask an administrator.",
        "email_password_mismatch": "The e-mail address or the password is wrong. Type both again.",
        "enter_current_password": "This is not your password now. Type it again.",
        "incorrect_code": "This code is wrong or was used. Wait for the next one in your app, and type that.",
        "incorrect_password": "This is not your password. Type it again.",
        "too_many_login_attempts": "That was wrong too often. Wait five minutes, and try again.",
        "rate_limited": "That was too often. Wait five minutes, and try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account by themselves; an administrator invites."""
        return False

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Lets the person in, on a new session. Whoever went to the organisation's sign-in from here is not let in."""
        super().login(request, user)
        forget_ways(request)
        begin_session(request)
        assert isinstance(user, User)
        note("signed in", person=user, at=timezone.now())

    def logout(self, request: HttpRequest) -> None:
        """Signs the person out; the session goes, and what waits for them."""
        if isinstance(request.user, User):
            note("signed out", person=request.user, at=timezone.now())
            throw_away(person=request.user)
        super().logout(request)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        note_failed_sign_in(email=str(credentials.get("email", "")), at=timezone.now())

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        """Changes the password and ends the person's other sessions."""
        assert isinstance(user, User)
        change_password(person=user, password=password, kept=self.request.session.session_key or "", at=timezone.now())

    def reauthenticate(self, user: AbstractBaseUser, password: str) -> bool:
        """Whether it is the person's password, tried no more often than at sign-in."""
        assert isinstance(user, User)
        found = self.authenticate(context.request, email=user.email, password=password)
        return found is not None and found.pk == user.pk

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not of whoever signed in a few minutes ago."""
        return not signed_in_lately(context.request)

    def send_notification_mail(self, template_prefix: str, user: Any, *args: Any, **kwargs: Any) -> None:
        """Nothing is sent: the log and the page of the account tell."""

    def add_message(self, request: HttpRequest, level: int, *args: Any, **kwargs: Any) -> None:
        """The library's own remarks are left out: each page says what was done."""


class Codes(DefaultMFAAdapter):
    """Time-based codes, and the codes for when the telephone is lost."""

    error_messages = {  # noqa: RUF012 - the library's own attribute
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": Accounts.error_messages["incorrect_code"],
    }

    def encrypt(self, text: str) -> str:
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text)

    def get_totp_label(self, user: AbstractBaseUser) -> str:
        assert isinstance(user, User)
        return user.email


class OrganisationSignIn(DefaultSocialAccountAdapter):
    """The organisation's own sign-in, by OpenID Connect: found by issuer and subject, never by e-mail address."""

    def get_provider(self, request: HttpRequest, provider: str, client_id: str | None = None) -> OrganisationProvider:
        found = super().get_provider(request, provider, client_id=client_id)
        return OrganisationProvider(request, app=found.app)

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Links it to the person whose invitation is being taken up, where there is one."""
        token = invitation_within(sociallogin.state)
        if not token or sociallogin.is_existing:
            return
        try:
            person = take_up_invitation(token=token, password=None, at=timezone.now())
        except InvitationOver:
            return
        sociallogin.connect(request, person)

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: SocialAccount) -> str:
        return "/account"

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: str | None = None, *args: Any, **kwargs: Any
    ) -> None:
        """Logged as a wrong password is, and no more often. Whoever turned back did nothing wrong."""
        if error == AuthError.CANCELLED:
            return
        if count_failure(request):
            note_failed_sign_in(email="", at=timezone.now())

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Nothing is sent: the log and the page of the account tell."""
