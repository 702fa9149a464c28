"""What tests of yearly packs share: a closed year of two councils, and the commands as people type them."""

from __future__ import annotations

from datetime import datetime

from goldenthread.accounts.models import User
from goldenthread.domain.measures import YearEndRule
from goldenthread.domain.withheld import WithheldPart
from goldenthread.figures.operations import WithholdingSaid, freeze_round, reopen_figures, withhold
from goldenthread.figures.operations.clearing import clear_figures
from goldenthread.figures.operations.closing import close_year
from goldenthread.indicators.models import Measure
from goldenthread.partnership.models import Council
from tests.figures.quarter import LONDON, figure_of, give, make_due_measure
from tests.figures.year import JUNE, YEAR, after, lived, quarter_of
from tests.terminal_runs import Command, Outcome
from tests.world import make_council, make_partnership, make_policy

IN_TIME = datetime(2020, 6, 16, 12, 0, tzinfo=LONDON)
YEAR_END = ("--year", "2019-20", "--document", "year-end")
BY = ("--by", "officer@example.org", "--at", "2020-06-16T12:00")
NAME = "2019-20-year-end"


def closed(*, lead: User, officer: User) -> dict[str, Measure]:
    """Two measures of Havering's, one rated otherwise by its own policy, one of Newham's; the fourth is withheld."""
    make_partnership()
    own = {"own_policy": make_policy("on-off-track")}
    newham = {"council": make_council("Newham")}
    made = {
        "amber": make_due_measure("EXC01", year_end_rule=YearEndRule.MEAN, title="Calls answered", measure=own),
        "plain": make_due_measure("EXC02", year_end_rule=YearEndRule.MEAN, title="Letters answered"),
        "other": make_due_measure("EXC03", year_end_rule=YearEndRule.MEAN, title="Visits made", measure=newham),
        "hidden": make_due_measure("EXC04", year_end_rule=YearEndRule.MEAN, title="Grievances settled"),
    }
    values = {"amber": "92", "plain": "96", "other": "80", "hidden": "96"}
    given = {made[name]: [value] * 4 for name, value in values.items()}
    given[made["hidden"]][1] = "61.234567"
    lived(given, lead=lead, officer=officer)
    said = WithholdingSaid(
        figure_ids=[figure_of(made["hidden"], quarter_of(2)).pk],
        what=WithheldPart.MEASURE,
        withheld=True,
        reason="So few people.",
    )
    withhold(said, by=officer, at=after(quarter_of(4)))
    close_year(year=YEAR, by=officer, at=JUNE)
    return made


def pack(command: Command, audience: str, *more: object) -> Outcome:
    return command("pack", *YEAR_END, "--audience", audience, *more)


def publish(command: Command, audience: str = "joint-committee", *more: object) -> Outcome:
    return command("publish", *YEAR_END, "--audience", audience, *BY, *more)


def issue(command: Command, audience: str, *to: str) -> Outcome:
    return command("issue", *YEAR_END, "--audience", audience, "--to", *to, *BY)


def release(command: Command, audience: str = "joint-committee", *, at: str = "2020-06-17") -> Outcome:
    return command("release", f"{NAME}-{audience}-1", "--by", "officer@example.org", "--at", at)


def requires_clearance(council: str = "havering") -> None:
    Council.objects.filter(slug=council).update(clearance_required=True)


def clear(treasurer: User, *numbers: int) -> None:
    """Havering's figures of these quarters."""
    for number in numbers:
        clear_figures(quarter=quarter_of(number), council="havering", by=treasurer, at=JUNE)


def open_again(measure: Measure, *, officer: User, number: int = 4, at: datetime = JUNE) -> None:
    reopen_figures(figure_ids=[figure_of(measure, quarter_of(number)).pk], reason="Wrong", by=officer, at=at)


def freeze_again(measure: Measure, *, lead: User, officer: User, at: datetime = JUNE) -> None:
    """The fourth quarter's figure returned anew, and frozen as the next version."""
    open_again(measure, officer=officer, at=at)
    give(measure, "97", by=lead, at=at, quarter=quarter_of(4))
    freeze_round(quarter=quarter_of(4), by=officer, at=at)
