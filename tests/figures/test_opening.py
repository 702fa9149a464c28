"""Opening a round: one figure for each measure, with every input of its rating copied."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.accounts.models import User
from goldenthread.audit.queries import history_of
from goldenthread.committee.queries import MeetingUnknown
from goldenthread.domain.cards import Frequency
from goldenthread.domain.measures import MeasureType, YearEndRule
from goldenthread.domain.rating import Status
from goldenthread.domain.terms import Terms
from goldenthread.figures.models import Figure, Round
from goldenthread.figures.operations import NothingToMeasure, RoundAlreadyOpen, open_round
from goldenthread.indicators.models import Measure
from goldenthread.partnership.rules import RoleMissing
from tests.figures.quarter import OCTOBER, Q1, Q2, Q3, figure_of, make_due_measure, opened
from tests.terminal_runs import Command
from tests.world import (
    make_agreed_list,
    make_council,
    make_decision,
    make_definition,
    make_indicator,
    make_list_entry,
    make_measure,
    make_meeting,
    make_provision,
    make_service,
    make_target,
)


def terms_of(measure: Measure) -> Terms:
    return Terms.from_dict(figure_of(measure).terms)


def test_every_measure_on_the_list_gets_one_figure(officer: User) -> None:
    measures = [make_due_measure(f"EXC0{number}") for number in range(3)]
    make_measure(indicator=make_indicator("OFF01"))

    done = open_round(quarter=Q2, meeting=None, by=officer, at=OCTOBER)

    assert (done.due, done.not_due, done.proposed) == (3, 0, False)
    assert {figure.measure for figure in Figure.objects.all()} == set(measures)
    assert figure_of(measures[0]).state == "due"


def test_terms_hold_what_the_register_said_and_later_edits_change_nothing(officer: User) -> None:
    measure = make_due_measure("EXC01", annual="95.0", tolerance="5", decimals=2, lag_days=14)
    opened(by=officer)
    before = terms_of(measure)

    make_target(measure, "80.0", starts_on="2019-08-01", tolerance="9")
    make_definition(measure.indicator, starts_on="2019-08-01", title="Something else")

    assert terms_of(measure) == before
    assert (before.target, before.tolerance, before.decimals) == (Decimal("95.0"), Decimal("5"), 2)
    assert before.authority_words == "agreed by the oneSource Joint Committee on 12 July 2019, minute 9, decision 1"
    assert (before.council, before.owner_post, before.sign_off_post) == (
        "Havering",
        "Head of Exchequer",
        "Director of Finance",
    )
    assert before.policy_slug == "own-tolerance"


def test_a_figure_is_due_at_the_end_of_its_period_plus_its_lag(officer: User) -> None:
    measure = make_due_measure("EXC01", lag_days=21)

    opened(by=officer)

    assert figure_of(measure).due_on == date(2019, 10, 21)


def test_a_profiled_target_is_that_of_the_quarter(officer: User) -> None:
    measure = make_due_measure("EXC01", annual="98.0", target={"quarters": ("28.0", "56.0", "84.0", "98.0")})

    opened(by=officer)

    terms = terms_of(measure)
    assert (terms.target, terms.annual_target) == (Decimal("56.0"), Decimal("98.0"))
    assert terms.target_changed_in_year


def test_an_annual_measure_is_not_due_in_q2_and_says_when_it_is(officer: User) -> None:
    measure = make_due_measure(
        "STR01",
        frequency=Frequency.ANNUAL,
        measure_type=MeasureType.ANNUAL,
        year_end_rule=YearEndRule.LAST,
        lag_days=30,
    )

    done = open_round(quarter=Q2, meeting=None, by=officer, at=OCTOBER)

    assert (done.due, done.not_due) == (0, 1)
    assert (terms_of(measure).absence, terms_of(measure).due_on) == (Status.NOT_DUE, date(2020, 4, 30))
    assert figure_of(measure).status == "not-due"


def test_a_suspended_measure_and_a_service_not_provided_ask_for_nothing(officer: User) -> None:
    suspended = make_due_measure("EXC01", listed=False)
    make_list_entry(suspended, agreed_list=make_agreed_list(decision=make_decision()), suspended=True, reason="Covid")
    make_provision(service=make_service("Legal"), council=make_council(), extent="not-provided")
    never = make_due_measure("LEG01", listed=False, service=make_service("Legal"))
    make_agreed_list(never)

    opened(by=officer)

    assert terms_of(suspended).absence is Status.SUSPENDED
    assert terms_of(never).absence is Status.NOT_PROVIDED


def test_a_service_provided_for_a_part_of_the_quarter_is_flagged(officer: User) -> None:
    make_provision(service=make_service(), council=make_council(), starts_on="2019-08-05")
    measure = make_due_measure("EXC01")

    opened(by=officer)

    assert terms_of(measure).absence is None
    assert terms_of(measure).part_period_note == "Provided from 5 August 2019: a figure for part of the period."


def test_a_service_that_ended_within_the_quarter_asks_for_no_figure(officer: User) -> None:
    gone, stays = make_due_measure("LEG01", service=make_service("Legal")), make_due_measure("EXC01")
    make_provision(service=make_service("Legal"), council=make_council(), extent="not-provided", starts_on="2019-08-01")

    opened(Q1, by=officer)
    opened(Q2, by=officer)

    assert set(Figure.objects.filter(round__period=str(Q1)).values_list("measure", flat=True)) == {gone.pk, stays.pk}
    assert set(Figure.objects.filter(round__period=str(Q2)).values_list("measure", flat=True)) == {stays.pk}


def test_a_round_before_the_list_is_agreed_runs_on_proposed_targets(officer: User) -> None:
    measure = make_due_measure("EXC01", listed=False)
    make_agreed_list(measure)

    done = open_round(quarter=Q2, meeting=None, by=officer, at=OCTOBER)

    assert (done.proposed, done.not_agreed_targets) == (True, 1)
    assert Round.objects.get().proposed
    assert (terms_of(measure).proposed, terms_of(measure).authority_words) == (True, "not yet agreed")


def test_a_target_agreed_after_its_quarter_began_is_marked(officer: User) -> None:
    measure = make_due_measure("EXC01")
    make_target(measure, "90.0", starts_on="2019-08-01", decision=make_decision(on="2019-10-04", text="To lower it."))

    done = open_round(quarter=Q2, meeting=None, by=officer, at=OCTOBER)

    assert done.late_targets == 1
    assert terms_of(measure).target_agreed_late


def test_a_change_of_tolerance_within_the_year_keeps_what_it_was(officer: User) -> None:
    measure = make_due_measure("EXC01", tolerance="2")
    make_target(measure, "95.0", starts_on="2019-08-01", tolerance="5", decision=make_decision(number="2"))

    opened(by=officer)

    kept = figure_of(measure).earlier_terms or {}
    assert kept["changed_on"] == "2019-08-01"
    assert Terms.from_dict(kept["terms"]).tolerance == Decimal("2")
    assert not terms_of(measure).target_changed_in_year


def test_a_break_in_the_series_is_copied_with_its_note(officer: User) -> None:
    measure = make_due_measure("EXC01")
    make_definition(measure.indicator, starts_on="2019-04-01", break_in_series=True, break_note="10 days instead of 15")

    opened(by=officer)

    terms = terms_of(measure)
    assert (terms.break_in_series, terms.break_since_previous, terms.break_note) == (
        True,
        False,
        "10 days instead of 15",
    )


def test_two_quarters_are_open_at_once(officer: User) -> None:
    make_due_measure("EXC01")

    opened(Q2, by=officer)
    opened(Q3, by=officer)

    assert [round_.period for round_ in Round.objects.order_by("period")] == ["2019-20 Q2", "2019-20 Q3"]


def test_a_quarter_is_opened_once(officer: User) -> None:
    make_due_measure("EXC01")
    opened(by=officer)

    with pytest.raises(RoundAlreadyOpen, match="Performance Officer opened it on 14 October 2019 at 10:30"):
        opened(by=officer)

    assert Figure.objects.count() == 1


def test_a_quarter_without_a_list_is_not_opened(officer: User) -> None:
    with pytest.raises(NothingToMeasure):
        opened(by=officer)

    assert not Round.objects.exists()


def test_only_the_performance_officer_opens_a_quarter(lead: User) -> None:
    make_due_measure("EXC01")

    with pytest.raises(RoleMissing):
        opened(by=lead)

    assert not Round.objects.exists()


def test_the_meeting_must_be_in_the_committees_record(officer: User) -> None:
    make_due_measure("EXC01")
    make_meeting(on="2020-02-07")

    with pytest.raises(MeetingUnknown):
        open_round(quarter=Q2, meeting=date(2020, 2, 8), by=officer, at=OCTOBER)

    open_round(quarter=Q2, meeting=date(2020, 2, 7), by=officer, at=OCTOBER)
    assert Round.objects.get().meeting == make_meeting(on="2020-02-07")


def test_opening_reads_as_often_for_many_measures_as_for_one(officer: User) -> None:
    make_due_measure("EXC001")
    with CaptureQueriesContext(connection) as for_one:
        opened(Q2, by=officer)
    for number in range(2, 31):
        make_due_measure(f"EXC{number:03}")

    with CaptureQueriesContext(connection) as for_thirty:
        opened(Q3, by=officer)

    # One more statement where SQLite splits the batch of figures.
    assert len(for_thirty) <= len(for_one) + 1


def test_the_command_says_what_it_opened(officer: User, command: Command) -> None:
    make_due_measure("EXC01")
    make_meeting(on="2020-02-07")

    done = command(
        "open-round", "--year", "2019/20", "--quarter", "2", "--meeting", "2020-02-07", "--by", "officer@example.org",
        "--at", "2019-10-01",
    )  # fmt: skip

    assert (done.status, done.out.splitlines()[0]) == (0, "Q2 2019/20 is open: 1 figure is due.")
    assert history_of(subject="round", subject_id="2019-20 Q2")[0].kind == "round opened"


def test_one_figure_that_is_not_due_is_counted_in_the_singular(officer: User, command: Command) -> None:
    make_due_measure("EXC01")
    make_due_measure("EXC02", frequency=Frequency.ANNUAL, measure_type=MeasureType.ANNUAL)

    done = command("open-round", "--year", "2019-20", "--quarter", "Q2", "--by", "officer@example.org")

    assert "1 more figure is not due this quarter, suspended or not provided; the pack says why." in done.out
