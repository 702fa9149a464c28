"""The words of attached files, for a search: of plain text, Word, OpenDocument and PDF; of other kinds none are read.

They are read in a child process with a ceiling on memory and time, as files are looked over.
"""

from __future__ import annotations

import logging
import subprocess
import sys
import time
from collections.abc import Collection
from pathlib import Path

from goldenthread.attachments.models import Attachment
from goldenthread.attachments.words import ENDINGS, MOST_CHARACTERS

_log = logging.getLogger(__name__)

MEMORY_BYTES = 1 << 30
SECONDS = 30
_ROOT = Path(__file__).resolve().parents[2]
# Isolated (-I): nothing of the folder that the server runs in, and no variable, says what is imported.
_START_CHILD = (
    "import sys; sys.path.insert(0, sys.argv.pop(1)); from goldenthread.attachments.words import main; sys.exit(main())"
)


def words_of_files(attachment_ids: Collection[int], *, seconds: float | None = None) -> dict[int, str]:
    """The words of each file, as one text; "" where none can be read: a scan, a picture, a table.

    After so many seconds no other file is begun, and those that are left are not in the answer.
    """
    begun = time.monotonic()
    found: dict[int, str] = {}
    for one in Attachment.objects.filter(pk__in=attachment_ids).only("content", "ending").order_by("pk").iterator():
        if seconds is not None and time.monotonic() - begun > seconds:
            break
        found[one.pk] = words_of(bytes(one.content), ending=one.ending)
    return found


def words_of(content: bytes, *, ending: str) -> str:
    """The words of a file that was found to be of this kind."""
    # A text is decoded, not parsed: nothing in it can take long.
    text = _decoded(content) if ending == "txt" else _of_child(content, ending=ending) if ending in ENDINGS else ""
    # No database keeps a null character in a text.
    return text.replace("\0", "")[:MOST_CHARACTERS].strip()


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")  # what Windows calls ANSI


def _of_child(content: bytes, *, ending: str) -> str:
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-c", _START_CHILD, str(_ROOT), ending, str(MEMORY_BYTES), str(SECONDS)],
            input=content,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        _log.warning("Reading the words of a %s took more than %s seconds, and was stopped", ending, SECONDS)
        return ""
    if done.returncode:
        # What it says of the file is left out: a log is no place for words of a paper.
        _log.warning("Reading the words of a %s ended with status %s", ending, done.returncode)
        return ""
    return done.stdout.decode()
