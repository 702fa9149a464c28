"""What a pack says of words: published ones alone, repeated ones said to be so, claims held against the figures."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from goldenthread.accounts.models import User
from goldenthread.domain.snapshot import FigureSnapshot
from goldenthread.domain.streaks import Streak, StreakKind
from goldenthread.domain.withheld import WithheldPart
from goldenthread.figures.operations import WithholdingSaid, freeze_round, withhold
from goldenthread.publishing.cells import words_of
from goldenthread.reports.linter import Weight, lint
from goldenthread.reports.queries import findings_of, frozen_source, pack_document
from goldenthread.reports.sources import PackSource
from tests.figures.quarter import OCTOBER, action, figure_of, give, make_due_measure, opened
from tests.figures.quarter import Q2 as QUARTER
from tests.reports.packs import make_pack
from tests.reports.reading import all_words, column_of, row_of, section_called, table_called
from tests.reports.rounds import FROZEN_AT, Q2, make_exception, make_facts, make_promise, make_snapshot, make_terms
from tests.reports.test_withheld import told_in
from tests.world import make_partnership


def off_target(reasons: str = "July was short of staff.", **words: object) -> FigureSnapshot:
    return make_snapshot(value="92.1", history=("94.2", "96.1"), exception=make_exception(reasons=reasons, **words))


def find(*figures: FigureSnapshot) -> list[tuple[str, Weight, str]]:
    made = PackSource(quarter=Q2, facts=make_facts(figures), figures=figures, as_at=FROZEN_AT)
    found = lint(made, document=make_pack(*figures), publishing_on=FROZEN_AT.date(), holidays=frozenset())
    return [(one.code, one.weight, one.words) for one in found]


# --- repeated words, and a few cases ----------------------------------------------------------------------------------


def test_last_quarters_words_are_said_to_be_so() -> None:
    assert "July was short of staff. (The same words as last quarter.)" in all_words(
        make_pack(off_target(same_words=True))
    )
    assert "The same words" not in all_words(make_pack(off_target()))


def test_a_share_of_few_cases_is_flagged_in_tables_panel_and_data() -> None:
    terms = replace(make_terms(), small_number=Decimal(30))
    figure = make_snapshot(terms, value="75.0", numerator=Decimal(9), denominator=Decimal(12))

    document = make_pack(figure)

    flagged = "of only 12: one case moves it by 8.3 points"
    rows = table_called(section_called(document, "Havering"), "London Borough of Havering").rows
    assert flagged in words_of(rows[0][0])
    assert any(flagged in text for text in all_words(document).splitlines() if "EXC01; Exchequer" in text)
    assert document.rows is not None
    names = [column.name for column in document.rows.columns]
    told = dict(zip(names, document.rows.rows[0], strict=True))
    assert told["small_number"] is True
    assert str(told["reason"]).endswith(f"The figure is {flagged}.")


# --- three in a row ---------------------------------------------------------------------------------------------------


def test_runs_of_bad_periods_are_listed_with_the_exceptions() -> None:
    periods = ("2018-19 Q4", "2019-20 Q1", "2019-20 Q2")
    runs = tuple(Streak(kind=kind, periods=periods) for kind in StreakKind)

    document = make_pack(replace(off_target(), streaks=runs))

    section = section_called(document, "red and amber measures")
    table = table_called(section, "Red or worsening 3 periods in a row")
    assert column_of(table, "In a row") == [
        "Red 3 periods in a row, Q4 2018/19 to Q2 2019/20; worse than the period before 3 times in a row, "
        "Q4 2018/19 to Q2 2019/20"
    ]
    assert row_of(table, "Invoices paid")[-1] == "Director of Exchequer and Transactional Services"
    assert "1 measure is red, or worse than the period before, for the third time in a row or more." in all_words(
        document
    )


def test_without_a_run_nothing_is_said_of_any() -> None:
    assert "in a row" not in all_words(make_pack(off_target()))


# --- before publication -----------------------------------------------------------------------------------------------


def test_a_claim_that_the_figures_do_not_bear_out_is_found() -> None:
    (found,) = find(off_target("Performance is above target."))

    assert found[:2] == ("claim-untrue", Weight.WARNING)
    assert "EXC01 for Havering: the reasons say “Performance is above target”" in found[2]
    assert "The figure is 92.1% against a target of 95.0%." in found[2]
    assert find(off_target("It fell from 96.1% to 92.1%.")) == []


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ({"reasons": "word " * 251}, "long-reasons"),
        ({"back_on_track": "word " * 21}, "long-back-on-track"),
        ({"actions": (make_promise(words="word " * 61),)}, "long-action"),
    ],
)
def test_a_head_over_its_limit_is_told_and_published_over(words: dict[str, object], code: str) -> None:
    assert [one[:2] for one in find(off_target(**words))] == [(code, Weight.WARNING)]  # type: ignore[arg-type]


# --- what is never published ------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_note_to_the_officer_is_in_no_byte_of_a_public_file(lead: User, officer: User) -> None:
    make_partnership()
    measure = make_due_measure()
    opened(by=officer)
    give(measure, "92.1", by=lead, reasons="Pelicans settled here.", actions=(action(),), note="Zebrafinch on leave.")
    freeze_round(quarter=QUARTER, by=officer, at=OCTOBER)

    told = told_in(pack_document(frozen_source(QUARTER)), "Zebrafinch", "Pelicans")

    assert {secret for _, secret in told} == {"Pelicans"}


@pytest.mark.django_db
def test_what_is_withheld_after_a_freeze_keeps_that_freeze_from_being_published(lead: User, officer: User) -> None:
    make_partnership()
    measure = make_due_measure()
    opened(by=officer)
    give(measure, "92.123456", by=lead, reasons="Two vacancies.", actions=(action(),))
    freeze_round(quarter=QUARTER, by=officer, at=OCTOBER)
    said = WithholdingSaid(
        figure_ids=[figure_of(measure).pk], what=WithheldPart.MEASURE, withheld=True, reason="So few."
    )
    later = OCTOBER.replace(hour=12)
    withhold(said, by=officer, at=later)

    def codes() -> list[str]:
        source = frozen_source(QUARTER)
        return [one.code for one in findings_of(source, document=pack_document(source), at=later)]

    assert "withheld-since" in codes()
    freeze_round(quarter=QUARTER, by=officer, at=later.replace(hour=13))
    assert "withheld-since" not in codes()
    assert told_in(pack_document(frozen_source(QUARTER)), "92.123456", "92.1%", "vacancies") == set()
