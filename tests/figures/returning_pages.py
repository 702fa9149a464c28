"""Somebody at the pages of their returns: two figures due on a fixed day, and forms filled in from the page itself."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from html.parser import HTMLParser
from typing import Any

from django.http import HttpResponse
from django.test import Client

from goldenthread.accounts.models import User
from goldenthread.indicators.models import Measure
from tests.at_browser import sign_in
from tests.figures.quarter import figure_of, make_due_measure, opened

TODAY = date(2019, 10, 15)


def due_quarter(*, officer: User, **card: Any) -> tuple[Measure, Measure]:
    """EXC01 with parts and EXC02 without, due in Q2 2019/20."""
    parts = {"numerator_label": "invoices paid within 30 days", "denominator_label": "invoices paid"}
    first = make_due_measure("EXC01", lag_days=21, **{**parts, **card})
    second = make_due_measure("EXC02", title="Rents collected", lag_days=21, maximum=None)
    opened(by=officer)
    return first, second


def at(client: Client, person: User) -> Client:
    """The client, signed in, on the day of these tests."""
    return sign_in(client, person, with_code=False)


def address(measure: Measure) -> str:
    return f"/returns/figures/{figure_of(measure).pk}"


def form_on(answer: Any, *, which: int = 0) -> dict[str, str]:
    """What the form of the page holds as it stands, by the name of each box; buttons apart."""
    reader = _Reader()
    reader.feed(answer.content.decode())
    return reader.forms[which]


def send(client: Client, measure: Measure, answer: HttpResponse, do: str, **typed: str) -> Any:
    """Fills the page's form in and presses a button."""
    return client.post(address(measure), {**form_on(answer), **typed, "do": do})


def words_on(answer: Any) -> str:
    """What the main part of the page says, without its marks."""
    html = answer.content.decode()
    main = html[html.index("<main") : html.index("</main>")]
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", main)))


class _Reader(HTMLParser):
    """The boxes of each form of the main part."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict[str, str]] = []
        self._area: str | None = None
        self._select: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        got = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append({})
        elif not self.forms or "name" not in got:
            if tag == "option" and self._select and "selected" in got:
                self.forms[-1][self._select] = got.get("value", "")
        elif tag == "input" and (got["type"] not in ("checkbox", "radio", "file") or "checked" in got):
            self.forms[-1][got["name"]] = got.get("value", "on" if got["type"] in ("checkbox", "radio") else "")
        elif tag == "textarea":
            self._area = got["name"]
            self.forms[-1][self._area] = ""
        elif tag == "select":
            self._select = got["name"]
            self.forms[-1][self._select] = ""

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            self.forms[-1][self._area] += data.removeprefix("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = None
        elif tag == "select":
            self._select = None
