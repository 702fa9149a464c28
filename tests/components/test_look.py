"""The stylesheet and scripts: ours, not GOV.UK's, and in step with what they are made from."""

from __future__ import annotations

import re

import pytest

from devtools.look import ROOM, SCRIPTS, SHEET, out_of_step, scripts
from goldenthread.charts.palette import PALETTE

CSS = SHEET.read_text()
STATIC = sorted((ROOM / "static").rglob("*"))
TEMPLATES = sorted(ROOM.parent.rglob("templates/**/*.html"))


@pytest.mark.parametrize("word", ["GDS Transport", "@font-face", "crest", "crown", "#1d70b8", "url("])
def test_nothing_in_the_stylesheet_looks_like_gov_uk_itself(word):
    assert word not in CSS


def test_no_picture_or_typeface_of_gov_uk_is_served():
    served = [path.name for path in STATIC if path.is_file() and path.suffix not in (".css", ".mjs", ".js")]

    assert served == ["LICENSE.txt", "icon.svg"]


@pytest.mark.parametrize("name", ["ink", "accent", "green", "amber", "red", "green-tint", "amber-tint", "red-tint"])
def test_the_stylesheet_has_the_colours_of_the_palette(name):
    assert PALETTE[name] in CSS


def test_every_class_that_a_template_names_has_a_style():
    named = {
        one
        for path in TEMPLATES
        for classes in re.findall(r'class="([^"]*)"', path.read_text())
        for one in re.sub(r"{%.*?%}|{{.*?}}", " ", classes).split()
        if one.startswith(("govuk-", "gt-")) and not one.endswith(("--", "-"))
    }

    missing = {one for one in named if f".{one.replace('!', chr(92) + '!')}" not in CSS}

    assert missing - BARE == set()


# Hooks of GOV.UK Frontend's scripts, and parts of its markup that need no style of their own.
BARE = {
    "govuk-js-service-navigation-toggle",
    "govuk-js-password-input-toggle",
    "govuk-service-navigation__wrapper",
    "govuk-generic-header__container",
    "govuk-template__header",
    "govuk-template__footer",
    "govuk-table__head",
    "govuk-table__body",
    "govuk-details__summary-text",
    "gt-mark__word",
    "gt-travel",
    "gt-chart__numbers",
}


def test_scripts_ask_for_nothing_that_is_not_served():
    asked = [
        (path.parent / name).resolve()
        for path in [SCRIPTS.parent / "start.mjs", *SCRIPTS.rglob("*.mjs")]
        for name in re.findall(r"^import .* from ['\"]([^'\"]+)['\"]", path.read_text(), re.MULTILINE)
    ]

    assert [str(path) for path in asked if not path.exists()] == []
    assert len(asked) > 9


def test_a_script_that_was_changed_by_hand_is_found_out():
    wanted = {SCRIPTS / name: words for name, words in scripts().items()} | {SHEET: CSS}

    changed = {**wanted, SCRIPTS / "component.mjs": "changed"}

    assert out_of_step(wanted) == []
    assert out_of_step(changed) == ["goldenthread/components/static/components/govuk/component.mjs"]
