"""A council that leaves: what its quarter says of it, and the promises that nobody answers for any more."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.accounts.models import User
from goldenthread.domain.endings import CouncilLeft
from goldenthread.domain.problems import InputRefused
from goldenthread.figures.models import Round
from goldenthread.figures.operations import freeze_round
from goldenthread.figures.queries import draft
from goldenthread.figures.queries.health import health_on
from goldenthread.figures.queries.named import figure_named
from goldenthread.figures.queries.unanswered import unanswered_promises
from goldenthread.indicators.models import Measure
from goldenthread.indicators.queries import councils_left
from tests.figures.quarter import OCTOBER, Q1, Q2, action, give, make_due_measure, opened, submit
from tests.terminal_runs import Command
from tests.world import make_agreed_list, make_council, make_decision, make_provision, make_service

pytestmark = pytest.mark.django_db


@pytest.fixture
def bexley_left(lead: User, officer: User) -> Measure:
    """Bexley's one measure promised something in Q1 and ended on 31 July; Havering's goes on."""
    bexley, service = make_council("Bexley"), make_service()
    make_provision(service=service, council=bexley)
    gone = make_due_measure("EXC01", listed=False, measure={"council": bexley})
    stays = make_due_measure("EXC02", listed=False)
    make_agreed_list(gone, stays, decision=make_decision())
    opened(Q1, by=officer)
    for measure in (gone, stays):
        give(measure, "92.1", by=lead, quarter=Q1, reasons="Two vacancies.", actions=(action("Recruit two officers"),))
        submit(measure, by=lead, quarter=Q1)
    freeze_round(quarter=Q1, by=officer, at=OCTOBER)
    make_provision(service=service, council=bexley, extent="not-provided", starts_on="2019-08-01")
    opened(Q2, by=officer)
    return gone


def test_its_quarter_says_who_left_when_and_how_many_measures_ended(bexley_left: Measure) -> None:
    (left,) = councils_left(Q2)

    assert (left.council, left.last_day, left.measures) == ("Bexley", date(2019, 7, 31), 1)
    assert councils_left(Q1) == ()
    assert draft(Q2, at=OCTOBER).facts.left == (left,)


def test_one_that_leaves_on_the_eve_of_a_year_is_told_of_in_that_year() -> None:
    bexley, service = make_council("Bexley"), make_service()
    make_provision(service=service, council=bexley)
    make_provision(service=service, council=bexley, extent="not-provided", starts_on="2019-04-01")

    assert councils_left(Q1) == (
        CouncilLeft(council="Bexley", council_gss=bexley.gss_code, last_day=date(2019, 3, 31), measures=0),
    )
    assert councils_left(Q1.previous) == ()


def test_its_open_promises_stay_with_the_facts_of_the_round(bexley_left: Measure) -> None:
    now = draft(Q2, at=OCTOBER)

    (left,) = now.facts.left_promises or ()
    assert (left.name, left.promise.words, left.promised_for) == (
        "EXC01, Bexley",
        "Recruit two officers",
        "2019-20 Q1",
    )
    assert left.last_day == date(2019, 7, 31)
    assert [one.terms.indicator_ref for one in now.figures] == ["EXC02"]


def test_health_and_exceptions_list_them_too(bexley_left: Measure, command: Command) -> None:
    unanswered = unanswered_promises(Q2, round_id=Round.objects.get(period=str(Q2)).pk)

    assert [(one.name, one.ended) for one in unanswered] == [
        ("EXC02, Havering", ""),
        ("EXC01, Bexley", "its measure ended on 31 July 2019"),
    ]
    health = health_on(date(2020, 1, 20))
    assert [one.name for one in health.unanswered] == ["EXC02, Havering"]
    assert [one.name for one in health.left] == ["EXC01, Bexley"]
    told = command("exceptions", "--year", "2019-20", "--quarter", "Q2").out
    assert "Recruit two officers (its measure ended on 31 July 2019)" in told
    assert "1 promise has no answer; 1 more is of a measure that ended." in told


def test_of_one_service_only_its_own_are_listed(bexley_left: Measure) -> None:
    round_id = Round.objects.get(period=str(Q2)).pk
    other, own = make_service("Legal"), make_service()

    assert unanswered_promises(Q2, round_id=round_id, services=[other.pk]) == ()
    assert len(unanswered_promises(Q2, round_id=round_id, services=[own.pk])) == 2


def test_a_figure_of_an_ended_measure_is_said_to_have_ended(bexley_left: Measure) -> None:
    for name in ("EXC01:bexley", "exc01"):
        with pytest.raises(InputRefused, match="EXC01, Bexley ended on 31 July 2019: there is no figure of it in Q2"):
            figure_named(Q2, name=name)
    with pytest.raises(InputRefused, match="No figure is due under the name"):
        figure_named(Q2, name="EXC01:newham")
    assert figure_named(Q1, name="EXC01:bexley").name == "EXC01, Bexley"
