"""A figure's life, driven by hypothesis: restatements, corrections, later quarters, and what must hold all through."""

from __future__ import annotations

import json
from collections import defaultdict
from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from goldenthread.domain.periods import Quarter
from goldenthread.domain.plain import to_plain
from goldenthread.domain.rating import RatingCode
from goldenthread.domain.restated import RestatementKind
from goldenthread.figures.models import Freeze, FrozenFigure, Restatement, Round
from goldenthread.figures.operations import (
    OverrideRefused,
    Overriding,
    RestatementRefused,
    freeze_round,
    override_ratings,
    reopen_figures,
)
from goldenthread.figures.operations.freezing import CorrectedSince, NothingToFreeze
from goldenthread.figures.queries.as_known import figure_as_known
from goldenthread.figures.queries.explained import explained_figure
from goldenthread.figures.queries.history import earlier_values
from goldenthread.figures.queries.restatements import known_figure
from tests.figures.quarter import OCTOBER, Q1, Q2, Q3, figure_of, give, opened
from tests.figures.restated import AUGUST, JULY, make_complaints, restate
from tests.world import make_appointment, make_partnership, make_person, make_service

VALUES = st.integers(min_value=20, max_value=50)
KINDS = st.sampled_from(list(RestatementKind))


# Shrinking a life that fails takes minutes, and says little more than the life itself.
LIVES = settings(
    max_examples=12,
    stateful_step_count=8,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


class UndoneLife(RuleBasedStateMachine):
    """A life of which nothing stays for the next: it is lived in a transaction of its own, which is undone."""

    def __init__(self) -> None:
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        try:
            self.begin()
        except BaseException:
            self.undo()
            raise

    def begin(self) -> None:
        """What is there when the life begins."""

    def look_back(self) -> None:
        """What must hold at its end."""

    def teardown(self) -> None:
        try:
            self.look_back()
        finally:
            self.undo()

    def undo(self) -> None:
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)


