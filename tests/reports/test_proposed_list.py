"""The list proposed for a year, as a report that asks the committee to agree it."""

from __future__ import annotations

import pytest

from goldenthread.accounts.models import User
from goldenthread.domain.measures import YearEndRule
from goldenthread.figures.forms.proposal import ProposalRow
from goldenthread.figures.operations.closing import close_year
from goldenthread.figures.operations.proposing import propose_year
from goldenthread.figures.queries.proposals import NothingProposed
from goldenthread.indicators.operations.agreeing import agree_list
from goldenthread.publishing.canonical import canonical_json, read_document
from goldenthread.publishing.document import NumberedList, ReportDocument, words_in
from goldenthread.publishing.queries import stored_publication
from goldenthread.reports.yearly import AgreedAlready, proposed_list_document, publish_proposed_list
from tests.figures.quarter import make_due_measure
from tests.figures.year import JUNE, YEAR, lived
from tests.terminal_runs import Command
from tests.world import make_decision, make_meeting, make_partnership

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
    return proposed_list_document(NEXT, at=JUNE)[0]


def words(document: ReportDocument, title: str) -> str:
    part = next(one for one in document.sections if title in one.title)
    return " ".join(text for block in part.blocks for text in words_in(block))


@pytest.mark.usefixtures("proposed")
def test_members_are_asked_to_agree_the_list() -> None:
    document = report()

    said = words(document, "Summary for members")

    assert "the list of 2020/21 is not agreed yet" in said
    assert "2 measures are proposed for 2020/21: 2 for Havering (2 = 2)." in said
    assert "1 kept, 1 changed and 1 dropped" in said
    assert "Calls of EXC02 (Havering) from 95.0%, tolerance 5 points to 97.0%, tolerance 5 points" in said
    (asked,) = [block for block in document.sections[0].blocks if isinstance(block, NumberedList)]
    assert asked.points[0].text.startswith("To agree the list (“List of Performance Indicators”)")
    assert document.audience == "oneSource Joint Committee, 26 June 2020"


@pytest.mark.usefixtures("proposed")
def test_what_changes_and_what_is_dropped_stands_beside_its_results_with_the_rationale() -> None:
    document = report()

    assert "none none 96.0% Green 95.0%, tolerance 5 points 97.0%, tolerance 5 points Met all year" in words(
        document, "A. Targets that change"
    )
    assert "Nobody asks for it" in words(document, "B. Measures that are dropped")
    assert "Kept It has served" in words(document, "D. Havering")


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
    published = publish_proposed_list(year=NEXT, audience="joint-committee", by=officer, at=JUNE).publication
    before = stored_publication(published.public_id)
    agree_list(year=NEXT, decision=make_decision(on="2020-06-12", number="4").reference, by=officer, at=JUNE)

    with pytest.raises(AgreedAlready, match="is agreed by the oneSource Joint Committee on 12 June 2020"):
        proposed_list_document(NEXT, at=JUNE)

    assert stored_publication(published.public_id) == before


def test_where_nothing_is_proposed_it_is_said_how_to_propose() -> None:
    with pytest.raises(NothingProposed, match="new-year --from 2019-20"):
        proposed_list_document(NEXT, at=JUNE)
