"""What stands around every page."""

from __future__ import annotations

import re

from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.template.loader import render_to_string

from goldenthread.components.surroundings import Link, Surroundings


def page(*messages: Message, **around: object) -> str:
    surroundings = Surroundings(**around)  # type: ignore[arg-type]
    return render_to_string("web/went_wrong.html", {"surroundings": surroundings, "messages": messages})


def test_what_was_done_is_said_on_the_next_page():
    html = page(Message(constants.SUCCESS, "The figure was submitted."), Message(constants.INFO, "<b>One</b> is left."))

    assert re.findall(r'id="(message-\d-title)">(\w+)<', html) == [
        ("message-1-title", "Done"),
        ("message-2-title", "Important"),
    ]
    assert "The figure was submitted." in html
    assert "&lt;b&gt;One&lt;/b&gt; is left." in html


def test_the_part_of_the_product_that_the_page_belongs_to_is_marked():
    here, there = Link(words="Register", address="/register", current=True), Link(words="Rounds", address="/rounds")

    html = page(navigation=(here, there))

    assert re.findall(r'href="(/\w+)" aria-current="true"', html) == ["/register"]
    assert html.count('class="govuk-service-navigation__item') == 2


def test_what_is_the_readers_own_stands_apart_from_the_parts_of_the_product():
    html = page(
        navigation=(Link(words="Register", address="/register"),),
        account=(Link(words="Your account", address="/account", current=True),),
    )

    header, menu = html.split('<nav aria-label="Menu"')

    assert '<a class="gt-header__link" href="/account" aria-current="true">Your account</a>' in header
    assert "/account" not in menu


def test_a_page_is_named_after_itself_then_the_partnership():
    html = page(partnership="oneSource")

    assert "<title>Something went wrong – oneSource – goldenthread</title>" in html