class Life(UndoneLife):
    """One measure's figure of Q1 from its first freeze on; a day passes with everything that is done."""

    def begin(self) -> None:
        """The people, the measure, and its first freeze."""
        self.lead, self.officer = make_person("Lead"), make_person("Officer")
        make_appointment(self.lead, role="service-lead", service=make_service())
        make_appointment(self.officer, role="performance-officer")
        make_partnership()
        self.measure = make_complaints()
        opened(Q1, by=self.officer, at=JULY)
        give(self.measure, "38", by=self.lead, quarter=Q1, at=JULY)
        self.now = AUGUST
        freeze_round(quarter=Q1, by=self.officer, at=self.now)
        self.reported = self.known = Decimal(38)
        self.is_provisional = self.reported_provisional = self.was_corrected = False
        self.frozen: dict[tuple[str, int], str] = {}
        self.told_on: dict[date, str] = {}
        self.end_of_day()
        self.now = OCTOBER  # both later quarters have begun

    def look_back(self) -> None:
        self.every_version_of_every_quarter_explains_itself()
        for day, told in self.told_on.items():
            assert self.as_known(day) == told, f"what was known on {day} has changed"

    def every_version_of_every_quarter_explains_itself(self) -> None:
        """Asked at a life's end: what was frozen is the same from its first day to that."""
        for period, number in Freeze.objects.order_by("pk").values_list("round__period", "number"):
            told = explained_figure(
                Quarter.parse(period), name="COM01:havering", number=number, at=self.now
            ).explanation
            assert told.disagreements == ()
            who = {line.what: line.words for part in told.parts for line in part.lines}
            assert period != str(Q1) or who["returned"].startswith("Lead,")
            assert who[f"frozen as version {number}"].startswith("Officer,")

    def end_of_day(self) -> None:
        """Notes what is known by the day's end; the next thing is done tomorrow."""
        self.told_on[self.now.date()] = self.as_known(self.now.date())
        self.now += timedelta(days=1)

    def as_known(self, day: date) -> str:
        found = figure_as_known(Q1, name="COM01:havering", on=day)
        known = found.known
        assert known is not None
        parts = (known.number, known.snapshot, known.restatements, known.value, found.steps)
        return json.dumps([to_plain(part) for part in parts])

    @rule(value=VALUES, kind=KINDS, provisional=st.booleans())
    def say_that_it_was_another(self, value: int, kind: RestatementKind, provisional: bool) -> None:
        is_new = (Decimal(value), provisional) != (self.known, self.is_provisional)
        try:
            restate(self.measure, str(value), by=self.officer, at=self.now, kind=kind, provisional=provisional)
            assert is_new
            self.was_corrected |= kind is RestatementKind.CORRECTION
            self.known, self.is_provisional = Decimal(value), provisional
        except RestatementRefused:
            assert not is_new
        self.end_of_day()

    @precondition(lambda self: self.is_provisional)
    @rule(kind=KINDS)
    def say_that_it_is_final(self, kind: RestatementKind) -> None:
        restate(self.measure, None, by=self.officer, at=self.now, kind=kind)
        self.was_corrected |= kind is RestatementKind.CORRECTION
        self.is_provisional = False
        self.end_of_day()

    @rule(value=VALUES, provisional=st.booleans())
    def correct_and_freeze_again(self, value: int, provisional: bool) -> None:
        reopen_figures(figure_ids=[figure_of(self.measure, Q1).pk], reason="Wrong", by=self.officer, at=self.now)
        self.return_anew(Decimal(value), provisional=provisional)
        self.freeze_again()
        self.end_of_day()

    def return_anew(self, value: Decimal, *, provisional: bool) -> None:
        give(self.measure, str(value), by=self.lead, quarter=Q1, at=self.now, provisional=provisional)
        # The same value returned again says nothing new: what was restated of it still holds.
        if (value, provisional) != (self.reported, self.reported_provisional):
            self.reported = self.known = value
            self.reported_provisional = self.is_provisional = provisional
            self.was_corrected = False

    def freeze_again(self) -> None:
        """What was corrected is not repeated: it is returned as it is known first."""
        if self.was_corrected and self.known != self.reported:
            with pytest.raises(CorrectedSince):
                freeze_round(quarter=Q1, by=self.officer, at=self.now)
            self.return_anew(self.known, provisional=self.is_provisional)
        freeze_round(quarter=Q1, by=self.officer, at=self.now)

    @rule(rating=st.sampled_from([RatingCode.GREEN, RatingCode.AMBER, RatingCode.RED]))
    def judge_and_freeze_again(self, rating: RatingCode) -> None:
        figure = figure_of(self.measure, Q1)
        reopen_figures(figure_ids=[figure.pk], reason="To be judged", by=self.officer, at=self.now)
        said = Overriding(figure_ids=[figure.pk], versions={}, rating=rating, reason="By judgement.")
        with suppress(OverrideRefused):  # it is rated so already
            override_ratings(said, by=self.officer, at=self.now)
        self.freeze_again()
        self.end_of_day()

    @rule(quarter=st.sampled_from([Q2, Q3]))
    def freeze_a_later_quarter(self, quarter: Quarter) -> None:
        if not Round.objects.filter(period=str(quarter)).exists():
            opened(quarter, by=self.officer, at=self.now)
        try:
            freeze_round(quarter=quarter, by=self.officer, at=self.now)
        except NothingToFreeze:
            return
        self.end_of_day()

    @invariant()
    def nothing_frozen_ever_changes(self) -> None:
        now = {("figure", pk): json.dumps(told) for pk, told in FrozenFigure.objects.values_list("pk", "snapshot")}
        now |= {("freeze", pk): json.dumps(told) for pk, told in Freeze.objects.values_list("pk", "facts")}
        assert self.frozen.items() <= now.items()
        self.frozen = now

    @invariant()
    def what_was_reported_stays_beside_the_newest_that_is_known(self) -> None:
        known = known_figure(figure_of(self.measure, Q1))
        assert known is not None
        assert (known.snapshot.value, known.value, known.is_provisional) == (
            self.reported,
            self.known,
            self.is_provisional,
        )

    @invariant()
    def later_quarters_look_back_at_what_is_known(self) -> None:
        (earlier,) = earlier_values(Q2, measures=[self.measure.pk])[self.measure.pk]
        assert (earlier.value, earlier.provisional) == (self.known, self.is_provisional)
        assert earlier.revised == (self.known != self.reported)

    @invariant()
    def each_restatement_is_told_by_the_packs_of_one_quarter(self) -> None:
        told_by = defaultdict(set)
        newest_of_any = 0
        for period, facts in Freeze.objects.exclude(round__period=str(Q1)).values_list("round__period", "facts"):
            for one in facts["restatements"]:
                if one["figure"]["period"] == str(Q1):
                    told_by[one["restatement_id"]].add(period)
                    newest_of_any = max(newest_of_any, one["restatement_id"])
        assert all(len(periods) == 1 for periods in told_by.values())
        every = Restatement.objects.filter(pk__lte=newest_of_any).values_list("pk", flat=True)
        assert set(every) == set(told_by)
