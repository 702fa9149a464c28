"""What restatements change: what is compared with the figure, and what the next packs tell."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from goldenthread.accounts.models import User
from goldenthread.domain.restated import RestatementKind
from goldenthread.figures.forms.asking import earlier_in_words
from goldenthread.figures.operations import freeze_round, reopen_figures
from goldenthread.figures.operations.freezing import CorrectedSince
from goldenthread.figures.queries import figures_due
from goldenthread.figures.queries.restatements import known_figure, restatements_to_tell
from tests.figures.quarter import JANUARY, OCTOBER, Q1, Q2, Q3, figure_of, give, make_due_measure, opened, submit
from tests.figures.restated import AUGUST, JULY, facts, frozen_q1, make_complaints, restate, snapshot_of

pytestmark = pytest.mark.django_db


def test_travel_and_chart_use_the_value_as_now_known_and_say_so(lead: User, officer: User) -> None:
    measure = make_complaints()
    frozen_q1(measure, lead=lead, officer=officer)
    restate(measure, "31", by=officer)
    opened(by=officer)
    give(measure, "33", by=lead)
    freeze_round(quarter=Q2, by=officer, at=JANUARY)

    snapshot = snapshot_of(measure)

    assert snapshot.previous is not None
    assert (snapshot.previous.value, snapshot.previous.rating, snapshot.previous.revised) == (
        Decimal(31),
        "green",
        True,
    )
    assert snapshot.travel_short == "worse"
    assert [(point.value, point.revised) for point in snapshot.series] == [(Decimal(31), True), (Decimal(33), False)]


def test_a_figure_that_was_submitted_before_follows_the_restatement_too(lead: User, officer: User) -> None:
    measure = make_complaints()
    frozen_q1(measure, lead=lead, officer=officer)
    opened(by=officer)
    give(measure, "33", by=lead)
    submit(measure, by=lead)
    restate(measure, "31", by=officer)

    freeze_round(quarter=Q2, by=officer, at=JANUARY)

    snapshot = snapshot_of(measure)
    assert snapshot.previous is not None
    assert (snapshot.previous.value, snapshot.travel_short) == (Decimal(31), "worse")
    assert figure_of(measure).comparators["previous"]["value"] == "31"


def test_a_revised_value_that_becomes_final_is_still_a_revised_one(lead: User, officer: User) -> None:
    measure = make_complaints()
    frozen_q1(measure, lead=lead, officer=officer)
    restate(measure, "31", by=officer, provisional=True)
    restate(measure, None, by=officer)
    opened(by=officer)
    freeze_round(quarter=Q2, by=officer, at=JANUARY)

    assert [point.revised for point in snapshot_of(measure).series] == [True, False]


def test_what_became_final_as_reported_is_not_marked_as_revised(lead: User, officer: User) -> None:
    measure = make_complaints()
    frozen_q1(measure, lead=lead, officer=officer, provisional=True)
    restate(measure, None, by=officer)
    opened(by=officer)
    freeze_round(quarter=Q2, by=officer, at=JANUARY)

    assert [point.revised for point in snapshot_of(measure).series] == [False, False]


def test_a_value_that_is_returned_anew_leaves_the_restatement_behind(lead: User, officer: User) -> None:
    measure = make_complaints()
    frozen_q1(measure, lead=lead, officer=officer)
    restate(measure, "31", by=officer)
    reopen_figures(figure_ids=[figure_of(measure, Q1).pk], reason="Wrong again", by=officer, at=JANUARY)
    give(measure, "30", by=lead, quarter=Q1, at=JANUARY)
    freeze_round(quarter=Q1, by=officer, at=JANUARY)
    opened(by=officer, at=JANUARY)
    freeze_round(quarter=Q2, by=officer, at=JANUARY)

    known = known_figure(figure_of(measure, Q1))

    assert known is not None
    assert (known.value, known.restatements) == (Decimal(30), ())
    assert snapshot_of(measure).series[0].value == Decimal(30)


def test_the_workbook_of_the_next_quarter_marks_what_was_restated(lead: User, officer: User) -> None:
    measure = make_complaints()
    frozen_q1(measure, lead=lead, officer=officer)
    restate(measure, "31", by=officer, provisional=True)
    opened(by=officer)

    (due,) = figures_due(figure_of(measure).round_id, quarter=Q2, with_earlier=True)

    assert earlier_in_words(Q1, terms=due.terms, earlier=due.earlier) == "31 [p] [r]"


# --- what packs tell --------------------------------------------------------------------------------------------------


def test_the_next_pack_lists_it_and_no_other_does(lead: User, officer: User) -> None:
    measure = make_complaints()
    frozen_q1(measure, lead=lead, officer=officer)
    restate(measure, "31", by=officer)
    for quarter, at in ((Q2, JANUARY), (Q3, JANUARY + timedelta(days=90))):
        opened(quarter, by=officer, at=at)
        freeze_round(quarter=quarter, by=officer, at=at)

    assert [one.value for one in facts(Q2).restatements] == [Decimal(31)]
    assert facts(Q3).restatements == ()


def test_a_later_version_of_the_same_pack_lists_it_again(lead: User, officer: User) -> None:
    measure = make_complaints()
    frozen_q1(measure, lead=lead, officer=officer)
    restate(measure, "31", by=officer)
    opened(by=officer)
    freeze_round(quarter=Q2, by=officer, at=JANUARY)
    reopen_figures(figure_ids=[figure_of(measure).pk], reason="Late", by=officer, at=JANUARY)
    freeze_round(quarter=Q2, by=officer, at=JANUARY)

    assert (facts().version, [one.value for one in facts().restatements]) == (2, [Decimal(31)])


def test_a_restatement_in_the_moment_after_a_freeze_is_told_by_the_quarter_after_it(lead: User, officer: User) -> None:
    measure = make_complaints()
    frozen_q1(measure, lead=lead, officer=officer)
    opened(by=officer)
    freeze_round(quarter=Q2, by=officer, at=JANUARY)
    restate(measure, "31", by=officer, at=JANUARY)
    opened(Q3, by=officer, at=JANUARY)
    freeze_round(quarter=Q3, by=officer, at=JANUARY)

    assert facts(Q2).restatements == ()
    assert [one.value for one in facts(Q3).restatements] == [Decimal(31)]


def test_a_new_version_of_a_quarter_does_not_repeat_what_was_corrected(lead: User, officer: User) -> None:
    measure, other = make_complaints(), make_due_measure("EXC01")
    frozen_q1(measure, lead=lead, officer=officer)
    restate(measure, "31", by=officer)
    reopen_figures(figure_ids=[figure_of(other, Q1).pk], reason="Late", by=officer, at=OCTOBER)

    with pytest.raises(CorrectedSince) as refused:
        freeze_round(quarter=Q1, by=officer, at=OCTOBER)

    assert str(refused.value) == (
        "A new version of Q1 2019/20 would repeat what is known to be wrong: COM01, Havering was corrected from 38 to "
        "31 on 14 October 2019 at 10:30. Open it again, have the value as now known returned, and freeze again. "
        "What was returned and restated before stays on record."
    )


def test_once_it_is_returned_as_it_is_known_the_quarter_can_be_frozen_again(lead: User, officer: User) -> None:
    measure = make_complaints()
    frozen_q1(measure, lead=lead, officer=officer)
    restate(measure, "31", by=officer)
    reopen_figures(figure_ids=[figure_of(measure, Q1).pk], reason="As restated", by=officer, at=JANUARY)
    give(measure, "31", by=lead, quarter=Q1, at=JANUARY)

    freeze_round(quarter=Q1, by=officer, at=JANUARY)

    assert snapshot_of(measure, Q1).value == Decimal(31)


def test_a_new_version_of_its_own_quarter_tells_of_a_revision_beside_the_value_as_reported(
    lead: User, officer: User
) -> None:
    measure, other = make_complaints(), make_due_measure("EXC01")
    frozen_q1(measure, lead=lead, officer=officer)
    restate(measure, "31", by=officer, kind=RestatementKind.SCHEDULED_REVISION)
    reopen_figures(figure_ids=[figure_of(other, Q1).pk], reason="Late", by=officer, at=OCTOBER)
    freeze_round(quarter=Q1, by=officer, at=OCTOBER)
    opened(by=officer)
    freeze_round(quarter=Q2, by=officer, at=JANUARY)

    assert snapshot_of(measure, Q1).value == Decimal(38)
    assert [one.value for one in facts(Q1).restatements] == [Decimal(31)]
    assert [one.value for one in facts(Q2).restatements] == [Decimal(31)]


def test_a_provisional_figure_stays_on_the_board_until_it_is_final(lead: User, officer: User) -> None:
    measure = make_complaints()
    frozen_q1(measure, lead=lead, officer=officer, provisional=True)
    for quarter, at in ((Q2, OCTOBER), (Q3, JANUARY)):
        opened(quarter, by=officer, at=at)
    freeze_round(quarter=Q2, by=officer, at=OCTOBER)
    restate(measure, "31", by=officer, at=OCTOBER)
    freeze_round(quarter=Q3, by=officer, at=JANUARY)

    assert [(one.figure.name, one.value, one.restated) for one in facts(Q2).provisional] == [
        ("COM01, Havering", Decimal(38), False)
    ]
    assert facts(Q3).provisional == ()


def test_a_final_figure_may_become_provisional_again(lead: User, officer: User) -> None:
    measure = make_complaints()
    frozen_q1(measure, lead=lead, officer=officer)
    restate(measure, "31", by=officer, provisional=True)
    opened(by=officer)
    freeze_round(quarter=Q2, by=officer, at=JANUARY)

    assert [(one.value, one.restated, one.since) for one in facts().provisional] == [(Decimal(31), True, OCTOBER)]


def test_the_reads_do_not_grow_with_the_restatements(lead: User, officer: User, django_assert_num_queries: Any) -> None:
    measures = [make_due_measure(f"EXC{number:02}") for number in range(1, 4)]
    opened(Q1, by=officer, at=JULY)
    for measure in measures:
        give(measure, "96.0", by=lead, quarter=Q1, at=JULY)
    freeze_round(quarter=Q1, by=officer, at=AUGUST)
    restate(measures[0], "31", by=officer)
    with django_assert_num_queries(8):
        restatements_to_tell(Q2, at=JANUARY)
    restate(measures[1], "31", by=officer)
    restate(measures[2], "31", by=officer)

    with django_assert_num_queries(8):
        told = restatements_to_tell(Q2, at=JANUARY)

    assert len(told) == 3
