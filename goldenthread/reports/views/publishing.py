"""Publishing a document or a correction of it, and releasing what is published."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from goldenthread.components.surroundings import Link
from goldenthread.domain.days import day_words
from goldenthread.domain.problems import Refused
from goldenthread.partnership.access import Person, check_here
from goldenthread.partnership.permissions import Permission
from goldenthread.partnership.queries import WHOLE
from goldenthread.publishing.listed import listed_files
from goldenthread.publishing.queries import publication_entry
from goldenthread.reports.drafted import drafted_of, has_other_words
from goldenthread.reports.forms import PublishForm, ReleaseForm
from goldenthread.reports.linter import refusals
from goldenthread.reports.made import made_now
from goldenthread.reports.operations import publish_pack
from goldenthread.reports.pages import documents as shown
from goldenthread.reports.releasing import days_of_release, missing_for, release_pack
from goldenthread.reports.standing import Standing, standing_of
from goldenthread.reports.views.documents import about, findings_of_page, refusal_page, wanted_of
from goldenthread.reports.wanted import DocumentKind, Wanted
from goldenthread.reports.yearly import publish_year_document
from goldenthread.terminal.clock import now, today

_WRONG, _CHANGED = 422, 409


@require_http_methods(["GET", "HEAD", "POST"])
def publish_page(request: HttpRequest, period: str, audience: str) -> HttpResponse:
    """What would be published, over what it would be published, and what it replaces; and the publication."""
    wanted = wanted_of(period, audience)
    person = check_here(request, Permission.PUBLISH, of=WHOLE)
    if wanted.audience.is_restricted:
        raise Http404
    standing = standing_of(wanted)
    if not standing.made_from:
        words = (
            "Its figures are not final yet. A quarter’s report is published from a frozen round, "
            "a year’s from a closed year.",
        )
        return refusal_page(request, wanted, heading="It cannot be published yet", words=words)
    form = PublishForm(request.POST if request.method == "POST" else None, is_correction=standing.current is not None)
    if request.method != "POST":
        return _publish(request, standing, form)
    if request.POST.get("seen") != as_seen(standing):
        return _publish(request, standing, form, status=_CHANGED)
    if not form.is_valid():
        return _publish(request, standing, form, status=_WRONG)
    try:
        public_id = _published(wanted, standing, because=form.cleaned_data.get("because", ""), by=person)
    except Refused as refused:
        for why in refused.told_at_page():
            form.add_error(None, why)
        return _publish(request, standing_of(wanted), form, status=_WRONG)
    messages.success(request, f"Published as {public_id}. It is public once it is released.")
    return HttpResponseRedirect(shown.document_address(wanted))


@require_http_methods(["GET", "HEAD", "POST"])
def release_page(request: HttpRequest, period: str, audience: str) -> HttpResponse:
    """What would be public from now on, for which meeting, and what stands in the way; and the release."""
    wanted = wanted_of(period, audience)
    person = check_here(request, Permission.RELEASE, of=WHOLE)
    current = None if wanted.audience.is_restricted else standing_of(wanted).current
    if current is None or current.released_at is not None:
        raise Http404
    entry = publication_entry(current.public_id)
    meeting, last = days_of_release(entry)
    # A correction has said why already, to its readers.
    is_late = last is not None and today() > last and not entry.replaces
    form = ReleaseForm(request.POST if request.method == "POST" else None, is_late=is_late)
    status = 200
    if request.method == "POST":
        status = _WRONG
        is_valid = form.is_valid()
        if request.POST.get("publication") != entry.public_id:
            form.add_error(None, "Another publication stands here now. Look at it before you release it.")
            status = _CHANGED
        elif is_valid:
            try:
                because = form.cleaned_data.get("because", "")
                release_pack(entry.public_id, by=person, at=now(), because=because)
            except Refused as refused:
                for why in refused.told_at_page():
                    form.add_error(None, why)
            else:
                messages.success(request, f"{entry.public_id} is public.")
                return HttpResponseRedirect(shown.document_address(wanted))
    context: dict[str, Any] = {
        **about(wanted),
        "entry": entry,
        "files": listed_files(entry.files),
        "form": form,
        "is_late": is_late,
        "meeting": "" if meeting is None else day_words(meeting),
        "last_day": "" if last is None else day_words(last),
        "missing": [str(one) for one in _missing(entry.public_id)],
        "read": Link(words=f"Read {entry.public_id}", address=shown.kept_address(entry.public_id)),
    }
    return render(request, "reports/release.html", context, status=status)


def as_seen(standing: Standing) -> str:
    """Stands for everything that a publication would be made of: figures, words, and what it follows."""
    drafted = drafted_of(standing.wanted)
    current = "" if standing.current is None else standing.current.public_id
    return "; ".join((standing.made_from, current, *(f"{one.place.key} {one.number}" for one in drafted)))


def _published(wanted: Wanted, standing: Standing, *, because: str, by: Person) -> str:
    which: dict[str, Any] = {
        "audience": wanted.audience.key,
        "replaces": "" if standing.current is None else standing.current.public_id,
        "because": because,
        "by": by,
        "at": now(),
    }
    if wanted.quarter is not None:
        return publish_pack(quarter=wanted.quarter, **which).publication.public_id
    return publish_year_document(wanted.kind.value, year=wanted.year, **which).publication.public_id


def _publish(request: HttpRequest, standing: Standing, form: PublishForm, *, status: int = 200) -> HttpResponse:
    wanted, current = standing.wanted, standing.current
    try:
        made = made_now(wanted, at=now())
    except Refused as refused:
        return refusal_page(request, wanted, heading="It cannot be published", words=refused.told_at_page())
    context = {
        **about(wanted),
        **findings_of_page(wanted, made),
        "form": form,
        "is_changed": status == _CHANGED,
        "is_fit": not refusals(made.findings),
        "changes_nothing": _changes_nothing(standing),
        "current": current,
        "current_address": "" if current is None else shown.kept_address(current.public_id),
        "drafted": [one.place.title for one in drafted_of(wanted)],
        "seen": as_seen(standing),
    }
    return render(request, "reports/publish.html", context, status=status)


def _changes_nothing(standing: Standing) -> bool:
    """Whether a correction would hold the same figures and the same words. Of a proposed list that is asked once it is
    made."""
    current, wanted = standing.current, standing.wanted
    if current is None or standing.is_behind or wanted.kind is DocumentKind.PROPOSED_LIST:
        return False
    return not has_other_words(current.public_id, drafted_of(wanted))


def _missing(public_id: str) -> tuple[object, ...]:
    try:
        return missing_for(publication_entry(public_id), at=now())
    except Refused:  # what it was made of is not there any more: the release says so
        return ()
