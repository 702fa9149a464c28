"""A closed year is past: no target and no place on its list changes any more."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from goldenthread.audit.operations import record
from goldenthread.indicators.forms.sheets import ListEntryRow, ListRow, Register, SuccessionRow
from goldenthread.indicators.models import Target
from goldenthread.indicators.queries.years import CLOSED, YEAR
from tests.indicators.importing import AT, bring_in, refused
from tests.registers import make_target_row

pytestmark = pytest.mark.django_db


def close(year: str = "2019-20") -> None:
    record(CLOSED, subject=YEAR, subject_id=year, by=1, at=AT)


def test_a_target_of_a_closed_year_is_not_changed(kept: Register) -> None:
    close()
    later = make_target_row("EXC01", "Newham", annual="90%", starts_on=date(2019, 10, 1))

    (problem,) = refused(Register(targets=(later,)))

    assert problem.column == "Year"
    assert "The year 2019-20 is closed" in problem.message
    assert Target.objects.count() == 3


def test_a_measure_is_not_put_on_or_taken_off_the_list_of_a_closed_year(kept: Register) -> None:
    close()
    off = ListEntryRow(
        year="2019-20", ref="PAS01", council="Havering", starts_on=date(2019, 10, 1), on_list="no", reason="Ended"
    )

    (problem,) = refused(Register(list_entries=(off,)))

    assert (problem.sheet, problem.column) == ("List entries", "Year")


def test_the_same_register_may_be_imported_again_after_its_year_was_closed(kept: Register) -> None:
    close()

    assert bring_in(kept).changes_nothing


def test_the_next_year_stays_open(kept: Register) -> None:
    close()
    register = Register(
        lists=(ListRow(year="2020-21", title="List"),), targets=(make_target_row("EXC01", "Newham", year="2020-21"),)
    )

    bring_in(register)

    assert Target.objects.filter(year="2020-21").count() == 1


def test_no_service_ends_within_a_closed_year(kept: Register) -> None:
    close()
    row = next(row for row in kept.provision if row.council == "Havering")
    ends = replace(row, starts_on=date(2019, 8, 1), extent="not provided", parts="")

    (problem,) = refused(Register(provision=(ends,)))
    bring_in(Register(provision=(replace(ends, starts_on=date(2020, 4, 1)),)))

    assert (problem.sheet, problem.column) == ("Provision", "From")
    assert "1 August 2019 lies in 2019/20, which is closed" in problem.message


def test_no_indicator_is_followed_by_another_within_a_closed_year(kept: Register) -> None:
    close()
    row = SuccessionRow(ref="EXC01", followed_by="PAS01", kind="replaced", starts_on=date(2019, 5, 5))

    problems = refused(Register(successions=(row,)))

    assert "5 May 2019 lies in 2019/20, which is closed" in problems[0].message
