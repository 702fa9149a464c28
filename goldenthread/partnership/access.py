"""What an address asks of whoever opens it, where a permission is asked.

`public` and `signed_in` stand in `goldenthread.accounts.access`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase

from goldenthread.accounts.access import Access, View, declare
from goldenthread.accounts.middleware import person_of
from goldenthread.accounts.models import User
from goldenthread.partnership.middleware import note_that_it_was_refused, what_may_here
from goldenthread.partnership.permissions import Permission
from goldenthread.partnership.queries import WHOLE, Scope
from goldenthread.partnership.rules import RoleMissing, check_code
from goldenthread.terminal.clock import today

# Whoever is signed in, as a view names them: views ask queries and operations, not models.
Person = User


def needs(permission: Permission, *, hidden: bool = False, whole: bool = False) -> Callable[[View], View]:
    """Open to whoever holds the permission anywhere; where, the view itself asks with `check_here` or `shown_here`.

    Others are told why not (403); or, with `hidden`, that there is no such page (404): figures, drafts, notes and
    packs that are not released are not even known to be there. With `whole` the role must be for the whole partnership:
    what is of every council is for nobody whose role is for one.
    """
    of = WHOLE if whole else None

    def declared(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if hidden:
                shown_here(request, permission, of=of)
            else:
                check_here(request, permission, of=of)
            return view(request, *args, **kwargs)

        return declare(answer, Access(str(permission), hidden=hidden))

    return declared


def check_here(request: HttpRequest, permission: Permission, *, of: Scope | None) -> User:
    """Whoever is signed in, where they may do this there; `of=None` is anywhere.

    Raises RoleMissing or CodeMissing, which the middleware answers with the reason (403).
    """
    person = _person(request)
    if not holds_here(request, permission, of=of):
        raise RoleMissing(person, permission, on=today(), where="" if of is None else of.name)
    check_code(person, permission)
    return person


def shown_here(request: HttpRequest, permission: Permission, *, of: Scope | None) -> User:
    """Whoever is signed in, where they may see this; raises Http404 where not, as if it were not there."""
    person = _person(request)
    if not holds_here(request, permission, of=of):
        note_that_it_was_refused(request, reason=f"not entitled to {permission}")
        raise Http404
    return person


def holds_here(request: HttpRequest, permission: Permission, *, of: Scope | None) -> bool:
    """Whether whoever is signed in holds the permission there: for what a page offers."""
    return any(of is None or held.reaches(of) for held in what_may_here(request).get(permission, ()))


def _person(request: HttpRequest) -> User:
    person = person_of(request)
    if person is None:  # the middleware has asked everybody else to sign in
        raise Http404
    return person
