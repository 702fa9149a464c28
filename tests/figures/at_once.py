"""Four people at a time take a quarter from open to frozen: `python -m tests.figures.at_once FOLDER`.

Prints, for each step in order, how the four ended and what the database then held.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import tests.figures.ready  # noqa: F401 - before what needs Django
from goldenthread.audit.models import Event
from goldenthread.figures.models import Figure, Freeze, FrozenFigure, Round
from tests.figures.forking import all_at_once
from tests.figures.seed import DIRECTORS, LEADS, OFFICERS, seed
from tests.terminal_runs import run_command

FIGURES = 20
Q2 = ("--year", "2019-20", "--quarter", "Q2", "--at", "2019-10-15T14:30")
KINDS = ("round opened", "figure returned", "figure submitted", "figure signed off", "round frozen")


def files(folder: Path) -> list[Path]:
    """Four files that say something else of every figure."""
    written = []
    for number in range(1, 5):
        rows = [f"EXC{ref:03},Havering,9{number}%" for ref in range(1, FIGURES + 1)]
        path = folder / f"{number}.csv"
        path.write_text("\n".join(["Ref,Council,Value", *rows]))
        written.append(path)
    return written


def run(name: str, *arguments: object, by: str) -> dict[str, Any]:
    """One command, as the process that ran it saw it end."""
    done = run_command(name, *arguments, *Q2, "--by", by)
    return {"by": by, "status": done.status, "err": done.err}


def counted() -> dict[str, Any]:
    """What the database holds."""
    figures = list(Figure.objects.select_related("value", "submitted_by", "signed_off_by"))
    return {
        "states": sorted({figure.state for figure in figures}),
        "values": sorted({str(figure.value.value) for figure in figures if figure.value}),
        "submitted_by": sorted({figure.submitted_by.email for figure in figures if figure.submitted_by}),
        "signed_off_by": sorted({figure.signed_off_by.email for figure in figures if figure.signed_off_by}),
        "figures": len(figures),
        "rounds": Round.objects.count(),
        "freezes": Freeze.objects.count(),
        "frozen": FrozenFigure.objects.count(),
        **{kind: Event.objects.filter(kind=kind).count() for kind in KINDS},
    }


def step(acts: Sequence[Callable[[], Any]]) -> dict[str, Any]:
    return {"ended": all_at_once(acts), "counted": counted()}


def quarter(folder: Path) -> dict[str, Any]:
    """Every step of the quarter, each taken by four at once."""
    everything = ("--service", "exchequer-and-transactional")
    sent = zip(LEADS, files(folder), strict=True)
    return {
        "open": step([partial(run, "open-round", by=by) for by in OFFICERS]),
        "import": step([partial(run, "import-returns", path, by=by) for by, path in sent]),
        "submit": step([partial(run, "submit", *everything, by=by) for by in LEADS]),
        "sign off": step([partial(run, "sign-off", *everything, by=by) for by in DIRECTORS]),
        "freeze": step([partial(run, "freeze", by=by) for by in OFFICERS]),
    }


if __name__ == "__main__":
    seed(FIGURES, is_open=False)
    print(json.dumps(quarter(Path(sys.argv[1]))))
