"""Which council, service, directorate or person is meant by what stands in a cell."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

from goldenthread.partnership.forms import CouncilRow, DirectorateRow, PartnershipSheets, ServiceRow
from goldenthread.spreadsheets.columns import Row
from goldenthread.spreadsheets.differences import Findings, in_words

N = TypeVar("N", CouncilRow, DirectorateRow, ServiceRow)

# What a broken row is found as: whoever names it is passed over, its own problem having been told.
_BROKEN = ""


class Names:
    """The names of a register: of what is there already, and of what the file adds or renames.

    Each look-up gives the slug (of a person, the address as it is kept), or None where a problem was
    told: of this cell, or of the row that it names.
    """

    def __init__(self, *, held: PartnershipSheets, said: PartnershipSheets, findings: Findings) -> None:
        self._findings = findings
        # A council, directorate or service that the file gives another slug: the new one, and the one that stays.
        self.councils_reslugged = _reslugged(held.councils, said.councils, marks=lambda row: (row.name, row.gss_code))
        self.directorates_reslugged = _reslugged(held.directorates, said.directorates, marks=lambda row: (row.name,))
        self.services_reslugged = _reslugged(held.services, said.services, marks=lambda row: (row.name,))
        self._councils = _by_words(
            _named(
                held.councils,
                said.councils,
                reslugged=self.councils_reslugged,
                words=lambda row: (row.slug, row.name, row.short_name, row.gss_code),
            )
        )
        self._directorates = _by_words(
            _named(
                held.directorates,
                said.directorates,
                reslugged=self.directorates_reslugged,
                words=lambda row: (row.slug, row.name),
            )
        )
        self._services = _by_words(
            _named(
                held.services,
                said.services,
                reslugged=self.services_reslugged,
                words=lambda row: (row.slug, row.name),
            )
        )
        people: dict[str, tuple[str, bool]] = {}
        for person in (*held.people, *said.people):
            people.setdefault(person.email.casefold(), (person.email, person.broken))
        self._people = _by_words((_BROKEN if broken else email, (email,)) for email, broken in people.values())

    def council(self, row: Row, field: str = "council") -> str | None:
        """The council's slug."""
        return self._find(row, field, among=self._councils, what="council", sheet="Councils")

    def service(self, row: Row, field: str = "service") -> str | None:
        """The service's slug."""
        return self._find(row, field, among=self._services, what="service", sheet="Services")

    def directorate(self, row: Row, field: str = "directorate") -> str | None:
        """The directorate's slug."""
        return self._find(row, field, among=self._directorates, what="directorate", sheet="Directorates")

    def person(self, row: Row, field: str = "email") -> str | None:
        """The person's address as it is kept."""
        return self._find(row, field, among=self._people, what="person", sheet="People")

    def _find(self, row: Row, field: str, *, among: Mapping[str, frozenset[str]], what: str, sheet: str) -> str | None:
        words = in_words(getattr(row, field))
        found = among.get(_plain(words), frozenset())
        if found == {_BROKEN}:
            return None
        found -= {_BROKEN}
        if len(found) == 1:
            (slug,) = found
            return slug
        if found:
            named = ", ".join(sorted(found))
            self._findings.refuse(row, field, f"More than one {what} is called so: {named}. Give the slug.")
            return None
        near = difflib.get_close_matches(_plain(words), among, n=1, cutoff=0.6)
        advice = f"Did you mean {near[0]!r}?" if near else f"Write it as sheet {sheet} has it, or add it there."
        self._findings.refuse(row, field, f"No {what} is known as {words!r}. {advice}", expected=f"a {what}")
        return None


def _reslugged(held: Iterable[N], said: Iterable[N], *, marks: Callable[[N], tuple[str, ...]]) -> dict[str, str]:
    """Slugs of the file that are new for what is known by one of its marks under another, which the file leaves out."""
    known = {row.slug for row in held}
    left_out = known - {row.slug for row in said}
    by_mark = {_plain(mark): row.slug for row in held if row.slug in left_out for mark in marks(row)}
    found: dict[str, str] = {}
    for row in said:
        same = [by_mark[_plain(mark)] for mark in marks(row) if mark and _plain(mark) in by_mark]
        if row.slug and row.slug not in known and same:
            found[row.slug] = same[0]
    return found


def _named(
    held: Iterable[N], said: Iterable[N], *, reslugged: Mapping[str, str], words: Callable[[N], tuple[str, ...]]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each thing's slug with its words; of a broken row that is known, the slug that it has."""
    known = {row.slug for row in held}
    said_anew = {row.slug for row in said if not row.broken}
    for row in held:
        if row.slug not in said_anew:
            yield row.slug, words(row)
    for row in said:
        slug = reslugged.get(row.slug, row.slug)
        yield (_BROKEN if row.broken and slug not in known else slug), words(row)


def _by_words(named: Iterable[tuple[str, tuple[str, ...]]]) -> dict[str, frozenset[str]]:
    """Slugs by each of their words."""
    found: dict[str, frozenset[str]] = {}
    for slug, every in named:
        for words in every:
            if words:
                found[_plain(words)] = found.get(_plain(words), frozenset()) | {slug}
    return found


def _plain(words: str) -> str:
    return " ".join(words.split()).casefold()
