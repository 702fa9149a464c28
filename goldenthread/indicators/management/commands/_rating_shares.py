"""A long table rated by several processes at once: each reads all of it, and rates its own share of the rows."""

from __future__ import annotations

import os
import signal
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import Pipe, Process
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TextIO

from goldenthread.domain.problems import InputRefused, Problem, Refused
from goldenthread.domain.rating import Policy, compile_policy
from goldenthread.domain.rating_remarks import Remarks
from goldenthread.domain.rating_table import ROWS_IN_A_STRETCH, Share, numbered_rows
from goldenthread.spreadsheets.csv_safety import with_guard
from goldenthread.terminal.files import using_temporary_files

# Starting a process costs more than rating some ten thousand rows.
SMALLEST_TABLE_SHARED = 1_000_000
MOST_PROCESSES = 4


class WorkStopped(Refused):
    """A process that rated a share of the table was stopped from outside; nothing was written."""


@dataclass
class _Done:
    """What is known of a share once it is rated: its text lies in a file, stretch after stretch."""

    remarks: Remarks = field(default_factory=Remarks)
    problems: tuple[Problem, ...] = ()
    lengths: dict[int, int] = field(default_factory=dict)  # characters of each stretch


def write_rated(
    source: Path,
    out: TextIO,
    *,
    policy: Policy,
    processes: int | None = None,
    progress: Callable[[int], None] = lambda _rows: None,
) -> Remarks:
    """Writes the table with its ratings as CSV; raises InputRefused, and then what was written must be thrown away.

    As many processes as there are processors to run on, where the table is long and can be read more
    than once. `progress` is told now and then how far the reading is.
    """
    wanted = processes or _processes_for(source)
    if wanted == 1:
        done = _Done()
        _write_share(source, out, policy=policy, share=Share(), done=done, progress=progress)
        if done.problems:
            raise InputRefused(done.problems)
        return done.remarks
    with tempfile.TemporaryDirectory(prefix="goldenthread-rate-") as folder:
        texts = [Path(folder) / str(number) for number in range(wanted)]
        with using_temporary_files(), _others_at_work(source, texts, policy=policy) as others:
            mine = _Done()
            with texts[0].open("w", encoding="utf-8", newline="") as text:
                _write_share(source, text, policy=policy, share=Share(0, wanted), done=mine, progress=progress)
            shares = [mine, *(_received(other) for other in others)]
        return _gathered(shares, texts, out=out)


def _processes_for(source: Path) -> int:
    if not source.is_file() or source.stat().st_size < SMALLEST_TABLE_SHARED:
        return 1
    available = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(available, MOST_PROCESSES)


def _write_share(
    source: Path, out: TextIO, *, policy: Policy, share: Share, done: _Done, progress: Callable[[int], None]
) -> None:
    rate = compile_policy(policy)
    with source.open("rb") as stream:
        try:
            for number, row in numbered_rows(stream, rate=rate, file=source.name, remarks=done.remarks, share=share):
                line = csv_line(guarded(row))
                out.write(line)
                stretch = number // ROWS_IN_A_STRETCH
                if stretch not in done.lengths:
                    progress(number)
                    done.lengths[stretch] = 0
                done.lengths[stretch] += len(line)
        except InputRefused as refusal:
            done.problems = refusal.problems


def guarded(row: list[str]) -> list[str]:
    """The row with nothing in it that a spreadsheet would run as a formula."""
    # Words and numbers from 0 up, as by far most cells are, need no closer look.
    return [cell if not cell or cell[0].isalnum() else with_guard(cell) for cell in row]


def csv_line(row: list[str]) -> str:
    """The row as a line of CSV, quoted only where it must be.

    csv.writer looks at every letter by itself and takes four times as long. Only the last cell, the
    reason, is expected to hold commas.
    """
    line = ",".join(row[:-1])
    if line.count(",") == len(row) - 2 and '"' not in line and "\n" not in line and "\r" not in line:
        return f"{line},{_quoted(row[-1])}\n"
    return ",".join(map(_quoted, row)) + "\n"


def _quoted(cell: str) -> str:
    if "," in cell or '"' in cell or "\n" in cell or "\r" in cell:
        doubled = cell.replace('"', '""')
        return f'"{doubled}"'
    return cell


@contextmanager
def _others_at_work(source: Path, texts: list[Path], *, policy: Policy) -> Iterator[list[Connection]]:
    """The other shares under way, each with the connection on which it tells that it is done."""
    workers: list[Process] = []
    receivers: list[Connection] = []
    try:
        for number in range(1, len(texts)):
            receiver, sender = Pipe(duplex=False)
            share = Share(number, len(texts))
            worker = Process(target=_rate_share, args=(source, texts[number], policy, share, sender), daemon=True)
            worker.start()
            # Ours is closed, so that a worker that is killed leaves an end that can be seen.
            sender.close()
            workers.append(worker)
            receivers.append(receiver)
        yield receivers
    finally:
        for worker in workers:
            worker.terminate()
            worker.join()
        for receiver in receivers:
            receiver.close()


def _rate_share(source: Path, text: Path, policy: Policy, share: Share, sender: Connection) -> None:
    """What a worker does. Ctrl-C ends it without a word: whoever started it says what is to be said."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    done = _Done()
    try:
        with text.open("w", encoding="utf-8", newline="") as out:
            _write_share(source, out, policy=policy, share=share, done=done, progress=lambda _rows: None)
    except OSError as error:
        sender.send(error)
    else:
        sender.send(done)
    sender.close()


def _received(receiver: Connection) -> _Done:
    try:
        done = receiver.recv()
    except EOFError:
        raise WorkStopped(
            "A part of the work was stopped before it was done; nothing was written. Try again."
        ) from None
    if isinstance(done, OSError):
        raise done
    if not isinstance(done, _Done):
        raise TypeError(f"a share sent {done!r}")
    return done


def _gathered(shares: list[_Done], texts: list[Path], *, out: TextIO) -> Remarks:
    """The stretches in the table's order; raises InputRefused with every share's problems, by row."""
    problems = sorted((problem for share in shares for problem in share.problems), key=lambda one: one.row or 0)
    if problems:
        raise InputRefused(problems)
    remarks = Remarks()
    opened = [text.open(encoding="utf-8", newline="") for text in texts]
    try:
        stretches = sorted(stretch for share in shares for stretch in share.lengths)
        for stretch in stretches:
            owner = stretch % len(shares)
            out.write(opened[owner].read(shares[owner].lengths[stretch]))
    finally:
        for text in opened:
            text.close()
    for share in shares:
        remarks.take(share.remarks)
    return remarks
