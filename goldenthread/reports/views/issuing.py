"""Giving a restricted pack to named people, and the page on which each of them reads it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.accounts.middleware import person_of
from goldenthread.audit.queries import done_to
from goldenthread.components.lists import Tag, Task
from goldenthread.components.surroundings import Link
from goldenthread.domain.days import day_words
from goldenthread.domain.problems import Refused
from goldenthread.partnership.access import Person, check_here, holds_here
from goldenthread.partnership.middleware import note_that_it_was_refused, roles_here
from goldenthread.partnership.permissions import Permission
from goldenthread.partnership.queries import WHOLE
from goldenthread.publishing.given import OPENED, copies_of, is_issued_to, stored_file
from goldenthread.publishing.listed import listed_files
from goldenthread.publishing.queries import PublicationEntry, PublicationUnknown, publication_entry
from goldenthread.publishing.serving import served
from goldenthread.reports.forms import IssueForm
from goldenthread.reports.issuing import (
    candidates,
    is_issued_to_holder,
    issue_again,
    issue_pack,
    issued_to_holder,
    note_opened,
    people_called,
    recipients,
)
from goldenthread.reports.pages import documents as shown
from goldenthread.reports.standing import Standing, can_be_issued_unfrozen, standing_of
from goldenthread.reports.views.documents import about, refusal_page, wanted_of
from goldenthread.reports.views.publishing import as_seen
from goldenthread.reports.wanted import Wanted
from goldenthread.reports.yearly import issue_year_end
from goldenthread.terminal.clock import now
from goldenthread.terminal.order import moment_in_words

_WRONG, _CHANGED = 422, 409


@require_http_methods(["GET", "HEAD", "POST"])
def issue_page(request: HttpRequest, period: str, audience: str) -> HttpResponse:
    """To whom the pack is given; then what each of them will see; then it is theirs."""
    wanted = wanted_of(period, audience)
    person = check_here(request, Permission.ISSUE, of=WHOLE)
    if not wanted.audience.is_restricted:
        raise Http404
    standing = standing_of(wanted)
    if not (standing.made_from or standing.current or can_be_issued_unfrozen(wanted.audience)):
        words = ("Its figures are not frozen yet. Freeze them at the round first.",)
        return refusal_page(request, wanted, heading="It cannot be issued yet", words=words)
    anew = request.POST.get("anew", request.GET.get("anew", "")) == "yes" or _must_be_new(standing)
    had = {one.person_id for one in standing.current_copies}
    offered = [(one.email, _called(one.name, one.post)) for one in candidates(wanted.audience, at=now())]
    if not anew:
        kept = {one.email for one in people_called(had)}
        offered = [one for one in offered if one[0] not in kept]
    form = IssueForm(
        request.POST if request.method == "POST" else None,
        people=offered,
        asks_why=standing.current is not None and anew,
    )
    if request.method != "POST":
        return _issue(request, standing, form, anew=anew)
    if request.POST.get("seen") != as_seen(standing):
        return _issue(request, standing, form, anew=anew, status=_CHANGED)
    if not form.is_valid():
        return _issue(request, standing, form, anew=anew, status=_WRONG)
    try:
        to = recipients(form.addresses, council=wanted.audience.council, at=now())
        if request.POST.get("do") != "issue":
            said = [_called(one.person.name, one.post) for one in to]
            return _issue(request, standing, form, anew=anew, to=said)
        _issued(standing, to=form.addresses, because=form.cleaned_data.get("because", ""), anew=anew, by=person)
    except Refused as refused:
        for why in refused.told_at_page():
            form.add_error(None, why)
        return _issue(request, standing_of(wanted), form, anew=anew, status=_WRONG)
    people = "1 person" if len(to) == 1 else f"{len(to)} people"
    messages.success(request, f"Issued to {people}. Each gets a message with a link to it.")
    return HttpResponseRedirect(shown.document_address(wanted))


@require_safe
def issued_page(request: HttpRequest) -> HttpResponse:
    """Everything that was issued to the reader, newest first: where a message leads, which names none of it."""
    person = person_of(request)
    if person is None:  # the middleware has asked everybody else to sign in
        raise Http404
    entries = issued_to_holder(person, held=roles_here(request))
    opened = done_to(kind=OPENED, subject="publication", subject_ids=[one.public_id for one in entries], by=person.pk)
    tasks = tuple(
        Task(
            words=entry.title,
            key=entry.public_id,
            address=shown.kept_address(entry.public_id),
            state=Tag(words="Opened", tone="quiet") if entry.public_id in opened else Tag(words="New", tone="due"),
            hint=f"Issued on {moment_in_words(entry.published_at)}, made from {entry.made_from}",
        )
        for entry in entries
    )
    return render(request, "reports/issued.html", {"tasks": tasks})


@require_safe
def kept_page(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """What was issued to the reader, or published and not released yet, with its files; of others nothing is told."""
    entry, person = _kept(request, public_id)
    if entry.released_at is not None:
        return HttpResponseRedirect(reverse("web:publication", args=[public_id]))
    _note(entry, person)
    copies = copies_of([public_id]).get(public_id, ()) if holds_here(request, Permission.ISSUE, of=WHOLE) else ()
    prepares = holds_here(request, Permission.RELEASE, of=WHOLE)
    back = ("Reports", "reports:reports") if prepares else ("Issued to you", "reports:issued")
    context = {
        "back": Link(words=back[0], address=reverse(back[1])),
        "entry": entry,
        "files": listed_files(entry.files),
        "published": moment_in_words(entry.published_at),
        "copies": [
            f"{one.post}, {day_words(one.issued_at.date())}: {'opened' if one.is_opened else 'not opened yet'}"
            for one in copies
        ],
        # Of what took its place only whoever has that too is told.
        "newer": entry.replaced_by if entry.replaced_by and _may_read(request, entry.replaced_by, person) else "",
        "is_replaced": bool(entry.replaced_by),
    }
    return render(request, "reports/kept.html", context)


@require_safe
def kept_file(request: HttpRequest, public_id: str, name: str) -> HttpResponse:
    """One file of it, byte for byte as it was stored."""
    entry, person = _kept(request, public_id)
    file = stored_file(public_id, name=name)
    if file is None:
        raise Http404
    _note(entry, person)
    return served(file.content, name=file.name, media_type=file.media_type, style_sha256=file.style_sha256)


def _kept(request: HttpRequest, public_id: str) -> tuple[PublicationEntry, Person]:
    """The publication, for whoever may read it before it is public; raises Http404."""
    person = person_of(request)
    if person is None or not _may_read(request, public_id, person):
        note_that_it_was_refused(request, reason=f"{public_id} was not issued to them")
        raise Http404
    return publication_entry(public_id), person


def _may_read(request: HttpRequest, public_id: str, person: Person) -> bool:
    """A restricted one: who it was issued to, while they hold a post that it is for, and who issues. Any other, before
    it is public: who releases."""
    try:
        entry = publication_entry(public_id)
    except PublicationUnknown:
        return False
    if not entry.restricted:
        return entry.released_at is not None or holds_here(request, Permission.RELEASE, of=WHOLE)
    return holds_here(request, Permission.ISSUE, of=WHOLE) or is_issued_to_holder(
        entry, person, held=roles_here(request)
    )


def _note(entry: PublicationEntry, person: Person) -> None:
    if entry.restricted and is_issued_to(entry.public_id, person_id=person.pk):
        note_opened(entry.public_id, by=person, at=now())


def _must_be_new(standing: Standing) -> bool:
    """Whether there is nothing that could be given to more people as it is."""
    return standing.current is None or standing.is_behind


def _issued(standing: Standing, *, to: tuple[str, ...], because: str, anew: bool, by: Person) -> None:
    wanted, current = standing.wanted, standing.current
    if current is not None and not anew:
        issue_again(current.public_id, to=to, by=by, at=now())
        return
    which: dict[str, Any] = {"audience": wanted.audience.key, "to": to, "because": because, "by": by, "at": now()}
    if wanted.quarter is not None:
        issue_pack(quarter=wanted.quarter, **which)
    else:
        issue_year_end(year=wanted.year, **which)


def _issue(
    request: HttpRequest,
    standing: Standing,
    form: IssueForm,
    *,
    anew: bool,
    to: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    wanted, current = standing.wanted, standing.current
    context = {
        **about(wanted),
        "form": form,
        "anew": anew,
        "can_choose": current is not None and not standing.is_behind,
        "current": current,
        "made_from": standing.made_from or "the round as it stands: a draft",
        "to": to,
        "sees": _sees(wanted),
        "is_changed": status == _CHANGED,
        "seen": as_seen(standing),
        "has": [f"{one.post}: {'opened' if one.is_opened else 'not opened yet'}" for one in standing.current_copies],
    }
    return render(request, "reports/issue.html", context, status=status)


def _called(name: str, post: str) -> str:
    """Who it is and by which post; once, where the account is named after the post."""
    return name if name == post else f"{name}, {post}"


def _sees(wanted: Wanted) -> str:
    """What whoever has it will see."""
    council = wanted.audience.council
    if council is None:
        return (
            "every figure of every council, with what is withheld from the public, what is still owed and by whom, and "
            "the notes to the officer."
        )
    return (
        f"every figure of {council.name}, with what is withheld from the public, the figures in money of every "
        "council, and the clearance sheet."
    )
