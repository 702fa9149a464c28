"""Targets and policies of an imported register: what each needs, and how the quarters follow from the year."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from goldenthread.domain.measures import MeasureType, YearEndRule
from goldenthread.domain.rating import shipped_policies
from goldenthread.domain.units import Unit
from goldenthread.indicators.forms.sheets import HistoryRow, ListRow, PolicyRow, Register
from goldenthread.indicators.models import RatingPolicy, Target
from tests.indicators.importing import JULY, bring_in, refused
from tests.registers import make_indicator_row, make_measure_row, make_register, make_target_row
from tests.world import make_decision

pytestmark = pytest.mark.django_db


def test_a_target_entered_after_the_list_was_agreed_is_not_slipped_in_under_its_decision(kept: Register) -> None:
    make_decision()
    bring_in(Register(lists=(ListRow(year="2019-20", title="List", decision=JULY),)))
    measure = make_measure_row("PAS01", "whole partnership")
    target = make_target_row("PAS01", "whole partnership")

    (problem,) = refused(Register(measures=(measure,), targets=(target,)))

    assert problem.column == "Decision"
    assert "was agreed on 2019-07-12 before this was entered" in problem.message


def test_a_target_of_0_that_the_card_does_not_intend_is_pointed_out_and_not_refused() -> None:
    register = make_register()

    outcome = bring_in(
        replace(register, targets=(make_target_row("EXC01", "Newham", annual="0%"), *register.targets[1:]))
    )

    (warning,) = [warning for warning in outcome.warnings if warning.column == "Annual"]
    assert "The target is 0" in warning.message
    assert Target.objects.count() == 3


@pytest.mark.parametrize("fields", [{}, {"profile": "stepped", "q1": "2", "q3": "3"}])
def test_the_same_target_in_each_quarter_of_what_adds_up_to_a_year_is_refused(fields: dict[str, str]) -> None:
    register = make_register()
    (problem,) = refused(_adding_up(register, annual="3", **fields))

    bring_in(_adding_up(register, annual="12", profile="straight line"))

    assert problem.column == "Profile"
    assert "Give as Annual what the four quarters make together (four of 3 make 12)" in problem.message
    target = Target.objects.get(measure__indicator__ref="EXC01", measure__council__slug="newham")
    assert (target.annual, target.q1, target.q4) == (12, 3, 3)


def _adding_up(register: Register, **target: str) -> Register:
    card = replace(
        next(row for row in register.indicators if row.ref == "EXC01"),
        unit=Unit.COUNT,
        decimals=0,
        numerator="",
        denominator="",
        numerator_in_denominator=False,
        minimum="",
        maximum="",
        year_end_rule=YearEndRule.SUM,
    )
    others = tuple(row for row in register.indicators if row.ref != "EXC01")
    row = make_target_row("EXC01", "Newham", **{"tolerance": "", "tolerance_unit": None, **target})
    kept = tuple(one for one in register.targets if one.ref != "EXC01")
    return replace(register, indicators=(card, *others), targets=(row, *kept))


@pytest.mark.parametrize(
    ("fields", "column"),
    [
        ({"annual": ""}, "Annual"),
        ({"annual": "0.95"}, "Annual"),
        ({"annual": "n/a"}, "Annual"),
        ({"annual": "101%"}, "Annual"),
        ({"kind": "band", "annual": "", "lower": "90%", "upper": "95%"}, "Kind"),
        ({"kind": "words"}, "Annual"),
        ({"kind": "floor", "floor": "98%"}, "Floor"),
        ({"tolerance_unit": None}, "Tolerance unit"),
        ({"tolerance": "-1"}, "Tolerance"),
        ({"year": "2019"}, "Year"),
        ({"starts_on": date(2020, 4, 1)}, "From"),
        ({"q2": "95%"}, "Q2"),
        ({"profile": "straight line"}, "Profile"),
        ({"history_years": "2018-19"}, "History years"),
        ({"decision": "no/such/decision"}, "Decision"),
    ],
)
def test_a_target_that_contradicts_itself_its_card_or_its_year_is_refused(fields: dict[str, str], column: str) -> None:
    card = make_indicator_row("EXC01", maximum="100%")
    register = make_register(
        indicators=(card,),
        measures=(make_measure_row("EXC01", "Newham"),),
        list_entries=(),
        targets=(),
    )

    problems = refused(replace(register, targets=(make_target_row("EXC01", "Newham", **fields),)))

    assert column in {problem.column for problem in problems}
    assert {problem.sheet for problem in problems} == {"Targets"}


def own_policy(change: Callable[[str], str] = str) -> str:
    return change(shipped_policies()["relative-tolerance"].text)


def test_a_policy_of_the_partnerships_own_is_kept_with_its_text() -> None:
    text = own_policy(lambda toml: toml.replace("relative-tolerance", "our-tolerance"))
    register = make_register(policies=(PolicyRow(policy="our-tolerance", version=1, toml=text),))

    bring_in(
        replace(
            register, measures=(make_measure_row("EXC01", "Newham", policy="our-tolerance"), *register.measures[1:])
        )
    )

    assert RatingPolicy.objects.get(slug="our-tolerance").text == text


def test_a_policy_may_stand_in_a_file_beside_the_register() -> None:
    text = own_policy(lambda toml: toml.replace("relative-tolerance", "our-tolerance"))
    register = make_register(
        policies=(PolicyRow(policy="our-tolerance", version=1, file="ours.toml"),), policy_files={"ours.toml": text}
    )

    bring_in(register)

    assert RatingPolicy.objects.filter(slug="our-tolerance").exists()


def test_a_shipped_policy_with_another_text_under_its_version_is_refused() -> None:
    text = own_policy(lambda toml: toml + "\n# Changed.\n")
    version = shipped_policies()["relative-tolerance"].version

    (problem,) = refused(make_register(policies=(PolicyRow(policy="relative-tolerance", version=version, toml=text),)))

    assert problem.column == "TOML"
    assert "The product ships 'relative-tolerance'" in problem.message


def test_a_policy_that_is_no_policy_says_what_is_wrong_with_it() -> None:
    problems = refused(make_register(policies=(PolicyRow(policy="ours", version=1, toml='slug = "ours"\n'),)))

    assert {(problem.sheet, problem.column) for problem in problems} == {("Policies", "TOML")}


def test_an_unknown_policy_is_refused(kept: Register) -> None:
    (problem,) = refused(Register(measures=(make_measure_row("PAS01", "whole partnership", policy="guesswork"),)))

    assert problem.column == "Policy"


RECEIPTS = make_indicator_row(
    "CTB01",
    title="Council tax receipts (£000, all years)",
    numerator="",
    denominator="",
    numerator_in_denominator=False,
    unit=Unit.GBP_THOUSAND,
    decimals=0,
    measure_type=MeasureType.CUMULATIVE,
    year_end_rule=YearEndRule.LAST,
)


def receipts(year: str, *values: str) -> tuple[HistoryRow, ...]:
    return tuple(
        HistoryRow(ref="CTB01", council="Havering", period=f"{year} Q{number}", value=value, source="QRC")
        for number, value in enumerate(values, start=1)
    )


def receipts_register(*history: HistoryRow) -> Register:
    return make_register(
        indicators=(RECEIPTS,),
        measures=(make_measure_row("CTB01", "Havering"),),
        list_entries=(),
        history=history,
        targets=(
            make_target_row(
                "CTB01",
                "Havering",
                annual="£150,000",
                profile="from history",
                history_years="2017-18, 2018-19",
                years_left_out="2016-17: paid late",
                tolerance="1",
            ),
        ),
    )


def test_a_profile_from_history_is_the_mean_cumulative_share_of_the_years_named() -> None:
    history = (*receipts("2017-18", "30", "60", "90", "100"), *receipts("2018-19", "20", "50", "80", "100"))

    bring_in(receipts_register(*history))

    target = Target.objects.get()
    assert (target.q1, target.q2, target.q3, target.q4) == tuple(map(Decimal, ("37500", "82500", "127500", "150000")))
    assert target.profile_words == (
        "The mean cumulative share of 2017/18 and 2018/19 (25.0%, 55.0%, 85.0%, 100.0%); 2016/17 left out: paid late."
    )


def test_a_profile_from_history_that_is_not_there_says_to_import_it_first() -> None:
    (problem,) = refused(receipts_register(*receipts("2018-19", "20", "50", "80", "100")))

    assert problem.column == "History years"
    assert "no figures for all four quarters of 2017/18" in problem.message
    assert "import-history" in problem.message


def test_history_imported_before_makes_a_profile_too() -> None:
    without_targets = replace(receipts_register(), targets=())
    bring_in(without_targets)
    bring_in(
        Register(history=(*receipts("2017-18", "30", "60", "90", "100"), *receipts("2018-19", "20", "50", "80", "100")))
    )

    bring_in(receipts_register())

    assert Target.objects.get().q2 == Decimal(82500)
