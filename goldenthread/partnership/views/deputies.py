"""Who acts for whoever is signed in while they are away, and for whom they act."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from goldenthread.components.versions import version_typed
from goldenthread.domain.days import day_words
from goldenthread.domain.problems import Refused
from goldenthread.partnership.access import check_here
from goldenthread.partnership.forms.people import DeputyForm
from goldenthread.partnership.operations import ChangedMeanwhile, name_deputy
from goldenthread.partnership.permissions import Permission
from goldenthread.partnership.queries.people import (
    DeputyFacts,
    changed_since,
    deputies,
    people,
    person_version,
)
from goldenthread.partnership.rules import NotAllowed
from goldenthread.partnership.views import shown_people
from goldenthread.partnership.views.person import call_off_today
from goldenthread.terminal.clock import today

_WRONG, _CHANGED = 422, 409


@require_http_methods(["GET", "HEAD", "POST"])
def deputies_page(request: HttpRequest) -> HttpResponse:
    """Who acts for the reader, from when to when; another one named; for whom the reader acts."""
    person = check_here(request, Permission.NAME_A_DEPUTY, of=None)
    everybody = people(on=today())
    choices = shown_people.deputy_choices(everybody, without=person.pk)
    form = DeputyForm(request.POST if request.method == "POST" else None, people=choices, today=today())
    is_changed = False
    if request.method == "POST" and form.is_valid():
        chosen = next(one.account for one in everybody if one.account.person_id == form.deputy_id)
        starts_on, ends_on = form.cleaned_data["starts_on"], form.cleaned_data["ends_on"]
        try:
            posts = name_deputy(
                of=person.email,
                deputy=chosen.email,
                starts_on=starts_on,
                ends_on=ends_on,
                by=person,
                today=today(),
                at=timezone.now(),
                version=version_typed(request),
            )
        except NotAllowed:
            raise
        except ChangedMeanwhile:
            is_changed = True
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(
                request,
                f"{chosen.name} acts as {', '.join(posts)} from {day_words(starts_on)} to {day_words(ends_on)}.",
            )
            return HttpResponseRedirect(reverse("partnership:deputies"))
    status = _CHANGED if is_changed else _WRONG if form.is_bound else 200
    context = {"form": form, **_standing(person.pk)}
    if is_changed:
        since = changed_since(person.pk, version_typed(request))
        said = shown_people.happenings_of(since[:1])
        context |= {
            "is_changed": True,
            "changed_by": said[0].who if said else "Somebody",
            "changed_at": f"{timezone.localtime(since[0].at):%H:%M}" if since else "another time",
            "since": shown_people.done_words(since),
        }
    return render(request, "partnership/deputies.html", context, status=status)


@require_POST
def call_off_own(request: HttpRequest, deputy_id: int) -> HttpResponse:
    """Today is the last day on which the deputy acts for the reader."""
    person = check_here(request, Permission.NAME_A_DEPUTY, of=None)
    one = next((one for one in _own(person.pk) if one.deputy_id == deputy_id), None)
    if one is None:
        raise Http404
    call_off_today(request, one, of=person.email, by=person, version=version_typed(request))
    return HttpResponseRedirect(reverse("partnership:deputies"))


def _own(person_id: int) -> tuple[DeputyFacts, ...]:
    return tuple(one for one in deputies(from_day=today(), person_id=person_id) if one.of_id == person_id)


def _standing(person_id: int) -> dict[str, object]:
    """Who acts for whom, now or to come."""
    on, version = today(), person_version(person_id)
    found = deputies(from_day=on, person_id=person_id)
    return {
        "version": version,
        "deputies": [
            {
                "words": shown_people.deputy_words(one, who=one.deputy_name, on=on),
                "name": one.deputy_name,
                "from": day_words(one.starts_on),
                "call_off": reverse("partnership:call-off-own", kwargs={"deputy_id": one.deputy_id}),
                "version": version,
                "may_call_off": one.ends_on > on,
            }
            for one in found
            if one.of_id == person_id
        ],
        "acts_for": [shown_people.acting_words(one, on=on) for one in found if one.deputy_id == person_id],
    }
