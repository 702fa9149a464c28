"""The menu: what is somebody's own to do, what all read, what is kept; one name for one place."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from tests.at_browser import sign_in


def menu_of(client: Client, person: Any) -> list[str]:
    page = sign_in(client, person).get("/home").content.decode()
    found = re.findall(r'class="govuk-service-navigation__link"[^>]*>(?:<strong[^>]*>)?([^<]+)<', page)
    return [
        *found,
        "|",
        *re.findall(r'<li><a class="govuk-link" href="[^"]+">([^<]+)</a></li>', page.split("<footer")[1]),
    ]


@pytest.mark.django_db
def test_whoever_runs_the_quarter_finds_it_in_the_order_of_the_work(client, officer):
    menu = menu_of(client, officer)

    first = ["Home", "My returns", "The round", "Promises", "Quarters", "Indicators", "Plans", "Reports", "Years"]
    assert menu[: len(first)] == first
    assert menu[menu.index("|") :].count("Published reports") == 1


@pytest.mark.django_db
def test_whoever_returns_figures_finds_what_is_published_in_the_menu_alone(client, lead):
    menu = menu_of(client, lead)

    assert menu[: menu.index("|")] == [
        "Home",
        "My returns",
        "Promises",
        "Quarters",
        "Indicators",
        "Plans",
        "Published reports",
        "Years",
    ]
    assert menu.count("Published reports") == 1


@pytest.mark.django_db
def test_whoever_reads_requests_comes_to_them_from_the_foot_of_every_page_and_nobody_else(client, officer, member):
    assert menu_of(client, officer).count("Requests of outside bodies") == 1
    assert "Requests of outside bodies" not in menu_of(client, member)
