"""Who stands for a council that asks for support itself reads nothing of what is made of its request."""

from __future__ import annotations

from django.http import Http404, HttpRequest

from goldenthread.partnership.middleware import note_that_it_was_refused, what_may_here
from goldenthread.partnership.permissions import Permission
from goldenthread.partnership.queries import councils


def councils_of(request: HttpRequest) -> frozenset[str]:
    """The councils, by name, for which alone whoever is signed in reads requests; none where it is for all."""
    held = what_may_here(request).get(Permission.READ_REQUESTS, ())
    if not held or any(one.council_id is None for one in held):
        return frozenset()
    ids = {one.council_id for one in held}
    return frozenset(one.name for one in councils() if one.id in ids)


def check_is_not_its_own(request: HttpRequest, requester: str) -> None:
    """Raises Http404 where whoever is signed in stands for the council that asks, as if the request were not there."""
    if requester in councils_of(request):
        note_that_it_was_refused(request, reason="stands for the council that asks")
        raise Http404
