"""Who came to a meeting, what was minuted of an item, and when minutes were agreed and signed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from goldenthread.committee.forms.steps import StepForm
from goldenthread.committee.operations.meetings import Came, Declared
from goldenthread.committee.operations.minutes import Corrected, Resolution, Votes
from goldenthread.committee.queries.desk import DeskItem, DeskResolution, MemberFacts
from goldenthread.committee.queries.minuting import AgreedUnder, DraftMinute, DraftMinutes, HeldFacts
from goldenthread.components.forms import DayField
from goldenthread.components.narrowing import choose_from
from goldenthread.domain.days import day_words

_HOW = (("present", "Present"), ("apologies", "Sent apologies"), ("absent", "Absent"))
# Both are recorded once, with everything that there is.
_LEAST_INTERESTS, _CORRECTIONS = 3, 8
_MORE_RESOLUTIONS = 3
_SHORT = {"class": "govuk-input--width-3", "inputmode": "numeric"}


class HoldForm(StepForm):
    """For each member whether they came, for each substitute for whom; and the interests declared, or none."""

    no_interests = forms.BooleanField(label="Nobody declared an interest", required=False)

    def __init__(
        self,
        typed: Any = None,
        *,
        members: Sequence[MemberFacts],
        items: Sequence[DeskItem],
        today: date,
        before: HeldFacts | None = None,
    ) -> None:
        super().__init__(typed, today=today, initial={} if before is None else _as_held(before))
        self.members = members
        declared = 0 if before is None else len(before.declared)
        self.rows = range(1, max(_LEAST_INTERESTS, len(members), declared + 1) + 1)
        nil = self.fields.pop("no_interests")
        full = [one for one in members if not one.is_substitute]
        for one in members:
            label = f"{one.name}, {one.council}"
            if one.is_substitute:
                places = [(f"for-{other.id}", f"Present, for {other.name}") for other in full]
                field = forms.ChoiceField(
                    label=f"{label} (substitute)", choices=[("", "Did not come"), *places], required=False
                )
            else:
                field = forms.ChoiceField(
                    label=label,
                    choices=_HOW,
                    widget=forms.RadioSelect,
                    error_messages={"required": f"Say whether {one.name} came"},
                )
            self.fields[f"member_{one.id}"] = field
        who = [("", "Nobody"), *((str(one.id), one.name) for one in members)]
        what = [("", "The whole meeting"), *((str(one.id), f"{one.place}. {one.title}") for one in items)]
        for number in self.rows:
            which = "interest" if number == 1 else f"interest {number}"
            self.fields[f"interest_{number}"] = forms.ChoiceField(
                label=f"Who declared {'an' if number == 1 else ''} {which}".replace("  ", " "),
                choices=who,
                required=False,
            )
            self.fields[f"interest_item_{number}"] = forms.ChoiceField(label="In", choices=what, required=False)
            self.fields[f"interest_words_{number}"] = forms.CharField(
                label="What it is", required=False, max_length=1000, widget=forms.Textarea({"rows": 2})
            )
            self.fields[f"interest_left_{number}"] = forms.BooleanField(label="They left the room", required=False)
        self.fields["no_interests"] = nil

    def clean(self) -> dict[str, Any]:
        typed = super().clean()
        given = any(typed.get(f"interest_{number}") for number in self.rows)
        if given and typed.get("no_interests"):
            self.add_error("no_interests", "Somebody declared an interest above. Leave this unticked.")
        for number in self.rows:
            words = typed.get(f"interest_words_{number}") or typed.get(f"interest_left_{number}")
            if words and f"interest_{number}" in typed and not typed[f"interest_{number}"]:
                self.add_error(f"interest_{number}", "Say who declared this.")
        if not given and not typed.get("no_interests"):
            self.add_error("no_interests", "Say who declared an interest, or tick that nobody did.")
        return typed

    @property
    def came(self) -> tuple[Came, ...]:
        """Who came, of a form that is valid."""
        return tuple(self._came())

    def _came(self) -> Iterator[Came]:
        for one in self.members:
            typed = self.cleaned_data[f"member_{one.id}"]
            if not one.is_substitute:
                yield Came(membership_id=one.id, how=typed)
            elif typed:
                yield Came(membership_id=one.id, how="present", in_place_of_id=int(typed.removeprefix("for-")))

    @property
    def declared(self) -> tuple[Declared, ...]:
        """The interests, of a form that is valid."""
        typed = self.cleaned_data
        return tuple(
            Declared(
                membership_id=int(typed[f"interest_{number}"]),
                item_id=int(typed[f"interest_item_{number}"]) if typed[f"interest_item_{number}"] else None,
                words=typed[f"interest_words_{number}"],
                left_the_room=typed[f"interest_left_{number}"],
            )
            for number in self.rows
            if typed[f"interest_{number}"]
        )


def _as_held(before: HeldFacts) -> dict[str, object]:
    said: dict[str, object] = {"no_interests": before.no_interests}
    for member, how, place in before.came:
        said[f"member_{member}"] = how if place is None else f"for-{place}"
    for number, (member, item, words, left) in enumerate(before.declared, start=1):
        said |= {
            f"interest_{number}": str(member),
            f"interest_item_{number}": "" if item is None else str(item),
            f"interest_words_{number}": words,
            f"interest_left_{number}": left,
        }
    return said


@dataclass(frozen=True)
class ResolutionBoxes:
    """The boxes of one resolution: what is always asked, and what is asked where it is known."""

    number: int
    always: tuple[BoundField, ...]
    more: tuple[BoundField, ...]
    is_open: bool  # whether something stands in the second


class MinuteForm(StepForm):
    """What was minuted of an item, and its resolutions: those that are there, and boxes for a few more."""

    words = forms.CharField(
        label="What was said",
        required=False,
        max_length=20_000,
        widget=forms.Textarea({"rows": 10}),
        help_text="As the minutes will print it; an empty line begins a new paragraph.",
    )
    exempt_words = forms.CharField(
        label="What was said while the public was excluded",
        required=False,
        max_length=20_000,
        widget=forms.Textarea({"rows": 4}),
        help_text="Never public.",
    )

    def __init__(
        self,
        typed: Any = None,
        *,
        item: DeskItem,
        members: Sequence[MemberFacts],
        verbs: Sequence[tuple[str, str]],
        today: date,
    ) -> None:
        super().__init__(typed, today=today, initial={"words": item.minute, "exempt_words": item.exempt_minute})
        self.rows = range(1, len(item.resolutions) + _MORE_RESOLUTIONS + 1)
        choose_verb = [("", "Choose"), *((key, words[:1].upper() + words[1:]) for key, words in verbs)]
        who = [("", "Not recorded"), *((str(one.id), one.name) for one in members)]
        for row in self.rows:
            there = item.resolutions[row - 1] if row <= len(item.resolutions) else None
            self._add_row(row, there=there, verbs=choose_verb, who=who)

    def _add_row(
        self,
        row: int,
        *,
        there: DeskResolution | None,
        verbs: list[tuple[str, str]],
        who: list[tuple[str, str]],
    ) -> None:
        votes = ("", "", "") if there is None or there.votes is None else tuple(map(str, there.votes))
        boxes: dict[str, tuple[forms.Field, object]] = {
            "number": (
                forms.CharField(label="Number", required=False, max_length=12, widget=forms.TextInput(_SHORT)),
                "" if there is None else there.number,
            ),
            "verb": (
                forms.ChoiceField(label="Verb", choices=verbs, required=False),
                "" if there is None else there.verb,
            ),
            "text": (
                forms.CharField(label="Words", required=False, max_length=8000, widget=forms.Textarea({"rows": 3})),
                "" if there is None else there.text,
            ),
            "moved": (
                forms.ChoiceField(label="Moved by", choices=who, required=False),
                "" if there is None or there.moved_by_id is None else str(there.moved_by_id),
            ),
            "seconded": (
                forms.ChoiceField(label="Seconded by", choices=who, required=False),
                "" if there is None or there.seconded_by_id is None else str(there.seconded_by_id),
            ),
            "for": (_count("Votes for"), votes[0]),
            "against": (_count("Votes against"), votes[1]),
            "abstained": (_count("Abstentions"), votes[2]),
            "reasons": (
                forms.CharField(label="Reasons", required=False, max_length=8000, widget=forms.Textarea({"rows": 2})),
                "" if there is None else there.reasons,
            ),
            "alternatives": (
                forms.CharField(
                    label="What else was considered, and rejected",
                    required=False,
                    max_length=8000,
                    widget=forms.Textarea({"rows": 2}),
                ),
                "" if there is None else there.alternatives,
            ),
        }
        for name, (field, initial) in boxes.items():
            self.fields[f"{name}_{row}"] = field
            self.initial[f"{name}_{row}"] = initial

    @property
    def resolution_boxes(self) -> Iterator[ResolutionBoxes]:
        """The boxes of each resolution."""
        for row in self.rows:
            more = tuple(
                self[f"{name}_{row}"]
                for name in ("moved", "seconded", "for", "against", "abstained", "reasons", "alternatives")
            )
            yield ResolutionBoxes(
                number=row,
                always=tuple(self[f"{name}_{row}"] for name in ("number", "verb", "text")),
                more=more,
                is_open=any(box.value() or box.errors for box in more),
            )

    def clean(self) -> dict[str, Any]:
        typed = super().clean()
        for row in self.rows:
            votes = [typed.get(f"{name}_{row}") for name in ("for", "against", "abstained")]
            if any(vote is not None for vote in votes) and None in votes:
                self.add_error(f"for_{row}", "Give all three numbers of votes, 0 among them, or none.")
        return typed

    def add_refusal(self, refused: Any) -> None:
        """A problem of a resolution, at the box of its number."""
        by_number = {self.cleaned_data.get(f"number_{row}", ""): row for row in self.rows}
        for problem in refused.problems:
            row = by_number.get(str(problem.column or "").removeprefix("resolution "))
            self.add_error(f"number_{row}" if row else None, problem.message)

    @property
    def resolutions(self) -> tuple[Resolution, ...]:
        """Every resolution that something was typed of, of a form that is valid."""
        return tuple(
            self._resolution(row)
            for row in self.rows
            if any(self.cleaned_data[f"{name}_{row}"] for name in ("number", "verb", "text"))
        )

    def _resolution(self, row: int) -> Resolution:
        typed = {name: self.cleaned_data[f"{name}_{row}"] for name in (
            "number", "verb", "text", "moved", "seconded", "for", "against", "abstained", "reasons", "alternatives"
        )}  # fmt: skip
        votes = None
        if typed["for"] is not None:
            votes = Votes(votes_for=typed["for"], votes_against=typed["against"], abstentions=typed["abstained"])
        return Resolution(
            number=typed["number"].strip().lower(),
            verb=typed["verb"],
            text=typed["text"],
            moved_by_id=int(typed["moved"]) if typed["moved"] else None,
            seconded_by_id=int(typed["seconded"]) if typed["seconded"] else None,
            votes=votes,
            reasons=typed["reasons"],
            alternatives=typed["alternatives"],
        )


def _count(label: str) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=1000, widget=forms.TextInput(_SHORT))


class AgreeForm(StepForm):
    """Under which item of a later meeting minutes were agreed, of which others too, and what was corrected."""

    under = forms.ChoiceField(label="Under which item were they agreed?", widget=forms.RadioSelect)
    others = forms.MultipleChoiceField(
        label="Which others were agreed with them?", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        typed: Any = None,
        *,
        under: Sequence[AgreedUnder],
        others: Sequence[DraftMinutes],
        minutes: Sequence[DraftMinute],
        today: date,
    ) -> None:
        super().__init__(typed, today=today)
        self.drafts = {str(one.meeting_id): one for one in others}
        choose_from(self, "under", [(str(one.item_id), f"{day_words(one.day)}, {one.title}") for one in under])
        choose_from(self, "others", [(str(one.meeting_id), day_words(one.day)) for one in others])
        if not others:
            del self.fields["others"]
        which = [("", "None"), *((str(one.minute_id), f"{one.number}. {one.title}") for one in minutes)]
        for number in range(1, _CORRECTIONS + 1):
            self.fields[f"minute_{number}"] = forms.ChoiceField(
                label="Minute that was corrected" if number == 1 else f"Minute that was corrected ({number})",
                choices=which,
                required=False,
            )
            self.fields[f"before_{number}"] = forms.CharField(label="Words as they stand", required=False)
            self.fields[f"after_{number}"] = forms.CharField(label="Words as they should be", required=False)

    def clean(self) -> dict[str, Any]:
        typed = super().clean()
        for number in range(1, _CORRECTIONS + 1):
            words = typed.get(f"before_{number}") or typed.get(f"after_{number}")
            if words and f"minute_{number}" in typed and not typed[f"minute_{number}"]:
                self.add_error(f"minute_{number}", "Say in which minute this was corrected.")
        return typed

    @property
    def under_item_id(self) -> int:
        return int(self.cleaned_data["under"])

    @property
    def other_meetings(self) -> tuple[DraftMinutes, ...]:
        """The other meetings whose minutes were agreed, of a form that is valid."""
        return tuple(self.drafts[pk] for pk in self.cleaned_data.get("others", ()))

    @property
    def corrected(self) -> tuple[Corrected, ...]:
        """What was corrected, of a form that is valid."""
        typed = self.cleaned_data
        return tuple(
            Corrected(
                minute_id=int(typed[f"minute_{number}"]),
                before=typed[f"before_{number}"],
                after=typed[f"after_{number}"],
            )
            for number in range(1, _CORRECTIONS + 1)
            if typed[f"minute_{number}"]
        )


class SignForm(StepForm):
    """Who signed the minutes, and when."""

    signed_by = forms.CharField(label="Signed by", max_length=120, help_text="As in “Councillor A. Example, Chair”.")
    signed_on = DayField(label="Day")

    def __init__(self, typed: Any = None, *, chair: str, today: date) -> None:
        super().__init__(
            typed, today=today, initial={"signed_by": f"{chair}, Chair" if chair else "", "signed_on": today}
        )
