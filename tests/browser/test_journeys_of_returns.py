"""From signing in to a submitted figure, as a service lead goes: with scripts, without, and by keyboard alone."""

from __future__ import annotations

import io

import pytest
from django.test import Client
from openpyxl import load_workbook
from playwright.sync_api import Locator, Page

from tests.at_browser import PASSWORD, give_password
from tests.browser.pages_of_returns import UPLOAD, Cast
from tests.figures.quarter import Q3, figure_of

pytestmark = pytest.mark.django_db(transaction=True)
MOST_INTERACTIONS = 12
both = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])


def go(link: Locator) -> None:
    """Press a link or a button that leads to another page, and wait until that page is there."""
    with link.page.expect_navigation():
        link.click()


class Hand:
    """Somebody's hand at a page: every box that is filled in and every press counts as one."""

    def __init__(self, page: Page) -> None:
        self.page, self.interactions = page, 0

    def fill(self, label: str, typed: str) -> None:
        self.interactions += 1
        self.page.get_by_label(label, exact=True).fill(typed)

    def press(self, button: str) -> None:
        self.interactions += 1
        go(self.page.get_by_role("button", name=button, exact=True))

    def follow(self, words: str) -> None:
        self.interactions += 1
        go(self.page.locator("main").get_by_role("link", name=words).first)

    def check(self, label: str) -> None:
        self.interactions += 1
        self.page.get_by_label(label, exact=True).check()


class Keys:
    """Somebody at a keyboard alone: Tab until the box or button has the focus, then typing, Space or Enter."""

    MOST_TABS = 80

    def __init__(self, page: Page) -> None:
        self.page = page

    def to(self, selector: str) -> None:
        for _ in range(self.MOST_TABS):
            if self.page.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"The Tab key never reaches {selector}.")

    def type(self, selector: str, typed: str) -> None:
        self.to(selector)
        self.page.keyboard.type(typed)

    def enter(self, selector: str) -> None:
        self.to(selector)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")


@pytest.fixture
def cast():
    made = Cast()
    give_password(made.lead)
    return made


def sign_in(hand: Hand) -> None:
    hand.fill("E-mail address", "lead@example.org")
    hand.fill("Password", PASSWORD)
    hand.press("Sign in")


@both
def test_a_green_figure_is_returned_and_submitted(visit, cast, scripts):
    hand = Hand(visit("/sign-in", scripts=scripts))
    sign_in(hand)

    hand.follow("EXC02, Havering")
    hand.fill("The figure", "96.2%")
    hand.press("See the rating")
    assert hand.page.get_by_text("Green: 96.2% is 1.2 points above the target of 95.0%.").is_visible()
    hand.press("Submit for sign-off")

    assert hand.page.get_by_text("EXC02, Havering is submitted for sign-off.").is_visible()
    assert figure_of(cast.plain, Q3).state == "submitted"
    assert hand.interactions <= MOST_INTERACTIONS


@both
def test_a_red_figure_is_returned_and_explained_in_twelve_interactions_from_signing_in(visit, cast, scripts):
    hand = Hand(visit("/sign-in", scripts=scripts))
    sign_in(hand)

    hand.follow("EXC02, Havering")
    hand.fill("The figure", "80.1%")
    hand.press("See the rating")
    assert hand.page.get_by_text("14.9 points below the target").first.is_visible()
    hand.fill("Reasons for the level of performance", "A new ledger was brought in during October.")
    hand.fill("What will be done", "Two officers are lent by Finance until the backlog is cleared.")
    hand.fill("By when", "31 March 2020")
    hand.fill("Back on track by", "31 March 2020")
    hand.press("Submit for sign-off")

    figure = figure_of(cast.plain, Q3)
    assert (figure.state, figure.rating) == ("submitted", "red")
    assert figure.words.reasons == "A new ledger was brought in during October."
    assert hand.interactions <= MOST_INTERACTIONS


