"""An item of the agenda, the order of items, and a paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from goldenthread.attachments.forms import AttachedField, most_bytes, what_may_be_attached
from goldenthread.attachments.looking import FilesRefused, LookedOver, look_over
from goldenthread.committee.forms.steps import StepForm
from goldenthread.committee.operations.agenda import ItemSaid, PaperSaid, Restriction
from goldenthread.committee.queries.desk import DeskItem, DeskMeeting
from goldenthread.components.narrowing import choose_from
from goldenthread.domain.meetings import MeetingStep

_ACCESS = (
    ("open", "Open: everybody may read it"),
    ("exempt", "Exempt, by a paragraph of Schedule 12A"),
    ("confidential", "Confidential, given by government in confidence or by order of a court"),
)
_KINDS = (
    ("report", "Report"),
    ("appendix", "Appendix"),
    ("supplementary", "Supplementary paper"),
    ("tabled", "Tabled at the meeting"),
)

_PUBLISHED_AS = "HTML, PDF"


class RestrictedForm(StepForm):
    """Who may read something, asked last."""

    access = forms.ChoiceField(label="Who may read it?", choices=_ACCESS, widget=forms.RadioSelect)
    exempt_paragraphs = forms.CharField(
        label="Paragraphs of Schedule 12A",
        required=False,
        max_length=20,
        widget=forms.TextInput({"class": "govuk-input--width-5"}),
        help_text="Where it is exempt: numbers from 1 to 7, as in 3 or 1,2.",
    )
    public_interest = forms.CharField(
        label="Why keeping it outweighs the public interest",
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 2}),
        help_text="Where it is exempt. The public reads this.",
    )
    safe_title = forms.CharField(
        label="Title for the public",
        required=False,
        max_length=300,
        help_text="Where it is not open: a title that tells nothing of what is kept.",
    )

    def clean(self) -> dict[str, Any]:
        typed = super().clean()
        said = any(typed.get(name) for name in ("exempt_paragraphs", "public_interest", "safe_title"))
        if typed.get("access") == "open" and said:
            self.add_error(
                "access",
                "Say that it is exempt or confidential, or clear what is typed for that below: everybody may read what "
                "is open, under its own title.",
            )
        return typed

    @property
    def restriction(self) -> Restriction:
        """What was typed, of a form that is valid."""
        typed = self.cleaned_data
        return Restriction(
            access=typed["access"],
            exempt_paragraphs=typed["exempt_paragraphs"].replace(" ", ""),
            public_interest=typed["public_interest"],
            safe_title=typed["safe_title"],
        )


class ItemForm(RestrictedForm):
    """An item of the agenda; once that is published, with the chair's reason for taking it."""

    title = forms.CharField(label="Title", max_length=300)
    words = forms.CharField(
        label="What the agenda says of it", required=False, max_length=4000, widget=forms.Textarea({"rows": 3})
    )
    matter = forms.ChoiceField(
        label="Matter",
        required=False,
        help_text="The subject that is followed from meeting to meeting.",
    )
    new_matter = forms.CharField(
        label="Or a new matter",
        required=False,
        max_length=200,
        help_text=(
            "Its address is made of this and stays. Name nothing in it that is kept: the event log has it, and the "
            "public has it once an open item is of this matter."
        ),
    )
    urgent_because = forms.CharField(
        label="Why the Chair takes it as urgent",
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text="The agenda is published, so it says why the item cannot wait.",
    )
    field_order = ("title", "words", "matter", "new_matter", "urgent_because")

    def __init__(
        self,
        typed: Any = None,
        *,
        matters: Sequence[tuple[int, str]],
        is_late: bool,
        today: date,
        item: DeskItem | None = None,
        title: str = "",
    ) -> None:
        super().__init__(
            typed, today=today, initial=_initial(item) if title == "" else {"access": "open", "title": title}
        )
        choose_from(self, "matter", [("", "None"), *((str(pk), title) for pk, title in matters)])
        if not is_late:
            del self.fields["urgent_because"]

    def clean(self) -> dict[str, Any]:
        typed = super().clean()
        if typed.get("matter") and typed.get("new_matter"):
            self.add_error("new_matter", "Choose a matter, or enter a new one: not both.")
        return typed

    def said(self, *, matter_id: int | None) -> ItemSaid:
        """What was typed, of a form that is valid, with the matter that was chosen or entered."""
        typed = self.cleaned_data
        return ItemSaid(
            title=typed["title"],
            words=typed["words"],
            matter_id=matter_id,
            urgent_because=typed.get("urgent_because", ""),
            restriction=self.restriction,
        )

    @property
    def chosen_matter(self) -> int | None:
        return int(self.cleaned_data["matter"]) if self.cleaned_data["matter"] else None


def _initial(item: DeskItem | None) -> dict[str, object]:
    if item is None:
        return {"access": "open"}
    return {
        "title": item.title,
        "words": item.words,
        "matter": "" if item.matter_id is None else str(item.matter_id),
        **_kept_as(item),
    }


