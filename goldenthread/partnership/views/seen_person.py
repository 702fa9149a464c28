"""A person as an administrator's page shows them, and the page of each step that is taken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone

from goldenthread.components.forms import PageForm
from goldenthread.components.surroundings import Link
from goldenthread.components.versions import version_typed
from goldenthread.domain.problems import InputRefused, Refused
from goldenthread.partnership.access import Person, check_here
from goldenthread.partnership.operations import (
    invite,
)
from goldenthread.partnership.permissions import Permission
from goldenthread.partnership.queries import WHOLE
from goldenthread.partnership.queries.people import (
    PersonFacts,
    changed_since,
    person_facts,
)
from goldenthread.partnership.rules import NotAllowed
from goldenthread.partnership.views import shown_people
from goldenthread.partnership.views.people import invited_words
from goldenthread.terminal.clock import today
from goldenthread.terminal.order import moment_in_words

_WRONG, _CHANGED = 422, 409


@dataclass(frozen=True, kw_only=True)
class Step:
    """What the page of a step says."""

    heading: str
    button: str
    done: str
    about: tuple[str, ...] = ()
    warning: str = ""
    is_grave: bool = False


@dataclass(frozen=True)
class SeenPerson:
    """A person, for one request of an administrator."""

    request: HttpRequest
    facts: PersonFacts
    by: Person

    @classmethod
    def of(cls, request: HttpRequest, person_id: int) -> SeenPerson:
        """404 where there is no such person."""
        by = check_here(request, Permission.ADMINISTER_PEOPLE, of=WHOLE)
        facts = person_facts(person_id, on=today())
        if facts is None:
            raise Http404
        return cls(request, facts, by)

    @property
    def name(self) -> str:
        return self.facts.account.name

    @property
    def email(self) -> str:
        return self.facts.account.email

    @property
    def address(self) -> str:
        return shown_people.person_address(self.facts.account.person_id)

    @property
    def version(self) -> int:
        return version_typed(self.request)

    def invite(self, *, new_code: bool) -> str:
        """The invitation, and what is said of it."""
        _, link = invite(
            email=self.email,
            name="",
            by=self.by,
            today=today(),
            at=timezone.now(),
            new_code=new_code,
            version=self.version,
        )
        removed = f"The code of {self.name} is removed. " if new_code else ""
        return removed + invited_words(self.name, until=moment_in_words(link.expires_at))

    def step(self, form: Any, step: Step, act: Callable[[], object], **shown: Any) -> HttpResponse:
        """The page of a step, and the step."""
        if self.request.method != "POST":
            return self._ask(form, step, **shown)
        is_typed = form.is_valid()
        if self.version != self.facts.version:
            return self._ask(form, step, status=_CHANGED, **shown)
        if not is_typed:
            return self._ask(form, step, status=_WRONG, **shown)
        try:
            said = act()
        except NotAllowed:
            raise
        except Refused as refused:
            return self._refused(form, step, refused, **shown)
        messages.success(self.request, said if isinstance(said, str) else step.done)
        return HttpResponseRedirect(self.address)

    def _ask(self, form: Any, step: Step, *, status: int = 200, **shown: Any) -> HttpResponse:
        account = self.facts.account
        context = {
            "name": account.name,
            "form": form,
            "step": step,
            "address": self.request.path,
            "back": Link(words=account.name, address=self.address),
            "version": self.facts.version,
            **shown,
        }
        if status == _CHANGED:
            since = changed_since(account.person_id, self.version)
            said = shown_people.happenings_of(since[:1])
            context |= {
                "is_changed": True,
                "changed_by": said[0].who if said else "Somebody",
                "changed_at": f"{timezone.localtime(since[0].at):%H:%M}" if since else "another time",
                "since": shown_people.done_words(since),
            }
        return render(self.request, "partnership/step.html", context, status=status)

    def _refused(self, form: Any, step: Step, refused: Refused, **shown: Any) -> HttpResponse:
        """What the operation refused, at its field; or that somebody was quicker in this very moment."""
        fresh = SeenPerson.of(self.request, self.facts.account.person_id)
        if fresh.facts.version != self.version:
            return fresh._ask(form, step, status=_CHANGED, **shown)
        if isinstance(refused, InputRefused) and hasattr(form, "add_refusal"):
            form.add_refusal(refused)
        else:
            form.add_error(None, str(refused))
        return self._ask(form, step, status=_WRONG, **shown)


def plain_form(request: HttpRequest) -> PageForm:
    """The form of a step that takes no words."""
    return PageForm(request.POST if request.method == "POST" else None)
