"""What a card says of other measures: they exist, are others, and are in the same unit."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from goldenthread.domain.cards import card_from_dict
from goldenthread.domain.measures import YearEndRule
from goldenthread.domain.units import Unit
from goldenthread.indicators.forms.sheets import IndicatorRow, Register
from goldenthread.indicators.models import Definition
from goldenthread.indicators.queries import held_register
from tests.indicators.importing import bring_in, refused
from tests.registers import make_indicator_row, make_register

pytestmark = pytest.mark.django_db


def counted(ref: str, **card: Any) -> IndicatorRow:
    """An indicator that counts."""
    plain: dict[str, Any] = {
        "unit": Unit.COUNT,
        "numerator": "",
        "denominator": "",
        "numerator_in_denominator": False,
        "year_end_rule": YearEndRule.SUM,
        "minimum": "",
        "maximum": "",
        "title": f"Counted as {ref}",
    }
    return make_indicator_row(ref, **{**plain, **card})


def register(**total: Any) -> Register:
    """The small register, with a total and two parts."""
    usual = make_register()
    added = (counted("TOT01", **total), counted("PAR01"), counted("PAR02"))
    return replace(usual, indicators=(*usual.indicators, *added))


def test_a_card_keeps_its_parts_and_its_limit() -> None:
    bring_in(register(sum_of="PAR01 + PAR02", not_more_than="PAR01"))

    card = card_from_dict(Definition.objects.get(indicator__ref="TOT01").card)
    assert (card.sum_of, card.not_more_than) == (("PAR01", "PAR02"), "PAR01")


def test_what_was_kept_is_exported_and_comes_back_unchanged() -> None:
    bring_in(register(sum_of="PAR01, PAR02", not_more_than="PAR01"))

    kept = held_register().register
    row = next(one for one in kept.indicators if one.ref == "TOT01")

    assert (row.sum_of, row.not_more_than) == ("PAR01; PAR02", "PAR01")
    assert bring_in(register(sum_of="PAR01;PAR02", not_more_than="PAR01")).changes_nothing


def test_a_new_rule_is_a_new_definition_only_from_another_day() -> None:
    bring_in(register())

    (problem,) = refused(register(sum_of="PAR01; PAR02"))

    assert (problem.sheet, problem.column) == ("Indicators", "Sum of")


@pytest.mark.parametrize(
    ("rules", "column", "message"),
    [
        ({"sum_of": "PAR01; NONE9"}, "Sum of", "No indicator has the reference 'NONE9'. Add it to sheet Indicators."),
        ({"sum_of": "par01; PAR02"}, "Sum of", "No indicator has the reference 'par01'. Did you mean 'PAR01'?"),
        ({"sum_of": "PAR01; TOT01"}, "Sum of", "TOT01 is not a part of itself."),
        ({"sum_of": "PAR01"}, "Sum of", "A sum has two parts or more."),
        ({"sum_of": "PAR01; PAR02; PAR01"}, "Sum of", "A part is named twice."),
        ({"sum_of": "PAR01; EXC01"}, "Sum of", "EXC01 is in percentage, and TOT01 in count"),
        ({"not_more_than": "TOT01"}, "Not more than", "TOT01 is never more than itself."),
        ({"not_more_than": "PAR01; PAR02"}, "Not more than", "Name one indicator"),
        ({"not_more_than": "NONE9"}, "Not more than", "No indicator has the reference 'NONE9'."),
        ({"not_more_than": "EXC01"}, "Not more than", "EXC01 is in percentage, and TOT01 in count"),
        (
            {"not_more_than": "PAR01", "unit": Unit.RANK, "year_end_rule": YearEndRule.LAST},
            "Not more than",
            "Ranks are not added up or held against each other.",
        ),
    ],
)
def test_a_rule_that_can_hold_of_nothing_is_refused_at_its_cell(
    rules: dict[str, Any], column: str, message: str
) -> None:
    (problem,) = refused(register(**rules))

    assert (problem.sheet, problem.column) == ("Indicators", column)
    assert problem.message.startswith(message)
    assert not Definition.objects.exists()
