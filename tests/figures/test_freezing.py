"""Freezing: every figure as it stands, numbered, and never changed afterwards."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from goldenthread.accounts.models import User
from goldenthread.domain.cards import Frequency
from goldenthread.domain.measures import MeasureType, YearEndRule
from goldenthread.domain.problems import InputRefused
from goldenthread.domain.snapshot import FigureSnapshot
from goldenthread.figures.models import Freeze, FrozenFigure
from goldenthread.figures.operations import NothingToFreeze, freeze_round, reopen_figures, submit_figures
from goldenthread.figures.queries import RoundNotOpen, draft, facts_of, freeze_numbered, latest_freeze, snapshots_of
from goldenthread.indicators.models import Measure
from goldenthread.partnership.rules import RoleMissing
from tests.figures.quarter import OCTOBER, Q1, Q2, figure_of, give, make_due_measure, opened, sign_off, submit
from tests.terminal_runs import Command
from tests.world import (
    make_council,
    make_decision,
    make_earlier_figure,
    make_meeting,
    make_partnership,
    make_provision,
    make_service,
    make_target,
)

TOMORROW = OCTOBER + timedelta(days=1)


def frozen(measure: Measure, *, officer: User) -> FigureSnapshot:
    """The measure's snapshot in a freeze of Q2 made now."""
    freeze_round(quarter=Q2, by=officer, at=OCTOBER)
    freeze = latest_freeze(Q2)
    assert freeze is not None
    return next(one for one in snapshots_of(freeze) if one.measure_id == measure.pk)


def test_a_figure_that_was_never_returned_is_frozen_with_its_last_rating(lead: User, officer: User) -> None:
    measure = make_due_measure("EXC01")
    opened(Q1, by=officer)
    give(measure, "80.0", by=lead, quarter=Q1)
    submit(measure, by=lead, quarter=Q1)
    opened(by=officer)

    snapshot = frozen(measure, officer=officer)

    assert (snapshot.state, snapshot.kind, snapshot.value) == ("due", "", None)
    assert (snapshot.rating, snapshot.status) == ("not-rated", "awaiting-data")
    assert snapshot.last_rated is not None
    assert (snapshot.last_rated.period, snapshot.last_rated.rating) == ("2019-20 Q1", "red")
    assert snapshot.terms.counted


def test_a_figure_that_is_due_only_later_says_so(officer: User) -> None:
    measure = make_due_measure("EXC01", lag_days=60)
    opened(by=officer)

    snapshot = frozen(measure, officer=officer)

    assert snapshot.status == "data-lag"
    assert "29 November 2019" in snapshot.reason


def test_a_missing_explanation_is_frozen_as_missing(lead: User, officer: User) -> None:
    measure = make_due_measure("EXC01")
    opened(by=officer)
    give(measure, "80.0", by=lead)

    snapshot = frozen(measure, officer=officer)

    assert snapshot.exception is not None
    assert (snapshot.exception.given, snapshot.exception.written_by) == (False, "")
    assert "15.0 points below" in snapshot.exception.difference


def test_a_green_figure_wants_no_exception_report(lead: User, officer: User) -> None:
    measure = make_due_measure("EXC01")
    opened(by=officer)
    give(measure, "95.0", by=lead)

    assert frozen(measure, officer=officer).exception is None


def test_a_provisional_figure_stays_provisional(lead: User, officer: User) -> None:
    measure = make_due_measure("EXC01")
    opened(by=officer)
    give(measure, "95.0", by=lead, provisional=True)

    assert frozen(measure, officer=officer).provisional


def test_comparators_come_from_rounds_and_before_that_from_imported_figures(lead: User, officer: User) -> None:
    measure = make_due_measure("EXC01")
    make_earlier_figure(measure, "2018-19 Q2", "94.0", source="Annual report 2018/19")
    make_earlier_figure(measure, "2019-20 Q1", "1.0")
    opened(Q1, by=officer)
    give(measure, "93.0", by=lead, quarter=Q1)
    opened(by=officer)
    give(measure, "92.1", by=lead)

    snapshot = frozen(measure, officer=officer)

    assert snapshot.previous is not None
    assert snapshot.last_year is not None
    assert (snapshot.previous.value, snapshot.previous.source[:5]) == (Decimal("93.0"), "round")
    assert (snapshot.last_year.value, snapshot.last_year.source) == (Decimal("94.0"), "Annual report 2018/19")
    assert (snapshot.travel_short, snapshot.travel_long) == ("worse", "worse")


