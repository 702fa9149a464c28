"""A report that was written here, as the lines that the checks of papers read."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from goldenthread.committee.queries.reports import WrittenReport
from goldenthread.domain.committee_reports import Recommendation
from goldenthread.reports.papers.template import report_lines
from tests.committee.test_reports import REPORT


def test_what_stands_under_a_recommendation_has_its_letter():
    asked = Recommendation(text="To note:", lettered=("the report", "the plan"))
    written = WrittenReport(
        report=replace(REPORT, recommendations=(asked,)),
        version=1,
        committee="joint-committee",
        committee_name="Joint Committee",
        meeting_on=date(2020, 2, 7),
        place=1,
        written_at=datetime(2020, 1, 20, tzinfo=UTC),
    )

    lines = list(report_lines(written))

    at = lines.index("RECOMMENDATIONS")
    assert lines[at + 1 : at + 4] == ["1. To note:", "a) the report", "b) the plan"]
