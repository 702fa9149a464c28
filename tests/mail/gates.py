"""Processes that wait for each other, to begin in the same moment."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Gate:
    """A file: while it is not there, the gate is closed."""

    file: Path

    def open_for(self, processes: Iterable[subprocess.Popen[str]]) -> None:
        """Opens once every process stands before it."""
        for process in processes:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
        self.file.touch()


def wait_at(file: str) -> None:
    """The process's side: says that it is ready, and waits for the gate to open."""
    print("ready", flush=True)
    while not Path(file).exists():
        time.sleep(0.002)
