"""Asking a real server: one request after another on one connection, then fifty at once with wrk."""

from __future__ import annotations

import http.client
import json
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.web.asking import Request

CONNECTIONS, SECONDS = 50, 8
_WORKERS, _THREADS = 2, 4
_FIRST, _COUNTED = 3, 30  # the first few fill what is kept of templates and queries
_SCRIPT = Path(__file__).with_name("answers.lua")
_STARTING = 60


class NotAnswered(Exception):
    """A page answered otherwise than with itself, or the server did not begin."""


@dataclass(frozen=True)
class Answered:
    """How a page answered: milliseconds alone, and with fifty at once; errors are of the fifty."""

    page: str
    role: str
    alone: float
    per_second: float
    p50: float
    p95: float
    p99: float
    errors: int


@contextmanager
def server(environment: Mapping[str, str]) -> Iterator[int]:
    """Gunicorn as it serves in production, on a free port, until the block ends."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    typed = [
        sys.executable, "-m", "gunicorn", "goldenthread.config.wsgi", "--bind", f"127.0.0.1:{port}",
        "--workers", str(_WORKERS), "--threads", str(_THREADS), "--log-level", "warning",
    ]  # fmt: skip
    running = subprocess.Popen(typed, env={**os.environ, **environment})
    try:
        _wait(port)
        yield port
    finally:
        running.terminate()
        running.wait(timeout=30)


def _wait(port: int) -> None:
    until = time.monotonic() + _STARTING
    while time.monotonic() < until:
        try:
            _alone(port, Request(page="health", path="/health"), counted=1)
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise NotAnswered(f"The server did not begin within {_STARTING} seconds.")


def answered(port: int, request: Request, *, seconds: int = SECONDS) -> Answered:
    """Asks for the page in both ways. Raises NotAnswered where it does not come."""
    alone = _alone(port, request)
    found = _at_once(port, request, seconds=seconds)
    return Answered(
        page=request.page,
        role=request.role,
        alone=alone,
        per_second=found["requests"] / (found["microseconds"] / 1_000_000),
        p50=found["p50"] / 1000,
        p95=found["p95"] / 1000,
        p99=found["p99"] / 1000,
        errors=found["errors"],
    )


def _alone(port: int, request: Request, *, counted: int = _COUNTED) -> float:
    """The median of one request after another, in milliseconds."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"Cookie": request.cookie} if request.cookie else {}
    taken = []
    try:
        for _ in range(_FIRST + counted):
            begun = time.perf_counter()
            connection.request("GET", request.path, headers=headers)
            answer = connection.getresponse()
            answer.read()
            taken.append((time.perf_counter() - begun) * 1000)
            if answer.status != http.client.OK:
                raise NotAnswered(f"{request.path} as {request.role or 'nobody'}: status {answer.status}.")
    finally:
        connection.close()
    return statistics.median(taken[_FIRST:])


def _at_once(port: int, request: Request, *, seconds: int) -> dict[str, int]:
    typed = [
        "wrk",
        "--threads",
        "2",
        "--connections",
        str(CONNECTIONS),
        "--duration",
        f"{seconds}s",
        "--timeout",
        "60s",
    ]
    if request.cookie:
        typed += ["--header", f"Cookie: {request.cookie}"]
    typed += ["--script", str(_SCRIPT), f"http://127.0.0.1:{port}{request.path}"]
    done = subprocess.run(typed, capture_output=True, text=True, check=True)
    found: dict[str, int] = json.loads(done.stdout.splitlines()[-1])
    return found
