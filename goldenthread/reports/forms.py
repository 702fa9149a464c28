"""What is typed on the pages of documents: words, reasons, and to whom something is given."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django import forms

from goldenthread.committee.forms.meetings import PublishAgendaForm
from goldenthread.committee.forms.steps import StepForm
from goldenthread.components.forms import PageForm, WordsField
from goldenthread.components.narrowing import choose_from
from goldenthread.figures.forms.pages import KeptForm
from goldenthread.publishing.words import clean, unprintable
from goldenthread.reports.drafted import MOST_WORDS, DraftedWords, Place


class PlaceForm(KeptForm):
    """The words of a place of a document; none take out those that stand there."""

    def __init__(self, typed: Any = None, *, place: Place, before: DraftedWords | None) -> None:
        super().__init__(typed, initial={"words": "" if before is None else before.words})
        self.fields["words"] = WordsField(
            label=place.title, help_text=place.hint, most_words=MOST_WORDS, rows=12, required=False
        )

    def clean_words(self) -> str:
        """Words that can be printed."""
        return _printable(self.cleaned_data["words"])


class PutForm(StepForm):
    """Where on an agenda a request is put to a committee, and who writes its report."""

    where = forms.ChoiceField(label="Under which item?")
    post = forms.CharField(label="Which post writes the report?", max_length=150, required=False)

    def __init__(self, typed: Any = None, *, places: Sequence[tuple[str, str]], today: date) -> None:
        super().__init__(typed, today=today)
        choose_from(self, "where", [("", "Choose an item"), *places])

    @property
    def place(self) -> tuple[int, int | None]:
        """The meeting, and the item; None of a new one."""
        meeting, _, item = str(self.cleaned_data["where"]).partition("/")
        return int(meeting), int(item) if item else None


class PublishForm(PageForm):
    """Why a publication replaces another, in words for its readers."""

    because = forms.CharField(
        label="What is corrected, and why?",
        help_text="Every reader sees this on the first page, and beside the publication that is replaced.",
        widget=forms.Textarea({"rows": 3, "cols": False}),
    )

    def __init__(self, typed: Any = None, *, is_correction: bool) -> None:
        super().__init__(typed)
        if not is_correction:
            del self.fields["because"]

    def clean_because(self) -> str:
        """Words that can be printed."""
        return _printable(self.cleaned_data["because"])


class ReleaseForm(PageForm):
    """Why something is released with less than five clear days left."""

    because = forms.CharField(
        label="Why is it released late?",
        help_text="The Chair must rule the item urgent, and this reason is minuted. Everybody can read it.",
        widget=forms.Textarea({"rows": 3, "cols": False}),
    )

    def __init__(self, typed: Any = None, *, is_late: bool) -> None:
        super().__init__(typed)
        if not is_late:
            del self.fields["because"]

    def clean_because(self) -> str:
        """Words that can be printed."""
        return _printable(self.cleaned_data["because"])


class IssueForm(PageForm):
    """To whom a restricted pack is given: people of fitting posts, and others by their address."""

    people = forms.MultipleChoiceField(
        label="Who is given it?", widget=forms.CheckboxSelectMultiple, required=False, choices=()
    )
    others = forms.CharField(
        label="Others, by e-mail address",
        help_text="One on a line. Each needs an account, and a post that this pack may be given to.",
        widget=forms.Textarea({"rows": 2, "cols": False}),
        required=False,
    )
    because = forms.CharField(
        label="Why is it made anew?",
        help_text="Whoever has the one before reads this.",
        widget=forms.Textarea({"rows": 2, "cols": False}),
        required=False,
    )

    def __init__(self, typed: Any = None, *, people: Sequence[tuple[str, str]], asks_why: bool) -> None:
        super().__init__(typed)
        field = self.fields["people"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = list(people)
        if not people:
            del self.fields["people"]
        if not asks_why:
            del self.fields["because"]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if not self.addresses and not self.errors:
            self.add_error("people" if "people" in self.fields else "others", "Choose at least one person")
        if typed.get("because"):
            try:
                typed["because"] = _printable(typed["because"])
            except forms.ValidationError as refusal:
                self.add_error("because", refusal)
        return typed

    @property
    def addresses(self) -> tuple[str, ...]:
        """Everybody who was chosen or typed, once each."""
        typed = self.cleaned_data.get("others", "").replace(",", "\n").replace(";", "\n").split("\n")
        every = (*self.cleaned_data.get("people", ()), *(one.strip() for one in typed))
        return tuple(dict.fromkeys(filter(None, every)))

    @property
    def kept(self) -> Iterator[tuple[str, str]]:
        """Name and value of everything that was typed, for hidden boxes."""
        for name in self.fields:
            value = self.cleaned_data.get(name, "")
            yield from ((name, one) for one in ([value] if isinstance(value, str) else value) if one)


def _printable(typed: str) -> str:
    cleaned = clean(typed).strip()
    lacking = unprintable(cleaned)
    if lacking:
        raise forms.ValidationError([str(one) for one in lacking])
    return cleaned


class DespatchForm(PublishAgendaForm):
    """When an agenda goes out; and why, where the checks of its papers find something in the way."""

    pass_because = forms.CharField(
        label="Why do the papers go out all the same?",
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text="It is kept with each finding and your name. The public does not see it.",
    )

    def __init__(self, typed: Any = None, *, in_the_way: int, today: date) -> None:
        super().__init__(typed, today=today)
        if not in_the_way:
            del self.fields["pass_because"]
