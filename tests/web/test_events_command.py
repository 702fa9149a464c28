"""The event log at the terminal: as its page tells it."""

from __future__ import annotations

import json

import pytest

from goldenthread.audit.models import Event
from goldenthread.audit.operations import record
from tests.world import NOW, make_appointment, make_council, make_person

pytestmark = pytest.mark.django_db
BY = ("--by", "auditor@example.org")


@pytest.fixture(autouse=True)
def _auditor(officer):
    make_council("Havering")
    make_appointment(make_person("Auditor", email="auditor@example.org"), role="auditor")
    record("council added", subject="council", subject_id="havering", by=officer.pk, at=NOW)
    record("refused", subject="page", subject_id="web:events", by=officer.pk, at=NOW, details={"why": "=1+1"})


def test_the_log_is_printed_newest_first(command):
    outcome = command("events", *BY)

    lines = outcome.out.splitlines()
    assert lines[0] == "2019-10-14 10:30:00  Performance Officer  Refused: page “Event log”. Reason: =1+1"
    assert "2019-10-14 10:30:00  Performance Officer  Council added: Havering" in lines


def test_it_is_narrowed_by_the_words_of_an_entry_by_a_group_and_by_days(command):
    assert "Refused" not in command("events", *BY, "--kind", "council added").out
    assert "Council added" not in command("events", *BY, "--kind", "security", "--to", "2019-10-14").out
    assert command("events", *BY, "--from", "2030-01-01").out.strip() == "Nothing like this is in the log."


def test_it_is_narrowed_to_a_council(command):
    entries = json.loads(command("events", *BY, "--council", "havering", "--json").out)

    assert [one["what"] for one in entries] == ["Council added"]


def test_it_is_saved_with_no_live_formula_and_the_log_keeps_that(command, tmp_path):
    file = tmp_path / "events.csv"

    outcome = command("events", *BY, "--kind", "refused", "--csv", str(file))

    assert outcome.out.strip() == f"wrote {file}: 1 entry"
    assert "Reason: =1+1" in file.read_text(encoding="utf-8-sig")
    (event,) = Event.objects.filter(kind="log saved as a file")
    assert event.details == {"entries": 1, "asked": {"kind": "refused"}, "kind": "csv"}


def test_whoever_may_not_read_the_log_is_told_who_may(command, lead):
    outcome = command("events", "--by", lead.email)

    assert outcome.status == 1
    assert "is not administrator, auditor or performance officer on" in outcome.err


@pytest.mark.parametrize(("option", "words"), [("--kind", "Nothing in the log is"), ("--council", "No council is")])
def test_what_is_not_there_is_said(command, option, words):
    outcome = command("events", *BY, option, "nothing")

    assert outcome.status == 2
    assert words in outcome.err
