"""Figures of before rounds were kept here: checked against their cards and their own parts, and never overwritten."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from goldenthread.accounts.models import User
from goldenthread.domain.measures import MeasureType, Polarity, YearEndRule
from goldenthread.domain.problems import InputRefused, Problem
from goldenthread.domain.units import Unit
from goldenthread.indicators.forms.sheets import HistoryRow
from goldenthread.indicators.models import EarlierFigure, Measure
from goldenthread.indicators.operations import import_history, import_register
from goldenthread.indicators.queries import earlier_figures
from goldenthread.partnership.queries import FirstPerson
from goldenthread.partnership.rules import RoleMissing
from tests.registers import make_indicator_row, make_measure_row, make_register
from tests.terminal_runs import Command

pytestmark = pytest.mark.django_db

AT = datetime(2019, 10, 14, 10, 30, tzinfo=ZoneInfo("Europe/London"))


@pytest.fixture(autouse=True)
def keeper() -> User:
    """The performance officer of a register with a percentage made of parts, a count and a measure in words."""
    plain: dict[str, Any] = {
        "numerator": "",
        "denominator": "",
        "numerator_in_denominator": False,
        "year_end_rule": YearEndRule.LAST,
        "measure_type": MeasureType.PERIOD,
    }
    register = make_register(
        indicators=(
            make_indicator_row("EXC01", maximum="100%"),
            make_indicator_row("EXC02", unit=Unit.COUNT, **plain),
        ),
        measures=(make_measure_row("EXC01", "Newham"), make_measure_row("EXC02", "Newham")),
        list_entries=(),
        targets=(),
    )
    import_register(register, by=FirstPerson("officer@example.org"), at=AT)
    return User.objects.get(email="officer@example.org")


def row(**fields: Any) -> HistoryRow:
    defaults = {"ref": "EXC01", "council": "Newham", "period": "2018-19 Q2", "source": "Annual report 2018/19"}
    return HistoryRow(**{**defaults, **fields})


def bring_in(*rows: HistoryRow, by: User) -> None:
    import_history(rows, file="history.csv", by=by, at=AT)


def refused(*rows: HistoryRow, by: User) -> Problem:
    with pytest.raises(InputRefused) as refusal:
        bring_in(*rows, by=by)
    (problem,) = refusal.value.problems
    assert not EarlierFigure.objects.exists()
    return problem


def test_a_figure_keeps_its_source_and_who_brought_it_in_and_when(keeper: User) -> None:
    bring_in(row(value="92.1%", target="95%", period="Q2 2018/19"), by=keeper)

    figure = EarlierFigure.objects.get()
    assert (figure.period, figure.value, figure.target) == ("2018-19 Q2", Decimal("92.1"), Decimal(95))
    assert figure.source == "Annual report 2018/19"
    assert (figure.imported_by, figure.imported_at) == (keeper.pk, AT)


def test_a_percentage_is_worked_out_from_its_parts_and_the_parts_are_kept(keeper: User) -> None:
    bring_in(row(numerator="159", denominator="173", value="91.9%"), by=keeper)

    figure = EarlierFigure.objects.get()
    assert (figure.numerator, figure.denominator) == (Decimal(159), Decimal(173))
    assert figure.value is not None
    assert str(figure.value).startswith("91.90751445")


@pytest.mark.parametrize("published", ["91.9%", "91.90%", "91.91%", "0.919", "92%", "91%", ""])
def test_a_published_percentage_agrees_with_its_parts_rounded_or_cut_off(keeper: User, published: str) -> None:
    bring_in(row(numerator="159", denominator="173", value=published), by=keeper)

    assert EarlierFigure.objects.count() == 1


@pytest.mark.parametrize("published", ["93%", "91.8%", "0.93"])
def test_a_published_percentage_that_its_parts_do_not_make_is_refused(keeper: User, published: str) -> None:
    problem = refused(row(numerator="159", denominator="173", value=published), by=keeper)

    assert "159 over 173 is 91.91%" in problem.message


@pytest.mark.parametrize(
    ("fields", "column"),
    [
        ({"value": "0.92"}, "Value"),
        ({"value": "about 90%"}, "Value"),
        ({"value": "100.1%"}, "Value"),
        ({}, "Value"),
        ({"numerator": "159"}, "Denominator"),
        ({"denominator": "173"}, "Numerator"),
        ({"numerator": "0", "denominator": "0"}, "Denominator"),
        ({"numerator": "174", "denominator": "173"}, "Numerator"),
        ({"ref": "EXC02", "numerator": "1", "denominator": "2"}, "Numerator"),
        ({"value": "92%", "marker": "[x]"}, "Marker"),
        ({"value": "92%", "marker": "late"}, "Marker"),
        ({"value": "92%", "period": "2018"}, "Period"),
        ({"value": "92%", "period": "July 2018"}, "Period"),
        ({"value": "92%", "period": "2019-20 Q3"}, "Period"),
        ({"value": "92%", "council": "Havering"}, "Council"),
        ({"value": "92%", "ref": "EXC09"}, "Ref"),
        ({"value": "92%", "target": "0.95"}, "Target"),
    ],
)
def test_what_cannot_be_is_refused_at_its_cell(keeper: User, fields: dict[str, str], column: str) -> None:
    problem = refused(row(**fields), by=keeper)

    assert (problem.sheet, problem.column) == ("History", column)


def test_why_there_is_no_value_is_kept_as_it_was_typed(keeper: User) -> None:
    bring_in(row(value="[x]"), row(value="n/a", period="2018-19 Q3"), row(marker="[c]", period="2018-19 Q4"), by=keeper)

    markers = EarlierFigure.objects.order_by("period").values_list("marker", "value")
    assert list(markers) == [("[x]", None), ("n/a", None), ("[c]", None)]


def test_a_mark_beside_a_value_is_kept_with_it(keeper: User) -> None:
    bring_in(row(ref="EXC02", value="33,348 [r1]"), by=keeper)

    figure = EarlierFigure.objects.get()
    assert (figure.value, figure.marker) == (Decimal(33348), "[r1]")


def test_nil_is_the_value_0_and_a_dash_is_none(keeper: User) -> None:
    bring_in(row(ref="EXC02", value="nil"), row(ref="EXC02", value="-", period="2018-19 Q3"), by=keeper)

    assert list(EarlierFigure.objects.order_by("period").values_list("value", flat=True)) == [Decimal(0), None]


def test_the_same_figures_twice_change_nothing(keeper: User) -> None:
    rows = (
        row(value="92.1%"),
        row(numerator="159", denominator="173", value="91.9%", period="2018-19 Q3"),
        row(value="[x]", period="2018-19 Q4"),
    )
    bring_in(*rows, by=keeper)

    outcome = import_history(rows, file="history.csv", by=keeper, at=AT)

    assert outcome.changes_nothing
    assert EarlierFigure.objects.count() == 3


def test_another_value_for_a_period_that_is_kept_is_refused(keeper: User) -> None:
    bring_in(row(value="92.1%"), by=keeper)

    with pytest.raises(InputRefused) as refusal:
        bring_in(row(value="93.1%"), by=keeper)

    (problem,) = refusal.value.problems
    assert problem.expected == "92.1%"
    assert "not overwritten" in problem.message


def test_a_period_that_stands_twice_in_the_file_is_refused(keeper: User) -> None:
    problem = refused(row(value="92.1%", line=2), row(value="92.1%", period="Q2 2018/19", line=3), by=keeper)

    assert problem.row == 3
    assert "stands already in row 2" in problem.message


def test_somebody_without_the_role_brings_in_nothing(stranger: User) -> None:
    with pytest.raises(RoleMissing):
        bring_in(row(value="92.1%"), by=stranger)


def test_earlier_figures_are_read_for_many_measures_in_one_query(keeper: User, django_assert_num_queries: Any) -> None:
    bring_in(row(value="92.1%"), row(value="90%", period="2017-18 Q2"), by=keeper)
    with_figures, without = Measure.objects.order_by("indicator__ref").values_list("id", flat=True)

    with django_assert_num_queries(1):
        found = earlier_figures([with_figures, without])

    assert [figure.period for figure in found[with_figures]] == ["2017-18 Q2", "2018-19 Q2"]
    assert found[without] == ()


def test_the_command_reads_a_csv_file_and_says_what_it_added(keeper: User, command: Command, tmp_path: Path) -> None:
    file = tmp_path / "history.csv"
    file.write_text("Ref,Council,Period,Value,Source\nEXC01,Newham,2018-19 Q2,92.1%,Annual report\n", encoding="utf-8")

    outcome = command("import-history", file, "--by", keeper.email)

    assert outcome.status == 0
    assert "History: 1 added" in outcome.out


def test_the_command_tells_of_unreadable_cells_and_impossible_figures_together(
    keeper: User, command: Command, tmp_path: Path
) -> None:
    file = tmp_path / "history.csv"
    file.write_text(
        "Ref,Council,Period,Value,Source,Illustrative\n"
        "EXC01,Newham,2018-19 Q2,92.1%,Annual report,perhaps\n"
        "EXC01,Newham,2018-19 Q3,0.92,Annual report,no\n",
        encoding="utf-8",
    )

    outcome = command("import-history", file, "--by", keeper.email, "--dry-run")

    assert outcome.status == 1
    assert "row 2, column Illustrative: Write yes or no." in outcome.err
    assert "row 3, column Value: This could mean 0.92% or 92%." in outcome.err


def test_a_figure_in_words_is_kept_as_words(keeper: User) -> None:
    register = make_register()
    in_words = replace(
        make_indicator_row("EXC03", unit=Unit.TEXT, numerator="", denominator="", numerator_in_denominator=False),
        decimals=0,
        polarity=Polarity.NONE,
        year_end_rule=YearEndRule.LAST,
    )
    changed = replace(
        register,
        indicators=(in_words,),
        measures=(make_measure_row("EXC03", "Newham"),),
        list_entries=(),
        targets=(),
        lists=(),
        history=(row(ref="EXC03", value="Plan agreed; two of five projects begun"),),
    )

    import_register(changed, by=keeper, at=AT)

    assert EarlierFigure.objects.get().text == "Plan agreed; two of five projects begun"


def test_one_row_is_counted_in_the_singular(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "history.csv"
    file.write_text("Ref,Council,Period,Value,Source\nEXC02,Newham,2018-19 Q2,31,Annual report\n", encoding="utf-8")

    done = command("import-history", file, "--by", "officer@example.org")

    assert (done.status, done.err) == (0, "Reading history.csv\nChecking 1 row against what is there\n")
