"""A transport that remembers what it was handed, and answers as a test wants."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from goldenthread.mail.transports import Doubtful, Parcel, Unreachable


class Remembering:
    """Takes everything, until told otherwise: `answers` are exceptions to raise, or None to take it, in order."""

    name = "remembering"
    where = "nowhere"

    def __init__(self, *answers: Exception | None, knows: bool = False, down: str = "") -> None:
        self.taken: list[Parcel] = []
        self.down = down
        self._knows = knows
        self._answers: Iterator[Exception | None] = iter(answers)
        self.before: Callable[[], object] = lambda: None

    def open(self) -> None:
        if self.down:
            raise Unreachable(self.down)

    def hand_over(self, parcel: Parcel) -> str:
        self.before()
        answer = next(self._answers, None)
        if answer is not None:
            raise answer
        self.taken.append(parcel)
        return f"taken-{len(self.taken)}"

    def find(self, parcel: Parcel) -> str | None:
        if not self._knows:
            raise Doubtful("Nobody can tell.")
        return next((f"known-{one.reference}" for one in self.taken if one.reference == parcel.reference), None)

    def close(self) -> None:
        """Nothing is open."""

    @property
    def subjects(self) -> list[str]:
        return [parcel.subject for parcel in self.taken]
