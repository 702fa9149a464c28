"""Who asks: signed in by default, for a time; and what no other may see is stored nowhere."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from goldenthread.accounts.access import SIGNED_IN, access_of
from goldenthread.accounts.browser import AtBrowser, at_browser
from goldenthread.accounts.models import User
from goldenthread.accounts.operations import forget_sessions_of_the_past, note
from goldenthread.accounts.queries import has_code
from goldenthread.accounts.sessions import BEGAN, BROWSER, SEEN
from goldenthread.accounts.unsent import keep_unsent, page_before

_SECOND_FACTOR = "second_factor"
_RAN_OUT = "_ran_out"  # whose session ended with this request
_SIGNED_IN_NOW = "_signed_in_now"  # of a request that came without our cookie
# The moment last seen is written no more often than this.
_A_MINUTE = timedelta(minutes=1)
# Within this time after signing in nobody has to type the password once more.
_LATELY = timedelta(minutes=10)
_BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
_SYSTEMS = (
    ("Windows", "Windows"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)


class SignedInByDefault:
    """Asks everybody to sign in but where an address is declared public, and ends sessions that ran out."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        person = person_of(request)
        if person is not None and _ran_out(request, now=timezone.now()):
            note("session ran out", person=person, at=timezone.now())
            logout(request)
            setattr(request, _RAN_OUT, person)
            person = None
        sits = None if person is None else AtBrowser(person.pk, second_factor=has_second_factor(request))
        before = at_browser.set(sits)
        try:
            response = self.get_response(request)
        finally:
            at_browser.reset(before)
        if person is not None or getattr(request, "is_private", False) or person_of(request) is not None:
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        access = access_of(view) or SIGNED_IN
        if access.is_public:
            return None
        request.is_private = True  # type: ignore[attr-defined]  # for the answer, above
        return _to_sign_in(request) if person_of(request) is None else None


def person_of(request: HttpRequest) -> User | None:
    """Who is signed in; None for nobody. A browser without our cookie costs no look at the database."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES and not getattr(request, _SIGNED_IN_NOW, False):
        return None
    return request.user if isinstance(request.user, User) else None


def has_second_factor(request: HttpRequest) -> bool:
    """Whether this session was begun with a code, or by an organisation's sign-in that asks for one itself."""
    person = person_of(request)
    if person is None:
        return False
    if not request.session.get(_SECOND_FACTOR):
        # Whoever has codes is asked for one at every sign-in, and adding them ends all other sessions.
        if not has_code(person) and not _organisation_asked(request, person):
            return False
        request.session[_SECOND_FACTOR] = True
    return True


def begin_session(request: HttpRequest) -> None:
    """Writes into a new session when it began, and on what."""
    now = timezone.now()
    request.session[BEGAN] = request.session[SEEN] = now.isoformat()
    request.session[BROWSER] = browser_in_words(request.headers.get("User-Agent", ""))
    request.session.pop(_SECOND_FACTOR, None)
    setattr(request, _SIGNED_IN_NOW, True)
    forget_sessions_of_the_past(at=now)


def forget_second_factor(request: HttpRequest) -> None:
    """After codes were added or removed, the session is looked at anew."""
    request.session.pop(_SECOND_FACTOR, None)


def signed_in_lately(request: HttpRequest) -> bool:
    """Whether the person signed in, or typed the password again, within ten minutes."""
    began = request.session.get(BEGAN)
    now = timezone.now()
    records = get_authentication_records(request, request.user)  # type: ignore[arg-type]  # any user
    again = max((float(one["at"]) for one in records if one.get("reauthenticated")), default=0.0)
    latest = max(now.timestamp() - again, 0.0)
    return (began is not None and now - datetime.fromisoformat(began) < _LATELY) or latest < _LATELY.total_seconds()


def browser_in_words(agent: str) -> str:
    """ "Firefox on Windows" of what a browser says of itself; so much is kept, for its owner to know it again."""
    browser = next((name for mark, name in _BROWSERS if mark in agent), "A browser")
    system = next((name for mark, name in _SYSTEMS if mark in agent), "")
    return f"{browser} on {system}" if system else browser


def who_is_signed_in(request: HttpRequest) -> dict[str, Any]:
    """For every template: the person signed in, or None; and what the organisation's own sign-in is called."""
    return {
        "person": person_of(request),
        "organisation": settings.GOLDENTHREAD_OIDC_NAME if settings.GOLDENTHREAD_OIDC_ISSUER else "",
    }


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """To the sign-in page, which leads on to what was asked for; or, where something was sent, to what was kept of it,
    or to the page that it was on."""
    if request.method in ("GET", "HEAD"):
        return redirect_to_login(request.get_full_path(), reverse("account_login"))
    person: User | None = getattr(request, _RAN_OUT, None)
    if person is not None and keep_unsent(request, person=person, at=timezone.now()):
        return _and_say(redirect_to_login(reverse("accounts-unsent"), reverse("account_login")), "kept")
    return _and_say(redirect_to_login(page_before(request), reverse("account_login")), "lost")


def _and_say(answer: HttpResponseRedirect, became: str) -> HttpResponseRedirect:
    """The sign-in page says what became of what was sent. In its address, as nobody is known who had a session."""
    return HttpResponseRedirect(f"{answer.url}&{urlencode({'unsent': became})}")


def _ran_out(request: HttpRequest, *, now: datetime) -> bool:
    began, seen = request.session.get(BEGAN), request.session.get(SEEN)
    if began is None or seen is None:
        return True
    if now - datetime.fromisoformat(began) >= settings.GOLDENTHREAD_SESSION:
        return True
    idle = now - datetime.fromisoformat(seen)
    if idle >= settings.GOLDENTHREAD_IDLE:
        return True
    if idle >= _A_MINUTE:
        request.session[SEEN] = now.isoformat()
    return False


def _organisation_asked(request: HttpRequest, person: User) -> bool:
    records = get_authentication_records(request, person)
    return settings.GOLDENTHREAD_OIDC_SECOND_FACTOR and any(one.get("method") == "socialaccount" for one in records)
