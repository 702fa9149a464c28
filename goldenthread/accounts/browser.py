"""Who sits at the browser that the work of this moment is done for, if it is done for one."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True)
class AtBrowser:
    """Somebody who signed in, and whether with a second factor: a code, or the organisation's own."""

    person_id: int
    second_factor: bool


# None in a command: whoever has a shell on the machine has passed another door.
at_browser: ContextVar[AtBrowser | None] = ContextVar("at_browser", default=None)
