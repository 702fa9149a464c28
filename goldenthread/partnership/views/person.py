"""One person: how they sign in, what they hold and held, who acts for whom, what was done."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from goldenthread.components.surroundings import Link
from goldenthread.domain.days import day_words
from goldenthread.domain.problems import Refused
from goldenthread.partnership.access import Person
from goldenthread.partnership.operations import (
    call_off_deputy,
)
from goldenthread.partnership.queries.people import (
    DeputyFacts,
    PersonFacts,
    done_to_person,
)
from goldenthread.partnership.rules import NotAllowed
from goldenthread.partnership.views import shown_people
from goldenthread.partnership.views.seen_person import SeenPerson
from goldenthread.terminal.clock import today

_MOST_HAPPENINGS = 20


@require_safe
def person_page(request: HttpRequest, person_id: int) -> HttpResponse:
    """How somebody signs in, what they hold and held, who acts for whom, and what was done."""
    seen = SeenPerson.of(request, person_id)
    facts, account, on, at = seen.facts, seen.facts.account, today(), timezone.now()
    lacks = account.can_sign_in and facts.needs_code and not account.brings_a_second_factor
    state = shown_people.state_of(account, lacks_code=lacks, at=at)
    return render(
        request,
        "partnership/person.html",
        {
            "name": account.name,
            "state": shown_people.state_tag(state),
            "remarks": _remarks(facts, state=state),
            "facts": shown_people.facts_of(facts, state=state, at=at),
            "steps": _steps(facts, is_own=account.person_id == seen.by.pk),
            "appointments": shown_people.appointments_table(facts, on=on),
            "past": shown_people.past_table(facts, on=on),
            "deputies": [_deputy(one, facts) for one in facts.deputies],
            "acts_for": [shown_people.acting_words(one, on=on) for one in facts.acts_for],
            "happenings": shown_people.happenings_of(done_to_person(person_id, most=_MOST_HAPPENINGS)),
        },
    )


@require_POST
def call_off(request: HttpRequest, person_id: int, deputy_id: int) -> HttpResponse:
    """Today is the last day on which the deputy acts for the person."""
    seen = SeenPerson.of(request, person_id)
    one = next((one for one in seen.facts.deputies if one.deputy_id == deputy_id), None)
    if one is None:
        raise Http404
    call_off_today(request, one, of=seen.email, by=seen.by, version=seen.version)
    return HttpResponseRedirect(seen.address)


def call_off_today(request: HttpRequest, one: DeputyFacts, *, of: str, by: Person, version: int) -> None:
    """Today is the last day on which the deputy acts; the next page says so, or why not."""
    try:
        call_off_deputy(
            of=of, deputy=one.deputy_email, last_day=today(), by=by, today=today(), at=timezone.now(), version=version
        )
    except NotAllowed:
        raise
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        until = "acts until the end of today" if one.is_on(today()) else "will not act"
        messages.success(request, f"Called off: {one.deputy_name} {until}.")


def _remarks(facts: PersonFacts, *, state: str) -> tuple[str, ...]:
    """What an administrator should know first."""
    name = facts.account.name
    said = {
        "closed": f"Nobody signs in as {name}. What they did stays theirs.",
        "code": f"{name} has not added the code that a role of theirs needs: nothing opens before that.",
        "expired": f"{name} did not take the invitation up in time. Invite them again.",
        "none": f"{name} was never invited, so nobody signs in as them yet.",
    }
    return (said[state],) if state in said else ()


def _steps(facts: PersonFacts, *, is_own: bool) -> tuple[Link, ...]:
    account = facts.account
    names = [("open", "Open the account again")]
    if account.is_open:
        is_new = not account.can_sign_in and account.invited_until is None
        names = [
            ("appoint", "Give an appointment"),
            ("invite-again", "Invite" if is_new else "Invite again, also for a forgotten password"),
        ]
        if account.has_code:
            names.append(("new-code", "Remove the code, for a lost telephone"))
        if account.is_linked:
            names.append(("unlink", "Unlink the organisation’s sign-in"))
        if facts.appointments:
            names.append(("deputy", "Name a deputy"))
        if not is_own:
            names.append(("close", "Close the account"))
    names.append(("rename", "Change the name"))
    return tuple(
        Link(words=words, address=shown_people.person_address(account.person_id, name)) for name, words in names
    )


def _deputy(one: DeputyFacts, facts: PersonFacts) -> dict[str, object]:
    return {
        "words": shown_people.deputy_words(one, who=one.deputy_name, on=today()),
        "name": one.deputy_name,
        "from": day_words(one.starts_on),
        "call_off": reverse(
            "partnership:call-off", kwargs={"person_id": facts.account.person_id, "deputy_id": one.deputy_id}
        ),
        "version": facts.version,
        "may_call_off": one.ends_on > today(),
    }
