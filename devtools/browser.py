"""A Chromium for the tests that look at pages as people do: one that is there, or else one that is fetched.

`python -m devtools.browser` says which is used, and fetches one where there is none.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import sync_playwright

VARIABLE = "CHROMIUM"
_NAMES = ("chromium", "chromium-browser", "google-chrome")
_PATIENCE = 600  # seconds, for one way of getting it


def find_browser() -> str | None:
    """The path of a Chromium that starts: of the variable CHROMIUM, the system's, or Playwright's own."""
    named = os.environ.get(VARIABLE)
    if named:
        # Who names one wants that one and no other.
        return named if _starts(named) else None
    candidates = [*filter(None, map(shutil.which, _NAMES)), _playwrights_own()]
    return next((path for path in candidates if _starts(path)), None)


def obtain_browser() -> str | None:
    """One that is there, else Playwright's download, else the system's package where we are root; else None."""
    found = find_browser()
    if found or os.environ.get(VARIABLE):
        return found
    print("No Chromium is here; fetching one.", flush=True)
    ways: list[Sequence[Sequence[str]]] = [[(sys.executable, "-m", "playwright", "install", "chromium")]]
    if os.geteuid() == 0 and shutil.which("apt-get"):
        install = ("apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium")
        ways.append([("apt-get", "update", "-qq"), install])
    for way in ways:
        if all(_done(command) for command in way) and (found := find_browser()):
            return found
    return None


def not_run_words() -> str:
    """What to say, loudly, where there is none."""
    named = os.environ.get(VARIABLE)
    why = f"{VARIABLE}={named} does not start" if named else "no Chromium is here, and none could be fetched"
    return (
        "!!! THE TESTS IN A BROWSER WERE NOT RUN: "
        f"{why}.\n!!! Install Chromium (on Debian: apt-get install chromium), or name one, and run them:\n"
        f"!!!   {VARIABLE}=/path/to/chromium make test ONLY=tests/browser"
    )


def _playwrights_own() -> str:
    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


def _starts(path: str) -> bool:
    if not Path(path).is_file():
        return False
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _done(command: Sequence[str]) -> bool:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = subprocess.run(
            command, capture_output=True, timeout=_PATIENCE, check=False, stdin=subprocess.DEVNULL, env=environment
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def main() -> int:
    """Prints its path; 1 where there is none."""
    found = obtain_browser()
    print(found or not_run_words())
    return 0 if found else 1


if __name__ == "__main__":
    sys.exit(main())
