"""rate and policies, as they are typed: neither asks a database."""

from __future__ import annotations

import csv
import json
import os
import resource
import signal
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from goldenthread.indicators.management.commands import _rating_shares
from goldenthread.terminal import files
from tests.terminal_runs import run_command

GOOD = "ref,polarity,target,tolerance,actual\nEXC01,higher,95.0,5.0,92.1\nEXC02,lower,9,1,8\n"
BAD = "ref,polarity,target,colour\nEXC01,upwards,about 95,red\n"
OURS = """
slug = "ours"
version = 2
title = "Our own"
effective_from = 2019-04-01
source = "https://example.gov.uk"
citation = "Our cabinet"
[[rule]]
rating = "green"
when = "within-percent-of-target"
percent = 2.5
[[rule]]
rating = "red"
when = "otherwise"
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "figures.csv"
    path.write_text(GOOD)
    return path


@contextmanager
def file_size_limited_to(limit: int) -> Iterator[None]:
    """No file may grow past this many bytes: what a full disk does, without one."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_table_is_rated_on_to_standard_output(table):
    outcome = run_command("rate", table, "--policy", "own-tolerance")

    rows = list(csv.DictReader(outcome.out.splitlines()))
    assert (outcome.status, [row["rating"] for row in rows]) == (0, ["amber", "green"])
    assert outcome.err == "2 rows under own-tolerance version 1: 1 green, 1 amber, 0 red, 0 not rated.\n"


def test_a_long_table_comes_through_standard_output_line_for_line(table):
    table.write_text("ref,polarity,target,actual\n" + "EXC01,higher,95,96\n" * 3000)

    outcome = run_command("rate", table, "--policy", "own-tolerance")

    assert len(list(csv.reader(outcome.out.splitlines()))) == 3001
    assert outcome.out.count("\n") == 3001


