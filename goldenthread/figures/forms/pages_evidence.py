"""The forms by which evidence is attached to a figure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from goldenthread.attachments.forms import AttachedField, most_bytes, what_may_be_attached
from goldenthread.attachments.looking import FilesRefused, look_over
from goldenthread.figures.forms.board import StepForm
from goldenthread.figures.operations.attaching import Shown

_AT_ONCE = 3  # the page comes again for more


class FilesForm(StepForm):
    """Boxes for a few files, each with a word on what it shows. None has to be given but where `needed` says so."""

    def __init__(self, typed: Any = None, files: Any = None, *, needed: bool = True, most: int = _AT_ONCE) -> None:
        super().__init__(typed, files)
        self.needed, self.numbers = needed, range(1, most + 1)
        for number in self.numbers:
            self.fields[f"file_{number}"] = AttachedField(
                label="File" if number == 1 else f"File {number}",
                help_text=what_may_be_attached() if number == 1 else "",
                required=False,
            )
            self.fields[f"shows_{number}"] = forms.CharField(
                label="What it shows" if number == 1 else f"What file {number} shows",
                help_text="In a few words, for example “Ledger of September, signed”" if number == 1 else "",
                max_length=200,
                required=False,
            )

    @property
    def boxes(self) -> Iterator[BoundField]:
        """The boxes of the files, and no others."""
        for number in self.numbers:
            yield self[f"file_{number}"]
            yield self[f"shows_{number}"]

    @property
    def shown(self) -> tuple[Shown, ...]:
        """The files that were given, in order, with what each shows."""
        return tuple(
            Shown(file=self.cleaned_data[f"file_{number}"], words=self.cleaned_data[f"shows_{number}"])
            for number in self._given()
        )

    def clean(self) -> dict[str, Any]:
        typed = super().clean()
        given = self._given()
        for number in self.numbers:
            words = " ".join(str(typed.get(f"shows_{number}") or "").split())
            if number in given and not words and f"shows_{number}" not in self.errors:
                which = "the file" if number == 1 else f"file {number}"
                self.add_error(f"shows_{number}", f"Say what {which} shows.")
            if words and number not in given and f"file_{number}" not in self.errors:
                self.add_error(f"file_{number}", "Choose the file that these words are of.")
            typed[f"shows_{number}"] = words
        if self.needed and not given and not self.errors:
            self.add_error("file_1", "Choose a file.")
        return typed

    @property
    def has_lost_files(self) -> bool:
        """Whether files were chosen that have to be chosen again, since something else is wrong."""
        return self.is_bound and bool(self.errors) and any(self.files.values())

    def look_inside(self) -> None:
        """Says what is wrong with the files that were given, beside what is wrong with the words: all at once."""
        given = self._given()
        try:
            look_over([self.cleaned_data[f"file_{number}"] for number in given], most_bytes=most_bytes())
        except FilesRefused as refused:
            self.refuse(refused)

    def refuse(self, refused: FilesRefused) -> None:
        """Says of each file what is wrong with it, at its box. A browser forgets which files were chosen."""
        given = self._given()  # a field with an error is given no more
        for place, problem in refused.wrong:
            self.add_error(f"file_{given[place]}", f"{problem.file}: {problem.message}")

    def _given(self) -> list[int]:
        found: Mapping[str, Any] = self.cleaned_data
        return [number for number in self.numbers if found.get(f"file_{number}") is not None]
