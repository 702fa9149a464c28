"""Parts of rows read for thousands at once: what of a column of JSON is asked, and days and moments as their text."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from goldenthread.audit.models import Event
from goldenthread.audit.operations import record
from goldenthread.partnership.models import Appointment
from goldenthread.storage.json_parts import JSONParts
from goldenthread.storage.texts import as_text, day_of_text, moment_of_text
from tests.world import make_appointment, make_person

pytestmark = pytest.mark.django_db

AT = datetime(2019, 10, 14, 9, 30, 15, 120, tzinfo=UTC)


def parts_of(details: dict[str, object], *paths: str) -> object:
    record("figure returned", subject="figure", subject_id="1", by=1, at=AT, details=details)
    return Event.objects.order_by("-pk").annotate(parts=JSONParts("details", *paths)).values_list("parts", flat=True)[0]


def test_parts_come_in_their_order_as_what_they_are() -> None:
    details = {"words": "Rents, “collected”", "yes": True, "no": False, "number": 3, "nothing": None, "list": [1, "a"]}

    assert parts_of(details, "list", "words", "yes", "no", "number", "nothing") == [
        [1, "a"], "Rents, “collected”", True, False, 3, None,
    ]  # fmt: skip


def test_a_part_within_a_part_is_found_and_one_that_is_not_there_is_nothing() -> None:
    assert parts_of({"own": {"rating": "red"}}, "own__rating", "own__status", "other__rating") == ["red", None, None]


def test_one_part_alone_is_refused() -> None:
    with pytest.raises(ValueError, match="KT"):
        JSONParts("details", "own")


def test_a_moment_read_as_text_is_the_moment() -> None:
    record("figure returned", subject="figure", subject_id="1", by=1, at=AT)

    (text,) = Event.objects.annotate(text=as_text("at")).values_list("text", flat=True)

    assert moment_of_text(text) == AT
    assert moment_of_text(None) is None


def test_a_moment_on_the_second_read_as_text_is_the_moment() -> None:
    at = AT.replace(microsecond=0)
    record("figure returned", subject="figure", subject_id="1", by=1, at=at)

    (text,) = Event.objects.annotate(text=as_text("at")).values_list("text", flat=True)

    assert moment_of_text(text) == at


def test_a_day_read_as_text_is_the_day() -> None:
    make_appointment(make_person("An Officer", email="officer@example.org"), role="performance-officer")

    ((day, text),) = Appointment.objects.annotate(text=as_text("starts_on")).values_list("starts_on", "text")

    assert day_of_text(text) == day
    assert isinstance(day, date)
