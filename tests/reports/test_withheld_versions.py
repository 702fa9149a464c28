"""What a later version says of the one before it, once a figure of an earlier quarter is withheld: true differences."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from goldenthread.accounts.models import User
from goldenthread.domain.versions import VersionChange, changes_between
from goldenthread.domain.withheld import NOT_COMPARED, facts_for_the_public
from goldenthread.figures.operations import freeze_round, reopen_figures
from goldenthread.indicators.models import Measure
from goldenthread.reports.documents.public import public_figures, public_version
from goldenthread.reports.queries import frozen_source, pack_document
from tests.figures.quarter import OCTOBER, Q1, Q2, figure_of, give, make_due_measure, opened
from tests.figures.restated import frozen_q1
from tests.figures.test_resting import since_last_period
from tests.figures.test_withholding import say
from tests.reports.test_withheld import told_in
from tests.world import make_partnership

pytestmark = pytest.mark.django_db

LATER = OCTOBER + timedelta(days=2)


def two_versions(measure: Measure, first: str, second: str | None, *, lead: User, officer: User) -> None:
    """Q2 frozen, Q1 withheld, and Q2 frozen again: as it was, or with a second value."""
    make_partnership()
    frozen_q1(measure, "61.2", lead=lead, officer=officer)
    opened(by=officer)
    give(measure, first, by=lead, reasons="Two vacancies.")
    freeze_round(quarter=Q2, by=officer, at=OCTOBER)
    say(measure, by=officer, quarter=Q1, at=LATER)
    if second is not None:
        reopen_figures(figure_ids=[figure_of(measure).pk], reason="It was wrong.", by=officer, at=LATER)
        give(measure, second, by=lead, at=LATER, reasons="Two vacancies.")
    freeze_round(quarter=Q2, by=officer, at=LATER)


def told_to_the_public() -> Iterator[VersionChange]:
    """What the public pack says that differs, of measures."""
    source = frozen_source(Q2)
    before = public_version(source.before, facts=source.facts, figures=source.figures)
    assert before is not None
    after = (facts_for_the_public(source.facts), public_figures(source.figures))
    yield from (one for one in changes_between((before.facts, before.figures), after) if one.measure_id)


def shown(what: str) -> tuple[str, str] | None:
    """What it was and is, of the one thing that is called so; None where it does not differ."""
    return next(((one.was, one.now) for one in told_to_the_public() if one.what == what), None)


def test_of_a_figure_that_compares_with_nothing_nothing_differs(lead: User, officer: User) -> None:
    two_versions(make_due_measure(), "70.0", None, lead=lead, officer=officer)

    assert [(one.what, one.was, one.now) for one in told_to_the_public()] == []


@pytest.mark.parametrize("value", ["70.0", "94.9"])
def test_nor_of_one_that_compares_whatever_it_rests_on(value: str, lead: User, officer: User) -> None:
    measure = make_due_measure(measure={"policy": since_last_period()})
    two_versions(measure, value, None, lead=lead, officer=officer)

    assert [(one.what, one.was, one.now) for one in told_to_the_public()] == []


def test_a_rating_that_asked_for_what_is_withheld_is_not_told_of_the_older_version(lead: User, officer: User) -> None:
    measure = make_due_measure(measure={"policy": since_last_period()})
    two_versions(measure, "70.0", "96.0", lead=lead, officer=officer)

    assert shown("rating") == ("not rated (withheld)", "green")
    assert NOT_COMPARED in {one.was for one in told_to_the_public()}
    assert told_in(pack_document(frozen_source(Q2)), "61.2") == set()


def test_one_that_did_not_ask_is_told_though_the_newer_one_did(lead: User, officer: User) -> None:
    measure = make_due_measure(measure={"policy": since_last_period()})
    two_versions(measure, "96.0", "70.0", lead=lead, officer=officer)

    assert shown("rating") == ("green", "not rated (withheld)")
    assert told_in(pack_document(frozen_source(Q2)), "61.2") == set()


def test_what_the_council_s_own_policy_asked_is_told_apart(lead: User, officer: User) -> None:
    measure = make_due_measure(measure={"own_policy": since_last_period()})
    two_versions(measure, "70.0", "96.0", lead=lead, officer=officer)

    assert shown("rating") == ("red", "green")
    own = shown("rating under the council's own policy")
    assert own is not None
    assert own[0].startswith("not rated (withheld)")
