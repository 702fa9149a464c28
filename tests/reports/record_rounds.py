"""What is done in the rounds of a life: returned, signed off, judged, edited, frozen, opened again, restated."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from goldenthread.domain.measures import ToleranceUnit
from goldenthread.domain.periods import Quarter
from goldenthread.domain.rating import RatingCode
from goldenthread.domain.restated import RestatementKind
from goldenthread.domain.withheld import WithheldPart
from goldenthread.figures.forms.returns import read_returns
from goldenthread.figures.models import Figure, Round, Withholding
from goldenthread.figures.operations import (
    Editing,
    Overriding,
    Refreshing,
    Restating,
    WithholdingSaid,
    answer_queries,
    edit_words,
    freeze_round,
    open_round,
    override_ratings,
    query_figures,
    refresh_figures,
    reopen_figures,
    restate_figure,
    sign_off_figures,
    submit_figures,
    take_returns,
    withhold,
)
from goldenthread.figures.operations.warning import answer_warnings
from goldenthread.figures.queries import figures_due
from goldenthread.figures.queries.returned import (
    FigureReturn,
    Place,
    ReturnedAction,
    ReturnedFile,
    ReturnedWarningAnswer,
    ReturnedWords,
)
from goldenthread.indicators.forms.sheets import WHOLE_PARTNERSHIP, Register, TargetRow
from goldenthread.indicators.operations import import_register
from goldenthread.indicators.queries.years import closed_years
from goldenthread.spreadsheets.reading import read_workbook
from tests.figures.quarter import LONDON
from tests.figures.workbooks import filled, template
from tests.reports.record_life import QUARTERS, RecordLife
from tests.reports.record_world import RATIO_REF, reading_of, secret_action, secret_reasons

WHICH = st.integers(min_value=0, max_value=99)
NUMBERS = st.integers(min_value=20, max_value=60)
MOSTLY = st.sampled_from([True, True, True, True, False])
REASONS = ("Two of 12 colleagues left in July.", "A new form was misread.")
WHY = "It was found out."
OPEN = ("due", "returned", "submitted", "queried", "signed-off")


class RoundsOfALife(RecordLife):
    """Every step that a figure may take, or may be refused."""

    @initialize(quarters=st.sampled_from([0, 1, 2, 4, 4]), number=NUMBERS)
    def begin_late(self, *, quarters: int, number: int) -> None:
        """Some lives begin when most of the year is behind them."""
        for _ in range(quarters):
            self.live_a_whole_quarter(number=number, provisional=False)

    @precondition(lambda self: len(self.opened()) < len(QUARTERS))
    @rule(number=NUMBERS, provisional=st.booleans())
    def live_a_whole_quarter(self, *, number: int, provisional: bool) -> None:
        quarter = self.open_next()
        for place, figure in enumerate(self.figures(quarter=quarter)):
            self.return_one(figure, number=20 + (number + 7 * place) % 40, provisional=provisional, words=REASONS[0])
        self.submit_and_sign_off(quarter)
        if self.figures(quarter=quarter):
            self.attempt("freeze", lambda: self.freeze(quarter, by=self.cast.officer))
        self.end_of_day(*self.figures(quarter=quarter)[:1])

    @precondition(lambda self: len(self.opened()) < len(QUARTERS))
    @rule()
    def open_a_quarter(self) -> None:
        quarter = self.open_next()
        self.end_of_day(*self.figures(quarter=quarter)[:1])

    def open_next(self) -> Quarter:
        quarter = QUARTERS[len(self.opened())]
        self.now = max(self.now, datetime.combine(quarter.first_day, self.now.time(), LONDON) + timedelta(days=7))
        self.attempt("open", lambda: open_round(quarter=quarter, meeting=None, by=self.cast.officer, at=self.now))
        return quarter

    # --- returning ----------------------------------------------------------------------------------------------------

    def return_one(
        self, figure: Figure, *, number: int, provisional: bool, words: str = "", forecast: int | None = None
    ) -> None:
        # Whole-partnership measures are the officer's to return here, for the lead holds one service.
        by = self.cast.lead if number % 3 else self.cast.officer
        said = FigureReturn(
            figure_id=figure.pk,
            version=figure.version,
            reading=reading_of(figure.measure, number, provisional=provisional, forecast=forecast),
            words=_words(f"{words} {secret_reasons(figure.pk)}.") if words else None,
            actions=(_action(figure, days=60 + number),) if words and number % 2 else (),
        )
        if self.attempt("return", lambda: take_returns(returns=[said], file=None, by=by, at=self.now)):
            self.returned([figure], by=by, cells={})

    @rule(
        which=WHICH,
        number=NUMBERS,
        provisional=st.booleans(),
        words=st.sampled_from(["", *REASONS]),
        forecast=st.sampled_from([None, 30, 45]),
        fitting=MOSTLY,
    )
    def return_a_figure(
        self, *, which: int, number: int, provisional: bool, words: str, forecast: int | None, fitting: bool
    ) -> None:
        figure = self.pick(which, "due", "returned", "queried", fitting=fitting)
        if figure is not None:
            self.return_one(figure, number=number, provisional=provisional, words=words, forecast=forecast)
            self.end_of_day(figure)

    @precondition(lambda self: self.figures("due", "returned", "queried"))
    @rule(number=NUMBERS, provisional=st.booleans())
    def return_a_workbook(self, *, number: int, provisional: bool) -> None:
        quarter = Quarter.parse(self.figures("due", "returned", "queried")[-1].round.period)
        figures = self.figures("due", "returned", "queried", quarter=quarter)
        mark = {"Provisional?": "Yes" if provisional else "No"}
        rows = {figure.measure.indicator.ref: {"Value": number, **mark} for figure in figures}
        if RATIO_REF in rows:
            rows[RATIO_REF] = {"Numerator": number, "Denominator": 120, **mark}
        content = filled(template(quarter), {"Figures": rows})
        due = figures_due(Round.objects.get(period=str(quarter)).pk, quarter=quarter)
        read = read_returns(
            read_workbook(content, name="returns.xlsx"),
            figures=due,
            may_return=frozenset(one.figure_id for one in due),
            quarter=quarter,
        )
        file = ReturnedFile(name="returns.xlsx", content=content, sha256=hashlib.sha256(content).hexdigest())
        cells = {one.figure_id: one.place.cell for one in read.returns}
        by = self.cast.officer
        if self.attempt(
            "return a file",
            lambda: take_returns(returns=read.returns, problems=read.problems, due=due, file=file, by=by, at=self.now),
        ):
            self.returned([figure for figure in figures if figure.pk in cells], by=by, cells=cells)
        self.end_of_day(*figures[:1])

    @precondition(lambda self: self.warned())
    @rule(which=WHICH)
    def answer_a_warning(self, which: int) -> None:
        figure = self.warned()[which % len(self.warned())]
        self.answer_warnings_of(figure)
        self.end_of_day(figure)

    def warned(self) -> list[Figure]:
        return [figure for figure in self.figures(*OPEN) if any(not one.answer for one in figure.warnings_now)]

    def answer_warnings_of(self, figure: Figure) -> None:
        given = [
            ReturnedWarningAnswer(code=one.code, answer="Counted twice, and it is so.", is_expected=False)
            for one in figure.warnings_now
            if not one.answer
        ]
        by = self.cast.officer
        self.attempt(
            "answer a warning", lambda: answer_warnings(figure_ids=[figure.pk], answers=given, by=by, at=self.now)
        )

    # --- steps --------------------------------------------------------------------------------------------------------

    def submit_and_sign_off(self, quarter: Quarter) -> None:
        returned = [figure.pk for figure in self.figures("returned", quarter=quarter)]
        self.attempt("submit", lambda: submit_figures(figure_ids=returned, by=self.cast.officer, at=self.now))
        for figure in self.figures("submitted", quarter=quarter):
            if any(not one.answer for one in figure.warnings_now):
                self.answer_warnings_of(figure)
            self.sign_off_one(figure)

    @rule(which=WHICH, fitting=MOSTLY)
    def submit(self, *, which: int, fitting: bool) -> None:
        self.step("submit", which, "returned", fitting=fitting, act=submit_figures)

    @rule(which=WHICH, fitting=MOSTLY)
    def query(self, *, which: int, fitting: bool) -> None:
        self.step("query", which, "submitted", "signed-off", fitting=fitting, act=query_figures, asked="Is it so?")

    @rule(which=WHICH, fitting=MOSTLY)
    def answer(self, *, which: int, fitting: bool) -> None:
        self.step("answer", which, "queried", fitting=fitting, act=answer_queries, answer="It is so.")

    @rule(which=WHICH, fitting=MOSTLY)
    def reopen(self, *, which: int, fitting: bool) -> None:
        self.step("reopen", which, "frozen", "signed-off", fitting=fitting, act=reopen_figures, reason=WHY)

    def step(self, what: str, which: int, *states: str, fitting: bool, act: Callable[..., object], **said: str) -> None:
        figure = self.pick(which, *states, fitting=fitting)
        if figure is None:
            return
        done = self.attempt(what, lambda: act(figure_ids=[figure.pk], by=self.cast.officer, at=self.now, **said))
        if done and what in ("query", "reopen"):
            self.sign_off_lapses(figure)
        self.end_of_day(figure)

    @rule(which=WHICH, fitting=MOSTLY)
    def sign_off(self, *, which: int, fitting: bool) -> None:
        figure = self.pick(which, "submitted", fitting=fitting)
        if figure is not None:
            self.sign_off_one(figure)
            self.end_of_day(figure)

    def sign_off_one(self, figure: Figure) -> None:
        by = self.cast.director
        if self.attempt("sign off", lambda: sign_off_figures(figure_ids=[figure.pk], by=by, at=self.now)):
            self.signer[figure.pk] = "Director of Finance"

    # --- what is changed in an open round -----------------------------------------------------------------------------

    @rule(which=WHICH, rating=st.sampled_from([None, *RatingCode]), fitting=MOSTLY)
    def override(self, *, which: int, rating: RatingCode | None, fitting: bool) -> None:
        figure = self.pick(which, "returned", "submitted", "signed-off", fitting=fitting)
        if figure is None:
            return
        said = Overriding(figure_ids=[figure.pk], versions={figure.pk: figure.version}, rating=rating, reason=WHY)
        if self.attempt("override", lambda: override_ratings(said, by=self.cast.officer, at=self.now)):
            self.sign_off_lapses(figure)
        self.end_of_day(figure)

    @rule(which=WHICH, number=NUMBERS, days=st.integers(min_value=0, max_value=60), with_decision=st.booleans())
    def change_a_target_and_refresh(self, *, which: int, number: int, days: int, with_decision: bool) -> None:
        figure = self.pick(which, *OPEN)
        if figure is None:
            return
        quarter = Quarter.parse(figure.round.period)
        row = _target_row(figure, number=number, starts_on=quarter.first_day + timedelta(days=days))
        is_closed = str(quarter.year) in closed_years()
        told = Register(targets=(row,), file="register.xlsx")
        done = self.attempt("change a target", lambda: import_register(told, by=self.cast.officer, at=self.now))
        assert not (done and is_closed), f"a target of {quarter.year} was changed after its close"
        self.refresh(quarter, decision=self.agrees if with_decision else "")
        self.end_of_day(figure)

    def refresh(self, quarter: Quarter, *, decision: str) -> None:
        before = self.figures(quarter=quarter)
        said = Refreshing(
            figure_ids=[figure.pk for figure in before],
            versions={figure.pk: figure.version for figure in before},
            reason=WHY,
            decision=decision,
        )
        if self.attempt("refresh", lambda: refresh_figures(said, quarter=quarter, by=self.cast.officer, at=self.now)):
            now = {figure.pk: figure.version for figure in self.figures(quarter=quarter)}
            self.sign_off_lapses(*(figure for figure in before if now[figure.pk] != figure.version))

    @rule(
        which=WHICH,
        fitting=MOSTLY,
        words=st.sampled_from(["Colleagues left in July.", "A form was misread.", "3 left."]),
    )
    def edit_the_words(self, *, which: int, fitting: bool, words: str) -> None:
        worded = [figure for figure in self.figures(*OPEN) if figure.words is not None]
        figure = worded[which % len(worded)] if worded and fitting else self.pick(which)
        if figure is None:
            return
        said = Editing(
            figure_id=figure.pk,
            version=figure.version,
            reasons=f"{words} {secret_reasons(figure.pk)}.",
            back_on_track=None,
            because="Shortened.",
        )
        if self.attempt("edit words", lambda: edit_words(said, by=self.cast.officer, at=self.now)):
            self.sign_off_lapses(figure)
        self.end_of_day(figure)

    @rule(which=WHICH, what=st.sampled_from(list(WithheldPart)), fitting=MOSTLY)
    def withhold_or_show(self, *, which: int, what: WithheldPart, fitting: bool) -> None:
        """A part of a figure, of two of them in most lives, so that what is withheld is shown again."""
        figure = self.pick(which % 2)
        if figure is None:
            return
        newest = Withholding.objects.filter(figure=figure, what=what.value).order_by("-pk").first()
        withheld = (newest is None or not newest.withheld) == fitting
        said = WithholdingSaid(figure_ids=[figure.pk], what=what, withheld=withheld, reason=WHY)
        done = self.attempt(
            "withhold" if withheld else "show again", lambda: withhold(said, by=self.cast.officer, at=self.now)
        )
        assert done == fitting
        self.end_of_day(figure)

    # --- frozen, and after --------------------------------------------------------------------------------------------

    @precondition(lambda self: self.opened())
    @rule(which=WHICH)
    def freeze_a_round(self, which: int) -> None:
        quarter = self.opened()[which % len(self.opened())]
        self.attempt("freeze", lambda: self.freeze(quarter, by=self.cast.officer))
        self.end_of_day(*self.figures(quarter=quarter)[:1])

    @rule(
        which=WHICH,
        number=NUMBERS,
        kind=st.sampled_from(list(RestatementKind)),
        provisional=st.booleans(),
        fitting=MOSTLY,
    )
    def restate(self, *, which: int, number: int, kind: RestatementKind, provisional: bool, fitting: bool) -> None:
        figure = self.pick(which, "frozen", fitting=fitting)
        if figure is None:
            return
        # Now and then nothing but that the value known is final.
        is_final_now = number % 7 == 0
        said = Restating(
            figure_id=figure.pk,
            version=figure.version,
            kind=kind,
            reason=WHY,
            reading=None if is_final_now else reading_of(figure.measure, number, provisional=False),
            provisional=provisional and not is_final_now,
        )
        self.attempt("restate", lambda: restate_figure(said, by=self.cast.officer, at=self.now))
        self.end_of_day(figure)

    @precondition(lambda self: self.opened())
    @rule(which=WHICH)
    def somebody_who_may_not_tries(self, which: int) -> None:
        """A member of the committee does nothing of all this, and nobody does it before what it builds on."""
        # Before the life began, and after it will have ended, however long it is.
        before, far = datetime(2019, 7, 1, 10, 30, tzinfo=LONDON), Quarter.parse("2030-31 Q1")
        figure, member = self.figures()[which % len(self.figures())], self.cast.member
        pk, quarter, officer = figure.pk, Quarter.parse(figure.round.period), self.cast.officer
        judged = Overriding(figure_ids=[pk], versions={}, rating=RatingCode.RED, reason=WHY)
        kept = WithholdingSaid(figure_ids=[pk], what=WithheldPart.MEASURE, withheld=True, reason=WHY)
        tries: list[Callable[[], object]] = [
            lambda: open_round(quarter=quarter, meeting=None, by=officer, at=self.now),
            lambda: open_round(quarter=far, meeting=None, by=officer, at=self.now),
            lambda: freeze_round(quarter=quarter, by=member, at=self.now),
            lambda: freeze_round(quarter=quarter, by=officer, at=before),
            lambda: reopen_figures(figure_ids=[pk], reason=WHY, by=member, at=self.now),
            lambda: reopen_figures(figure_ids=[pk], reason=WHY, by=officer, at=before),
            lambda: submit_figures(figure_ids=[pk], by=member, at=self.now),
            lambda: override_ratings(judged, by=member, at=self.now),
            lambda: override_ratings(judged, by=officer, at=before),
            lambda: withhold(kept, by=member, at=self.now),
            lambda: withhold(kept, by=officer, at=before),
        ]
        assert not self.attempt("what may not be done", tries[which % len(tries)])


def _words(reasons: str) -> ReturnedWords:
    return ReturnedWords(reasons=reasons, back_on_track="31 March 2020", place=Place())


def _action(figure: Figure, *, days: int) -> ReturnedAction:
    """A promise whose day is so many after the quarter."""
    due_on = Quarter.parse(figure.round.period).last_day + timedelta(days=days)
    return ReturnedAction(
        words=f"Recruit two {secret_action(figure.pk)} officers.", owner_post="Head of Exchequer", due_on=due_on
    )


def _target_row(figure: Figure, *, number: int, starts_on: date) -> TargetRow:
    measure, quarter = figure.measure, Quarter.parse(figure.round.period)
    ref = measure.indicator.ref
    row = TargetRow(
        ref=ref,
        council=WHOLE_PARTNERSHIP if measure.council is None else measure.council.slug,
        year=str(quarter.year),
        starts_on=starts_on,
        kind="number",
        annual=f"{number}%",
        tolerance="5",
        tolerance_unit=ToleranceUnit.POINTS,
    )
    parts = {"COM01": (1, 1, 1, 1), "FIN01": (1, 2, 3, 4)}.get(ref)
    if parts is None:
        return row
    q1, q2, q3, q4 = (str(number * part) for part in parts)
    return replace(row, annual=str(4 * number), profile="typed", q1=q1, q2=q2, q3=q3, q4=q4)
