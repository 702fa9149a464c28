"""Files and forms of requests as people write them: what they may mean is read, and what is doubtful is refused."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from goldenthread.domain.cost_shares import AmountUnreadable, read_amount
from goldenthread.requests.models import ProtocolVersion, Request, Statement
from tests.plans.test_pages_plans import browser
from tests.requests.test_requests_at_terminal import CASE, IN_MARCH, OFFICER, PROTOCOL
from tests.requests.world import make_director, scored
from tests.world import make_council

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("request_world")]


@pytest.fixture(autouse=True)
def _day(settings: Any) -> None:
    settings.GOLDENTHREAD_TODAY = date(2019, 3, 11)
    make_council("Bexley")


@pytest.mark.parametrize("typed", ["14,20", "9,5", "1,2,3,4", "1,23,456", "1_000", "NaN", "14 000"])
def test_a_comma_groups_thousands_or_is_refused(typed):
    with pytest.raises(AmountUnreadable):
        read_amount(typed)


def test_thousands_may_be_grouped():
    assert read_amount("1,234,567.50") == Decimal("1234567.5")


@pytest.mark.parametrize(
    ("old", "new", "refused"),
    [
        ('rate = "14.20"', 'rate = "14,20"', "Write digits, with a point before decimals"),
        ("passed = true\n", "", "This is missing."),
        ('power = "1970-section-1"', 'power = "1970-section-1"\nbusiness_case = "approved"', "as a table"),
        ('scorer = "Second scorer"\nscore = 3', 'scorer = "first  SCORER"\nscore = 3', "is there twice"),
        ('score = 2\nreasons = "Jobs are', 'score = 4\nreasons = "Jobs are', "They gave from 2 to 3."),
        ("starts = 2019-09-01", "starts = 9999-09-01", "This year is none that is kept here."),
        ("received = 2019-02-01", "", "This is missing."),
        ('value = "1.005"', 'value = "1.005"', "whole pence"),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("case_protocol")
def test_what_is_doubtful_in_a_file_is_refused(save, command, old, new, refused):
    case = CASE.replace("continuing = true", 'value = "1.005"\ncontinuing = true') if "1.005" in old else CASE
    assert old in case

    outcome = command("evaluate-request", save("case.toml", case.replace(old, new, 1)))

    assert outcome.status == 1
    assert refused in outcome.err


def test_one_person_under_a_name_and_an_address_is_one(save, command, case_protocol, officer):
    twice = CASE.replace("First scorer", officer.email).replace("Second scorer", officer.name)

    assert "Two people score it." in command("evaluate-request", save("case.toml", twice)).err


def test_a_file_is_read_by_the_protocol_of_its_own_request(save, command, case_protocol, officer):
    case = save("case.toml", CASE)
    assert command("import-request", case, *OFFICER, *IN_MARCH).status == 0
    dearer = PROTOCOL.replace('overheads = "18"', 'overheads = "20"')
    assert command("import-protocol", save("dearer.toml", dearer), *OFFICER, *IN_MARCH).status == 0

    assert "0 statements entered" in command("import-request", case, *OFFICER, *IN_MARCH).out


def test_a_request_is_tried_by_a_later_draft_at_the_terminal(save, command, case_protocol, officer):
    assert command("import-request", save("case.toml", CASE), *OFFICER, *IN_MARCH).status == 0
    another = PROTOCOL.replace('least_total = "60"', 'least_total = "70"')
    assert command("import-protocol", save("another.toml", another), *OFFICER, *IN_MARCH).status == 0

    assert command("use-protocol", "2019-001", "2", *OFFICER, *IN_MARCH).status == 0

    assert "By the protocol, version 2, not agreed yet" in command("request", "2019-001").out


def test_words_that_say_nothing_are_named_with_their_score(save, command, officer):
    short = PROTOCOL.replace('"A loss is likely."', '"c"')

    refused = command("import-protocol", save("p.toml", short), *OFFICER, *IN_MARCH)

    assert "Say what the score 0 means in words" in refused.err


def test_no_version_is_written_before_the_one_before_it(save, command, case_protocol, officer):
    another = save("another.toml", PROTOCOL.replace('least_total = "60"', 'least_total = "70"'))

    refused = command("import-protocol", another, *OFFICER, "--at", "2018-06-01 10:00")

    assert "Version 1 was written on 4 February 2019, after this moment." in refused.err


def test_options_that_would_do_other_than_they_say_are_refused(command, officer, tmp_path):
    both = ("--year", "2019-20", "--quarter", "Q4", "--to", str(tmp_path / "register.csv"))
    assert command("requests", *both).status == 2
    assert command("request-form", str(tmp_path / "form.ods")).status == 2
    form = tmp_path / "form.xlsx"
    assert command("request-form", str(form)).status == 0
    assert "--received 2020-01-10" in command("import-request", str(form), *OFFICER, *IN_MARCH).err
    assert [path.name for path in tmp_path.iterdir()] == ["form.xlsx"]


def test_whoever_decides_at_their_level_evaluates_at_the_terminal_and_at_the_page(command, officer, other, protocol):
    scored(by=officer, other=other, but=())
    director = make_director()
    said = ("--decided", "declined", "--level", "director", "--on", "2019-03-11", "--reasons", "It earns little.")
    at_level = command(
        *("decide-request", "2019-001", *said, "--alternatives", "To wait.", "--by", director.email, *IN_MARCH)
    )
    assert "This is for the joint committee to decide" in at_level.err
    assert not Statement.objects.filter(kind="evaluation").exists()
    page = browser(director).get("/requests/2019-001").content.decode()
    assert "Evaluate it as it stands" in page
    assert browser(director).get("/requests/2019-001/evaluate").status_code == 200
    assert browser(other).get("/requests/2019-001/evaluate").status_code == 404


@pytest.mark.parametrize("digits", ["9" * 60, "99999999999999999999"])
def test_a_day_of_many_digits_is_no_day(officer, digits):
    at_desk = browser(officer)
    sent = {"received_on_day": digits, "received_on_month": "1", "received_on_year": "2019"}

    answer = at_desk.post("/requests/new", {**sent, "requester": "Thurrock Council"})

    assert answer.status_code == 422
    assert "must be a real date" in answer.content.decode()
    assert not Request.objects.exists()


def test_the_clerk_writes_a_version_at_a_page_and_is_told_what_is_wrong_with_its_place(clerk):
    at_desk = browser(clerk)

    def sent(words: str, name: str = "protocol.toml") -> Any:
        return at_desk.post("/protocol/new", {"file": SimpleUploadedFile(name, words.encode())})

    assert sent(PROTOCOL).url == "/protocol/1"
    again, light = sent(PROTOCOL), sent(PROTOCOL.replace('weight = "30"', 'weight = "29"'))
    assert "says the same already" in again.content.decode()
    assert "The weights come to 99, 1 too few." in light.content.decode()
    assert "protocol.toml" in sent(PROTOCOL.replace("purpose", "porpoise")).content.decode()
    assert "ends in .toml" in sent(PROTOCOL, "protocol.docx").content.decode()
    assert (again.status_code, light.status_code) == (422, 422)
    assert ProtocolVersion.objects.count() == 1
    assert "Write a version of the protocol" in at_desk.get("/protocol").content.decode()


def test_an_address_of_nothing_leads_to_no_document_of_it(officer, protocol):
    assert "The same as a document" not in browser(officer).get("/protocol/99").content.decode()
    assert "The same as a document" in browser(officer).get("/protocol/1").content.decode()
