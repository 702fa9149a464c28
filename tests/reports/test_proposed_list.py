"""The list proposed for a year, as a report that asks the committee to agree it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from goldenthread.accounts.models import User
from goldenthread.domain.measures import YearEndRule
from goldenthread.domain.proposal import Verdict
from goldenthread.figures.forms.proposal import ProposalRow
from goldenthread.figures.operations.closing import close_year
from goldenthread.figures.operations.proposing import propose_year
from goldenthread.figures.queries.proposals import NothingProposed, proposed_list
from goldenthread.indicators.operations.agreeing import agree_list
from goldenthread.partnership.models import Council
from goldenthread.publishing.canonical import canonical_json, read_document
from goldenthread.publishing.document import EditableAs, NumberedList, ReportDocument, Table, words_in
from goldenthread.publishing.queries import stored_publication
from goldenthread.reports.documents.proposed_list import proposed_list_report
from goldenthread.reports.linter import refusals
from goldenthread.reports.operations import NothingCorrected
from goldenthread.reports.year_documents import PROPOSED_LIST, AgreedAlready, year_document
from goldenthread.reports.year_linter import lint_proposal
from goldenthread.reports.yearly import publish_year_document
from tests.figures.quarter import make_due_measure
from tests.figures.year import JUNE, YEAR, lived
from tests.reports.reading import row_of
from tests.terminal_runs import Command
from tests.world import make_agreed_list, make_decision, make_meeting, make_partnership

pytestmark = pytest.mark.django_db
NEXT = YEAR.next


@pytest.fixture
def proposed(lead: User, officer: User) -> None:
    """A closed year, and a proposal that keeps one target, changes one and drops one."""
    make_partnership()
    make_meeting(on="2020-06-26")
    refs = ("EXC01", "EXC02", "EXC03")
    measures = [make_due_measure(ref, year_end_rule=YearEndRule.MEAN, title=f"Calls of {ref}") for ref in refs]
    lived({one: ["96", "96", "96", "96"] for one in measures}, lead=lead, officer=officer)
    close_year(year=YEAR, by=officer, at=JUNE)
    rows = (
        ProposalRow(ref="EXC01", council="Havering", answer="keep", rationale="It has served"),
        ProposalRow(ref="EXC02", council="Havering", answer="change", new_target="97%", rationale="Met all year"),
        ProposalRow(ref="EXC03", council="Havering", answer="drop", rationale="Nobody asks for it"),
    )
    propose_year(rows, year=YEAR, file="proposal.xlsx", by=officer, at=JUNE)


def report() -> ReportDocument:
    return year_document(PROPOSED_LIST, year=NEXT, at=JUNE).document


def words(document: ReportDocument, title: str) -> str:
    part = next(one for one in document.sections if title in one.title)
    return " ".join(text for block in part.blocks for text in words_in(block))


@pytest.mark.usefixtures("proposed")
def test_members_are_asked_to_agree_the_list() -> None:
    document = report()

    said = words(document, "Summary for members")

    assert "the list of 2020/21 is not agreed yet" in said
    assert "2 measures are proposed for 2020/21: 2 for Havering (2 = 2)." in said
    assert "Of these 1 is kept and 1 changed. Beside them 1 is dropped." in said
    assert "Calls of EXC02 (Havering) from 95.0%, tolerance 5 points to 97.0%, tolerance 5 points" in said
    (asked,) = [block for block in document.sections[0].blocks if isinstance(block, NumberedList)]
    assert asked.points[0].text.startswith("To agree the list (“List of Performance Indicators”)")
    assert document.audience == "oneSource Joint Committee, 26 June 2020"


@pytest.mark.usefixtures("proposed")
def test_numbers_of_the_sentence_are_those_of_the_table() -> None:
    (table,) = [block for block in report().sections[0].blocks if isinstance(block, Table)]

    assert [column.title for column in table.columns] == ["Council", "Kept", "Changed", "Proposed", "Dropped"]
    assert row_of(table, "Havering") == ["Havering", "1", "1", "2", "1"]


@pytest.mark.usefixtures("proposed")
def test_measures_of_the_whole_partnership_are_counted_apart() -> None:
    found = proposed_list(NEXT, at=JUNE)
    kept = next(one for one in found.measures if one.verdict is Verdict.KEPT)
    whole = replace(kept, ref="OKPI1", council="", council_gss="")

    said = words(proposed_list_report(replace(found, measures=(*found.measures, whole))), "Summary for members")

    assert "Of these 1 is kept and 1 changed. Beside them 1 is dropped." in said
    assert "Of the whole partnership 1 measure is proposed: 1 is kept." in said


@pytest.mark.usefixtures("proposed")
def test_parts_follow_one_another_whatever_is_proposed() -> None:
    found = proposed_list(NEXT, at=JUNE)
    unchanged = replace(found, measures=tuple(one for one in found.measures if one.verdict is not Verdict.CHANGED))

    made = proposed_list_report(unchanged)

    titles = [section.title for section in made.sections]
    assert titles[3:] == ["A. Measures that are dropped", "B. Havering"]
    assert "or as part B says" in words(made, "Report to the committee")


@pytest.mark.usefixtures("proposed")
def test_the_year_stands_once_in_the_head_of_each_page() -> None:
    assert report().title == "oneSource Performance Indicators, proposed list"


@pytest.mark.usefixtures("proposed")
def test_an_incomplete_year_is_called_so_as_in_the_year_end_pack() -> None:
    found = proposed_list(NEXT, at=JUNE)
    kept, *rest = found.measures
    result = kept.results[-1]
    assert result is not None
    missing = replace(result, value=None, rating="not-rated", status="awaiting-data")
    changed = replace(kept, results=(*kept.results[:-1], missing))

    made = proposed_list_report(replace(found, measures=(changed, *rest)))

    assert "none none none Incomplete" in words(made, "Havering")


@pytest.mark.usefixtures("proposed")
def test_what_changes_and_what_is_dropped_stands_beside_its_results_with_the_rationale() -> None:
    document = report()

    assert "none none 96.0% Green 95.0%, tolerance 5 points 97.0%, tolerance 5 points Met all year" in words(
        document, "A. Targets that change"
    )
    assert "Nobody asks for it" in words(document, "B. Measures that are dropped")
    assert "Kept It has served" in words(document, "C. Havering")


@pytest.mark.usefixtures("proposed")
def test_it_is_published_from_the_command_line_and_verified(command: Command, officer: User) -> None:
    which = ("--year", "2020-21", "--document", "proposed-list", "--audience", "joint-committee")

    published = command("publish", *which, "--by", officer.email, "--at", "2020-06-17")
    verified = command("verify", "2020-21-proposed-list-1")

    assert (published.status, verified.status) == (0, 0), published.err
    stored = stored_publication("2020-21-proposed-list-1")
    document = read_document(stored.document)
    assert canonical_json(document) == stored.document
    assert "To agree the list" in words(document, "Report to the committee")


@pytest.mark.usefixtures("proposed")
def test_an_agreed_list_is_no_proposal_any_more_and_what_was_published_stays(officer: User) -> None:
    published = publish_year_document(
        PROPOSED_LIST, year=NEXT, audience="joint-committee", by=officer, at=JUNE
    ).publication
    before = stored_publication(published.public_id)
    decision = make_decision(on="2020-06-15", number="4", text="To agree the list for 2020/21.")
    agree_list(year=NEXT, decision=decision.reference, by=officer, at=JUNE)

    with pytest.raises(AgreedAlready, match="is agreed by the oneSource Joint Committee on 15 June 2020"):
        year_document(PROPOSED_LIST, year=NEXT, at=JUNE)

    assert stored_publication(published.public_id) == before


def test_where_nothing_is_proposed_it_is_said_how_to_propose() -> None:
    with pytest.raises(NothingProposed, match="Propose one first") as refused:
        year_document(PROPOSED_LIST, year=NEXT, at=JUNE)

    assert refused.value.at_terminal == "`new-year --from 2019-20` does that."


@pytest.mark.usefixtures("proposed")
def test_what_is_not_put_yet_is_a_draft_and_what_was_put_comes_as_published(
    command: Command, officer: User, tmp_path: Path
) -> None:
    which = ("--year", "2020-21", "--document", "proposed-list", "--audience", "joint-committee")

    before = command("pack", *which, "--out", tmp_path / "before", "--json")
    command("publish", *which, "--by", officer.email, "--at", "2020-06-17")
    after = command("pack", *which, "--out", tmp_path / "after", "--json", "--at", "2020-06-18")

    assert json.loads(before.out)["status"] == "DRAFT"
    assert json.loads(after.out)["publication"] == "2020-21-proposed-list-1"
    stored = {file.name: file.content for file in stored_publication("2020-21-proposed-list-1").files}
    assert {path.name: path.read_bytes() for path in (tmp_path / "after").iterdir()} == stored
    assert {name.rpartition(".")[2] for name in stored} >= {"odt", "docx", "ods", "xlsx"}


@pytest.mark.usefixtures("proposed")
def test_a_proposal_that_changed_since_is_a_draft_again(command: Command, officer: User, tmp_path: Path) -> None:
    which = ("--year", "2020-21", "--document", "proposed-list", "--audience", "joint-committee")
    command("publish", *which, "--by", officer.email, "--at", "2020-06-17")
    make_due_measure("EXC09", listed=False)
    make_agreed_list(make_due_measure("EXC08", listed=False), year="2020-21")

    outcome = command("pack", *which, "--out", tmp_path, "--json", "--at", "2020-06-18")

    assert (json.loads(outcome.out)["status"], json.loads(outcome.out)["publication"]) == ("DRAFT", "")


@pytest.mark.usefixtures("proposed")
def test_the_same_proposal_is_not_published_as_a_correction(officer: User) -> None:
    first = publish_year_document(PROPOSED_LIST, year=NEXT, audience="joint-committee", by=officer, at=JUNE).publication

    with pytest.raises(NothingCorrected, match="Change the proposal in the register"):
        publish_year_document(
            PROPOSED_LIST,
            year=NEXT,
            audience="joint-committee",
            by=officer,
            at=JUNE,
            replaces=first.public_id,
            because="To be sure",
        )


@pytest.mark.usefixtures("proposed")
def test_it_is_put_before_the_joint_committee_alone(command: Command, officer: User) -> None:
    which = ("--year", "2020-21", "--document", "proposed-list", "--audience", "partner-council:havering")

    outcome = command("publish", *which, "--by", officer.email, "--at", "2020-06-17")

    assert outcome.status == 1
    assert "The proposed list is put before the committee that agrees it" in outcome.err


@pytest.mark.usefixtures("proposed")
def test_its_release_waits_for_the_results_that_stand_in_it(command: Command, officer: User) -> None:
    Council.objects.filter(slug="havering").update(clearance_required=True)
    publish_year_document(PROPOSED_LIST, year=NEXT, audience="joint-committee", by=officer, at=JUNE)

    outcome = command("release", "2020-21-proposed-list-1", "--by", officer.email, "--at", "2020-06-17")

    assert outcome.status == 1
    assert "Havering has not cleared its figures in version 1 of Q1 2019/20" in outcome.err


@pytest.mark.usefixtures("proposed")
def test_a_target_that_changes_without_a_rationale_keeps_it_back() -> None:
    proposed = proposed_list(NEXT, at=JUNE)
    silent = replace(proposed, measures=tuple(replace(one, rationale="") for one in proposed.measures))

    findings = lint_proposal(silent, document=report(), publishing_on=JUNE.date(), holidays=frozenset())

    assert [one.words for one in refusals(findings)] == [
        "No rationale is given for EXC02 for Havering, EXC03 for Havering. Give one in the register before it is put."
    ]


@pytest.mark.usefixtures("proposed")
def test_what_is_asked_for_goes_into_the_texts_and_every_measure_into_the_workbooks_alone() -> None:
    held = {section.title: section.editable_as for section in report().sections}

    assert held["Report to the committee"] is EditableAs.TEXT
    assert held["A. Targets that change"] is EditableAs.BOTH
    assert held["C. Havering"] is EditableAs.TABLES
