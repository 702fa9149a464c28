"""A long table, rated by several processes: the same answer, in the same order, as by one."""

from __future__ import annotations

import csv
import io
import os
import signal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.domain.problems import InputRefused
from goldenthread.domain.rating import shipped_policies
from goldenthread.domain.rating_table import ROWS_IN_A_STRETCH
from goldenthread.indicators.management.commands import _rating_shares
from goldenthread.indicators.management.commands._rating_shares import WorkStopped, csv_line, write_rated

POLICY = shipped_policies()["own-tolerance"]
ROWS = 3 * ROWS_IN_A_STRETCH + 17


def make_table(folder: Path, *, rows: int = ROWS, wrong: tuple[int, ...] = ()) -> Path:
    """A table of which each row is told by its ref; those numbered in `wrong` have no readable target."""
    path = folder / "figures.csv"
    with path.open("w") as out:
        out.write("ref,polarity,target,tolerance,actual\n")
        for number in range(2, rows + 2):
            target = "about 95" if number in wrong else "95"
            out.write(f"é{number % 2500},{'higher' if number % 2 else ''},{target},5,{80 + number % 20}.5\n")
            if number % 1000 == 0:
                out.write(",,,,\n")
    return path


def written(path: Path, *, processes: int) -> tuple[str, tuple[str, ...]]:
    out = io.StringIO(newline="")
    remarks = write_rated(path, out, policy=POLICY, processes=processes)
    return out.getvalue(), (*remarks.in_words(), str(sorted(remarks.ratings.items())))


@pytest.mark.parametrize("processes", [2, 3, 4])
def test_several_processes_write_what_one_writes(tmp_path, processes):
    table = make_table(tmp_path)

    whole = written(table, processes=1)
    assert written(table, processes=processes) == whole
    assert [remark.split(": ")[1] for remark in whole[1][:-1]] == [
        "no polarity is given; higher was taken to be better.",
        "the ref stands in an earlier row too; each row was rated.",
    ]


@pytest.mark.parametrize("processes", [1, 2, 3])
def test_every_problem_of_every_share_is_said_in_the_order_of_the_rows(tmp_path, processes):
    wrong = (2, 1999, 2000, 2001, 3999, 4000, 4001, ROWS)
    table = make_table(tmp_path, wrong=wrong)
    # The table's blank rows push the later ones down.
    rows = [number + max(number - 1, 0) // 1000 for number in wrong]

    with pytest.raises(InputRefused) as refusal:
        write_rated(table, io.StringIO(), policy=POLICY, processes=processes)

    assert [problem.row for problem in refusal.value.problems] == rows


@pytest.mark.parametrize("processes", [1, 2])
@pytest.mark.parametrize(
    ("content", "row"),
    [
        (b"", None),
        (b"target\n95\n", 1),
        (b"\xff\xfer\x00", 1),
        (b"r\xe9f\nA\n", 1),
    ],
)
def test_what_is_wrong_with_the_headings_is_said_once(tmp_path, processes, content, row):
    path = tmp_path / "figures.csv"
    path.write_bytes(content)

    with pytest.raises(InputRefused) as refusal:
        write_rated(path, io.StringIO(), policy=POLICY, processes=processes)

    assert refusal.value.problems[0].row == row
    assert len([problem for problem in refusal.value.problems if problem.row == row]) == 1


def test_a_share_that_is_stopped_from_outside_is_said_and_leaves_nothing_behind(tmp_path, monkeypatch):
    table = make_table(tmp_path)
    monkeypatch.setattr(_rating_shares, "_rate_share", stop_at_once)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    with pytest.raises(WorkStopped, match="nothing was written"):
        write_rated(table, io.StringIO(), policy=POLICY, processes=2)

    assert [path.name for path in tmp_path.iterdir()] == ["figures.csv"]


def stop_at_once(*_arguments):
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_short_table_is_rated_by_one_process(tmp_path, monkeypatch):
    monkeypatch.setattr(_rating_shares, "_others_at_work", None)
    out = io.StringIO()

    write_rated(make_table(tmp_path, rows=3), out, policy=POLICY)

    assert out.getvalue().count("\n") == 4


def test_progress_tells_how_far_the_reading_is(tmp_path):
    told: list[int] = []

    write_rated(make_table(tmp_path), io.StringIO(), policy=POLICY, processes=1, progress=told.append)

    assert told == [1, 2000, 4000, 6000]


@given(st.lists(st.lists(st.text(st.sampled_from('a,"\r\n =é'), max_size=6), min_size=2, max_size=5)))
def test_what_is_written_as_csv_is_read_back_cell_for_cell(rows):
    text = "".join(map(csv_line, rows))

    assert list(csv.reader(io.StringIO(text, newline=""), strict=True)) == rows
