"""Closing a year: outturns by their rule from what is now known, against the annual target, whole or not at all."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from goldenthread.accounts.models import User
from goldenthread.audit.queries import history_of
from goldenthread.domain.cards import Frequency
from goldenthread.domain.measures import MeasureType, YearEndRule
from goldenthread.domain.periods import FinancialYear
from goldenthread.domain.units import percentage_of
from goldenthread.domain.withheld import WithheldPart
from goldenthread.domain.year import YearState
from goldenthread.domain.year_close import YearSnapshot
from goldenthread.figures.models import Figure, Restatement, YearClose, YearFigure
from goldenthread.figures.operations import WithholdingSaid, freeze_round, reopen_figures, withhold
from goldenthread.figures.operations.closing import NothingToClose, YearAlreadyClosed, close_year
from goldenthread.figures.queries.years import (
    YearNeverOpened,
    YearNotFrozen,
    latest_close,
    year_facts_of,
    year_snapshots_of,
)
from goldenthread.indicators.models import Measure
from goldenthread.indicators.queries.years import closed_years
from goldenthread.partnership.rules import RoleMissing
from goldenthread.terminal.order import OutOfOrder
from tests.figures.quarter import LONDON, figure_of, give, make_due_measure, opened
from tests.figures.year import JUNE, MAY, YEAR, after, lived, quarter_of
from tests.terminal_runs import Command
from tests.world import (
    make_agreed_list,
    make_council,
    make_earlier_figure,
    make_policy,
    make_provision,
    make_service,
    make_target,
)

pytestmark = pytest.mark.django_db


def year_of(measure: Measure, year: FinancialYear = YEAR) -> YearSnapshot:
    close = latest_close(year)
    assert close is not None
    return next(one for one in year_snapshots_of(close) if one.measure_id == measure.pk)


def restate(measure: Measure, value: str, *, number: int, by: User) -> None:
    figure = figure_of(measure, quarter_of(number))
    assert figure.value is not None
    Restatement.objects.create(
        figure=figure,
        kind="correction",
        before=figure.value.value,
        value=Decimal(value),
        reason="38 should have been 31",
        rating="green",
        status="rated",
        rating_reason="Green.",
        said_by=by,
        said_at=MAY,
    )


def test_a_year_is_not_closed_before_its_newest_freeze(lead: User, officer: User) -> None:
    lived({make_due_measure(): ["96"] * 4}, lead=lead, officer=officer)

    with pytest.raises(OutOfOrder, match="Q4 2019/20 was frozen on 20 April 2020 at 10:30"):
        close_year(year=YEAR, by=officer, at=after(quarter_of(4)) - timedelta(days=1))

    assert latest_close(YEAR) is None


def test_a_year_is_not_closed_before_what_was_restated_of_it(lead: User, officer: User) -> None:
    measure = make_due_measure()
    lived({measure: ["96"] * 4}, lead=lead, officer=officer)
    restate(measure, "97", number=2, by=officer)

    with pytest.raises(OutOfOrder, match="EXC01, Havering, 2019-20 Q2 was restated on 18 May 2020 at 10:30"):
        close_year(year=YEAR, by=officer, at=MAY - timedelta(days=1))


def test_a_year_is_not_closed_before_what_was_withheld_of_it(lead: User, officer: User) -> None:
    measure = make_due_measure()
    lived({measure: ["96"] * 4}, lead=lead, officer=officer)
    said = WithholdingSaid(
        figure_ids=[figure_of(measure, quarter_of(2)).pk], what=WithheldPart.MEASURE, withheld=True, reason="So few."
    )
    withhold(said, by=officer, at=MAY)

    with pytest.raises(OutOfOrder, match="something of EXC01, Havering, 2019-20 Q2 was withheld on 18 May 2020"):
        close_year(year=YEAR, by=officer, at=MAY - timedelta(days=1))


def test_a_year_is_not_closed_again_before_it_was_closed(lead: User, officer: User) -> None:
    lived({make_due_measure(): ["96"] * 4}, lead=lead, officer=officer)
    close_year(year=YEAR, by=officer, at=JUNE)

    with pytest.raises(OutOfOrder, match="2019/20 was closed on 15 June 2020 at 10:30"):
        close_year(year=YEAR, by=officer, at=JUNE - timedelta(days=1), because="A slip.")


def test_a_year_is_not_closed_before_it_has_ended(lead: User, officer: User) -> None:
    measure, early = make_due_measure(), datetime(2020, 3, 30, 10, 30, tzinfo=LONDON)
    lived({measure: ["96"] * 3 + [None]}, lead=lead, officer=officer, frozen=(1, 2, 3))
    Figure.objects.update(last_done_at=early)
    freeze_round(quarter=quarter_of(4), by=officer, at=early)

    with pytest.raises(OutOfOrder, match="2019/20 ends on 31 March 2020"):
        close_year(year=YEAR, by=officer, at=datetime(2020, 3, 31, 9, 0, tzinfo=LONDON))


def test_a_close_within_the_leeway_of_clocks_is_kept_after_what_it_closes(lead: User, officer: User) -> None:
    lived({make_due_measure(): ["96"] * 4}, lead=lead, officer=officer)

    close_year(year=YEAR, by=officer, at=after(quarter_of(4)) - timedelta(seconds=30))

    close = latest_close(YEAR)
    assert close is not None
    assert close.closed_at == year_facts_of(close).closed_at == after(quarter_of(4))


def test_each_measure_gets_its_value_by_its_own_rule(lead: User, officer: User) -> None:
    ratio = make_due_measure("EXC01", year_end_rule=YearEndRule.RATIO, numerator_label="Paid", denominator_label="All")
    mean = make_due_measure("EXC02", year_end_rule=YearEndRule.MEAN)
    total = make_due_measure("EXC03", annual="40", maximum=None, year_end_rule=YearEndRule.SUM)
    running = make_due_measure("EXC04", measure_type=MeasureType.CUMULATIVE, year_end_rule=YearEndRule.LAST)
    shares = [("90.0", "9", "10"), ("50.0", "500", "1000"), ("50.0", "1", "2"), ("75.0", "3", "4")]
    lived(
        {
            ratio: shares,
            mean: ["90", "92", "94", "96"],
            total: ["9", "11", "8", "13"],
            running: ["20", "45", "70", "96"],
        },
        lead=lead,
        officer=officer,
    )

    close_year(year=YEAR, by=officer, at=JUNE)

    assert year_of(ratio).result.numerator == 513
    assert year_of(ratio).result.value == percentage_of(Decimal(513), Decimal(1016))
    assert [year_of(one).result.value for one in (mean, total, running)] == [93, 41, 96]
    assert [year_of(one).rating for one in (mean, total, running)] == ["amber", "green", "green"]


def test_the_year_is_held_against_the_annual_target_under_both_policies(lead: User, officer: User) -> None:
    quarters = {"profile": "straight-line", "quarters": ("25", "50", "75", "98")}
    measure = make_due_measure(
        annual="98",
        tolerance="5",
        target=quarters,
        measure={"own_policy": make_policy("on-off-track")},
        measure_type=MeasureType.CUMULATIVE,
        year_end_rule=YearEndRule.LAST,
    )
    lived({measure: ["25", "50", "75", "96"]}, lead=lead, officer=officer)

    close_year(year=YEAR, by=officer, at=JUNE)

    found = year_of(measure)
    assert (found.rating, found.variance) == ("amber", Decimal(-2))
    assert found.own is not None
    assert found.own.rating == "red"


def test_a_missing_quarter_makes_the_year_incomplete_and_is_named(lead: User, officer: User) -> None:
    measure = make_due_measure(year_end_rule=YearEndRule.MEAN)
    lived({measure: ["90", None, "94", "96"]}, lead=lead, officer=officer)

    closed = close_year(year=YEAR, by=officer, at=JUNE)

    found = year_of(measure)
    assert (found.result.state, found.result.value, found.rating) == (YearState.INCOMPLETE, None, "not-rated")
    assert found.reason == "Not rated: the year is incomplete: no figure for Q2."
    assert closed.incomplete == ("EXC01, Havering: the year is incomplete: no figure for Q2",)
    assert YearFigure.objects.get(measure=measure).value is None


def test_the_year_is_of_values_as_now_known_and_keeps_what_was_reported(lead: User, officer: User) -> None:
    measure = make_due_measure("EXC01", annual="130", maximum=None, year_end_rule=YearEndRule.SUM)
    lived({measure: ["38", "30", "30", "30"]}, lead=lead, officer=officer)
    restate(measure, "31", number=1, by=officer)

    close_year(year=YEAR, by=officer, at=JUNE)

    found = year_of(measure)
    assert found.result.value == 121
    assert (found.quarters[0].value, found.quarters[0].reported) == (Decimal(31), Decimal(38))
    assert "Restated since it was reported: Q1 [r]." in found.result.notes


def test_a_year_that_adds_up_is_not_rated_against_the_target_of_a_quarter(
    command: Command, lead: User, officer: User
) -> None:
    measure = make_due_measure(
        "EXC01",
        annual="30",
        maximum=None,
        year_end_rule=YearEndRule.SUM,
        target={"profile_words": "The same target in every quarter."},
    )
    lived({measure: ["30", "31", "32", "33"]}, lead=lead, officer=officer)

    told = command("close-year", "--year", "2019-20", "--by", officer.email, "--at", "2020-06-15")

    found = year_of(measure)
    assert (found.result.value, found.rating, found.status) == (Decimal(126), "not-rated", "no-target")
    assert "what is set is that of one quarter, and the year adds them up" in found.reason
    assert "Not rated, because their target is that of one quarter" in told.out
    assert "  EXC01, Havering\n" in told.out + "\n"


def test_a_year_of_which_nothing_was_opened_has_nothing_to_close(officer: User) -> None:
    with pytest.raises(YearNeverOpened, match="No quarter of 2018/19 was ever opened here"):
        close_year(year=YEAR.previous, by=officer, at=JUNE)


def test_last_years_outturn_stands_beside_it_by_the_same_rule(lead: User, officer: User) -> None:
    summed = make_due_measure("EXC01", annual="40", maximum=None, year_end_rule=YearEndRule.SUM)
    annual = make_due_measure("EXC02", frequency=Frequency.ANNUAL, measure_type=MeasureType.ANNUAL)
    for number, value in enumerate(("8", "9", "10", "11"), start=1):
        make_earlier_figure(summed, f"2018-19 Q{number}", value)
    make_earlier_figure(annual, "2018-19", "81", source="Annual report 2018/19")
    lived({summed: ["10", "10", "10", "12"], annual: [None, None, None, "84"]}, lead=lead, officer=officer)

    close_year(year=YEAR, by=officer, at=JUNE)

    before, own = year_of(summed), year_of(annual)
    assert before.last_year is not None
    assert own.last_year is not None
    assert (before.last_year.value, before.travel) == (Decimal(38), "improved")
    assert (own.result.value, own.last_year.value) == (Decimal(84), Decimal(81))
    assert own.last_year.source == "Annual report 2018/19"


def test_a_measure_that_ended_within_the_year_stands_beside_those_that_are_counted(lead: User, officer: User) -> None:
    make_provision(service=make_service("Legal"), council=make_council())
    make_provision(service=make_service("Legal"), council=make_council(), extent="not-provided", starts_on="2019-08-01")
    gone, stays = make_due_measure("LEG01", service=make_service("Legal")), make_due_measure("EXC01")
    quarter = quarter_of(1)
    opened(quarter, by=officer, at=after(quarter))
    give(gone, "96", by=officer, at=after(quarter), quarter=quarter)
    give(stays, "96", by=lead, at=after(quarter), quarter=quarter)
    freeze_round(quarter=quarter, by=officer, at=after(quarter))
    for number in (2, 3, 4):
        later = quarter_of(number)
        opened(later, by=officer, at=after(later))
        give(stays, "96", by=lead, at=after(later), quarter=later)
        freeze_round(quarter=later, by=officer, at=after(later))

    closed = close_year(year=YEAR, by=officer, at=JUNE)

    found = year_of(gone)
    close = latest_close(YEAR)
    assert close is not None
    assert (found.ended_on, found.result.value, found.result.so_far) == (date(2019, 7, 31), None, Decimal(96))
    assert (found.counted, found.status) == (False, "discontinued")
    assert closed.ended == 1
    facts = year_facts_of(close)
    assert (facts.counted, facts.ended_measures, sum(one.measures for one in facts.councils)) == (1, 1, 1)


def test_quarters_that_are_not_frozen_whole_are_all_named(lead: User, officer: User) -> None:
    measure = make_due_measure()
    lived({measure: ["96", "96", "96", "96"]}, lead=lead, officer=officer, frozen=(1, 2))
    reopen_figures(figure_ids=[figure_of(measure, quarter_of(1)).pk], reason="38 should be 31", by=officer, at=MAY)

    with pytest.raises(YearNotFrozen) as refusal:
        close_year(year=YEAR, by=officer, at=JUNE)

    assert "in Q1 2019/20 these were opened again: EXC01, Havering" in str(refusal.value)
    assert "Q3 2019/20 is open and not frozen; Q4 2019/20 is open and not frozen" in str(refusal.value)
    assert not YearClose.objects.exists()


def test_a_year_is_closed_again_only_with_a_reason_and_where_something_changed(lead: User, officer: User) -> None:
    measure = make_due_measure(year_end_rule=YearEndRule.MEAN)
    lived({measure: ["96", "96", "96", "96"]}, lead=lead, officer=officer)
    close_year(year=YEAR, by=officer, at=JUNE)

    with pytest.raises(YearAlreadyClosed, match="was closed on 15 June 2020 at 10:30, as version 1"):
        close_year(year=YEAR, by=officer, at=JUNE)
    with pytest.raises(NothingToClose):
        close_year(year=YEAR, by=officer, at=JUNE, because="To be sure")
    restate(measure, "92", number=1, by=officer)
    again = close_year(year=YEAR, by=officer, at=JUNE, because="Q1 was restated")

    assert again.number == 2
    assert [one.value for one in YearFigure.objects.order_by("close__number")] == [96, 95]
    (first, second) = history_of(subject="year", subject_id="2019-20")
    assert (first.details["number"], second.details["because"]) == (1, "Q1 was restated")


@pytest.mark.parametrize("role", ["lead", "head", "member"])
def test_nobody_but_the_performance_officer_closes_a_year(
    role: str, request: pytest.FixtureRequest, officer: User
) -> None:
    person = request.getfixturevalue(role)

    with pytest.raises(RoleMissing):
        close_year(year=YEAR, by=person, at=JUNE)

    assert not YearClose.objects.exists()


def test_the_last_quarter_and_the_first_of_the_next_year_may_be_open_together(lead: User, officer: User) -> None:
    measure = make_due_measure(year_end_rule=YearEndRule.MEAN)
    lived({measure: ["96", "96", "96", "96"]}, lead=lead, officer=officer, frozen=(1, 2, 3))
    make_agreed_list(measure, year="2020-21")
    make_target(measure, "97.0", year="2020-21", tolerance="5")
    q4, q1 = quarter_of(4), YEAR.next.quarters[0]
    opened(q1, by=officer, at=after(q1))

    give(measure, "94", by=lead, at=after(q1), quarter=q1)
    give(measure, "95", by=lead, at=after(q1), quarter=q4)
    freeze_round(quarter=q4, by=officer, at=after(q1))
    close_year(year=YEAR, by=officer, at=after(q1))

    next_year = figure_of(measure, q1)
    assert (next_year.state, next_year.rating, next_year.round.proposed) == ("returned", "amber", True)
    assert year_of(measure).quarters[3].value == 95
    assert year_of(measure).terms.annual_target == 95


def test_a_closed_year_is_told_to_the_register(lead: User, officer: User) -> None:
    lived({make_due_measure(): ["96", "96", "96", "96"]}, lead=lead, officer=officer)

    close_year(year=YEAR, by=officer, at=JUNE)

    assert closed_years() == {"2019-20"}


def test_a_dry_run_of_the_command_writes_nothing_and_a_run_says_how_the_year_came_out(
    command: Command, lead: User, officer: User
) -> None:
    measure = make_due_measure(year_end_rule=YearEndRule.MEAN)
    silent = make_due_measure("EXC02", year_end_rule=YearEndRule.MEAN)
    lived({measure: ["96", "96", "96", "96"], silent: ["96", None, "96", "96"]}, lead=lead, officer=officer)
    typed = ("close-year", "--year", "2019-20", "--by", officer.email, "--at", "2020-06-15")

    tried = command(*typed, "--dry-run")
    was_written = YearClose.objects.exists() or bool(closed_years())
    done = command(*typed)

    assert (tried.status, was_written, done.status) == (0, False, 0)
    assert "2019/20 would be closed as version 1, with 2 measures." in tried.out
    assert "Of those counted: 0 red, 0 amber, 1 green, 1 not rated." in done.out
    assert "  EXC02, Havering: the year is incomplete: no figure for Q2" in done.out
