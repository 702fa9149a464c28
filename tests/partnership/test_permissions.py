"""The table of roles and permissions, and what a code has to do with it."""

from __future__ import annotations

import pytest

from goldenthread.accounts.browser import AtBrowser, at_browser
from goldenthread.accounts.models import User
from goldenthread.partnership.models import Appointment
from goldenthread.partnership.permissions import (
    MEANINGS,
    ROLE_WORDS,
    Permission,
    permissions_of,
    role_needs_code,
    roles_with,
)
from goldenthread.partnership.rules import CodeMissing, check_may
from tests.world import NOW, make_person

TODAY = NOW.date()


def test_every_permission_has_its_roles_and_words() -> None:
    assert set(MEANINGS) == set(Permission)
    assert [permission for permission, meaning in MEANINGS.items() if not meaning.roles or not meaning.words] == []


def test_every_role_has_words_and_something_that_it_may_do() -> None:
    assert set(ROLE_WORDS) == set(Appointment.Role)
    assert [role for role in Appointment.Role if len(permissions_of(role)) < 2] == []


def test_who_signs_off_clears_publishes_or_administers_needs_a_code() -> None:
    needing = {role.value for role in Appointment.Role if role_needs_code(role)}

    assert needing == {
        "administrator",
        "performance-officer",
        "director",
        "section-151-officer",
        "partner-lead",
        "committee-clerk",
    }


def test_no_role_signs_off_what_it_returns() -> None:
    both = set(roles_with(Permission.RETURN_FIGURES)) & set(roles_with(Permission.SIGN_OFF_FIGURES))

    assert not both


def test_an_administrator_has_no_say_in_figures() -> None:
    administrators = set(permissions_of(Appointment.Role.ADMINISTRATOR))

    assert administrators == {
        Permission.KEEP_THE_REGISTER,
        Permission.KEEP_THE_RECORD,
        Permission.READ_THE_LOG,
        Permission.ADMINISTER_PEOPLE,
        Permission.NAME_A_DEPUTY,
    }


@pytest.fixture
def sits_at_browser(officer: User):
    """Has the officer sit at a browser: `sits_at_browser(second_factor=False)`."""
    tokens = []

    def sits(person: User = officer, *, second_factor: bool) -> None:
        tokens.append(at_browser.set(AtBrowser(person.pk, second_factor=second_factor)))

    yield sits
    for token in reversed(tokens):
        at_browser.reset(token)


def test_an_operation_refuses_who_sits_at_a_browser_without_the_code(officer, sits_at_browser):
    sits_at_browser(second_factor=False)

    with pytest.raises(CodeMissing, match="To freeze figures takes a code"):
        check_may(officer, Permission.FREEZE_FIGURES, today=TODAY)


def test_with_the_code_it_lets_them(officer, sits_at_browser):
    sits_at_browser(second_factor=True)

    assert check_may(officer, Permission.FREEZE_FIGURES, today=TODAY).role == "performance-officer"


def test_what_needs_no_code_is_not_held_up(officer, sits_at_browser):
    sits_at_browser(second_factor=False)

    assert check_may(officer, Permission.EDIT_WORDS, today=TODAY)


def test_nobody_acts_as_another_at_a_browser(officer, sits_at_browser):
    sits_at_browser(make_person("Somebody else"), second_factor=True)

    with pytest.raises(CodeMissing, match="Somebody else than Performance Officer"):
        check_may(officer, Permission.FREEZE_FIGURES, today=TODAY)


def test_a_command_is_asked_for_no_code(officer):
    assert check_may(officer, Permission.FREEZE_FIGURES, today=TODAY)
