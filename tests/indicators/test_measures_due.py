"""What is due for a quarter, as the register stands on its last day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.domain.cards import Frequency
from goldenthread.domain.periods import FinancialYear, Quarter
from goldenthread.indicators.queries import (
    MeasuresIncomplete,
    agreed_list,
    list_counts,
    measures_due,
    measures_ended,
    measures_ended_in,
    provided_to_one_council,
)
from goldenthread.partnership.queries import provision_on
from tests.world import (
    make_accountability,
    make_agreed_list,
    make_council,
    make_decision,
    make_definition,
    make_indicator,
    make_list_entry,
    make_measure,
    make_provision,
    make_service,
    make_target,
)

pytestmark = pytest.mark.django_db

Q1 = Quarter.parse("2019-20 Q1")
Q2 = Quarter.parse("2019-20 Q2")
Q3 = Quarter.parse("2019-20 Q3")


def test_a_measure_is_due_under_what_is_in_force_on_the_quarters_last_day() -> None:
    indicator = make_indicator("EXC01", decimals=1)
    make_definition(indicator, starts_on="2019-09-30", decimals=2)
    make_definition(indicator, starts_on="2019-10-01", decimals=3)
    measure = make_measure(indicator=indicator)
    make_accountability(measure, owner_post="Head of Payments", starts_on="2019-09-01")
    make_agreed_list(measure)

    (due,) = measures_due(Q2)

    assert due.ref == "EXC01"
    assert (due.definition.version, due.definition.card.decimals) == (2, 2)
    assert due.accountability.owner_post == "Head of Payments"
    assert due.accountability.policy.slug == "own-tolerance"


def test_a_target_changed_within_the_year_keeps_the_one_before_it_beside_it() -> None:
    measure = make_measure()
    make_agreed_list(measure, decision=make_decision())
    make_target(measure, "95.0", tolerance="5")
    make_target(measure, "90.0", starts_on="2019-08-01", decision=make_decision(on="2019-10-18", text="To lower it."))
    make_target(measure, "80.0", starts_on="2019-10-01")

    (due,) = measures_due(Q2)

    assert due.target is not None
    assert due.earlier_target is not None
    assert due.target.of_quarter(2) == Decimal("90.0")
    assert due.earlier_target.of_quarter(2) == Decimal("95.0")
    assert due.target.authority.words == (
        "agreed by the oneSource Joint Committee on 18 October 2019, minute 9, decision 1"
    )
    assert due.target.agreed_after(Q2.first_day)


def test_the_lists_decision_covers_what_began_before_its_meeting_and_nothing_later() -> None:
    measure = make_measure()
    make_agreed_list(measure, decision=make_decision(on="2019-07-12"))
    make_target(measure, "95.0", starts_on="2019-07-12")
    make_target(measure, "90.0", starts_on="2019-07-13")

    (due,) = measures_due(Q2)

    assert due.target is not None
    assert due.earlier_target is not None
    assert due.target.authority.words == "not yet agreed"
    assert due.earlier_target.authority.reference == "onesource-joint-committee/2019-07-12/9/1"


def test_a_list_without_a_decision_is_proposed_and_so_is_all_on_it() -> None:
    measure = make_measure()
    make_agreed_list(measure)
    make_target(measure)

    (due,) = measures_due(Q2)

    found = agreed_list(FinancialYear(2019))
    assert found is not None
    assert found.is_proposed
    assert due.listing.authority.words == "not yet agreed"
    assert due.target is not None
    assert not due.target.authority.is_agreed


def test_a_break_in_the_series_is_told_for_each_comparison_that_it_lies_in() -> None:
    indicator = make_indicator()
    make_definition(indicator, starts_on="2019-04-01", break_in_series=True, break_note="10 days instead of 15")
    make_agreed_list(make_measure(indicator=indicator))

    (in_q1,), (in_q2,) = measures_due(Q1), measures_due(Q2)

    assert in_q1.break_since_previous is not None
    assert in_q1.break_since_previous.note == "10 days instead of 15"
    assert in_q2.break_since_previous is None
    assert in_q2.break_since_last_year is not None


def test_a_first_definition_breaks_no_series() -> None:
    indicator = make_indicator(starts_on="2019-07-01", break_in_series=True, break_note="New this year")
    make_agreed_list(make_measure(indicator=indicator, starts_on="2019-07-01"))

    (due,) = measures_due(Q2)

    assert due.break_since_previous is None


def test_a_measure_taken_off_the_list_is_due_no_more_and_one_suspended_says_why() -> None:
    retired, suspended = make_measure(), make_measure()
    make_agreed_list(retired, suspended)
    make_list_entry(retired, starts_on="2019-09-30", on_list=False, reason="The service has ended")
    make_list_entry(suspended, starts_on="2019-09-01", suspended=True, reason="New system")

    (due,) = measures_due(Q2)

    assert due.measure_id == suspended.pk
    assert due.listing.suspended
    assert due.listing.reason == "New system"
    assert len(measures_due(Q1)) == 2


def test_an_annual_measure_is_not_due_until_the_years_end() -> None:
    indicator = make_indicator(frequency=Frequency.ANNUAL, lag_days=30)
    make_agreed_list(make_measure(indicator=indicator))

    (in_q2,), (in_q4,) = measures_due(Q2), measures_due(Quarter.parse("2019-20 Q4"))

    assert not in_q2.is_due
    assert in_q2.due_on == date(2020, 4, 30)
    assert in_q4.is_due


def test_a_council_that_leaves_within_the_quarter_ends_its_measures_that_day() -> None:
    bexley, service = make_council("Bexley"), make_service()
    make_provision(service=service, council=bexley, extent="part", parts="Treasury")
    make_provision(service=service, council=bexley, extent="not-provided", starts_on="2019-08-01")
    indicator = make_indicator(service=service)
    gone, stays = make_measure(indicator=indicator, council=bexley), make_measure(indicator=indicator)
    make_agreed_list(gone, stays)

    in_q1, in_q2 = measures_due(Q2.previous), measures_due(Q2)

    assert {one.measure_id for one in in_q1} == {gone.pk, stays.pk}
    assert {one.measure_id for one in in_q2} == {stays.pk}
    assert [(one.council.name, one.measures) for one in list_counts(in_q2).by_council] == [
        ("Bexley", 0),
        ("Havering", 1),
    ]
    assert measures_ended(Q2.year) == {gone.pk: date(2019, 7, 31)}
    (ended,) = measures_ended_in(Q2)
    assert (ended.council, ended.last_day) == ("Bexley", date(2019, 7, 31))
    assert ended.reason == "Exchequer and Transactional is no longer provided to Bexley."
    assert measures_ended_in(Q2.previous) == measures_ended_in(Q2.next) == ()


def test_a_measure_ends_on_the_day_before_it_is_taken_off_the_list() -> None:
    measure = make_measure()
    agreed = make_agreed_list(measure)
    make_list_entry(measure, agreed_list=agreed, starts_on="2019-11-01", on_list=False, reason="Replaced")

    assert measures_ended(Q2.year) == {measure.pk: date(2019, 10, 31)}
    assert measures_ended_in(Q2) == ()
    assert [(one.last_day, one.reason) for one in measures_ended_in(Q2.next)] == [(date(2019, 10, 31), "Replaced")]


def test_a_service_that_comes_back_within_the_quarter_has_a_figure_for_part_of_it() -> None:
    bexley, service = make_council("Bexley"), make_service()
    make_provision(service=service, council=bexley)
    make_provision(service=service, council=bexley, extent="not-provided", starts_on="2019-06-01")
    make_provision(service=service, council=bexley, starts_on="2019-08-01")
    make_agreed_list(make_measure(indicator=make_indicator(service=service), council=bexley))

    (in_q2,) = measures_due(Q2)

    assert measures_due(Q2.previous) == ()
    assert in_q2.provision is not None
    assert in_q2.provision.is_part_period


def test_the_list_counts_council_measures_and_whole_partnership_measures_stand_beside_them() -> None:
    newham, havering = make_council("Newham"), make_council("Havering")
    shared, own = make_indicator(), make_indicator(service=make_service("Passenger Transport"))
    make_agreed_list(
        make_measure(indicator=shared, council=newham),
        make_measure(indicator=shared, council=havering),
        make_measure(indicator=own, council=havering),
    )
    make_measure(indicator=shared, whole_partnership=True)

    counts = list_counts(measures_due(Q2))

    assert counts.counted == 3
    assert [(one.council.name, one.measures) for one in counts.by_council] == [("Newham", 1), ("Havering", 2)]
    assert counts.indicators == 2
    assert counts.whole_partnership_measures == 1


def test_a_service_of_a_single_council_is_told() -> None:
    newham, havering = make_council("Newham"), make_council("Havering")
    transport, payroll = make_service("Passenger Transport"), make_service("Payroll")
    make_provision(service=transport, council=havering)
    make_provision(service=transport, council=newham, starts_on="2019-10-01")
    make_provision(service=payroll, council=newham)
    make_provision(service=payroll, council=havering)

    (alone,) = provided_to_one_council(provision_on(Q2.last_day))

    assert (alone.service.name, alone.council.short_name) == ("Passenger Transport", "LBH")


def test_a_listed_measure_that_nobody_answers_for_is_refused_by_name() -> None:
    measure = make_measure(starts_on="2019-10-01")
    make_agreed_list(measure)

    with pytest.raises(MeasuresIncomplete, match=str(measure)):
        measures_due(Q2)


def test_a_year_without_a_list_has_nothing_due() -> None:
    make_measure()

    assert measures_due(Q2) == ()


def test_reading_what_is_due_takes_as_many_queries_for_forty_measures_as_for_one() -> None:
    agreed = make_agreed_list(make_measure(), decision=make_decision())
    with CaptureQueriesContext(
        connection,
    ) as for_one:
        measures_due(Q2)
    measures = [make_measure(indicator=make_indicator(), council=make_council("Newham")) for _ in range(40)]
    [make_list_entry(measure, agreed_list=agreed) for measure in measures]
    [make_target(measure, decision=make_decision(number=str(n))) for n, measure in enumerate(measures, start=2)]

    with CaptureQueriesContext(connection) as for_many:
        due = measures_due(Q2)

    assert len(due) == 41
    assert len(for_many) == len(for_one)
