"""Which council, service, directorate or person is meant by what stands in a cell."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping

from goldenthread.partnership.forms import PartnershipSheets
from goldenthread.spreadsheets.columns import Row
from goldenthread.spreadsheets.differences import Findings, in_words

# What a broken row is found as: whoever names it is passed over, its own problem having been told.
_BROKEN = ""


class Names:
    """The names of a register: of what is there already, and of what the file adds or renames.

    Each look-up gives the slug (of a person, the address as it is kept), or None where a problem was
    told: of this cell, or of the row that it names.
    """

    def __init__(self, *, held: PartnershipSheets, said: PartnershipSheets, findings: Findings) -> None:
        self._findings = findings
        councils = {row.slug: row for row in (*held.councils, *said.councils)}
        self._councils = _by_words(
            (row.slug, row.broken, (row.slug, row.name, row.short_name, row.gss_code)) for row in councils.values()
        )
        directorates = {row.slug: row for row in (*held.directorates, *said.directorates)}
        self._directorates = _by_words((row.slug, row.broken, (row.slug, row.name)) for row in directorates.values())
        services = {row.slug: row for row in (*held.services, *said.services)}
        self._services = _by_words((row.slug, row.broken, (row.slug, row.name)) for row in services.values())
        people: dict[str, tuple[str, bool]] = {}
        for person in (*held.people, *said.people):
            people.setdefault(person.email.casefold(), (person.email, person.broken))
        self._people = _by_words((email, broken, (email,)) for email, broken in people.values())

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
        if len(found) == 1:
            (slug,) = found
            return None if slug == _BROKEN else slug
        if found:
            named = ", ".join(sorted(found))
            self._findings.refuse(row, field, f"More than one {what} is called so: {named}. Give the slug.")
            return None
        near = difflib.get_close_matches(_plain(words), among, n=1, cutoff=0.6)
        advice = f"Did you mean {near[0]!r}?" if near else f"Write it as sheet {sheet} has it, or add it there."
        self._findings.refuse(row, field, f"No {what} is known as {words!r}. {advice}", expected=f"a {what}")
        return None


def _by_words(named: Iterable[tuple[str, bool, tuple[str, ...]]]) -> dict[str, frozenset[str]]:
    """Slugs by each of their words."""
    found: dict[str, frozenset[str]] = {}
    for slug, broken, every in named:
        for words in every:
            if words:
                found[_plain(words)] = found.get(_plain(words), frozenset()) | {_BROKEN if broken else slug}
    return found


def _plain(words: str) -> str:
    return " ".join(words.split()).casefold()
