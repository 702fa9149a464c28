"""A quarter whose every step is killed at random moments, until each was killed and done often enough.

`python -m tests.figures.killed FOLDER SECONDS` prints how often each step was found wholly undone and wholly done.
It fails where one is found half done.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from pathlib import Path

import tests.figures.ready  # noqa: F401 - before what needs Django
from goldenthread.accounts.models import User
from goldenthread.audit.models import Event
from goldenthread.figures.models import Figure, Freeze, FrozenFigure, ReturnedValue, ReturnFile
from goldenthread.figures.operations import reopen_figures, submit_figures
from tests.figures.forking import kill_after
from tests.figures.quarter import OCTOBER
from tests.figures.seed import DIRECTORS, OFFICERS, seed
from tests.terminal_runs import run_command

FIGURES = 40
ENOUGH = 3
AT = OCTOBER.replace(day=15, hour=14)
Q2 = ("--year", "2019-20", "--quarter", "Q2", "--at", AT.isoformat())


@dataclass
class Story:
    """What was certainly done so far, and so what the database must hold."""

    folder: Path
    deadline: float
    imports: int = 0
    sign_offs: int = 0
    freezes: int = 0
    outcomes: dict[str, Counter[str]] = field(default_factory=dict)
    durations: dict[str, float] = field(default_factory=dict)

    @property
    def value(self) -> Decimal:
        """What every figure has: the seed's 95, and another one after each import."""
        return Decimal(95) if not self.imports else Decimal(f"90.{self.imports:03}")

    def next_file(self) -> Path:
        """A file that says the next value of every figure."""
        path = self.folder / f"{self.imports + 1}.csv"
        rows = [f"EXC{ref:03},Havering,90.{self.imports + 1:03}%" for ref in range(1, FIGURES + 1)]
        path.write_text("\n".join(["Ref,Council,Value", *rows]))
        return path


def until_done(story: Story, name: str, act: Callable[[], object], *, is_done: Callable[[], bool]) -> None:
    """Takes a step again and again, killing it at a random moment, until it is found done."""
    seen = story.outcomes.setdefault(name, Counter())
    while True:
        took = story.durations.get(name)
        is_late = time.monotonic() > story.deadline
        killed_at = None if took is None or is_late else random.uniform(0, took)
        ran = kill_after(killed_at, act)
        done = is_done()
        # What was done when it was killed takes less long than thought; what was not may take longer, and on a busy
        # machine much longer than the first time.
        story.durations[name] = ran if took is None or done else 1.1 * took
        seen["done" if done else "undone"] += 1
        if done:
            return


def command(name: str, *arguments: object, by: str) -> None:
    """A command that must end well where it is not killed."""
    done = run_command(name, *arguments, *Q2, "--by", by)
    assert done.status == 0, done.err


def is_imported(story: Story) -> bool:
    """Whether the next file was taken, whole; raises where a part of it was."""
    values = {figure.value.value for figure in Figure.objects.select_related("value") if figure.value}
    assert len(values) == 1, values
    done = values != {story.value}
    taken = story.imports + done
    held = (
        ReturnFile.objects.count(),
        ReturnedValue.objects.count(),
        Event.objects.filter(kind="figure returned").count(),
    )
    assert held == (taken, FIGURES * (1 + taken), FIGURES * (1 + taken)), held
    assert set(Figure.objects.values_list("state", flat=True)) == {"returned"}
    return done


def is_signed_off(story: Story) -> bool:
    """Whether all figures were signed off; raises where some were."""
    states = set(Figure.objects.values_list("state", flat=True))
    assert states in ({"submitted"}, {"signed-off"}), states
    done = states == {"signed-off"}
    held = Event.objects.filter(kind="figure signed off").count()
    assert held == FIGURES * (story.sign_offs + done), held
    assert Figure.objects.filter(signed_off_by__isnull=False).count() == FIGURES * done
    return done


def is_frozen(story: Story) -> bool:
    """Whether the round was frozen whole; raises where a part of it was."""
    states = set(Figure.objects.values_list("state", flat=True))
    assert states in ({"signed-off"}, {"frozen"}), states
    done = states == {"frozen"}
    number = story.freezes + done
    held = (
        Freeze.objects.count(),
        FrozenFigure.objects.count(),
        Event.objects.filter(kind="round frozen").count(),
    )
    assert held == (number, FIGURES * number, number), held
    return done


def quarter(story: Story, *, by: User) -> None:
    """Import, sign-off and freeze, each killed until it is done; then everything is opened again."""
    path = story.next_file()
    until_done(
        story, "import", partial(command, "import-returns", path, by=OFFICERS[0]), is_done=partial(is_imported, story)
    )
    story.imports += 1
    ids = list(Figure.objects.values_list("pk", flat=True))
    submit_figures(figure_ids=ids, by=by, at=AT)
    until_done(
        story, "sign-off", partial(command, "sign-off", "--all", by=DIRECTORS[0]), is_done=partial(is_signed_off, story)
    )
    story.sign_offs += 1
    until_done(story, "freeze", partial(command, "freeze", by=OFFICERS[0]), is_done=partial(is_frozen, story))
    story.freezes += 1
    reopen_figures(figure_ids=ids, reason="The next version", by=by, at=AT)


def kill_for(seconds: float, *, folder: Path) -> Story:
    """Quarters on end, until each step was found undone and done often enough, or the time is over."""
    story = Story(folder=folder, deadline=time.monotonic() + seconds)
    by = User.objects.get(email=OFFICERS[1])
    while time.monotonic() < story.deadline:
        quarter(story, by=by)
        if all(min(seen["done"], seen["undone"]) >= ENOUGH for seen in story.outcomes.values()):
            break
    return story


if __name__ == "__main__":
    seed(FIGURES)
    story = kill_for(float(sys.argv[2]), folder=Path(sys.argv[1]))
    print(json.dumps({"outcomes": story.outcomes, "durations": story.durations}))
