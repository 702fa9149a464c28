"""The stages before a meeting, and how long what it leaves behind is open to inspection, in words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from goldenthread.components.lists import Fact
from goldenthread.domain.days import day_words
from goldenthread.domain.inspection import BACKGROUND_YEARS, MINUTES_YEARS, last_day_of_years
from goldenthread.domain.round_calendar import Stage

STAGES = {
    Stage.COLLECT: "Collection closes: the last day to return figures",
    Stage.SIGN_OFF: "Figures are signed off",
    Stage.FREEZE: "Figures are frozen",
    Stage.CLEAR: "Figures and reports are cleared",
    Stage.BRIEFING: "The Chair is briefed",
    Stage.DESPATCH: "Last day to publish the agenda",
}


def inspection_facts(met: date, *, is_executive: bool) -> Iterator[Fact]:
    """Until when the public may inspect the papers of a meeting, and by which law. It marks the end of a right."""
    law = "executive arrangements regulations 2012, regulation 22"
    minutes = last_day_of_years(met, years=MINUTES_YEARS)
    background = last_day_of_years(met, years=BACKGROUND_YEARS)
    act = "Local Government Act 1972, section"
    yield Fact(
        name="Open to inspection until",
        words=f"{day_words(minutes)}: minutes, agenda and open reports ({law if is_executive else f'{act} 100C'}).\n"
        f"{day_words(background)}: background papers ({law if is_executive else f'{act} 100D'}).",
    )