def test_the_series_ends_with_this_quarter_and_shows_its_gaps(lead: User, officer: User) -> None:
    measure = make_due_measure("EXC01")
    make_earlier_figure(measure, "2018-19 Q3", "94.0", target="90.0")
    make_earlier_figure(measure, "2019-20 Q1", None, marker="[x]")
    opened(by=officer)
    give(measure, "92.1", by=lead)

    series = frozen(measure, officer=officer).series

    assert [(point.period, point.value, point.marker, point.imported) for point in series] == [
        ("2018-19 Q3", Decimal("94.0"), "", True),
        ("2018-19 Q4", None, "", False),
        ("2019-20 Q1", None, "[x]", True),
        ("2019-20 Q2", Decimal("92.1"), "", False),
    ]
    assert [point.target for point in series] == [Decimal("90.0"), None, None, Decimal("95.0")]


def test_an_annual_measure_shows_its_last_result_and_when_the_next_is_due(officer: User) -> None:
    measure = make_due_measure(
        "STR01",
        frequency=Frequency.ANNUAL,
        measure_type=MeasureType.ANNUAL,
        year_end_rule=YearEndRule.LAST,
        lag_days=30,
    )
    make_earlier_figure(measure, "2017-18", "81", target="80")
    opened(by=officer)

    snapshot = frozen(measure, officer=officer)

    assert snapshot.annual is not None
    assert (snapshot.status, snapshot.annual.period, snapshot.annual.value) == ("not-due", "2017-18", Decimal(81))
    assert (snapshot.annual_target, snapshot.next_due_on) == (Decimal(80), date(2020, 4, 30))
    assert [point.period for point in snapshot.series] == ["2017-18"]


def test_a_changed_target_shows_the_rating_under_both(lead: User, officer: User) -> None:
    measure = make_due_measure("EXC01", annual="95.0", tolerance="2")
    make_target(measure, "92.0", starts_on="2019-08-01", tolerance="2", decision=make_decision(number="2"))
    opened(by=officer)
    give(measure, "92.1", by=lead)

    snapshot = frozen(measure, officer=officer)

    assert snapshot.rating == "green"
    assert snapshot.earlier_terms is not None
    assert (snapshot.earlier_terms.target, snapshot.earlier_terms.rating) == (Decimal("95.0"), "red")
    assert snapshot.earlier_terms.authority_words.startswith("agreed by the oneSource Joint Committee")


def test_figures_come_by_council_and_then_by_service_and_reference(officer: User) -> None:
    make_partnership()
    newham, havering = make_council("Newham"), make_council("Havering")
    finance, legal = make_service("Finance"), make_service("Legal")
    for service in (finance, legal):
        for council in (newham, havering):
            make_provision(service=service, council=council)
    make_due_measure("A1", service=legal, measure={"council": havering})
    make_due_measure("B1", service=finance, measure={"council": havering})
    make_due_measure("W1", service=finance, measure={"whole_partnership": True})
    make_due_measure("C1", service=legal, measure={"council": newham})
    make_due_measure("A2", service=finance, measure={"council": newham})
    opened(by=officer)

    found = draft(Q2, at=OCTOBER)

    assert [one.terms.indicator_ref for one in found.figures] == ["A2", "C1", "B1", "A1", "W1"]
    assert [(one.council, one.measures) for one in found.facts.councils] == [("Newham", 2), ("Havering", 2)]
    assert (found.facts.counted, found.facts.whole_partnership_measures, found.facts.indicators) == (4, 1, 4)


def test_the_facts_say_who_agreed_the_list_and_which_policies_rate(officer: User) -> None:
    make_partnership(illustrative_note="Illustrative figures")
    make_due_measure("EXC01")
    make_meeting(on="2020-02-07")
    opened(by=officer)

    facts = draft(Q2, at=OCTOBER).facts

    assert facts.list_authority == "onesource-joint-committee/2019-07-12/9/1"
    assert facts.reporting_authority_words == "not yet agreed"
    assert (facts.committee, facts.meeting_on, facts.version) == ("oneSource Joint Committee", None, 0)
    assert [policy.slug for policy in facts.policies] == ["own-tolerance"]
    assert facts.policies[0].words
    assert facts.illustrative_note == "Illustrative figures"


