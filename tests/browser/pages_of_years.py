"""The pages of a year in every state: how far it has come, its close, the next list proposed and agreed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from goldenthread.accounts.models import User
from goldenthread.figures.operations.closing import close_year
from tests.at_browser import sign_in
from tests.browser.pages import State
from tests.browser.pages_of_running import nothing_at
from tests.figures.proposals import DROP, FOR_NEXT, KEEP, answered, change, propose
from tests.figures.quarter import make_due_measure
from tests.figures.restated import restate
from tests.figures.returning_pages import form_on
from tests.figures.year import JUNE, YEAR, lived, quarter_of
from tests.world import (
    make_appointment,
    make_decision,
    make_earlier_figure,
    make_item,
    make_meeting,
    make_partnership,
    make_person,
    make_service,
)

PAGE, CLOSE, PROPOSE, AGREE = "/years/2019-20", "/years/2019-20/close", "/years/2019-20/propose", "/years/2020-21/agree"
TODAY = date(2020, 7, 15)


class Year:
    """2019/20 with three measures, green, amber and red; one of them not returned in Q3 where told so."""

    def __init__(self, *, frozen: tuple[int, ...] = (1, 2, 3, 4), missing: bool = False) -> None:
        # The other pages' day is within the year; until the test's own settings end, it is this one.
        settings.GOLDENTHREAD_TODAY = TODAY
        make_partnership()
        self.officer = _person("Performance Officer", "officer@example.org", role="performance-officer")
        self.lead = _person("Head of Exchequer", "lead@example.org", role="service-lead", service=make_service())
        self.green = make_due_measure("EXC01")
        self.amber = make_due_measure("EXC02", annual="80", title="Calls answered within 20 seconds")
        self.red = make_due_measure("EXC03", annual="70", title="Rents collected", year_end_rule="mean")
        for quarter in ("Q1", "Q2", "Q3", "Q4"):
            make_earlier_figure(self.green, period=f"2018-19 {quarter}", value="94.0")
        thirds = [None if missing else "40"] * 4
        lived(
            {self.green: ["96"] * 4, self.amber: ["77"] * 4, self.red: ["40", "40", thirds[2], "40"]},
            lead=self.lead,
            officer=self.officer,
            frozen=frozen,
        )

    @property
    def answers(self) -> bytes:
        return answered({self.green: KEEP, self.amber: change(new_target="75"), self.red: DROP})


def _person(name: str, email: str, **appointment: Any) -> User:
    person = make_person(name, email=email)
    make_appointment(person, **appointment)
    return person


def at_the_year(address: str, *, closed: bool = False, restated: bool = False, **given: Any) -> Callable[[Client], str]:
    """The officer is at the address."""

    def reach(client: Client) -> str:
        year = Year(**given)
        if closed:
            close_year(year=YEAR, by=year.officer, at=JUNE)
        if restated:
            later = JUNE.replace(day=20)
            restate(year.red, "72", by=year.officer, at=later, quarter=quarter_of(4))
        sign_in(client, year.officer)
        return address

    return reach


def closed_too_late(client: Client) -> Any:
    year = Year()
    sign_in(client, year.officer)
    page: Any = client.get(CLOSE)
    restate(year.red, "72", by=year.officer, at=JUNE, quarter=quarter_of(4))
    return client.post(CLOSE, form_on(page))


def sent(*, broken: bool = False, late: bool = False) -> Callable[[Client], Any]:
    """An answered workbook is sent in: what it would propose, or what is wrong with it."""

    def answer(client: Client) -> Any:
        year = Year()
        sign_in(client, year.officer)
        content = answered({year.green: {"Rationale": "So"}, year.amber: change(new_target="lots")})
        file = SimpleUploadedFile("proposal.xlsx", content if broken else year.answers)
        seen: Any = client.post(PROPOSE, {"file": file})
        return client.post(f"{PROPOSE}/confirm", {**form_on(seen), "seen": "another"}) if late else seen

    return answer


def proposed(address: str, *, with_decisions: bool = True) -> Callable[[Client], str]:
    """The next year's list is proposed, and the committee has met since."""

    def reach(client: Client) -> str:
        year = Year()
        propose({year.green: KEEP, year.amber: change(new_target="75"), year.red: DROP}, by=year.officer)
        if with_decisions:
            meeting = make_meeting(on="2020-07-10")
            make_decision(item=make_item(meeting=meeting, number="5"), number="1", text=FOR_NEXT)
        sign_in(client, year.officer)
        return address

    return reach


YEAR_STATES = (
    State("years, none", nothing_at("performance-officer", "/years")),
    State("years", at_the_year("/years")),
    State("a year under way", at_the_year(PAGE, frozen=(1, 2))),
    State("a year to close", at_the_year(PAGE, missing=True)),
    State("a year, narrowed", at_the_year(f"{PAGE}?rating=red")),
    State("a year, closed and restated since", at_the_year(PAGE, closed=True, restated=True)),
    State("close a year", at_the_year(CLOSE, missing=True)),
    State("close a year, not frozen", at_the_year(CLOSE, frozen=(1, 2))),
    State("close a year, nothing new", at_the_year(CLOSE, closed=True)),
    State("close a year again", at_the_year(CLOSE, closed=True, restated=True)),
    State("close a year again, with errors", at_the_year(CLOSE, closed=True, restated=True), sent_empty=True),
    State("close a year, changed meanwhile", answer=closed_too_late),
    State("propose a list", at_the_year(PROPOSE, closed=True)),
    State("propose a list, with errors", answer=sent(broken=True)),
    State("propose a list, what it comes to", answer=sent()),
    State("propose a list, changed meanwhile", answer=sent(late=True)),
    State("a proposed list", proposed(PROPOSE)),
    State("agree a list", proposed(AGREE)),
    State("agree a list, with errors", proposed(AGREE), sent_empty=True),
)
MAIN_OF_YEARS = ("a year to close", "propose a list", "a proposed list")
