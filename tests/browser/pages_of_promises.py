"""The pages of promises, in every state."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.test import Client

from goldenthread.accounts.models import User
from goldenthread.actions.models import Action
from goldenthread.figures.operations.attaching import Shown
from goldenthread.figures.operations.saying import Saying, confirm_promise, say_of_promise
from goldenthread.figures.queries.promised import Promised, promise_now
from tests.at_browser import sign_in
from tests.attachments.made_files import a_pdf, given
from tests.browser.pages import State
from tests.browser.pages_of_running import nothing_at
from tests.figures.quarter import Q1, Q2, action, give, make_due_measure, opened, submit
from tests.figures.returning_pages import form_on
from tests.world import make_appointment, make_directorate, make_partnership, make_person, make_service

LONDON = ZoneInfo("Europe/London")
OCTOBER = datetime(2019, 10, 14, 10, 30, tzinfo=LONDON)
LATER = OCTOBER + timedelta(days=3)


class Promises:
    """Four promises of the Head of Exchequer, made for Q1: overdue, moved, done and confirmed, in time."""

    def __init__(self) -> None:
        make_partnership()
        self.officer = make_person("Performance Officer", email="officer@example.org")
        make_appointment(self.officer, role="performance-officer")
        self.lead = make_person("Head of Exchequer", email="lead@example.org")
        make_appointment(self.lead, role="service-lead", service=make_service())
        self.head = make_person("Director of Finance", email="head@example.org")
        make_appointment(self.head, role="director", directorate=make_directorate())
        self.measure = make_due_measure("EXC01", lag_days=21)
        other = make_due_measure("EXC02", title="Rents collected", lag_days=21)
        opened(Q1, by=self.officer)
        promised = (
            action("Recruit two officers for the purchase ledger, and train those who are there"),
            action("Agree with suppliers that each invoice names its order", due_on="2019-12-15"),
            action("Pay each invoice of a small business within ten days", due_on="2020-06-30"),
        )
        give(self.measure, "92.1", by=self.lead, quarter=Q1, reasons="Two vacancies.", actions=promised)
        give(other, "91.0", by=self.lead, quarter=Q1, reasons="A new ledger.", actions=(action("Clear the arrears"),))
        submit(self.measure, other, by=self.lead, quarter=Q1)
        opened(Q2, by=self.officer)
        self.say("Agree", "late", "The largest three have agreed.", new_due_on=date(2020, 3, 31))
        letter = Shown(file=given("Letter of the ledger team.pdf", a_pdf()), words="Nothing is left in arrears")
        done = self.say("Clear", "done", "They were cleared in September.", shown=(letter,))
        confirm_promise(action_id=done.action_id, seen=done.seen, words="I saw the ledger.", by=self.head, at=LATER)

    def promise(self, words: str) -> Promised:
        found = promise_now(Action.objects.get(words__startswith=words).pk)
        assert found is not None
        return found

    def say(self, promise: str, outcome: str, words: str, *, by: User | None = None, **more: Any) -> Promised:
        now = self.promise(promise)
        said = Saying(action_id=now.action_id, seen=now.seen, outcome=outcome, words=words, **more)
        return say_of_promise(said, most_bytes=10**7, by=by or self.lead, at=LATER)

    def page(self, words: str) -> str:
        return f"/promises/{self.promise(words).action_id}"


def by(who: str, address: str | Callable[[Promises], str]) -> Callable[[Client], str]:
    """Somebody of the promises is at the address."""

    def reach(client: Client) -> str:
        promises = Promises()
        sign_in(client, getattr(promises, who))
        return address if isinstance(address, str) else address(promises)

    return reach


def done_and_not_confirmed(client: Client) -> str:
    promises = Promises()
    promises.say("Recruit", "done", "Both are in post.")
    sign_in(client, promises.head)
    return promises.page("Recruit")


def sent(*, meanwhile: bool) -> Callable[[Client], Any]:
    """A promise is moved without a day; or said done, while another said something else of it."""

    def answer(client: Client) -> Any:
        promises = Promises()
        sign_in(client, promises.lead)
        where = promises.page("Recruit")
        page: Any = client.get(where)
        if meanwhile:
            promises.say("Recruit", "on-course", "One is in post.", by=promises.officer)
        typed = {"outcome": "late", "shows_1": "The contract"}
        return client.post(where, {**form_on(page, which=-1), **typed})

    return answer


PROMISE_STATES = (
    State("what I have promised", by("lead", "/promises")),
    State("what I have promised, nothing", nothing_at("performance-officer", "/promises")),
    State("what everyone has promised", by("officer", "/promises/everyone")),
    State("what everyone has promised, narrowed", by("officer", "/promises/everyone?state=overdue&sort=-due")),
    State("what everyone has promised, nothing fits", by("officer", "/promises/everyone?search=teapot")),
    State("what everyone has promised, nothing", nothing_at("member", "/promises/everyone")),
    State("a promise of one's own", by("lead", lambda promises: promises.page("Recruit"))),
    State("a promise of one's own, moved", by("lead", lambda promises: promises.page("Agree"))),
    State("a promise of another, confirmed", by("head", lambda promises: promises.page("Clear"))),
    State("a promise to confirm", done_and_not_confirmed),
    State("a promise, with errors", answer=sent(meanwhile=False)),
    State("a promise, changed meanwhile", answer=sent(meanwhile=True)),
)
MAIN_OF_PROMISES = ("what I have promised", "a promise of one's own")
