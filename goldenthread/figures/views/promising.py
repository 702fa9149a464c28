"""What was promised: one's own promises and everybody's, and the page of each, where it is said what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goldenthread.accounts.middleware import person_of
from goldenthread.attachments.forms import most_bytes
from goldenthread.attachments.looking import FilesRefused
from goldenthread.attachments.queries import kept_file
from goldenthread.attachments.serving import as_attachment
from goldenthread.domain.days import day_words
from goldenthread.figures.forms.pages_promises import ConfirmForm, PromiseFilter, SayForm
from goldenthread.figures.operations.attaching import note_evidence_of_promise_saved
from goldenthread.figures.operations.saying import (
    PromiseChanged,
    Saying,
    SayingRefused,
    confirm_promise,
    owns,
    say_of_promise,
    why_not_confirm,
    why_not_say,
)
from goldenthread.figures.queries.promised import Promised, files_of, names_of, promise_seen, promises_seen
from goldenthread.figures.queries.sight import reader_of
from goldenthread.figures.views import shown_promises
from goldenthread.partnership.access import Person
from goldenthread.partnership.middleware import note_that_it_was_refused, what_may_here
from goldenthread.partnership.queries import HeldRole, held_roles
from goldenthread.terminal.clock import now, today

_WRONG, _CHANGED = 422, 409


@require_safe
def mine_page(request: HttpRequest) -> HttpResponse:
    """What the posts that the person holds have promised: overdue first, and then by the day that is due."""
    who = _Who.of(request)
    own = [one for one in who.promises() if owns(one, who.held)]
    posts = ", ".join(dict.fromkeys(one.office for one in who.held)) or "no post"
    empty = f"Nothing is promised by a post that you hold ({posts})."
    return _list(request, own, heading="What I have promised", empty=empty, name="promises")


@require_safe
def everyone_page(request: HttpRequest) -> HttpResponse:
    """Every promise that the person may see."""
    found = list(_Who.of(request).promises())
    empty = "Nothing that you may see has been promised yet. Promises are made in the exception reports of figures."
    return _list(request, found, heading="What everyone has promised", empty=empty, name="promises-everyone")


@require_http_methods(["GET", "HEAD", "POST"])
def promise_page(request: HttpRequest, action_id: int) -> HttpResponse:
    """One promise with its history; and, for its owner or whoever returns its figure, what became of it."""
    page = _Promise.of(request, action_id)
    if request.method != "POST":
        return page.show()
    form = SayForm(request.POST, request.FILES)
    if page.is_stale:
        form.is_valid()
        return page.show(form, status=_CHANGED)
    if not form.is_valid():
        form.look_inside()
        return page.show(form, status=_WRONG)
    said = Saying(
        action_id=action_id,
        seen=page.typed_seen,
        outcome=form.cleaned_data["outcome"],
        words=form.cleaned_data["words"],
        new_due_on=form.cleaned_data["new_due_on"],
        shown=form.shown,
    )
    try:
        say_of_promise(said, most_bytes=most_bytes(), by=page.who.person, at=now())
    except FilesRefused as refused:
        form.refuse(refused)
        return page.show(form, status=_WRONG)
    except PromiseChanged:
        return _Promise.of(request, action_id).show(form, status=_CHANGED)
    except SayingRefused as refused:
        form.say(refused)
        return page.show(form, status=_WRONG)
    messages.success(request, "What you said of the promise is kept. The next report tells it.")
    return HttpResponseRedirect(request.path)


@require_POST
def confirm(request: HttpRequest, action_id: int) -> HttpResponse:
    """Confirms that a promise is kept which somebody else called done."""
    page = _Promise.of(request, action_id)
    form = ConfirmForm(request.POST)
    if not form.is_valid():
        return page.show(confirming=form, status=_WRONG)
    try:
        confirm_promise(
            action_id=action_id,
            seen=page.typed_seen,
            words=form.cleaned_data["seen_words"],
            by=page.who.person,
            at=now(),
        )
    except PromiseChanged:
        return _Promise.of(request, action_id).show(confirming=form, status=_CHANGED)
    except SayingRefused as refused:
        for problem in refused.problems:
            form.add_error(None, problem.message)
        return page.show(confirming=form, status=_WRONG)
    messages.success(request, "The promise is confirmed as kept.")
    return HttpResponseRedirect(reverse("figures:promise", kwargs={"action_id": action_id}))


@require_safe
def promise_file(request: HttpRequest, action_id: int, evidence_id: int) -> HttpResponse:
    """A file attached to what was said of a promise, to whoever sees the promise as it stands."""
    page = _Promise.of(request, action_id)
    place = next((one for one in files_of(action_id) if one.evidence_id == evidence_id), None)
    file = None if place is None or not page.promise.is_in_progress else kept_file(place.attachment_id)
    if file is None:
        raise Http404
    if request.method == "GET":
        note_evidence_of_promise_saved(action_id=action_id, name=file.name, by=page.who.person, at=now())
    return as_attachment(file)


@dataclass(frozen=True)
class _Who:
    """Whoever is signed in, with the roles that they hold today."""

    request: HttpRequest
    person: Person
    held: tuple[HeldRole, ...]

    @classmethod
    def of(cls, request: HttpRequest) -> _Who:
        person = person_of(request)
        if person is None:
            raise Http404
        return cls(request, person, held_roles(on=today(), person=person))

    @property
    def posts(self) -> list[str]:
        return [one.office for one in self.held]

    def promises(self) -> tuple[Promised, ...]:
        return promises_seen(reader_of(self.person.pk, what_may_here(self.request)), posts=self.posts)


@dataclass(frozen=True)
class _Promise:
    """One promise, for one request of somebody who may see it."""

    who: _Who
    promise: Promised

    @classmethod
    def of(cls, request: HttpRequest, action_id: int) -> _Promise:
        """404 to whoever may not know of it."""
        who = _Who.of(request)
        found = promise_seen(action_id, reader_of(who.person.pk, what_may_here(request)), posts=who.posts)
        if found is None:
            note_that_it_was_refused(request, reason="not entitled to this promise")
            raise Http404
        return cls(who, found)

    @property
    def typed_seen(self) -> str:
        return self.who.request.POST.get("seen", "")

    @property
    def is_stale(self) -> bool:
        return self.typed_seen != self.promise.seen

    def show(
        self, form: SayForm | None = None, *, confirming: ConfirmForm | None = None, status: int = 200
    ) -> HttpResponse:
        one, who = self.promise, self.who
        people = [said.by for said in one.said] + [one.confirmed_by]
        names = names_of(people)
        may_say = one.is_in_progress and not why_not_say(one, who.person, held=who.held)
        may_confirm = one.is_in_progress and not why_not_confirm(one, who.person, held=who.held)
        context: dict[str, Any] = {
            "promise": one,
            "heading": one.words,
            "caption": f"Promised for {one.name}, {one.quarter.label}",
            "state": shown_promises.state_tag(one, on=today()),
            "due": day_words(one.due_on),
            "facts": shown_promises.facts_of(one),
            "history": shown_promises.history_of(
                one, names=names, files=files_of(one.action_id), confirmed=names.get(one.confirmed_by, "")
            ),
            "form": (form or SayForm()) if may_say else None,
            "confirming": (confirming or ConfirmForm()) if may_confirm else None,
            "is_owner": owns(one, who.held),
            "changed": shown_promises.changed_of(one, names=names) if status == _CHANGED else None,
        }
        return render(who.request, "figures/promise.html", context, status=status)


def _list(request: HttpRequest, promises: list[Promised], *, heading: str, empty: str, name: str) -> HttpResponse:
    day, address = today(), reverse(f"figures:{name}")
    form = PromiseFilter(request.GET, promises=promises)
    query = {key: value for key, value in request.GET.dict().items() if value}
    context = {
        "heading": heading,
        "sentence": shown_promises.sentence_of(promises, on=day),
        "counts": shown_promises.counts_of(promises, address=address, on=day),
        "form": form,
        "listed": shown_promises.list_of(promises, form, query=query, on=day, caption=heading, empty=empty),
        "has_any": bool(promises),
        "is_mine": name == "promises",
        "empty": empty,
    }
    return render(request, "figures/promises.html", context)
