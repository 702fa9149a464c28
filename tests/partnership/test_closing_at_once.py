"""Two administrators who close each other's accounts in the same moment: one of them stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.own_database import OwnDatabase

# As `own_database`: this test touches the database, through processes of its own.
pytestmark = pytest.mark.database

_BEGIN = "import pathlib, sys, time, django; django.setup()\n"
_APPOINT = """
from datetime import date
from django.utils import timezone
from goldenthread.accounts.operations import add_person
from goldenthread.partnership.models import Appointment
for name in ("asha", "ben"):
    person = add_person(email=f"{name}@example.org", name=name, by=None, at=timezone.now())
    Appointment.objects.create(person=person, role="administrator", post=name, starts_on=date(2019, 4, 1))
"""
_CLOSE = """
from datetime import date
from django.db import transaction
from django.utils import timezone
from goldenthread.accounts.queries import person_by_email
from goldenthread.partnership.operations import close_account
from goldenthread.partnership.rules import LastAdministrator
other, by = sys.argv[1], person_by_email(sys.argv[2])
print("ready", flush=True)
while not pathlib.Path(sys.argv[3]).exists():
    time.sleep(0.001)
try:
    with transaction.atomic():
        close_account(email=other, by=by, today=date(2019, 10, 14), at=timezone.now())
        time.sleep(0.5)
    print("closed")
except LastAdministrator:
    print("refused")
"""


def test_of_two_administrators_who_close_each_other_one_stays(own_database: OwnDatabase, tmp_path: Path) -> None:
    own_database.run_python("-c", _BEGIN + _APPOINT)
    begin = tmp_path / "begin"
    names = ("asha@example.org", "ben@example.org")
    running = [own_database.start_python("-c", _BEGIN + _CLOSE, other, by, begin) for other, by in (names, names[::-1])]
    assert [process.stdout.readline() for process in running if process.stdout] == ["ready\n"] * 2

    begin.touch()

    assert sorted(process.communicate()[0].strip() for process in running) == ["closed", "refused"]
