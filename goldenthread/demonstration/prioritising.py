"""What each council seeks is entered in the demonstration, with what serves it."""

from __future__ import annotations

from datetime import datetime

from goldenthread.demonstration.content import text
from goldenthread.demonstration.doing import OFFICER, post
from goldenthread.plans.forms import read_priorities
from goldenthread.plans.operations import write_corporate_plan

COUNCILS = ("newham", "havering", "bexley")


def write(*, at: datetime) -> None:
    """The corporate plan of every council, once the Improvement Plan is final."""
    for council in COUNCILS:
        file = f"{council}.toml"
        written = read_priorities(text(f"priorities/{file}").encode(), file=file)
        write_corporate_plan(written, by=post(OFFICER), at=at)
