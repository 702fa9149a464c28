"""The pages of whoever runs a round, signs figures off and clears them, in every state."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.test import Client

from goldenthread.accounts.models import User
from goldenthread.figures.operations import freeze_round, open_round, query_figures, reopen_figures
from goldenthread.figures.operations.clearing import clear_figures
from goldenthread.indicators.models import Measure
from tests.at_browser import sign_in
from tests.browser.pages import State
from tests.figures.quarter import Q2, action, figure_of, give, make_due_measure, submit
from tests.figures.returning_pages import form_on
from tests.world import (
    make_appointment,
    make_council,
    make_directorate,
    make_meeting,
    make_partnership,
    make_person,
    make_service,
)

LONDON = ZoneInfo("Europe/London")
OCTOBER = datetime(2019, 10, 14, 10, 30, tzinfo=LONDON)
FROZEN = datetime(2019, 11, 4, 16, 0, tzinfo=LONDON)
BOARD, CLEARING = "/rounds/2019-20-q2", "/clearances/2019-20-q2/havering"
REASONS = (
    "A new purchase ledger was brought in at the end of July, and invoices of three weeks were entered twice. The team "
    "worked through them by hand, which kept it from new ones."
)


class Quarter:
    """Q2 2019/20 with its people: greens and a red to sign off, one amber without a word, one awaited."""

    def __init__(self) -> None:
        make_partnership()
        self.officer = _person("Performance Officer", "officer@example.org", role="performance-officer")
        self.lead = _person("Head of Exchequer", "lead@example.org", role="service-lead", service=make_service())
        self.head = _person("Director of Finance", "head@example.org", role="director", directorate=make_directorate())
        self.treasurer = _person(
            "Havering Treasurer",
            "treasurer@example.org",
            role="section-151-officer",
            post="Section 151 Officer",
            council=make_council("Havering"),
        )
        self.green = make_due_measure("EXC01", lag_days=21)
        self.second = make_due_measure("EXC02", title="Calls answered within 20 seconds", lag_days=21)
        self.red = make_due_measure("EXC03", title="Rents collected", lag_days=21)
        self.amber = make_due_measure("EXC04", title="Letters answered", lag_days=21)
        self.awaited = make_due_measure("EXC05", title="Complaints answered in time", lag_days=21)
        meeting = make_meeting(on="2020-02-07")
        open_round(quarter=Q2, meeting=meeting.date, by=self.officer, at=OCTOBER)
        give(self.green, "96.2", by=self.lead)
        give(self.second, "98.0", by=self.lead)
        promised = action("Recruit two officers for the purchase ledger, and train those who are there")
        give(self.red, "71.0", by=self.lead, reasons=REASONS, actions=(promised,))
        give(self.amber, "92.0", by=self.lead)
        submit(self.green, self.second, self.red, by=self.lead)

    def look(self, measure: Measure, step: str = "") -> str:
        return f"/rounds/figures/{figure_of(measure).pk}{f'/{step}' if step else ''}"

    def freeze(self, *, later: int = 0) -> None:
        freeze_round(quarter=Q2, by=self.officer, at=FROZEN + timedelta(days=later))


def _person(name: str, email: str, **appointment: Any) -> User:
    person = make_person(name, email=email)
    make_appointment(person, **appointment)
    return person


def by(who: str, address: str | Callable[[Quarter], str], *, frozen: bool = False) -> Callable[[Client], str]:
    """Somebody of the quarter is at the address."""

    def reach(client: Client) -> str:
        quarter = Quarter()
        if frozen:
            quarter.freeze()
        sign_in(client, getattr(quarter, who))
        return address if isinstance(address, str) else address(quarter)

    return reach


def looked(which: str, step: str = "") -> Callable[[Quarter], str]:
    return lambda quarter: quarter.look(getattr(quarter, which), step)


def nothing_at(role: str, address: str, **appointment: Any) -> Callable[[Client], str]:
    """The page of somebody for whom there is nothing yet."""

    def reach(client: Client) -> str:
        make_partnership()
        council = {"council": make_council("Havering")} if role == "section-151-officer" else {}
        sign_in(client, _person("Somebody New", "new@example.org", role=role, **council, **appointment))
        return address

    return reach


def with_a_question(client: Client) -> str:
    quarter = Quarter()
    asked = "Does this hold the invoices of September, or are they still to come?"
    query_figures(figure_ids=[figure_of(quarter.red).pk], asked=asked, by=quarter.head, at=OCTOBER)
    sign_in(client, quarter.officer)
    return quarter.look(quarter.red)


def stale(step: str, **typed: str) -> Callable[[Client], Any]:
    """A form that was open while the director asked about the figure."""

    def answer(client: Client) -> Any:
        quarter = Quarter()
        sign_in(client, quarter.officer)
        where = quarter.look(quarter.red, step)
        page: Any = client.get(where)
        query_figures(figure_ids=[figure_of(quarter.red).pk], asked="Is it whole?", by=quarter.head, at=OCTOBER)
        return client.post(where, {**form_on(page), **typed})

    return answer


def words(*, keep: bool = False) -> Callable[[Client], Any]:
    """The words of the red figure edited: what differs, or the figure's page with both."""

    def answer(client: Client) -> Any:
        quarter = Quarter()
        sign_in(client, quarter.officer)
        where = quarter.look(quarter.red, "words")
        typed = {"reasons": REASONS.replace("by hand, which", "one by one, and that"), "because": "Said more plainly"}
        page: Any = client.get(where)
        seen: Any = client.post(where, {**form_on(page), **typed})
        if not keep:
            return seen
        client.post(where, {**form_on(seen), "do": "keep"})
        return client.get(quarter.look(quarter.red))

    return answer


