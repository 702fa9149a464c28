"""The auditor's question: everything behind a published number, worked out again and held against what was told."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from goldenthread.accounts.models import User
from goldenthread.domain.explained import Check, difference_checks
from goldenthread.domain.measures import MeasureType, YearEndRule
from goldenthread.domain.plain import to_plain
from goldenthread.domain.rating import RatingCode
from goldenthread.domain.snapshot import FigureSnapshot
from goldenthread.domain.units import ReadingKind
from goldenthread.figures.models import Figure, FrozenFigure
from goldenthread.figures.operations import Overriding, freeze_round, override_ratings, reopen_figures
from goldenthread.figures.queries.explained import explained_figure
from goldenthread.indicators.models import Measure
from goldenthread.storage.triggers import install_triggers, remove_triggers
from tests.figures.quarter import OCTOBER, Q1, Q2, figure_of, give, make_due_measure, opened, sign_off, submit
from tests.figures.restated import frozen_q1, make_complaints, restate, snapshot_of
from tests.figures.workbooks import filled, saved, template
from tests.terminal_runs import Command
from tests.world import make_earlier_figure, make_partnership, make_policy, make_target

pytestmark = pytest.mark.django_db
QUARTER = ("--year", "2019-20", "--quarter", "Q2")
LABELS: dict[str, Any] = {
    "numerator_label": "Paid in 30 days",
    "denominator_label": "Paid",
    "numerator_in_denominator": True,
}


def run(command: Command, *arguments: str) -> Any:
    return command("explain", "EXC01:havering", *QUARTER, *arguments)


def checks_of(quarter: Any = Q2, name: str = "EXC01") -> dict[str, Check]:
    return {check.what: check for check in explained_figure(quarter, name=name, at=OCTOBER).explanation.checks}


def told_so(measure: Measure, difference: str) -> FigureSnapshot:
    """The measure's frozen figure, with these words of the difference."""
    snapshot = snapshot_of(measure)
    assert snapshot.exception is not None
    return replace(snapshot, exception=replace(snapshot.exception, difference=difference))


@pytest.fixture
def frozen(command: Command, lead: User, head: User, officer: User, tmp_path: Path) -> Measure:
    """159 of 173 against 95%, returned in a workbook; under two policies, with a forecast and an earlier figure."""
    make_partnership()
    measure = make_due_measure(measure={"own_policy": make_policy("on-off-track")}, **LABELS)
    make_earlier_figure(measure, "2019-20 Q1", "90.0")
    opened(by=officer)
    cells: dict[str, Any] = {"Numerator": 159, "Denominator": 173, "Year-end forecast": "96%"}
    file = saved(tmp_path, filled(template(), {"Figures": {"EXC01": cells}}))
    outcome = command("import-returns", str(file), *QUARTER, "--by", lead.email, "--at", "2019-10-14T10:40")
    assert outcome.status == 0, outcome.err
    at = OCTOBER.replace(hour=12)
    submit(measure, by=lead, at=at)
    sign_off(measure, by=head, at=at)
    freeze_round(quarter=Q2, by=officer, at=at)
    return measure


def test_all_of_a_figure_s_arithmetic_is_done_again_and_agrees(command: Command, frozen: Measure) -> None:
    outcome = run(command)

    assert outcome.status == 0, outcome.out
    for words in (
        "agrees: value from 159 of 173 is 91.9075144509",
        "agrees: rating is amber",
        "agrees: variance is -3.0924855491",
        "agrees: rating under the council's own policy is red",
        "agrees: rating of the year's end is green",
        "agrees: value of the previous period, as imported is 90",
        "agrees: target of Q2 2019/20 by the profile constant is 95",
        "direction since the previous period is improved",
        "decided: Amber: the result misses the target by no more than the measure's own tolerance.",
        "did not apply: Green:",
        "returned: Head of Exchequer, 14 October 2019 at 10:40",
        "signed off: Director of Finance, 14 October 2019 at 12:30",
        "frozen as version 1: Performance Officer",
    ):
        assert words in outcome.out
    assert "DOES NOT AGREE" not in outcome.out
    assert outcome.out.splitlines()[-1].startswith("All ")


