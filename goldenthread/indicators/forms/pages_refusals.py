"""What the register's rules refuse, in the words of a page: it has boxes where a workbook has rows and cells."""

from __future__ import annotations

import re

from goldenthread.domain.problems import Problem
from goldenthread.indicators.forms.reading import NEEDED

_TWICE = re.compile(r"This stands already in row [0-9]+\. Keep one of the two\.")
# In this order; longer words before those that they hold.
_IN_THE_WORDS_OF_A_PAGE = (
    (
        "Put the row back as it was, and give the change a row of its own with a later From.",
        "Give the change a later first day.",
    ),
    ("Give this a later day, or take the row out.", "Give this a later first day."),
    (
        "Take the row out, or put sheet Provision right.",
        "Enter first that the service is provided there, or leave it out.",
    ),
    ("Take the row out, or give it a year that is open.", "Choose a year that is open."),
    ("Take the row out, or give it a day of a year that is open.", "Give it a day of a year that is open."),
    ("Take the row out.", "Change something, or leave it as it is."),
    (
        "This takes off a measure that is not on the list. Take it out.",
        "It is not on the list, and so cannot be taken off.",
    ),
    ("Put the row back as it was.", "Leave it as it was."),
    ("keeps it until `refresh-figures`.", "keeps it until its figures are refreshed from the register."),
    ("Give its rows the same of both.", "Say the same day and the same way of each."),
    ("its first row on sheet Measures is from", "somebody does from"),
    ("Add it to sheet Lists.", "That year's list has to be entered or proposed first."),
    ("Add it to sheet Indicators.", "Add it first."),
    ("Add it to sheet Measures.", "Say first who answers for it there."),
    ("Take it off on sheet List entries, or both are measured.", "Retire it there too, or both are measured."),
    (
        "Import its meeting with import-committee first, or leave the cell blank: it is then not yet agreed.",
        "Choose another, or none: it is then not yet agreed.",
    ),
    (
        "Import them with import-history first, or give them on sheet History of this register.",
        "Those figures have to be entered first; or choose another profile.",
    ),
    (
        "Name one that is shipped (goldenthread policies lists them), or give your own on sheet Policies.",
        "Choose one of those offered.",
    ),
    ("or leave the cell blank for the newest", "or the newest"),
    ("leave the cell blank", "leave this blank"),
    ("Leave the cell blank", "Leave this blank"),
    ("or write replaced", "or choose replaced"),
)


def in_words_of_a_page(problem: Problem, *, label: str = "", is_chosen: bool = False) -> str:
    """The problem as a page says it; of what is missing, what to enter or choose, by the label of its box."""
    words = problem.message
    if words == NEEDED and label:
        verb = "Choose" if is_chosen else "Enter"
        return f"{verb} the {label[:1].lower()}{label[1:]}" if label[1:2].islower() else f"{verb} the {label}"
    words = _TWICE.sub("This is said twice. Say it once.", words)
    for told, here in _IN_THE_WORDS_OF_A_PAGE:
        words = words.replace(told, here)
    if problem.expected and words == "This is none of what may stand here.":
        return f"Choose {problem.expected}."
    return words
