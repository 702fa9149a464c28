"""What is made to exhaust the reader is refused within two seconds and a fifth of the memory it may use."""

from __future__ import annotations

import json
import resource
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

import goldenthread
from goldenthread.domain.problems import InputRefused
from goldenthread.spreadsheets import limits
from goldenthread.spreadsheets.reading import read_workbook
from tests.spreadsheets.bombs import ACCEPTED, BOMBS, FAR_CELL, FAR_REPEATS
from tests.spreadsheets.packages import WORKBOOK_RELATIONS, make_cells, make_ods, make_ods_cell, make_xlsx
from tests.spreadsheets.showing import shown

SECONDS, MEGABYTES = 2, 200
ROOT = str(Path(goldenthread.__file__).parents[1])
START = f"import sys; sys.path.insert(0, {ROOT!r}); from goldenthread.spreadsheets.child import main"


def processor_seconds() -> float:
    """Spent by this process and its children: what a clock would say on a machine with nothing else to do."""
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in spent)


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_quickly_with_its_reason(name: str) -> None:
    make, reason = BOMBS[name]
    content = make()
    started = processor_seconds()

    with pytest.raises(InputRefused) as refused:
        read_workbook(content, name="returns.xlsx")

    assert processor_seconds() - started < SECONDS
    assert [problem.message[: len(reason)] for problem in refused.value.problems] == [reason]
    assert refused.value.problems[0].file == "returns.xlsx"


@pytest.mark.parametrize("name", ACCEPTED)
def test_what_spreadsheet_programs_write_at_the_end_of_a_sheet_is_no_bomb(name: str) -> None:
    started = processor_seconds()

    workbook = read_workbook(ACCEPTED[name], name="returns.xlsx")

    assert processor_seconds() - started < SECONDS
    assert shown(workbook.sheets[0]) == {"A1": "number 1"}


@pytest.mark.parametrize("name", [*BOMBS, *ACCEPTED])
def test_a_bomb_takes_little_memory(name: str) -> None:
    """The child is started here as `read_workbook` starts it, and made to say its own peak at the end."""
    content = BOMBS[name][0]() if name in BOMBS else ACCEPTED[name]
    say_peak = "print(*[line for line in open('/proc/self/status') if 'VmHWM' in line], file=sys.stderr)"

    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", f"{START}; main(); {say_peak}", str(limits.CHILD_MEMORY_BYTES), "60"],
        input=content,
        capture_output=True,
        check=True,
    )

    assert int(done.stderr.split()[1]) < MEGABYTES * 1_024


def test_the_bombs_are_as_small_as_those_that_a_mail_would_let_through() -> None:
    assert len(FAR_CELL) < 4_800
    assert len(FAR_REPEATS) < 1_200


def test_a_bomb_that_wants_memory_is_stopped_by_its_ceiling(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "CHILD_MEMORY_BYTES", 60_000_000)
    rows = "".join(make_cells(*[f"<c><v>{row}.5</v></c>"] * 100, row=row) for row in range(1, 2_000))

    with pytest.raises(InputRefused, match="took more memory than a workbook of figures needs"):
        read_workbook(make_xlsx(rows), name="returns.xlsx")


def test_a_bomb_that_wants_time_is_stopped_by_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "CHILD_SECONDS", 0.05)
    rows = "".join(make_cells(*[f"<c><v>{row}.5</v></c>"] * 100, row=row) for row in range(1, 2_000))

    with pytest.raises(InputRefused, match="took more time than a workbook of figures needs"):
        read_workbook(make_xlsx(rows), name="returns.xlsx")


def test_a_reader_that_breaks_is_logged_and_the_file_refused(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("goldenthread.spreadsheets.reading._START_CHILD", "raise KeyError('a mistake of ours')")

    with pytest.raises(InputRefused, match="This workbook is damaged"):
        read_workbook(make_xlsx(), name="returns.xlsx")

    assert "a mistake of ours" in caplog.text


def test_nothing_outside_the_file_is_fetched() -> None:
    """Links to other workbooks, a DDE link, an outside sheet and an outside document type, all to our own ear."""
    with socket.socket() as ear:
        ear.bind(("127.0.0.1", 0))
        ear.listen()
        calls: list[object] = []
        listening = threading.Thread(target=_listen, args=(ear, calls), daemon=True)
        listening.start()
        address = f"http://127.0.0.1:{ear.getsockname()[1]}/x.xlsx"
        linked = make_xlsx(
            make_cells("<c><f>[1]Sheet1!A1</f><v>5</v></c>"),
            members={
                "xl/_rels/workbook.xml.rels": WORKBOOK_RELATIONS.replace(
                    "</Relationships>",
                    f'<Relationship Id="rId9" Type="x/externalLink" Target="{address}" TargetMode="External"/>'
                    "</Relationships>",
                )
            },
        )
        dde = make_ods(
            f"<table:table-row>{make_ods_cell('5', value_type='float', value='5')}</table:table-row></table:table>"
            f'<table:dde-links><table:dde-link><office:dde-source office:dde-topic="{address}"/>'
            '<table:table><table:table-row><table:table-cell office:value-type="float" office:value="9"/>'
            '</table:table-row></table:table></table:dde-link></table:dde-links><table:table table:name="copy">'
            f'<table:table-source xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="{address}"/>'
        )
        outside_doctype = make_ods(content=f'<!DOCTYPE a SYSTEM "{address}"><a/>')

        sheets = [read_workbook(content, name="linked").sheets for content in (linked, dde)]
        with pytest.raises(InputRefused, match="damaged"):
            read_workbook(outside_doctype, name="outside.ods")

    assert [[shown(sheet) for sheet in of_one] for of_one in sheets] == [[{"A1": "number 5"}], [{"A1": "number 5"}]]
    assert calls == []


def _listen(ear: socket.socket, calls: list[object]) -> None:
    try:
        while True:
            calls.append(ear.accept())
    except OSError:
        return


def test_the_answer_of_the_child_is_plain_data() -> None:
    """JSON, so that a child taken over by a file cannot make its parent run anything."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", f"{START}; main()", str(limits.CHILD_MEMORY_BYTES), "60"],
        input=make_xlsx(make_cells("<c><v>1</v></c>")),
        capture_output=True,
        check=True,
    )

    assert set(json.loads(done.stdout)) == {"form", "warnings", "sheets"}