def test_a_table_is_rated_into_a_file(table, tmp_path):
    out = tmp_path / "rated.csv"

    outcome = run_command("rate", table, "--policy", "own-tolerance", "--out", out)

    assert (outcome.status, outcome.out) == (0, "")
    assert [row["ref"] for row in csv.DictReader(out.read_text().splitlines())] == ["EXC01", "EXC02"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["figures.csv", "rated.csv"]
    assert stat.S_IMODE(out.stat().st_mode) == stat.S_IMODE(table.stat().st_mode)


@pytest.mark.parametrize("name", ["figures.csv", "./figures.csv", "link.csv"])
def test_a_table_is_never_written_over_by_its_own_ratings(name, table, monkeypatch):
    monkeypatch.chdir(table.parent)
    Path("link.csv").symlink_to(table)

    outcome = run_command("rate", table, "--policy", "own-tolerance", "--out", name)

    assert outcome.status == 2
    assert "is the table itself" in outcome.err
    assert table.read_text() == GOOD


def test_an_output_that_cannot_be_written_is_named_as_it_was_typed(table):
    outcome = run_command("rate", table, "--policy", "own-tolerance", "--out", "/dev/full")

    assert outcome.status == 1
    assert outcome.err == "/dev/full cannot be written: No space left on device.\n"


def test_a_folder_that_takes_no_file_is_named_by_the_file_that_was_typed(table):
    outcome = run_command("rate", table, "--policy", "own-tolerance", "--out", "/proc/rated.csv")

    assert outcome.status == 1
    assert outcome.err == "/proc/rated.csv cannot be written: No such file or directory.\n"


def test_an_input_that_cannot_be_read_is_named_though_it_goes_to_a_file(table, tmp_path, monkeypatch):
    monkeypatch.setattr(_rating_shares, "_processes_for", lambda source: source.unlink() or 1)

    outcome = run_command("rate", table, "--policy", "own-tolerance", "--out", tmp_path / "rated.csv")

    assert outcome.status == 1
    assert outcome.err == f"{table} cannot be read: No such file or directory.\n"


@pytest.mark.parametrize("processes", [1, 2])
def test_a_full_folder_of_temporary_files_is_named(processes, table, tmp_path, monkeypatch):
    table.write_text("ref,polarity,target,actual\n" + "EXC01,higher,95,96\n" * 5000)
    monkeypatch.setattr(_rating_shares, "_processes_for", lambda source: processes)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(files, "SPOOLED", 1000)

    with file_size_limited_to(50_000):
        outcome = run_command("rate", table, "--policy", "own-tolerance")

    assert (outcome.status, outcome.out) == (1, "")
    assert outcome.err == (
        f"{tmp_path}, where unfinished work is kept, cannot be written: File too large. "
        "Make room, or name another folder in TMPDIR.\n"
    )


def test_text_that_a_spreadsheet_would_run_is_guarded_and_numbers_are_left_alone(table):
    table.write_text(
        "ref,polarity,target,actual\n=cmd|' /C calc'!A0,higher,-5,-3\n@SUM(A1),higher,95,96\n-1.5,higher,95,(0.630)\n"
    )

    rows = list(csv.DictReader(run_command("rate", table, "--policy", "own-tolerance").out.splitlines()))

    assert [row["ref"] for row in rows] == ["'=cmd|' /C calc'!A0", "'@SUM(A1)", "-1.5"]
    assert [(row["target"], row["actual"], row["variance"]) for row in rows[::2]] == [
        ("-5", "-3", "2"),
        ("95", "(0.630)", "-95.630"),
    ]


def test_a_reference_that_stands_twice_is_told_and_is_no_error(table):
    table.write_text("ref,polarity,target,actual\nA,higher,95,96\nB,higher,95,96\n A ,higher,95,96\nA,higher,9,8\n")

    outcome = run_command("rate", table, "--policy", "own-tolerance")

    assert outcome.status == 0
    assert outcome.err.startswith("Warning: Rows 4, 5: the ref stands in an earlier row too; each row was rated.\n")


def test_a_nul_is_called_by_its_name(table):
    table.write_bytes(b"ref,polarity\nEX\x00C01,higher\n")

    outcome = run_command("rate", table, "--policy", "own-tolerance")

    assert outcome.status == 1
    assert "figures.csv, row 2: This cell holds a NUL character" in outcome.err
    assert "UTF-8 text" not in outcome.err


def test_a_device_is_not_called_a_folder():
    outcome = run_command("rate", "/dev/null", "--policy", "own-tolerance")

    assert outcome.status == 2
    assert "'/dev/null' is no ordinary file" in outcome.err


def test_as_json_a_table_without_a_file_to_go_to_is_still_the_output(table):
    outcome = run_command("rate", table, "--policy", "own-tolerance", "--json")

    assert outcome.out.startswith("ref,polarity,target,tolerance,actual,rating,")
    assert "With --json and --out" in " ".join(run_command("rate", "--help").out.split())


@pytest.mark.parametrize(
    "amount", ["1e999999", "1e15", "0.000000000000000000001", "1e-999999", "nan", "inf", f"0x{'f' * 5000}"]
)
@pytest.mark.parametrize("rule", ["percent", "points"])
def test_an_amount_that_no_figure_could_have_is_an_error_of_the_policy(amount, rule, table, tmp_path):
    ours = tmp_path / "ours.toml"
    ours.write_text(
        OURS.replace("within-percent-of", f"within-{rule}-of").replace("percent = 2.5", f"{rule} = {amount}")
    )

    outcome = run_command("rate", table, "--policy", ours)

    assert outcome.status == 1
    assert f"ours.toml, column rule 1: {rule} must be a number, 0 or more." in outcome.err


def test_a_policy_nested_beyond_sense_is_an_error_of_the_policy(tmp_path):
    ours = tmp_path / "ours.toml"
    ours.write_text("a = " + "[" * 20_000 + "]" * 20_000)

    outcome = run_command("policies", ours)

    assert (outcome.status, outcome.err) == (
        1,
        "ours.toml: This is not TOML that can be read: its brackets are nested too deeply.\n",
    )


@pytest.mark.parametrize("arguments", [(), ("--out", "rated.csv")])
def test_a_table_with_anything_wrong_writes_nothing_and_names_it_all(arguments, table, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    table.write_text(BAD)
    Path("rated.csv").write_text("as it was")

    outcome = run_command("rate", table, "--policy", "own-tolerance", *arguments)

    assert (outcome.status, outcome.out) == (1, "")
    assert [line.split(": ")[0] for line in outcome.err.splitlines()[:3]] == [
        "figures.csv, row 1, column colour",
        "figures.csv, row 2, column polarity",
        "figures.csv, row 2, column target",
    ]
    assert Path("rated.csv").read_text() == "as it was"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["figures.csv", "rated.csv"]


def test_problems_are_given_as_json(table):
    table.write_text(BAD)

    outcome = run_command("rate", table, "--policy", "own-tolerance", "--json")

    problems = json.loads(outcome.out)["problems"]
    assert (outcome.status, len(problems)) == (1, 3)
    assert problems[1] == {
        "message": "This is not one of higher, lower, band, none.",
        "file": "figures.csv",
        "sheet": "",
        "row": 2,
        "column": "polarity",
        "found": "upwards",
        "expected": "",
    }


def test_what_was_done_is_given_as_json_where_the_table_goes_to_a_file(table, tmp_path):
    outcome = run_command("rate", table, "--policy", "own-tolerance", "--json", "--out", tmp_path / "rated.csv")

    assert json.loads(outcome.out) == {
        "file": str(tmp_path / "rated.csv"),
        "policy": "own-tolerance",
        "ratings": {"green": 1, "amber": 1, "red": 0, "not-rated": 0},
        "warnings": [],
    }


def test_a_warning_leaves_the_exit_status_alone(table):
    table.write_text("ref,target,actual\nEXC01,95,96\n")

    outcome = run_command("rate", table, "--policy", "own-tolerance")

    assert outcome.status == 0
    assert outcome.err.startswith("Warning: Row 2: no polarity is given; higher was taken to be better.\n")


def test_a_policy_of_ones_own_is_named_by_its_file(table, tmp_path):
    ours = tmp_path / "ours.toml"
    ours.write_text(OURS)

    outcome = run_command("rate", table, "--policy", ours)

    assert "Red: 92.1% is 2.9 points below the target of 95.0%, more than 2.5% off the target (3.1%)." in outcome.out


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (OURS.replace("2.5", '"a bit"').encode(), "ours.toml, column rule 1: percent must be a number"),
        (b'title = "Caf\xe9"', "not UTF-8"),
    ],
)
def test_a_policy_file_that_is_wrong_is_an_error_of_the_input(content, complaint, table, tmp_path):
    ours = tmp_path / "ours.toml"
    ours.write_bytes(content)

    outcome = run_command("rate", table, "--policy", ours)

    assert (outcome.status, outcome.out) == (1, "")
    assert complaint in outcome.err


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("figures.csv",), "--policy"),
        (("figures.csv", "--policy", "havering"), "neither a policy nor a file"),
        (("nowhere.csv", "--policy", "own-tolerance"), "is not there"),
        (("figures.csv", "--policy", "own-tolerance", "--out", "nowhere/rated.csv"), "make it first"),
        (("figures.csv", "--policy", "own-tolerance", "--out", "."), "is a folder"),
    ],
)
def test_wrong_usage_is_exit_status_two(arguments, complaint, table, monkeypatch):
    monkeypatch.chdir(table.parent)

    outcome = run_command("rate", *arguments)

    assert outcome.status == 2
    assert complaint in outcome.err


