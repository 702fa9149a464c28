"""Who is told what in the demonstration: packs issued, figures cleared, publications released with the agenda."""

from __future__ import annotations

import pytest

from tests.demonstration.conftest import MadeDemonstration

pytestmark = [pytest.mark.database, pytest.mark.one_database]

ISSUED = """
import json
from goldenthread.figures.models import Freeze
from goldenthread.publishing.models import Publication
frozen = Freeze.objects.get(round__period="2019-20 Q2").frozen_at
print(json.dumps({
    row.public_id: {
        "restricted": row.restricted,
        "posts": [issue.post for issue in row.issues.order_by("id")],
        "before_the_freeze": row.published_at < frozen,
        "made_from": row.made_from,
        "released": str(row.release.released_at.date()) if hasattr(row, "release") else "",
    }
    for row in Publication.objects.order_by("id")
}))
"""
CLEARED = """
import json
from goldenthread.figures.models import Clearance
from goldenthread.partnership.models import Council
print(json.dumps({
    "cleared": sorted(Clearance.objects.values_list("council__slug", "role")),
    "required": list(Council.objects.filter(clearance_required=True).values_list("slug", flat=True)),
}))
"""


def test_the_management_team_has_a_pack_that_is_older_than_the_freeze(demonstration: MadeDemonstration) -> None:
    team = demonstration.asked(ISSUED)["2019-20-q2-management-team-1"]

    assert team["restricted"]
    assert team["before_the_freeze"]
    assert len(team["posts"]) == 6
    assert team["made_from"] == "Q2 2019/20, as it stood on 8 January 2020 at 09:30"


def test_each_section_151_officer_has_a_pack_of_the_frozen_figures(demonstration: MadeDemonstration) -> None:
    issued = demonstration.asked(ISSUED)

    packs = {name: one for name, one in issued.items() if "section-151" in name}
    assert sorted(packs) == [f"2019-20-q2-section-151-{slug}-1" for slug in ("bexley", "havering", "newham")]
    assert {one["made_from"] for one in packs.values()} == {"Q2 2019/20, version 1 of the figures"}
    assert all(any(post.startswith("Section 151 Officer") for post in one["posts"]) for one in packs.values())


def test_the_council_whose_clearance_is_required_has_cleared(demonstration: MadeDemonstration) -> None:
    found = demonstration.asked(CLEARED)

    assert found["required"] == ["havering"]
    assert found["cleared"] == [["havering", "partner-lead"], ["newham", "section-151-officer"]]


def test_what_is_public_was_released_with_the_agenda_and_nothing_else_is(demonstration: MadeDemonstration) -> None:
    released = {name: one["released"] for name, one in demonstration.asked(ISSUED).items() if one["released"]}

    assert released == {
        "2019-20-q2-joint-committee-1": "2020-01-20",
        "2019-20-q2-partner-council-havering-1": "2020-01-20",
        "improvement-plan-2019-20-q3-1": "2020-01-20",
    }
