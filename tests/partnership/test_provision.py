"""Which service a council gets, wholly or in part, on each day of a quarter."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.partnership.queries import ProvisionThrough, never_provided, provision_on, provision_through
from tests.world import make_council, make_provision, make_service

pytestmark = pytest.mark.django_db

FIRST, LAST = date(2019, 7, 1), date(2019, 9, 30)


def provided(*rows: tuple[str, str, str]) -> ProvisionThrough:
    """Exchequer to Bexley in Q2 2019/20, after rows of (from, extent, parts)."""
    service, council = make_service(), make_council("Bexley")
    for starts_on, extent, parts in rows:
        make_provision(service=service, council=council, starts_on=starts_on, extent=extent, parts=parts)
    return provision_through(first_day=FIRST, last_day=LAST)[service.pk, council.pk]


def test_a_service_provided_wholly_all_through_says_nothing_more() -> None:
    through = provided(("2014-04-01", "whole", ""))

    assert through.is_provided
    assert not through.is_part_period
    assert through.words == ""


def test_a_service_provided_in_part_names_the_parts() -> None:
    assert provided(("2016-04-01", "part", "Treasury and Pensions")).words == "Provided in part: Treasury and Pensions."


def test_a_service_that_begins_within_the_quarter_makes_a_part_period_figure() -> None:
    through = provided(("2019-08-05", "whole", ""))

    assert through.is_part_period
    assert through.words == "Provided from 5 August 2019: a figure for part of the period."


def test_a_service_that_ends_and_begins_again_is_told_with_both_spans() -> None:
    through = provided(("2014-04-01", "whole", ""), ("2019-07-15", "not-provided", ""), ("2019-09-01", "whole", ""))

    assert through.words == ("Provided until 14 July 2019 and from 1 September 2019: a figure for part of the period.")


def test_a_service_that_goes_from_whole_to_part_is_no_part_period_figure() -> None:
    through = provided(("2014-04-01", "whole", ""), ("2019-08-01", "part", "Treasury"))

    assert not through.is_part_period
    assert through.words == "Provided in part: Treasury."


def test_a_service_that_has_ended_is_not_provided() -> None:
    through = provided(("2014-04-01", "whole", ""), ("2019-07-01", "not-provided", ""))

    assert not through.is_provided
    assert through.words == "Not provided to this council in this period."


def test_what_begins_after_the_quarter_is_not_known_in_it() -> None:
    make_provision(service=make_service(), council=make_council("Bexley"), starts_on="2019-10-01")

    assert provision_through(first_day=FIRST, last_day=LAST) == {}
    assert not never_provided(first_day=FIRST, last_day=LAST).is_provided


def test_provision_on_a_day_follows_the_order_of_reports() -> None:
    transport, payroll = make_service("Passenger Transport"), make_service("Payroll")
    newham, havering = make_council("Newham"), make_council("Havering")
    make_provision(service=payroll, council=havering)
    make_provision(service=payroll, council=newham)
    make_provision(service=transport, council=havering)

    found = [(one.service.name, one.council.short_name) for one in provision_on(LAST)]

    assert found == [("Passenger Transport", "LBH"), ("Payroll", "LBN"), ("Payroll", "LBH")]


days = st.lists(st.integers(-200, 120), min_size=1, max_size=6, unique=True).map(sorted)
extents = st.lists(st.sampled_from(["whole", "part", "not-provided"]), min_size=6, max_size=6)


@given(days, extents)
def test_every_day_of_the_period_is_in_exactly_one_span(starts: list[int], extents: list[str]) -> None:
    with transaction.atomic():
        service, council = make_service(), make_council("Bexley")
        for day, extent in zip(starts, extents, strict=False):
            make_provision(
                service=service,
                council=council,
                starts_on=FIRST + timedelta(days=day),
                extent=extent,
                parts="Treasury" if extent == "part" else "",
            )
        found = provision_through(first_day=FIRST, last_day=LAST).get((service.pk, council.pk))
        # The next example is another world; rows of provision cannot be taken away.
        transaction.set_rollback(True)

    spans = found.spans if found else never_provided(first_day=FIRST, last_day=LAST).spans
    covered = [
        span.first_day + timedelta(days=offset)
        for span in spans
        for offset in range((span.last_day - span.first_day).days + 1)
    ]
    assert covered == [FIRST + timedelta(days=offset) for offset in range((LAST - FIRST).days + 1)]
