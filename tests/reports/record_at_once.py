"""Several people at a time clear, issue, publish and release one quarter: `python -m tests.reports.record_at_once`.

Prints, for each step in order, how each of them ended and what the database then held.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Any

import tests.figures.ready  # noqa: F401 - before what needs Django
from goldenthread.accounts.models import User
from goldenthread.audit.models import Event
from goldenthread.figures.models import Clearance, Figure, Freeze
from goldenthread.figures.operations import freeze_round, reopen_figures
from goldenthread.figures.queries import latest_freeze
from goldenthread.figures.queries.clearances import council_called, figures_sha256, frozen_of_council, frozen_versions
from goldenthread.indicators.models import Measure
from goldenthread.partnership.models import Council
from goldenthread.publishing.models import Issue, Publication, PublishedFile, Release
from goldenthread.publishing.queries import stored_publication
from goldenthread.publishing.verification import verify_publication
from tests.figures.forking import all_at_once
from tests.figures.quarter import LONDON, Q2, give
from tests.figures.seed import DIRECTORS, OFFICERS, seed
from tests.terminal_runs import run_command
from tests.world import make_appointment, make_council, make_person

TREASURERS = ("treasurer1@example.org", "treasurer2@example.org")
CLERKS = tuple(f"clerk{number}@example.org" for number in range(1, 5))
QUARTER = ("--year", "2019-20", "--quarter", "Q2")
TEAM, JOINT = "2019-20-q2-management-team-1", "2019-20-q2-joint-committee-1"
LAPSES = 2


def at(day: int, hour: int = 12) -> datetime:
    """A moment of November 2019."""
    return datetime(2019, 11, day, hour, tzinfo=LONDON)


def make_ready() -> None:
    """Two figures of Havering, frozen; it wants to clear them before anything is released."""
    seed(2)
    Council.objects.filter(pk=make_council("Havering").pk).update(clearance_required=True)
    for addresses, role in ((TREASURERS, "section-151-officer"), (CLERKS, "committee-clerk")):
        for address in addresses:
            council = make_council("Havering") if role == "section-151-officer" else None
            person = make_person(address.partition("@")[0].capitalize(), email=address)
            make_appointment(person, role=role, council=council)
    freeze_round(quarter=Q2, by=User.objects.get(email=OFFICERS[0]), at=at(1))


def run(name: str, *arguments: object, by: str, day: int) -> dict[str, Any]:
    """One command, as the process that ran it saw it end."""
    done = run_command(name, *arguments, "--by", by, "--at", at(day).isoformat())
    return {"by": by, "status": done.status, "err": done.err}


def counted() -> dict[str, Any]:
    """What the database holds."""
    kinds = ("figures cleared", "document published", "document issued", "document released")
    return {
        "clearances": Clearance.objects.count(),
        "publications": Publication.objects.count(),
        "files": PublishedFile.objects.count(),
        "copies": Issue.objects.count(),
        "releases": Release.objects.count(),
        **{kind: Event.objects.filter(kind=kind).count() for kind in kinds},
    }


def step(acts: Sequence[Callable[[], Any]]) -> dict[str, Any]:
    return {"ended": all_at_once(acts), "counted": counted()}


def lapse(number: int) -> dict[str, Any]:
    """A pack is released while a figure of it is opened again; and once more while that is frozen anew and cleared.

    Tells how each ended, and of the pack, of every freeze and of every clearance the SHA-256 of Havering's figures.
    """
    officer, day = User.objects.get(email=OFFICERS[0]), 4 + 4 * number
    figure = Figure.objects.order_by("pk")[0]
    freeze = latest_freeze(Q2)
    assert freeze is not None
    pack = Publication.objects.get(name="2019-20-q2-joint-committee", replaced_by=None).public_id
    release = partial(run, "release", pack, "--because", "It was late", by=CLERKS[0], day=day)
    opened = all_at_once([release, partial(_reopen, figure.pk, day=day)])
    released = Release.objects.filter(publication__public_id=pack).count()
    give(Measure.objects.get(pk=figure.measure_id), f"9{number}.5", by=officer, at=at(day, 13))
    ended = all_at_once(
        [
            partial(run, "release", pack, "--because", "It was late", by=CLERKS[1], day=day + 1),
            partial(run, "freeze", *QUARTER, by=OFFICERS[1], day=day + 1),
            partial(run, "clear", *QUARTER, "--council", "havering", by=TREASURERS[number % 2], day=day + 1),
        ]
    )
    shas = {one.id: figures_sha256(frozen_of_council(one, council=council_called("havering"))) for one in _freezes()}
    correct(pack, day=day + 2)
    return {
        "opened": opened,
        "released at first": released,
        "ended": ended,
        "told": shas[freeze.id],
        "released": Release.objects.filter(publication__public_id=pack).count(),
        "frozen": shas,
        "cleared": list(Clearance.objects.order_by("pk").values_list("freeze_id", "sha256")),
    }


def _reopen(figure_id: int, *, day: int) -> None:
    officer = User.objects.get(email=OFFICERS[0])
    reopen_figures(figure_ids=[figure_id], reason="Counted twice.", by=officer, at=at(day))


def _freezes() -> list[Any]:
    return list(frozen_versions(Q2).values())


def correct(pack: str, *, day: int) -> None:
    """The next version is published in the place of the pack, and cleared by both, so that it may be released."""
    # In a process of its own, as everything that typesets: its threads would not outlive the next fork.
    because = ("--replaces", pack, "--because", "A figure was counted twice.")
    audience = ("--audience", "joint-committee")
    (done,) = all_at_once([partial(run, "publish", *QUARTER, *audience, *because, by=OFFICERS[0], day=day)])
    assert not done["status"], done
    for by in TREASURERS:
        run("clear", *QUARTER, "--council", "havering", by=by, day=day)


def quarter() -> dict[str, Any]:
    """Every step of the quarter, each taken by several at once."""
    to = ("--audience", "management-team", "--to", DIRECTORS[0])
    clear = partial(run, "clear", *QUARTER, "--council", "havering", day=2)
    steps = {
        "clear": step([partial(clear, by=by) for by in (*TREASURERS, *TREASURERS)]),
        "issue": step([partial(run, "issue", *QUARTER, *to, by=by, day=3) for by in OFFICERS]),
        "issue to one more": step(
            [partial(run, "issue", "--publication", TEAM, "--to", DIRECTORS[1], by=by, day=4) for by in OFFICERS]
        ),
        "publish": step(
            [partial(run, "publish", *QUARTER, "--audience", "joint-committee", by=by, day=5) for by in OFFICERS]
        ),
        "release": step([partial(run, "release", JOINT, by=by, day=6) for by in CLERKS]),
    }
    lapses = [lapse(number) for number in range(1, 1 + LAPSES)]
    ids = list(Publication.objects.order_by("pk").values_list("public_id", flat=True))
    wrong = [one for one in ids if not verify_publication(stored_publication(one)).is_right]
    return {**steps, "lapses": lapses, "freezes": Freeze.objects.count(), "published": ids, "wrong": wrong}


if __name__ == "__main__":
    make_ready()
    print(json.dumps(quarter()))
