"""The demonstration from an empty folder to a published pack, as the command makes it."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest

from goldenthread.demonstration.content import MeasureContent, council_name, indicators
from goldenthread.demonstration.files import write_clock
from goldenthread.demonstration.series import COURSE
from tests.demonstration.conftest import KILLED, MadeDemonstration
from tests.demonstration.pdf_words import PageWords, words_of_pages
from tests.own_database import OwnDatabase
from tests.terminal_runs import Command
from tests.world import make_person

CLERK, OFFICER = "clerk@onesource.example.org", "performance@onesource.example.org"
RATINGS = {"G": "green", "A": "amber", "R": "red"}
pytestmark = pytest.mark.database

COUNT_EVERYTHING = """
import json
from django.apps import apps
print(json.dumps({model._meta.label: model._default_manager.count() for model in apps.get_models()}))
"""
THIRD_QUARTER = """
import json
from collections import Counter
from goldenthread.figures.models import Figure, FigureQuery, ValueWarning
figures = Figure.objects.filter(round__period="2019-20 Q3")
print(json.dumps({
    "states": Counter(figures.values_list("state", flat=True)),
    "questions": FigureQuery.objects.filter(figure__in=figures, answered_at=None).count(),
    "warnings": [str(w.figure.name) for w in ValueWarning.objects.filter(figure__in=figures, answered_at=None)],
    "unsigned": sorted(set(figures.filter(state="submitted").values_list("service__directorate__name", flat=True))),
}))
"""


@pytest.fixture(scope="module")
def pages(demonstration: MadeDemonstration) -> list[PageWords]:
    return words_of_pages(demonstration.read("pdf"))


@pytest.fixture(scope="module")
def rows(demonstration: MadeDemonstration) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(demonstration.read("csv").decode("utf-8-sig"))))


def test_a_run_that_was_killed_half_way_leaves_nothing_in_the_way_of_the_next(demonstration: MadeDemonstration) -> None:
    assert demonstration.killed_with == KILLED
    assert demonstration.printed.returncode == 0, demonstration.printed.stderr
    assert demonstration.printed.stdout.startswith(
        "The demonstration is made: 120 measures (51 Newham, 60 Havering, 9 Bexley)."
    )


def test_a_second_run_keeps_everything(demonstration: MadeDemonstration) -> None:
    before = demonstration.asked(COUNT_EVERYTHING)
    files = {
        path: path.read_bytes() for path in demonstration.database.folder.rglob("*.*") if path.suffix != ".sqlite3"
    }

    again = demonstration.database.run("demo", "--json")

    assert again.returncode == 0, again.stderr
    assert json.loads(again.stdout)["new"] is False
    assert demonstration.asked(COUNT_EVERYTHING) == before
    assert {path: path.read_bytes() for path in files} == files


def test_the_pack_states_the_sum_of_the_councils_in_one_sentence(pages: list[PageWords]) -> None:
    report = " ".join(page.text for page in pages)

    assert re.search(r"120 .{0,40}51 for Newham, 60 for Havering and 9 for Bexley \(51 \+ 60 \+ 9 = 120\)", report)


def test_the_pack_has_at_most_45_pages_and_every_word_stands_on_one(pages: list[PageWords]) -> None:
    off = [number for number, page in enumerate(pages, start=1) if not page.are_on_the_page]

    assert off == []
    assert len(pages) <= 45


def test_every_page_and_every_file_says_that_it_is_illustrative(
    demonstration: MadeDemonstration, pages: list[PageWords], rows: list[dict[str, str]]
) -> None:
    silent = [number for number, page in enumerate(pages, start=1) if "illustrative" not in page.text]

    assert silent == []
    assert {"illustrative" in row["document_note"] for row in rows} == {True}
    assert "illustrative" in json.loads(demonstration.read("json"))["illustrative_note"]
    assert "are illustrative" in demonstration.read("html").decode()
    assert "illustrative" in (demonstration.pack / "manifest.json").read_text()


def test_every_figure_has_the_rating_that_its_course_names(rows: list[dict[str, str]]) -> None:
    rated = {(row["ref"], row["council"]): row["rating"] for row in rows if row["period"] == COURSE[1]}
    wanted = {
        (measure.ref, council_name(measure.council)): RATINGS[measure.course[1]]
        for measure in _counted()
        if measure.course[1] in RATINGS
    }

    assert len(wanted) > 80
    assert {measure: rated[measure] for measure in wanted} == wanted


def test_green_amber_and_red_have_the_shares_of_an_ordinary_quarter(rows: list[dict[str, str]]) -> None:
    counted = [row["rating"] for row in rows if row["counted"] == "true"]

    rated = [rating for rating in counted if rating != "not-rated"]

    assert len(counted) == 120
    assert 60 <= 100 * rated.count("green") / len(rated) <= 70
    assert 15 <= 100 * rated.count("amber") / len(rated) <= 20
    assert 10 <= 100 * rated.count("red") / len(rated) <= 15


def test_silence_is_printed_with_the_post_that_kept_it(pages: list[PageWords]) -> None:
    report = " ".join(page.text for page in pages)

    assert "No explanation given by Head of Property Services" in report
    assert "Not returned by Head of Facilities Management, due 21 October 2019" in report
    assert "Not returned by Head of Democratic Services, due 14 October 2019" in report
    assert "Unanswered by Head of Human Resources" in report


def test_a_published_figure_against_an_illustrative_target_says_so(pages: list[PageWords]) -> None:
    report = " ".join(page.text for page in pages)

    assert "£86,046k" in report
    assert "illustrative target and rating" in report


def test_every_published_figure_carries_its_source_in_every_file(
    demonstration: MadeDemonstration, pages: list[PageWords], rows: list[dict[str, str]]
) -> None:
    (receipts,) = [row for row in rows if row["ref"] == "CTB01"]
    published = {row["ref"] for row in rows if row["value_illustrative"] == "false"}
    sources = {receipts[name] for name in ("value_source", "previous_source", "last_year_source")}

    texts = [demonstration.read(kind).decode() for kind in ("html", "json")]
    printed = "".join("".join(page.text for page in pages).split())
    assert published == {"CTB01"}
    assert all("Receipts of Council Taxes: England" in source for source in sources)
    assert [source for source in sources for text in texts if source not in text] == []
    assert [source for source in sources if "".join(source.split()) not in printed] == []


def test_a_correction_that_changes_a_rating_stands_at_the_head_of_the_pack(pages: list[PageWords]) -> None:
    first = " ".join(pages[0].text.split())

    assert "Priority 1 incidents (Havering), Q1 2019/20: reported as 5, now known to be 4" in first
    assert "One incident of May was logged twice, once by each of two teams." in first


def test_members_have_one_page_also_below_a_notice(pages: list[PageWords]) -> None:
    first, second = (" ".join(page.text.split()) for page in pages[:2])

    assert "What is asked of you" in first
    assert "Report to the committee" in second


def test_no_row_leaves_open_whether_its_figures_are_published(rows: list[dict[str, str]]) -> None:
    kinds = ("value", "previous", "last_year", "annual_result")
    values = {"value": "value", "previous": "previous_value", "last_year": "last_year_value"}

    open_ones = [
        (row["ref"], kind)
        for row in rows
        for kind in kinds
        if row[values.get(kind, kind)] and not (row[f"{kind}_illustrative"] and row[f"{kind}_source"])
    ]
    assert open_ones == []


def test_the_third_quarter_is_open_with_a_question_a_warning_and_directors_who_have_not_signed(
    demonstration: MadeDemonstration,
) -> None:
    found = demonstration.asked(THIRD_QUARTER)

    assert found["questions"] == 1
    assert found["warnings"] == ["ICT04, Havering"]
    assert found["states"]["signed-off"] > 0
    assert found["states"]["due"] > found["states"]["submitted"] > 0
    assert "Exchequer and Transactional Services" in found["unsigned"]


def test_every_command_that_is_named_as_next_can_be_typed(demonstration: MadeDemonstration, tmp_path: Path) -> None:
    printed = demonstration.printed.stdout.splitlines()
    named = [line.split() for line in printed if line.startswith("  goldenthread ")]
    typed = [[str(tmp_path / word) if word == "q3-draft" else word for word in words[1:]] for words in named]

    outcomes = {words[0]: demonstration.database.run(*words).returncode for words in typed if words[0] != "serve"}

    assert outcomes == {"verify": 0, "exceptions": 0, "pack": 0, "rate": 0, "import-returns": 0, "invite": 0}


def test_a_database_that_holds_anything_else_is_not_touched(command: Command) -> None:
    person = make_person("Somebody", email="somebody@example.org")

    outcome = command("demo")

    assert outcome.status == 1
    assert "does not hold the demonstration, so it was not touched" in outcome.err
    assert person.name == "Somebody"


def test_the_clock_is_set_beside_other_settings_and_a_day_that_is_set_is_left(tmp_path: Path) -> None:
    (tmp_path / "settings.env").write_text("GOLDENTHREAD_HOSTS=demo.example.org\n")

    first = write_clock(tmp_path)

    kept = (tmp_path / "settings.env").read_text()
    assert first == write_clock(tmp_path) == "2020-01-20"
    assert kept.startswith("GOLDENTHREAD_HOSTS=demo.example.org\n")
    assert (tmp_path / "settings.env").read_text() == kept


def _counted() -> list[MeasureContent]:
    return [measure for one in indicators() for measure in one.measures if measure.is_counted]


def test_the_exported_register_can_be_entered_elsewhere_with_the_record_among_the_samples(
    demonstration: MadeDemonstration, own_database: OwnDatabase, tmp_path: Path
) -> None:
    register, again = tmp_path / "register.xlsx", tmp_path / "again.xlsx"
    demonstration.database.run("export-register", str(register))

    record = sorted((demonstration.database.folder / "samples" / "committee").glob("*.toml"))
    entered = [own_database.run("import-committee", str(path), "--by", CLERK) for path in record]
    imported = own_database.run("import-register", str(register), "--by", OFFICER)
    own_database.run("export-register", str(again))

    assert [path.stem for path in record] == ["2019-04-05", "2019-07-12", "2019-10-18", "2020-02-07"]
    assert [done.stderr for done in (*entered, imported) if done.returncode] == []
    assert again.read_bytes() == register.read_bytes()


def test_each_council_is_rated_by_its_own_policy_beside_the_joint_committee_s(rows: list[dict[str, str]]) -> None:
    policies = {(row["council"], row["own_policy"]) for row in rows if row["counted"] == "true"}

    assert policies == {
        ("Newham", "relative-tolerance"),
        ("Havering", "havering-2019-20"),
        ("Bexley", "on-off-track"),
    }
    differing = [row for row in rows if row["own_rating"] not in ("", row["rating"])]
    assert {row["council"] for row in differing} == {"Newham", "Havering", "Bexley"}


def test_one_rating_is_by_judgement_and_red_under_the_council_s_own_policy(
    pages: list[PageWords], rows: list[dict[str, str]]
) -> None:
    (judged,) = [row for row in rows if row["rating_computed"]]
    report = " ".join(" ".join(page.text for page in pages).split())

    assert (judged["ref"], judged["rating"], judged["rating_computed"]) == ("HRO05", "green", "amber")
    assert judged["own_rating"] == "red"
    assert "1 rating is by judgement and not by the rule" in report
    assert "under Havering's own policy alone" in report


@pytest.mark.parametrize("figure", ["HRO05:havering", "CTB01:havering", "TEC04:havering"])
def test_every_published_number_can_be_explained(demonstration: MadeDemonstration, figure: str) -> None:
    told = demonstration.database.run("explain", figure, "--year", "2019-20", "--quarter", "Q2", "--json")

    explained = json.loads(told.stdout)
    assert (told.returncode, explained["agrees"]) == (0, True)
    assert any("2019-20-q2-joint-committee-1" in str(part) for part in explained["parts"])


def test_the_improvement_plan_has_its_amendments_its_progress_and_its_gap(demonstration: MadeDemonstration) -> None:
    told = demonstration.database.run("plan", "improvement-plan", "--year", "2019-20", "--quarter", "Q3").stdout

    lines = told.splitlines()
    assert lines[0] == (
        "oneSource Improvement Plan: final, agreed by onesource-joint-committee/2019-04-05/15/1. Its actions are "
        "illustrative."
    )
    assert sum(line.startswith("Amendment ") for line in lines) == 3
    assert (
        "8 actions: 2 on target, 1 up to one month behind, 1 over one month behind, 2 complete, 1 reprogrammed with "
        "approval, 1 not reported."
    ) in lines
    assert lines[-2:] == [
        "4.3 was on target in Q1 2019/20, and is not reported.",
        "Of Q2 2019/20 nothing was reported.",
    ]
