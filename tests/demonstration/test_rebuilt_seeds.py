"""The two published documents, made again from the record and held against the originals."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from goldenthread.demonstration.content import table
from goldenthread.demonstration.seeds.comparing import Difference, KnownDifference, differences, in_words, plain_lines
from goldenthread.demonstration.seeds.rebuilding import NAMES
from tests.conftest import SHARED

pytestmark = [pytest.mark.database, pytest.mark.one_database, pytest.mark.needs_shared("seeds")]


@pytest.fixture(scope="module")
def rebuilt(year_end, tmp_path_factory):
    """What the command prints of the second demonstration, and the folder that it wrote to."""
    out = tmp_path_factory.mktemp("rebuilt")
    done = year_end.database.run("rebuild-seeds", "--out", out, "--originals", SHARED / "seeds", "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)["documents"], out


def found(rebuilt, name: str) -> dict[str, Any]:
    return next(one for one in rebuilt[0] if one["document"] == name)


def test_every_difference_from_the_originals_has_its_reason(rebuilt):
    counts = {one["document"]: len(one["differences"]) for one in rebuilt[0]}

    assert counts == {"improvement-plan-issue-history": 1, "performance-indicators-q2-report": 5}
    assert all(each["reason"] for one in rebuilt[0] for each in one["differences"])


def test_every_line_that_does_not_differ_is_the_originals_own(rebuilt):
    for name in NAMES:
        original = {line for _, line in plain_lines((SHARED / "seeds" / f"{name}.txt").read_text())}
        explained = {line for one in found(rebuilt, name)["differences"] for line in one["ours"]}
        ours = {line for _, line in plain_lines((rebuilt[1] / f"{name}.txt").read_text())}

        assert ours - explained <= original
        assert len(ours & original) >= 15


def test_the_checks_find_in_the_originals_what_is_wrong_with_them(rebuilt):
    history = {(one["code"], one["line"]) for one in found(rebuilt, NAMES[0])["findings"]}
    report = [(one["code"], one["what"]) for one in found(rebuilt, NAMES[1])["findings"]]

    assert {("placeholder", 21), ("previous-meeting", 6)} <= history
    assert ("implication-missing", "Nothing is said of equalities implications and risks.") in report
    assert [code for code, _ in report].count("implication-bare") == 3


def test_each_is_a_page_too(rebuilt):
    history, report = ((rebuilt[1] / f"{name}.html").read_text() for name in NAMES)

    assert "To delegate to the Interim Executive Director, oneSource" in history
    assert "2.3." in report
    assert "51 for Newham, 60 for Havering and 9 for Bexley" in report


def test_an_original_that_is_not_there_is_wrong_usage(year_end, tmp_path):
    done = year_end.database.run("rebuild-seeds", "--out", tmp_path / "out", "--originals", tmp_path)

    assert (done.returncode, "cannot be read" in done.stderr) == (2, True)
    assert not (tmp_path / "out").exists()


def test_a_difference_without_a_reason_is_named(tmp_path: Path):
    known = KnownDifference(original=("b",), ours=("B",), reason="A capital.")

    one, two = differences("**a**\n\nb\nc\n", ["a", "B", "c", "d"], known=[known])

    assert (one.line, one.reason) == (3, "A capital.")
    assert two == Difference(line=5, original=(), ours=("d",), reason="")
    assert list(in_words([two])) == ["Line 5 of the original", "  + d", "  Why: No reason is recorded.", ""]


def test_every_reason_is_of_lines_that_there_are():
    for name in NAMES:
        original = {line for _, line in plain_lines((SHARED / "seeds" / f"{name}.txt").read_text())}
        assert all(set(one["original"]) <= original for one in table(f"seeds/{name}.toml")["difference"])
