"""Publishes the progress report of a plan."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser

from goldenthread.publishing.queries import published_files
from goldenthread.reports.management.commands._published import published_as_data, published_in_lines
from goldenthread.reports.plan_reports import publish_progress_report
from goldenthread.terminal.commands import ChangingCommand
from goldenthread.terminal.typed import add_quarter, day, typed_quarter


class Command(ChangingCommand):
    help = (
        "Publish the progress report of a plan for a quarter that is closed: the document and all its files, stored "
        "together or not at all, and never changed. The PDF must pass both checks (PDF/UA-1, PDF/A-2a). It is public "
        "once it is released, alone or with the agenda that it is a paper of; until then the agenda's page proposes "
        "it. Needs the performance officer."
    )
    examples = (
        "goldenthread publish-plan-report improvement-plan --year 2019-20 --quarter Q3 --by officer@example.org",
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("plan", metavar="PLAN", help="the plan, by its short name")
        add_quarter(parser)
        parser.add_argument(
            "--meeting", type=day, metavar="DAY", help="the meeting that it is for (default: the committee's next)"
        )

    def run(self, options: dict[str, Any]) -> None:
        by, at = self.person_and_moment(options)
        publication = publish_progress_report(
            options["plan"],
            typed_quarter(options),
            by=by,
            at=at,
            meeting_on=options["meeting"],
            tell=self.progress,
        )
        files = published_files(publication.public_id)
        if options["json"]:
            self.print_json(published_as_data(publication, files))
            return
        for line in published_in_lines(publication, files):
            self.stdout.write(line)
