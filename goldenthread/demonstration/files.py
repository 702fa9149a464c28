"""What the demonstration leaves in the data folder: its clock, the published pack, and samples to try."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from goldenthread.demonstration.content import tables, text
from goldenthread.demonstration.doing import filled_workbook
from goldenthread.publishing.queries import stored_publication

TODAY = date(2020, 1, 20)
YEAR_END_TODAY = date(2020, 10, 5)
CLOCK = "GOLDENTHREAD_TODAY"
SAMPLE_SERVICE, SAMPLE_PERIOD = "print-and-post", "2019-20 Q3"


def write_clock(folder: Path, *, day: date = TODAY) -> str:
    """Sets the demonstration's day in the settings file, unless a day is set there; returns the day that is."""
    path = folder / "settings.env"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    for line in lines:
        name, _, value = line.partition("=")
        if name.strip() == CLOCK and value.strip():
            return value.strip().strip("'\"")
    said = ["# The demonstration's day. Without this line, pages and commands use the real one.", f"{CLOCK}={day}"]
    _write(path, "\n".join([*lines, *said, ""]).encode())
    return str(day)


def write_pack(folder: Path, *, public_id: str) -> tuple[Path, ...]:
    """Writes the published files that are not there yet, byte for byte as they are stored; the PDF first."""
    files = stored_publication(public_id).files
    for file in files:
        if not (folder / file.name).exists():
            _write(folder / file.name, file.content)
    return tuple(sorted((folder / file.name for file in files), key=lambda path: (path.suffix != ".pdf", path.name)))


def write_samples(folder: Path) -> tuple[Path, ...]:
    """Writes what can be tried, with a note on it, where it is not there yet: a file to rate, a workbook to return, and
    the committee's record, without which an exported register cannot be entered anywhere else."""
    workbook = folder / f"returned-{SAMPLE_SERVICE}-{SAMPLE_PERIOD.casefold().replace(' ', '-')}.xlsx"
    written = [folder / name for name in ("README.txt", "figures-to-rate.csv")]
    record = [folder / "committee" / f"{meeting}.toml" for meeting in tables("committee")]
    for path in written:
        if not path.exists():
            _write(path, text(f"samples/{path.name}").encode())
    for path in record:
        if not path.exists():
            _write(path, text(f"committee/{path.name}").encode())
    if not workbook.exists():
        at = datetime(TODAY.year, TODAY.month, TODAY.day, 9, tzinfo=UTC)
        _write(workbook, filled_workbook(SAMPLE_SERVICE, period=SAMPLE_PERIOD, at=at).content)
    return (*written, workbook, *record)


def _write(path: Path, content: bytes) -> None:
    """The file appears whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.unfinished")
    unfinished.write_bytes(content)
    unfinished.replace(path)
