"""What is drawn without a template stands on its page as a template would have it."""

from __future__ import annotations

import re

from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.components.drawing import drawn_select, escaped

CHOICES = [("", "All & any"), ("newham", "Newham"), (3, "<three>"), ("Boroughs", [("a", 'A "quoted" one'), (0, "Nil")])]


def both_ways(widget: forms.Select, value: object) -> tuple[str, str]:
    """As it is drawn here, and by Django's own template."""
    context = widget.get_context("council", value, {"id": "id_council", "required": True, "hidden": False})
    theirs = DjangoTemplates().render("django/forms/widgets/select.html", context)
    # A template leaves empty lines behind.
    return drawn_select(context["widget"]), re.sub(r"\n\s*\n", "\n", theirs.strip())


def test_a_list_to_choose_from_is_drawn_as_django_draws_it():
    for value in ("", "newham", "3", "a", "unknown", None):
        ours, theirs = both_ways(forms.Select(choices=CHOICES, attrs={"class": "govuk-select"}), value)

        assert ours == theirs


def test_a_list_of_which_several_can_be_chosen_is_drawn_as_django_draws_it():
    ours, theirs = both_ways(forms.SelectMultiple(choices=CHOICES), ["newham", "a"])

    assert ours == theirs


WORDS = st.text(alphabet="<>&\"'ab é", max_size=20)


@given(WORDS, WORDS)
def test_no_word_of_a_choice_becomes_markup(value: str, label: str):
    ours, theirs = both_ways(forms.Select(choices=[(value, label)]), "")

    assert ours == theirs


def test_what_is_markup_already_is_left_as_it_is():
    assert escaped(mark_safe("<b>Red</b>")) == "<b>Red</b>"
    assert escaped("<b>") == "&lt;b&gt;"
    assert escaped(3) == "3"
