"""The clerk's page of who came to a meeting, once that is recorded."""

from __future__ import annotations

import pytest
from django.test import Client

from goldenthread.accounts.models import User
from goldenthread.audit.queries import history_of
from goldenthread.committee.models import Meeting
from goldenthread.committee.operations import Came, Declared
from tests.at_browser import sign_in
from tests.committee.meetings import held, item_on, minuted, published, version_of
from tests.committee.test_pages import member

pytestmark = pytest.mark.django_db


def test_who_came_is_put_right_until_the_minutes_are_agreed(scheduled: Meeting, clerk: User) -> None:
    at_desk = sign_in(Client(headers={"host": "localhost"}), clerk)
    item = item_on(scheduled, by=clerk)
    published(scheduled, by=clerk)
    one, other = (member(scheduled.committee_id, name, by=clerk) for name in ("Councillor A", "Councillor B"))
    came = (Came(membership_id=one.pk, how="present"), Came(membership_id=other.pk, how="absent"))
    held(scheduled, by=clerk, came=came, declared=(Declared(membership_id=one.pk, item_id=item.pk, words="A flat."),))
    minuted(item, by=clerk)
    address = f"/committee/meetings/{scheduled.pk}/held"

    page = at_desk.get(address).content.decode()
    assert f'href="{address}"' in at_desk.get(f"/committee/meetings/{scheduled.pk}").content.decode()
    assert ("A flat." in page, page.count("checked")) == (True, 2)
    right = {f"member_{one.pk}": "present", f"member_{other.pk}": "present", "no_interests": "on"}
    at_desk.post(address, {**right, "version": version_of(scheduled)})

    scheduled.refresh_from_db()
    assert (scheduled.state, scheduled.no_interests) == ("minutes-drafted", True)
    assert sorted(scheduled.attendances.values_list("membership", "how")) == [
        (one.pk, "present"),
        (other.pk, "present"),
    ]
    assert not scheduled.interests.exists()
    last = history_of(subject="meeting", subject_id="onesource-joint-committee/2020-02-07")[-1]
    assert (last.kind, last.details["before"]) == (
        "attendance corrected",
        {str(one.pk): "present", str(other.pk): "absent"},
    )

    Meeting.objects.filter(pk=scheduled.pk).update(state="minutes-agreed")
    assert at_desk.post(address, {**right, "version": version_of(scheduled)}).status_code == 422
