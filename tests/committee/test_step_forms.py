"""What is typed at the clerk's pages: fit to keep and to print, and never public by a slip."""

from __future__ import annotations

from datetime import date

from goldenthread.committee.forms.agenda import ItemForm
from goldenthread.committee.forms.minutes import AgreeForm, HoldForm
from goldenthread.committee.forms.steps import BecauseForm
from goldenthread.committee.queries.desk import MemberFacts
from goldenthread.committee.queries.minuting import AgreedUnder, DraftMinute

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


def test_what_was_meant_to_be_kept_is_not_open_by_a_slip() -> None:
    slip = item_form(exempt_paragraphs="3", safe_title="A contract")

    assert not slip.is_valid()
    assert "Say that it is exempt or confidential" in slip.errors["access"][0]
    assert item_form(access="exempt", exempt_paragraphs="3", safe_title="A contract").is_valid()
    assert item_form().is_valid()


def test_neither_an_interest_nor_a_correction_is_lost_for_want_of_its_name() -> None:
    members = [
        MemberFacts(
            id=number,
            committee_id=1,
            name=f"Councillor {number}",
            council="Newham",
            is_substitute=False,
            starts_on=TODAY,
            ended_on=None,
            offices=(),
        )
        for number in range(1, 6)
    ]
    came = {f"member_{one.id}": "present" for one in members}
    held = HoldForm({**came, "interest_words_5": "He owns it."}, members=members, items=(), today=TODAY)
    agreed = AgreeForm(
        {"under": "1", "before_8": "Street", "after_8": "Road"},
        under=[AgreedUnder(item_id=1, day=TODAY, title="Minutes")],
        others=(),
        minutes=[DraftMinute(minute_id=1, number="47", title="Parking")],
        today=TODAY,
    )

    assert held.errors["interest_5"] == ["Say who declared this."]
    assert agreed.errors["minute_8"] == ["Say in which minute this was corrected."]
