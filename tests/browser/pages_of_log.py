"""The event log in every state."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.test import Client

from goldenthread.audit.operations import record
from tests.at_browser import sign_in
from tests.browser.pages import State
from tests.browser.pages_of_running import Quarter
from tests.world import NOW, make_appointment, make_partnership, make_person


def nothing_done(client: Client) -> str:
    """A log in which nothing is, but that somebody was let in to read it."""
    make_partnership()
    reader = make_person("Auditor", email="auditor@example.org")
    make_appointment(reader, role="auditor")
    sign_in(client, reader)
    return "/events?ref=EXC01"


def of_a_quarter(role: str, address: str) -> Callable[[Client], str]:
    """What was done in a quarter, some of it more than a page ago."""

    def reach(client: Client) -> str:
        quarter = Quarter()
        for number in range(60):
            at = NOW + timedelta(minutes=number)
            record("signed in", subject="person", subject_id=quarter.lead.pk, by=quarter.lead.pk, at=at)
        reader = make_person(f"Reader, {role}", email="reader@example.org")
        make_appointment(reader, role=role)
        why = "Reader is not director on 14 October 2019, which it takes to sign off figures."
        record("refused", subject="page", subject_id="figures:sign-off", by=reader.pk, at=NOW, details={"why": why})
        sign_in(client, reader)
        return address

    return reach


LOG_STATES = (
    State("event log, nothing found", nothing_done),
    State("event log", of_a_quarter("performance-officer", "/events")),
    State("event log of figures", of_a_quarter("performance-officer", "/events?kind=all-figures")),
    State("event log for an administrator", of_a_quarter("administrator", "/events?kind=all-figures&council=havering")),
    State(
        "event log, a day that is none", of_a_quarter("auditor", "/events?since_day=31&since_month=2&since_year=2020")
    ),
)
MAIN_OF_LOG = ("event log",)
