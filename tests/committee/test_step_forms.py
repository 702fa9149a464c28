"""What is typed at the clerk's pages: fit to keep and to print, and never public by a slip."""

from __future__ import annotations

from datetime import date

from goldenthread.committee.forms.agenda import ItemForm
from goldenthread.committee.forms.steps import BecauseForm

TODAY = date(2020, 1, 20)


def item_form(**typed: str) -> ItemForm:
    said = {"title": "Price of lot 7", "access": "open", **typed}
    return ItemForm(said, matters=(), is_late=False, today=TODAY)


def test_what_cannot_be_seen_is_dropped_and_what_cannot_be_printed_is_refused_with_its_place() -> None:
    in_two_lines = item_form(title="Plan\nB")
    pasted = BecauseForm({"because": "The hall\u202e is taken.\x07\x0bIt is dear."}, today=TODAY)
    odd = item_form(title="Plan \ufffe", words="\u6f22")

    assert pasted.is_valid()
    assert pasted.cleaned_data["because"] == "The hall is taken.\nIt is dear."
    assert in_two_lines.is_valid()
    assert in_two_lines.cleaned_data["title"] == "Plan B"
    assert not odd.is_valid()
    assert odd.errors["title"] == [
        "a character without a name (U+FFFE) at line 1, character 6 cannot be printed; use other words for it."
    ]
    assert "U+6F22) at line 1, character 1 cannot be printed" in odd.errors["words"][0]
