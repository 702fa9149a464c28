"""How a message leaves the house, and what may come of handing it over.

A transport tells what is certain from what is not: a message that may have been sent is not sent again by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


class Unreachable(Exception):
    """Nothing can be sent at the moment; no message is at fault, and none was handed over."""


class Postponed(Exception):
    """This message was not taken, and may be later."""


class Rejected(Exception):
    """This message was not taken, and never will be."""


class Doubtful(Exception):
    """It cannot be said whether this message was taken."""


@dataclass(frozen=True, kw_only=True)
class Parcel:
    """A message as it is handed over. The reference is its own at every transport."""

    reference: str
    kind: str
    address: str
    subject: str
    text: str
    html: str
    queued_at: datetime


class Transport(Protocol):
    """A way to send."""

    name: str
    # In words, for whoever starts `work`: "to the folder var/mail".
    where: str

    def open(self) -> None:
        """Makes ready, or sees that it still is; raises Unreachable."""

    def hand_over(self, parcel: Parcel) -> str:
        """What the transport calls it, once it took it; raises Unreachable, Postponed, Rejected or Doubtful."""

    def find(self, parcel: Parcel) -> str | None:
        """What the transport calls a message that may have been handed over, None where it never was.

        Raises Doubtful where that can never be known, and Unreachable where it cannot be known now.
        """

    def close(self) -> None:
        """Lets go of what `open` took hold of."""
