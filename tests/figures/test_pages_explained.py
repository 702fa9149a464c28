"""The page that says how a frozen figure came about: for whom it is there, what it tells, and where it leads."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from goldenthread.accounts.models import User
from goldenthread.domain.plain import to_plain
from goldenthread.figures.models import FrozenFigure
from goldenthread.indicators.models import Measure
from goldenthread.publishing.models import Publication, Release
from goldenthread.reports.issuing import issue_pack
from goldenthread.reports.operations import publish_pack
from goldenthread.storage.triggers import install_triggers, remove_triggers
from tests.at_browser import sign_in
from tests.figures.quarter import Q2, figure_of, sign_off
from tests.figures.restated import snapshot_of
from tests.figures.returning_pages import words_on
from tests.figures.running_pages import frozen, quarter_under_way
from tests.reports.audiences import PUBLISHED, TEAM, freeze_again
from tests.world import make_appointment, make_council, make_partnership, make_person

LATER = PUBLISHED + timedelta(days=1)


@pytest.fixture(autouse=True)
def _fixed_day(settings: Any) -> None:
    settings.GOLDENTHREAD_TODAY = date(2020, 2, 1)


@pytest.fixture
def measure(officer: User, lead: User, head: User) -> Measure:
    """A red figure with its words and a promise, signed off and frozen."""
    make_partnership()
    made = quarter_under_way(officer=officer, lead=lead)["red"]
    sign_off(made, by=head)
    frozen(officer=officer)
    return made


def page(measure: Measure, version: int | None = None) -> str:
    return f"/figures/{figure_of(measure).pk}/explained{f'?version={version}' if version else ''}"


def with_role(role: str, **where: Any) -> User:
    person = make_person(role, email=f"{role}@example.org")
    make_appointment(person, role=role, post=role, **where)
    return person


def auditor() -> User:
    return with_role("auditor")


def issued(*to: str, officer: User) -> None:
    issue_pack(quarter=Q2, audience="management-team", to=to, by=officer, at=PUBLISHED)


def test_the_officer_sees_all_that_stands_behind_a_figure_worked_out_again(
    client: Client, officer: User, measure: Measure
) -> None:
    words = words_on(sign_in(client, officer).get(page(measure)))

    assert "EXC02, Havering, Q2 2019/20, version 1 of the figures" in words
    assert re.search(r"All \d+ checks agree", words)
    for told in (
        "Returned Head of Exchequer, 14 October 2019",
        "Signed off Director of Finance, 14 October 2019",
        "Frozen as version 1 Performance Officer, 22 October 2019",
        "It was not returned in a file",
        "Clearance",
        "Nothing was published of it",
        "A new ledger was brought in.",
        "Promise: Recruit two officers",
    ):
        assert told.casefold() in words.casefold()


def test_an_auditor_sees_the_version_that_was_issued_to_them_and_no_other(
    client: Client, officer: User, lead: User, measure: Measure
) -> None:
    at_work = sign_in(client, auditor())
    assert at_work.get(page(measure)).status_code == 404
    issued("auditor@example.org", officer=officer)
    freeze_again(measure, officer=officer, lead=lead, at=LATER)

    shown = at_work.get(page(measure))

    assert "version 1 of the figures" in words_on(shown)
    assert [at_work.get(page(measure, number)).status_code for number in (1, 2, 3)] == [200, 404, 404]
    assert "How it stood in version" not in words_on(shown)
    assert at_work.get(f"{page(measure)}?version=first").status_code == 404
    both = sign_in(client, officer).get(page(measure))
    assert "version 2 of the figures" in words_on(both) and page(measure, 1) in both.content.decode()


def test_what_is_public_alone_opens_nothing_of_what_stands_behind_it(
    client: Client, officer: User, measure: Measure
) -> None:
    publish_pack(quarter=Q2, audience="joint-committee", by=officer, at=PUBLISHED)
    Release.objects.create(publication=Publication.objects.get(), released_at=PUBLISHED, released_by=officer.pk)

    for person in (auditor(), with_role("clerk"), with_role("partner-lead", council=make_council("Newham"))):
        assert sign_in(client, person).get(page(measure)).status_code == 404


def test_restricted_publications_are_named_to_those_who_have_them_alone(
    client: Client, officer: User, lead: User, measure: Measure
) -> None:
    person = auditor()
    issued("auditor@example.org", officer=officer)

    assert f"/reports/documents/{TEAM}" in sign_in(client, person).get(page(measure)).content.decode()
    seen_by_lead = words_on(sign_in(client, lead).get(page(measure)))
    assert TEAM not in seen_by_lead and "none that is public, or was issued to you" in seen_by_lead
    assert TEAM in words_on(sign_in(client, officer).get(page(measure)))


def test_what_does_not_come_out_as_it_was_told_is_said(client: Client, officer: User, measure: Measure) -> None:
    snapshot = to_plain(replace(snapshot_of(measure), rating="green"))
    remove_triggers()
    FrozenFigure.objects.filter(measure=measure).update(snapshot=snapshot)
    install_triggers()

    words = words_on(sign_in(client, officer).get(page(measure)))

    assert re.search(r"Warning \d of \d+ checks do(es)? not agree", words)
    assert "Does not agree" in words


def test_a_figure_that_was_never_frozen_has_no_such_page(client: Client, officer: User, lead: User) -> None:
    measure = quarter_under_way(officer=officer, lead=lead)["green"]

    assert sign_in(client, officer).get(page(measure)).status_code == 404


def test_the_page_is_found_from_the_indicator_and_from_the_list(
    client: Client, officer: User, measure: Measure
) -> None:
    at_work = sign_in(client, officer)

    for address in ("/indicators/EXC02", "/quarters/2019-20-q2/figures"):
        assert page(measure) in at_work.get(address).content.decode()


def test_the_page_takes_as_many_statements_however_many_versions_there_are(
    client: Client, officer: User, lead: User, measure: Measure
) -> None:
    at_work = sign_in(client, officer)
    at_work.get(page(measure))
    with CaptureQueriesContext(connection) as few:
        at_work.get(page(measure))
    freeze_again(Measure.objects.get(indicator__ref="EXC01"), officer=officer, lead=lead, at=LATER)
    with CaptureQueriesContext(connection) as many:
        at_work.get(page(measure))

    assert len(many) == len(few)
