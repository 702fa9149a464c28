"""Prints the event log, or saves it as a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from goldenthread.accounts.queries import person_by_email
from goldenthread.audit.queries import Asked, kinds_in_the_log, log_entries
from goldenthread.figures.queries.sight import reader_of
from goldenthread.partnership.access import Person
from goldenthread.partnership.permissions import Permission
from goldenthread.partnership.queries import councils, may, what_may
from goldenthread.partnership.rules import RoleMissing
from goldenthread.terminal.clock import now, today
from goldenthread.terminal.commands import TerminalCommand, WrongUsage
from goldenthread.terminal.files import output_file, write_whole
from goldenthread.terminal.typed import day
from goldenthread.web.log.asked import asked_about, morning_of
from goldenthread.web.log.kinds import Group, group_called, groups_of, kinds_asked_for
from goldenthread.web.log.saving import MOST_SAVED, log_as_csv, note_log_saved
from goldenthread.web.log.told import Told, told

PRINTED = 50


class Command(TerminalCommand):
    help = (
        "Print the event log, newest first: who did what to which thing, and when; or save it with --csv, which is in "
        "the log too. What an entry says of a figure is told to those who may see the figure. It takes somebody who "
        "may read the log: an administrator, an auditor or a performance officer."
    )
    examples = (
        "goldenthread events --by auditor@example.org",
        "goldenthread events --by auditor@example.org --kind security --from 2019-10-01 --to 2019-12-31",
        "goldenthread events --by auditor@example.org --about EXC01 --council havering --csv events.csv",
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--by", required=True, metavar="EMAIL", help="e-mail address of the person who reads it")
        parser.add_argument("--from", type=day, metavar="DAY", help="first day, as 2019-10-01")
        parser.add_argument("--to", type=day, metavar="DAY", help="last day")
        parser.add_argument(
            "--kind",
            metavar="KIND",
            help="security, people, figures, register, record, reports or other; or one kind as it is printed",
        )
        parser.add_argument("--person", metavar="EMAIL", help="only what this person did")
        parser.add_argument("--council", metavar="COUNCIL", help="only what is about this council, by its slug")
        parser.add_argument("--about", metavar="REFERENCE", help="only what is about this indicator")
        parser.add_argument(
            "--csv", type=output_file, metavar="FILE", help=f"save the newest {MOST_SAVED:,} entries as CSV"
        )
        parser.add_argument(
            "--most", type=int, default=PRINTED, metavar="N", help=f"print so many (default: {PRINTED})"
        )

    def run(self, options: dict[str, Any]) -> None:
        person = person_by_email(options["by"])
        if not may(person, Permission.READ_THE_LOG, today=today(), of=None):
            raise RoleMissing(person, Permission.READ_THE_LOG, on=today(), where="")
        path: Path | None = options["csv"]
        entries = _entries(options, reader=person, most=options["most"] if path is None else MOST_SAVED)
        if path is not None:
            write_whole(path, log_as_csv(entries))
            asked = {name: str(options[name]) for name in _NARROWED if options[name]}
            note_log_saved(entries=len(entries), asked=asked, kind="csv", by=person, at=now())
        if options["json"]:
            self.print_json([_as_json(one) for one in entries])
        elif path is not None:
            self.stdout.write(f"wrote {path}: {len(entries):,} {'entry' if len(entries) == 1 else 'entries'}")
        else:
            self.stdout.write("\n".join(map(_line, entries)) or "Nothing like this is in the log.")


_NARROWED = ("from", "to", "kind", "person", "council", "about")


def _entries(options: dict[str, Any], *, reader: Person, most: int) -> list[Told]:
    groups = groups_of(kinds_in_the_log())
    asked = Asked(
        since=morning_of(options["from"]),
        until=morning_of(options["to"], later=1),
        kinds=_kinds(options["kind"], groups=groups),
        by=person_by_email(options["person"]).pk if options["person"] else None,
        about=asked_about(_council(options["council"]), options["about"] or ""),
    )
    sees = reader_of(reader.pk, what_may(reader, today=today()))
    return list(told(log_entries(asked, most=most), reader=sees))


def _kinds(typed: str | None, *, groups: tuple[Group, ...]) -> tuple[str, ...]:
    if not typed:
        return ()
    known = group_called(typed, groups=groups)
    if not known:
        raise WrongUsage(
            f"Nothing in the log is of the kind {typed!r}. Give one of {', '.join(one.key for one in groups)}, or the "
            "words of an entry, such as “figure returned”."
        )
    return kinds_asked_for(known, groups=groups)


def _council(typed: str | None) -> str:
    known = [one.slug for one in councils()]
    if typed and typed not in known:
        raise WrongUsage(f"No council is called {typed!r}. Give one of {', '.join(known)}.")
    return typed or ""


def _line(one: Told) -> str:
    line = f"{one.moment}  {one.who}  {one.what}: {one.thing}"
    return f"{line}. {one.details}" if one.details else line


def _as_json(one: Told) -> dict[str, str | int]:
    return {
        "number": one.number,
        "at": one.at.isoformat(),
        "who": one.who,
        "what": one.what,
        "to": one.thing,
        "details": one.details,
    }