def test_a_pipe_may_be_named_as_the_output_and_stays_a_pipe(table, tmp_path):
    # A pipe of the test's own: were it ever replaced by a file, nothing outside this folder would be.
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)

    outcome = run_command("rate", table, "--policy", "own-tolerance", "--out", pipe)

    came = os.read(reader, 65536).decode()
    os.close(reader)
    assert (outcome.status, pipe.is_fifo()) == (0, True)
    assert [row["ref"] for row in csv.DictReader(came.splitlines())] == ["EXC01", "EXC02"]


def test_the_policies_are_listed():
    outcome = run_command("policies")

    slugs = [line.split()[0] for line in outcome.out.splitlines()]
    assert (outcome.status, len(slugs)) == (0, 14)
    assert slugs[0] == "havering-2013-14"


def test_a_policy_is_printed_in_words_with_its_gaps_and_its_source():
    outcome = run_command("policies", "havering-2024-25")

    assert "  Amber: the result misses the target by no more than the measure's own tolerance.\n" in outcome.out
    assert "It is not below target, so it is green." in outcome.out
    assert "https://democracy.havering.gov.uk/mgAi.aspx?ID=35537" in outcome.out


def test_a_policy_is_given_as_json():
    policy = json.loads(run_command("policies", "kent-floor-standard", "--json").out)

    assert (policy["slug"], policy["version"], policy["council"]) == ("kent-floor-standard", 1, "E10000016")


def test_all_policies_are_given_as_json():
    assert len(json.loads(run_command("policies", "--json").out)["policies"]) == 14


def test_a_policy_that_is_not_known_is_wrong_usage():
    outcome = run_command("policies", "havering")

    assert outcome.status == 2
    assert "havering-2019-20" in outcome.err
