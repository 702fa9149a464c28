"""Every page in every state that it has: what is looked at by axe, by the validator of HTML and by the eye."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import Client
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.web.surroundings import surroundings_without_database
from tests.at_browser import give_password, link_to, sign_in, type_password
from tests.publishing.small import make_document
from tests.publishing.test_publications import FIRST
from tests.web.test_pages import publish
from tests.world import make_appointment, make_partnership, make_person

Reach = Callable[[Client], str]


@dataclass(frozen=True)
class State:
    """A page in one state.

    `reach` makes happen what must have happened before, at that person's browser, and gives the address. Where
    `sent_empty`, the page's form is then sent with nothing typed. A page that comes only of a fault, or of another
    organisation's sign-in, is drawn from its `template` instead; one that comes only of a form that was filled in is
    the `answer` to it.
    """

    name: str
    reach: Reach = field(default=lambda client: "")
    sent_empty: bool = False
    template: str = ""
    context: Mapping[str, Any] = field(default_factory=dict)
    answer: Callable[[Client], Any] | None = None

    def __str__(self) -> str:
        return self.name


def at(address: str) -> Reach:
    """Nothing has to happen before."""
    return lambda client: address


def drawn(state: State) -> str:
    """The HTML of a page that is drawn from its template."""
    return render_to_string(state.template, {**surroundings_without_database(), **state.context})


def answer_to(state: State, client: Client) -> HttpResponse:
    """What a browser without scripts is sent."""
    if state.template:
        return HttpResponse(drawn(state))
    if state.answer is not None:
        return state.answer(client)  # type: ignore[no-any-return]  # the test client's is one
    address = state.reach(client)
    answer: Any = client.post(address) if state.sent_empty else client.get(address)
    return answer  # type: ignore[no-any-return]  # the test client's is one


def something_published(client: Client) -> str:
    """Two reports: one that was made up and then corrected, and its correction."""
    make_partnership()
    officer = make_person("Performance Officer", email="officer@example.org")
    make_appointment(officer, role="performance-officer")
    publish(make_document(illustrative_note="Figures are made up."), by=officer)
    publish(make_document(words="Corrected."), by=officer, replaces=FIRST, because="Complaints were 31, not 38")
    return "/"


def asha() -> User:
    return make_person("Asha Patel", email="asha@example.org")


def invited(client: Client) -> str:
    return link_to(asha())


def of_her_own(address: str) -> Reach:
    """Asha, who has a password, is signed in; and once more at another browser."""

    def reach(client: Client) -> str:
        person = asha()
        give_password(person)
        sign_in(Client(), person, with_code=False)
        sign_in(client, person, with_code=False)
        return address

    return reach


def with_something_unsent(client: Client) -> str:
    """Asha sent a form when her session had run out, and signed in again."""
    person = asha()
    sign_in(client, person, with_code=False, at=timezone.now() - timedelta(hours=2))
    client.post("/returns/submit", {"reasons": "A new ledger was brought in.\nTwo posts were empty.", "version": "3"})
    sign_in(client, person, with_code=False)
    return "/unsent"


def with_a_code(address: str) -> Reach:
    """Asha, who has added a code, is signed in."""

    def reach(client: Client) -> str:
        of_her_own("")(client)
        from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes  # noqa: PLC0415
        from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret  # noqa: PLC0415

        person = User.objects.get(email="asha@example.org")
        TOTP.activate(person, generate_totp_secret())
        RecoveryCodes.activate(person)
        sign_in(client, person)
        return address

    return reach


def asked_for_a_code(client: Client) -> str:
    with_a_code("")(Client())
    type_password(client, User.objects.get(email="asha@example.org"))
    return "/sign-in/code"


SENT = (
    "/gallery/form?numerator=1&spent=2&council=bexley&basis=final&reasons=staff&explained=Posts&done_by_day=1"
    "&done_by_month=2&done_by_year=2020&email=a%40example.org&password=secret&right=on"
)
STATES = (
    State("publications, none", at("/")),
    State("publications", something_published),
    State("accessibility statement", at("/accessibility")),
    State("not found", at("/publications/none/there.pdf")),
    State("went wrong", template="web/went_wrong.html", context={"reference": "1f3a9c2e"}),
    State("too much at once", template="web/too_large.html", context={"most": 25}),
    State("could not be read", template="web/not_read.html"),
    State("gallery", at("/gallery")),
    State("gallery, sorted and turned", at("/gallery?sort=-value&page=4&council=newham&rating=red")),
    State("form, empty", at("/gallery/form")),
    State("form, with errors", at("/gallery/form?spent=&done_by_day=31&done_by_month=2&explained=Posts")),
    State("form, done", at(SENT)),
    State("form that somebody else changed", at("/gallery/form?changed=yes")),
    State("sign in", at("/sign-in")),
    State("sign in, with errors", at("/sign-in"), sent_empty=True),
    State("sign in, what was typed is kept", at("/sign-in?next=/unsent&unsent=kept")),
    State("sign in, what was typed is lost", at("/sign-in?next=/returns&unsent=lost")),
    State("unsent", with_something_unsent),
    State("unsent, nothing", of_her_own("/unsent")),
    State("code", asked_for_a_code),
    State("code, with errors", asked_for_a_code, sent_empty=True),
    State("sign out", of_her_own("/sign-out")),
    State("invitation", invited),
    State("invitation, with errors", invited, sent_empty=True),
    State("invitation that is over", at("/invitation/none")),
    State("account", of_her_own("/account")),
    State("account with a code", with_a_code("/account")),
    State("password", of_her_own("/account/password")),
    State("password, with errors", of_her_own("/account/password"), sent_empty=True),
    State("add a code", of_her_own("/account/code/add")),
    State("add a code, with errors", of_her_own("/account/code/add"), sent_empty=True),
    State("remove the code", with_a_code("/account/code/remove")),
    State("recovery codes", with_a_code("/account/recovery-codes")),
    State("new recovery codes", with_a_code("/account/recovery-codes/new")),
    State("sign in again", of_her_own("/sign-in/again")),
    State("sign in again, with errors", of_her_own("/sign-in/again"), sent_empty=True),
    State("sign in again with a code", with_a_code("/sign-in/again/code")),
    State("account closed", at("/sign-in/closed")),
    State("organisation's sign-in stopped", at("/sign-in/organisation/stopped")),
    State("organisation's sign-in failed", template="socialaccount/authentication_error.html"),
    State("to the organisation's sign-in", template="socialaccount/login.html", context={"organisation": "Havering"}),
    State("no account", template="account/signup_closed.html"),
    State("not allowed", template="accounts/not_allowed.html", context={"reason": "Only the clerk may."}),
    State("not lately signed in", template="403.html"),
    State("form of another site", template="403_csrf.html"),
    State("too often", template="429.html"),
)
MAIN = ("publications", "gallery", "form, with errors", "sign in", "account with a code")
