"""The log read as a whole: newest first, narrowed, from any place in it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db.models import Q

from goldenthread.audit.operations import record
from goldenthread.audit.queries import Asked, kinds_in_the_log, log_entries, log_page
from tests.world import NOW

pytestmark = pytest.mark.django_db


def happened(*kinds: str, by: int | None = 1, subject: str = "figure", subject_id: str = "7", days: int = 0) -> None:
    for kind in kinds:
        record(kind, subject=subject, subject_id=subject_id, by=by, at=NOW + timedelta(days=days))


def kinds_of(asked: Asked) -> list[str]:
    return [entry.kind for entry in log_entries(asked, most=100)]


def test_the_log_begins_with_what_happened_last_and_of_one_moment_with_what_was_told_last():
    happened("later", days=1)
    happened("first", "second")

    assert kinds_of(Asked()) == ["later", "second", "first"]


def test_the_log_is_narrowed_to_days_kinds_people_and_things():
    happened("returned", by=1)
    happened("signed off", by=2, days=1)
    happened("imported", by=None, subject="register", subject_id="register", days=2)

    assert kinds_of(Asked(since=NOW + timedelta(days=1))) == ["imported", "signed off"]
    assert kinds_of(Asked(until=NOW + timedelta(days=1))) == ["returned"]
    assert kinds_of(Asked(kinds=("returned", "imported"))) == ["imported", "returned"]
    assert kinds_of(Asked(by=2)) == ["signed off"]
    assert kinds_of(Asked(by_the_product=True)) == ["imported"]
    assert kinds_of(Asked(about=Q(subject="figure", subject_id="7"))) == ["signed off", "returned"]


def test_page_after_page_leads_through_the_whole_log_and_back_without_a_gap():
    happened("1", "2")
    happened("3", "4", "5", days=1)

    newest = log_page(Asked(), most=2)
    middle = log_page(Asked(), most=2, older_than=newest.entries[-1].place)
    oldest = log_page(Asked(), most=2, older_than=middle.entries[-1].place)
    back = log_page(Asked(), most=2, newer_than=oldest.entries[0].place)

    assert [[one.kind for one in page.entries] for page in (newest, middle, oldest, back)] == [
        ["5", "4"],
        ["3", "2"],
        ["1"],
        ["3", "2"],
    ]
    assert [(page.has_newer, page.has_older) for page in (newest, middle, oldest, back)] == [
        (False, True),
        (True, True),
        (True, False),
        (True, True),
    ]


def test_a_page_of_the_log_takes_two_reads_wherever_it_is(django_assert_num_queries):
    happened(*map(str, range(30)))
    place = log_page(Asked(), most=10).entries[-1].place

    with django_assert_num_queries(2):
        log_page(Asked(), most=10, older_than=place)
    with django_assert_num_queries(2):
        log_page(Asked(), most=10, newer_than=place)


def test_the_kinds_of_the_log_are_told_with_what_they_are_of_in_one_read(django_assert_num_queries):
    happened("returned", "signed off", "returned")
    happened("imported", subject="register")

    with django_assert_num_queries(1):
        found = kinds_in_the_log()

    assert found == {"imported": "register", "returned": "figure", "signed off": "figure"}


def test_an_empty_log_has_no_kinds():
    assert kinds_in_the_log() == {}


def test_what_is_about_some_things_is_found_by_them_in_one_read_more(django_assert_num_queries):
    happened("returned", "submitted")
    happened("returned", subject_id="8")

    with django_assert_num_queries(3):
        page = log_page(Asked(about=Q(subject="figure", subject_id="7")), most=10, older_than=(NOW, 1 << 40))

    assert [one.kind for one in page.entries] == ["submitted", "returned"]


def test_what_is_about_many_things_is_told_whole():
    happened(*("returned" for _ in range(950)))

    assert len(list(log_entries(Asked(about=Q(subject="figure")), most=2000))) == 950
