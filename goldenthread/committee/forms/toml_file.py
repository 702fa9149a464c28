"""How a record that people write as TOML is read: whole, with everything that is wrong of it and where."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import Any

from goldenthread.domain.problems import InputRefused, Problem
from goldenthread.domain.toml import why_unreadable
from goldenthread.publishing.words import clean, unprintable
from goldenthread.spreadsheets.text import controls_in

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def toml_in(content: bytes, *, file: str) -> dict[str, Any]:
    """The tables of a TOML file; raises InputRefused, with the line where there is one."""
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise InputRefused([Problem("This file is not text in UTF-8. Save it as UTF-8.", file=file)]) from None
    except ValueError as error:
        line = re.search(r"at line (\d+)", str(error))
        raise InputRefused(
            [
                Problem(
                    f"This is not TOML that can be read: {why_unreadable(error)}.",
                    file=file,
                    row=int(line[1]) if line else None,
                )
            ]
        ) from None
    except RecursionError:
        raise InputRefused(
            [Problem("This is not TOML that can be read: its brackets are nested too deeply.", file=file)]
        ) from None


class TomlReader:
    """Reads the tables of one file and keeps every problem met on the way, each with its place: meeting[2].item[1].

    What is wrong is read as empty, so that all of it is told at once; whoever reads on looks at `problems` at the end.
    """

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []

    def _slug(self, table: dict[str, Any], *, where: str, longest: int) -> str:
        slug = self._text(table, "slug", where=where, longest=longest)
        if slug and not _SLUG.fullmatch(slug):
            self._refuse("A slug is small letters, digits and single hyphens.", where=f"{where}.slug", found=slug)
        return slug

    def _text(self, table: dict[str, Any], key: str, *, where: str, needed: bool = True, longest: int = 20_000) -> str:
        place = f"{where}.{key}"
        value = table.get(key, "")
        if not isinstance(value, str):
            self._refuse("Write this in quotation marks.", where=place, found=str(value), expected="text")
            return ""
        for control in controls_in(value):
            self._refuse(
                f"This holds a control character ({control}), which nobody can see or print. Delete it.", where=place
            )
        text = clean(value).strip()
        if needed and not text:
            self._refuse("This is missing.", where=place, expected="text")
        if len(text) > longest:
            self._refuse(f"This is too long: {len(text):,} characters.", where=place, expected=f"at most {longest:,}")
        for character in unprintable(text):
            self._refuse(str(character), where=place)
        return text

    def _table(self, table: dict[str, Any], key: str) -> dict[str, Any]:
        value = table.get(key)
        if isinstance(value, dict):
            return value
        self._refuse(f"There is no table [{key}].", where=key, expected=f"[{key}]")
        return {}

    def _tables(self, table: dict[str, Any], key: str, *, where: str = "") -> Iterator[tuple[dict[str, Any], str]]:
        """Each table of an array of tables with its place, counted from 1."""
        place = f"{where}.{key}" if where else key
        value = table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            self._refuse(f"Write this as tables, each under [[{plain_place(place)}]].", where=place, found=str(value))
            return
        for position, each in enumerate(value, start=1):
            yield each, f"{place}[{position}]"

    def _only(self, table: dict[str, Any], *, known: tuple[str, ...], where: str) -> None:
        for key in table:
            if key not in known:
                self._refuse(
                    f"{key!r} is not known here. Take it out, or spell it as one of those that are.",
                    where=f"{where}.{key}" if where else key,
                    found=key,
                    expected=f"one of {', '.join(known)}",
                )

    def _refuse(self, message: str, *, where: str, found: str = "", expected: str = "") -> None:
        self.problems.append(Problem(message, file=self.file, column=where, found=found[:80], expected=expected))


def plain_place(place: str) -> str:
    """ "theme.action" of theme[1].action: as TOML writes it."""
    return re.sub(r"\[\d+\]", "", place)
