"""Lists warnings about returned values, and answers them."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser

from goldenthread.accounts.queries import person_by_email
from goldenthread.domain.warnings import WarningCode
from goldenthread.figures.forms.words import checked_words
from goldenthread.figures.management.commands._choosing import FIGURES_BY_NAME, chosen, counted
from goldenthread.figures.operations import answer_warnings
from goldenthread.figures.queries import figures_due, round_of
from goldenthread.figures.queries.due import DueFigure, RaisedWarning
from goldenthread.figures.queries.returned import ReturnedWarningAnswer
from goldenthread.terminal.commands import TerminalCommand, WrongUsage
from goldenthread.terminal.order import moment_of
from goldenthread.terminal.typed import add_quarter, moment, typed_quarter


class Command(TerminalCommand):
    help = (
        "List what seems unlikely about the values returned for a quarter, or answer it. A figure is not signed off "
        "while a warning about it has no answer. With --expected the warning is not raised again for the measure "
        "until its definition or target changes. Answering needs the service lead or the performance officer."
    )
    examples = (
        "goldenthread warnings --year 2019-20 --quarter Q2",
        "goldenthread warnings --year 2019-20 --quarter Q2 --figures EXC01:havering "
        '--answer "The backlog was cleared in August." --by lead@example.org',
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        add_quarter(parser)
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--service", metavar="SLUG", help="only figures of this service, by its short name")
        which.add_argument("--figures", nargs="+", metavar="NAME", help=FIGURES_BY_NAME)
        parser.add_argument("--answered", action="store_true", help="list those that have an answer too")
        parser.add_argument("--answer", metavar="WORDS", help="why the value is right all the same")
        parser.add_argument(
            "--code", choices=[code.value for code in WarningCode], help="answer only warnings of this kind"
        )
        parser.add_argument(
            "--expected", action="store_true", help="this is usual for the measure: do not ask again until it changes"
        )
        parser.add_argument("--by", metavar="EMAIL", help="who answers, by e-mail address")
        parser.add_argument("--at", metavar="WHEN", type=moment, help="when it is answered (default: now)")

    def run(self, options: dict[str, Any]) -> None:
        if options["answer"] is not None:
            self._answer(options)
        else:
            self._list(options)

    def _found(self, options: dict[str, Any]) -> list[tuple[DueFigure, RaisedWarning]]:
        quarter = typed_quarter(options)
        ids = set(chosen(options).figure_ids)
        return [
            (due, warning)
            for due in figures_due(round_of(quarter).pk, quarter=quarter)
            if due.figure_id in ids
            for warning in due.warnings
            if options["code"] in (None, warning.code)
        ]

    def _list(self, options: dict[str, Any]) -> None:
        found = [(due, one) for due, one in self._found(options) if options["answered"] or not one.answer]
        if options["json"]:
            listed = [
                {
                    "figure": due.name,
                    "owner_post": due.terms.owner_post,
                    "code": one.code,
                    "words": one.words,
                    "answer": one.answer,
                }
                for due, one in found
            ]
            self.print_json({"period": str(typed_quarter(options)), "warnings": listed})
            return
        for due, one in found:
            answer = f" Answer: {one.answer}" if one.answer else ""
            self.stdout.write(f"{due.name}: {one.words} ({one.code}){answer}")
        unanswered = sum(not one.answer for _, one in found)
        self.stdout.write(f"{counted(unanswered, 'warning', then=('has', 'have'))} no answer.")

    def _answer(self, options: dict[str, Any]) -> None:
        if not options["by"]:
            raise WrongUsage("An answer needs --by EMAIL: who gives it?")
        if not options["figures"] and not options["service"]:
            raise WrongUsage("Say which figures the answer is for: --figures or --service.")
        answer = checked_words(options["answer"], name="answer")
        by, at = person_by_email(options["by"]), moment_of(options)
        open_ones = [(due, one) for due, one in self._found(options) if not one.answer or options["figures"]]
        answered = answer_warnings(
            figure_ids=list({due.figure_id: None for due, _ in open_ones} or chosen(options).figure_ids),
            answers=[
                ReturnedWarningAnswer(code=code, answer=answer, is_expected=options["expected"])
                for code in dict.fromkeys(one.code for _, one in open_ones)
            ],
            by=by,
            at=at,
        )
        if options["json"]:
            self.print_json({"answered": [{"figure": one.name, "code": one.code} for one in answered]})
            return
        for one in answered:
            expected = " It is expected of this measure from now on." if one.is_expected else ""
            self.stdout.write(f"{one.name}: {one.code} answered.{expected}")
