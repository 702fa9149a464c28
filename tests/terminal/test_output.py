"""Where a command's words go: a full disk, a reader that went away, a terminal that is no UTF-8."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import IO, Any

import pytest

from tests.terminal_runs import run_command

FULL = Path("/dev/full")
FIGURES = "ref,polarity,target,actual\nCafé,higher,95,96\n"
QUARTER = ("--year", "2019-20", "--quarter", "Q2")
BY = ("--by", "officer@example.org")
COMMANDS = (
    ("policies",),
    ("policies", "--json"),
    ("--help",),
    ("policies", "--help"),
    ("rate", "figures.csv", "--policy", "own-tolerance"),
)


@pytest.fixture
def figures(tmp_path: Path) -> Path:
    path = tmp_path / "figures.csv"
    path.write_text(FIGURES, encoding="utf-8")
    return path


@pytest.mark.parametrize("words", COMMANDS)
def test_output_that_cannot_be_written_is_said_in_one_line(words: tuple[str, ...], figures: Path) -> None:
    with FULL.open("w") as full:
        run = _typed(*words, folder=figures.parent, stdout=full)

    said = run.stderr.decode()
    assert (run.returncode, said) == (1, "The output cannot be written: No space left on device.\n")


def test_a_command_of_djangos_own_says_it_too(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()

    with FULL.open("w") as full:
        run = _typed("check", folder=tmp_path, stdout=full, environment={"PYTHONUNBUFFERED": "1"})

    assert (run.returncode, run.stderr) == (1, b"The output cannot be written: No space left on device.\n")


def test_a_long_table_that_cannot_be_written_is_said_in_one_line(figures: Path) -> None:
    figures.write_text("ref,polarity,target,actual\n" + "EXC01,higher,95,96\n" * 5000)

    with FULL.open("w") as full:
        run = _typed("rate", "figures.csv", "--policy", "own-tolerance", folder=figures.parent, stdout=full)

    assert run.returncode == 1
    assert run.stderr.decode() == "The output cannot be written: No space left on device.\n"


def test_where_nothing_can_be_said_at_all_the_exit_status_says_it(figures: Path) -> None:
    with FULL.open("w") as full:
        run = _typed("policies", folder=figures.parent, stdout=full, stderr=full)

    assert run.returncode == 1


@pytest.mark.parametrize("words", COMMANDS)
def test_a_reader_that_went_away_is_no_fault_and_nothing_is_said(words: tuple[str, ...], figures: Path) -> None:
    read, write = os.pipe()
    os.close(read)

    run = _typed(*words, folder=figures.parent, stdout=write)

    os.close(write)
    assert (run.returncode, run.stderr) == (0, b"")


def test_what_is_wrong_is_still_told_by_the_exit_status_where_the_reader_went_away(figures: Path) -> None:
    figures.write_text("ref,colour\nA,red\n")
    read, write = os.pipe()
    os.close(read)

    run = _typed("rate", "figures.csv", "--policy", "own-tolerance", "--json", folder=figures.parent, stdout=write)

    os.close(write)
    assert (run.returncode, run.stderr) == (1, b"")


def test_progress_that_nobody_can_read_stops_nothing(figures: Path) -> None:
    with FULL.open("w") as full:
        run = _typed("rate", "figures.csv", "--policy", "own-tolerance", folder=figures.parent, stderr=full)

    assert (run.returncode, run.stdout.count(b"\n")) == (0, 2)


@pytest.mark.parametrize("environment", [{"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"}, {"PYTHONIOENCODING": "latin-1"}])
def test_a_table_and_json_are_utf_8_on_every_terminal(environment: dict[str, str], figures: Path) -> None:
    rate = ("rate", "figures.csv", "--policy", "own-tolerance")
    environment = {**environment, "PYTHONUTF8": "0"}

    table = _typed(*rate, folder=figures.parent, environment=environment)
    policies = _typed("policies", "--json", folder=figures.parent, environment=environment)

    assert [row["ref"] for row in csv.DictReader(table.stdout.decode("utf-8").splitlines())] == ["Café"]
    assert len(json.loads(policies.stdout.decode("utf-8"))["policies"]) == 14


def test_words_that_a_terminal_has_no_letters_for_are_printed_as_far_as_it_can(figures: Path) -> None:
    environment = {"PYTHONIOENCODING": "ascii"}

    run = _typed("policies", "havering-2024-25", folder=figures.parent, environment=environment)

    assert (run.returncode, run.stderr) == (0, b"")


def test_wrong_usage_is_a_plain_sentence() -> None:
    outcome = run_command("open-round", "--year", "2019", "--by", "officer@example.org")

    assert (outcome.status, outcome.out) == (2, "")
    assert outcome.err == (
        "--year: '2019' is not a financial year; write it as 2019-20. `goldenthread open-round --help` says more.\n"
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("rate", "--json"), "Missing: INPUT.csv, --policy. `goldenthread rate --help` says more."),
        (("policies", "--json", "--no-such"), "Not known here: --no-such. `goldenthread policies --help` says more."),
        (
            ("publish", *QUARTER, "--audience", "joint-committee", *BY, "--because", "so", "--json"),
            "--replaces and --because go together: name what is replaced, and say why.",
        ),
        (("export-register", "register.doc", "--json"), "'register.doc' is none of .xlsx, .zip or a folder."),
        (
            ("warnings", *QUARTER, "--json", "--answer", "so"),
            "An answer needs --by EMAIL: who gives it?",
        ),
    ],
)
def test_wrong_usage_is_json_where_json_was_asked_for(words: tuple[str, ...], said: str) -> None:
    outcome = run_command(*words)

    assert (outcome.status, outcome.err) == (2, "")
    assert [problem["message"] for problem in json.loads(outcome.out)["problems"]] == [said]


def test_an_unknown_command_is_json_where_json_was_asked_for(tmp_path: Path) -> None:
    run = _typed("polices", "--json", folder=tmp_path)

    assert (run.returncode, run.stderr) == (2, b"")
    assert "goldenthread policies" in json.loads(run.stdout)["problems"][0]["message"]


def _typed(
    *words: str,
    folder: Path,
    stdout: IO[Any] | int = subprocess.PIPE,
    stderr: IO[Any] | int = subprocess.PIPE,
    environment: dict[str, str] | None = None,
) -> subprocess.CompletedProcess[bytes]:
    """The console script in a process of its own, with real streams."""
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "goldenthread", *words],
        cwd=folder,
        # Buffered, as people run it, whatever this machine says.
        env={**os.environ, "PYTHONUNBUFFERED": "", "GOLDENTHREAD_DATA": str(folder / "data"), **(environment or {})},
        stdout=stdout,
        stderr=stderr,
        check=False,
    )