def test_a_frozen_round_is_reopened_returned_and_frozen_as_the_next_version(
    lead: User, head: User, officer: User
) -> None:
    measure = make_due_measure("EXC01")
    opened(by=officer)
    give(measure, "38.0", by=lead)
    submit(measure, by=lead)
    sign_off(measure, by=head)
    freeze_round(quarter=Q2, by=officer, at=OCTOBER)
    reopen_figures(figure_ids=[figure_of(measure).pk], reason="38 should have been 31", by=officer, at=TOMORROW)
    give(measure, "31.0", by=lead, at=TOMORROW)

    done = freeze_round(quarter=Q2, by=officer, at=TOMORROW)

    assert done.number == 2
    first, second = (freeze_numbered(Q2, number=number) for number in (1, 2))
    assert first is not None
    assert second is not None
    assert [one.value for one in snapshots_of(first)] == [Decimal("38.0")]
    assert [one.value for one in snapshots_of(second)] == [Decimal("31.0")]
    assert [one.state for one in snapshots_of(first)] == ["signed-off"]


def test_a_figure_that_stays_frozen_keeps_where_it_stood(lead: User, head: User, officer: User) -> None:
    signed, changed = make_due_measure("EXC01"), make_due_measure("EXC02")
    opened(by=officer)
    give(signed, "95.0", by=lead)
    give(changed, "38.0", by=lead)
    submit(signed, by=lead)
    sign_off(signed, by=head)
    freeze_round(quarter=Q2, by=officer, at=OCTOBER)
    reopen_figures(figure_ids=[figure_of(changed).pk], reason="A slip", by=officer, at=TOMORROW)
    give(changed, "31.0", by=lead, at=TOMORROW)

    freeze_round(quarter=Q2, by=officer, at=TOMORROW)

    second = latest_freeze(Q2)
    assert second is not None
    assert [one.state for one in snapshots_of(second)] == ["signed-off", "returned"]


def test_a_figure_never_returned_is_due_again_when_it_is_reopened(officer: User) -> None:
    measure = make_due_measure("EXC01")
    opened(by=officer)
    freeze_round(quarter=Q2, by=officer, at=OCTOBER)

    reopen_figures(figure_ids=[figure_of(measure).pk], reason="It has come", by=officer, at=TOMORROW)

    assert figure_of(measure).state == "due"


def test_nothing_is_frozen_twice_unchanged(lead: User, officer: User) -> None:
    measure = make_due_measure("EXC01")
    opened(by=officer)
    give(measure, "92.1", by=lead)
    freeze_round(quarter=Q2, by=officer, at=OCTOBER)

    with pytest.raises(NothingToFreeze, match="Nothing has changed since version 1, frozen on 14 October 2019"):
        freeze_round(quarter=Q2, by=officer, at=TOMORROW)

    assert Freeze.objects.count() == 1


def test_what_was_reopened_and_left_as_it_was_can_be_frozen_again(lead: User, officer: User) -> None:
    measure = make_due_measure("EXC01")
    opened(by=officer)
    give(measure, "92.1", by=lead)
    freeze_round(quarter=Q2, by=officer, at=OCTOBER)
    reopen_figures(figure_ids=[figure_of(measure).pk], reason="By mistake", by=officer, at=TOMORROW)

    done = freeze_round(quarter=Q2, by=officer, at=TOMORROW)

    assert (done.number, figure_of(measure).state) == (2, "frozen")


def test_a_frozen_figure_takes_no_return(lead: User, officer: User) -> None:
    measure = make_due_measure("EXC01")
    opened(by=officer)
    freeze_round(quarter=Q2, by=officer, at=OCTOBER)

    with pytest.raises(InputRefused) as refused:
        give(measure, "92.1", by=lead, at=TOMORROW)

    assert refused.value.problems[0].message == (
        f"EXC01, Havering: It is frozen without a figure: {officer.name} froze it on 14 October 2019 at 10:30, as "
        "version 1. Have the performance officer or the director ask for it again, and send it then; "
        "the next freeze is a new version."
    )


