"""Who may change the register."""

from __future__ import annotations

from datetime import date

from goldenthread.accounts.models import User
from goldenthread.partnership.permissions import Permission
from goldenthread.partnership.queries import may
from goldenthread.partnership.rules import check_may, why_no_code


def check_can_keep_the_register(person: User, *, on: date) -> None:
    """The performance officer or an administrator may; raises RoleMissing."""
    check_may(person, Permission.KEEP_THE_REGISTER, today=on)


def is_administrator(person: User, *, on: date) -> bool:
    """Whether the person may also say who is who and holds which role: at a browser, with the code."""
    administers = Permission.ADMINISTER_PEOPLE
    return may(person, administers, today=on) and not why_no_code(person, administers)
