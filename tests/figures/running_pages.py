"""A quarter under way, for the pages of those who run, sign off and clear it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.test import Client

from goldenthread.accounts.models import User
from goldenthread.figures.operations import freeze_round, open_round
from goldenthread.indicators.models import Measure
from tests.figures.quarter import LONDON, OCTOBER, Q2, action, figure_of, give, make_due_measure, submit
from tests.figures.returning_pages import form_on
from tests.world import make_meeting

TODAY = date(2019, 10, 25)
MEETING = date(2019, 12, 6)
BOARD = "/rounds/2019-20-q2"
FREEZING = datetime(2019, 10, 22, 10, 0, tzinfo=LONDON)


def quarter_under_way(*, officer: User, lead: User) -> dict[str, Measure]:
    """Four measures in Q2 2019/20: one green and one red submitted, one amber without a word, one awaited."""
    made = {
        "green": make_due_measure("EXC01", lag_days=21),
        "red": make_due_measure("EXC02", title="Rents collected", lag_days=21),
        "amber": make_due_measure("EXC03", title="Calls answered", lag_days=21),
        "awaited": make_due_measure("EXC04", title="Letters answered", lag_days=21),
    }
    make_meeting(on=MEETING.isoformat())
    open_round(quarter=Q2, meeting=MEETING, by=officer, at=OCTOBER)
    give(made["green"], "96.2", by=lead)
    give(made["red"], "71.0", by=lead, reasons="A new ledger was brought in.", actions=(action(),))
    give(made["amber"], "92.0", by=lead)
    submit(made["green"], made["red"], by=lead)
    return made


def frozen(*, officer: User, at: datetime = FREEZING) -> None:
    freeze_round(quarter=Q2, by=officer, at=at)


def look(measure: Measure, step: str = "") -> str:
    """The page of a figure, or of a step of it."""
    return f"/rounds/figures/{figure_of(measure).pk}{f'/{step}' if step else ''}"


def fill(client: Client, address: str, *, page: Any = None, which: int = 0, **typed: str) -> Any:
    """Opens the page, unless it was opened before, fills its form in and sends it to the same address."""
    shown: Any = client.get(address) if page is None else page
    return client.post(address, {**form_on(shown, which=which), **typed})


__all__ = ["BOARD", "FREEZING", "OCTOBER", "TODAY", "fill", "frozen", "look", "quarter_under_way"]
