"""Who may do what: the checks that raise."""

from __future__ import annotations

from datetime import date

from goldenthread.accounts.models import User
from goldenthread.domain.problems import Refused
from goldenthread.partnership.models import Appointment, Council, Service
from goldenthread.partnership.queries import CouncilFacts, HeldRole, ServiceFacts, role_held


class RoleMissing(Refused):
    """The person does not hold a role that this needs, there, on that day."""

    def __init__(self, person: User, *roles: str, on: date, where: str) -> None:
        needed = " or ".join(Appointment.Role(role).label for role in roles)
        super().__init__(
            f"{person.name} is not {needed} for {where} on {on.day} {on:%B %Y}. Ask somebody who is, "
            "or have the appointment entered first."
        )


def check_holds_role(
    person: User,
    *roles: str,
    on: date,
    council: Council | CouncilFacts | None = None,
    service: Service | ServiceFacts | None = None,
) -> HeldRole:
    """The appointment by which the person holds one of the roles there; raises RoleMissing."""
    held = role_held(person, *roles, on=on, council=council, service=service)
    if held is None:
        where = ", ".join(thing.name for thing in (service, council) if thing is not None) or "the whole partnership"
        raise RoleMissing(person, *roles, on=on, where=where)
    return held