def test_who_froze_many_figures_is_read_once(lead: User, officer: User) -> None:
    measures = [make_due_measure(f"EXC{number:03}") for number in range(9)]
    opened(by=officer)
    freeze_round(quarter=Q2, by=officer, at=OCTOBER)
    ids = [figure_of(measure).pk for measure in measures]
    with CaptureQueriesContext(connection) as for_one, pytest.raises(InputRefused):
        submit_figures(figure_ids=ids[:1], by=lead, at=TOMORROW)

    with CaptureQueriesContext(connection) as for_all, pytest.raises(InputRefused):
        submit_figures(figure_ids=ids, by=lead, at=TOMORROW)

    assert len(for_all) == len(for_one)


def test_the_database_itself_refuses_to_change_what_is_frozen(lead: User, officer: User) -> None:
    measure = make_due_measure("EXC01")
    opened(by=officer)
    give(measure, "92.1", by=lead)
    freeze_round(quarter=Q2, by=officer, at=OCTOBER)

    with pytest.raises(DatabaseError), transaction.atomic():
        FrozenFigure.objects.update(rating="green")
    with pytest.raises(DatabaseError), transaction.atomic():
        Freeze.objects.all().delete()


def test_a_dry_run_freezes_nothing(lead: User, officer: User, command: Command) -> None:
    measure = make_due_measure("EXC01")
    opened(by=officer)
    give(measure, "80.0", by=lead)

    by = ("--by", "officer@example.org", "--at", "2019-10-14")
    done = command("freeze", "--year", "2019-20", "--quarter", "Q2", *by, "--dry-run")

    assert done.out.splitlines() == [
        "Q2 2019/20 would be frozen as version 1, with 1 figure.",
        "  1 figure was returned but not submitted: EXC01, Havering",
        "  1 amber or red figure has no explanation",
        "This was a dry run: nothing was written.",
    ]
    assert not Freeze.objects.exists()
    assert figure_of(measure).state == "returned"


def test_only_the_performance_officer_freezes(lead: User, officer: User) -> None:
    make_due_measure("EXC01")
    opened(by=officer)

    with pytest.raises(RoleMissing):
        freeze_round(quarter=Q2, by=lead, at=OCTOBER)


def test_a_round_that_is_not_open_is_not_frozen(officer: User) -> None:
    with pytest.raises(RoundNotOpen, match=r"is not open\. Open it first\."):
        freeze_round(quarter=Q2, by=officer, at=OCTOBER)


def test_a_frozen_rating_is_the_one_that_the_figure_keeps(lead: User, officer: User) -> None:
    measure = make_due_measure("EXC01")
    opened(by=officer)
    give(measure, "92.1", by=lead)

    snapshot = frozen(measure, officer=officer)

    figure = figure_of(measure)
    assert (figure.rating, figure.status, figure.reason) == (snapshot.rating, snapshot.status, snapshot.reason)


def test_a_freeze_is_read_back_as_it_was_drafted(lead: User, officer: User) -> None:
    make_partnership()
    measure = make_due_measure("EXC01")
    opened(by=officer)
    give(measure, "80.0", by=lead)
    before = draft(Q2, at=OCTOBER)
    freeze_round(quarter=Q2, by=officer, at=OCTOBER)

    freeze = latest_freeze(Q2)

    assert freeze is not None
    assert replace(facts_of(freeze), version=0, frozen_at=None, first_frozen_at=None) == before.facts


def test_a_draft_reads_as_often_for_many_figures_as_for_few(lead: User, officer: User) -> None:
    measures = [make_due_measure(f"EXC{number:03}") for number in range(20)]
    opened(Q1, by=officer)
    opened(by=officer)
    give(measures[0], "80.0", by=lead, reasons="One.")
    with CaptureQueriesContext(connection) as for_one:
        draft(Q2, at=OCTOBER)
    give(measures[1], "80.0", by=lead, reasons="Two.")
    give(measures[2], "90.0", by=lead, reasons="Three.")

    with CaptureQueriesContext(connection) as for_three:
        draft(Q2, at=OCTOBER)

    assert len(for_three) == len(for_one)
