"""Files packed into one, as office documents are: the same bytes for the same members, with no moment of its own."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from html import escape
from io import BytesIO

# The earliest that a zip can say; office programs write it too where they give no time.
_NO_MOMENT = (1980, 1, 1, 0, 0, 0)
# What XML 1.0 has no way to write; nothing of it can be printed.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PACKED_ALREADY = (".png",)


def packed(members: Iterable[tuple[str, bytes | str]], *, stored: str = "") -> bytes:
    """A zip of the members in their order; the one named `stored`, and pictures, are not pressed together."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in members:
            entry = zipfile.ZipInfo(name, date_time=_NO_MOMENT)
            # Python would note the system that it runs on.
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            plain = name == stored or name.endswith(_PACKED_ALREADY)
            entry.compress_type = zipfile.ZIP_STORED if plain else zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return target.getvalue()


def xml_safe(text: str) -> str:
    """Text without the characters that XML has no way to write."""
    return _NOT_XML.sub("\ufffd", text)


def xml_text(text: str) -> str:
    """Text as it may stand in XML, in an element or an attribute."""
    return escape(xml_safe(text))
