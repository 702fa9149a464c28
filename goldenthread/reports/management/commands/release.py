"""Makes a publication public."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.management.base import CommandParser

from goldenthread.domain.days import day_words
from goldenthread.reports.releasing import release_pack
from goldenthread.terminal.commands import ChangingCommand
from goldenthread.terminal.order import moment_in_words


class Command(ChangingCommand):
    help = (
        "Make a publication public, on the day that the agenda is: until then nobody sees it on the public page. It is "
        "released once. Refused are a release before publication, one of what was replaced or is restricted, one "
        "before a council whose clearance is required has cleared its figures, and one of what no longer stands: "
        "something of it was withheld since, or a figure opened, the round frozen or the year closed again. With less "
        "than five clear days left "
        "before the meeting the reason must be given with --because, and be minuted; a correction has given one. "
        "Needs the committee clerk or the performance officer."
    )
    examples: ClassVar[tuple[str, ...]] = (
        "goldenthread release 2019-20-q2-joint-committee-1 --by clerk@example.org",
        "goldenthread release 2019-20-q2-joint-committee-1 --at 2020-02-04 --by clerk@example.org "
        '--because "The Chair ruled the item urgent: figures of payroll came in on 31 January"',
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("publication", metavar="ID", help="the publication, by its id")
        parser.add_argument(
            "--because", default="", metavar="WHY", help="why it is released with less than five clear days left"
        )

    def run(self, options: dict[str, Any]) -> None:
        by, at = self.person_and_moment(options)
        released = release_pack(options["publication"], by=by, at=at, because=options["because"].strip())
        entry, meeting, last = released.entry, released.meeting_on, released.last_day
        if options["json"]:
            self.print_json(
                {
                    "public_id": entry.public_id,
                    "released_at": released.release.released_at.isoformat(),
                    "meeting": None if meeting is None else meeting.isoformat(),
                    "last_day": None if last is None else last.isoformat(),
                    "files": [file.name for file in entry.files],
                }
            )
            return
        self.stdout.write(f"{entry.public_id} is public since {moment_in_words(released.release.released_at)}.")
        if meeting is not None and last is not None:
            self.stdout.write(
                f"  The meeting is on {day_words(meeting)}; the last day in time for it was {day_words(last)}."
            )
        for file in entry.files:
            self.stdout.write(f"  /publications/{entry.public_id}/{file.name}")
