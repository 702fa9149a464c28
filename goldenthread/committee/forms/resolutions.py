"""Resolutions that minutes print, taken apart: "RESOLVED: 1. To note … 3. To note: a) … b) …".

What is taken apart follows its numbers without a gap. Where they do not, nothing is taken apart, and the words stay a
minute's words: nothing is lost either way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from goldenthread.committee.forms.meetings_xml_words import LETTERS, ROMAN
from goldenthread.committee.forms.record_file import LONGEST_NUMBER, DecisionRecord

_FORMS = {
    "noted": "note[sd]?",
    "agreed": "agree[sd]?",
    "approved": "approve[sd]?",
    "received": "receive[sd]?",
    "delegated": "delegate[sd]?",
    "deferred": "defer(?:s|red)?",
    "recommended": "recommend(?:s|ed)?",
    "authorised": "authori[sz]e[sd]?",
    "referred": "refer(?:s|red)?",
    "resolved": "resolve[sd]?",
}
_ANY = "|".join(_FORMS.values())
_DONE = "|".join((*_FORMS, "authorized"))
_CAPITALISED = f"(?:{'|'.join((*map(str.capitalize, _DONE.split('|')), 'Decisions?', 'Resolutions?'))})"
# "RESOLVED:", "It was AGREED unanimously that", "DECISION –"; lower case only with what ends such a line.
_HEAD = re.compile(
    r"(?P<who>(?:It was |The [\w ]{3,60}? |Members |Cabinet |Council )?(?:unanimously )?)"
    rf"(?P<verb>{_DONE.upper()}|DECISIONS?|RESOLUTIONS?|{_CAPITALISED}(?= ?:)|(?:{_DONE})(?=[^:\n]{{0,40}}:\s*$))"
    r"\b(?P<more>(?: unanimously| \([^()\n]{1,60}\))?)(?:,? (?:that|to)(?= ?[:–—-]|\s*$))?[ :–—-]*(?P<rest>.*)"
)
_MARK = re.compile(r"\(?(?P<own>[0-9]{1,2}|[a-z]|[ivx]{2,5})[.)]\s+(?=\S)")
_LEADING = re.compile(rf"(?:that |to |and )*(?:\w+ly )?({_ANY})\b", re.IGNORECASE)
_BY_SOMEBODY = re.compile(rf"(?:that )?(?:the )?(?:[\w-]+ ){{1,5}}?({_ANY})\b", re.IGNORECASE)
_IS_DONE = re.compile(rf"\b(?:be|is|are|was|were|been)(?: \w+ly)? ({_DONE})\b", re.IGNORECASE)
_DIGITS = tuple(map(str, range(1, 100)))


@dataclass(frozen=True)
class _Line:
    text: str
    begins_paragraph: bool


def take_apart(words: str) -> tuple[str, tuple[DecisionRecord, ...]]:
    """The words that are no resolution, and the resolutions: none where the words do not allow it."""
    lines = list(_lines(words))
    for position, line in enumerate(lines):
        head = _HEAD.fullmatch(line.text)
        if head is None or not (head["rest"] or position + 1 < len(lines)):
            continue
        verb = _verb_of_head(head["verb"])
        is_bare = not head["who"].strip() and not head["more"]
        first = [_Line(head["rest"], begins_paragraph=False)] if head["rest"] else []
        found = _read([*first, *lines[position + 1 :]], verb=verb, is_list_alone=not (is_bare or head["rest"]))
        if found is None:
            return words, ()
        decisions, after = found
        # Bare of who and how, the head says no more than the verbs below it.
        kept = [] if is_bare else [_Line(_without_rest(line.text, head["rest"]), line.begins_paragraph)]
        return _joined([*lines[:position], *kept, *after]), decisions
    return words, ()


def as_decisions(words: str) -> tuple[str, tuple[DecisionRecord, ...]]:
    """As `take_apart`, of words that are a decision by themselves: where they have no numbers, they are one whole."""
    left, decisions = take_apart(words)
    if not decisions:
        lines = list(_lines(words))
        start = next((at for at, line in enumerate(lines) if _MARK.match(line.text)), None)
        found = None if start is None else _read(lines[start:], verb="resolved", is_list_alone=True)
        if found is not None and start is not None:
            decisions, after = found
            left = _joined([*lines[:start], *after])
    if decisions:
        return left, decisions
    return "", (DecisionRecord(number="1", parent="", verb=verb_of(words, otherwise="resolved"), text=words),)


def verb_of(text: str, *, otherwise: str, is_below: bool = False) -> str:
    """What a resolution did, by its first verb: "To note …", "That the report be noted".

    One that stands under another has that one's verb, unless it begins with its own.
    """
    start = text[:300]
    found = _LEADING.match(start)
    if found is None and not is_below:
        found = _IS_DONE.search(start) or _BY_SOMEBODY.match(start)
    if found is None:
        return otherwise
    said = found[1].casefold()
    return next(verb for verb, form in _FORMS.items() if re.fullmatch(form, said))


def _verb_of_head(said: str) -> str:
    verb = said.casefold().replace("authorized", "authorised")
    return verb if verb in _FORMS else "resolved"


def _read(
    lines: Sequence[_Line], *, verb: str, is_list_alone: bool
) -> tuple[tuple[DecisionRecord, ...], list[_Line]] | None:
    """The decisions at the start of the lines, and the lines after them; None where they cannot be taken apart."""
    if not lines:
        return None
    if not _MARK.match(lines[0].text):
        if is_list_alone:
            return None
        end = next((at for at, line in enumerate(lines) if at and line.begins_paragraph), len(lines))
        whole = "\n".join(line.text for line in lines[:end])
        only = DecisionRecord(number="1", parent="", verb=verb_of(whole, otherwise=verb), text=whole)
        if not whole.endswith(":") or end == len(lines) or _own(lines[end]) not in ("a", "i"):
            # A numbered list after what looked like the whole resolution: it was not.
            return None if end < len(lines) and _own(lines[end]) else ((only,), list(lines[end:]))
        return _numbered(lines[end:], verb=only.verb, under=only)
    return _numbered(lines, verb=verb, under=None)


def _numbered(
    lines: Sequence[_Line], *, verb: str, under: DecisionRecord | None
) -> tuple[tuple[DecisionRecord, ...], list[_Line]] | None:
    decisions = [] if under is None else [under]
    levels: list[tuple[str, str, DecisionRecord | None]] = []  # the kind of a list, how far it is, under what it stands
    between: list[_Line] = []  # may belong to the decision before, if another follows
    for line in lines:
        own = _own(line)
        if not own:
            if line.begins_paragraph or between:
                between.append(line)
            else:
                decisions[-1] = _longer(decisions[-1], f"\n{line.text}")
            continue
        if decisions and between:
            decisions[-1] = _longer(decisions[-1], "".join(f"\n\n{one.text}" for one in between))
            between = []
        if not _step(levels, own, above=decisions[-1] if decisions else under):
            return None
        parent = levels[-1][2]
        number = f"{parent.number if parent else ''}{own}"
        text = line.text[_mark_end(line) :]
        if len(number) > LONGEST_NUMBER or any(one.number == number for one in decisions):
            return None
        said = verb_of(text, otherwise=parent.verb if parent else verb, is_below=parent is not None)
        decisions.append(DecisionRecord(number=number, parent=parent.number if parent else "", verb=said, text=text))
    return tuple(decisions), between


def _step(levels: list[tuple[str, str, DecisionRecord | None]], own: str, *, above: DecisionRecord | None) -> bool:
    """Goes on in the innermost list of which this is the next number, or into a new one; False where it is neither."""
    for depth in range(len(levels) - 1, -1, -1):
        kind, reached, parent = levels[depth]
        if _next(kind, reached) == own:
            del levels[depth + 1 :]
            levels[depth] = (kind, own, parent)
            return True
    begun = {"1": "digits", "a": "letters", "i": "roman"}.get(own, "")
    if not begun or any(begun == there for there, _, _ in levels):
        return False
    levels.append((begun, own, above))
    return True


def _next(kind: str, reached: str) -> str:
    series = {"digits": _DIGITS, "letters": LETTERS, "roman": ROMAN}[kind]
    position = series.index(reached) + 1
    return series[position] if position < len(series) else ""


def _own(line: _Line) -> str:
    mark = _MARK.match(line.text)
    return mark["own"] if mark else ""


def _mark_end(line: _Line) -> int:
    mark = _MARK.match(line.text)
    return mark.end() if mark else 0


def _longer(decision: DecisionRecord, more: str) -> DecisionRecord:
    return replace(decision, text=decision.text + more)


def _without_rest(line: str, rest: str) -> str:
    return line.removesuffix(rest).rstrip() if rest else line


def _lines(words: str) -> Iterator[_Line]:
    for paragraph in words.split("\n\n"):
        for position, text in enumerate(paragraph.split("\n")):
            yield _Line(text.strip(), begins_paragraph=position == 0)


def _joined(lines: Sequence[_Line]) -> str:
    text = "".join(("\n\n" if line.begins_paragraph else "\n") + line.text for line in lines)
    return text.strip("\n")
