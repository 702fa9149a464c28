"""Which post a person spoke from: published documents name posts, not people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from goldenthread.figures.rules import today_in_london
from goldenthread.partnership.models import Appointment
from goldenthread.partnership.queries import HeldRole, ServiceFacts, role_among, services


class Posts:
    """Every appointment, read once and asked of many figures."""

    def __init__(self) -> None:
        self._services: dict[int, ServiceFacts] = {service.id: service for service in services()}
        self._held: dict[int, list[Appointment]] = {}
        for held in Appointment.objects.order_by("pk"):
            self._held.setdefault(held.person_id, []).append(held)

    def post(
        self,
        person_id: int | None,
        roles: Sequence[str],
        *,
        at: datetime | None,
        council_id: int | None,
        service_id: int,
    ) -> str:
        """The post by which the person held one of the roles for this figure then; "" where nobody did anything."""
        if person_id is None or at is None:
            return ""
        on = today_in_london(at)
        held = [
            HeldRole(
                person_id=person_id,
                role=one.role,
                post=one.post,
                council_id=one.council_id,
                directorate_id=one.directorate_id,
                service_id=one.service_id,
            )
            for one in self._held.get(person_id, ())
            if one.starts_on <= on and (one.ended_on is None or one.ended_on >= on)
        ]
        found = role_among(held, *roles, council_id=council_id, service=self._services[service_id])
        return "" if found is None else found.post

    def post_of_any(self, person_id: int, *, at: datetime) -> str:
        """The first post that the person held then, whatever it was for; a post that is not known where none."""
        on = today_in_london(at)
        held = (one for one in self._held.get(person_id, ()) if one.starts_on <= on)
        return next(
            (one.post for one in held if one.ended_on is None or one.ended_on >= on), "a post that is not known"
        )
