"""The record of a committee in the XML of the common committee system's web service."""

from __future__ import annotations

import hashlib
import html
from collections.abc import Callable, Iterator
from datetime import time

from goldenthread.committee.forms.meetings_xml_exact import escaped_for, html_of_decisions, html_of_words
from goldenthread.committee.forms.meetings_xml_words import line_of, words_of
from goldenthread.committee.forms.record_file import CommitteeRecord, ItemRecord, KeptRecord, MeetingRecord, PaperRecord

_DECLARED = '<?xml version="1.0" encoding="utf-8"?>\n'
# The service's numbers have 31 bits, and so has what reads them.
_NUMBERS = 2**31 - 1

Numbers = Callable[[str], int]


def write_meetings(record: CommitteeRecord) -> dict[str, bytes]:
    """Files by name: the committee, the list of its meetings, and each meeting with its agenda and minutes.

    The same record is the same files, byte for byte, in whichever database it is.
    """
    number = _numbers()
    committee = _element("committeeid", str(number(record.slug))) + _line("committeetitle", record.name)
    written = {
        "getcommittees.xml": _inside(
            "committees", _element("committeescount", "1") + _inside("committee", f"{committee}{_NOT_OVER}")
        )
    }
    listed = ""
    for meeting in record.meetings:
        day = meeting.date.isoformat()
        meeting_id = number(f"{record.slug}/{day}")
        begun = _element("meetingid", str(meeting_id)) + "".join(_when(meeting))
        listed += _inside("meeting", begun + _line("location", meeting.venue))
        items = "".join(_item(item, number=number, of=f"{record.slug}/{day}") for item in meeting.items)
        has_minutes = any(item.minute for item in meeting.items)
        written[f"getmeeting-{meeting_id}.xml"] = _inside(
            "meeting",
            begun
            + committee
            + _line("meetinglocation", meeting.venue)
            + _flag("agendapublished", meeting.agenda_is_published)
            + _flag("decisionpublished", any(item.decisions for item in meeting.items))
            + _flag("isminutepublished", has_minutes)
            + _flag("minutepublished", has_minutes)
            + _line("recordsource", meeting.source)
            + _inside("agendaitems", items),
        )
    count = _element("meetingscount", str(len(record.meetings)))
    written["getmeetings.xml"] = _inside(
        "getmeetings", _inside("committee", committee + count + _inside("committeemeetings", listed))
    )
    return {name: f"{_DECLARED}{content}".encode() for name, content in sorted(written.items())}


_NOT_OVER = (
    "<committeecategory></committeecategory>\n<committeeexpired>False</committeeexpired>\n"
    "<committeedeleted>False</committeedeleted>\n"
)


def _numbers() -> Numbers:
    """A number for each name, the same in every database; the next that is free where two names would share one."""
    given: dict[int, str] = {}

    def number(name: str) -> int:
        wanted = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big") % _NUMBERS + 1
        while given.setdefault(wanted, name) != name:
            wanted = wanted % _NUMBERS + 1
        return wanted

    return number


def _when(meeting: MeetingRecord) -> Iterator[str]:
    yield _element("meetingdate", f"{meeting.date:%d/%m/%Y}")
    yield _element("meetingtime", "" if meeting.begins_at is None else _clock(meeting.begins_at))
    yield _element("meetingstatus", "Cancelled" if meeting.cancelled else "Confirmed")
    yield _text("cancelledbecause", meeting.cancelled)


def _clock(at: time) -> str:
    """ "6.30 pm"."""
    return f"{at.hour % 12 or 12}.{at.minute:02} {'am' if at.hour < 12 else 'pm'}"


def _item(item: ItemRecord, *, number: Numbers, of: str) -> str:
    reference = f"{of}/item {item.place}"
    main, _, sub = item.number.partition(".")
    if not sub[:1].isdigit():
        main, sub = item.number, ""
    papers = "".join(
        _paper(paper, attachment_id=number(f"{reference}/{place}"), of=item)
        for place, paper in enumerate(item.papers, start=1)
    )
    return _inside(
        "agendaitem",
        _element("agendaitemid", str(number(reference)))
        + _line("agendaitemtitle", item.title)
        + _element("agendaitemnumber", str(item.place or ""))
        + _element("minutesitemnumber", main)
        + _element("minutesitemsubnumber", sub)
        + _flag("isdecision", bool(item.decisions))
        + _restricted(item.kept)
        + _line("mattertitle", item.matter)
        + _text("urgencyreason", item.urgent_because)
        + _element("agendatext", html_of_words(item.words))
        + _element("decisionnonemptyhtmlbody", html_of_decisions(item.decisions))
        + _element("minutesnonemptyhtmlbody", html_of_words(item.minute))
        + _inside("linkeddocuments", papers),
    )


def _paper(paper: PaperRecord, *, attachment_id: int, of: ItemRecord) -> str:
    return _inside(
        "linkeddoc",
        _element("attachmentid", str(attachment_id))
        + _line("title", paper.title)
        + _line("ownertitle", of.title)
        + _element("url", "")
        + _restricted(paper.kept)
        + _element("paperkind", paper.kind)
        + _line("papertype", paper.type_name)
        + _line("papersize", paper.size),
    )


def _restricted(kept: KeptRecord | None) -> str:
    if kept is None:
        return _flag("isrestricted", False)
    return (
        _flag("isrestricted", True)
        + _element("restrictedas", kept.access)
        + _element("exemptparagraphs", kept.paragraphs)
        + _text("publicinterest", kept.because)
    )


def _line(name: str, text: str) -> str:
    return _element(name, escaped_for(text, read=line_of))


def _text(name: str, text: str) -> str:
    """What the service has no element for; "" where it says nothing."""
    if not text:
        return ""
    return _element(name, text if words_of(text) == text else html_of_words(text))


def _flag(name: str, is_so: bool) -> str:
    return _element(name, "True" if is_so else "False")


def _element(name: str, text: str) -> str:
    return f"<{name}>{html.escape(text, quote=False)}</{name}>\n"


def _inside(name: str, content: str) -> str:
    return f"<{name}>\n{content}</{name}>\n"
