"""The pages of the golden thread."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from tests.at_browser import sign_in
from tests.browser.pages import State
from tests.browser.pages_of_plans import officer_of_it
from tests.thread.world import make_thread
from tests.world import make_appointment, make_person, make_service


def officer_on(address: str) -> Callable[[Client], str]:
    """The officer, where Council Tax collection serves a priority of Havering's and another is served by nothing."""

    def reach(client: Client) -> str:
        officer = officer_of_it()
        lead = make_person("Head of Exchequer", email="lead@example.org")
        make_appointment(lead, role="service-lead", service=make_service())
        make_thread(officer=officer, lead=lead)
        sign_in(client, officer)
        return address

    return reach


def officer_at_nothing(address: str) -> Callable[[Client], str]:
    """The officer, before anything is there."""

    def reach(client: Client) -> str:
        sign_in(client, officer_of_it())
        return address

    return reach


THREAD_STATES = (
    State("golden thread, nothing yet", officer_at_nothing("/thread")),
    State("golden thread", officer_on("/thread")),
    State("thread of a council", officer_on("/thread/havering")),
    State("thread of a priority", officer_on("/thread/priorities/havering-2019/1")),
    State("thread of an indicator", officer_on("/thread/indicators/EXC05")),
    State("thread of a service plan", officer_on("/thread/service-plans/exchequer-and-transactional/2019-20")),
    State("thread of a decision", officer_on("/thread/decisions/onesource-joint-committee/2019-04-05/15/1")),
    State("what hangs on nothing", officer_on("/thread/coverage")),
)
MAIN_OF_THREAD = ("thread of a priority",)
