"""A year that is withheld is told by no sentence of the year after, in whatever format and to whichever public."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from goldenthread.accounts.models import User
from goldenthread.domain.measures import YearEndRule
from goldenthread.domain.snapshot import Comparator, OtherRating
from goldenthread.domain.withheld import NOT_COMPARED, year_for_the_public
from goldenthread.domain.year_close import YearFacts, YearSnapshot
from goldenthread.figures.operations.closing import close_year
from goldenthread.figures.queries.years import latest_close, year_facts_of, year_snapshots_of
from goldenthread.reports.documents.audiences.year_partner_council import year_partner_council_pack
from goldenthread.reports.documents.year_end import year_end_pack
from tests.figures.quarter import make_due_measure
from tests.figures.year import JUNE, YEAR, lived
from tests.reports.test_withheld import told_in
from tests.world import make_partnership

pytestmark = pytest.mark.django_db

SECRETS = ("61.283746", "61.3%")
WORDS = "Amber: 70.0% is below the target, but is better than the 61.283746% of last year, 61.3% rounded."
Told = tuple[YearFacts, tuple[YearSnapshot, ...]]


@pytest.fixture
def closed(lead: User, officer: User) -> Told:
    """A closed year of two measures; every sentence of the first names the year before, and nothing of it is marked."""
    make_partnership()
    measures = [make_due_measure(ref, year_end_rule=YearEndRule.MEAN) for ref in ("EXC01", "EXC02")]
    lived(dict.fromkeys(measures, ["70"] * 4), lead=lead, officer=officer)
    close_year(year=YEAR, by=officer, at=JUNE)
    close = latest_close(YEAR)
    assert close is not None
    first, *rest = year_snapshots_of(close)
    telling = replace(
        first,
        rating="amber",
        reason=WORDS,
        own=OtherRating(policy_slug="on-off-track", policy_version=1, rating="amber", status="rated", reason=WORDS),
        last_year=Comparator(
            period="2018-19", value=Decimal("61.283746"), rating="red", status="rated", source="round"
        ),
        travel_reason=WORDS,
    )
    return year_facts_of(close), (telling, *rest)


def hidden(one: YearSnapshot, *, rests: tuple[str, ...] | None) -> YearSnapshot:
    assert one.last_year is not None
    return replace(one, last_year=replace(one.last_year, withheld=True), rests_on_withheld=rests)


def test_unmarked_it_is_told(closed: Told) -> None:
    facts, years = closed

    assert {secret for _, secret in told_in(year_end_pack(facts, years), *SECRETS)} == set(SECRETS)


@pytest.mark.parametrize("rests", [None, ("rating", "own")])
def test_it_stands_in_no_byte_of_the_year_end_packs(closed: Told, rests: tuple[str, ...] | None) -> None:
    facts, (first, *rest) = closed
    years = (hidden(first, rests=rests), *rest)

    joint = year_end_pack(facts, years)
    partner = year_partner_council_pack(facts, years, gss_code=first.terms.council_gss, key="partner-council:havering")

    assert told_in(joint, *SECRETS) | told_in(partner, *SECRETS) == set()


def test_a_rating_that_does_not_rest_on_it_is_told(closed: Told) -> None:
    _, (first, *_) = closed
    plain = replace(first, reason="Red: 70.0% is 25.0 points below the target of 95.0%.", rating="red")

    shown = year_for_the_public(hidden(plain, rests=("own",)))

    assert (shown.rating, shown.reason) == ("red", plain.reason)
    assert shown.own is not None
    assert (shown.own.rating, shown.own.reason) == ("not-rated", NOT_COMPARED)
