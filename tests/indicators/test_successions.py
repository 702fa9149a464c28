"""Indicators that others follow: entered once, with rules, exported as they were, and never joined."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from goldenthread.audit.queries import history_of
from goldenthread.domain.periods import FinancialYear, Quarter
from goldenthread.figures.queries.history import earlier_values
from goldenthread.indicators.forms.sheets import HistoryRow, ListEntryRow, Register, SuccessionRow
from goldenthread.indicators.models import Measure, Succession
from goldenthread.indicators.queries import SuccessionFacts, held_register, successions
from tests.indicators.importing import bring_in, refused
from tests.registers import make_indicator_row, make_measure_row

pytestmark = pytest.mark.django_db
APRIL = date(2020, 4, 1)
YEAR = FinancialYear.parse("2019-20")


def follows(ref: str, by: str, kind: str = "replaced", **fields: Any) -> SuccessionRow:
    return SuccessionRow(ref=ref, followed_by=by, kind=kind, **{"starts_on": APRIL, **fields})


def with_cards(*refs: str, **sheets: Any) -> Register:
    """New cards from April 2020 beside what is kept."""
    return Register(
        indicators=tuple(make_indicator_row(ref, starts_on=APRIL, title=f"Title of {ref}") for ref in refs), **sheets
    )


def test_an_indicator_is_replaced_and_the_register_says_by_which(kept: Register) -> None:
    row = follows("EXC01", "EXC11", words="Only invoices of suppliers are counted from now on.")

    bring_in(with_cards("EXC11", successions=(row,)))

    assert held_register().register.successions == (row,)
    assert successions(first_day=YEAR.first_day, last_day=YEAR.next.first_day) == (
        SuccessionFacts(
            ref="EXC01",
            title="Invoices paid within 30 days",
            followed_by="EXC11",
            followed_by_title="Title of EXC11",
            kind="replaced",
            starts_on=APRIL,
            words="Only invoices of suppliers are counted from now on.",
        ),
    )
    assert len(history_of(subject="succession", subject_id="EXC01/EXC11")) == 1


def test_an_indicator_is_split_into_two_and_two_are_merged_into_one(kept: Register) -> None:
    split = (follows("EXC01", "EXC11", "split"), follows("EXC01", "EXC12", "split"))

    bring_in(with_cards("EXC11", "EXC12", "ALL01", successions=split))
    later: dict[str, Any] = {"kind": "merged", "starts_on": date(2021, 4, 1)}
    bring_in(Register(successions=(follows("EXC11", "ALL01", **later), follows("EXC12", "ALL01", **later))))

    assert Succession.objects.count() == 4
    assert bring_in(held_register().register).changes_nothing


@pytest.mark.parametrize(
    ("rows", "column"),
    [
        ((follows("EXC01", "EXC01"),), "Followed by"),
        ((follows("EXC01", "NEW99"),), "Followed by"),
        ((follows("OLD99", "EXC11"),), "Ref"),
        ((follows("EXC01", "EXC11", starts_on=date(2020, 3, 31)),), "From"),
        ((follows("EXC01", "EXC11", "split"),), "Kind"),
        ((follows("EXC01", "EXC11", "merged"),), "Kind"),
        ((follows("EXC01", "EXC11"), follows("EXC01", "EXC12")), "Kind"),
        ((follows("EXC01", "EXC11"), follows("EXC11", "EXC01")), "Followed by"),
        ((follows("EXC01", "EXC11"), follows("EXC01", "EXC11")), "Ref"),
    ],
)
def test_a_succession_that_cannot_be_is_refused(kept: Register, rows: tuple[SuccessionRow, ...], column: str) -> None:
    problems = refused(with_cards("EXC11", "EXC12", successions=rows))

    assert column in {problem.column for problem in problems}
    assert {problem.sheet for problem in problems} == {"Successions"}
    assert not Succession.objects.exists()


def test_what_was_entered_is_not_written_anew(kept: Register) -> None:
    bring_in(with_cards("EXC11", successions=(follows("EXC01", "EXC11"),)))

    (problem,) = refused(Register(successions=(follows("EXC01", "EXC11", starts_on=date(2020, 7, 1)),)))

    assert (problem.sheet, problem.column) == ("Successions", "From")


def test_a_measure_that_stays_on_the_list_beside_what_follows_it_is_pointed_out(kept: Register) -> None:
    within = follows("PAS01", "PAS11", starts_on=date(2019, 10, 1))
    card = make_indicator_row("PAS11", service="Passenger Transport", starts_on=date(2019, 10, 1))

    outcome = bring_in(Register(indicators=(card,), successions=(within,)))

    assert [
        warning.column for warning in outcome.warnings if "is on the list on this day still" in warning.message
    ] == ["From"]


def test_an_indicator_that_left_the_list_in_time_is_not_pointed_out(kept: Register) -> None:
    off = ListEntryRow(
        year="2019-20", ref="PAS01", council="Havering", starts_on=date(2019, 10, 1), on_list="no", reason="Replaced"
    )
    card = make_indicator_row("PAS11", service="Passenger Transport", starts_on=date(2019, 10, 1))
    row = follows("PAS01", "PAS11", starts_on=date(2019, 10, 1))

    outcome = bring_in(Register(indicators=(card,), list_entries=(off,), successions=(row,)))

    assert outcome.warnings == ()


def test_the_history_of_the_one_is_never_the_history_of_the_other(kept: Register) -> None:
    bring_in(
        with_cards(
            "EXC11",
            measures=(make_measure_row("EXC11", "Newham", starts_on=APRIL),),
            history=(HistoryRow(ref="EXC01", council="Newham", period="2018-19 Q4", value="94%", source="Report"),),
            successions=(follows("EXC01", "EXC11"),),
        )
    )
    old = Measure.objects.get(indicator__ref="EXC01", council__slug="newham")
    new = Measure.objects.get(indicator__ref="EXC11")

    found = earlier_values(Quarter.parse("2020-21 Q1"), measures=[old.pk, new.pk])

    assert [one.value for one in found[old.pk]] == [94]
    assert found[new.pk] == ()
