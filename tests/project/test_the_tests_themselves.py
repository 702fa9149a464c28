"""How tests are run: nothing is skipped unseen, and the last line counts everything."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from devtools import browser, run_tests
from devtools.run_tests import Suite, closing_words, count_line, wants_browser
from tests.project.rooms import ROOT

SKIPPED = "import pytest\n\n@pytest.mark.skip(reason='not today')\ndef test_it():\n    assert True\n"
SKIPPED_WHOLE = "import pytest\n\npytest.skip('not today', allow_module_level=True)\n"
NEEDS_SHARED = "import pytest\n\n@pytest.mark.needs_shared('no/such/file')\ndef test_it():\n    assert True\n"
WARNING = "import warnings\n\ndef test_it():\n    warnings.warn('beware')\n"


@pytest.mark.parametrize(
    ("test", "ci", "status", "said"),
    [
        (SKIPPED, "", 0, "1 skipped"),
        (SKIPPED, "true", 1, "1 error"),
        (SKIPPED_WHOLE, "true", 2, "1 error"),
        (NEEDS_SHARED, "true", 0, "1 skipped"),
        (WARNING, "", 1, "UserWarning: beware"),
    ],
    ids=["skip", "skip in CI", "whole module skipped in CI", "absent shared file in CI", "warning"],
)
def test_only_what_the_shared_folder_lacks_is_skipped_in_ci(
    tmp_path: Path, test: str, ci: str, status: int, said: str
) -> None:
    (tmp_path / "test_made_up.py").write_text(test)

    done = _run_pytest(tmp_path, ci=ci)

    assert done.returncode == status, done.stdout
    assert said in done.stdout


@pytest.mark.parametrize(
    ("line", "counts"),
    [
        ("12 passed in 3.21s", {"passed": 12}),
        ("=== 1 failed, 12 passed, 2 skipped, 3 deselected in 3.21s ===", {"failed": 1, "passed": 12, "skipped": 2}),
        ("2 errors, 1 passed in 0.10s", {"error": 2, "passed": 1}),
    ],
)
def test_the_closing_line_of_a_suite_is_counted(line: str, counts: dict[str, int]) -> None:
    assert dict(count_line(line)) == counts


def test_the_last_line_counts_every_suite() -> None:
    suites = [Suite("once", ()), Suite("SQLite", ()), Suite("PostgreSQL", ())]
    counts = [count_line("10 passed in 1s"), count_line("1 failed, 4 passed in 1s"), count_line("5 passed, 1 skipped")]

    words, broken = closing_words(suites, counts=counts, statuses=[0, 1, 0], part=False)

    assert words[-1] == "19 passed, 1 failed, 1 skipped"
    assert "Failed: SQLite (exit status 1)" in words[0]
    assert broken


def test_a_suite_that_ran_nothing_is_no_success() -> None:
    words, broken = closing_words([Suite("once", ())], counts=[count_line("")], statuses=[5], part=False)

    assert broken
    assert words[-1] == "0 passed, 0 failed"


@pytest.mark.parametrize(
    ("paths", "wanted"),
    [([], True), (["tests"], True), (["tests/browser/test_valid_html.py"], True), (["tests/figures"], False)],
)
def test_a_browser_is_looked_for_only_where_a_test_needs_one(paths: list[str], wanted: bool) -> None:
    assert wants_browser(paths) is wanted


@pytest.mark.parametrize(("ci", "status"), [("", 0), ("true", 1)])
def test_without_a_browser_it_says_loudly_what_was_not_run_and_fails_in_ci(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], ci: str, status: int
) -> None:
    passing = ((Suite("once", (sys.executable, "-c", "print('1 passed in 0.1s')")),),)
    monkeypatch.setattr(run_tests, "suites", lambda paths, browser: passing)
    monkeypatch.setattr(run_tests, "obtain_browser", lambda: None)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    monkeypatch.setenv("CI", ci)

    assert run_tests.main([]) == status
    said = capfd.readouterr().out
    assert "THE TESTS IN A BROWSER WERE NOT RUN" in said
    assert said.endswith("1 passed, 0 failed\n")


def test_a_browser_that_does_not_start_is_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CHROMIUM", str(tmp_path / "no-such-browser"))

    assert browser.obtain_browser() is None
    assert "no-such-browser does not start" in browser.not_run_words()


def _run_pytest(folder: Path, *, ci: str) -> subprocess.CompletedProcess[str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "GOLDENTHREAD_"))}
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "tests.conftest", "-c", ROOT / "pyproject.toml", folder],
        cwd=ROOT,
        env={**inherited, "CI": ci},
        capture_output=True,
        text=True,
        check=False,
    )
