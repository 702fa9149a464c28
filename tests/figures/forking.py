"""Processes forked from one that has everything loaded: to meet in the same moment, or to be killed in the middle."""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Callable, Sequence
from typing import Any

from django.db import connection, connections


def all_at_once(acts: Sequence[Callable[[], Any]]) -> list[Any]:
    """What each act returned, as JSON brings it back, each run by a process of its own and all in the same moment."""
    connections.close_all()
    read_go, write_go = os.pipe()
    started = []
    for act in acts:
        read_answer, write_answer = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(write_go)
            _run(act, go=read_go, answer=write_answer)
        os.close(write_answer)
        started.append((pid, read_answer))
    os.close(read_go)
    time.sleep(0.05)  # every child waits at the gate by now
    os.close(write_go)
    answers = []
    for pid, read_answer in started:
        with os.fdopen(read_answer) as pipe:
            answers.append(json.load(pipe))
        os.waitpid(pid, 0)
    return answers


def _run(act: Callable[[], Any], *, go: int, answer: int) -> None:
    """The child: waits until the gate is closed behind it, acts, answers and ends."""
    status = 1
    try:
        connection.ensure_connection()
        os.read(go, 1)
        with os.fdopen(answer, "w") as pipe:
            json.dump(act(), pipe)
        status = 0
    finally:
        os._exit(status)


def kill_after(seconds: float | None, act: Callable[[], Any]) -> float:
    """Runs the act in a process of its own and kills it that long after it began; None lets it end.

    Returns how long it ran. Only when no process is in the database any more does it return.
    """
    connections.close_all()
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            act()
            status = 0
        finally:
            os._exit(status)
    began = time.monotonic()
    if seconds is not None:
        time.sleep(seconds)
        os.kill(pid, signal.SIGKILL)
    _, ended = os.waitpid(pid, 0)
    took = time.monotonic() - began
    if seconds is None and ended:
        raise AssertionError("The act failed without being killed.")
    _wait_for_the_server()
    return took


def _wait_for_the_server() -> None:
    """A PostgreSQL server may still be at work for a client that was killed; SQLite has no such thing."""
    if connection.vendor != "postgresql":
        return
    others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    with connection.cursor() as cursor:
        while True:
            cursor.execute(others)
            if cursor.fetchone() == (0,):
                return
            time.sleep(0.002)