def _kept_as(item: DeskItem) -> dict[str, object]:
    return {
        "access": item.access,
        "exempt_paragraphs": item.exempt_paragraphs,
        "public_interest": item.public_interest,
        "safe_title": item.safe_title,
    }


class OrderForm(StepForm):
    """The place of each item on the agenda."""

    def __init__(self, typed: Any = None, *, meeting: DeskMeeting, today: date) -> None:
        super().__init__(typed, today=today)
        self.items = meeting.items
        for item in meeting.items:
            self.fields[f"place_{item.id}"] = forms.IntegerField(
                label=item.title,
                initial=item.place,
                min_value=1,
                max_value=len(meeting.items),
                widget=forms.TextInput({"class": "govuk-input--width-2", "inputmode": "numeric"}),
            )

    def clean(self) -> dict[str, Any]:
        typed = super().clean()
        places = [typed.get(f"place_{item.id}") for item in self.items]
        if None not in places and len(set(places)) < len(places):
            self.add_error(None, f"Give each item a place of its own, from 1 to {len(places)}.")
        return typed

    @property
    def in_order(self) -> list[int]:
        """The items in the order that was typed, of a form that is valid."""
        return sorted((item.id for item in self.items), key=lambda pk: int(self.cleaned_data[f"place_{pk}"]))


class PaperForm(RestrictedForm):
    """A paper: its file, or only how it was published elsewhere."""

    kind = forms.ChoiceField(label="What is it?", widget=forms.RadioSelect)
    title = forms.CharField(label="Title", max_length=300)
    file = AttachedField(label="File", required=False)
    publication = forms.ChoiceField(
        label="Or a report that was published here",
        required=False,
        help_text="It stands on the agenda by reference, and is released with it.",
    )
    type_name = forms.CharField(
        label="Type, where the file is not held here",
        required=False,
        max_length=12,
        widget=forms.TextInput({"class": "govuk-input--width-5"}),
        help_text="As in PDF.",
    )
    size_words = forms.CharField(
        label="Size, where the file is not held here",
        required=False,
        max_length=20,
        widget=forms.TextInput({"class": "govuk-input--width-5"}),
        help_text="As it was published: 209 KB.",
    )
    corrects = forms.ChoiceField(label="Does it correct an earlier paper?", required=False)
    corrects_because = forms.CharField(
        label="What changed",
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 2}),
        help_text="Where it corrects one. Both stay, and this stands between them.",
    )
    field_order = ("kind", "title", "file", "publication", "type_name", "size_words", "corrects", "corrects_because")

    def __init__(
        self,
        typed: Any = None,
        files: Any = None,
        *,
        meeting: DeskMeeting,
        item: DeskItem,
        publications: Sequence[tuple[int, str]],
        today: date,
    ) -> None:
        super().__init__(typed, files, today=today, initial=_kept_as(item))
        is_late = MeetingStep.CHANGE_AGENDA not in meeting.steps
        late = ("supplementary", "tabled")
        kinds = [one for one in _KINDS if not is_late or item.urgent_because or one[0] in late]
        choose_from(self, "kind", kinds)
        self.fields["file"].help_text = what_may_be_attached()
        choose_from(self, "publication", [("", "No"), *((str(pk), words) for pk, words in publications)])
        if not publications:
            del self.fields["publication"]
        choose_from(self, "corrects", [("", "No"), *((str(one.id), one.title) for one in item.papers)])

    def clean(self) -> dict[str, Any]:
        typed = super().clean()
        given = typed.get("file") is not None or "file" in self.errors
        if given and typed.get("publication"):
            self.add_error("publication", "Choose a file or a published report, not both.")
        if not given and not typed.get("publication") and not typed.get("type_name"):
            self.add_error("file", "Choose the file, or say of which type it is where it is not held here.")
        return typed

    def look_inside(self) -> LookedOver | None:
        """The file, looked into; None where none was given. Says at its box what is wrong with it."""
        given = self.cleaned_data.get("file")
        if given is None:
            return None
        try:
            return look_over([given], most_bytes=most_bytes())[0]
        except FilesRefused as refused:
            for _, problem in refused.wrong:
                self.add_error("file", f"{problem.file}: {problem.message}")
            return None

    def said(self, *, file: LookedOver | None) -> PaperSaid:
        """What was typed, of a form that is valid."""
        typed = self.cleaned_data
        published = typed.get("publication", "")
        return PaperSaid(
            kind=typed["kind"],
            title=typed["title"],
            type_name=_PUBLISHED_AS if published else typed["type_name"] if file is None else file.kind.ending.upper(),
            size_words="" if published else typed["size_words"],
            file=file,
            publication_id=int(published) if published else None,
            corrects_id=int(typed["corrects"]) if typed["corrects"] else None,
            corrects_because=typed["corrects_because"],
            restriction=self.restriction,
        )
