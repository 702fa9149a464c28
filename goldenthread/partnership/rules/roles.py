"""Who may do what: the checks that raise, or say why not."""

from __future__ import annotations

from datetime import date

from goldenthread.accounts.browser import at_browser
from goldenthread.accounts.models import User
from goldenthread.domain.days import day_words
from goldenthread.domain.listing import listed
from goldenthread.domain.problems import Refused
from goldenthread.partnership.permissions import MEANINGS, Permission, roles_with
from goldenthread.partnership.queries import (
    WHOLE,
    HeldRole,
    Scope,
    others_who_administer,
    role_for,
    somebody_administers,
)


class NotAllowed(Refused):
    """Somebody may not do this: a role is missing, or the code that the role needs."""


class RoleMissing(NotAllowed):
    """The person does not hold a role that this needs, there, on that day; `where` is "" for anywhere at all."""

    def __init__(self, person: User, permission: Permission, *, on: date, where: str) -> None:
        there = f" for {where}" if where else ""
        super().__init__(
            f"{person.name} is not {roles_in_words(permission)}{there} on {day_words(on)}, which it takes to "
            f"{permission}. Ask somebody who is, or have the appointment entered first."
        )


class LastAdministrator(Refused):
    """Nobody would be left to administer: an appointment ends, or an account closes, that is the last."""

    def __init__(self) -> None:
        super().__init__(
            "Nobody would be left who administers for as long as can be seen. Appoint another administrator first, "
            "without a last day."
        )


class OwnRole(Refused):
    """An administrator would give a role to themself, and another administrator is there who can."""

    def __init__(self, others: tuple[str, ...]) -> None:
        super().__init__(
            f"Nobody gives a role to themself while another administrator is there. Ask {listed(others, last='or')} "
            "to do it."
        )


class CodeMissing(NotAllowed):
    """Somebody at a browser signed in without the code that this needs."""


def check_may(person: User, permission: Permission, *, today: date, of: Scope = WHOLE) -> HeldRole:
    """The role by which the person may do this there; raises RoleMissing or CodeMissing."""
    held = role_for(person, permission, today=today, of=of)
    if held is None:
        raise RoleMissing(person, permission, on=today, where=of.name)
    check_code(person, permission)
    return held


def check_code(person: User, permission: Permission) -> None:
    """Raises CodeMissing where somebody at a browser does what needs a code, and signed in without one.

    A command asks for none: whoever has a shell on the machine has passed another door.
    """
    why = why_no_code(person, permission)
    if why:
        raise CodeMissing(why)


def why_no_code(person: User, permission: Permission) -> str:
    """A sentence where the code is missing that this needs; else ""."""
    sits = at_browser.get()
    if sits is None or not MEANINGS[permission].needs_code:
        return ""
    if sits.person_id != person.pk:
        return f"Somebody else than {person.name} is signed in here. Sign in as yourself."
    if sits.second_factor:
        return ""
    return f"To {permission} takes a code at sign-in. Add one on the page of your account, and sign in again."


def roles_in_words(permission: Permission) -> str:
    """ "service lead or performance officer": who holds the permission."""
    return listed((role.label for role in roles_with(permission)), last="or")


def check_somebody_administers() -> None:
    """Raises LastAdministrator where nobody is left whose account is open and whose appointment has no last day.

    Asked after the change, within its transaction.
    """
    if not somebody_administers():
        raise LastAdministrator


def check_is_given_by_another(person: User, *, by: User, on: date) -> None:
    """Raises OwnRole where somebody gives a role to themself. Whoever alone administers may: nobody else could."""
    if person.pk == by.pk and (others := others_who_administer(by, on=on)):
        raise OwnRole(others)
