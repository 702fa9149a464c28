"""A partnership in a database that processes of their own open: `python -m tests.figures.seed COUNT`.

Of COUNT measures every figure of Q2 is returned by the officer, and may be submitted.
"""

from __future__ import annotations

import sys
from decimal import Decimal

from django.db import transaction

import tests.figures.ready  # noqa: F401 - before what needs Django
from goldenthread.domain.units import ReadingKind
from goldenthread.figures.models import Figure
from goldenthread.figures.operations import take_returns
from goldenthread.figures.queries.returned import FigureReturn, ReturnedReading
from tests.figures.quarter import OCTOBER, make_due_measure, opened
from tests.world import make_appointment, make_partnership, make_person

LEADS = tuple(f"lead{number}@example.org" for number in range(1, 5))
DIRECTORS = tuple(f"director{number}@example.org" for number in range(1, 5))
OFFICERS = tuple(f"officer{number}@example.org" for number in range(1, 5))


@transaction.atomic
def seed(count: int, *, is_open: bool = True) -> None:
    """Four people of every role and so many measures; Q2 is open and returned, or not open yet."""
    make_partnership()
    for role, addresses in (("service-lead", LEADS), ("director", DIRECTORS), ("performance-officer", OFFICERS)):
        for address in addresses:
            make_appointment(make_person(address.partition("@")[0].capitalize(), email=address), role=role)
    for number in range(1, count + 1):
        make_due_measure(f"EXC{number:03}")
    if not is_open:
        return
    by = make_person("Officer", email="officer@example.org")
    make_appointment(by, role="performance-officer")
    opened(by=by)
    value = ReturnedReading(kind=ReadingKind.VALUE, value=Decimal("95.0"), text="95.0%")
    returns = [
        FigureReturn(figure_id=figure.pk, version=figure.version, reading=value)
        for figure in Figure.objects.order_by("pk")
    ]
    take_returns(returns=returns, file=None, by=by, at=OCTOBER)


if __name__ == "__main__":
    seed(int(sys.argv[1]))
