"""What each address asks of whoever opens it. Nothing declared is the same as signed in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase

View = Callable[..., HttpResponseBase]
_DECLARED = "goldenthread_access"


@dataclass(frozen=True)
class Access:
    """What an address declares: nothing, to be signed in, or a permission besides."""

    words: str  # "public", "signed in", or the permission
    is_public: bool = False
    # Where somebody adds the code that their role needs: open without it.
    without_code: bool = False
    # To whoever lacks the permission it is as if there were no such page.
    hidden: bool = False


PUBLIC = Access("public", is_public=True)
SIGNED_IN = Access("signed in")
WHILE_SIGNING_IN = Access("signed in, before the code is added", without_code=True)


def public(view: View) -> View:
    """Open to all, signed in or not."""
    return declare(view, PUBLIC)


def signed_in(view: View) -> View:
    """Open to whoever is signed in."""
    return declare(view, SIGNED_IN)


def while_signing_in(view: View) -> View:
    """Open to whoever is signed in, also before they added the code that their role needs."""
    return declare(view, WHILE_SIGNING_IN)


def declare(view: View, access: Access) -> View:
    """The view with what it asks; the middleware holds everybody to it."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, **kwargs)

    setattr(answer, _DECLARED, access)
    return answer


def access_of(view: object) -> Access | None:
    """What the view declares; None where it declares nothing."""
    return getattr(view, _DECLARED, None)
