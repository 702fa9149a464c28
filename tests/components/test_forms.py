"""Forms: labels, hints and errors that belong together, whoever wrote the form."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from django import forms
from django.template.loader import render_to_string

from goldenthread.components.amounts import AmountField
from goldenthread.components.forms import AffixedInput, DayField, PageForm, WordsField


class Sample(PageForm):
    spent = forms.CharField(label="Amount spent", help_text="In pounds.", widget=AffixedInput(prefix="£"))
    words = WordsField(label="Why?", most_words=3, required=False)
    done_by = DayField(label="The day", required=False)
    basis = forms.ChoiceField(label="Basis", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect, required=False)


def sample(**typed: str) -> Sample:
    return Sample({"spent": "5", **typed})


def day(day: str, month: str, year: str) -> Sample:
    return sample(done_by_day=day, done_by_month=month, done_by_year=year)


def summary_of(form: forms.Form) -> str:
    return render_to_string("components/error_summary.html", {"form": form})


def test_a_field_has_its_label_its_hint_and_its_error_linked():
    html = str(sample(spent=""))

    assert '<label class="govuk-label govuk-label--s" for="id_spent">Amount spent</label>' in html
    (box,) = re.findall(r'<input [^>]*name="spent"[^>]*>', html)
    assert 'aria-describedby="id_spent_helptext id_spent_error"' in box
    assert 'aria-invalid="true"' in box
    assert all(html.count(f'id="{name}"') == 1 for name in ("id_spent_helptext", "id_spent_error", "id_spent"))


def test_what_was_typed_is_kept_after_an_error():
    html = str(day("31", "2", "2020"))

    assert [value for value in ("31", "2", "2020") if f'value="{value}"' not in html] == []


def test_the_error_summary_leads_to_every_box_that_is_wrong():
    form = Sample({"words": "one two three four", "done_by_day": "1", "basis": "c"})

    links = re.findall(r'<a href="#([^"]+)">', summary_of(form))

    assert links == ["id_spent", "id_words", "id_done_by_0", "id_basis_0"]
    assert [link for link in links if f'id="{link}"' not in str(form)] == []


def test_an_error_of_the_whole_form_stands_in_the_summary_without_a_link():
    form = sample()
    form.add_error(None, "The director changed this at 14:02.")

    assert "<li>The director changed this at 14:02.</li>" in summary_of(form)


def test_a_form_that_nobody_sent_has_no_errors():
    assert summary_of(Sample()).strip() == ""


@pytest.mark.parametrize(
    ("field", "asked"),
    [
        (forms.CharField(label="Amount spent"), "Enter the amount spent"),
        (forms.CharField(label="PDF of the minute"), "Enter the PDF of the minute"),
        (forms.CharField(label="Signed by"), "Fill in “Signed by”"),
        (forms.CharField(label="Why the Chair takes it as urgent"), "Fill in “Why the Chair takes it as urgent”"),
        (forms.EmailField(label="Your e-mail address"), "Enter your e-mail address"),
        (forms.ChoiceField(label="Council"), "Choose the council"),
        (forms.FileField(label="Evidence"), "Choose the evidence"),
        (forms.CharField(label="Why?"), "Answer “Why?”"),
        (forms.BooleanField(label="I have checked it"), "Tick “I have checked it”"),
        (forms.CharField(label="Why?", error_messages={"required": "Say why"}), "Say why"),
    ],
)
def test_what_is_missing_is_asked_for_in_words_that_say_what_to_do(field, asked):
    form = type("Form", (PageForm,), {"it": field})({})

    assert form.errors["it"] == [asked]


def test_each_box_that_is_wrong_is_named():
    class Settings(PageForm):
        days = forms.IntegerField(label="Clear days of notice", min_value=0, max_value=60)
        quorum = forms.IntegerField(min_value=1)
        share = forms.IntegerField(label="Share in %", min_value=1)
        why = forms.CharField(label="Why?", max_length=3)

    wrong = Settings({"days": "61", "quorum": "three", "share": "0", "why": "Late"})

    assert [words for found in wrong.errors.values() for words in found] == [
        "Clear days of notice must be 60 or less",
        "Quorum must be a whole number",
        "Share in % must be 1 or more",
        "“Why?” must be 3 characters or fewer, and has 4",
    ]


def test_no_box_is_held_by_the_browsers_own_remarks():
    assert " required" not in str(Sample())


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("31", "2", "2020"), "The day must be a real date, such as 15 1 2020"),
        (("1", "2", "20"), "The day must be a real date, such as 15 1 2020"),
        (("x", "2", "2020"), "The day must be a real date, such as 15 1 2020"),
        (("1", "", "2020"), "The day must include a month"),
        (("", "2", ""), "The day must include a day and a year"),
    ],
)
def test_a_day_that_is_none_is_told_in_one_sentence(typed, said):
    assert day(*typed).errors["done_by"] == [said]


def test_a_day_is_read_and_may_be_left_out():
    assert day(" 29", "2 ", "2020").is_valid()
    form, without = day("29", "2", "2020"), day("", "", "")

    assert (form.is_valid(), form.cleaned_data["done_by"]) == (True, date(2020, 2, 29))
    assert (without.is_valid(), without.cleaned_data["done_by"]) == (True, None)


def test_a_day_that_is_known_stands_in_its_boxes():
    html = str(Sample(initial={"done_by": date(2020, 1, 15)}))

    assert re.findall(r'name="done_by_\w+" value="(\d+)"', html) == ["15", "1", "2020"]


def test_a_day_left_as_it_was_did_not_change():
    form = Sample({"spent": "5", "done_by_day": "15", "done_by_month": "1", "done_by_year": "2020"},
                  initial={"spent": "5", "done_by": date(2020, 1, 15), "words": "", "basis": ""})  # fmt: skip

    assert form.changed_data == []


def test_too_many_words_are_counted():
    assert sample(words="one two  three\nfour").errors["words"] == ["Use 3 words or fewer; these are 4."]


def test_how_many_words_there_may_be_is_said_without_scripts_too():
    html = str(Sample())

    assert (
        '<div id="id_words-info" class="govuk-hint govuk-character-count__message">You can enter up to 3 words' in html
    )
    assert 'aria-describedby="id_words-info"' in html


def test_what_is_typed_is_never_markup():
    assert "<script>" not in str(sample(spent="<script>", words="<script>"))


def test_a_form_that_was_not_written_here_is_drawn_alike():
    plain = type("Plain", (forms.Form,), {"name": forms.CharField(label="Name"), "on": forms.BooleanField()})

    html = str(plain())

    assert '<input type="text" name="name" required id="id_name" class="govuk-input">' in html
    assert 'class="govuk-checkboxes__input"' in html


def test_what_is_no_choice_is_told_without_its_code_and_in_a_fields_own_words_where_it_has_any():
    class Chosen(PageForm):
        council = forms.ChoiceField(choices=[("newham", "Newham")])
        several = forms.MultipleChoiceField(choices=[("newham", "Newham")])
        own = forms.ChoiceField(choices=[("newham", "Newham")], error_messages={"invalid_choice": "It waits no more."})

    form = Chosen({"council": "x1", "several": ["x1"], "own": "x1"})

    assert {name: list(said) for name, said in form.errors.items()} == {
        "council": ["Choose one of those offered"],
        "several": ["Choose one of those offered"],
        "own": ["It waits no more."],
    }


def test_a_box_that_a_form_added_is_asked_for_in_its_own_words_too():
    form = PageForm({})
    form.fields["score"] = forms.ChoiceField(label="Which score counts?", choices=[("1", "One")])

    assert form.errors["score"] == ["Answer “Which score counts?”"]


@pytest.mark.parametrize(
    ("typed", "read"), [("60,000", Decimal(60_000)), ("1.50", Decimal("1.5")), ("(2)", Decimal(-2)), ("", None)]
)
def test_an_amount_is_read_as_people_write_it(typed, read):
    assert AmountField(required=False).clean(typed) == read


def test_an_amount_that_is_none_says_how_to_write_one_and_a_kept_one_stands_in_plain_digits():
    with pytest.raises(forms.ValidationError, match="Write digits"):
        AmountField().clean("about ten")
    assert AmountField().prepare_value(Decimal("1E+3")) == "1000"