def test_the_stored_file_is_read_again_at_its_cell(command: Command, frozen: Measure) -> None:
    outcome = run(command)

    assert "the file says: 159" in outcome.out
    assert "agrees: SHA-256 of the stored file is" in outcome.out
    assert f"agrees: what the file says in Figures {snapshot_of(frozen).provenance.cell} is 159" in outcome.out


def test_the_same_is_there_as_json(command: Command, frozen: Measure) -> None:
    outcome = run(command, "--json")

    told = json.loads(outcome.out)
    assert (outcome.status, told["agrees"], told["version"]) == (0, True, 1)
    assert {part["title"] for part in told["parts"]} >= {"The figure", "Its target", "The file", "Who, and when"}
    assert all(check["agrees"] for part in told["parts"] for check in part["checks"])


def tamper(measure: Measure, **changes: Any) -> None:
    """A frozen figure that is another than was worked out: only somebody with the database's own rights could."""
    snapshot = to_plain(replace(snapshot_of(measure), **changes))
    remove_triggers()
    FrozenFigure.objects.filter(measure=measure).update(snapshot=snapshot)
    install_triggers()


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"rating": "green"}, "rating"),
        ({"value": Decimal("95.5")}, "value from 159 of 173"),
        ({"travel_short": "worse"}, "direction since the previous period"),
        ({"variance": Decimal(1)}, "variance"),
    ],
)
def test_what_does_not_come_out_as_it_was_told_is_said(
    command: Command, frozen: Measure, changes: dict[str, Any], what: str
) -> None:
    tamper(frozen, **changes)

    outcome = run(command)

    assert outcome.status == 1
    assert f"DOES NOT AGREE: {what}" in outcome.out
    assert outcome.out.splitlines()[-1].endswith("DO NOT AGREE.")


def test_a_target_by_the_shares_of_earlier_years_is_made_again_from_them(lead: User, officer: User) -> None:
    measure = make_due_measure(annual=None, measure_type=MeasureType.CUMULATIVE, year_end_rule=YearEndRule.LAST)
    for number, value in enumerate(("28", "56", "84", "100"), start=1):
        make_earlier_figure(measure, f"2018-19 Q{number}", value)
    quarters = ("26.9", "53.8", "80.6", "96.0")
    make_target(measure, "96.0", profile="from-history", quarters=quarters, tolerance="5", history_years="2018-19")
    opened(by=officer)
    give(measure, "53.0", by=lead)
    freeze_round(quarter=Q2, by=officer, at=OCTOBER)

    check = checks_of()["target of Q2 2019/20 by the profile from history"]

    assert (check.told, check.anew, check.agrees) == ("53.8", "53.8", True)


def test_a_judgement_is_explained_with_what_the_rule_says(lead: User, officer: User) -> None:
    measure = make_due_measure()
    opened(by=officer)
    give(measure, "92.1", by=lead)
    figure = figure_of(measure)
    said = Overriding(figure_ids=[figure.pk], versions={}, rating=RatingCode.RED, reason="A week is missing.")
    override_ratings(said, by=officer, at=OCTOBER)
    freeze_round(quarter=Q2, by=officer, at=OCTOBER)

    checks = checks_of()

    assert (checks["rating in force, by judgement"].told, checks["rating by the rule"].anew) == ("red", "amber")
    assert all(check.agrees for check in checks.values())


def test_the_rating_under_an_earlier_target_is_worked_out_too(lead: User, officer: User) -> None:
    measure = make_due_measure(tolerance="2")
    make_target(measure, "90.0", starts_on="2019-08-01", tolerance="5", tolerance_unit="percent")
    opened(by=officer)
    give(measure, "92.1", by=lead)
    freeze_round(quarter=Q2, by=officer, at=OCTOBER)

    check = checks_of()["rating under the earlier terms"]

    assert (check.told, check.anew) == ("red", "red")


