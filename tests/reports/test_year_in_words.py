"""Sentences of the year-end pack that count measures of the partnership as a whole too."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

from goldenthread.reports.documents.year_cover import red_in_words
from goldenthread.reports.documents.year_told import YearTelling


def red(name: str, *, council: str) -> Any:
    return SimpleNamespace(name=name, rating="red", is_exception=True, terms=SimpleNamespace(council=council))


def words_of(*measures: Any) -> str:
    return red_in_words(cast(YearTelling, SimpleNamespace(measures=measures)))


def test_how_many_that_ended_red_are_of_the_partnership_as_a_whole() -> None:
    own, whole = red("Calls (Havering)", council="Havering"), red("Savings (whole partnership)", council="")

    assert words_of(own, whole) == (
        "2 measures ended the year red, of which 1 of the partnership as a whole: Calls (Havering) and Savings (whole "
        "partnership)."
    )
    assert words_of(own) == "1 measure ended the year red: Calls (Havering)."
