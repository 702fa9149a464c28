"""The organisation's own sign-in, by OpenID Connect.

Somebody is found by the pair of issuer and subject, which the organisation gives to nobody else; an e-mail address
can be given to another person. (OpenID Connect Core 1.0, 5.7.)
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

import jwt
from allauth.core import ratelimit
from allauth.core.internal.ratelimit import consume
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.internal import statekit
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse

from goldenthread.accounts.access import View

PROVIDER = "organisation"
_INVITATION = "invitation"
# Signed by a key that only the issuer has; never by a secret that we share with it.
_ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"]


class OrganisationProvider(OpenIDConnectProvider):
    """Reads who somebody is from the signed token alone, and keeps no more than that."""

    def extract_uid(self, data: dict[str, Any]) -> str:
        """Issuer and subject, as one: an account moves with neither a new issuer nor a new address."""
        token = data["id_token"]
        return f"{token['iss']} {token['sub']}"

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        return {}

    def get_oauth2_adapter(self, request: HttpRequest) -> OrganisationAdapter:
        return OrganisationAdapter(request, self.app.provider_id)

    def get_redirect_from_request_kwargs(self, request: HttpRequest) -> dict[str, Any]:
        """What waits for the answer: with it, the invitation that led there, and with no other way there."""
        kept: dict[str, Any] = super().get_redirect_from_request_kwargs(request)
        token = getattr(request, _INVITATION, "")
        return {**kept, "process": AuthProcess.LOGIN, "data": {_INVITATION: token}} if token else kept

    def get_login_url(self, request: HttpRequest, **kwargs: Any) -> str:
        return reverse("openid_connect_login")

    def get_callback_url(self) -> str:
        return reverse("openid_connect_callback")


class OrganisationAdapter(OpenIDConnectOAuth2Adapter):
    """Verifies the token's signature too, though it came straight from the issuer (OWASP ASVS 5.0, 6.8.2)."""

    def complete_login(self, request: HttpRequest, app: SocialApp, token: Any, **kwargs: Any) -> Any:
        if not kwargs["response"].get("id_token"):
            raise OAuth2Error("The organisation's sign-in sent no signed token.")
        return super().complete_login(request, app, token, **kwargs)

    def _decode_id_token(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        issuer = self.openid_config["issuer"]
        if issuer.rstrip("/") != settings.GOLDENTHREAD_OIDC_ISSUER:
            raise OAuth2Error(f"The organisation's sign-in calls itself {issuer}.")
        try:
            for key in self._keys(jwt.get_unverified_header(id_token).get("kid")):
                with suppress(jwt.InvalidSignatureError):
                    said: dict[str, Any] = jwt.decode(
                        id_token,
                        key=key,
                        algorithms=_ALGORITHMS,
                        issuer=issuer,
                        audience=app.client_id,
                        leeway=60,
                        options={"require": ["exp", "iat", "iss", "aud", "sub"]},
                    )
                    return said
        except jwt.PyJWTError as error:
            raise OAuth2Error(f"The organisation's sign-in sent a token that cannot be used: {error}") from error
        raise OAuth2Error("The organisation's sign-in sent a token that it did not sign.")

    def _keys(self, named: str | None) -> list[jwt.PyJWK]:
        """The keys by which the issuer signs: the one that the token names, or any where it names none."""
        with get_adapter().get_requests_session() as session:  # type: ignore[no-untyped-call]
            answer = session.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
        return [key for key in jwt.PyJWKSet.from_dict(answer.json()).keys if named is None or key.key_id == named]

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        return settings.GOLDENTHREAD_ADDRESS + reverse("openid_connect_callback")


def to_organisation(request: HttpRequest, *, invitation: str = "") -> HttpResponse:
    """Sends the browser to the organisation's sign-in, to take up an invitation or not; 404 where there is none."""
    setattr(request, _INVITATION, invitation)
    if not ratelimit.consume(request, action="login"):
        return ratelimit.respond_429(request)
    return _answer(OAuth2LoginView, request)


def from_organisation(request: HttpRequest) -> HttpResponse:
    """What the organisation's sign-in says of whoever comes back from it."""
    if not _may_fail(request, dry_run=True):
        return ratelimit.respond_429(request)
    return _answer(OAuth2CallbackView, request)


def count_failure(request: HttpRequest) -> bool:
    """Whether a failure may still be logged of where the request came from, which counts as one: ten a minute may."""
    return _may_fail(request)


def invitation_within(state: Mapping[str, Any]) -> str:
    """The invitation by which somebody went to the organisation's sign-in, of whom this is the answer; "" for none."""
    return str((state.get("data") or {}).get(_INVITATION, ""))


def forget_ways(request: HttpRequest) -> None:
    """Nobody comes back any more who went to the organisation's sign-in at this browser: somebody else sits there."""
    request.session.pop(statekit.STATES_SESSION_KEY, None)


def _may_fail(request: HttpRequest, *, dry_run: bool = False) -> bool:
    # By our own hand: the library counts no request that only reads, as the answer of the other side is.
    return bool(consume(request, app="allauth.account", action="organisation_failed", limit_get=True, dry_run=dry_run))


def leads_there(view: View) -> View:
    """A page with a form that leads to the organisation's sign-in, which its content policy then lets it."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        parts = urlsplit(settings.GOLDENTHREAD_OIDC_ISSUER)
        if parts.netloc:
            response.form_target = f"{parts.scheme}://{parts.netloc}"  # type: ignore[attr-defined]  # read in web.headers
        return response

    return answer


def _answer(view: Any, request: HttpRequest) -> HttpResponse:
    if not settings.GOLDENTHREAD_OIDC_ISSUER:
        raise Http404
    try:
        answered: HttpResponse = view.adapter_view(OrganisationAdapter(request, PROVIDER))(request)
    except SocialApp.DoesNotExist as none:
        raise Http404 from none
    return answered
