"""The organisation's own sign-in, by OpenID Connect.

Somebody is found by the pair of issuer and subject, which the organisation gives to nobody else; an e-mail address
can be given to another person. (OpenID Connect Core 1.0, 5.7.)
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

PROVIDER = "organisation"


class OrganisationProvider(OpenIDConnectProvider):
    """Reads who somebody is from the signed token alone, and keeps no more than that."""

    def extract_uid(self, data: dict[str, Any]) -> str:
        """Issuer and subject, as one: an account moves with neither a new issuer nor a new address."""
        token = data["id_token"]
        return f"{token['iss']} {token['sub']}"

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        return {}

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
        return jwtkit.verify_and_decode(
            credential=id_token,
            keys_url=self.openid_config["jwks_uri"],
            issuer=self.openid_config["issuer"],
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
        )

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        return settings.GOLDENTHREAD_ADDRESS + reverse("openid_connect_callback")


def to_organisation(request: HttpRequest) -> HttpResponse:
    """Sends the browser to the organisation's sign-in; 404 where there is none."""
    return _answer(OAuth2LoginView, request)


def from_organisation(request: HttpRequest) -> HttpResponse:
    """What the organisation's sign-in says of whoever comes back from it."""
    return _answer(OAuth2CallbackView, request)


def form_targets() -> str:
    """Where a form of ours may lead besides ourselves: the origin of the organisation's sign-in; "" for none."""
    parts = urlsplit(settings.GOLDENTHREAD_OIDC_ISSUER)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def _answer(view: Any, request: HttpRequest) -> HttpResponse:
    if not settings.GOLDENTHREAD_OIDC_ISSUER:
        raise Http404
    try:
        answered: HttpResponse = view.adapter_view(OrganisationAdapter(request, PROVIDER))(request)
    except SocialApp.DoesNotExist as none:
        raise Http404 from none
    return answered
