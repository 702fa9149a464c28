"""A meeting to come."""

from __future__ import annotations

import pytest

from goldenthread.accounts.models import User
from goldenthread.committee.models import Meeting
from goldenthread.committee.operations import (
    schedule_meeting,
)
from tests.committee.meetings import AT_STRATFORD, LAST_DAY
from tests.world import make_committee


@pytest.fixture
def scheduled(clerk: User) -> Meeting:
    return schedule_meeting(committee_id=make_committee().pk, said=AT_STRATFORD, by=clerk, at=LAST_DAY)