def test_what_was_restated_since_is_told_and_the_version_stands_as_it_was(lead: User, officer: User) -> None:
    measure = make_complaints()
    frozen_q1(measure, lead=lead, officer=officer)
    restate(measure, "31", by=officer)

    found = explained_figure(Q1, name="COM01", at=OCTOBER).explanation

    assert not found.disagreements
    lines = {line.what: line.words for part in found.parts for line in part.lines}
    assert "31, would have been green" in lines["restated, correction"]
    assert lines["of the value returned"] == "38: Head of Exchequer, 22 July 2019 at 10:30"


def test_the_difference_in_the_words_of_an_earlier_version_agrees(frozen: Measure) -> None:
    words = (
        "91.9% is 3.1 points below the target of 95.0%, or 3.3% of the target. 159 of 173: 6 more would have met it."
    )

    (check,) = difference_checks(told_so(frozen, words))

    assert check.agrees


@pytest.mark.parametrize(
    "words",
    [
        "91.9% is 3.2 points below the target of 95.0%, or 3.3% of the target. 159 of 173: 6 more would have met it.",
        "91.9% is 3.1 points above the target of 95.0%, or 3.3% of the target. 159 of 173: 6 more would have met it.",
        "No target is set to compare the figure with.",
    ],
)
def test_the_difference_with_another_number_or_side_does_not(frozen: Measure, words: str) -> None:
    (check,) = difference_checks(told_so(frozen, words))

    assert not check.agrees


def test_a_comparator_that_was_restated_agrees_with_what_was_known_then(lead: User, officer: User) -> None:
    measure = make_complaints()
    frozen_q1(measure, lead=lead, officer=officer)
    restate(measure, "31", by=officer)
    opened(by=officer)
    give(measure, "30", by=lead)
    freeze_round(quarter=Q2, by=officer, at=OCTOBER)

    checks = checks_of(name="COM01")

    assert checks["value of the previous period, as restated"].anew == "31"
    assert all(check.agrees for check in checks.values())


@pytest.mark.parametrize(
    ("typed", "kind"),
    [(None, None), ("[x]", ReadingKind.MARK_X), ("n/a", ReadingKind.NOT_APPLICABLE)],
)
def test_a_figure_without_a_value_is_explained_too(
    lead: User, officer: User, typed: str | None, kind: ReadingKind | None
) -> None:
    measure = make_due_measure()
    opened(by=officer)
    reading: dict[str, Any] = {} if kind is None else {"kind": kind, "text": typed}
    give(measure, by=lead, **reading)
    freeze_round(quarter=Q2, by=officer, at=OCTOBER)

    assert all(check.agrees for check in checks_of().values())


def test_an_older_version_is_explained_as_it_was_then(command: Command, frozen: Measure, officer: User) -> None:
    at = OCTOBER.replace(hour=13)
    reopen_figures(figure_ids=[figure_of(frozen).pk], reason="Wrong", by=officer, at=at)
    give(frozen, "96.0", by=officer, at=at)
    freeze_round(quarter=Q2, by=officer, at=at)

    newest, first = run(command), run(command, "--version", "1")

    assert ("exactly: 96" in newest.out, "exactly: 91.9075144509" in first.out) == (True, True)
    assert (newest.status, first.status) == (0, 0)


def test_a_version_that_there_is_not_is_not_explained(command: Command, officer: User) -> None:
    make_due_measure()
    opened(by=officer)

    outcome = command("explain", "EXC01", *QUARTER, "--version", "2")

    assert outcome.status == 1
    assert "has no version 2" in outcome.err


def test_a_name_that_means_no_figure_is_refused(command: Command, frozen: Measure) -> None:
    outcome = command("explain", "EXC99", *QUARTER)

    assert outcome.status == 1
    assert "No figure of the quarter has the name 'EXC99'" in outcome.err


def test_nothing_is_written_by_explaining(command: Command, frozen: Measure) -> None:
    before = list(Figure.objects.values())

    run(command)

    assert list(Figure.objects.values()) == before
