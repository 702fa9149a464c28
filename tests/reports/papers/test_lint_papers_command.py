"""`lint-papers` on the command line: what it prints, what its exit status means, and what it finds in real papers."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.db import OperationalError

from goldenthread.committee.models import Committee, Meeting
from goldenthread.reports.papers.findings import Code
from tests.conftest import ROOT
from tests.reports.papers.made_up import REPORT, with_detail


@pytest.fixture
def written(tmp_path):
    """Writes a text to a file, and returns its path."""

    def write(text: str, name: str = "report.txt"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def recorded(db):
    """The committee's record: its meetings from April 2019 to February 2020."""
    committee = Committee.objects.create(slug="onesource-joint-committee", name="oneSource Joint Committee")
    Meeting.objects.bulk_create(
        Meeting(committee=committee, date=day)
        for day in (date(2019, 4, 5), date(2019, 7, 12), date(2019, 10, 18), date(2020, 2, 7))
    )


def test_nothing_found_is_exit_status_0(command, written):
    outcome = command("lint-papers", written(REPORT), "--alone")

    assert outcome.status == 0
    assert outcome.out == "report.txt: no blocking findings, no pieces of advice.\n"


def test_advice_alone_is_exit_status_0(command, written):
    outcome = command("lint-papers", written(with_detail("NNDR is collected.")), "--alone")

    assert outcome.status == 0
    assert "ADVICE    line 36, 1.2 (acronym): “NNDR” is never explained.\n" in outcome.out
    assert outcome.out.endswith("report.txt: no blocking findings, 1 piece of advice.\n")


def test_what_blocks_is_exit_status_1_with_how_to_mend_it(command, written):
    outcome = command("lint-papers", written(with_detail("See minute ??")), "--alone")

    assert outcome.status == 1
    assert outcome.out.startswith("BLOCKING  line 36, 1.2 (placeholder): “??” stands for words still to come")
    assert "          Mend: Put in what is meant, or take the words out.\n" in outcome.out


def test_what_cannot_be_read_is_exit_status_2(command, written):
    outcome = command("lint-papers", written("x", name="report.pdf"), "--alone")

    assert outcome.status == 2
    assert outcome.err.startswith("report.pdf cannot be read. Give a paper as .html, .txt or .docx")


def test_the_findings_are_told_as_json(command, written):
    outcome = command("lint-papers", written(with_detail("See minute ??")), "--alone", "--json")

    told = json.loads(outcome.out)
    assert (told["blocking"], told["advice"], told["meeting_on"]) == (1, 0, "2020-02-07")
    assert told["findings"][0]["line"] == 36
    assert set(told["findings"][0]) == {"code", "severity", "line", "number", "where", "what", "why", "mend"}


def test_the_day_that_is_named_is_held_against_the_paper(command, written):
    outcome = command("lint-papers", written(REPORT), "--alone", "--meeting", "2020-02-14")

    assert outcome.status == 1
    assert "(meeting-differs)" in outcome.out


def test_a_database_that_does_not_answer_is_told_and_the_paper_is_checked_alone(command, written, monkeypatch):
    def broken(*_: object, **__: object) -> None:
        raise OperationalError("no such table: committee_meeting")

    monkeypatch.setattr("goldenthread.reports.management.commands.lint_papers.recorded_facts", broken)

    outcome = command("lint-papers", written(REPORT))

    assert outcome.status == 0
    assert outcome.err == "No record could be asked, so the paper is held against itself alone.\n"


def test_counts_and_claims_are_held_against_the_figures_that_were_frozen_of_its_quarter(command, written, frozen):
    text = REPORT.replace("12 for Northgate and 8 for Southgate", "19 for Havering and 1 for Newham").replace(
        "1. Background\n", "1. Background\n\nPerformance is below target (EXC01, Havering).\n"
    )

    outcome = command("lint-papers", written(text), "--json")

    found = [one["what"] for one in json.loads(outcome.out)["findings"]]
    assert outcome.status == 1
    assert sorted(found) == [
        "It counts 19 measures for Havering, and the agreed list of that quarter holds 1.",
        "It counts 20 measures, and the agreed list of that quarter holds 2.",
        "It says “Performance is below target” of EXC01 for Havering, which the figures do not bear out. The figure is "
        "96.2% against a target of 95.0%.",
    ]


@pytest.mark.needs_shared("seeds/improvement-plan-issue-history.txt")
def test_the_history_of_the_improvement_plan_holds_minute_and_july(command, shared, recorded):
    outcome = command("lint-papers", shared / "seeds" / "improvement-plan-issue-history.txt", "--json")

    found = {(one["code"], one["line"]): one["what"] for one in json.loads(outcome.out)["findings"]}
    assert outcome.status == 1
    assert found["placeholder", 21].endswith("body of minute ??”.")
    assert found["previous-meeting", 6].endswith("the meeting before that of 7 February 2020 was on 18 October 2019.")
    assert set(found) == {
        ("placeholder", 21),
        ("previous-meeting", 6),
        ("draft", 13),
        ("draft", 14),
        ("acronym", 13),
        ("delegation-without-limit", 22),
    }


@pytest.mark.needs_shared("seeds/performance-indicators-q2-report.txt")
def test_the_report_of_the_second_quarter_has_three_bare_answers_and_says_nothing_of_equalities(
    command, shared, recorded
):
    outcome = command("lint-papers", shared / "seeds" / "performance-indicators-q2-report.txt", "--json")

    told = json.loads(outcome.out)
    found = [(one["code"], one["line"]) for one in told["findings"]]
    assert outcome.status == 1
    assert (told["kind"], told["committee"], told["meeting_on"]) == (
        "report",
        "ONESOURCE JOINT COMMITTEE",
        "2020-02-07",
    )
    assert told["findings"][0]["what"] == "Nothing is said of equalities implications and risks."
    assert found == [
        ("implication-missing", 0),
        ("acronym", 46),
        ("acronym", 47),
        ("acronym", 55),
        ("implication-bare", 66),
        ("implication-bare", 68),
        ("implication-bare", 70),
    ]


def test_every_check_is_on_the_page_of_checks():
    page = (ROOT / "docs" / "reference" / "paper-checks.md").read_text(encoding="utf-8")

    assert [code for code in Code if f"`{code}`" not in page] == []
