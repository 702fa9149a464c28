"""Four processes in which one person opens what was issued to them in the same moment: it is kept once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.mail.gates import Gate
from tests.own_database import OwnDatabase

# As `own_database`: these tests touch the database, through processes of their own.
pytestmark = pytest.mark.database

_ADD = """
import django; django.setup()
from django.utils import timezone
from goldenthread.accounts.operations import add_person
add_person(email="asha@example.org", name="Asha Patel", by=None, at=timezone.now())
"""
_OPEN = """
import sys
import django; django.setup()
from django.utils import timezone
from goldenthread.accounts.queries import person_by_email
from goldenthread.reports.issuing import note_opened
from tests.mail.gates import wait_at
person = person_by_email("asha@example.org")
wait_at(sys.argv[1])
for number in range(20):
    note_opened(f"pack-{number}", by=person, at=timezone.now())
"""
_KEPT = """
import django; django.setup()
from goldenthread.audit.models import Event
found = Event.objects.filter(kind="issued document opened").order_by("id").values_list("subject_id", flat=True)
print(len(found), len(set(found)))
"""


def test_what_one_person_opens_four_times_at_once_is_kept_once(own_database: OwnDatabase, tmp_path: Path) -> None:
    assert own_database.run_python("-c", _ADD).stderr == ""
    gate = Gate(tmp_path / "gate")
    running = [own_database.start_python("-c", _OPEN, gate.file) for _ in range(4)]

    gate.open_for(running)

    assert [process.communicate()[1] for process in running] == ["", "", "", ""]
    assert own_database.run_python("-c", _KEPT).stdout.split() == ["20", "20"]
