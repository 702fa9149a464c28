"""What a paper asks the committee to do, and what it must say beside it."""

from __future__ import annotations

import pytest

from goldenthread.reports.papers.findings import Severity
from tests.reports.papers.made_up import REPORT, codes_asking, codes_in, found_in, with_detail

NOBODY, NO_CONSULTEE, NO_LIMIT = "delegation-to-nobody", "delegation-without-consultee", "delegation-without-limit"


@pytest.mark.parametrize(
    "asked",
    [
        ("1. To note the report.",),
        ("1. That the report be received.",),
        ("The Committee is asked to note:", "1. The report at Appendix 1.", "2. The plan."),
        ("1. To note:", "a) The report.", "b) The plan."),
        ("- Approve the plan.",),
        ("1. That the Cabinet be recommended to adopt the plan.", "2. To refer it to the Board."),
        ("1. Raises with the Leader any issues.", "2. Escalate the matter."),
        ("1. To note the report.", "2. Background"),
        ("None",),
        ("1. That approval is given to the plan.", "2. That no further action be taken."),
        ("1. Consideration be given to the findings.", "2. Members’ views are sought on the plan."),
        (
            "1. In accordance with section 101 of the Act, note the plan.",
            "2. Subject to call-in, that the plan be let.",
        ),
        ("1. Raises no objection.", "2. Choose option 2.", "3. That officers report back in three months."),
        ("1. To appoint two delegates to the General Assembly.",),
        ("1. That Councillor Smith be the Council’s delegate to the Forum.",),
    ],
)
def test_recommendations_with_a_verb_are_left_alone(asked):
    assert codes_asking(*asked) == []


@pytest.mark.parametrize(
    "asked",
    [
        ("1. The report at Appendix 1.",),
        ("The Committee is asked to:", "1. The report at Appendix 1."),
        ("1. To note the plan.", "2. The budget for the year."),
        ("1. In the year, the plan, the budget and the risks.",),
    ],
)
def test_a_recommendation_without_a_verb_is_found(asked):
    assert codes_asking(*asked) == ["recommendation-verb"]


def test_recommendations_that_are_not_there_are_found():
    assert codes_asking("") == ["recommendation-missing"]


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        ("1. To delegate authority to finalise the plan.", [NOBODY, NO_CONSULTEE, NO_LIMIT]),
        ("1. To delegate to the Executive Director to finalise the plan.", [NO_CONSULTEE, NO_LIMIT]),
        (
            "1. That authority be delegated to the Head of Finance, in consultation with the Chair, to agree grants of "
            "up to £5,000 until 31 March 2021.",
            [],
        ),
        ("1. To delegate the Head of Finance power to pay, after consulting the Chair, by 31 March 2021.", []),
        ("1. To note the decisions taken under delegated powers.", []),
        ("1. To note the list of delegated decisions.", []),
    ],
)
def test_a_delegation_says_to_whom_after_consulting_whom_and_up_to_where(asked, codes):
    assert codes_asking(asked) == codes


def test_only_a_delegation_to_nobody_blocks():
    text = REPORT.replace("To note the report attached at Appendix 1.", "To delegate authority to finalise the plan.")

    blocking = [one.code for one in found_in(text) if one.severity is Severity.BLOCKING]

    assert blocking == [NOBODY]


def test_a_resolution_of_minutes_is_held_to_the_same():
    text = "Meeting: 05/04/2019 - Harbour Joint Committee (Item 15)\nThe Committee resolved:\n1. To delegate it.\n"

    assert codes_in(text) == [NOBODY, NO_CONSULTEE, NO_LIMIT]


def test_a_resolution_in_the_midst_of_minutes_is_held_to_it_too():
    text = "Meeting: 05/04/2019 - Harbour Joint Committee (Item 15)\nRESOLVED that the power to pay be delegated.\n"

    assert codes_in(text) == [NOBODY, NO_CONSULTEE, NO_LIMIT]


