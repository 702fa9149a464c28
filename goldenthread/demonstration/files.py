"""What the demonstration leaves in the data folder: its clock, the published pack, and samples to try."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path

from goldenthread.demonstration.content import tables, text
from goldenthread.demonstration.doing import filled_workbook
from goldenthread.demonstration.proposing import answered_proposal
from goldenthread.domain.periods import FinancialYear
from goldenthread.figures.forms.proposal import proposal_workbook
from goldenthread.figures.operations.proposing import measures_to_propose
from goldenthread.partnership.queries import the_partnership
from goldenthread.publishing.queries import stored_publication

TODAY = date(2020, 1, 20)
YEAR_END_TODAY = date(2020, 10, 5)
NEXT_YEAR = FinancialYear.parse("2020-21")  # which is proposed anew in the samples of the year's end
CLOCK = "GOLDENTHREAD_TODAY"
SAMPLE_SERVICE, SAMPLE_PERIOD = "print-and-post", "2019-20 Q3"
YEAR_END_MEETINGS = ("2020-02-07-minutes", "2020-03-05-agenda", "2020-06-26-agenda", "2020-06-26")


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
    name = f"{SAMPLE_SERVICE}-{SAMPLE_PERIOD.casefold().replace(' ', '-')}"
    workbook = folder / f"returned-{name}.xlsx"
    written = _copied(folder, of="samples", names=("README.txt", "figures-to-rate.csv"))
    corrected = _copied(folder, of="samples", names=(f"corrected-{name}.csv", "targets.csv"))
    requests = _copied(folder / "requests", of="requests", names=("protocol.toml", "passenger-transport.toml"))
    record = _record(folder)
    if not workbook.exists():
        at = datetime(TODAY.year, TODAY.month, TODAY.day, 9, tzinfo=UTC)
        _write(workbook, filled_workbook(SAMPLE_SERVICE, period=SAMPLE_PERIOD, at=at).content)
    return (*written, workbook, *corrected, *requests, *record)


def write_year_end_samples(folder: Path) -> tuple[Path, ...]:
    """The same for the second database: the committee's record up to the decision on the next list, and the proposal of
    the year after that, every row of it answered."""
    proposal = folder / "proposal-2021-22.xlsx"
    written = _copied(folder, of="year-end/samples", names=("README.txt",))
    record = (*_record(folder), *_copied(folder / "committee", of="year-end", names=_files_of(YEAR_END_MEETINGS)))
    if not proposal.exists():
        at = datetime(YEAR_END_TODAY.year, YEAR_END_TODAY.month, YEAR_END_TODAY.day, 9, tzinfo=UTC)
        partnership = the_partnership()
        name = "" if partnership is None else partnership.name
        blank = proposal_workbook(measures_to_propose(NEXT_YEAR), year=NEXT_YEAR, partnership=name, at=at)
        _write(proposal, answered_proposal(blank, keeps_all=True))
    return (*written, proposal, *record)


def _record(folder: Path) -> tuple[Path, ...]:
    """The committee's record of the first database."""
    return _copied(folder / "committee", of="committee", names=_files_of(tables("committee")))


def _files_of(meetings: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"{meeting}.toml" for meeting in meetings)


def _copied(folder: Path, *, of: str, names: Iterable[str]) -> tuple[Path, ...]:
    """Files of the content folder `of`, written where they are not there yet."""
    paths = tuple(folder / name for name in names)
    for path in paths:
        if not path.exists():
            _write(path, text(f"{of}/{path.name}").encode())
    return paths


def _write(path: Path, content: bytes) -> None:
    """The file appears whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.unfinished")
    unfinished.write_bytes(content)
    unfinished.replace(path)
