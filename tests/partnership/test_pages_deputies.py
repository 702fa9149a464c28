"""Everybody names who acts for them at a page, calls it off, and sees for whom they act."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from goldenthread.accounts.models import User
from goldenthread.partnership.models import Deputy
from goldenthread.partnership.operations import name_deputy
from tests.at_browser import sign_in
from tests.figures.returning_pages import form_on, words_on
from tests.world import NOW

pytestmark = pytest.mark.django_db

TODAY = date(2019, 10, 14)
WHERE = "/account/deputies"


@pytest.fixture(autouse=True)
def _day(settings):
    settings.GOLDENTHREAD_TODAY = TODAY


def away(first: date = TODAY, last: date = date(2019, 10, 25)) -> dict[str, str]:
    named = {"starts_on": first, "ends_on": last}
    return {
        f"{name}_{part}": str(getattr(day, part)) for name, day in named.items() for part in ("day", "month", "year")
    }


def take(client: Client, **typed: str) -> Any:
    return client.post(WHERE, {**form_on(client.get(WHERE), which=-1), **typed}, follow=True)


def named(of: User, deputy: User, first: date = TODAY, last: date = date(2019, 10, 25)) -> None:
    name_deputy(of=of.email, deputy=deputy.email, starts_on=first, ends_on=last, by=of, today=TODAY, at=NOW)


def test_a_director_names_who_acts_for_them(client, head, stranger):
    page = take(sign_in(client, head), deputy=str(stranger.pk), **away())

    said = words_on(page)
    assert "Stranger acts as Director of Finance from 14 October 2019 to 25 October 2019." in said
    assert Deputy.objects.get().person == stranger


def test_nobody_is_named_twice_in_the_list_nor_oneself(client, head, lead):
    page = sign_in(client, head).get(WHERE).content.decode()

    assert f'<option value="{lead.pk}">Head of Exchequer</option>' in page
    assert f'<option value="{head.pk}">' not in page


def test_what_cannot_be_is_said_with_what_was_typed(client, head, stranger):
    page = take(sign_in(client, head), deputy=str(stranger.pk), **away(last=date(2019, 10, 1)))

    assert page.status_code == 422
    assert "The last day, 1 October 2019, is before the first, 14 October 2019." in words_on(page)
    assert form_on(page)["deputy"] == str(stranger.pk)


def test_everything_that_is_missing_is_asked_for_at_once(client, head):
    said = words_on(sign_in(client, head).post(WHERE, {}))

    assert "Choose the who acts" not in said
    for words in ("Choose who acts", "Enter the first day", "Enter the last day"):
        assert words in said


def test_a_deputy_who_acts_is_called_off_and_acts_until_the_end_of_the_day(client, head, stranger):
    named(head, stranger)
    page = sign_in(client, head).get(WHERE)

    said = words_on(client.post(f"{WHERE}/{stranger.pk}/call-off", form_on(page), follow=True))

    assert "Called off: Stranger acts until the end of today." in said
    assert "Call off" not in said
    assert Deputy.objects.get().ends_on == TODAY


def test_a_deputy_who_has_not_begun_is_called_off_whole(client, head, stranger):
    named(head, stranger, first=date(2019, 11, 1), last=date(2019, 11, 8))
    page = sign_in(client, head).get(WHERE)

    said = words_on(client.post(f"{WHERE}/{stranger.pk}/call-off", form_on(page), follow=True))

    assert "Called off: Stranger will not act." in said
    assert not Deputy.objects.exists()


def test_whoever_acts_sees_for_whom_and_until_when(client, head, stranger):
    named(head, stranger)

    said = words_on(sign_in(client, stranger).get(WHERE))

    assert "Director of Finance, as Director of Finance, until 25 October 2019" in said


def test_nobody_calls_off_another_s_deputy(client, head, lead, stranger):
    named(head, stranger)

    answer = sign_in(client, lead, with_code=False).post(f"{WHERE}/{stranger.pk}/call-off")

    assert answer.status_code == 404
    assert Deputy.objects.get().ends_on == date(2019, 10, 25)


def test_a_form_that_an_administrator_overtook_is_not_taken(client, head, lead, stranger):
    stale = form_on(sign_in(client, head).get(WHERE))
    named(head, lead)

    page = client.post(WHERE, {**stale, "deputy": str(stranger.pk), **away()})

    assert page.status_code == 409
    assert "changed this at" in words_on(page)
    assert Deputy.objects.get().person == lead


def test_who_holds_no_role_is_told_so(client, stranger):
    answer = sign_in(client, stranger).get(WHERE)

    assert answer.status_code == 403
