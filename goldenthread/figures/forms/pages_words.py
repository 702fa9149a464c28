"""What is said of a figure at its page: its exception report under the three heads, earlier promises, warnings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from goldenthread.components.forms import WordsInput
from goldenthread.domain.heads import MOST_WORDS, Head
from goldenthread.figures.forms import cells as read
from goldenthread.figures.forms.cells import printed_day
from goldenthread.figures.forms.layout import OUTCOMES
from goldenthread.figures.forms.pages import NARROW, KeptForm, line, words_box
from goldenthread.figures.queries.due import DueFigure
from goldenthread.figures.queries.promises import CarriedPromise
from goldenthread.figures.queries.returned import (
    FigureReturn,
    Place,
    ReturnedAction,
    ReturnedAnswer,
    ReturnedWarningAnswer,
    ReturnedWords,
)
from goldenthread.spreadsheets.cells import Cell, CellKind


@dataclass(frozen=True)
class ActionBoxes:
    """The boxes of one remedial action."""

    heading: str
    fields: tuple[BoundField, ...]


@dataclass(frozen=True)
class PromiseBoxes:
    """The boxes in which an earlier promise is answered."""

    promise: CarriedPromise
    due_on: str
    fields: tuple[BoundField, ...]


@dataclass(frozen=True)
class WarningBoxes:
    """What seems unlikely, and the boxes for the answer."""

    words: str
    fields: tuple[BoundField, ...]


class WordsForm(KeptForm):
    """What is said of a figure: its exception report under the three heads, earlier promises, warnings."""

    def __init__(
        self, due: DueFigure, *, actions: int = 0, typed: Mapping[str, Any] | None = None, check: bool = False
    ) -> None:
        """`typed` was typed before; it is read and remarked upon only where `check` says so."""
        self.due = due
        initial = {**_said_before(due), **({} if typed is None or check else dict(typed.items()))}
        super().__init__(typed if check else None, initial=initial)
        self.actions = max(actions, len(due.actions), 1) if due.is_exception else 0
        if due.is_exception:
            self._add_exception()
        for promise in due.promises:
            self._add_promise(promise)
        for warning in due.warnings:
            name = f"warning_{warning.code}"
            self.fields[name] = words_box("Why is the figure right all the same?", rows=2)
            self.fields[f"{name}_expected"] = forms.BooleanField(
                label="This is usual for this measure: do not ask again until its definition or target changes",
                required=False,
            )

    def _add_exception(self) -> None:
        most = MOST_WORDS[Head.REASONS]
        self.fields["reasons"] = forms.CharField(
            label="Reasons for the level of performance",
            help_text="In plain words for members, and what is new since last quarter. This is published.",
            widget=WordsInput(most_words=most, rows=5),
            required=False,
        )
        for number in range(1, self.actions + 1):
            self.fields[f"action_{number}"] = words_box(
                "What will be done",
                rows=2,
                hint=f"In words that can be checked next quarter, at most {MOST_WORDS[Head.ACTION]}. Published.",
            )
            self.fields[f"action_{number}_who"] = line(
                "Who", {"class": "govuk-input--width-20"}, hint="The post that will do it, not a person’s name."
            )
            self.fields[f"action_{number}_when"] = line("By when", NARROW, hint="For example, 31 March 2020")
            self.initial.setdefault(f"action_{number}_who", self.due.terms.owner_post)
        self.fields["back_on_track"] = line(
            "Back on track by",
            {"class": "govuk-input--width-20"},
            hint=f"A date, or at most {MOST_WORDS[Head.BACK_ON_TRACK]} words. Optional.",
        )

    def _add_promise(self, promise: CarriedPromise) -> None:
        name = f"promise_{promise.action_id}"
        self.fields[name] = forms.ChoiceField(
            label="How did it go?", choices=OUTCOMES, required=False, widget=forms.RadioSelect
        )
        self.fields[f"{name}_words"] = words_box(
            "What happened?", rows=2, hint="Where it is late or dropped, say why. This is published."
        )
        self.fields[f"{name}_when"] = line("New date", NARROW, hint="Where it is late. For example, 31 March 2020")

    @property
    def reason_boxes(self) -> tuple[BoundField, ...]:
        return (self["reasons"],) if self.due.is_exception else ()

    @property
    def back_on_track_boxes(self) -> tuple[BoundField, ...]:
        return (self["back_on_track"],) if self.due.is_exception else ()

    @property
    def action_boxes(self) -> tuple[ActionBoxes, ...]:
        return tuple(
            ActionBoxes(
                heading="Remedial action" if self.actions == 1 else f"Remedial action {number}",
                fields=tuple(self[f"action_{number}{part}"] for part in ("", "_who", "_when")),
            )
            for number in range(1, self.actions + 1)
        )

    @property
    def promise_boxes(self) -> tuple[PromiseBoxes, ...]:
        return tuple(
            PromiseBoxes(
                promise=promise,
                due_on=printed_day(promise.due_on),
                fields=tuple(self[f"promise_{promise.action_id}{part}"] for part in ("", "_words", "_when")),
            )
            for promise in self.due.promises
        )

    @property
    def warning_boxes(self) -> tuple[WarningBoxes, ...]:
        return tuple(
            WarningBoxes(
                words=warning.words,
                fields=(self[f"warning_{warning.code}"], self[f"warning_{warning.code}_expected"]),
            )
            for warning in self.due.warnings
        )

    @property
    def asks_nothing(self) -> bool:
        return not self.fields

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        self.words = self._read_words() if self.due.is_exception else None
        self.read_actions = tuple(self._read_actions())
        self.answers = tuple(self._read_answers())
        self.warning_answers = tuple(self._read_warning_answers())
        return typed

    def add_to(self, said: FigureReturn) -> FigureReturn:
        """The return with what was said here."""
        return FigureReturn(
            figure_id=said.figure_id,
            version=said.version,
            reading=said.reading,
            words=self.words,
            actions=self.read_actions,
            answers=self.answers,
            warning_answers=self.warning_answers,
        )

    def say_what_is_wanted(self, part: str, words: str) -> None:
        """Says at its box what the operation still wants."""
        kind, _, which = part.partition(" ")
        name = {"reasons": "reasons", "actions": "action_1"}.get(kind, f"{kind}_{which}")
        self.add_error(name if name in self.fields else None, words)

    def _cell(self, name: str) -> Cell | None:
        typed = str(self.cleaned_data.get(name, "")).strip()
        return Cell(row=0, column=name, kind=CellKind.TEXT, text=typed) if typed else None

    def _read(self, name: str, *, kind: str = "") -> str:
        return self.attempt(name, lambda: read.words(self._cell(name), column=name, kind=kind), "")

    def _read_day(self, name: str) -> date | None:
        return self.attempt(name, lambda: read.day(self._cell(name), column=name), None)

    def _read_words(self) -> ReturnedWords | None:
        reasons, back_on_track = self._read("reasons"), self._read("back_on_track")
        if reasons:
            return ReturnedWords(reasons=reasons, back_on_track=back_on_track, place=Place())
        if self.due.reasons:
            self.add_error("reasons", "Reasons that were given are replaced by others, not by nothing.")
        elif back_on_track:
            self.add_error("reasons", "There is a date for being back on track but no reasons. Say why as well.")
        return None

    def _read_actions(self) -> Iterator[ReturnedAction]:
        taken = 0
        for number in range(1, self.actions + 1):
            names = [f"action_{number}{part}" for part in ("", "_who", "_when")]
            if self._cell(names[0]) is None and self._cell(names[2]) is None:
                continue
            words, who, when = self._read(names[0]), self._read(names[1], kind="owner_post"), self._read_day(names[2])
            asked = ("Say what will be done.", "Say which post will do it.", "Say by when it will be done.")
            for name, words_of_it in zip(names, asked, strict=True):
                if self._cell(name) is None:
                    self.add_error(name, words_of_it)
            if words and who and when is not None:
                taken += 1
                yield ReturnedAction(words=words, owner_post=who, due_on=when)
        if self.due.actions and not taken and not self.errors:
            self.add_error("action_1", "An action that was promised is replaced by another, not by nothing.")

    def _read_answers(self) -> Iterator[ReturnedAnswer]:
        for promise in self.due.promises:
            name = f"promise_{promise.action_id}"
            outcome = str(self.cleaned_data.get(name, ""))
            words, when = self._read(f"{name}_words"), self._read_day(f"{name}_when")
            if outcome in ("late", "dropped") and not words:
                self.add_error(f"{name}_words", "Say what happened: a promise that is late or dropped wants a reason.")
            if not outcome and (words or when):
                self.add_error(name, "Say how it went.")
            if outcome:
                yield ReturnedAnswer(action_id=promise.action_id, outcome=outcome, words=words, new_due_on=when)

    def _read_warning_answers(self) -> Iterator[ReturnedWarningAnswer]:
        for warning in self.due.warnings:
            name = f"warning_{warning.code}"
            answer = self._read(name)
            if answer:
                expected = bool(self.cleaned_data.get(f"{name}_expected"))
                yield ReturnedWarningAnswer(code=warning.code, answer=answer, is_expected=expected)


def _said_before(due: DueFigure) -> dict[str, Any]:
    said: dict[str, Any] = {"reasons": due.reasons, "back_on_track": due.back_on_track}
    for number, action in enumerate(due.actions, start=1):
        said[f"action_{number}"] = action.words
        said[f"action_{number}_who"] = action.owner_post
        said[f"action_{number}_when"] = printed_day(action.due_on)
    for promise in due.promises:
        name = f"promise_{promise.action_id}"
        said[name], said[f"{name}_words"] = promise.outcome, promise.said
        said[f"{name}_when"] = "" if promise.new_due_on is None else printed_day(promise.new_due_on)
    return said | {f"warning_{warning.code}": warning.answer for warning in due.warnings}
