"""A life of the record: what is there at its start, how a step is taken or refused, and what holds all through."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

from hypothesis.stateful import invariant

from goldenthread.accounts.models import User
from goldenthread.domain.explained import exact
from goldenthread.domain.periods import Quarter
from goldenthread.domain.problems import Refused
from goldenthread.figures.models import Figure, Round
from goldenthread.figures.operations import freeze_round
from goldenthread.figures.queries.loading import load_figures
from tests.figures.lives import UndoneLife
from tests.figures.quarter import LONDON
from tests.figures.year import YEAR
from tests.reports.record_held import (
    Behind,
    Bytes,
    check_counts_of_audience,
    check_counts_of_quarter,
    check_counts_of_year,
    check_explained,
    check_years_explained,
    everything_written,
    known_on,
    name_of,
    published_bytes,
    standing_on,
)
from tests.reports.record_world import make_cast, make_decisions, make_measures

QUARTERS = (*YEAR.quarters, YEAR.next.quarters[0])
DAY = timedelta(days=1)


class RecordLife(UndoneLife):
    """Two councils' measures from the summer of 2019 on; a day passes with everything that is done or refused."""

    def begin(self) -> None:
        self.cast = make_cast()
        self.measures = make_measures()
        self.agrees, self.notes = make_decisions()
        self.now = datetime(2019, 7, 8, 10, 30, tzinfo=LONDON)
        self.signer: dict[int, str] = {}
        self.returner: dict[int, str] = {}
        self.cell: dict[int, str] = {}
        self.behind: dict[tuple[Quarter, int, str], Behind] = {}
        self.published: dict[str, Bytes] = {}
        self.stood: dict[date, dict[str, str]] = {}
        self.known: dict[tuple[date, Quarter, str], str] = {}
        self.written: dict[str, object] | None = None
        self.rendered = 0
        self.seen: Counter[str] = Counter()

    # --- a step -------------------------------------------------------------------------------------------------------

    def attempt(self, what: str, act: Callable[[], object]) -> bool:
        """Whether it was done. What is refused has written nothing."""
        # Nothing is written between attempts: what was read after the last refusal still stands.
        before = everything_written() if self.written is None else self.written
        try:
            act()
        except Refused as refusal:
            self.written = after = everything_written()
            assert after == before, f"{what} was refused ({refusal}), and wrote: {_differing(before, after)}"
            self.seen[f"{what} refused"] += 1
            return False
        self.written = None
        self.seen[what] += 1
        return True

    def end_of_day(self, *touched: Figure) -> None:
        """Counts what was touched, and notes what is known by the day's end; the next thing is done tomorrow."""
        day = self.now.date()
        self.stood[day] = standing_on(day)
        for period in {figure.round.period for figure in touched}:
            check_counts_of_quarter(Quarter.parse(period), at=self.now)
        for figure in touched:
            quarter, name = Quarter.parse(figure.round.period), name_of(figure)
            self.known[day, quarter, name] = known_on(day, quarter=quarter, name=name)
        self.now += DAY

    def figures(self, *states: str, quarter: Quarter | None = None) -> list[Figure]:
        """Those in the states, in any where none is given."""
        rows = Figure.objects.all() if quarter is None else Figure.objects.filter(round__period=str(quarter))
        return load_figures(rows.filter(state__in=states) if states else rows)

    def pick(self, which: int, *states: str, fitting: bool = True) -> Figure | None:
        """One of the figures in the states, or any where none is or it need not fit."""
        found = (self.figures(*states) if fitting else []) or self.figures()
        return found[which % len(found)] if found else None

    def opened(self) -> list[Quarter]:
        periods = set(Round.objects.values_list("period", flat=True))
        return [quarter for quarter in QUARTERS if str(quarter) in periods]

    def sign_off_lapses(self, *figures: Figure) -> None:
        for figure in figures:
            self.signer.pop(figure.pk, None)

    def returned(self, before: Sequence[Figure], *, by: User, cells: dict[int, str]) -> None:
        """Keeps who returned which of them, where another value stands now, and in which cell."""
        self.sign_off_lapses(*before)
        post = "Head of Exchequer" if by == self.cast.lead else "Performance Officer"
        values = dict(Figure.objects.values_list("pk", "value_id"))
        for figure in before:
            if values[figure.pk] != figure.value_id:
                self.returner[figure.pk], self.cell[figure.pk] = post, cells.get(figure.pk, "")

    def freeze(self, quarter: Quarter, *, by: User) -> None:
        """Freezes it, and keeps what is behind each figure, for its explanation to say so."""
        frozen = freeze_round(quarter=quarter, by=by, at=self.now)
        for figure in self.figures(quarter=quarter):
            self.behind[quarter, frozen.number, name_of(figure)] = Behind(
                value=exact(None if figure.value is None else figure.value.value),
                returner=self.returner.get(figure.pk, ""),
                signer=self.signer.get(figure.pk, ""),
                cell=self.cell.get(figure.pk, ""),
            )
        self.check_explained(quarter=quarter, number=frozen.number)

    # --- what holds ---------------------------------------------------------------------------------------------------

    def check_explained(self, *, quarter: Quarter | None = None, number: int | None = None) -> None:
        for (of, version, name), behind in self.behind.items():
            if (quarter, number) in ((None, None), (of, version)):
                check_explained(name, quarter=of, number=version, behind=behind, at=self.now)

    @invariant()
    def a_published_byte_never_changes(self) -> None:
        now = published_bytes()
        assert self.published.items() <= now.items()
        self.published = now

    @invariant()
    def what_stood_on_a_past_day_stands_there(self) -> None:
        for day, stood in self.stood.items():
            assert standing_on(day) == stood, f"what stood on {day} has changed"

    def look_back(self) -> None:
        """At its end: every count sums, every version of a figure is explained, and every day told as it was."""
        for quarter in self.opened():
            check_counts_of_quarter(quarter, at=self.now)
            for audience in ("management-team", "section-151:havering", "partner-council:newham"):
                check_counts_of_audience(quarter, audience=audience, at=self.now)
        check_counts_of_year(YEAR)
        check_years_explained(YEAR)
        self.check_explained()
        for (day, quarter, name), known in self.known.items():
            assert known_on(day, quarter=quarter, name=name) == known, f"{name}, {quarter}, as known on {day}"


def _differing(before: dict[str, object], after: dict[str, object]) -> list[str]:
    return [name for name in before if before[name] != after[name]]
