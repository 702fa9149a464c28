"""Where the pages begin that look after the product: people, messages, and what the partnership is made of."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from goldenthread.partnership.access import holds_here
from goldenthread.partnership.middleware import note_that_it_was_refused
from goldenthread.partnership.permissions import Permission


@dataclass(frozen=True)
class Entry:
    """A page of administration: shown to whoever holds one of the permissions, anywhere."""

    permissions: tuple[Permission, ...]
    words: str
    name: str  # of the address
    sentence: str

    @property
    def address(self) -> str:
        return reverse(self.name)


# In the order of the page.
ENTRIES = (
    Entry(
        (Permission.ADMINISTER_PEOPLE,),
        "People",
        "partnership:people",
        "Who can sign in, which roles they hold and who acts for whom; invitations, codes and accounts.",
    ),
    Entry(
        (Permission.ADMINISTER_PEOPLE, Permission.READ_THE_LOG),
        "Who holds what role",
        "partnership:roles",
        "Everybody by role, what each role may do, and what nobody is responsible for.",
    ),
    Entry(
        (Permission.ADMINISTER_PEOPLE,),
        "Messages",
        "partnership:messages",
        "What was written to whom, whether it was sent, and what to do if it was not.",
    ),
    Entry(
        (Permission.KEEP_THE_REGISTER,),
        "The partnership",
        "indicators:partnership",
        "Its councils, directorates and services, what is provided to whom, and how each council shows ratings.",
    ),
    Entry(
        (Permission.KEEP_THE_REGISTER,),
        "Rating policies",
        "indicators:policies",
        "When a figure is green, amber or red, in words. Try a policy on a sample, and adopt it from a day on.",
    ),
    Entry(
        (Permission.READ_THE_LOG,),
        "Event log",
        "web:events",
        "Who did what, to what and when. Filter it, and save it as a file.",
    ),
    Entry(
        (Permission.ADMINISTER_PEOPLE,),
        "Gallery of parts",
        "web:gallery",
        "The parts that every page is made of, for whoever builds or checks pages.",
    ),
)


def entries_for(request: HttpRequest) -> tuple[Entry, ...]:
    """What of administration is for whoever is signed in."""
    return tuple(
        entry for entry in ENTRIES if any(holds_here(request, permission, of=None) for permission in entry.permissions)
    )


@require_safe
def administration_page(request: HttpRequest) -> HttpResponse:
    """The pages of administration that are for the reader; to whom none is, there is no such page."""
    entries = entries_for(request)
    if not entries:
        note_that_it_was_refused(request, reason="no part of administration is theirs")
        raise Http404
    return render(request, "web/administration.html", {"entries": entries})
