"""The zip container of xlsx and ods, looked over before anything in it is unpacked."""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import BinaryIO

from goldenthread.spreadsheets import limits
from goldenthread.spreadsheets.raw import refusal
from goldenthread.spreadsheets.xml_stream import XmlRefused, read_xml

DAMAGED = (
    "This workbook is damaged and cannot be read. Open it in your spreadsheet program, save it under a new name"
    " as .xlsx or .ods, and send that."
)
TOO_BIG = (
    "This workbook unpacks to far more than a workbook of figures holds. Copy the table that is asked for into a"
    " new workbook, save it as .xlsx, and send that."
)
HAS_PASSWORD = "This workbook is protected by a password, so it cannot be read. Save it as .xlsx without a password."

# Everything that reading a damaged container can raise.
ZIP_FAILURES = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    struct.error,
    NotImplementedError,
    UnicodeDecodeError,
    OverflowError,
    ValueError,
    OSError,
)
_FAILURES = (*ZIP_FAILURES, LookupError, XmlRefused)

# PKWARE's APPNOTE, 4.3.14 to 4.3.16.
_END_MARK, _END_LENGTH, _LONGEST_COMMENT = b"PK\x05\x06", 22, 65_535
_END_MARK_64, _END_LENGTH_64, _LOCATOR_LENGTH_64 = b"PK\x06\x06", 56, 20


class Package:
    """A container that was looked over: its members by name, whatever the case they are written in."""

    def __init__(self, content: bytes, *, file: str) -> None:
        self.file = file
        with self.damage_refused():
            _refuse_many_members(content, file=file)
            self._archive = zipfile.ZipFile(BytesIO(content))
            self._members = _members(self._archive.infolist(), file=file)

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self._members

    def read(self, name: str, *, most_bytes: int = 10_000) -> bytes:
        """The start of a small member."""
        with self.damage_refused(), self._open(name) as stream:
            return stream.read(most_bytes)

    def read_xml(
        self,
        name: str,
        *,
        start: Callable[[str, dict[str, str]], None],
        end: Callable[[str], None] = lambda name: None,
        text: Callable[[str], None] = lambda text: None,
    ) -> None:
        """Streams a member through the XML parser; refuses it where it is missing or damaged."""
        with self.damage_refused(), self._open(name) as stream:
            read_xml(stream, start=start, end=end, text=text)

    @contextmanager
    def damage_refused(self) -> Iterator[None]:
        """Says of everything that a damaged file can raise that the file is damaged."""
        try:
            yield
        except _FAILURES as error:
            raise refusal(DAMAGED, file=self.file) from error
        except RuntimeError as error:
            # zipfile says so, and with this, of a member that wants a password.
            raise refusal(HAS_PASSWORD, file=self.file) from error

    def _open(self, name: str) -> BinaryIO:
        member = self._members.get(name.casefold())
        if member is None:
            raise zipfile.BadZipFile(f"no member {name}")
        opened = self._archive.open(member)
        return opened  # type: ignore[return-value]  # IO[bytes], and BinaryIO is its other name


def _refuse_many_members(content: bytes, *, file: str) -> None:
    """Reads the end of the directory as zipfile will, before zipfile builds an object for each member."""
    end = len(content) - _END_LENGTH
    if not (content[end : end + 4] == _END_MARK and content[-2:] == b"\0\0"):
        end = content.rfind(_END_MARK, max(0, end - _LONGEST_COMMENT))
    if end < 0:
        raise zipfile.BadZipFile("no end of directory")
    members, directory_bytes = struct.unpack_from("<HI", content, end + 10)
    start_64 = end - _LOCATOR_LENGTH_64 - _END_LENGTH_64
    if start_64 >= 0 and content[start_64 : start_64 + 4] == _END_MARK_64:
        members, directory_bytes = struct.unpack_from("<QQ", content, start_64 + 32)
    if members > limits.MOST_MEMBERS or directory_bytes > limits.MOST_DIRECTORY_BYTES:
        raise refusal(TOO_BIG, file=file)


def _members(infos: list[zipfile.ZipInfo], *, file: str) -> dict[str, zipfile.ZipInfo]:
    if len(infos) > limits.MOST_MEMBERS or sum(info.file_size for info in infos) > limits.MOST_UNPACKED_BYTES:
        raise refusal(TOO_BIG, file=file)
    members: dict[str, zipfile.ZipInfo] = {}
    for info in infos:
        # Some older programs write backslashes.
        name = info.filename.replace("\\", "/").casefold()
        _check_member(info, name=name, file=file)
        if name in members:
            raise zipfile.BadZipFile(f"two members {name}")
        members[name] = info
    return members


def _check_member(info: zipfile.ZipInfo, *, name: str, file: str) -> None:
    if name.startswith("/") or ".." in name.split("/") or ":" in name:
        raise refusal(
            f"This file holds a member whose name points outside it, {info.filename[:100]!r}. No spreadsheet program"
            " writes that. Open it in your spreadsheet program, save it under a new name as .xlsx, and send that.",
            file=file,
        )
    if stat.S_ISLNK(info.external_attr >> 16):
        raise refusal(
            f"This file holds a link in place of a part, {info.filename[:100]!r}. No spreadsheet program writes that."
            " Open it in your spreadsheet program, save it under a new name as .xlsx, and send that.",
            file=file,
        )
    if info.flag_bits & 0x1:
        raise refusal(HAS_PASSWORD, file=file)
    is_dense = info.file_size > limits.MOST_COMPRESSION * max(info.compress_size, 1)
    if is_dense and info.file_size > limits.UNPACKED_BYTES_ALWAYS_ALLOWED:
        raise refusal(TOO_BIG, file=file)
