"""What there is to do for whoever administers: on the home page, beside what else is theirs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from goldenthread.components.lists import Tag, Task
from goldenthread.mail.queries import messages_for_a_person
from goldenthread.partnership.access import holds_here
from goldenthread.partnership.permissions import Permission
from goldenthread.partnership.queries import WHOLE
from goldenthread.partnership.queries.people import people
from goldenthread.partnership.queries.unfilled import unfilled
from goldenthread.partnership.views.shown_people import wanted
from goldenthread.terminal.clock import today

_NAMED = 5  # so many are named; of more, how many there are


def administering_tasks(request: HttpRequest) -> tuple[Task, ...]:
    """Messages that somebody has to decide about, people who cannot come in, and what nobody answers for."""
    if not holds_here(request, Permission.ADMINISTER_PEOPLE, of=WHOLE):
        return ()
    return (*_messages(), *_people(on=today(), at=timezone.now()), *_unfilled(on=today()))


def _messages() -> Iterator[Task]:
    number = messages_for_a_person()
    if number:
        words = "1 message was not sent for certain" if number == 1 else f"{number} messages were not sent for certain"
        yield Task(
            words=words,
            key="messages-to-decide",
            state=Tag(words="Decide", tone="late"),
            address=reverse("partnership:messages"),
        )


def _people(*, on: date, at: datetime) -> Iterator[Task]:
    everybody, tests = people(on=on), wanted(at)
    for code, words, tone in (
        ("expired", "whose invitation ran out", "late"),
        ("code", "without the code that a role needs", "due"),
        ("none", "never invited", "quiet"),
    ):
        found = [one.account.name for one in everybody if tests[code](one)]
        if found:
            number = "1 person" if len(found) == 1 else f"{len(found)} people"
            yield Task(
                words=f"{number} {words}",
                key=f"people-{code}",
                state=Tag(words="Look", tone=tone),
                address=f"{reverse('partnership:people')}?state={code}#list",
                hint=_named(found),
            )


def _unfilled(*, on: date) -> Iterator[Task]:
    found = unfilled(on=on)
    for key, one, several, names in (
        ("services", "1 service without a service lead", "{} services without a service lead", found.services),
        ("directorates", "1 directorate without a director", "{} directorates without a director", found.directorates),
        (
            "councils",
            "1 council with neither Section 151 officer nor partner lead",
            "{} councils with neither Section 151 officer nor partner lead",
            found.councils,
        ),
    ):
        if names:
            yield Task(
                words=one if len(names) == 1 else several.format(len(names)),
                key=f"unfilled-{key}",
                state=Tag(words="Appoint", tone="due"),
                address=f"{reverse('partnership:roles')}#unfilled",
                hint=_named(names),
            )


def _named(names: list[str] | tuple[str, ...]) -> str:
    return ", ".join(names) if len(names) <= _NAMED else f"{', '.join(names[:_NAMED])} and {len(names) - _NAMED} more"
