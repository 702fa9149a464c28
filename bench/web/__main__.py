"""`python -m bench.web` measures pages on both databases, with the demonstration, the large sample and thirty years of
a committee's record.

`python -m bench.web sqlite-demo` measures that alone, and the page keeps its other rows. Data is made once, in
var/bench.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from bench.web.asking import Request
from bench.web.driving import Answered, answered, server
from bench.web.page import HEALTH, PAGE, missed, pages_page, rows_by_run, rows_of

ASK = "--ask"
ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "var" / "bench"
FILLED_BY = {
    "demo": ("demo",),
    "large": ("load-sample", "--measures", "2000", "--years", "10"),
    "record": ("load-sample", "--measures", "3", "--years", "1", "--meetings", "400"),
}
RUNS = tuple(f"{database}-{data}" for database in ("sqlite", "postgresql") for data in FILLED_BY)
SECRET = "bench-" * 10  # of nobody's sessions but these


def main(wanted: tuple[str, ...]) -> int:
    """Prints each page as it is measured; 1 where one took longer than it may, or answered with an error."""
    if shutil.which("wrk") is None:
        print("This needs wrk, which drives the pages: apt-get install wrk, or brew install wrk.")
        return 2
    unknown = [run for run in wanted if run not in RUNS]
    if unknown:
        print(f"There is no run {', '.join(unknown)}. There are: {', '.join(RUNS)}.")
        return 2
    busy = os.getloadavg()[0]
    measured: list[tuple[str, str, Answered]] = []
    for run in wanted or RUNS:
        database, _, data = run.partition("-")
        with _environment(database, data) as environment:
            for one in _measured(environment):
                measured.append((database, data, one))
                print(
                    f"{database:<10} {data:<5} {one.page:<14} {one.role or 'nobody':<20} alone {one.alone:6.1f} ms   "
                    f"{one.per_second:6.1f} a second, p50 {one.p50:.0f}, p95 {one.p95:.0f}, p99 {one.p99:.0f} ms, "
                    f"{one.errors} errors{'   TOO MUCH' if missed(data, one) else ''}",
                    flush=True,
                )
    rows = rows_by_run(PAGE.read_text()) if wanted and PAGE.exists() else {}
    rows |= rows_of(measured, busy=busy)
    PAGE.write_text(pages_page([row for run in RUNS for row in rows.get(run, ())]))
    return 1 if any(one.errors or missed(data, one) for _, data, one in measured) else 0


@contextmanager
def _environment(database: str, data: str) -> Iterator[Mapping[str, str]]:
    """The variables under which commands and server find data of this kind, made where it is not there yet."""
    folder = KEPT / f"{database}-{data}"
    own = {
        "GOLDENTHREAD_SECRET_KEY": SECRET,
        "GOLDENTHREAD_HOSTS": "127.0.0.1",
        "GOLDENTHREAD_MAIL": "folder",
        "GOLDENTHREAD_DATA": str(folder),
        "DATABASE_URL": "",
    }
    filled = (folder / "settings.env").exists()  # commands write it at their end
    if not filled:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    if database == "sqlite":
        if not filled:
            _fill(own, data)
        yield own
        return
    from devtools.postgres import running_postgres  # noqa: PLC0415 - its binaries are a package of the tests

    with running_postgres(kept=folder / "server") as address:
        beside = f"{address.rpartition('/')[0]}/"
        environment = {**own, "DATABASE_URL": f"{beside}pages"}
        if not filled:
            import psycopg  # noqa: PLC0415

            with psycopg.connect(f"{beside}postgres", autocommit=True) as connection:
                connection.execute("CREATE DATABASE pages")
            _fill(environment, data)
        yield environment


def _fill(environment: Mapping[str, str], data: str) -> None:
    typed = [sys.executable, "-m", "goldenthread", *FILLED_BY[data]]
    subprocess.run(typed, cwd=ROOT, env={**os.environ, **environment}, stdout=subprocess.DEVNULL, check=True)


def _measured(environment: Mapping[str, str]) -> Iterator[Answered]:
    asked = subprocess.run(
        [sys.executable, "-m", "bench.web", ASK],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    requests = [Request(**one) for one in json.loads(asked.stdout.splitlines()[-1])]
    with server(environment) as port:
        for request in (Request(page=HEALTH, path="/health"), *requests):
            yield answered(port, request)


def ask_here() -> None:
    """Signs people in to the database of the environment, and prints what is to be asked."""
    import django  # noqa: PLC0415 - the others need no Django

    os.environ["DJANGO_SETTINGS_MODULE"] = "goldenthread.config.settings"
    django.setup()
    from django.conf import settings  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415

    from bench.web.people import requests_to_make  # noqa: PLC0415 - its models need Django ready
    from bench.web.record import requests_of_the_record  # noqa: PLC0415

    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("migrate", verbosity=0, interactive=False)
    print(json.dumps([asdict(one) for one in list(requests_of_the_record()) or requests_to_make()]))


if __name__ == "__main__":
    if sys.argv[1:2] == [ASK]:
        ask_here()
    else:
        sys.exit(main(tuple(sys.argv[1:])))
