"""Importing what meetings are about: each matter by its title, under an address of its own."""

from __future__ import annotations

from datetime import datetime

import pytest

from goldenthread.accounts.models import User
from goldenthread.committee.models import Matter
from goldenthread.domain.problems import InputRefused
from tests.committee.test_importing_the_record import MINUTED, bring_in

pytestmark = pytest.mark.django_db


def test_a_matter_without_a_letter_has_no_address_and_is_refused(clerk: User, at: datetime) -> None:
    with pytest.raises(InputRefused, match="title of letters or digits"):
        bring_in(MINUTED.replace('matter = "Improvement Plan"', 'matter = "…"'), by=clerk, at=at)

    assert not Matter.objects.exists()


def test_two_matters_that_differ_only_at_the_end_of_a_long_title_are_two(clerk: User, at: datetime) -> None:
    first, second = (
        MINUTED.replace("Improvement Plan", f"{'Improvement Plan ' * 6}{end}").replace('"15"', f'"{number}"')
        for number, end in enumerate(("leases", "rents"), start=15)
    )
    bring_in(first, by=clerk, at=at)
    bring_in(second, by=clerk, at=at)

    again = bring_in(second, by=clerk, at=at)

    assert (again.added, again.changed) == ((), ())
    assert [len(slug) <= 80 for slug in Matter.objects.values_list("slug", flat=True)] == [True, True]
