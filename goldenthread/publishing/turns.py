"""How what is published of figures, and what is said of them meanwhile, take turns."""

from __future__ import annotations

from goldenthread.storage.turns import take_turns


def take_turns_over_figures() -> None:
    """Waits for everybody who publishes or releases figures, freezes them, or says something of them that what is
    published would tell: what is known of them by now, and what is withheld. Kept until the transaction ends."""
    take_turns("what is said of figures")
