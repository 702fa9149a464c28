"""By keyboard alone, without scripts, in other colours, with wider spacing, on paper."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from goldenthread.components.marks import RATINGS
from tests.browser.every_page import STATES
from tests.browser.test_journeys_of_returns import go
from tests.browser.test_pages_for_all import reaches_out

WITH_ERRORS = "/gallery/form?spent=&done_by_day=31&done_by_month=2&explained=Posts"
# What WCAG 2.2 asks to be borne (1.4.12), set as a reader's own script would.
WIDER = """() => { for (const one of document.querySelectorAll('body *')) {
  one.style.lineHeight = '1.5'; one.style.letterSpacing = '.12em'; one.style.wordSpacing = '.16em' } }"""
FOCUSED = """() => {
  const one = document.activeElement, style = getComputedStyle(one)
  // Boxes of radios and checkboxes are drawn by their labels.
  const drawn = one.matches('.govuk-radios__input, .govuk-checkboxes__input')
    ? getComputedStyle(one.nextElementSibling, '::before') : style
  const seen = drawn.outlineStyle !== 'none' && drawn.outlineWidth !== '0px' || drawn.boxShadow !== 'none'
  const point = one.matches('.gt-point') && getComputedStyle(one.lastElementChild).visibility === 'visible'
  return one === document.body ? null : {what: one.outerHTML.slice(0, 90), seen: seen || point}
}"""


def walk(page: Page, *, most: int = 120) -> list[dict[str, Any]]:
    """Everything that the Tab key reaches, once round the page, and whether the focus is seen there."""
    reached: list[dict[str, Any]] = []
    for _ in range(most):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused is None:
            return reached
        reached.append(focused)
    raise AssertionError(f"The Tab key never comes round: {reached[-1]}")


@pytest.mark.parametrize("address", ["/", "/gallery", "/gallery/form"])
def test_a_keyboard_reaches_everything_sees_where_it_is_and_is_never_held(visit, address):
    page = visit(address)

    reached = walk(page)

    assert "govuk-skip-link" in reached[0]["what"]
    assert [one["what"] for one in reached if not one["seen"]] == []
    # Of a group of radios one is reached; the others follow with the arrow keys.
    focusable = page.locator(
        "a[href]:visible, button:visible, input:not([type=radio]):not([type=hidden]):visible, select:visible, "
        "textarea:visible, summary:visible, [tabindex='0']:visible"
    ).count()
    assert len(reached) >= focusable - 1


def test_the_first_press_of_tab_offers_the_way_past_the_header(visit):
    page = visit("/gallery")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "main-content"


def test_what_went_wrong_is_in_the_title_and_has_the_focus(visit):
    page = visit(WITH_ERRORS)

    assert page.title().startswith("Error: ")
    assert page.evaluate("document.activeElement.className") == "govuk-error-summary"


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_the_error_summary_leads_to_the_box(visit, scripts):
    page = visit(WITH_ERRORS, scripts=scripts)

    page.get_by_role("link", name="Enter the amount spent").click()

    assert page.url.endswith("#id_spent") or page.evaluate("document.activeElement.id") == "id_spent"


def test_a_form_is_filled_in_and_sent_without_scripts(visit):
    page = visit("/gallery/form", scripts=False, width=320)

    page.get_by_label("Invoices paid in 30 days").fill("41")
    page.get_by_label("Amount spent").fill("12.50")
    page.get_by_label("Council", exact=True).select_option("havering")
    page.get_by_label("Final").check()
    page.get_by_label("Posts were not filled").check()
    page.get_by_label("What is being done about it?").fill("Two posts were filled.")
    page.get_by_label("Day", exact=True).fill("31")
    page.get_by_label("Month", exact=True).fill("1")
    page.get_by_label("Year", exact=True).fill("2020")
    page.get_by_label("Your e-mail address").fill("asha@example.org")
    page.get_by_label("Your password").fill("secret")
    page.get_by_label("I have checked this figure").check()
    go(page.get_by_role("button", name="Check it"))

    assert page.get_by_text("Nothing is wrong with what was typed.").is_visible()
    assert page.get_by_label("Day", exact=True).input_value() == "31"


def test_how_many_words_are_left_is_said_while_they_are_typed(visit):
    page = visit("/gallery/form")

    page.get_by_label("What is being done about it?").press_sequentially("Two posts were filled")

    assert page.get_by_text("You have 96 words remaining").first.is_visible()


def test_on_a_small_screen_the_menu_opens_at_a_press(visit):
    page = visit("/gallery", width=320)
    menu, link = page.get_by_role("button", name="Menu"), page.get_by_role("link", name="Published reports")

    before = link.is_visible()
    menu.click()

    assert (before, link.is_visible()) == (False, True)
    assert menu.get_attribute("aria-expanded") == "true"


@pytest.mark.parametrize(("width", "scripts", "opened"), [(320, True, False), (320, False, True), (1280, True, True)])
def test_what_was_found_comes_before_the_filter_on_a_small_screen_where_scripts_run(visit, width, scripts, opened):
    page = visit("/gallery", width=width, scripts=scripts)

    assert page.get_by_role("button", name="Apply filter").is_visible() is opened


@pytest.mark.parametrize("blindness", ["achromatopsia", "deuteranopia", "protanopia", "tritanopia"])
def test_ratings_are_told_apart_without_their_colours(visit, blindness):
    page = visit("/gallery")
    page.context.new_cdp_session(page).send("Emulation.setEmulatedVisionDeficiency", {"type": blindness})

    shapes = {page.locator(f"[data-rating={code}] svg").first.screenshot() for code in RATINGS}
    words = {page.locator(f"[data-rating={code}]").first.inner_text() for code in RATINGS}

    assert len(shapes) == len(words) == 4


def test_every_rating_on_a_page_has_a_word_that_is_seen(visit):
    page = visit("/gallery")

    marks = page.locator("[data-rating], [data-travel]").all()

    assert len(marks) > 12
    assert [mark for mark in marks if not mark.locator(".gt-mark__word").is_visible()] == []


@pytest.mark.parametrize("address", ["/gallery", WITH_ERRORS])
def test_wider_spacing_cuts_nothing_off(visit, address):
    page = visit(address, width=320)

    page.evaluate(WIDER)

    assert reaches_out(page) == []


def test_in_the_readers_own_colours_a_rating_keeps_an_edge(visit):
    page = visit("/gallery")

    page.emulate_media(forced_colors="active")

    edge = page.locator("[data-rating=red]").first.evaluate("one => getComputedStyle(one).borderTopStyle")
    assert edge == "solid"


def test_on_paper_stands_what_is_read_and_not_what_is_pressed(visit):
    page = visit("/gallery")

    page.emulate_media(media="print")

    gone = [".gt-navigation", ".gt-filter", ".govuk-pagination", ".govuk-button >> nth=0", ".govuk-breadcrumbs"]
    assert [part for part in gone if page.locator(part).is_visible()] == []
    assert page.get_by_role("heading", level=1).is_visible()
    assert page.locator("#indicators").is_visible()


def test_a_table_is_sorted_by_following_its_heading(visit):
    page = visit("/gallery", scripts=False)

    go(page.get_by_role("link", name="Q2 2019/20"))

    assert page.locator("#indicators th[aria-sort=ascending]").inner_text() == "Q2 2019/20"
    assert page.locator("#indicators tbody th").first.inner_text().startswith("Days lost to sickness")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_point_of_a_chart_says_its_figure_when_pointed_at_or_focused(visit, scripts):
    page = visit("/gallery", scripts=scripts)
    first, last = page.locator(".gt-point").first, page.locator(".gt-point").last

    before = first.locator("text").is_visible()
    first.locator("circle").hover()
    hovered = first.locator("text").is_visible()
    last.focus()

    assert (before, hovered, last.locator("text").is_visible()) == (False, True, True)
    assert last.get_attribute("aria-label") == "Q2 2019/20: 96.2%, target 95.0%"


def test_the_menu_of_whoever_has_most_of_it_stands_in_one_line(see):
    page = see(next(state for state in STATES if state.name == "round board"), width=1280)

    links = page.locator("nav[aria-label=Menu] a").all()

    assert len(links) == 11
    assert len({link.bounding_box()["y"] for link in links}) == 1
