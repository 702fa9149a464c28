"""Packs that were bound are kept for whoever asks next, as far as the memory for them goes."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.reports.meeting_packs import assembling
from goldenthread.reports.meeting_packs.contents import PackContents


def pack(name: str) -> PackContents:
    return PackContents(
        name=name,
        committee="Joint Committee",
        day=date(2020, 2, 7),
        when="Friday 7 February 2020",
        where="Town Hall",
        contact="",
        members=(),
        items=(),
        published_on=None,
        short_notice_because="",
    )


def test_a_pack_is_bound_once_until_larger_ones_take_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    bound: list[str] = []

    def bind_pack(contents: PackContents, **_: object) -> bytes:
        bound.append(contents.name)
        return b"%PDF" * 10

    monkeypatch.setattr(assembling, "bind_pack", bind_pack)
    monkeypatch.setattr(assembling, "MOST_KEPT_BYTES", 100)
    monkeypatch.setattr(assembling, "_kept", type(assembling._kept)())

    sizes = [len(assembling.bound_pack(pack(name), illustrative="")) for name in "aabcba"]

    assert sizes == [40] * 6
    assert bound == ["a", "b", "c", "a"]
