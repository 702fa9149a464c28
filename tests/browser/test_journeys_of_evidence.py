"""Evidence is attached after a mistake, an e-mailed sign-off recorded, a promise answered: with scripts and without."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from goldenthread.actions.models import Action
from goldenthread.figures.models import FigureEvidence
from tests.at_browser import sign_in
from tests.attachments.made_files import EMAIL, a_pdf
from tests.browser.pages_of_promises import Promises
from tests.browser.pages_of_running import BOARD, Quarter
from tests.browser.test_journeys_of_returns import Hand
from tests.figures.quarter import figure_of

pytestmark = pytest.mark.django_db(transaction=True)
both = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])


@pytest.fixture
def open_as(visit):
    """Somebody's own browser at an address."""

    def opened(person, address, *, scripts=True):
        return visit(address, scripts=scripts, client=sign_in(Client(headers={"host": "localhost"}), person))

    return opened


@pytest.fixture
def files(tmp_path: Path):
    """Files on somebody's machine: a PDF, what only calls itself one, and an e-mail."""
    (tmp_path / "Ledger.pdf").write_bytes(a_pdf())
    (tmp_path / "Broken.pdf").write_bytes(b"no PDF at all")
    (tmp_path / "Sign-off.eml").write_bytes(EMAIL)
    return tmp_path


@both
def test_evidence_is_attached_to_a_draft_after_a_mistake(open_as, files, scripts):
    quarter = Quarter()
    lead = Hand(open_as(quarter.lead, f"/returns/figures/{figure_of(quarter.awaited).pk}", scripts=scripts))
    lead.fill("The figure", "97.1")
    lead.press("Save and attach evidence")

    lead.page.get_by_label("File", exact=True).set_input_files(files / "Broken.pdf")
    lead.fill("What it shows", "The ledger of September")
    lead.press("Attach")
    assert lead.page.get_by_role("alert").get_by_text("what is in it is something else").is_visible()
    lead.page.get_by_label("File", exact=True).set_input_files(files / "Ledger.pdf")
    lead.press("Attach")
    with lead.page.expect_download() as download:
        lead.page.get_by_role("link", name="Ledger.pdf").click()
    lead.follow("Back to the figure")

    assert download.value.suggested_filename == "Ledger.pdf"
    assert lead.page.get_by_label("The figure", exact=True).input_value() == "97.1%"
    assert FigureEvidence.objects.get().words == "The ledger of September"


@both
def test_a_sign_off_given_by_email_is_recorded(open_as, files, scripts):
    quarter = Quarter()
    officer = Hand(open_as(quarter.officer, BOARD, scripts=scripts))
    officer.follow("Record a sign-off given by e-mail")
    officer.follow("Director of Finance")

    officer.press("Record the sign-off")
    assert officer.page.get_by_role("alert").get_by_text("Enter the day of the e-mail").is_visible()
    for label, typed in (("Day", "15"), ("Month", "10"), ("Year", "2019"), ("Time of the e-mail", "9:12")):
        officer.fill(label, typed)
    officer.page.get_by_label("The e-mail", exact=True).set_input_files(files / "Sign-off.eml")
    officer.press("Record the sign-off")

    assert officer.page.get_by_text("3 figures signed off by e-mail, in the name of Director of Finance.").is_visible()
    assert officer.page.get_by_role("link", name="3 of 3 signed off by e-mail").is_visible()
    assert figure_of(quarter.red).signed_off_by == quarter.head


@both
def test_a_promise_is_moved_by_its_owner_and_the_next_day_stands(open_as, scripts):
    promises = Promises()
    lead = Hand(open_as(promises.lead, "/promises", scripts=scripts))
    lead.follow("Recruit two officers")

    lead.check("Moved to a new day")
    lead.fill("What happened?", "One is in post, and one post is advertised again.")
    lead.press("Save what became of it")
    assert lead.page.get_by_role("alert").get_by_text("Give the new day.").is_visible()
    for label, typed in (("Day", "31"), ("Month", "3"), ("Year", "2020")):
        lead.fill(label, typed)
    lead.press("Save what became of it")

    assert lead.page.get_by_text("Due on 31 March 2020").is_visible()
    assert Action.objects.get(words__startswith="Recruit").due_on == date(2020, 3, 31)
