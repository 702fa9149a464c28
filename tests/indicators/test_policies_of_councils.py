"""A council's own rating policy beside the joint committee's, in the register."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.domain.periods import Quarter
from goldenthread.indicators.forms.sheets import WHOLE_PARTNERSHIP, Register
from goldenthread.indicators.queries import held_register, measures_due
from tests.indicators.importing import bring_in, refused
from tests.registers import make_measure_row, make_register

pytestmark = pytest.mark.django_db

Q2 = Quarter.parse("2019-20 Q2")
OCTOBER = date(2019, 10, 1)


def test_a_council_s_own_policy_is_kept_with_its_version_and_is_due_with_the_measure() -> None:
    row = make_measure_row("EXC01", "Havering", own_policy="on-off-track")
    bring_in(make_register(measures=(make_measure_row("EXC01", "Newham"), row, make_measure_row("PAS01", "Havering"))))

    policies = {(due.ref, due.council.name): due.accountability.own_policy for due in measures_due(Q2) if due.council}
    kept = policies["EXC01", "Havering"]
    assert kept is not None
    assert (kept.slug, kept.version) == ("on-off-track", 1)
    assert policies["EXC01", "Newham"] is None
    assert [row.own_policy_version for row in held_register().register.measures if row.own_policy] == [1]


def test_an_own_policy_that_is_not_known_is_refused_with_its_column(kept: Register) -> None:
    (problem,) = refused(Register(measures=(make_measure_row("EXC01", "Newham", own_policy="of-newham"),)))

    assert problem.column == "Own policy"
    assert "not known" in problem.message


def test_a_version_without_its_policy_is_refused(kept: Register) -> None:
    row = make_measure_row("EXC01", "Newham", starts_on=OCTOBER, own_policy_version=1)

    (problem,) = refused(Register(measures=(row,)))

    assert problem.column == "Own policy version"


def test_a_measure_of_the_whole_partnership_has_no_council_to_have_a_policy(kept: Register) -> None:
    (problem,) = refused(Register(measures=(make_measure_row("EXC01", WHOLE_PARTNERSHIP, own_policy="on-off-track"),)))

    assert problem.column == "Own policy"
    assert "whole partnership" in problem.message
