"""What the roles of whoever is signed in ask of them, before any page; and what is said where something is refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from goldenthread.accounts.access import SIGNED_IN, access_of
from goldenthread.accounts.middleware import has_second_factor, person_of
from goldenthread.accounts.operations import note_refusal
from goldenthread.accounts.unsent import where_to_come_back
from goldenthread.partnership.permissions import Permission, role_needs_code
from goldenthread.partnership.queries import HeldRole, what_may
from goldenthread.partnership.rules import NotAllowed
from goldenthread.terminal.clock import today

_KEPT = "_what_may"


class CodeWhereNeeded:
    """Whoever signs off, clears, publishes or administers adds a code before anything else.

    A refusal raised by any view, with its reason, is answered 403 with that reason.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        access = access_of(view) or SIGNED_IN
        person = person_of(request)
        if access.is_public or access.without_code or person is None or has_second_factor(request):
            return None
        roles = {held.role for every in what_may_here(request).values() for held in every}
        if not any(role_needs_code(role) for role in roles):
            return None
        back = where_to_come_back(request, person=person, at=timezone.now())
        return HttpResponseRedirect(f"{reverse('mfa_activate_totp')}?{urlencode({'next': back})}")

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        return refused(request, str(exception)) if isinstance(exception, NotAllowed) else None


def what_may_here(request: HttpRequest) -> Mapping[Permission, tuple[HeldRole, ...]]:
    """Everything that whoever is signed in may do today, read once for a request; nothing where nobody is."""
    kept: Mapping[Permission, tuple[HeldRole, ...]] | None = getattr(request, _KEPT, None)
    if kept is None:
        person = person_of(request)
        kept = {} if person is None else what_may(person, today=today())
        setattr(request, _KEPT, kept)
    return kept


def roles_here(request: HttpRequest) -> tuple[HeldRole, ...]:
    """Every role that whoever is signed in holds today, or acts in."""
    # Every role may name a deputy.
    return what_may_here(request).get(Permission.NAME_A_DEPUTY, ())


def refused(request: HttpRequest, reason: str) -> HttpResponse:
    """The page that says why something may not be done; the log keeps that it was asked."""
    note_that_it_was_refused(request, reason=reason)
    return render(request, "accounts/not_allowed.html", {"reason": reason}, status=403)


def note_that_it_was_refused(request: HttpRequest, *, reason: str) -> None:
    """Writes into the log who was refused which page."""
    person, match = person_of(request), request.resolver_match
    if person is not None and match is not None:
        note_refusal(person=person, view=match.view_name, reason=reason, at=timezone.now())
