"""The pages of whoever looks after people and messages, and those on which somebody names a deputy, in every state."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.test import Client
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.mail import letters
from goldenthread.mail.models import Message
from goldenthread.mail.operations import Addressee, note_work, send
from goldenthread.partnership.models import Appointment
from goldenthread.partnership.operations import close_account, invite, name_deputy
from tests.at_browser import sign_in
from tests.browser.pages import State
from tests.figures.returning_pages import form_on
from tests.world import (
    make_appointment,
    make_council,
    make_directorate,
    make_partnership,
    make_person,
    make_provision,
    make_service,
)

TODAY = date(2020, 1, 20)
AT = datetime(2020, 1, 20, 10, 30, tzinfo=ZoneInfo("Europe/London"))
Reach = Callable[[Client], str]


class People:
    """An administrator, and people in every state that a person may be in."""

    def __init__(self) -> None:
        make_partnership()
        make_provision(service=make_service(), council=make_council("Havering"))
        make_provision(service=make_service("Passenger Transport"), council=make_council("Newham"))
        self.administrator = make_person("Sam Okoye", email="sam.okoye@example.org")
        make_appointment(self.administrator, role="administrator", post="Administrator")
        self.lead = make_person("Asha Patel", email="asha.patel@example.org")
        make_appointment(self.lead, post="Head of Exchequer", service=make_service())
        make_appointment(self.lead, role="auditor", post="Auditor of grants", ended_on="2018-03-31")
        self.head = make_person("Grace Adeyemi", email="grace.adeyemi@example.org")
        make_appointment(self.head, role="director", post="Director of Finance", directorate=make_directorate())
        self.late = make_person("Tom Hughes", email="tom.hughes@example.org")
        self.gone = make_person("Jane Doyle", email="jane.doyle@example.org")
        come_in = [person.pk for person in (self.administrator, self.lead, self.head)]
        User.objects.filter(pk__in=come_in).update(password="one that nobody typed", last_login=AT)
        done: dict[str, Any] = {"by": self.administrator, "today": TODAY}
        invite(email=self.late.email, name="", at=timezone.now() - timedelta(days=20), **done)
        close_account(email=self.gone.email, at=AT, **done)
        name_deputy(
            of=self.head.email,
            deputy=self.lead.email,
            starts_on=date(2020, 1, 13),
            ends_on=date(2020, 1, 31),
            at=AT,
            by=self.administrator,
            today=date(2020, 1, 13),
        )

    def address(self, who: str, step: str = "") -> str:
        return f"/people/{getattr(self, who).pk}{f'/{step}' if step else ''}"

    def ending(self, who: str) -> str:
        one = Appointment.objects.filter(person=getattr(self, who)).order_by("id")[0]
        return self.address(who, f"appointments/{one.pk}/end")


def by(who: str, address: str | Callable[[People], str]) -> Reach:
    """Somebody of these people is at the address."""

    def reach(client: Client) -> str:
        people = People()
        sign_in(client, getattr(people, who))
        return address if isinstance(address, str) else address(people)

    return reach


def of(who: str, step: str = "") -> Reach:
    return by("administrator", lambda people: people.address(who, step))


def written(client: Client, *, state: str, **fields: Any) -> Message:
    """A message to Asha Patel, in that state; the administrator is signed in."""
    people = People()
    letter = letters.query_asked(quarter="Q3 2019/20", count=2, path="/returns")
    send(letter, to=[Addressee(people.lead.pk, people.lead.name, people.lead.email)], at=AT)
    Message.objects.filter(kind="query asked").update(state=state, **fields)
    sign_in(client, people.administrator)
    return Message.objects.get(kind="query asked")


def log(address: str, *, works: bool = False) -> Reach:
    def reach(client: Client) -> str:
        written(client, state="given-up", attempts=12, problem="550 5.1.1 No such mailbox.")
        if works:
            note_work(where="to the folder var/mail", stopped_by="", at=timezone.now())
        return address

    return reach


def again(state: str) -> Reach:
    def reach(client: Client) -> str:
        message = written(client, state=state, problem="The line broke while the mail server took it.")
        return f"/messages/{message.pk}/again"

    return reach


def nothing_written(client: Client) -> str:
    people = People()
    Message.objects.all().delete()
    sign_in(client, people.administrator)
    return "/messages"


def sent_again_too_late(client: Client) -> Any:
    message = written(client, state="sent", sent_at=AT)
    return client.post(f"/messages/{message.pk}/again")


def stale(step: str, **typed: str) -> Callable[[Client], Any]:
    """A form that was open while another administrator closed and opened the account."""

    def answer(client: Client) -> Any:
        people = People()
        sign_in(client, people.administrator)
        where = people.address("lead", step)
        page: Any = client.get(where)
        invite(email=people.lead.email, name="", by=people.administrator, today=TODAY, at=AT)
        return client.post(where, {**form_on(page), **typed})

    return answer


def own_stale(client: Client) -> Any:
    people = People()
    sign_in(client, people.head)
    page: Any = client.get("/account/deputies")
    invite(email=people.head.email, name="", by=people.administrator, today=TODAY, at=AT)
    first = {f"starts_on_{part}": str(getattr(TODAY, part)) for part in ("day", "month", "year")}
    last = {f"ends_on_{part}": str(getattr(TODAY, part)) for part in ("day", "month", "year")}
    return client.post("/account/deputies", {**form_on(page, which=-1), "deputy": str(people.lead.pk), **first, **last})


def nameless(client: Client) -> Any:
    people = People()
    sign_in(client, people.administrator)
    where = people.address("lead", "name")
    page: Any = client.get(where)
    return client.post(where, {**form_on(page), "name": ""})


def invited_with_errors(client: Client) -> Any:
    people = People()
    sign_in(client, people.administrator)
    return client.post("/people/invite", {"name": "Asha", "email": people.lead.email.upper(), "role": "none"})


def last_administrator(client: Client) -> Any:
    people = People()
    sign_in(client, people.administrator)
    where = people.ending("administrator")
    page: Any = client.get(where)
    return client.post(where, form_on(page))


def nobody_acts(client: Client) -> str:
    people = People()
    sign_in(client, people.administrator)
    return "/account/deputies"


def chosen_no_messages(client: Client) -> Any:
    people = People()
    sign_in(client, people.lead)
    return client.post("/account/messages", {})


def nothing_but_roles(client: Client) -> str:
    make_partnership()
    person: User = make_person("Somebody New", email="new@example.org")
    sign_in(client, person)
    return "/people/roles"


PEOPLE_STATES = (
    State("home of an administrator", by("administrator", "/home")),
    State("home of a deputy", by("lead", "/home")),
    State("administration", by("administrator", "/administration")),
    State("people", by("administrator", "/people")),
    State("people, narrowed", by("administrator", "/people?state=expired&search=tom&sort=-name")),
    State("people, nobody fits", by("administrator", "/people?search=nowhere")),
    State("who holds what role", by("lead", "/people/roles")),
    State("who holds what role, nobody", nothing_but_roles),
    State("invite somebody new", by("administrator", "/people/invite")),
    State("invite somebody new, with errors", by("administrator", "/people/invite"), sent_empty=True),
    State("invite somebody who is here", answer=invited_with_errors),
    State("a person", of("lead")),
    State("a person with a deputy", of("head")),
    State("a person whose invitation ran out", of("late")),
    State("a person whose account is closed", of("gone")),
    State("invite again", of("late", "invite")),
    State("invite again, changed meanwhile", answer=stale("invite")),
    State("remove a code", of("lead", "code")),
    State("close an account", of("lead", "close")),
    State("close one's own account", by("administrator", lambda people: people.address("administrator", "close"))),
    State("open an account", of("gone", "open")),
    State("change a name", of("lead", "name")),
    State("change a name to none", answer=nameless),
    State("unlink the organisation's sign-in", of("lead", "unlink")),
    State("unlink where nothing is linked", of("lead", "unlink"), sent_empty=True),
    State("give an appointment", of("lead", "appoint")),
    State("give an appointment, changed meanwhile", answer=stale("appoint", role="member", post="Chair")),
    State("end an appointment", by("administrator", lambda people: people.ending("lead"))),
    State("end the last administrator", answer=last_administrator),
    State("name a deputy for somebody", of("head", "deputies")),
    State("while you are away", by("head", "/account/deputies")),
    State("while you are away, with errors", by("head", "/account/deputies"), sent_empty=True),
    State("while you are away, nobody", nobody_acts),
    State("while you are away, changed meanwhile", answer=own_stale),
    State("account, no messages chosen", answer=chosen_no_messages),
    State("messages", log("/messages")),
    State("messages, narrowed", log("/messages?state=failed&kind=query+asked", works=True)),
    State("messages, none fits", log("/messages?search=nowhere", works=True)),
    State("messages, none", nothing_written),
    State("send a message again", again("uncertain")),
    State("send a message again, sent meanwhile", answer=sent_again_too_late),
)
MAIN_OF_PEOPLE = ("home of an administrator", "people", "a person with a deputy", "who holds what role", "messages")
