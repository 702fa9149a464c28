"""What the partnership is made of, and how ratings are called in a council: its pages in every state."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.test import Client

from goldenthread.accounts.models import User
from goldenthread.partnership.operations.ratings import style_ratings
from goldenthread.partnership.queries.ratings import Style, Styles, mark_of_styles
from tests.at_browser import sign_in
from tests.browser.pages import State
from tests.figures.returning_pages import form_on
from tests.world import (
    NOW,
    make_agreed_list,
    make_appointment,
    make_council,
    make_directorate,
    make_indicator,
    make_measure,
    make_partnership,
    make_person,
    make_provision,
    make_service,
)

END = "/partnership/provision/exchequer-and-transactional/bexley/end"
LEAVE = "/partnership/councils/bexley/leave"
RATINGS = "/partnership/havering/ratings"
LAST_DAY = {"last_day_day": "31", "last_day_month": "7", "last_day_year": "2020"}
WHY = "Bexley gave notice in June, and the committee took note of it."
OWN: Styles = {
    "green": Style("On target", "#00594c"),
    "amber": Style("Near it", "#b35900"),
    "red": Style("Off target", "#a4161a"),
}


def made_by() -> User:
    """Two councils, of which Bexley leaves in 2020, with what is provided to them; and the officer, who keeps it."""
    make_partnership(illustrative_note="Figures are made up.")
    officer = make_person("Performance Officer", email="officer@example.org")
    make_appointment(officer, role="performance-officer")
    director = make_person("Anna Sutton", email="director@example.org")
    make_appointment(director, role="director", post="Director of Finance", directorate=make_directorate())
    bexley, havering, service = make_council("Bexley"), make_council("Havering"), make_service()
    make_agreed_list(make_measure(indicator=make_indicator("EXC01"), council=bexley), year="2020-21")
    make_provision(service=service, council=havering, extent="part", parts="Payroll and pensions")
    make_provision(service=make_service("Legal"), council=havering)
    make_provision(service=make_service("Legal"), council=bexley)
    make_provision(service=make_service("Legal"), council=bexley, extent="not-provided", starts_on="2019-04-01")
    return officer


def by_the_officer(address: str) -> Callable[[Client], str]:
    def reach(client: Client) -> str:
        sign_in(client, made_by())
        return address

    return reach


def sent(address: str, **typed: str) -> Callable[[Client], Any]:
    """The form of the page, filled in as typed."""

    def answer(client: Client) -> Any:
        sign_in(client, made_by())
        page: Any = client.get(address)
        return client.post(address, {**form_on(page), **typed})

    return answer


def sent_too_late(address: str, meanwhile: dict[str, str], **typed: str) -> Callable[[Client], Any]:
    """The same, after another had sent theirs."""

    def answer(client: Client) -> Any:
        sign_in(client, made_by())
        page: Any = client.get(address)
        client.post(address, {**form_on(page), **meanwhile})
        return client.post(address, {**form_on(page), **typed})

    return answer


def with_own_words(client: Client) -> str:
    officer = made_by()
    style_ratings(council="havering", said=OWN, seen=mark_of_styles({}), by=officer, today=NOW.date(), at=NOW)
    sign_in(client, officer)
    return RATINGS


def for_anybody(client: Client) -> str:
    made_by()
    sign_in(client, make_person("Member", email="member@example.org"))
    return "/partnership"


def nothing_yet(client: Client) -> str:
    officer = make_person("Performance Officer", email="officer@example.org")
    make_appointment(officer, role="performance-officer")
    sign_in(client, officer)
    return "/partnership"


COUNCIL = "/partnership/councils/bexley/change"
PARTNERSHIP_STATES = (
    State("partnership, nothing yet", nothing_yet),
    State("partnership, for whoever keeps it", by_the_officer("/partnership")),
    State("partnership, for anybody", for_anybody),
    State("partnership itself", by_the_officer("/partnership/change")),
    State("council to add", by_the_officer("/partnership/councils/new")),
    State("council to add, nothing typed", answer=sent("/partnership/councils/new", name="", order="")),
    State("council to change", by_the_officer(COUNCIL)),
    State("council to change, changed meanwhile", answer=sent_too_late(COUNCIL, {"short_name": "BXL"}, short_name="B")),
    State("directorate to add", by_the_officer("/partnership/directorates/new")),
    State("service to change", by_the_officer("/partnership/services/legal/change")),
    State("provision to say", by_the_officer("/partnership/provision/new")),
    State("provision to say, nothing typed", answer=sent("/partnership/provision/new")),
    State("provision to change", by_the_officer("/partnership/provision/exchequer-and-transactional/havering")),
    State("provision to end", by_the_officer(END)),
    State("provision to end, nothing typed", answer=sent(END)),
    State("provision to end, looked at", answer=sent(END, **LAST_DAY, reason=WHY)),
    State("council that leaves", by_the_officer(LEAVE)),
    State("council that leaves, looked at", answer=sent(LEAVE, **LAST_DAY, reason=WHY)),
    State("words and colours", by_the_officer(RATINGS)),
    State("words and colours, of its own", with_own_words),
    State("words and colours, refused", answer=sent(RATINGS, do="save", amber_colour="#ffbf00", red_label="Green")),
    State(
        "words and colours, changed meanwhile",
        answer=sent_too_late(RATINGS, {"do": "save", "red_label": "Late"}, do="save", red_label="Off"),
    ),
)
MAIN_OF_PARTNERSHIP = ("partnership, for whoever keeps it",)
