"""The clerk's pages of a committee itself."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from goldenthread.accounts.models import User
from goldenthread.committee.models import Membership
from tests.at_browser import sign_in
from tests.world import make_committee, make_council

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_desk(clerk: User, settings: Any) -> Client:
    settings.GOLDENTHREAD_TODAY = date(2020, 2, 10)
    return sign_in(Client(headers={"host": "localhost"}), clerk)


def day(name: str, of: date) -> dict[str, str]:
    return {f"{name}_day": str(of.day), f"{name}_month": str(of.month), f"{name}_year": str(of.year)}


def send(at_desk: Client, address: str, **typed: Any) -> Any:
    return at_desk.post(address, typed)


def test_a_committee_has_its_settings_members_and_chair(at_desk: Client) -> None:
    committee, newham = make_committee(), make_council("Newham")
    home = f"/committee/{committee.pk}"
    wrong = send(at_desk, f"{home}/settings", regime="act-1972", notice_days="-1", quorum="0")

    send(
        at_desk,
        f"{home}/settings",
        regime="executive-2012",
        notice_days="28",
        quorum="3",
        contact="clerk@example.org",
        standing_items="Apologies\nInterests",
        briefing_days="2",
        notices_within="3",
        terms_of_reference="To decide.",
    )
    seated = {"name": "Councillor A", "council": newham.pk, **day("starts_on", date(2019, 5, 20))}
    send(at_desk, f"{home}/members", **seated)
    twice = send(at_desk, f"{home}/members", **seated)
    sits = Membership.objects.get()
    send(at_desk, f"{home}/offices", kind="chair", year="2019", membership=sits.pk)
    send(at_desk, f"{home}/members/{sits.pk}/end", **day("last_day", date(2020, 1, 31)))

    committee.refresh_from_db()
    assert (wrong.status_code, twice.status_code) == (422, 422)
    assert (committee.regime, committee.notice_days, committee.quorum) == ("executive-2012", 28, 3)
    page = at_desk.get(home).content.decode()
    for words in (
        *("Councillor A", "Chair 2019/20", "31 January 2020", "clerk@example.org"),
        *("Apologies", "2 working days before the agenda", "Within 3 working days of the meeting"),
    ):
        assert words in page
