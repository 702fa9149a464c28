"""The pages by which a round is opened, moved and chased, and its figures restated, judged and refreshed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.test import Client

from goldenthread.accounts.models import User
from goldenthread.figures.operations import move_meeting
from tests.at_browser import sign_in
from tests.browser.pages import State
from tests.browser.pages_of_running import BOARD, FROZEN, Quarter, by, looked, nothing_at
from tests.figures.quarter import Q2, make_due_measure
from tests.figures.restated import restate
from tests.figures.returning_pages import form_on
from tests.world import make_meeting, make_target

OPEN = "/rounds/open?quarter=2019-20+Q3&meeting=2020-03-06"
REASON = "Nine letters of September were found in another system, and answered in time."


def to_open(address: str, *, incomplete: bool = False) -> Callable[[Client], str]:
    """The round after that of the quarter is to be opened."""

    def reach(client: Client) -> str:
        quarter = Quarter()
        make_meeting(on="2020-03-06")
        if incomplete:
            make_due_measure("EXC06", title="Visitors of the register office", annual=None)
        sign_in(client, quarter.officer)
        return address

    return reach


def opened_too_late(client: Client) -> Any:
    to_open("", incomplete=True)(client)
    page: Any = client.get(OPEN)
    make_due_measure("EXC07", title="Births registered")
    return client.post("/rounds/open", form_on(page))


def moved(address: str) -> Callable[[Client], str]:
    def reach(client: Client) -> str:
        quarter = Quarter()
        quarter.freeze()
        make_meeting(on="2020-03-06")
        sign_in(client, quarter.officer)
        return address

    return reach


def moved_too_late(client: Client) -> Any:
    moved("")(client)
    page: Any = client.get(f"{BOARD}/meeting?meeting=2020-03-06")
    make_meeting(on="2020-04-03")
    officer = User.objects.get(email="officer@example.org")
    move_meeting(quarter=Q2, meeting=date(2020, 4, 3), by=officer, at=FROZEN)
    return client.post(f"{BOARD}/meeting", form_on(page))


def chased_twice(client: Client) -> Any:
    by("officer", BOARD)(client)
    page: Any = client.get(f"{BOARD}/chase")
    client.post(f"{BOARD}/chase", form_on(page))
    return client.post(f"{BOARD}/chase", form_on(page))


def refreshable(address: str) -> Callable[[Client], str]:
    """Two targets were lowered after the round was opened."""

    def reach(client: Client) -> str:
        quarter = Quarter()
        for measure in (quarter.red, quarter.amber):
            make_target(measure, "90.0", starts_on=date(2019, 7, 1), tolerance="5")
        sign_in(client, quarter.officer)
        return address

    return reach


def restating(do: str = "see", *, again: bool = False, **typed: str) -> Callable[[Client], Any]:
    """A frozen figure that is known otherwise now: what it does, or what is wrong with it."""

    def answer(client: Client) -> Any:
        quarter = Quarter()
        quarter.freeze()
        later = FROZEN + timedelta(days=2)
        if again:
            restate(quarter.amber, "92.4", by=quarter.officer, at=later, quarter=Q2)
        sign_in(client, quarter.officer)
        where = quarter.look(quarter.amber, "restate")
        page: Any = client.get(where)
        if do == "late":
            restate(quarter.amber, "92.4", by=quarter.officer, at=later, quarter=Q2)
        said = {"value": "96.4", "kind": "correction", "settled": "final", "reason": REASON, "do": "see"}
        return client.post(where, {**form_on(page), **said, **typed})

    return answer


ROUND_STATES = (
    State("open a quarter", to_open("/rounds/open")),
    State("open a quarter, with errors", to_open("/rounds/open?quarter=2019-20+Q9")),
    State("open a quarter, no list", nothing_at("performance-officer", "/rounds/open?quarter=2019-20+Q4&meeting=none")),
    State("open a quarter, what it does", to_open(OPEN)),
    State("open a quarter, what is wrong", to_open("/rounds/open?quarter=2019-20+Q3&meeting=none", incomplete=True)),
    State("open a quarter, changed meanwhile", answer=opened_too_late),
    State("the meeting of a round", moved(f"{BOARD}/meeting")),
    State("the meeting of a round, with errors", moved(f"{BOARD}/meeting?meeting=2020-02-07")),
    State("the meeting of a round, what moves", moved(f"{BOARD}/meeting?meeting=2020-03-06")),
    State("the meeting of a round, moved meanwhile", answer=moved_too_late),
    State("chase", by("officer", f"{BOARD}/chase")),
    State("chase, chased meanwhile", answer=chased_twice),
    State("chase, nobody", by("officer", f"{BOARD}/chase", frozen=True)),
    State("take changes", refreshable(f"{BOARD}/refresh")),
    State("take changes, with errors", refreshable(f"{BOARD}/refresh"), sent_empty=True),
    State("take changes, none", by("officer", f"{BOARD}/refresh")),
    State("take changes, frozen", by("officer", f"{BOARD}/refresh", frozen=True)),
    State("rate by judgement", by("officer", looked("red", "judge"))),
    State("rate by judgement, with errors", by("officer", looked("red", "judge")), sent_empty=True),
    State("restate", by("officer", looked("amber", "restate"), frozen=True)),
    State("restate, with errors", by("officer", looked("amber", "restate"), frozen=True), sent_empty=True),
    State("restate, not frozen", by("officer", looked("amber", "restate"))),
    State("restate, what it does", answer=restating()),
    State("restate, once more", answer=restating(again=True)),
    State("restate, refused", answer=restating(value="", reason="ok")),
    State("restate, changed meanwhile", answer=restating("late")),
)
MAIN_OF_ROUNDS = ("open a quarter, what is wrong", "chase", "restate, what it does")
