"""Where a command's words go: output that must arrive, and remarks that must stop nothing."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable
from typing import Any, TextIO

from django.core.management.base import OutputWrapper


def speak_utf_8(output: OutputWrapper) -> None:
    """From now on UTF-8 with its own line ends, whatever the terminal speaks: for what a machine reads."""
    stream: Any = output._out
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding="utf-8", errors="strict", newline="")


class OutputLost(Exception):
    """What a command prints could not be written: the disk is full, perhaps."""

    def __init__(self, error: OSError) -> None:
        super().__init__(f"The output cannot be written: {error.strerror}.")


class Output(OutputWrapper):
    """Standard output. A reader that went away raises BrokenPipeError, anything else OutputLost."""

    def write(  # type: ignore[override]  # Django's own is no file's either
        self, msg: str = "", style_func: Callable[[str], str] | None = None, ending: str | None = None
    ) -> None:
        try:
            super().write(msg, style_func, ending)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise OutputLost(error) from error

    def flush(self) -> None:
        try:
            super().flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise OutputLost(error) from error


class Remarks(OutputWrapper):
    """Standard error: progress, warnings, problems. Where nobody can read them the work goes on all the same.

    Where both go to one place, what was printed on `after` before stands before.
    """

    def __init__(self, out: TextIO, *, after: Output) -> None:
        super().__init__(out)
        self._after = after

    def write(  # type: ignore[override]  # as above
        self, msg: str = "", style_func: Callable[[str], str] | None = None, ending: str | None = None
    ) -> None:
        with contextlib.suppress(BrokenPipeError, OutputLost):  # that is said at the end
            self._after.flush()
        with contextlib.suppress(OSError):
            super().write(msg, style_func, ending)
