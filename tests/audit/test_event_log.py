"""The event log: what people did, in order, and about one thing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from goldenthread.accounts.models import User
from goldenthread.audit.operations import Happening, record, record_all
from goldenthread.audit.queries import histories_of, history_of

pytestmark = pytest.mark.django_db


def test_an_event_keeps_who_when_and_what(lead: User, at: datetime) -> None:
    record("figure returned", subject="figure", subject_id=7, by=lead.pk, at=at, details={"value": "94.5"})

    (entry,) = history_of(subject="figure", subject_id=7)

    assert (entry.kind, entry.by, entry.at, entry.details) == ("figure returned", lead.pk, at, {"value": "94.5"})


def test_the_database_keeps_when_an_event_was_recorded_whatever_moment_was_told(at: datetime) -> None:
    before = datetime.now(tz=UTC) - timedelta(seconds=2)

    record("figure returned", subject="figure", subject_id=7, by=None, at=at)
    record_all([Happening("figure queried", "figure", "7")], by=None, at=at)

    after = datetime.now(tz=UTC) + timedelta(seconds=2)
    recorded = [entry.recorded_at for entry in history_of(subject="figure", subject_id=7)]
    assert [moment is not None and before < moment < after for moment in recorded] == [True, True]


def test_a_history_is_of_one_thing_oldest_first(at: datetime) -> None:
    # The second happened earlier by its own account: the order is that of the log.
    record("figure returned", subject="figure", subject_id=7, by=None, at=at)
    record("figure queried", subject="figure", subject_id=7, by=None, at=at - timedelta(days=1))
    record("figure returned", subject="figure", subject_id=71, by=None, at=at)
    record("round opened", subject="round", subject_id=7, by=None, at=at)

    kinds = [entry.kind for entry in history_of(subject="figure", subject_id=7)]

    assert kinds == ["figure returned", "figure queried"]


def test_many_events_of_one_moment_are_recorded_together(at: datetime) -> None:
    happenings = [Happening("figure due", "figure", str(number)) for number in range(250)]

    record_all(happenings, by=None, at=at)

    assert [len(history_of(subject="figure", subject_id=number)) for number in (0, 249, 250)] == [1, 1, 0]


def test_many_events_are_written_in_batches(at: datetime, django_assert_max_num_queries: object) -> None:
    happenings = [Happening("figure due", "figure", str(number)) for number in range(250)]

    with django_assert_max_num_queries(5):  # type: ignore[operator]
        record_all(happenings, by=None, at=at)


def test_the_log_holds_no_name(lead: User, at: datetime) -> None:
    record("figure returned", subject="figure", subject_id=7, by=lead.pk, at=at)

    (entry,) = history_of(subject="figure", subject_id=7)

    assert lead.name not in str(entry)
    assert lead.email not in str(entry)


def test_what_was_done_to_many_things_is_found_to_the_last_of_them(at: datetime) -> None:
    record("figure returned", subject="figure", subject_id=1_300, by=None, at=at)

    found = histories_of({"figure": range(1, 1_301)}, most=10)

    assert [one.subject_id for one in found] == ["1300"]
