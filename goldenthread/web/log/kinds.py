"""What the log is narrowed to by kind: one kind of entry, or a group of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

_GROUP = "all-"
# Whatever else there is to read of it, saving is a matter of security.
_SAVED = " as a file"
_SECURITY = frozenset(("person", "page", "publication"))
_SUBJECTS = {
    "people": ("People and their roles", ("person", "appointment", "deputy", "message")),
    "figures": (
        "Figures and rounds",
        ("figure", "round", "year", "action", "attachment", "return", "evidence", "evidence of a promise"),
    ),
    "register": (
        "The register",
        (
            *(
                "register",
                "indicator",
                "policy",
                "definition",
                "measure",
                "target",
                "list",
                "list entry",
                "history",
                "succession",
            ),
            *("partnership", "council", "directorate", "service", "provision"),
        ),
    ),
    "record": (
        "The committee’s record",
        ("committee", "meeting", "agenda item", "decision", "matter", "paper", "minute"),
    ),
    "plans": ("Plans", ("plan", "corporate plan", "service plan")),
    "requests": ("Requests of outside bodies", ("request", "protocol")),
    "reports": ("Reports and publications", ("publication", "pack", "report", "section")),
    "other": ("Everything else", ()),
}


@dataclass(frozen=True)
class Group:
    """Kinds that belong together, in the order of the alphabet."""

    key: str
    words: str
    kinds: tuple[str, ...]


def groups_of(known: Mapping[str, str]) -> tuple[Group, ...]:
    """Every kind that is in the log, by what it is told of; and first what is a matter of security, again."""
    home = {subject: key for key, (_, subjects) in _SUBJECTS.items() for subject in subjects}

    def kinds(belongs: Callable[[str, str], bool]) -> tuple[str, ...]:
        return tuple(kind for kind, subject in known.items() if belongs(kind, subject))

    found = [
        Group(
            "security",
            "Sign-ins, refusals, files saved, publications",
            kinds(lambda kind, subject: subject in _SECURITY or kind.endswith(_SAVED)),
        )
    ]
    for key, (words, _) in _SUBJECTS.items():
        found.append(Group(key, words, kinds(lambda _, subject, key=key: home.get(subject, "other") == key)))  # type: ignore[misc]
    return tuple(group for group in found if group.kinds)


def choices_of(groups: Sequence[Group]) -> list[tuple[str, object]]:
    """The choices of a box, group by group: first all of it, then each kind. Of security, all of it alone."""
    choices: list[tuple[str, object]] = [("", "Everything")]
    for group in groups:
        every = (f"{_GROUP}{group.key}", f"All: {group.words}")
        if group.key == "security":
            choices.append(every)
        else:
            choices.append((group.words, [every, *((kind, starting(kind)) for kind in group.kinds)]))
    return choices


def kinds_asked_for(asked: str, *, groups: Sequence[Group]) -> tuple[str, ...]:
    """The kinds of a group or the one kind; a kind that is not in the log finds nothing, and stays itself."""
    if not asked:
        return ()
    group = next((one for one in groups if asked == f"{_GROUP}{one.key}"), None)
    return (asked,) if group is None else group.kinds


def group_called(typed: str, *, groups: Sequence[Group]) -> str:
    """What is asked for by a group's key or a kind, as somebody types it; "" where there is none such."""
    plain = " ".join(typed.split()).casefold()
    for group in groups:
        if plain == group.key:
            return f"{_GROUP}{group.key}"
        if plain in group.kinds:
            return plain
    return ""


def starting(words: str) -> str:
    """With a capital."""
    return words[:1].upper() + words[1:]
