"""Importing a register in one line, or expecting it to be refused."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from goldenthread.accounts.models import User
from goldenthread.domain.problems import InputRefused, Problem
from goldenthread.indicators.forms.sheets import Register
from goldenthread.indicators.operations import RegisterOutcome, import_register
from goldenthread.partnership.queries import FirstPerson

FIRST = FirstPerson("officer@example.org")
AT = datetime(2019, 10, 14, 10, 30, tzinfo=ZoneInfo("Europe/London"))
JULY = "onesource-joint-committee/2019-07-12/9/1"


def bring_in(register: Register, *, by: User | FirstPerson = FIRST, is_trial: bool = False) -> RegisterOutcome:
    """Imports the register at the moment of these tests."""
    return import_register(register, by=by, at=AT, is_trial=is_trial)


def refused(register: Register, *, by: User | FirstPerson = FIRST) -> tuple[Problem, ...]:
    """The problems for which the register is refused."""
    with pytest.raises(InputRefused) as refusal:
        bring_in(register, by=by)
    return refusal.value.problems
