"""The progress report of a plan is looked at and published in the browser, by who publishes."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.committee.models import Meeting
from goldenthread.plans.operations import close_progress, open_progress
from goldenthread.publishing.models import Publication
from tests.figures.returning_pages import words_on
from tests.plans.improvement import IN_JANUARY, Q3, finalised, report
from tests.plans.test_pages_plans import browser, fill
from tests.world import make_committee, make_partnership

pytestmark = pytest.mark.django_db

QUARTER = "/plans/improvement-plan/quarters/2019-20-q3"


@pytest.fixture(autouse=True)
def _january(settings):
    settings.GOLDENTHREAD_TODAY = date(2020, 1, 20)


@pytest.fixture
def plan(officer):
    make_partnership()
    made = finalised(by=officer)
    Meeting.objects.create(committee=make_committee(), date=date(2020, 2, 7))
    open_progress(plan_id=made.pk, quarter=Q3, by=officer, at=IN_JANUARY)
    report("1.1", Q3, by=officer, at=IN_JANUARY, action=date(2019, 12, 31))
    return made


def test_it_is_looked_at_as_a_draft_and_published_once_the_quarter_is_closed(plan, officer):
    at_desk = browser(officer)
    assert "Publish the progress report" in words_on(at_desk.get(QUARTER))
    assert "DRAFT" in at_desk.get(f"{QUARTER}/report").content.decode()
    early = fill(at_desk, f"{QUARTER}/report/publish")
    assert early.status_code == 422
    assert "Close it first." in words_on(early)

    close_progress(plan_id=plan.pk, quarter=Q3, by=officer, at=IN_JANUARY)
    assert "oneSource Joint Committee: 7 February 2020." in words_on(at_desk.get(f"{QUARTER}/report/publish"))
    done = fill(at_desk, f"{QUARTER}/report/publish")

    kept = "/reports/documents/improvement-plan-2019-20-q3-1"
    assert done.url == kept
    assert "improvement-plan-2019-20-q3.pdf" in at_desk.get(kept).content.decode()
    # There is one report of a quarter: the step leads to it from then on.
    assert at_desk.get(f"{QUARTER}/report/publish").url == kept
    assert Publication.objects.count() == 1


def test_others_are_offered_nothing_of_it(plan, officer, member, lead):
    close_progress(plan_id=plan.pk, quarter=Q3, by=officer, at=IN_JANUARY)

    for person in (member, lead):
        reader = browser(person)
        assert "Publish the progress report" not in words_on(reader.get(QUARTER))
        assert reader.get(f"{QUARTER}/report").status_code == 404
        assert reader.post(f"{QUARTER}/report/publish", {}).status_code == 404


@pytest.mark.parametrize("address", ["/plans/none/quarters/2019-20-q3/report", f"{QUARTER[:-1]}2/report"])
def test_there_is_no_report_of_what_was_not_asked(plan, officer, address):
    assert browser(officer).get(address).status_code == 404
