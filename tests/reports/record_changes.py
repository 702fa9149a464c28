"""What is said of a life's figures beside their values: promises answered, meetings moved, a council that leaves."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from goldenthread.figures.models import Figure, Round, Withholding
from goldenthread.figures.operations import move_meeting, take_returns
from goldenthread.figures.queries.promises import carried_promises
from goldenthread.figures.queries.returned import FigureReturn, ReturnedAnswer
from goldenthread.indicators.forms.sheets import Register
from goldenthread.indicators.operations import import_register
from goldenthread.partnership.forms import ProvisionRow
from goldenthread.partnership.queries import provision_on
from goldenthread.publishing.queries import publication_entry, stored_publication
from tests.reports.record_rounds import MOSTLY, WHICH, RoundsOfALife
from tests.reports.record_world import MEETINGS, secret_action, secret_reasons

LEAVING = "Newham"


class ChangesOfALife(RoundsOfALife):
    """Every change that is no value and no step."""

    @rule(
        which=WHICH,
        outcome=st.sampled_from(["done", "on-course", "late", "dropped"]),
        days=st.sampled_from([None, 30, 120]),
        fitting=MOSTLY,
    )
    def answer_a_promise(self, *, which: int, outcome: str, days: int | None, fitting: bool) -> None:
        """Of a figure that may be returned, where anything was promised before; or of any."""
        figure = self.pick(which, "due", "returned", "queried", fitting=fitting)
        if figure is None:
            return
        these = Figure.objects.filter(pk=figure.pk)
        promised = carried_promises(these, period=figure.round.period).get(figure.measure_id, ())
        if not promised:
            return
        new = None if days is None else self.now.date() + timedelta(days=days)
        told = ReturnedAnswer(
            action_id=promised[which % len(promised)].action_id, outcome=outcome, words="So it is.", new_due_on=new
        )
        said = FigureReturn(figure_id=figure.pk, version=figure.version, answers=(told,))
        if self.attempt(
            "answer a promise", lambda: take_returns(returns=[said], file=None, by=self.cast.officer, at=self.now)
        ):
            self.sign_off_lapses(figure)
        self.end_of_day(figure)

    @precondition(lambda self: self.opened())
    @rule(which=WHICH, meeting=st.sampled_from(MEETINGS))
    def move_the_meeting(self, *, which: int, meeting: date) -> None:
        quarter = self.opened()[which % len(self.opened())]
        before = Round.objects.get(period=str(quarter)).meeting_id
        done = self.attempt(
            "move the meeting",
            lambda: move_meeting(quarter=quarter, meeting=meeting, by=self.cast.officer, at=self.now),
        )
        assert done == (Round.objects.get(period=str(quarter)).meeting_id != before)
        assert not (done and meeting <= quarter.last_day)
        self.end_of_day()

    @precondition(lambda self: self.opened() and not self.seen["leave"])
    @rule(days=st.integers(min_value=1, max_value=80))
    def a_council_leaves(self, days: int) -> None:
        """Within the newest quarter: rounds opened before keep what they have, and later ones ask nothing of it."""
        day = self.opened()[-1].first_day + timedelta(days=days)
        rows = tuple(
            ProvisionRow(service=one.service.name, council=LEAVING, starts_on=day, extent="not provided", parts="")
            for one in provision_on(day)
            if one.council.name == LEAVING
        )
        figures = Figure.objects.count()
        self.left_on = day
        self.attempt(
            "leave",
            lambda: import_register(Register(provision=rows, file="leaving"), by=self.cast.officer, at=self.now),
        )
        assert Figure.objects.count() == figures
        self.end_of_day()

    def look_back(self) -> None:
        """Also: no quarter that ended after the council left and was opened then asks anything of it."""
        super().look_back()
        if self.seen["leave"]:
            after = Figure.objects.filter(
                measure__council__name=LEAVING, round__period__in=self.periods_after_leaving()
            )
            assert not after.exists()

    def periods_after_leaving(self) -> list[str]:
        return [str(quarter) for quarter in self.opened() if quarter.first_day > self.left_on]

    # --- what a public document may not tell --------------------------------------------------------------------------

    def check_tells_nothing_withheld(self, public_id: str) -> None:
        """No word of what is withheld now, of whichever quarter, is in any byte of what is made public."""
        if publication_entry(public_id).restricted:
            return
        stored = stored_publication(public_id)
        contents = [stored.document, *(file.content for file in stored.files if not file.name.endswith(".pdf"))]
        newest = {(row.figure_id, row.what): row for row in Withholding.objects.order_by("pk")}
        for (figure, what), row in newest.items():
            if not row.withheld:
                continue
            kept = {"reasons": (secret_reasons(figure),), "actions": (secret_action(figure),)}.get(
                what, (secret_reasons(figure), secret_action(figure))
            )
            told = [word for word in kept for content in contents if word.encode() in content]
            assert not told, f"{public_id} tells {told}, of which {what} is withheld"
