"""The progress report of a plan: what it tells, and that it is published once its quarter is closed, and released."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from goldenthread.accounts.models import User
from goldenthread.committee.models import Meeting
from goldenthread.domain.periods import Quarter
from goldenthread.figures.queries.published import released_of
from goldenthread.plans.models import Plan
from goldenthread.plans.operations import (
    ReviewSaid,
    add_risk,
    agree_resource,
    change_action,
    close_progress,
    confirm_done,
    open_progress,
    review_plan,
)
from goldenthread.publishing.cells import RatingMark
from goldenthread.publishing.document import Notice, ReportDocument, Table
from goldenthread.publishing.models import Publication
from goldenthread.publishing.origins import OriginKind, origin_of
from goldenthread.publishing.queries import stored_publication
from goldenthread.publishing.rules import AlreadyPublished
from goldenthread.publishing.verification import verify_publication
from goldenthread.reports.plan_reports import NoProgress, QuarterOpen, progress_report, publish_progress_report
from goldenthread.reports.releasing import ReleasedLate, release_pack
from tests.plans.improvement import (
    IN_JANUARY,
    IN_JULY,
    IN_SPRING,
    LONDON,
    Q1,
    Q2,
    Q3,
    Q4,
    action,
    date_change,
    finalised,
    report,
)
from tests.plans.test_kept_under_review import RISK
from tests.plans.test_resources import SAID
from tests.reports.reading import column_of, row_of, section_called, section_words, table_called
from tests.terminal_runs import Command
from tests.world import make_committee, make_partnership

pytestmark = pytest.mark.django_db
NAME = "improvement-plan-2019-20-q3"
PUBLISHED = datetime(2020, 1, 22, 10, 0, tzinfo=LONDON)
LAST_DAY = datetime(2020, 1, 30, 10, 0, tzinfo=LONDON)


@pytest.fixture
def plan(officer: User, clerk: User) -> Plan:
    """In Q1 all three are on target; of Q2 nothing is asked; in Q3 one is complete, one behind, one moved."""
    make_partnership(illustrative_note="Demonstration: made up.")
    made = finalised(by=officer)
    Meeting.objects.create(committee=make_committee(), date=date(2020, 2, 7))
    open_progress(plan_id=made.pk, quarter=Q1, by=officer, at=IN_JULY)
    for ref, day in (("1.1", date(2019, 12, 31)), ("1.2", date(2020, 3, 31))):
        report(ref, Q1, by=officer, at=IN_JULY, action=day)
    report("2.1", Q1, by=officer, at=IN_JULY, action=date(2019, 12, 31), M1=date(2019, 9, 30))
    close_progress(plan_id=made.pk, quarter=Q1, by=officer, at=IN_JULY)
    open_progress(plan_id=made.pk, quarter=Q3, by=officer, at=IN_JANUARY)
    moved = date_change(date(2020, 6, 30), ref="1.2", on=date(2019, 12, 10))
    change_action(action_id=action("1.2").pk, version=1, said=moved, by=officer, at=IN_JANUARY)
    report("1.2", Q3, by=officer, at=IN_JANUARY, action=date(2020, 6, 30))
    report(
        "2.1",
        Q3,
        by=officer,
        at=IN_JANUARY,
        action=date(2020, 2, 14),
        done_M1=date(2019, 9, 30),
        reasons="Members were away.",
        remedy="It goes to them in February.",
    )
    return made


@pytest.fixture
def closed(plan: Plan, officer: User) -> ReportDocument:
    close_progress(plan_id=plan.pk, quarter=Q3, by=officer, at=IN_JANUARY)
    return progress_report("improvement-plan", Q3, at=IN_JANUARY)


def words_in(document: ReportDocument, title: str) -> str:
    return " ".join(section_words(section_called(document, title)))


def test_it_counts_by_status_with_the_base_beside_the_quarter_that_was_reported_before(closed):
    summary = section_called(closed, "Summary for members")
    table = table_called(summary, "Actions by status")

    assert [column.title for column in table.columns] == ["Status", "Q1 2019/20", "Q3 2019/20"]
    assert column_of(table, "Q3 2019/20") == ["0", "1", "1", "1", "3"]
    assert "Of the 3 actions of the plan, 1 is over one month behind (33.3%)" in words_in(closed, "Summary for members")
    assert "Percentages are of the 3 actions, each rounded by itself: they add up to 99.9%." in words_in(
        closed, "Summary for members"
    )


def test_it_tells_why_fewer_are_on_target_by_the_actions_that_moved(closed):
    told = words_in(closed, "Summary for members")

    assert "3 were on target in Q1 2019/20 and 0 are now: 3 left that number, and 0 came to it." in told
    moved = table_called(section_called(closed, "Summary for members"), "Actions whose status changed")
    assert row_of(moved, "1.2 Ask staff.")[2] == "Reprogrammed with approval"


def test_the_quarter_of_which_nothing_was_reported_is_said_before_anything_else(closed):
    notices = [block for block in closed.sections[0].blocks if isinstance(block, Notice)]

    assert [one.title for one in notices] == ["No progress was reported of Q2 2019/20"]
    assert closed.status == "published"
    assert closed.illustrative_note == "Demonstration: made up."


def test_what_is_behind_has_its_slip_its_reasons_and_its_remedy(closed):
    told = words_in(closed, "Exceptions")

    assert "45 days, of the action due on 31 December 2019" in told
    assert "Members were away." in told
    assert "It goes to them in February." in told
    assert "1.1" not in told


def test_a_change_stands_with_its_reason_and_who_had_the_power(closed):
    (table,) = (
        one for one in section_called(closed, "Changes since the plan was agreed").blocks if isinstance(one, Table)
    )

    assert row_of(table, "1.2 Ask staff.")[1:] == [
        "10 December 2019",
        "From 31 March 2020 to 30 June 2020",
        "The trainer left.",
        "Executive Director",
    ]
    assert "To note the changes of 1.2" in words_in(closed, "Report to the committee")


def test_resources_stand_by_council_and_by_action_and_those_that_have_none_are_named(plan, officer):
    agree_resource(SAID, by=officer, at=IN_JULY)
    document = progress_report("improvement-plan", Q3, at=IN_JANUARY)

    table = table_called(section_called(document, "E. Resources"), "Staff and money agreed, by year and council")
    assert row_of(table, "Havering") == ["Havering", "2019/20", "1.5", "£60,000", "1"]
    assert "Chief Executive of Havering, 1 May 2019" in words_in(document, "E. Resources")
    assert "No staff and no money are agreed for 2 actions that are open: 1.2 and 2.1." in words_in(
        document, "E. Resources"
    )
    assert "No staff and no money are agreed for 1.2 and 2.1." in words_in(document, "Report to the committee")


def test_no_status_is_told_by_its_colour_alone(closed):
    marks = [
        cell
        for section in closed.sections
        for block in section.blocks
        if isinstance(block, Table)
        for row in block.rows
        for cell in row
        if isinstance(cell, RatingMark)
    ]

    assert {one.code for one in marks if one.word == "Reprogrammed with approval"} == {"not-rated"}
    assert all(one.word for one in marks)


def test_while_the_quarter_is_open_it_is_a_draft_and_not_published(plan, officer):
    assert progress_report("improvement-plan", Q3, at=IN_JANUARY).status == "DRAFT"

    with pytest.raises(QuarterOpen, match="Close it first"):
        publish_progress_report("improvement-plan", Q3, by=officer, at=PUBLISHED)
    with pytest.raises(NoProgress):
        progress_report("improvement-plan", Q2, at=IN_JANUARY)
    assert not Publication.objects.exists()


def test_it_is_published_once_for_the_next_meeting_proposed_for_its_agenda_and_released(closed, officer, clerk):
    made = publish_progress_report("improvement-plan", Q3, by=officer, at=PUBLISHED)

    assert (made.public_id, made.presented_to) == (f"{NAME}-1", "oneSource Joint Committee, 7 February 2020")
    origin = origin_of(made.public_id)
    assert (origin.kind, origin.meeting_on) == (OriginKind.PLAN, date(2020, 2, 7))
    assert verify_publication(stored_publication(made.public_id)).is_right
    with pytest.raises(AlreadyPublished):
        publish_progress_report("improvement-plan", Q3, by=officer, at=PUBLISHED + timedelta(days=1))
    with pytest.raises(ReleasedLate):
        release_pack(made.public_id, by=clerk, at=LAST_DAY + timedelta(days=1))
    assert release_pack(made.public_id, by=clerk, at=LAST_DAY).meeting_on == date(2020, 2, 7)
    # It tells no figure: nothing of the quarter's figures is public by it.
    assert released_of(Quarter.parse("2019-20 Q3")) == frozenset()


def test_the_commands_write_it_and_publish_it(command: Command, plan: Plan, officer: User, tmp_path: Path):
    quarter = ("--year", "2019-20", "--quarter", "Q3")
    by = ("--by", "officer@example.org", "--at", "2020-01-22")

    draft = command("plan-report", "improvement-plan", *quarter, "--out", tmp_path / "draft", "--at", "2020-01-20")
    early = command("publish-plan-report", "improvement-plan", *quarter, *by)
    close_progress(plan_id=plan.pk, quarter=Q3, by=officer, at=IN_JANUARY)
    published = command("publish-plan-report", "improvement-plan", *quarter, *by)

    assert draft.out.startswith("oneSource Improvement Plan: progress, Q3 2019/20: DRAFT\n")
    assert {path.suffix for path in (tmp_path / "draft").iterdir()} >= {".pdf", ".html", ".docx", ".csv", ".json"}
    assert (early.status, "is not closed" in early.err) == (1, True)
    assert published.out.startswith(f"Published as {NAME}-1: oneSource Improvement Plan: progress, Q3 2019/20")


def test_what_is_complete_is_put_to_the_committee_once(plan, officer, lead, head):
    called = report("1.1", Q3, by=lead, at=IN_JANUARY, done=date(2019, 12, 20), evidence="The register of courses")
    confirm_done(progress_id=called.pk, version=1, by=head, at=IN_JANUARY)
    close_progress(plan_id=plan.pk, quarter=Q3, by=officer, at=IN_JANUARY)
    first = progress_report("improvement-plan", Q3, at=IN_JANUARY)
    assert "Complete actions, each confirmed" in words_in(first, "D. Complete, to be agreed")
    assert "be taken out" in words_in(first, "Report to the committee")
    publish_progress_report("improvement-plan", Q3, by=officer, at=PUBLISHED)
    open_progress(plan_id=plan.pk, quarter=Q4, by=officer, at=IN_SPRING)

    later = progress_report("improvement-plan", Q4, at=IN_SPRING)

    words = words_in(later, "D. Complete, to be agreed")
    assert "Put to the committee before, and not decided yet" in words
    assert "Complete actions, each confirmed" not in words
    assert "be taken out" not in words_in(later, "Report to the committee")


def test_what_was_recorded_after_the_quarter_was_closed_is_not_told_of_it(plan, officer):
    close_progress(plan_id=plan.pk, quarter=Q3, by=officer, at=IN_JANUARY)
    before = progress_report("improvement-plan", Q3, at=IN_JANUARY)
    number = Plan.objects.get().version
    add_risk(plan_id=plan.pk, version=number, said=RISK, on=date(2020, 4, 1), by=officer, at=IN_SPRING)
    agree_resource(SAID, by=officer, at=IN_SPRING)
    reviewed = ReviewSaid(on=date(2020, 4, 2), occasion="yearly", outcome="It stays.", by_post="Director")
    review_plan(plan_id=plan.pk, version=number + 1, said=reviewed, by=officer, at=IN_SPRING)

    assert progress_report("improvement-plan", Q3, at=IN_JANUARY) == before
    assert "The next review is due on 2 May 2020" in words_in(before, "F. Risks and reviews")
