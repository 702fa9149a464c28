"""Documents and workbooks of Word, Excel and LibreOffice: their container, looked over before anything is unpacked."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO

from goldenthread.attachments.kinds import KINDS, OLE_MARK, ZIP_MARK
from goldenthread.spreadsheets.package import ZIP_FAILURES
from goldenthread.spreadsheets.xml_stream import XmlRefused, read_xml

# A report with many pictures holds some hundred members.
MOST_MEMBERS = 2_000
MOST_UNPACKED_BYTES = 200_000_000
# A bomb of one repeated byte packs about 1,000 times; real text and tables under 100.
MOST_COMPRESSION = 200
UNPACKED_BYTES_ALWAYS_ALLOWED = 10_000_000

_DAMAGED = "This file is damaged. Open it in the program that made it, save it under a new name, and attach that."
_TOO_BIG = "This file unpacks to far more than a document holds. Save it as .pdf, and attach that."
_PASSWORD = "This file is protected by a password, so nobody else can open it. Save it without one, and attach that."
_MACROS = "This file holds macros. Save it without them, as .{ending} or .pdf, and attach that."
_WITHIN = "This file holds another file inside it ({name}). Take that out, or save the whole as .pdf."
_DOCTYPE = "This file holds XML that no office program writes. Save it as .pdf, and attach that."

_MAIN = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
}
_NO_MEMBER_OF = ("vbaproject", "vbadata", "basic/", "scripts/", "/macrosheets/")


def wrong_with_office(content: bytes, *, ending: str) -> list[str]:
    """What keeps a docx, xlsx, odt or ods from being kept."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return list(dict.fromkeys(_wrong(archive, ending=ending)))
    except XmlRefused as refused:
        return [_DOCTYPE if "document type" in str(refused) else _DAMAGED]
    except ZIP_FAILURES:
        return [_DAMAGED]
    except RuntimeError:  # zipfile says so, and with this, of a member that wants a password
        return [_PASSWORD]


def _wrong(archive: zipfile.ZipFile, *, ending: str) -> Iterator[str]:
    infos = archive.infolist()
    if _is_too_big(infos):
        yield _TOO_BIG
        return
    names = [info.filename.replace("\\", "/").casefold() for info in infos]
    if len(set(names)) < len(names) or any(_leads_outside(name) for name in names):
        yield _DAMAGED
        return
    if any(info.flag_bits & 0x1 for info in infos):
        yield _PASSWORD
        return
    if not _is_of_kind(archive, dict(zip(names, infos, strict=True)), ending=ending):
        yield (
            f"The name says that this is {KINDS[ending].words}, and what is in it is something else. Save it as "
            f".{ending} in the program that made it, and attach that."
        )
        return
    if any(part in f"/{name}" for name in names for part in _NO_MEMBER_OF):
        yield _MACROS.format(ending=ending)
    for info, name in zip(infos, names, strict=True):
        yield from _wrong_member(archive, info, name=name, ending=ending)


def _is_too_big(infos: list[zipfile.ZipInfo]) -> bool:
    if len(infos) > MOST_MEMBERS or sum(info.file_size for info in infos) > MOST_UNPACKED_BYTES:
        return True
    return any(
        info.file_size > UNPACKED_BYTES_ALWAYS_ALLOWED
        and info.file_size > MOST_COMPRESSION * max(info.compress_size, 1)
        for info in infos
    )


def _leads_outside(name: str) -> bool:
    return name.startswith("/") or ".." in name.split("/") or ":" in name


def _is_of_kind(archive: zipfile.ZipFile, members: dict[str, zipfile.ZipInfo], *, ending: str) -> bool:
    main = _MAIN.get(ending)
    if main is None:
        said = members.get("mimetype")
        wanted = KINDS[ending].media_type
        return said is not None and archive.read(said)[:200].decode("ascii", "replace").strip() == wanted
    types = members.get("[content_types].xml")
    return types is not None and f'"{main}"'.encode() in archive.read(types)


def _wrong_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, *, name: str, ending: str) -> Iterator[str]:
    with archive.open(info) as stream:
        start = stream.read(8)
    if start.startswith((ZIP_MARK, OLE_MARK, b"MZ", b"\x7fELF")):
        yield _WITHIN.format(name=info.filename[:80])
    elif name.endswith((".xml", ".rels")):
        found: list[str] = []

        def note(element: str, attributes: dict[str, str]) -> None:
            # OpenDocument seals each member under a password with such an element of its manifest.
            if element.endswith("encryption-data"):
                found.append(_PASSWORD)
            elif any("macroenabled" in value.casefold() for value in attributes.values()):
                found.append(_MACROS.format(ending=ending))

        with archive.open(info) as stream:
            read_xml(stream, start=note, end=_nothing, text=_nothing)  # type: ignore[arg-type]  # IO[bytes]
        yield from found


def _nothing(_: str) -> None:
    pass
