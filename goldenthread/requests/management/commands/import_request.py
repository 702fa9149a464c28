"""import-request: a request of an outside body, from the form that it filled in or from a TOML file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from goldenthread.domain.listing import listed
from goldenthread.domain.request_files import RequestFile
from goldenthread.partnership.queries import services
from goldenthread.requests.forms import read_request, read_request_form
from goldenthread.requests.operations import import_request
from goldenthread.requests.queries.protocols import protocol_in_force, protocol_of
from goldenthread.terminal.commands import ChangingCommand, WrongUsage
from goldenthread.terminal.files import input_file
from goldenthread.terminal.typed import day


class Command(ChangingCommand):
    help = (
        "Enter a request of an outside body: from the form that it filled in (.xlsx, .ods), or from a TOML file that "
        "may also hold all that its evaluation rests on; whole or not at all. Nobody scores in another's name: the "
        "scores of whoever imports are entered, and the other scorer imports the same file. The same file twice "
        "changes nothing. docs/reference/request-file.md describes the file. Needs the performance officer or the "
        "clerk; scores need who may score."
    )
    examples = (
        "goldenthread import-request request.toml --by officer@example.org",
        "goldenthread import-request form.xlsx --received 2019-02-01 --by officer@example.org",
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("file", type=input_file, metavar="FILE", help="the request")
        parser.add_argument(
            "--received", type=day, metavar="DAY", help="of a form, which does not say it: when it came"
        )

    def run(self, options: dict[str, Any]) -> None:
        path: Path = options["file"]
        by, at = self.person_and_moment(options)
        if path.suffix.casefold() in (".xlsx", ".ods"):
            known = [(one.slug, one.name) for one in services()]
            received = options["received"]
            if received is None:
                raise WrongUsage("Say when the form came, as in --received 2020-01-10.")
            asked = read_request_form(path.read_bytes(), file=path.name, services=known, received_on=received)
            found = RequestFile(asked=asked)
        else:
            found = self._read(path)
        made = import_request(found, by=by, at=at)
        if options["json"]:
            told = {"reference": made.reference, "new": made.is_new, "statements": made.statements}
            self.print_json({**told, "scores_left": list(made.left)})
            return
        new = "received as" if made.is_new else "known as"
        said = f"{path.name}: {new} {made.reference}; {count_words(made.statements)} entered."
        left = f" Scores of {listed(made.left)} are for them to enter, with the same file." if made.left else ""
        self.stdout.write(f"{said}{left}")

    def _read(self, path: Path) -> RequestFile:
        """The file, with what it leaves out by the protocol that the request is evaluated by."""
        content, protocol = path.read_bytes(), protocol_in_force()
        found = read_request(content, file=path.name, protocol=None if protocol is None else protocol.record)
        own = protocol_of(found.asked)
        if own is None or protocol is None or own.number == protocol.number:
            return found
        return read_request(content, file=path.name, protocol=own.record)


def count_words(statements: int) -> str:
    """ "1 statement", "12 statements"."""
    return f"{statements} statement{'' if statements == 1 else 's'}"
