"""What a card says of other measures is held against their figures whenever either side changes."""

from __future__ import annotations

from typing import Any

import pytest

from goldenthread.accounts.models import User
from goldenthread.domain.measures import YearEndRule
from goldenthread.domain.units import Unit
from goldenthread.figures.models import ValueWarning
from goldenthread.figures.operations import answer_warnings
from goldenthread.figures.queries.returned import ReturnedWarningAnswer
from goldenthread.figures.rules import StepsRefused
from goldenthread.indicators.models import Measure
from tests.figures.quarter import OCTOBER, figure_of, give, make_due_measure, opened, sign_off, submit
from tests.world import make_council

pytestmark = pytest.mark.django_db


def counted(ref: str, **card: Any) -> Measure:
    plain: dict[str, Any] = {
        "unit": Unit.COUNT,
        "decimals": 0,
        "year_end_rule": YearEndRule.SUM,
        "minimum": None,
        "maximum": None,
        "title": f"Counted as {ref}",
    }
    return make_due_measure(ref, annual="10", tolerance="1", **{**plain, **card})


@pytest.fixture
def measures(officer: User) -> tuple[Measure, Measure, Measure]:
    """A total and its two parts, due in Q2; the first part is never more than the second."""
    made = (
        counted("TOT01", sum_of=("PAR01", "PAR02")),
        counted("PAR01", not_more_than="PAR02"),
        counted("PAR02"),
    )
    opened(by=officer)
    return made


def asked() -> list[tuple[str, str, str]]:
    """Figure, code and answer of every warning about a value as it is now."""
    rows = ValueWarning.objects.select_related("figure").order_by("figure__measure__indicator__ref", "code")
    return [
        (one.figure.terms["indicator_ref"], one.code, one.answer)
        for one in rows
        if one.returned_value_id == one.figure.value_id
    ]


def test_a_total_returned_last_is_held_against_its_parts(measures: tuple[Measure, ...], lead: User) -> None:
    total, first, second = measures
    give(first, "3", by=lead)
    give(second, "8", by=lead)

    taken = give(total, "12", by=lead)

    assert [(one.name, one.code) for one in taken.warnings] == [("TOT01, Havering", "not-the-sum-of")]
    assert "which make 11 (3 + 8): it is 1 more" in taken.warnings[0].words


def test_a_part_returned_last_raises_it_about_the_total(measures: tuple[Measure, ...], lead: User) -> None:
    total, first, second = measures
    give(total, "12", by=lead)
    give(first, "3", by=lead)
    version = figure_of(total).version

    taken = give(second, "8", by=lead)

    assert [(one.name, one.code) for one in taken.warnings] == [("TOT01, Havering", "not-the-sum-of")]
    after = figure_of(total)
    assert (after.version, after.last_done) == (version + 1, "held against another figure")


def test_putting_either_side_right_settles_it(measures: tuple[Measure, ...], lead: User) -> None:
    total, first, second = measures
    give(first, "3", by=lead)
    give(second, "8", by=lead)
    give(total, "12", by=lead)

    give(second, "9", by=lead)

    assert asked() == []


def test_a_change_of_the_other_side_asks_again_over_an_answer(measures: tuple[Measure, ...], lead: User) -> None:
    total, first, second = measures
    give(first, "3", by=lead)
    give(second, "8", by=lead)
    give(total, "12", by=lead)
    answer = ReturnedWarningAnswer(code="not-the-sum-of", answer="One is counted in neither.", is_expected=False)
    answer_warnings(figure_ids=[figure_of(total).pk], answers=[answer], by=lead, at=OCTOBER)
    assert asked() == [("TOT01", "not-the-sum-of", "One is counted in neither.")]

    give(second, "7", by=lead)

    assert asked() == [("TOT01", "not-the-sum-of", "")]


def test_more_than_is_asked_when_either_is_returned(measures: tuple[Measure, ...], lead: User) -> None:
    _, first, second = measures
    give(second, "8", by=lead)
    give(first, "9", by=lead)
    assert asked() == [("PAR01", "more-than", "")]

    give(second, "9", by=lead)

    assert asked() == []


def test_nobody_signs_off_over_it(measures: tuple[Measure, ...], lead: User, head: User) -> None:
    total, first, second = measures
    give(total, "12", by=lead)
    submit(total, by=lead)
    give(first, "3", by=lead)
    give(second, "8", by=lead)

    with pytest.raises(StepsRefused, match="A warning is not answered yet: not-the-sum-of"):
        sign_off(total, by=head)


def test_a_dry_run_asks_and_keeps_nothing(measures: tuple[Measure, ...], lead: User) -> None:
    total, first, second = measures
    give(total, "12", by=lead)
    give(first, "3", by=lead)

    taken = give(second, "8", by=lead, dry_run=True)

    assert [one.code for one in taken.warnings] == ["not-the-sum-of"]
    assert asked() == []


def test_another_councils_figures_are_none_of_its_business(lead: User, officer: User) -> None:
    newham = make_council("Newham")
    total = counted("TOT01", sum_of=("PAR01", "PAR02"))
    elsewhere = [counted(ref, measure={"council": newham}) for ref in ("PAR01", "PAR02")]
    opened(by=officer)
    give(total, "12", by=lead)

    for part in elsewhere:
        give(part, "1", by=officer)

    assert asked() == []
