"""All tests: those without a database once, the others side by side on SQLite and on PostgreSQL; pages in a browser.

`python -m devtools.run_tests [PATH …]` prints every line with the suite that it comes from, and ends
with one line that counts them all. Exit status 0 only where every suite passed.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

from devtools.browser import VARIABLE, not_run_words, obtain_browser

PYTEST = (sys.executable, "-m", "pytest", "-q", "--no-header", "--tb=short", "--color=no")
NO_TESTS = 5  # pytest's exit status where a part that was asked for has no test of the kind
COUNTED = re.compile(r"(\d+) (passed|failed|errors?|skipped|xfailed|xpassed)")


@dataclass(frozen=True)
class Suite:
    """A run of pytest under a name, and its environment beyond ours."""

    name: str
    command: tuple[str, ...]
    on_sqlite: bool = True


class Running:
    """A suite that runs; its lines are printed as they come, and counted."""

    def __init__(self, suite: Suite) -> None:
        environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
        if suite.on_sqlite:
            environment.pop("DATABASE_URL", None)
        self.suite = suite
        self.counts: Counter[str] = Counter()
        self.process = subprocess.Popen(
            suite.command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        self.reader = Thread(target=self._read)
        self.reader.start()

    def _read(self) -> None:
        assert self.process.stdout
        last = ""
        with self.process.stdout as lines:
            for line in lines:
                print(f"{self.suite.name:<10} | {line}", end="", flush=True)
                last = line if COUNTED.search(line) else last
        self.counts = count_line(last)

    def wait(self) -> int:
        """The exit status, once everything that it printed is read."""
        status = self.process.wait()
        self.reader.join()
        return status

    def stop(self) -> None:
        """Asks it to end, as Ctrl-C would."""
        if self.process.poll() is None:
            # pytest tidies up after an interrupt; `devtools.postgres` takes one for its command's own business.
            self.process.send_signal(signal.SIGINT if self.suite.on_sqlite else signal.SIGTERM)
        self.wait()


def suites(paths: Sequence[str], *, browser: bool) -> tuple[tuple[Suite, ...], ...]:
    """What runs, in turns; the suites of one turn run side by side."""
    once = (*PYTEST, "-m", "not database and not browser", "-n", "2", *paths)
    on_sqlite = (*PYTEST, "-m", "database and not browser", *paths)
    # Stories told page by page, and who may open which page, are the same whatever keeps the rows.
    twice = (*PYTEST, "-m", "database and not browser and not one_database", *paths)
    # Each of the two has a server, a database and a browser of its own.
    in_browser = (*PYTEST, "-m", "browser", "-n", "2", *paths)
    on_postgresql = (sys.executable, "-m", "devtools.postgres", *twice)
    return (
        (Suite("once", once),),
        (Suite("SQLite", on_sqlite), Suite("PostgreSQL", on_postgresql, on_sqlite=False)),
        *(((Suite("browser", in_browser),),) if browser else ()),
    )


def wants_browser(paths: Sequence[str]) -> bool:
    """Whether what was asked for holds tests in a browser: nobody waits for one to be fetched in vain."""
    return not paths or any(Path(path).parts[:2] in (("tests",), ("tests", "browser")) for path in paths)


def main(paths: Sequence[str]) -> int:
    """Runs every turn, whatever the one before came to, and counts."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    wanted = wants_browser(paths)
    browser = obtain_browser() if wanted else None
    if browser:
        os.environ[VARIABLE] = browser
    running: list[Running] = []
    statuses: list[int] = []
    try:
        for turn in suites(paths, browser=browser is not None):
            started = [Running(suite) for suite in turn]
            running += started
            statuses += [run.wait() for run in started]
    except KeyboardInterrupt:
        print("Stopped.")
        return 130
    finally:
        for run in running:
            run.stop()
    words, broken = closing_words(
        [run.suite for run in running],
        counts=[run.counts for run in running],
        statuses=statuses,
        part=bool(paths),
    )
    if wanted and not browser:
        print(not_run_words())
        broken = broken or os.environ.get("CI") == "true"
    print("\n".join(words))
    return 1 if broken else 0


def count_line(line: str) -> Counter[str]:
    """What pytest's closing line counts: "12 passed, 1 skipped in 3.21s"."""
    return Counter({word.removesuffix("s"): int(number) for number, word in COUNTED.findall(line)})


def closing_words(
    ran: Sequence[Suite], *, counts: Sequence[Counter[str]], statuses: Sequence[int], part: bool
) -> tuple[list[str], bool]:
    """The last lines, and whether anything is broken. A suite may be empty where only a part was asked for."""
    total = sum(counts, Counter[str]())
    allowed = {0, NO_TESTS} if part else {0}
    broken = [
        f"{suite.name} (exit status {status})"
        for suite, status in zip(ran, statuses, strict=True)
        if status not in allowed
    ]
    words = [f"Failed: {', '.join(broken)}. The lines above that begin with its name say why."] if broken else []
    failed = total["failed"] + total["error"]
    skipped = f", {total['skipped']} skipped" if total["skipped"] else ""
    words.append(f"{total['passed']} passed, {failed} failed{skipped}")
    return words, bool(broken or failed or not total["passed"])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
