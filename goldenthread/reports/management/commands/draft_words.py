"""Writes the officer's own words for a place of a document."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar

from django.core.management.base import CommandParser

from goldenthread.reports.audiences import AudienceKind
from goldenthread.reports.drafted import drafted_of, places_of
from goldenthread.reports.made import word_findings
from goldenthread.reports.management.commands._documents import (
    add_audience,
    add_document,
    is_of_a_year,
    typed_audience,
)
from goldenthread.reports.operations import draft_words
from goldenthread.reports.wanted import DocumentKind, Wanted, of_quarter
from goldenthread.terminal.commands import ChangingCommand, WrongUsage
from goldenthread.terminal.order import moment_in_words
from goldenthread.terminal.typed import typed_quarter


class Command(ChangingCommand):
    help = (
        "Write words of your own for a document: an introduction, commentary on the whole or on one council, next "
        "steps. They stand in a part of their own after the first page, marked as yours with the name of your post, in "
        "PDF, HTML, ODT, DOCX and JSON; every other sentence is computed. What they say of figures is held against the "
        "figures, and what does not agree is told. Every version is kept. What is published keeps the words that it "
        "was published with: newer ones stand in the next. Needs the performance officer.\n\n"
        "Without --place it prints the words that stand in the document, and where there are none."
    )
    examples: ClassVar[tuple[str, ...]] = (
        "goldenthread draft-words --year 2019-20 --quarter Q2 --audience joint-committee --place introduction "
        '--words "Payroll moved to a new system in August." --by officer@example.org',
        "goldenthread draft-words --year 2019-20 --quarter Q2 --audience joint-committee --place commentary:havering "
        '--words "Havering took on the claims of two closed offices." --by officer@example.org',
        "goldenthread draft-words --year 2019-20 --quarter Q2 --audience joint-committee --place introduction "
        "--take-out --by officer@example.org",
        "goldenthread draft-words --year 2019-20 --document year-end --audience joint-committee "
        "--by officer@example.org",
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        add_document(parser)
        add_audience(parser)
        parser.add_argument(
            "--place", metavar="PLACE", help="introduction, commentary, commentary:COUNCIL or next-steps"
        )
        parser.add_argument("--words", metavar="WORDS", help="the words")
        parser.add_argument("--take-out", action="store_true", help="take the words of the place out again")

    def run(self, options: dict[str, Any]) -> None:
        by, at = self.person_and_moment(options)
        wanted = _wanted(options)
        place, words, out = options["place"], options["words"], options["take_out"]
        if place is None and (words is not None or out):
            raise WrongUsage("Say where the words stand, with --place.")
        if place is not None and (words is None) is not out:
            raise WrongUsage("Give the words with --words, or take them out with --take-out.")
        if place is not None:
            typed = "" if out else words
            if not out and not typed.strip():
                raise WrongUsage("--words is empty: write them, or take the words out with --take-out.")
            draft_words(wanted, place=place, words=typed, by=by, at=at)
        self._print(wanted, at=at, as_json=options["json"])

    def _print(self, wanted: Wanted, *, at: datetime, as_json: bool) -> None:
        drafted = {one.place.key: one for one in drafted_of(wanted)}
        found = word_findings(wanted, at=at)
        if as_json:
            self.print_json(
                {
                    "document": wanted.name,
                    "places": [
                        {
                            "place": place.key,
                            "words": one.words if one else "",
                            "version": one.number if one else 0,
                            "written_by": one.post if one else "",
                            "written_at": one.written_at.isoformat() if one else None,
                            "findings": _messages(found.get(place.key, ())),
                        }
                        for place in places_of(wanted)
                        for one in (drafted.get(place.key),)
                    ],
                }
            )
            return
        for place in places_of(wanted):
            one = drafted.get(place.key)
            self.stdout.write(f"{place.key}: {place.title}")
            if one is None:
                self.stdout.write("  no words")
                continue
            self.stdout.write(f"  version {one.number}, {one.post}, {moment_in_words(one.written_at)}")
            for line in one.words.splitlines():
                self.stdout.write(f"  {line}".rstrip())
            for message in _messages(found.get(place.key, ())):
                self.stderr.write(f"warning: {message}")


def _messages(found: Iterable[Any]) -> list[str]:
    return [finding.words for finding in found]


def _wanted(options: dict[str, Any]) -> Wanted:
    audience = typed_audience(options)
    if not is_of_a_year(options):
        return of_quarter(typed_quarter(options), audience=audience)
    kind = DocumentKind(options["document"])
    if kind is DocumentKind.PROPOSED_LIST and audience.kind is not AudienceKind.JOINT_COMMITTEE:
        raise WrongUsage("The proposed list is put before the joint committee alone.")
    return Wanted(kind=kind, audience=audience, year=options["year"])
