"""Measuring one piece of work: median time of several runs, and the most memory that its process ever held."""

from __future__ import annotations

import json
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

Work = Callable[[], object]


@dataclass(frozen=True)
class Peer:
    """Another way to do the same work, measured in the same process right after ours."""

    name: str
    prepare: Callable[[Path], Work]


@dataclass(frozen=True)
class Piece:
    """A piece of work and what it may take. `prepare` gets an empty folder and returns what is timed, anew each run.

    `cold`: each run in a process of its own, since a second run in the same one would find its results kept.
    """

    name: str
    prepare: Callable[[Path], Work]
    seconds: float
    megabytes: int | None = None
    runs: int = 5
    cold: bool = False
    peer: Peer | None = None


@dataclass(frozen=True)
class Measured:
    """What a piece took: medians in seconds, memory in megabytes of 1,000,000 bytes."""

    name: str
    seconds: float
    allowed_seconds: float
    megabytes: float
    allowed_megabytes: int | None
    peer_name: str
    peer_seconds: float | None

    @property
    def within(self) -> bool:
        """Whether it took no more than it may."""
        fits = self.allowed_megabytes is None or self.megabytes <= self.allowed_megabytes
        return fits and self.seconds <= self.allowed_seconds

    def as_json(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> Measured:
        return cls(**json.loads(text))


def measure(piece: Piece) -> Measured:
    """Runs the piece, then its peer, in this process. The memory is read before the peer begins."""
    runs = 1 if piece.cold else piece.runs
    seconds = _median(piece.prepare, runs=runs)
    megabytes = _most_memory()
    peer_seconds = _median(piece.peer.prepare, runs=runs) if piece.peer else None
    return Measured(
        name=piece.name,
        seconds=seconds,
        allowed_seconds=piece.seconds,
        megabytes=megabytes,
        allowed_megabytes=piece.megabytes,
        peer_name=piece.peer.name if piece.peer else "",
        peer_seconds=peer_seconds,
    )


def together(results: Sequence[Measured]) -> Measured:
    """One result of several processes: the median of the times, the most of the memory."""
    peers = [result.peer_seconds for result in results if result.peer_seconds is not None]
    return replace(
        results[0],
        seconds=statistics.median(result.seconds for result in results),
        megabytes=max(result.megabytes for result in results),
        peer_seconds=statistics.median(peers) if peers else None,
    )


def _median(prepare: Callable[[Path], Work], *, runs: int) -> float:
    taken = []
    for _ in range(runs):
        with tempfile.TemporaryDirectory(prefix="goldenthread-bench-") as folder:
            work = prepare(Path(folder))
            begun = time.perf_counter()
            work()
            taken.append(time.perf_counter() - begun)
    return statistics.median(taken)


def _most_memory() -> float:
    """Of this process or of a child of it, whichever held more."""
    unit = 1 if sys.platform == "darwin" else 1024
    usages = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return max(usages) * unit / 1_000_000
