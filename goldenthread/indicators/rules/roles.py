"""Who may change the register."""

from __future__ import annotations

from datetime import date

from goldenthread.accounts.models import User
from goldenthread.partnership.permissions import Permission
from goldenthread.partnership.queries import may
from goldenthread.partnership.rules import check_may


def check_can_keep_the_register(person: User, *, on: date) -> None:
    """The performance officer or an administrator may; raises RoleMissing."""
    check_may(person, Permission.KEEP_THE_REGISTER, today=on)


def is_administrator(person: User, *, on: date) -> bool:
    """Whether the person may also say who is who and holds which role."""
    return may(person, Permission.ADMINISTER_PEOPLE, today=on)
