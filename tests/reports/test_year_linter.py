"""Checks before publication of what is made of a whole year: the same that keep back a quarter's pack."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from goldenthread.accounts.models import User
from goldenthread.domain.measures import YearEndRule
from goldenthread.domain.withheld import WithheldPart
from goldenthread.figures.models import Restatement
from goldenthread.figures.operations import WithholdingSaid, withhold
from goldenthread.figures.operations.closing import close_year
from goldenthread.indicators.models import Measure
from goldenthread.reports.audiences import audience_called
from goldenthread.reports.documents.year_end import year_end_pack
from goldenthread.reports.linter import LintFinding, refusals
from goldenthread.reports.sources import YearSource
from goldenthread.reports.year_documents import YEAR_END, year_document, year_source
from goldenthread.reports.year_linter import lint_year
from tests.figures.quarter import figure_of, make_due_measure
from tests.figures.year import JUNE, YEAR, lived, quarter_of
from tests.reports.year_packs import IN_TIME, closed, publish
from tests.terminal_runs import Command
from tests.world import make_council, make_partnership

pytestmark = pytest.mark.django_db
TODAY, MEETING = IN_TIME.date(), date(2020, 6, 26)


@pytest.fixture
def measures(lead: User, officer: User) -> dict[str, Measure]:
    return closed(lead=lead, officer=officer)


def found(source: YearSource, *, on: date = TODAY) -> dict[str, LintFinding]:
    document = year_end_pack(source.facts, source.snapshots)
    findings = lint_year(source, document=document, publishing_on=on, holidays=frozenset())
    return {finding.code: finding for finding in findings}


@pytest.mark.usefixtures("measures")
def test_a_year_of_which_all_is_in_order_has_nothing_to_mend() -> None:
    source = year_source(YEAR)

    findings = found(replace(source, facts=replace(source.facts, meeting_on=MEETING, author="Officer", contact="o@x")))

    assert findings == {}


@pytest.mark.usefixtures("measures")
@pytest.mark.parametrize("change", [{"counted": 7}, {"councils": ()}])
def test_counts_that_do_not_add_up_are_refused(change: dict[str, object]) -> None:
    source = year_source(YEAR)

    assert "counts-do-not-add-up" in found(replace(source, facts=replace(source.facts, **change)))  # type: ignore[arg-type]


@pytest.mark.usefixtures("measures")
def test_a_placeholder_is_refused_in_the_words_of_a_quarter() -> None:
    source = year_source(YEAR)
    first = source.snapshots[0]
    changed = replace(first, terms=replace(first.terms, title="Calls TBC"))

    finding = found(replace(source, snapshots=(changed, *source.snapshots[1:])))["placeholder"]

    assert finding.words.startswith("“TBC” stands for words still to come, in “")
    assert finding.words.endswith("Put in what is meant, and close the year again.")


@pytest.mark.usefixtures("measures")
def test_a_year_that_gives_a_withheld_one_away_is_refused() -> None:
    source = year_source(YEAR)
    by_ref = {one.terms.indicator_ref: one for one in source.snapshots}
    total = replace(by_ref["EXC01"], terms=replace(by_ref["EXC01"].terms, sum_of=("EXC02", "EXC04")))
    snapshots = tuple(total if one is by_ref["EXC01"] else one for one in source.snapshots)

    finding = found(replace(source, snapshots=snapshots))["withheld-worked-out"]

    assert "EXC04 for Havering is withheld, and can be worked out: EXC01 is the sum of EXC02 and EXC04" in finding.words


@pytest.mark.usefixtures("measures")
def test_a_meeting_is_missed_or_missing_as_for_a_quarter() -> None:
    source = year_source(YEAR)
    with_meeting = replace(source, facts=replace(source.facts, meeting_on=MEETING))

    assert "no-meeting" in found(source)
    assert "late" in found(with_meeting, on=MEETING - timedelta(days=3))
    assert "after-the-meeting" in found(with_meeting, on=MEETING)
    before = replace(source, facts=replace(source.facts, meeting_on=YEAR.last_day))
    assert "meeting-before-year-ended" in {finding.code for finding in refusals(tuple(found(before).values()))}


def test_what_was_withheld_since_keeps_the_year_back(
    command: Command, measures: dict[str, Measure], officer: User
) -> None:
    said = WithholdingSaid(
        figure_ids=[figure_of(measures["plain"], quarter_of(1)).pk],
        what=WithheldPart.MEASURE,
        withheld=True,
        reason="It tells who is meant.",
    )
    withhold(said, by=officer, at=JUNE + timedelta(hours=1))

    outcome = publish(command)

    assert outcome.status == 1
    assert "EXC02, Havering" in outcome.err
    assert "was withheld after the year was closed. Close it again" in outcome.err


def test_what_was_restated_since_is_told_and_published_over(
    command: Command, measures: dict[str, Measure], officer: User
) -> None:
    Restatement.objects.create(
        figure=figure_of(measures["plain"], quarter_of(1)),
        kind=Restatement.Kind.CORRECTION,
        value="97",
        reason="Counted twice.",
        rating="green",
        status="rated",
        rating_reason="Green.",
        said_by=officer,
        said_at=JUNE + timedelta(hours=1),
    )

    outcome = publish(command)

    assert outcome.status == 0, outcome.err
    assert "warning: Restated since the year was closed: EXC02, Havering, 2019-20 Q1." in outcome.err


@pytest.mark.usefixtures("measures")
def test_a_restricted_pack_is_never_published_and_has_nothing_to_mend() -> None:
    made = {
        key: year_document(YEAR_END, year=YEAR, audience=audience_called(key), at=IN_TIME)
        for key in ("joint-committee", "management-team")
    }

    assert {finding.code for finding in made["joint-committee"].findings} == {"no-meeting"}
    assert made["management-team"].findings == ()


def test_a_council_is_told_of_what_is_missing_of_its_own(lead: User, officer: User) -> None:
    make_partnership()
    newham = make_due_measure("EXC03", measure={"council": make_council("Newham")}, year_end_rule=YearEndRule.MEAN)
    own = make_due_measure("EXC01", year_end_rule=YearEndRule.MEAN)
    lived({newham: ["96", None, "96", "96"], own: ["96"] * 4}, lead=lead, officer=officer)
    close_year(year=YEAR, by=officer, at=JUNE)

    codes = {
        key: {f.code for f in year_document(YEAR_END, year=YEAR, audience=audience_called(key), at=IN_TIME).findings}
        for key in ("joint-committee", "partner-council:havering", "partner-council:newham")
    }

    assert ["incomplete" in found for found in codes.values()] == [True, False, True]
    assert not any("counts-do-not-add-up" in found for found in codes.values())
