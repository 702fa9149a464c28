"""Publishes the notice of what an officer or a director decided of a request."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser

from goldenthread.publishing.queries import published_files
from goldenthread.reports.management.commands._published import published_as_data, published_in_lines
from goldenthread.reports.request_notices import publish_notice
from goldenthread.terminal.commands import ChangingCommand


class Command(ChangingCommand):
    help = (
        "Publish the notice of what an officer or a director decided of a request: what was decided, by which post, "
        "why, which alternatives were considered, and no price. It is public once it is released. What the joint "
        "committee decides has a notice of its own. Needs the performance officer."
    )
    examples = ("goldenthread publish-notice 2019-001 --by officer@example.org",)

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("reference", metavar="REFERENCE", help="the request")

    def run(self, options: dict[str, Any]) -> None:
        by, at = self.person_and_moment(options)
        publication = publish_notice(options["reference"], by=by, at=at, tell=self.progress)
        files = published_files(publication.public_id)
        if options["json"]:
            self.print_json(published_as_data(publication, files))
            return
        for line in published_in_lines(publication, files):
            self.stdout.write(line)
