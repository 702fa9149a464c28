"""Frozen dataclasses as plain values, and back."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.domain.plain import PlainUnreadable, from_plain, sha256_of, to_plain


class Colour(StrEnum):
    RED = "red"
    GREEN = "green"


@dataclass(frozen=True, kw_only=True)
class Leaf:
    number: Decimal | None
    words: str


@dataclass(frozen=True, kw_only=True)
class Tree:
    leaf: Leaf
    leaves: tuple[Leaf, ...]
    day: date
    moment: datetime | None
    colour: Colour
    count: int
    yes: bool


decimals = st.decimals(allow_nan=False, allow_infinity=False)
leaf_strategy = st.builds(Leaf, number=st.none() | decimals, words=st.text())
trees = st.builds(
    Tree,
    leaf=leaf_strategy,
    leaves=st.lists(leaf_strategy).map(tuple),
    day=st.dates(),
    moment=st.none() | st.datetimes(timezones=st.just(UTC)),
    colour=st.sampled_from(Colour),
    count=st.integers(),
    yes=st.booleans(),
)


@given(trees)
def test_what_is_written_as_json_is_read_back_digit_for_digit(tree: Tree) -> None:
    read = from_plain(Tree, json.loads(json.dumps(to_plain(tree))))

    assert read == tree
    assert str(read.leaf.number) == str(tree.leaf.number)


def test_a_missing_field_is_named() -> None:
    with pytest.raises(PlainUnreadable, match="words"):
        from_plain(Leaf, {"number": "1"})


def test_an_unknown_field_is_named() -> None:
    with pytest.raises(PlainUnreadable, match="extra"):
        from_plain(Leaf, {"number": "1", "words": "", "extra": 1})


@pytest.mark.parametrize("number", [1.5, 1, "one", True])
def test_a_value_of_another_type_is_refused_with_its_field(number: object) -> None:
    with pytest.raises(PlainUnreadable, match=r"Leaf\.number"):
        from_plain(Leaf, {"number": number, "words": ""})


def test_a_float_has_no_plain_form() -> None:
    with pytest.raises(TypeError, match=r"1\.5"):
        to_plain((1.5,))


def test_the_hash_differs_where_one_digit_differs() -> None:
    first = Leaf(number=Decimal("94.49999"), words="a")
    second = Leaf(number=Decimal("94.5"), words="a")

    assert sha256_of(first) != sha256_of(second)


@dataclass(frozen=True, kw_only=True)
class Grown:
    words: str
    source: str = ""


def test_values_kept_before_a_field_was_added_are_read_with_its_default() -> None:
    assert from_plain(Grown, {"words": "kept"}) == Grown(words="kept")


def test_a_field_without_a_default_may_not_be_missing() -> None:
    with pytest.raises(PlainUnreadable, match="words"):
        from_plain(Grown, {"source": "a report"})
