"""Four processes that take up one invitation in the same moment: one does."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.own_database import OwnDatabase

# As `own_database`: these tests touch the database, through processes of their own.
pytestmark = pytest.mark.database

_BEGIN = "import pathlib, sys, time, django; django.setup()\n"
_INVITE = """
from django.utils import timezone
from goldenthread.accounts.operations import add_person, invite_person
person = add_person(email="asha@example.org", name="Asha Patel", by=None, at=timezone.now())
print(invite_person(person=person, by=None, at=timezone.now()).address.rpartition("/")[2])
"""
_TAKE_UP = """
from django.utils import timezone
from goldenthread.accounts.operations import take_up_invitation
from goldenthread.accounts.queries import InvitationOver
print("ready", flush=True)
while not pathlib.Path(sys.argv[3]).exists():
    time.sleep(0.001)
try:
    take_up_invitation(token=sys.argv[1], password=f"four odd green tables {sys.argv[2]}", at=timezone.now())
    print("taken up")
except InvitationOver:
    print("over")
"""
_WHOSE = """
from goldenthread.accounts.queries import person_by_email
person = person_by_email("asha@example.org")
print([number for number in range(4) if person.check_password(f"four odd green tables {number}")])
"""


def test_of_four_who_take_up_an_invitation_one_does(own_database: OwnDatabase, tmp_path: Path) -> None:
    token = own_database.run_python("-c", _BEGIN + _INVITE).stdout.strip()
    begin = tmp_path / "begin"
    running = [own_database.start_python("-c", _BEGIN + _TAKE_UP, token, number, begin) for number in range(4)]
    assert [process.stdout.readline() for process in running if process.stdout] == ["ready\n"] * 4

    begin.touch()

    said = [process.communicate()[0].strip() for process in running]

    assert sorted(said) == ["over", "over", "over", "taken up"]
    whose = own_database.run_python("-c", _BEGIN + _WHOSE).stdout.strip()
    assert whose == str([said.index("taken up")])
