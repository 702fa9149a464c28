"""What is wrong with somebody's input, said so that they can mend it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with an input. `message` is a whole sentence that says how to mend it.

    `row` counts from 1 as a spreadsheet shows it; `column` is the heading, or the letter where
    there is no heading. Empty text and None mean that the part does not apply. The message speaks to everybody, at a
    page too; `at_terminal` tells whoever typed a command which command or option mends it.
    """

    message: str
    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""
    found: str = ""
    expected: str = ""
    at_terminal: str = ""

    def told_at_terminal(self) -> Problem:
        """The problem as whoever typed a command is told it, in its message."""
        return replace(self, message=f"{self.message} {self.at_terminal}", at_terminal="") if self.at_terminal else self

    def __str__(self) -> str:
        place = ", ".join(
            part
            for part in (
                self.file,
                f"sheet {self.sheet}" if self.sheet else "",
                f"row {self.row}" if self.row is not None else "",
                f"column {self.column}" if self.column else "",
            )
            if part
        )
        sentence = f"{place}: {self.message}" if place else self.message
        details = "; ".join(
            part
            for part in (
                # A sentence that quotes it says it once.
                f"found {self.found!r}" if self.found and repr(self.found) not in self.message else "",
                f"expected {self.expected}" if self.expected else "",
            )
            if part
        )
        return f"{sentence} ({details})" if details else sentence

    def as_dict(self) -> dict[str, str | int | None]:
        """The parts by name, for `--json`. Written out: `asdict` takes ten times as long."""
        return {
            "message": self.message,
            "file": self.file,
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column,
            "found": self.found,
            "expected": self.expected,
        }


class Refused(Exception):
    """Something may not be done. Its text is a whole sentence that says why and what to do instead.

    Each room names its own refusals as subclasses, beside the function that raises them. The text speaks to whoever
    sits at a page and to whoever typed a command; `at_terminal` tells the latter alone which command or option does it.
    `at_page` stands in place of the text where a page has to say something else.
    """

    at_terminal = ""
    at_page = ""

    def __init__(self, *said: object, at_terminal: str = "") -> None:
        super().__init__(*said)
        if at_terminal:
            self.at_terminal = at_terminal

    def told_at_terminal(self) -> Iterator[Problem]:
        """What whoever typed a command is told, a problem for each reason."""
        yield Problem(str(self), at_terminal=self.at_terminal).told_at_terminal()

    def told_at_page(self) -> tuple[str, ...]:
        """What whoever sits at a page is told, a text for each reason."""
        return (self.at_page or str(self),)


class InputRefused(Refused):
    """An input was refused whole; nothing was written. Carries every problem that was found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        super().__init__()
        self.problems = tuple(problems)

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)

    def told_at_terminal(self) -> Iterator[Problem]:
        return (problem.told_at_terminal() for problem in self.problems)

    def told_at_page(self) -> tuple[str, ...]:
        return (self.at_page,) if self.at_page else tuple(problem.message for problem in self.problems)
