"""Somebody at the pages of reports: Q2 2019/20 frozen in January 2020, and forms filled in from the page."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.test import Client

from tests.figures.returning_pages import form_on

TODAY = date(2020, 1, 20)
REPORTS = "/reports"
JOINT = "/reports/2019-20-q2/joint-committee"
TEAM = "/reports/2019-20-q2/management-team"
CHAIR, CHAIR_1 = "/reports/2019-20-q2/chairs-briefing", "2019-20-q2-chairs-briefing-1"
HAVERING = "/reports/2019-20-q2/section-151-havering"
JOINT_1, TEAM_1 = "2019-20-q2-joint-committee-1", "2019-20-q2-management-team-1"
HAVERING_1 = "2019-20-q2-section-151-havering-1"


def fill(client: Client, address: str, *, page: Any = None, **typed: Any) -> Any:
    """Opens the page, unless it was opened before, fills its form in and sends it to the same address."""
    shown: Any = client.get(address) if page is None else page
    return client.post(address, {**form_on(shown), **typed})


def issue(client: Client, address: str, *people: str, **typed: str) -> Any:
    """Both pages of issuing: who, and then the confirmation."""
    seen = fill(client, address, people=list(people), do="see", **typed)
    return client.post(address, {**form_on(seen), "people": list(people), "do": "issue"})
