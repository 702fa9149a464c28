"""The pages of whoever returns figures, in every state: home, the list, one figure, a workbook."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from goldenthread.accounts.models import User
from goldenthread.figures.operations import answer_queries, query_figures
from goldenthread.indicators.models import Measure
from tests.at_browser import sign_in
from tests.browser.pages import State
from tests.figures.quarter import Q2, Q3, action, figure_of, give, make_due_measure, opened, submit
from tests.figures.returning_pages import form_on
from tests.world import make_appointment, make_directorate, make_partnership, make_person, make_service

LONDON = ZoneInfo("Europe/London")
EARLIER = datetime(2019, 10, 10, 9, 15, tzinfo=LONDON)
THAT_DAY = datetime(2020, 1, 20, 0, 5, tzinfo=LONDON)
UPLOAD = "/returns/2019-20-q3/upload"


class Cast:
    """A service lead, an officer, a director, and two figures of the second and the third quarter."""

    def __init__(self) -> None:
        make_partnership()
        self.officer = _person("Performance Officer", "officer@example.org", role="performance-officer")
        self.lead = _person("Head of Exchequer", "lead@example.org", role="service-lead", service=make_service())
        self.head = _person("Director of Finance", "head@example.org", role="director", directorate=make_directorate())
        self.parts = make_due_measure(
            "EXC01",
            numerator_label="invoices paid within 30 days",
            denominator_label="invoices paid",
            lag_days=15,
        )
        self.plain = make_due_measure("EXC02", title="Rents collected", lag_days=25, maximum=None)
        opened(Q2, by=self.officer, at=EARLIER)
        promised = action("Recruit two officers for the purchase ledger, and train those who are there")
        give(self.parts, "81.2", by=self.lead, at=EARLIER, reasons="A new ledger.", actions=(promised,))
        give(self.plain, "96.1", by=self.lead, at=EARLIER)
        submit(self.parts, self.plain, by=self.lead, at=EARLIER)
        opened(Q3, by=self.officer, at=THAT_DAY)

    def address(self, measure: Measure) -> str:
        return f"/returns/figures/{figure_of(measure, Q3).pk}"

    def at(self, client: Client, person: User) -> Client:
        return sign_in(client, person, with_code=True)


def _person(name: str, email: str, **appointment: Any) -> User:
    person = make_person(name, email=email)
    make_appointment(person, **appointment)
    return person


def home_of(who: str) -> Callable[[Client], str]:
    def reach(client: Client) -> str:
        cast = Cast()
        give(cast.plain, "80", by=cast.lead, at=THAT_DAY, quarter=Q3)
        give(cast.parts, "96", by=cast.lead, at=THAT_DAY, quarter=Q3)
        submit(cast.parts, by=cast.lead, at=THAT_DAY, quarter=Q3)
        cast.at(client, getattr(cast, who))
        return "/home"

    return reach


def waiting_at(address: str) -> Callable[[Client], str]:
    """Both figures of the quarter wait, and the lead is signed in."""

    def reach(client: Client) -> str:
        cast = Cast()
        cast.at(client, cast.lead)
        return address

    return reach


def nobody_yet(client: Client) -> str:
    sign_in(client, make_person("Somebody New"))
    return "/home"


def nothing_due(client: Client) -> str:
    make_partnership()
    sign_in(client, _person("Head of Exchequer", "lead@example.org", role="service-lead", service=make_service()))
    return "/returns"


def figure(client: Client) -> str:
    cast = Cast()
    cast.at(client, cast.lead)
    return cast.address(cast.parts)


def asked_about(client: Client) -> str:
    cast = Cast()
    give(cast.plain, "96", by=cast.lead, at=THAT_DAY, quarter=Q3)
    submit(cast.plain, by=cast.lead, at=THAT_DAY, quarter=Q3)
    asked = "Is this the whole quarter, or to the end of November?"
    query_figures(figure_ids=[figure_of(cast.plain, Q3).pk], asked=asked, by=cast.head, at=THAT_DAY)
    cast.at(client, cast.lead)
    return cast.address(cast.plain)


def answered_meanwhile(client: Client) -> Any:
    page: Any = client.get(where := asked_about(client))
    lead, officer = (User.objects.get(email=f"{name}@example.org") for name in ("lead", "officer"))
    which = int(where.rpartition("/")[2])
    answer_queries(figure_ids=[which], answer="The whole of it.", by=lead, at=THAT_DAY)
    query_figures(figure_ids=[which], asked="Why is it lower than in Q2?", by=officer, at=THAT_DAY)
    return client.post(f"{where}/answer", {**form_on(page), "answer": "It is the whole quarter."})


def given(client: Client) -> str:
    cast = Cast()
    give(cast.parts, "81", by=cast.lead, at=THAT_DAY, quarter=Q3, reasons="Posts were empty.", actions=(action(),))
    submit(cast.parts, by=cast.lead, at=THAT_DAY, quarter=Q3)
    cast.at(client, cast.lead)
    return cast.address(cast.parts)


def given_with_a_warning(client: Client) -> str:
    cast = Cast()
    give(cast.plain, "120", by=cast.lead, at=THAT_DAY, quarter=Q3)
    submit(cast.plain, by=cast.lead, at=THAT_DAY, quarter=Q3)
    cast.at(client, cast.lead)
    return cast.address(cast.plain)


def checked(which: str, do: str = "check", **typed: str) -> Callable[[Client], Any]:
    """The second page of a figure, after these boxes of the first were filled in."""

    def answer(client: Client) -> Any:
        cast = Cast()
        cast.at(client, cast.lead)
        where = cast.address(getattr(cast, which))
        page: Any = client.get(where)
        check: Any = client.post(where, {**form_on(page), **typed, "do": "check"})
        return check if do == "check" else client.post(where, {**form_on(check), "do": do})

    return answer


def changed_meanwhile(client: Client) -> Any:
    cast = Cast()
    cast.at(client, cast.lead)
    where = cast.address(cast.plain)
    page: Any = client.get(where)
    give(cast.plain, "91.5", by=cast.officer, at=THAT_DAY, quarter=Q3)
    return client.post(where, {**form_on(page), "value": "92.5%", "do": "check"})


def uploaded(rows: str, *, changed: bool = False) -> Callable[[Client], Any]:
    """What comes of a file with these rows; where `changed`, of confirming it after somebody changed a figure."""

    def answer(client: Client) -> Any:
        cast = Cast()
        cast.at(client, cast.lead)
        content = f"Ref,Council,Value\n{rows}".encode()
        preview: Any = client.post(UPLOAD, {"file": SimpleUploadedFile("exchequer.csv", content)})
        if not changed:
            return preview
        give(cast.plain, "91.5", by=cast.officer, at=THAT_DAY, quarter=Q3)
        return client.post(f"{UPLOAD}/confirm", form_on(preview))

    return answer


RED = {"numerator": "801", "denominator": "1,000", "forecast": "90%"}
GOOD = "EXC01,Havering,80.1%\nEXC02,Havering,120%\n"
RETURN_STATES = (
    State("home", waiting_at("/home")),
    State("home, some done", home_of("lead")),
    State("home of the officer", home_of("officer")),
    State("home of a director", home_of("head")),
    State("home without a role", nobody_yet),
    State("my returns", waiting_at("/returns")),
    State("address that only takes forms", waiting_at("/returns/submit")),
    State("my returns, none", nothing_due),
    State("my returns, of one rating", waiting_at("/returns?show=red")),
    State("figure", figure),
    State("figure, with errors", figure, sent_empty=True),
    State("figure with a question", asked_about),
    State("figure with another question than was answered", answer=answered_meanwhile),
    State("figure that somebody else changed", answer=changed_meanwhile),
    State("figure, green", answer=checked("plain", value="96.2%")),
    State("figure, explained", answer=checked("parts", **RED)),
    State("figure, explained, with errors", answer=checked("parts", "submit", **RED)),
    State("figure, explained, another action", answer=checked("parts", "more", **RED)),
    State("figure with a warning", answer=checked("plain", "submit", value="120%")),
    State("figure submitted", given),
    State("figure submitted, with a warning", given_with_a_warning),
    State("workbook", waiting_at(UPLOAD)),
    State("workbook, with errors", waiting_at(UPLOAD), sent_empty=True),
    State("workbook with wrong cells", answer=uploaded("EXC01,Havering,abc\nEXC09,Havering,3\n")),
    State("workbook to confirm", answer=uploaded(GOOD)),
    State("workbook to confirm again", answer=uploaded(GOOD, changed=True)),
)
MAIN_OF_RETURNS = ("home", "my returns", "figure", "figure, explained", "workbook to confirm")
