"""Our templates give the markup that GOV.UK Frontend publishes with each part: the same elements and classes."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from django import forms
from django.template.loader import render_to_string

from devtools.look import FRONTEND
from goldenthread.components.forms import AffixedInput, DayField, PageForm
from goldenthread.components.lists import Fact, Tag, Task
from goldenthread.components.paging import PageLink, Pages
from goldenthread.components.surroundings import Link

LINK = Link(words="words", address="#")
# Ours besides: a file's own classes, what only moves a part on its page, and how long a box is.
OWN = re.compile(r"^gt-|--s$|^govuk-input--width|^govuk-!-")
# What GOV.UK's samples have and a page may leave out, or wraps otherwise: the words themselves are not compared.
WORDS = {"svg", "path", "span", "br", "strong", "p", "option"}


class Skeleton(HTMLParser):
    """The elements of a piece of HTML with their classes, without those that only carry words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        classes = sorted(one for one in (dict(attrs).get("class") or "").split() if not OWN.search(one))
        if tag not in WORDS or classes:
            self.parts.append(".".join([tag, *classes]))


def published(part: str, sample: str) -> list[str]:
    return Skeleton((FRONTEND / "components" / part / f"template-{sample}.html").read_text()).parts


def ours(template: str, **given: Any) -> list[str]:
    return Skeleton(render_to_string(f"components/{template}.html", given)).parts


def field(made: forms.Field, *, wrong: bool = False) -> list[str]:
    form = type("Sample", (PageForm,), {"it": made})({} if wrong else None)
    return Skeleton(form["it"].as_field_group()).parts


def test_breadcrumbs():
    assert ours("breadcrumbs", crumbs=[LINK] * 4) == published("breadcrumbs", "default")


def test_details():
    assert ours("details", summary="words", words="words") == published("details", "default")


def test_warning():
    assert ours("warning", words="words") == published("warning-text", "default")


def test_inset():
    assert ours("inset", words="words") == published("inset-text", "default")


def test_back_link():
    assert ours("back_link", address="#") == ["nav", *published("back-link", "default")]


@pytest.mark.parametrize(("kind", "sample"), [("", "default"), ("secondary", "secondary"), ("warning", "warning")])
def test_button(kind, sample):
    assert ours("button", words="words", kind=kind) == published("button", sample)


def test_notification():
    assert ours("notification", words="words") == published("notification-banner", "default")


def test_notification_of_success():
    assert ours("notification", words="words", done=True) == published("notification-banner", "with-type-as-success")


def test_pagination():
    links = tuple(PageLink(number=number, address="#", current=number == 2) for number in (1, 2, 3))
    pages = Pages(first=1, last=3, total=0, links=links, previous="#", next="#")

    assert ours("pagination", pages=pages) == published("pagination", "default")


def test_a_fact_that_may_be_changed():
    facts = [Fact(name="Name", words="words", change=LINK)]

    shown = ours("summary_list", facts=facts)

    sample = published("summary-list", "with-actions")
    # The sample's first fact has two actions in a list; ours has the one of its second.
    start = sample.index("div.govuk-summary-list__row", 2)
    assert shown == ["dl.govuk-summary-list", *sample[start : start + len(shown) - 1]]


def test_tasks():
    tasks = [Task(words="words", key="key", address="#", state=Tag(words="words"))] * 3

    drawn = [part for part in published("task-list", "default") if "govuk-tag" not in part]

    assert [part for part in ours("task_list", tasks=tasks) if part != "strong"] == drawn


def test_input():
    assert field(forms.CharField(label="words")) == published("input", "default")


def test_input_with_what_stands_before_and_after():
    made = forms.CharField(label="words", widget=AffixedInput(prefix="£", suffix="per item"))

    assert field(made) == published("input", "with-prefix-and-suffix")


def test_hint():
    assert field(forms.CharField(label="words", help_text="words")) == published("input", "with-hint-text")


def test_error():
    drawn = [part for part in field(forms.CharField(label="words"), wrong=True) if part != "div"]

    # The red edge of the box comes from aria-invalid, which those who do not see it are told too.
    wanted = [part.replace(".govuk-input--error", "") for part in published("input", "with-error-message")]
    assert drawn == [part for part in wanted if "govuk-hint" not in part]


def test_textarea():
    made = forms.CharField(label="words", widget=forms.Textarea)

    assert field(made) == published("textarea", "default")


def test_password():
    made = forms.CharField(label="words", widget=forms.PasswordInput)

    # The published part is the whole group; ours stands inside one.
    drawn, wanted = field(made), published("password-input", "default")
    assert drawn[0] == "div.govuk-form-group"
    assert drawn[3:] == wanted[2:]


def test_date():
    assert field(DayField(label="words", help_text="words")) == published("date-input", "default")


def test_radios():
    made = forms.ChoiceField(label="words", help_text="words", widget=forms.RadioSelect, choices=[(1, "1"), (2, "2")])

    assert field(made) == published("radios", "with-hint")


def test_checkboxes():
    made = forms.MultipleChoiceField(
        label="words", widget=forms.CheckboxSelectMultiple, choices=[(1, "1"), (2, "2"), (3, "3")]
    )

    assert field(made) == published("checkboxes", "default")


def test_error_summary():
    form = type("Sample", (PageForm,), {"one": forms.CharField(), "two": forms.CharField()})({})

    assert ours("error_summary", form=form) == published("error-summary", "default")
