"""Which post a person spoke from: published documents name posts, not people."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property

from goldenthread.figures.rules import today_in_london
from goldenthread.partnership.permissions import Permission
from goldenthread.partnership.queries import HeldRole, HeldSpan, Scope, ServiceFacts, every_span, role_among, services


class Posts:
    """Every appointment and deputy, read once, when first asked for, and asked of many figures."""

    @cached_property
    def _services(self) -> dict[int, ServiceFacts]:
        return {service.id: service for service in services()}

    @cached_property
    def _spans(self) -> dict[int, list[HeldSpan]]:
        spans: dict[int, list[HeldSpan]] = {}
        for span in every_span():
            spans.setdefault(span.held.person_id, []).append(span)
        return spans

    def post(
        self,
        person_id: int | None,
        *permissions: Permission,
        at: datetime | None,
        council_id: int | None,
        service_id: int,
    ) -> str:
        """The post by which the person might do one of these to this figure then; "" where nobody did anything."""
        if person_id is None or at is None:
            return ""
        of = Scope(council_id, self._services[service_id].directorate_id, service_id)
        found = role_among(self._held(person_id, at=at), *permissions, of=of)
        return "" if found is None else found.post

    def post_of_any(self, person_id: int, *, at: datetime) -> str:
        """The first post that the person held then, whatever it was for; a post that is not known where none."""
        return next((held.post for held in self._held(person_id, at=at)), "a post that is not known")

    def _held(self, person_id: int, *, at: datetime) -> list[HeldRole]:
        on = today_in_london(at)
        return [span.held for span in self._spans.get(person_id, ()) if span.is_on(on)]
