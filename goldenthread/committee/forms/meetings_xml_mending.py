"""The XML of the committee system's web service, mended where it is none: its HTML, its entities and its bytes.

The service puts the HTML of agendas and minutes between its own tags as it finds it, pasted from Word, with tags that
nobody closes and entities that XML does not know; and it says UTF-8 of bytes that are Windows-1252. Here only the tags
of the service stay tags. All others become text of the element in which they stand, so that what remains is XML or is
damaged. Every step goes forward through the text once: a file made to be slow is not.
"""

from __future__ import annotations

import codecs
import html
import re
from collections.abc import Iterator
from html.entities import html5

from goldenthread.spreadsheets.xml_stream import XmlRefused

# What holds HTML, whole or in parts.
BODIES = frozenset(
    {"agendatext", "decisionhtmlbody", "decisionnonemptyhtmlbody", "minuteshtmlbody", "minutesnonemptyhtmlbody"}
)
_WRAPPERS = {
    "envelope",
    *(f"{name}{end}" for name in ("getcommittees", "getmeetings", "getmeeting") for end in ("", "response", "result")),
}
# fmt: off
_FIELDS = {
    "committees", "committeescount", "committee", "committeeid", "committeetitle", "committeecategory",
    "committeeexpired", "committeedeleted", "committeemeetings", "meetings", "meetingscount", "meeting", "meetingid",
    "meetingdate", "meetingtime", "meetingstatus", "meetinglocation", "location", "agendapublished",
    "minutepublished", "decisionpublished", "isminutepublished", "isdecisionpublished", "isdecision", "isrestricted",
    "isdisplayallowed", "agendaitems", "agendaitem", "agendaitemid", "agendaitemtitle", "agendaitemnumber",
    "minutesitemnumber", "minutesitemsubnumber", "linkeddocuments", "linkeddoc", "attachmentid", "title",
    "ownertitle", "url",
}
# What the service has no element for, and goldenthread's own files have.
OWN_FIELDS = {
    "recordsource", "cancelledbecause", "urgencyreason", "mattertitle", "restrictedas", "exemptparagraphs",
    "publicinterest", "paperkind", "papertype", "papersize",
}
# fmt: on
NAMES = frozenset(_WRAPPERS | _FIELDS | BODIES | OWN_FIELDS)

_TAG = re.compile(r"<(/?)(?:[\w.-]++:)?([A-Za-z_][\w.-]*+)([^<>]*+)>")
_ENTITY = re.compile(r"&(?:(#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{0,31});)?")
# What XML 1.0 may not hold in any form; Word's line break, and its page break, are line ends.
_NO_XML = dict.fromkeys([*range(0x09), *range(0x0E, 0x20), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF])
_CLEARED = {**_NO_XML, 0x0B: "\n", 0x0C: "\n"}
_UTF_16 = codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE
_WINDOWS = "goldenthread-windows-1252"


def mended(content: bytes) -> bytes:
    """XML in UTF-8 with the tags of the service alone, under one root; raises XmlRefused.

    Lines stay where they are, so that a parser names the line of a fault.
    """
    text = _decoded(content).translate(_CLEARED)
    return f"<all>{''.join(_pieces(text))}</all>".encode()


def _decoded(content: bytes) -> str:
    if content.startswith(_UTF_16):
        try:
            return content.decode("utf-16")
        except UnicodeDecodeError:
            raise XmlRefused("it says UTF-16 and is not") from None
    if not content.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"<"):
        raise XmlRefused("it does not begin with a tag")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Some bytes of a file in UTF-8 may come from an editor that writes Windows-1252, and then the others stand.
        return content.decode("utf-8-sig", errors=_WINDOWS)


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    end = error.start + 1
    return error.object[error.start : end].decode("cp1252", errors="replace"), end


codecs.register_error(_WINDOWS, _as_windows)


def _pieces(text: str) -> Iterator[str]:
    reached = 0
    while (start := text.find("<", reached)) >= 0:
        yield _text(text[reached:start])
        reached, piece = _piece(text, start)
        yield piece
    yield _text(text[reached:])


def _piece(text: str, start: int) -> tuple[int, str]:
    """Where what begins with this "<" ends, and what is put in its place."""
    if text.startswith("<!--", start):
        end = _end(text, "-->", start)
        return end, _lines(text, start, end)
    if text.startswith("<![CDATA[", start):
        end = _end(text, "]]>", start)
        return end, text[start:end]
    if text.startswith("<?", start):
        end = _end(text, "?>", start)
        return end, _lines(text, start, end)
    if text[start : start + 9].upper() in ("<!DOCTYPE", "<!ENTITY "):
        raise XmlRefused("a document type declaration")
    tag = _TAG.match(text, start)
    name = tag[2].casefold() if tag else ""
    if tag is None or name not in NAMES:
        return start + 1, "&lt;"
    if tag[3].endswith("/"):
        return tag.end(), f"<{name}/>{_lines(text, start, tag.end())}"
    opened = f"<{tag[1]}{name}{_lines(text, start, tag.end())}>"
    if name not in BODIES or tag[1]:
        return tag.end(), opened
    closing = re.compile(rf"</(?:[\w.-]++:)?{name}\s*>", re.IGNORECASE).search(text, tag.end())
    if closing is None:
        raise XmlRefused(f"<{name}> is never closed: line {text.count(chr(10), 0, start) + 1}")
    return closing.end(), f"{opened}{_body(text[tag.end() : closing.start()])}</{name}>"


def _body(raw: str) -> str:
    """HTML as it stands is made text; what was made text before stays it."""
    bare = raw.strip()
    if bare.startswith("<![CDATA[") and bare.endswith("]]>") and bare.count("]]>") == 1:
        return raw
    if "<" not in raw:
        return _text(raw)
    return html.escape(raw.replace("<![CDATA[", "").replace("]]>", ""), quote=False)


def _text(text: str) -> str:
    return _ENTITY.sub(_entity, text).replace("]]>", "]]&gt;") if "&" in text or "]]>" in text else text


def _entity(found: re.Match[str]) -> str:
    """XML knows five names; HTML's others become their characters, and an & that begins nothing becomes itself."""
    name = found[1]
    if name is None:
        return "&amp;"
    if name in ("amp", "lt", "gt", "quot", "apos"):
        return found[0]
    if not name.startswith("#") and f"{name};" not in html5:
        return f"&amp;{name};"
    return html.escape(html.unescape(found[0]).translate(_CLEARED), quote=False)


def _end(text: str, mark: str, start: int) -> int:
    end = text.find(mark, start)
    if end < 0:
        raise XmlRefused(f"{text[start : start + 9]!r} is never closed: line {text.count(chr(10), 0, start) + 1}")
    return end + len(mark)


def _lines(text: str, start: int, end: int) -> str:
    return "\n" * text.count("\n", start, end)
