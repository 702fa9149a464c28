"""What somebody sent in the moment in which they were no longer signed in: kept sealed for them alone, for an hour.

They see it once they signed in again, and send it themselves: nothing is done by itself.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from goldenthread.accounts.models import User
from goldenthread.accounts.operations import put_aside, throw_away
from goldenthread.accounts.queries import put_aside_of
from goldenthread.accounts.sealing import seal, unseal
from goldenthread.components.lists import Fact

_WHAT = "unsent"
_FOR = timedelta(hours=1)
_MOST = 200_000  # signs; more than the longest exception report by far
# Never kept, sealed or not.
_SECRETS = ("password", "code", "token")
# What a page sends beside what somebody typed.
_OF_THE_PAGE = {"version", "seen", "figure", "from", "do", "actions", "restatement"}


@dataclass(frozen=True, kw_only=True)
class Unsent:
    """A form that was not taken: where to, every box of it, and the page that it was on."""

    at: datetime
    path: str
    back: str
    boxes: tuple[tuple[str, str], ...]
    had_file: bool

    @property
    def typed(self) -> tuple[Fact, ...]:
        """What somebody wrote, without what the page itself sends."""
        return tuple(
            Fact(name=name.replace("_", " ").capitalize(), words=words)
            for name, words in self.boxes
            if name not in _OF_THE_PAGE and words.strip()
        )


def keep_unsent(request: HttpRequest, *, person: User, at: datetime) -> bool:
    """Keeps what was sent, in the place of what was kept before; False where there is nothing to keep, too much of it,
    or something in it that is kept nowhere."""
    boxes = [(name, words) for name, every in request.POST.lists() for words in every if name != "csrfmiddlewaretoken"]
    if not boxes or any(secret in name for name, _ in boxes for secret in _SECRETS):
        return False
    said = {
        "at": at.isoformat(),
        "path": request.get_full_path(),
        "back": page_before(request),
        "boxes": boxes,
        "had_file": bool(request.FILES),
    }
    plain = json.dumps(said)
    if len(plain) > _MOST:
        return False
    put_aside(person=person, what=_WHAT, content=seal(plain).encode(), at=at, lasts=_FOR)
    return True


def where_to_come_back(request: HttpRequest, *, person: User, at: datetime) -> str:
    """What was asked for; of what was sent, the page that shows what is kept of it, or the page that it was on."""
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    return reverse("accounts-unsent") if keep_unsent(request, person=person, at=at) else page_before(request)


def unsent_of(person: User, *, at: datetime) -> Unsent | None:
    """What waits for the person to be sent; None where nothing does."""
    content = put_aside_of(person, _WHAT, at=at)
    if content is None:
        return None
    try:
        said: Mapping[str, object] = json.loads(unseal(content.decode()))
    except ValueError:  # sealed with another key
        return None
    return Unsent(
        at=datetime.fromisoformat(str(said["at"])),
        path=str(said["path"]),
        back=str(said["back"]),
        boxes=tuple((str(name), str(words)) for name, words in said["boxes"]),  # type: ignore[attr-defined]
        had_file=bool(said["had_file"]),
    )


def throw_unsent_away(person: User) -> None:
    """Nothing waits to be sent any more."""
    throw_away(person=person, what=_WHAT)


def page_before(request: HttpRequest) -> str:
    """The page of ours from which something was sent, to come back to by reading it; home where none is known."""
    came_from = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure()):
        parts = urlsplit(came_from)
        if parts.path.startswith("/") and not parts.path.startswith("//"):
            return f"{parts.path}?{parts.query}" if parts.query else parts.path
    return resolve_url(settings.LOGIN_REDIRECT_URL)


def is_of_our_own_page(request: HttpRequest) -> bool:
    """Whether the browser says that one of our pages sent this: another site cannot make it say so."""
    own = f"{request.scheme}://{request.get_host()}"
    return request.headers.get("Origin") == own and request.headers.get("Sec-Fetch-Site", "same-origin") == (
        "same-origin"
    )
