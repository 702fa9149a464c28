"""An officer at the pages of the register: a small register, and a change followed to its end."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.test import Client

from goldenthread.indicators.models import Measure
from tests.figures.quarter import make_due_measure
from tests.figures.returning_pages import form_on, words_on
from tests.world import make_council, make_provision, make_service

TODAY = date(2019, 10, 25)
JULY = "onesource-joint-committee/2019-07-12/9/1"


def small_register() -> dict[str, Measure]:
    """EXC01 for Havering and EXC02 for Newham, on the agreed list of 2019/20; Newham gets the service too."""
    newham = make_council("Newham")
    measures = {
        "EXC01": make_due_measure("EXC01"),
        "EXC02": make_due_measure("EXC02", title="Rents collected", measure={"council": newham}),
    }
    make_provision(service=make_service(), council=make_council("Bexley"))
    return measures


def day(name: str, when: str) -> dict[str, str]:
    """A day in its three boxes."""
    year, month, number = when.split("-")
    return {f"{name}_day": number, f"{name}_month": month, f"{name}_year": year}


def see(client: Client, address: str, **typed: Any) -> Any:
    """The form of the page, filled in and sent to see what it would change."""
    page: Any = client.get(address)
    return client.post(address, {**form_on(page), **typed, "do": "check"})


def keep(client: Client, address: str, seen: Any, **several: Any) -> Any:
    """What was seen, kept; `several` are boxes of which more than one was ticked."""
    return client.post(address, {**form_on(seen), **several, "do": "keep"})


def change(client: Client, address: str, **typed: Any) -> Any:
    """Both, one after the other."""
    seen = see(client, address, **typed)
    assert seen.status_code == 200, words_on(seen)
    return keep(client, address, seen, **{name: value for name, value in typed.items() if isinstance(value, list)})
