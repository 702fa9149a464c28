"""Who may change the register."""

from __future__ import annotations

from datetime import date

from goldenthread.accounts.models import User
from goldenthread.partnership.models import Appointment
from goldenthread.partnership.queries import holds_role
from goldenthread.partnership.rules import check_holds_role


def check_can_keep_the_register(person: User, *, on: date) -> None:
    """The performance officer or an administrator may; raises RoleMissing."""
    check_holds_role(person, Appointment.Role.PERFORMANCE_OFFICER, Appointment.Role.ADMINISTRATOR, on=on)


def is_administrator(person: User, *, on: date) -> bool:
    """Whether the person may also say who is who and holds which role."""
    return holds_role(person, Appointment.Role.ADMINISTRATOR, on=on)
