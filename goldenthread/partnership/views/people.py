"""The list of people, somebody new, and who holds what role."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.domain.problems import InputRefused
from goldenthread.partnership.access import check_here, holds_here
from goldenthread.partnership.forms.people import InviteForm, PeopleFilter
from goldenthread.partnership.operations import KnownAlready, invite_new
from goldenthread.partnership.permissions import Permission
from goldenthread.partnership.queries import WHOLE
from goldenthread.partnership.queries.people import people, places
from goldenthread.partnership.views import shown_people, shown_roles
from goldenthread.terminal.clock import today
from goldenthread.terminal.order import moment_in_words

_WRONG = 422


@require_safe
def people_page(request: HttpRequest) -> HttpResponse:
    """Everybody, searched, narrowed and sorted."""
    check_here(request, Permission.ADMINISTER_PEOPLE, of=WHOLE)
    # Invitations run out by the real clock; roles are held by the product's day.
    found, named, at = people(on=today()), places(), timezone.now()
    form = PeopleFilter(request.GET, councils=shown_people.where_choices(named).councils)
    query = {name: value for name, value in request.GET.dict().items() if value}
    chosen = shown_people.chosen_of(found, form, at=at, named=named)
    return render(
        request,
        "partnership/people.html",
        {
            "counts": shown_people.state_counts(found, at=at),
            "form": form,
            "listed": shown_people.list_of(chosen, form, query=query, at=at, any_at_all=bool(found)),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def invite_page(request: HttpRequest) -> HttpResponse:
    """Somebody new: name, address and first role, and the invitation that goes to them."""
    person = check_here(request, Permission.ADMINISTER_PEOPLE, of=WHOLE)
    where = shown_people.where_choices(places())
    form = InviteForm(request.POST if request.method == "POST" else None, where=where, today=today())
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            added, link = invite_new(
                email=typed["email"],
                name=typed["name"],
                first=form.first,
                by=person,
                today=today(),
                at=timezone.now(),
            )
        except InputRefused as refused:
            form.add_refusal(refused)
        except KnownAlready as refused:
            form.add_error("email", str(refused))
        else:
            messages.success(request, invited_words(added.name, until=moment_in_words(link.expires_at)))
            return HttpResponseRedirect(shown_people.person_address(added.pk))
    context = {"form": form, "back": reverse("partnership:people")}
    return render(request, "partnership/invite.html", context, status=_WRONG if form.is_bound else 200)


def invited_words(name: str, *, until: str) -> str:
    """What is said once an invitation is made."""
    return f"{name} is invited. A message with the link waits to be sent; the link works once, until {until}."


@require_safe
def roles_page(request: HttpRequest) -> HttpResponse:
    """Who holds what role where today, what each role is for, and which posts nobody holds."""
    return render(
        request,
        "partnership/roles.html",
        shown_roles.roles_context(on=today(), with_links=holds_here(request, Permission.ADMINISTER_PEOPLE, of=WHOLE)),
    )