@pytest.mark.parametrize(
    "bare", ["Not applicable", "N/A", "None.", "There are no implications arising from this report."]
)
def test_a_bare_answer_is_advised_against(bare):
    text = REPORT.replace("None, because the report is for noting.", bare)

    (finding,) = found_in(text)

    assert (finding.code, finding.severity) == ("implication-bare", Severity.ADVICE)


def test_a_bare_answer_on_money_blocks_where_the_report_changes_money():
    text = REPORT.replace("None, because the report changes no budget.", "Not applicable").replace(
        "To note the report attached", "To approve the budget attached"
    )

    (finding,) = found_in(text)

    assert (finding.code, finding.severity) == ("implication-bare", Severity.BLOCKING)
    assert (
        finding.what
        == "“Financial implications and risks” says “Not applicable” and no more, and the report changes money."
    )


def test_a_bare_answer_on_staff_blocks_where_the_report_changes_posts():
    text = REPORT.replace("None, because no post is affected.", "Not applicable").replace(
        "1. Background\n", "1. Background\n\nTwo new posts will be filled.\n"
    )

    assert [(one.code, one.severity) for one in found_in(text)] == [("implication-bare", Severity.BLOCKING)]


def test_an_implication_with_nothing_under_it_is_found():
    assert codes_in(REPORT.replace(" None, because the report is for noting.", "")) == ["implication-empty"]


@pytest.mark.parametrize("kind", ["Legal", "Financial", "HR", "Equalities"])
def test_a_kind_of_which_nothing_is_said_is_found(kind):
    lines = [line for line in REPORT.splitlines() if not line.startswith(f"{kind} implications")]

    assert codes_in("\n".join(lines)) == ["implication-missing"]


def test_kinds_that_share_a_heading_or_stand_elsewhere_are_said():
    shared = REPORT.replace("Legal implications", "Legal and equalities implications")
    lines = [line for line in shared.splitlines() if not line.startswith("Equalities")]

    assert codes_in("\n".join(lines)) == []
    assert codes_in(REPORT.replace("Equalities implications and risks:", "Due regard was had:")) == []


def test_the_comments_of_officers_are_implications_by_another_name():
    text = REPORT.replace("Legal implications and risks:", "Comments of the Monitoring Officer:")

    assert codes_in(text) == []


def test_a_heading_may_say_who_wrote_what_stands_under_it():
    text = REPORT.replace(
        "Legal implications and risks: None, because the report is for noting.",
        "6. Legal Implications (Author: A. Person): Not applicable",
    )

    assert codes_in(text) == ["implication-bare"]


@pytest.mark.parametrize("side", ["Health & safety", "Section 151 Officer", "Crime and disorder (section 17)", "S151"])
def test_a_committee_may_call_a_side_as_it_likes(side):
    text = REPORT.replace(
        "\nLegal implications", f"\n{side} implications and risks: Not applicable\n\nLegal implications"
    )

    assert codes_in(text) == ["implication-bare"]


def test_a_sentence_about_implications_is_no_heading_of_them():
    assert codes_in(with_detail("There are other implications: none.")) == []


def test_a_list_of_background_papers_is_asked_for_and_none_is_one():
    headless = REPORT.replace("Background Papers\n\nNone", "")

    assert codes_in(headless) == ["background-missing"]
    assert codes_in(f"{headless}\nThere are no background papers to this report.\n") == []
    assert codes_in(REPORT.replace("Background Papers\n\nNone", "Background Papers")) == ["background-missing"]


def test_an_author_and_a_way_to_reach_them_are_asked_for():
    named = "Head of Performance, performance@harbour.example.org"

    assert codes_in(REPORT.replace(named, "Head of Performance")) == ["contact-missing"]
    assert codes_in(REPORT.replace(named, "")) == ["author-missing"]
    assert codes_in(REPORT.replace(named, "A. Person\nX37559")) == []


def test_minutes_are_not_held_against_the_template_of_reports():
    assert codes_in("Meeting: 05/04/2019 - Harbour Joint Committee (Item 15)\nMembers noted it.\n") == []
