"""What the tests of the register share."""

from __future__ import annotations

import pytest

from goldenthread.indicators.forms.sheets import Register
from tests.indicators.importing import bring_in
from tests.registers import make_register


@pytest.fixture
def kept(db: None) -> Register:
    """A register that has been imported."""
    register = make_register()
    bring_in(register)
    return register
