"""The details of an entry of the log in words: what was, what is now, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from goldenthread.indicators.forms.sheets import SHEETS
from goldenthread.spreadsheets.columns import fields_of
from goldenthread.spreadsheets.differences import in_words
from goldenthread.spreadsheets.text import shortened

# Of machines, or told already by what the entry is about.
_LEFT_OUT = frozenset(
    (
        *("version", "sha256", "document_sha256", "file_id", "restatement", "expected", "slug", "original"),
        *("old", "new", "changes", "place"),
    )
)
_CALLED = {
    "why": "Reason",
    "because": "Reason",
    "reason": "Reason",
    "asked": "Asked",
    "answer": "Answered",
    "what": "Of",
    "to": "To",
    "made_from": "Made from",
    "starts_on": "From",
    "ends_on": "Last day",
    "ended_on": "Last day",
    "due_on": "Due",
    "due_on_before": "Due before",
    "number": "Number",
}
# Told by a person's number.
_PEOPLE = ("deputy", "director", "person")
# What only its author and the officer share.
NOTE = "note to the officer"


def _headings() -> dict[str, str]:
    """What a sheet of the register calls each of its fields."""
    return {each.name: each.column.heading for row in reversed(SHEETS) for each in fields_of(row)}


_HEADINGS = _headings()


def details_in_words(details: Mapping[str, Any], *, people: Mapping[int, str], with_notes: bool = True) -> str:
    """Sentences of what an entry tells; "" where it tells nothing beside itself.

    `people` are names by number. Without notes, what is between an author and the officer is left out.
    """
    return ". ".join(part.rstrip(".") for part in _parts(details, people=people, with_notes=with_notes) if part)


def _parts(details: Mapping[str, Any], *, people: Mapping[int, str], with_notes: bool) -> Iterator[str]:
    old, new = details.get("old"), details.get("new")
    if isinstance(new, Mapping):
        before = old if isinstance(old, Mapping) else {}
        for name, value in new.items():
            if name in before:
                yield f"{_called(name)} was {_quoted(before[name])} and is now {_quoted(value)}"
            elif name not in _LEFT_OUT:
                yield f"{_called(name)}: {_said(value, people=people)}"
    elif "new" in details:
        yield f"Was {_quoted(old)} and is now {_quoted(new)}"
    for change in details.get("changes", ()):
        if isinstance(change, Mapping) and (with_notes or change.get("what") != NOTE):
            what, was, now = str(change.get("what", "it")), _quoted(change.get("old")), _quoted(change.get("new"))
            yield f"{what[:1].upper()}{what[1:]} was {was} and is now {now}"
    for name, value in details.items():
        if name in _PEOPLE and isinstance(value, int):
            yield f"{_called(name)}: {people.get(value, 'somebody')}"
        elif name not in _LEFT_OUT and value not in (None, "", [], {}):
            yield f"{_called(name)}: {_said(value, people=people)}"


def _called(name: str) -> str:
    plain = name.replace("_", " ")
    return _CALLED.get(name) or _HEADINGS.get(name) or plain[:1].upper() + plain[1:]


def _quoted(value: object) -> str:
    words = shortened(in_words(value))
    return f"“{words}”" if words else "nothing"


def _said(value: object, *, people: Mapping[int, str]) -> str:
    if isinstance(value, Mapping):
        if "person" in value:
            return str(value.get("post") or people.get(value["person"], "somebody"))
        if all(isinstance(one, str) and len(one) == 64 for one in value.values()):
            return ", ".join(value)  # files with their checksums
        return ", ".join(f"{str(name).replace('_', ' ')} {_said(one, people=people)}" for name, one in value.items())
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(_said(one, people=people) for one in value)
    return shortened(in_words(value))
