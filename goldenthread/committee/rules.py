"""Who may change the committee's record."""

from __future__ import annotations

from datetime import date

from goldenthread.accounts.models import User
from goldenthread.partnership.models import Appointment
from goldenthread.partnership.rules import check_holds_role


def check_can_keep_the_record(person: User, *, on: date) -> None:
    """The clerk, the performance officer or an administrator may; raises RoleMissing."""
    check_holds_role(
        person,
        Appointment.Role.CLERK,
        Appointment.Role.PERFORMANCE_OFFICER,
        Appointment.Role.ADMINISTRATOR,
        on=on,
    )
