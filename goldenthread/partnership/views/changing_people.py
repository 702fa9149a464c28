"""Every step that an administrator takes of a person: invite, appoint, end, close and open, name a deputy."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from goldenthread.domain.days import day_words
from goldenthread.partnership.forms.people import AppointForm, DeputyForm, EndForm, RenameForm
from goldenthread.partnership.operations import (
    appoint,
    close_account,
    end_appointment,
    name_deputy,
    open_account,
    rename,
    unlink_account,
)
from goldenthread.partnership.queries.owed import owed_by
from goldenthread.partnership.queries.people import (
    AppointmentFacts,
    people,
    places,
)
from goldenthread.partnership.views import shown_people
from goldenthread.partnership.views.seen_person import SeenPerson, Step, plain_form
from goldenthread.terminal.clock import now, today


@require_http_methods(["GET", "HEAD", "POST"])
def invite_again_page(request: HttpRequest, person_id: int) -> HttpResponse:
    """A new link, by which the person chooses a password."""
    seen = SeenPerson.of(request, person_id)
    step = Step(
        heading="Invite again",
        button="Send a new invitation",
        done=f"{seen.name} is invited again.",
        about=(
            "They are sent a new link by which they choose a password, once. An earlier link no longer works.",
            "This is also what to do for somebody who forgot their password.",
        ),
    )
    return seen.step(plain_form(request), step, lambda: seen.invite(new_code=False))


@require_http_methods(["GET", "HEAD", "POST"])
def rename_page(request: HttpRequest, person_id: int) -> HttpResponse:
    """The person's name, as it should be."""
    seen = SeenPerson.of(request, person_id)
    form = RenameForm(request.POST if request.method == "POST" else None, name=seen.name)
    step = Step(
        heading="Change the name",
        button="Save the name",
        done="The name is saved.",
        about=(
            "For a name that is misspelt, or that has changed. Everything that they did stands under the new name from "
            "then on; what was published names posts, and stays as it is.",
        ),
    )
    return seen.step(
        form,
        step,
        lambda: rename(
            email=seen.email,
            name=form.cleaned_data["name"],
            by=seen.by,
            today=today(),
            at=timezone.now(),
            version=seen.version,
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def new_code_page(request: HttpRequest, person_id: int) -> HttpResponse:
    """The code removed, for a telephone that was lost; and a new invitation."""
    seen = SeenPerson.of(request, person_id)
    step = Step(
        heading="Remove the code",
        button="Remove the code and invite again",
        done=f"The code of {seen.name} is removed, and they are invited again.",
        about=("For somebody whose telephone is lost, and who has no recovery code left.",),
        warning="Be sure that it is they who ask: speak to them. They are signed out everywhere, their recovery codes "
        f"work no more, and a new invitation goes to {seen.email}.",
        is_grave=True,
    )
    return seen.step(plain_form(request), step, lambda: seen.invite(new_code=True))


@require_http_methods(["GET", "HEAD", "POST"])
def close_page(request: HttpRequest, person_id: int) -> HttpResponse:
    """The account closed, with what the person still owes and what nobody else would hold."""
    seen = SeenPerson.of(request, person_id)
    step = Step(
        heading="Close the account",
        button="Close the account",
        done=f"The account of {seen.name} is closed.",
        about=("They are signed out everywhere at once, and nobody signs in as them. What they did stays theirs.",),
        warning="Their appointments do not end by this. End each, or name who acts, so that nothing is left to nobody.",
        is_grave=True,
    )
    owes = owed_by(person_id, at=now())
    return seen.step(
        plain_form(request),
        step,
        lambda: close_account(email=seen.email, by=seen.by, today=today(), at=timezone.now(), version=seen.version),
        told=(*owes, *(_left(one) for one in seen.facts.appointments if one.is_on(today()))),
        told_heading="What is theirs now",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def open_page(request: HttpRequest, person_id: int) -> HttpResponse:
    """The account opened again."""
    seen = SeenPerson.of(request, person_id)
    step = Step(
        heading="Open the account again",
        button="Open the account",
        done=f"The account of {seen.name} is open.",
        about=("They sign in again as before, and do what the appointments let them that they hold.",),
    )
    return seen.step(
        plain_form(request),
        step,
        lambda: open_account(email=seen.email, by=seen.by, today=today(), at=timezone.now(), version=seen.version),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def unlink_page(request: HttpRequest, person_id: int) -> HttpResponse:
    """The organisation's own sign-in opens the account no more."""
    seen = SeenPerson.of(request, person_id)
    step = Step(
        heading="Unlink the organisation’s sign-in",
        button="Unlink",
        done=f"The organisation’s sign-in of {seen.name} is unlinked.",
        about=("It opens this account no more, and they are signed out everywhere. An invitation links another.",),
        is_grave=True,
    )
    return seen.step(
        plain_form(request),
        step,
        lambda: unlink_account(email=seen.email, by=seen.by, today=today(), at=timezone.now(), version=seen.version),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def appoint_page(request: HttpRequest, person_id: int) -> HttpResponse:
    """Another role for the person."""
    seen = SeenPerson.of(request, person_id)
    typed = request.POST if request.method == "POST" else None
    form = AppointForm(typed, where=shown_people.where_choices(places()), today=today())
    step = Step(heading="Give an appointment", button="Appoint", done=f"{seen.name} is appointed.")
    return seen.step(
        form,
        step,
        lambda: appoint(form.row(email=seen.email), by=seen.by, today=today(), at=timezone.now(), version=seen.version),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def end_page(request: HttpRequest, person_id: int, appointment_id: int) -> HttpResponse:
    """The last day of one of the person's appointments."""
    seen = SeenPerson.of(request, person_id)
    one = next((one for one in seen.facts.appointments if one.id == appointment_id), None)
    if one is None:
        raise Http404
    form = EndForm(request.POST if request.method == "POST" else None, today=today(), ended_on=one.ended_on)
    step = Step(
        heading="End this appointment",
        button="Save the last day",
        done=f"The last day of {seen.name} as {one.post} is saved.",
        about=(
            f"{one.role_words[:1].upper()}{one.role_words[1:]}, {one.where}, from {day_words(one.starts_on)}. "
            "Whoever acts for them in it stops acting on that day too.",
        ),
    )
    return seen.step(
        form,
        step,
        lambda: end_appointment(
            appointment_id=appointment_id,
            last_day=form.cleaned_data["ended_on"],
            by=seen.by,
            today=today(),
            at=timezone.now(),
            version=seen.version,
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def deputy_page(request: HttpRequest, person_id: int) -> HttpResponse:
    """Who acts for the person while they are away."""
    seen = SeenPerson.of(request, person_id)
    everybody = people(on=today())
    choices = shown_people.deputy_choices(everybody, without=person_id)
    form = DeputyForm(request.POST if request.method == "POST" else None, people=choices, today=today())
    emails = {one.account.person_id: one.account.email for one in everybody}
    step = Step(
        heading="Name a deputy",
        button="Name the deputy",
        done=f"The deputy of {seen.name} is saved.",
        about=(
            f"They act in every role that {seen.name} holds on the first day. What they do is printed as done by a "
            "deputy.",
        ),
    )
    return seen.step(
        form,
        step,
        lambda: name_deputy(
            of=seen.email,
            deputy=emails[form.deputy_id],
            starts_on=form.cleaned_data["starts_on"],
            ends_on=form.cleaned_data["ends_on"],
            by=seen.by,
            today=today(),
            at=timezone.now(),
            version=seen.version,
        ),
    )


def _left(one: AppointmentFacts) -> str:
    return f"{one.post} ({one.role_words}, {one.where})"
