"""What nobody answers for: services that nobody returns for, directorates and councils for which nobody decides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from goldenthread.accounts.models import User
from goldenthread.partnership.permissions import Role
from goldenthread.partnership.queries.names import councils, directorates
from goldenthread.partnership.queries.provision import provision_on
from goldenthread.partnership.queries.roles import HeldRole, held_roles

_CLEARING = (Role.SECTION_151, Role.PARTNER_LEAD)


@dataclass(frozen=True, kw_only=True)
class Unfilled:
    """Names, each list in the order of reports."""

    services: tuple[str, ...]  # without a service lead
    directorates: tuple[str, ...]  # without a director
    councils: tuple[str, ...]  # with neither Section 151 officer nor partner lead

    @property
    def count(self) -> int:
        return len(self.services) + len(self.directorates) + len(self.councils)


def unfilled(*, on: date) -> Unfilled:
    """What nobody with an open account holds on a day, of the services that are provided to a council then.

    A role that is held for everything fills each of its places.
    """
    closed = set(User.objects.filter(is_active=False).values_list("pk", flat=True))
    held = [one for one in held_roles(on=on) if one.person_id not in closed]
    provided = {one.service.id: one.service for one in provision_on(on)}
    leads = [one for one in held if one.role == Role.SERVICE_LEAD]
    directors = [one for one in held if one.role == Role.DIRECTOR]
    clearing = [one for one in held if one.role in _CLEARING]
    return Unfilled(
        services=tuple(
            service.name
            for service in sorted(provided.values(), key=lambda one: (one.position, one.name))
            if not any(
                one.service_id in (None, service.id) and one.directorate_id in (None, service.directorate_id)
                for one in leads
            )
        ),
        directorates=tuple(
            name for key, name in directorates().items() if not any(_is_for(one, directorate=key) for one in directors)
        ),
        councils=tuple(
            council.name for council in councils() if not any(one.council_id in (None, council.id) for one in clearing)
        ),
    )


def _is_for(one: HeldRole, *, directorate: int) -> bool:
    return one.directorate_id in (None, directorate)
