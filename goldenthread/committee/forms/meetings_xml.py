"""Files of the common committee system's web service: committees, meetings, agendas and minutes in its XML.

docs/reference/meetings-xml.md describes what is read and what becomes of it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from django.utils.text import slugify

from goldenthread.committee.forms.meetings_xml_meeting import Finding, read_meeting
from goldenthread.committee.forms.meetings_xml_nodes import Node, tree_of
from goldenthread.committee.forms.record_file import CommitteeRecord, MeetingRecord
from goldenthread.domain.days import day_words
from goldenthread.domain.problems import InputRefused, Problem
from goldenthread.publishing.words import unprintable
from goldenthread.spreadsheets import limits
from goldenthread.spreadsheets.xml_stream import XmlRefused

MOST_BYTES = limits.MOST_BYTES  # of one file; an agenda with all its minutes is 0.3 MB
_LONGEST_NAME, _LONGEST_SLUG = 120, 50


@dataclass(frozen=True)
class MeetingsRead:
    """What files say, a record for each committee, and remarks on what was not taken over as it stands."""

    records: tuple[CommitteeRecord, ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True)
class _File:
    """What one file says: names of committees by their numbers, which it lists the meetings of, and meetings."""

    name: str
    names: dict[str, str]
    listed: tuple[str, ...]
    current: tuple[str, ...]
    findings: tuple[Finding, ...]


@dataclass
class _Committee:
    name: str
    meetings: dict[date, list[Finding]] = field(default_factory=dict)


def read_meetings(files: Sequence[tuple[str, bytes]], *, committee: str = "") -> MeetingsRead:
    """The records in files, each given with its name; `committee` is the slug of the one that a file does not name.

    The files may come in any order: what one says of a meeting is put together with what another does. Raises
    InputRefused with everything that is wrong with any of them.
    """
    read = _read(files)
    found = [one for file in read for one in file.findings]
    problems = [problem for one in found for problem in one.problems]
    names = {number: name for file in read for number, name in file.names.items()}
    # Where no file has a meeting, the list of committees is all that there is to bring in.
    numbers = [number for file in read for number in (file.listed if found else file.listed + file.current)]
    committees: dict[str, _Committee] = {}  # by slug: an apostrophe makes no other committee
    for number in numbers:
        if number in names:
            committees.setdefault(slug_of(names[number]), _Committee(names[number]))
    for one in found:
        one.committee = one.committee or names.get(one.committee_id, "")
    owners = {one.meeting_id: one.committee for one in found if one.meeting_id and one.committee}
    for one in found:
        name = one.committee or owners.get(one.meeting_id, "")
        if name or committee:
            body = committees.setdefault(slug_of(name) if name else committee, _Committee(name))
            body.meetings.setdefault(one.record.date, []).append(one)
        else:
            problems.append(_of_no_committee(one))
    records = []
    for slug, body in sorted(committees.items()):
        meetings = [_together(found, problems=problems) for _, found in sorted(body.meetings.items())]
        sources = dict.fromkeys(one.file for found in body.meetings.values() for one in found)
        problems.extend(_wrong_with(body.name))
        records.append(
            CommitteeRecord(
                slug=slug,
                name=body.name,
                meetings=tuple(meetings),
                file=next(iter(sources), "") if len(sources) == 1 else "",
            )
        )
    if not records and not problems:
        problems = [Problem("There is no committee and no meeting in this file.", file=file.name) for file in read]
    if problems:
        raise InputRefused(problems)
    return MeetingsRead(
        records=tuple(records), remarks=tuple(f"{one.file}: {remark}" for one in found for remark in one.remarks)
    )


def slug_of(name: str) -> str:
    """The slug of a committee that is known by its name alone; a long name's end counts too."""
    slug = slugify(name)
    if 0 < len(slug) <= _LONGEST_SLUG:
        return slug
    mark = hashlib.sha256(name.encode()).hexdigest()[:8]
    return f"{slug[: _LONGEST_SLUG - 9].strip('-')}-{mark}".strip("-")


def _read(files: Sequence[tuple[str, bytes]]) -> list[_File]:
    read, problems = [], []
    for name, content in files:
        try:
            if len(content) > MOST_BYTES:
                raise XmlRefused(f"it is larger than {MOST_BYTES // 1_000_000} MB")
            read.append(_file(name, tree_of(content)))
        except XmlRefused as refused:
            line = re.search(r"line (\d+)", str(refused))
            said = re.sub(r": line \d+(?:, column \d+)?$", "", str(refused))
            problems.append(
                Problem(
                    f"This is not XML of meetings that can be read: {said}. Save it anew from the committee system.",
                    file=name,
                    row=int(line[1]) if line else None,
                )
            )
    if problems:
        raise InputRefused(problems)
    return read


def _file(name: str, root: Node) -> _File:
    names: dict[str, str] = {}
    listed, current, findings = [], [], []
    for node, above in root.within():
        number = node.line("committeeid")
        if number and (title := node.line("committeetitle")):
            names[number] = title
        if node.child("meetingdate") is not None:
            findings.append(_of_its_committee(read_meeting(node, file=name), above=above))
        elif number and {"getmeetings", "getmeetingsresult"} & {one.name for one in (node, *above)}:
            listed.append(number)
        elif number and node.name == "committee" and not node.flag("committeeexpired", "committeedeleted"):
            current.append(number)
    return _File(name, names=names, listed=tuple(listed), current=tuple(current), findings=tuple(findings))


def _of_its_committee(found: Finding, *, above: Sequence[Node]) -> Finding:
    """The meeting, of the committee in whose list it stands where it does not say which."""
    around = next((one for one in above if one.child("committeeid") or one.child("committeetitle")), Node(""))
    found.committee_id = found.committee_id or around.line("committeeid")
    found.committee = found.committee or around.line("committeetitle")
    return found


def _wrong_with(name: str) -> Iterator[Problem]:
    if len(name) > _LONGEST_NAME:
        yield Problem("This name is too long.", found=name[:80], expected=f"at most {_LONGEST_NAME} characters")
    for character in unprintable(name):
        yield Problem(f"The name of a committee cannot be printed: {character}", found=name[:80])


def _together(found: Sequence[Finding], *, problems: list[Problem]) -> MeetingRecord:
    """One meeting, of what each file says of it: the agenda from where it stands, the rest from whoever says it."""
    called = sorted({one.meeting_id for one in found} - {""})
    wholes = [one for one in found if one.is_whole]
    if len(called) > 1 or any(one.record != wholes[0].record for one in wholes):
        which = f"the meetings {' and '.join(called)}" if len(called) > 1 else f"meeting {called[0] if called else ''}"
        problems.append(
            Problem(
                f"Two meetings of one committee are on {day_words(found[0].record.date)}, or one is told in two ways: "
                f"{which}. A committee meets once a day here: leave one of them out.",
                file=", ".join(dict.fromkeys(one.file for one in found)),
            )
        )
    record = (wholes or found)[0].record
    for one in found:
        record = replace(
            record,
            venue=record.venue or one.record.venue,
            begins_at=record.begins_at or one.record.begins_at,
            cancelled=record.cancelled or one.record.cancelled,
            source=record.source or one.record.source,
        )
    return record


def _of_no_committee(found: Finding) -> Problem:
    return Problem(
        f"{found.called} is of a committee that no file names. Give the list of its meetings too.",
        file=found.file,
        at_terminal="--committee SLUG says which it is.",
    )
