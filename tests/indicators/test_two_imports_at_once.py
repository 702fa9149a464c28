"""Imports at once, and imports killed: each is whole, and none is half there."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest

from goldenthread.indicators.forms.writing import write_register_workbook
from tests.own_database import OwnDatabase
from tests.registers import make_indicator_row, make_measure_row, make_register, make_target_row

COUNTS = (
    "import django; django.setup();"
    " from goldenthread.indicators.models import Definition, Measure, Target, ListEntry;"
    " from goldenthread.partnership.models import Council, Appointment;"
    " print([m.objects.count() for m in (Council, Appointment, Definition, Measure, ListEntry, Target)])"
)


def test_the_same_register_imported_by_four_processes_at_once_is_there_once(
    own_database: OwnDatabase, tmp_path: Path
) -> None:
    file = tmp_path / "register.xlsx"
    file.write_bytes(write_register_workbook(make_register()))

    started = [
        own_database.start("import-register", file, "--by", "officer@example.org", "--at", "2019-10-14")
        for _ in range(4)
    ]
    ended = [(*process.communicate(), process.returncode) for process in started]

    assert [status for _, _, status in ended] == [0, 0, 0, 0], ended
    assert sum("Nothing changes" in out for out, _, _ in ended) == 3
    assert own_database.run_python("-c", COUNTS).stdout.strip() == "[2, 1, 2, 3, 3, 3]"


def test_of_two_registers_that_contradict_each_other_the_second_is_refused_whole(
    own_database: OwnDatabase, tmp_path: Path
) -> None:
    register = make_register()
    other = replace(register, targets=tuple(replace(row, annual="90%") for row in register.targets))
    files = [tmp_path / "one.xlsx", tmp_path / "other.xlsx"]
    for file, content in zip(files, (register, other), strict=True):
        file.write_bytes(write_register_workbook(content))

    started = [
        own_database.start("import-register", file, "--by", "officer@example.org", "--at", "2019-10-14")
        for file in files
    ]
    ended = [(*process.communicate(), process.returncode) for process in started]

    assert sorted(status for _, _, status in ended) == [0, 1], ended
    assert sum("cannot be written anew" in err for _, err, _ in ended) == 1
    assert own_database.run_python("-c", COUNTS).stdout.strip() == "[2, 1, 2, 3, 3, 3]"


@pytest.mark.parametrize("after_seconds", [0.7, 1.0, 1.3, 1.8, 2.6])
def test_an_import_killed_at_any_moment_has_entered_all_or_nothing(
    own_database: OwnDatabase, tmp_path: Path, after_seconds: float
) -> None:
    file = tmp_path / "register.xlsx"
    refs = [f"EXC{number:03}" for number in range(150)]
    register = make_register(
        indicators=tuple(make_indicator_row(ref) for ref in refs),
        measures=tuple(make_measure_row(ref, "Newham") for ref in refs),
        list_entries=(),
        targets=tuple(make_target_row(ref, "Newham") for ref in refs),
    )
    file.write_bytes(write_register_workbook(register))

    with own_database.start("import-register", file, "--by", "officer@example.org", "--at", "2019-10-14") as process:
        time.sleep(after_seconds)
        process.kill()

    assert own_database.run_python("-c", COUNTS).stdout.strip() in (
        "[0, 0, 0, 0, 0, 0]",
        "[2, 1, 150, 150, 0, 150]",
    )
