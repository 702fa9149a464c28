"""Sign-offs given by e-mail: whose may be recorded for what waits, and how many there are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from goldenthread.accounts.models import User
from goldenthread.figures.models import Figure
from goldenthread.figures.queries.board import BoardFigure
from goldenthread.partnership.permissions import Permission
from goldenthread.partnership.queries import held_roles, role_among


@dataclass(frozen=True, kw_only=True)
class WaitsFor:
    """A director, with the figures that wait for their sign-off."""

    person_id: int
    name: str
    post: str
    figures: tuple[BoardFigure, ...]


def waits_for(figures: Iterable[BoardFigure], *, on: Sequence[date]) -> tuple[WaitsFor, ...]:
    """Everybody who could sign one of the submitted figures off on one of the days, by name. A read for each day, and
    one more."""
    submitted = [one for one in figures if one.state == Figure.State.SUBMITTED]
    held = [role for day in dict.fromkeys(on) for role in held_roles(on=day)]
    people = {one.person_id: one.post for one in reversed(held) if role_among([one], _SIGN, of=None)}
    names = dict(User.objects.filter(pk__in=people).values_list("pk", "name"))
    found = [
        WaitsFor(
            person_id=person,
            name=names[person],
            post=post,
            figures=tuple(
                one
                for one in submitted
                if role_among([role for role in held if role.person_id == person], _SIGN, of=one.scope)
            ),
        )
        for person, post in people.items()
    ]
    return tuple(sorted((one for one in found if one.figures), key=lambda one: (one.name, one.person_id)))


_SIGN = Permission.SIGN_OFF_FIGURES


def director_of(person_id: int) -> User | None:
    """The person, for the operation that records their sign-off."""
    return User.objects.filter(pk=person_id).first()