@both
def test_with_numerator_and_denominator_and_a_promise_to_answer_it_takes_no_more_than_each_asks(visit, cast, scripts):
    hand = Hand(visit("/sign-in", scripts=scripts))
    sign_in(hand)

    hand.follow("EXC01, Havering")
    hand.fill("Invoices paid within 30 days", "801")
    hand.fill("Invoices paid", "1,000")
    hand.press("See the rating")
    hand.fill("Reasons for the level of performance", "The ledger is not finished.")
    hand.fill("What will be done", "The ledger is finished, and the backlog is cleared by two officers.")
    hand.page.get_by_label("By when", exact=True).fill("31 March 2020")
    hand.press("Submit for sign-off")
    # What was promised last quarter still wants its answer; nothing that was typed is gone.
    assert hand.page.get_by_text("There is a problem").is_visible()
    hand.check("Done")
    hand.press("Submit for sign-off")

    assert figure_of(cast.parts, Q3).state == "submitted"
    assert figure_of(cast.parts, Q3).promise_answers.get().outcome == "done"


def test_a_red_figure_is_returned_and_explained_by_keyboard_alone(visit, cast):
    page = visit("/sign-in")
    keys = Keys(page)
    keys.type("#id_login", "lead@example.org")
    keys.type("#id_password", PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")

    keys.enter(f"a[href='{cast.address(cast.plain)}']")
    keys.type("#id_value", "80.1%")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    keys.type("#id_reasons", "A new ledger was brought in.")
    keys.type("#id_action_1", "Two officers are lent.")
    keys.type("#id_action_1_when", "31 March 2020")
    # The Enter key in a box looks again, and submits nothing.
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert figure_of(cast.plain, Q3).state == "due"
    keys.enter("button[value=submit]:not([hidden])")

    assert page.get_by_text("EXC02, Havering is submitted for sign-off.").is_visible()
    assert figure_of(cast.plain, Q3).words.reasons == "A new ledger was brought in."


@both
def test_what_is_wrong_is_led_to_and_what_was_typed_stays(visit, cast, scripts):
    hand = Hand(visit("/sign-in", scripts=scripts))
    sign_in(hand)
    hand.follow("EXC02, Havering")

    hand.fill("The figure", "0.921")
    hand.fill("Note to the performance officer", "From the ledger of 31 December")
    hand.press("See the rating")

    assert hand.page.title().startswith("Error: ")
    hand.page.get_by_role("link", name="This could mean").click()
    assert hand.page.url.endswith("#id_value") or hand.page.evaluate("document.activeElement.id") == "id_value"
    assert hand.page.get_by_label("Note to the performance officer").input_value() == "From the ledger of 31 December"


@both
def test_a_workbook_is_sent_with_errors_mended_and_confirmed(visit, cast, scripts, tmp_path):
    hand = Hand(visit("/sign-in", scripts=scripts))
    sign_in(hand)
    client = cast.at(Client(headers={"host": "localhost"}), cast.lead)
    taken_away = client.get("/returns/2019-20-q3/workbook/exchequer-and-transactional").content
    file = tmp_path / "exchequer.xlsx"

    def send(value: str) -> None:
        book = load_workbook(io.BytesIO(taken_away))
        sheet = book["Figures"]
        heading = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "Value")
        row = next(cell.row for rows in sheet.iter_rows() for cell in rows if cell.value == "EXC02")
        sheet.cell(row=row, column=heading.column, value=value)
        book.save(file)
        hand.page.get_by_label("Workbook", exact=True).set_input_files(file)
        hand.press("See what would change")

    hand.page.goto(UPLOAD)
    send("abc")
    assert hand.page.get_by_text("There is 1 problem").is_visible()
    assert hand.page.get_by_role("table", name="What is wrong, cell by cell").get_by_text("abc").first.is_visible()
    send("97%")
    assert hand.page.get_by_role("table", name="What changes").get_by_text("97.0%").is_visible()
    assert figure_of(cast.plain, Q3).state == "due"
    hand.press("Take these figures")

    assert hand.page.get_by_text("exchequer.xlsx is taken").is_visible()
    assert figure_of(cast.plain, Q3).state == "returned"
