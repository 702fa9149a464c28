"""Issues a restricted pack to named people."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.management.base import CommandParser

from goldenthread.domain.plain import to_plain
from goldenthread.reports.issuing import IssuedPack, issue_again, issue_pack
from goldenthread.reports.management.commands._documents import (
    QUARTER,
    add_audience,
    add_document,
    add_version,
    is_of_a_year,
    typed_audience,
)
from goldenthread.reports.year_documents import YEAR_END
from goldenthread.reports.yearly import issue_year_end
from goldenthread.terminal.commands import ChangingCommand, WrongUsage
from goldenthread.terminal.order import moment_in_words
from goldenthread.terminal.typed import typed_quarter


class Command(ChangingCommand):
    help = (
        "Give a restricted pack to named people, and record who has which version: the Management Team's, that of the "
        "Chair's briefing, or that of a council's Section 151 officer. It is stored with all its files, each of which "
        "says RESTRICTED on every page; it is never public. It is made from the latest freeze, or from the one that "
        "--version names; the Management Team's and the Chair's may be issued before the freeze, from the round as it "
        "stands, and say so. What was issued to the same audience before is replaced. With --publication, what was "
        "issued is given to more people, byte for byte. People are those of the register, under the post that they "
        "hold that day. With --document year-end it is the year-end pack of the newest close. Needs the performance "
        "officer."
    )
    examples: ClassVar[tuple[str, ...]] = (
        "goldenthread issue --year 2019-20 --quarter Q2 --audience management-team "
        "--to director@example.org head@example.org --by officer@example.org",
        "goldenthread issue --year 2019-20 --quarter Q2 --audience section-151:havering "
        "--to section151@example.org --by officer@example.org",
        "goldenthread issue --year 2019-20 --document year-end --audience management-team --to director@example.org "
        "--by officer@example.org",
        "goldenthread issue --publication 2019-20-q2-management-team-1 --to chief@example.org --by officer@example.org",
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        add_document(parser, wanted=False, documents=(QUARTER, YEAR_END))
        add_audience(parser, wanted=False)
        add_version(parser)
        parser.add_argument("--publication", metavar="ID", help="give this one, issued before, to more people")
        parser.add_argument("--to", required=True, nargs="+", metavar="EMAIL", help="the people who are given it")
        parser.add_argument("--because", default="", metavar="WHY", help="why it takes the place of one issued before")

    def run(self, options: dict[str, Any]) -> None:
        given = [name for name in ("year", "quarter", "audience", "version") if options[name] is not None]
        if options["publication"] is not None and (given or options["document"] != QUARTER):
            raise WrongUsage("--publication is one that is there: give nothing else of it.")
        if options["publication"] is None and not {"year", "audience"} <= {*given}:
            raise WrongUsage("Give --year, --quarter and --audience, or --publication for one issued before.")
        by, at = self.person_and_moment(options)
        if options["publication"] is not None:
            issued = issue_again(options["publication"], to=options["to"], by=by, at=at)
        else:
            issued = self._issue(options, {"by": by, "at": at})
        publication = issued.publication
        if options["json"]:
            self.print_json(
                {
                    "public_id": publication.public_id,
                    "title": publication.title,
                    "made_from": publication.made_from,
                    "document_sha256": publication.document_sha256,
                    "issued": to_plain(issued.copies),
                }
            )
            return
        self.stdout.write(f"Issued as {publication.public_id}: {publication.title}")
        self.stdout.write(f"  made from {publication.made_from}; RESTRICTED")
        for copy in issued.copies:
            self.stdout.write(f"  {copy.post} has it, since {moment_in_words(copy.issued_at)}")

    def _issue(self, options: dict[str, Any], who_and_when: dict[str, Any]) -> IssuedPack:
        which = {"audience": typed_audience(options).key, "to": options["to"], **who_and_when}
        which |= {"because": options["because"].strip(), "tell": self.progress}
        if is_of_a_year(options):
            return issue_year_end(year=options["year"], **which)
        return issue_pack(quarter=typed_quarter(options), version=options["version"], **which)
