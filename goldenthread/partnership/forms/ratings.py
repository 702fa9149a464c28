"""The form of a council's words and colours for its ratings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django import forms

from goldenthread.components.forms import PageForm
from goldenthread.components.lists import Difference
from goldenthread.partnership.queries.ratings import STANDARD, Style, Styles
from goldenthread.partnership.rules.ratings import LONGEST_LABEL, StyleProblem


class RatingsForm(PageForm):
    """A word and a colour for each of green, amber and red; the rules say what is wrong with them."""

    def __init__(self, typed: Any = None, *, held: Styles) -> None:
        super().__init__(typed)
        for code, standard in STANDARD.items():
            name, style = standard.label, held.get(code, standard)
            self.fields[f"{code}_label"] = forms.CharField(
                label=f"{name} is called",
                required=False,
                initial=style.label,
                help_text=f"{LONGEST_LABEL} characters or fewer.",
                widget=forms.TextInput({"class": "govuk-input--width-20"}),
            )
            self.fields[f"{code}_colour"] = forms.CharField(
                label=f"Colour of {name}",
                required=False,
                initial=style.colour,
                help_text=f"# and six digits or letters from A to F. The standard is {standard.colour}.",
                widget=forms.TextInput(
                    {"class": "govuk-input--width-10", "spellcheck": "false", "autocomplete": "off"}
                ),
            )

    @property
    def said(self) -> Styles:
        """What was typed, in one spelling: "1B7340" and "#1b7340" are one colour."""
        return {code: Style(self._label(code), self._colour(code)) for code in STANDARD}

    @property
    def pairs(self) -> Iterator[tuple[str, tuple[forms.BoundField, forms.BoundField]]]:
        """The two boxes of each rating, by its standard word."""
        for code, standard in STANDARD.items():
            yield standard.label, (self[f"{code}_label"], self[f"{code}_colour"])

    def tell(self, problems: Iterable[StyleProblem]) -> None:
        """Says at its box what is wrong."""
        self.is_valid()
        for problem in problems:
            self.add_error(f"{problem.rating}_{problem.part}", problem.words)

    def differences(self, now: Styles) -> tuple[Difference, ...]:
        """What was typed beside what is there now, where the two differ."""
        typed, found = self.said, []
        for code, style in now.items():
            for part, mine, theirs in (
                ("label", typed[code].label, style.label),
                ("colour", typed[code].colour, style.colour),
            ):
                if mine != theirs:
                    label = str(self.fields[f"{code}_{part}"].label)
                    found.append(Difference(name=label, typed=mine or "nothing", now=theirs))
        return tuple(found)

    def _typed(self, name: str) -> str:
        data: Mapping[str, Any] = self.data if self.is_bound else {}
        return " ".join(str(data.get(name, self.fields[name].initial)).split())

    def _label(self, code: str) -> str:
        return self._typed(f"{code}_label")

    def _colour(self, code: str) -> str:
        typed = self._typed(f"{code}_colour").casefold()
        return f"#{typed}" if typed and not typed.startswith("#") else typed
