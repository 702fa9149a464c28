"""The pages of a person's own account: invitation, who is signed in, sessions."""

from __future__ import annotations

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goldenthread.accounts.forms import ChoosePassword, HowMessages
from goldenthread.accounts.middleware import has_second_factor, person_of
from goldenthread.accounts.operations import end_other_sessions, end_session, take_up_invitation
from goldenthread.accounts.organisation import to_organisation
from goldenthread.accounts.queries import (
    InvitationOver,
    has_code,
    invitation_by_link,
    sessions_of,
    uses_organisation_sign_in,
)
from goldenthread.accounts.unsent import is_of_our_own_page, keep_unsent, throw_unsent_away, unsent_of
from goldenthread.mail.operations import choose_digest
from goldenthread.mail.queries import wants_a_digest


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Who is signed in, how, and where else; and how they want their messages."""
    return _mine(request, None)


@require_POST
def choose_messages(request: HttpRequest) -> HttpResponse:
    """Messages each at once from here on, or together once a day."""
    person = person_of(request)
    if person is None:
        raise Http404
    form = HowMessages(request.POST, daily=wants_a_digest(person.pk))
    if not form.is_valid():
        return _mine(request, form)
    choose_digest(person=person.pk, daily=form.daily, at=timezone.now())
    said = "together, once a day" if form.daily else "each at once"
    messages.success(request, f"Your messages come {said}.")
    return HttpResponseRedirect(reverse("accounts-mine"))


def _mine(request: HttpRequest, form: HowMessages | None) -> HttpResponse:
    person = person_of(request)
    if person is None:
        raise Http404
    return render(
        request,
        "accounts/mine.html",
        {
            "has_password": person.has_usable_password(),
            "has_code": has_code(person),
            "has_second_factor": has_second_factor(request),
            "organisation_linked": uses_organisation_sign_in(person),
            "sessions": sessions_of(person, this=request.session.session_key or ""),
            "form": form or HowMessages(daily=wants_a_digest(person.pk)),
        },
        status=422 if form is not None else 200,
    )


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind an invitation's link: choose a password, and be signed in."""
    at = timezone.now()
    invited = invitation_by_link(token, at=at)
    if invited is None:
        return render(request, "accounts/invitation_over.html", status=410)
    form = ChoosePassword(request.POST or None, person=invited.person)
    if request.method == "POST" and form.is_valid():
        try:
            person = take_up_invitation(token=token, password=form.cleaned_data["password"], at=at)
        except InvitationOver:
            return render(request, "accounts/invitation_over.html", status=410)
        request.session.flush()
        record_authentication(request, person, method="password")
        answer: HttpResponse = perform_login(request, person)
        return answer
    return render(
        request,
        "accounts/invitation.html",
        {"form": form, "invited": invited, "token": token},
        status=422 if form.is_bound else 200,
    )


@require_POST
def invitation_by_organisation(request: HttpRequest, token: str) -> HttpResponse:
    """Takes the invitation up by the organisation's sign-in: it is linked when the person comes back from there."""
    if invitation_by_link(token, at=timezone.now()) is None or not settings.GOLDENTHREAD_OIDC_ISSUER:
        return render(request, "accounts/invitation_over.html", status=410)
    return to_organisation(request, invitation=token)


@require_http_methods(["GET", "HEAD", "POST"])
def unsent(request: HttpRequest) -> HttpResponse:
    """What somebody typed and could not send: to be sent now, where it was to go, or thrown away."""
    person = person_of(request)
    if person is None:
        raise Http404
    found = unsent_of(person, at=timezone.now())
    if request.method == "POST":
        throw_unsent_away(person)
        return HttpResponseRedirect(resolve_url(settings.LOGIN_REDIRECT_URL) if found is None else found.back)
    return render(request, "accounts/unsent.html", {"unsent": found})


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """What is said to a form without the mark that its page was given: of another site, or of before a sign-in.

    Of a page of ours it is kept for whoever is signed in, who may send it themselves.
    """
    person = person_of(request)
    if person is not None and is_of_our_own_page(request) and keep_unsent(request, person=person, at=timezone.now()):
        return HttpResponseRedirect(reverse("accounts-unsent"))
    return render(request, "403_csrf.html", status=403)


@require_POST
def end_one(request: HttpRequest, which: str) -> HttpResponse:
    """Ends one of the person's sessions; this one too, which signs out."""
    person = person_of(request)
    if person is None or not end_session(person=person, which=which, at=timezone.now()):
        raise Http404
    return HttpResponseRedirect(reverse("accounts-mine"))


@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    """Ends every session of the person's but this."""
    person = person_of(request)
    if person is None:
        raise Http404
    end_other_sessions(person=person, kept=request.session.session_key or "", at=timezone.now())
    return HttpResponseRedirect(reverse("accounts-mine"))
