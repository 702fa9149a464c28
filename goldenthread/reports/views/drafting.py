"""The officer's own words, written beside the sentences and counts that are computed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.components.surroundings import Link
from goldenthread.domain.problems import InputRefused, Refused
from goldenthread.figures.forms.pages import differences_between
from goldenthread.partnership.access import check_here
from goldenthread.partnership.permissions import Permission
from goldenthread.partnership.queries import WHOLE
from goldenthread.reports.drafted import DraftedWords, Place, drafted_of, places_of, versions_of
from goldenthread.reports.forms import PlaceForm
from goldenthread.reports.made import made_now, word_findings
from goldenthread.reports.operations import ChangedSinceLooked, draft_words
from goldenthread.reports.pages import documents as shown
from goldenthread.reports.pages.beside import Part, beside_of
from goldenthread.reports.views.documents import about, wanted_of
from goldenthread.reports.wanted import Wanted
from goldenthread.terminal.clock import now
from goldenthread.terminal.order import moment_in_words

_WRONG, _CHANGED = 422, 409


@require_safe
def words_page(request: HttpRequest, period: str, audience: str) -> HttpResponse:
    """Every place with its words, what the checks say of them, and what the figures say beside."""
    wanted = wanted_of(period, audience)
    drafted = {one.place.key: one for one in drafted_of(wanted)}
    found = word_findings(wanted, at=now())
    places = [
        {
            "title": place.title,
            "key": place.key.replace(":", "-"),
            "hint": place.hint,
            "words": drafted[place.key].words if place.key in drafted else "",
            "said": _said(drafted.get(place.key)),
            "found": [finding.words for finding in found.get(place.key, ())],
            "address": shown.place_address(wanted, place.key),
        }
        for place in places_of(wanted)
    ]
    return render(request, "reports/words.html", {**about(wanted), "places": places, "beside": _beside(wanted)})


@require_http_methods(["GET", "HEAD", "POST"])
def place_page(request: HttpRequest, period: str, audience: str, place: str) -> HttpResponse:
    """The words of one place, as the next version of them."""
    wanted = wanted_of(period, audience)
    person = check_here(request, Permission.EDIT_WORDS, of=WHOLE)
    where = next((one for one in places_of(wanted) if one.key.replace(":", "-") == place), None)
    if where is None:
        raise Http404
    versions = versions_of(wanted, where)
    before = versions[-1] if versions else None
    if request.method != "POST":
        return _page(request, wanted, where, PlaceForm(place=where, before=before), versions=versions)
    form = PlaceForm(request.POST, place=where, before=before)
    looked_at = request.POST.get("version", "")
    if looked_at != str(0 if before is None else before.number):
        return _page(request, wanted, where, form, versions=versions, changed=before)
    if not form.is_valid():
        return _page(request, wanted, where, form, versions=versions, status=_WRONG)
    words = form.cleaned_data["words"]
    if words == ("" if before is None else before.words):
        return HttpResponseRedirect(shown.document_address(wanted, "words"))
    try:
        kept = draft_words(
            wanted, place=where.key, words=words, by=person, at=now(), version=0 if before is None else before.number
        )
    except ChangedSinceLooked as changed:
        again = PlaceForm(request.POST, place=where, before=changed.newest)
        return _page(request, wanted, where, again, versions=versions_of(wanted, where), changed=changed.newest)
    except InputRefused as refused:
        for problem in refused.problems:
            form.add_error("words", problem.message)
        return _page(request, wanted, where, form, versions=versions, status=_WRONG)
    except Refused as refused:
        for why in refused.told_at_page():
            form.add_error(None, why)
        return _page(request, wanted, where, form, versions=versions, status=_WRONG)
    what = "are saved" if kept.words else "are taken out"
    messages.success(request, f"The words under “{where.title}” {what}. They stand in what is published next.")
    return HttpResponseRedirect(shown.document_address(wanted, "words"))


def _page(
    request: HttpRequest,
    wanted: Wanted,
    place: Place,
    form: PlaceForm,
    *,
    versions: tuple[DraftedWords, ...],
    status: int = 200,
    changed: DraftedWords | None = None,
) -> HttpResponse:
    newest = versions[-1] if versions else None
    context: dict[str, Any] = {
        **about(wanted),
        "place": place,
        "form": form,
        "version": 0 if newest is None else newest.number,
        "before": [(_said(one), one.words) for one in reversed(versions[:-1])],
        "said": _said(newest),
        "beside": _beside(wanted),
        "found": [finding.words for finding in word_findings(wanted, at=now()).get(place.key, ())],
        "back": Link(words="Words of your own", address=shown.document_address(wanted, "words")),
    }
    if changed is not None:
        context |= {
            "is_changed": True,
            "changed_by": changed.written_by,
            "changed_at": f"{timezone.localtime(changed.written_at):%H:%M}",
            "differences": differences_between(form, request.POST),
        }
        status = _CHANGED
    return render(request, "reports/place.html", context, status=status)


def _said(one: DraftedWords | None) -> str:
    if one is None:
        return ""
    return f"Version {one.number}, {one.post}, {moment_in_words(one.written_at)}"


def _beside(wanted: Wanted) -> tuple[Part, ...]:
    try:
        return beside_of(made_now(wanted, at=now()).document)
    except Refused:
        return ()