def freeze_too_late(client: Client) -> Any:
    quarter = Quarter()
    sign_in(client, quarter.officer)
    page: Any = client.get(f"{BOARD}/freeze")
    give(quarter.awaited, "97.0", by=quarter.lead)
    return client.post(f"{BOARD}/freeze", form_on(page))


def frozen_twice(address: str, who: str, *, cleared: bool = True) -> Callable[[Client], str]:
    """Version 1 was cleared, and version 2 differs."""

    def reach(client: Client) -> str:
        quarter = Quarter()
        quarter.freeze()
        if cleared:
            clear_figures(
                quarter=Q2,
                council="havering",
                by=quarter.treasurer,
                at=FROZEN + timedelta(hours=1),
                words="As reported to Cabinet on 3 November",
            )
        later = FROZEN + timedelta(days=1)
        reopen_figures(figure_ids=[figure_of(quarter.green).pk], reason="Counted twice", by=quarter.officer, at=later)
        give(quarter.green, "93.5", by=quarter.lead, at=later, reasons="Eleven invoices were counted twice.")
        if address.endswith("freeze"):
            sign_in(client, getattr(quarter, who))
            return address
        quarter.freeze(later=2)
        sign_in(client, getattr(quarter, who))
        return address

    return reach


def cleared_too_late(client: Client) -> Any:
    quarter = Quarter()
    quarter.freeze()
    sign_in(client, quarter.treasurer)
    page: Any = client.get(CLEARING)
    later = FROZEN + timedelta(days=1)
    reopen_figures(figure_ids=[figure_of(quarter.green).pk], reason="Counted twice", by=quarter.officer, at=later)
    give(quarter.green, "95.5", by=quarter.lead, at=later)
    quarter.freeze(later=2)
    return client.post(CLEARING, {**form_on(page), "words": "As reported to Cabinet"})


RUNNING_STATES = (
    State("rounds, none", nothing_at("performance-officer", "/rounds")),
    State("round board", by("officer", BOARD)),
    State("round board, narrowed", by("officer", f"{BOARD}?wants=words&rating=amber&sort=due")),
    State("round board, nothing fits", by("officer", f"{BOARD}?search=nowhere")),
    State("round board, frozen", by("officer", BOARD, frozen=True)),
    State("one figure of the round", by("officer", looked("red"))),
    State("one figure of the round, asked about", with_a_question),
    State("one figure of the round, edited", answer=words(keep=True)),
    State("one figure of the round, awaited", by("officer", looked("awaited"))),
    State("one figure to sign off", by("head", looked("red"))),
    State("ask a question", by("officer", looked("red", "query"))),
    State("ask a question, with errors", by("officer", looked("red", "query")), sent_empty=True),
    State("ask a question, changed meanwhile", answer=stale("query", asked="Is the ledger whole?")),
    State("open a figure again", by("officer", looked("red", "reopen"))),
    State("open a figure again, with errors", by("officer", looked("red", "reopen")), sent_empty=True),
    State("edit words", by("officer", looked("red", "words"))),
    State("edit words, with errors", by("officer", looked("red", "words")), sent_empty=True),
    State("edit words, what differs", answer=words()),
    State("edit words, changed meanwhile", answer=stale("words", reasons="A ledger was late.", because="Plain")),
    State("withhold", by("officer", looked("red", "withhold"))),
    State("withhold, with errors", by("officer", looked("red", "withhold")), sent_empty=True),
    State("freeze", by("officer", f"{BOARD}/freeze")),
    State("freeze, changed meanwhile", answer=freeze_too_late),
    State("freeze, nothing new", by("officer", f"{BOARD}/freeze", frozen=True)),
    State("freeze, a second version", frozen_twice(f"{BOARD}/freeze", "officer")),
    State("sign-off", by("head", "/sign-off")),
    State("sign-off, nothing", nothing_at("director", "/sign-off")),
    State("clearances", by("treasurer", "/clearances", frozen=True)),
    State("clearances, nothing", nothing_at("section-151-officer", "/clearances")),
    State("clearances, to clear again", frozen_twice("/clearances", "treasurer")),
    State("clear", by("treasurer", CLEARING, frozen=True)),
    State("clear again", frozen_twice(CLEARING, "treasurer")),
    State("clear, frozen meanwhile", answer=cleared_too_late),
)
MAIN_OF_RUNNING = ("round board", "one figure of the round, edited", "freeze", "sign-off", "clear again")
