"""Words that were edited for publication in the demonstration, and those that are withheld from the public."""

from __future__ import annotations

import csv
import io
import json

import pytest

from tests.demonstration.conftest import MadeDemonstration

pytestmark = [pytest.mark.database, pytest.mark.one_database]

DOCUMENTS = """
import json
from goldenthread.publishing.models import Publication
print(json.dumps({
    row.name: [row.restricted, bytes(row.document).decode()] for row in Publication.objects.order_by("id")
}))
"""
ORIGINAL, EDITED = "the roofing contractor went out of business", "the roofing contractor left the site in August with"
HELD_BACK = "made by four assessors in their first three months"
WHY = "They speak of four members of staff who could be recognised (illustrative)."
PUBLIC = ["2019-20-q2-joint-committee", "2019-20-q2-partner-council-havering"]
TOLD_OF_HAVERING = ["2019-20-q2-management-team", "2019-20-q2-section-151-havering"]


@pytest.fixture(scope="module")
def documents(demonstration: MadeDemonstration) -> dict[str, str]:
    """Every published and every issued document by its name, as JSON."""
    return {name: document for name, (_, document) in demonstration.asked(DOCUMENTS).items()}


@pytest.fixture(scope="module")
def public_files(demonstration: MadeDemonstration) -> str:
    """The files of the committee's pack that can be read as text."""
    return "".join(demonstration.read(kind).decode() for kind in ("html", "csv", "json"))


def test_the_edited_words_are_published_and_the_author_s_own_are_not(
    documents: dict[str, str], public_files: str
) -> None:
    assert [name for name in PUBLIC if EDITED not in documents[name]] == []
    assert [name for name in PUBLIC if ORIGINAL in documents[name]] == []
    assert EDITED in public_files
    assert ORIGINAL not in public_files


def test_the_author_sees_what_was_changed_and_why(demonstration: MadeDemonstration) -> None:
    told = demonstration.database.run("exceptions", "--year", "2019-20", "--quarter", "Q2")

    assert told.returncode == 0, told.stderr
    assert EDITED in told.stdout
    assert ORIGINAL in told.stdout


def test_the_public_reads_that_reasons_are_withheld_and_why(documents: dict[str, str], public_files: str) -> None:
    assert [name for name in PUBLIC if WHY not in documents[name]] == []
    assert [name for name in PUBLIC if HELD_BACK in documents[name]] == []
    assert "withheld" in public_files
    assert HELD_BACK not in public_files


def test_who_has_a_restricted_pack_of_that_council_reads_them(documents: dict[str, str]) -> None:
    assert [name for name in TOLD_OF_HAVERING if HELD_BACK not in documents[name]] == []
    assert [name for name in TOLD_OF_HAVERING if "reasons withheld from the public" not in documents[name]] == []


def test_a_figure_with_withheld_reasons_stays_in_its_count(demonstration: MadeDemonstration) -> None:
    rows = list(csv.DictReader(io.StringIO(demonstration.read("csv").decode("utf-8-sig"))))

    (row,) = [row for row in rows if (row["ref"], row["council"]) == ("CTB06", "Havering")]
    assert (row["counted"], row["rating"]) == ("true", "red")
    assert len([row for row in rows if row["counted"] == "true"]) == 120
    assert len(json.loads(demonstration.read("json"))["rows"]["rows"]) == len(rows)
